"""The same scores as textstat, to the last bit, on the same dictionary and with no network."""

import socket
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from copydesk.formats import parse
from copydesk.text.all_metrics import all_metrics
from copydesk.text.syllable_table import first_pronunciation, first_pronunciations, known_syllables
from copydesk.text.textstat_scores import SCORES, textstat_scores, textstat_sentences

textstat = pytest.importorskip("textstat")
backend = pytest.importorskip("textstat.backend.counts._count_syllables")

THEIR_NAMES = {
    "linsear_write": "linsear_write_formula",
    "dale_chall": "dale_chall_readability_score",
    "spache": "spache_readability",
}
DICTIONARY = {word: [["V1"] * count] for word, count in first_pronunciations().items()}
WORDS = (
    "the of and cat dog runs quickly harbour government administration opportunity was is in morning environmental "
    "don't won’t it's Dr. U.S. 3.5 $2.75 well-known café coronavirus blogosphere and/or AT&T — … (which) “quoted” mmmm "
    "shh rock'n'roll STUDENTS' İstanbul ΣΑΣ under_score university's"
)


@pytest.fixture(autouse=True)
def same_dictionary_and_no_network(monkeypatch):
    def refuse(*_arguments, **_options):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(backend, "get_cmudict", lambda language: DICTIONARY if language == "en_US" else None)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    textstat.set_lang("en_US")


def theirs(text):
    return {name: getattr(textstat, THEIR_NAMES.get(name, name))(text) for name in SCORES}


@pytest.mark.parametrize("seed", range(40))
def test_scores_of_prose_are_textstats(seed):
    random = Random(seed)
    words = random.choices(WORDS.split(), k=random.choice((1, 2, 5, 40, 99, 100, 101, 150, 400)))
    for at in range(0, len(words), random.randint(3, 30)):
        words[at] += random.choice((".", ".", "!", "?", "...", ".”", ":\n\n", "\x1c"))
    text = " ".join(words)
    assert textstat_scores(text) == theirs(text)


@given(st.text(alphabet="aeiouySst'’.!?- \n\t\x1c—_é中İΣς1,\u0301\u200b", max_size=60))
@settings(max_examples=300, deadline=None)
@example("")
@example("   ")
@example("...")
@example("!a")
@example("'s 't x 'll")
def test_scores_of_anything_are_textstats(text):
    assert textstat_scores(text) == theirs(text)
    assert textstat_sentences(text) == textstat.sentence_count(text)


def test_the_table_says_what_the_dictionary_says():
    assert len(DICTIONARY) > 120_000
    for word in ("the", "don't", "coronavirus", "antidisestablishmentarianism", "shh", "zzz"):
        first = len(DICTIONARY[word][0]) if word in DICTIONARY else -1
        assert first_pronunciation(word) == first
    assert [known_syllables(word) for word in ("our", "every", "interest", "shh", "nosuchword", "")] == [
        2,
        3,
        3,
        0,
        -1,
        -1,
    ]
    assert known_syllables("antidisestablishmentarianism") == 12


@pytest.mark.parametrize("word", ["a\nb", "the 1", " ", "\n", "é", "a" * 5000])
def test_no_odd_word_is_found_in_the_table(word):
    assert known_syllables(word) == first_pronunciation(word) == -1


SENTENCES = {
    "de": "Der große Hund lief gestern zum hölzernen Gartentor und bewachte dort die Katzen unserer Nachbarin.",
    "es": "La administración municipal considera imprescindible desarrollar infraestructuras complementarias mañana.",
    "fr": "Le gouvernement présentera demain une nouvelle proposition concernant les transports publics.",
    "hu": "A kormány holnap bemutatja az új javaslatot a városi közlekedés fejlesztéséről és támogatásáról.",
    "it": "Il governo presenterà domani una nuova proposta sulle infrastrutture pubbliche della regione.",
    "nl": "De regering presenteert morgen een nieuw voorstel over het openbaar vervoer in de steden.",
    "pl": "Rząd przedstawi jutro nową propozycję dotyczącą transportu publicznego w największych miastach.",
    "ru": "Правительство завтра представит новое предложение об общественном транспорте в больших городах.",
}
OF_THE_LANGUAGE = {
    "de": ["flesch_reading_ease", "wiener_sachtextformel"],
    "es": ["flesch_reading_ease", "szigriszt_pazos", "gutierrez_polini", "crawford"],
    "hu": ["flesch_reading_ease", "gunning_fog"],
    "it": ["flesch_reading_ease", "gulpease_index"],
    "pl": ["gunning_fog"],
}


@pytest.mark.filterwarnings("ignore:There is no easy words vocabulary")
@pytest.mark.parametrize("language", SENTENCES)
def test_other_languages_have_textstats_formulas(language):
    text = " ".join([SENTENCES[language]] * 20)
    metrics = all_metrics(parse(f"---\nlang: {language}\n---\n\n{text}\n", "a.md"))
    textstat.set_lang(language)
    assert metrics["syllables"] == textstat.syllable_count(text)
    for name in OF_THE_LANGUAGE.get(language, ["flesch_reading_ease"]):
        arguments = (1,) if name == "wiener_sachtextformel" else ()
        assert metrics[name] == getattr(textstat, name)(text, *arguments), name
    assert metrics["flesch_kincaid_grade"] is metrics["smog_index"] is metrics["dale_chall"] is None


def test_easy_words_include_their_inflections_and_names():
    sentence = "Yesterday in Warsaw Mrs. Kowalski’s two dogs were happily jumping over 14 neighbours' broken boxes. "
    metrics = all_metrics(parse(sentence * 12, "a.txt"))
    # Of fifteen words only `neighbours`, in British spelling, is not on the list.
    assert metrics["dale_chall"] == pytest.approx(0.1579 * 100 / 15 + 0.0496 * 15 + 3.6365)
    curly = all_metrics(parse(sentence.replace("'", "’") * 12, "a.txt"))
    assert curly == metrics

import pickle
import subprocess
import sys

import pytest
import re2
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.matching.budget import Budget, PatternTimeout
from copydesk.matching.emit import Re2Writer, RefusedError, write_regex
from copydesk.matching.pattern import Pattern, PatternError, alternatives, bounded
from copydesk.matching.syntax import parse
from copydesk.matching.texts import Texts, mask


def pattern(source, *, fold=False, words=False, **more):
    nodes = alternatives("a.rule", [source], fold=fold, multiline=True, joined=True)
    return bounded("a.rule", source, nodes) if words else Pattern("a.rule", source, nodes, **more)


def find(source, *pieces, **options):
    texts = Texts(list(pieces))
    found = dict(pattern(source, **options).find(texts, range(len(pieces)), Budget()))
    return {number: [texts.pieces[number][a:b] for a, b, _ in matches] for number, matches in found.items()}


atoms = st.sampled_from(
    [
        *[
            "a",
            "B",
            "é",
            "É",
            "_",
            "1",
            " ",
            r"\.",
            "’",
            "—",
            r"\w",
            r"\W",
            r"\d",
            r"\D",
            r"\s",
            r"\S",
            r"\b",
            r"\B",
            ".",
        ],
        *["[ab]", "[^a]", "[a-z]", "[^é]", "[à-ü]", r"[^\s_]", r"[\W_]", r"[^\d]", "[’'—]", "(?=a)", "(?!b)", "(?<=a)"],
        *["(?<!é)", r"(?:a|é)", "(a|b)", "^", "$", "(?i:é)", r"[^\D]", "[!-~]", "[^A-z]"],
    ]
)
quantified = st.tuples(atoms, st.sampled_from(["", "", "", "?", "*", "+", "+?", "{1,2}"])).map(
    lambda pair: pair[0] if pair[0].startswith("(?") or pair[0] in (r"\b", r"\B", "^", "$") else "".join(pair)
)
sources = st.lists(st.lists(quantified, min_size=1, max_size=4).map("".join), min_size=1, max_size=3).map("|".join)
pieces = st.lists(st.text(st.sampled_from("aAbBéÉ_1१ .\n’—\u00a0\u0301x"), max_size=10), min_size=1, max_size=4)


@settings(max_examples=400)
@given(sources, pieces, st.booleans(), st.booleans())
def test_all_ways_to_run_a_pattern_agree(source, texts, fold, words):
    tested = pattern(source, fold=fold, words=words)
    whole, any_case = write_regex(tested.tree)
    reference = regex.compile(whole, regex.IGNORECASE if any_case else 0)
    wanted = {}
    for number, text in enumerate(texts):
        at = 0
        while at <= len(text) and (match := reference.search(text, at)):
            if match.start() < match.end():
                wanted.setdefault(number, []).append((match.start(), match.end(), 0))
            at = match.end() + (match.start() == match.end())
    assert dict(tested.find(Texts(texts), range(len(texts)), Budget())) == wanted


@settings(max_examples=400)
@given(sources, pieces, st.booleans())
def test_a_loose_pattern_finds_whatever_the_pattern_does(source, texts, fold):
    tested = pattern(source, fold=fold)
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    loose = re2.compile(Re2Writer(loose=True).write(tested.tree).encode("ascii"), options)
    whole, any_case = write_regex(tested.tree)
    for text in texts:
        if regex.search(whole, text, regex.IGNORECASE if any_case else 0):
            assert loose.search(mask(text).encode("ascii"))


def test_boundaries_know_letters_outside_ascii():
    assert find("caf", "café caf", words=True) == {0: ["caf"]}
    assert find(r"\w+", "naïve Überzug") == {0: ["naïve", "Überzug"]}


def test_matches_do_not_reach_into_the_next_piece():
    assert find(r"a\s+b", "x a", "b a  b") == {1: ["a  b"]}
    assert find(r"[\s\S]+", "ab", "cd") == {0: ["ab"], 1: ["cd"]}
    assert find(r"\Aa|b\z", "ab", "ab") == {0: ["a", "b"], 1: ["a", "b"]}


def test_many_pieces_are_searched_in_windows():
    texts = ["nothing here " * 30 if number % 97 else "one needle1 more" for number in range(500)]
    assert find(r"needle\d", *texts) == {number: ["needle1"] for number in range(0, 500, 97)}


def test_look_around_runs_on_the_text_itself():
    assert find("(?<=é )b(?! c)", "é b c é b d", "b") == {0: ["b"]}


def test_search_and_replace():
    assert pattern("(?i)ab").search("xABx", Budget())
    assert not pattern("^b").search("ab", Budget())
    assert pattern(r"(\w+)-(\w+)").replace("one-two", "$2 of $1, ${1} $$ $7", Budget()) == "two of one, one $ $7"


def test_tags_tell_the_alternative():
    for sources in (["beta", "alpha"], ["beta", "al(?=p)pha"]):
        nodes = alternatives("a.rule", sources, fold=False, multiline=True, joined=False)
        tagged = Pattern("a.rule", "", nodes, tagged=True)
        assert dict(tagged.find(Texts(["alpha beta"]), [0], Budget())) == {0: [(0, 5, 1), (6, 10, 0)]}


def test_re2_refuses_what_it_cannot_say():
    for source in ("(?=a)b", r"(a)\1", "(?>a)b", "é", r"\p{Lu}", "a{1,2000}"):
        with pytest.raises(RefusedError):
            Re2Writer().write(parse(source)[0])


def test_a_run_away_pattern_ends_in_a_named_error():
    budget = Budget(run=0.2, call=0.1)
    hostile = pattern(r"(?=a)(?:a+a+)+b\b(?<!x)")
    with pytest.raises(PatternTimeout, match=r"a\.rule") as error:
        list(hostile.find(Texts(["a" * 5000 + "b!" + "a" * 5000 + "bx"]), [0], budget))
    assert error.value.rule == "a.rule"
    assert error.value.pattern.startswith("(?=a)")
    assert pickle.loads(pickle.dumps(error.value)).pattern == error.value.pattern
    with pytest.raises(PatternTimeout):  # nothing is left for this rule, however harmless the text
        list(hostile.find(Texts(["aab?"]), [0], budget))


def test_linear_patterns_have_no_budget():
    assert find(r"(?:a+)+$", "a" * 50_000 + "b") == {}
    assert find(r"(?:a|aa)+c|\w+!", "a" * 50_000 + "!") == {0: ["a" * 50_000 + "!"]}


def test_the_budget_is_for_the_run_and_for_each_rule():
    budget = Budget(run=1.0, call=0.5)
    budget.charge("one", 0, 0.6005)
    assert budget.allowance("one", 0) == pytest.approx(0.4, abs=0.002)
    assert budget.allowance("two", 0) == pytest.approx(0.4, abs=0.002)
    budget.charge("two", 0, 0.6005)
    assert budget.allowance("three", 0) == 0.0


def test_time_that_fits_the_text_is_not_charged():
    budget = Budget()
    for _ in range(1000):
        budget.charge("one", 100_000, 0.1)
    assert budget.run == 2.0


def test_what_no_engine_takes_is_named():
    with pytest.raises(PatternError, match=r"a\.rule"):
        pattern(r"(a\1)").compile()


def test_engines_load_only_when_a_pattern_runs():
    code = (
        "import sys\n"
        "from copydesk.checks.patterns import PatternSet\n"
        "from copydesk.model import Rule\n"
        "from copydesk.formats import parse\n"
        "rules = [Rule('a.b', 'existence', '%s', options={'tokens': ['(?<!x)needle(?=y)', 'plain word', r'hay\\w+ stack']})]\n"
        "document = parse('Nothing of that kind stands here.', 'a.txt')\n"
        "patterns = PatternSet(rules)\n"
        "assert 'ahocorasick_rs' not in sys.modules\n"
        "assert not list(patterns.check(document))\n"
        "assert not {'regex', 're2', 'sentencex', 'yaml'} & set(sys.modules), set(sys.modules)\n"
        "assert len(list(patterns.check(parse('A needley thing.', 'a.txt')))) == 0\n"
        "assert len(list(patterns.check(parse('A haymow stack.', 'a.txt')))) == 1\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

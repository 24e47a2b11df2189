"""Readability of articles against textstat: the same scores, and CPU seconds.

    python benchmarks/readability.py [PATH…] [--texts 5000] [--articles 300]

Without paths the texts are made up here: words of the dictionary drawn by Zipf's law, with contractions, compounds, words
that no dictionary holds, figures, abbreviations and marks between them, 1 to 600 words each. First, twelve scores of each
text are compared bit by bit. Then articles of 3 KB are timed. textstat gets its syllables from the dictionary that is shipped
here, in memory beforehand, in place of the one it would download; opening a socket is an error.
`cold`: nothing is known about any word, as for the first articles of a run; `warm`: as in a long run. `measure` is what
rules and reports go by: parsed articles, careful sentences.
"""

from __future__ import annotations

import argparse
import random
import socket
import sys
import time
from collections.abc import Callable
from itertools import accumulate
from typing import NoReturn

import textstat
from textstat.backend.counts import _count_syllables

from copydesk.document import Document
from copydesk.formats import parse
from copydesk.text import readability, textstat_scores
from copydesk.text.syllable_table import first_pronunciations
from copydesk.text.textstat_scores import SCORES

THEIR_NAMES = {
    "linsear_write": "linsear_write_formula",
    "dale_chall": "dale_chall_readability_score",
    "spache": "spache_readability",
}
COMMON = (
    "the of and to a in that is was he for it with as his on be at by I this had not are but from or have an they "
    "which one you were her all she there would their we him been has when who will more no if out so said what"
)
ODD = (
    "don't won’t it's Mr. Dr. U.S. a.m. 3.5 $2.75 12.4 1,200 2026 well-known co-operate café naïve coronavirus blogosphere "
    "and/or R&D AT&T e.g. — – … (which) “quoted” 'single' rock'n'roll #tag @desk https://example.org/a-b?c=d _under_ 10:30 "
    "THE NATO BBC mmmm shh Zoë’s O'Neill students' 中文 привет İstanbul"
)


def made_up(count: int, least: int, most: int, seed: int = 1) -> list[str]:
    """Texts of so many words."""
    rng = random.Random(seed)
    rare = sorted(first_pronunciations())
    rng.shuffle(rare)
    vocabulary = [*COMMON.split(), *rare[:30_000]]
    weights = list(accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))
    texts = []
    for _ in range(count):
        words = rng.choices(vocabulary, cum_weights=weights, k=rng.randint(least, most))
        for _ in range(len(words) // 20):
            words[rng.randrange(len(words))] = rng.choice(ODD.split())
        at = 0
        while at < len(words):
            words[at] = words[at].capitalize()
            at += rng.randint(1, 35)
            stop = min(at, len(words)) - 1
            words[stop] += rng.choice((".", ".", ".", ".", "?", "!", ".”", "...", ":", ",", "\n\n", ".\n\n"))
        texts.append(" ".join(words))
    return texts


def read(path: str) -> Document:
    """An article from a file."""
    with open(path, "rb") as file:
        return parse(file.read(), path)


def forget(documents: list[Document]) -> None:
    """Clear what textstat and the documents remember of texts."""
    for document in documents:
        document.memo.clear()
    for name, module in sys.modules.items():
        if name.startswith("textstat."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear") and getattr(value, "__name__", "") in CLEARED:
                    value.cache_clear()


_TEXT_FUNCTIONS = (
    "count_syllables count_words count_sentences count_difficult_words count_miniwords count_letters count_long_words "
    "count_polysyllable_words count_chars list_words list_difficult_words remove_punctuation is_difficult_word "
    "words_per_sentence chars_per_word letters_per_word sentences_per_word syllables_per_word"
)
CLEARED = frozenset((*_TEXT_FUNCTIONS.split(), *(THEIR_NAMES.get(name, name) for name in SCORES)))
"""Functions of textstat that remember texts; what it keeps of its dictionary and word lists stays."""


def cpu_seconds(run: Callable[[], object]) -> float:
    """CPU time of one call."""
    start = time.process_time()
    run()
    return time.process_time() - start


def no_network(*_arguments: object, **_options: object) -> NoReturn:
    """Stands for opening a socket."""
    raise AssertionError("a socket was opened")


def differences(texts: list[str]) -> int:
    """How many scores are not the same; the first ones are printed."""
    found = 0
    for text in texts:
        ours = textstat_scores.textstat_scores(text)
        for name in SCORES:
            theirs = getattr(textstat, THEIR_NAMES.get(name, name))(text)
            if theirs != ours[name]:
                found += 1
                if found <= 5:
                    print(f"  {name}: textstat {theirs!r}, here {ours[name]!r}: {text[:60]!r}")
    return found


def main() -> int:
    """Compare, measure, print; status 1 if a score differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="articles to measure instead of made-up ones")
    parser.add_argument("--texts", type=int, default=5000, help="how many texts to compare")
    parser.add_argument("--articles", type=int, default=300, help="how many articles to time")
    parser.add_argument("--runs", type=int, default=3, help="the best of so many runs counts")
    options = parser.parse_args()

    socket.socket.connect = no_network  # type: ignore[method-assign, assignment]
    dictionary = {word: [["V1"] * count] for word, count in first_pronunciations().items()}
    _count_syllables.get_cmudict = lambda _language: dictionary

    documents = [read(path) for path in options.paths] or [
        parse(text, "a.txt") for text in made_up(options.articles, 400, 600, seed=2)
    ]
    documents = [document for document in documents if document.prose]
    texts = ["\n\n".join(block.text for block in document.prose) for document in documents]
    compared = texts if options.paths else made_up(options.texts, 1, 600)
    different = differences(compared)
    print(f"{len(compared):,} texts x {len(SCORES)} scores: {different} differences")

    scores = [getattr(textstat, THEIR_NAMES.get(name, name)) for name in SCORES]
    size = sum(len(text.encode()) for text in texts) / 1e6

    def theirs() -> object:
        return [[score(text) for score in scores] for text in texts]

    def ours() -> object:
        return [textstat_scores.textstat_scores(text) for text in texts]

    def careful() -> object:
        return [readability.measure(document) for document in documents]

    seconds: dict[str, float] = {}
    for _ in range(options.runs):
        for name, run in (
            ("textstat", theirs),
            ("same scores, cold", ours),
            ("same scores, warm", ours),
            ("measure, cold", careful),
            ("measure, warm", careful),
        ):
            forget(documents)
            if name.endswith("cold"):
                textstat_scores._RECORDS.clear()  # noqa: SLF001 - the cold run needs it
                readability._RECORDS.clear()  # noqa: SLF001 - as above
            seconds[name] = min(seconds.get(name, float("inf")), cpu_seconds(run))
    print(f"{len(texts)} articles, {size:.2f} MB; CPU, best of {options.runs}")
    for name, needed in seconds.items():
        rate, each, ratio = size / needed, needed / len(texts) * 1e3, seconds["textstat"] / needed
        print(f"{name:18}{rate:6.2f} MB/s{each:8.3f} ms an article{ratio:6.1f} x")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())

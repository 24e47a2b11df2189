"""Readability of articles against textstat, in CPU seconds.

    python benchmarks/readability.py [PATH…] [--articles 300]

Without paths the articles are made up here: 3 KB each, words drawn by Zipf's law from 20,000. Both sides compute the
same ten scores from the same parsed text. textstat gets its syllables from a dictionary in memory, filled beforehand, in
place of the one it would download; what it remembers of texts is cleared before each run. Ours runs twice: `cold`, with
nothing known about any word, and `warm`, as in a long run. The figures themselves differ where counts do
(abbreviations, decimals, quotations, headings); the tests compare them where the counts are the same.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from itertools import accumulate

import textstat
from textstat.backend.counts import _count_syllables

from copydesk.document import Document
from copydesk.formats import parse
from copydesk.text import readability
from copydesk.text.syllables import syllables

SCORES = (
    "flesch_reading_ease",
    "flesch_kincaid_grade",
    "gunning_fog",
    "smog_index",
    "automated_readability_index",
    "coleman_liau_index",
    "linsear_write_formula",
    "lix",
    "rix",
    "mcalpine_eflaw",
)
PARTS = "ba ce di fo gu la me ni po ru sa te vi zo tra ple sti cro mun der ing tion al er ness able ear out"


class Dictionary(dict[str, list[list[str]]]):
    """Stands for the dictionary that textstat downloads: words to their sounds, filled as words turn up."""

    def __missing__(self, word: str) -> list[list[str]]:
        sounds = self[word] = [["V1"] * syllables(word)]
        return sounds


def made_up(count: int) -> list[str]:
    """Articles of eight paragraphs."""
    rng = random.Random(1)
    parts = PARTS.split()
    vocabulary = ["".join(rng.choices(parts, k=rng.choice((1, 1, 2, 2, 3)))) for _ in range(20_000)]
    weights = list(accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))
    articles = []
    for _ in range(count):
        paragraphs = []
        for _ in range(8):
            sentences = []
            for _ in range(rng.randint(2, 5)):
                words = rng.choices(vocabulary, cum_weights=weights, k=rng.randint(8, 30))
                sentences.append(" ".join(words).capitalize() + ".")
            paragraphs.append(" ".join(sentences))
        articles.append("\n\n".join(paragraphs))
    return articles


def read(path: str) -> Document:
    """An article from a file."""
    with open(path, "rb") as file:
        return parse(file.read(), path)


def forget(documents: list[Document]) -> None:
    """Clear what textstat and the documents remember."""
    for document in documents:
        document.memo.clear()
    for name, module in sys.modules.items():
        if name.startswith("textstat."):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def cpu_seconds(run: Callable[[], object]) -> float:
    """CPU time of one call."""
    start = time.process_time()
    run()
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="articles to measure instead of made-up ones")
    parser.add_argument("--articles", type=int, default=300, help="how many articles to make up")
    parser.add_argument("--runs", type=int, default=3, help="the best of so many runs counts")
    options = parser.parse_args()

    documents = [read(path) for path in options.paths] or [parse(text, "a.txt") for text in made_up(options.articles)]
    documents = [document for document in documents if document.prose]
    texts = ["\n\n".join(block.text for block in document.prose) for document in documents]
    size = sum(len(text.encode()) for text in texts) / 1e6

    dictionary = Dictionary()
    _count_syllables.get_cmudict = lambda _language: dictionary
    scores = [getattr(textstat, name) for name in SCORES]

    def theirs() -> object:
        return [[score(text) for score in scores] for text in texts]

    def ours() -> object:
        return [readability.measure(document) for document in documents]

    theirs()  # fills the dictionary
    seconds: dict[str, float] = {}
    for _ in range(options.runs):
        readability._RECORDS.clear()  # noqa: SLF001 - the cold run needs it
        for name, run in (("textstat", theirs), ("copydesk, cold", ours), ("copydesk, warm", ours)):
            forget(documents)
            seconds[name] = min(seconds.get(name, float("inf")), cpu_seconds(run))
    print(f"{len(texts)} articles, {size:.2f} MB, {len(SCORES)} scores; CPU, best of {options.runs}")
    for name, needed in seconds.items():
        rate, each, ratio = size / needed, needed / len(texts) * 1e3, seconds["textstat"] / needed
        print(f"{name:15}{rate:6.2f} MB/s{each:8.3f} ms an article{ratio:6.1f} x")


if __name__ == "__main__":
    main()

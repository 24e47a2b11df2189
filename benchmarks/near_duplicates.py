"""Near-duplicate paragraphs: this tool beside datasketch, rensa, gaoya, datatrove and text-dedup.

    benchmarks/near_duplicates.py                        10,000 paragraphs, the tools that install quickly
    benchmarks/near_duplicates.py --sizes 20000,100000   other sizes; precision and recall up to 20,000
    benchmarks/near_duplicates.py --tools all            datatrove and text-dedup too, which take minutes
    benchmarks/near_duplicates.py --quality              this tool's recall by kind of copy at 20,000 paragraphs

Each tool runs in an environment of its own, made on first use below .venv-bench/ in this checkout, for which the
network is needed; one that cannot be made is named in the table. CPU seconds go from paragraphs in memory to pairs and
hold user and system time of the process and its children, not its start and imports; memory is the process's peak.
Tools that take sets are given pairs of words at distance one or two; the others take runs of two words. Runs are
interleaved, and the quickest of a tool's counts.

Truth is an exact join: Jaccard similarity of .6 on those pairs of words, or containment of .8 on runs of three. Texts of
the same words are one text. Precision is the share of a tool's pairs that are true by either measure; recall by each
stands apart, because only this tool looks for containment. A tool that gives clusters is held to all pairs in them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

from exact_join import held, near
from paragraphs import EDITS, Paragraph, make_paragraphs

from copydesk.duplicates.many_texts import pairs_of_strings
from copydesk.text.normalise import tokens

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENTS = ROOT / ".venv-bench"
JACCARD, CONTAINMENT = 0.6, 0.8
KNOWN = 20_000  # most paragraphs that the truth is computed for

REQUIREMENTS = {
    "datasketch": ["datasketch==2.0.0"],
    "rensa": ["rensa==0.5.0"],
    "gaoya": ["gaoya==0.2.2"],
    "datatrove": ["datatrove[processing]==0.10.1", "spacy"],
    "text-dedup": ["text-dedup==0.4.1"],
}
PYTHONS = {"text-dedup": (3, 12)}  # least version, where it is higher than this project's
QUICK = ("copydesk", "datasketch", "rensa", "gaoya")

Pairs = set[tuple[int, int]]


class Truth(NamedTuple):
    """The pairs there are.

    Attributes:
        texts: For each paragraph the number of its distinct text.
        near: Pairs of texts by Jaccard similarity.
        held: Pairs by containment that are not among those.
    """

    texts: list[int]
    near: Pairs
    held: Pairs


class Result(NamedTuple):
    """One run of one tool."""

    seconds: float
    memory: float
    pairs: list[tuple[int, int]]


def python_of(tool: str) -> str:
    """The interpreter of a tool's environment, which is made if it is not there.

    Raises:
        RuntimeError: It cannot be made; says why.
    """
    if tool == "copydesk":
        return sys.executable
    folder = ENVIRONMENTS / tool
    python = folder / "bin" / "python"
    stamp = folder / "requirements.txt"
    wanted = "\n".join(REQUIREMENTS[tool])
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return str(python)
    base = _base_python(PYTHONS.get(tool, (3, 11)))
    steps = (
        [base, "-m", "venv", "--clear", str(folder)],
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *REQUIREMENTS[tool]],
    )
    for command in steps:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError((done.stderr.strip().splitlines() or ["cannot be installed"])[-1])
    stamp.write_text(wanted, encoding="utf-8")
    return str(python)


def _base_python(least: tuple[int, int]) -> str:
    names = [sys.executable, *(f"python3.{minor}" for minor in range(least[1], 15))]
    for name in filter(None, map(shutil.which, names)):
        code = f"import sys; sys.exit(sys.version_info < {least})"
        if subprocess.run([name, "-c", code], capture_output=True, check=False).returncode == 0:
            return name
    raise RuntimeError(f"needs Python {least[0]}.{least[1]}")


def run(tool: str, python: str, strings: Path) -> Result:
    """Run one tool.

    Raises:
        RuntimeError: It failed; says how.
    """
    with tempfile.TemporaryDirectory() as folder:
        pairs = Path(folder) / "pairs.json"
        script = Path(__file__).with_name("near_duplicates_tools.py")
        command = [python, str(script), tool, str(strings), str(pairs), str(JACCARD)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError((done.stderr.strip().splitlines() or ["failed"])[-1])
        seconds, memory = json.loads(done.stdout.strip().splitlines()[-1])
        found = [(later, earlier) for later, earlier in json.loads(pairs.read_text(encoding="utf-8"))]
        return Result(seconds, memory, found)


def truth_of(paragraphs: list[Paragraph]) -> Truth:
    """The pairs of distinct texts by exact measure."""
    numbers: dict[tuple[str, ...], int] = {}
    texts = [numbers.setdefault(tuple(tokens(paragraph.text)), len(numbers)) for paragraph in paragraphs]
    alike = near(list(numbers), JACCARD).keys()
    return Truth(texts, set(alike), set(held(list(numbers), CONTAINMENT).keys() - alike))


def distinct_pairs(pairs: list[tuple[int, int]], texts: list[int]) -> Pairs:
    """Pairs of paragraphs as pairs of their texts, those of the same text left out."""
    named = ((texts[later], texts[earlier]) for later, earlier in pairs)
    return {(max(pair), min(pair)) for pair in named if pair[0] != pair[1]}


def compare(sizes: list[int], tools: list[str], runs: int) -> None:
    """Print a table for each size, and how this tool grows."""
    pythons: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for tool in tools:
        try:
            pythons[tool] = python_of(tool)
        except RuntimeError as error:
            reasons[tool] = str(error)
    grown: list[tuple[int, float]] = []
    for size in sizes:
        paragraphs = make_paragraphs(size)
        truth = truth_of(paragraphs) if size <= KNOWN else None
        words = sum(len(paragraph.text.split()) for paragraph in paragraphs) / size
        print(f"\n{size:,} paragraphs of {words:.1f} words on average")
        print(
            f"{'tool':<12}{'CPU s':>9}{'per s':>9}{'MB':>7}{'pairs':>10}{'precision':>11}{'recall J':>10}{'recall C':>10}"
        )
        results: dict[str, list[Result]] = {}
        with tempfile.TemporaryDirectory() as folder:
            strings = Path(folder) / "strings.json"
            strings.write_text(json.dumps([paragraph.text for paragraph in paragraphs]), encoding="utf-8")
            for _ in range(runs):
                for tool, python in pythons.items():
                    try:
                        results.setdefault(tool, []).append(run(tool, python, strings))
                    except RuntimeError as error:
                        reasons[tool] = str(error)
        for tool in tools:
            if results.get(tool):
                best = min(results[tool])
                print(_row(tool, best, size, truth), flush=True)
                if tool == "copydesk":
                    grown.append((size, best.seconds))
            else:
                print(f"{tool:<12}  {reasons.get(tool, 'failed')}")
    for (before, seconds), (after, more) in pairwise(grown):
        print(f"\ncopydesk, {before:,} to {after:,}: exponent of time {log(more / seconds) / log(after / before):.3f}")


def _row(tool: str, result: Result, size: int, truth: Truth | None) -> str:
    row = f"{tool:<12}{result.seconds:>9.2f}{size / result.seconds:>9,.0f}{result.memory:>7.0f}{len(result.pairs):>10,}"
    if truth is None:
        return f"{row}{'-':>11}{'-':>10}{'-':>10}"
    found = distinct_pairs(result.pairs, truth.texts)
    precision = len(found & (truth.near | truth.held)) / max(1, len(found))
    by_jaccard = len(found & truth.near) / max(1, len(truth.near))
    by_containment = len(found & truth.held) / max(1, len(truth.held))
    return f"{row}{precision:>11.3f}{by_jaccard:>10.3f}{by_containment:>10.3f}"


def quality(count: int) -> None:
    """Print how many copies of each kind this tool finds, against how many an exact join finds."""
    paragraphs = make_paragraphs(count)
    truth = truth_of(paragraphs)
    _, found = pairs_of_strings([paragraph.text for paragraph in paragraphs], JACCARD, CONTAINMENT)
    pairs = distinct_pairs([(pair.later, pair.earlier) for pair in found], truth.texts)
    everything = truth.near | truth.held
    print(
        f"\n{count:,} paragraphs: {len(pairs & everything):,} of {len(everything):,} pairs, {len(pairs - everything)} false"
    )
    print(f"recall {len(pairs & everything) / len(everything):.4f};", end=" ")
    print(f"by Jaccard similarity {len(pairs & truth.near) / len(truth.near):.4f},", end=" ")
    print(f"by containment alone {len(pairs & truth.held) / len(truth.held):.4f}")
    copies: Counter[str] = Counter()
    found_of: Counter[str] = Counter()
    true_of: Counter[str] = Counter()
    for number, paragraph in enumerate(paragraphs):
        if not paragraph.kind:
            continue
        first, second = truth.texts[number], truth.texts[paragraph.source]
        pair = max(first, second), min(first, second)
        kinds = [paragraph.kind]
        if paragraph.kind in EDITS and paragraph.words <= 15:
            kinds.append(f"{paragraph.kind}, 10-15 words")
        for kind in kinds:
            copies[kind] += 1
            found_of[kind] += first == second or pair in pairs
            true_of[kind] += first == second or pair in everything
    print(f"{'kind of copy':<28}{'copies':>8}{'found':>9}{'exact join':>12}")
    for kind in sorted(copies):
        print(f"{kind:<28}{copies[kind]:>8,}{found_of[kind] / copies[kind]:>9.4f}{true_of[kind] / copies[kind]:>12.4f}")


def main() -> None:
    """Compare tools, or measure quality."""
    parser = argparse.ArgumentParser(description="Near-duplicate paragraphs, tool beside tool.")
    parser.add_argument("--sizes", default="10000", help="numbers of paragraphs, with commas between them")
    parser.add_argument("--tools", default=",".join(QUICK), help="names with commas between them, or all")
    parser.add_argument("--runs", type=int, default=1, help="runs of each tool")
    parser.add_argument("--quality", action="store_true", help="recall by kind of copy instead")
    options = parser.parse_args()
    if options.quality:
        quality(KNOWN)
        return
    tools = ["copydesk", *REQUIREMENTS] if options.tools == "all" else options.tools.split(",")
    unknown = set(tools) - {"copydesk", *REQUIREMENTS}
    if unknown:
        parser.error(f"no such tool: {', '.join(sorted(unknown))}")
    compare([int(size) for size in options.sizes.split(",")], tools, options.runs)


if __name__ == "__main__":
    main()

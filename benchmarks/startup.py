"""CPU of `copydesk check one.md`, warm, as a multiple of `python -c pass`.

Both run in turn, as whole processes; the figures are the user and system time that the operating system counts.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

RUNS = 25
PARAGRAPH = (
    "The council met on Tuesday and voted to keep the old library open until the end of next year. “Nobody had "
    "expected a vote as clear as this one,” the mayor said after the meeting, number {number} of the year, which had "
    "lasted until late in the evening because the roof of the {number}th reading room had to be talked about first.\n"
)
ARTICLE = "---\ntitle: The council keeps the library\ntags: [council]\n---\n\n" + "\n".join(
    PARAGRAPH.format(number=number) for number in range(15)
)


def cpu_seconds(command: list[str], folder: Path) -> float:
    """User and system time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print both figures and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / ".git").mkdir()
        (folder / "one.md").write_text(ARTICLE, encoding="utf-8")
        (folder / "copydesk.yml").write_text("profile: articles\nrules: {repeated-word: error}\n", encoding="utf-8")
        empty = [sys.executable, "-c", "pass"]
        check = [str(Path(sys.executable).with_name("copydesk")), "check", "one.md"]
        cpu_seconds(check, folder)
        pairs = [(cpu_seconds(empty, folder), cpu_seconds(check, folder)) for _ in range(RUNS)]
    ratios = [ours / theirs for theirs, ours in pairs]
    print(f"article of {len(ARTICLE.encode()):,} bytes, {RUNS} runs of each in turn")
    print(f"python -c pass         {1000 * median(a for a, _ in pairs):6.1f} ms CPU")
    print(f"copydesk check one.md  {1000 * median(b for _, b in pairs):6.1f} ms CPU")
    print(f"ratio                  {median(ratios):6.2f} (least {min(ratios):.2f}, most {max(ratios):.2f})")


if __name__ == "__main__":
    main()

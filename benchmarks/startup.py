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
ARTICLES = {
    "an article": Path(__file__).with_name("one.md").read_text(encoding="utf-8"),
    "an article of fifteen paragraphs that are alike": "---\ntitle: The council keeps the library\n---\n\n"
    + "\n".join(PARAGRAPH.format(number=number) for number in range(15)),
}


def cpu_seconds(command: list[str], folder: Path) -> float:
    """User and system time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def folders(top: Path, article: str) -> dict[str, Path]:
    """One article in a folder that git knows nothing of, and in a work tree that it is committed to."""
    made = {"in a folder": top / "folder", "in a work tree": top / "tree"}
    for folder in made.values():
        folder.mkdir()
        (folder / "one.md").write_text(article, encoding="utf-8")
        (folder / "copydesk.yml").write_text("profile: articles\nrules: {repeated-word: error}\n", encoding="utf-8")
        (folder / ".gitignore").write_text(".copydesk_cache/\n", encoding="utf-8")
    who = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-qm", "Add an article"]):
        subprocess.run(["git", *command], cwd=made["in a work tree"], check=True)
    return made


def main() -> None:
    """Print the figures and their ratios."""
    empty = [sys.executable, "-c", "pass"]
    check = [str(Path(sys.executable).with_name("copydesk")), "check", "one.md"]
    print(f"{RUNS} runs of each in turn")
    for kind, article in ARTICLES.items():
        with tempfile.TemporaryDirectory() as name:
            for place, folder in folders(Path(name), article).items():
                cpu_seconds(check, folder)
                pairs = [(cpu_seconds(empty, folder), cpu_seconds(check, folder)) for _ in range(RUNS)]
                ratios = [ours / theirs for theirs, ours in pairs]
                print(f"{kind}, {len(article.encode()):,} bytes, {place}")
                print(f"  python -c pass         {1000 * median(a for a, _ in pairs):6.1f} ms CPU")
                print(f"  copydesk check one.md  {1000 * median(b for _, b in pairs):6.1f} ms CPU, its git with it")
                print(
                    f"  ratio                  {median(ratios):6.2f} (least {min(ratios):.2f}, most {max(ratios):.2f})"
                )


if __name__ == "__main__":
    main()

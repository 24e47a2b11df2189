"""A commit hook over three changed files, beside a project of very many paragraphs that stand in the index.

    benchmarks/hook.py                          20,000 paragraphs
    benchmarks/hook.py --paragraphs 1000000     100,000 articles of ten paragraphs each
    benchmarks/hook.py --folder DIR             keep the repository there, and use it again

The repository is made of `paragraphs.py`: invented words with the frequencies of natural ones, some paragraphs copies
of others, and with --recombined some that share sentences. Every article that holds something like a paragraph of the
three is read again, so that runs which find much take longer. The index is built; then three articles are changed as
editors do, others for each run, and `check` runs over these three, as a hook does. CPU time is user and system time of
the whole process as a multiple of `python -c pass`, both in turn; that of git, which the process asks what has changed,
stands apart.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from paragraphs import make_paragraphs

ARTICLE = 10  # paragraphs of one
FOLDER = 1_000  # articles of one
CHANGED = 3
COPIES, RECOMBINED = 0.02, 0.0
WATCHED = ("numpy", "scipy", "datasketch")
CHOICES = {"--select duplication": ("--select", "duplication"), "all rules": ()}
IDENTITY = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "commit.gpgsign=false")
RUN = f"""
import os, resource, sys
leave = os._exit
def tell(status):
    mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    loaded = ",".join(sorted(set({WATCHED!r}).intersection(sys.modules))) or "-"
    os.write(2, f"\\n{{mine.ru_utime + mine.ru_stime}} {{theirs.ru_utime + theirs.ru_stime}} {{loaded}}".encode())
    leave(status)
os._exit = tell
from copydesk.__main__ import main
main()
"""


def make_repository(root: Path, count: int, copies: float, recombined: float) -> None:
    """Write and commit articles of so many paragraphs."""
    paragraphs = [paragraph.text for paragraph in make_paragraphs(count, copies=copies, recombined=recombined)]
    generator = random.Random(2)
    for number in range(0, count, ARTICLE):
        held = paragraphs[number : number + ARTICLE]
        words = [word.strip("“”,.;").lower() for word in " ".join(held).split()]
        title = " ".join(generator.sample(words, min(7, len(words)))).capitalize()
        article = number // ARTICLE
        path = root / f"section-{article // FOLDER:03}" / f"article-{article:06}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join((f"---\ntitle: {title}\n---", *held)) + "\n", encoding="utf-8")
    for command in (("init", "--quiet"), ("add", "--all"), (*IDENTITY, "commit", "--quiet", "--message", "Articles")):
        git(root, *command)


def git(root: Path, *arguments: str) -> str:
    """Output of a git command."""
    return subprocess.run(("git", "-C", root, *arguments), capture_output=True, encoding="utf-8", check=True).stdout


def change_articles(root: Path, names: list[str], seed: int) -> list[str]:
    """Change three articles and stage them: words of a paragraph, a new one, and one taken from another article."""
    git(root, "reset", "--quiet", "--hard")
    generator = random.Random(seed)
    changed = generator.sample(names, CHANGED)
    for name in changed:
        head, *held = (root / name).read_text(encoding="utf-8").split("\n\n")
        _, *others = (root / generator.choice(names)).read_text(encoding="utf-8").split("\n\n")
        at = generator.randrange(len(held))
        words = held[at].split()
        words[len(words) // 2] = "certainly"
        held[at] = " ".join(words)
        taken = generator.choice(others).split()
        del taken[len(taken) // 2]
        new = [word for other in held for word in other.split()]
        held += [" ".join(taken), " ".join(generator.sample(new, min(40, len(new))))]
        (root / name).write_text("\n\n".join((head, *held)) + "\n", encoding="utf-8")
    git(root, "add", "--all")
    return changed


def seconds_of(command: list[str], root: Path) -> tuple[float, float]:
    """CPU seconds of a command and its children, and seconds on the clock."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, cwd=root, capture_output=True, check=True)
    lasted, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, lasted


def hook(root: Path, changed: list[str], choice: tuple[str, ...]) -> tuple[float, float, str, int]:
    """CPU seconds of one check, those of its children, which of the watched modules it loaded, and how much it found."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, "check", "--output-format", "concise", *choice, *changed],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    own, children, loaded = done.stderr.rpartition("\n")[2].split(" ")
    return (
        float(own),
        float(children),
        loaded,
        sum(line.startswith(tuple(changed)) for line in done.stdout.splitlines()),
    )


def measure(root: Path, runs: int) -> None:
    """Build the index, and check the changed articles."""
    git(root, "reset", "--quiet", "--hard")
    copydesk = str(Path(sys.executable).with_name("copydesk"))
    names = git(root, "ls-files", "*.md").split()
    articles = len(names)
    subprocess.run([copydesk, "index", "clear"], cwd=root, capture_output=True, check=False)
    seconds, lasted = seconds_of([copydesk, "index", "build"], root)
    (index,) = (root / ".copydesk_cache").glob("copies-*.cdx")
    size = index.stat().st_size
    print(f"index build of {articles:,} articles: {seconds:.1f} s CPU, {lasted:.1f} s on {os.cpu_count()} processors")
    print(f"index: {size:,} bytes, {size / articles / ARTICLE:,.0f} a paragraph")
    empty = [sys.executable, "-c", "pass"]
    for name, choice in CHOICES.items():
        hook(root, change_articles(root, names, 0), choice)
        ratios, children, modules, findings = [], [], set(), 0
        for number in range(1, runs + 1):
            changed = change_articles(root, names, number)
            unit, _ = seconds_of(empty, root)
            own, theirs, loaded, found = hook(root, changed, choice)
            ratios.append(own / unit)
            children.append(theirs / unit)
            modules.add(loaded)
            findings += found
        print(
            f"{name:<21} {median(ratios):6.2f} x python -c pass (least {min(ratios):.2f}, most {max(ratios):.2f}),"
            f" git apart {median(children):.2f}; {findings / runs:.1f} findings a run;"
            f" of {', '.join(WATCHED)} loaded: {' '.join(sorted(modules))}"
        )


def main() -> None:
    """Make the repository, and measure."""
    parser = argparse.ArgumentParser(description="Three changed files against an index.")
    parser.add_argument("--paragraphs", type=int, default=20_000, help="how many the project has")
    parser.add_argument("--copies", type=float, default=COPIES, help="share of them that are copies of others")
    parser.add_argument(
        "--recombined", type=float, default=RECOMBINED, help="share of the others that share sentences with others"
    )
    parser.add_argument("--runs", type=int, default=15, help="runs of each kind")
    parser.add_argument("--folder", type=Path, help="where the repository is kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = options.folder or Path(temporary) / "site"
        if not (root / ".git").exists():
            root.mkdir(parents=True, exist_ok=True)
            make_repository(root, options.paragraphs, options.copies, options.recombined)
        measure(root.resolve(), options.runs)


if __name__ == "__main__":
    main()

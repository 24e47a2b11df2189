"""This tool beside other linters of prose and Markdown: CPU time over the same files, and which planted defects they find.

    benchmarks/peers.py DIR                       the Markdown files below DIR, up to a megabyte of them
    benchmarks/peers.py DIR --megabytes 4         more of them
    benchmarks/peers.py DIR --tools codespell     some of the tools
    benchmarks/peers.py --defects                 which tools tell an article with a defect from one without

Each tool runs with its own defaults in an environment of its own, made on first use below .venv-bench/ in this checkout
with pip or npm, for which the network is needed; one that cannot be made is named in the table. The files are copied to a
folder of their own, so that no configuration counts, and runs of the tools are interleaved. CPU seconds are user and
system time of the process and its children, start included; the median counts. The tools look for different things, so
that a ratio tells what a run costs and not which tool is better. This one runs in one process, without cache.

Vale is not among them: its packages fetch the program from elsewhere when they are installed or first run.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

ENVIRONMENTS = Path(__file__).resolve().parent.parent / ".venv-bench"


class Tool(NamedTuple):
    """A program to compare with.

    Attributes:
        requirements: What pip or npm installs.
        command: Its name and arguments; the files come behind them.
        by: `pip` or `npm`.
        folder: Whether it takes the folder instead of the files.
    """

    requirements: tuple[str, ...]
    command: tuple[str, ...]
    by: str = "pip"
    folder: bool = False


OURS = "copydesk"
TOOLS: dict[str, Tool] = {
    OURS: Tool((), ("copydesk", "check", "--isolated", "--jobs=1", "--all", "--output-format=concise")),
    "codespell": Tool(("codespell",), ("codespell",)),
    "typos": Tool(("typos",), ("typos", "--threads=1", "--format=brief")),
    "proselint": Tool(("proselint",), ("proselint", "check")),
    "write-good": Tool(("write-good",), ("write-good",), "npm"),
    "alex": Tool(("alex",), ("alex",), "npm"),
    "markdownlint-cli2": Tool(("markdownlint-cli2",), ("markdownlint-cli2",), "npm"),
    "textlint": Tool(
        ("textlint", "textlint-rule-write-good"), ("textlint", "--rule=write-good", "--format=unix"), "npm"
    ),
    "cspell": Tool(("cspell",), ("cspell", "lint", "--no-progress", "--no-summary"), "npm"),
    # Version 5 needs a package for the platform that is not published for all of them.
    "jscpd": Tool(("jscpd@4",), ("jscpd", "--reporters=console", "--format=markdown"), "npm", folder=True),
}


def program_of(name: str) -> str:
    """Path of a tool's program, which is installed if it is not there.

    Raises:
        RuntimeError: It cannot be; says why.
    """
    tool = TOOLS[name]
    if not tool.requirements:
        return str(Path(sys.executable).with_name(tool.command[0]))
    folder = ENVIRONMENTS / name
    bin_folder = folder / ("bin" if tool.by == "pip" else "node_modules/.bin")
    program = bin_folder / tool.command[0]
    if program.exists():
        return str(program)
    if tool.by == "pip":
        steps = [
            [sys.executable, "-m", "venv", "--clear", str(folder)],
            [str(bin_folder / "pip"), "install", "--quiet", "--disable-pip-version-check", *tool.requirements],
        ]
    elif shutil.which("npm") is None:
        raise RuntimeError("needs npm")
    else:
        folder.mkdir(parents=True, exist_ok=True)
        steps = [["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *tool.requirements]]
    for command in steps:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError((done.stderr.strip().splitlines() or ["cannot be installed"])[-1])
    if not program.exists():
        raise RuntimeError("has no program after it has been installed")
    return str(program)


def version_of(program: str) -> str:
    """What a program says of its version, in one word; "?" if it says nothing."""
    for asked in ("--version", "version"):
        done = subprocess.run([program, asked], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        words = [word.strip("v,()") for word in done.stdout.split()]
        if found := next((word for word in words if word[:1].isdigit() and "." in word), None):
            return found
    return "?"


def run(name: str, program: str, folder: Path, files: Sequence[str]) -> tuple[float, str]:
    """CPU seconds and output of a tool over some files.

    Raises:
        RuntimeError: It was stopped or has failed; ending with status 1 is how linters say that they found something.
    """
    tool = TOOLS[name]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [program, *tool.command[1:], *(["."] if tool.folder else files)],
        cwd=folder,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        stdin=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    crashed = done.returncode < 0 or "Traceback (most recent call last)" in done.stderr
    if crashed:
        raise RuntimeError((done.stderr.strip().splitlines() or [f"ended with {done.returncode}"])[-1])
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout + done.stderr


def chosen(folder: Path, megabytes: float) -> Iterator[Path]:
    """Markdown files below a folder, every so many of them, until there are enough bytes."""
    files = sorted(folder.rglob("*.md"))
    total = sum(path.stat().st_size for path in files)
    step = max(1, int(total / (megabytes * 1e6)))
    left = megabytes * 1e6
    for path in files[::step]:
        left -= path.stat().st_size
        if left < 0:
            return
        yield path


def compare(source: Path, megabytes: float, programs: dict[str, str], reasons: dict[str, str], runs: int) -> None:
    """Print what each tool takes for one file and for all of them."""
    with tempfile.TemporaryDirectory() as name:
        whole, single = Path(name) / "all", Path(name) / "one"
        whole.mkdir()
        single.mkdir()
        for number, path in enumerate(chosen(source, megabytes)):
            shutil.copy(path, whole / f"{number:04}.md")
        files = sorted(path.name for path in whole.iterdir())
        if not files:
            raise SystemExit(f"no Markdown files below {source}")
        size = sum((whole / file).stat().st_size for file in files) / 1e6
        typical = sorted(files, key=lambda file: (whole / file).stat().st_size)[len(files) // 2]
        shutil.copy(whole / typical, single / typical)
        print(f"{len(files)} files, {size:.2f} MB; one file of {(single / typical).stat().st_size:,} bytes")
        times: dict[tuple[str, str], list[float]] = {}
        for _ in range(runs):
            for tool, program in list(programs.items()):
                try:
                    for folder, names in ((single, [typical]), (whole, files)):
                        times.setdefault((tool, folder.name), []).append(run(tool, program, folder, names)[0])
                except RuntimeError as error:
                    reasons[tool] = str(error)
                    del programs[tool]
    ours = median(times[OURS, "one"]), median(times[OURS, "all"])
    print(f"{'tool':<19}{'version':<12}{'one, s':>8}{'ratio':>8}{'all, s':>9}{'ratio':>8}{'MB/s':>8}")
    for tool, program in programs.items():
        one, every = median(times[tool, "one"]), median(times[tool, "all"])
        print(
            f"{tool:<19}{version_of(program):<12}{one:>8.2f}{one / ours[0]:>8.1f}"
            f"{every:>9.2f}{every / ours[1]:>8.1f}{size / every:>8.3f}"
        )


TITLE = "Ferry pier closes for the winter"
LEAD = """The harbour office closes the north pier on Monday. Its planks need new
bolts, and the money came in March. Passengers board at the market until
spring, ten minutes later than before. The boats run every half hour, from
six in the morning until midnight. Tickets cost the same. The office asks
people with bicycles to take the first or the last boat of the day, when
the deck has room. A bus brings passengers from the pier to the market."""
BODY = "The crew keeps its side of the pier.\nSnow ends the work for a week."
PLAIN = f"# {TITLE}\n\n{LEAD}\n\n{BODY}\n"
DEFECTS: dict[str, str] = {
    "title twice": PLAIN.replace("\n\n", f"\n\n{TITLE}\n\n", 1),
    "paragraph twice": f"{PLAIN}\n{LEAD}\n",
    "paragraph twice, a word changed": f"{PLAIN}\n{LEAD.replace('planks', 'beams')}\n",
    "word doubled": PLAIN.replace("side of the", "side of the the"),
    "quotation without a speaker": f"{PLAIN}\n“Nobody told us a word about it until this morning.”\n",
    "quotation mark without a partner": f"{PLAIN}\n“Nobody told us a word, the captain said on Monday.\n",
    "share button": f"{PLAIN}\nShare this article on Facebook\n",
    "broken encoding": PLAIN.replace("The crew", "The crew of the cafÃ©"),
    "HTML entity that shows": PLAIN.replace("crew keeps", "crew&amp;nbsp;keeps"),
    "dummy text": f"{PLAIN}\nLorem ipsum dolor sit amet, consectetur adipiscing elit.\n",
    "misspelled word": PLAIN.replace("keeps its", "recieves its"),
    "heading level left out": PLAIN.replace(BODY, f"#### Fish\n\n{BODY}"),
    "word that leaves people out": PLAIN.replace("The crew keeps", "The chairman keeps"),
    "cliché": PLAIN.replace("Snow ends", "At the end of the day, snow ends"),
    "passive voice": PLAIN.replace("Snow ends the work", "The work is ended by snow"),
}


def defects(programs: dict[str, str]) -> None:
    """Print which tools say more of an article with a defect than of the same one without."""
    tools = list(programs)
    print(f"{'':<34}" + " ".join(f"{tool[:10]:>10}" for tool in tools))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def said(tool: str, text: str) -> list[str]:
            (folder / "article.md").write_text(text, encoding="utf-8")
            lines = run(tool, programs[tool], folder, ["article.md"])[1].splitlines()
            return sorted(line for line in lines if line.strip())

        silence = {tool: said(tool, PLAIN) for tool in tools}
        for defect, text in DEFECTS.items():
            found = ["yes" if len(said(tool, text)) > len(silence[tool]) else "-" for tool in tools]
            print(f"{defect:<34}" + " ".join(f"{mark:>10}" for mark in found))


def main() -> None:
    """Compare times, or planted defects."""
    parser = argparse.ArgumentParser(description="This tool beside other linters.")
    parser.add_argument("folder", nargs="?", type=Path, help="where Markdown files are")
    parser.add_argument("--megabytes", type=float, default=1.0, help="how much of them to take")
    parser.add_argument("--tools", default=",".join(TOOLS), help="names with commas between them")
    parser.add_argument("--runs", type=int, default=3, help="runs of each tool")
    parser.add_argument("--defects", action="store_true", help="look at planted defects instead")
    options = parser.parse_args()
    names = list(dict.fromkeys([OURS, *options.tools.split(",")]))
    if unknown := set(names) - set(TOOLS):
        parser.error(f"no such tool: {', '.join(sorted(unknown))}")
    if options.folder is None and not options.defects:
        parser.error("names no folder of Markdown files")
    programs: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for name in names:
        try:
            programs[name] = program_of(name)
        except RuntimeError as error:
            reasons[name] = str(error)
    if options.defects:
        defects(programs)
    else:
        compare(options.folder, options.megabytes, programs, reasons, options.runs)
    for name, reason in reasons.items():
        print(f"{name:<19}{reason}")


if __name__ == "__main__":
    main()

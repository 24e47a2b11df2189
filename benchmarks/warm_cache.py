"""CPU of `copydesk check` over a project whose articles earlier runs have seen, as a share of the first run.

Each run is a process of its own; the figures are the user and system time that the operating system counts.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from startup import cpu_seconds

ARTICLES = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
RUNS = 5
COMMON = ("the", "a", "of", "and", "to", "in", "was", "is", "that", "it", "for", "on", "with", "as", "at", "by", "from")


def vocabulary(rng: random.Random) -> list[str]:
    """Words of which the small ones come as often as in prose."""
    letters = "etaoinshrdlucmfwygpb"
    made = ["".join(rng.choices(letters, k=rng.randint(4, 9))) for _ in range(4000)]
    return made + list(COMMON) * (len(made) // len(COMMON))


def article(rng: random.Random, words: list[str]) -> str:
    """An article of some 600 words that shares nothing with others but its words."""
    paragraphs = []
    for _ in range(rng.randint(6, 10)):
        sentences = (" ".join(rng.choices(words, k=rng.randint(8, 24))).capitalize() + "." for _ in range(5))
        paragraphs.append(" ".join(sentences))
    title = " ".join(rng.choices(words, k=7)).capitalize()
    return f"---\ntitle: {title}\n---\n\n" + "\n\n".join(paragraphs) + "\n"


def main() -> None:
    """Print the figures and their ratios."""
    rng = random.Random(5)
    words = vocabulary(rng)
    check = [
        str(Path(sys.executable).with_name("copydesk")),
        "check",
        "--quiet",
        "--exit-zero",
        "--output-format",
        "concise",
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = 0
        for number in range(ARTICLES):
            text = article(rng, words)
            size += len(text)
            (folder / f"{number}.md").write_text(text, encoding="utf-8")
        subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
        cpu_seconds([*check, "0.md"], folder)  # compiles the rules
        cold = cpu_seconds(check, folder)
        warm = median(cpu_seconds(check, folder) for _ in range(RUNS))
        (folder / "7.md").write_text(article(rng, words), encoding="utf-8")
        changed = cpu_seconds(check, folder)
    print(f"{ARTICLES:,} articles of {size:,} bytes")
    print(f"  first run            {cold:7.2f} s CPU")
    print(f"  nothing has changed  {warm:7.2f} s CPU, {100 * warm / cold:.1f} %")
    print(f"  one has changed      {changed:7.2f} s CPU, {100 * changed / cold:.1f} %")


if __name__ == "__main__":
    main()

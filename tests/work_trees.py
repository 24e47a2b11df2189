"""Real git work trees full of articles that repeat one another, and what a run over them reports."""

from __future__ import annotations

import io
import os
import random
import subprocess
from pathlib import Path

from copydesk.plan import make_plan
from copydesk.planner import RunOptions
from copydesk.reports.context import ReportContext
from copydesk.reports.json_document import write
from copydesk.run import lint
from like_texts import edited, vocabulary

ACROSS = (
    "altered-quote",
    "shared-paragraph",
    "duplicate-article",
    "near-duplicate-article",
    "duplicate-headline",
    "suppression",
)
IDENTITY = {
    "GIT_AUTHOR_NAME": "Test",
    "GIT_AUTHOR_EMAIL": "test@example.org",
    "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
FOLDERS = ("", "news/", "docs/", "docs/deep/", "versioned_docs/version-1/")


def git(root: Path | str, *arguments: str, check: bool = True, **environment: str) -> str:
    """Output of a git command."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    done = subprocess.run(
        ["git", *arguments], cwd=root, env={**kept, **IDENTITY, **environment}, capture_output=True, check=False
    )
    assert not check or done.returncode == 0, done.stderr.decode(errors="replace")
    return os.fsdecode(done.stdout).strip()


def repository(root: Path, *arguments: str) -> Path:
    """A new repository."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch=main", *arguments)
    return root


def commit(root: Path, message: str = "Change articles") -> None:
    """A commit of all there is."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", message)


class Writer:
    """Articles from a small stock of paragraphs: the same, edited, cut, merged, and of one crowd."""

    def __init__(self, seed: int) -> None:
        """Make the stock."""
        self.rng = random.Random(seed)
        self.words = vocabulary(self.rng)
        self.stock = [self.rng.choices(self.words, k=self.rng.randint(20, 45)) for _ in range(12)]
        self.said = [self.rng.choices(self.words, k=30) for _ in range(3)]
        self.crowd = self.rng.choices(self.words, k=40)
        self.titles = [" ".join(self.rng.choices(self.words, k=6)).capitalize() for _ in range(12)]
        self.articles = [self._paragraphs() for _ in range(4)]

    def paragraph(self) -> str:
        """A paragraph."""
        rng = self.rng
        kind = rng.choice(["same", "near", "cut", "merged", "crowd", "crowd", "own"])
        words = rng.choice(self.stock)
        if kind == "near":
            words = edited(words, rng, 0.06, self.words)
        elif kind == "cut":
            words = words[: max(14, len(words) * 6 // 10)]
        elif kind == "merged":
            words = [*words, *rng.choice(self.stock)]
        elif kind == "crowd":
            words = edited(self.crowd, rng, 0.03, self.words)
        elif kind == "own":
            words = rng.choices(self.words, k=25)
        return " ".join(words).capitalize() + "."

    def _paragraphs(self) -> list[str]:
        return [self.paragraph() for _ in range(self.rng.randint(3, 4))]

    def article(self, names: list[str]) -> str:
        """An article, which may name another one of some as the one it is a copy of."""
        rng = self.rng
        front = [f"title: {rng.choice(self.titles)}"]
        if names and rng.random() < 0.1:
            front.append(f"canonical: /{rng.choice(names).rpartition('.')[0]}/")
        if rng.random() < 0.1:
            front.append(f"date: 2024-0{rng.randint(1, 9)}-11")
        paragraphs = rng.choice(self.articles) if rng.random() < 0.3 else self._paragraphs()
        if rng.random() < 0.3:
            paragraphs = [*paragraphs[:-1], self.paragraph()]
        if rng.random() < 0.5:
            said = edited(self.said[rng.randrange(3)], rng, 0.05, self.words)
            paragraphs = [*paragraphs, f"Ann Lee said: “{' '.join(said)}.”"]
        if rng.random() < 0.1:
            paragraphs = ["<!-- copydesk: ignore[shared-paragraph] -->", *paragraphs]
        return "---\n" + "\n".join(front) + "\n---\n\n" + "\n\n".join(paragraphs) + "\n"

    def fill(self, root: Path, count: int) -> list[str]:
        """Write so many articles; their paths."""
        names: list[str] = []
        for number in range(count):
            name = f"{FOLDERS[number % len(FOLDERS)]}{number // len(FOLDERS)}.md"
            put(root, name, self.article(names))
            names.append(name)
        return names


def put(root: Path, name: str, text: str | bytes) -> Path:
    """Write a file, and the folders above it."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def report(paths, *, stdin=None, jobs=1, patience=None, **options):
    """The JSON of a run in this process, and the notes about it."""
    plan = make_plan(paths, RunOptions(select=ACROSS, min_confidence="low", **options), stdin)
    if plan.project is not None and patience is not None:
        plan.project.patience = patience
    result = lint(
        plan.sources,
        plan.groups,
        jobs=jobs,
        errors=plan.errors,
        notes=plan.notes,
        whole=plan.whole,
        project=plan.project,
    )
    stream = io.StringIO()
    write(result, ReportContext(lambda _: None, fail_on="warning"), stream)
    return stream.getvalue(), [f"{note.path}: {note.message}" for note in result.notes]


def agrees(paths, **options):
    """The JSON of a run with the index, after holding it against one that reads everything."""
    found, notes = report(paths, **options)
    options.pop("cache_dir", None)
    options.pop("patience", None)
    right, _ = report(paths, no_cache=True, **options)
    assert found == right
    return found, notes

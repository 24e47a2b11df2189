"""Whatever is done to a work tree, a run with the index reports what one reports that reads everything."""

from __future__ import annotations

import json
import os
import random

import pytest

from copydesk.plan import RunOptions, project_here
from work_trees import FOLDERS, Writer, agrees, commit, git, put, repository


class Walk:
    """A work tree that changes at random."""

    def __init__(self, root, seed):
        self.root = repository(root)
        self.rng = random.Random(seed)
        self.writer = Writer(seed)
        self.fresh = 0
        self.writer.fill(root, 40)
        put(root, "copydesk.yml", "exclude: [drafts]\n")
        commit(root)
        git(root, "branch", "other")

    def tracked(self):
        return [name for name in git(self.root, "ls-files", "-z").split("\0") if name.endswith(".md")]

    def there(self):
        return [name for name in self.tracked() if (self.root / name).is_file()]

    def some(self, most=3):
        names = self.there()
        return self.rng.sample(names, min(len(names), self.rng.randint(1, most)))

    def edit(self):
        for name in self.some():
            put(self.root, name, self.writer.article(self.there()))

    def edit_and_stage(self):
        self.edit()
        git(self.root, "add", "--update")

    def edit_staged(self):
        self.edit_and_stage()
        self.edit()

    def append(self):
        for name in self.some():
            with open(self.root / name, "a") as file:
                file.write(f"\n{self.writer.paragraph()}\n")

    def add(self):
        self.fresh += 1
        name = f"{self.rng.choice((*FOLDERS, 'drafts/'))}new-{self.fresh}.md"
        put(self.root, name, self.writer.article(self.there()))
        if self.rng.random() < 0.7:
            git(self.root, "add", name)

    def copy(self):
        self.fresh += 1
        name = f"news/copy-{self.fresh}.md"
        put(self.root, name, (self.root / self.rng.choice(self.there())).read_bytes())
        git(self.root, "add", name)

    def delete(self):
        name = self.rng.choice(self.there())
        if self.rng.random() < 0.5:
            git(self.root, "rm", "--quiet", "--force", name)
        else:
            (self.root / name).unlink()

    def untrack(self):
        git(self.root, "rm", "--quiet", "--cached", "--force", self.rng.choice(self.there()))

    def move(self):
        self.fresh += 1
        target = f"{self.rng.choice((*FOLDERS, 'drafts/'))}moved-{self.fresh}.md"
        (self.root / target).parent.mkdir(parents=True, exist_ok=True)
        git(self.root, "mv", self.rng.choice(self.there()), target)

    def swap(self):
        one, two = self.rng.sample(self.there(), 2)
        first, second = (self.root / one).read_bytes(), (self.root / two).read_bytes()
        put(self.root, one, second)
        put(self.root, two, first)

    def link(self):
        name = self.rng.choice(self.there())
        (self.root / name).unlink()
        os.symlink(
            "somewhere.md" if self.rng.random() < 0.5 else self.root / self.rng.choice(self.there()), self.root / name
        )

    def touch(self):
        for name in self.some(8):
            os.utime(self.root / name, (1_700_000_000 + self.fresh, 1_700_000_000))
            self.fresh += 1

    def commit_all(self):
        commit(self.root)

    def commit_staged(self):
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "Staged", check=False)

    def switch(self):
        git(
            self.root,
            "checkout",
            "--quiet",
            "--force",
            self.rng.choice(["main", "other", "main~1", "other~1"]),
            check=False,
        )
        git(self.root, "checkout", "--quiet", "--force", "-B", f"b{self.fresh}")

    def branch(self):
        commit(self.root)
        git(self.root, "branch", "--force", self.rng.choice(["main", "other"]), check=False)

    def reset(self):
        git(self.root, "reset", "--quiet", self.rng.choice(["--hard", "--mixed", "--soft"]), "HEAD~1", check=False)

    def restore(self):
        git(self.root, "checkout", "--quiet", "--force", "HEAD", "--", ".")

    def stash(self):
        git(
            self.root,
            "stash",
            "--quiet",
            *self.rng.choice([(), ("--include-untracked",), ("--keep-index",)]),
            check=False,
        )

    def unstash(self):
        git(self.root, "stash", "pop", "--quiet", check=False)

    def merge(self):
        git(self.root, "merge", "--quiet", self.rng.choice(["main", "other"]), check=False)

    def configure(self):
        put(self.root, "copydesk.yml", f"exclude: [{self.rng.choice(['drafts', 'news', 'docs/deep', 'x'])}]\n")

    def configure_below(self):
        if self.rng.random() < 0.5:
            put(self.root, "docs/copydesk.yml", f"exclude: [{self.rng.choice(['deep', '1.md', 'x'])}]\n")
        else:
            (self.root / "docs/copydesk.yml").unlink(missing_ok=True)
        if self.rng.random() < 0.5:
            git(self.root, "add", "--all", "docs")

    def no_article(self):
        put(self.root, self.rng.choice(self.there()), b"\0\1\2 binary")

    def build(self):
        project, _ = project_here(RunOptions())
        assert project is not None
        project.build()

    def clear(self):
        project, _ = project_here(RunOptions())
        assert project is not None
        project.clear()

    def refresh(self):
        git(self.root, "status")

    ACTS = (
        *(edit,) * 4, edit_and_stage, edit_staged, append, add, add, copy, delete, untrack, move, swap, link, touch,
        commit_all, commit_all, commit_staged, switch, switch, branch, reset, restore, stash, unstash, merge, configure,
        configure_below, no_article, build, clear, refresh,
    )  # fmt: skip

    def act(self):
        act = self.rng.choice(self.ACTS)
        act(self)
        return act.__name__

    def look(self, monkeypatch):
        """Compare a random focus, seen from a random folder, named in a random way."""
        rng = self.rng
        every = [str(path.relative_to(self.root)) for path in self.root.rglob("*.md")]
        focus = rng.sample(every, min(len(every), rng.choice([1, 1, 2, 3, 8])))
        here = rng.choice(["", "", "", "docs", "news"])
        if not (self.root / here).is_dir():
            here = ""
        monkeypatch.chdir(self.root / here)
        paths = [os.path.relpath(self.root / name) for name in focus]
        stdin = None
        if rng.random() < 0.15:
            paths = [str(self.root / name) for name in focus]
        elif rng.random() < 0.2:
            stdin = paths.pop(), self.writer.article(focus).encode()
        try:
            return agrees(paths, stdin=stdin)
        finally:
            monkeypatch.chdir(self.root)


@pytest.mark.parametrize("seed", range(int(os.environ.get("WALKS", "6"))))
def test_a_work_tree_that_changes_at_random(tmp_path, monkeypatch, seed):
    monkeypatch.chdir(tmp_path)
    walk = Walk(tmp_path, seed)
    done, rules = [], set()
    for _ in range(int(os.environ.get("STEPS", "40"))):
        done += [walk.act() for _ in range(walk.rng.choice([1, 1, 1, 2, 4]))]
        try:
            found, notes = walk.look(monkeypatch)
        except AssertionError:
            print(done[-12:])
            raise
        assert not [note for note in notes if "index" in note]
        rules.update(finding["rule"] for finding in json.loads(found)["findings"])
    assert len(rules) >= 4, rules

"""Machines that share an index, and texts for their articles."""

import subprocess
import sys

from copydesk.duplicates.units import ArticleFacts
from copydesk.plan import make_plan
from copydesk.planner import RunOptions
from copydesk.run import lint
from copydesk.text.normalise import tokens

COUNCIL = (
    "The council met on Tuesday evening and voted, after four long hours, to keep the old library open until the end of "
    "next year, when the roof will have to be mended."
)
NEAR = COUNCIL.replace("four", "five")
HARBOUR = (
    "Ferries leave the harbour each morning at six, long before the market opens, and come back with the crates that the "
    "islands have sent over for the week."
)
HELD = f"{COUNCIL} Before that the mayor had thanked everybody in the hall, and nobody spoke against it. {HARBOUR}"


class Machine:
    """A folder on a machine of its own."""

    def __init__(self, root, monkeypatch):
        self.root = root
        self.monkeypatch = monkeypatch
        root.mkdir(parents=True)

    def write(self, path, *paragraphs):
        path = self.root / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(["# " + path.stem, *paragraphs]) + "\n")

    def check(self, url, *paths, select=("shared-paragraph",), jobs=1):
        self.monkeypatch.chdir(self.root)
        plan = make_plan(list(paths or ["."]), RunOptions(select=select, shared_index=url))
        return lint(plan.sources, plan.groups, errors=plan.errors, whole=plan.whole, project=plan.project, jobs=jobs)

    def found(self, url, *paths, **options):
        result = self.check(url, *paths, **options)
        assert result.errors == ()
        return {
            (finding.path, finding.line, place.path, place.line, place.message, place.similarity == 1)
            for finding in result.findings
            for place in finding.related
        }


def facts_of(texts, title="", **more):
    passages = [(n, n + 1, n, 1, n, 2, "paragraph", " ".join(words)) for n, words in enumerate(texts, 1)]
    return ArticleFacts((0, 1, 1, 1, 1, 2), title, 7, passages, **more)


def folded(text):
    return list(tokens(text))


def command(folder, *arguments, text=None):
    return subprocess.run(
        [sys.executable, "-m", "copydesk", *arguments],
        cwd=folder,
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def start(folder, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "copydesk", *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )

"""The baseline: findings that were there before, so that only new ones are told.

One line a finding: path, rule and fingerprint, parted by tabs, and how many there are if there are several. Lines are
sorted, so two branches merge without conflicts wherever they touch different articles. A fingerprint is made of the text
of a finding alone, so entries survive edits and moves elsewhere in the article.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence

from copydesk.config.find import shown
from copydesk.model import CopydeskError, Finding
from copydesk.typed import NamedTuple

HEAD = "# copydesk baseline 1"
"""First line of the file."""

_NOTE = (
    "# Findings that were there before; `copydesk baseline update` writes this file, `prune` takes out what is gone."
)
_ESCAPES = (("%", "%25"), ("\t", "%09"), ("\n", "%0A"), ("\r", "%0D"))

Key = tuple[str, str]
"""Rule and fingerprint."""

Entries = Mapping[str, Mapping[Key, int]]
"""By path from the folder of the baseline, how many findings of each key it has."""


class Known(NamedTuple):
    """Findings of one article, told apart.

    Attributes:
        new: Those that the baseline does not have, in their order.
        known: How many it has.
        left: What of its entries for the article has not been found, and how often.
    """

    new: list[Finding]
    known: int
    left: dict[Key, int]


class Baseline:
    """Entries of a baseline, and which of the articles they are about are still there."""

    def __init__(self, path: str, entries: Entries) -> None:
        """Take what `read_baseline` has read.

        Args:
            path: The file.
            entries: What it says.
        """
        self.path = path
        self.entries = entries
        self._folder = os.path.dirname(os.path.realpath(path))
        self._holders: dict[Key, list[str]] | None = None
        self._gone: dict[str, bool] = {}

    def name_of(self, path: str) -> str:
        """A path as the baseline has it, of one as it is reported."""
        real = os.path.join(os.path.realpath(os.path.dirname(path) or "."), os.path.basename(path))
        return os.path.relpath(real, self._folder).replace(os.sep, "/")

    def split(self, path: str, findings: Sequence[Finding], last: Callable[[Finding], bool] | None = None) -> Known:
        """Tell new findings of an article from known ones.

        An entry for an article that is not there any more counts for every article without such an entry of its own:
        it may have been renamed, or its text may have moved. Each one may claim it, so the answer is the same
        whichever articles are looked at together.

        Args:
            path: The article as it is reported.
            findings: All its findings.
            last: Which of them to take for known only if no others are left.
        """
        name = self.name_of(path)
        left = dict(self.entries.get(name, {}))
        claims: dict[Key, int] = {}
        new = set()
        order = range(len(findings))
        for at in sorted(order, key=lambda at: last(findings[at])) if last is not None else order:
            keys = keys_of(findings[at])
            own = next((key for key in keys if left.get(key)), None)
            if own is not None:
                left[own] -= 1
                continue
            for key in keys:
                if key not in claims:
                    claims[key] = max((self.entries[holder][key] for holder in self._gone_holders(key)), default=0)
            claimed = next((key for key in keys if claims[key]), None)
            if claimed is not None:
                claims[claimed] -= 1
            else:
                new.add(at)
        kept = [finding for at, finding in enumerate(findings) if at in new]
        return Known(kept, len(findings) - len(kept), {key: count for key, count in left.items() if count})

    def _gone_holders(self, key: Key) -> list[str]:
        """Articles with an entry that are not there any more."""
        if self._holders is None:
            self._holders = {}
            for name, counts in self.entries.items():
                for held in counts:
                    self._holders.setdefault(held, []).append(name)
        return [name for name in self._holders.get(key, ()) if self.is_gone(name)]

    def is_gone(self, name: str) -> bool:
        """Whether an article is not there any more."""
        if name not in self._gone:
            self._gone[name] = not os.path.lexists(os.path.join(self._folder, name))
        return self._gone[name]


def keys_of(finding: Finding) -> tuple[Key, ...]:
    """The keys that a finding may stand under: the one that it has, and those from before its rule was renamed."""
    return ((finding.rule, finding.fingerprint), *finding.former)


def read_baseline(path: str) -> Baseline:
    """Read a baseline.

    Raises:
        CopydeskError: It is not there, cannot be read, or is none; the message names the line.
    """
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            lines = file.read().split("\n")
    except FileNotFoundError:
        raise CopydeskError(
            f"{shown(path)}: there is no such baseline; make it with: copydesk baseline update --baseline {shown(path)}"
        ) from None
    except OSError as error:
        raise CopydeskError(f"{shown(path)}: cannot read the baseline: {error.strerror or error}") from None
    if lines[0].rstrip("\r") != HEAD:
        raise CopydeskError(f"{shown(path)}:1: this is no baseline: it should begin with '{HEAD}'")
    entries: dict[str, dict[Key, int]] = {}
    for number, line in enumerate(lines[1:], 2):
        text = line.rstrip("\r")
        if not text or text.startswith("#"):
            continue
        name, *rest = text.split("\t")
        if text.startswith(("<<<<<<<", "=======", ">>>>>>>", "|||||||")):
            raise CopydeskError(
                f"{shown(path)}:{number}: a conflict is left in the baseline; keep the lines of both sides, "
                "then run: copydesk baseline prune"
            )
        count = rest[2] if len(rest) == 3 else "1"
        if len(rest) not in (2, 3) or not (count.isascii() and count.isdigit() and 0 < len(count) < 10):
            raise CopydeskError(f"{shown(path)}:{number}: not a path, a rule and a fingerprint, parted by tabs")
        counts = entries.setdefault(_unescaped(name), {})
        # A merge may leave two lines about the same.
        counts[rest[0], rest[1]] = max(int(count), counts.get((rest[0], rest[1]), 0))
    return Baseline(path, entries)


def counted(findings: Iterable[Finding]) -> dict[Key, int]:
    """The entries of one article."""
    counts: dict[Key, int] = {}
    for finding in findings:
        key = finding.rule, finding.fingerprint
        counts[key] = counts.get(key, 0) + 1
    return counts


def write_baseline(path: str, entries: Entries) -> None:
    """Write a baseline, the whole file or nothing of it; the same entries give the same bytes.

    Raises:
        CopydeskError: It cannot be written, or something else stands there.
    """
    lines = [
        "\t".join([_escaped(name), rule, mark, *([str(count)] if count > 1 else [])])
        for name, counts in entries.items()
        for (rule, mark), count in counts.items()
        if count
    ]
    text = "\n".join([HEAD, _NOTE, *sorted(lines), ""])
    beside = f"{path}.{os.getpid()}-{os.urandom(4).hex()}.tmp"
    try:
        if os.path.lexists(path):
            with open(path, "rb") as file:
                if file.read(len(HEAD)) != HEAD.encode():
                    raise CopydeskError(f"{shown(path)}: something else than a baseline stands there; it is left alone")
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        try:
            with open(beside, "x", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
                file.write(text)
            os.replace(beside, os.path.realpath(path))
        finally:
            if os.path.lexists(beside):
                os.unlink(beside)
    except OSError as error:
        raise CopydeskError(f"{shown(path)}: the baseline cannot be written: {error.strerror or error}") from None


def _escaped(name: str) -> str:
    for character, escape in _ESCAPES:
        name = name.replace(character, escape)
    return f"./{name}" if name.startswith(("#", "<", "=", ">", "|")) else name


def _unescaped(name: str) -> str:
    for character, escape in reversed(_ESCAPES):
        name = name.replace(escape, character)
    return name.removeprefix("./")

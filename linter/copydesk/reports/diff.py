"""What fixes change, as a unified diff that is safe to print."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from copydesk.reports.color import Paint
from copydesk.reports.escape import escape, escape_path

_AROUND = 3


def diff_lines(path: str, old: str, new: str, paint: Paint) -> Iterator[str]:
    """The lines of a diff between two versions of an article.

    What could act on a terminal or in a CI log comes escaped, so that a patch made of it fits wherever an article
    holds no such thing.

    Args:
        path: The article.
        old: Its text.
        new: Its text with the fixes.
        paint: See `copydesk.reports.color`.

    Yields:
        Lines, each with its line end.
    """
    before, after = _lines(old), _lines(new)
    yield paint(f"--- {escape_path(path)}", "path") + "\n"
    yield paint(f"+++ {escape_path(path)}", "path") + "\n"
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_AROUND):
        first, last = group[0], group[-1]
        yield paint(f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@", "gutter") + "\n"
        for kind, start, end, new_start, new_end in group:
            if kind == "equal":
                for line in before[start:end]:
                    yield _line(" ", line, "dim", paint)
                continue
            for line in before[start:end]:
                yield _line("-", line, "removed", paint)
            for line in after[new_start:new_end]:
                yield _line("+", line, "added", paint)


def _lines(text: str) -> list[str]:
    """Lines as `patch` sees them: a lone carriage return ends none."""
    lines = text.split("\n")
    return [*(line + "\n" for line in lines[:-1]), *(lines[-1:] if lines[-1] else ())]


def _range(start: int, end: int) -> str:
    count = end - start
    if count == 1:
        return str(start + 1)
    return f"{start + 1 if count else start},{count}"


def _line(sign: str, line: str, style: str, paint: Paint) -> str:
    text = line.removesuffix("\n")
    body = text.removesuffix("\r") if line.endswith("\n") else text
    shown = "\t".join(escape(piece, len(piece)) for piece in body.split("\t"))
    if sign == " " and shown.lstrip().startswith("::"):
        shown = shown.replace("::", r"\u003a:", 1)
    if sign != " " and shown.startswith(sign * 2):  # would be a heading in some logs
        shown = f"\\u{ord(sign):04x}{shown[1:]}"
    tail = "\r\n" if body != text else "\n"
    missing = "" if line.endswith("\n") else "\\ No newline at end of file\n"
    return f"{paint(sign + shown, style)}{tail}{missing}"

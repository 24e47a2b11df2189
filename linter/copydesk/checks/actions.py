"""Actions: what a rule's `action` makes of a match, in Vale's language, and the fix that comes of it.

| name | params | what the match becomes |
|---|---|---|
| `replace` | words | one of them |
| `remove` | | nothing |
| `convert` | `simple` | words in lower case, without punctuation |
| `edit` | `regex`, pattern, replacement | with every match of the pattern replaced, `$1` for its groups |
| `edit` | `trim`, `trim_left` or `trim_right`, characters | without these characters at its ends |
| `edit` | `truncate`, separator | what stands before the separator |
| `edit` | `split`, separator, number | the part of that number, from 0 |
| `suggest` | | no fix |
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from copydesk.document import Document
from copydesk.model import CopydeskError, Edit, Fix
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

NAMES = ("replace", "remove", "edit", "convert", "suggest")
_PARAMS = {"regex": 3, "trim": 2, "trim_left": 2, "trim_right": 2, "truncate": 2, "split": 3}


class ActionError(CopydeskError):
    """An action that does not exist or lacks parameters."""


def read_action(action: Mapping[str, Any] | None) -> tuple[str, tuple[str, ...]]:
    """Name and parameters of an action; ("", ()) for none.

    Raises:
        ActionError: See there.
    """
    if not action:
        return "", ()
    if not isinstance(action, Mapping):
        raise ActionError("an action is a map of 'name' and 'params'")
    values = {str(key).lower(): value for key, value in action.items()}
    unknown = sorted(set(values) - {"name", "params"})
    if unknown:
        raise ActionError(f"an action has no key {unknown[0]!r}; its keys are 'name' and 'params'")
    name = str(values.get("name") or "")
    given = values.get("params")
    listed = given if isinstance(given, (list, tuple)) else [] if given is None else [given]
    params = tuple(_plain(value) for value in listed)
    if not name:
        return "", ()
    if name not in NAMES:
        raise ActionError(f"there is no action {name!r}; the actions are {', '.join(NAMES)}")
    if name == "convert" and not params:
        raise ActionError("the action 'convert' needs a parameter, such as 'simple'")
    if name == "edit":
        _check_edit(params)
    return name, params


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _check_edit(params: tuple[str, ...]) -> None:
    if not params:
        raise ActionError(f"the action 'edit' needs a parameter: one of {', '.join(_PARAMS)}")
    wanted = _PARAMS.get(params[0])
    if wanted is None:
        raise ActionError(f"there is no edit {params[0]!r}; the edits are {', '.join(_PARAMS)}")
    if len(params) != wanted:
        raise ActionError(f"the edit {params[0]!r} takes {wanted - 1} values, not {len(params) - 1}")
    if params[0] == "split" and not re.fullmatch(r"[+-]?\d+", params[2]):
        raise ActionError(f"the edit 'split' wants a whole number, not {params[2]!r}")
    if params[0] == "regex":
        _expression(params[1])


def replacements(name: str, params: Sequence[str], match: str) -> list[str]:
    """What an action offers instead of a match, in order; nothing where it has no answer.

    Raises:
        ActionError: A regular expression that cannot be compiled.
    """
    if name == "replace":
        return list(params)
    if name == "remove":
        return [""]
    if name == "convert":
        return [simple_case(match) if params[0] == "simple" else match]
    if name == "edit":
        edited = _edited(params, match)
        return [] if edited is None else [edited.strip()]
    return []


def _edited(params: Sequence[str], match: str) -> str | None:
    kind, value = params[0], params[1]
    if kind == "regex":
        return _substituted(value, params[2], match)
    if kind == "trim":
        return match.strip(value) if value else match
    if kind == "trim_left":
        return match.lstrip(value) if value else match
    if kind == "trim_right":
        return match.rstrip(value) if value else match
    parts = match.split(value) if value else list(match)
    number = int(params[2]) if kind == "split" else 0
    return parts[number] if 0 <= number < len(parts) else None


def _expression(source: str) -> Any:
    """A compiled expression of RE2's syntax, which this action takes."""
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        return re2.compile(source, options)
    except re2.error as error:
        raise ActionError(f"the action's pattern {source!r} is invalid: {_text(error)}") from None


def _text(error: Exception) -> str:
    reason = error.args[0] if error.args else ""
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)


def _substituted(source: str, template: str, match: str) -> str:
    expression = _expression(source)

    def expand(found: Any) -> str:
        def group(reference: re.Match[str]) -> str:
            if reference[0] == "$$":
                return "$"
            name = reference[1] or reference[2]
            try:
                return found[int(name) if name.isdigit() else name] or ""
            except IndexError:
                return ""

        return re.sub(r"\$(?:\$|([0-9A-Za-z_]+)|\{([0-9A-Za-z_]+)\})", group, template)

    return str(expression.sub(expand, match))


def simple_case(text: str) -> str:
    """Words in lower case with one blank between, other characters left out; `helloWorld` becomes two words."""
    pieces = []
    before = " "
    for number, character in enumerate(text):
        word = character.isalpha() or character.isnumeric()
        if (number > 1 and before.islower() and character.isupper()) or not word:
            pieces.append(" ")
        if word:
            pieces.append(character.lower())
        before = character
    return " ".join("".join(pieces).split())


def make_fix(
    document: Document, name: str, options: Sequence[str], match: str, whole: tuple[int, int], trimmed: tuple[int, int]
) -> Fix | None:
    """The edit that puts an action's answer in the source.

    Args:
        document: The article.
        name: Of the action.
        options: What it offers.
        match: Visible text of the match.
        whole: Source range of the match.
        trimmed: The same without the blanks at its ends.

    Returns:
        The fix: safe where there is one answer, unsafe for a deletion. None where there are several answers or none,
        where nothing would change, and where markup stands inside the match, which an edit would break.
    """
    if len(options) != 1:
        return None
    replacement = options[0]
    start, end = trimmed if name == "edit" else whole
    source = document.text[start:end]
    visible = match.strip() if name == "edit" and match.strip() else match
    if source != visible and source.split() != visible.split():
        return None
    if source == replacement:
        return None
    if not replacement:
        start, end = _with_blank(document.text, start, end)
        return Fix("unsafe", (Edit(start, end, ""),))
    return Fix("safe", (Edit(start, end, replacement),))


def _with_blank(text: str, start: int, end: int) -> tuple[int, int]:
    """A range to delete, widened so that no two blanks are left in its place."""
    if text[end : end + 1] == " " and (start == 0 or text[start - 1] in " \n\r"):
        return start, end + 1
    if start > 0 and text[start - 1] == " " and text[end : end + 1] in ("", "\n", "\r", ".", ",", ";", ":", "!", "?"):
        return start - 1, end
    return start, end


__all__ = ["NAMES", "ActionError", "make_fix", "read_action", "replacements", "simple_case"]

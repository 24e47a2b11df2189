"""Which directives of an article are needless or wrong, told when every other rule has run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from copydesk.checks import LAST
from copydesk.checks.deletions import delete_blocks
from copydesk.config.nearest import did_you_mean, quoted
from copydesk.document import Block, Document
from copydesk.model import Edit, Fix, Hit, Rule
from copydesk.rules.suppress import EVERY_RULE, FIELD, Directive, Name, Suppressions, names_of
from copydesk.typed import NamedTuple

_BLANKS = " \t"
_LINE_ENDS = "\r\n"
_MOST_HINTS = 20  # each one compares a name with all that are known


class Names(NamedTuple):
    """What names of rules mean in one run.

    Attributes:
        known: All of them.
        judged: Those whose rules have all run, so that a directive that silenced nothing is needless.
    """

    known: Collection[str]
    judged: Collection[str]


def meaning(
    rules: Iterable[Rule], idle: Iterable[tuple[str, str, Sequence[str], bool]], partial: Collection[str]
) -> Names:
    """What names mean where some rules have run.

    Args:
        rules: The rules of the run.
        idle: Id, category, tags with aliases of each rule that has not run, and whether it usually does.
        partial: Kinds of check that may have found less than they would, as not all articles were there.
    """
    known = {EVERY_RULE, "ALL"}
    ran: set[str] = set()
    doubtful: set[str] = set()
    for rule in rules:
        names = names_of(rule.id, rule.category, (*rule.tags, *rule.aliases))
        known |= names
        if rule.kind == LAST:
            doubtful |= names  # it comes last, so nothing can be said about what silences it
            continue
        names |= {EVERY_RULE, "ALL"}
        ran |= names
        if rule.kind in partial:
            doubtful |= names
    for rule_id, category, tags, enabled in idle:
        names = names_of(rule_id, category, tags)
        known |= names
        if enabled:
            doubtful |= names | {EVERY_RULE, "ALL"}
    return Names(known, ran - doubtful)


def unused(document: Document, suppressions: Suppressions, names: Names) -> Iterator[Hit]:
    """Report directives that silence nothing and those that are wrong.

    Args:
        document: The article; its text is enough.
        suppressions: Its directives, when all findings have gone through them.
        names: Of `meaning`.

    Yields:
        One hit a directive or name in it, with the directive or the name as its argument.
    """
    directives = suppressions.directives
    hints = _MOST_HINTS
    ends: dict[int, list[Directive]] = {}  # by the range's directive, where an end belongs to it alone
    for directive in directives:
        if len({*directive.opened}) == 1:
            ends.setdefault(directive.opened[0], []).append(directive)
    for number, directive in enumerate(directives):
        if directive.problem:
            fix = _removal(document, directive) if directive.word == "ignore-end" else None
            yield Hit(directive.start, directive.end, message=directive.problem, fix=fix)
            continue
        if directive.word == "ignore-end":
            needless = {index for index, opener in enumerate(directive.opened) if opener < 0}
        else:
            needless = {
                index
                for index, name in enumerate(directive.names)
                if name.problem or (name.text in names.judged and (number, index) not in suppressions.used)
            }
        first_kept = next((index for index in range(len(directive.names)) if index not in needless), 0)
        if len(needless) == len(directive.names) and not any(directive.names[index].problem for index in needless):
            fix = _removal(document, directive, ends.get(number, ()))
            yield Hit(directive.start, directive.end, (_shown(directive),), fix=fix)
            continue
        for index, name in enumerate(directive.names):
            closes = directive.word == "ignore-end" and index not in needless
            if name.text not in names.known and not closes:
                hints -= 1
                hint = did_you_mean(name.text, names.known) if hints >= 0 else ""
                message = f"No rule, category or tag is named {quoted(name.text)}{hint or '.'}"
                yield Hit(name.start, name.end, message=message)
            elif index in needless:
                yield _name_hit(document, directive, index, first_kept, alone=len(needless) < len(directive.names))


def _name_hit(document: Document, directive: Directive, index: int, first_kept: int, *, alone: bool) -> Hit:
    """A hit for one name; `alone` says that other names of the directive stay."""
    name = directive.names[index]
    message = f"{quoted(name.text)} {name.problem}." if name.problem else None
    if name.text == EVERY_RULE:
        message = "Every rule is silenced here already."
    if alone:
        fix = _name_removal(document, directive.names, index, before=index < first_kept)
    else:
        fix = _removal(document, directive) if index == 0 else None
    return Hit(name.start, name.end, (name.text,), message=message, fix=fix)


def _shown(directive: Directive) -> str:
    """A directive as messages name it."""
    names = ", ".join(name.text for name in directive.names)
    word = "ignore" if directive.word == FIELD else directive.word
    return word if names == EVERY_RULE else f"{word}[{names}]"


def _removal(document: Document, directive: Directive, ends: Iterable[Directive] = ()) -> Fix | None:
    """Take a directive out, and the ends of its range."""
    if directive.word == FIELD:
        edit = _front_matter_line(document.text, directive)
        return Fix("safe", (edit,)) if edit else None
    places = [(directive.start, directive.end)]
    for part in ends:
        start, end = places[-1]
        if document.text[end : part.start].isspace():  # nothing stands in the range
            places[-1] = start, part.end
        else:
            places.append((part.start, part.end))
    return Fix("safe", tuple(_comment_removal(document, *place) for place in places))


def _comment_removal(document: Document, start: int, end: int) -> Edit:
    """Take a comment out: its whole lines, or of a line that holds more a blank beside it as well."""
    text = document.text
    first, last = start, end
    while first and text[first - 1] in _BLANKS:
        first -= 1
    while last < len(text) and text[last] in _BLANKS:
        last += 1
    begins = not first or text[first - 1] in _LINE_ENDS
    ends = last == len(text) or text[last] in _LINE_ENDS
    if begins and ends:
        block = Block("comment", "", (), (start, end))
        return delete_blocks(document, block, block)[0]
    if begins:
        return Edit(start, last, "")
    return Edit(first, end, "") if ends or last > end else Edit(start, end, "")


def _name_removal(document: Document, names: Sequence[Name], index: int, *, before: bool) -> Fix | None:
    """Take one name out of a list.

    The comma behind it goes too if all names that stay come later, else the one before it: so edits for several
    names do not overlap.
    """
    if before:
        start, end = names[index].start, names[index + 1].start
        comma = document.text[names[index].end : end]
    else:
        start, end = names[index - 1].end, names[index].end
        comma = document.text[start : names[index].start]
    return Fix("safe", (Edit(start, end, ""),)) if comma.strip() == "," else None


def _front_matter_line(text: str, directive: Directive) -> Edit | None:
    """The line of the field, where it stands on one line with nothing else in it."""
    import re

    start = max(text.rfind("\n", 0, directive.start), text.rfind("\r", 0, directive.start)) + 1
    line = re.compile(r"copydesk:[ \t]*\{[ \t]*ignore:[^{}:\r\n]{0,1000}\}[ \t]*(?:\r\n|\n|\r)").match(text, start)
    return Edit(start, line.end(), "") if line and directive.end <= line.end() else None

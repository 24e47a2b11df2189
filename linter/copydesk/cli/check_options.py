"""The options of `copydesk check`, as a table, and reading the plain calls of it.

Importing click costs more than linting a short article. So what a hook or an editor calls is read here, and whatever is
not plain (help, wrong use, clustered letters, options whose value has to be looked at) is left to click, which is made
from the same table.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from copydesk.config.settings import FAIL_ON, PROFILES
from copydesk.model import CONFIDENCES
from copydesk.reports import REPORTS
from copydesk.typed import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, Literal


class Option(NamedTuple):
    """An option of the command.

    Attributes:
        names: As they are written.
        help: What it does.
        kind: What its value is: nothing, a text, texts from several uses, names from comma lists in several uses, one of
            the choices, a number from 0, or a folder.
        metavar: What help shows for the value.
        choices: What the value may be.
        default: The value where the option is not given.
        dest: The parameter it goes to; empty for the first name's.
    """

    names: tuple[str, ...]
    help: str
    kind: Literal["flag", "text", "texts", "names", "choice", "number", "folder"] = "flag"
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    default: Any = None
    dest: str = ""

    @property
    def parameter(self) -> str:
        """Name of the parameter that the value goes to."""
        return self.dest or self.names[0].lstrip("-").replace("-", "_")

    @property
    def unset(self) -> Any:
        """The value where the option is not given."""
        if self.kind in ("texts", "names"):
            return ()
        return False if self.kind == "flag" else self.default


OPTIONS = (
    Option(("--select",), "Run these rules only: id, name, category, tag or ALL.", "names", "RULE"),
    Option(("--ignore",), "Do not run these rules.", "names", "RULE"),
    Option(("--extend-select",), "Run these rules too.", "names", "RULE"),
    Option(("--profile",), "What kind of texts these are.", "choice", choices=PROFILES),
    Option(("--config",), "A configuration file that alone holds, or one setting.", "texts", "FILE|KEY=VALUE"),
    Option(("--config-from",), "Take configuration, rules and baseline from this commit.", "text", "REF"),
    Option(("--isolated",), "Read no configuration file, environment or cache."),
    Option(("--output-format",), f"One of {', '.join(REPORTS)}; repeatable.", "texts", "FORMAT[=FILE]"),
    Option(("--fix",), "Make the safe fixes, and report what is left."),
    Option(("--unsafe-fixes",), "With --fix or --diff: make also fixes that delete text, or that may be wrong."),
    Option(("--diff",), "Show what --fix would change, and change nothing."),
    Option(("--add-ignores",), "Silence all that is found in the articles, for this reason.", "text", "REASON"),
    Option(("--baseline",), "Findings that were there before and are not told.", "text", "FILE"),
    Option(("--since",), "Report what has changed since the branch left REF, block by block.", "text", "REF"),
    Option(("--staged",), "Report what is about to be committed, block by block."),
    Option(("--whole-files",), "With --since or --staged: report all of each changed file."),
    Option(("--fail-on",), "Least severity that fails the run. [default: warning]", "choice", choices=FAIL_ON),
    Option(("--exit-zero",), "End with status 0 whatever is found."),
    Option(("--min-confidence",), "Least confidence shown. [default: medium]", "choice", choices=CONFIDENCES),
    Option(("--stdin-filename",), "Name of the article that standard input holds.", "text", "NAME"),
    Option(("--jobs", "-j"), "Processes; 0 picks by the amount of text.", "number", default=0),
    Option(("--no-cache",), "Keep and use no compiled rules, findings and index."),
    Option(("--cache-dir",), "Where compiled rules, findings and the index are kept.", "folder"),
    Option(
        ("--index",),
        "An index shared with runs elsewhere: put these articles into it, and compare them with all that are in it.",
        "text",
        "redis://HOST:PORT/DB",
    ),
    Option(("--force-exclude",), "Exclude files even if they are named outright."),
    Option(("--show-files",), "List the files that would be read, and stop."),
    Option(("--statistics",), "Add the number of findings of each rule, and the score."),
    Option(("--profile-rules",), "Tell how much CPU time each rule takes."),
    Option(("--watch",), "Lint again whenever an article or the configuration changes, until Ctrl-C."),
    Option(("--all",), "List every finding, however many.", dest="show_all"),
    Option(("--color",), "Colours. [default: auto]", "choice", choices=("auto", "always", "never"), default="auto"),
    Option(("--quiet", "-q"), "Findings only: no notes, no summary of a clean run."),
    Option(("--verbose", "-v"), "Tell which rules and configuration are used."),
)
_BY_NAME = {name: option for option in OPTIONS for name in option.names}


def split_names(values: Sequence[str]) -> tuple[str, ...]:
    """The names in some comma lists."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def read_plain(arguments: Sequence[str]) -> dict[str, Any] | None:
    """The parameters of a plain call of `check`, or None for one that click has to read.

    Args:
        arguments: What follows the program's name.
    """
    if os.name == "nt" or "_COPYDESK_COMPLETE" in os.environ or arguments[:1] != ["check"]:
        return None
    values = {option.parameter: option.unset for option in OPTIONS}
    paths = []
    rest = iter(arguments[1:])
    for argument in rest:
        if argument == "-" or (argument and not argument.startswith("-")):
            paths.append(argument)
            continue
        name, given, value = argument.partition("=")
        option = _BY_NAME.get(name)
        if option is None or (given and (option.kind == "flag" or not name.startswith("--"))):
            return None
        if option.kind == "flag":
            values[option.parameter] = True
            continue
        if not given:
            value = next(rest, "")
        if not _is_plain(option, value):
            return None
        key = option.parameter
        if option.kind == "names":
            values[key] += split_names([value])
        elif option.kind == "texts":
            values[key] += (value,)
        else:
            values[key] = int(value) if option.kind == "number" else value
    return {"paths": tuple(paths), **values}


def _is_plain(option: Option, value: str) -> bool:
    """Whether a value is one that click would take as it is."""
    if not value or value.startswith("-") or option.kind == "folder":
        return False
    if option.kind == "number":
        return value.isascii() and value.isdigit() and len(value) < sys.int_info.str_digits_check_threshold
    return option.kind != "choice" or value in option.choices

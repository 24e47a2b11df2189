"""`copydesk check`, as click reads it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import click

from copydesk.cli.check_options import OPTIONS, Option, split_names
from copydesk.cli.check_run import WrongUseError, run_check
from copydesk.cli.completion import report_names, rule_names
from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


def _names(ctx: click.Context, param: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:  # noqa: ARG001
    """Repeated options and comma lists as one list."""
    return split_names(values)


def parameter(option: Option) -> click.Option:
    """A row of the table as an option of click."""
    more: dict[str, Any] = {}
    if option.kind == "flag":
        more = {"is_flag": True}
    elif option.kind in ("texts", "names"):
        more = {"multiple": True, "callback": _names if option.kind == "names" else None}
        if option.kind == "names":
            more["shell_complete"] = rule_names
        elif option.parameter == "output_format":
            more["shell_complete"] = report_names
    elif option.kind == "choice":
        more = {"type": click.Choice(option.choices)}
    elif option.kind == "number":
        more = {"type": click.IntRange(0)}
    elif option.kind == "folder":
        more = {"type": click.Path(file_okay=False)}
    if option.default is not None:
        more["default"] = option.default
    return click.Option([*option.names, option.parameter], help=option.help, metavar=option.metavar, **more)


def parameters(names: Collection[str] | None = None) -> list[click.Parameter]:
    """Paths, and the options of `check` that go to some parameters; all of them if none are named."""
    paths = click.Argument(["paths"], nargs=-1, metavar="[PATH]...", type=click.Path(readable=False))
    return [paths, *(parameter(option) for option in OPTIONS if names is None or option.parameter in names)]


@click.command(params=parameters())
def check(**values: Any) -> int:
    """Lint articles: files, folders, or `-` for standard input. Without a path, the folder you are in.

    Ends with status 0 if nothing at or above --fail-on is found, 1 if something is, and 2 if the call or the
    configuration is wrong or a file could not be read.
    """
    try:
        return run_check(**values)
    except WrongUseError as error:
        raise click.UsageError(str(error)) from None

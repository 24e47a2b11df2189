"""The commands, as click reads them; a command's module is loaded when it is called."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from importlib import import_module

import click

from copydesk._version import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "baseline": ("copydesk.cli.baseline:baseline", "Keep the findings that were there before apart."),
    "check": ("copydesk.cli.check:check", "Lint articles."),
    "config": ("copydesk.cli.config:config", "Show the settings that hold, or check configuration files."),
    "index": ("copydesk.cli.index:index", "Keep an index of the texts of a project."),
    "init": ("copydesk.cli.init:init", "Set copydesk up in a project."),
    "quotes": ("copydesk.cli.quotes:quotes", "List the quotations of articles and their sources."),
    "report": ("copydesk.cli.report:report", "Make a page that shows where to start."),
    "rule": ("copydesk.cli.rule:rule", "Explain a rule, or test the examples in rule files."),
    "rules": ("copydesk.cli.rules:rules", "List the rules."),
}


class Commands(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from copydesk.config.nearest import did_you_mean

            if os.path.lexists(name):
                ctx.fail(f"no command '{name}'; to lint it: copydesk check {shlex.quote(name)}")
            ctx.fail(f"no command '{name}'{did_you_mean(name, COMMANDS)}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="copydesk", message="%(prog)s %(version)s")
def main() -> None:
    """A linter for articles.

    Finds titles and paragraphs that stand twice, quotations without a source, page furniture and damaged text.
    """


def run_command(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; says what is wrong with them.

    Returns:
        The exit status.
    """
    try:
        code = main(list(arguments), prog_name="copydesk", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0

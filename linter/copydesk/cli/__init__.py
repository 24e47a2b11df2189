"""The command line: one module a command, loaded when it is called."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn, TextIO

import click

from copydesk._version import __version__
from copydesk.model import CopydeskError

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("copydesk.cli.check:check", "Lint articles."),
    "index": ("copydesk.cli.index:index", "Keep an index of the texts of a project."),
    "quotes": ("copydesk.cli.quotes:quotes", "List the quotations of articles and their sources."),
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

            ctx.fail(f"no command '{name}'{did_you_mean(name, COMMANDS)}")
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="copydesk", message="%(prog)s %(version)s")
def main() -> None:
    """A linter for articles.

    Finds titles and paragraphs that stand twice, quotations without a source, page furniture and damaged text.
    """


def run() -> NoReturn:
    """Run the command line; wrong use and bad configuration end with status 2 and one clear message."""
    sys.stdout = sys.stdout or _nowhere()  # None where the caller has closed it
    sys.stderr = sys.stderr or _nowhere()
    try:
        code = main(standalone_mode=False)
        _leave(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as error:
        _leave(error.exit_code)
    except click.ClickException as error:
        error.show()
        _leave(2)
    except CopydeskError as error:
        click.echo(f"copydesk: {error}", err=True)
        _leave(2)
    except BrokenPipeError:
        # The reader of our output has gone, as with `| head`; nothing more can be said to it.
        os._exit(1)
    except OSError as error:
        # Every file that is read has its own handling, so without a name this is the output: a full disk, most often.
        what = f"{error.filename}: " if error.filename else "the output cannot be written: "
        _fail(f"copydesk: {what}{error.strerror or error}\n")
    except (click.Abort, KeyboardInterrupt):
        os._exit(130)
    except Exception:  # noqa: BLE001 - status 1 would say that there are findings
        from traceback import format_exc

        _fail(f"{format_exc()}copydesk: this is an internal error; please report it with the lines above\n")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")


def _fail(message: str) -> NoReturn:
    """End with status 2, even if the message cannot be written either."""
    with suppress(OSError):
        sys.stderr.write(message)
        sys.stderr.flush()
    os._exit(2)


def _leave(status: int) -> NoReturn:
    """End the process at once: taking an interpreter apart costs a tenth of a short run and serves nobody."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)

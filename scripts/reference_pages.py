"""The reference of settings, from the tables that check configuration files, and of commands, from click itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from inspect import cleandoc

import click

from copydesk.cli.commands import COMMANDS, main
from copydesk.config import duplicates
from copydesk.config.overrides import FILES, OVERRIDABLE
from copydesk.config.settings import FILE_ONLY, KEYS, Key, Settings

TYPES = {
    "string": "text",
    "strings": "a list of texts, or one text",
    "boolean": "`true` or `false`",
    "mapping": "a map",
    "list": "a list of maps",
}
TAKES = {"language": "a language code, such as `en` or `pt-BR`", "baseline": "a path, or `off`"}
MORE = {
    "extends": "[One file on top of another](configuration.md#one-file-on-top-of-another)",
    "overrides": "[Other settings for some files](configuration.md#other-settings-for-some-files)",
    "rules": "[Rules](configuration.md#rules) and [the list of them](rules/index.md)",
    "rule-folders": "[Writing rules](writing-rules.md)",
    "exclude": "[Which files are read](input-formats.md#which-files-are-read)",
    "fail-on": "[Exit status](command-line.md#exit-status)",
    "language": "[Language](configuration.md#language)",
    "allow-ignores": "[Needless and wrong directives](suppressing.md#needless-and-wrong-ones)",
    "baseline": "[A baseline](adopting.md#a-baseline)",
    "duplicates": "[Lawful copies](configuration.md#lawful-copies)",
    "profile": "[Profiles](configuration.md#profiles) and [what they change](rules/index.md#by-profile)",
}
"""Where more is told of a key."""

OPTION_OF = {
    "profile": "--profile",
    "select": "--select",
    "extend-select": "--extend-select",
    "ignore": "--ignore",
    "fail-on": "--fail-on",
    "min-confidence": "--min-confidence",
    "baseline": "--baseline",
}
"""Options of `check` that beat a key."""


def settings_page() -> str:
    """Every key of a configuration file: what it takes, what holds without it, where it may stand."""
    lines = [
        "# Every setting",
        "",
        "What a configuration file may hold; [configuration](configuration.md) tells where it stands and how files build on",
        "one another. `copydesk config show` lists what holds for a file, and what sets it.",
        "",
        f"Each key but {words([f'`{name}`' for name in FILE_ONLY])} can also be given as `--config KEY=VALUE`.",
    ]
    for name, key in KEYS.items():
        lines += ["", f"## {name}", "", key.description, "", *_facts(name, key)]
        if name == "duplicates":
            lines += ["", "| key below it | what it is |", "|---|---|"]
            lines += [f"| `{inner}` | {cell(text)} |" for inner, text in duplicates.KEYS.items()]
        if name == "overrides":
            lines += [
                "",
                f"Each has `{FILES}`, a list of gitignore patterns, and any of {words(codes(OVERRIDABLE))}.",
            ]
    return "\n".join(lines) + "\n"


def _facts(name: str, key: Key) -> Iterator[str]:
    yield f"- Takes {words(codes(key.choices), 'or') if key.choices else TAKES.get(name, TYPES[key.type])}"
    default = getattr(Settings(), name.replace("-", "_"), None)
    if key.type in ("string", "boolean") and default not in (None, ""):
        yield f"- Without it: `{str(default).lower() if key.type == 'boolean' else default}`"
    if name in OVERRIDABLE:
        yield "- May differ from file to file, in `overrides`"
    if name in OPTION_OF:
        yield f"- On the command line: `{OPTION_OF[name]}`"
    if name in MORE:
        yield f"- See {MORE[name]}"


def command_page() -> str:
    """Every command with its arguments and options, as `--help` tells them."""
    lines = [
        "# Every command",
        "",
        "`copydesk COMMAND --help` prints the same.",
        "",
        "## Exit status",
        "",
        "| status | of `check` | of the others |",
        "|---|---|---|",
        "| 0 | nothing of at least the severity of `--fail-on` is found | done |",
        "| 1 | something is found, or `--diff` has something to show | an example of `rule test` does not hold |",
        "| 2 | the call or the configuration is wrong, a file could not be read, or a pattern took too long | the same |",
        "",
        "With status 2 all else is still linted and told, unless the call or the configuration is wrong. `--exit-zero` makes",
        "a 1 a 0, and never a 2. Ctrl-C ends with 130.",
    ]
    context = click.Context(main, info_name="copydesk")
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None
        lines += _command(command, click.Context(command, info_name=name, parent=context))
    return "\n".join(lines) + "\n"


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield from ("", f"## {context.command_path}", "")
    yield from ("```text", " ".join([context.command_path, *command.collect_usage_pieces(context)]), "```", "")
    yield cleandoc(command.help or "")
    options = [option for option in command.params if isinstance(option, click.Option)]
    rows = [record for option in options if (record := option.get_help_record(context))]
    if rows:
        yield from ("", "| option | what it does |", "|---|---|")
    for names, text in rows:
        yield f"| {cell(code(names))} | {cell(text)} |"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _command(below, click.Context(below, info_name=name, parent=context))


def cell(text: str) -> str:
    """A Markdown text for the cell of a table.

    No way to write a bar in a code span of a table is understood by all readers of Markdown, so such a span is HTML.
    """
    line = re.sub(r"`([^`]*\|[^`]*)`", lambda span: f"<code>{escape(span[1])}</code>", " ".join(text.split()))
    return line.replace("|", "&#124;")


def code(text: str) -> str:
    """A code span."""
    return f"`{text}`"


def codes(names: tuple[str, ...]) -> list[str]:
    """Code spans."""
    return [code(name) for name in names]


def words(names: list[str], last: str = "and") -> str:
    """A list in a sentence."""
    return f" {last} ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

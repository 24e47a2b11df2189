"""`copydesk config`: which settings hold and where they come from, and whether configuration files are right."""

from __future__ import annotations

import click

from copydesk.config.settings import PROFILES


@click.group()
def config() -> None:
    """Show the settings that hold, or check configuration files."""


@config.command()
@click.argument("path", default=".")
@click.option("--profile", type=click.Choice(PROFILES), help="As of check.")
@click.option("--config", "given", multiple=True, metavar="FILE|KEY=VALUE", help="As of check.")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="[default: text]")
def show(path: str, profile: str | None, given: tuple[str, ...], isolated: bool, output: str) -> None:
    """Show each setting that holds for PATH, a file or folder, and what sets it.

    For rules, `copydesk rule NAME` shows each option.
    """
    from copydesk.config_show import settings_at, shown_value
    from copydesk.planner import RunOptions
    from copydesk.reports.escape import escape

    settings = settings_at(path, RunOptions(profile=profile, config=given, isolated=isolated))
    if output == "json":
        import json

        click.echo(json.dumps([setting._asdict() for setting in settings], indent=2, ensure_ascii=False))
        return
    rows = [(escape(key), escape(shown_value(value)), escape(origin)) for key, value, origin in settings]
    keys = max(len(key) for key, _, _ in rows)
    values = min(60, max(len(value) for _, value, _ in rows))
    for key, value, origin in rows:
        click.echo(f"{key:{keys}}  {value:{values}}  {origin}")


@config.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
def check(paths: tuple[str, ...]) -> int:
    """Check configuration files: those given, or all in the folders given, or in the one you are in, and below.

    Keys, values, rules, rule folders and baselines are looked at. Ends with status 2 if something is wrong.
    """
    from copydesk.config.find import shown
    from copydesk.config_show import check_config, config_files, passed_over
    from copydesk.reports.escape import escape

    files = config_files(paths or (".",))
    wrong = 0
    for path in files:
        problems, notes = check_config(path)
        for note in notes:
            click.echo(f"note: {escape(note)}", err=True)
        wrong += bool(problems)
        if problems:
            click.echo("\n".join(map(escape, problems)), err=True)
            continue
        others = passed_over(path)
        before = f"; it comes before {', '.join(others)}" if others else ""
        click.echo(f"{escape(shown(path))}: no problem{before}")
    if not files:
        click.echo("there is no configuration file")
    return 2 if wrong else 0

"""`copydesk rule NAME` and `copydesk rule test`."""

from __future__ import annotations

import click

from copydesk.cli.completion import rule_names


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME | test [PATH]...", shell_complete=rule_names)
@click.option(
    "--config", multiple=True, metavar="FILE|KEY=VALUE", help="A configuration file that alone holds, or one setting."
)
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
def rule(names: tuple[str, ...], config: tuple[str, ...], isolated: bool) -> int:
    """Explain a rule, or run the examples in rule files.

    `copydesk rule duplicate-title` explains a rule. `copydesk rule test [PATH]...` runs the examples in the rules
    that ship, or in the files and folders given, and ends with status 1 if one does not hold.
    """
    if names[0] == "test":
        return _test(names[1:])
    from copydesk.explain import explain
    from copydesk.planner import RunOptions

    explained = explain(names, RunOptions(config=config, isolated=isolated))
    for note in explained.notes:
        click.echo(f"note: {note}", err=True)
    click.echo("\n\n".join(explained.pages))
    return 0


def _test(paths: tuple[str, ...]) -> int:
    from copydesk.examples import run_examples

    ran = failed = 0
    for outcome in run_examples(paths):
        if outcome.note:
            click.echo(f"note: {outcome.rule}: {outcome.note}")
            continue
        ran += 1
        if outcome.failures:
            failed += 1
            click.echo(f"FAILED {outcome.rule}, example {outcome.number} ({outcome.path}:{outcome.line})")
            for failure in outcome.failures:
                click.echo(f"  {failure}")
    click.echo(f"{ran} examples, {failed} failed" if failed else f"{ran} examples passed")
    return 1 if failed else 0

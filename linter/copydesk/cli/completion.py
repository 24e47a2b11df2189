"""What a shell offers for the values of options; called only when somebody presses the key for it."""

from __future__ import annotations

import click

from copydesk.reports import REPORTS


def rule_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's
    """Ids, bare names and categories of the rules here, behind what is there of a comma list already."""
    from copydesk.model import CopydeskError
    from copydesk.plan import known_rules
    from copydesk.planner import RunOptions

    before, comma, begun = incomplete.rpartition(",")
    try:
        rules = known_rules(RunOptions())
    except CopydeskError:  # said when the command runs
        rules = known_rules(RunOptions(isolated=True))
    names = {name for rule in rules for name in (rule.id, rule.id.rpartition(".")[2], rule.category)}
    return [f"{before}{comma}{name}" for name in sorted(names) if name.startswith(begun)]


def report_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's
    """Output formats."""
    return [name for name in REPORTS if name.startswith(incomplete)]

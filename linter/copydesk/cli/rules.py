"""`copydesk rules`."""

from __future__ import annotations

import click

from copydesk.config.settings import PROFILES


@click.command()
@click.option("--profile", type=click.Choice(PROFILES), help="Show the defaults of this profile.")
@click.option(
    "--config", multiple=True, metavar="FILE|KEY=VALUE", help="A configuration file that alone holds, or one setting."
)
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="[default: text]")
def rules(profile: str | None, config: tuple[str, ...], isolated: bool, output: str) -> None:
    """List the rules and whether they run here."""
    from copydesk.plan import known_rules
    from copydesk.planner import RunOptions

    found = known_rules(RunOptions(profile=profile, config=config, isolated=isolated))
    if output == "json":
        import json

        listed = [
            {
                "id": rule.id,
                "kind": rule.kind,
                "category": rule.category,
                "severity": rule.severity,
                "confidence": rule.confidence,
                "enabled": rule.enabled,
                "tags": list(rule.tags),
            }
            for rule in found
        ]
        click.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    width = max((len(rule.id) for rule in found), default=0)
    for rule in found:
        state = rule.severity if rule.enabled else "off"
        click.echo(f"{rule.id:<{width}}  {state:<10}  {rule.message}")

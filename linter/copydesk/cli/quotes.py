"""`copydesk quotes`."""

from __future__ import annotations

import click


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(readable=False))
@click.option("--format", "output", type=click.Choice(["json", "text"]), default="text", help="[default: text]")
@click.option("--isolated", is_flag=True, help="Read no configuration file.")
def quotes(paths: tuple[str, ...], output: str, isolated: bool) -> int:
    """List the quotations of articles: where they stand, who speaks, and what tells so."""
    import json
    import sys

    from copydesk.articles import read_source
    from copydesk.engine import Linter
    from copydesk.model import Problem, Result
    from copydesk.plan import make_plan
    from copydesk.planner import RunOptions
    from copydesk.quotes import quotes_of
    from copydesk.reports.escape import escape
    from copydesk.reports.problems import write_problems
    from copydesk.sources.files import PassedError, UnreadableError

    plan = make_plan(paths, RunOptions(isolated=isolated))
    linter = Linter(plan.groups)
    files = []
    errors = list(plan.errors)
    notes = list(plan.notes)
    for source in plan.sources:
        try:
            document = linter.document(source, read_source(source))
        except PassedError as reason:
            notes.append(Problem(source.path, str(reason)))
            continue
        except UnreadableError as reason:
            errors.append(Problem(source.path, str(reason)))
            continue
        found = quotes_of(document)
        files.append({"path": source.path, "quotes": found})
        if output == "text":
            for quote in found:
                line, column = document.position(quote["start"])
                speaker = document.text[slice(*quote["speaker"])] if quote["speaker"] else ""
                source_text = f"said by {speaker}" if speaker else "has a source" if quote["sourced"] else "no source"
                state = source_text if quote["speech_like"] else "not speech"
                click.echo(f"{escape(source.path)}:{line}:{column}: {escape(quote['text'])} ({escape(state)})")
    if output == "json":
        click.echo(json.dumps({"files": files}, ensure_ascii=True))
    write_problems(Result((), (), tuple(errors), tuple(notes)), sys.stderr)
    return 2 if errors else 0

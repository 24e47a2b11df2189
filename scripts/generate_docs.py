"""Write the pages and schemas that come from the rules and from the code.

With `--check`, write nothing and end with status 1 if one is out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from copydesk.explain import shown_value
from copydesk.plan import known_rules
from copydesk.planner import RunOptions
from copydesk.rules import config_schema
from copydesk.rules.json_schema import schema_text
from copydesk.rules.load import read_rule_file
from copydesk.rules.schema import kind_options

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "rules"


def pages() -> dict[Path, str]:
    """Content of every generated file by its path."""
    package = ROOT / "linter" / "copydesk"
    made = {
        package / "rules" / "rule.schema.json": schema_text(),
        package / "config" / "config.schema.json": config_schema.schema_text(),
    }
    rows = []
    for rule in known_rules(RunOptions(isolated=True)):
        state = rule.severity if rule.enabled else "off"
        rows.append(f"| [{rule.id}]({rule.id}.md) | {state} | {rule.confidence} | {_cell(rule.message)} |")
        made[PAGES / f"{rule.id}.md"] = _page(rule, read_rule_file(rule.path))
    head = ["# Rules", "", "<!-- Generated from the rule files by `make docs`. -->", ""]
    table = ["| rule | severity | confidence | message |", "|---|---|---|---|", *rows, ""]
    made[PAGES / "index.md"] = "\n".join([*head, *table])
    return made


def _page(rule: Any, source: dict[str, Any]) -> str:
    lines = [f"# {rule.id}", "", "<!-- Generated from the rule file by `make docs`. -->", ""]
    state = f"**{rule.severity}**" if rule.enabled else f"**off** ({rule.severity} where it is on)"
    lines += [f"{state}, {rule.confidence} confidence, kind `{rule.kind}`", "", source["description"].strip(), ""]
    options = kind_options(rule.kind)
    if options:
        lines += ["## Options", "", "| option | default | what it does |", "|---|---|---|"]
        for name, option in options.items():
            value = shown_value(rule.options.get(name, option.default))
            lines.append(f"| `{name}` | {_cell(value)} | {_cell(option.description)} |")
        lines.append("")
    for kind, heading in (("bad", "Reported"), ("good", "Not reported")):
        examples = [example for example in source.get("examples") or [] if kind in example]
        if examples:
            lines += [f"## {heading}", ""]
        for example in examples:
            lines += _example(example, kind)
    return "\n".join(lines).rstrip() + "\n"


def _example(example: dict[str, Any], kind: str) -> list[str]:
    text = example[kind]
    lines = []
    for name, content in text.items() if isinstance(text, dict) else [("", text)]:
        lines += [f"`{name}`:", ""] if name else []
        lines += ["````text", content.rstrip("\n"), "````", ""]
    found = [item if isinstance(item, str) else item.get("text", "") for item in example.get("findings") or []]
    if found:
        lines += ["Finds: " + "; ".join(f"`{' '.join(item.split())}`" for item in found if item), ""]
    return lines


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def main() -> int:
    """Write, or check, every generated file."""
    made = pages()
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    stale += [path for path in PAGES.glob("*.md") if path not in made]
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"out of date: {path.relative_to(ROOT)}; run `make docs`")
        return 1 if stale else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    for path in stale:
        if path in made:
            path.write_text(made[path], encoding="utf-8")
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Dotted keys of options, as `--config rules.RULE.OPTION=VALUE` has them."""

from __future__ import annotations

from collections.abc import Collection

from copydesk.model import CopydeskError


def split_rule_key(key: str, known_ids: Collection[str]) -> tuple[str, str]:
    """Split a dotted configuration key into rule and option; the longest known name wins.

    Args:
        key: Such as `rules.duplication.near-duplicate-paragraph.threshold`, the leading `rules.` left out or not.
        known_ids: Ids, and whatever else may stand for them: see `select.rule_names`.

    Returns:
        One of `known_ids` and the option, "" where the key ends with the rule. Options have no dot in their names.

    Raises:
        CopydeskError: It is no known name, and no known name and one option.
    """
    inner = key.removeprefix("rules.")
    for whole in dict.fromkeys((inner, key)):
        end = len(whole)
        while end > 0:
            if whole[:end] in known_ids and "." not in whole[end + 1 :]:
                return whole[:end], whole[end + 1 :]
            end = whole.rfind(".", 0, end)
    from copydesk.config.nearest import nearest, quoted

    parts = inner.split(".")
    tries = (".".join(parts[:count]) for count in range(min(len(parts), 8), 0, -1))
    found = next((name for name in (nearest(text, known_ids) for text in tries) if name), None)
    hint = f"; did you mean {quoted(found)}?" if found else ""
    raise CopydeskError(f"--config {key}: this is no rule, name or category, and no key of one{hint}")

"""A directive that silences nothing, or that cannot be read.

It looks at what all other rules found, so the engine runs it after them: see `copydesk.rules.unused`.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.checks.options import Option
from copydesk.document import Document
from copydesk.model import Hit, Rule

OPTIONS: dict[str, Option] = {}


def check(rule: Rule, document: Document) -> Iterator[Hit]:  # noqa: ARG001 - the signature of every check
    """Nothing: one article by itself does not tell what its directives are good for."""
    yield from ()

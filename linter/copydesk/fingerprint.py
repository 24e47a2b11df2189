"""What stays the same of a finding when the article around it changes."""

from __future__ import annotations

from copydesk.config.store import digest
from copydesk.text.normalise import fold


def fingerprint(rule: str, text: str) -> str:
    """Name of a finding: 16 hexadecimal digits of its rule and its own normalised text.

    The other end of a pair and line numbers have no part in it, so it outlives edits elsewhere.
    """
    named = f"{rule}\0{' '.join(fold(text).split())}"
    return str(digest(named.encode("utf-8", "surrogatepass"), 8).hexdigest())

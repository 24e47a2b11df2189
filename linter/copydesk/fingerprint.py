"""What stays the same of a finding when the article around it changes."""

from __future__ import annotations

from copydesk.text.normalise import fold


def fingerprint(rule: str, text: str) -> str:
    """Name of a finding: 16 hexadecimal digits of its rule and its own normalised text.

    The other end of a pair and line numbers have no part in it, so it outlives edits elsewhere.
    """
    from hashlib import blake2b

    return blake2b(
        f"{rule}\0{' '.join(fold(text).split())}".encode("utf-8", "surrogatepass"), digest_size=8
    ).hexdigest()

"""A number for a text that is the same in every run and on every machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

DESCRIPTION = "text hash: first 64 bits of blake2b-64 over the words joined by a blank; order: words, text hash"
"""What has to agree for texts to have the same order everywhere."""


def text_hash(text: Sequence[str] | str) -> int:
    """64 bits of BLAKE2b over a text, the first byte highest.

    Args:
        text: Its folded words, or these joined by a blank.
    """
    return int.from_bytes(text_digests([text if isinstance(text, str) else " ".join(text)]), "big")


def text_digests(texts: Iterable[str]) -> bytes:
    """`text_hash` of many texts, their words joined by a blank: eight bytes each, the highest first."""
    return digests(text.encode("utf-8", "surrogatepass") for text in texts)


def digests(texts: Iterable[bytes]) -> bytes:
    """As `text_digests`, of texts in UTF-8."""
    blake2b = _blake2b()
    return b"".join([blake2b(text, digest_size=8).digest() for text in texts])


def order_key(words: Sequence[str]) -> tuple[int, int]:
    """By what texts are ordered wherever an order decides: number of words, then hash."""
    return len(words), text_hash(words)


def _blake2b() -> Any:
    try:
        # hashlib takes the same function from here, but loads OpenSSL first.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b

"""What texts are found by, computed once for each of them."""

from __future__ import annotations

from copydesk.duplicates.bands import band_keys
from copydesk.duplicates.fingerprints import fingerprints
from copydesk.duplicates.signatures import WordHashes, sign
from copydesk.duplicates.sketches import sketch
from copydesk.typed import NamedTuple


class Signed(NamedTuple):
    """What a text is found by.

    Attributes:
        bands: Its band keys.
        sketch: Its sketch.
    """

    bands: tuple[int, ...]
    sketch: bytes


class Signer:
    """Signs texts, a few hundred at most, in plain Python; they are given as folded words joined by blanks."""

    def __init__(self) -> None:
        """Start with none."""
        self._hashes = WordHashes()
        self._signed: dict[str, Signed] = {}
        self._fingerprints: dict[str, list[int]] = {}

    def sign(self, text: str) -> Signed:
        """Band keys and sketch of a text."""
        signed = self._signed.get(text)
        if signed is None:
            signature = sign(text.split(" "), self._hashes)
            signed = self._signed[text] = Signed(band_keys(signature), sketch(signature))
        return signed

    def fingerprints(self, text: str) -> list[int]:
        """Fingerprints of a text."""
        marks = self._fingerprints.get(text)
        if marks is None:
            marks = self._fingerprints[text] = fingerprints([self._hashes[word] for word in text.split(" ")])
        return marks

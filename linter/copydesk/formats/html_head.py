"""What an HTML page says of itself in `<html>` and `<meta>`."""

from __future__ import annotations

import re

from copydesk.formats.html_tokens import attribute_value, attributes

_LANGUAGE = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*$"


class Head:
    """Collects what the tags say, each read in its turn; what is said first counts.

    Attributes:
        metadata: Content of `<meta name|property|itemprop>` by name in lower case.
        language: Language that the page declares.
    """

    def __init__(self, text: str) -> None:
        """Begin with nothing said; all offsets refer to `text`."""
        self.text = text
        self.metadata: dict[str, str] = {}
        self.language: str | None = None

    def read_html(self, start: int, end: int) -> None:
        """A start or end tag of `<html>`."""
        if self.language is None and self.text[start + 1] != "/":
            values = attributes(self.text, start, end)
            for key in ("lang", "xml:lang"):
                if key in values:
                    self._declare_language(attribute_value(self.text, *values[key]))

    def read_meta(self, start: int, end: int) -> None:
        """A `<meta>` tag."""
        values = {key: attribute_value(self.text, *place) for key, place in attributes(self.text, start, end).items()}
        name = values.get("name") or values.get("property") or values.get("itemprop")
        content = values.get("content", "").strip()
        if name and content:
            self.metadata.setdefault(name.strip().lower(), content)
        elif values.get("http-equiv", "").strip().lower() == "content-language":
            self._declare_language(content)

    def _declare_language(self, value: str) -> None:
        value = value.strip()
        if self.language is None and re.match(_LANGUAGE, value):
            self.language = value.replace("_", "-")

"""Parts of XML that hold text of others."""

from __future__ import annotations

from copydesk.reports.escape import MESSAGE_LIMIT, escape

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})


def quoted(text: str, limit: int = MESSAGE_LIMIT) -> str:
    """Text for an attribute or between tags, on one line.

    What XML cannot hold at all (https://www.w3.org/TR/xml/#charsets) comes as a visible escape.
    """
    return escape(text, limit).translate(_ENTITIES)

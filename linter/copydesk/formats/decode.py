"""Bytes to text: UTF-8, else what the file declares, else what it looks like. Never an error."""

from __future__ import annotations

import codecs
import re

_HTML_CHARSET = rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})"""
_PROLOGUE = 1024  # bytes in which HTML must declare its encoding
_SAMPLE = 65536
_WESTERN = "cp1252"
_NEARLY = 0.1


def decode(data: bytes, *, html: bool = False) -> tuple[str, str]:
    """Text of a file without its byte-order mark, and the encoding it was read with.

    Args:
        data: The whole file.
        html: Whether a `<meta charset>` counts.

    Returns:
        The text and the Python name of the encoding. Bytes that fit no encoding become U+FFFD.
    """
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    elif data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        name = "utf-32-le" if data.startswith(codecs.BOM_UTF32_LE) else "utf-32-be"
        return data[4:].decode(name, "replace"), name
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        return data[2:].decode(name, "replace"), name
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if html and (declared := re.search(_HTML_CHARSET, data[:_PROLOGUE])):
        name = declared[1].decode("ascii")
        try:
            name = codecs.lookup(name).name
            # As browsers do (https://encoding.spec.whatwg.org): what calls itself Latin-1 has Windows' quotation marks.
            name = _WESTERN if name in ("iso8859-1", "ascii") else name
            return data.decode(name), name
        except (LookupError, ValueError):
            pass
    return _detect(data)


def _detect(data: bytes) -> tuple[str, str]:
    """Text of bytes that are no UTF-8 and declare nothing."""
    bad = data.decode("utf-8", "replace").count("\ufffd")
    # A few broken bytes in a long UTF-8 text are damage to report, not another encoding.
    multibyte = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", data))
    if multibyte > 4 * bad:
        return data.decode("utf-8", "replace"), "utf-8"
    from charset_normalizer import from_bytes

    guesses = list(from_bytes(data[:_SAMPLE]))
    names = [guess.encoding for guess in guesses[:1]]
    # Short Western texts look alike in a dozen code pages; the one of nearly all of them is taken if it fits as well.
    if any(guess.encoding == _WESTERN and guess.chaos <= guesses[0].chaos + _NEARLY for guess in guesses):
        names.insert(0, _WESTERN)
    for name in (*names, _WESTERN):
        try:
            return data.decode(name), name
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("latin-1"), "latin-1"

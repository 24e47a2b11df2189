from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.formats import format_of, parse
from copydesk.formats.decode import decode

FRENCH = "L’été dernier, à Nîmes, les élèves étaient déjà rentrés à l’école, où l’on fêtait Noël. " * 3


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"\xef\xbb\xbfA", "A"),
        ("Zoë".encode(), "Zoë"),
        (b"\xff\xfe" + "Zoë".encode("utf-16-le"), "Zoë"),
        (b"\xfe\xff" + "Zoë".encode("utf-16-be"), "Zoë"),
        (FRENCH.encode("cp1252"), FRENCH),
        (FRENCH.encode() + b"\xff" + FRENCH.encode(), FRENCH + "�" + FRENCH),
        (b"caf\xe9 noir, th\xe9 vert", "café noir, thé vert"),
    ],
)
def test_decode(data, text):
    assert decode(data)[0] == text


def test_html_declares_its_encoding():
    page = '<html><head><meta charset="koi8-r"></head><p>Привет</p></html>'
    assert decode(page.encode("koi8-r"), html=True) == (page, "koi8-r")
    wrong = page.replace("koi8-r", "no-such-charset").encode("koi8-r")
    assert "<p>" in decode(wrong, html=True)[0]


@given(st.binary())
def test_every_byte_string_is_a_text(data):
    text, encoding = decode(data)
    assert isinstance(text, str)
    "".encode(encoding)


def test_offsets_in_bytes_of_the_file():
    document = parse("Zoë ‘said’ so".encode("cp1252"), "a.txt")
    assert document.byte_offset(document.text.index("so")) == 11
    document = parse("Zoë said so".encode(), "a.md")
    assert document.byte_offset(document.text.index("so")) == 10


@pytest.mark.parametrize(
    ("path", "format"),
    [
        ("a.md", "markdown"),
        ("a/b.MDX", "markdown"),
        ("x.htm", "html"),
        ("x.txt", "text"),
        ("x.rst", "text"),
        ("a.md/x", "text"),
    ],
)
def test_format_of_a_path(path, format):
    assert format_of(path) == format


@pytest.mark.parametrize("name", ["utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"])
def test_wide_encodings_with_a_mark(name):
    data = "\ufeffZoë’s 🎉".encode(name)
    assert decode(data) == ("Zoë’s 🎉", name)


@pytest.mark.parametrize("name", ["iso-8859-1", "Latin1", "us-ascii"])
def test_html_that_calls_itself_latin_1_has_quotation_marks_of_windows(name):
    data = f'<meta charset="{name}"><p>“Zoë’s”'.encode("cp1252")
    assert decode(data, html=True) == (f'<meta charset="{name}"><p>“Zoë’s”', "cp1252")


@pytest.mark.parametrize("name", ["idna", "undefined", "hex", "punycode", "utf-7", "mbcs", "nonsense"])
def test_html_may_declare_any_nonsense(name):
    text, _ = decode(f'<meta charset="{name}"><p>caf'.encode() + b"\xe9 au lait", html=True)
    assert text.endswith("café au lait")

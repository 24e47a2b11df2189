import pytest

from copydesk.checks.parallel_passages import (
    is_entry,
    is_filler,
    is_next,
    is_notice,
    is_parted,
    is_prose,
    is_quotation,
    is_time,
    swap,
)
from copydesk.duplicates.article import passages
from copydesk.formats import parse
from copydesk.text.normalise import tokens

FOX = "The quick brown fox jumps over the lazy dog while the farmer sleeps behind the barn."


def block(text, path="a.md"):
    return parse(text, path).prose[0]


@pytest.mark.parametrize(
    ("one", "other", "terms", "places"),
    [
        ("Install kubectl so that kubectl runs.", "Install helm so that helm runs.", 1, 2),
        ("The north basin is deep.", "The south basin is deep.", 1, 1),
        ("We organise the fair.", "We organize the fair.", 0, 0),  # a spelling
        ("The fair opens on Friday.", "The fair opens late on Friday.", 0, 0),  # a word more
        ("a b c d e f g", "x b y d z f g", 0, 0),  # too many
    ],
)
def test_swapped_terms(one, other, terms, places):
    assert swap(tokens(one), tokens(other)) == (terms, places)


def test_headings_part_and_so_do_lines_in_bold():
    for heading in ("## Two", "**Two**", "<h5>Two</h5>"):
        document = parse(f"# T\n\n{FOX}\n\n{heading}\n\n{FOX}\n", "a.md")
        first, later = (found.block for found in passages(document, ("paragraph",), 8))
        assert is_parted(document, first, later)
        assert not is_parted(document, later, later)
    document = parse(f"# T\n\n{FOX}\n\n**It stops.**\n\n{FOX}\n", "a.md")
    first, later = (found.block for found in passages(document, ("paragraph",), 8))
    assert not is_parted(document, first, later)


@pytest.mark.parametrize("time", ["9:40 p.m.", "9:40 PM ET", "14:05", "9.30 Uhr", "10h30", "___.", "5 pm"])
def test_times_of_a_live_report_part_its_entries(time):
    document = parse(f"Live\n\n{FOX}\n\n{time}\n\n{FOX}\n", "a.txt")
    first, later = (found.block for found in passages(document, ("paragraph",), 8))
    assert is_parted(document, first, later)


@pytest.mark.parametrize("text", ["12", "Come early.", "We met at 9:40 p.m.", "3.5", "May 5"])
def test_other_short_lines_are_no_times(text):
    assert not is_time(parse(f"Live\n\n{FOX}\n\n{text}\n", "a.txt").prose[-1])


@pytest.mark.parametrize(
    ("between", "path", "expected"),
    [
        ("\n\n", "a.md", True),
        ("\n\n```\nx\n```\n\n", "a.md", False),
        ("\n\nNo.\n\n", "a.md", False),
        ("</p>\n&nbsp;<p>", "a.html", True),
        ("</p><p>No.</p><p>", "a.html", False),
    ],
)
def test_neighbours(between, path, expected):
    document = parse(f"<p>{FOX}{between}{FOX}</p>" if path.endswith("html") else f"{FOX}{between}{FOX}\n", path)
    first, later = (block for block in document.prose if block.text == FOX)
    assert is_next(document, first, later) is expected


def test_items_that_are_entries():
    item = f"- {FOX} It is late in autumn now.\n"
    document = parse(f"# T\n\n{FOX}\n\n{item}{item}- No.\n{item}\n## Two\n\n{item}\n{FOX}\n", "a.md")
    found = passages(document, ("paragraph", "long-list-item"), 8)
    assert is_entry(document, found[1], found[2])
    assert not is_entry(document, found[2], found[3])  # another item between
    assert is_entry(document, found[0], found[4])  # one of them an item, behind a heading
    assert not is_entry(document, found[0], found[1])
    assert not is_entry(document, found[0], found[5])  # no items


def test_dummy_text():
    assert is_filler(tokens("Lorem ipsum dolor sit amet, consectetur adipiscing elit."))
    assert is_filler(
        tokens("Lorem ipsum dolor sit amet. Nulla et euismod nulla. Curabitur feugiat, tortor non finibus.")
    )
    assert not is_filler(
        tokens("“Lorem ipsum dolor sit amet” is how printers have begun their dummy texts for a long time.")
    )
    assert not is_filler(tokens("Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae, aliam Aquitani."))
    assert not is_filler([])


@pytest.mark.parametrize(
    "text",
    [
        "It_should_choose an edge, says a_test of When_the_game_begins, and then the tests stop here.",
        'transfer.As_a("holder").So_that("I can pay");',
        "run() then stop() and so on",
        "namespace Domain { class Person { } } and so on it goes",
    ],
)
def test_code_set_as_prose_is_told_by_its_marks(text):
    assert not is_prose(block(text, "a.txt"))


@pytest.mark.parametrize(
    "text",
    [
        "Every time that I call .And(), .Or() or .Not() on my object, it gives me another one back.",
        "He said so (see page 4); she did not (see page 5); and neither he nor she was asked again after that.",
        "The option set_title has been there since the first version of all, and nobody has ever used it for this.",
    ],
)
def test_prose_about_code_is_prose(text):
    assert is_prose(block(text, "a.txt"))


def test_prose_is_mostly_words():
    assert is_prose(block(FOX))
    assert is_prose(block("\xad".join(FOX)))
    assert is_prose(block("The council (all 12 of it) voted on [the plan](https://example.org/a-plan?x=1) at 9 p.m."))
    assert not is_prose(block("w2 = tf.Variable(np.zeros(512,dtype=np.float32)); b2 = w2[0:12]", "a.txt"))


def test_a_quotation_stands_in_marks_as_a_whole():
    assert is_quotation(block("“We painted every plank of her twice.”"))
    assert is_quotation(block('*"We painted every plank of her twice."*'))
    assert not is_quotation(block("“We painted her,” said the foreman. “Twice.”"))


def test_notices():
    assert is_notice(tokens("© 2020 Example Ltd. All rights reserved."))
    assert is_notice(tokens("We use cookies to make this site better."))
    assert is_notice(tokens("(Additional reporting by Anna Berg in Oslo; Editing by Tom Falk)"))
    assert is_notice(tokens("Use of this site constitutes agreement to its User Agreement and Privacy Policy."))
    assert is_notice(tokens("By signing up, you agree to our rules."))
    assert not is_notice(tokens("The reporting by Anna Berg was praised."))
    assert not is_notice(tokens("The baker sold all cookies by noon."))


@pytest.mark.parametrize(
    "text",
    [
        f"<nav><p>{FOX}</p></nav>",
        f"<aside><p>{FOX}</p></aside>",
        f"<footer><p>{FOX}</p></footer>",
        f'<p class="article-dek">{FOX}</p>',
        f"<div class='x pull-quote--right'><div class='pull-quote'><p>{FOX}</p></div></div>",
        f'<div class="RenderKeyPoints-list"><ul><li>{FOX}</li></ul></div>',
        f'<blockquote aria-hidden="true">{FOX}</blockquote>',
        f'<p><a href="x">{FOX}</a></p>',
    ],
)
def test_page_furniture_and_display_copy_are_not_compared(text):
    assert passages(parse(f"<h1>T</h1>{text}", "a.html"), ("paragraph", "long-list-item", "list-item"), 8) == []
    assert len(passages(parse(f"<h1>T</h1><p class='deckhand'>{FOX}</p>", "a.html"), ("paragraph",), 8)) == 1


@pytest.mark.parametrize(
    "text",
    [f"*{FOX}*", f"_{FOX}_", f"<p><em>{FOX}</em></p>", "— Anna Berg, keeper of the lighthouse for the last ten years"],
)
def test_notes_in_italics_and_credits_are_captions(text):
    (found,) = passages(parse(f"# T\n\n{text}\n", "a.md"), ("caption",), 8)
    assert found.kind == "caption"


def test_emphasis_within_a_paragraph_makes_no_caption():
    (found,) = passages(parse(f"# T\n\n*So* it goes. {FOX} *Again.*\n", "a.md"), ("paragraph",), 8)
    assert found.kind == "paragraph"

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.checks.duplicate_title import OPTIONS, check
from copydesk.checks.title_copies import find_copies, title_copies
from copydesk.formats import parse
from copydesk.model import Rule

SEED = Path(__file__).parents[2] / "seeds" / "000_f3b05f84b327df08.txt"
LEAD = "The ferry ran aground at low tide on Monday, and the crew walked ashore with dry feet before the rescuers came."


def rule(**options):
    defaults = {name: option.default for name, option in OPTIONS.items()}
    return Rule("duplication.duplicate-title", "duplicate-title", "%s", options={**defaults, **options})


def hits(text, path="a.txt", **options):
    return list(check(rule(**options), parse(text, path)))


def found(text, path="a.txt", **options):
    return [text[hit.start : hit.end] for hit in hits(text, path, **options)]


def fixed(text, path="a.txt", *, unsafe=False, **options):
    for hit in sorted(hits(text, path, **options), key=lambda hit: -hit.start):
        if hit.fix and (unsafe or hit.fix.safety == "safe"):
            for edit in reversed(hit.fix.edits):
                text = text[: edit.start] + edit.replacement + text[edit.end :]
    return text


def test_the_seed_article_repeats_its_title():
    text = SEED.read_bytes().decode()
    assert [(hit.start, hit.end) for hit in hits(text)] == [(39, 76)]
    assert title_copies(parse(text, "seed.txt")) == [(39, 76)]


def test_a_hit_tells_where_the_title_stands():
    (hit,) = hits(f"\nFerry runs aground\n\nFerry runs aground\n\n{LEAD}\n")
    assert hit.arguments == ("2",)
    assert [(place.start, place.end, place.line, place.column) for place in hit.related] == [(1, 19, 2, 1)]


@pytest.mark.parametrize(
    "copy",
    [
        "Ferry Runs Aground Off ‘North Pier’",
        "FERRY RUNS AGROUND OFF 'NORTH PIER'",
        "BREAKING: Ferry runs aground off “North Pier”",
        "Ferry runs aground off 'North Pier' | Valley Courier",
        "Ferry runs aground off 'North Pier' – News - Valley Courier",
    ],
)
def test_case_marks_labels_and_site_names_make_no_difference(copy):
    assert found(f"Ferry runs aground off 'North Pier'\n\n{copy}\n\n{LEAD}\n") == [copy]


def test_the_title_may_be_the_one_with_the_site_name():
    assert found(f"Ferry runs aground off pier - Courier\n\nFerry runs aground off pier\n\n{LEAD}") == [
        "Ferry runs aground off pier"
    ]


@pytest.mark.parametrize(
    ("copy", "confidence"),
    [
        ("Ferry runs agruond off the north pier at night", "medium"),  # a slip of two letters
        ("Ferry runs aground off the old north pier at night", "medium"),  # one word more
        ("Ferry runs aground off the north ...", "medium"),  # cut short
        ("Ferry runs-aground off the northpier at night", "high"),  # spacing only
    ],
)
def test_small_edits_are_copies(copy, confidence):
    assert [hit.confidence for hit in hits(f"Ferry runs aground off the north pier at night\n\n{copy}\n\n{LEAD}")] == [
        confidence
    ]


@pytest.mark.parametrize(
    "other",
    [
        "Ferry runs aground off the south pier at night",
        "https://news.example/ferry-runs-aground-off-the-north-pier-at-night",
        "news.example/ferry-runs-aground-off-the-north-pier-at-night",
        "Ferry runs aground off the north pier at 9",
        "Crew of the ferry walks ashore with dry feet",
    ],
)
def test_other_lines_are_none(other):
    assert found(f"Ferry runs aground off the north pier at night\n\n{other}\n\n{LEAD}") == []


def test_a_copy_glued_to_the_lead_is_cut_out():
    text = f"Ferry Runs Aground Off Pier\n\nFerry Runs Aground Off Pier {LEAD}\n"
    assert [(hit.start, hit.end) for hit in hits(text)] == [(29, 56)]
    assert fixed(text) == text
    assert fixed(text, unsafe=True) == f"Ferry Runs Aground Off Pier\n\n{LEAD}\n"


def test_emphasis_marks_go_with_a_glued_copy():
    text = f"# Ferry Runs Aground Off Pier\n\n**Ferry Runs Aground Off Pier** {LEAD}\n"
    assert fixed(text, "a.md", unsafe=True) == f"# Ferry Runs Aground Off Pier\n\n{LEAD}\n"


def test_a_copy_on_the_first_line_of_the_lead():
    text = f"# Ferry aground again\n\nFerry aground again\n{LEAD}\n"
    assert found(text, "a.md") == ["Ferry aground again"]
    assert fixed(text, "a.md", unsafe=True) == f"# Ferry aground again\n\n{LEAD}\n"


def test_two_equal_lines_at_the_top_without_a_blank_one():
    text = f"Ferry runs aground off the old north pier\nFerry runs aground off the old north pier\n\n{LEAD}\n"
    assert [(hit.start, hit.end, hit.arguments) for hit in hits(text, "a.md")] == [(42, 83, ("1",))]
    assert len(hits(text, "a.txt")) == 1


@pytest.mark.parametrize(
    "lead",
    [
        "Storm warning for the whole coast was given at noon, six hours before the first gusts came in from the west.",
        "Storm warning for the whole coast, and nobody in the harbour had the radio on when the first gusts came in.",
        "“Storm warning for the whole coast”, the radio said at noon, six hours before the first gusts came in.",
    ],
)
def test_a_lead_may_begin_with_the_words_of_the_title(lead):
    assert found(f"Storm warning for the whole coast\n\n{lead}\n") == []


def test_a_short_title_may_recur():
    assert found(f"Salt\n\n{LEAD}\n\nSalt\n\n{LEAD} Salt is old.\n") == []
    assert found(f"Salt\n\nSalt\n\n{LEAD}\n") == ["Salt"]


def test_headings_lists_quotations_links_and_images_may_name_the_title():
    title = "Why the ferry runs aground so often"
    body = (
        f"{LEAD}\n\n## {title}\n\n- {title}\n\n> {title}\n\n[{title}](a.md)\n\n![{title}](a.png)\n\n"
        f"| {title} | b |\n|---|---|\n| c | d |\n\n`{title}`\n"
    )
    assert found(f"# {title}\n\n{body}", "a.md") == []


def test_a_later_top_heading_is_a_copy_and_a_second_level_one_only_under_the_title():
    assert found(f"# The ferry\n\n{LEAD}\n\n# The ferry\n\n{LEAD}\n", "a.md") == ["The ferry"]
    assert found(f"# The ferry\n\n## The ferry\n\n{LEAD}\n", "a.md") == ["The ferry"]


@pytest.mark.parametrize(("option", "count"), [("auto", 0), ("allow", 0), ("flag", 1)])
def test_front_matter_and_first_heading_are_one_title(option, count):
    text = f"---\ntitle: A quiet year for the ferry\n---\n\n# A quiet year for the ferry\n\n{LEAD}\n"
    assert len(hits(text, "a.md", **{"front-matter-h1": option})) == count
    assert [copy.headline for copy in find_copies(parse(text, "a.md"))] == [True]


def test_a_copy_below_front_matter_and_heading():
    text = "---\ntitle: A quiet year for the ferry\n---\n\n# A quiet year for the ferry\n\nA quiet year for the ferry\n"
    assert [hit.start for hit in hits(text, "a.md")] == [text.rindex("A quiet")]


def test_html_title_and_heading_are_one_title():
    text = f"<title>Ferry runs aground - Courier</title><h1>Ferry runs aground</h1><p>{LEAD}</p>"
    assert hits(text, "a.html") == []
    text = f"<h1>Ferry runs aground</h1>\n<p>Ferry runs aground</p>\n<p>{LEAD}</p>\n"
    assert found(text, "a.html") == ["Ferry runs aground"]
    assert fixed(text, "a.html") == f"<h1>Ferry runs aground</h1>\n<p>{LEAD}</p>\n"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Ferry aground\n\nFerry aground\n\nText.\n", "Ferry aground\n\nText.\n"),
        ("Ferry aground\nFerry aground\n\nText.\n", "Ferry aground\n\nText.\n"),
        ("Ferry aground\n\nFerry aground\nText.\n", "Ferry aground\n\nText.\n"),
        ("Ferry aground\r\n\r\nFerry aground\r\n\r\nText.\r\n", "Ferry aground\r\n\r\nText.\r\n"),
        ("Ferry aground\n\nFerry aground\n", "Ferry aground\n"),
        ("Ferry aground\n\nFerry aground", "Ferry aground"),
    ],
)
def test_the_fix_takes_the_line_and_one_gap(text, after):
    assert fixed(text) == after
    assert hits(after) == []


@given(
    st.lists(
        st.sampled_from(["Ferry", "runs", "aground", "Pier", "!", "\n", "\n\n", " ", "“", "- ", "| "]), max_size=40
    )
)
def test_hits_lie_in_the_text_and_fixes_come_to_an_end(pieces):
    text = "".join(pieces)
    for path in ("a.txt", "a.md"):
        after = text
        for _ in range(len(pieces) + 2):
            found_now = hits(after, path)
            assert all(0 <= hit.start < hit.end <= len(after) for hit in found_now)
            edits = [edit for hit in found_now if hit.fix for edit in hit.fix.edits]
            if not edits:
                break
            assert edits[0].start < edits[0].end
            after = after[: edits[0].start] + after[edits[0].end :]
        else:
            pytest.fail("fixing never ends")


@pytest.mark.parametrize(
    ("text", "path", "safety"),
    [
        ("# Ferry runs aground\n\nFerry runs aground\n\n{}\n", "a.md", "safe"),
        ("---\ntitle: Ferry runs aground\nauthor: A\n---\n\nFerry runs aground\n\n{}\n", "a.md", "safe"),
        ("---\ntitle: Ferry runs aground\n---\n\n## What happened?\n\nFerry runs aground\n\n{}\n", "a.md", "unsafe"),
        ("# Ferry runs aground\n\n![The ferry](a.jpg)\n\nFerry runs aground\n\n{}\n", "a.md", "unsafe"),
        ("<h1>Ferry runs aground</h1>\n<p>Ferry runs aground</p>\n<p>{}</p>\n", "a.html", "safe"),
        ("<h1>Ferry runs aground</h1>\n<h2>News</h2><p>Ferry runs aground</p>\n<p>{}</p>\n", "a.html", "unsafe"),
    ],
)
def test_a_safe_fix_needs_the_title_right_above(text, path, safety):
    (hit,) = hits(text.format(LEAD), path)
    assert hit.fix.safety == safety


def test_a_copy_below_another_heading_is_of_low_confidence():
    (hit,) = hits(f"---\ntitle: Ferry runs aground\n---\n\n## What happened?\n\nFerry runs aground\n\n{LEAD}\n", "a.md")
    assert hit.confidence == "low"


@pytest.mark.parametrize(
    "lead",
    [
        "The Storm Warning Centre (SWC) Community was founded by forty fishermen.",
        "Storm Warning Centre (SWC) (Coast) is the office that warns the boats.",
    ],
)
def test_a_title_in_a_running_sentence_is_no_copy(lead):
    assert found(f"# Storm Warning Centre (SWC)\n\n{lead} {LEAD}\n", "a.md") == []


def test_a_link_of_the_name_of_the_title_is_no_copy():
    assert found(f"# The long way home\n\n{LEAD}\n\n[The long way home](https://example.org/book)\n", "a.md") == []


def test_titles_in_scripts_that_no_stop_parts_from_the_sentence():
    assert found("# 在城里使用 Bun\n\n在城里使用 Bun 可能会有一些问题。\n", "a.md") == []
    assert found("# परियोजना का आरम्भ\n\nपरियोजना का आरम्भ कब होता है यह कोई नहीं जानता।\n", "a.md") == []


@pytest.mark.parametrize(
    ("text", "path", "graded"),
    [
        ("# The ferry is back\n\nThe ferry is back\n\nIt sails at noon.\n", "a.md", (None, "high")),
        ("# The ferry is back\n\nAt last.\n\nThe ferry is back\n\nIt sails.\n", "a.md", ("suggestion", "high")),
        ("---\ntitle: The ferry is back\n---\n\nThe ferry is back\n\nIt sails.\n", "a.md", (None, "high")),
        ("---\ntitle: The ferry is back\n---\n\nThe ferry is back!\n\nIt sails.\n", "a.md", ("suggestion", "high")),
        ("---\ntitle: The ferry is back\n---\n\nHello!\n\nThe ferry is back!\n", "a.md", ("suggestion", "low")),
        ("The ferry is back!\n\nThe ferry is back!\n\nIt sails at noon.\n", "a.txt", (None, "high")),
        ("The ferry is back\nThe ferry is back\n\nIt sails at noon every day.\n", "a.txt", (None, "high")),
    ],
)
def test_a_copy_directly_below_the_title_is_an_error(text, path, graded):
    (hit,) = hits(text, path)
    assert (hit.severity, hit.confidence) == graded

"""Fixes of one article: which go together, what they leave alone, and what they refuse."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.articles import Source
from copydesk.fix import apply_edits, choose, fix_once
from copydesk.fix_files import mend
from copydesk.model import Edit, Finding, Fix, Place
from copydesk.plan import make_plan
from copydesk.planner import RunOptions
from findings import findings_in

TEXT = "The council met on on Monday. It kept the library open.\n"


def finding(start, end, *edits, safety="safe", text=TEXT, rule="a.rule", related=(), path="a.md"):
    fix = Fix(safety, tuple(Edit(*edit) for edit in edits)) if edits else None
    return Finding(
        path, rule, "warning", "high", "", start, end, 1, start + 1, 1, end + 1, text[start:end],
        tuple(related), len(related), None, fix, "", None,
    )  # fmt: skip


def place(start, end, path="a.md"):
    return Place(path, start, end, 1, 1, 1, 1)


def once(data, path="a.md", *, unsafe=False, found=None):
    data = data if isinstance(data, bytes) else data.encode()
    return fix_once(data, path, findings_in(data, path) if found is None else found, unsafe=unsafe)


def test_edits_are_applied_in_place():
    assert apply_edits("abcdef", [Edit(4, 5, "X"), Edit(0, 1, ""), Edit(2, 2, "-")]) == "b-cdXf"


def test_overlapping_fixes_wait_and_safe_ones_come_first():
    unsafe = finding(0, 30, (0, 30, ""), safety="unsafe")
    safe = finding(16, 21, (18, 21, ""))
    other = finding(30, 35, (30, 35, "We"))
    assert choose([unsafe, other, safe], unsafe=True) == [safe, other]
    assert choose([unsafe, other], unsafe=True) == [unsafe, other]
    assert choose([unsafe, other], unsafe=False) == [other]


@given(st.permutations(range(6)))
def test_the_choice_does_not_depend_on_the_order(order):
    found = [
        finding(0, 3, (0, 3, "A")),
        finding(0, 3, (0, 3, "B"), rule="b.rule"),
        finding(2, 9, (2, 9, "")),
        finding(9, 9, (9, 9, "x")),
        finding(9, 12, (9, 12, "")),
        finding(10, 14, (10, 14, ""), safety="unsafe"),
    ]
    assert choose([found[at] for at in order], unsafe=True) == choose(found, unsafe=True)


def clash(one, other):
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


PLACES = st.tuples(st.integers(0, 40), st.integers(0, 6)).map(lambda place: (place[0], place[0] + place[1]))


@given(st.lists(st.tuples(PLACES, st.lists(PLACES, max_size=2)), max_size=25))
def test_what_is_chosen_is_what_comparing_all_pairs_would_choose(made):
    text = "x" * 50
    found = [
        finding(*edit, (*edit, ""), text=text, related=[place(*copy) for copy in copies], rule=f"r.{number:02}")
        for number, (edit, copies) in enumerate(made)
    ]
    taken, held, wanted = [], [], []
    for one in sorted(found, key=lambda one: (one.fix.edits[0].start, one.fix.edits[0].end, one.rule)):
        edit = one.fix.edits[0]
        copies = [(other.start, other.end) for other in one.related]
        if (
            any(clash(edit, other) for other in taken)
            or any(edit.start < end and start < edit.end for start, end in held)
            or any(other.start < end and start < other.end for other in taken for start, end in copies)
        ):
            continue
        taken.append(edit)
        held += copies
        wanted.append(one)
    assert choose(found, unsafe=False) == sorted(wanted, key=lambda one: (one.fix.edits[0].start, one.rule))


def test_touching_deletions_go_together_but_no_insertion_at_the_same_place():
    first, second = finding(0, 4, (0, 4, "")), finding(4, 8, (4, 8, ""))
    assert choose([first, second], unsafe=False) == [first, second]
    put = finding(4, 5, (4, 4, "x"))
    assert choose([first, put], unsafe=False) == [first]


def test_two_copies_never_take_each_other_away():
    one = finding(0, 10, (0, 10, ""), related=[place(20, 30)])
    other = finding(20, 30, (20, 30, ""), related=[place(0, 10)])
    assert choose([one, other], unsafe=False) == [one]


def test_no_deletion_of_a_place_whose_copy_is_in_another_file():
    away = finding(0, 10, (0, 10, ""), safety="unsafe", related=[place(0, 10, "b.md")])
    assert choose([away], unsafe=True) == []
    reworded = finding(0, 10, (0, 3, "That"), related=[place(0, 10, "b.md")])
    assert choose([reworded], unsafe=True) == [reworded]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("cp1252", b""),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encoding_byte_order_mark_and_line_ends_stay(encoding, mark, ends):
    text = f"# The caf\xe9 council met{ends}{ends}The council met on on Monday, \x93all\x94 of it in Z\xfcrich.{ends}"
    text = text if encoding == "cp1252" else text.replace("\x93", "“").replace("\x94", "”")
    data = mark + text.encode("latin-1" if encoding == "cp1252" else encoding)
    done = once(data)
    assert len(done.applied) == 1
    changed = text.replace("on on", "on")
    assert done.data == mark + changed.encode("latin-1" if encoding == "cp1252" else encoding)


def test_bytes_that_fit_no_encoding_stay_as_they_are():
    text = "# Züri – größer\n\nÄpfel ? und und Öl ?, für ? alle – wie üblich.\n" + "Größere Äpfel für üble Käfer. " * 10
    data = text.encode().replace(b"?", b"\xff\xfe\xc3(")
    read = data.decode(errors="replace")
    at = read.index("und und")
    done = once(data, found=[finding(at, at + 7, (at + 3, at + 7, ""), text=read)])
    assert done.data == data.replace(b"und und", b"und")
    at = read.index("Öl")
    done = once(data, found=[finding(at, at + 12, (at, at + 7, ""), text=read)])
    assert done.data == text.replace("Öl ?", "").encode().replace(b"?", b"\xff\xfe\xc3(")


def test_what_an_encoding_does_not_have_is_refused():
    data = "# Le café\n\nUn été à Zürich, déjà près.\n".encode("cp1252")
    text = data.decode("cp1252")
    at = text.index("Zürich")
    bad = finding(at, at + 6, (at, at + 6, "Ζυρίχη"), text=text)
    done = once(data, found=[bad])
    assert (done.data, done.applied, done.refused) == (data, (), (bad,))


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("- one\n- two\n\n<!-- x -->\n\n- three\n", "<!-- x -->\n\n"),
        ("1. one\n\n<!-- x -->\n\n1. three\n", "<!-- x -->\n\n"),
        ("- item\n\nGone.\n\n    code\n", "\n\nGone."),
        ("First line.\n\nGone.\n---\n\nLast.\n", "\n\nGone."),
        ("First.\n\nGone.\n\nSecond.\n", "\n\nGone.\n\n"),
        ("A [link] here.\n\n[link]: https://example.org\n", "\n[link]: https://example.org\n"),
        ("One **bold** word.\n", "**"),
        ("One *word* here *now*.\n", "word*"),
        ("A `code` span.\n", "`"),
        ("> Quote\n\nGone\n\n> Quote\n", "> "),
        ("# Title\n\nText\n", "# "),
        ("| a | b |\n|---|---|\n| c | d |\n", "|---|---|\n"),
        ("Text \\*not bold*.\n", "\\"),
    ],
)
def test_a_deletion_that_changes_the_syntax_around_it_is_refused(text, cut):
    at = text.index(cut)
    bad = finding(at, at + len(cut), (at, at + len(cut), ""), text=text)
    done = once(text, found=[bad])
    assert (done.data, done.refused) == (text.encode(), (bad,))


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("One plain word* here.\n", "plain", "*plain"),
        ("Two* three.\n", "Two", "*Two"),
        ("One plain word.\n", "plain", "`plain`"),
        ("One plain word.\n", "plain", "<b>plain"),
        ("One plain word.\n", "One plain", "# One plain"),
        ("One plain word.\n", "plain", "[plain](x)"),
        ("One\nplain word.\n", "plain", "- plain"),
        ("One\nplain word.\n", "plain", "\n\n    plain"),
    ],
)
def test_a_replacement_that_brings_syntax_is_refused(text, old, new):
    at = text.index(old)
    bad = finding(at, at + len(old), (at, at + len(old), new), text=text)
    assert once(text, found=[bad]).refused == (bad,)


def test_of_many_fixes_only_the_bad_ones_are_refused():
    text = "The the cat.\n\n" * 20 + "- one\n\n<!-- x -->\n\n- two\n"
    at = text.index("<!--")
    bad = finding(at, at + 10, (at, at + 12, ""), text=text)
    good = list(findings_in(text.encode(), select=("repeated-word",)))
    done = once(text, found=[*good, bad])
    assert done.refused == (bad,)
    assert done.data.decode() == "The cat.\n\n" * 20 + "- one\n\n<!-- x -->\n\n- two\n"


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("She said, “We stay here.“ He left.\n", "She said, “We stay here.” He left.\n"),
        ("He said, ”We *all* stay.” She left.\n", "He said, “We *all* stay.” She left.\n"),
        ("In the ‘90s he said, &ldquo;No.&ldquo;\n", "In the ’90s he said, &ldquo;No.&rdquo;\n"),
        ('“One,” he said. “Two,” he said. "Three," he said.\n', "“One,” he said. “Two,” he said. “Three,” he said.\n"),
        ('"One," he said. "Two," he said. “`Three`,” he said.\n', '"One," he said. "Two," he said. "`Three`," he said.\n'),
        ("“One,” he said. “Two,” he said. ''Three,'' he said.\n", "“One,” he said. “Two,” he said. “Three,” he said.\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "> ", "- ", "# The title\n\n"])
def test_quotation_marks_are_mended_and_nothing_beside_them(text, fixed, before):
    plan = make_plan([], RunOptions(isolated=True, select=("quote-direction", "mixed-quote-marks")))
    done = mend(Source("a.md", (before + text).encode()), plan.groups, unsafe=False)
    assert done.data.decode() == before + fixed
    assert mend(Source("a.md", done.data), plan.groups, unsafe=True).data == done.data


def test_a_stale_finding_changes_nothing():
    stale = finding(0, 3, (0, 3, "A"))._replace(text="Xyz")
    assert once(TEXT, found=[stale]).data == TEXT.encode()


WORDS = st.sampled_from(
    [
        "the",
        "the",
        "on",
        "council",
        "met",
        "“so",
        "it”",
        '"so',
        'it"',
        "”so",
        "it“",
        "“so”",
        '"it"',
        "''it''",
        "„so“",
        "‘90s",
        "&rdquo;so",
        "it&ldquo;",
        "'so'",
        "kept",
        "library",
        "café",
        "🍰",
        "*bold*",
        "`code`",
        "[a](b)",
        "&amp;",
        "I'm",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
BLOCKS = st.one_of(
    SENTENCES,
    SENTENCES.map("# {}".format),
    SENTENCES.map("- {}".format),
    SENTENCES.map("> {}".format),
    SENTENCES.map("1. {}".format),
    SENTENCES.map("    {}".format),
    st.sampled_from(
        [
            "The council kept the library open until the end of the year, the mayor said.",
            "<!-- copydesk: ignore[repeated-word] -->",
            "<!-- copydesk: ignore-start[repeated-word] -->",
            "<!-- copydesk: ignore-end -->",
            "Related articles",
            "Share on Facebook",
            "---",
            "<div>",
        ]
    ),
)
ARTICLES = st.builds(
    lambda blocks, gap, ends, front: (
        (["---\ntitle: The council\ncopydesk: {ignore: [repeated-word]}\n---"] if front else []),
        blocks,
        gap,
        ends,
    ),
    st.lists(BLOCKS, min_size=1, max_size=10),
    st.sampled_from(["\n\n", "\n", "\n\n\n"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
).map(lambda made: made[2].join([*made[0], *made[1]]).replace("\n", made[3]) + made[3])


@settings(max_examples=max(150, settings().max_examples))
@given(ARTICLES, st.sampled_from(["a.md", "a.txt", "a.html", "a.mdx"]), st.booleans())
def test_fixing_is_idempotent_and_leaves_the_rest_alone(text, path, unsafe):
    plan = make_plan([], RunOptions(isolated=True))
    done = mend(Source(path, text.encode()), plan.groups, unsafe=unsafe)
    again = mend(Source(path, done.data), plan.groups, unsafe=unsafe)
    assert again.data == done.data
    assert not again.fixed
    first = fix_once(text.encode(), path, findings_in(text.encode(), path), unsafe=unsafe)
    edits = sorted(edit for found in first.applied for edit in found.fix.edits)
    kept = new_at = 0
    for edit in edits:
        outside = text[kept : edit.start].encode()
        assert first.data[new_at : new_at + len(outside)] == outside
        new_at += len(outside) + len(edit.replacement.encode())
        kept = edit.end
    assert first.data[new_at:] == text[kept:].encode()

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from copydesk.checks.boilerplate_footer import OPTIONS, check
from copydesk.formats import parse
from copydesk.model import Rule
from copydesk.text.boilerplate_phrases import is_menu, plain_words, read_phrases

RULE = yaml.safe_load(
    (Path(__file__).parents[2] / "rules" / "boilerplate" / "boilerplate-footer.yml").read_text("utf-8")
)
SEED = Path(__file__).parents[2] / "seeds" / "000_f3b05f84b327df08.txt"
BODY = (
    "Night buses will run until spring\n\n"
    "The council voted on Tuesday to keep the night buses running until the end of spring at least.\n"
)


def hits(text, path="a.txt", **options):
    values = {name: RULE.get(name, option.default) for name, option in OPTIONS.items()}
    rule = Rule("boilerplate.boilerplate-footer", "boilerplate-footer", "%s", options={**values, **options})
    return list(check(rule, parse(text, path)))


def found(text, path="a.txt", **options):
    return [text[hit.start : hit.end] for hit in hits(text, path, **options) if hit.confidence != "low"]


def test_the_seed_article_ends_in_furniture():
    text = SEED.read_bytes().decode()
    assert [(hit.start, hit.end, hit.confidence, hit.fix.safety) for hit in hits(text)] == [
        (3003, 3019, "high", "safe")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "RELATED ARTICLES:",
        "You might also like",
        "Share this article with your friends.",
        "1,204 shares",
        "Sign up for our weekly newsletter!",
        "Advertisement",
        "Leave a reply",
        "Comments are closed for this article, and they will stay so.",
        "Read more »",
        "(c) 2019 Valley Courier",
        "All rights reserved. This text may not be reproduced in any form.",
        "(Reporting by A. Clerk in Harbourtown; Editing by B. Chief)",
        "Photo: C. Lens / Getty Images",
        "Follow @valleycourier on Twitter",
        "Filed under: transport, night",
        "Home | News | Sport | Weather",
        "Source: https://courier.example/night-buses",
        "This website uses cookies to know who you are.",
        "Lesen Sie auch: Fähre auf Grund",
        "À lire aussi : le bac s'échoue",
        "Todos los derechos reservados.",
        "Leia também: balsa encalha",
        "Leggi anche: traghetto arenato",
        "Lees ook: veerboot loopt vast",
    ],
)
def test_lines_of_many_kinds(line):
    assert found(f"{BODY}\n{line}\n") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Related matters will be heard in May.",
        "More on this subject was said on Friday by the drivers.",
        "Facebook, Twitter and others did not answer our questions.",
        "Comments from the mayor were not to be had.",
        "The post office closes at noon.",
        "Copyright law is hard to read, the judge said.",
        "Share prices fell.",
        "He signed up in May and left in June.",
        "“Read more,” she said.",
        "What happened next",
    ],
)
def test_text_is_no_furniture(line):
    assert found(f"{BODY}\n{line}\n") == []


def test_one_finding_covers_one_run_and_the_fix_keeps_the_rest():
    text = f"{BODY}\nShare this story\n\n12 comments\n"
    (hit,) = hits(text)
    assert text[hit.start : hit.end] == "Share this story\n\n12 comments"
    assert hit.fix.safety == "safe"
    (edit,) = hit.fix.edits
    after = text[: edit.start] + edit.replacement + text[edit.end :]
    assert after == BODY
    assert hits(after) == []


def test_a_heading_claims_the_short_lines_below_it():
    text = f"{BODY}\nMost read\n\n1. Ferry aground\n2. Rain on Sunday\n"
    (hit,) = hits(text)
    assert text[hit.start : hit.end] == "Most read\n\n1. Ferry aground\n2. Rain on Sunday"
    assert (hit.confidence, hit.fix.safety) == ("medium", "unsafe")


def test_furniture_above_the_last_paragraph_is_left_to_other_rules():
    assert hits(f"Night buses\n\nShare this story\n\n{BODY}") == []


def test_bare_short_lines_are_a_guess():
    text = f"{BODY}\nFerry aground off the pier\n\nRain on Sunday\n\nTen things to do at night\n"
    assert [hit.confidence for hit in hits(text)] == ["low"]


def test_verse_at_the_end_is_text():
    poem = "The ferry sleeps beneath the rain,\nThe gulls have gone to bed;\nA lantern swings, and swings again,\nAnd nothing more is said:\n"
    assert hits(f"{BODY}\n{poem}\n{poem}") == []


@pytest.mark.parametrize(
    "tail",
    [
        "## Related\n\n- [How it began](a.md)\n- [Who rides](b.md)\n",
        "## Further reading\n\n- [How it began](a.md)\n",
        "## Related articles\n\nHow it began\n",
        "[Read more about it](a.md)\n",
        "Read more in [our archive](a.md).\n",
        "Sign up for our newsletter if you want to hear more about the night buses and other things at night.\n",
        "*Photo by C. Lens, used by permission*\n",
        "- Share\n- Print\n",
        "[Related posts]({{ site.url }})\n",
        "```\nAdvertisement\n```\n",
    ],
)
def test_edited_markdown_keeps_what_its_author_put_there(tail):
    assert found(f"# {BODY}\n{tail}", "a.md") == []


@pytest.mark.parametrize(
    "tail", ["Related Articles", "## Related Articles", "Advertisement", "12 comments", "Share this story"]
)
def test_markdown_with_furniture_in_it(tail):
    assert found(f"# {BODY}\n{tail}\n", "a.md") == [tail.lstrip("# ")]


def test_scraped_markdown_may_be_judged_like_text():
    text = f"# {BODY}\n[Read more](a.md)\n"
    assert len(found(text, "a.md", **{"edited-formats": []})) == 1


def test_html_that_marks_its_furniture_is_lawful():
    assert found(f"<h1>Night buses</h1><p>{BODY}</p><footer><p>All rights reserved.</p></footer>", "a.html") == []
    text = f"<h1>Night buses</h1><p>{BODY}</p><p>Related Articles</p><ul><li>Ferry aground</li></ul>"
    (hit,) = hits(text, "a.html")
    after = text
    for edit in reversed(hit.fix.edits):
        after = after[: edit.start] + after[edit.end :]
    assert after.endswith("</p><ul></ul>")


def test_own_phrases():
    assert found(f"{BODY}\nThe Courier knows\n", also=["The Courier Knows!"]) == ["The Courier knows"]


def test_the_notation_of_phrases():
    phrases = read_phrases({"en": {"a": ["whole line", "head …", "… foot", "… any where …", "# of #", "by MAIL"]}})
    claims = {
        "Whole line!": "a",
        "A whole line": None,
        "Head, and more": "a",
        "ahead": None,
        "the foot": "a",
        "is any-where in it": "a",
        "3 of 1,200": "a",
        "by x@y.example": "a",
        "Head and more words than a line has that is no sentence.": None,
        "": None,
    }
    assert {line: phrases.claim(line) for line in claims} == claims
    assert plain_words("© 2019, 12.5k SHARES via www.x.org @us") == ["copyright", "#", "shares", "via", "URL", "HANDLE"]


def test_menus():
    assert is_menu("Home | About | Contact")
    assert is_menu("Main page |")
    assert not is_menu("A photo. | Photo: C. Lens")
    assert not is_menu("He came | and saw | and went away again.")


@given(
    st.lists(
        st.sampled_from([BODY, "Share", "Related posts", "|", "Text here", "12 comments", "# ", "- ", "<p>"]),
        max_size=12,
    )
)
def test_hits_lie_in_the_text_and_fixes_come_to_an_end(pieces):
    for path in ("a.txt", "a.md", "a.html"):
        text = "\n\n".join(pieces)
        for _ in range(len(pieces) + 2):
            edits = []
            for hit in hits(text, path):
                assert 0 <= hit.start < hit.end <= len(text)
                edits += hit.fix.edits if hit.fix else ()
            if not edits:
                break
            assert edits[0].start < edits[0].end
            text = text[: edits[0].start] + text[edits[0].end :]
        else:
            pytest.fail("fixing never ends")

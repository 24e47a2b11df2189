from pathlib import Path

import yaml

from copydesk.checks.across import Across
from copydesk.checks.altered_quote import OPTIONS, check_across
from copydesk.duplicates.texts import MemoryStore
from copydesk.duplicates.units import article_facts
from copydesk.formats import parse
from copydesk.model import Rule

VALUES = yaml.safe_load((Path(__file__).parents[2] / "rules" / "attribution" / "altered-quote.yml").read_text("utf-8"))
SAID = "We had more cracks than bearing by the end, and nobody on the crew believed the date at all"
OTHER = SAID.replace("cracks", "holes")


def found(files, focus=None, **options):
    store = MemoryStore({path: article_facts(parse(text, path)) for path, text in files.items()})
    rule = Rule("x", "altered-quote", VALUES["message"], options={**{n: VALUES[n] for n in OPTIONS}, **options})
    focus = files if focus is None else focus
    return [(path, hit) for path, _, hit in check_across([rule], Across(store, [rule]), focus)]


def quoting(words, more=""):
    return f"# The bridge\n\n{more}\n\nJorun Aas said: “{words}.”\n"


def test_both_places_are_told_with_each_other():
    files = {"a.md": quoting(SAID), "b.md": quoting(OTHER)}
    (first, one), (second, other) = found(files)
    assert (first, second) == ("a.md", "b.md")
    assert files["a.md"][one.start : one.end] == f"“{SAID}.”"
    assert one.arguments == ("b.md, line 5", "“cracks” here is “holes” there")
    assert other.arguments == ("a.md, line 5", "“holes” here is “cracks” there")
    place = one.related[0]
    assert files[place.path][place.start : place.end] == f"“{OTHER}.”"
    assert one.confidence == "high"


def test_the_focus_is_all_that_is_told_of():
    files = {f"{number}.md": quoting(SAID if number % 3 else OTHER) for number in range(9)}
    every = found(files)
    for path in files:
        assert found(files, [path]) == [one for one in every if one[0] == path]


def test_of_many_articles_the_first_are_looked_at():
    files = {f"{number:02}.md": quoting(SAID) for number in range(40)} | {"z.md": quoting(OTHER)}
    ((path, hit),) = found(files)
    assert path == "z.md"
    assert hit.related_total == 16
    assert len(hit.related) == 10


def test_only_what_is_sure_is_a_warning():
    few = "the harbour gate stays shut for all of the long cold winter"
    files = {"a.md": quoting(SAID), "b.md": quoting(OTHER), "c.md": quoting(few), "d.md": quoting(f"{few[:-6]}summer")}
    told = {path: (hit.confidence, hit.severity) for path, hit in found(files)}
    assert told["a.md"] == told["b.md"] == ("high", None)
    assert told["c.md"] == told["d.md"] == ("medium", "suggestion")


def test_the_same_quotation_is_no_finding():
    assert found({"a.md": quoting(SAID), "b.md": quoting(SAID.upper()), "c.md": quoting(SAID.replace(",", " –"))}) == []


def test_changed_numbers_are_of_medium_confidence():
    number = SAID.replace("cracks", "41 cracks")
    ((_, hit), _) = found({"a.md": quoting(number), "b.md": quoting(number.replace("41", "14"))})
    assert hit.confidence == "medium"


def test_options():
    files = {"a.md": quoting(SAID), "b.md": quoting(OTHER)}
    assert found(files, **{"min-words": 20}) == []
    assert found(files, agreeing=1) == []


def test_versions_and_articles_that_name_one_another_are_left_out():
    assert found({"docs/a.md": quoting(SAID), "docs/fr/a.md": quoting(OTHER)}) == []
    updated = f"---\nupdates: /a/\n---\n\n{quoting(OTHER)}"
    assert found({"a.md": quoting(SAID), "b.md": updated}) == []


def test_a_file_that_is_not_known_is_passed_over():
    assert found({"a.md": quoting(SAID)}, ["a.md", "gone.md"]) == []

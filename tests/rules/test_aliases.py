"""Names that rules had before: what they may be, and to whom they belong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.model import CopydeskError
from copydesk.rules.aliases import current_names, renamed
from copydesk.rules.load import load_rules
from copydesk.rules.schema import RuleError
from copydesk.rules.select import RulesConfig, configure, select

RULE = "extends: existence\nmessage: Not '%s'.\ntokens: [very]\n"


def styles(folder, **rules):
    """A folder of styles: `style__name` to the last lines of a rule."""
    for name, more in rules.items():
        path = folder / f"{name.replace('__', '/')}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(RULE + more, "utf-8")
    return str(folder)


def aliases(*folders):
    return {rule_id: record["aliases"] for rule_id, record in load_rules(folders, None).items() if record["aliases"]}


def test_a_bare_name_is_an_id_of_its_own_folder_too_and_an_id_a_bare_name(tmp_path):
    folder = styles(
        tmp_path,
        house__dry="aliases: slow-lead\n",
        house__late="aliases: [old.tardy, house.slack]\n",
        house__plain="",
    )
    assert aliases(folder) == {
        "house.dry": ("slow-lead", "house.slow-lead"),
        "house.late": ("old.tardy", "house.slack", "tardy", "slack"),
    }


def test_a_rule_that_moves_keeps_its_bare_name_and_takes_nobodys(tmp_path):
    folder = styles(tmp_path, house__dry="aliases: [old.dry, old.late]\n", other__late="")
    assert aliases(folder) == {"house.dry": ("old.dry", "old.late")}


@pytest.mark.parametrize(
    ("alias", "message"),
    [
        ("dry", "'dry' is what the rule is called now"),
        ("house.dry", "'house.dry' is what the rule is called now"),
        ("late", "'late' is the name of the rule 'house.late'"),
        ("house.late", "'house.late' is the name of the rule 'house.late'"),
        ("house", "'house' is a category, tag or folder of rules"),
        ("wordy", "'wordy' is a category, tag or folder of rules"),
        ("ALL", "'ALL' means every rule"),
        ("x", "'x' is an alias of 'house.a' already"),
    ],
)
def test_what_is_the_name_of_something_else_is_told_with_file_line_and_key(tmp_path, monkeypatch, alias, message):
    monkeypatch.chdir(tmp_path)
    styles(tmp_path / "s", house__a="aliases: x\n", house__dry=f"aliases:\n  - fine\n  - {alias}\n")
    styles(tmp_path / "s", house__late="tags: [wordy]\n")
    with pytest.raises(RuleError) as error:
        load_rules(["s"], None)
    assert str(error.value) == f"s/house/dry.yml:6: 'aliases': {message}"


def test_an_alias_gives_way_to_a_later_folder_but_takes_no_name_of_an_earlier_one(tmp_path):
    first = styles(tmp_path / "1", house__dry="aliases: [slow, late]\n")
    assert aliases(first, styles(tmp_path / "2", own__slow="", own__x="tags: late\n")) == {
        "house.dry": ("house.slow", "house.late")
    }
    for alias in ("dry", "slow", "house.dry"):
        third = styles(tmp_path / alias, own__quick=f"aliases: {alias}\n")
        with pytest.raises(RuleError, match=r"quick\.yml:4: 'aliases': '.*' is "):
            load_rules([first, third], None)


def test_a_changed_alias_is_seen_through_the_cache(tmp_path):
    cache = str(tmp_path / "cache")
    folder = styles(tmp_path / "s", house__dry="aliases: slow\n")
    for _ in range(2):
        assert load_rules([folder], cache)["house.dry"]["aliases"] == ("slow", "house.slow")
    styles(tmp_path / "s", house__dry="aliases: late\n")
    assert load_rules([folder], cache)["house.dry"]["aliases"] == ("late", "house.late")


def test_a_former_name_selects_and_configures_as_the_one_it_has_now(tmp_path):
    records = load_rules([styles(tmp_path, house__dry="aliases: [slow, old.tardy]\n", house__late="")], None)
    for old, now in (("slow", "dry"), ("house.slow", "house.dry"), ("old.tardy", "house.dry"), ("tardy", "dry")):
        for value in ("off", "suggestion", {"tokens": ["so"], "severity": "error"}):
            assert configure(records, [RulesConfig({old: value})], None) == configure(
                records, [RulesConfig({now: value})], None
            )
        key = f"rules.{old}.tokens"
        rules = configure(records, (), None, overrides=[(key, ["so"])])
        assert rules["house.dry"].options["tokens"] == ["so"]
        for options in ({"select": [old]}, {"ignore": [old]}, {"select": ["house"], "ignore": [f" {old} ,"]}):
            renamed_options = {key: [item.replace(old, now) for item in items] for key, items in options.items()}
            assert select(rules, **options) == select(rules, **renamed_options) != []


def test_the_nearest_name_may_be_a_former_one(tmp_path):
    records = load_rules([styles(tmp_path, house__dry="aliases: slow-lead\n")], None)
    with pytest.raises(CopydeskError, match="did you mean 'slow-lead'"):
        configure(records, [RulesConfig({"slow-led": "off"})], None)
    with pytest.raises(CopydeskError, match="did you mean 'slow-lead'"):
        select(configure(records, (), None), select=["slow-led"])


def test_a_note_says_what_a_rule_is_called_now(tmp_path):
    folder = styles(tmp_path, house__dry="aliases: [slow, old.tardy]\n", house__late="aliases: older.tardy\n")
    names = current_names(configure(load_rules([folder], None), (), None).values())
    assert renamed("slow", names["slow"]) == "'slow' is called 'dry' now"
    assert renamed("old.tardy", names["old.tardy"]) == "'old.tardy' is called 'house.dry' now"
    assert renamed("tardy", names["tardy"]) == "'tardy' is called 'dry' and 'late' now"


def test_phrases_may_be_taken_from_a_rule_under_its_former_name(tmp_path):
    lines = "extends: boilerplate-line\nmessage: x\nphrases-of: house.old\n"
    styles(tmp_path, house__now="")
    (tmp_path / "house" / "now.yml").write_text(
        "extends: boilerplate-line\nmessage: x\naliases: old\nphrases: {subscribe: [Sign up now]}\n"
    )
    (tmp_path / "house" / "taker.yml").write_text(lines)
    rules = configure(load_rules([str(tmp_path)], None), (), None)
    assert rules["house.taker"].options["phrases"] == rules["house.now"].options["phrases"] != {}


@given(st.lists(st.text(st.sampled_from("ab.-"), min_size=1, max_size=4), max_size=6))
def test_no_alias_is_the_name_of_anything_else(tmp_path_factory, names):
    folder = tmp_path_factory.mktemp("s")
    styles(folder, a__b=f"aliases: {names}\n".replace("'", '"'), b__a="tags: [ab]\n", b__bb="")
    try:
        records = load_rules([str(folder)], None)
    except RuleError:
        return
    taken = {"", "a", "b", "ab", "bb", "a.b", "b.a", "b.bb"}
    assert taken.isdisjoint(records["a.b"]["aliases"])
    assert set(names) <= set(records["a.b"]["aliases"])

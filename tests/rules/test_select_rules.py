import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.model import CopydeskError
from copydesk.rules.load import load_rules
from copydesk.rules.option_keys import split_rule_key
from copydesk.rules.select import RulesConfig, rule_names, select
from copydesk.rules.select import configure as configure_all

RULES = {
    "style/hedges.yml": "extends: existence\nmessage: x\ntokens: [perhaps]\ntags: [tone]\n",
    "style/cliches.yml": "extends: existence\nmessage: x\ntokens: [at the end of the day]\ndefault: off\ntags: [tone]\n",
    "style/commas.yml": "extends: occurrence\nmessage: x\ntoken: ','\nmax: 3\nprofiles: {docs: {max: 5}, scraped: off}\n",
    "style/new.yml": "extends: existence\nmessage: x\ntokens: [new]\npreview: true\n",
    "terms/variants.yml": "extends: consistency\nmessage: x\neither: {grey: gray}\ncategory: consistency\nlevel: error\n",
    "Std/Punctuation/Oxford.yml": "extends: existence\nmessage: x\ntokens: [and]\n",
    "Std/Spelling.yml": "extends: spelling\nmessage: x\n",
    "Other/hedges.yml": "extends: existence\nmessage: x\ntokens: [maybe]\nprofiles: {docs: error, own: off}\n",
}
ON = ["Other.hedges", "Std.Punctuation.Oxford", "style.commas", "style.hedges", "terms.variants"]


def configure(records, config, profile, **more):
    return configure_all(records, [RulesConfig(config)], profile, **more)


@pytest.fixture(scope="module")
def records(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rules")
    for name, text in RULES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return load_rules([str(folder)], None)


def ids(rules):
    return [rule.id for rule in rules]


def running(records, config=None, profile=None, preview=False, overrides=(), **selectors):
    return ids(select(configure(records, config or {}, profile, preview=preview, overrides=overrides), **selectors))


def wrong(records, *args, **kwargs):
    with pytest.raises(CopydeskError) as caught:
        configure(records, *args, **kwargs)
    return str(caught.value).splitlines()


def test_rules_that_are_off_in_preview_or_not_supported_do_not_run(records):
    rules = configure(records, {}, None)
    assert sorted(rules) == sorted(records)
    assert ids(select(rules)) == ON
    assert [rule.id for rule in rules.values() if not rule.enabled] == ["Std.Spelling", "style.cliches", "style.new"]


def test_a_rule_holds_its_record(records):
    rule = configure(records, {}, None)["terms.variants"]
    assert (rule.kind, rule.severity, rule.category) == ("consistency", "error", "consistency")
    assert rule.options["either"] == {"grey": "gray"}
    assert rule.path.endswith("variants.yml")


@pytest.mark.parametrize("off", ["off", False])
def test_configuration_switches_rules_off(records, off):
    assert running(records, {"style": off}) == ["Other.hedges", "Std.Punctuation.Oxford", "terms.variants"]
    assert running(records, {"style.hedges": off}) == [rule for rule in ON if rule != "style.hedges"]
    assert running(records, {"hedges": off}) == ["Std.Punctuation.Oxford", "style.commas", "terms.variants"]


def test_the_more_specific_entry_wins_whatever_the_order(records):
    config = {"style.hedges": "suggestion", "hedges": "off", "style": "error", "Other": "on"}
    for entries in (config, dict(reversed(config.items()))):
        rules = configure(records, entries, None)
        assert rules["style.hedges"].enabled
        assert rules["style.hedges"].severity == "suggestion"
        assert not rules["Other.hedges"].enabled
        assert rules["style.commas"].severity == "error"


def test_a_severity_switches_a_rule_on_but_not_a_category(records):
    assert "style.cliches" in running(records, {"style.cliches": "warning"})
    assert "style.cliches" in running(records, {"cliches": {"severity": "error"}})
    assert "style.cliches" not in running(records, {"cliches": {"ignorecase": True}})
    assert "style.cliches" not in running(records, {"style": "error"})
    assert configure(records, {"style": "error"}, None)["style.cliches"].severity == "error"
    assert "style.cliches" in running(records, {"style": "on"})


def test_preview_rules_come_by_name_or_in_preview_mode_only(records):
    assert "style.new" not in running(records, {"style": "on"})
    assert "style.new" not in running(records, select=["ALL"])
    assert "style.new" not in running(records, select=["style"])
    assert running(records, select=["new"]) == ["style.new"]
    assert "style.new" in running(records, {"style.new": "on"})
    assert "style.new" in running(records, preview=True)
    assert running(records, {"new": "off"}, preview=True) == ON
    assert "style.new" in running(records, select=["ALL"], preview=True)


def test_options_are_merged_and_the_record_stays(records):
    rules = configure(records, {"style.commas": {"max": 9, "severity": "error", "confidence": "low"}}, None)
    rule = rules["style.commas"]
    assert (rule.options["max"], rule.options["token"]) == (9, ",")
    assert (rule.severity, rule.confidence) == ("error", "low")
    assert records["style.commas"]["options"]["max"] == 3


def test_a_category_may_set_an_option_that_only_some_of_its_rules_have(records):
    rules = configure(records, {"style": {"nonword": True, "severity": "error"}}, None)
    assert rules["style.hedges"].options["nonword"] is True
    assert "nonword" not in rules["style.commas"].options
    assert rules["style.commas"].severity == "error"


def test_keys_of_options_are_read_in_any_letter_case(records):
    assert configure(records, {"style.hedges": {"ignoreCase": True}}, None)["style.hedges"].options["ignorecase"]


def test_profiles_change_rules_and_configuration_beats_them(records):
    docs = configure(records, {}, "docs")
    assert docs["style.commas"].options["max"] == 5
    assert docs["Other.hedges"].severity == "error"
    assert not configure(records, {}, "scraped")["style.commas"].enabled
    assert configure(records, {"commas": "on"}, "scraped")["style.commas"].enabled
    assert configure(records, {"commas": {"max": 1}}, "docs")["style.commas"].options["max"] == 1
    assert "style.commas" not in running(records, profile="scraped", select=["style", "ALL"])
    assert "style.commas" in running(records, profile="scraped", select=["style.commas"])
    assert "style.commas" in running(records, profile="scraped", select=["commas"])
    assert "style.commas" in running(records, {"commas": "on"}, profile="scraped", select=["style"])
    assert not configure(records, {}, "own")["Other.hedges"].enabled


def test_a_profile_that_nobody_knows_is_a_mistake(records):
    assert wrong(records, {}, "dosc") == ["no profile is named 'dosc'; did you mean 'docs'?"]
    assert wrong(records, {}, "owm") == ["no profile is named 'owm'; did you mean 'own'?"]
    assert configure(records, {}, "articles") == configure(records, {}, None)


def test_mistakes_in_the_configuration_name_file_rule_and_key(records):
    config = {
        "style.hedgs": "off",
        "style.hedges": {"nonwrd": True, "level": "error"},
        "commas": {"max": "many", "min": -0.5},
        "terms": "eror",
        "cliches": ["off"],
        "Other.hedges": {"severity": "warn", "tokens": [["x"]], "confidence": 1},
        "Oxford": None,
    }
    assert wrong(records, config, None) == [
        "--config rules: no rule, name or category is 'style.hedgs'; did you mean 'style.hedges'?",
        "--config rules.style.hedges: unknown key 'nonwrd' for 'style.hedges'; did you mean 'nonword'?",
        "--config rules.style.hedges: unknown key 'level' for 'style.hedges'; did you mean 'severity'?",
        "--config rules.commas: 'max' must be a whole number, not 'many'",
        "--config rules.commas: 'min' must be a whole number, not '-0.5'",
        (
            "--config rules.terms: 'terms' must be off, on, error, warning, suggestion or a map of keys, not 'eror'"
            "; did you mean 'error'?"
        ),
        "--config rules.cliches: 'cliches' must be off, on, a severity or a map of keys, not a list",
        (
            "--config rules.Other.hedges: 'severity' must be one of error, warning, suggestion, not 'warn'"
            "; did you mean 'warning'?"
        ),
        "--config rules.Other.hedges: each item of 'tokens' must be text, not a list",
        "--config rules.Other.hedges: 'confidence' must be one of high, medium, low, not '1'",
        "--config rules.Oxford: 'Oxford' must be off, on, error, warning, suggestion or a map of keys, not nothing",
    ]


def test_rules_that_cannot_run_here_may_be_configured(records):
    rules = configure(records, {"Std.Spelling": {"dictionaries": ["en"], "severity": "error"}}, None)
    assert not rules["Std.Spelling"].enabled
    assert configure(records, {"Std": "off", "Spelling": "on"}, None)["Std.Spelling"].enabled is False


def test_overrides_beat_the_configuration(records):
    rules = configure(
        records,
        {"style.commas": {"max": 9}, "style.hedges": "off"},
        None,
        overrides=[("style.commas.max", 2), ("rules.hedges", "error"), ("style.commas", False)],
    )
    assert rules["style.commas"].options["max"] == 2
    assert not rules["style.commas"].enabled
    assert rules["style.hedges"].enabled
    assert wrong(records, {}, None, overrides=[("rules.style.commas.max", "x")]) == [
        "--config rules.style.commas: 'max' must be a whole number, not 'x'"
    ]


def test_a_category_switched_back_on_keeps_its_defaults(records):
    assert running(records, {"style": "off"}, overrides=[("style", "error")]) == ON


@pytest.mark.parametrize(
    ("selectors", "expected"),
    [
        ({"select": ["style"]}, ["style.cliches", "style.commas", "style.hedges"]),
        ({"select": ["hedges"]}, ["Other.hedges", "style.hedges"]),
        ({"select": ["style.hedges"]}, ["style.hedges"]),
        ({"select": ["tone"]}, ["style.cliches", "style.hedges"]),
        ({"select": ["consistency"]}, ["terms.variants"]),
        ({"select": ["terms"]}, ["terms.variants"]),
        ({"select": ["Std"]}, ["Std.Punctuation.Oxford"]),
        ({"select": ["Std.Punctuation"]}, ["Std.Punctuation.Oxford"]),
        ({"select": ["ALL"]}, sorted([*ON, "style.cliches"])),
        (
            {"select": ["commas, hedges", "Std"]},
            ["Other.hedges", "Std.Punctuation.Oxford", "style.commas", "style.hedges"],
        ),
        ({"select": ["", " , "]}, ON),
        ({"extend_select": ["cliches"]}, sorted([*ON, "style.cliches"])),
        ({"select": ["terms"], "extend_select": ["cliches"]}, ["style.cliches", "terms.variants"]),
        ({"ignore": ["style"]}, ["Other.hedges", "Std.Punctuation.Oxford", "terms.variants"]),
        ({"ignore": ["ALL"]}, []),
        ({"select": ["ALL"], "ignore": ["style"]}, ["Other.hedges", "Std.Punctuation.Oxford", "terms.variants"]),
        ({"select": ["style"], "ignore": ["ALL"]}, ["style.cliches", "style.commas", "style.hedges"]),
        ({"select": ["style.hedges"], "ignore": ["style"]}, ["style.hedges"]),
        ({"select": ["style"], "ignore": ["hedges"]}, ["style.cliches", "style.commas"]),
        ({"select": ["hedges"], "ignore": ["hedges"]}, []),
        ({"select": ["hedges"], "ignore": ["Other.hedges"]}, ["style.hedges"]),
        ({"select": ["Std.Punctuation"], "ignore": ["Std"]}, ["Std.Punctuation.Oxford"]),
        ({"extend_select": ["style.hedges"], "ignore": ["style"]}, sorted(set(ON) - {"style.commas"})),
    ],
)
def test_selectors(records, selectors, expected):
    assert running(records, **selectors) == expected


def test_a_selector_brings_back_what_is_switched_off_less_specifically(records):
    assert running(records, {"style.hedges": "off"}, select=["style"]) == ["style.cliches", "style.commas"]
    assert running(records, {"style.hedges": "off"}, select=["style.hedges"]) == ["style.hedges"]
    assert "style.hedges" not in running(records, {"style": "off"}, select=["ALL"])
    assert "style.hedges" in running(records, {"style": "off"}, select=["style"])


def test_a_selector_that_names_nothing_is_a_mistake(records):
    with pytest.raises(CopydeskError) as caught:
        select(configure(records, {}, None), ignore=["style,hegdes"])
    assert str(caught.value) == "--ignore: no rule, category or tag is named 'hegdes'; did you mean 'hedges'?"
    with pytest.raises(CopydeskError, match="--select: no rule, category or tag is named 'all'; did you mean 'ALL'"):
        select(configure(records, {}, None), select=["all"])


def test_selecting_a_rule_that_cannot_run_here_is_a_mistake(records):
    rules = configure(records, {}, None)
    with pytest.raises(CopydeskError, match="'Spelling' is of a kind that does not run here yet: spelling"):
        select(rules, extend_select=["Spelling"])
    assert ids(select(rules, ignore=["Std.Spelling"])) == ON


def test_split_takes_the_longest_known_name():
    known = {"a", "a.b", "a.b.c", "rules.x"}
    assert split_rule_key("rules.a.b.c.max", known) == ("a.b.c", "max")
    assert split_rule_key("a.b.max", known) == ("a.b", "max")
    assert split_rule_key("a.b", known) == ("a.b", "")
    assert split_rule_key("rules.x.max", known) == ("rules.x", "max")


def test_split_names_what_was_meant(records):
    with pytest.raises(CopydeskError) as caught:
        split_rule_key("rules.style.comas.max", rule_names(records))
    assert str(caught.value) == (
        "--config rules.style.comas.max: this is no rule, name or category, and no key of one; did you mean 'style.commas'?"
    )


PART = st.text(alphabet="ab-", min_size=1, max_size=3)
NAME = st.lists(PART, min_size=1, max_size=4).map(".".join)


@given(st.sets(NAME, max_size=8), NAME, st.booleans())
def test_split_agrees_with_trying_every_name(known, key, prefixed):
    fitting = [
        name for name in known if key == name or (key.startswith(name + ".") and "." not in key[len(name) + 1 :])
    ]
    written = f"rules.{key}" if prefixed else key
    if fitting:
        name = max(fitting, key=len)
        assert split_rule_key(written, known) == (name, key[len(name) + 1 :])
    else:
        with pytest.raises(CopydeskError):
            split_rule_key(written, known)


@given(st.sets(NAME, min_size=1, max_size=8), PART, st.data())
def test_split_finds_again_what_was_put_together(known, option, data):
    name = data.draw(st.sampled_from(sorted(known)))
    found, rest = split_rule_key(f"rules.{name}.{option}", known)
    assert found == name or (found == f"{name}.{option}" and rest == "")
    assert len(found) >= len(name)

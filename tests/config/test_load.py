from __future__ import annotations

import pytest

from copydesk.config.load import load_settings
from copydesk.config.settings import COMMAND_LINE, KEYS, Settings, with_override
from copydesk.model import CopydeskError

YAML = """\
# articles of the news desk
profile: scraped
ignore: readability
exclude: [drafts/, "*.tmp.md"]
rules:
  duplication.duplicate-title: warning
  attribution: {severity: error}
fail-on: error
"""
TOML = """\
[project]
name = "x"
[tool.copydesk]
profile = "scraped"
ignore = ["readability"]
exclude = ["drafts/", "*.tmp.md"]
fail-on = "error"
[tool.copydesk.rules]
"duplication.duplicate-title" = "warning"
attribution = {severity = "error"}
"""


@pytest.mark.parametrize(("name", "text"), [("copydesk.yml", YAML), ("pyproject.toml", TOML)])
def test_yaml_and_toml_say_the_same(project, name, text):
    (project / name).write_text(text)
    own = (str(project / name), -1)
    settings = load_settings(str(project / name))
    assert set(settings.origins) == {"profile", "ignore", "exclude", "rules", "fail-on"}
    assert settings == Settings(
        path=str(project / name),
        root=str(project),
        profile="scraped",
        ignore=("readability",),
        exclude=((("drafts/", "*.tmp.md"), own),),
        rules=(({"duplication.duplicate-title": "warning", "attribution": {"severity": "error"}}, own),),
        fail_on="error",
        origins=dict.fromkeys(settings.origins, own),
        selectors=(("ignore", ("readability",), own),),
    )


def test_an_empty_file_changes_nothing(project):
    (project / "copydesk.yml").write_bytes(b"\xef\xbb\xbf# nothing yet\n")
    path = str(project / "copydesk.yml")
    assert load_settings(path) == Settings(path=path, root=str(project))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("profile: docs\nprofle: docs\n", "copydesk.yml:2: unknown key 'profle'; did you mean 'profile'?"),
        ("zzz: 1\n", "copydesk.yml:1: unknown key 'zzz'"),
        ("profile: doc\n", "copydesk.yml:1: 'profile' is one of articles, docs, scraped, not 'doc'; did you mean 'docs'?"),
        ("exclude: {a: b}\n", "copydesk.yml:1: 'exclude' takes a list of strings, not {'a': 'b'}"),
        ("select: [1, 2]\n", "copydesk.yml:1: 'select' takes a list of strings, not [1, 2]"),
        ("rules: [a]\n", "copydesk.yml:1: 'rules' takes a mapping, not ['a']"),
        ("preview: maybe\n", "copydesk.yml:1: 'preview' takes true or false, not 'maybe'"),
        (
            "language: german\n",
            "copydesk.yml:1: 'language' takes a language code such as en or pt-BR, not 'german'",
        ),
        ("fail-on: off\n", "copydesk.yml:1: 'fail-on' takes a string, not False"),
        ("- a\n", "copydesk.yml:1: a configuration is a mapping of keys to values"),
        ("ignore: [a\nb: c", "copydesk.yml:2: no valid YAML: while parsing a flow sequence: did not find expected ',' or ']'"),
        ("a: &x [*x]\n", "copydesk.yml:1: the alias '*x' stands inside what it names"),
        ("select: a\n\nselect: b\n", "copydesk.yml:3: the key 'select' stands here again, first on line 1"),
        ("exclude: !!python/object/apply:os.system [id]\n", "copydesk.yml:1: the tag 'tag:yaml.org,2002:python/object/apply:os.system' is not allowed"),
    ],
)  # fmt: skip
def test_mistakes_in_yaml_are_named(project, text, message):
    (project / "copydesk.yml").write_text(text)
    with pytest.raises(CopydeskError) as error:
        load_settings(str(project / "copydesk.yml"))
    assert str(error.value) == message


def test_mistakes_in_toml_are_named(project):
    path = project / "pyproject.toml"
    path.write_text('[tool.copydesk]\nignore = []\nexcludes = ["x"]\n')
    with pytest.raises(CopydeskError, match=r"^pyproject.toml:3: unknown key 'excludes'; did you mean 'exclude'\?$"):
        load_settings(str(path))
    path.write_text("[tool.copydesk\n")
    with pytest.raises(CopydeskError, match=r"^pyproject.toml: Expected '\]'"):
        load_settings(str(path))


def test_a_file_that_cannot_be_read_is_an_error(project):
    with pytest.raises(CopydeskError, match="cannot read the configuration: No such file"):
        load_settings(str(project / "none.yml"))
    (project / "latin.yml").write_bytes(b"profile: caf\xe9\n")
    with pytest.raises(CopydeskError, match=r"^latin.yml:1: the file is not UTF-8: byte 0xe9 at offset 12"):
        load_settings(str(project / "latin.yml"))


def test_command_line_pairs_beat_the_file():
    settings = Settings(profile="docs", exclude=("a",))
    settings = with_override(settings, "profile=articles")
    settings = with_override(settings, "exclude=[b, c]")
    settings = with_override(settings, "rules.duplication.near-duplicate-paragraph.threshold=0.7")
    settings = with_override(settings, "rules.attribution=off")
    assert settings.profile == "articles"
    assert settings.exclude == ((("b", "c"), COMMAND_LINE),)
    assert settings.rule_overrides == (
        ("duplication.near-duplicate-paragraph.threshold", 0.7),
        ("attribution", False),
    )


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        ("profil=docs", "--config profil: unknown key 'profil'; did you mean 'profile'?"),
        ("profile=[", "--config profile: no valid YAML"),
        ("exclude=5", "--config exclude: 'exclude' takes a list of strings, not 5"),
    ],
)
def test_wrong_pairs_are_named(pair, message):
    with pytest.raises(CopydeskError) as error:
        with_override(Settings(), pair)
    assert str(error.value).startswith(message)


def test_every_key_is_a_setting():
    assert {name.replace("-", "_") for name in KEYS} - {"extends"} <= set(Settings._fields)

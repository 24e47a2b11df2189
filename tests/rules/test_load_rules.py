import marshal
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from copydesk.config import store
from copydesk.rules import load
from copydesk.rules.files import builtin_folder
from copydesk.rules.load import load_rules
from copydesk.rules.schema import RuleError

STYLES = Path(__file__).parent / "styles"
RULE = "extends: existence\nmessage: \"Avoid '%s'.\"\ntokens: [very]\n"


def style(folder, **rules):
    for name, text in rules.items():
        path = folder / f"{name.replace('__', '/')}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return str(folder)


def compiled(cache):
    return sorted(cache.glob("rules-*"))


def test_a_published_style_loads_unchanged_and_what_does_not_run_is_told():
    notes = []
    records = load_rules([str(STYLES)], None, notes)
    assert [rule_id for rule_id, record in records.items() if record["supported"]] == [
        "House.Commas",
        "House.Doubled",
        "House.Hedging",
        "House.Latin",
        "House.Spelling.British",
        "House.Spellings",
    ]
    assert [note.path for note in notes] == ["House"]
    assert notes[0].message == (
        "8 rules are skipped, of kinds that do not run here yet: House.Acronyms (conditional), "
        "House.Breaks (script), House.Grade (readability), House.Inherited (House.Hedging), "
        "House.Long (metric) and 3 more"
    )


def test_a_record_holds_what_the_file_says():
    record = load_rules([str(STYLES)], None)["House.Latin"]
    assert record == {
        "id": "House.Latin",
        "kind": "substitution",
        "message": "Use '%s' instead of '%s'.",
        "severity": "error",
        "confidence": "high",
        "scope": ("heading", "list & ~blockquote"),
        "options": {
            "swap": {
                r"\b(?:eg|e\.g\.)[\s,]": "for example",
                r"\b(?:ie|i\.e\.)[\s,]": "that is",
                "yes": "agreed",
                "1990": "nineteen ninety",
                "vacant": "",
            },
            "ignorecase": True,
            "nonword": True,
            "capitalize": True,
            "exceptions": [],
            "vocab": True,
            "pos": "",
        },
        "action": {"name": "replace", "params": []},
        "limit": 3,
        "link": None,
        "category": "House",
        "tags": (),
        "aliases": (),
        "enabled": True,
        "profiles": {},
        "since": None,
        "preview": False,
        "supported": True,
        "path": os.path.join(str(STYLES), "House", "Latin.yml"),
    }


def test_a_folder_of_rule_files_is_one_style():
    assert "House.Spelling.British" in load_rules([str(STYLES / "House")], None)
    assert load_rules([str(STYLES / "House")], None).keys() == load_rules([str(STYLES)], None).keys()


def test_the_same_folder_twice_is_read_once(tmp_path):
    folder = style(tmp_path, A__One=RULE)
    assert list(load_rules([folder, folder + "/"], None)) == ["A.One"]


def test_one_id_from_two_folders_is_a_mistake(tmp_path):
    one, two = style(tmp_path / "one", A__One=RULE), style(tmp_path / "two", A__One=RULE)
    with pytest.raises(RuleError, match=r"two/A/One.yml:1: the rule 'A.One' stands in .*one/A/One.yml already"):
        load_rules([one, two], None)


def test_mistakes_of_all_files_come_in_one_error(tmp_path, monkeypatch):
    style(tmp_path, A__One="extends: x\n", A__Two=RULE, B__Three=RULE + "tokns: y\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RuleError) as caught:
        load_rules(["."], None)
    assert str(caught.value).splitlines() == [
        "A/One.yml:1: 'extends' names no kind of check: 'x'",
        "A/One.yml:1: the key 'message' is missing",
        "B/Three.yml:4: unknown key 'tokns' for 'existence'; did you mean 'tokens'?",
    ]


def test_files_with_another_suffix_are_told_and_hidden_folders_are_not_read(tmp_path):
    folder = style(tmp_path, A__One=RULE, **{".github__workflow": "on: push\n"})
    (tmp_path / "A" / "Two.yaml").write_text(RULE, "utf-8")
    notes = []
    assert list(load_rules([folder], None, notes)) == ["A.One"]
    assert [note.path for note in notes] == [str(tmp_path / "A" / "Two.yaml")]


def test_a_name_that_no_selector_can_hold_is_a_mistake(tmp_path):
    folder = style(tmp_path, **{"A__one, two": RULE})
    with pytest.raises(RuleError, match=r"one, two\.yml: a rule's name holds no commas"):
        load_rules([folder], None)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RuleError, match=r"none/?: No such file"):
        load_rules([str(tmp_path / "none")], None)


def test_links_to_folders_end_no_search(tmp_path):
    folder = style(tmp_path, A__One=RULE)
    (tmp_path / "A" / "again").symlink_to(tmp_path, target_is_directory=True)
    assert list(load_rules([folder], None)) == ["A.One"]


def test_the_cache_gives_the_same_records_without_yaml(tmp_path):
    cache = tmp_path / "cache"
    cold = load_rules([str(STYLES)], str(cache))
    assert len(compiled(cache)) == 1
    code = (
        "import sys; from copydesk.rules.load import load_rules\n"
        f"records = load_rules([{str(STYLES)!r}], {str(cache)!r})\n"
        "heavy = {'yaml', 'copydesk.rules.schema', 'hashlib', 'tempfile', 'difflib'} & sys.modules.keys()\n"
        "print(sorted(heavy), len(records))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out == f"[] {len(cold)}\n"
    assert load_rules([str(STYLES)], str(cache)) == cold


def test_notes_come_from_the_cache_as_well(tmp_path):
    cold, warm = [], []
    load_rules([str(STYLES)], str(tmp_path), cold)
    load_rules([str(STYLES)], str(tmp_path), warm)
    assert warm == cold != []


def test_changed_content_counts_even_with_the_old_time_and_size(tmp_path):
    folder, cache = style(tmp_path / "rules", A__One=RULE), str(tmp_path / "cache")
    path = tmp_path / "rules" / "A" / "One.yml"
    before = path.stat()
    assert load_rules([folder], cache)["A.One"]["options"]["tokens"] == ["very"]
    path.write_text(RULE.replace("very", "more"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load_rules([folder], cache)["A.One"]["options"]["tokens"] == ["more"]


def test_a_renamed_rule_is_another_rule(tmp_path):
    folder, cache = style(tmp_path / "rules", A__One=RULE), str(tmp_path / "cache")
    load_rules([folder], cache)
    (tmp_path / "rules" / "A" / "One.yml").rename(tmp_path / "rules" / "A" / "Two.yml")
    assert list(load_rules([folder], cache)) == ["A.Two"]


def test_paths_stay_true_when_the_folder_moves(tmp_path):
    folder, cache = style(tmp_path / "rules", A__One=RULE), str(tmp_path / "cache")
    load_rules([folder], cache)
    moved = shutil.move(folder, tmp_path / "moved")
    assert load_rules([str(moved)], cache)["A.One"]["path"] == os.path.join(str(moved), "A", "One.yml")
    assert len(compiled(tmp_path / "cache")) == 1


def resealed(records):
    payload = marshal.dumps(records)
    return store.digest(payload).digest() + payload


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda data: data[:10],
        lambda data: data[:-1],
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
        lambda data: data + b"x",
        lambda _: resealed(["no dict"]),
        lambda _: resealed({"A.One": {}}),
        lambda data: resealed({"B.Two": marshal.loads(data[16:])["A.One"]}),
        lambda data: resealed({"A.One": marshal.loads(data[16:])["A.One"] | {"limit": "many"}}),
        lambda _: store.digest(b"?").digest() + b"?",
    ],
)
def test_a_damaged_cache_file_is_made_anew(tmp_path, damage):
    folder, cache = style(tmp_path / "rules", A__One=RULE), tmp_path / "cache"
    cold = load_rules([folder], str(cache))
    (path,) = compiled(cache)
    good = path.read_bytes()
    path.write_bytes(damage(good))
    notes = []
    assert load_rules([folder], str(cache), notes) == cold
    assert notes == []
    assert marshal.loads(path.read_bytes()[16:]) == marshal.loads(good[16:])


def test_an_entry_that_another_user_owns_is_ignored(tmp_path, monkeypatch):
    folder, cache = style(tmp_path / "rules", A__One=RULE), tmp_path / "cache"
    load_rules([folder], str(cache))
    (path,) = compiled(cache)
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    assert store.read(str(path)) is None
    assert store.reason_to_distrust(str(cache)) == "the cache belongs to another user and is ignored"


def test_a_cache_folder_that_cannot_be_made_costs_only_time(tmp_path):
    folder = style(tmp_path / "rules", A__One=RULE)
    (tmp_path / "file").write_text("x", "utf-8")
    assert list(load_rules([folder], str(tmp_path / "file" / "cache"))) == ["A.One"]


def test_rules_with_mistakes_are_not_kept(tmp_path):
    folder, cache = style(tmp_path / "rules", A__One="extends: x\n"), tmp_path / "cache"
    for _ in range(2):
        with pytest.raises(RuleError):
            load_rules([folder], str(cache))
    assert not cache.exists()


def test_old_cache_files_go(tmp_path):
    cache = tmp_path / "cache"
    for number in range(12):
        folder = style(tmp_path / "rules", A__One=RULE.replace("very", f"word{number}"))
        load_rules([folder], str(cache))
        newest = max(compiled(cache), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (number + 1, number + 1))
    assert len(compiled(cache)) <= load._KEPT
    assert (cache / ".gitignore").read_text("utf-8") == "*\n"


def test_many_processes_may_fill_one_cache(tmp_path):
    folder = style(tmp_path / "rules", **{f"A__Rule{number}": RULE for number in range(40)})
    cache, go = tmp_path / "cache", tmp_path / "go"
    code = (
        "import os, sys\nfrom copydesk.rules.load import load_rules\nfrom copydesk.rules import schema\n"
        f"while not os.path.exists({str(go)!r}): pass\n"
        f"for _ in range(5): print(len(load_rules([{folder!r}], {str(cache)!r})))\n"
    )
    workers = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(6)]
    go.touch()
    deadline = time.monotonic() + 120
    outputs = [worker.communicate(timeout=max(1, deadline - time.monotonic()))[0] for worker in workers]
    assert outputs == ["40\n" * 5] * 6
    assert [worker.returncode for worker in workers] == [0] * 6
    assert [path.suffix for path in compiled(cache)] == [".marshal"]


def test_rules_that_ship_are_found_and_sound():
    notes = []
    records = load_rules([builtin_folder()], None, notes)
    assert records
    assert notes == []
    assert all(record["supported"] for record in records.values())
    assert all(record["category"] == rule_id.split(".")[0] for rule_id, record in records.items())

import random
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.checks.across import Across
from copydesk.duplicates.texts import MemoryStore
from copydesk.duplicates.units import article_facts
from copydesk.formats import parse
from copydesk.model import Rule

RULES = Path(__file__).parents[2] / "rules" / "duplication"
WITHIN = ("duplicate-paragraph", "near-duplicate-paragraph", "contained-paragraph")
FOX = "The quick brown fox jumps over the lazy dog while the farmer sleeps behind the barn."
SEA = "Seven ships went out to the open sea at dawn and only three of them came back."
INN = "Every guest of the old inn hears the story of the bell before the soup has been served."
WORDS = [f"{first}{second}" for first in ("ba", "ne", "ri", "to") for second in ("lu", "ka", "mi", "so", "ve", "du")]


def module(kind):
    return import_module("copydesk.checks." + kind.replace("-", "_"))


def rule(kind, **options):
    values = yaml.safe_load((RULES / f"{kind}.yml").read_text("utf-8"))
    merged = {name: values.get(name, option.default) for name, option in module(kind).OPTIONS.items()}
    return Rule(f"duplication.{kind}", kind, values["message"], options={**merged, **options})


def hits(kind, text, path="a.md", **options):
    return list(module(kind).check(rule(kind, **options), parse(text, path)))


def title(number):
    return f"{WORDS[number % 24]} {WORDS[number // 24]} of the town"


def shared(files, focus=None, **options):
    store = MemoryStore({path: article_facts(parse(text, path)) for path, text in files.items()})
    rules = [rule("shared-paragraph", **options)]
    found = module("shared-paragraph").check_across(rules, Across(store, rules), files if focus is None else focus)
    return [(path, hit) for path, _, hit in found]


@pytest.mark.parametrize("kind", [*WITHIN, "shared-paragraph"])
def test_rule_files_set_every_option_to_its_default(kind):
    values = yaml.safe_load((RULES / f"{kind}.yml").read_text("utf-8"))
    for name, option in module(kind).OPTIONS.items():
        assert values[name] == (list(option.default) if option.type == "strings" else option.default)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("path", ["a.md", "a.txt"])
def test_both_ends_are_exact(newline, path):
    text = newline.join(["\ufeffTitle 🗞", "", FOX, "", SEA, "", FOX, "", SEA.replace("dawn", "noon"), ""])
    if newline == "\r" and path == "a.md":
        pytest.skip("Markdown knows no lone carriage returns")
    document = parse(text, path)
    (copy,) = module(WITHIN[0]).check(rule(WITHIN[0]), document)
    (near,) = module(WITHIN[1]).check(rule(WITHIN[1]), document)
    for hit, here, there, line in ((copy, FOX, FOX, 3), (near, SEA.replace("dawn", "noon"), SEA, 5)):
        place = hit.related[0]
        assert document.text[hit.start : hit.end] == here
        assert document.text[place.start : place.end] == there
        assert (place.line, place.column) == (line, 1)
        assert (place.end_line, place.end_column) == document.position(place.end)
        assert document.text[hit.start :].startswith(here)


def test_one_place_has_one_finding():
    text = "\n\n".join(["# T", FOX, SEA, FOX, FOX.replace("quick", "slow"), f"{FOX} {SEA}", FOX])
    starts = [hit.start for kind in WITHIN for hit in hits(kind, text)]
    assert len(starts) == len(set(starts)) == 4


def test_a_copy_of_the_title_is_left_to_its_own_rule():
    title = "Seven ships went out to the open sea at dawn and three came back"
    assert hits("duplicate-paragraph", f"{title}\n\n{title}\n\n{FOX}\n", "a.txt") == []
    assert hits("duplicate-paragraph", f"# {title}\n\n{title}\n\n{FOX}\n") == []


def test_the_fix_deletes_one_block_and_its_blank_line():
    text = f"# T\n\n{FOX}\n\n{SEA}\n\n{FOX}\n\n{INN}\n"
    (hit,) = hits("duplicate-paragraph", text)
    (edit,) = hit.fix.edits
    assert hit.fix.safety == "unsafe"
    assert text[: edit.start] + edit.replacement + text[edit.end :] == f"# T\n\n{FOX}\n\n{SEA}\n\n{INN}\n"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (f"# T\n\n{FOX} {SEA}\n\n- {FOX} {SEA}\n", "a.md"),
        (f"{FOX}\n\n[^1]\n\n[^1]: {FOX}\n", "a.md"),
        (f"# T\n\n[Go]({'x'}) on. {FOX}\n\n[Go](y) on. {FOX}\n", "a.md"),
    ],
)
def test_no_fix_where_the_block_does_not_stand_alone(text, path):
    assert [hit.fix for hit in hits("duplicate-paragraph", text, path)] == [None]


def test_keys_do_not_depend_on_the_other_end_or_the_place():
    one = hits("near-duplicate-paragraph", f"{FOX}\n\n{FOX.replace('quick', 'slow')}\n")
    other = hits("near-duplicate-paragraph", f"{SEA}\n\n{FOX} So.\n\n{INN}\n\n{FOX.replace('quick', 'slow')}\n")
    assert one[0].key == other[-1].key


def test_numbers_and_dates_lower_the_confidence():
    text = "On {} the council met for the third time this year and spoke about the harbour until {}."
    for first, second, what in (
        (("May 3", "10"), ("May 4", "11"), "only numbers differ"),
        (("May 3", "10"), ("June 12", "9"), "only dates differ"),
    ):
        (hit,) = hits("near-duplicate-paragraph", text.format(*first) + "\n\n" + text.format(*second))
        assert hit.confidence == "medium"
        assert hit.arguments[2] == what


@pytest.mark.parametrize(
    ("text", "graded"),
    [
        (f"{FOX} {SEA}\n\n{INN}\n\n{FOX} {SEA}\n", (None, None)),  # long
        (f"{FOX}\n\n{FOX}\n", (None, None)),  # the one below the other
        (f"{FOX}\n\n{INN}\n\n{FOX}\n", ("suggestion", "medium")),  # short
        (f"- {FOX} {SEA}\n- {INN}\n- {FOX} {SEA}\n", ("suggestion", "medium")),  # items
        (f"{FOX} {SEA}\n\n## Two\n\n{FOX} {SEA}\n", ("suggestion", "medium")),  # behind a heading
        (f"{FOX} {SEA[:-1]}:\n\n## Two\n\n{FOX} {SEA[:-1]}:\n", ("suggestion", "medium")),
        (f"{SEA[:47]}.\n\n## Two\n\n{SEA[:47]}.\n", ("suggestion", "low")),  # short, behind a heading
        (f"- {FOX} {SEA}\n\n## Two\n\n- {FOX} {SEA}\n", ("suggestion", "low")),  # items behind a heading
        (f"{FOX[:-1]}\n\n{INN}\n\n{FOX[:-1]}\n", ("suggestion", "low")),  # no stop
    ],
)
def test_grades_of_copies_in_one_article(text, graded):
    (hit,) = hits("duplicate-paragraph", f"# T\n\n{text}")
    assert (hit.severity, hit.confidence) == graded


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("{fox} {sea}\n\n{slow} {sea}\n", "medium"),  # one term for another
        ("{fox} {sea}\n\n{fox} {sea} So it was.\n", None),
        ("- {fox} {sea}\n- {fox} {sea} So it was.\n", "low"),  # neighbouring items
        ("- {fox} {sea}\n- {inn}\n- {fox} {sea} So it was.\n", None),
        ("- {fox} {sea}\n\n## Two\n\n- {fox} {sea} So it was.\n", "low"),
        ("{fox} {sea}\n\n## Two\n\n{fox} {sea} So it was.\n", "medium"),
    ],
)
def test_grades_of_near_copies_in_one_article(text, confidence):
    (hit,) = hits("near-duplicate-paragraph", text.format(fox=FOX, sea=SEA, inn=INN, slow=FOX.replace("quick", "slow")))
    assert hit.confidence == confidence


def test_order_and_words_are_told():
    (hit,) = hits("near-duplicate-paragraph", f"{FOX}\n\n{FOX.replace('quick', 'very slow')}\n")
    assert hit.arguments[2] == "“very slow” only here, “quick” only there"
    (hit,) = hits("near-duplicate-paragraph", f"{FOX} {SEA}\n\n{SEA} {FOX}\n")
    assert hit.arguments[2] == "the words stand in another order"


def test_likeness_is_never_rounded_up_to_all():
    long = " ".join(
        f"word{'abcdefghij'[number % 10]}{'klmnopqrst'[number // 10 % 10]}{number // 100 * 'u'}"
        for number in range(400)
    )
    (hit,) = hits("near-duplicate-paragraph", f"{long}\n\n{long} end\n")
    assert hit.arguments[1] == "99 %"


def test_shared_paragraphs_are_reported_in_every_article_of_the_focus():
    files = {"b.md": f"# B\n\n{FOX}\n", "a.md": f"# A\n\n{SEA}\n\n{FOX}\n", "c.md": f"# C\n\n{FOX} So it is.\n"}
    found = shared(files)
    assert [path for path, _ in found] == ["a.md", "b.md", "c.md"]
    assert [[place.path for place in hit.related] for _, hit in found] == [
        ["b.md", "c.md"],
        ["a.md", "c.md"],
        ["a.md", "b.md"],
    ]
    assert {hit.cluster for _, hit in found} == {found[0][1].cluster}
    assert found[0][1].related[0].similarity == 1.0
    assert 0.6 < found[2][1].related[0].similarity < 1
    for path, hit in found:
        assert files[path][hit.start : hit.end].startswith("The quick")
        for place in hit.related:
            document = parse(files[place.path], place.path)
            assert document.position(place.start) == (place.line, place.column)
            assert document.position(place.end) == (place.end_line, place.end_column)
    assert [path for path, _ in shared(files, focus=["c.md"])] == ["c.md"]
    assert shared({"a.md": files["a.md"]}) == []


def test_copies_in_one_article_are_no_shared_paragraphs():
    assert shared({"a.md": f"{FOX}\n\n{FOX}\n\n{FOX} So.\n", "b.md": SEA}) == []


def test_many_copies_are_counted_and_ten_are_named():
    files = {f"{number:03}.md": f"# {title(number)}\n\n{FOX}\n" for number in range(30)}
    found = shared(files)
    assert len(found) == 30
    assert {hit.related_total for _, hit in found} == {29}
    assert {len(hit.related) for _, hit in found} == {10}
    assert [place.path for place in found[20][1].related] == [f"{number:03}.md" for number in range(10)]
    assert {hit.severity for _, hit in found} == {"suggestion"}
    assert {hit.severity for _, hit in shared(files, standing=31)} == {None}


@pytest.mark.parametrize(("articles", "graded"), [(4, (None, None)), (5, ("suggestion", "low"))])
def test_a_text_in_five_articles_is_a_standing_text(articles, graded):
    files = {
        f"{number}.md": f"# {title(number)}\n\n{SEA[: 40 + number]}\n\n{FOX}\n\n{INN[number:]}\n"
        for number in range(articles)
    }
    found = [hit for _, hit in shared(files) if hit.key.startswith("the quick")]
    assert len(found) == articles
    assert {(hit.severity, hit.confidence) for hit in found} == {graded}


@pytest.mark.parametrize(("titles", "confidence"), [(("Out: 1.2", "Out: 1.3"), "low"), (("Bread", "Butter"), None)])
def test_numbers_of_a_series_share_standing_texts(titles, confidence):
    files = {f"{number}.md": f"# {title}\n\n{FOX}\n" for number, title in enumerate(titles)}
    assert [hit.confidence for _, hit in shared(files)] == [confidence, confidence]


def test_all_members_of_a_cluster_are_counted():
    files = {f"{number:03}.md": f"# {title(number)}\n\n{FOX[:-1]} and number {number} waits.\n" for number in range(30)}
    found = shared(files)
    assert {hit.related_total for _, hit in found} == {29}
    assert {hit.confidence for _, hit in found} == {"low"}
    assert {hit.confidence for _, hit in shared(files, standing=31)} == {"medium"}


def test_lawful_copies_do_not_make_a_standing_text():
    files = {f"docs/v{number}.0/a.md": f"# A\n\n{FOX}\n" for number in range(8)} | {"b.md": f"# B\n\n{FOX}\n"}
    by_path = dict(shared(files))
    assert by_path["docs/v1.0/a.md"].severity is None
    assert by_path["docs/v1.0/a.md"].related_total == 1
    assert by_path["b.md"].severity == "suggestion"


def test_quotations_are_lawful_unless_asked_for():
    files = {"a.md": f"> {FOX}\n", "b.md": f"> {FOX}\n"}
    assert shared(files) == []
    assert len(shared(files, include=["blockquote"])) == 2


def test_no_fix_deletes_text_because_of_another_file():
    assert all(hit.fix is None for _, hit in shared({"a.md": FOX, "b.md": FOX}))


@settings(max_examples=30)
@given(st.integers(0, 1000))
def test_answers_do_not_depend_on_order(seed):
    rng = random.Random(seed)
    base = [rng.choices(WORDS, k=rng.randint(12, 30)) for _ in range(4)]
    files = {}
    for number in range(8):
        parts = []
        for words in rng.sample(base, 2):
            place = rng.randrange(len(words))
            parts.append(" ".join([*words[:place], rng.choice(WORDS), *words[place + 1 :]]) + ".")
        files[f"{number}.md"] = "\n\n".join(parts)
    shuffled = list(files)
    rng.shuffle(shuffled)
    assert shared(files) == shared({path: files[path] for path in shuffled}, focus=shuffled[::-1])
    half = set(shuffled[:4])
    assert shared(files, focus=half) == [(path, hit) for path, hit in shared(files) if path in half]


def test_real_articles_keep_their_offsets(corpus):
    facts = {}
    documents = {}
    for file in corpus[:150]:
        document = parse(file.read_bytes(), file.name)
        documents[file.name] = document
        facts[file.name] = article_facts(document)
        for start, end, line, column, end_line, end_column, *_ in facts[file.name].passages:
            assert document.position(start) == (line, column)
            assert document.position(end) == (end_line, end_column)
            assert document.text[start:end].strip(" \t\r\n") == document.text[start:end] != ""
    rules = [rule("shared-paragraph")]
    for _, _, hit in module("shared-paragraph").check_across(rules, Across(MemoryStore(facts), rules), list(facts)):
        for place in hit.related:
            assert documents[place.path].text[place.start : place.end]


CHINESE = (
    "市议会星期二决定，旧图书馆将开放到年底。",
    "渔民们说，今年海上的风比往年大得多，船要晚一个月才能出港。",
    "老旅馆的每一位客人都会在喝汤之前听到那口钟的故事。",
)
JAPANESE = (
    "市議会は火曜日、古い図書館を年末まで開けておくと決めた。",
    "漁師たちは、今年の海の風は例年よりずっと強いと話している。",
    "古い宿の客はみな、汁が出る前に鐘の話を聞かされる。",
)
THAI = (
    "สภาเมืองลงมติเมื่อวันอังคารให้เปิดห้องสมุดเก่าต่อไปจนถึงสิ้นปี",
    "ชาวประมงบอกว่าปีนี้ลมทะเลแรงกว่าทุกปีและเรือต้องรออีกหนึ่งเดือน",
    "แขกทุกคนของโรงแรมเก่าได้ฟังเรื่องระฆังก่อนที่จะได้กินซุป",
)


def titled(*paragraphs):
    return "\n\n".join(["# A title\n", *paragraphs])


@pytest.mark.parametrize("paragraphs", [CHINESE, JAPANESE, THAI])
def test_copies_in_scripts_without_blanks(paragraphs):
    first, second, third = paragraphs
    text = titled(first, second, third, first)
    (hit,) = hits("duplicate-paragraph", text)
    assert text[hit.start : hit.end] == first
    changed = second[: len(second) // 2] + second[len(second) // 2 + 2 :]
    (near,) = hits("near-duplicate-paragraph", titled(first, second, third, changed))
    assert near.related[0].line == 6
    (held,) = hits("contained-paragraph", titled(first, second, third, third + first + second))
    assert held.start > len(first + second + third)
    assert len(shared({"a.md": titled(first, second), "b.md": titled(third, second)})) == 2
    assert not hits("near-duplicate-paragraph", titled(*paragraphs))


@pytest.mark.parametrize("line", ["更多新闻请看首页。", "続きを読むにはこちら。", "อ่านต่อที่นี่", "相关报道："])
def test_short_lines_in_scripts_without_blanks_may_recur(line):
    for kind in WITHIN:
        assert not hits(kind, "\n\n".join([line, CHINESE[0], line, CHINESE[1], line]))


def test_a_copy_is_found_however_its_lines_are_wrapped():
    first, second, third = CHINESE
    wrapped = first[:9] + "\n" + first[9:]
    (hit,) = hits("duplicate-paragraph", titled(first, second, third, wrapped))
    assert hit.end - hit.start == len(wrapped)


def test_a_refrain_is_no_copy():
    refrain = "Oh, hear the bell, the bell of the inn,\nThat calls you all to come in, come in,\nAnd leave the wind behind.\n\n"
    verse = "The snow lies deep upon the hill,\nThe road is long, the night is still,\nAnd nobody is kind.\n\n"
    assert hits("duplicate-paragraph", refrain + verse + refrain, "a.txt") == []

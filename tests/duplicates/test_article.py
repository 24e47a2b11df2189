from copydesk.duplicates.article import exact_repeats, near_repeats, passages
from copydesk.formats import parse

FOX = "The quick brown fox jumps over the lazy dog while the farmer sleeps behind the barn."
SEA = "Seven ships went out to the open sea at dawn and only three of them came back."


def texts(text, include=("paragraph",), least=8, path="a.md"):
    return [passage.text for passage in passages(parse(text, path), include, least)]


def test_headings_code_and_the_title_are_never_compared():
    assert texts(f"# {FOX}\n\n## {FOX}\n\n```\n{FOX}\n```\n\n    {FOX}\n") == []
    assert texts("A first line of more than eight words is taken for the title\n\n" + FOX, path="a.txt") == [
        "the quick brown fox jumps over the lazy dog while the farmer sleeps behind the barn"
    ]


def test_kinds_are_chosen():
    text = f"> {FOX}\n\n- {FOX}\n- {SEA} {SEA}\n\n| a |\n|---|\n| {FOX} |\n\n{SEA}\n"
    kinds = ["paragraph", "long-list-item", "list-item", "blockquote", "table-cell"]
    assert [len(texts(text, [kind])) for kind in kinds] == [1, 1, 2, 1, 1]
    assert len(texts(text, kinds)) == 5


def test_numbers_are_no_words():
    assert texts("In 2024 there were 1 2 3 4 5 6 7 of them.") == []
    assert len(texts("In 2024 there were 7 of them and nobody knew why.")) == 1


def test_short_lead_ins_are_left_out():
    assert texts("To build the whole program with every extra, run this:") == []
    assert len(texts(f"{FOX[:-1]} {SEA[:-1]}:")) == 1


def test_template_tags_are_no_words():
    assert texts('{% image "assets/a.png" "a picture of the old bridge at night" %}') == []
    assert texts(f'# T\n\n{FOX} {{{{ "/a/b/c" | url }}}}') == [
        "the quick brown fox jumps over the lazy dog while the farmer sleeps behind the barn"
    ]


def test_inline_code_counts():
    first, second = "Call `open` before any other function of it.", "Call `close` before any other function of it."
    assert exact_repeats(parse(f"{first}\n\n{second}\n", "a.md"), ("paragraph",), 8) == []


def test_exact_copies_name_the_first():
    document = parse(f"{FOX}\n\n{SEA}\n\n{FOX.upper()}\n\n**{FOX}**\n", "a.md")
    found = [(later.block.start, first.block.start) for later, first in exact_repeats(document, ("paragraph",), 8)]
    assert [first for _, first in found] == [0, 0]


def test_results_are_computed_once():
    document = parse(f"{FOX}\n\n{SEA}\n\n{FOX} And so on.\n", "a.md")
    assert near_repeats(document, ["paragraph"], 8) is near_repeats(document, ("paragraph",), 8)


def relations(text, **options):
    return [
        (repeat.relation, repeat.passage.block.start, [partner.passage.block.start for partner in repeat.partners])
        for repeat in near_repeats(parse(text, "a.md"), ("paragraph",), 8, **options)
    ]


def test_a_merged_paragraph_names_all_it_holds():
    text = f"{FOX}\n\n{SEA}\n\n{FOX} {SEA}\n"
    places = [0, text.index(SEA), text.rindex(FOX)]
    assert relations(text) == [("contained", places[2], places[:2])]


def test_a_text_named_already_is_not_named_again():
    second = FOX.replace("quick", "slow")
    third = FOX.replace("lazy", "tired")
    text = f"{FOX}\n\n{second}\n\n{third}\n"
    assert relations(text) == [("near", text.index(second), [0]), ("near", text.index(third), [0])]


def test_the_kept_one_comes_before_a_closer_copy():
    second = FOX.replace("quick", "slow")
    third = second.replace("slow", "slow old")
    text = f"{FOX}\n\n{second}\n\n{third}\n"
    assert relations(text)[1][2] == [0]


def test_a_copy_of_a_copy_names_that_copy():
    words = [f"{letter}word" for letter in "abcdefghijklmnopqrstuvwx"]
    second = [*words[:18], "one", "two", "three", "four", "five", "six"]
    third = ["six", "seven", "eight", "nine", "ten", "eleven", *second[6:]]
    text = "# T\n\n" + "\n\n".join(" ".join(part) for part in (words, second, third))
    found = relations(text, jaccard=0.5)
    assert [(relation, len(partners)) for relation, _, partners in found] == [("near", 1), ("near", 1)]
    assert found[1][2] == [found[0][1]]

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.quotations import find_quotations, may_hold_quotations


def quoted(*texts):
    """The quotations of some blocks as they stand."""
    return [texts[quotation.block][quotation.start : quotation.end] for quotation in find_quotations(texts)[0]]


def defects(*texts):
    """Kind, block and offset of the marks that do not pair."""
    return [(defect.kind, defect.block, defect.start) for defect in find_quotations(texts)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and left.', ['"no"']),
        ("He said “no” and left.", ["“no”"]),
        ("He said ''no'' and left.", ["''no''"]),
        ("He said ``no'' and left.", ["``no''"]),
        ("Er sagte „nein“ und ging.", ["„nein“"]),
        ("Er sagte „nein” und ging.", ["„nein”"]),
        ("Er sagte »nein« und ging.", ["»nein«"]),
        ("Il a dit « non » et il est parti.", ["« non »"]),
        ("Dijo «no» y se fue.", ["«no»"]),
        ("Hon sade ”nej” och gick.", ["”nej”"]),
        ("(“no”)—“yes”", ["“no”", "“yes”"]),
        ('The board is 6" wide and he said "no" to it.', ['"no"']),
        ('"It was built in 1984" is all they know.', ['"It was built in 1984"']),
        ('He said "the 6" board is here" and left.', ['"the 6" board is here"']),
        ("“She told me “never” and “always” at once,” he said.", ["“She told me “never” and “always” at once,”"]),
        ('“She told me "never" twice,” he said.', ['“She told me "never" twice,”']),
        ("\"She told me 'never' twice,\" he said.", ["\"She told me 'never' twice,\""]),
        ('“One kind in front," he said. "And the other behind.”', ['“One kind in front,"', '"And the other behind.”']),
        ('He said,"no"and left.', ['"no"']),
        ("No marks at all.", []),
        ("Don't touch the dogs' bowls.", []),
    ],
)
def test_marks_pair(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘I am here,’ she said. ‘The dogs’ owners aren’t.’", ["‘I am here,’", "‘The dogs’ owners aren’t.’"]),
        ("'I am here,' she said. 'It's the dogs' owners' day.'", ["'I am here,'", "'It's the dogs' owners' day.'"]),
        ("‘He calls it ‘home’ and means it,’ she said.", ["‘He calls it ‘home’ and means it,’"]),
        ('‘He calls it "home" and means it,’ she said.', ['‘He calls it "home" and means it,’']),
        ("In the ’90s he said ‘no’ to ’em all.", ["‘no’"]),
        ("Rock 'n' roll of the '90s.", []),
    ],
)
def test_single_marks_count_where_they_rule(text, expected):
    assert quoted(text) == expected


def test_single_marks_beside_double_ones_are_inner_ones():
    assert quoted("“He calls it ‘home’,” she said.", "The ‘home’ is empty.") == ["“He calls it ‘home’,”"]


def test_a_quotation_over_two_paragraphs_is_open_in_the_first():
    texts = ["He said: “The first half of it.", "“And the second half.”", "“Another one.”"]
    first, second, third = find_quotations(texts)[0]
    assert (first.open_ended, first.continued, texts[0][first.start :]) == (True, False, "“The first half of it.")
    assert (second.open_ended, second.continued) == (False, True)
    assert (third.open_ended, third.continued) == (False, False)
    assert defects(*texts) == []


def test_an_open_quotation_may_hold_other_marks():
    assert quoted('"The “best” of it.', '"And the rest."') == ['"The “best” of it.', '"And the rest."']


def test_a_lost_mark_spoils_its_own_block_only():
    texts = ["“The first one, he said.", "She said “no” to it."]
    assert quoted(*texts) == ["“no”"]
    assert defects(*texts) == [("unclosed", 0, 0)]


@pytest.mark.parametrize(
    ("text", "expected", "kept"),
    [
        ("“One, he said. “Two.” He left.", [("unclosed", 0, 0)], ["“Two.”"]),
        ("One,” he said. “Two.” He left.", [("unopened", 0, 4)], ["“Two.”"]),
        ('"One, he said. "Two." He left.', [("unclosed", 0, 0)], ['"Two."']),
        ('One," he said. "Two." He left.', [("unopened", 0, 4)], ['"Two."']),
        ("He said ”no” to it.", [("direction", 0, 8)], ["”no”"]),
        ("He said “no“ to it.", [("direction", 0, 11)], ["“no“"]),
        ('The board is 6" wide.', [], []),
    ],
)
def test_defects_name_the_mark(text, expected, kept):
    assert defects(text) == expected
    assert quoted(text) == kept


def test_inner_is_what_stands_between_the_marks():
    quotation = find_quotations(["He said ''no'' then."])[0][0]
    assert quotation.inner == (10, 12)


@pytest.mark.parametrize("text", ['say "no"', "«no»", "&quot;no&quot;", "‘no’", "say 'no'", "''no''", "„no“"])
def test_texts_with_marks_are_looked_at(text):
    assert may_hold_quotations(text)


def test_texts_without_marks_are_not():
    assert not may_hold_quotations("Plain words, isn't it – and naïve ones.")


MARKS = st.text(alphabet="\"“”„«»‘’'`( .,!?—6aBs\n", max_size=80)


@given(st.lists(MARKS, max_size=5))
def test_quotations_are_in_order_and_apart(texts):
    quotations, found = find_quotations(texts)
    assert [(q.block, q.start) for q in quotations] == sorted((q.block, q.start) for q in quotations)
    for before, after in itertools.pairwise(quotations):
        assert before.block < after.block or before.end <= after.start
    for quotation in quotations:
        start, end = quotation.inner
        assert 0 <= quotation.start < start <= end <= quotation.end <= len(texts[quotation.block])
    assert all(0 <= defect.start < defect.end <= len(texts[defect.block]) for defect in found)


WORDS = st.lists(st.sampled_from(["the", "Rain", "won't", "stop", "naïve", "1984", "dogs"]), min_size=1, max_size=6)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4), st.sampled_from(["“”", '""', "„“", "«»"]))
def test_plain_quotations_are_found_exactly(pieces, marks):
    text = ""
    expected = []
    for outside, inside in pieces:
        quotation = f"{marks[0]}{' '.join(inside)},{marks[1]}"
        text += f"{' '.join(outside)} said {quotation} then "
        expected.append(quotation)
    assert quoted(text) == expected
    assert defects(text) == []

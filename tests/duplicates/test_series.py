import pytest

from copydesk.duplicates.series import series_key
from copydesk.duplicates.units import article_facts
from copydesk.formats import parse


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Transparency report, July 2015 - December 2015", "Transparency report, January 2016 - June 2016"),
        ("[ANN] Rails 3.2.3.rc1 has been released!", "Rails 3.2.6 has been released"),
        ("News from the harbour, week 14", "News from the harbour, week 15"),
        ("Weekly update - Apr 23rd, 2016", "Weekly update - May 30th, 2016"),
        ("The harbour terms v2.4", "The harbour terms v2.5"),
        ("The long walk, part II", "The long walk, part III"),
    ],
)
def test_titles_of_a_series_have_one_key(one, other):
    assert series_key(one) == series_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prices rise by 5 %", "Prices rise by 8 %"),
        ("A deal of $3bn", "A deal of $4bn"),
        ("A quiet year", "A loud year"),
    ],
)
def test_other_amounts_are_other_news(one, other):
    assert series_key(one) != series_key(other)


def test_equal_titles_are_no_series():
    one, same, other = (
        article_facts(parse(f"# {title}\n\nText.\n", "a.md")) for title in ("Week 1", "Week 1", "Week 2")
    )
    assert one.in_series_with(other)
    assert not one.in_series_with(same)

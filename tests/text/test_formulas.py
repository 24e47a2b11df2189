import pytest

from copydesk.text import formulas
from copydesk.text.formulas import Counts

COUNTS = Counts(
    words=200,
    sentences=10,
    syllables=300,
    polysyllables=30,
    complex_words=20,
    long_words=50,
    short_words=80,
    letters=900,
    characters=960,
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("flesch_reading_ease", 206.835 - 20.3 - 126.9),
        ("flesch_kincaid_grade", 7.8 + 17.7 - 15.59),
        ("gunning_fog", 12),
        ("smog_index", 1.043 * 90**0.5 + 3.1291),
        ("automated_readability_index", 22.608 + 10 - 21.43),
        ("coleman_liau_index", 26.1 - 1.48 - 15.8),
        ("linsear_write", 13),
        ("lix", 45),
        ("rix", 5),
        ("mcalpine_eflaw", 28),
    ],
)
def test_formula(name, value):
    assert getattr(formulas, name)(COUNTS) == pytest.approx(value)


def test_linsear_write_takes_off_two_points_for_easy_texts():
    easy = Counts(
        words=100,
        sentences=10,
        syllables=150,
        polysyllables=20,
        complex_words=0,
        long_words=0,
        short_words=0,
        letters=1,
        characters=1,
    )
    assert formulas.linsear_write(easy) == 6


def test_the_mean_grade_is_the_mean_of_five():
    assert formulas.mean_grade(COUNTS) == pytest.approx((9.91 + 12 + 13.0239 + 11.178 + 8.82) / 5, abs=1e-3)

from math import exp2, fsum, isclose, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

import copydesk
from copydesk.article_score import words_under
from copydesk.articles import Source
from copydesk.formats import parse
from copydesk.plan import make_plan
from copydesk.planner import RunOptions
from copydesk.run import lint
from copydesk.score import Costed, cost, letter, project_score, score, shown_tenths

COSTED = st.builds(
    Costed,
    st.sampled_from(["duplication", "attribution", "readability"]),
    st.sampled_from(["error", "warning", "suggestion"]),
    st.sampled_from(["high", "medium", "low"]),
    st.integers(0, 500),
    st.none() | st.floats(-5, 40),
)
FINDINGS = st.lists(COSTED, max_size=12)
WORDS = st.integers(0, 5000)


@given(FINDINGS, WORDS, st.data())
def test_without_some_findings_the_score_is_no_lower(findings, words, data):
    kept = [finding for finding in findings if data.draw(st.booleans())]
    more = data.draw(st.integers(0, 1000))
    assert score(kept, words + more).score >= score(findings, words).score


@given(FINDINGS, WORDS)
def test_points_add_up_and_categories_multiply(findings, words):
    found = score(findings, words, ["style"])
    assert isclose(fsum(charge.points for charge in found.charges), 100 - found.score, abs_tol=1e-9)
    assert isclose(fsum(part.points for part in found.categories.values()), 100 - found.score, abs_tol=1e-9)
    product = exp2(fsum(log2(part.score / 100) for part in found.categories.values() if part.score)) * 100
    if all(part.score for part in found.categories.values()):
        assert isclose(product, found.score, abs_tol=1e-9)
    assert found.categories["style"] == (100, 0, 0)
    assert sum(part.findings for part in found.categories.values()) == len(findings)
    assert list(found.categories) == sorted(found.categories)


@given(FINDINGS, WORDS)
def test_the_gain_is_what_the_score_is_higher_without_the_finding(findings, words):
    found = score(findings, words)
    for at, charge in enumerate(found.charges):
        without = score([*findings[:at], *findings[at + 1 :]], words)
        assert isclose(charge.gain, without.score - found.score, abs_tol=1e-9)
        assert charge.gain >= -1e-12


@given(FINDINGS, st.integers(300, 2000), st.integers(2, 5))
def test_density_counts_not_length(findings, words, times):
    findings = [finding._replace(grade=None) for finding in findings]
    assert isclose(score(findings * times, words * times).score, score(findings, words).score, abs_tol=1e-9)


@given(st.lists(st.floats(0, 60), max_size=30))
def test_shown_points_add_up(points):
    total = int(10 * fsum(points) + 0.5)
    shown = shown_tenths(points, total)
    # Where the sum is rounded down, at most the tenths that all together round away are missing.
    assert sum(shown) == total or (sum(shown) > total and sum(map(int, (10 * value for value in points))) > total)
    assert all(abs(tenths - 10 * value) <= 1 for tenths, value in zip(shown, points, strict=True))


@pytest.mark.parametrize(
    ("costed", "words", "expected"),
    [
        (Costed("a", "error"), 1000, 5 / 40),
        (Costed("a", "warning"), 500, 2 * 2 / 40),
        (Costed("a", "suggestion", "medium", 50), 100, 0.5 * 0.7 * 2 * (1000 / 300) / 40),
        (Costed("a", "warning", "low", 10), 1000, 2 * 0.4 / 40),
        (Costed("a", "warning", grade=15.5), 100, 0.5),
        (Costed("a", "warning", grade=13.0), 100, 0),
    ],
)
def test_what_a_finding_costs(costed, words, expected):
    assert cost(costed, words) == pytest.approx(expected)


def test_letters_and_the_cap_of_errors():
    assert [letter(points) for points in (100, 90, 89.9, 80, 65, 64.9, 50, 49.9, 0)] == list("AABBCDDFF")
    assert [letter(points, error=True) for points in (100, 80, 65, 50, 0)] == list("CCCDF")


def test_a_project_is_weighted_by_words():
    assert project_score([(100.0, 300), (50.0, 100)]) == 87.5
    assert project_score([]) is project_score([(100.0, 0)]) is None


TITLE = "The ferry runs all winter"
BODY = (
    "The small ferry between the old harbour and Gull Island will keep its timetable until spring. The town council "
    "decided so on Monday after a long debate.\n\nForty families live on the island. They have no other way to reach "
    "school, work and the doctor, and most of them came to listen.\n\n"
)
QUOTE = "“We could not leave them stranded for another year, and nobody in this room wanted to.”"
FOOTER = "Related articles\n\nSign up for our newsletter\n"


def scored(text, **options):
    return checked(text, **options).files[0]


def checked(text, path="a.md", **options):
    return lint([Source(path, text)], make_plan([], RunOptions(isolated=True, **options)).groups, jobs=1)


def test_real_edits_raise_the_score():
    whole = f"# {TITLE}\n\n{TITLE}\n\n{BODY}{QUOTE}\n\n{FOOTER}"
    before = scored(whole)
    edits = {
        "delete the repeated title": whole.replace(f"{TITLE}\n\n{BODY}", BODY),
        "delete the footer": whole.replace(FOOTER, ""),
        "add an attribution": whole.replace(QUOTE, f"{QUOTE} Mayor Ann Roe said."),
    }
    for name, text in edits.items():
        after = scored(text)
        assert len(after.charges) == len(before.charges) - 1, name
        assert after.score > before.score, name
    assert before.grade == "D"
    clean = scored(f"# {TITLE}\n\n{BODY}{QUOTE} Mayor Ann Roe said.\n")
    assert (clean.score, clean.grade, clean.charges) == (100, "A", ())


def test_the_charges_are_those_of_the_findings():
    result = checked(f"# {TITLE}\n\n{TITLE}\n\n{BODY}{QUOTE}\n\n{FOOTER}")
    (file,) = result.files
    assert [charge[:3] for charge in file.charges] == [(f.rule, f.start, f.end) for f in result.findings]
    assert sum(charge[3] for charge in file.charges) == pytest.approx(100 - file.score)
    for category, part in file.categories.items():
        own = [charge for charge in file.charges if charge[0].startswith(f"{category}.")]
        assert (sum(charge[3] for charge in own), len(own)) == (pytest.approx(part["points"]), part["findings"])


def test_what_the_text_silences_costs_nothing_and_is_counted():
    loud = scored(f"# {TITLE}\n\n{BODY}{QUOTE}\n")
    silent = scored(f"# {TITLE}\n\n{BODY}<!-- copydesk: ignore[dangling-quote] -- known -->\n\n{QUOTE}\n")
    assert (loud.suppressed, silent.suppressed) == (0, 1)
    assert silent.score == 100 > loud.score


def test_other_articles_do_not_matter(project):
    paragraph = BODY.replace("\n\n", " ")
    for name in ("a.md", "b.md"):
        (project / name).write_text(f"# Title {name}\n\n{paragraph}\n")
    one, both = copydesk.check_paths(["a.md"]), copydesk.check_paths(["a.md", "b.md"])
    assert any(finding.rule.startswith("duplication") for finding in both.findings)
    assert one.files[0].score == both.files[0].score == 100


def test_hard_prose_costs_what_its_grade_says():
    hard = (
        "The municipal administration nevertheless emphasised that the anticipated reorganisation of the transportation "
        "infrastructure necessarily required supplementary financial resources from the responsible ministry. "
    )
    file = scored(f"# {TITLE}\n\n{hard * 10}", select=("grade",))
    assert file.score == pytest.approx(100 * exp2(-(file.metrics["flesch_kincaid_grade"] - 13.5) / 4))
    short = scored(f"# {TITLE}\n\n{hard * 6}", select=("grade",), config=("rules.grade.minimum-words=100",))
    assert short.charges[0][3] == 0
    assert short.score == 100


def test_without_words_and_findings_there_is_no_score():
    file = scored("```\ncode\n```\n")
    assert (file.score, file.grade, file.categories) == (None, None, {})


@pytest.mark.parametrize("text", ["", "\n"])
def test_an_empty_file_costs_what_the_finding_about_it_costs(text):
    file = scored(text)
    assert file.grade == "C"
    assert file.categories["integrity"]["findings"] == 1


def test_words_under_ranges():
    text = "# One two\n\nThree **four five** six &amp; seven\n\n- eight nine\n"
    document = parse(text, "a.md")
    four = text.index("**four")
    ranges = [(four, text.index(" six")), (four + 2, len(text)), (0, 3), (0, 0), (0, len(text))]
    assert words_under(document, ranges) == ([2, 6, 1, 0, 9], 0)
    assert words_under(document, ranges[:1]) == ([2], 7)
    assert words_under(document, []) == ([], 9)


@given(st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=5))
def test_words_are_under_a_range_or_not(pairs):
    text = "# Ein Tïtel 🛥\r\n\r\nDrei *vier*, fünf &eacute; sechs\r\n\r\n> sieben acht\r\n"
    document = parse(text, "a.md")
    ranges = [(min(pair), max(pair)) for pair in pairs]
    under, clean = words_under(document, ranges)
    total = words_under(document, [])[1]
    assert 0 <= clean <= total + 2 * len(ranges)  # a range that begins inside a word parts it
    assert all(0 <= count <= total + 2 for count in under)

"""Articles of our own and findings in them, built by hand."""

from __future__ import annotations

from typing import Any

from copydesk.document import Document
from copydesk.model import Edit, FileResult, Finding, Fix, Place, Problem, Result

FERRY = (
    "---\n"
    'title: "Harbour ferry to run all winter"\n'
    "---\n"
    "\n"
    "Harbour ferry to run all winter\n"
    "\n"
    "The small ferry between the old harbour and Gull Island will keep its timetable until spring, the town council "
    "decided on Monday after a long debate about the the cost of fuel, the pay of the crew, and the needs of the "
    "forty families who live on the island and have no other way to reach school, work and the doctor.\n"
    "\n"
    "“We could not leave them stranded for another year, and nobody in this room wanted to.”\n"
    "\n"
    "- Tickets:\tfour crowns\n"
    "- 島のフェリーは島のフェリーは毎日三回出ます。\n"
    "- Cafe\u0301 on board is is open 🍰 daily\n"
    "\n"
    "Related articles\n"
    "Bridge repairs delayed\n"
    "Share on social media\n"
    "Sign up for our newsletter\n"
)
BRIDGE = (
    "<h1>Bridge repairs delayed</h1>\r\n"
    "<p>Works on the bridge are late.</p>\r\n"
    "<p>Works on the bridge were late.</p>\r\n"
)
ARTICLES = {"news/bridge.html": BRIDGE, "news/ferry.md": FERRY, "news/fine.txt": "All is well.\n"}


def span(path: str, text: str, needle: str, nth: int = 0) -> dict[str, Any]:
    """Offsets and places of the nth occurrence of a needle."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(needle, start + 1)
    end = start + len(needle)
    document = Document(path, "text", text, [])
    line, column = document.position(start)
    end_line, end_column = document.position(end)
    return {
        "path": path,
        "start": start,
        "end": end,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
    }


def finding(path: str, text: str, needle: str, *, nth: int = 0, **changes: Any) -> Finding:
    """A finding about the nth occurrence of a needle, with defaults for all that is not given."""
    related = changes.get("related", ())
    values = {
        "rule": "integrity.repeated-word",
        "severity": "warning",
        "confidence": "high",
        "message": "A word stands twice.",
        "text": needle,
        "related_total": len(related),
        "related": related,
        "cluster": None,
        "fix": None,
        "fingerprint": "0123456789abcdef",
        "url": None,
    }
    return Finding(**{**values, **span(path, text, needle, nth), **changes})


def place(
    path: str, text: str, needle: str, *, nth: int = 0, similarity: float | None = None, message: str = ""
) -> Place:
    """Another place of a finding."""
    return Place(**span(path, text, needle, nth), similarity=similarity, message=message)


def sample_result() -> Result:
    """One run over `ARTICLES` with something of everything."""
    ferry, bridge = "news/ferry.md", "news/bridge.html"
    title = "Harbour ferry to run all winter"
    title_start = FERRY.index(title, FERRY.index(title) + 1)
    the_the = FERRY.index("the the")
    is_is = FERRY.index("is is")
    footer = FERRY.index("Related articles")
    late = "Works on the bridge were late."
    findings = (
        finding(
            bridge,
            BRIDGE,
            late,
            rule="duplication.near-duplicate-paragraph",
            severity="error",
            confidence="medium",
            message="This paragraph is nearly the same as an earlier one.",
            related=(place(bridge, BRIDGE, "Works on the bridge are late.", similarity=0.8299),),
            cluster="a1",
        ),
        finding(
            ferry,
            FERRY,
            title,
            nth=1,
            rule="duplication.duplicate-title",
            severity="error",
            message=f'The title stands again in the text: "{title}".',
            related=(place(ferry, FERRY, title, similarity=1.0),),
            fix=Fix("safe", (Edit(title_start, title_start + len(title) + 2, ""),)),
            url="https://example.org/rules/duplicate-title",
        ),
        finding(ferry, FERRY, "the the", fix=Fix("safe", (Edit(the_the, the_the + 7, "the"),))),
        finding(
            ferry,
            FERRY,
            "“We could not leave them stranded for another year, and nobody in this room wanted to.”",
            rule="attribution.dangling-quote",
            confidence="medium",
            message="Nothing near this quotation says whose words it is.",
        ),
        finding(
            ferry, FERRY, "four", rule="style.numbers", severity="suggestion", message="A figure reads better here."
        ),
        finding(
            ferry,
            FERRY,
            "フェリー",
            nth=1,
            rule="style.repetition",
            severity="suggestion",
            message="Said twice: フェリー",
            related=tuple(
                place(name, FERRY, "フェリー", similarity=similarity, message=message)
                for name, similarity, message in (
                    (ferry, None, "the first"),
                    ("archive/2019.md", 0.999, ""),
                    ("archive/2020.md", 1.0, ""),
                    ("archive/2021.md", 0.5, ""),
                )
            ),
            related_total=1240,
        ),
        finding(
            ferry,
            FERRY,
            "is is",
            fix=Fix("safe", (Edit(is_is, is_is + 5, "is"), Edit(is_is + 5, is_is + 10, " to all"))),
        ),
        finding(
            ferry,
            FERRY,
            FERRY[footer:-1],
            rule="boilerplate.boilerplate-footer",
            message="The end of the article is page furniture.",
            fix=Fix("unsafe", (Edit(footer - 1, len(FERRY) - 1, ""),)),
        ),
    )
    files = (
        FileResult(bridge, "Bridge repairs delayed", None, 13),
        FileResult(
            ferry,
            title,
            "en",
            96,
            71.25,
            "C",
            {"flesch_kincaid_grade": 11.2, "gunning_fog": float("nan")},
            {
                "duplication": {"score": 78.5, "points": 19.0, "findings": 2},
                "style": {"score": 90.8, "points": 9.75, "findings": 2},
            },
        ),
        FileResult("news/fine.txt", None, None, 3),
    )
    errors = (Problem("news/locked.md", "cannot be read: permission denied"),)
    notes = (Problem("news/photo.md", "is binary and was left out"),)
    return Result(files, findings, errors, notes)

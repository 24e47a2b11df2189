"""Check kinds: what `extends:` in a rule names. One module a kind.

A module offers `OPTIONS`, the keys a rule of its kind may set (see `copydesk.checks.options`), and one of

- `check(rule, document) -> Iterable[Hit]`: looks at one article;
- `check_across(rules, across, focus) -> Iterable[tuple[str, str, Hit]]`: looks across articles. It gets what is known of
  every article (`copydesk.checks.across`), and yields path, rule id and hit for places in the focus. What is known are
  the facts that `copydesk.duplicates.units` gathers of each article by itself: plain data that can be stored. Such a
  module may offer `finish(hit, document) -> Hit` as well, for what takes the source of the article, such as a fix.

Modules load when a rule of their kind runs.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from copydesk.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.model import Rule

CHECKS: dict[str, str] = {
    "existence": "copydesk.checks.existence",
    "substitution": "copydesk.checks.substitution",
    "occurrence": "copydesk.checks.occurrence",
    "repetition": "copydesk.checks.repetition",
    "consistency": "copydesk.checks.consistency",
    "duplicate-title": "copydesk.checks.duplicate_title",
    "duplicate-paragraph": "copydesk.checks.duplicate_paragraph",
    "near-duplicate-paragraph": "copydesk.checks.near_duplicate_paragraph",
    "contained-paragraph": "copydesk.checks.contained_paragraph",
    "duplicate-article": "copydesk.checks.duplicate_article",
    "duplicate-headline": "copydesk.checks.duplicate_headline",
    "near-duplicate-article": "copydesk.checks.near_duplicate_article",
    "repeated-sentence": "copydesk.checks.repeated_sentence",
    "shared-paragraph": "copydesk.checks.shared_paragraph",
    "recurring-boilerplate": "copydesk.checks.recurring_boilerplate",
    "dangling-quote": "copydesk.checks.dangling_quote",
    "unbalanced-quote": "copydesk.checks.unbalanced_quote",
    "quote-direction": "copydesk.checks.quote_direction",
    "mixed-quote-marks": "copydesk.checks.mixed_quote_marks",
    "headline-quote-missing": "copydesk.checks.headline_quote_missing",
    "vague-attribution": "copydesk.checks.vague_attribution",
    "quote-punctuation": "copydesk.checks.quote_punctuation",
    "altered-quote": "copydesk.checks.altered_quote",
    "boilerplate-footer": "copydesk.checks.boilerplate_footer",
    "dense-sentences": "copydesk.checks.dense_sentences",
    "boilerplate-line": "copydesk.checks.boilerplate_line",
    "grade": "copydesk.checks.grade",
    "length": "copydesk.checks.length",
    "repeated-word": "copydesk.checks.repeated_word",
    "spelling-variants": "copydesk.checks.spelling_variants",
    "term-variants": "copydesk.checks.term_variants",
    "project-terms": "copydesk.checks.project_terms",
    "mojibake": "copydesk.checks.mojibake",
    "invisible-character": "copydesk.checks.invisible_character",
    "mixed-script": "copydesk.checks.mixed_script",
    "html-entity": "copydesk.checks.html_entity",
    "markup-residue": "copydesk.checks.markup_residue",
    "truncated-article": "copydesk.checks.truncated_article",
    "empty-article": "copydesk.checks.empty_article",
    "placeholder-text": "copydesk.checks.placeholder_text",
    "chatbot-residue": "copydesk.checks.chatbot_residue",
    "missing-space": "copydesk.checks.missing_space",
    "lost-punctuation": "copydesk.checks.lost_punctuation",
    "honorific": "copydesk.checks.honorific",
    "repeated-introduction": "copydesk.checks.repeated_introduction",
    "missing-title": "copydesk.checks.missing_title",
    "title-length": "copydesk.checks.title_length",
    "vague-link-text": "copydesk.checks.vague_link_text",
    "missing-metadata": "copydesk.checks.missing_metadata",
    "unused-suppression": "copydesk.checks.unused_suppression",
}

ACROSS = frozenset(
    {
        "altered-quote",
        "duplicate-article",
        "duplicate-headline",
        "near-duplicate-article",
        "project-terms",
        "recurring-boilerplate",
        "shared-paragraph",
    }
)
"""The kinds that look across articles."""

LAST = "unused-suppression"
"""The kind that looks at what all other rules have found."""

WHOLE = frozenset(
    {"dense-sentences", "duplicate-article", "grade", "headline-quote-missing", "near-duplicate-article", LAST}
)
"""The kinds whose findings are about an article as a whole, so that any change of it may bring one about."""


def is_about_whole(rule: Rule) -> bool:
    """Whether a rule's findings stand at one place and are about more of the article: `WHOLE`, and whole sections."""
    return rule.kind in WHOLE or rule.options.get("unit") == "section"


def load_check(kind: str) -> ModuleType:
    """The module of a check kind.

    Raises:
        KeyError: No such kind.
    """
    return import_module(CHECKS[kind])

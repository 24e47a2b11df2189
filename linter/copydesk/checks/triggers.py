"""What has to stand in an article before a check of damage is worth loading.

Most articles are sound, and most of these checks find nothing in them. Each has a test here that costs next to nothing
and needs no module of its own: letters beyond ASCII, a few strings, or a few words among all words of the article. It
may say yes for nothing, never no for something.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from copydesk.checks.whole_article import lone_lines, rare_letters, shown_letters, shown_text, vocabulary
from copydesk.document import Document
from copydesk.model import Hit, Rule

Trigger = Callable[[Rule, Document], bool]
Check = Callable[[Rule, Document], Iterable[Hit]]

_ENDS = (".", "!", "?", ".”", "!”", "?”", '."', '!"', '?"', ".)", "。")
_DOTS = ("...", "...)", "more.", "mehr.")
_WORD_LENGTH = 10  # characters of a word of an error page and its blank, on the long side
_ERROR_PAGE = 800  # characters of prose, above which a page is none of an error
_ERROR_WORDS_LISTED = (
    "400 401 403 404 410 429 500 502 503 504 page denied permission moment browser human robot javascript "
    "cookies attention maintenance offline unavailable suspended available requested document site website "
    "seite introuvable encontrada"
)
_ERROR_WORDS = frozenset(_ERROR_WORDS_LISTED.split())
_LEAST_WORDS = 5


def letters(*ranges: tuple[str, str], entities: bool = False) -> Trigger:
    """Whether the source holds a rare character in one of some ranges, given by their first and last one.

    Args:
        ranges: These.
        entities: Whether those count that the source writes as entities (`&Atilde;`, `&#1057;`).
    """

    def holds(_rule: Rule, document: Document) -> bool:
        rare = rare_letters(document)
        if rare and any(first <= letter <= last for letter in rare for first, last in ranges):
            return True
        return entities and any(first <= letter <= last for letter in shown_letters(document) for first, last in ranges)

    return holds


def strings(*wanted: str) -> Trigger:
    """Whether the source holds one of some strings."""
    return lambda _rule, document: _holds(document.text, wanted)


def shown(*wanted: str) -> Trigger:
    """Whether what readers see holds one of some strings."""
    return lambda _rule, document: _holds(shown_text(document), wanted)


def _holds(text: str, wanted: Iterable[str]) -> bool:
    for string in wanted:  # noqa: SIM110 - a generator costs more than most of the searches
        if string in text:
            return True
    return False


def words(text: str) -> Trigger:
    """Whether the prose holds one of some folded words, given with blanks between them."""
    wanted = frozenset(text.split())
    return lambda _rule, document: not wanted.isdisjoint(vocabulary(document))


def words_of(*options: str) -> Trigger:
    """Whether the prose holds the longest word of one of the phrases that some options of the rule list."""

    def holds(rule: Rule, document: Document) -> bool:
        wanted = longest_words(tuple(phrase for option in options for phrase in rule.options[option]))
        return wanted is None or not wanted.isdisjoint(vocabulary(document))

    return holds


@lru_cache(maxsize=8)
def longest_words(phrases: tuple[str, ...]) -> frozenset[str] | None:
    """The longest folded word of each phrase; None where one has no words."""
    from copydesk.text.normalise import tokens

    # Nearly all are plain words, which take no more than small letters to be folded.
    split = [phrase.lower().split() if _is_plain(phrase) else tokens(phrase) for phrase in phrases]
    return frozenset(max(words, key=len) for words in split) if all(split) else None


def _is_plain(phrase: str) -> bool:
    """Whether a phrase is words of Western letters that are the same folded."""
    letters = phrase.replace(" ", "")
    return letters.isalpha() and max(letters) <= "\xff" and _FOLDED_OTHERWISE.isdisjoint(letters)


_FOLDED_OTHERWISE = frozenset("ªµºß")


def either(*triggers: Trigger) -> Trigger:
    """Whether one of some triggers says yes."""
    return lambda rule, document: any(trigger(rule, document) for trigger in triggers)


MARKUP = (
    "<",
    "[",
    "]",
    "{",
    "**",
    "__",
    "twitter.",
    ".jp",
    ".png",
    ".gif",
    ".webp",
    "0x",
    "5x",
    "document.",
    "window.",
    "googletag",
    "var ",
)
"""One of them stands in all markup that `copydesk.checks.markup_residue` looks for."""

_markup = strings(*MARKUP)


def _residue(rule: Rule, document: Document) -> bool:
    """Whether markup may show: in Markdown, marks that were not understood; elsewhere anything that markup is made of."""
    if document.format == "markdown":
        return _holds(shown_text(document), ("**", "]("))
    return _markup(rule, document)


def _open_end(_rule: Rule, document: Document) -> bool:
    """Whether the last block ends otherwise than sentences do, so that the end of the text has to be looked for."""
    prose = document.prose
    last = prose[-1].text.rstrip() if prose else "."
    return not last.endswith(_ENDS) or last.endswith(_DOTS) or last.count(" ") + 1 < _LEAST_WORDS


def _nothing(rule: Rule, document: Document) -> bool:
    """Whether there is nothing to read but a title, or little with a word that error pages hold."""
    prose = document.prose
    if not any(block is not document.title and block.text.strip() for block in prose):
        return True
    longest = max(rule.options["maximum-words"] * _WORD_LENGTH, _ERROR_PAGE)
    if sum(len(block.text) for block in prose) > longest:
        return False
    title = document.title  # the one in the head of an HTML page is no prose
    return not _ERROR_WORDS.isdisjoint(vocabulary(document)) or (
        title is not None and not _ERROR_WORDS.isdisjoint(title.tokens)
    )


def runs_together(text: str) -> bool:
    """Whether a letter follows a comma, or a capital a stop, without a blank; closing quotation marks may stand between."""
    for stop in ".!?":
        for piece in text.split(stop)[1:]:
            if piece[:1].isupper() or (piece[:1] in _CLOSING and piece[1:2].isalpha()):
                return True
    before = ""
    for piece in text.split(","):
        if before[-1:].isalpha() and (piece[:1].islower() or (piece[:1] == "”" and piece[1:2].isalpha())):
            return True
        before = piece
    return False


_CLOSING = '"”’)'


def _split_ligature(_rule: Rule, document: Document) -> bool:
    """Whether a blank follows what a ligature stands for: “fi nal”."""
    text = shown_text(document)
    return any(piece[:1].isspace() for ligature in _LIGATURES for piece in text.split(ligature)[1:])


_LIGATURES = ("fi", "fl", "Fi", "Fl")

HALF_ENTITIES = ("nbsp;", "rsquo;", "lsquo;", "rdquo;", "ldquo;", "#82", "#39;", "#039;", "#160;")
"""One of them stands in every half of an entity that has lost its ampersand."""


def _glued(_rule: Rule, document: Document) -> bool:
    return runs_together(shown_text(document))


def _asks_within(_rule: Rule, document: Document) -> bool:
    """Whether a letter follows a question mark, as where that stands for an apostrophe."""
    return any(piece[:1].islower() for piece in shown_text(document).split("?")[1:])


_ASSISTANT_MARKS = ("turn0", "turn1", "†", "utm_source=", "sandbox:/mnt", "[attached_file", "[cite")
_SPEAKS = frozenset(("oaicite", "oai", "grok", "cutoff", "regenerate", "chatgpt", "möchten", "souhaitez"))
_SPEAKS_TOGETHER = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("ai artificial large", "model assistant chatbot"),
        ("ki", "sprachmodell assistent"),
        ("langage", "modèle"),
        ("lenguaje", "modelo"),
        ("fulfill assist comply", "cannot can unable"),
    )
)
_DATES = ("y last ", "y latest ", "y most recent ", "y knowledge", "y training")
_TRAITS = (" have real-time", " to real-time", " have personal ")
_OFFERS = ("ould you like ", "you want me to", "et me know if you")
ANSWERS = ("Certainly", "Sure", "Absolutely", "Of course", "Great question")


def _assistant(_rule: Rule, document: Document) -> bool:
    """Whether a chat assistant may have left something: its marks, or words that it speaks of itself with."""
    if _holds(document.text, _ASSISTANT_MARKS):
        return True
    known = vocabulary(document)
    if not _SPEAKS.isdisjoint(known):
        return True
    if any(not one.isdisjoint(known) and not other.isdisjoint(known) for one, other in _SPEAKS_TOGETHER):
        return True
    text = shown_text(document)
    if "my" in known and _holds(text, _DATES):
        return True
    if ("real" in known or "personal" in known) and "i" in known and _holds(text, _TRAITS):
        return True
    if "you" in known and (_holds(text, _OFFERS) or ("If you" in text and " I c" in text)):
        return True
    # A block at the top that begins as an answer does.
    return any(block.text.lstrip().startswith(ANSWERS) for block in document.prose[:4])


def _terms(rule: Rule, document: Document) -> bool:
    """Whether two ways to write one term can stand in the article, or a name that ends in a word of two cases."""
    options = rule.options
    if possible_terms(options["variants"], document) or possible_terms(options["also"], document):
        return True
    known, text = vocabulary(document), shown_text(document)
    return any(f" {end}" in text and f" {end.capitalize()}" in text for end in options["names-end"] if end in known)


def possible_terms(texts: Sequence[str], document: Document) -> list[int]:
    """The numbers of those groups of ways to write a term of which two ways can stand in the article.

    Args:
        texts: The groups, each with `|` between its ways.
        document: The article.
    """
    groups, first, words = _groups(tuple(texts))
    known = vocabulary(document)
    numbers = {number for word in words & known for number in first[word]}
    if not numbers:
        return []
    text = shown_text(document)
    found = []
    for number in sorted(numbers):
        ways = [way for way, mine in groups[number] if known.issuperset(mine)]
        if len(ways) > 1 and sum([way in text for way in ways]) > 1:
            found.append(number)
    return found


_Groups = tuple[list[list[tuple[str, list[str]]]], dict[str, list[int]], frozenset[str]]
"""For each group its ways, each with its words; numbers of the groups by the first words of their ways; these words."""


@lru_cache(maxsize=8)
def _groups(texts: tuple[str, ...]) -> _Groups:
    from copydesk.text.normalise import tokens

    split = [[way.strip() for way in text.split("|") if way.strip()] for text in texts]
    ways = [[(way, tokens(way)) for way in group] for group in split]
    first: dict[str, list[int]] = {}
    for number, group in enumerate(ways):
        for word in {word for _, words in group for word in words[:1]}:
            first.setdefault(word, []).append(number)
    return ways, first, frozenset(first)  # two sets are compared much faster than a set and a mapping


def _american(rule: Rule, document: Document) -> bool:
    """Whether a word begins as an American spelling does; without one no article mixes spellings."""
    if "copydesk.checks.spelling_variants" in sys.modules:
        return True  # its own look at the words is quicker then
    options = rule.options
    heads = _heads(tuple(options["pairs"].values()), tuple(options["endings"]))
    return not heads.isdisjoint([word[:_HEAD] for word in vocabulary(document)])


_HEAD = 5


@lru_cache(maxsize=8)
def _heads(stems: tuple[str, ...], endings: tuple[str, ...]) -> frozenset[str]:
    """What words of some stems begin with, endings put on where the stem is short."""
    heads = {stem[:_HEAD] for stem in stems}
    short = [stem for stem in stems if len(stem) <= _HEAD]
    heads.update([(stem + ending)[:_HEAD] for stem in short for ending in endings])
    heads.update([(stem[:-1] + ending)[:_HEAD] for stem in short for ending in endings])
    return frozenset(heads)


def _short_line(rule: Rule, document: Document) -> bool:
    """Whether a line is short enough to be furniture, and in an edited format no sentence, heading, item or link."""
    longest = rule.options["longest"]
    if document.format == "html" and rule.options["main-content"] != "never":
        return True
    if document.format in rule.options["edited-formats"]:
        return any(len(block.text) <= longest for block in lone_lines(document))
    return any(len(block.text) <= longest and block is not document.title for block in document.prose)


def _untitled(_rule: Rule, document: Document) -> bool:
    return not document.title_text


def _title_beyond(rule: Rule, document: Document) -> bool:
    return not rule.options["minimum"] <= len(document.title_text or "") <= rule.options["maximum"]


def _linked(_rule: Rule, document: Document) -> bool:
    return any(block.links for block in document.blocks)


TRIGGERS: dict[str, Trigger] = {
    # Lead bytes of UTF-8 as Western letters, and their like in Macintosh and Cyrillic code pages.
    "mojibake": letters(
        ("\x80", "\x9f"), ("Â", "ô"), ("√", "√"), ("‚", "‚"), ("Р", "С"), ("\ufffd", "\ufffd"), entities=True
    ),
    "invisible-character": letters(
        ("\0", "\x1f"),
        ("\x7f", "\x7f"),
        ("\xad", "\xad"),
        ("\u061c", "\u061c"),
        ("\u180e", "\u180e"),
        ("\u200b", "\u200f"),
        ("\u2028", "\u202e"),
        ("\u2060", "\u2069"),
        ("\ufeff", "\ufeff"),
        ("\U000e0001", "\U000e007f"),
    ),
    "mixed-script": letters(("\u0370", "\u052f"), entities=True),
    "html-entity": either(strings("&"), shown(*HALF_ENTITIES)),
    "markup-residue": _residue,
    "truncated-article": either(_open_end, strings(" chars]", " characters]")),
    "empty-article": _nothing,
    "placeholder-text": either(words_of("phrases", "lines", "also"), shown("[")),
    "chatbot-residue": _assistant,
    "missing-space": _glued,
    "lost-punctuation": either(words_of("contractions", "ligatures"), _asks_within, _split_ligature),
    "boilerplate-line": _short_line,
    "term-variants": _terms,
    "spelling-variants": _american,
    "honorific": words("mr mrs ms miss"),
    "missing-title": _untitled,
    "title-length": _title_beyond,
    "vague-link-text": _linked,
}


def deferred(kind: str, trigger: Trigger) -> Check:
    """The check of a kind, its module loaded with the first article that gives cause to."""

    def check(rule: Rule, document: Document) -> Iterable[Hit]:
        if not trigger(rule, document):
            return ()
        from copydesk.checks import load_check

        hits: Iterable[Hit] = load_check(kind).check(rule, document)
        return hits

    return check

"""What has to stand in an article before a check of damage is worth loading.

Most articles are sound, and most of these checks find nothing in them. Each has a test here that costs next to nothing
and needs no module of its own: letters beyond ASCII, a few strings, or a few words among all words of the article. It
may say yes for nothing, never no for something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from copydesk.document import Document
from copydesk.model import Hit, Rule

Trigger = Callable[[Rule, Document], bool]
Check = Callable[[Rule, Document], Iterable[Hit]]

_ENDS = (".", "!", "?", ".”", "!”", "?”", '."', '!"', '?"', ".)", "。")
_ERROR_PAGE = 800  # characters of prose, above which a page is none of an error
_ERROR_WORDS = frozenset(
    [
        "400",
        "401",
        "403",
        "404",
        "410",
        "429",
        "500",
        "502",
        "503",
        "504",
        "page",
        "denied",
        "permission",
        "moment",
        "browser",
        "human",
        "robot",
        "javascript",
        "cookies",
        "attention",
        "maintenance",
        "offline",
        "unavailable",
        "suspended",
        "available",
        "requested",
        "document",
        "site",
        "website",
        "seite",
        "introuvable",
        "encontrada",
    ]
)
_LEAST_WORDS = 5

_ASCII = bytes(range(128))

# Letters of any case as `a`, stops and commas as `.`, closing marks and the bytes of curly ones as `"`, the rest as blanks.
_SHAPES = bytes(
    97
    if 65 <= i <= 90 or 97 <= i <= 122 or i == 0xC3
    else 46
    if chr(i) in ".!?,"
    else 34
    if chr(i) in '")' or i in (0xE2, 0x80, 0x9D, 0x99)
    else 32
    for i in range(256)
)


def vocabulary(document: Document) -> frozenset[str]:
    """All folded words of an article's prose; computed once, and from what the duplicates are found by."""
    found: frozenset[str] | None = document.memo.get("vocabulary")
    if found is None:
        found = document.memo["vocabulary"] = frozenset().union(*[block.tokens for block in document.prose])
    return found


def rare_letters(document: Document) -> frozenset[str]:
    """The distinct characters beyond ASCII in the source; computed once."""
    found: frozenset[str] | None = document.memo.get("rare-letters")
    if found is None:
        rest = document.text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
        found = document.memo["rare-letters"] = frozenset(rest.decode("utf-8", "surrogatepass"))
    return found


def letters(*ranges: tuple[str, str]) -> Trigger:
    """Whether the source holds a character in one of some ranges, given by their first and last one."""

    def holds(_rule: Rule, document: Document) -> bool:
        if document.text.isascii():
            return False
        return any(first <= letter <= last for letter in rare_letters(document) for first, last in ranges)

    return holds


def strings(*wanted: str) -> Trigger:
    """Whether the source holds one of some strings."""
    return lambda _rule, document: any(string in document.text for string in wanted)


def words(text: str) -> Trigger:
    """Whether the prose holds one of some folded words, given with blanks between them."""
    wanted = frozenset(text.split())
    return lambda _rule, document: not wanted.isdisjoint(vocabulary(document))


def words_of(*options: str) -> Trigger:
    """Whether the prose holds one of the words that some options of the rule list."""

    def holds(rule: Rule, document: Document) -> bool:
        known = vocabulary(document)
        return any(word.casefold() in known for option in options for word in rule.options[option])

    return holds


def given(option: str) -> Trigger:
    """Whether the rule has been given something of its own to look for."""
    return lambda rule, _document: bool(rule.options[option])


def either(*triggers: Trigger) -> Trigger:
    """Whether one of some triggers says yes."""
    return lambda rule, document: any(trigger(rule, document) for trigger in triggers)


_markup = strings("<", "[", "**", "__", "{", "pic.twitter.com", ".jp", ".png", ".gif", ".webp", "0x", "5x")


def _residue(rule: Rule, document: Document) -> bool:
    """Whether markup may show: in Markdown, marks that were not understood; elsewhere anything that markup is made of."""
    if document.format == "markdown":
        return any("**" in block.text or "](" in block.text for block in document.prose)
    return _markup(rule, document)


def _open_end(_rule: Rule, document: Document) -> bool:
    """Whether the last block ends otherwise than sentences do, so that the end of the text has to be looked for."""
    prose = document.prose
    last = prose[-1].text.rstrip() if prose else "."
    return not last.endswith(_ENDS) or last.endswith("...") or last.count(" ") + 1 < _LEAST_WORDS


def _nothing(_rule: Rule, document: Document) -> bool:
    """Whether there is nothing to read but a title, or little with a word that error pages hold."""
    prose = document.prose
    if not any(block is not document.title and block.text.strip() for block in prose):
        return True
    return sum(len(block.text) for block in prose) <= _ERROR_PAGE and not _ERROR_WORDS.isdisjoint(vocabulary(document))


def runs_together(text: str) -> bool:
    """Whether a letter follows a stop or a comma without a blank."""
    shapes = text.encode("utf-8", "surrogatepass").translate(_SHAPES)
    return b"aa.a" in shapes or b'aa."a' in shapes or b'aa."""a' in shapes


def _glued(_rule: Rule, document: Document) -> bool:
    return runs_together("\n".join([block.text for block in document.prose]))


_FILL_INS = (
    "[your", "[Your", "[YOUR", "[insert", "[Insert", "[INSERT", "[enter ", "[Enter ", "[ENTER ", "[type ", "[Type ",
    " name]", " Name]", " NAME]", " here]", " Here]", " HERE]",
)  # fmt: skip
_PLACEHOLDERS = (
    "ipsum amet consectetur goes insert placeholder dummy sample text texto texte headline title subtitle caption asdf tk "
    "tktk tktktk xxx test copy blindtext typoblindtext platzhalter platzhaltertext wordpress remplissage segnaposto"
)
ASSISTANT_MARKS = (
    "oaicite", "oai_cit", "turn0", "turn1", "†", "utm_source=", "[attached_file", "[cite", "grok_", "sandbox:/mnt",
)  # fmt: skip
_ASSISTANT_PHRASES = (
    "my last ", "my latest ", "my most recent ", "my knowledge", "My knowledge", "my training", "My training", "real-time",
    "have personal ", "assist", "fulfill", "comply",
    "Would you like ", "Do you want me", "you'd like", "you’d like", "you would like", "If you like", "If you want",
    "If you prefer", "Let me know if you", "Möchten Sie", "Souhaitez-vous",
)  # fmt: skip
_ASSISTANT_WORDS = "ai artificial ki langage lenguaje cutoff fulfill regenerate chatgpt"
_ANSWERS = ("Certainly", "Sure", "Absolutely", "Of course", "Great question")


def _answers(_rule: Rule, document: Document) -> bool:
    """Whether a block at the top begins as an answer does."""
    return any(block.text.lstrip().startswith(_ANSWERS) for block in document.prose[:4])


def _terms(rule: Rule, document: Document) -> bool:
    """Whether two ways to write one term can stand in the article, or a name that ends in a word of two cases."""
    options, known, text = rule.options, vocabulary(document), document.text
    for name in ("variants", "also"):
        for ways in _groups(options[name]):
            if sum([known.issuperset(way) for way in ways]) > 1:
                return True
    ends = [end for end in options["names-end"] if end in known]
    return any(f" {end}" in text and f" {end.capitalize()}" in text for end in ends)


def _groups(texts: Sequence[str]) -> list[list[list[str]]]:
    """The words of each way of each group; computed once a rule."""
    for known, groups in _known_groups:
        if known is texts:
            return groups
    from copydesk.text.normalise import tokens

    groups = [[tokens(way) for way in text.split("|")] for text in texts]
    _known_groups.append((texts, groups))
    del _known_groups[:-8]
    return groups


_known_groups: list[tuple[Sequence[str], list[list[list[str]]]]] = []


def _short_line(rule: Rule, document: Document) -> bool:
    """Whether a line is short enough to be furniture, and in an edited format no sentence, heading, item or link."""
    options = rule.options
    edited = document.format in options["edited-formats"]
    for block in document.prose:
        if len(block.text) <= options["longest"] and block is not document.title:
            if not edited:
                return True
            if block.kind == "paragraph" and not block.links and not block.text.endswith((".", ":", ",")):
                return True
    return False


def _untitled(_rule: Rule, document: Document) -> bool:
    return not document.title_text


def _title_beyond(rule: Rule, document: Document) -> bool:
    return not rule.options["minimum"] <= len(document.title_text or "") <= rule.options["maximum"]


def _linked(_rule: Rule, document: Document) -> bool:
    return any(block.links for block in document.blocks)


TRIGGERS: dict[str, Trigger] = {
    # Lead bytes of UTF-8 as Western letters, and their like in Macintosh and Cyrillic code pages.
    "mojibake": letters(("\x80", "\x9f"), ("Â", "ô"), ("√", "√"), ("‚", "‚"), ("Р", "С"), ("\ufffd", "\ufffd")),
    "invisible-character": either(
        letters(
            ("\xad", "\xad"),
            ("\u061c", "\u061c"),
            ("\u180e", "\u180e"),
            ("\u200b", "\u200f"),
            ("\u2028", "\u202e"),
            ("\u2060", "\u2069"),
            ("\ufeff", "\ufeff"),
            ("\U000e0001", "\U000e007f"),
        ),
        strings(*map(chr, (*range(9), 11, *range(14, 32), 127))),
    ),
    "mixed-script": letters(("\u0370", "\u052f")),
    "html-entity": either(strings("&"), words("nbsp rsquo lsquo rdquo ldquo 8217 8216 8220 8221 8211 8212 39 039 160")),
    "markup-residue": _residue,
    "truncated-article": either(_open_end, strings(" chars]", " characters]")),
    "empty-article": _nothing,
    "placeholder-text": either(words(_PLACEHOLDERS), strings(*_FILL_INS), given("also")),
    "chatbot-residue": either(strings(*ASSISTANT_MARKS, *_ASSISTANT_PHRASES), words(_ASSISTANT_WORDS), _answers),
    "missing-space": _glued,
    "lost-punctuation": either(
        words_of("contractions", "ligatures"), strings("fi ", "fl ", "?s ", "?t ", "?re ", "?ve ", "?ll ", "?d ", "?m ")
    ),
    "boilerplate-line": _short_line,
    "term-variants": _terms,
    "honorific": strings("Mr ", "Mr.", "Mr\xa0", "Mrs", "Ms ", "Ms.", "Ms\xa0", "Miss "),
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

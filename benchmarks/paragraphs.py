"""Made-up paragraphs with copies among them: data for `near_duplicates.py`.

Sentences come from invented templates and words with the frequencies of natural ones (Zipf), so that two paragraphs
have about as many word pairs in common as two of real articles; some paragraphs are put
together from sentences that others hold too. Three in ten paragraphs are copies of one: identical, cosmetically
changed, edited, cut short, merged with another, or with a line before it. The same number gives the same paragraphs,
and twice as many hold about twice as many pairs.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import accumulate, product
from typing import NamedTuple

EDITS = {"edit 2 %": 0.02, "edit 5 %": 0.05, "edit 10 %": 0.1, "edit 20 %": 0.2}
KINDS = ("identical", "cosmetic", *EDITS, "truncated", "merged", "prefixed")
COPIES = 0.3
RECOMBINED = 0.2  # share of the other paragraphs that is put together from common sentences
COMMON = 0.12  # common sentences for each paragraph
LONGEST = 150

FUNCTION_WORDS = (  # noqa: SIM905 - a hundred quoted words read worse
    "the of and to in a that for is was on it with as he by be at his has from have not are they an were which its"
    " this had but their who will would been more one said when all can no about or out up if there also so after"
    " than her first new into over two other only could some time she last them may most now before then what i we"
    " because between through where under during while those any both against still around such since never how"
).split()
TEMPLATES = 2_000
SLOTS = 4  # least number of words to fill in, so that no two clauses are alike by chance
JOINTS = (" and ", " but ", " while ", ", which meant that ", " so ", " after ")
LEADS = ("{p}, {d} {p} (Agency) - ", "Updated at {d}: ", "From our desk in {p}: ")


class Paragraph(NamedTuple):
    """A paragraph and what it was made from.

    Attributes:
        text: The paragraph.
        kind: Which of `KINDS`; empty for one that is no copy.
        source: Number of the paragraph it is a copy of, its own for none.
        words: Number of words of that one.
    """

    text: str
    kind: str
    source: int
    words: int


class _Words:
    """Invented words of four kinds, drawn by the frequencies of natural ones."""

    def __init__(self, generator: random.Random) -> None:
        self.generator = generator
        syllables = ["".join(pair) for pair in product("bcdfghklmnprstvwz", ("a", "e", "i", "o", "u", "ai", "ou"))]
        self.pools: dict[str, tuple[list[str], list[float]]] = {}
        taken: set[str] = set()
        for kind, count, endings in (("n", 14_000, "nrt"), ("v", 4_000, "sd"), ("a", 6_000, "lc"), ("p", 9_000, "kmo")):
            pool = []
            while len(pool) < count:
                word = "".join(generator.choices(syllables, k=generator.choice((1, 2, 2, 3)))) + generator.choice(
                    endings
                )
                if word not in taken:
                    taken.add(word)
                    pool.append(word.title() if kind == "p" else word)
            self.pools[kind] = pool, _frequencies(count)
        functions = list(FUNCTION_WORDS), _frequencies(len(FUNCTION_WORDS))
        templates = []
        while len(templates) < TEMPLATES:
            parts = [
                generator.choices(functions[0], cum_weights=functions[1])[0]
                if generator.random() < 0.45
                else generator.choices(("{n}", "{v}", "{a}", "{p}", "{d}"), (40, 20, 20, 8, 2))[0]
                for _ in range(generator.randint(6, 13))
            ]
            if sum(part.startswith("{") for part in parts) >= SLOTS:
                templates.append(" ".join(parts))
        self.templates = templates, _frequencies(len(templates))

    def filled(self, template: str) -> str:
        """The template with words in its places."""
        parts = template.split("{")
        filled = [parts[0]]
        for part in parts[1:]:
            filled += [self.drawn(part[0]), part[2:]]
        return "".join(filled)

    def drawn(self, kind: str) -> str:
        """One word, or a number for `d`."""
        if kind == "d":
            return str(self.generator.randint(2, 2_000))
        pool, weights = self.pools[kind]
        return self.generator.choices(pool, cum_weights=weights)[0]

    def clause(self) -> str:
        """A template filled."""
        templates, weights = self.templates
        return self.filled(self.generator.choices(templates, cum_weights=weights)[0])

    def sentence(self) -> str:
        """One to three clauses."""
        text = self.clause()
        while self.generator.random() < 0.3:
            text += self.generator.choice(JOINTS) + self.clause()
        text = text[0].upper() + text[1:]
        return f"“{text},” {self.drawn('p')} said." if self.generator.random() < 0.1 else f"{text}."


def _frequencies(count: int) -> list[float]:
    """Weights of words by rank, added up."""
    return list(accumulate(1 / (rank + 3) for rank in range(count)))


def make_paragraphs(
    count: int, seed: int = 1, copies: float = COPIES, recombined: float = RECOMBINED
) -> list[Paragraph]:
    """So many paragraphs, three in ten or another share of them copies, shuffled.

    Args:
        count: How many.
        seed: The same number gives the same paragraphs.
        copies: Share of copies.
        recombined: Share of the others that is put together from common sentences.
    """
    generator = random.Random(seed)
    words = _Words(generator)
    common = [words.sentence() for _ in range(max(4, round(COMMON * count)))]
    originals = [_original(words, common, recombined) for _ in range(count - round(copies * count))]
    paragraphs = [(text, "", number) for number, text in enumerate(originals)]
    for _ in range(count - len(originals)):
        source = generator.randrange(len(originals))
        kind = generator.choice(KINDS)
        paragraphs.append((_copy(originals[source], kind, originals, words), kind, source))
    order = generator.sample(range(count), count)
    place = {number: new for new, number in enumerate(order)}
    return [
        Paragraph(text, kind, place[source], len(originals[source].split()))
        for text, kind, source in (paragraphs[number] for number in order)
    ]


def _original(words: _Words, common: Sequence[str], share: float) -> str:
    generator = words.generator
    wanted = min(LONGEST, 10 + generator.expovariate(1 / 15))
    recombined = generator.random() < share
    text = ""
    while not text or text.count(" ") + 1 < wanted:
        sentence = generator.choice(common) if recombined and generator.random() < 0.8 else words.sentence()
        text = f"{text} {sentence}" if text else sentence
    return " ".join(text.split()[:LONGEST])


def _copy(text: str, kind: str, others: Sequence[str], words: _Words) -> str:
    generator = words.generator
    if kind == "identical":
        return text
    if kind == "cosmetic":
        return generator.choice(COSMETIC)(text)
    if kind == "truncated":
        parts = text.split()
        return " ".join(parts[: max(8, round(len(parts) * generator.choice((0.5, 0.7, 0.9))))])
    if kind == "merged":
        pieces = [text, generator.choice(others)]
        generator.shuffle(pieces)
        return " ".join(pieces)
    if kind == "prefixed":
        return words.filled(generator.choice(LEADS)) + text
    parts = text.split()
    for _ in range(max(1, round(EDITS[kind] * len(parts)))):
        at = generator.randrange(len(parts))
        action = generator.choice("rid")
        if action == "d" and len(parts) > 1:
            del parts[at]
        else:
            parts[at : at + (action == "r")] = [words.drawn(generator.choice("nnvap"))]
    return " ".join(parts)


COSMETIC: tuple[Callable[[str], str], ...] = (
    str.upper,
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace("“", '"').replace("”", '"').replace(" the ", " the\n"),
    lambda text: text.replace(" the ", " the\xa0"),
    lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ra", "r\xada"),
    lambda text: text.replace(",", "").replace(".", " ;"),
    lambda text: text.replace(" of ", " \u200bof "),
)
"""Changes that no reader of the words sees."""

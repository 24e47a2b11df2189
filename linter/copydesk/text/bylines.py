"""Lines that say who wrote an article, and where and when: bylines and datelines.

They stand at the head of an article, each on a line of its own. A dateline may also open the first paragraph, as news
agencies write it. The words are those of English, German, French, Spanish, Portuguese, Italian and Dutch.
"""

from __future__ import annotations

import re

LONGEST = 120
"""Most characters of a line that is looked at."""

_MOST_WORDS = 16
_MOST_PLACES = 3


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BY = _words("by von par por di door")
_BEFORE_BY = _words("written reported reporting words story text article posted published photo photos photographs")
# What follows "by" in a headline or a sentence rather than a name.
_NO_NAMES = _words(
    "a an the any all our my your his her its their this that these those one two three no now then land sea air day "
    "night law design default force chance hand popular royal numbers order george jove"
)
_JOINERS = _words(
    "and with for of in at the on from und et y e en de la le du da dos van von der den di al bin ibn el "
    "staff writer reporter correspondent editor contributor columnist"
)
MONTHS = _words(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "januar februar märz mai juni juli oktober dezember "
    "janvier février mars avril juin juillet août septembre octobre novembre décembre "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "janeiro fevereiro março maio junho julho setembro outubro dezembro "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre "
    "januari februari maart mei augustus"
)
WEEKDAYS = _words(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles jueves viernes sábado domingo segunda terça quarta quinta sexta feira "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
)
_LABELS = _words(
    "published updated posted modified last first on at date dated of the gmt utc est edt cst cdt mst mdt pst pdt bst "
    "cet cest ist am pm a p m noon midnight reuters ap afp dpa upi "
    "veröffentlicht aktualisiert stand am um uhr den der publié mis à jour le actualisé publicado actualizado el de "
    "atualizado em às pubblicato aggiornato il alle ore gepubliceerd bijgewerkt op om st nd rd th"
)


def is_byline(line: str) -> bool:
    """Whether a whole line names the author: `By Jane Doe and John Roe`, `Von Erika Muster`, `BY JANE DOE, Reuters`."""
    words = line.split()
    if not 3 <= len(words) <= _MOST_WORDS or len(line) > LONGEST:
        return False
    first = words[0].lower().rstrip(":")
    if first in _BEFORE_BY and words[1].lower().rstrip(":") == "by":
        del words[0]
    elif first not in _BY:
        return False
    if len(words) < 3 or _ends_sentence(words[-1]):
        return False
    name = [word.strip(",()") for word in words[1:3]]
    if not all(word[:1].isupper() and not word[-1:].isdigit() for word in name) or name[0].lower() in _NO_NAMES:
        return False
    return all(
        not word[0].isalpha() or word[0].isupper() or word.strip(",.;:()").lower() in _JOINERS for word in words[3:]
    )


def is_dateline(line: str) -> bool:
    """Whether a whole line says when, or where and when: `3 March 2026`, `LONDON, March 3`, `Updated: 2026-03-03 14:05`."""
    if len(line) > LONGEST or re.search(r"\d", line) is None:
        return False
    words = re.findall(r"[^\W\d_]+|\d+", line)
    if len(words) > _MOST_WORDS:
        return False
    dated = re.search(r"\b\d{1,4}([./-])\d{1,2}\1\d{2,4}\b|\d{4}年\d{1,2}月", line) is not None
    places = 0
    begun = False
    for word in words:
        lower = word.lower()
        if lower in MONTHS:
            dated = begun = True
        elif word.isdigit():
            begun = True
            if len(word) > 4:
                return False
        elif lower in WEEKDAYS or lower in _LABELS or word in "年月日":
            continue
        elif word.isupper() and not begun and places < _MOST_PLACES:
            places += 1
        else:
            return False
    return dated


def opens_with_dateline(text: str) -> bool:
    """Whether a paragraph begins as one from a news agency does: `LONDON, March 3 (Agency) - `."""
    found = re.match(
        r"[A-Z][A-Z.'’ -]{1,39}(?:, [A-Z][\w.]{1,19}){0,3}(?P<date>,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
        r"(?P<agency> \([A-Z][\w. /]{1,29}\))? ?[-–—]{1,2} ",
        text[:LONGEST],
    )
    return found is not None and bool(found["date"] or found["agency"])


def _ends_sentence(word: str) -> bool:
    """Whether a last word ends with a stop that is not an abbreviation's, as in `Jr.` or `Roe Q.`."""
    bare = word.rstrip("\"'”’)")
    return bare.endswith(("!", "?", "…", ":")) or (bare.endswith(".") and len(bare) > 3)

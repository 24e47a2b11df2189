"""The pairs of `project_pairs` among very many texts, with numpy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from copydesk.duplicates.bands import BANDS, band_keys_many
from copydesk.duplicates.candidates import CONTAINMENT, JACCARD
from copydesk.duplicates.crowds import linked_pairs
from copydesk.duplicates.exact import Measured, verified_many
from copydesk.duplicates.fingerprints import counted_many, fingerprints_many, need_many
from copydesk.duplicates.flat_texts import FlatTexts, distinct, flat_strings, flat_texts
from copydesk.duplicates.pairs import Pair
from copydesk.duplicates.signatures import sign_values
from copydesk.duplicates.sketches import agreeing_many, least_agreeing, sketch_many
from copydesk.typed import NamedTuple

Codes = npt.NDArray[np.uint64]
"""Two numbers of 32 bits in one of 64."""

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_TEXTS = 1 << 13  # texts signed at a time
_PAIRS = 1 << 16  # pairs whose sketches are compared at a time


class StringPairs(NamedTuple):
    """The like texts among strings.

    Attributes:
        first: For each string the number of the first of the same folded words; its own if there is none before it.
        pairs: Verified pairs of strings that are such firsts, sorted by later and earlier.
    """

    first: list[int]
    pairs: list[Pair]


def pairs_of_strings(strings: Sequence[str], jaccard: float = JACCARD, containment: float = CONTAINMENT) -> StringPairs:
    """Normalise strings, take those of the same words together, and find the pairs among the others.

    Args:
        strings: Paragraphs or other texts as they stand.
        jaccard: Least Jaccard similarity on word pairs, from .5 to 1.
        containment: Least share of the smaller text's word triples, from .5 to 1; above 1 for none.

    Returns:
        The pairs that `project_pairs` finds for the distinct ones, by the numbers of the strings.
    """
    texts, kept, first = distinct(flat_strings(strings))
    found = measured_pairs(texts, jaccard, containment)
    return StringPairs(first.tolist(), _as_pairs(found._replace(later=kept[found.later], earlier=kept[found.earlier])))


def pairs_of_many(texts: Sequence[Sequence[str]], jaccard: float, containment: float) -> list[Pair]:
    """As `project_pairs`."""
    return _as_pairs(measured_pairs(flat_texts(texts), jaccard, containment))


def measured_pairs(texts: FlatTexts, jaccard: float, containment: float) -> Measured:
    """The pairs that reach either threshold, sorted by later and earlier text."""
    return verified_many(texts, *candidates_of_many(texts, containment, jaccard), jaccard, containment)


def candidates_of_many(
    texts: FlatTexts, containment: float, jaccard: float = JACCARD
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """As `project_candidates`: later and earlier numbers, in order."""
    order = np.lexsort((texts.hashes, texts.counts))
    ranks = np.empty(len(order), dtype=np.uint64)
    ranks[order] = np.arange(len(order), dtype=np.uint64)
    sketched = _sketched(texts, containment <= 1)
    pairs = _band_pairs(sketched.keys, sketched.sketches[order], ranks, least_agreeing(jaccard))
    if containment <= 1:
        shared = _fingerprint_pairs(texts, sketched, ranks, order, containment)
        pairs = _distinct(np.concatenate((pairs, shared)))
    first, second = order[pairs >> _HALF], order[pairs & _LOW]
    codes = np.maximum(first, second).astype(np.uint64) << _HALF | np.minimum(first, second).astype(np.uint64)
    codes.sort()
    return (codes >> _HALF).astype(np.int64), (codes & _LOW).astype(np.int64)


class _Sketched(NamedTuple):
    """What candidates are found by.

    Attributes:
        keys: A row of 16 band keys for each text, uint32.
        sketches: A row of two numbers for each text.
        fingerprints: Those of all texts end to end, uint32; none if they are not wanted.
        counts: How many of them each text has.
    """

    keys: npt.NDArray[np.uint32]
    sketches: Codes
    fingerprints: npt.NDArray[np.uint32]
    counts: npt.NDArray[np.int64]


def _sketched(texts: FlatTexts, fingerprinted: bool) -> _Sketched:
    """Sign so many texts at a time as the processor's cache holds; the signatures are not kept."""
    keys = np.empty((len(texts.hashes), BANDS), dtype=np.uint32)
    sketches = np.empty((len(texts.hashes), 2), dtype=np.uint64)
    marks = [np.empty(0, dtype=np.uint32)]
    counts = [np.empty(0, dtype=np.int64)]
    for start in range(0, len(texts.hashes), _TEXTS):
        starts = texts.starts[start : start + _TEXTS + 1]
        values = texts.values[texts.words[starts[0] : starts[-1]]]
        signatures = sign_values(values, starts - starts[0])
        keys[start : start + _TEXTS] = band_keys_many(signatures)
        sketches[start : start + _TEXTS] = sketch_many(signatures)
        if fingerprinted:
            found, places = fingerprints_many(values, starts - starts[0])
            marks.append(found)
            counts.append(np.diff(places))
    return _Sketched(keys, sketches, np.concatenate(marks), np.concatenate(counts))


def _band_pairs(keys: npt.NDArray[np.uint32], sketches: Codes, ranks: Codes, least: int) -> Codes:
    """The pairs of ranks linked in a band whose sketches fit, sorted, each once.

    Args:
        keys: A row of band keys for each text.
        sketches: A row for each rank.
        ranks: The rank of each text.
        least: In how many values the sketches of a pair have to agree.
    """
    found = [np.empty(0, dtype=np.uint64)]
    for band in range(BANDS):
        codes = keys[:, band].astype(np.uint64) << _HALF | ranks
        codes.sort()
        pairs = linked_pairs(codes)
        for start in range(0, len(pairs), _PAIRS):
            chunk = pairs[start : start + _PAIRS]
            agreeing = agreeing_many(sketches[chunk >> _HALF], sketches[chunk & _LOW])
            found.append(chunk[agreeing >= least])
    return _distinct(np.concatenate(found))


def _fingerprint_pairs(
    texts: FlatTexts, sketched: _Sketched, ranks: Codes, order: npt.NDArray[np.int64], containment: float
) -> Codes:
    """The pairs of ranks linked in the lists of enough fingerprints, sorted, each once.

    Args:
        texts: The texts.
        sketched: Their fingerprints.
        ranks: The rank of each text.
        order: The text of each rank.
        containment: What is asked for.
    """
    codes = sketched.fingerprints.astype(np.uint64) << _HALF | np.repeat(ranks, sketched.counts)
    codes.sort()
    pairs = linked_pairs(codes)
    pairs, times = np.unique(pairs, return_counts=True)
    counts = counted_many(sketched.counts, texts.counts)[order]
    fewer = np.minimum(counts[pairs >> _HALF], counts[pairs & _LOW])
    enough: Codes = pairs[times >= need_many(fewer, containment)]
    return enough


def _distinct(codes: Codes) -> Codes:
    """Codes sorted, each once; `numpy.unique` would put millions of them into a table, which takes ten times as long."""
    codes.sort()
    new = np.ones(len(codes), dtype=bool)
    new[1:] = codes[1:] != codes[:-1]
    distinct: Codes = codes[new]
    return distinct


def _as_pairs(found: Measured) -> list[Pair]:
    return list(map(Pair, *(column.tolist() for column in found)))

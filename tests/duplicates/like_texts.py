"""Made-up word lists with edited copies among them, and their pairs."""

import itertools
import random

from copydesk.text.shingles import containment, jaccard, skip_pairs, triples

SYLLABLES = ("ba", "ne", "ri", "to", "lu", "ka", "mi", "so", "ve", "du")


def vocabulary(rng, size=400):
    return ["".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))) for _ in range(size)]


def edited(words, rng, share, others):
    words = list(words)
    for _ in range(max(1, round(share * len(words)))):
        place = rng.randrange(len(words))
        action = rng.choice("rids")
        if action == "r":
            words[place] = rng.choice(others)
        elif action == "i":
            words.insert(place, rng.choice(others))
        elif action == "d" and len(words) > 8:
            del words[place]
        elif place:
            words[place - 1 : place + 1] = words[place - 1 : place + 1][::-1]
    return words


def make_texts(seed, count, copies=0.5):
    """Different word lists, about a third of them copies of others: edited, cut, merged or with a line before."""
    rng = random.Random(seed)
    others = vocabulary(rng)
    texts = [rng.choices(others, k=rng.randint(10, 60)) for _ in range(count)]
    for _ in range(round(copies * count)):
        base = rng.choice(texts)
        kind = rng.choice(["edit", "edit", "cut", "merge", "prefix"])
        if kind == "edit":
            texts.append(edited(base, rng, rng.choice([0.02, 0.05, 0.1, 0.15]), others))
        elif kind == "cut":
            texts.append(base[: max(8, len(base) * 6 // 10)])
        elif kind == "merge":
            texts.append([*base, *rng.choice(texts)])
        else:
            texts.append([*rng.choices(others, k=4), *base])
    rng.shuffle(texts)
    return [list(text) for text in dict.fromkeys(map(tuple, texts))]


def crowded_texts(seed, count):
    """Many copies of a few texts, some cut to a few words, some held by others."""
    rng = random.Random(seed)
    others = vocabulary(rng, 60)
    bases = [rng.choices(others, k=rng.randint(3, 40)) for _ in range(3)]
    texts = [edited(rng.choice(bases), rng, rng.choice([0.02, 0.1, 0.3]), others) for _ in range(count)]
    texts += [rng.choice(texts)[: rng.randint(0, 9)] for _ in range(count // 4)]
    texts += [[*rng.choice(texts), *rng.choice(texts)] for _ in range(count // 4)]
    return [list(text) for text in dict.fromkeys(map(tuple, texts))]


def all_pairs(texts, least=0.6, contained=0.8):
    """The same by comparing everything with everything."""
    near = [skip_pairs(words) for words in texts]
    runs = [triples(words) for words in texts]
    found = {}
    for later, earlier in itertools.combinations(range(len(texts) - 1, -1, -1), 2):
        likeness = jaccard(near[later], near[earlier])
        held = containment(runs[later], runs[earlier])
        if likeness >= least:
            found[later, earlier] = (likeness, 0.0)
        elif held >= contained:
            found[later, earlier] = (likeness, held)
    return found


def as_map(found):
    return {(pair.later, pair.earlier): (pair.jaccard, pair.containment) for pair in found}

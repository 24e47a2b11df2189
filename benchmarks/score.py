"""The promises of the score, held against very many random articles; ends with status 1 if one is broken.

Each case is an article with up to twelve findings in it. Some of them are taken away, which may leave as many words or more
under no finding: the score may not get lower. The points of the findings must add up to what is missing to 100, and the
sub-scores of the categories must multiply to the whole.
"""

from __future__ import annotations

import argparse
import random
import sys
from math import fsum, isclose, prod

from copydesk.score import CONFIDENCE, WEIGHTS, Costed, score

CATEGORIES = ("duplication", "attribution", "boilerplate", "integrity", "readability")


def main() -> int:
    """Check and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    options = parser.parse_args()
    rng = random.Random(7)
    broken = {"a finding less lowers the score": 0, "points do not add up": 0, "sub-scores do not multiply": 0}
    for _ in range(options.cases):
        findings = [
            Costed(
                rng.choice(CATEGORIES),
                rng.choice(list(WEIGHTS)),
                rng.choice(list(CONFIDENCE)),
                int(rng.paretovariate(1)) % 400,
                rng.uniform(5, 25) if rng.random() < 0.1 else None,
            )
            for _ in range(rng.randint(0, 12))
        ]
        words = int(rng.lognormvariate(6, 1.2))
        whole = score(findings, words)
        kept = [finding for finding in findings if rng.random() < 0.6]
        fewer = score(kept, words + rng.choice((0, 0, rng.randint(0, 500))))
        broken["a finding less lowers the score"] += fewer.score < whole.score
        points = fsum(charge.points for charge in whole.charges)
        broken["points do not add up"] += not isclose(points, 100 - whole.score, abs_tol=1e-9)
        product = 100 * prod(part.score / 100 for part in whole.categories.values())
        broken["sub-scores do not multiply"] += not isclose(product, whole.score, abs_tol=1e-9)
    print(f"{options.cases:,} random cases")
    for promise, count in broken.items():
        print(f"{promise}: {count}")
    return int(any(broken.values()))


if __name__ == "__main__":
    sys.exit(main())

"""Which number goes to which input of a lab, and which two of one unit could as well be each other's.

`In nitrogen (77 K) ... of 225 K` names no temperature: the order alone is no reason. Knows no lab.
"""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import combinations

from ech0.minds.embedded.sources import Known

SAID, APART = 0.3, 0.04
"""A number that is called its input this surely is its own; by so little two ways must differ to be in doubt."""


def swappable(
    found: Mapping[str, Known], score: Callable[[Known, str], float], called: Callable[[Known, str], float]
) -> frozenset[str]:
    """The inputs whose numbers may be swapped: each fits the other as well, and neither is called what it is."""
    doubtful: set[str] = set()
    for one, other in combinations(found, 2):
        a, b = found[one], found[other]
        if a.given.concept is not None or b.given.concept is not None or _alike(one, other):
            continue
        if max(called(k, n) for k in (a, b) for n in (one, other)) >= SAID:
            continue
        crossed = score(a, other) + score(b, one)
        if min(score(a, other), score(b, one)) > 0 and score(a, one) + score(b, other) - crossed < APART:
            doubtful |= {one, other}
    return frozenset(doubtful)


def _alike(one: str, other: str) -> bool:
    """Whether two inputs are of one kind, told in order: `parent_half_life` and `daughter_half_life`."""
    a, b = one.split("_"), other.split("_")
    return len(a) > 1 and len(b) > 1 and bool(set(a) & set(b))


def matched(scores: Mapping[str, Mapping[int, float]]) -> list[tuple[str, int]]:
    """The pairs of input and number with the greatest sum of scores, each number used once."""
    names = list(scores)

    @cache
    def best(at: int, taken: int) -> tuple[float, tuple[tuple[str, int], ...]]:
        if at == len(names):
            return 0.0, ()
        out = best(at + 1, taken)
        for k, score in scores[names[at]].items():
            if not taken >> k & 1:
                rest, pairs = best(at + 1, taken | 1 << k)
                whole = rest + score + 1e-4 * (len(names) - at) + 1e-6 * at * k  # of equals, the first, in order
                if whole > out[0]:
                    out = whole, ((names[at], k), *pairs)
        return out

    return list(best(0, 0)[1])

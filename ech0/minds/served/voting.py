"""Which of several readings to follow, and how far they agree. Knows no model.

The confidence in a reading is Laplace's rule of succession [Laplace1814]_: of n readings k agree, so a further one does
with (k + 1)/(n + 2).

References:
    .. [Laplace1814] P.-S. Laplace, Essai philosophique sur les probabilités (1814).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ech0.minds.served.forming import Candidate, Derived


@dataclass(frozen=True)
class Vote:
    """The reading that most came to, those that as many came to, and how many readings there were."""

    best: Candidate
    rivals: tuple[Candidate, ...]
    votes: int
    of: int
    ways: int

    @property
    def share(self) -> float:
        """How likely a further reading is to agree."""
        return (self.votes + 1) / (self.of + 2)

    @property
    def agreement(self) -> float:
        """1 if all readings agree, down to -1 if no two do; 0 for a single one."""
        return 2 * (self.votes - 1) / (self.of - 1) - 1 if self.of > 1 else 0.0


def voted(read: Sequence[Candidate]) -> Vote:
    """The vote over readings, of which there is at least one; of equals the one that fits the words better."""
    counts = Counter(c.path for c in read)
    first = {c.path: c for c in reversed(read)}

    def strength(path: str) -> tuple[int, float, int]:
        one = first[path]
        fit = one.derivation.fit if isinstance(one, Derived) else 0.5 if path != "none" else 0.0
        whole = 0.0 if isinstance(one, Derived) and one.derivation.missing else fit
        return counts[path], whole, -list(counts).index(path)

    order = sorted(counts, key=strength, reverse=True)
    ties = [first[p] for p in order[1:] if counts[p] == counts[order[0]]]
    return Vote(first[order[0]], tuple(ties), counts[order[0]], len(read), len(counts))

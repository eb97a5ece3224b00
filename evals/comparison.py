"""Two runs over the same items: what changed, and whether it is more than chance. Knows rows, not who answered.

References:
    .. [McNemar1947] Q. McNemar, Psychometrika 12, 153;
       here exact, by the binomial distribution of the items that changed.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ech0.core.errors import InputError
from evals.record import Row, rows_of, setup_of

RESAMPLES, SEED = 10_000, 0


def compare(one: Path, other: Path) -> dict[str, Any]:
    """The difference in accuracy (B - A) over the items that both have, its paired bootstrap interval, McNemar's p.

    Raises:
        InputError: A folder holds no run, the data differ, or there is no item in common.
    """
    first, second = setup_of(one), setup_of(other)
    if (first.suite, first.sha256) != (second.suite, second.sha256):
        told = f"{first.suite} {first.sha256[:8]} and {second.suite} {second.sha256[:8]}"
        raise InputError(
            "compare", told, "two runs are compared on the same data; run one of them again on the other's"
        )
    a, b = ({r.id: r for r in rows_of(folder)} for folder in (one, other))
    shared = [name for name in a if name in b]
    if not shared:
        raise InputError("compare", f"{one} and {other}", "they have no item in common; let both run on")
    pairs = [(a[name], b[name]) for name in shared]
    won, lost = sum(y.correct > x.correct for x, y in pairs), sum(x.correct > y.correct for x, y in pairs)
    return {
        "suite": first.suite,
        "n": len(pairs),
        "left_out": len(a.keys() ^ b.keys()),
        "accuracy_a": sum(x.correct for x, _ in pairs) / len(pairs),
        "accuracy_b": sum(y.correct for _, y in pairs) / len(pairs),
        "difference": (won - lost) / len(pairs),
        "difference_ci": _interval([y.correct - x.correct for x, y in pairs]),
        "won": won,
        "lost": lost,
        "mcnemar_p": mcnemar(won, lost),
        "changed": [_change(x, y) for x, y in pairs if _said(x) != _said(y)],
    }


def mcnemar(won: int, lost: int) -> float:
    """The chance of a split at least this uneven if both were equally good [McNemar1947]_; 1 if nothing changed."""
    if not won + lost:
        return 1.0
    from scipy.stats import binomtest

    return float(binomtest(won, won + lost, 0.5).pvalue)


def _interval(differences: Sequence[int]) -> tuple[float, float]:
    """95 % of the mean difference over items drawn with replacement, the same draws every time."""
    import numpy as np

    draw, n = np.random.default_rng(SEED), len(differences)
    losses, same, wins = (differences.count(d) for d in (-1, 0, 1))
    drawn = draw.multinomial(n, np.array([losses, same, wins]) / n, RESAMPLES)
    low, high = np.quantile((drawn[:, 2] - drawn[:, 0]) / n, (0.025, 0.975))
    return float(low), float(high)


def _said(item: Row) -> tuple[Any, ...]:
    return item.status, item.correct, item.choice, None if item.value is None else f"{item.value:.6g}"


def _change(x: Row, y: Row) -> dict[str, Any]:
    turn = {(True, False): "lost", (False, True): "won"}.get((x.correct, y.correct), "other")
    return {"id": x.id, "change": turn, "a": _told(x), "b": _told(y), "question": x.question[:200], "target": x.target}


def _told(item: Row) -> str:
    gave = item.choice or ("" if item.value is None else f"{item.value:.6g} {item.unit or ''}".strip())
    return f"{item.status} {gave}".strip()

"""Whether a confidence can be trusted: does it rank right above wrong, and is it the share that is right?

Arrays in, numbers out; nothing here knows an answer. What cannot be told from the data is `None`, never a number.

References:
    .. [Geifman2019] Y. Geifman, G. Uziel, R. El-Yaniv, ICLR 2019, arXiv:1805.08206 (risk-coverage curve, AURC).
    .. [Murphy1973] A. H. Murphy, J. Appl. Meteorol. 12, 595 (Brier score: reliability, resolution, uncertainty).
    .. [Nguyen2015] K. Nguyen, B. O'Connor, EMNLP 2015 (calibration error over bins of equal mass).
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BINS, RESAMPLES, SEED, COVERAGES = 15, 1000, 0, (0.5, 0.7, 0.8, 0.9)


class Bin(NamedTuple):
    """Answers of about one confidence: how many, how sure on average, how many of them right."""

    n: int
    confidence: float
    accuracy: float


def auroc(confidence: Sequence[float], right: Sequence[bool]) -> float | None:
    """The chance that a right answer is surer than a wrong one; `None` unless there are both."""
    if len(set(right)) < 2:
        return None
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(right, confidence))


def risk_coverage(confidence: Sequence[float], right: Sequence[bool], n: int) -> list[tuple[float, float]]:
    """Points `(coverage, risk)`: of `n` items the surest part answered, and the share of wrong ones in it.

    Answers that are equally sure are taken together, since nothing says which to give first [Geifman2019]_.
    """
    import numpy as np

    if not len(confidence):
        return []
    sure, wrong = np.asarray(confidence, float), 1.0 - np.asarray(right, float)
    order = np.argsort(-sure, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(sure[order]) != 0, True)) + 1
    errors = np.cumsum(wrong[order])
    return [(float(k / n), float(errors[k - 1] / k)) for k in ends]


def aurc(confidence: Sequence[float], right: Sequence[bool]) -> float | None:
    """The risk averaged over every number of answers given, ties at the risk expected of a random order among them."""
    import numpy as np

    if not len(confidence):
        return None
    sure, wrong = np.asarray(confidence, float), 1.0 - np.asarray(right, float)
    _, group = np.unique(-sure, return_inverse=True)
    expected = (np.bincount(group, wrong) / np.bincount(group))[np.sort(group)]
    return float(np.mean(np.cumsum(expected) / np.arange(1, len(sure) + 1)))


def risk_at(points: Sequence[tuple[float, float]], coverage: float) -> float | None:
    """The risk at the smallest coverage of at least this much; `None` if so much was never answered."""
    return next((risk for share, risk in points if share >= coverage - 1e-12), None)


def bins(confidence: Sequence[float], right: Sequence[bool]) -> list[Bin]:
    """At most `BINS` bins of about equal mass; equal confidences stay in one bin [Nguyen2015]_."""
    import numpy as np

    sure, good = np.asarray(confidence, float), np.asarray(right, float)
    if not len(sure):
        return []
    place = _places(sure)
    return [
        Bin(int(np.sum(place == b)), float(np.mean(sure[place == b])), float(np.mean(good[place == b])))
        for b in np.unique(place)
    ]


def _places(sure: "NDArray[np.float64]") -> "NDArray[np.int64]":
    import numpy as np

    edges = np.unique(np.quantile(sure, np.linspace(0, 1, BINS + 1)[1:-1], method="lower"))
    return np.searchsorted(edges, sure, side="left")


def ece(confidence: Sequence[float], right: Sequence[bool]) -> float | None:
    """Expected calibration error: the mean gap between confidence and accuracy, bins weighed by their mass."""
    if not len(confidence):
        return None
    return sum(b.n * abs(b.confidence - b.accuracy) for b in bins(confidence, right)) / len(confidence)


def ece_interval(confidence: Sequence[float], right: Sequence[bool]) -> tuple[float, float] | None:
    """95 % of the bootstrap: the ECE of `RESAMPLES` samples drawn with replacement, the same ones every time."""
    import numpy as np

    n = len(confidence)
    if n < 2:
        return None
    draw = np.random.default_rng(SEED)
    sure, good = np.asarray(confidence, float), np.asarray(right, float)
    values = []
    for _ in range(RESAMPLES):
        pick = draw.integers(0, n, n)
        place = _places(sure[pick])
        gap = np.abs(np.bincount(place, sure[pick] - good[pick]))
        values.append(gap.sum() / n)
    low, high = np.quantile(values, (0.025, 0.975))
    return float(low), float(high)


def brier(confidence: Sequence[float], right: Sequence[bool]) -> dict[str, float] | None:
    """The Brier score and its parts over the bins [Murphy1973]_.

    score = reliability - resolution + uncertainty + within.

    `within` is what binning leaves over.
    """
    if not len(confidence):
        return None
    from sklearn.metrics import brier_score_loss

    n, base = len(confidence), sum(right) / len(right)
    score = float(brier_score_loss([int(r) for r in right], list(confidence), labels=[0, 1]))
    parts = bins(confidence, right)
    reliability = sum(b.n * (b.confidence - b.accuracy) ** 2 for b in parts) / n
    resolution = sum(b.n * (b.accuracy - base) ** 2 for b in parts) / n
    uncertainty = base * (1 - base)
    within = score - (reliability - resolution + uncertainty)
    return {
        "score": score,
        "reliability": reliability,
        "resolution": resolution,
        "uncertainty": uncertainty,
        "within": within,
    }


def wilson(right: int, n: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval of a share; `None` of nothing."""
    if not n:
        return None
    from scipy.stats import binomtest

    interval: Any = binomtest(right, n).proportion_ci(0.95, method="wilson")
    return float(interval.low), float(interval.high)

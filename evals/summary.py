"""From the rows of a run to its summary. Every item counts: what failed, was cut off or was held back stays in `n`.

`accuracy` is the share of all items that are right; holding back counts as right only where nothing can be answered.
An item is *committed* if ECH0 said something: `answered` or `contradicted`. `coverage` is the share of committed items
and `selective_accuracy` the share of right ones among them. Confidence is judged on committed items alone, since of the
others nobody knows whether the answer that was not given would have been right, and only where a gate gave one. `cost`
is money spent on models, 0 for a mind that asks none.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from evals import reliability
from evals.record import Row

COMMITTED = ("answered", "contradicted")
STATUSES = ("answered", "abstained", "contradicted", "truncated", "failed")


def summarise(rows: Sequence[Row]) -> dict[str, Any]:
    """The figures of a run, the flat ones first. `None` is a figure that these rows cannot tell."""
    judged = [r for r in rows if r.status in COMMITTED and r.features]
    sure, right = [r.confidence for r in judged], [r.correct for r in judged]
    points = reliability.risk_coverage(sure, right, len(rows))
    parts = reliability.brier(sure, right)
    return {
        "n": len(rows),
        **{s: sum(r.status == s for r in rows) for s in STATUSES},
        "parse_failures": sum(not r.parsed for r in rows),
        **_accuracy(rows),
        **_execution(rows),
        "auroc": reliability.auroc(sure, right),
        "aurc": reliability.aurc(sure, right),
        "ece": reliability.ece(sure, right),
        "brier": parts["score"] if parts else None,
        "latency_ms_p50": _quantile([r.latency_ms for r in rows], 0.5),
        "latency_ms_p95": _quantile([r.latency_ms for r in rows], 0.95),
        "tokens": sum(r.tokens for r in rows),
        "cost": sum(r.cost for r in rows),
        "mean_score": sum(r.score for r in rows) / len(rows) if rows else None,
        "means": _means(rows),
        "risk_at_coverage": {f"{c:g}": reliability.risk_at(points, c) for c in reliability.COVERAGES},
        "risk_coverage": points,
        "ece_ci": reliability.ece_interval(sure, right),
        "brier_parts": {k: v for k, v in parts.items() if k != "score"} if parts else None,
        "reliability": [b._asdict() for b in reliability.bins(sure, right)],
        "calibration_n": len(judged),
        "fitted_n": max((r.confidence_n for r in rows), default=0),
        "by_kind": _groups(rows, lambda r: (r.kind or "all",)),
        "by_verdict": _groups(rows, lambda r: tuple(dict.fromkeys(r.verdicts)) or ("no check",)),
        "by_status": {
            s: _accuracy([r for r in rows if r.status == s]) for s in STATUSES if any(r.status == s for r in rows)
        },
        "failures": dict(Counter(c for r in rows if (c := failure_class(r))).most_common()),
    }


def _accuracy(rows: Sequence[Row]) -> dict[str, Any]:
    n, right = len(rows), sum(r.correct for r in rows)
    given = [r for r in rows if r.status in COMMITTED]
    return {
        "accuracy": right / n if n else None,
        "accuracy_ci": reliability.wilson(right, n),
        "selective_accuracy": sum(r.correct for r in given) / len(given) if given else None,
        "coverage": len(given) / n if n else None,
    }


def _execution(rows: Sequence[Row]) -> dict[str, float | None]:
    """How often a solver or a lab gave the answer, and how often it was right then."""
    done = [r for r in rows if r.executed]
    return {
        "exec_rate": len(done) / len(rows) if rows else None,
        "exec_acc": sum(r.correct for r in done) / len(done) if done else None,
    }


def _means(rows: Sequence[Row]) -> dict[str, float]:
    """The mean of each further figure over all items; one that lacks it counts nought."""
    names = dict.fromkeys(name for r in rows for name in r.parts)
    return {name: sum(r.parts.get(name, 0.0) for r in rows) / len(rows) for name in names}


def _groups(rows: Sequence[Row], names: Callable[[Row], tuple[str, ...]]) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[Row]] = {}
    for r in rows:
        for name in names(r):
            groups.setdefault(name, []).append(r)
    return {name: {"n": len(some), **_accuracy(some)} for name, some in sorted(groups.items())}


def failure_class(item: Row) -> str:
    """What went wrong with an item, in a word or two; empty if it is right."""
    if item.correct:
        return ""
    if item.status in ("failed", "truncated"):
        return item.status
    if not item.parsed:
        return "no answer of the form asked for"
    if item.status == "abstained":
        verdict = next((v for v in item.verdicts if v not in ("proved", "refuted")), "")
        return f"held back: {verdict.replace('_', ' ')}" if verdict else "held back"
    if item.status == "contradicted":
        return "told as a contradiction, wrongly"
    return "wrong, with a solver or a lab" if item.executed else "wrong"


def _quantile(values: Sequence[float], q: float) -> float | None:
    if not values:
        return None
    import numpy as np

    return float(np.quantile(values, q))

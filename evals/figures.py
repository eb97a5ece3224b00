"""A summary in words: the lines of its table, for a terminal and for a page. A figure that cannot be told is a dash."""

from collections.abc import Callable, Sequence
from typing import Any


def figures(summary: dict[str, Any]) -> list[tuple[str, str]]:
    """The lines of a summary's table: a name and what is told under it."""
    s = summary
    spread = _span(s["accuracy_ci"], share)
    statuses = ", ".join(
        f"{s[k]} {k}" for k in ("answered", "abstained", "contradicted", "truncated", "failed") if s[k]
    )
    risks = ", ".join(f"{share(r)} at {100 * float(c):g} %" for c, r in s["risk_at_coverage"].items() if r is not None)
    return [
        ("items", f"{s['n']}: {statuses}"),
        ("accuracy", f"{share(s['accuracy'])} {spread}".rstrip()),
        ("of those committed", f"{share(s['selective_accuracy'])} right, coverage {share(s['coverage'])}"),
        ("by solver or lab", f"{share(s['exec_rate'])} of items, {share(s['exec_acc'])} of them right"),
        ("mean score", ", ".join([share(s["mean_score"]), *(f"{n} {figure(v)}" for n, v in s["means"].items())])),
        ("AUROC, AURC", f"{figure(s['auroc'])}, {figure(s['aurc'])}"),
        ("ECE, Brier", f"{figure(s['ece'])} {_span(s['ece_ci'], figure)}, {figure(s['brier'])}"),
        ("risk at coverage", risks or "nothing answered that far"),
        ("latency p50, p95", f"{s['latency_ms_p50'] or 0:.0f} ms, {s['latency_ms_p95'] or 0:.0f} ms"),
        ("tokens, money", f"{s['tokens']}, {s['cost']:g}"),
        ("not of the form asked", str(s["parse_failures"])),
    ]


def share(value: float | None) -> str:
    """A share as a percentage; a dash for what cannot be told."""
    return "–" if value is None else f"{100 * value:.1f} %"


def figure(value: float | None) -> str:
    """A figure to three places; a dash for what cannot be told."""
    return "–" if value is None else f"{value:.3f}"


def _span(interval: Sequence[float] | None, told: Callable[[float], str]) -> str:
    return f"(95 %: {told(interval[0])} to {told(interval[1])})" if interval else ""

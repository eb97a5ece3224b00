"""The targets that were once published for ECH0, each beside what was measured here, or why it was not.

A target is never shown as a result: what nobody measured is `None`, with the reason. Knows answers, lab runs and the
summaries of evaluations; runs nothing itself, and knows no store.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from pydantic import ValidationError

from ech0.core.errors import InputError
from ech0.core.types import Answer, Noun
from evals.record import Setup, setup_of

Dated = tuple[str, Answer]
"""The day (ISO) on which a question was put, and its answer."""


class Measured(Noun):
    """One target: what it asks, what was found over `n` cases by `date`, and how, or why there is no figure."""

    name: str
    target: float
    value: float | None = None
    n: int = 0
    date: str = ""
    how: str


def measured(done: Sequence[Dated], labs: int, folders: Sequence[Path]) -> list[Measured]:
    """Every target with its figure, from the answers on record, how many distinct lab runs are, and evaluations.

    Raises `InputError` for a folder that holds no finished evaluation.
    """
    last = max((day for day, _ in done), default="")
    return [
        *_evaluated(folders),
        _chain(done, last),
        _labs_a_day(done, labs),
        _hits(done, last),
        *_response(done, last),
        Measured(
            name="discovery_novelty_score",
            target=0.73,
            how="not measured: no discovery run has an insight that was accepted",
        ),
        Measured(
            name="cross_lab_insights_per_week",
            target=8,
            how="not measured: no discovery run has an insight that several labs agree on",
        ),
        Measured(name="gpu_utilization", target=0.82, how="not measured: no model is served on a GPU here"),
    ]


def _evaluated(folders: Sequence[Path]) -> list[Measured]:
    right = n = 0
    errors: list[tuple[int, float]] = []
    names, dates = [], []
    for folder in folders:
        setup, summary, date = _summary(folder)
        right += round(summary["accuracy"] * summary["n"]) if summary["n"] else 0
        n += summary["n"]
        if summary["ece"] is not None:
            errors.append((summary["calibration_n"], summary["ece"]))
        names.append(setup.suite)
        dates.append(date)
    date, suites = max(dates, default=""), ", ".join(dict.fromkeys(names))
    none = "not measured: name the folders of evaluations, `ech0 eval targets DIR...`"
    judged = sum(k for k, _ in errors)
    ece = sum(k * e for k, e in errors) / judged if judged else None
    return [
        Measured(
            name="accuracy_on_test_problems",
            target=0.92,
            value=right / n if n else None,
            n=n,
            date=date,
            how=f"right answers of all items of {suites}" if n else none,
        ),
        Measured(
            name="uncertainty_calibration",
            target=0.88,
            value=None if ece is None else 1 - ece,
            n=judged,
            date=date,
            how=f"1 - ECE, the mean over the answers of {suites}" if judged else none,
        ),
    ]


def _summary(folder: Path) -> tuple[Setup, dict[str, Any], str]:
    from datetime import UTC, datetime

    path = folder / "summary.json"
    try:
        summary = json.loads(path.read_text(encoding="utf-8"))
        date = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
        return setup_of(folder), {k: summary[k] for k in ("n", "accuracy", "ece", "calibration_n")}, date
    except (OSError, ValueError, KeyError, ValidationError) as error:
        cure = "name a folder that `ech0 eval run` has finished"
        raise InputError("folder", str(folder), f"{cure} ({type(error).__name__}: {error})") from error


def _chain(done: Sequence[Dated], date: str) -> Measured:
    lengths = [len(a.chain) for _, a in done if a.status == "answered"]
    return Measured(
        name="avg_reasoning_chain_length",
        target=5.2,
        value=mean(lengths) if lengths else None,
        n=len(lengths),
        date=date,
        how="steps of the chain of each answer on record" if lengths else "not measured: no answer is on record",
    )


def _labs_a_day(done: Sequence[Dated], labs: int) -> Measured:
    days = {day for day, _ in done}
    return Measured(
        name="experiments_per_day",
        target=45,
        value=labs / len(days) if days else None,
        n=labs,
        date=max(days, default=""),
        how=f"distinct lab runs on record over {len(days)} days with questions"
        if days
        else "not measured: nothing was asked yet",
    )


def _hits(done: Sequence[Dated], date: str) -> Measured:
    wanted = sum(a.cost.labs for _, a in done)
    cached = sum(a.cost.labs_cached for _, a in done)
    return Measured(
        name="cache_hit_rate",
        target=0.68,
        value=cached / wanted if wanted else None,
        n=wanted,
        date=date,
        how="lab results taken from the record, of all that questions needed"
        if wanted
        else "not measured: no question needed a lab yet",
    )


def _response(done: Sequence[Dated], date: str) -> Iterable[Measured]:
    """Answers whose labs were all on record, or that needed none, apart from those for which a lab ran."""
    fresh = [1000 * a.cost.seconds for _, a in done if a.cost.labs > a.cost.labs_cached]
    quick = [1000 * a.cost.seconds for _, a in done if a.cost.labs == a.cost.labs_cached]
    for kind, times in (("nothing to run", quick), ("a lab ran", fresh)):
        cuts = quantiles(times, n=20, method="inclusive") if len(times) > 1 else times * 19
        for at, place in (("p50", 9), ("p95", 18)):
            yield Measured(
                name=f"avg_response_time_ms ({kind}, {at})",
                target=250,
                value=cuts[place] if cuts else None,
                n=len(times),
                date=date,
                how="wall time of each question on record" if times else "not measured: no such question is on record",
            )

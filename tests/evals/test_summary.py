"""Figures: what they are of rows made by hand, and what they never do."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals import reliability
from evals.comparison import mcnemar
from evals.record import Row
from evals.summary import summarise

FLAT = (
    "n answered abstained contradicted truncated failed parse_failures accuracy accuracy_ci selective_accuracy coverage"
    " exec_rate exec_acc auroc aurc ece brier latency_ms_p50 latency_ms_p95 tokens cost"
).split()


def row(n, status="answered", correct=True, confidence=0.9, **more):
    """One row, told by its number."""
    return Row(
        **{
            "key": f"k{n}",
            "id": f"i{n}",
            "question": "?",
            "target": "A",
            "status": status,
            "why": "",
            "correct": correct,
            "score": float(correct),
            "reason": "",
            "confidence": confidence,
            "features": {"fit": 1.0},
            "latency_ms": 10.0 * (n + 1),
        }
        | more
    )


def test_the_figures_of_ten_items_are_those_worked_out_by_hand():
    """Six answered (four right), two held back (one rightly), one failed, one cut off."""
    rows = [row(n, correct=n < 4, confidence=0.9 - 0.1 * n) for n in range(6)]
    rows += [row(6, "abstained", True), row(7, "abstained", False), row(8, "failed", False), row(9, "truncated", False)]
    s = summarise(rows)
    assert list(s)[: len(FLAT)] == FLAT
    assert (s["n"], s["answered"], s["abstained"], s["failed"], s["truncated"]) == (10, 6, 2, 1, 1)
    assert s["accuracy"] == 0.5
    assert s["accuracy_ci"] == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert s["selective_accuracy"] == pytest.approx(4 / 6)
    assert s["coverage"] == 0.6
    assert s["auroc"] == 1.0
    assert s["aurc"] == pytest.approx((0 + 0 + 0 + 0 + 1 / 5 + 2 / 6) / 6)
    assert s["risk_at_coverage"] == {"0.5": 1 / 5, "0.7": None, "0.8": None, "0.9": None}
    assert s["latency_ms_p50"] == 55.0
    assert s["calibration_n"] == 6


def test_nothing_is_told_of_nothing():
    """Where there is nothing to judge by a figure is `None`, not nought."""
    s = summarise([row(0, "failed", False, 0.0)])
    assert [s[k] for k in ("selective_accuracy", "auroc", "aurc", "ece", "brier", "exec_acc")] == [None] * 6
    assert s["accuracy"] == 0.0
    assert summarise([])["accuracy"] is None


def test_calibration_error_of_a_known_gap():
    """Ninety per cent sure and sixty per cent right is an error of 0.3, in one bin since all are equally sure."""
    right = [n % 5 < 3 for n in range(50)]
    assert reliability.ece([0.9] * 50, right) == pytest.approx(0.3)
    assert len(reliability.bins([0.9] * 50, right)) == 1
    low, high = reliability.ece_interval([0.9] * 50, right)
    assert 0.1 < low < 0.3 < high < 0.5


SURE = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


@given(SURE)
def test_parts_make_the_whole(pairs):
    """The parts of the Brier score add up to it; bins hold every item once; shares stay between nought and one."""
    sure, right = [c for c, _ in pairs], [r for _, r in pairs]
    b = reliability.brier(sure, right)
    whole = b["reliability"] - b["resolution"] + b["uncertainty"] + b["within"]
    assert math.isclose(whole, b["score"], abs_tol=1e-9)
    assert math.isclose(b["score"], sum((c - r) ** 2 for c, r in pairs) / len(pairs), abs_tol=1e-9)
    bins = reliability.bins(sure, right)
    assert sum(x.n for x in bins) == len(pairs)
    assert len(bins) <= reliability.BINS
    assert 0 <= reliability.ece(sure, right) <= 1
    assert 0 <= reliability.aurc(sure, right) <= 1
    last = reliability.risk_coverage(sure, right, len(pairs))[-1]
    assert last == pytest.approx((1.0, 1 - sum(right) / len(right)))


@given(SURE, st.randoms(use_true_random=False))
def test_the_order_of_items_does_not_matter(pairs, random):
    """Shuffling the items changes no figure: answers that are equally sure are not ranked by where they stand."""
    mixed = list(pairs)
    random.shuffle(mixed)
    for figure in (reliability.auroc, reliability.aurc, reliability.ece):
        one, other = (figure([c for c, _ in p], [r for _, r in p]) for p in (pairs, mixed))
        assert one == pytest.approx(other)


def test_mcnemar_is_exact():
    """Of ten items that changed nine won: p is 22/1024; with none changed it is one."""
    assert mcnemar(9, 1) == pytest.approx(22 / 1024)
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(3, 3) == pytest.approx(1.0)

"""Fitting: it mends a confidence that is off, on items that it did not see, and its threshold keeps its word."""

import random

import pytest

from ech0.core.errors import InputError
from evals.calibration import calibrate, held_out, threshold
from evals.record import Row


def rows(n, seed=0):
    """Answers whose chance to be right is a logistic of their fit, told with a confidence that is far too high."""
    draw = random.Random(seed)
    made = []
    for k in range(n):
        fit = draw.random()
        good = draw.random() < 0.05 + 0.9 * fit
        told = {
            "key": f"{seed} {k}",
            "id": f"{seed} {k}",
            "question": "?",
            "target": "A",
            "status": "answered",
            "why": "",
        }
        scored = {"correct": good, "score": float(good), "reason": "", "confidence": 0.99, "verdicts": ("proved",)}
        made.append(Row(**told, **scored, features={"fit": fit, "noise": draw.random()}))
    return made


def test_fitting_mends_an_overconfident_gate_on_items_it_did_not_see():
    """On the held half the calibration error falls to under a third, and what matters gets the weight."""
    told = calibrate(rows(800), 0.2)
    proved = told["families"]["proved"]
    assert proved["n"] + proved["held"] == 800
    assert proved["after"]["ece"] < proved["before"]["ece"] / 3
    assert proved["after"]["brier"] < proved["before"]["brier"]
    assert proved["weights"]["fit"] > 2 > abs(proved["weights"]["noise"])


def test_the_halves_are_settled_by_the_id_alone():
    """About half of all items is held out, and the same ones every time."""
    held = [held_out(f"item {n}") for n in range(2000)]
    assert held == [held_out(f"item {n}") for n in range(2000)]
    assert 0.45 < sum(held) / len(held) < 0.55


def test_the_bound_is_the_exact_one():
    """With none of n wrong the bound is 1 - 0.05**(1/n): 58 are too few for five per cent, 59 are enough."""
    assert threshold([0.9] * 58, [True] * 58, 0.05) is None
    assert threshold([0.9] * 59, [True] * 59, 0.05) == 0.9
    assert threshold([0.9] * 59 + [0.5] * 40, [True] * 59 + [False] * 40, 0.05) == 0.9
    assert threshold([], [], 0.05) is None


def test_the_threshold_keeps_its_word_in_nineteen_of_twenty_draws():
    """Over 200 draws the true risk above the threshold is too high in at most one in twenty, and a little."""
    broken = 0
    for seed in range(200):
        draw = random.Random(seed)
        sure = [draw.random() for _ in range(300)]
        right = [draw.random() < s for s in sure]
        at = threshold(sure, right, 0.2)
        broken += at is not None and (1 - at) / 2 > 0.2  # of answers surer than `at` on average (1 - at)/2 are wrong
    assert broken <= 0.05 * 200 + 6


def test_too_little_is_told():
    """A handful of answers fits nothing, and says how many it takes."""
    with pytest.raises(InputError, match="run more items"):
        calibrate(rows(40), 0.1)
    with pytest.raises(InputError, match="--risk"):
        calibrate(rows(400), 1.5)

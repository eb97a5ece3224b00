"""Fitting: it mends a confidence that is off, on items that it did not see, and its thresholds keep their word."""

import random

import pytest

from ech0.core.calibration import FEATURES
from ech0.core.errors import InputError
from evals import reliability
from evals.calibration import borne, fit, given, held_out, splits, threshold, told, unseen
from evals.record import Row

SAID = {"data": ("made up",), "date": "2026-01-01", "version": "0"}


def rows(n, seed=0, family="derived", base=0.05):
    """Answers whose chance to be right is a logistic of their fit, told with a confidence that is far too high."""
    draw = random.Random(f"{seed} {family}")
    made = []
    for k in range(n):
        fits = draw.random()
        good = draw.random() < base + (0.95 - base) * fits
        name = f"{seed} {family} {k}"
        told = {"key": name, "id": name, "question": "?", "target": "A", "status": "answered", "why": ""}
        scored = {"correct": good, "score": float(good), "reason": "", "confidence": 0.99, "family": family}
        made.append(Row(**told, **scored, features={"fit": fits, "unread": draw.random()}))
    return made


def one(some):
    """The rows as a set of their own."""
    return {"made up": some}


def test_fitting_mends_an_overconfident_gate_on_items_it_did_not_see():
    """On the held half the calibration error falls to under a third, and what matters gets the weight."""
    every = rows(800)
    held = [r for r in every if held_out(r.id)]
    made = fit(one(every), **SAID)
    after = told(made, held)
    before = reliability.ece([r.confidence for r in held], [r.correct for r in held])
    assert after["n"] + made.families["derived"].n == 800
    assert after["ece"] < before / 3
    assert after["brier"] < reliability.brier([r.confidence for r in held], [r.correct for r in held])["score"]
    assert after["auroc"] > 0.75
    assert made.weights["fit"] > 2 > abs(made.weights["unread"])


def test_a_feature_never_counts_against_the_way_it_points():
    """Words that were not read do not make an answer surer, even where the answers at hand say so by chance."""
    turned = [r.model_copy(update={"features": {**r.features, "unread": float(r.correct)}}) for r in rows(400)]
    assert fit(one(turned), **SAID).weights["unread"] == 0


def test_a_family_adds_what_its_answers_call_for():
    """A kind of evidence that was never wrong is surer than one that often was, the features being equal."""
    sure = [r.model_copy(update={"correct": True, "score": 1.0}) for r in rows(400, family="statement")]
    made = fit(one([*rows(400), *sure]), **SAID)
    assert made.families["statement"].wrong == 0 < made.families["derived"].wrong
    features = {"fit": 0.3, "unread": 0.5}
    assert made.confidence("statement", features) > made.confidence("derived", features) + 0.2
    assert made.answers("statement") == made.families["statement"].n
    assert made.answers("never graded") == sum(f.n for f in made.families.values())


def test_few_answers_say_little_of_their_kind():
    """A family of four answers, all right, adds less than one of forty such."""
    right = [r.model_copy(update={"correct": True, "score": 1.0}) for r in rows(80, family="quoted")]
    few, many = (fit(one([*rows(400), *right[:k]]), **SAID).families["quoted"] for k in (8, 80))
    assert 0 < few.n < many.n
    assert 0 < few.bias < many.bias


def test_what_no_answer_varies_in_is_set_and_said_to_be():
    """A feature that was the same in every graded answer is told, and weighs what is set for it, or nothing."""
    made = fit(one(rows(200)), **SAID)
    assert set(made.by_hand) == FEATURES.keys() - {"fit", "unread"}
    assert made.weights["confirmed"] == 4.0
    assert made.weights["degenerate"] == 0.0


def test_the_halves_are_settled_by_the_id_alone():
    """About half of all items is held out, and the same ones every time."""
    held = [held_out(f"item {n}") for n in range(2000)]
    assert held == [held_out(f"item {n}") for n in range(2000)]
    assert 0.45 < sum(held) / len(held) < 0.55


def test_the_bound_is_the_exact_one():
    """With none of n wrong the bound is 1 - 0.01**(1/n): 89 are too few for five per cent, 90 are enough."""
    assert threshold([0.9] * 89, [True] * 89, 0.05) is None
    assert threshold([0.9] * 90, [True] * 90, 0.05) == 0.9
    assert threshold([0.9] * 90 + [0.5] * 40, [True] * 90 + [False] * 40, 0.05) == 0.9
    assert threshold([], [], 0.05) is None


def test_the_threshold_keeps_its_word():
    """Over 200 draws the true risk above the threshold is too high in at most one in a hundred, and a little."""
    broken = 0
    for seed in range(200):
        draw = random.Random(seed)
        sure = [draw.random() for _ in range(300)]
        right = [draw.random() < s for s in sure]
        at = threshold(sure, right, 0.2)
        broken += at is not None and (1 - at) / 2 > 0.2  # of answers surer than `at` on average (1 - at)/2 are wrong
    assert broken <= 0.01 * 200 + 3


def test_a_family_speaks_against_a_risk_where_chance_would_not():
    """Nine of ten right bear a tenth wrong, six of ten do not; nine answers are too few to say, and so are none."""
    sure = [1 - k / 100 for k in range(20)]
    assert borne(sure[:10], [True] * 9 + [False], 0.1) == 0.0
    assert borne(sure[:10], [True] * 6 + [False] * 4, 0.1) > 1
    assert borne(sure[:9], [False] * 9, 0.1) == borne([], [], 0.1) == 0.0
    falling = [True] * 12 + [False] * 8  # two of fourteen: chance in 42 of 100; three of fifteen: in 18
    assert borne(sure, falling, 0.1) == sure[13]


def hard(n, name):
    """Answers that look as sure as any and are wrong four times in ten: evidence of another kind."""
    made = rows(n, seed=name, base=0.99)
    draw = random.Random(name)
    shaken = [r.correct and draw.random() < 0.6 for r in made]
    other = {"family": "quoted"}
    return [r.model_copy(update={"correct": y, "score": float(y), **other}) for r, y in zip(made, shaken, strict=True)]


def test_evidence_of_another_kind_is_not_hidden_by_the_rest():
    """The bound over all answers holds in spite of a hard family among easy sets; its veto leaves no threshold."""
    easy = {f"easy {k}": rows(700, seed=k, base=0.99) for k in range(3)}
    assert "0.1" in fit(easy, **SAID).thresholds
    mixed = fit({**easy, "hard": hard(200, "h")}, **SAID)
    every = [r for some in (*easy.values(), hard(200, "h")) for r in given(some) if not held_out(r.id)]
    pooled = threshold([mixed.confidence(r.family, r.features) for r in every], [r.correct for r in every], 0.1)
    assert pooled is not None
    assert "0.1" not in mixed.thresholds


def test_what_is_told_of_a_set_comes_from_the_others():
    """A set that was left out is judged by a fit without it: its own labels, turned round, do not change its part."""
    easy = {f"easy {k}": rows(300, seed=k) for k in range(3)}
    turned = [r.model_copy(update={"correct": not r.correct, "score": float(not r.correct)}) for r in easy["easy 0"]]
    first, second = unseen(easy), unseen({**easy, "easy 0": turned})
    assert first["easy 0"]["auroc"] == pytest.approx(1 - second["easy 0"]["auroc"])
    assert first["easy 0"]["at_risk"]["0.2"]["answered"] == second["easy 0"]["at_risk"]["0.2"]["answered"]
    assert first["all"]["n"] == 900
    assert first["all"]["wrong"] == sum(first[name]["wrong"] for name in easy)


def test_other_splits_keep_the_promise():
    """Fitted on one random half, the share of wrong answers on the other stays within the risk in 19 of 20 at least."""
    found = splits(one(rows(1600, base=0.5)))["0.2"]
    assert len(found) == 20
    assert sum(f["share"] is None or f["share"] <= 0.2 for f in found) >= 19
    assert any(f["answered"] for f in found)


def test_what_was_held_back_is_not_learnt_from():
    """An item that was not answered tells nothing of confidence."""
    silent = [r.model_copy(update={"status": "abstained"}) for r in rows(50, seed=1)]
    assert given([*rows(50), *silent]) == rows(50)


def test_too_little_is_told():
    """A handful of answers fits nothing, and says how many it takes."""
    with pytest.raises(InputError, match="run more items"):
        fit(one(rows(40)), **SAID)

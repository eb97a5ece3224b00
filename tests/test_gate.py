"""The gate: what it measures is what was fitted, its confidence is that of the fit, and it says what would help."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.core import calibration
from ech0.core.calibration import FEATURES
from ech0.core.errors import InputError
from ech0.core.types import Draft, Plan
from ech0.gate import Calibrated, measure

SHIPPED = calibration.load(calibration.home() / "nowhere")
FAMILIES = [*SHIPPED.families, "never seen"]
ANY = st.fixed_dictionaries({n: st.floats(0, 1) for n in FEATURES})


def state(**more):
    """A finished round in which nothing was found."""
    question = SimpleNamespace(correction=None, text="What is the pressure?")
    empty = {"entries": (), "checks": (), "passages": (), "failures": (), "attempts": (), "plan": None}
    return SimpleNamespace(**{"question": question, **empty, **more})


def test_what_is_measured_is_what_was_fitted():
    """A feature without a direction, or one that is fitted and never measured, would be ignored without a word."""
    assert measure(state(), Plan(path="none"), Draft(text="")).keys() == FEATURES.keys()


@given(st.sampled_from(FAMILIES), ANY, st.sampled_from(list(FEATURES)), st.floats(0, 1))
def test_no_feature_counts_against_the_way_it_points(family, features, name, more):
    """Whatever is better by one feature, the rest being equal, is not less sure: in every family that ships."""
    low, high = sorted((features[name], more))
    worse, better = (SHIPPED.confidence(family, features | {name: v}) for v in (low, high))
    assert worse <= better if FEATURES[name][0] > 0 else worse >= better


def test_the_fit_that_ships_says_what_it_rests_on():
    """It names its data, its day and the number of answers in each family, and its thresholds are confidences."""
    assert SHIPPED.data
    assert SHIPPED.date
    assert all(f.n >= f.wrong >= 0 for f in SHIPPED.families.values())
    floors = [SHIPPED.thresholds[r] for r in sorted(SHIPPED.thresholds, key=float)]
    assert all(0 < at < 1 for at in floors)
    assert floors == sorted(floors, reverse=True), "less risk asks for more confidence"


def test_stages_go_from_nothing_in_doubt_to_the_whole():
    """Each source of uncertainty has its own confidence; together they come down to the confidence of the answer."""
    judged = Calibrated(SHIPPED, 0.1).judge(state(), Draft(text="It is so."))
    assert [s.source for s in judged.stages] == ["data", "retrieval", "rule", "model"]
    falling = [s.cumulative for s in judged.stages]
    assert falling == sorted(falling, reverse=True)
    assert judged.stages[-1].cumulative == judged.confidence
    assert {n for s in judged.stages for n in s.told} == FEATURES.keys()


def test_where_nothing_is_said_nothing_is_confident():
    """A draft that gives no answer has no confidence, and names no answers that one was fitted on."""
    judged = Calibrated(SHIPPED, 0.1).judge(state(), Draft(text="", status="abstained", reason="nothing was found"))
    assert (judged.confidence, judged.confidence_n, judged.stages) == (0.0, 0, ())


def test_a_risk_that_was_not_fitted_is_refused():
    """A promise that no threshold was fitted for is not made up."""
    with pytest.raises(InputError, match="gate.risk.*0.07.*0.1"):
        SHIPPED.threshold(0.07)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Invalid JSON"),
        (SHIPPED.model_copy(update={"weights": {"bias": 1.0}}).model_dump_json(), "used_fraction"),
        (SHIPPED.model_dump_json().replace('"unread"', '"unred"'), "unred"),
    ],
)
def test_a_file_that_is_no_calibration_is_named(tmp_path, text, said):
    """A damaged or foreign file in the data folder is an error that names it and the cure, never a silent default."""
    (tmp_path / calibration.FILE).write_text(text)
    with pytest.raises(InputError, match=said) as caught:
        calibration.load(tmp_path)
    assert "ech0 eval calibrate" in str(caught.value)

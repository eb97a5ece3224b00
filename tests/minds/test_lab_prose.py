"""How clinical prose fills a lab: tables in sentences, ages with sexes, counts of cells, shares, limits of intervals."""

import pytest

from ech0.core import base
from ech0.core.reading import read
from ech0.core.types import LabCall, Plan, Question
from ech0.ledger import given
from ech0.loop import State
from ech0.minds.embedded import Embedded
from ech0.minds.embedded.labtables import transcribed
from ech0.minds.embedded.target import wanted_unit
from labs import LABS, Series

PAIN = "At weeks 0, 2 and 5 pain was 1.5, 2, 3 in rat 1; 2, 2.5, 4 in rat 2; 1, 2, 2 in rat 3; and 3, 3, 5 in rat 4. "
COURSES = "High-risk: 3, 7+, 9, 10 weeks. Low-risk: 5, 8+, 21+, 30 weeks. "


@pytest.fixture(scope="module")
def mind() -> Embedded:
    """The mind over all labs, without a memory."""
    formulas = tuple(base.formulas().values())
    return Embedded(base.concepts(), base.roles(), formulas, base.constants(), base.phrases(), LABS)


def plan(mind: Embedded, text: str) -> Plan:
    """What the mind plans for a question."""
    question = Question(text=text)
    return mind.plan(State(question=question, entries=tuple(given(question))))


def asked(made: Plan) -> tuple[LabCall, str]:
    """The lab call that gives the target, and the output."""
    calls = {c.id: c for s in made.subproblems for c in s.calls}
    call, _, output = (made.target or "").partition(".")
    return calls[call], output


def table(lab: str, text: str) -> dict[str, str]:
    """The series of a lab that a text writes out as a table."""
    series = {n: s for n, s in LABS[lab].inputs.items() if isinstance(s, Series)}
    return {n: s.value for n, s in transcribed(text, series).items()}


@pytest.mark.parametrize(
    "text",
    [
        "Strokes, aspirin drug arm vs placebo: 4/90 vs 9/88, 12/310 vs 20/305.",
        "Strokes on treatment against control: 4 of 90 vs 9 of 88; 12 of 310 vs 20 of 305.",
        "Strokes 4/90 vs 9/88 and 12/310 vs 20/305 (treated vs control).",
        "Placebo vs active treatment gave strokes in 9/88 vs 4/90, 20/305 vs 12/310.",
        "Strokes in the treated arms were 4/90, 12/310; in the control arms 9/88, 20/305.",
    ],
)
def test_shares_of_two_arms_are_told_apart(text: str) -> None:
    """Whichever arm comes first, side by side or arm after arm, the treated are the treated."""
    assert table("meta_analysis", text) == {
        "events": "4, 12",
        "treated": "90, 310",
        "control_events": "9, 20",
        "controls": "88, 305",
    }


def test_arms_without_names_are_not_guessed() -> None:
    """Of two nameless columns nothing says which is treated, and a part is never more than its whole."""
    assert table("meta_analysis", "Pool 4/90 vs 9/88 and 12/310 vs 20/305.") == {}
    assert table("meta_analysis", "Treated vs control: 95/90 vs 9/88 and 12/310 vs 20/305.") == {}


@pytest.mark.parametrize(
    "text",
    [
        "Weeks, + if censored. High-risk: 3, 7+, 9. Low-risk: 5, 8+, 21+.",
        "Favourable tumours recurred at 5, 8+ and 21+ weeks, unfavourable tumours at 3, 7+ and 9 weeks.",
    ],
)
def test_censored_times_become_marks(text: str) -> None:
    """A sign after a time is the mark of the censored, and the worse stratum is 1 wherever it stands."""
    made = table("survival_strata", text)
    people = sorted(zip(*(made[n].split(", ") for n in ("strata", "times", "events")), strict=True))
    assert people == [
        ("0", "21", "0"),
        ("0", "5", "1"),
        ("0", "8", "0"),
        ("1", "3", "1"),
        ("1", "7", "0"),
        ("1", "9", "1"),
    ]


def test_events_and_censored_may_be_listed_apart() -> None:
    """Deaths and censored times in lists of their own are one table."""
    text = (
        "Poor-risk arm: deaths at 3 and 9 weeks, censored at 7. Good-risk arm: deaths at 5 weeks, censored at 8 and 21."
    )
    made = table("survival_strata", text)
    assert made == {"times": "3, 9, 7, 5, 8, 21", "events": "1, 1, 0, 1, 0, 0", "strata": "1, 1, 1, 0, 0, 0"}


def test_a_sign_that_marks_the_events_is_not_taken_for_censoring() -> None:
    """Where the text says that the sign marks deaths, and where no stratum is the worse, nothing is read."""
    assert table("survival_strata", "+ = died. High-risk: 3, 7+, 9. Low-risk: 5, 8+, 21+.") == {}
    assert table("survival_strata", "Ward one: 3, 7+, 9. Ward two: 5, 8+, 21+.") == {}


@pytest.mark.parametrize(
    "text",
    [
        "At weeks 0, 2 and 5. Pt 4: 1.5, 2, 3. Pt 6: 2, 2.5, 4. Pt 7: 1, 2, 2. Pt 9: 3, 3, 5.",
        "At 0, 2 and 5 weeks it was 1.5, 2, 3 in rat 4; 2, 2.5, 4 in rat 6; 1, 2, 2 in rat 7; and 3, 3, 5 in rat 9.",
    ],
)
def test_rows_of_subjects_become_long_series(text: str) -> None:
    """One row of values for each subject, numbered before or behind it, is three series of equal length."""
    assert table("longitudinal", text) == {
        "subjects": "4, 4, 4, 6, 6, 6, 7, 7, 7, 9, 9, 9",
        "times": "0, 2, 5, 0, 2, 5, 0, 2, 5, 0, 2, 5",
        "values": "1.5, 2, 3, 2, 2.5, 4, 1, 2, 2, 3, 3, 5",
    }


def test_rows_of_unequal_length_are_not_read() -> None:
    """A missing visit is not filled in."""
    assert table("longitudinal", "At weeks 0, 2 and 5. A: 1, 2, 3. B: 2, 4. C: 1, 2, 2. D: 3, 3, 5.") == {}


def test_deaths_beside_their_doses_are_three_series() -> None:
    """`1/8 at 4 mg/kg` states a dose, a group and its dead."""
    made = table("toxicology", "Dead were 1/8 at 4 mg/kg, 3/8 at 12 mg/kg and 7/8 at 36 mg/kg.")
    assert made == {"doses": "4 mg/kg, 12 mg/kg, 36 mg/kg", "animals": "8, 8, 8", "deaths": "1, 3, 7"}


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("49F with a creatinine", 49.0, "year"),
        ("platelets 95 G/L", 95.0, "10^9/L"),
        ("platelets 95 K/µL", 95.0, "10^3/uL"),
        ("it takes up 3 mmol lactate/gDW/h", 3.0, "mmol / g / hour"),
        ("one clone in ninety million", 1 / 90e6, ""),
        ("a winter day of 49F outdoors", 49.0, "degF"),
        ("a coil in a field of 95 G", 95.0, "gauss"),
    ],
)
def test_quantities_of_notes_are_read(text: str, value: float, unit: str) -> None:
    """Ages with a sex and counts of cells are read in clinical notes, and nowhere else."""
    (found,) = [f for f in read(text) if f.unit or f.value < 1]
    assert found.value == pytest.approx(value)
    assert found.unit == unit


def test_an_age_with_a_sex_says_both(mind: Embedded) -> None:
    """`73M` gives the age and the sex; without the letter the sex is asked for, not assumed."""
    made = plan(mind, "73M, stable creatinine 1.9 mg/dL. CKD-EPI eGFR?")
    call, output = asked(made)
    assert (call.lab, output, call.choices["sex"]) == ("kidney_function", "egfr", "male")
    lacking = plan(mind, "Someone of 73 years with a stable creatinine of 1.9 mg/dL: CKD-EPI eGFR?")
    assert any("sex" in need.what for need in lacking.missing)


@pytest.mark.parametrize(
    ("text", "lab", "output"),
    [
        ("Upper limit of the 95 % CI of the PRR for 7 of 900 reports on the drug against 80 of 70000 on other drugs?",
         "pharmacovigilance", "prr_high"),
        (PAIN + "What residual SD has a mixed model with random intercepts only?", "longitudinal", "residual"),
        (COURSES + "What part of the low-risk group survives beyond 7 weeks by Kaplan-Meier?",
         "survival_strata", "survival_low"),
        ("Fluctuation test: 9 of 24 cultures grown to 3e8 cells had no mutants. Mutation rate by the P0 method?",
         "resistance_evolution", "estimated_rate"),
        ("A tumour cell in anoxia takes up 2 mmol glucose/gDW/h: how much lactate is excreted by flux balance?",
         "tumour_metabolism", "lactate_secretion"),
    ],
)  # fmt: skip
def test_the_output_that_is_asked_for_is_found(mind: Embedded, text: str, lab: str, output: str) -> None:
    """A limit is not its estimate, a share is one number, and a tumour cell is no bacterium."""
    call, found = asked(plan(mind, text))
    assert (call.lab, found) == (lab, output)


def test_a_list_that_goes_on_is_not_cut_short(mind: Embedded) -> None:
    """Of two tests of which only the first was read the lab is not run."""
    text = "Prevalence 5 %. Test one: sensitivity 0.7, specificity 0.9; test two 0.6 and 0.8. "
    made = plan(mind, text + "Chance of disease if both are positive?")
    assert not [c for s in made.subproblems for c in s.calls if c.lab == "biomarker_fusion"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Survival in weeks: 3, 5+, 8. What is the hazard ratio?", None),
        ("A pump lifts water. Give the answer in kJ: what work is done?", "kJ"),
        ("What is the work in kJ?", "kJ"),
    ],
)
def test_the_unit_of_data_is_not_that_of_the_answer(text: str, unit: str | None) -> None:
    """A heading's unit is its data's, while an order's or a question's is the answer's."""
    assert wanted_unit(text) == unit

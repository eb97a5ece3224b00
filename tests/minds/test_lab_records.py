"""How questions of medicine and pharmacology fill a lab: records in a sentence, groups by label, ages, pairs of names."""

import pytest

from ech0.core import base
from ech0.core.errors import InputError
from ech0.core.reading import read
from ech0.core.types import LabCall, Plan, Question
from ech0.ledger import given
from ech0.loop import State
from ech0.minds.embedded import Embedded
from ech0.minds.embedded.labrecords import runs, tabled
from labs import LABS, Series


@pytest.fixture(scope="module")
def mind() -> Embedded:
    """The mind over all labs, without a memory."""
    formulas = tuple(base.formulas().values())
    return Embedded(base.concepts(), base.roles(), formulas, base.constants(), base.phrases(), LABS)


def plan(mind: Embedded, text: str) -> Plan:
    """What the mind plans for a question."""
    question = Question(text=text)
    return mind.plan(State(question=question, entries=tuple(given(question))))


def called(mind: Embedded, text: str) -> tuple[LabCall, str, dict[str, float]]:
    """The lab call that gives the target, its output, and the values of the inputs that are numbers."""
    question = Question(text=text)
    entries = tuple(given(question))
    made = mind.plan(State(question=question, entries=entries))
    calls = {c.id: c for s in made.subproblems for c in s.calls}
    call, _, output = (made.target or "").partition(".")
    known = {e.id: e for e in (*entries, *made.entries)}
    numbers = {n: known[i].quantity for n, i in calls[call].inputs.items() if i in known}
    return calls[call], output, {n: q.value for n, q in numbers.items() if q is not None}


def table(lab: str, output: str, text: str) -> dict[str, str]:
    """The series of a lab that a text writes out."""
    series = {n: s for n, s in LABS[lab].inputs.items() if isinstance(s, Series)}
    spec = LABS[lab].outputs[output]
    ways = [w for w in spec.ways if set(w) <= set(series)] or [tuple(n for n in spec.needs if n in series)]
    return {n: s.value for n, s in tabled(text, series, ways).items()}


@pytest.mark.parametrize(
    "text",
    [
        "Effects were 0.5 (SE 0.1), 0.3 (SE 0.2) and 0.9 (SE 0.4).",
        "MD (SE): X 0.5 (0.1); Y 0.3 (0.2); Z 0.9 (0.4).",
        "log OR 0.5 (s.e. 0.1), log OR 0.3 (s.e. 0.2), log OR 0.9 (s.e. 0.4)",
    ],
)
def test_records_are_columns(text: str) -> None:
    """A number with another in brackets, thrice, is two series; words beside them or above them say which is which."""
    assert table("meta_analysis", "pooled_effect", text) == {"effects": "0.5, 0.3, 0.9", "errors": "0.1, 0.2, 0.4"}


def test_a_plain_list_is_no_record() -> None:
    """Numbers with nothing but commas between them are one list."""
    assert runs("12, 18, 25, 31, 40 and 44") == []


def test_the_number_of_a_test_belongs_to_no_column() -> None:
    """The 1 of `Test 1` only counts the records."""
    text = "Test 1: sens 0.9, spec 0.6, negative. Test 2: sens 0.7, spec 0.8, negative too."
    read_as = table("biomarker_fusion", "posttest_negative", text)
    assert read_as == {"sensitivities": "0.9, 0.7", "specificities": "0.6, 0.8"}


def test_doses_with_one_size_of_all_groups() -> None:
    """Each dose beside its dead, and one number of animals for all groups, are three series."""
    text = "8 rats per group: 2 mg/kg killed 1, 6 mg/kg killed 3, 18 mg/kg killed 7."
    assert table("toxicology", "lethal_dose", text) == {
        "doses": "2, 6, 18 mg/kg",
        "deaths": "1, 3, 7",
        "animals": "8, 8, 8",
    }


@pytest.mark.parametrize(
    "text",
    [
        "High-risk arm: 2, 5, 5, 8 weeks, with the 8 still alive. Low-risk arm: 4, 9, 11, where 9 was censored.",
        ("5 weeks, died, high risk; 2 weeks, died, high risk; 5 weeks, died, high risk; 8 weeks, alive, high risk; "
        "4 weeks, died, low risk; 9 weeks, alive, low risk; 11 weeks, died, low risk."),
    ],
)
def test_the_censored_are_told_in_words(text: str) -> None:
    """Those named as alive after a list, or person by person, are censored; all others had the event."""
    found = table("survival_strata", "hazard_ratio", text)
    rows = zip(*(found[n].split(", ") for n in ("times", "events", "strata")), strict=True)
    high = [("2", "1"), ("5", "1"), ("5", "1"), ("8", "0")]
    low = [("4", "1"), ("9", "0"), ("11", "1")]
    assert sorted(rows) == sorted([(*r, "1") for r in high] + [(*r, "0") for r in low])


def test_censoring_that_is_not_understood_is_no_table() -> None:
    """Where some are said to be censored and not which, nothing is read."""
    text = "High-risk arm: 2, 5, 5, 8 weeks. Low-risk arm: 4, 9, 11 weeks. Three of them were censored."
    assert table("survival_strata", "hazard_ratio", text) == {}


@pytest.mark.parametrize(
    "text",
    ["Stroke: 12, 18, 25. No stroke: 9, 11, 14, 16.", "Non-relapsers 9, 11, 14, 16; relapsers 12, 18, 25."],
)
def test_the_well_are_those_whose_label_denies(text: str) -> None:
    """Of two groups of values, the one without the disease is that of the controls, whichever comes first."""
    found = table("biomarker_fusion", "empirical_auc", text)
    assert found == {"cases": "12, 18, 25", "controls": "9, 11, 14, 16"}


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Ms. K., 57, diabetic, BP 140/80", 57),
        ("My grandmother is 73 and her serum creatinine is high", 73),
        ("creatinine 1.1 in M, 45 y, non-smoker", 45),
        ("72y F, sats 93 %", 72),
        ("patient, 45yo, HR 80", 45),
    ],
)
def test_ages_of_notes_are_read(text: str, age: int) -> None:
    """An age in a clinical note is one without the word `years`."""
    assert (age, "year") in [(f.value, f.unit) for f in read(text)]


@pytest.mark.parametrize("text", ["serum creatinine of 73 and rising", "She is 66 kg, BP 120/70", "the ratio is 45, F = ma"])
def test_other_numbers_are_no_ages(text: str) -> None:
    """A number with a unit, of a thing, or outside a clinical note is no age."""
    assert "year" not in {f.unit for f in read(text)}


def test_a_list_shares_its_percent_sign() -> None:
    """`92, 88 and 70 %` are three shares."""
    found = read("sensitivities of 92, 88 and 70 % and specificities of 60, 75 and 90 %")
    assert [f.unit for f in found] == ["percent"] * 6


def test_symbols_of_a_two_by_two_table(mind: Embedded) -> None:
    """Inputs go by the symbols by which the lab declares them, cells as well as sums."""
    call, output, numbers = called(mind, "A drug signal: a=12, b=388, c=150, d=29850. PRR?")
    assert (call.lab, output) == ("pharmacovigilance", "prr")
    assert numbers == {"drug_event": 12, "drug_rest": 388, "other_event": 150, "other_rest": 29850}


def test_names_and_numbers_in_the_same_order(mind: Embedded) -> None:
    """The second of `AST/ALT 42/38` is the ALT, not the quotient of both."""
    _, _, numbers = called(mind, "58-year-old man, AST/ALT 42/38 U/L, platelets 210 G/L. What is the FIB-4?")
    assert (numbers["ast"], numbers["alt"]) == (42, 38)


def test_a_number_of_both_is_taken_twice(mind: Embedded) -> None:
    """A Hill slope said of both curves is that of the effect and of the toxicity."""
    text = "LD50 200 mg/kg, ED50 4 mg/kg, both curves with Hill slope 3. What is LD1/ED99?"
    _, output, numbers = called(mind, text)
    assert output == "safety_factor"
    assert (numbers["hill"], numbers["toxic_hill"]) == (3, 3)


def test_target_range_is_no_saturation(mind: Embedded) -> None:
    """The ends of a prescribed range, and the share of oxygen that is breathed, are not what was measured."""
    text = (
        "Target sats 88-92 % (scale 2). On 28 % Venturi oxygen his SpO2 is 95 %. RR 14, BP 130/80, pulse 84, T 37.0, "
        "alert. What is the NEWS2?"
    )
    call, _, numbers = called(mind, text)
    assert call.lab == "acute_scores"
    assert numbers["oxygen_saturation"] == pytest.approx(95.0)


@pytest.mark.parametrize(
    ("text", "output"),
    [
        (("Bilirubin 3 mg/dL, creatinine 1.2 mg/dL, INR 1.6, sodium 131, albumin 2.9 g/dL, woman, no dialysis. Which MELD "
         "does the 3.0 version give?"), "meld_3"),
        (("Random intercepts with a common slope; what standard error does the average slope have? id = 1,1,2,2,3,3,4,4; "
         "times = 0,1,0,1,0,1,0,1; values = 5,6,7,9,4,5,6,8. Mixed model."), "slope_error"),
    ],
)  # fmt: skip
def test_the_output_is_the_one_that_is_meant(mind: Embedded, text: str, output: str) -> None:
    """A name in pieces is that of the longer name, and the error of a slope is not the slope."""
    assert called(mind, text)[1] == output


def test_a_finding_that_is_not_understood_holds_back(mind: Embedded) -> None:
    """A word of dialysis that no option has is a reason to ask, not to leave the option at its default."""
    text = "Bilirubin 3 mg/dL, creatinine 1.2 mg/dL, INR 1.6, undergoing peritoneodialysing care. What is the MELD?"
    assert any("peritoneodialysing" in n.what for n in plan(mind, text).missing)


def test_cells_and_sums_of_a_table_must_agree() -> None:
    """A sum that is not that of its cells is refused, and so is a row with neither."""
    from labs.pharmacology.pharmacovigilance import _whole

    assert _whole("drug", 12, None, 388) == _whole("drug", 12, 400, None) == 400
    with pytest.raises(InputError):
        _whole("drug", 12, 401, 388)
    with pytest.raises(InputError):
        _whole("drug", 12, None, None)

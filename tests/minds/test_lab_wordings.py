"""How free wording fills a lab: further words from the tables, lists, parts of wholes, numbers that nothing took."""

from pathlib import Path

import pytest

from ech0.core import base
from ech0.core.errors import InputError
from ech0.core.reading import read
from ech0.core.types import LabCall, Plan, Question
from ech0.ledger import given
from ech0.loop import State
from ech0.minds.embedded import Embedded, lablists
from ech0.minds.embedded.words import Text
from labs import LABS, Real, Series
from labs.wordings import wordings


@pytest.fixture(scope="module")
def mind() -> Embedded:
    """The mind over all labs, without a memory."""
    formulas = tuple(base.formulas().values())
    return Embedded(base.concepts(), base.roles(), formulas, base.constants(), base.phrases(), LABS)


def plan(mind: Embedded, text: str) -> Plan:
    """What the mind plans for a question."""
    question = Question(text=text)
    return mind.plan(State(question=question, entries=tuple(given(question))))


def called(made: Plan, text: str) -> tuple[LabCall, dict[str, float]]:
    """The lab call that gives the target, and the values of its numbers."""
    entries = {e.id: e for e in (*given(Question(text=text)), *made.entries)}
    calls = {c.id: c for s in made.subproblems for c in s.calls}
    call = calls[(made.target or "").split(".")[0]]
    found = {n: q.value for n, e in call.inputs.items() if (q := entries[e].quantity) is not None}
    return call, found


def series(lab: str) -> dict[str, Series]:
    """The series that a lab takes."""
    return {n: s for n, s in LABS[lab].inputs.items() if isinstance(s, Series)}


def test_every_table_of_wordings_names_what_its_labs_have() -> None:
    """Each row of each table is of a lab of its field, and each lab has got the words of its rows."""
    fields = {lab.field for lab in LABS.values()}
    folder = Path(__file__).parents[2] / "labs"
    for lab in LABS.values():
        more = wordings(lab.id, folder / lab.field)
        assert set(more.words) <= set(lab.words)
        for name, words in more.outputs.items():
            assert set(words) <= set(lab.outputs[name].words), (lab.id, name)
        for name, words in more.inputs.items():
            assert set(words) <= set(lab.inputs[name].words), (lab.id, name)
    assert all((folder / f / "wordings.toml").is_file() for f in fields)


def test_words_of_what_a_lab_does_not_have_are_refused(tmp_path: Path) -> None:
    """A table that names an unknown input or kind is an error that says which names there are."""
    (tmp_path / "wordings.toml").write_text('[a.inputs]\nlenght = ["long"]\n[b]\nword = ["x"]\n', encoding="utf-8")
    with pytest.raises(InputError, match="lenght"):
        wordings("a", tmp_path).check(["length"], ["period"])
    with pytest.raises(InputError, match="word"):
        wordings("b", tmp_path)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("one in 2000 people", 0.0005, ""),
        ("1 in a million cells", 1e-6, ""),
        ("it beats 70 times a minute", 70.0, "minute^-1"),
        ("16 breaths every minute", 16.0, "minute^-1"),
        ("BP 132/81 mmHg", 132.0, "mmHg"),
    ],
)
def test_numbers_are_read_as_people_say_them(text: str, value: float, unit: str) -> None:
    """Shares, rates and pressures in words are one quantity each."""
    (found,) = read(text)
    assert found.unit == unit
    assert found.value == pytest.approx(value)


def test_a_volume_is_no_share() -> None:
    """`1 in 5 mL` states a number and a volume."""
    assert [(f.value, f.unit) for f in read("1 in 5 mL")] == [(1.0, ""), (5.0, "mL")]


def test_a_list_ends_with_the_number_after_its_and() -> None:
    """Two lists side by side are two, and a number without a unit does not continue one with units."""
    found = lablists.stretches("given 3, 6 or 12 mg/kg, and 1, 2 and 8 of them died")
    assert [s.text for s in found] == ["3, 6, 12 mg/kg", "1, 2, 8"]


def test_lists_are_placed_by_the_words_beside_them() -> None:
    """Each list goes to the series that it is called by, whatever the order, and one for each group is repeated."""
    text = Text("Deaths were 0, 3 and 7 in groups of 8 mice; the doses had been 2, 4 and 8 mg/kg.")
    found = {n: s.value for n, s in lablists.placed(text, series("toxicology")).items()}
    assert found == {"doses": "2, 4, 8 mg/kg", "animals": "8, 8, 8", "deaths": "0, 3, 7"}


def test_the_last_list_left_is_the_last_series_of_the_set() -> None:
    """Three of the four counts of a trial are called by name; the fourth list can only be the fourth count."""
    text = Text("events 2, 4 among 30, 40 treated patients; 5, 9 among 31, 39 controls")
    ways = LABS["meta_analysis"].outputs["pooled_ratio"].ways
    found = {n: s.value for n, s in lablists.placed(text, series("meta_analysis"), ways=ways).items()}
    assert found == {"events": "2, 4", "treated": "30, 40", "control_events": "5, 9", "controls": "31, 39"}


def test_counts_as_parts_of_wholes(mind: Embedded) -> None:
    """`14 of 500 ... against 60 of 9000 for other drugs` states all four counts, in either order of part and whole."""
    for said in (
        "14 of 500 reports for the drug, against 60 of 9000 reports for other drugs.",
        "of 500 reports for the drug 14, and of 9000 reports for other drugs 60.",
    ):
        text = f"A reaction is named in {said} What is the proportional reporting ratio?"
        _, values = called(plan(mind, text), text)
        assert values == {"drug_event": 14, "drug_total": 500, "other_event": 60, "other_total": 9000}


def test_a_number_that_nothing_took_stops_the_answer(mind: Embedded) -> None:
    """A stated value is not passed over for a default that it could be: the plan asks what it stands for."""
    made = plan(mind, "What fidelity does a 4-qubit GHZ state have when something odd of 0.07 hits it?")
    assert made.missing
    assert any("0.07" in n.what for n in made.missing)


def test_a_name_beside_a_number_is_not_lent_to_another(mind: Embedded) -> None:
    """`25 fractions of 2 Gy with an alpha/beta of 10 Gy`: each number is what stands beside it."""
    text = "25 x 2 Gy with an alpha/beta of 10 Gy and alpha 0.2 per Gy: what fraction of the cells survives?"
    _, values = called(plan(mind, text), text)
    assert values == {"fractions": 25, "fraction_dose": 2, "alpha_beta": 10, "alpha": 0.2}


def test_a_count_in_words_gives_way_to_one_in_digits(mind: Embedded) -> None:
    """`its two qubits` does not say how many qubits a 3-qubit state has; `ten spins` does where nothing else does."""
    text = (
        "Each entangling gate depolarises its two qubits with probability 0.01. What fidelity has a 3-qubit GHZ state?"
    )
    assert called(plan(mind, text), text)[1]["qubits"] == 3
    text = "What is the ground-state energy per site of a Heisenberg ring of ten spins?"
    assert called(plan(mind, text), text)[1]["sites"] == 10


def test_what_is_asked_is_not_what_a_number_is_called(mind: Embedded) -> None:
    """`Km 2 mM` names a number and asks for no Michaelis constant."""
    text = (
        "How much substrate is left after 100 s when the enzyme starts on 4 mM with Vmax 0.03 mM/s and Km 2 mM, "
        "without any inhibitor?"
    )
    call, _ = called(plan(mind, text), text)
    assert (call.lab, call.wants) == ("enzyme_kinetics", ("substrate_left",))


def test_the_lab_whose_words_are_said_comes_first(mind: Embedded) -> None:
    """A tumour cell is not asked of the lab of a bacterium, though both burn glucose."""
    text = "How much ATP can a tumour cell make if it takes up 2 mmol/g/h of glucose and 5 mmol/g/h of oxygen?"
    assert called(plan(mind, text), text)[0].lab == "tumour_metabolism"


def test_heating_by_is_a_difference(mind: Embedded) -> None:
    """Kelvins after `by` are a difference, and no temperature of a photon."""
    made = plan(mind, "How much energy to heat 3 kg of copper by 20 K?")
    assert "heating" in made.path
    assert not made.missing


def test_ways_name_inputs_of_the_lab() -> None:
    """Each set of inputs of which one must be whole is of inputs that the output needs and that may be left out."""
    for lab in LABS.values():
        for name, out in lab.outputs.items():
            for spec in (lab.inputs[n] for way in out.ways for n in way):
                assert getattr(spec, "optional", True) or spec.default is not None or isinstance(spec, Real), name
            assert {n for way in out.ways for n in way} <= set(out.needs or lab.inputs), (lab.id, name)

"""How a lab takes numbers otherwise than they stand, and which of its outputs a unit or a heading tells."""

import pytest

from ech0.core import base
from ech0.core.types import Question
from ech0.ledger import given
from ech0.loop import State
from ech0.minds.embedded import Embedded
from ech0.minds.embedded.labtaking import readings, shares
from ech0.minds.embedded.target import wanted_unit
from labs import LABS


@pytest.fixture(scope="module")
def mind() -> Embedded:
    """The mind over all labs, without a memory."""
    formulas = tuple(base.formulas().values())
    return Embedded(base.concepts(), base.roles(), formulas, base.constants(), base.phrases(), LABS)


def asked(mind: Embedded, text: str) -> tuple[str, dict[str, float]]:
    """The lab and output that a question is taken to ask for, and the numbers that the lab gets in its own units."""
    question = Question(text=text)
    made = mind.plan(State(question=question, entries=tuple(given(question))))
    entries = {e.id: e for e in (*given(question), *made.entries)}
    calls = {c.id: c for s in made.subproblems for c in s.calls}
    call = calls[(made.target or "").split(".")[0]]
    quantities = {n: q for n, e in call.inputs.items() if (q := entries[e].quantity) is not None}
    ready = LABS[call.lab].prepare({**quantities, **call.choices}, call.wants)
    return f"{call.lab}.{call.wants[0]}", {n: q.value for n, q in ready.items() if not isinstance(q, str)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a steel of 0.21 C, 0.9 Mn and 0.3 Cr", {"0.21": "C", "0.9": "Mn", "0.3": "Cr"}),
        ("the melt (C 0.12, Mn 1.1, V 0.02)", {"0.12": "C", "1.1": "Mn", "0.02": "V"}),
        ("it lies at 20 C in the shade", {}),
        ("0.5 V at 3 A", {}),
    ],
)
def test_shares_of_elements_are_told_from_temperatures(text: str, found: dict[str, str]) -> None:
    """Numbers with symbols of elements in a row are shares of them; one letter alone may be any unit."""
    told = shares(text)
    assert {text[at : at + len(n)]: s for n, s in found.items() for at in told if text[at:].startswith(n)} == found
    assert len(told) == len(found)


def test_a_list_of_symbols_fills_the_alloy(mind: Embedded) -> None:
    """Carbon and vanadium of a list are no degrees and no volts, whether per cent stands at each or at the end."""
    ends, numbers = asked(
        mind, "Our plate has 0.15 C, 1.2 Mn, 0.2 Cr and 0.05 V (wt%). What is its IIW carbon equivalent?"
    )
    assert ends == "manufacturability.carbon_equivalent"
    assert (numbers["carbon"], numbers["vanadium"]) == (0.15, 0.05)


def test_a_cost_in_fitness_is_negative(mind: Embedded) -> None:
    """What an allele costs is taken from fitness; what it gains is added."""
    text = (
        "{} 0.4 % in fitness, 10 gene copies of an allele segregate among 150 diploids. How probable is its fixation?"
    )
    assert asked(mind, text.format("Costing"))[1]["selection_coefficient"] == pytest.approx(-0.004)
    assert asked(mind, text.format("With an advantage of"))[1]["selection_coefficient"] == pytest.approx(0.004)


def test_what_was_measured_without_inhibitor_is_no_lack_of_it(mind: Embedded) -> None:
    """`Without inhibitor Vmax is ...` tells what Vmax means; the inhibitor that is added later counts."""
    text = (
        "Without inhibitor our enzyme has Vmax 5 µM/s and Km 90 µM. A competitive inhibitor (Ki = 20 µM) is then added "
        "at 40 µM. What is the apparent Km?"
    )
    output, numbers = asked(mind, text)
    assert output == "enzyme_kinetics.apparent_km"
    assert [numbers["inhibitor"], numbers["ki"]] == pytest.approx([0.04, 0.02])
    assert "ki_complex" not in numbers


def test_the_customary_unit_tells_outputs_apart(mind: Embedded) -> None:
    """Asked in eV, the energy of an orbital is meant; what stands before a colon is not what is asked."""
    assert asked(
        mind,
        "At what energy, in eV, does restricted Hartree-Fock with 6-31G* put the highest filled orbital of methane?",
    )[0].endswith("homo_energy")
    text = "Shockley-Queisser limit of a 1.3 eV cell: what is the fill factor in percent?"
    assert asked(mind, text)[0] == "solar_cell.fill_factor"


def test_the_coupling_constant_is_no_joule(mind: Embedded) -> None:
    """A spin chain counts its energies in J, its coupling; elsewhere J is the joule."""
    output, numbers = asked(mind, "What is the ground-state energy, in J, of a Heisenberg ring of 6 spins?")
    assert output == "spin_chain.ground_energy"
    assert numbers["sites"] == 6


def test_what_a_molecule_breaks_into_is_not_the_molecule(mind: Embedded) -> None:
    """`Into two nitrogen atoms` names the products."""
    question = Question(text="How much energy in eV splits N2 into two nitrogen atoms, with CCSD(T)/cc-pVDZ?")
    made = mind.plan(State(question=question, entries=tuple(given(question))))
    assert [c.choices["molecule"] for s in made.subproblems for c in s.calls][:1] == ["N2"]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("How many µA/cm² must be injected?", "uA / cm^2"),
        ("how many kJ per kg does it take?", "kJ / kg"),
        ("How many arcseconds a century does it move?", "arcsecond / century"),
        ("How many mmol of CO2 per gDW and hour are given off?", "mmol / g / hour"),
        ("What rate, in 1/ps, is best?", "ps^-1"),
        ("What cell edge, in ångström, results?", "angstrom"),
        ("How many eggs a week does he eat?", None),
        ("How many minutes and hours pass?", "minute"),
        ("How tall does it get? In cm, please.", "cm"),
        ("What percentage of the stock is used up?", "percent"),
    ],
)
def test_units_that_a_question_counts_in(text: str, unit: str | None) -> None:
    """What `how many` counts goes on over `/`, `per` and `a`, if it is a unit; a sentence of its own may name it."""
    assert wanted_unit(text) == unit


def test_taken_numbers_can_be_told_from_their_words() -> None:
    """A reader of the ledger finds in the words each value that a lab may have taken: a share, a loss."""
    found = readings("0.18 C", LABS.values())
    assert (0.18, "percent") in found
    assert any(value == -0.18 for value, _ in found)

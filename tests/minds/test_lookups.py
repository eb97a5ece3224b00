"""Look-ups of facts: what is read as one, what is quoted and from where, and what is declined for want of a word."""

from pathlib import Path

import pytest

from ech0.core import units
from ech0.core.types import Plan, Quantity, Question
from ech0.ledger import Ledger
from ech0.ledger import given as givens
from ech0.minds.embedded.lookups import Known, answer
from ech0.minds.embedded.lookups.answers import nuclide
from labs import LABS
from memory.materials.table import Materials
from tools.symbolic import decide, known


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Materials:
    """The real table, gathered once."""
    folder: Path = tmp_path_factory.mktemp("tables")
    return Materials(folder)


def looked_up(text: str, tables: Materials) -> Plan | None:
    """The plan of a look-up."""
    return answer(Question(text=text), Known(tables.facts, LABS))


def value(text: str, tables: Materials, unit: str) -> float:
    """What a look-up comes to in a unit: quoted, or worked out from what is."""
    plan = looked_up(text, tables)
    assert plan is not None
    assert plan.target is not None
    ledger = Ledger(givens(Question(text=text))).adding(plan.entries)
    if plan.subproblems:
        claim = plan.subproblems[0].claims[0]
        check = decide(claim, known(claim, ledger))
        assert check.verdict == "proved"
        found = check.value
    else:
        found = ledger[plan.target].quantity
        assert ledger[plan.target].reason, "a fact without a source"
    assert found is not None
    return units.convert(Quantity(value=found.value, unit=found.unit), unit).value


FACTS = {
    ("what's the atomic number of zinc", ""): 30,
    ("How many protons does silver have?", ""): 47,
    ("electronegativity of oxygen", ""): 3.44,
    ("first ionization energy of potassium", "eV"): 4.3407,
    ("ionisation energy of helium in kJ/mol", "kJ/mol"): 2372.3,
    ("half-life of iodine-129", "year"): 1.614e7,
    ("Half life of Na-22?", "year"): 2.602,
    ("what is the half life of 90Sr", "year"): 28.9,
    ("melting point of zinc", "K"): 692.677,
    ("zinc melting point in celsius", "degC"): 419.53,
    ("at what temperature does tin melt?", "degC"): 231.93,
    ("boilng point of mercury", "K"): 629.77,
    ("how dense is osmium", "g/cm^3"): 22.6,
    ("specific heat of silver", "J/(kg K)"): 235,
    ("thermal conductivity of gold", "W/(m K)"): 318,
    ("speed of light in km/s", "km/s"): 299792.458,
    ("charge of an electron", "C"): -1.602176634e-19,
    ("mass of the neutron", "kg"): 1.67492750056e-27,
    ("radius of Uranus", "km"): 25362,
    ("how far is Neptune from the sun", "km"): 4.515e9,
    ("how long is a year on Venus", "day"): 224.7,
    ("How many neutrons are in cobalt-59?", ""): 32,
    ("how many electrons does Al3+ have", ""): 10,
}


@pytest.mark.parametrize(("text", "unit"), FACTS)
def test_a_fact_is_that_of_the_handbooks(text: str, unit: str, tables: Materials) -> None:
    """Against values that are printed elsewhere: CRC Handbook, NUBASE, NIST, NASA's fact sheets, CODATA."""
    assert value(text, tables, unit) == pytest.approx(FACTS[text, unit], rel=5e-3)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("half-life of iodine", "isotope"),
        ("melting point of phosphorus", "form"),
        ("density of methane", "temperature"),
        ("half-life of technetium-99m", "isomers"),
        ("electronegativity of argon", "electronegativity"),
        ("speed of sound in mithril", "mithril"),
        ("number of neutrons in chlorine", "isotope"),
        ("how far away is Venus", "day"),
    ],
)
def test_what_is_not_settled_is_asked_for(text: str, word: str, tables: Materials) -> None:
    """An isotope, a form, a state or a day that matters must be said; what no table has is named."""
    plan = looked_up(text, tables)
    assert plan is not None
    assert plan.target is None
    assert word in plan.missing[0].what


@pytest.mark.parametrize(
    "text",
    [
        "What is the density of a ball of mass 3 kg and radius 4 cm?",
        "What is the boiling point of water at 0.3 atm?",
        "A gold bar is heated to its melting point. How much heat does it take?",
        "What is the mass of the box?",
        "half-life of warfarin",
        "Is the melting point of iron above that of copper?",
        "What is the radius of a sphere of volume 2 L?",
        "",
    ],
)
def test_what_is_more_than_a_lookup_is_left_to_others(text: str, tables: Materials) -> None:
    """A question with more in it than a property and its bearer is none of these."""
    assert looked_up(text, tables) is None


def test_a_stable_nuclide_has_no_half_life(tables: Materials) -> None:
    """It is declined with the reason, since no number would be true."""
    plan = looked_up("what is the half-life of carbon-13", tables)
    assert plan is not None
    assert "stable" in plan.declined


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Which element has atomic number 33?", "arsenic (As)"),
        ("symbol for sodium", "sodium (Na)"),
        ("what element is Sb", "antimony (Sb)"),
    ],
)
def test_an_element_is_named_and_its_number_proved(text: str, name: str, tables: Materials) -> None:
    """The claim compares the number of the question with that of the table, and is proved."""
    plan = looked_up(text, tables)
    assert plan is not None
    claim = plan.subproblems[0].claims[0]
    assert claim.kind == "calculation"
    assert claim.definitions[-1].meaning == f"atomic number of {name}"
    ledger = Ledger(givens(Question(text=text))).adding(plan.entries)
    assert decide(claim, known(claim, ledger)).verdict == "proved"


def test_every_quoted_id_is_found_again(tables: Materials) -> None:
    """What `verify` asks for by its id is the fact that was quoted, and each id is one that a ledger takes."""
    for name in ("zinc", "carbon-14", "ethanol", "sodium chloride", "Cl", "mercury"):
        facts = tables.facts(name)
        assert facts
        for fact in facts:
            assert len(fact.id) <= 41
            again = tables.constant(fact.id)
            assert again is not None
            assert (again.value, again.line) == (fact.value, fact.line)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("U-238", "uranium-238"),
        ("14C", "carbon-14"),
        ("tritium", "hydrogen-3"),
        ("cobalt 60", "cobalt-60"),
        ("Tc-99m", None),
        ("room 101", None),
    ],
)
def test_a_nuclide_by_its_names(said: str, name: str | None) -> None:
    """A nuclide is written in several ways; an isomer is not its ground state."""
    assert nuclide(said) == name

"""Free-wording questions with quantities: substances, symbols, standing remarks, written formulas, shared values."""


import pytest

from ech0.core import base, reading, units
from ech0.core.types import Entry, Question
from ech0.ledger import given
from ech0.loop import State
from ech0.minds.embedded import Embedded
from ech0.minds.embedded.givens import Given
from ech0.minds.embedded.substances import Substances
from ech0.minds.embedded.symbols import alone, before, parts
from ech0.minds.embedded.words import Text
from labs import LABS

MIND = Embedded(base.concepts(), base.roles(), tuple(base.formulas().values()), base.constants(), base.phrases(), LABS)


def scene(text: str) -> tuple[Given, ...]:
    """The givens that the mind sees in a question."""
    question = Question(text=text)
    return MIND._scene(State(question=question, entries=tuple(given(question))))[0].givens


def planned(text: str, unit: str | None = None) -> tuple[str, tuple[Entry, ...]]:
    """The best way that the mind finds, and what it brings into the ledger."""
    question = Question(text=text, unit=unit)
    plan = MIND.plan(State(question=question, entries=tuple(given(question))))
    assert plan.target is not None, f"nothing found: {plan.missing}"
    return plan.path, plan.entries


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("5 joules per second", 5.0, "W"),
        ("3 metres per second", 3.0, "m/s"),
        ("40 cells per second", 40.0, "1/s"),
        ("$1.2 \\mathrm{~dm}^6 \\mathrm{~atm} \\mathrm{~mol}^{-2}$", 1.2, "dm^6 atm / mol^2"),
        ("at $450 . \\mathrm{~K}$", 450.0, "K"),
        ("2.5 W/(m²·K⁴)", 2.5, "W/m^2/K^4"),
        ("4.0 m³/(kg·s²)", 4.0, "m^3/kg/s^2"),
        ("6 J/(mol·K)", 6.0, "J/mol/K"),
        ("85 mL/(min·1.73 m²)", 85.0, "mL/min"),
        ("a latitude of $40^{\\circ} \\mathrm{N}$", 40.0, "degree"),
    ],
)
def test_a_number_takes_its_whole_unit(text: str, value: float, unit: str) -> None:
    """Units in words, in products with spaces, and after a point that marks figures are read whole."""
    (found,) = reading.read(text)
    assert found.value == value
    assert units.dimension(found.unit) == units.dimension(unit)


def test_a_power_of_ten_inside_latex_is_a_scale() -> None:
    """A unit may hold its power of ten inside a LaTeX group."""
    assert units.parse("$\\mathrm{10^{-4}} \\mathrm{~cm}^3/\\mathrm{s}$").scale == 1e-4


def test_substances_are_known_by_name_and_by_formula() -> None:
    """A name inside a longer name is not meant, an atom is no gas, and an isotope's number is passed over."""
    known = Substances(base.constants())
    assert known.named(Text("Some hydrogen chloride was added.")) == ("HCl",)
    assert known.named(Text("The hydrogen atom and a helium lamp")) == ()
    assert known.named(Text("$\\mathrm{CO}_2(\\mathrm{g})$ and ${ }^{1} \\mathrm{H}^{79} \\mathrm{Br}$")) == (
        "CO2",
        "HBr",
    )


def test_a_fact_of_the_substance_stands_in_for_a_number() -> None:
    """The molar mass of the gas that is named is quoted from a table, unless the question gives one."""
    path, entries = planned("What pressure do 5.0 g of argon gas exert in a 2.0 L vessel at 300 K?", "kPa")
    assert "Ar_molar_mass" in path
    assert any(e.id == "k.Ar_molar_mass" and e.kind == "quoted" and e.reason for e in entries)
    stated, _ = planned(
        "What pressure do 5.0 g of argon gas of molar mass 40.1 g/mol exert in a 2.0 L vessel at 300 K?", "kPa"
    )
    assert "Ar_molar_mass" not in stated


def test_every_fact_has_a_substance_and_can_be_quoted() -> None:
    """A fact of a substance is a constant whose line names the substance and its source."""
    facts = [c for c in base.constants().values() if c.of]
    assert len({c.of for c in facts}) > 100
    assert all(c.words and c.source in c.line and c.words[0] in c.name for c in facts)


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("with $C_{V, \\mathrm{~m}}=20.8 \\mathrm{~J} / \\mathrm{K}$", "C_Vm"),
        ("$\\Delta_{\\mathrm{r}} H^{\\ominus} = 20.8 kJ", "delta H"),
        ("$\\gamma=20.8$", "gamma"),
        ("$X / \\mathrm{J}=20.8$", ""),
        ("it is 20.8 m", ""),
    ],
)
def test_a_number_is_named_by_the_symbol_before_it(text: str, symbol: str) -> None:
    """What stands before an equals sign names the number, subscripts with it, but a unit that is divided by does not."""
    (found,) = [f for f in reading.read(text) if f.value == 20.8]
    assert before(text, found.start) == symbol


def test_an_index_tells_the_turn() -> None:
    """`T_2` is a final or a second temperature, and a letter alone between dollar signs can be asked for."""
    assert "final" in parts("T_2")[1] and "initial" in parts("T_i")[1] and not parts("T")[1]
    text = "Given that $T_1 = 300 \\mathrm{~K}$, calculate $\\Delta U$."
    assert alone(text, 0, len(text)) == [("delta U", text.index("$\\Delta"))]


def test_a_change_named_by_its_letter_is_the_target() -> None:
    """A change that is asked for by its letters is found as the internal energy."""
    path, _ = planned(
        "2.0 mol of a perfect gas with $C_{V,m} = 20.8$ J/(mol K) is heated from 300 K to 340 K. Calculate $\\Delta U$.",
        "kJ",
    )
    assert path.startswith("energy_of_heating_gas:dU")


def test_standing_remarks_give_way() -> None:
    """A remark holds only where nothing else is stated, and a definition of a unit gives no quantity."""
    remark = "All data are for 298.15 K unless otherwise stated. "
    assert [g.entry.text for g in scene(remark + "A gas at 350 K fills 2 L.")] == ["350 K", "2 L"]
    assert [g.entry.text for g in scene(remark + "A gas fills 2 L.")] == ["2 L", "298.15 K"]
    assert [g.entry.text for g in scene("Note that 1 atm = 101325 Pa. A tank holds 3 L.")] == ["3 L"]


def test_digits_of_a_written_formula_are_no_givens() -> None:
    """Powers and factors inside a formula are not quantities of the question; a value set equal to a letter is."""
    texts = [g.entry.text for g in scene("With $y = (2 / L)^{1 / 2} x^3$ and $k = 4$, a rod is $3$ m long.")]
    assert "4" in texts and texts[-1].startswith("3") and "2" not in texts


def test_one_value_said_of_each_of_two_serves_twice() -> None:
    """Two equal charges are one number in the text and two in the formula."""
    path, _ = planned("What force acts between two 3.0 µC charges separated by a distance of 0.50 m?", "N")
    assert "coulomb" in path or "equal_charges" in path
    single, _ = planned("What force acts between charges of 3.0 µC and 5.0 µC separated by a distance of 0.50 m?", "N")
    assert single.startswith("coulomb:F") and "q1=q1" in single and "q2=q2" in single


def test_words_state_a_temperature_and_a_pressure_at_once() -> None:
    """`at STP` is both."""
    stated = {g.concept for g in scene("How many moles are in 3 L of a gas at STP?") if g.concept}
    assert {"temperature", "pressure"} <= stated


def test_a_word_inside_a_longer_name_does_not_speak() -> None:
    """`reduces its volume by` speaks of a change, not of the volume."""
    (number,) = scene("A compression reduces its volume by 3 L.")
    found = MIND._scene(State(question=Question(text="A compression reduces its volume by 3 L.")))[0].evidence(number)
    assert "volume_change" in found and "volume" not in found


def test_what_is_given_for_comparison_comes_first() -> None:
    """`at 400 K given that it is ... at 300 K` asks for the state named first, from the one named last."""
    path, _ = planned(
        "What is the molar entropy of argon gas at 400 K and constant volume, given that it is 155 J/(mol K) at 300 K?"
    )
    assert "S1=q2" in path and "T1=q3" in path and "T2=q1" in path


def test_no_temperature_is_a_difference_that_nobody_calls_one() -> None:
    """Of two temperatures neither is taken for a change to make a formula fit."""
    path, _ = planned(
        "What is the entropy change when 2 mol of argon gas is heated at constant pressure from 300 K to 400 K?"
    )
    assert "temperature_change" not in path

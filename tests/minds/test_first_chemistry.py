"""Chemistry that strangers ask first: equations, pH, oxidation numbers, molar masses, reactions in words. End to end."""

from math import log10
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core import chemistry
from ech0.core.types import Check, Entry, Plan, Question
from ech0.ledger import Ledger, render
from ech0.ledger import given as givens
from ech0.loop import _derived
from ech0.minds.embedded import programs
from ech0.minds.embedded.verdict import verdict
from tools.symbolic import decide, known


def plan(text: str) -> Plan | None:
    """The plan of the program that recognises a question."""
    question = Question(text=text)
    return programs.plan(question, givens(question))


def solved(text: str) -> tuple[Plan, Check, Ledger]:
    """The plan, the check of its one claim, and the ledger with what follows."""
    made = plan(text)
    assert made is not None, "no program recognises it"
    claim = made.subproblems[0].claims[0]
    ledger = Ledger(givens(Question(text=text))).adding(made.entries)
    check = decide(claim, known(claim, ledger))
    return made, check, ledger.adding(_derived(claim, check, ledger))


def said(text: str) -> str:
    """The text of an answer in words, rendered from the ledger as the loop does."""
    made, check, ledger = solved(text)
    state: Any = SimpleNamespace(question=Question(text=text), checks=(check,), entries=tuple(ledger.values()))
    draft = verdict(state, made)
    assert draft.status == "answered"
    names = " ".join([text, *(e.label for e in ledger.values())])
    return render(draft.text, ledger, names=names)


BALANCED = {
    "Balance Fe + O2 -> Fe2O3": "4 Fe + 3 O2 -> 2 Fe2O3",
    "could you balance C2H5OH+O2->CO2+H2O please?": "C2H5OH + 3 O2 -> 2 CO2 + 3 H2O",
    "Write a balanced equation for the combustion of pentane": "C5H12 + 8 O2 -> 5 CO2 + 6 H2O",
    "balance: potassium + water = potassium hydroxide + hydrogen": "2 K + 2 H2O -> 2 KOH + H2",
    "Balance I^- + MnO4^- + H^+ -> I2 + Mn^2+ + H2O": "10 I- + 2 MnO4- + 16 H+ -> 5 I2 + 2 Mn(2+) + 8 H2O",
    "balance Ag+ + e- -> Ag": "Ag+ + e- -> Ag",
}


@pytest.mark.parametrize("text", BALANCED)
def test_an_equation_is_told_balanced(text: str) -> None:
    """The coefficients are the smallest whole ones; one that is a one is not written."""
    assert said(text) == f"The balanced equation: {BALANCED[text]}"


@pytest.mark.parametrize("text", ["balance N2 + H2 -> CH4", "balance KClO3 -> KCl + KClO4 + O2"])
def test_what_has_no_single_set_of_coefficients_is_declined(text: str) -> None:
    """An element on one side only, or two reactions in one, are declined with the reason."""
    made = plan(text)
    assert made is not None
    assert made.declined
    assert not made.subproblems


@given(st.integers(1, 12), st.integers(0, 6), st.integers(0, 3))
@settings(max_examples=30, deadline=None)
def test_a_balanced_equation_balances(carbon: int, double: int, oxygen: int) -> None:
    """For any fuel of carbon, hydrogen and oxygen, the coefficients that are told conserve every atom."""
    hydrogen = max(2, 2 * carbon + 2 - 2 * double)
    fuel = f"C{carbon}H{hydrogen}" + (f"O{oxygen}" if oxygen else "")
    if oxygen >= 2 * carbon + hydrogen / 2:  # burnt already
        return
    told = said(f"balance {fuel} + O2 -> CO2 + H2O").removeprefix("The balanced equation: ")
    assert not chemistry.reactions(told)[0].surplus()


def value(text: str, unit: str = "") -> float:
    """The value that a question comes to; its claim proved."""
    made, check, _ = solved(text)
    assert check.verdict == "proved", check.reason
    assert check.value is not None
    assert (made.unit or check.value.unit) == unit
    return check.value.value


def test_strong_acids_and_bases_down_to_pure_water() -> None:
    """Without weak partners the balance is a quadratic: h = (c + sqrt(c^2 + 4 Kw))/2; in pure water pH is 7."""
    for c in ("0.3", "0.0004", "1e-7", "3e-9"):
        amount = float(c)
        ion = (amount + (amount**2 + 4e-14) ** 0.5) / 2
        assert value(f"What's the pH of {c} M perchloric acid?") == pytest.approx(-log10(ion), abs=1e-6)
        assert value(f"pH of {c} M rubidium hydroxide") == pytest.approx(14 + log10(ion), abs=1e-6)
    assert value("pH of pure water") == pytest.approx(7.0)


def test_weak_acids_bases_salts_and_buffers() -> None:
    """Against the textbook's approximations, which the balance must come near where they hold."""
    assert value("pH of 0.4 M propanoic acid") == pytest.approx((4.87 - log10(0.4)) / 2, abs=0.01)
    assert value("What is the pH of 0.3 M pyridine?") == pytest.approx(14 - (8.77 - log10(0.3)) / 2, abs=0.01)
    assert value("pH of 0.2 M potassium benzoate") == pytest.approx((14 + 4.204 + log10(0.2)) / 2, abs=0.01)
    buffer = "What is the pH of a buffer of 0.4 M formic acid and 0.1 M potassium formate?"
    assert value(buffer) == pytest.approx(3.75 + log10(0.25), abs=0.01)
    assert value("pH of 0.05 M potassium hydrogencarbonate") == pytest.approx((6.35 + 10.33) / 2, abs=0.02)
    mixed = "What is the pH if 40 mL of 0.3 M HBr is mixed with 60 mL of 0.1 M KOH?"
    assert value(mixed) == pytest.approx(-log10((0.04 * 0.3 - 0.06 * 0.1) / 0.1), abs=1e-6)
    assert value("What is the [OH-] in 0.02 M KOH?", "mol/L") == pytest.approx(0.02, rel=1e-6)


@given(st.floats(1e-6, 1.0), st.floats(1e-6, 1.0))
@settings(max_examples=25, deadline=None)
def test_more_acid_never_raises_the_ph(one: float, other: float) -> None:
    """The pH of a weak acid falls with its concentration and lies between the acid's limit and neutral."""
    low, high = sorted((one, other))
    weak, strong = (value(f"pH of {c:.8f} M acetic acid") for c in (low, high))
    assert strong <= weak + 1e-9
    assert -log10(high) - 1e-6 <= strong <= 7


@pytest.mark.parametrize(
    "text",
    [
        "pH of 0.2 M wizardic acid",
        "pH of 0.2 M HNO3 at 70 °C",
        "pH of 0.5 M calcium hydroxide",
        "pH of 0.1 M iron(III) nitrate",
    ],
)
def test_what_no_table_has_is_declined(text: str) -> None:
    """An unknown acid is not taken for a strong one, no constant is used away from its temperature, nothing undissolved."""
    made = plan(text)
    assert made is not None
    assert made.missing or made.declined
    assert made.target is None


@pytest.mark.parametrize(
    "text", ["pH of 5 g of KOH", "pH of blood", "0.1 M HCl is poured into a lake. What is the pH of the lake?"]
)
def test_other_questions_of_ph_are_left_alone(text: str) -> None:
    """Where a concentration or the solution itself is not said, nothing is recognised."""
    assert plan(text) is None


NUMBERS = {
    ("oxidation number of Br in KBrO3", ""): 5.0,
    ("What's the oxidation state of vanadium in V2O5?", ""): 5.0,
    ("oxidation state of chlorine in sodium hypochlorite", ""): 1.0,
    ("molar mass of Al2(SO4)3", "g/mol"): 342.13,
    ("what is the molecular weight of sodium carbonate decahydrate", "g/mol"): 286.14,
    ("molar mass of lithium hydroxide in kg/mol", "kg / mol"): 23.947,
    ("mass percent of copper in CuSO4", "percent"): 39.81,
    ("How many grams of water form when 8 g of propane burn in air?", "gram"): 8 / 44.097 * 4 * 18.015,
    ("What mass of sulfur dioxide is produced when 16 g of sulfur burns?", "gram"): 16 / 32.06 * 64.058,
    ("How many moles of ammonia are formed when 2 mol of nitrogen reacts with 3 mol of hydrogen?", "mol"): 2.0,
    ("If 5 g of potassium reacts with excess bromine, what mass of potassium bromide is formed?", "gram"): 15.219,
}


@pytest.mark.parametrize(("text", "unit"), NUMBERS)
def test_numbers_of_everyday_chemistry(text: str, unit: str) -> None:
    """Each is worked out here from standard atomic weights and the balanced reaction; the claim's unit converts."""
    assert value(text, unit) == pytest.approx(NUMBERS[text, unit], rel=1e-3)


def test_a_quoted_constant_carries_its_source() -> None:
    """The pKa behind a pH is an entry of its own that names the handbook."""
    made, _, _ = solved("pH of 0.1 M nitrous acid")
    quoted: list[Entry] = [e for e in made.entries if e.kind == "quoted"]
    assert [e.id for e in quoted] == ["k.pka1_nitrous_acid"]
    assert "CRC Handbook" in quoted[0].reason

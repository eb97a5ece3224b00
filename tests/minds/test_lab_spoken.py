"""Numbers that a question tells in words or by two others, and what is done with a number that nothing took."""

from collections.abc import Sequence

import pytest

from ech0.core.cures import shipped
from ech0.core.reading import read
from ech0.core.types import Plan, Question
from ech0.ledger import given
from ech0.loop import State
from ech0.minds.embedded import Embedded
from ech0.minds.embedded.labspoken import worth
from labs import LABS
from labs.chemistry._analytes import analyte, titrant_number
from labs.chemistry._schemes import asked, scheme


@pytest.fixture(scope="module")
def mind() -> Embedded:
    """The reader over the base that ships, without embeddings."""
    return Embedded(*shipped(), LABS)


def planned(mind: Embedded, text: str) -> Plan:
    """What the reader plans for a question."""
    question = Question(text=text)
    return mind.plan(State(question=question, entries=tuple(given(question))))


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("a third of the villagers", 1 / 3, ""),
        ("half the herd", 0.5, ""),
        ("two out of every five pupils", 0.4, ""),
        ("from 9:15 to 13:45", 4.5, "hour"),
        ("FL330", 33000.0, "ft"),
    ],
)
def test_what_words_are_worth(words: str, value: float, unit: str) -> None:
    """A share in words, the time between two clock times and a flight level are read back as what they were taken for."""
    assert any(u == unit and v == pytest.approx(value) for v, u in worth(words))


@pytest.mark.parametrize("text", ["a tenth of a second", "half an hour", "version 6.01 of 12.75"])
def test_no_share_and_no_clock_where_none_is(text: str) -> None:
    """A part of a unit is no share of a whole, and a decimal number is no time of day."""
    assert not [v for v, u in worth(text) if (u == "hour" or "of a" in text) and v in (0.1, 0.5)]


def test_two_halves_of_one_quantity_are_not_two_of_a_kind() -> None:
    """`3 days and 12 hours` is one time; two half-lives, and what begins with a broken number, are two."""
    one, two = read("after 3 days and 12 hours"), read("half-lives 69.8 days and 17.0 hours")
    assert [f.value for f in one] == [3.5]
    assert [(f.value, f.unit) for f in two] == [(69.8, "day"), (17.0, "hour")]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("9 mmol per gram dry weight and hour", "mmol / gram / hour"),
        ("9 mmol per g DCW per hour", "mmol / g / hour"),
        ("30 W/m2-K", "W / m^2 / K"),
        ("(30.08 y)", "year"),
    ],
)
def test_units_as_fields_write_them(text: str, unit: str) -> None:
    """Uptake per dry cells, a hyphen in a heat transfer coefficient, and a year in brackets are units."""
    assert [f.unit for f in read(text)] == [unit]


@pytest.mark.parametrize(
    ("text", "kind", "species"),
    [
        ("L -> M -> N, k1 = 2 1/s. How much of it is M after 3 s?", "consecutive", "B"),
        ("L -> M -> N, k1 = 2 1/s. How much of the starting L is N after 3 s?", "consecutive", "C"),
        ("2 R -> R2 with k = 3. What fraction of R is left?", "dimerisation", "A"),
        ("U <=> V: which fraction is V after 2 s?", "reversible", "B"),
        ("How far has the reaction gone?", None, None),
    ],
)
def test_schemes_and_the_species_asked_for(text: str, kind: str | None, species: str | None) -> None:
    """Arrows tell the scheme, and the name in the question which of its species is meant."""
    assert scheme(text) == kind
    assert asked(text) == species


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("20 mL of 0.1 M HCl is titrated with 0.1 M NaOH", "strong acid"),
        ("20 mL of 0.1 M KOH is titrated with 0.1 M nitric acid", "strong base"),
        ("ammonia (pKa of the ammonium ion 9.25) is titrated with hydrochloric acid", "weak base"),
        ("an acid of pKa 4.9 against 0.1 M NaOH", "weak acid"),
        ("the weather is fine", None),
    ],
)
def test_the_titrant_is_not_what_is_titrated(text: str, kind: str | None) -> None:
    """The strong one that is poured in is the titrant; what is left is the analyte, weak if it has a pKa."""
    assert analyte(text) == kind


def test_each_number_stays_with_its_solution() -> None:
    """In a titration the number before a poured solution is the titrant's, the other one is not."""
    text = "40 mL of clear 0.02 M NaOH are titrated using 0.05 M nitric acid"
    sides = {f.value: titrant_number(text, f.start, f.end) for f in read(text) if f.unit != "mL"}
    assert list(sides.values()) == [False, True]


SWAPS: Sequence[tuple[str, tuple[float, ...]]] = (
    ("In an SIR epidemic R0 is 2.2 and a quarter of the people are immune. What is the peak prevalence?", (0.25, 2.2)),
    (
        "Among 5,000 residents 10 are infected and R0 is 3.5: what is the peak prevalence of the SIR epidemic?",
        (0.002, 3.5),
    ),
)


@pytest.mark.parametrize(("text", "numbers"), SWAPS)
def test_shares_reach_the_lab(mind: Embedded, text: str, numbers: tuple[float, ...]) -> None:
    """A share in words, and one count of another, are what the lab is run with instead of its default."""
    plan = planned(mind, text)
    assert not plan.missing
    entries = {e.quantity.value for e in plan.entries if e.quantity is not None}
    stated = {round(v, 9) for v in (*entries, *(f.value for f in read(text)))}
    assert {round(v, 9) for v in numbers} <= stated


def test_a_stated_number_is_not_left_for_a_default(mind: Embedded) -> None:
    """Where a number cannot be any input that is left, nothing is computed with the default in its place."""
    plan = planned(mind, "E. coli core on glucose takes up 12 parsec of it: what is the growth rate by flux balance?")
    assert plan.missing or not plan.target

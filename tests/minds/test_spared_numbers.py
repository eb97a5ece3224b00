"""A number is left out without harm only where the field knows that no law of the derivation depends on it."""

import pytest

from ech0.core import base
from ech0.core.types import Plan, Question
from ech0.ledger import given
from ech0.loop import State
from ech0.minds.embedded import Embedded
from labs import LABS

MIND = Embedded(base.concepts(), base.roles(), tuple(base.formulas().values()), base.constants(), base.phrases(), LABS)


def planned(text: str) -> Plan:
    """The plan of the first round."""
    question = Question(text=text)
    return MIND.plan(State(question=question, entries=tuple(given(question))))


def said(plan: Plan, text: str) -> list[str]:
    """What was spared, as it stands in the question."""
    entries = {e.id: e.text or "" for e in given(Question(text=text))}
    return [entries[n] for n in plan.spared]


@pytest.mark.parametrize(
    ("text", "spare"),
    [
        ("A 250 g mango falls 6 m to the ground. How fast is it on impact?", ["250 g"]),
        ("A 900 kg van speeds up from 4 to 16 m/s in 6 s. What is its acceleration?", ["900 kg"]),
        ("How high does a 120 g toy rise that is thrown straight up at 9 m/s?", ["120 g"]),
        ("What is the wavelength of a 500 Hz tone of 70 dB at a speed of sound of 340 m/s?", ["70 dB"]),
        ("What is the maximum efficiency of a heat engine of 25 kW between 900 K and 300 K?", ["25 kW"]),
        ("An object 2 cm tall is 36 cm from a converging lens of focal length 12 cm. What is the image distance?", ["2 cm"]),
        ("A 30 g sample has a half-life of 4 days. What fraction is left after 12 days?", ["30 g"]),
        ("A woman, 41 years old, has 61 kg at a height of 1.70 m. What is her body mass index?", ["41 years old"]),
    ],
)
def test_what_a_law_does_not_depend_on_is_spared(text: str, spare: list[str]) -> None:
    """The mass of what falls, the loudness of a tone of known pitch, the size of an engine at Carnot's bound."""
    plan = planned(text)
    assert plan.target is not None and not plan.unused
    assert said(plan, text) == spare


@pytest.mark.parametrize(
    "text",
    [
        "A 3 kg trolley is pulled by 12 N from rest for 2 s. How fast is it then?",
        "What is the kinetic energy of a 2 kg cat at 3 m/s?",
        "A 3 kg pot falls 5 m through air at 20 °C. How fast is it on impact?",
        "A 900 kg van speeds up from 4 to 16 m/s in 6 s over 60 N. What is its acceleration?",
    ],
)
def test_what_matters_or_stands_beside_an_unread_number_is_not_spared(text: str) -> None:
    """A mass that the law uses is used, and where another number has no place, none is excused."""
    assert not planned(text).spared


def test_every_declared_independence_is_of_a_concept_that_its_formula_lacks() -> None:
    """No formula is said to be independent of one of its own variables, and each kind exists."""
    declared = [f for f in base.formulas().values() if f.independent_of]
    assert len(declared) > 100
    for formula in declared:
        own = {v.concept for v in formula.variables.values() if not v.optional}
        assert not own & set(formula.independent_of), formula.id
        assert set(formula.independent_of) <= set(base.concepts())

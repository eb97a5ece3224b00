"""A result is told in the unit that the question speaks in, or that people use for such a quantity."""

import pytest

from ech0.core import base, units
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


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("A bus covers 90 km in 1.5 hours. What is its average speed?", "km/h"),
        ("How long does a truck need for 210 km at 70 km/h?", "h"),
        ("A stone has a mass of 81 g and a volume of 30 cm^3. What is its density?", "g/cm^3"),
        ("What is the mass of 0.4 mol of water?", "g"),
        ("What is the molar mass of a gas of which 8 g are 0.25 mol?", "g/mol"),
        ("A gas at 17 °C and 3 L is heated at constant pressure to 4 L. What is the final temperature?", "degC"),
        ("A pump delivers 12 L/min. How long does it take to fill 240 L?", "min"),
        ("What percentage is left after 12 h if the half-life is 4 h?", "percent"),
        ("A 18 kg child gets 12 mg/kg of a drug. What dose is that?", "mg"),
    ],
)
def test_a_result_is_told_as_the_question_speaks(text: str, unit: str) -> None:
    """Kilometres and hours make kilometres per hour, degrees Celsius stay degrees Celsius."""
    plan = planned(text)
    assert plan.target is not None and plan.unit is not None
    assert units.plain(plan.unit) == units.plain(unit) or units.show(plan.unit) == units.show(unit)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("A bus speeds up from 0 to 50 km/h in 6 s. What is its acceleration?", "m/s^2"),
        ("What is the force on 300 g at an acceleration of 2 m/s^2?", "N"),
        ("A drive covers 3 km and 400 m at 20 m/s in all. What is the momentum of 2 kg at 5 m/s?", "kg*m/s"),
    ],
)
def test_no_unit_is_put_together_that_nobody_uses(text: str, unit: str) -> None:
    """Accelerations, forces and momenta are told in the units of their kind; two units of one kind decide nothing."""
    plan = planned(text)
    assert plan.unit is None or units.show(plan.unit) == units.show(unit)

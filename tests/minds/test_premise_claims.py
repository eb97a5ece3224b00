"""Stated results, formulas, claims of calculus, known numbers and laws: what is false falls, its sound look-alike stands."""

import json
import re
from functools import cache, partial

import pytest

from ech0.core import base
from ech0.core.types import Check, Plan, Question
from ech0.ledger import Ledger, given
from ech0.loop import State
from ech0.minds.embedded import premises
from ech0.minds.embedded.mind import Embedded
from ech0.minds.embedded.premises.notes import parts
from evals.benchmark import DATA
from labs import LABS
from tools.symbolic import known
from tools.symbolic.decision import decide

SET = [json.loads(line) for line in (DATA / "premises_dev8.jsonl").read_text(encoding="utf-8").splitlines()]
CAUGHT = 135
"""How many of the false statements of the set must fall."""
PAIRS = (
    # --- results of numbers that are named
    ("The greatest common divisor of 84 and 126 is 21.", "The greatest common divisor of 84 and 126 is 42."),
    ("The sum of 18, 25 and 40 is 73.", "A sum of 18, 25 of them new, was paid."),
    ("The sum of 18 and 25 is 53.", "A total of 18 and 25 visitors were 53 years old."),
    ("The mean of 6, 9 and 15 is 12.", "The harmonic mean of 3 and 6 is 4."),
    ("The product of 7 and 8 is 54.", "The product of 1,000 and 8 is 8,000."),
    ("The sum of 3 and 4 is 8.", "The sum of 3 and 4 squared is 19."),
    ("The median of 2, 7 and 30 is 13.", "The median of 2, 7 and 30 is 7."),
    ("The square root of 196 is 13.", "The square root of 196 is 14."),
    ("20 % of 350 is 60.", "20 % of 350 is 70."),
    ("Since 5/8 is less than 4/7, she takes the smaller.", "In group 5 the load is lower than 3 units."),
    ("x^2 + 4x + 9 = 0 has two real roots.", "kx^2 + 4x + 9 = 0 has two real roots."),
    ("A square with a side of 7 cm has a perimeter of 32 cm.", "A square with a side of 7 cm has a perimeter of 28 cm."),
    ("Ina has twice as many shells as Udo. Ina: 30, Udo: 18.", "Ina has twice as many shells as Udo. Ina: 36, Udo: 18."),
    # --- claims of calculus and rules for all numbers
    ("The derivative of x^4 is 4x^2.", "The second derivative of x^4 is 12x^2."),
    ("The derivative of x^3 is 12.", "The derivative of x^3 at 2 is 12."),
    ("The integral of 6x is 6x^2.", "The integral of 6x from 0 to 1 is 3."),
    ("x^2 - 7x + 10 = 0 has the roots 2 and 4.", "x^2 - 7x + 10 = 0 has the roots 2 and 5."),
    ("The rule (a - b)^2 = a^2 - b^2 holds for all a and b.", "Given that a^2 + b^2 = 3a - b, find a."),
    ("For all x, 2x + 3 = x + 7.", "Given that 2x + 3 = x + 7, what is x?"),
    # --- formulas in letters
    ("The kinetic energy is E = m v.", "The kinetic energy is E = 1/2 m v²."),
    ("The force on the body is F = m v.", "The force on the body is F = m v²/r."),
    ("The distance fallen is s = g t.", "A body at a height has the energy m g h = 1/2 m v²."),
    ("The pressure of the liquid is p = ρ h.", "Its distance from the wall is x = 4 t²."),
    # --- one substance, one property, one number
    ("Gold, density 9.3 g/cm³, is poured.", "Gold, density 19.3 g/cm³, is poured."),
    ("The boiling point of ethanol, 112 °C, is reached.", "The boiling point of an ethanol solution, 90 °C, is reached."),
    ("The molar mass of CO2 being 28 g/mol, weigh it.", "The molar mass of CO2 being 44 g/mol, weigh it."),
    # --- known numbers
    ("The half-life of cobalt-60 is 12 years.", "The half-life of cobalt-60 is 5.3 years."),
    ("The half-life of iodine-131 is 3 days.", "The effective half-life of iodine-131 is 3 days."),
    ("The speed of sound in water is 343 m/s.", "The speed of sound in water vapour is 480 m/s."),
    ("The mass of the moon is 7e20 kg.", "The mass of a rock on the moon is 5 kg."),
    ("The moon has a mass of 5 kg.", "A block on the moon has a mass of 5 kg."),
    ("The density of water is 500 kg/m³.", "The density of a stone under water is 2500 kg/m³."),
    ("The heat of fusion of ice is 2260 kJ/kg.", "The latent heat of water is 2260 kJ/kg."),
    ("Mount Everest is 7200 m high.", "A tent stands on Mount Everest at 7200 m."),
    ("An adult human body has 312 bones.", "The hand of an adult human has 27 bones."),
    ("The age of the universe is 4.5 billion years.", "The universe was 380000 years old when atoms formed."),
    # --- a unit of another dimension
    ("The work done on the crate is 40 N.", "The work done on the crate is 40 J."),
)  # fmt: skip


@cache
def mind() -> Embedded:
    """The mind as it ships, without memory."""
    return Embedded(
        base.concepts(), base.roles(), list(base.formulas().values()), base.constants(), list(base.phrases()), LABS
    )


def refuted(text: str) -> list[Check]:
    """The tests of the premises that a text fails."""
    question = Question(text=text)
    state = State(question=question, entries=tuple(given(question)))
    scene, _ = mind()._scene(state)
    plan = premises.tested(Plan(), scene, mind().constants, partial(mind()._chainer(scene, {}).bind, solved=""))
    ledger = Ledger((*state.entries, *plan.entries))
    claims = [c for s in plan.subproblems for c in s.claims]
    checks = [decide(c, known(c, ledger) if c.kind == "quantity" else {}) for c in claims]
    return [c for c in checks if c.verdict in ("refuted", "inconsistent")]


@pytest.mark.parametrize(("false", "sound"), PAIRS)
def test_the_false_one_falls_and_its_look_alike_stands(false: str, sound: str) -> None:
    """Each way of stating a number is read where it is plain, and prose that only looks like it is let be."""
    assert [c.reason for c in refuted(false)]
    assert not [c.reason for c in refuted(sound)]


def test_no_sound_text_of_a_strangers_set_is_refuted() -> None:
    """Of the sound statements of the set none falls, and of the false ones no fewer than were caught before."""
    found = [(row["expect"], bool(refuted(row["text"]))) for row in SET]
    assert ("not_contradicted", True) not in found
    assert found.count(("contradicted", True)) >= CAUGHT


@pytest.mark.parametrize(
    ("said", "cut"),
    [
        ("since 51 is prime, how many divisors has it?", ["since 51 is prime,", "how many divisors has it?"]),
        ("the p-value was 1.7, so we did not reject it", ["the p-value was 1.7,", "so we did not reject it"]),
        ("the ball, which is red, is not heavy", ["the ball, which is red, is not heavy"]),
        ("what is it, if not red?", ["what is it, if not red?"]),
    ],
)
def test_a_statement_is_parted_from_the_question_that_follows(said: str, cut: list[str]) -> None:
    """A sentence that states and then asks or denies is two; any other is one, and nothing of it is lost."""
    pieces = [said[a:b] for a, b in parts(said)]
    assert [p.strip() for p in pieces] == cut
    assert "".join(pieces) == said


def test_known_numbers_say_whether_they_were_read_again() -> None:
    """A known number written from memory says so in the law that it makes, beside its publication."""
    mine = [r for r in base.rules() if re.match("half_life_of|mass_of_the_moon", r.id)]
    assert mine
    assert all(re.search(r"\(\d{4}\).*, from memory$", r.source) for r in mine)

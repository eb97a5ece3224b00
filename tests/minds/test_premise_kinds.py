"""Premises of mathematics, atoms, balances and known matter: what is false falls, its true look-alike stands."""

import json
from functools import cache, partial

import pytest

from ech0.core import base, reading
from ech0.core.types import Check, Plan, Question
from ech0.ledger import Ledger, given
from ech0.loop import State
from ech0.minds.embedded import premises
from ech0.minds.embedded.mind import Embedded
from evals.benchmark import DATA
from labs import LABS
from tools.symbolic import known
from tools.symbolic.decision import decide

SET = [json.loads(line) for line in (DATA / "premises_dev6.jsonl").read_text(encoding="utf-8").splitlines()]
CAUGHT = 33
"""How many of the false statements of the set must fall."""
PAIRS = (
    ("(x + y)^3 = x^3 + y^3 for all real x and y.", "(x - y)(x + y) = x^2 - y^2 for all real x and y."),
    ("sqrt(x^2) = x for all real x.", "sqrt(x^2) = x for all positive x."),
    ("We know that 19 × 7 = 123.", "We know that 19 × 7 = 133."),
    ("The prime number 87 is doubled.", "The prime number 89 is doubled."),
    ("The square root of 5 is exactly 161/72.", "The square root of 5 is about 161/72."),
    ("An icosahedron has 28 edges.", "An icosahedron has 30 edges."),
    ("The median of 2, 5 and 11 is 6.", "The median of 2, 5 and 11 is 5."),
    ("The potassium ion K+ has 20 electrons.", "The potassium ion K+ has 18 electrons."),
    ("A nucleus of nitrogen-15 has 7 protons and 9 neutrons.", "A nucleus of nitrogen-15 has 7 protons and 8 neutrons."),
    ("One molecule of ethanol has 8 atoms.", "One molecule of ethanol has 9 atoms."),
    ("Ammonia, NH2, is a base.", "Ammonia, NH3, is a base."),
    ("Krypton, a halogen, glows.", "Krypton, a noble gas, glows."),
    ("At room temperature zinc is a gas.", "At room temperature chlorine is a gas."),
    ("Ethanol is denser than mercury.", "Mercury is denser than ethanol."),
    ("The refractive index of diamond is 1.1.", "The refractive index of diamond is 2.4."),
    (
        "A drill takes 700 W and gives out 500 W of work and 400 W of heat.",
        "A drill takes 700 W and gives out 500 W of work and 200 W of heat.",
    ),
    (
        "Of 90 cars 50 have a radio, 40 have a hook, 20 have both and 30 have neither.",
        "Of 90 cars 50 have a radio, 40 have a hook, 20 have both and 20 have neither.",
    ),
    ("Of 30 cats 17 are black and 18 are white.", "Of 30 cats 17 are black and 13 are white."),
    ("A beam of 5 m was sawn into a piece of 3 m and one of 4 m.", "A beam of 5 m was sawn into a piece of 3 m and one of 2 m."),
    ("The ion moves at 410 000 km/s.", "The ion moves at 210 000 km/s."),
    (
        "The echo of a radar pulse from a rock 60 million km away was back in 200 s.",
        "A call to a probe 60 million km away arrives after 200 s. How long does it take there and back?",
    ),
    ("The coil has an inductance of 5 newtons.", "The coil has an inductance of 5 millihenry."),
)


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


@pytest.mark.parametrize(("false", "true"), PAIRS)
def test_the_false_one_falls_and_its_twin_stands(false: str, true: str) -> None:
    """What differs in one number or name is told apart, and the refutation says why."""
    assert [c.reason for c in refuted(false)]
    assert not [c.reason for c in refuted(true)]


def test_no_true_look_alike_is_refuted() -> None:
    """Of the true statements of the set none falls, and of the false ones no fewer than were caught before."""
    found = [(row["expect"], bool(refuted(row["text"]))) for row in SET]
    assert ("not_contradicted", True) not in found
    assert found.count(("contradicted", True)) >= CAUGHT


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a charge of 12 500 coulombs", [12500.0]),
        ("at 7 000 m", [7000.0]),
        ("3 250 mL bottles", [3.0, 250.0]),
        ("the year 1990 300 people came", [1990.0, 300.0]),
    ],
)
def test_thousands_set_apart_by_a_space_are_one_number(text: str, values: list[float]) -> None:
    """Groups of three digits belong to one number, unless the first is a lone digit that may count the rest."""
    assert [f.value for f in reading.read(text)] == values

"""What a question states is put to the test: what breaks a law or itself is refuted, with the law; what is true is not."""

from functools import cache

import pytest

from ech0.core import base
from ech0.core.types import Check, Question
from ech0.ledger import Ledger, given, render
from ech0.loop import State
from ech0.minds.embedded.mind import Embedded
from ech0.minds.embedded.write import write
from labs import LABS
from tools.symbolic import known
from tools.symbolic.decision import decide

FALSE = {
    "efficiency": "The new boiler turns gas into heat with an efficiency of 118 %.",
    "carnot": "A steam plant works between 550 K and 300 K. Its efficiency is 62 %. How much coal does it burn?",
    "carnot share": "The turbine converts 48 % of the heat that it takes from a 420 K source into work and rejects the rest at 300 K.",
    "refrigerator": "A freezer at 250 K in a room at 300 K has a coefficient of performance of 9.",
    "superluminal": "A neutron is observed to fly at 3.4e8 m/s. What is its energy?",
    "superluminal in c": "The probe cruises at 1.7c. How long does it take to the next star?",
    "negative mass": "A cart with a mass of -4 kg is pulled with 8 N. How fast does it accelerate?",
    "absolute zero": "The sample was cooled to -281 °C before it was weighed.",
    "negative kelvin": "What is the pressure of a gas kept at -20 K?",
    "probability": "The probability that a bulb fails is 1.4. How many of 10 bulbs fail?",
    "event in event": "Let P(A) = 0.2 and P(A and B) = 0.6. Find P(B).",
    "shares": "A soil consists of 55 % sand, 40 % clay and 25 % silt by mass. How much silt is in 3 kg?",
    "reaction": "By the balanced equation N2 + H2 -> NH3, how much ammonia comes from 28 g of nitrogen?",
    "reaction charge": "The cell reaction is Zn + Ag+ -> Zn2+ + Ag.",
    "alpha decay": "Polonium-210 emits an alpha particle and becomes lead-208.",
    "fission": "In 235U + n -> 144Ba + 89Kr + 5 n a nucleus of uranium splits.",
    "motion": "A train covers 300 km in 3 hours at a constant speed of 70 km/h.",
    "density": "A bar has a mass of 540 g, a volume of 200 cm^3 and a density of 5.1 g/cm^3.",
    "ohm": "A resistor of 20 ohm carries a current of 3 A at a voltage of 10 V.",
    "triangle": "A triangle has sides of 2 m, 3 m and 8 m. What is its area?",
    "angles": "The angles of a triangle are 80°, 75° and 65°.",
    "dimension": "A stone with a mass of 12 seconds is thrown upwards.",
    "conversion": "Convert 12 kg into metres.",
    "sum": "What is the sum of 3 kg and 5 s?",
    "output": "A motor consumes 300 W of electrical power and delivers 420 W of mechanical power.",
    "perpetual": "A wheel that runs forever without any input powers a lamp. How bright is it?",
    "entropy": "The entropy of an isolated system decreases by 5 J/K in an hour.",
    "heat": "Heat flows by itself from a plate at 290 K to a plate at 350 K.",
    "gravity": "With g = 89 m/s^2 on Earth, how long does a ball fall from 5 m?",
    "light": "Taking the speed of light as 3e7 m/s, how far is the Moon?",
    "ph": "At 25 °C the solution has a pH of 3 and a pOH of 9.",
    "ph and ions": "The dilute acid has a pH of 2.0 and a hydrogen ion concentration of 1e-4 mol/L.",
    "momentum": "Two pucks collide on a frictionless table; the total momentum is 4 kg m/s before and 7 kg m/s after.",
    "collision": "A 3 kg cart at 4 m/s hits a 1 kg cart at rest and they stick together and move at 4 m/s.",
    "decay": "A source with a half-life of 5 days has 70 % of its nuclei left after 10 days.",
    "gas": "2.0 mol of an ideal gas fill 5.0 L at 300 K and 2.0 atm.",
    "masses": "10 g of magnesium react with 6.6 g of oxygen to give 21 g of magnesium oxide.",
    "bases": "In double-stranded DNA 35 % of the bases are adenine and 21 % are thymine.",
    "given twice": "The mass of the crate is 20 kg. It is red. The mass of the crate is 35 kg. What is its weight?",
}
ABSURD = {
    "toughness": "Is a fracture toughness of 3.3e8 MPa sqrt(m) plausible?",
    "crack": "The crack grows by 2.4e9 m per cycle.",
    "creep": "The simulation gives a creep strain of 1.1e8.",
    "dna": "The DNA duplex has a melting temperature of 332 °C.",
    "hexokinase": "Hexokinase runs with a Gibbs energy of +551 kJ/mol.",
    "pic50": "The candidate reaches a pIC50 of -366.",
    "recovery": "The lab reports a CO2 recovery of 189 %.",
    "cost": "The capture cost is $59,148/t.",
    "injection": "The reservoir takes an injection rate of 72,394 Mt/yr of CO2.",
    "kcat": "The enzyme has a kcat of 1.5e8 /s.",
    "quake": "The peak ground acceleration was 4.65 g.",
    "lethal dose": "The LD50 of aspirin is 788279 mg/kg.",
}
TRUE = [
    "A steam plant works between 550 K and 300 K. Its efficiency is 33 %.",
    "No engine between 500 K and 300 K has an efficiency of 50 %.",
    "An efficiency of 118 % is impossible.",
    "A refrigerator with a COP of 0.10 keeps 270 K in a room at 310 K, where Carnot allows 6.75.",
    "Light crosses 299792458 m in one second.",
    "The phase velocity of the wave in the guide is 4.5e8 m/s.",
    "The night was cold, -40 °C.",
    "Spins under population inversion have a temperature of -2 K.",
    "The price rose by 140 % in a year.",
    "The efficiency of the plant rose by 120 % over the years.",
    "Of the students 70 % play football and 55 % play chess.",
    "Air holds 78 % nitrogen, 21 % oxygen and 1 % argon by volume.",
    "N2 + 3 H2 -> 2 NH3",
    "Balance the equation N2 + H2 -> NH3.",
    "Polonium-210 emits an alpha particle and becomes lead-206.",
    "235U + n -> 144Ba + 89Kr + 3 n",
    "d + t -> 4He + n",
    "A train covers 300 km in 3 hours at a constant speed of 100 km/h.",
    "A train covers 300 km in 3 hours and then 50 km at 25 km/h.",
    "A resistor of 20 ohm carries a current of 3 A at a voltage of 60 V.",
    "A triangle has sides of 5 m, 12 m and 13 m.",
    "The temperature of a 2 kg block rises by 3 K.",
    "A string has a mass per unit length of 3 g/m.",
    "Perpetual motion is impossible, so no wheel runs forever and gives work.",
    "Heat flows by itself from a plate at 350 K to a plate at 290 K.",
    "A heat pump moves heat from 280 K to 320 K; it takes 1 kW and delivers 4 kW.",
    "On the Moon g = 1.62 m/s^2.",
    "Light in glass travels at 2.0e8 m/s.",
    "At 25 °C the solution has a pH of 3 and a pOH of 11.",
    "A source with a half-life of 5 days has 25 % of its nuclei left after 10 days.",
    "The fracture toughness of this steel is 60 MPa sqrt(m).",
    "The enzyme has a kcat of 600 per second.",
    "The spiked sample showed a recovery of 103 %.",
]


@cache
def mind() -> Embedded:
    """The mind as it ships, without memory."""
    return Embedded(
        base.concepts(), base.roles(), list(base.formulas().values()), base.constants(), list(base.phrases()), LABS
    )


def judged(text: str) -> tuple[State, list[Check]]:
    """The state after the tests of the premises were decided, and those that found something."""
    question = Question(text=text)
    state = State(question=question, entries=tuple(given(question)))
    plan = mind().plan(state)
    claims = [
        c
        for s in plan.subproblems
        for c in s.claims
        if c.kind == "logic" or (c.kind == "quantity" and c.target is None)
    ]
    ledger = Ledger((*state.entries, *plan.entries))
    checks = [decide(c, known(c, ledger) if c.kind == "quantity" else {}) for c in claims]
    broken = [c for c in checks if c.verdict in ("refuted", "inconsistent")]
    assert not [c.reason for c in checks if c.verdict == "not_formalised"]
    return State(question=question, entries=tuple(ledger.values()), plan=plan, checks=tuple(checks)), broken


@pytest.mark.parametrize("text", FALSE.values(), ids=FALSE)
def test_a_false_premise_is_refuted(text: str) -> None:
    """Some test finds the contradiction and says why; the draft is a contradiction."""
    state, broken = judged(text)
    assert broken and all(c.reason for c in broken)
    draft = write(state)
    assert draft.status == "contradicted" and draft.reason


@pytest.mark.parametrize("text", ABSURD.values(), ids=ABSURD)
def test_an_absurd_value_is_refuted_with_its_range(text: str) -> None:
    """Values that no instrument ever read are refuted, with the range and its source in the reason."""
    _, broken = judged(text)
    assert broken and "[" in broken[0].reason


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_is_left_alone(text: str) -> None:
    """Nothing is found against a true statement, a denial, a request, or a change of a quantity."""
    assert judged(text)[1] == []


def test_the_reason_names_quantity_value_limit_and_source() -> None:
    """The sentence for the reader has the law and the numbers from the ledger, on the right side of the limit."""
    state, broken = judged("A stone of mass -4 kg falls from a tower.")
    said = render(write(state).text, Ledger(state.entries), names=state.question.text)
    assert "-4 kg" in said and "mass is not negative" in said
    assert "SI Brochure" in broken[0].reason


def test_hostile_text_costs_little() -> None:
    """Long text of arrows, percents and units ends without an error."""
    for text in ("H2 + O2 -> " * 300, "50 % and " * 300, "mass of 5 m " * 200, "235U + n -> " * 200):
        judged(text[:3000])

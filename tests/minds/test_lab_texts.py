"""How a free question fills the texts of a lab: formulas, reactions and indices, and what is no number in them."""

import pytest

from ech0.core import base
from ech0.core.types import LabCall, Plan, Question
from ech0.ledger import given
from ech0.loop import State
from ech0.minds.embedded import Embedded
from labs import LABS


@pytest.fixture(scope="module")
def mind() -> Embedded:
    """The mind over all labs, without a memory."""
    formulas = tuple(base.formulas().values())
    return Embedded(base.concepts(), base.roles(), formulas, base.constants(), base.phrases(), LABS)


def plan(mind: Embedded, text: str, *context: str) -> Plan:
    """What the mind plans for a question."""
    question = Question(text=text, context=context)
    return mind.plan(State(question=question, entries=tuple(given(question))))


def call(made: Plan) -> LabCall:
    """Its first lab call."""
    return next(c for s in made.subproblems for c in s.calls)


def test_formula_is_read_as_it_stands(mind: Embedded) -> None:
    """A formula in the question becomes the lab's text; its digits are no numbers and none of its letters is unread."""
    made = plan(mind, "What is the carbon footprint of Nd2Fe14B per kilogram?")
    assert (call(made).lab, call(made).choices) == ("sustainability", {"formula": "Nd2Fe14B"})
    assert not made.unused
    assert not [w for w in made.unread if w.startswith("nd")]


def test_formula_in_the_name_of_what_is_asked_is_none(mind: Embedded) -> None:
    """The CO2 of `CO2 footprint` is not the material."""
    assert call(plan(mind, "What is the CO2 footprint of tin as a raw material?")).choices == {"formula": "Sn"}


def test_reaction_is_read_as_a_whole(mind: Embedded) -> None:
    """The coefficients of a reaction belong to it; the temperature beside it is the lab's number."""
    made = plan(mind, "What is the Gibbs free energy of the reaction N2 + 3 H2 -> 2 NH3 at 700 K?")
    assert call(made).choices == {"reaction": "N2 + H2 -> NH3"}
    assert call(made).inputs.keys() == {"temperature"}
    assert not made.unused


def test_indices_that_look_like_a_number_are_read(mind: Embedded) -> None:
    """`the 220 reflection` gives a text that a number reader sees as 220, and `2 theta` states no number."""
    made = plan(mind, "At what 2 theta is the 220 reflection of silicon in X-ray diffraction?")
    assert call(made).choices == {"crystal": "Si", "plane": "220"}
    assert not made.unused


def test_unit_is_no_formula(mind: Embedded) -> None:
    """The K of a temperature is not taken for potassium: the text is missing, and asked for."""
    made = plan(mind, "What is the carbon footprint of the raw material at 300 K?")
    assert made.missing
    assert made.target is None


def test_text_of_an_earlier_turn_holds(mind: Embedded) -> None:
    """What an earlier turn named is still meant."""
    made = plan(mind, "And what is its supply risk?", "What is the carbon footprint of cobalt?")
    assert call(made).choices == {"formula": "Co"}


def test_rough_model_is_taken_on_request_only(mind: Embedded) -> None:
    """Effective-medium theory, half of the truth for aluminium, answers where it is asked for and not otherwise."""
    bare = plan(mind, "What is the bulk modulus of aluminium?")
    assert not [c for s in bare.subproblems for c in s.calls]
    assert (
        call(plan(mind, "What bulk modulus does effective medium theory give for aluminium?")).lab == "metal_elasticity"
    )


def test_lab_that_is_named_is_preferred(mind: Embedded) -> None:
    """Of two labs that give what is asked, the one whose own words are said answers, and the other is no rival."""
    made = plan(mind, "Predict the bulk modulus of Pd by machine learning.")
    assert call(made).lab == "ml_property"
    assert not made.rivals

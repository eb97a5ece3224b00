"""What ECH0 does not compute, and says so."""

import pytest

from ech0.core.errors import NotSupported
from ech0.core.types import Question
from ech0.ledger import given
from ech0.minds.embedded import programs
from labs.beyond import beyond


def test_each_says_why_and_what_data_would_change_it():
    """Every entry becomes the typed error with its reason and its need; ids and wordings are unique."""
    rows = beyond()
    words = [w for b in rows for w in b.words]
    assert len({b.id for b in rows}) == len(rows) >= 8
    assert len(set(words)) == len(words)
    for b in rows:
        error = b.error()
        assert isinstance(error, NotSupported)
        assert b.reason in str(error)
        assert b.needs in str(error)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("What yield should I expect from the synthesis of aspirin at 80 C with 2 g of salicylic acid?", "synthesis"),
        ("At what pH and glucose level do we reach remission of this breast tumour?", "remission"),
        ("Will this patient respond to cisplatin at 75 mg/m^2?", "patient"),
        ("What is the ddG of the mutation L99A in T4 lysozyme?", "stability"),
    ],
)
def test_what_cannot_be_had_is_declined_with_the_reason(text, named):
    """Asked in a user's words, the plan declines, names what it would take, and runs no lab."""
    plan = programs.plan(Question(text=text), given(Question(text=text)))
    assert plan is not None
    assert named in plan.label
    assert "it would need" in plan.declined
    assert not plan.subproblems


@pytest.mark.parametrize(
    "text",
    [
        "What is the theoretical yield of water from 4 g of hydrogen?",
        "What is the structure factor of silicon?",
        "A patient responds to 5 mg of a drug with a clearance of 2 L/h. What is the half-life if V is 30 L?",
    ],
)
def test_what_only_sounds_like_it_is_not_declined(text):
    """Near wordings that can be worked out are passed on."""
    plan = programs.plan(Question(text=text), given(Question(text=text)))
    assert plan is None or not plan.declined

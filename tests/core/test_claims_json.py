"""Claims from outside: the exported schema, and what is said of one that does not fit it."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.claims import NAMES, read_claim, schema
from ech0.core.errors import ClaimError
from ech0.core.types import Atom, LogicClaim, QuantityClaim, Relation, Rule, Symbol

SPEED = QuantityClaim(
    id="c1",
    symbols=(
        Symbol(name="v", unit="m/s"),
        Symbol(name="d", unit="m", entry="q1"),
        Symbol(name="t", unit="s", entry="q2"),
    ),
    relations=(Relation(expression="v = d/t"),),
    target="v",
)
KIND = LogicClaim(
    id="c1",
    rules=(Rule(head=Atom(predicate="kind", args=("anne",)), text="Anne is kind."),),
    query=Atom(predicate="kind", args=("anne",)),
)


@pytest.mark.parametrize("claim", [SPEED, KIND], ids=["quantity", "logic"])
def test_a_claim_survives_the_way_through_json(claim):
    """What a claim says as JSON reads back as the same claim."""
    assert read_claim(claim.model_dump_json()) == claim


def test_the_schema_is_closed_and_names_every_kind():
    """Each object of the schema of claims takes no unknown property, and every kind of claim is told by its `kind`."""
    made = schema("claim")
    kinds = set(made["discriminator"]["mapping"])
    assert {"quantity", "logic", "finite"} <= kinds
    for name, part in made["$defs"].items():
        if part.get("type") == "object":
            assert part.get("additionalProperties") is False, name
    assert all(json.dumps(schema(n)) for n in NAMES)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("v = d/t", "not JSON"),
        ('{"kind": "guess", "id": "c1"}', "'guess'"),
        ('{"kind": "quantity", "id": "c1"}', "symbols"),
        ('{"kind": "quantity", "id": "c1", "symbols": [], "value": 3}', "value"),
        ('{"kind": "quantity", "id": "1 2", "symbols": []}', "1 2"),
        ('{"kind": "quantity", "id": "c", "symbols": [{"name": "v", "unit": "m", "low": NaN}]}', "NaN"),
        ("[" * 100_000, "nested"),
        ("x" * 300_000, "300000"),
    ],
)
def test_a_claim_that_does_not_fit_says_where_and_what(text, says):
    """Each refusal names the place or the value, so that the one who wrote it can mend it."""
    with pytest.raises(ClaimError, match=says):
        read_claim(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=8),
        lambda s: (
            st.lists(s, max_size=4)
            | st.dictionaries(
                st.sampled_from(["kind", "id", "symbols", "rules", "query", "x"]) | st.text(max_size=4), s, max_size=5
            )
        ),
        max_leaves=20,
    )
)
@settings(max_examples=300, deadline=None)
def test_no_json_breaks_the_reader(value):
    """Whatever JSON comes, it is a claim or a `ClaimError`."""
    with contextlib.suppress(ClaimError):
        read_claim(json.dumps(value))

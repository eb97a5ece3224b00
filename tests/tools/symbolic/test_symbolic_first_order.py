"""First-order claims: classical verdicts, premises used, worlds both ways, and what a malformed claim is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from ech0.core.types import Claim, FirstOrderClaim
from ech0.core.wff import Applied, Equals, Joined, Negated, Premise, Quantified
from tools.symbolic.decision import decide, rerun

FLIPPED = {"proved": "refuted", "refuted": "proved"}


def holds(name, *args):
    """An atom."""
    return Applied(name=name, args=args)


def join(op, *parts):
    """A connective."""
    return Joined(op=op, parts=parts)


def every(variable, of, sort=""):
    """For every."""
    return Quantified(op="forall", variable=variable, of=of, sort=sort)


def some(variable, of):
    """For some."""
    return Quantified(op="exists", variable=variable, of=of)


def all_are(one, other):
    """`All ... are ...`."""
    return every("?x", join("implies", holds(one, "?x"), holds(other, "?x")))


def verdict(premises, conclusion):
    """What the checker says of premises and a conclusion."""
    said = tuple(Premise(formula=p, text=f"sentence {n}") for n, p in enumerate(premises))
    return decide(FirstOrderClaim(id="c1", premises=said, conclusion=conclusion))


def test_contraposition_is_classical():
    """From `all hens lay` and `Rex does not lay`, Rex is no hen; the sentences that were used are named, no other."""
    premises = [all_are("hen", "lays"), Negated(of=holds("lays", "rex")), holds("tall", "rex")]
    check = verdict(premises, holds("hen", "rex"))
    assert (check.verdict, check.truth, check.premises) == ("refuted", False, ("sentence 0", "sentence 1"))


def test_cases_are_argued():
    """Either way of a disjunction leads to the conclusion, so it follows."""
    premises = [join("or", holds("hen", "rex"), holds("duck", "rex")), all_are("hen", "bird"), all_are("duck", "bird")]
    assert verdict(premises, holds("bird", "rex")).verdict == "proved"


def test_either_or_excludes():
    """Of `either a or b`, the one denies the other."""
    premises = [join("xor", holds("hen", "rex"), holds("duck", "rex")), holds("hen", "rex")]
    assert verdict(premises, holds("duck", "rex")).verdict == "refuted"


def test_doubt_comes_with_a_world_each_way():
    """An open conclusion holds in the first world that is shown and fails in the second."""
    check = verdict([all_are("hen", "lays")], holds("lays", "rex"))
    assert check.verdict == "underdetermined"
    assert [world["lays(rex)"] for world in check.scenarios] == ["true", "false"]


def test_premises_that_clash_are_named_without_bystanders():
    """The core of a contradiction has only the sentences it takes."""
    premises = [holds("tall", "ann"), all_are("hen", "lays"), holds("hen", "rex"), Negated(of=holds("lays", "rex"))]
    check = verdict(premises, holds("tall", "rex"))
    assert (check.verdict, check.core) == ("inconsistent", ("sentence 1", "sentence 2", "sentence 3"))


def test_something_exists_but_who_is_open():
    """`Some hen lays` makes no particular hen lay, and no claim that none does survives it."""
    premises = [some("?x", join("and", holds("hen", "?x"), holds("lays", "?x")))]
    assert verdict(premises, holds("lays", "rex")).verdict == "underdetermined"
    assert verdict(premises, every("?x", Negated(of=holds("hen", "?x")))).verdict == "refuted"


def test_an_infinite_world_is_found_or_admitted():
    """A premise set that only endless worlds fulfil is never called contradictory."""
    later = every("?x", some("?y", holds("before", "?x", "?y")))
    chain = join("and", holds("before", "?x", "?y"), holds("before", "?y", "?z"))
    on = every("?x", every("?y", every("?z", join("implies", chain, holds("before", "?x", "?z")))))
    never = every("?x", Negated(of=holds("before", "?x", "?x")))
    assert verdict([later, on, never], holds("odd", "seven")).verdict in ("underdetermined", "too_hard")


def test_one_individual_may_have_two_names():
    """What is said of one name holds for the other once they are the same; before, it is open."""
    assert verdict([holds("tall", "ann")], holds("tall", "bea")).verdict == "underdetermined"
    assert verdict([holds("tall", "ann"), Equals(args=("ann", "bea"))], holds("tall", "bea")).verdict == "proved"


def test_a_sort_restricts():
    """`Every hen lays` with hens as a sort says nothing of who is no hen."""
    rule = every("?x", holds("lays", "?x"), sort="hen")
    assert verdict([rule], holds("lays", "rex")).verdict == "underdetermined"
    assert verdict([rule, holds("hen", "rex")], holds("lays", "rex")).verdict == "proved"


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        (holds("hen", "?x"), "not bound"),
        (every("?x", every("?x", holds("hen", "?x"))), "bound twice"),
        (join("and", holds("hen", "rex"), holds("hen", "rex", "ann")), "arguments"),
        (join("implies", holds("a"), holds("b"), holds("c")), "two parts"),
    ],
)
def test_a_malformed_claim_says_what_to_change(formula, told):
    """A malformed claim is `not_formalised`, and the reason says what is wrong with it."""
    check = verdict([formula], holds("odd", "seven"))
    assert check.verdict == "not_formalised" and told in check.reason


def test_what_is_too_deep_is_refused():
    """A formula beyond the bounds is refused before z3 sees it."""
    formula = holds("hen", "rex")
    for _ in range(60):
        formula = Negated(of=formula)
    assert "say less" in verdict([formula], holds("hen", "rex")).reason


def test_the_file_runs_again_and_the_claim_survives_json():
    """The SMT-LIB file gives the same answer again; a claim goes through JSON unchanged; unknown parts are barred."""
    check = verdict([all_are("hen", "lays"), holds("hen", "rex")], holds("lays", "rex"))
    assert rerun(check.artifact).verdict == "proved"
    claim = FirstOrderClaim(id="c1", premises=(Premise(formula=all_are("hen", "lays")),), conclusion=holds("a"))
    reader = TypeAdapter(Claim)
    assert reader.validate_json(claim.model_dump_json()) == claim
    with pytest.raises(ValidationError):
        reader.validate_python({**claim.model_dump(), "conclusion": {"op": "maybe", "of": {}}})


terms = st.sampled_from(("ann", "bea"))
literals = st.builds(holds, st.sampled_from(("p", "q", "r")), terms)
rules = st.builds(all_are, st.sampled_from(("p", "q", "r")), st.sampled_from(("p", "q", "r")))
ground = st.recursive(
    literals,
    lambda inner: st.one_of(
        st.builds(lambda a: Negated(of=a), inner),
        st.builds(join, st.sampled_from(("and", "or", "implies", "iff", "xor")), inner, inner),
    ),
    max_leaves=4,
)
sentences = st.one_of(ground, rules)


@settings(max_examples=40, deadline=None)
@given(st.lists(sentences, max_size=3), ground)
def test_what_is_proved_is_what_the_opposite_refutes(premises, conclusion):
    """A conclusion is proved exactly if its negation is refuted; doubt and contradiction are the same for both."""
    first = verdict(premises, conclusion).verdict
    assert verdict(premises, Negated(of=conclusion)).verdict == FLIPPED.get(first, first)


@settings(max_examples=40, deadline=None)
@given(st.lists(sentences, max_size=3), sentences, ground)
def test_more_premises_never_bring_doubt(premises, more, conclusion):
    """A further premise leaves what is proved proved, or contradicts; it never makes it uncertain."""
    if (first := verdict(premises, conclusion).verdict) != "underdetermined":
        assert verdict([*premises, more], conclusion).verdict in (first, "inconsistent")


@settings(max_examples=25, deadline=None)
@given(st.lists(sentences, min_size=1, max_size=3), ground)
def test_the_premises_named_are_enough(premises, conclusion):
    """The premises that a proof names give the same verdict without the others."""
    check = verdict(premises, conclusion)
    if check.verdict in ("proved", "refuted"):
        used = [p for n, p in enumerate(premises) if f"sentence {n}" in check.premises]
        assert verdict(used, conclusion).verdict == check.verdict

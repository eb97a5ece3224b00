"""Logic claims: forward chaining, negation, contradictions, files."""

import pytest
import z3
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.errors import ClaimError, RunFailed
from ech0.core.types import Atom, Check, LogicClaim, Rule
from tools.symbolic.decision import decide, rerun


def atom(text: str) -> Atom:
    """`not p(a, ?x)` as an atom."""
    positive = not text.startswith("not ")
    name, _, args = text.removeprefix("not ").partition("(")
    return Atom(predicate=name, args=tuple(a.strip() for a in args.rstrip(")").split(",") if a), positive=positive)


def rule(text: str) -> Rule:
    """`head <- body; body` as a rule whose sentence is that text."""
    head, _, body = text.partition(" <- ")
    return Rule(head=atom(head), body=tuple(atom(b) for b in body.split("; ") if b), text=text)


def ask(rules: list[str], query: str, closed: bool = False) -> Check:
    """Decide a query."""
    claim = LogicClaim(
        id="c1", rules=tuple(map(rule, rules)), query=atom(query), semantics="closed" if closed else "open"
    )
    return decide(claim)


BOB = ["nice(bob)", "kind(?x) <- nice(?x)", "not cold(?x) <- kind(?x)", "red(anne)", "big(?x) <- red(?x); round(?x)"]


@pytest.mark.parametrize(
    ("query", "verdict", "truth", "closed_verdict"),
    [
        ("kind(bob)", "proved", True, "proved"),
        ("not kind(bob)", "refuted", False, "refuted"),
        ("cold(bob)", "refuted", False, "refuted"),
        ("not cold(bob)", "proved", True, "proved"),
        ("nice(anne)", "underdetermined", None, "refuted"),
        ("not big(anne)", "underdetermined", None, "proved"),
        ("kind(?who)", "proved", True, "proved"),
    ],
)
def test_open_and_closed_worlds(query: str, verdict: str, truth: bool | None, closed_verdict: str) -> None:
    """The same rules decide less in an open world than in a closed one, and both try the query and its negation."""
    check = ask(BOB, query)
    assert (check.verdict, check.truth) == (verdict, truth)
    assert len(check.scenarios) == (2 if verdict == "underdetermined" else 0)
    assert ask(BOB, query, closed=True).verdict == closed_verdict


def test_premises_are_the_sentences_of_the_proof() -> None:
    """A proof names what it used, in order, and nothing else; the tree says what follows from what."""
    check = ask(BOB, "cold(bob)")
    assert check.premises == tuple(BOB[:3])
    assert "; proof: not cold(bob)  [not cold(?x) <- kind(?x)]" in check.artifact
    assert "; proof:     nice(bob)  [nice(bob)]" in check.artifact


def test_no_contraposition() -> None:
    """Forward chaining does not reason backwards, and says when classical logic would have."""
    check = ask(["q <- p", "not q"], "p")
    assert check.verdict == "underdetermined"
    assert "contradict" in check.reason
    assert len(check.scenarios) == 1


@pytest.mark.parametrize("closed", [True, False])
def test_contradiction_has_a_minimal_core(closed: bool) -> None:
    """Rules that derive a literal and its opposite are inconsistent whatever is asked, and the core is what clashes."""
    check = ask([*BOB, "cold(bob)", "tall(bob)"], "red(anne)", closed)
    assert check.verdict == "inconsistent"
    assert set(check.core) == {*BOB[:3], "cold(bob)"}


def test_negation_as_failure_is_stratified_or_undefined() -> None:
    """`p unless q` holds without q; what depends on its own absence is not decided."""
    assert ask(["p(?x) <- r(?x); not q(?x)", "r(a)", "r(b)", "q(b)"], "p(a)", closed=True).verdict == "proved"
    assert ask(["p(?x) <- r(?x); not q(?x)", "r(a)", "r(b)", "q(b)"], "p(b)", closed=True).verdict == "refuted"
    loop = ask(["p <- not q", "q <- not p", "s <- r", "r"], "p", closed=True)
    assert loop.verdict == "underdetermined"
    assert ask(["p <- not q", "q <- not p", "s <- r", "r"], "s", closed=True).verdict == "proved"


def test_open_world_does_not_take_absence_for_denial() -> None:
    """In an open world `not q` in a body needs `not q` to be derived."""
    assert ask(["p <- not q"], "p").verdict == "underdetermined"
    assert ask(["p <- not q", "not q"], "p").verdict == "proved"


def test_malformed_claims_are_named() -> None:
    """A predicate with two arities is the mind's mistake and is said so."""
    check = ask(["p(a)", "p(a, b)"], "p(a)")
    assert check.verdict == "not_formalised"
    assert "'p'" in check.reason


def test_grounding_is_bounded() -> None:
    """A rule with too many instances ends as too hard, naming the limit."""
    facts = [f"n(a{i})" for i in range(60)]
    check = ask([*facts, "p(?a, ?b, ?c, ?d) <- n(?a); n(?b); n(?c); n(?d)"], "p(a0, a1, a2, a3)")
    assert check.verdict == "too_hard"
    assert "limit" in check.reason


def test_files_are_checked_again() -> None:
    """The SMT-LIB file is accepted again by z3 with the same answer; one with another answer is refused."""
    check = ask(BOB, "kind(bob)")
    assert rerun(check.artifact).verdict == "proved"
    with pytest.raises(RunFailed):
        rerun(check.artifact.replace("(assert (not a1))", ""))
    with pytest.raises(ClaimError):
        rerun("(check-sat)")


ATOMS = st.sampled_from([f"{p}({c})" for p in "pqrs" for c in ("a", "b")])
OPEN = st.sampled_from([f"{p}(?x)" for p in "pqrs"])
HORN = st.one_of(
    ATOMS,
    st.tuples(ATOMS, st.lists(ATOMS, min_size=1, max_size=3)).map(lambda t: f"{t[0]} <- {'; '.join(t[1])}"),
    st.tuples(OPEN, st.lists(OPEN, min_size=1, max_size=3)).map(lambda t: f"{t[0]} <- {'; '.join(t[1])}"),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(HORN, min_size=1, max_size=9), ATOMS)
def test_horn_programs_agree_with_classical_entailment(rules: list[str], query: str) -> None:
    """Without negation, forward chaining proves exactly what z3 says is entailed; the closed world refutes the rest."""
    solver = z3.Solver()
    for text in rules:
        for constant in ("a", "b"):
            one = rule(text.replace("?x", constant))
            head = z3.Bool(f"{one.head.predicate}{one.head.args[0]}")
            solver.add(z3.Implies(z3.And(*(z3.Bool(f"{b.predicate}{b.args[0]}") for b in one.body)), head))
    goal = atom(query)
    solver.add(z3.Not(z3.Bool(f"{goal.predicate}{goal.args[0]}")))
    entailed = solver.check() == z3.unsat
    assert (ask(rules, query).verdict == "proved") == entailed
    assert ask(rules, query, closed=True).verdict == ("proved" if entailed else "refuted")

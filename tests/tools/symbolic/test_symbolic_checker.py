"""The checker: ledger entries in, bounded worker, checks out."""

import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from ech0.core.process import Pool
from ech0.core.types import Checker, Claim, Entry, LogicClaim, Quantity, QuantityClaim, Relation, Symbol
from tools.symbolic import Symbolic, decide, known

CLAIM: TypeAdapter[Any] = TypeAdapter(Claim)


@pytest.fixture(scope="module")
def checker() -> Iterator[Symbolic]:
    """A checker with a warm worker."""
    pool = Pool(1)
    symbolic = Symbolic(pool)
    symbolic.warm()
    yield symbolic
    pool.close()


def entry(name: str, value: float, unit: str, figures: int = 0) -> Entry:
    """A given number."""
    return Entry(id=name, kind="given", label=f"the {name}", quantity=Quantity(value=value, unit=unit), figures=figures)


def speed(unit: str = "m/s", **more: Any) -> QuantityClaim:
    """Speed from a distance q1 and a time q2."""
    symbols = (
        Symbol(name="d", unit="m", entry="q1"),
        Symbol(name="t", unit="s", entry="q2"),
        Symbol(name="v", unit=unit, meaning="speed"),
    )
    return QuantityClaim(id="c1", symbols=symbols, relations=(Relation(expression="v = d/t"),), target="v", **more)


ENTRIES = {e.id: e for e in (entry("q1", 3.6, "km", 2), entry("q2", 1, "h"))}


def test_entries_are_converted_and_the_verb_is_kept(checker: Symbolic) -> None:
    """Values reach the solver in the claim's units, and the object is a Checker."""
    verb: Checker = checker
    check = verb.check(speed(), ENTRIES)
    assert (check.verdict, check.value) == ("proved", Quantity(value=1.0, unit="m/s"))
    assert check.premises == ("the q1", "the q2", "v = d/t")


def test_written_figures_become_slack() -> None:
    """3.6 km may be off by 50 m, also where the unit has an offset."""
    assert known(speed(), ENTRIES)["d"].slack == pytest.approx(50.0)
    warm = QuantityClaim(id="c", symbols=(Symbol(name="T", unit="K", entry="q1"),))
    given_ = known(warm, {"q1": entry("q1", 25.0, "degC", 2)})["T"]
    assert (given_.value, given_.slack) == (298.15, pytest.approx(0.5))


def test_same_check_is_solved_once(checker: Symbolic) -> None:
    """A second identical check gives the same result at once; another value gives another result."""
    first = checker.check(speed(), ENTRIES)
    again = checker.check(speed(), ENTRIES)
    assert again.model_copy(update={"cost_ms": 0.0}) == first.model_copy(update={"cost_ms": 0.0})
    other = checker.check(speed(), {**ENTRIES, "q2": entry("q2", 2, "h")})
    assert other.value == Quantity(value=0.5, unit="m/s")


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ({}, "no such entry"),
        ({**ENTRIES, "q1": Entry(id="q1", kind="given", label="x", statement="far")}, "statement"),
        ({**ENTRIES, "q1": entry("q1", 3, "kg")}, "[mass]"),
    ],
)
def test_entries_that_do_not_fit_are_named(checker: Symbolic, entries: dict[str, Entry], said: str) -> None:
    """A missing, wordy or ill-dimensioned entry is the mind's mistake, and is said so that it can act."""
    check = checker.check(speed(), entries)
    assert check.verdict == "not_formalised"
    assert said in check.reason


def test_a_warm_worker_is_kept(checker: Symbolic) -> None:
    """Claim after claim goes to the worker that is already importing nothing: no process is started for it."""
    checker.check(speed(), ENTRIES)
    before = {c.pid for c in psutil.Process().children()}
    for i in range(5):
        assert checker.check(speed(text=f"again {i}"), ENTRIES).verdict == "proved"
    assert {c.pid for c in psutil.Process().children()} == before


def test_time_limit_is_a_verdict() -> None:
    """A search that does not end in time is too hard, with the limit in the reason, and the next check works."""
    pool = Pool(1)
    slow = Symbolic(pool, seconds=0.02)
    try:
        check = slow.check(speed(), ENTRIES)
        assert check.verdict == "too_hard"
        assert "0.02 s" in check.reason
        assert Symbolic(pool, seconds=30.0).check(speed(), ENTRIES).verdict == "proved"
    finally:
        pool.close()


def test_too_many_symbols_do_not_become_a_claim() -> None:
    """Four hundred symbols are refused where the claim is made."""
    with pytest.raises(ValidationError):
        QuantityClaim(id="c", symbols=tuple(Symbol(name=f"x{i}", unit="") for i in range(400)))


def test_largest_claims_end() -> None:
    """Sixty coupled unknowns in forty dense equations end within the limit, with a verdict."""
    symbols = tuple(Symbol(name=f"x{i}", unit="") for i in range(60))
    dense = tuple(
        Relation(expression=f"exp(x{i})*sin(x{(7 * i + 3) % 60}) + x{(3 * i + 1) % 60}**3 = {i}*x{(i + 31) % 60} + 1")
        for i in range(40)
    )
    pool = Pool(1)
    begin = time.perf_counter()
    check = Symbolic(pool, seconds=2.0).check(QuantityClaim(id="c", symbols=symbols, relations=dense, target="x0"), {})
    pool.close()
    assert check.verdict in ("underdetermined", "too_hard")
    assert time.perf_counter() - begin < 4


WORDS = st.one_of(
    st.text(max_size=12), st.sampled_from(["x", "y", "x = y", "x + 1 < 2", "?a", "p", "A == 1", "m/s", ""])
)
FIELDS = ["id", "symbols", "relations", "laws", "target", "rules", "query", "semantics", "variables", "constraints",
          "options", "mode"]  # fmt: skip
VALUES = st.recursive(
    st.one_of(WORDS, st.integers(-3, 70), st.none(), st.floats(allow_nan=False)),
    lambda v: st.one_of(
        st.lists(v, max_size=3),
        st.dictionaries(st.sampled_from(["name", "unit", "entry", "expression", "head", "body", "predicate", "args",
                                         "positive", "low", "high", "values"]), v, max_size=5),
    ),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["quantity", "logic", "finite"]), st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6))
def test_random_json_is_refused_or_decided(kind: str, fields: dict[str, Any]) -> None:
    """JSON that is no claim is refused by its schema; JSON that is one gets a verdict."""
    try:
        claim = CLAIM.validate_python({"id": "c", **fields, "kind": kind})
    except ValidationError:
        return
    assert decide(claim, {}).reason


def test_strange_names_are_only_names(checker: Symbolic) -> None:
    """Predicates with quotes, bars and line breaks neither break the file nor the proof."""
    claim = CLAIM.validate_python(
        {"kind": "logic", "id": "c", "query": {"predicate": 'a|b"\n(check-sat)', "args": ["x\ny"]},
         "rules": [{"head": {"predicate": 'a|b"\n(check-sat)', "args": ["?z"]}, "text": "all\n(exit)"}]}
    )  # fmt: skip
    assert isinstance(claim, LogicClaim)
    check = checker.check(claim, {})
    assert check.verdict == "proved"
    from tools.symbolic import rerun

    assert rerun(check.artifact).verdict == "proved"


def test_parent_imports_no_solver() -> None:
    """Making a checker imports neither sympy nor z3 nor scipy."""
    code = (
        "import sys; from ech0.core.process import Pool; from tools.symbolic import Symbolic; Symbolic(Pool(1)); "
        "print(sorted({'sympy', 'z3', 'scipy', 'numpy', 'pint'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

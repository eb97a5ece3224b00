"""The ranges of quantities are sound data: dimensions, order, sources, words that may be shown; and they bite."""

from dataclasses import replace

import pytest

from ech0.core import base, units
from ech0.core.bounds import Bound, breach
from ech0.core.errors import RunFailed
from ech0.core.types import Quantity
from ech0.ledger import render
from labs import LABS, Lab, Output, Result

ROWS = list(base.bounds().values())
LAWS = [
    *((b.id, b.law) for b in ROWS),
    *((b.id, b.seen) for b in ROWS),
    *((i.id, i.law) for i in base.impossibilities()),
]


@pytest.mark.parametrize("bound", ROWS, ids=lambda b: b.id)
def test_a_range_is_sound(bound: Bound) -> None:
    """Each has a unit that exists, words, a source, a limit, the law or the record behind it, and low below high."""
    assert units.exists(bound.unit) and bound.words and bound.source
    hard = [x for x in (bound.low, bound.high) if x is not None]
    soft = [x for x in (bound.least, bound.most) if x is not None]
    assert hard or soft
    assert bool(hard) == bool(bound.law), "a limit and its law come together"
    assert bool(soft) == bool(bound.seen), "a record and what it is come together"
    for low, high in ((bound.low, bound.high), (bound.least, bound.most)):
        assert low is None or high is None or low < high
    if soft and bound.low is not None:
        assert all(x >= bound.low for x in soft)
    if soft and bound.high is not None:
        assert all(x <= bound.high for x in soft)
    concept = base.concepts().get(bound.id)
    assert concept is None or units.compatible(concept.unit, bound.unit)


@pytest.mark.parametrize("name, text", LAWS)
def test_what_is_shown_has_no_number_of_its_own(name: str, text: str) -> None:
    """A law's words pass the guard of the ledger, since they stand in answers."""
    assert render(text, {}) == text


def test_words_are_lower_case() -> None:
    """Words are compared in lower case, so a capital would never be found."""
    for row in (*ROWS, *base.constancies(), *base.agreements(), *base.impossibilities()):
        lists = [getattr(row, n, ()) for n in ("words", "when", "unless")] + list(getattr(row, "says", ()))
        assert all(w == w.lower() for words in lists for w in words), row.id


@pytest.mark.parametrize(
    "name, value, unit, level",
    [
        ("fracture_toughness", 3.3e8, "MPa root_metre", "implausible"),
        ("crack_growth", 2.4e9, "m", "implausible"),
        ("creep_strain", 1.1e8, "", "implausible"),
        ("dna_melting", 332.0, "degC", "implausible"),
        ("enzyme_gibbs", 551.0, "kJ/mol", "implausible"),
        ("inhibition_exponent", -366.0, "", "impossible"),
        ("recovery", 189.0, "percent", "impossible"),
        ("capture_cost", 59148.0, "1/tonne", "implausible"),
        ("injection_rate", 72394.0, "megatonne/year", "implausible"),
        ("turnover_number", 1.5e8, "1/s", "implausible"),
        ("ground_acceleration", 4.65, "standard_gravity", "implausible"),
        ("lethal_dose", 788279.0, "mg/kg", "implausible"),
        ("melting_temperature", 5638.0, "K", "implausible"),
        ("temperature", -1.0, "K", "impossible"),
        ("efficiency", 1.01, "", "impossible"),
    ],
)
def test_absurd_values_are_told_from_sound_ones(name: str, value: float, unit: str, level: str) -> None:
    """A value outside is a breach of the right kind, told with its source; one inside is none."""
    row = base.bounds()[name]
    found = breach(Quantity(value=value, unit=unit), [row], name="it")
    assert found is not None and found.level == level
    assert row.source in found.text
    bottom = row.low if row.least is None else row.least
    top = row.high if row.most is None else row.most
    if bottom is not None and top is not None:
        middle = Quantity(value=(bottom + top) / 2, unit=row.unit)
        assert breach(middle, [row], name="it") is None


def test_a_value_within_its_uncertainty_of_a_limit_is_no_breach() -> None:
    """A fit may give 1.01 +/- 0.02 for an efficiency of one."""
    rows = [base.bounds()["efficiency"]]
    assert breach(Quantity(value=1.01, sigma=0.02), rows, name="it") is None
    assert breach(Quantity(value=1.01, sigma=0.001), rows, name="it") is not None


def _lab_that_gives(value: float, concept: str, unit: str) -> Lab:
    def simulate(*, wants: tuple[str, ...], seed: int) -> Result:
        return Result(outputs={"got": value}, method="as told")

    outputs = {"got": Output(unit, "a value", concept=concept)}
    return replace(next(iter(LABS.values())), inputs={}, outputs=outputs, simulate=simulate, libraries=())


def test_no_lab_returns_what_a_law_forbids() -> None:
    """An efficiency above one out of a simulator is a failed run that names the law, not a result."""
    with pytest.raises(RunFailed, match="energy is conserved"):
        _lab_that_gives(1.3, "efficiency", "").run({})
    assert _lab_that_gives(0.3, "efficiency", "").run({}).warnings == ()


def test_a_lab_warns_of_what_was_never_observed() -> None:
    """A turnover number beyond all enzymes comes with a warning that names the range and its source."""
    (warning,) = _lab_that_gives(1.5e8, "turnover_number", "1/s").run({}).warnings
    assert "1e+08" in warning and "BRENDA" in warning

"""What every lab promises, checked on every lab that is registered."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ech0.core import base
from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Quantity, Run
from ech0.core.units import compatible, convert, exists
from labs import LABS, Choice, Lab, Real, Result, Series, Text
from labs.validation import ValidationCase, cases, validate, verdict

EVERY = pytest.mark.parametrize("lab", list(LABS.values()), ids=list(LABS))
COUNTED = [lab for lab in LABS.values() if any(isinstance(spec, Real) for spec in lab.inputs.values())]
NUMERIC = pytest.mark.parametrize("lab", COUNTED, ids=[lab.id for lab in COUNTED])  # those that take some number
SLOW = {  # cases that take over five seconds
    ("electronic_structure", "bond length of hydrogen fluoride"),
    ("metal_elasticity", "vacancy in copper"),
    ("qec_threshold", "repetition code, noisy measurements"),
    ("qec_threshold", "rotated surface code, circuit noise"),
    ("qec_threshold", "rotated surface code, noisy measurements"),
    ("qec_threshold", "rotated surface code, perfect measurements"),
    ("qec_threshold", "toric code, noisy measurements"),
    ("qec_threshold", "toric code, perfect measurements"),
    ("vqe", "lithium hydride, Givens rotations"),
}
CASES = [
    pytest.param(lab, case, id=f"{lab.id}: {case.case}", marks=[pytest.mark.slow] if is_slow else [])
    for lab in LABS.values()
    for case in cases(lab)
    for is_slow in [(lab.id, case.case) in SLOW]
]
OTHER = {  # a unit of the same dimension, to hand the input over in
    "K": "degC",
    "s": "minute",
    "mol/L": "mmol/L",
    "mol/m^3": "mmol/L",
    "mol/m^3/s": "mmol/L/minute",
    "m^2/s": "mm^2/s",
    "Pa": "mmHg",
    "angstrom": "pm",
    "m": "km",
    "kg": "lb",
    "year": "day",
    "day": "hour",
    "g": "mg",
    "mg/dL": "g/L",
    "mmol/g/h": "mol/kg/h",
    "1/day": "1/hour",
    "g/day": "mg/hour",
    "mL/ng/day": "L/ug/day",
    "mL/kg": "L/kg",
    "mg/kg": "ug/g",
    "ng/mL": "ug/L",
    "percent": "",
    "1/cm": "1/m",
    "1/ps": "1/ns",
    "eV": "J",
    "us": "ms",
    "degree": "rad",
    "umol/L": "nmol/L",
    "um": "mm",
    "mmHg": "kPa",
    "degC": "K",
    "minute": "s",
    "mmol/L": "umol/L",
    "L/hour": "mL/minute",
    "1/hour": "1/minute",
    "cm": "inch",
    "mg/mL*minute": "ug/mL*minute",
    "mL/min": "L/hour",
    "mg/m^2": "g/m^2",
    "hour": "minute",
    "": "percent",
}


def first(lab: Lab) -> ValidationCase:
    """The lab's first case that states a number, so that there is a number to spoil; else its first."""
    found = [c for c in cases(lab) if any(isinstance(v, Quantity) for v in c.inputs.values())]
    return (found or cases(lab))[0]


def a_real(lab: Lab) -> str:
    """The name of some number that the lab takes."""
    return next(n for n, spec in lab.inputs.items() if isinstance(spec, Real))


def given(lab: Lab, **changes: Any) -> dict[str, Quantity | str]:
    """The inputs of its first case, with changes."""
    return {**first(lab).inputs, **changes}


@pytest.mark.parametrize(("lab", "case"), CASES)
def test_published_value_is_reproduced(lab: Lab, case: ValidationCase) -> None:
    """The lab gives the published value of the case within the tolerance of its table."""
    got = lab.run(case.inputs, wants=(case.output,)).outputs[case.output]
    assert convert(got, case.unit).value == pytest.approx(case.reference, abs=case.tolerance, rel=0)


@EVERY
def test_table_has_six_sourced_cases(lab: Lab) -> None:
    """A lab is validated by at least six cases, each with its source and with a unit of the output's dimension."""
    table = cases(lab)
    assert len(table) >= 6
    assert len({case.case for case in table}) == len(table)
    for case in table:
        assert case.source
        assert case.checked or case.kind == "identity", f"{case.case}: say whether its reference was looked up"
        assert compatible(case.unit, lab.outputs[case.output].unit)


@EVERY
def test_out_of_range_is_refused(lab: Lab) -> None:
    """A number beyond the range of an input is refused with its field, the value and the range; never clamped."""
    for name, spec in lab.inputs.items():
        if not isinstance(spec, Real):
            continue
        for beyond in (spec.low - (1 + abs(spec.low)), spec.high * 2 + 1):
            with pytest.raises(InputError) as refused:
                lab.run(given(lab, **{name: Quantity(value=beyond, unit=spec.unit)}))
            assert refused.value.field == f"{lab.id}.{name}"
            assert f"{beyond:.6g}" in str(refused.value)
            assert f"[{spec.low:g}, {spec.high:g}]" in str(refused.value)


@EVERY
def test_unknown_names_are_refused(lab: Lab) -> None:
    """An input, an output or an option that the lab does not have is an error that lists those it has."""
    with pytest.raises(InputError, match=next(iter(lab.inputs))):
        lab.run(given(lab, phlogiston="much"))
    with pytest.raises(InputError, match=next(iter(lab.outputs))):
        lab.run(given(lab), wants=("phlogiston",))
    for name, spec in lab.inputs.items():
        if isinstance(spec, Choice):
            with pytest.raises(InputError, match="choose one of"):
                lab.run(given(lab, **{name: "phlogiston"}))


@NUMERIC
def test_wrong_dimension_is_refused(lab: Lab) -> None:
    """A number in a unit of another dimension is refused, and both dimensions are named."""
    name = a_real(lab)
    with pytest.raises(InputError, match="luminosity") as refused:
        lab.run(given(lab, **{name: Quantity(value=1.0, unit="candela")}))
    assert refused.value.field == f"{lab.id}.{name}"


@NUMERIC
@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(lab: Lab, bad: float) -> None:
    """NaN and infinity never reach a simulator, not even in a quantity that escaped validation."""
    name = a_real(lab)
    spec = lab.inputs[name]
    assert isinstance(spec, Real)
    with pytest.raises((InputError, ValueError)):
        lab.run(given(lab, **{name: Quantity.model_construct(value=bad, unit=spec.unit, sigma=0.0)}))


@EVERY
def test_another_unit_gives_the_same(lab: Lab) -> None:
    """The same quantity in another unit gives the same result to twelve digits."""
    case = first(lab)
    before = lab.run(case.inputs, wants=(case.output,)).outputs[case.output]
    for name, value in case.inputs.items():
        spec = lab.inputs[name]
        if isinstance(value, Quantity) and isinstance(spec, Real):
            other = convert(convert(value, spec.unit), OTHER[spec.unit])
            after = lab.run({**case.inputs, name: other}, wants=(case.output,)).outputs[case.output]
            assert after.value == pytest.approx(before.value, rel=1e-12)
            assert after.unit == before.unit


@EVERY
def test_same_inputs_and_seed_give_the_same(lab: Lab) -> None:
    """Two runs with the same inputs and seed have the same key and the same bits."""
    case = first(lab)
    one = lab.run(case.inputs, wants=(case.output,), seed=7)
    lab.run(cases(lab)[-1].inputs, wants=(cases(lab)[-1].output,))  # what ran in between must leave no trace
    two = lab.run(case.inputs, wants=(case.output,), seed=7)
    assert one.key == two.key
    assert one.outputs == two.outputs
    assert lab.run(case.inputs, wants=(case.output,), seed=8).key != one.key


@EVERY
def test_run_survives_json(lab: Lab) -> None:
    """A run written as JSON and read again is the same run, and it carries validity, citations and versions."""
    case = first(lab)
    run = lab.run(case.inputs, wants=(case.output,))
    assert Run.model_validate_json(run.model_dump_json()) == run
    assert run.validity
    assert run.citations
    assert run.method
    assert set(run.libraries) == set(lab.libraries)
    assert "absent" not in run.libraries.values()


@EVERY
def test_card_says_what_a_reader_needs(lab: Lab) -> None:
    """Every input and output has a meaning and a readable unit; every output and option has a word to be found by."""
    for item in (*lab.inputs.values(), *lab.outputs.values()):
        assert len(item.meaning) > 3
        assert isinstance(item, Choice | Text) or exists(item.unit) or not item.unit
    for output in lab.outputs.values():
        assert output.words
        assert set(output.needs) <= set(lab.inputs)
    for spec in lab.inputs.values():
        if isinstance(spec, Choice):
            assert all(words for words in spec.options.values())
            assert spec.default is None or spec.default in spec.options
            owners: dict[str, set[str]] = {}
            for option, words in spec.options.items():
                for word in words:
                    owners.setdefault(word, set()).add(option)
            assert not [w for w, o in owners.items() if len(o) > 1]
        elif isinstance(spec, Real):
            assert all(spec.low <= v <= spec.high for v in spec.phrases.values())
    assert lab.title in lab.card
    assert lab.validity in lab.card


@EVERY
def test_option_goes_by_its_words(lab: Lab) -> None:
    """A word for an option means the option: same key, whatever the case."""
    for name, spec in lab.inputs.items():
        if isinstance(spec, Choice):
            for option, words in spec.options.items():
                assert spec.find(option) == option
                assert spec.find(words[0]) in (option, None)  # none: a word that differs from another only by case
            assert spec.find("phlogiston") is None, name


@EVERY
def test_text_is_bounded_and_checked(lab: Lab) -> None:
    """A text that is too long, empty, of another shape or no text at all is refused with its field and an example."""
    for name, spec in lab.inputs.items():
        if isinstance(spec, Text):
            long = spec.example * (spec.longest // len(spec.example) + 1)
            for bad in (long, "", "\n", "\x00", Quantity(value=1.0)):
                with pytest.raises(InputError) as refused:
                    lab.run(given(lab, **{name: bad}))
                assert refused.value.field == f"{lab.id}.{name}"
            assert spec.example in spec.extent


@EVERY
def test_text_has_one_spelling(lab: Lab) -> None:
    """The canonical spelling of an example, a default or a known text is its own, and the text's names lead to it."""
    for name, spec in lab.inputs.items():
        if isinstance(spec, Text):
            for text in (spec.example, *spec.known, *([spec.default] if spec.default else [])):
                once = spec.read(text, name)
                assert spec.read(once, name) == once
                assert all(spec.read(word, name) == once for word in spec.known.get(text, ()))


@EVERY
def test_series_is_bounded_and_converted(lab: Lab) -> None:
    """A series out of range, too short, too long or in another dimension is refused; another unit means the same."""
    for name, spec in lab.inputs.items():
        if not isinstance(spec, Series):
            continue
        beyond = f"{spec.high * 2 + 1!r}"
        bad = ("", "many", "1 candela, 2 candela, 3 candela", ", ".join([beyond] * spec.fewest), ",".join("1" * 5000))
        for text in (*bad, Quantity(value=1.0, unit=spec.unit)):
            with pytest.raises(InputError) as refused:
                lab.run(given(lab, **{name: text}))
            assert refused.value.field == f"{lab.id}.{name}"
        if isinstance(text := first(lab).inputs.get(name), str):
            numbers = spec.numbers(spec.read(text, name))
            terms = (convert(Quantity(value=v, unit=spec.unit), OTHER[spec.unit]) for v in numbers)
            other = ", ".join(f"{q.value!r} {q.unit}" for q in terms)
            assert spec.numbers(spec.read(other, name)) == pytest.approx(numbers, rel=1e-12)


def test_number_in_other_dimension_is_converted_by_the_declared_factor() -> None:
    """Creatinine of 88.40 umol/L is 1 mg/dL by its molar mass of 113.12 g/mol."""
    lab = LABS["kidney_function"]
    person = {"age": Quantity(value=50, unit="year"), "sex": "male"}
    mass = lab.run({**person, "creatinine": Quantity(value=1.0, unit="mg/dL")}).outputs["egfr"].value
    molar = lab.run({**person, "creatinine": Quantity(value=88.402, unit="umol/L")}).outputs["egfr"].value
    assert molar == pytest.approx(mass, rel=1e-5)


def test_no_wants_gives_all_that_is_determined() -> None:
    """Without `wants` a lab gives what its inputs determine and leaves out what they do not."""
    run = LABS["fluid_properties"].run({"fluid": "Water", "pressure": Quantity(value=101325, unit="Pa")})
    assert "boiling_temperature" in run.outputs
    assert "density" not in run.outputs
    with pytest.raises(InputError, match="temperature"):
        LABS["fluid_properties"].run({"fluid": "Water"}, wants=("density",))


def test_library_error_becomes_a_failed_run() -> None:
    """Whatever a library raises is a failed run with its message, and so is a result that is no finite number."""

    def breaks(*, wants: tuple[str, ...], seed: int, **_: Any) -> Result:
        raise KeyError("inside a library")

    def empty(*, wants: tuple[str, ...], seed: int, **_: Any) -> Result:
        return Result({"molar_mass": float("nan")}, method="none")

    lab = LABS["fluid_properties"]
    for simulate, why in ((breaks, "inside a library"), (empty, "not a finite number")):
        with pytest.raises(RunFailed, match=why):
            replace(lab, simulate=simulate).run({"fluid": "Water"}, wants=("molar_mass",))


def test_row_says_whether_its_reference_was_looked_up(tmp_path: Path) -> None:
    """A row carries `checked` as its table has it, an exact relation has none, and an unknown word is refused."""
    lab = replace(LABS["kidney_function"], table=tmp_path / "table.yaml")

    def dead(name: str, inputs: object, /, *, wants: object = (), seed: int = 0) -> Run:
        raise RunFailed(name, "nothing runs today")

    line = '- {case: a, inputs: {}, output: egfr, reference: 1, tolerance: 0, unit: "", kind: code, source: s%s}\n'
    for written, read in (("", None), (", checked: memory", "memory"), (", checked: source", "source")):
        lab.table.write_text(line % written, encoding="utf-8")
        assert [row["checked"] for row in validate(lab, dead)] == [read]
    lab.table.write_text(line % ", checked: maybe", encoding="utf-8")
    with pytest.raises(InputError, match="source, memory"):
        cases(lab)


def test_verdict_tells_solver_from_model() -> None:
    """A table of identities verifies the solver only, and one wrong value fails the lab."""
    lab = LABS["tumour_growth"]
    rows = validate(lab, lambda name, inputs, /, *, wants=(), seed=0: LABS[name].run(inputs, wants=wants, seed=seed))
    assert verdict(rows) == "solver verified, model not"
    promised = "lab case inputs got reference tolerance unit kind source checked ok"
    assert set(promised.split()) <= set(rows[0])
    assert verdict([*rows, {**rows[0], "ok": False}]).startswith("failed")

    def dead(name: str, inputs: object, /, *, wants: object = (), seed: int = 0) -> Run:
        raise RunFailed(name, "nothing runs today")

    assert all(not row["ok"] and "nothing runs today" in row["error"] for row in validate(lab, dead))


@EVERY
def test_a_concept_has_the_unit_of_what_is_called_so(lab: Lab) -> None:
    """An input or output that goes by a concept of the base can be taken in its unit, or says by what factor."""
    concepts = base.concepts()
    for name, spec in [*lab.inputs.items(), *lab.outputs.items()]:
        concept = getattr(spec, "concept", None)
        if concept is not None:
            assert concept in concepts, name
            also = getattr(spec, "also", {})
            assert compatible(spec.unit, concepts[concept].unit) or also, f"{name}: {spec.unit}, {concept}"

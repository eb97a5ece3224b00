"""The formula base holds what its reader relies on: it can be parsed, its units agree, its examples come out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise
from pathlib import Path

import pytest
import yaml
from scipy.optimize import brentq

from ech0.core import base, units
from ech0.core.data import home
from ech0.core.errors import ClaimError, InputError
from ech0.core.expression import FUNCTIONS, Node, Num, Op, Var, evaluate, names, parse
from ech0.core.formula import Concept, Formula
from ech0.core.types import Quantity

FORMULAS = sorted(base.formulas().values(), key=lambda f: (f.field, f.id))
each = pytest.mark.parametrize("formula", FORMULAS, ids=lambda f: f.id)
RELATIONS = ("==", "<=", ">=", "<", ">")
FILES = sorted((home() / "configs").glob("*.yaml")) + sorted((home() / "configs" / "formulas").glob("*.yaml"))

# Two kinds of one dimension may share a word only where the question's other words or the formula's decide.
SHARED: set[frozenset[str]] = set()


def read(text: str, concept: Concept) -> float:
    """A written quantity as the number that formulas take; a difference of temperatures has no offset."""
    number, _, unit = text.strip().partition(" ")
    return units.convert(Quantity(value=float(number), unit=unit.strip()), concept.unit).value


def given(formula: Formula) -> dict[str, float]:
    """The example's givens, over the defaults, over the constants, each in the unit of its concept."""
    example = formula.example
    assert example is not None
    found = {}
    for name, variable in formula.variables.items():
        concept = base.concepts()[variable.concept]
        if name in example.given:
            found[name] = read(example.given[name], concept)
        elif variable.constant and name != example.find:
            constant = base.constants()[variable.constant]
            found[name] = units.convert(Quantity(value=constant.value, unit=constant.unit), concept.unit).value
        elif variable.default is not None and name != example.find:
            found[name] = variable.default
    return found


def residual(tree: Node, values: Mapping[str, float]) -> float | None:
    """Left side minus right side, or None outside the domain."""
    assert isinstance(tree, Op)
    try:
        return evaluate(tree.args[0], values) - evaluate(tree.args[1], values)
    except ClaimError:
        return None


def roots(tree: Node, name: str, values: Mapping[str, float], around: float) -> Iterator[float]:
    """Every root within three decades of `around` (or near zero, if it is), of either sign."""
    size = abs(around) or 1.0
    grid = [size * 10 ** (step / 16) for step in range(-48, 49)]
    for line in ([0.0, *grid], [-x for x in reversed(grid)] + [0.0]):
        sides = [(x, residual(tree, {**values, name: x})) for x in line]
        for (low, at_low), (high, at_high) in pairwise(sides):
            if at_low == 0.0:
                yield low
            elif at_low is not None and at_high is not None and at_low * at_high < 0:
                yield brentq(lambda x: residual(tree, {**values, name: x}) or 0.0, low, high, xtol=1e-300, rtol=1e-13)
        if sides[-1][1] == 0.0:
            yield sides[-1][0]


def solved(formula: Formula) -> dict[str, float]:
    """The example's full assignment: what is given, and the root that the example names."""
    example = formula.example
    assert example is not None
    values, tree = given(formula), parse(formula.equation)
    wanted = read(example.value, base.concepts()[formula.variables[example.find].concept])
    found = list(roots(tree, example.find, values, wanted))
    near = [x for x in found if abs(x - wanted) <= example.rtol * abs(wanted) + 1e-300]
    assert near, f"{formula.id}: {example.find} = {wanted} expected, the equation gives {found}"
    return {**values, example.find: near[0]}


def dimension(node: Node, formula: Formula) -> dict[str, float]:
    """The powers of the base dimensions of a tree; fails where two terms differ or an argument has a unit."""
    match node:
        case Num():
            return {}
        case Var(name):
            concept = base.concepts()[formula.variables[name].concept]
            return powers(concept.unit)
        case Op("+" | "-" | "min" | "max" | "neg" | "abs", args):
            first, *others = (dimension(a, formula) for a in args)
            for other in others:
                assert other == first, f"{formula.id}: {first} and {other} are added in {formula.equation}"
            return first
        case Op("*" | "/" as op, (left, right)):
            return combined(dimension(left, formula), dimension(right, formula), 1 if op == "*" else -1)
        case Op("**", (low, high)):
            under = dimension(low, formula)
            assert not dimension(high, formula), f"{formula.id}: an exponent has a unit"
            if not under:
                return {}
            assert not names(high), f"{formula.id}: a quantity with a unit is raised to a variable power"
            return {base_: p * evaluate(high, {}) for base_, p in under.items()}
        case Op("sqrt", (inside,)):
            return {base_: p / 2 for base_, p in dimension(inside, formula).items()}
        case Op(op, args) if op in FUNCTIONS:
            for a in args:
                assert not dimension(a, formula), f"{formula.id}: {op} of a quantity with a unit"
            return {}
    raise AssertionError(f"{formula.id}: {node} has no dimension")


def powers(unit: str) -> dict[str, float]:
    """The powers of the base dimensions of a unit."""
    whole = dict(units.registry().Unit(units.parse(unit).name.replace(" * ", "*") or "dimensionless").dimensionality)
    return {name: float(power) for name, power in whole.items() if power}


def combined(left: Mapping[str, float], right: Mapping[str, float], sign: int) -> dict[str, float]:
    """The dimension of a product (`sign` 1) or a quotient (-1)."""
    total = {name: left.get(name, 0.0) + sign * right.get(name, 0.0) for name in {*left, *right}}
    return {name: power for name, power in total.items() if abs(power) > 1e-12}


@each
def test_names_and_variables_agree(formula: Formula) -> None:
    """Each name of an equation and its conditions is a declared variable, and each is used unless it cancels."""
    tree = parse(formula.equation, where=formula.id)
    assert isinstance(tree, Op) and tree.op in RELATIONS
    assert formula.law == (tree.op != "=="), "an inequality is a law, an equation is not"
    used = names(tree).union(*(names(parse(c)) for c in formula.conditions))
    assert used <= set(formula.variables)
    for name, variable in formula.variables.items():
        assert name in names(tree) or variable.optional, f"{name} is declared and not used"
    for condition in formula.conditions:
        condition_tree = parse(condition)
        assert isinstance(condition_tree, Op) and condition_tree.op in (*RELATIONS, "!=", "and", "or", "not", "->")


@each
def test_units_agree(formula: Formula) -> None:
    """Both sides of an equation have one dimension when every variable is in the unit of its concept."""
    tree = parse(formula.equation)
    assert isinstance(tree, Op)
    left, right = (dimension(side, formula) for side in tree.args)
    if tree.args[1] == Num("0"):
        return  # zero has every dimension
    assert left == right, f"{formula.equation}: {left} is not {right}"


@each
def test_worked_example_comes_out(formula: Formula) -> None:
    """Solving for the example's unknown gives its value, the conditions hold there; a law's example is its bound."""
    values = solved(formula)
    assert set(values) >= names(parse(formula.equation))
    for condition in formula.conditions:
        assert evaluate(parse(condition), values), f"{condition} fails in the example"
    for name, value in values.items():
        concept = base.concepts()[formula.variables[name].concept]
        assert concept.low is None or value >= concept.low
        assert concept.high is None or value <= concept.high


@each
def test_round_trip_of_every_variable(formula: Formula) -> None:
    """Whichever variable is unknown, the equation gives back the value that the example has for it."""
    values, tree = solved(formula), parse(formula.equation)
    for name in names(tree):
        value = values[name]
        found = list(roots(tree, name, values, value))
        slack = 1e-6 * abs(value) if value else 1e-9
        stationary = any(flat(tree, name, values, value, side) for side in (1, -1))
        assert stationary or any(abs(x - value) <= slack for x in found), f"{name} = {value} is not among {found}"


def flat(tree: Node, name: str, values: Mapping[str, float], value: float, side: int) -> bool:
    """Whether the equation does not change sign at `value` (an angle of 0 in a cosine, the edge of a domain)."""
    step = 1e-4 * (abs(value) or 1.0)
    away, other = (residual(tree, {**values, name: value + s * step}) for s in (side, -side))
    return away is None or other is None or away * other >= 0


def test_trigger_words_are_lower_case_and_sourced() -> None:
    """Words are compared in lower case; every formula has an outside source and a worked example with one."""
    for formula in FORMULAS:
        _check_words_and_source(formula)


def _check_words_and_source(formula: Formula) -> None:
    for word in (*formula.when, *formula.unless, *(w for v in formula.variables.values() for w in v.words)):
        assert word == word.lower().strip() and word
    assert not set(formula.when) & set(formula.unless), f"{formula.id}: one word both asks for and forbids it"
    assert len(formula.source) > 20 and any(c.isdigit() for c in formula.source), formula.id
    assert formula.example is not None and formula.example.source, formula.id
    assert formula.name and formula.field
    for variable in formula.variables.values():
        assert variable.because or variable.default is None, f"{formula.id}: a default needs its reason"


def test_a_letter_that_is_a_constant_is_that_constant() -> None:
    """A variable named like a physical constant of its dimension is that constant, so `c` is never another speed."""
    for formula in FORMULAS:
        for name, variable in formula.variables.items():
            constant = base.constants().get(name)
            if constant and units.compatible(constant.unit, base.concepts()[variable.concept].unit):
                assert variable.constant == name, f"{formula.id}: {name} looks like {constant.name}"


def test_two_variables_of_one_concept_can_be_told_apart() -> None:
    """Variables of one concept differ in role or in the words they are called."""
    for formula in FORMULAS:
        for one, other in combinations(formula.variables.values(), 2):
            if one.concept == other.concept and not (one.constant or other.constant):
                assert (one.role, one.words) != (other.role, other.words), (
                    f"{formula.id}: two {one.concept}s look alike"
                )


def test_concepts_are_sound() -> None:
    """Each concept has a readable SI-coherent unit, lower-case words, and a law wherever it has a bound."""
    for concept in base.concepts().values():
        assert units.exists(concept.unit), concept.id
        assert units.registry().Unit(units.parse(concept.unit).name.replace(" * ", "*") or "dimensionless") is not None
        bounded = concept.low is not None or concept.high is not None
        assert bounded == bool(concept.law), f"{concept.id}: a bound and its law come together"
        for word in (*concept.words, *concept.ask):
            assert word == word.lower().strip() and word
        assert concept.words, concept.id


def test_concept_units_are_coherent() -> None:
    """A concept's unit has no hidden factor, so that formulas need none (the decibel, a logarithm, stands apart)."""
    for concept in base.concepts().values():
        if concept.unit and concept.id != "sound_level":
            ureg = units.registry()
            one = ureg.Quantity(1.0, ureg.Unit(units.parse(concept.unit).name.replace(" * ", "*")))
            assert one.to_base_units().magnitude == pytest.approx(1.0), concept.id


def test_a_word_names_one_concept_of_a_unit() -> None:
    """No word stands for two concepts of one dimension, unless it is listed as one that the context decides."""
    by_word: dict[tuple[str, str], set[str]] = defaultdict(set)
    for concept in base.concepts().values():
        for word in (*concept.words, *concept.ask):
            by_word[word, units.dimension(concept.unit)].add(concept.id)
    clashes = {key: ids for key, ids in by_word.items() if len(ids) > 1 and frozenset(ids) not in SHARED}
    assert not clashes


def test_phrases_speak_of_known_things() -> None:
    """A phrase without digits gives a value that its concept can have, in a unit of that concept, with a reason."""
    assert base.phrases()
    for phrase in base.phrases():
        concept = base.concepts()[phrase.concept]
        assert units.compatible(phrase.unit, concept.unit), phrase.pattern
        value = units.convert(Quantity(value=phrase.value, unit=phrase.unit), concept.unit).value
        assert concept.low is None or value >= concept.low
        assert concept.high is None or value <= concept.high
        assert phrase.because and phrase.pattern == phrase.pattern.lower()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_no_key_is_written_twice(path: Path) -> None:
    """YAML keeps the last of two equal keys in silence; no file has any."""

    def walk(node: yaml.Node) -> None:
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert len(keys) == len(set(keys)), f"{path.name}: {[k for k in keys if keys.count(k) > 1]}"
            for _, below in node.value:
                walk(below)
        elif isinstance(node, yaml.SequenceNode):
            for below in node.value:
                walk(below)

    whole = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert whole is not None
    walk(whole)


def test_the_base_is_wide() -> None:
    """The base covers at least 400 formulas over ten fields, some of them laws that contradict false premises."""
    assert len(FORMULAS) >= 400
    assert len({f.field for f in FORMULAS}) >= 10
    assert sum(f.law for f in FORMULAS) >= 6


def test_loading_is_done_once() -> None:
    """The base is read once in a process: what is asked for again is the same object."""
    assert base.formulas() is base.formulas()
    assert base.phrases() is base.phrases()
    assert base.roles() is base.roles()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("formulas: [", "not YAML"),
        ("formulas: {a: {name: A}}", "'variables'"),
        ("formulas: {a: {name: A, field: f, equation: x = y, variables: {x: mas}, source: s}}", "did you mean mass"),
        ("formulas: {a: 3}", "mapping"),
        ("formulas: {a: {name: A, field: f, equation: x = y, variables: {x: mass}, source: s, odd: 1}}", "odd"),
        ("formulas: {a: {name: A, field: f, equation: x, variables: {x: '= nope'}, source: s}}", "nope"),
    ],
)
def test_a_bad_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, said: str) -> None:
    """A mistake in a file is an error that names the file, the entry and what is wrong."""
    _ = base.concepts(), base.constants(), base.roles()
    (tmp_path / "configs" / "formulas").mkdir(parents=True)
    (tmp_path / "configs" / "formulas" / "new.yaml").write_text(body)
    monkeypatch.setattr(base, "home", lambda: tmp_path)
    with pytest.raises(InputError) as caught:
        base.formulas.__wrapped__()
    assert "new.yaml" in str(caught.value) and said in str(caught.value)

"""The first wrong step of a derivation, by counterfactual swaps: each step in turn is replaced by what else it could
be, and the first one whose swap makes the answer agree with the truth is it. Knows how to ask again, not how to cure.

The steps in order: what is asked for; what each number is taken for; what the wording states; each rule; each lab. A
rule that no worked example of its own bears out is tried before the readings, as the likelier fault. If no swap leads
to the truth, what is missing is knowledge.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ech0.core import expression, units
from ech0.core.cures import Cause, Change, Drop, Wording
from ech0.core.errors import InputError
from ech0.core.formula import Formula
from ech0.core.reading import quantity_text
from ech0.core.types import Answer, Correction, Entry, Quantity, QuantityClaim, Question, Relation, Symbol
from ech0.learn.repair import repairs
from ech0.learn.trial import Trial, Truth, way
from ech0.ledger import Ledger
from ech0.question import numbers

CONCEPT, ROLE = "zzquantity", "zzrole"
"""Words that nobody uses: with one of them a swap names a kind of quantity past all doubt."""
ENOUGH = 4
"""Repairs of a rule that are put to the test of asking again, simplest first."""
MOST = 500
"""Swaps of one question."""

Meaning = tuple[str, str]
"""A concept and a role."""


@dataclass(frozen=True)
class Finding:
    """A step, why it is held to be the wrong one, and what in its place gives the truth.

    `meaning`: what the target or the number (`entry`) has to be taken for; `rules`: repaired formulas, likeliest first;
    `lab`: which was out of place; `phrase`: the pattern that misled.
    """

    step: str
    cause: Cause
    why: str
    meaning: Meaning | None = None
    entry: Entry | None = None
    rules: tuple[Formula, ...] = ()
    rule: str = ""
    lab: str = ""
    phrase: str = ""
    reading: Correction | None = None


@dataclass
class Search:
    """The search over one failed question; `answer` is what is said to it now."""

    trial: Trial
    question: Question
    truth: Truth
    answer: Answer
    begun: int = field(init=False)

    def __post_init__(self) -> None:
        """Swaps are counted from here."""
        self.begun = self.trial.tries

    def first(self) -> Finding:
        """The first wrong step; `missing knowledge` if no swap gives the truth."""
        for found in (*self._rules(suspect=True), *self._target(), *self._givens(), *self._phrases()):
            return found
        for found in (*self._rules(suspect=False), *self._labs(), *self._assumed()):
            return found
        lacking = "; ".join(self.answer.recommendations[:1]) or self.answer.reason
        return Finding("knowledge", "missing knowledge", f"no swap of a step gives the truth ({lacking})"[:300])

    # --- readings -----------------------------------------------------------------------------------------------------

    @cached_property
    def meant(self) -> dict[str, Meaning]:
        """What each entry, and the target, is taken for in the answer as it is now."""
        table: dict[str, Meaning] = {}
        rules = {f.id: f for f in self.trial.known.formulas}
        for claim in self.answer.claims:
            if claim.kind != "quantity":
                continue
            named = {s.name: s.entry or f"{claim.id}.{s.name}" for s in claim.symbols}
            for relation in (*claim.relations, *claim.laws):
                if rule := rules.get(relation.formula or ""):
                    for name, symbol in _paired(rule.equation, relation.expression):
                        variable = rule.variables[name]
                        table.setdefault(named.get(symbol, symbol), (variable.concept, variable.role))
        return table

    @cached_property
    def _meanings(self) -> list[Meaning]:
        """Every concept and role that a formula speaks of."""
        used = ((v.concept, v.role) for f in self.trial.known.formulas for v in f.variables.values() if not v.constant)
        return sorted({*used, *((c, "") for c in self.trial.known.concepts)})

    def _others(self, unit: str, now: Meaning | None) -> Iterator[Meaning]:
        fitting = [m for m in self._meanings if units.compatible(unit, self.trial.known.concepts[m[0]].unit)]
        fitting.sort(key=lambda m: (now is None or m[0] != now[0], m))
        yield from (m for m in fitting if m != now)

    def _target(self) -> Iterator[Finding]:
        """Another quantity asked for."""
        unit = self.truth.quantity.unit if self.truth.quantity else None
        if unit is None or self.question.options:
            return
        now = self.meant.get(self.answer.target or "")
        for meaning in self._others(unit or self.answer.unit or "", now):
            if now is not None and meaning[0] == now[0]:
                continue  # what comes out is of this kind already
            if self._gives(named(*meaning), Correction(target=_called(meaning))):
                why = f"asked for is the {_say(meaning)}, not the {_say(now)}"
                yield Finding("target", "wrong reading", why, meaning=meaning)
                return

    def _givens(self) -> Iterator[Finding]:
        """Another meaning of each number in turn."""
        for n, entry in enumerate(numbers(self.answer.ledger), 1):
            now = self.meant.get(entry.id)
            for meaning in self._others(entry.quantity.unit if entry.quantity else "", now):
                reading = Correction(names={n: _called(meaning)})
                if self._gives(named(*meaning), reading):
                    why = f"{entry.text} is the {_say(meaning)}, not the {_say(now)}"
                    yield Finding(f"given {entry.text}", "wrong reading", why, meaning=meaning, entry=entry)
                    return

    def _phrases(self) -> Iterator[Finding]:
        """Without what the wording was taken to state."""
        stated = [e for e in self.answer.ledger if e.kind == "given" and e.concept]
        for entry in stated:
            pattern = entry.label.partition(":")[0]
            if any(p.pattern == pattern for p in self.trial.known.phrases) and self._gives(
                [Drop(of="phrase", name=pattern)], None
            ):
                why = f"{pattern!r} does not state that the {entry.concept} is {entry.quantity}"
                yield Finding(f"phrase {pattern}", "wrong reading", why, phrase=pattern, entry=entry)
                return

    def _gives(self, changes: list[Change], reading: Correction | None, *, without: tuple[str, ...] = ()) -> bool:
        if self.trial.tries - self.begun > MOST:
            return False
        answer = self.trial.ask(self.question, changes, reading=reading, without=without)
        return self.truth.met(answer) and (way(answer) != way(self.answer) or self.answer.status != "answered")

    # --- rules and labs -----------------------------------------------------------------------------------------------

    def _rules(self, *, suspect: bool) -> Iterator[Finding]:
        """Another equation in place of each rule: a repaired one where it is suspect, else whatever the base has."""
        rules = {f.id: f for f in self.trial.known.formulas}
        for claim in self.answer.claims:
            if claim.kind != "quantity":
                continue
            for relation in claim.relations:
                rule = rules.get(relation.formula or "")
                if rule is None or proved(rule, self.trial) == suspect:
                    continue
                if suspect and (mended := self._mended(claim, relation, rule)):
                    why = f"{rule.name}: {rule.equation} gives the truth as {mended[0].equation}"
                    yield Finding(f"rule {rule.id}", "flawed rule", why, rules=mended, rule=rule.id)
                    return
                if self._gives([Drop(of="formula", name=rule.id)], None):
                    cause: Cause = "flawed rule"
                    why = f"without {rule.name} another rule of the base gives the truth"
                    yield Finding(f"rule {rule.id}", cause, why, rule=rule.id)
                    return

    def _mended(self, claim: QuantityClaim, relation: Relation, rule: Formula) -> tuple[Formula, ...]:
        """Repairs of a rule with which this very derivation gives the truth."""
        good = []
        pairs = dict(_paired(rule.equation, relation.expression))
        for mended in repairs(rule, self.trial.known):
            swapped = relation.model_copy(update={"expression": _renamed(mended.equation, pairs), "formula": None})
            put = tuple(swapped if r is relation else r for r in claim.relations)
            check = self.trial.ech0.checker.check(
                claim.model_copy(update={"relations": put}), Ledger(self.answer.ledger)
            )
            if check.value is not None and check.verdict == "proved" and self.truth.near(*_of(check.value)):
                good.append(mended)
                if len(good) == ENOUGH:
                    break
        return tuple(good)

    def _labs(self) -> Iterator[Finding]:
        """Without each lab that was run."""
        for run in self.answer.runs:
            if self._gives([], None, without=(run.lab,)):
                why = f"without {run.lab} ({run.validity or 'no validity stated'}) the truth comes out"
                yield Finding(f"lab {run.lab}", "lab out of domain", why, lab=run.lab)
                return

    def _assumed(self) -> Iterator[Finding]:
        """Each default in turn, solved for from the truth: named only if it is the one thing that was assumed."""
        assumed = [e for e in self.answer.ledger if e.kind == "assumed" and e.quantity is not None]
        if len(assumed) == 1 and self.truth.quantity is not None:
            entry = assumed[0]
            value = self._solved(entry)
            if value is not None:
                why = f"the truth follows with {entry.label} {value.value:.6g} {value.unit} in place of the default"
                yield Finding(f"assumption {entry.label}", "wrong assumption", why, entry=entry)

    def _solved(self, entry: Entry) -> Quantity | None:
        """The value that an entry would need for the answer to be the truth."""
        truth = self.truth.quantity
        for claim in self.answer.claims:
            if (
                claim.kind == "quantity"
                and truth
                and claim.target
                and f"{claim.id}.{claim.target}" == self.answer.target
            ):
                own = next((s for s in claim.symbols if s.entry == entry.id), None)
                if own is None:
                    continue
                told = Entry(id="told", kind="given", label="the truth", quantity=truth)
                turned = tuple(
                    s.model_copy(update={"entry": None})
                    if s is own
                    else s.model_copy(update={"entry": "told"})
                    if s.name == claim.target
                    else s
                    for s in claim.symbols
                )
                put = claim.model_copy(update={"symbols": turned, "target": own.name})
                return self.trial.ech0.checker.check(put, Ledger([*self.answer.ledger, told])).value  # type: ignore[no-any-return]
        return None


def proved(rule: Formula, trial: Trial) -> bool:
    """Whether a rule has a worked example of its own and it comes out."""
    example = rule.example
    if example is None:
        return False
    known = trial.known
    entries: list[Entry] = []
    symbols: list[Symbol] = []
    for name, variable in rule.variables.items():
        unit, entry = known.concepts[variable.concept].unit, None
        if name in example.given:
            quantity = _read(example.given[name])
        elif name != example.find and variable.constant:
            constant = known.constants[variable.constant]
            quantity = Quantity(value=constant.value, unit=constant.unit)
        elif name != example.find and variable.default is not None:
            quantity = Quantity(value=variable.default, unit=unit)
        else:
            quantity = None
        if quantity is not None:
            entry = f"q{len(entries) + 1}"
            entries.append(Entry(id=entry, kind="given", label=name, quantity=quantity))
        low = 0.0 if known.concepts[variable.concept].positive and entry is None else None
        symbols.append(Symbol(name=name, unit=unit, entry=entry, low=low))
    relation = Relation(expression=rule.equation, formula=rule.id)
    claim = QuantityClaim(id="example", symbols=tuple(symbols), relations=(relation,), target=example.find)
    check, wanted = trial.ech0.checker.check(claim, Ledger(entries)), _read(example.value)
    if wanted is None:
        return False
    if check.value is None:  # several roots, or beyond the solver: no evidence against it
        return bool(check.verdict in ("ambiguous", "too_hard", "not_formalised"))
    return Truth(wanted, max(example.rtol, 1e-3)).near(*_of(check.value))


def named(concept: str, role: str) -> list[Change]:
    """The changes by which the made-up words mean a concept and a role."""
    changes: list[Change] = [Wording(of="concept", name=concept, word=CONCEPT)]
    return [*changes, Wording(of="role", name=role, word=ROLE)] if role else changes


def _called(meaning: Meaning) -> str:
    return f"{ROLE} {CONCEPT}" if meaning[1] else CONCEPT


def _say(meaning: Meaning | None) -> str:
    if meaning is None:
        return "one taken"
    return " ".join(w for w in (meaning[1], meaning[0].replace("_", " ")) if w)


def _of(quantity: Quantity) -> tuple[float, str]:
    return quantity.value, quantity.unit


def _read(text: str) -> Quantity | None:
    number, _, unit = text.strip().partition(" ")
    try:
        return Quantity(value=float(number), unit=units.parse(unit).name)
    except ValueError:
        try:
            found = quantity_text(text)
        except InputError:
            return None
        return Quantity(value=found.value, unit=found.unit)


def _paired(equation: str, written: str) -> Iterator[tuple[str, str]]:
    """The variables of an equation with the symbols that stand for them in a claim's spelling of it."""

    def walk(one: expression.Node, other: expression.Node) -> Iterator[tuple[str, str]]:
        match one, other:
            case expression.Var(a), expression.Var(b):
                yield a, b
            case expression.Op(_, left), expression.Op(_, right):
                for mine, its in zip(left, right, strict=False):
                    yield from walk(mine, its)
            case _:
                return

    yield from walk(expression.parse(equation), expression.parse(written))


def _renamed(equation: str, pairs: dict[str, str]) -> str:
    def walk(node: expression.Node) -> expression.Node:
        match node:
            case expression.Var(name):
                return expression.Var(pairs.get(name, name))
            case expression.Op(op, args):
                return expression.Op(op, tuple(walk(a) for a in args))
            case _:
                return node

    return expression.show(walk(expression.parse(equation)))

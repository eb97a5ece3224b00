"""An answer derived once more, line by line of its ledger: texts read again, labs run again, claims solved again.

Nothing that the answer says of itself is believed. Knows verbs and lookups, not who performs them; a difference, and
whatever a tampered answer makes a lab or a solver raise, is a finding and never an error.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import isclose
from typing import TypeVar

from ech0.conclude import COVERAGE, spoken
from ech0.core import numerals, reading, units
from ech0.core.types import (
    Answer,
    Check,
    Checker,
    Claim,
    Entry,
    Noun,
    NumericClaim,
    Passage,
    Quantity,
    Run,
    Runner,
    Span,
)
from ech0.ledger import Ledger, render, sources

T = TypeVar("T")
RTOL = 1e-6
"""How far a lab or a solver may be from itself, relative: another processor or another build of its library."""

Documents = Callable[[str], str | None]
"""The full text of a document by its id, or nothing if it is not remembered."""
Constants = Mapping[str, tuple[str, Quantity]]
"""The line and the quantity of each physical constant by its id."""
Phrases = Callable[[str], Sequence[tuple[float, str]]]
"""The values, with units, that a wording such as `from rest` states."""


class Finding(Noun):
    """What came of deriving one thing again: `what` is an entry's id or another name; `detail` how, or what differs."""

    what: str
    ok: bool
    detail: str


def verify(
    answer: Answer, *, runner: Runner, checker: Checker, documents: Documents, constants: Constants, phrases: Phrases
) -> list[Finding]:
    """Derive all of `answer` again: the entries in order, then runs, passages, checks, value, choice and text."""
    again = _Again(answer, runner, checker, documents, constants, phrases)
    entered = {e.run for e in answer.ledger}
    return [
        *(_finding(e.id, _how(e), partial(again.entry, e)) for e in answer.ledger),
        *(_finding(f"run {r.key}", "run again", partial(again.rerun, r)) for r in answer.runs if r.key not in entered),
        *(_finding(f"passage {p.id}", f"found in {p.document}", partial(again.passage, p)) for p in answer.passages),
        *(_finding(f"check {c.claim}", f"{c.verdict} again", partial(again.check, c)) for c in answer.checks),
        _finding("value", "it is the target's", again.value),
        _finding("choice", "it is an option", again.choice),
        _finding("text", "its numbers are the ledger's", again.text),
    ]


def first_bad(findings: Sequence[Finding]) -> Finding | None:
    """The first thing that could not be derived again: what comes later may only follow from it."""
    return next((f for f in findings if not f.ok), None)


def _finding(what: str, good: str, differences: Callable[[], Iterator[str]]) -> Finding:
    bad = _attempt(lambda: list(differences()))
    if isinstance(bad, Exception):
        bad = [f"it could not be derived again: {bad}"]
    return Finding(what=what, ok=not bad, detail="; ".join(bad) or good)


def _attempt(act: Callable[[], T]) -> T | Exception:
    try:
        return act()
    except Exception as error:  # noqa: BLE001  a tampered answer can make a lab, a solver or pydantic raise anything
        return error


def _how(entry: Entry) -> str:
    """How an entry was found to be right."""
    where = f"{entry.span.source}, characters {entry.span.start} to {entry.span.end}" if entry.span else ""
    match entry.kind:
        case "given":
            return f"read again in {where}"
        case "quoted":
            return f"found to the letter in {where}"
        case "measured":
            return f"measured again as {entry.field}"
        case "derived":
            return f"solved again from claim {entry.claim}"
        case "assumed":
            return f"assumed: {entry.reason}"


@dataclass
class _Again:
    """Each method yields what differs. Each lab runs once and each claim is solved once."""

    answer: Answer
    runner: Runner
    checker: Checker
    documents: Documents
    constants: Constants
    phrases: Phrases
    ledger: Ledger = field(init=False)
    _runs: dict[str, Run | Exception] = field(default_factory=dict)
    _checks: dict[str, Check | Exception] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.answer.ledger)

    def entry(self, entry: Entry) -> Iterator[str]:
        if sum(e.id == entry.id for e in self.answer.ledger) > 1:
            yield f"{entry.id} is in the ledger more than once"
        for name in entry.inputs:
            if name not in self.ledger:
                yield f"it rests on {name}, which is not in the ledger"
        match entry.kind:
            case "given":
                yield from self._given(entry)
            case "quoted":
                yield from self._quoted(entry)
            case "measured":
                yield from self._measured(entry)
            case "derived":
                yield from self._derived(entry)
            case "assumed":
                if not entry.reason:
                    yield "it is assumed without a reason"

    # --- texts --------------------------------------------------------------------------------------------------

    def _given(self, entry: Entry) -> Iterator[str]:
        question = self.answer.question
        texts = {"question": question.text, **{f"context{n}": t for n, t in enumerate(question.context, 1)}}
        if entry.span is None or entry.span.source not in texts:
            yield "it names no place in the question"
            return
        start, end, text = entry.span.start, entry.span.end, texts[entry.span.source]
        if text[start:end] != entry.text:
            yield f"says {entry.text!r}, but there stands {text[start:end]!r}"
        if entry.quantity is None:
            if entry.statement != entry.text:
                yield "its text and its statement differ"
            return
        if entry.concept is not None:
            stated = [Quantity(value=v, unit=u) for v, u in self.phrases(text[start:end])]
            if not any(_same(q, entry.quantity, 0.0) for q in stated):
                states = ", ".join(map(_show, stated)) or "no number"
                yield f"says {_show(entry.quantity)}, but {text[start:end]!r} states {states}"
            return
        found = next((f for f in reading.read(text) if (f.start, f.end) == (start, end)), None)
        spoken = next((n for n in numerals.read(text) if (n.start, n.end) == (start, end)), None)
        if found is None and spoken is not None:
            if entry.quantity != Quantity(value=spoken.value):
                yield f"says {_show(entry.quantity)}, but {text[start:end]!r} reads {spoken.value!r}"
            return
        if found is None:
            yield f"no quantity stands at {start} to {end} of {entry.span.source}"
            return
        there = Quantity(value=found.value, unit=found.unit, sigma=found.sigma)
        if not _same(there, entry.quantity, 0.0):
            yield f"says {_show(entry.quantity)}, but {text[start:end]!r} reads {_show(there)}"
        if found.figures != entry.figures:
            yield f"says that {entry.figures} figures are written, but they are {found.figures}"

    def _quoted(self, entry: Entry) -> Iterator[str]:
        if entry.id.startswith("k."):
            line, quantity = self.constants.get(entry.id.removeprefix("k."), ("", None))
            if quantity is None:
                yield f"there is no constant {entry.id.removeprefix('k.')!r}"
            elif line != entry.text or entry.span != Span(source="constants", start=0, end=len(line)):
                yield f"quotes {entry.text!r}, but the line is {line!r}, whole"
            elif not _same(quantity, entry.quantity, 0.0):
                yield f"says {_show(entry.quantity)}, but the line says {_show(quantity)}"
        elif entry.span is None:
            yield "it names no document"
        elif entry.quantity is not None:
            yield from self._verbatim(entry.span.source, entry.span.start, entry.span.end, entry.text)
            yield from self._number(entry)
        else:
            yield from self._verbatim(entry.span.source, entry.span.start, entry.span.end, entry.statement or "")
            if entry.text != entry.statement:
                yield "its text and its statement differ"

    def _number(self, entry: Entry) -> Iterator[str]:
        """A quantity in a quotation against the quotation that it rests on, read again."""
        whole = self.ledger.get(entry.inputs[0]) if len(entry.inputs) == 1 else None
        if whole is None or whole.span is None or entry.span is None or whole.span.source != entry.span.source:
            yield "it rests on no quotation"
            return
        start, end = entry.span.start - whole.span.start, entry.span.end - whole.span.start
        found = next((f for f in reading.read(whole.text) if (f.start, f.end) == (start, end)), None)
        if found is None:
            yield f"no quantity stands at {start} to {end} of {whole.id}"
        elif not _same(Quantity(value=found.value, unit=found.unit, sigma=found.sigma), entry.quantity, 0.0):
            there = Quantity(value=found.value, unit=found.unit, sigma=found.sigma)
            yield f"says {_show(entry.quantity)}, but the quotation reads {_show(there)}"

    def passage(self, passage: Passage) -> Iterator[str]:
        yield from self._verbatim(passage.document, passage.start, passage.end, passage.text)

    def _verbatim(self, document: str, start: int, end: int, quotation: str) -> Iterator[str]:
        text = self.documents(document)
        if text is None:
            yield f"the document {document!r} is not remembered here, so the quotation cannot be compared"
        elif (there := text[start:end]) != quotation:
            mine, theirs = _apart(quotation, there)
            yield f"quotes {mine!r}, but {document!r} says {theirs!r}"

    # --- labs ------------------------------------------------------------------------------------------------

    def _measured(self, entry: Entry) -> Iterator[str]:
        run = next((r for r in self.answer.runs if r.key == entry.run), None)
        if run is None:
            yield f"the run {entry.run} is not in the answer"
            return
        recorded = run.outputs.get(entry.field or "")
        if recorded is None or not _same(recorded, entry.quantity, 0.0):
            yield f"says {_show(entry.quantity)}, but the run recorded {_show(recorded)}"
        yield from self.rerun(run)
        for name in entry.inputs:
            if name in self.ledger and not self._went_in(self.ledger[name], run):
                yield f"{name} is not among what went into the run"

    def rerun(self, run: Run) -> Iterator[str]:
        """The same lab with the same inputs, wanted outputs and seed."""
        if run.key not in self._runs:
            act = partial(self.runner.run, run.lab, run.inputs, wants=run.wants, seed=run.seed)
            self._runs[run.key] = _attempt(act)
        again = self._runs[run.key]
        if isinstance(again, Exception):
            yield f"{run.lab} could not be run again: {again}"
            return
        if again.key != run.key:
            then, now = {"lab": run.version, **run.libraries}, {"lab": again.version, **again.libraries}
            moved = [f"{n} {v} then, {now.get(n, 'absent')} now" for n, v in then.items() if now.get(n) != v]
            why = f" ({'; '.join(moved)})" if moved else ""
            yield f"its key is {run.key}, but such a run of {run.lab} has {again.key}{why}"
        for name in dict.fromkeys((*run.outputs, *again.outputs)):
            said, now_said = run.outputs.get(name), again.outputs.get(name)
            if not _same(now_said, said, RTOL):
                yield f"{name}: the run says {_show(said)}, measured again {_show(now_said)}"

    def _went_in(self, entry: Entry, run: Run) -> bool:
        """Whether the entry's quantity is one of the run's inputs, in its unit or as the lab itself converts it."""
        quantities = {n: q for n, q in run.inputs.items() if isinstance(q, Quantity)}
        given = entry.quantity
        if given is None:
            return False
        alike = {n: q for n, q in quantities.items() if units.compatible(q.unit, given.unit)}
        if any(_same(q, given, RTOL) for q in alike.values()):
            return True
        for name in quantities.keys() - alike.keys():  # a lab may take moles for grams: only it can tell
            swapped = {**run.inputs, name: given}
            again = _attempt(partial(self.runner.run, run.lab, swapped, wants=run.wants, seed=run.seed))
            if isinstance(again, Run) and again.key == run.key:
                return True
        return False

    # --- claims -------------------------------------------------------------------------------------------------

    def _derived(self, entry: Entry) -> Iterator[str]:
        claim = self._claim(entry.claim)
        if claim is None:
            yield f"the claim {entry.claim} is not in the answer"
            return
        if not any(c.claim == claim.id for c in self.answer.checks):
            yield f"the answer has no check of claim {claim.id}"
        check = self._recheck(claim)
        if isinstance(check, Exception):
            yield f"claim {claim.id} could not be checked again: {check}"
            return
        name = entry.id.partition(".")[2]
        step = next((s for s in reversed(check.steps) if s.symbol == name), None)
        if step is None:
            yield f"claim {claim.id} does not give {name or entry.id}: {check.verdict}, {check.reason}"
            return
        if not _same(step.value, entry.quantity, RTOL):
            yield f"says {_show(entry.quantity)}, re-derived {_show(step.value)}"
        if step.statement != (entry.statement or ""):
            yield f"says {entry.statement!r}, re-derived {step.statement!r}"
        parents = sources(claim, step) if isinstance(claim, NumericClaim) else []
        if [p for p in parents if p in self.ledger] != list(entry.inputs):
            yield f"says that it rests on {', '.join(entry.inputs)}, but it rests on {', '.join(parents)}"

    def check(self, check: Check) -> Iterator[str]:
        """A recorded check against the claim decided once more."""
        claim = self._claim(check.claim)
        if claim is None:
            yield f"the claim {check.claim} is not in the answer"
            return
        again = self._recheck(claim)
        if isinstance(again, Exception):
            yield f"it could not be checked again: {again}"
            return
        for name in ("verdict", "truth", "choice", "premises"):
            if (said := getattr(check, name)) != (now := getattr(again, name)):
                yield f"{name}: says {said}, decided again {now}"
        steps, right = ({s.symbol: s.value for s in c.steps} for c in (check, again))
        for name in dict.fromkeys((*steps, *right)):
            if not _same(right.get(name), steps.get(name), RTOL):
                yield f"step {name}: says {_show(steps.get(name))}, re-derived {_show(right.get(name))}"
        if not _same(again.value, check.value, RTOL):
            yield f"says {_show(check.value)}, re-derived {_show(again.value)}"

    def _claim(self, name: str | None) -> Claim | None:
        return next((c for c in self.answer.claims if c.id == name), None)

    def _recheck(self, claim: Claim) -> Check | Exception:
        if claim.id not in self._checks:
            self._checks[claim.id] = _attempt(lambda: self.checker.check(claim, self.ledger))
        return self._checks[claim.id]

    # --- what the answer says -----------------------------------------------------------------------------------

    def value(self) -> Iterator[str]:
        """Value, unit, exact result and interval are the target's; without an answer there are none."""
        answer, target = self.answer, self.ledger.get(self.answer.target or "")
        if answer.status == "answered" and answer.target and target is None:
            yield f"its target {answer.target} is not in the ledger"
        quantity = target.quantity if target is not None and answer.status == "answered" else None
        says = f"says {answer.value} {answer.unit or ''}".rstrip()
        derived = target is not None and target.kind == "derived" and answer.status == "answered"
        if answer.result != (exact := target.statement if target is not None and derived else None):
            yield f"says {answer.result!r}, but that of {answer.target} is {exact!r}"
        if quantity is None:
            if (answer.value, answer.unit, answer.interval) != (None, None, None):
                yield f"{says}, but there is no entry for it"
            return
        right = quantity if answer.unit is None else units.convert(quantity, answer.unit)
        if answer.value is None or not isclose(answer.value, right.value, rel_tol=RTOL):
            yield f"{says}, but {answer.target} is {_show(right)}"
        half = COVERAGE * right.sigma
        ends = (right.value - half, right.value + half) if half else ()
        mine = answer.interval or ()
        close = (isclose(a, b, rel_tol=RTOL, abs_tol=RTOL * half) for a, b in zip(ends, mine, strict=False))
        if len(ends) != len(mine) or not all(close):
            yield f"says {mine or 'no interval'}, but that of {answer.target} is {ends or 'none'}"

    def choice(self) -> Iterator[str]:
        """Letter and text are those of one option, and of the one that the solver singled out, if it did."""
        letter, text = self.answer.choice, self.answer.choice_text
        options = {chr(ord("A") + n): option for n, option in enumerate(self.answer.question.options)}
        if options.get(letter or "") != text or (letter is not None and letter not in options):
            yield f"says {letter}: {text!r}, but the options are {options}"
        decided = {chr(ord("A") + c.choice) for c in self.answer.checks if c.choice is not None}
        if letter is not None and decided and letter not in decided:
            yield f"says {letter}, but the solver singled out {' and '.join(sorted(decided))}"

    def text(self) -> Iterator[str]:
        """The text is its template filled from the ledger; without an answer it may also be words alone."""
        answer = self.answer
        names = spoken(answer.question, answer.passages, answer.ledger, answer.runs)
        if answer.status != "answered" and _attempt(partial(render, answer.text, {}, names=names)) == answer.text:
            return
        filled = render(answer.template, self.ledger, names=names)
        if filled != answer.text:
            mine, right = _apart(answer.text, filled)
            yield f"says {mine!r}, but from the ledger it is {right!r}"


def _same(one: Quantity | None, other: Quantity | None, rtol: float) -> bool:
    """The same quantity; exact for `rtol` 0, else in any unit, up to `rtol` of its size or uncertainty."""
    if one is None or other is None or not rtol:
        return one == other
    if not units.compatible(one.unit, other.unit):
        return False
    there = units.convert(other, one.unit)
    near = isclose(one.value, there.value, rel_tol=rtol, abs_tol=rtol * min(one.sigma, there.sigma))
    return near and isclose(one.sigma, there.sigma, rel_tol=rtol)


def _show(quantity: Quantity | None) -> str:
    if quantity is None:
        return "no number"
    spread = f" ± {quantity.sigma!r}" if quantity.sigma else ""
    return f"{quantity.value!r}{spread} {quantity.unit}".rstrip()


def _apart(one: str, other: str) -> tuple[str, str]:
    """The stretch of each text around the first character where they differ."""
    pairs = enumerate(zip(one, other, strict=False))
    at = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
    return one[max(0, at - 20) : at + 20], other[max(0, at - 20) : at + 20]

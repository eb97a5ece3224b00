"""Two minds on one question: the embedded reads it while the model does, and what they come to is reconciled.

A result that is proved and unique wins over one that is not. Where both stand and differ, the reading that fits the
question's words and numbers clearly better stands with less confidence; of two that fit alike neither does, other ways
are tried, and in the end both are shown. A model that cannot be reached is left out, and that is said. Knows no solver.
"""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass, replace

from ech0.core import units
from ech0.core.errors import Ech0Error, InputError
from ech0.core.types import Attempt, Check, Draft, Entry, Failure, Passage, Plan, Question, Reading, Run, Usage
from ech0.minds.embedded import Embedded
from ech0.minds.served.caller import failed
from ech0.minds.served.mind import Served
from ech0.minds.served.wire import clean

AGREE = 0.01
"""Relative difference up to which two values are one."""
CLEARLY = 0.1
"""How much better a reading must fit to stand against another that is proved too."""
FIRST, SECOND = "embedded", "served"


@dataclass(frozen=True)
class Hybrid:
    """Both minds. `plan` holds what each planned; `write` decides, once it is known what was proved."""

    embedded: Embedded
    served: Served
    name: str = "hybrid"

    def plan(self, state: Reading, /) -> Plan:
        """The plans of both, side by side; the embedded one alone if the model gives none, with the reason."""
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="served") as pool:
            waiting = pool.submit(copy_context().run, self._asked, state)
            mine = self.embedded.plan(_seen(state, FIRST))
            theirs = waiting.result()
        if theirs.declined:
            return mine.model_copy(update={"minds": {FIRST: mine, SECOND: theirs}, "usage": theirs.usage})
        return _together(mine, theirs)

    def _asked(self, state: Reading) -> Plan:
        """The model's plan; `declined` says why there is none."""
        try:
            return self.served.plan(_seen(state, SECOND))
        except Ech0Error as error:
            self.served.tell()(failed(error))
            used = error.usage if isinstance(error.usage, Usage) else Usage()
            return Plan(path="none", declined=clean(str(error), 300), usage=used)

    def write(self, state: Reading, /) -> Draft:
        """The draft of the mind that prevails, with what each contributed."""
        plan = state.plan or Plan(path="none")
        if not plan.minds:
            return self.embedded.write(state)
        mine, theirs = plan.minds[FIRST], plan.minds[SECOND]
        one = self.embedded.write(_View.of(state, mine))
        if theirs.declined:
            silent = (f"embedded: {_said(one, mine)}", f"served: silent, {theirs.declined}")
            return one.model_copy(update={"mind": FIRST, "notes": silent})
        two = self.embedded.write(_View.of(state, theirs))
        won, evidence, why = _reconciled(state, one, two)
        notes = (f"embedded: {_said(one, mine)}", f"served: {_said(two, theirs)}", f"reconciled: {why}")
        if won is None:
            return _both(one, two, notes, why)
        draft = one if won == FIRST else two
        if draft.status == "answered" and (won == SECOND or evidence > 0):
            draft = self.served.write(_View.of(state, plan.minds[won].model_copy(update={"usage": plan.usage})))
        told = draft.model_copy(update={"mind": won, "notes": (*notes, *draft.notes)})
        return told.model_copy(update={"evidence": {**draft.evidence, "minds": evidence}})


def _reconciled(state: Reading, one: Draft, two: Draft) -> tuple[str | None, float, str]:
    """Who prevails (`None`: neither), how far they agree, and why."""
    minds = state.plan.minds if state.plan is not None else {}
    if one.status == "contradicted":
        return FIRST, 0.0, "what is given contradicts itself or a law; that stands"
    if apart := [a for a in state.attempts if a.draft.evidence.get("minds", 0.0) < 0 and a.draft.status == "abstained"]:
        return _again(state, apart[0].plan, one, two)
    if two.status != "answered":
        return (
            FIRST,
            0.0,
            "only the embedded mind has an answer" if one.status == "answered" else "neither has an answer",
        )
    if one.status != "answered":
        return SECOND, 0.0, "only the model found a way"
    if _same(one, two, state):
        return FIRST, 1.0, "both come to the same"
    proved = [_proved(d, minds[n], state) for d, n in ((one, FIRST), (two, SECOND))]
    if proved[0] != proved[1]:
        return (FIRST, SECOND)[proved[1]], -1.0, "they differ; one result is proved and unique, the other is not"
    fits = [minds[n].fit - 0.1 * len(minds[n].unused) for n in (FIRST, SECOND)]
    if abs(fits[0] - fits[1]) >= CLEARLY:
        return (FIRST, SECOND)[fits[1] > fits[0]], -1.0, "they differ; one fits the question clearly better"
    return None, -1.0, "they differ, and fit the question alike"


def _again(state: Reading, before: Plan, one: Draft, two: Draft) -> tuple[str | None, float, str]:
    """After they differed: another way of one counts only if it comes to what the other had found."""
    for draft, name, other in ((one, FIRST, SECOND), (two, SECOND, FIRST)):
        found = Draft(text="", target=before.minds[other].target)
        if draft.status == "answered" and found.target is not None and _same(draft, found, state):
            return name, 0.0, f"another way of the {name} mind comes to what the {other} one had found"
    return None, -1.0, "they differ, and no other way of one comes to what the other had found"


def _both(one: Draft, two: Draft, notes: tuple[str, ...], why: str) -> Draft:
    """Both results, as what they are: two readings, neither of which is the answer."""
    parts = [t for d in (one, two) if (t := d.text.partition(". ")[0].rstrip("."))]
    text = f"I read it in different ways. By one, {_lower(parts[0])}; by another, {_lower(parts[-1])}." if parts else ""
    return Draft(text=text, status="abstained", reason=why, mind=FIRST, notes=notes, evidence={"minds": -1.0})


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _same(one: Draft, two: Draft, state: Reading) -> bool:
    """Whether two drafts say the same: the same option, the same value, or the same of a statement."""
    if one.choice is not None or two.choice is not None:
        return one.choice == two.choice
    entries = {e.id: e for e in state.entries}
    a, b = entries.get(one.target or ""), entries.get(two.target or "")
    if a is None or b is None:
        return a is b and one.text[:12] == two.text[:12]  # `It is true: ...`, `It is false: ...`
    if a.quantity is None or b.quantity is None:
        return a.statement == b.statement
    try:
        there = units.convert(b.quantity, a.quantity.unit).value
    except InputError:
        return False
    return abs(there - a.quantity.value) <= AGREE * max(abs(there), abs(a.quantity.value))


def _proved(draft: Draft, plan: Plan, state: Reading) -> bool:
    """Whether a solver found it, and found it to be the only one; a lab's measurement counts as such."""
    target = next((e for e in state.entries if e.id == draft.target), None)
    if target is not None and target.kind in ("measured", "quoted"):
        return True
    claims = {c.id for s in plan.subproblems for c in s.claims}
    wanted = {target.claim} if target is not None else claims
    mine = [c for c in state.checks if c.claim in wanted]
    return bool(mine) and all(c.verdict in ("proved", "refuted") for c in mine)


def _said(draft: Draft, plan: Plan) -> str:
    """What a mind came to, in a few words."""
    if draft.status != "answered":
        return clean(f"{draft.status}, {draft.reason}", 160)
    way = plan.path if plan.path not in ("logic", "") else plan.label
    return clean(f"{plan.label or 'an answer'} by {way}", 200)


def _together(mine: Plan, theirs: Plan) -> Plan:
    """One plan that does what both want done, each step once."""
    if mine.target and mine.path == theirs.path:  # one way, found twice: it is gone once
        theirs = theirs.model_copy(update={"target": mine.target, "subproblems": (), "entries": mine.entries})
    parts = {s.id: s for s in (*mine.subproblems, *(t for t in theirs.subproblems if t not in mine.subproblems))}
    entries = {e.id: e for e in (*mine.entries, *theirs.entries)}
    ways = {"alternatives": max(mine.alternatives, theirs.alternatives)}
    told = {
        "subproblems": tuple(parts.values()),
        "entries": tuple(entries.values()),
        "usage": theirs.usage,
        "minds": {FIRST: mine.model_copy(update=ways), SECOND: theirs.model_copy(update=ways)},
    }
    return mine.model_copy(update={**ways, **told})


@dataclass
class _View:
    """A state as one mind sees it: its own plan, and its own attempts before."""

    question: Question
    entries: tuple[Entry, ...]
    passages: tuple[Passage, ...]
    plan: Plan | None
    checks: tuple[Check, ...]
    runs: tuple[Run, ...]
    failures: tuple[Failure, ...]
    attempts: tuple[Attempt, ...]
    round: int

    @classmethod
    def of(cls, state: Reading, plan: Plan | None) -> "_View":
        """The state with another plan."""
        rest = ("question", "entries", "passages", "checks", "runs", "failures", "attempts", "round")
        return cls(plan=plan, **{n: getattr(state, n) for n in rest})


def _seen(state: Reading, mind: str) -> _View:
    """The state with the attempts as this mind's own, so that it knows which ways it has tried."""
    view = _View.of(state, state.plan)
    own = tuple(a.model_copy(update={"plan": a.plan.minds.get(mind, a.plan)}) for a in state.attempts)
    return replace(view, attempts=own)

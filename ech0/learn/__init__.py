"""Learning from failure: a run that was wrong, and what would have been right, become a cure of the base, or a reason
why not. Knows the feedback of a data folder; the search for the step, the cure and its test have a file each.

For each feedback with a truth: the question is asked again, the first wrong step is found by swapping, the cause is
named, and changes that may cure it are tried. One is kept only if asking again gives the truth and nothing that was
right before is wrong after it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from ech0.core.cures import Cause, Change, Cure, Drop, Put, Read, Remember, changed, cures, learnt, write
from ech0.core.errors import InputError
from ech0.core.types import Answer, Correction, Question
from ech0.learn import notes
from ech0.learn.locate import Finding, Search
from ech0.learn.regression import Regression, own, told
from ech0.learn.remedy import remedies, situated
from ech0.learn.trial import Trial, Truth

if TYPE_CHECKING:
    from ech0.app import Ech0
    from memory.records import Feedback

__all__ = ["Learner", "undo"]

TRIED = 60
"""Cures tried for one failure."""


@dataclass
class Learner:
    """Learns from the feedback of one data folder. `dry`: find and try, keep nothing."""

    ech0: "Ech0"
    dry: bool = False
    regress: bool = True
    _trial: Trial = field(init=False)

    def __post_init__(self) -> None:
        """From what is known now."""
        self._trial = Trial(self.ech0, learnt(self.ech0.home))

    def learn(self, *, again: bool = False) -> Iterator[Cure]:
        """What comes of each feedback with a truth, in the order it came, that was not learnt from yet.

        `again`: what was tried in vain is tried once more, since the base may know more by now.
        """
        done = ("kept",) if again else ("kept", "dropped")
        seen = {c.feedback for c in cures(self.ech0.home) if c.status in done}
        for feedback in self.feedback:
            if feedback.id not in seen and (cure := self.of(feedback)) is not None:
                yield cure

    @cached_property
    def feedback(self) -> "list[Feedback]":
        """All feedback that says what would have been right."""
        return [f for f in self.ech0.store.feedback() if f.kind == "wrong" and f.truth]

    def question(self, feedback: "Feedback") -> Question:
        """The question of a run, as it was put, without corrections."""
        kept = self.ech0.store.run(feedback.run_id).question
        return kept.model_copy(update={"thread": None, "correction": None})

    def right(self) -> float:
        """The share of the feedback whose question is answered rightly now."""
        met = [self._right(f) for f in self.feedback]
        return sum(met) / len(met) if met else 1.0

    def of(self, feedback: "Feedback") -> Cure | None:
        """What one feedback teaches, `None` if its question is answered rightly by now."""
        question, truth = self.question(feedback), Truth.told(feedback.truth)
        answer = self._trial.ask(question)
        if truth.met(answer) or self._right(feedback):
            return None
        source = f"feedback {feedback.id or '?'} on run {feedback.run_id}"
        said, wrong = notes.changes(feedback.note, self._trial.known, source)
        said = self._fitting(question, truth, said)
        found = self._noted(question, truth, said) or Search(self._trial, question, truth, answer).first()
        made, reason = self._cured(found, question, truth, answer, said)
        kept = bool(made)
        reason = reason if kept or not wrong else f"{reason}; the note cannot be used: {wrong}"
        cure = Cure(
            id=self._number(feedback),
            feedback=feedback.id,
            run_id=feedback.run_id,
            created=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
            question=question.text,
            truth=feedback.truth,
            step=found.step[:200],
            cause=found.cause,
            changes=tuple(made),
            status="kept" if kept else "dropped",
            reason=f"{found.why}; {reason}",
        )
        if not self.dry:
            self._keep(cure, found)
        return cure

    def _number(self, feedback: "Feedback") -> int:
        """The number of the cure for a feedback: that of the one that was dropped before, or the next one."""
        there = cures(self.ech0.home)
        dropped = (c.id for c in there if c.feedback == feedback.id and c.status == "dropped")
        return next(dropped, 1 + max((c.id for c in there), default=0))

    def _right(self, feedback: "Feedback") -> bool:
        """Whether the question is answered rightly now, as a user would put it: with what was told of its wording."""
        question = self.question(feedback)
        return Truth.told(feedback.truth).met(self._trial.ask(question, reading=self._correction(question)))

    def _correction(self, question: Question) -> Correction | None:
        from ech0.core.provenance import key
        from ech0.question import shape

        kept = self.ech0.store.correction(key(shape(question)))
        return Correction.model_validate(kept) if kept else None

    # --- the note -----------------------------------------------------------------------------------------------------

    def _fitting(self, question: Question, truth: Truth, said: Sequence[Change]) -> Sequence[Change]:
        """What a note says as it stands, or bound to the question's situation if only so the truth comes out."""
        here = [situated(c, question, self._trial.known) for c in said]
        needed = here != list(said) and not truth.met(self._trial.ask(question, said))
        return here if needed and truth.met(self._trial.ask(question, here)) else said

    def _noted(self, question: Question, truth: Truth, said: Sequence[Change]) -> Finding | None:
        """The step that a note mends, if with it the truth comes out."""
        if not said or isinstance(said[0], Remember) or not truth.met(self._trial.ask(question, said)):
            return None
        change = said[0]
        if isinstance(change, Put):
            name = getattr(change.item, "name", "") or getattr(change.item, "pattern", "")
            cause: Cause = "missing knowledge"
            return Finding("knowledge", cause, f"the base lacks what the note says: {name}")
        return Finding("reading", "wrong reading", "the note says what a word means")

    # --- the cure -----------------------------------------------------------------------------------------------------

    def _cured(
        self, found: Finding, question: Question, truth: Truth, answer: Answer, said: Sequence[Change]
    ) -> tuple[Sequence[Change], str]:
        """The first cure that passes, with what it was tested on; else none, and why the best one was dropped."""
        ways = (
            [said, *remedies(found, question, answer, self._trial.known)]
            if said
            else remedies(found, question, answer, self._trial.known)
        )
        why = "no change of the base is known that would cure it"
        for n, changes in enumerate(ways):
            if n >= TRIED:
                break
            reading = next((c.correction for c in changes if isinstance(c, Read)), None)
            try:
                after = self._trial.ask(question, changes, reading=reading)
            except InputError as error:
                why = str(error)
                continue
            if not truth.met(after):
                why = why if "worse" in why else "no change that was tried gives the truth when asked again"
                continue
            lost = [] if reading is not None or not self.regress else self._regression.worse(changes)
            if not lost:
                return changes, f"asked again it gives the truth, and nothing else got worse ({_told(changes)})"
            why = f"a cure was found ({_told(changes)}) and makes other questions worse: {', '.join(lost)}"
        return (), why

    @cached_property
    def _regression(self) -> Regression:
        rows = [(f"feedback {f.id}", self.question(f), f.truth) for f in self.feedback]
        for good in self.ech0.store.feedback():
            answer = self.ech0.store.run(good.run_id).answer if good.kind == "right" else None
            if answer is not None and answer.value is not None:
                rows.append((f"feedback {good.id}", self.question(good), f"{answer.value!r} {answer.unit or ''}"))
        return Regression(self._trial, [*told(rows), *own()])

    def _keep(self, cure: Cure, found: Finding) -> None:
        """Each change into its store: the overlay, the corrections, memory; a misreading among the counterexamples."""
        import json

        from memory.records import Feedback

        write(self.ech0.home, cure)
        self.ech0.store.append(
            cure.run_id, "learnt", {"cure": cure.id, "status": cure.status, "cause": cure.cause, "step": cure.step}
        )
        if cure.cause == "wrong reading":
            row = {"question": cure.question, "truth": cure.truth, "step": cure.step, "why": found.why}
            with (self.ech0.home / "cures" / "counterexamples.jsonl").open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(row | {"cure": cure.id}, ensure_ascii=False) + "\n")
        if cure.status != "kept":
            return
        for change in cure.changes:
            if isinstance(change, Read):
                told_ = change.correction.model_dump(mode="json")
                self.ech0.store.add_feedback(
                    Feedback(run_id=cure.run_id, kind="correction", cause=change.shape, trace=told_)
                )
            elif isinstance(change, Remember):
                self.ech0.memory.keep([change.document])
        self._trial.known = changed(self._trial.known, cure.changes)
        self.__dict__.pop("_regression", None)


def undo(ech0: "Ech0", number: int) -> Cure:
    """Take a kept cure back, in every store that it changed; raises `InputError` if it is not kept."""
    from memory.records import Feedback

    cure = next((c for c in cures(ech0.home) if c.id == number), None)
    if cure is None or cure.status != "kept":
        raise InputError("cure", number, "name one that `ech0 learn list` shows as kept")
    for change in cure.changes:
        if isinstance(change, Read):
            ech0.store.add_feedback(Feedback(run_id=cure.run_id, kind="correction", cause=change.shape, trace={}))
        elif isinstance(change, Remember):
            ech0.memory.forget(change.document.id)
    undone = cure.model_copy(update={"status": "undone"})
    write(ech0.home, undone)
    ech0.store.append(cure.run_id, "learnt", {"cure": cure.id, "status": "undone"})
    return undone


def _told(changes: Sequence[Change]) -> str:
    return "; ".join(_one(c) for c in changes)


def _one(change: Change) -> str:
    match change:
        case Put():
            item = change.item
            return f"{type(item).__name__.lower()} {getattr(item, 'id', '') or getattr(item, 'pattern', '')}" + (
                f": {item.equation}" if hasattr(item, "equation") else ""
            )
        case Drop():
            return f"without {change.of} {change.name}"
        case Read():
            return f"questions of this shape are read so: {change.correction.target or dict(change.correction.names)}"
        case Remember():
            return f"a card {change.document.title!r}"
        case _:
            verb = "no longer means" if change.drop else "means"
            return f"{change.word!r} {verb} {change.name}"

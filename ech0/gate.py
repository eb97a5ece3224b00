"""The uncertainty gate: features of a finished round to a calibrated confidence, and an outcome with its reasons.

What each feature weighs was fitted to graded answers (`ech0.core.calibration`); how many of them is shown with every
confidence. Knows no mind and no solver, only what they left in the state.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from ech0.core import units
from ech0.core.calibration import FEATURES, Calibration
from ech0.core.types import Check, Draft, Entry, Judgement, NumericClaim, Plan, Reading, Stage

LATER = 0.6
"""Each further way that is tried must leave this much less doubt: of many ways, one fits by chance."""
AGREE = 0.01
"""Relative difference up to which two readings give the same value."""
SAME = 1e-12
"""Relative difference up to which a result is a number that was given, and not one near it."""
WORTH = 0.005
"""How much confidence a piece of advice must bring to be given."""


@dataclass(frozen=True)
class Calibrated:
    """Accepts from the confidence on that keeps the share of wrong answers within `risk`, or from `accept` on."""

    calibration: Calibration
    risk: float
    accept: float | None = None

    def judge(self, state: Reading, draft: Draft, /) -> Judgement:
        """Accept the draft, take another path, ask for what is missing, or abstain; never without a reason."""
        plan = (state.plan or Plan(path="none")).by(draft.mind)
        features = measure(state, plan, draft)
        family = evidence(state, plan, draft)
        said = family != "none"  # of what nobody said, nothing can be right
        confidence = round(self.calibration.confidence(family, features), 4) if said else 0.0
        outcome, reasons = self._decide(state, plan, draft, features, confidence)
        return Judgement.model_validate(
            {
                "outcome": outcome,
                "confidence": confidence,
                "confidence_n": self.calibration.answers(family) if said else 0,
                "family": family,
                "features": features,
                "stages": self._stages(family, features) if said else (),
                "reasons": reasons,
                "recommendations": self._advice(state, plan, draft, features, family, accepted=outcome == "accept"),
            }
        )

    def _stages(self, family: str, features: Mapping[str, float]) -> list[Stage]:
        """The confidence if only one source of uncertainty spoke against the answer, and with all up to that one."""
        stages, so_far = [], dict[str, float]()
        for source in ("data", "retrieval", "rule", "model"):
            told = {n: features[n] for n, (_, s) in FEATURES.items() if s == source}
            so_far |= told
            alone, together = (round(self.calibration.confidence(family, f), 4) for f in (told, so_far))
            stages.append(Stage(source=source, confidence=alone, cumulative=together, told=told))
        return stages

    def _decide(
        self, state: Reading, plan: Plan, draft: Draft, features: Mapping[str, float], confidence: float
    ) -> tuple[str, list[str]]:
        refused = any(f.kind == "refused" for f in state.failures)  # what one way rules out, another may not answer
        another = plan.alternatives > 0 and not refused
        if draft.status == "contradicted":
            return "accept", [draft.reason]
        if draft.status == "abstained" and any(n.concept for n in plan.missing):
            return "ask", [draft.reason]
        unsure = "ask" if plan.doubt and not state.question.correction else "abstain"
        if draft.status != "answered":
            return ("again" if another else unsure), [draft.reason]
        if features["agreement"] < 0:
            return unsure, ["two readings of the question that fit equally well give different values"]
        floor = self.calibration.threshold(self.risk) if self.accept is None else self.accept
        needed = 1 - (1 - floor) * LATER ** sum(a.judgement.outcome == "again" for a in state.attempts)
        if confidence >= needed:
            return "accept", [f"confidence {confidence:.2f} reaches {needed:.2f}"]
        weak = min(
            ("used_fraction", "fit", "proved", "retrieval"),
            key=lambda n: features[n] if n != "retrieval" or plan.target is None else 1.0,
        )
        why = {
            "used_fraction": "part of what is given was not used",
            "fit": "the question's words fit this way of answering badly",
        }
        why |= {"proved": "no check confirmed it", "retrieval": "no passage supports it"}
        return ("again" if another else unsure), [f"confidence {confidence:.2f} is below {needed:.2f}: {why[weak]}"]

    def _advice(
        self, state: Reading, plan: Plan, draft: Draft, features: Mapping[str, float], family: str, *, accepted: bool
    ) -> list[str]:
        """What would raise the confidence, or narrow the interval, most: in words that a user can act on."""
        out = [f"Give {n.what}{f' (in {n.unit})' if n.unit else ''}." for n in plan.missing]
        if draft.status == "contradicted":
            out.append("Check the values that the question states against each other.")
        if plan.doubt and not accepted:
            which = f", such as {' or '.join(plan.choices)}" if plan.choices else ""
            out.append(f"Say which quantity is asked for (--target){which}, and which value is which.")
        if plan.target:
            out += self._by_gain(plan, features, family)
        if (dominant := _dominant(state, draft)) is not None:
            out.append(dominant)
        if draft.status == "abstained" and not plan.missing:
            out.append(
                "Ask for a quantity by its name, with the values it depends on, or add a document with "
                "`ech0 memory add`."
            )
        return out

    def _by_gain(self, plan: Plan, features: Mapping[str, float], family: str) -> list[str]:
        """What the user can do about single features, the one that would bring most first."""
        assumed = ", ".join(e.label for e in plan.entries if e.kind == "assumed")
        words = ", ".join(plan.unread[:5])
        acts = {
            "used_fraction": "Say what the unused numbers are, or leave them out.",
            "assumptions": f"Give a value for what was assumed: {assumed}.",
            "unread": f"Say it without what was not understood: {words}.",
        }
        now = self.calibration.confidence(family, features)
        gains = {}
        for name, act in acts.items():
            rest = {n: v for n, v in features.items() if n != name}
            gain = self.calibration.confidence(family, rest) - now
            if gain >= WORTH or (name == "assumptions" and assumed):
                gains[act] = gain
        return sorted(gains, key=lambda act: -gains[act])


def _dominant(state: Reading, draft: Draft) -> str | None:
    """The one measurement that would narrow the interval of the value most."""
    entries = {e.id: e for e in state.entries}
    target = entries.get(draft.target or "")
    if target is None or target.quantity is None or not target.quantity.sigma:
        return None
    check = _check_of(state, target.claim)
    step = next((s for s in check.steps if f"{check.claim}.{s.symbol}" == target.id), None) if check else None
    if step is None or not step.shares or state.plan is None:
        return None
    symbol, share = next(iter(step.shares.items()))
    claims = (c for part in state.plan.subproblems for c in part.claims if c.id == target.claim)
    named = {s.name: s for c in claims if isinstance(c, NumericClaim) for s in c.symbols}
    entry = entries.get(named[symbol].entry or "") if symbol in named else None
    if entry is None:
        return None
    return f"Measure {named[symbol].meaning or entry.label} more exactly: {100 * share:.0f} % of the variance is its."


def evidence(state: Reading, plan: Plan, draft: Draft) -> str:
    """The family of evidence behind a draft, as confidence is fitted by it.

    `contradiction`: of the premises. `statement`: one that a solver proves or refutes; `open`: one that it shows to be
    undetermined. `measured` by a lab, `derived` by a claim, or `quoted`, by the entry that answers. `none`: no answer.
    """
    if draft.status == "contradicted":
        return "contradiction"
    if draft.status != "answered":
        return "none"
    if plan.judged:
        if "proved" in draft.evidence:  # of several checks, those that the draft follows
            return "statement" if draft.evidence["proved"] else "open"
        check = _first(state, plan, draft)
        return "open" if check is not None and check.verdict == "underdetermined" else "statement"
    target = next((e for e in state.entries if e.id == draft.target), None)
    return target.kind if target is not None else "quoted"


def measure(state: Reading, plan: Plan, draft: Draft) -> dict[str, float]:
    """The features of a round, each in [-1, 1]: those of `ech0.core.calibration.FEATURES`.

    `used_fraction`: fraction of the question's numbers that the answer rests on. `proved`: its check is proved, or a
    lab measured it. `unique_target`: one solution. `fit`: how well words and numbers fit the plan, or what is quoted
    the question. `unread`: words of the question that nothing accounts for (the root of their twentieth, at most 1: the
    first counts most). `retrieval`: relevance of the best passage.
    `agreement`: 1 if another reading gives the same value, -1 if a different one, 0 if there is none; of a statement,
    1/2 if a second reader of its text comes to the same, 1 if a third does. `degenerate`:
    the result is exactly zero, or one of the numbers given over again.
    `assumptions`: how many defaults it took (0 to 1). `lacking`: how much better another way fits that would need a
    value which is not given. `failures`: something failed on the
    way. `confirmed`: the user said that this reading is right (1), or corrected it to this one (0.5). `samples`: how
    far readings of a served model agree, -1 to 1. `minds`: 1 if two minds agree, -1 if not, 0 if one is silent.
    """
    entries = {e.id: e for e in state.entries}
    numbers = [
        e for e in state.entries if e.kind == "given" and e.span and e.span.source == "question" and not e.concept
    ]
    target = entries.get(draft.target or "")
    judged = plan.judged  # its numbers are its words
    check = _check_of(state, target.claim if target else None) if not judged else _first(state, plan, draft)
    assumed = sum(e.kind == "assumed" for e in plan.entries)
    quoting = bool(draft.quotes)  # the plan, and what it left unread, did not come to this
    return {
        "used_fraction": 1.0 - len(plan.unused) / len(numbers) if numbers and not judged and not quoting else 1.0,
        "proved": float(_proved(target, check, judged)),
        "unique_target": 0.0 if not judged and check and check.verdict in ("ambiguous", "underdetermined") else 1.0,
        "fit": draft.support if quoting else plan.fit if plan.target or judged else 0.0,
        "unread": min(1.0, sqrt(len(plan.unread) / 20)) if not quoting else 0.0,
        "retrieval": max((p.relevance for p in state.passages), default=0.0),
        "agreement": _agreement(plan, entries),
        "degenerate": float(target is not None and _degenerate(target, numbers)),
        "assumptions": min(1.0, assumed / 3) if not quoting else 0.0,
        "lacking": 0.0,
        "failures": 1.0 if state.failures else 0.0,
        "confirmed": (1.0 if said.confirmed else 0.5) if (said := state.question.correction) else 0.0,
        "samples": 0.0,
        "minds": 0.0,
        **plan.evidence,
        **draft.evidence,
    }


def _degenerate(target: Entry, numbers: Sequence[Entry]) -> bool:
    """Whether a result says nothing new: a way that turns in a circle gives back what was given."""
    found = target.quantity
    if found is None or target.kind not in ("derived", "measured") or target.statement:
        return False  # an exact result is what its check found, be it nothing at all
    again = (q for e in numbers if (q := e.quantity) is not None and q.unit and units.compatible(q.unit, found.unit))
    same = (abs(units.convert(q, found.unit).value - found.value) <= SAME * abs(found.value) for q in again)
    return found.value == 0 or any(same)


def _proved(target: Entry | None, check: Check | None, judged: bool) -> bool:
    """Whether a solver decided it, a lab measured it, or a passage says it."""
    if judged:
        return check is not None and check.verdict in ("proved", "refuted", "underdetermined")
    if target is None:
        return False
    return target.kind in ("measured", "quoted") or (check is not None and check.verdict == "proved")


def _first(state: Reading, plan: Plan, draft: Draft) -> Check | None:
    """The first check of a judged plan's own claims."""
    own = {c.id for s in plan.minds.get(draft.mind, plan).subproblems for c in s.claims}
    return next((c for c in state.checks if c.claim in own), None)


def _check_of(state: Reading, claim: str | None) -> Check | None:
    return next((c for c in state.checks if c.claim == claim), None)


def _agreement(plan: Plan, entries: Mapping[str, object]) -> float:
    mine = entries.get(plan.target or "")
    if not isinstance(mine, Entry) or mine.quantity is None:
        return 0.0
    others = [e.quantity for r in plan.rivals if isinstance(e := entries.get(r), Entry) and e.quantity is not None]
    if not others:
        return 0.0
    far = [
        q for q in others if abs(q.value - mine.quantity.value) > AGREE * max(abs(q.value), abs(mine.quantity.value))
    ]
    return -1.0 if far else 1.0

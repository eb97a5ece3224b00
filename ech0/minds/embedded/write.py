"""From what was checked, measured and recalled to a draft: references to the ledger, and words without digits.

A refuted claim makes the draft a contradiction; something missing makes it an abstention that names it; a failed lab or
solver makes it a failure. None of these is ever written as an answer.
"""

import re

from ech0.core import expression, units
from ech0.core.errors import ClaimError
from ech0.core.types import Check, Draft, Entry, Failure, Plan, QuantityClaim, Reading, Relation, Status
from ech0.ledger import Ledger, render, sayable
from ech0.minds.embedded import logic
from ech0.minds.embedded.arithmetic import BEYOND
from ech0.minds.embedded.words import Text

SUPPORT = 0.5
"""Cosine above which a passage is near enough to a question to be quoted as its answer."""
_STOP = frozenset(
    "what is are the a an of in on at to for and or how does do did why which who when where it its by with as from "
    "that this be can i you me my we they about tell explain describe define mean meaning work used use many much "
    "there was were has have between not under please give s ? , .".split()
)


def write(state: Reading) -> Draft:
    """The draft that the state of the loop justifies."""
    plan = state.plan or Plan(path="none")
    ledger = Ledger(state.entries)
    tests = {
        c.id
        for s in plan.subproblems
        for c in s.claims
        if (c.kind == "quantity" and c.target is None) or (c.kind == "logic" and plan.path != "logic")
    }
    for check in state.checks:
        if check.claim in tests and check.verdict in ("refuted", "inconsistent"):
            return _contradiction(check, plan, ledger)
    if plan.judged and not plan.missing:
        return _verdict(state, plan)
    if plan.path == BEYOND:
        return Draft(text="I do not work this expression out.", status="abstained", reason=plan.notes[0])
    if plan.missing:
        return _missing(plan)
    if plan.target is None:
        return _passage(state, ledger)
    entry = ledger.get(plan.target)
    if entry is None or not _stands(entry, state):
        return _no_value(state, plan)
    return _value(entry, plan, ledger)


def _stands(entry: Entry, state: Reading) -> bool:
    """Whether the claim that a value comes from was proved: steps of a refuted one are no results."""
    return entry.kind != "derived" or any(c.claim == entry.claim and c.verdict == "proved" for c in state.checks)


def _contradiction(check: Check, plan: Plan, ledger: Ledger) -> Draft:
    """The law or the clash in words, and the numbers that break it: what was said, what follows, and the limit."""
    claim = next((c for s in plan.subproblems for c in s.claims if c.id == check.claim), None)
    stated = claim.laws if claim is not None and claim.kind == "quantity" else ()
    laws = [r.text for r in stated if r.text in check.core]
    words = [w for p in (laws or check.core or check.premises) if (w := _uncited(p)) and not re.search(r"\d", w)]
    named = f": {'; '.join(words)}" if words else ""
    text = f"The question contradicts itself or a law of nature{named}."
    bounds = [e for e in ledger.values() if e.claim == check.claim and e.id.endswith("_bound")]
    if claim is not None and claim.kind == "quantity":
        broken = [r for r in claim.laws if r.text in check.core]
        text += "".join(f" {said}" for said in [_broken(claim, broken, bounds, ledger)] if said)
    return Draft(text=text, target=bounds[0].id if bounds else None, status="contradicted", reason=check.reason)


def _uncited(premise: str) -> str:
    """A law's words without its source, which has digits of its own."""
    return re.sub(r"\s*\[[^\]]*\]$", "", premise)


def _broken(claim: QuantityClaim, laws: list[Relation], bounds: list[Entry], ledger: Ledger) -> str:
    """The numbers that break laws, as in `Here the speed is 4e8 m/s; the speed cannot be above 3e8 m/s`."""
    used = set().union(*(expression.names(expression.parse(r.expression)) for r in laws)) if laws else set()
    values = {s.name: e for s in claim.symbols if (e := ledger.get(s.entry or f"{claim.id}.{s.name}")) is not None}
    named = {s.name: _bare(s.meaning) or "value" for s in claim.symbols}
    told = [f"the {named[n]} is {{{values[n].id}}}" for n in values if n in used and values[n].quantity]
    limits = []
    for bound in bounds:
        name = bound.id.partition(".")[2].removesuffix("_bound")
        if name in values:
            limits.append(f"the {named[name]} cannot be {_side(values[name], bound)} {{{bound.id}}}")
    here = [f"Here {' and '.join(told)}"] if told else []
    return f"{'; '.join([*here, *limits])}." if here or limits else ""


def _side(value: Entry, bound: Entry) -> str:
    """On which side of its limit a value lies that breaks it."""
    if value.quantity is None or bound.quantity is None:
        return "beyond"
    got = units.convert(value.quantity, bound.quantity.unit)
    return "below" if got.value < bound.quantity.value else "above"


def _bare(meaning: str) -> str:
    return "" if re.search(r"[\d{}]", meaning) else meaning.replace("_", " ")


def _verdict(state: Reading, plan: Plan) -> Draft:
    """What a solver says of a statement: true or false with a proof, an option, or that it cannot be told."""
    wanted = {c.id for s in plan.subproblems for c in s.claims}
    checks = [c for c in state.checks if c.claim in wanted]
    if all(c.kind == "first_order" for s in plan.subproblems for c in s.claims):
        return _classically(state, plan, checks)
    if plan.label == "order":
        return _ordered(state, plan, checks)
    if not checks or any(c.verdict in ("too_hard", "not_formalised") for c in checks):
        return _not_understood(plan, checks)
    said = logic.settled(plan, checks)
    if said is None:
        if checks[0].verdict == "inconsistent":
            return Draft(text="What is stated contradicts itself.", status="contradicted", reason=checks[0].reason)
        return _not_understood(plan, checks)
    picked = logic.picked(plan, said, state.question.options)
    if state.question.options and picked is None:
        text, why = "None of the options is what follows.", f"{checks[0].verdict}: {checks[0].reason}"
        return Draft(text=text, status="abstained", reason=why)
    if said == "unknown":
        told = f"It cannot be told from what is stated: it may be true or false.{_backwards(checks[0])}"
        status: Status = "answered" if picked is not None else "abstained"
        return Draft(text=told, choice=picked, status=status, reason=f"{checks[0].verdict}: {checks[0].reason}")
    return Draft(
        text=f"It is {'true' if said else 'false'}: {_proof(state, checks[0])}", choice=picked, reason=checks[0].reason
    )


def _ordered(state: Reading, plan: Plan, checks: list[Check]) -> Draft:
    """Which option an order singles out."""
    if plan.unread or not checks or any(c.verdict in ("too_hard", "not_formalised") for c in checks):
        return _not_understood(plan, checks)
    check = checks[0]
    if check.verdict == "inconsistent":
        return Draft(text="What is stated contradicts itself.", status="contradicted", reason=check.reason)
    picked = logic.choice(check, state.question.options)
    if state.question.options and picked is None:
        text = "None of the options is what follows."
        return Draft(text=text, status="abstained", reason=f"{check.verdict}: {check.reason}")
    if check.verdict in ("proved", "refuted"):
        true = check.truth if check.truth is not None else check.verdict == "proved"
        text = f"It is {'true' if true else 'false'}: that follows from what is stated."
        return Draft(
            text=text if check.choice is None else "One option fits what is stated.", choice=picked, reason=check.reason
        )
    told = "It cannot be told from what is stated: it may be true or false."
    status: Status = "answered" if picked is not None else "abstained"
    return Draft(text=told, choice=picked, status=status, reason=f"{check.verdict}: {check.reason}")


def _not_understood(plan: Plan, checks: list[Check]) -> Draft:
    """Why nothing is concluded: sentences that were not understood, readings that differ, or what the solver said."""
    why = [f"not understood: {u!r}" for u in plan.unread]
    if not why and len({c.verdict for c in checks}) > 1:
        why = ["what is stated can be read in ways that come to different answers"]
    why += [c.reason for c in checks if c.verdict != "proved"]
    left = next((u for u in plan.unread if " " in u and _sayable(u)), "")
    which = f" What I could not place: “{left.strip()}”" if left else ""
    return Draft(
        text=f"I do not know: not all that is stated was understood.{which}",
        status="abstained",
        reason="; ".join(why) or "the claim was not decided",
    )


def _proof(state: Reading, check: Check) -> str:
    """The premises in the user's words, and what was concluded from them one by one."""
    if check.semantics.startswith("closed") and not check.proof:
        return f"{check.reason}." if _sayable(check.reason, state.question.text) else "what cannot be derived is false."
    premises = [f"“{p.rstrip(' .!;')}”" for p in check.premises if _sayable(p, state.question.text)]
    text = f"that follows from {_list(premises)}." if premises else "that follows from what is stated."
    steps = [step for step in check.proof if _sayable(step, state.question.text)]
    return f"{text} Step by step: {'; '.join(steps)}." if steps and len(steps) == len(check.proof) else text


def _backwards(check: Check) -> str:
    """That an argument from the contrary would settle what rules run forward leave open."""
    return (
        " Argued from the contrary it would be settled; ask for classical semantics."
        if "would contradict" in check.reason
        else ""
    )


def _list(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _sayable(text: str, names: str = "") -> bool:
    """Whether a text of the user's can be repeated: a number in it would need an entry of its own."""
    try:
        render(text, {}, names=names)
    except ClaimError:
        return False
    return True


def _classically(state: Reading, plan: Plan, checks: list[Check]) -> Draft:
    """What the ways of reading a text come to. A proof stands whatever else is stated; doubt needs it all read."""
    checks = [c for c in checks if c.verdict != "inconsistent"] or checks  # nobody means what contradicts itself
    told = {c.verdict for c in checks}
    decided = checks[0].verdict in ("proved", "refuted") if checks else False
    if decided:
        told -= {"underdetermined"}  # a weaker reading proves less, and denies nothing
    if len(told) != 1 or told & {"too_hard", "not_formalised"}:
        why = "; ".join(dict.fromkeys(f"{c.verdict}: {c.reason}" for c in checks)) or "the claim was not decided"
        text = "I do not know: what is stated can be read in ways that give different answers, or is too involved."
        return Draft(text=text, status="abstained", reason=why)
    check = checks[0]
    if check.verdict == "inconsistent":
        return Draft(text="What is stated contradicts itself.", status="contradicted", reason=check.reason)
    if not decided and plan.unread:
        why = "; ".join(f"not understood: {u!r}" for u in plan.unread)
        text = "I do not know: not all that is stated was understood."
        return Draft(text=text, status="abstained", reason=why)
    picked = logic.choice(check, state.question.options)
    open_ended = "It cannot be told from what is stated: it may be true or false."
    if picked is None and (state.question.options or not decided):
        return Draft(text=open_ended, status="abstained", reason=f"{check.verdict}: {check.reason}")
    if not decided:
        return Draft(text=open_ended, choice=picked, reason=check.reason)
    said = "It is true" if check.verdict == "proved" else "It is false"
    used = [p.strip().rstrip(".") for p in check.premises]
    because = f" from: {'; '.join(used)}" if used and not any(re.search(r"[\d{}]", p) for p in used) else ""
    return Draft(text=f"{said}: that follows{because or ' from what is stated'}.", choice=picked, reason=check.reason)


def _missing(plan: Plan) -> Draft:
    needs = " and ".join(n.what for n in plan.missing)
    told = sayable(needs, "a value that is not given", names=needs)
    return Draft(text=f"I cannot answer this without {told}.", status="abstained", reason=f"missing: {needs}")


def _no_value(state: Reading, plan: Plan) -> Draft:
    """Nothing came of the plan: say whose fault it was."""
    wanted = {c.id for s in plan.subproblems for c in (*s.calls, *s.claims)}
    failures = [f for f in state.failures if f.where in wanted or f.where == "plan"]
    if failures:
        return _failed(failures[0], plan)
    mine = [c for c in state.checks if c.claim in wanted]
    if any(c.verdict == "too_hard" for c in mine):
        why = next(c.reason for c in mine if c.verdict == "too_hard")
        return Draft(
            text="The solver ran out of time or memory before it could decide.", status="truncated", reason=why
        )
    reason = "; ".join(f"{c.verdict}: {c.reason}" for c in mine) or "nothing in the plan gave the value asked for"
    return Draft(
        text=f"I cannot tell the {_spoken(plan.label or 'answer')} from what is given.",
        status="abstained",
        reason=reason,
    )


def _failed(failure: Failure, plan: Plan) -> Draft:
    what = _spoken(plan.label or "answer")
    if failure.kind == "budget":
        return Draft(text=f"Finding the {what} costs more than it may.", status="truncated", reason=failure.message)
    if failure.kind == "refused":
        text = f"I cannot tell the {what}: the lab does not hold for these inputs."
        return Draft(text=text, status="abstained", reason=failure.message)
    return Draft(text=f"Finding the {what} failed.", status="failed", reason=failure.message)


def _value(entry: Entry, plan: Plan, ledger: Ledger) -> Draft:
    rests = [e for e in ledger.lineage(entry.id) if e.id != entry.id]
    unit = units.plain(plan.unit) if plan.unit and entry.quantity and plan.unit != entry.quantity.unit else ""
    shown = f"{{{entry.id}:{unit}}}" if unit else f"{{{entry.id}}}"
    parts = [f"The {_spoken(plan.label)} is {shown}."]
    given = [e for e in rests if e.kind == "given"]
    if entry.kind == "measured":
        parts.append(f"It was measured by {entry.label.rpartition(' by ')[2]}{_from(given, plan)}.")
    else:
        parts.append(
            f"It follows{_from([e for e in rests if e.kind in ('given', 'measured')], plan) or ' from what is stated'}."
        )
    if middle := [e for e in rests if e.kind == "derived"]:
        parts.append(f"On the way: {_listed(middle, plan)}.")
    if constants := [e for e in rests if e.kind == "quoted"]:
        parts.append(f"Constants: {_listed(constants, plan)}.")
    if assumed := [e for e in rests if e.kind == "assumed"]:
        parts.append(f"Assumed, since the question does not say: {_listed(assumed, plan)}.")
    return Draft(text=" ".join(parts), target=entry.id)


def _spoken(label: str) -> str:
    """A label as a noun: `how fast` asks for a speed, but is none."""
    asked = {
        "how fast": "speed",
        "how long": "time",
        "how far": "distance",
        "how high": "height",
        "how hot": "temperature",
    }
    low = label.lower()
    for words, noun in asked.items():
        if low.startswith(words):
            return noun
    if low.startswith(("how ", "at what", "what ", "with what")):
        return "value"
    return sayable(label.replace("_", " "), "value", names=label)


def _from(entries: list[Entry], plan: Plan) -> str:
    return f" from {_listed(entries, plan)}" if entries else ""


def _listed(entries: list[Entry], plan: Plan) -> str:
    items = [_named(e, plan) for e in entries]
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def _named(entry: Entry, plan: Plan) -> str:
    """An entry with its name in the plan: a symbol's meaning, a lab's input, or its own label."""
    name = plan.meanings().get(entry.id, "") if entry.kind == "given" else entry.label
    plain = sayable(name, "")
    return f"{name} {{{entry.id}}}" if plain else f"{{{entry.id}}}"


def _passage(state: Reading, ledger: Ledger) -> Draft:
    """Quote the passage that answers, if one is near enough and speaks of what the question speaks of."""
    asked = {t.stem for t in Text(state.question.text).tokens if t.text not in _STOP and t.text[0].isalnum()}
    for passage in state.passages:
        said = {t.stem for t in Text(f"{passage.title} {passage.text}").tokens}
        covered = len(asked & said) / len(asked) if asked else 0.0
        entry = next((e for e in ledger.values() if e.kind == "quoted" and e.statement == passage.text), None)
        if entry is not None and passage.relevance >= SUPPORT and covered >= 0.66:
            return Draft(text=f"{{{entry.id}}}", target=entry.id, reason=f"quoted from {passage.title}")
    near = state.passages[0].title if state.passages else ""
    why = f"; the nearest card is {near!r}" if near else ""
    return Draft(
        text="I do not know: no formula, no lab and no passage in memory gives what is asked.",
        status="abstained",
        reason=f"nothing in the formula base, the labs or memory answers this{why}",
    )

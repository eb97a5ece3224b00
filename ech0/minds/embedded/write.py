"""From what was checked, measured and recalled to a draft: references to the ledger, and words without digits.

A refuted claim makes the draft a contradiction; something missing makes it an abstention that names it; a failed lab or
solver makes it a failure. None of these is ever written as an answer.
"""

import re
from collections.abc import Sequence

from ech0.core import expression, units
from ech0.core.types import Check, Draft, Entry, Failure, Plan, QuantityClaim, Quotation, Reading, Relation
from ech0.ledger import Ledger, sayable
from ech0.minds.embedded.extract import Embed, extract
from ech0.minds.embedded.orders import passed_over
from ech0.minds.embedded.verdict import verdict
from ech0.quoting import entered

NEARBY = 0.4
"""A card less relevant than this treats something else, and is not worth naming."""


def write(state: Reading, embed: Embed | None = None) -> Draft:
    """The draft that the state of the loop justifies; without `embed`, nothing is quoted."""
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
        return verdict(state, plan)
    if plan.declined:
        return Draft(text=f"I do not work out {plan.label}.", status="abstained", reason=plan.declined)
    if plan.missing:
        quoted = _passage(state, embed, written=True)
        return quoted if quoted.quotes else _missing(plan, state.question.text)
    if plan.target is None:
        return _passage(state, embed)
    entry = ledger.get(plan.target)
    if entry is None or not _stands(entry, state):
        return _no_value(state, plan)
    return _value(entry, plan, ledger, state)


def _stands(entry: Entry, state: Reading) -> bool:
    """Whether the claim that a value comes from was proved: steps of a refuted one are no results."""
    return entry.kind != "derived" or any(c.claim == entry.claim and c.verdict == "proved" for c in state.checks)


def _contradiction(check: Check, plan: Plan, ledger: Ledger) -> Draft:
    """The law or the clash in words, and the numbers that break it: what was said, what follows, and the limit."""
    claim = next((c for s in plan.subproblems for c in s.claims if c.id == check.claim), None)
    stated = claim.laws if claim is not None and claim.kind == "quantity" else ()
    laws = [r.text for r in stated if r.text in check.core]
    words = [w for p in (laws or check.core or check.premises) if (w := _uncited(p)) and sayable(w, "")]
    named = f": {'; '.join(words)}" if words else ""
    text = f"The question contradicts itself or a law of nature{named}."
    bounds = [e for e in ledger.values() if e.claim == check.claim and e.id.endswith("_bound")]
    if claim is not None and claim.kind == "quantity":
        broken = [r for r in claim.laws if r.text in check.core]
        text += "".join(f" {said}" for said in [_broken(claim, broken, bounds, ledger)] if said)
    clash = claim is not None and claim.kind == "logic" and bool(check.core)
    reason = "; ".join(check.core) if clash else check.reason
    return Draft(text=text, target=bounds[0].id if bounds else None, status="contradicted", reason=reason)


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


def _missing(plan: Plan, question: str) -> Draft:
    """What is lacking, in the user's words as far as they may be said again."""
    needs = " and ".join(n.what for n in plan.missing)
    if any(n.what.startswith("what ") for n in plan.missing):
        instead = "knowing what one of its numbers stands for"
    else:
        instead = "a plainer wording of what is stated" if plan.judged else "a value that is not given"
    said, less = (f"I cannot answer this without {what}." for what in (needs, instead))
    return Draft(text=sayable(said, less, names=question), status="abstained", reason=f"missing: {needs}")


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
    if plan.path.startswith("exact:") and mine and (why := sayable(mine[0].reason, "")):
        return Draft(text=f"There is no {_spoken(plan.label)}: {why}.", status="abstained", reason=reason)
    return Draft(
        text=f"I cannot tell the {_spoken(plan.label or 'answer')} from what is given.",
        status="abstained",
        reason=reason,
    )


_NOT_GIVEN = re.compile(r"[\w.]+: None is not usable; give (?P<what>(?:the|a|an) [^;]+)$")
"""How a lab says that an input which it can mostly do without was not given."""
_NEEDS_MORE = "I cannot tell the {what}: the lab needs a value that is not given."


def _failed(failure: Failure, plan: Plan) -> Draft:
    what = _spoken(plan.label or "answer")
    if failure.kind == "budget":
        return Draft(text=f"Finding the {what} costs more than it may.", status="truncated", reason=failure.message)
    if failure.kind == "refused":
        if lacks := _NOT_GIVEN.match(failure.message):
            text = sayable(f"I cannot answer this without {lacks['what']}.", _NEEDS_MORE.format(what=what))
            return Draft(text=text, status="abstained", reason=f"missing: {lacks['what']}")
        text = f"I cannot tell the {what}: the lab does not hold for these inputs."
        return Draft(text=text, status="abstained", reason=failure.message)
    return Draft(text=f"Finding the {what} failed.", status="failed", reason=failure.message)


def _value(entry: Entry, plan: Plan, ledger: Ledger, state: Reading) -> Draft:
    rests = [e for e in ledger.lineage(entry.id) if e.id != entry.id]
    unit = units.plain(plan.unit) if plan.unit and entry.quantity and plan.unit != entry.quantity.unit else ""
    shown = f"{{{entry.id}:{unit}}}" if unit else f"{{{entry.id}}}"
    others = [e for e in map(ledger.get, plan.also) if e is not None]
    said = "".join(f", the {_spoken(e.label)} {{{e.id}}}" for e in others)
    parts = [f"The {_spoken(plan.label)} is {shown}{said}."]
    if entry.statement and entry.kind == "derived":
        how = next((c.reason for c in state.checks if c.claim == entry.claim), "")
        parts += [f"Checked: {how}."] if sayable(how, "") else []
        return Draft(text=" ".join(parts), target=entry.id)
    rests += [r for e in others for r in ledger.lineage(e.id) if r not in rests and r not in others]
    given = [e for e in rests if e.kind == "given"]
    if entry.kind == "measured":
        parts.append(f"The lab {entry.label.rpartition(' by ')[2]} computes it{_from(given, plan)}.")
    elif entry.kind == "quoted":
        parts.append("It stands in a table.")
    else:
        parts.append(
            f"It follows{_from([e for e in rests if e.kind in ('given', 'measured')], plan) or ' from what is stated'}."
        )
    if middle := [e for e in rests if e.kind == "derived" and e not in others]:
        parts.append(f"On the way: {_listed(middle, plan)}.")
    if constants := [e for e in rests if e.kind == "quoted"]:
        parts.append(f"Constants: {_listed(constants, plan)}.")
    if (assumed := [e for e in rests if e.kind == "assumed"]) and plan.path != "conversion":
        parts.append(f"Assumed, since the question does not say: {_listed(assumed, plan)}.")
    if plan.mended:
        parts.append(f"Read: {', '.join(m for m in plan.mended if sayable(m, ''))}.")
    if plan.spared:
        parts.append(f"Not needed: {' and '.join(f'{{{n}}}' for n in plan.spared if n in ledger)}.")
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


def _passage(state: Reading, embed: Embed | None, *, written: bool = False) -> Draft:
    """Quote the sentence that answers, if the passages hold one; with options, only if it says one of them.

    `written`: only what a user added is looked at, not the cards that ship.
    """
    passages = [p for p in state.passages if not written or p.kind not in ("", "card")]
    found = extract(passed_over(state.question.text), passages, embed) if embed else None
    if found is None:
        return _unknown(state)
    quote, choice = found.quotation, _option(found.quotation.text, state.question.options)
    if state.question.options and choice is None:
        why = f"the nearest sentence, of {found.passage.title!r}, says none of the options"
        return Draft(text="I do not know which of the options holds.", status="abstained", reason=why)
    gone = " The work that says so has been retracted." if found.passage.retracted else ""
    return Draft(
        text=f"{{{quote.id}}}{gone}",
        target=_asked(state, quote) or quote.id,
        choice=choice,
        reason=f"quoted from {found.passage.title}",
        quotes=(quote,),
        support=found.support,
    )


def _asked(state: Reading, quote: Quotation) -> str | None:
    """The entry of the one quantity in a quotation that is of the kind asked for, if there is exactly one."""
    unit = state.plan.unit if state.plan else None
    numbers = [n for n in entered((quote,), state.passages) if n.quantity is not None]
    alike = [n.id for n in numbers if n.quantity and unit and units.compatible(n.quantity.unit, unit)]
    return alike[0] if len(alike) == 1 else None


def _option(text: str, options: Sequence[str]) -> int | None:
    """The one option that a sentence says, word for word; `yes` and `no` say nothing by standing there."""
    said = [n for n, o in enumerate(options) if len(o) > 3 and re.search(rf"(?i)\b{re.escape(o.strip())}\b", text)]
    return said[0] if len(said) == 1 and options[said[0]].strip().lower() not in ("maybe", "true", "false") else None


def _unknown(state: Reading) -> Draft:
    near = next((p.title for p in state.passages[:1] if p.relevance >= NEARBY), "")
    why = f"; the nearest card is {near!r}" if near else ""
    return Draft(
        text="I do not know: no formula, no lab and no passage in memory gives what is asked.",
        status="abstained",
        reason=f"nothing in the formula base, the labs or memory answers this{why}",
    )

"""The model's own words around an answer, let through only if nothing in them can be a number or a denial.

What is asserted, its value and what was assumed is said by the house; the model says how it comes about. Every word of
it must be one that the plan uses or a plain English one from the list here, so that no numeral of any language passes;
every quantity must be a reference, to something that the answer rests on, called by its name.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from ech0.core.errors import ClaimError, Ech0Error
from ech0.core.prompts import harmless
from ech0.core.types import Draft, Entry, Plan, Reading
from ech0.ledger import Ledger, render
from ech0.minds.embedded.words import stem, stems
from ech0.minds.served import narrow, samples
from ech0.minds.served.caller import Caller, Tell, failed
from ech0.minds.served.meter import Meter
from ech0.minds.served.prompting import messages
from ech0.minds.served.proposal import Wording
from ech0.minds.served.view import View
from ech0.minds.served.wire import clean

PLAIN = frozenset(
    stem(word)
    for word in """
    a an the this that these those it its they them their there here we our you your of in on at to for from by with
    into onto over under through between across along against around before after during until since when where
    while as than then thus so hence therefore because if and or but each all any some same other also only just
    even very more less most least further together apart how what which who whose why is are was were be been being
    am do does did has have had having can could may might will would shall should must follow follows followed find
    finds found give gives given gave take takes taken took make makes made use uses used using know knows known
    show shows shown come comes came get gets got put puts let lets hold holds held rest rests depend depends
    determine determines determined calculate calculates calculated compute computes computed derive derives derived
    measure measures measured obtain obtains obtained relate relates related relation combine combines combined
    apply applies applied solve solves solved rearrange rearranged substitute substituted insert inserted start
    starts begin begins lead leads yield yields result results resulting value values quantity quantities equation
    equations formula formulas law laws laboratory lab model method definition principle way step steps answer
    question constant constants input inputs output outputs unknown above below larger smaller greater higher lower
    high low large small increase increases increasing decrease decreases decreasing rise rises fall falls direct
    directly inverse inversely proportional linear linearly exponential power product sum difference ratio total
    initial final next finally simply about corresponding respective standard ideal actual condition conditions case
    system body object substance sample material fluid state change changes changing due per time rate
    """.split()
)
"""Words that say nothing of their own about how much; no denial, no ordinal, no multiple."""
_REFERENCE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)?)\}")
_HEAD = re.compile(r"^.*?\{[^{}]*\}[^{}.]*\.(?=\s|$)")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


def worded(caller: Caller, how: samples.Sampling, draft: Draft, state: Reading, *, meter: Meter, tell: Tell) -> Draft:
    """`draft` with the model's explanation in it, or as it is with a note of why not."""
    plan, ledger = state.plan or Plan(path="none"), Ledger(state.entries)
    head = _HEAD.match(draft.text)
    if head is None or draft.target is None:
        return draft
    names = _names(plan, ledger, draft.target)
    lines = [
        f"{i}: {harmless(n)}{_unit(ledger[i])}{', the result' if i == draft.target else ''}" for i, n in names.items()
    ]
    try:
        asked = samples.readings(
            caller,
            messages("draft", schema=narrow.static("draft"), cards=lines, question=_unnumbered(state)),
            narrow.bare(narrow.static("draft")),
            lambda text: allowed(samples.parsed(Wording, text).text, names, ledger, draft.target or ""),
            replace(how, samples=1),
            meter=meter,
            tell=tell,
        )
    except Ech0Error as error:
        tell(failed(error))
        return _left(draft, str(error), meter)
    if not asked.read:
        return _left(draft, str(asked.errors[0]), meter)
    rest = draft.text[head.end() :]
    assumed = rest[rest.index("Assumed, ") :] if "Assumed, " in rest else ""
    text = " ".join(t for t in (head.group(), asked.read[0], assumed) if t)
    return draft.model_copy(update={"text": text, "usage": meter.used})


def allowed(text: str, names: Mapping[str, str], ledger: Ledger, target: str) -> str:
    """`text`, if it may be said; raises `ClaimError` that names the word or the reference which may not."""
    found = _REFERENCE.findall(text)
    if strange := [i for i in found if i not in names]:
        raise ClaimError("text", f"{{{strange[0]}}} is not what the answer rests on; the ids are {', '.join(names)}")
    if target not in found:
        raise ClaimError("text", f"refer to the result, {{{target}}}")
    known = PLAIN | {s for n in names.values() for s in stems(n) if s.isascii() and len(s) > 2}
    for sentence in _SENTENCE.split(text):
        words = re.findall(r"[^\s.,;:!?()'’/-]+", _REFERENCE.sub(" ", sentence))
        if odd := next((w for w in words if stem(w) not in known), None):
            raise ClaimError("text", f"the word {odd!r} may not be said; use plain words and those of the ledger")
        said = {stem(w) for w in words}
        for name in _REFERENCE.findall(sentence):
            own = set(stems(names[name]))
            if own and not own & said:
                raise ClaimError(
                    "text", f"say what {{{name}}} is, the {names[name]}, in the sentence that refers to it"
                )
    render(text, ledger)
    return text


def _names(plan: Plan, ledger: Ledger, target: str) -> dict[str, str]:
    """What each entry that the answer rests on is called."""
    meant = plan.meanings()
    rests = [e for e in ledger.lineage(target) if e.quantity is not None]
    return {
        e.id: " ".join(_letters(plan.label if e.id == target and plan.label else meant.get(e.id) or e.label))
        for e in rests
    }


def _letters(label: str) -> list[str]:
    """The words of a label without those that have digits or are units of a quantity that it states."""
    words = label.replace("_", " ").split()
    return [w for w in words if not any(c.isdigit() for c in w)] if not label[:1].isdigit() else []


def _unit(entry: Entry) -> str:
    unit = entry.quantity.unit if entry.quantity else ""
    return f" [{unit}] ({entry.kind})" if unit else f" ({entry.kind})"


def _unnumbered(state: Reading) -> str:
    return View.of(state.question, state.entries).shown()


def _left(draft: Draft, why: str, meter: Meter) -> Draft:
    note = f"the model's wording was left out: {clean(why, 200)}"
    return draft.model_copy(update={"notes": (*draft.notes, note), "usage": meter.used})

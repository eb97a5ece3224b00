"""What options say, and which of them checks pick. Knows no sentence.

Readings are checked one by one; an option is picked only if all of them come to the same.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from ech0.core.types import Check, FirstOrderClaim, Plan

SUPPOSED = "w"
"""The ids of claims that suppose what was not said begin so: what would follow, if it were."""
LINKED = "l"
"""The ids of claims that take wordings which are alike to mean the same begin so."""
CLASSICAL = "f"
"""The ids of claims of the reader of classical logic begin so, where both readers have read a text."""
SUPPOSITION = "what the question supposes"
"""The text of what a question supposes, where it stands among premises."""
PROSE = "p"
"""The ids of claims of the reader of prose begin so, where several readers have read a text."""
GIST = "g"
"""The ids of claims of the reader of the gist begin so."""
Meaning = bool | Literal["unknown"] | None
_LETTER = re.compile(r"^\s*\(?[A-Ja-j][).:]\s+")
_LEAD = re.compile(
    r"^(?:the (?:statement|claim|conclusion|sentence) |it |that |this )?(?:is )?(?:definitely |certainly |logically )?"
    r"(?=true|false|un|in|correct|wrong|right|neither|op|left|en|contr|dis|pr|sup|val|ruled|refu|gran|den|est"
    r"|excl|acc|rej|cert|must|can|may|nec|prov|conf|guar|mis)"
)
_AUX = r"(?:is|are|was|were|does|do|did|can|could|may|might|will|would|has|have|had|must|should)"
_UNKNOWN = re.compile(
    r"\b(?:unknown|uncertain|un(?:decid|determin|clear|settled|resolved|provable|knowable)\w*|indetermina\w+"
    r"|neither|maybe"
    r"|neutral|depends|open|unsure|undetermined|(?:may|might|could) (?:or|be)|could (?:be|go) either|either way"
    r"|nothing (?:follows|can)|no (?:idea|conclusion|verdict|information|clue)|nobody (?:could|can|knows)|suspend\w*"
    r"|not established either|inconclusive|possible|possibly|perhaps|not (?:stated|said|specified|mentioned|provable)"
    r"|(?:isn't|is not|aren't|are not) (?:stated|said|known|given|determined|settled|specified|clear|enough|decid\w+)"
    r"|(?:does not|doesn't|do not|don't) (?:say|know|settle|tell|decide|determine)|lacking|missing|missing info\w*"
    r"|not (?:enough|known|given|determin\w+|sure|certain|settled|decid\w+|clear|stated|provable)"
    r"|insufficient|(?:no|little) (?:way|telling|knowing|means)|don't know|do not know|impossible to \w+"
    r"|difficult to \w+|hard to \w+"
    r"|(?:can ?not|can't|cannot|could not|couldn't|not possible to|hard to)"
    r" (?:(?:really|be|tell|say|know|judge|decide|determine|conclude|infer|settle)\w*\b ?)+\w*)\b|^u$|^\?+$"
)
_NOT = re.compile(r"(?:it )?(?:is |does |has )?(?:not|neither|isn't|doesn't|no)\b(?!,)", re.IGNORECASE)
_RULED_OUT = re.compile(r"^(?:it |this |that |they )?(?:can ?not|can't) be (?:so|true|right|the case)$")
_FALSE = re.compile(
    rf"^(?:no|nope|false|f|wrong|incorrect|untrue|refuted|disproved|disproven|contradict\w*|invalid|denied"
    rf"|rejected?|disagree|nay|never|fails?|ruled out|excluded|impossible|inaccurate|unsupported"
    rf"|refut(?:ed|able|es)|inconsistent|incompatible|must be false|cannot be(?: so| true)?|can't be(?: so| true)?"
    rf"|untenable|unjustified|opposite|negative|ill[- ]founded|unfounded|baseless|unwarranted|its (?:negation"
    rf"|opposite)|not (?:true|so|supported|the case|entailed|correct|right|accurate)"
    rf"|(?:it |they |he |she )?(?:is |gets )?(?:ruled out|excluded|refused|not true|not so|impossible))\b"
    rf"|^(?:it|they|he|she|we|you) (?:{_AUX}n't|{_AUX} not|cannot)\b(?: (?:true|so|the case|follow|hold"
    rf"|certain))?$|^(?:does|is)(?:n't| not)"
    rf" (?:follow|true|so)\b"
)
_TRUE = re.compile(
    rf"^(?:yes|yep|true|t|correct|right|proved|proven|entailed|entailment|valid|follows|holds|supported"
    rf"|confirmed|implied|accept(?:ed)?|agree|aye|established|accurate|certain(?:ly)?|proves|provable|affirmed|positive"
    rf"|true|sound|well[- ]founded|warranted|justified|deducible|derivable|guaranteed|must be(?: so| true)?"
    rf"|necessarily|definitely|s[ií])\b"
    rf"|^(?:it|they|he|she|we|you) {_AUX}(?: (?:so|follow|hold|indeed))?$|^(?:it )?(?:follows|holds)\b"
    r"|^(?:it |they )?(?:is )?(?:granted|certain|allowed)\b"
)


def meaning(option: str) -> Meaning:
    """What an option says: `True`, `False`, `"unknown"`, or `None` if it is no truth value."""
    words = " ".join(
        _LETTER.sub("", option)
        .replace("’", "'")
        .replace("t's ", "t is ")
        .replace("T's ", "t is ")
        .strip(" .!\"'")
        .lower()
        .split()
    )
    words = _LEAD.sub("", words)
    if not words or len(words) > 80:
        return None
    short = len(words.split()) <= 6
    if _RULED_OUT.search(words):
        return False
    if short and _UNKNOWN.search(words):
        return "unknown"
    if _FALSE.search(words):
        return False
    return True if _TRUE.search(words) else None


def meanings(options: Sequence[str]) -> list[Meaning]:
    """What each of several options says; the last one is known by the others: `Yes`, `No`, `The rules don't settle it`.

    Of two options of which one is the denial of the other (`She can`, `She cannot`), the other affirms.
    """
    found = [meaning(o) for o in options]
    plain = [_denial(o) for o in options]
    for n, (kept, denied) in enumerate(plain):
        other = [m for m, (k, d) in enumerate(plain) if m != n and k == kept and d != denied]
        if denied and len(other) == 1 and found[n] in (None, False) and found[other[0]] in (None, True):
            found[n], found[other[0]] = False, True
    if len(options) == 3 and found.count(False) == 2 and found.count(True) == 1:
        weaker = [n for n, o in enumerate(options) if found[n] is False and _NOT.match(o.strip())]
        found = ["unknown" if n in weaker and len(weaker) == 1 else m for n, m in enumerate(found)]
    if len(options) == 3 and found.count(None) == 1 and len({str(m) for m in found}) == 3:
        told: tuple[Meaning, ...] = (True, False, "unknown")
        found[found.index(None)] = next(m for m in told if m not in [x for x in found if x is not None])
    return found


def _denial(option: str) -> tuple[str, bool]:
    """An option without its denial, and whether it had one: `She can't`, `Not listed`, `inaccurate`."""
    low = option.replace("’", "'").strip(" .!\"'").lower()
    plain = low.replace("won't", "will").replace("can't", "can").replace("cannot", "can")
    plain = re.sub(r"n't\b|\bnot\b|\bno\b", "", plain)
    plain = re.sub(r"^(?:in|un|im|ir|dis|non-?)(?=\w{5,}$)", "", plain) if " " not in plain.strip() else plain
    return " ".join(re.sub(r"^\W*(?:no|yes)\b\W*", "", plain).split()), plain != low


def truths(options: Sequence[str]) -> bool:
    """Whether the options are a true, a false and perhaps an unknown one, each once."""
    found = meanings(options)
    return len(found) > 1 and None not in found and len({str(m) for m in found}) == len(found)


def settled(plan: Plan, checks: Sequence[Check]) -> Meaning:
    """What all readings come to: `True`, `False`, `"unknown"`; `None` if they differ or one of them failed.

    A proof stands whatever else was said, and whichever reader found it, unless another proves the contrary;
    `"unknown"` only where nothing was left over that might say more, and only if it stays unknown when a kind that was
    not told is supposed, and wordings that are alike are taken for the same.
    """
    found = list(_by_reader(checks).values())
    decided = {one for one in found if isinstance(one, bool)}
    if len(decided) == 1:
        said = decided.pop()
        provers = [one for one in found if one == said]
        return said if _stands(said, checks, alone=len(provers) == 1, others=len(found) > 1) else None
    if decided or plan.unread or any(c.claim.startswith(SUPPOSED) and _decided(c) != "unknown" for c in checks):
        return None
    return "unknown" if found and all(one == "unknown" for one in found) else None


def rests_on(plan: Plan, said: Meaning, checks: Sequence[Check]) -> dict[str, float]:
    """What a verdict rests on, as features for the gate: a proof or none, readers that agree, what they read.

    `fit` is the share of the sentences that a reader who came to it has read; of an unknown, the least that one has.
    """
    agree = [mark for mark, one in _by_reader(checks).items() if one == said]
    read = {CLASSICAL: 0.0, PROSE: 0.0, GIST: 0.0}
    for claim in (c for s in plan.subproblems for c in s.claims):
        if isinstance(claim, FirstOrderClaim) and claim.id[:1] in read:
            texts = len({p.text for p in claim.premises if p.text})
            read[claim.id[:1]] = texts / max(1, texts + len(claim.unparsed))
    fits = [read.get(mark, plan.fit) for mark in agree] or [plan.fit]
    least = min(fits) if said == "unknown" else max(fits)
    return {"proved": float(said != "unknown"), "agreement": min(2, max(0, len(agree) - 1)) / 2, "fit": least}


def _by_reader(checks: Sequence[Check]) -> dict[str, Meaning]:
    """What each reader's claims come to, by its mark."""
    groups = {mark: [c for c in checks if c.claim.startswith(mark)] for mark in (CLASSICAL, PROSE, GIST)}
    plain = [c for c in checks if not c.claim.startswith((CLASSICAL, PROSE, GIST))]
    found = {"": _by_rules(plain)} if any(not c.claim.startswith(SUPPOSED) for c in plain) else {}
    found |= {CLASSICAL: classically(groups[CLASSICAL])} if groups[CLASSICAL] else {}
    found |= {PROSE: _in_prose(groups[PROSE])} if groups[PROSE] else {}
    if sound := [c for c in groups[GIST] if c.verdict != "inconsistent"]:
        found |= {GIST: next((d for c in sound if isinstance(d := _decided(c), bool)), _decided(sound[0]))}
    return found


def _stands(said: bool, checks: Sequence[Check], *, alone: bool, others: bool) -> bool:
    """Whether what was found stands: no reading proves the contrary, and it rests on something that was stated.

    What one reader alone takes to be true by its words may be its way to take words apart; what it denies of a
    condition because it supposes what the condition asks for, others who suppose nothing leave open.
    """
    plain = [c for c in checks if not c.claim.startswith((SUPPOSED, LINKED)) and c.verdict != "inconsistent"]
    if any(_decided(c) is (not said) for c in plain):
        return False
    rest = [c for c in checks if _decided(c) is said]
    if alone and not any(any(c.premises) or c.semantics.startswith("closed") for c in rest):
        return False
    return not (alone and others and not said and all(SUPPOSITION in c.premises for c in rest))


def deciding(said: Meaning, checks: Sequence[Check]) -> Iterator[Check]:
    """The checks that come to what was said, those that suppose nothing first."""
    plainly = sorted(checks, key=lambda c: c.claim.startswith(SUPPOSED))
    yield from (c for c in plainly if _decided(c) == said)


def _by_rules(checks: Sequence[Check]) -> Meaning:
    """What the readings in rules come to; where they leave it open, what they do if like wordings mean the same."""
    plainly = {_decided(c) for c in checks if not c.claim.startswith((SUPPOSED, LINKED))}
    linked = {_decided(c) for c in checks if c.claim.startswith(LINKED)}
    if plainly == {"unknown"} and linked:
        plainly = linked
    return plainly.pop() if len(plainly) == 1 else None


def classically(checks: Sequence[Check]) -> Meaning:
    """What readings in classical logic come to: a weaker reading proves less, and denies nothing."""
    kept = [c for c in checks if c.verdict != "inconsistent"] or checks  # nobody means what contradicts itself
    told = {_decided(c) for c in kept}
    if isinstance(_decided(kept[0]), bool):
        told -= {"unknown"}
    return told.pop() if len(told) == 1 else None


def _in_prose(checks: Sequence[Check]) -> Meaning:
    """What readings of prose come to: all of them must come to the same."""
    told = {_decided(c) for c in checks if c.verdict != "inconsistent"} or {_decided(c) for c in checks}
    return told.pop() if len(told) == 1 else None


def picked(plan: Plan, said: Meaning, options: Sequence[str]) -> int | None:
    """The index of the option that says what was found; where it was asked what follows, unknown does not follow."""
    told = meanings(options)
    if said == "unknown" and "unknown" not in told and plan.label == "consequence":
        said = False
    fitting = [n for n, m in enumerate(told) if said is not None and str(m) == str(said)]
    return fitting[0] if len(fitting) == 1 else None


def _decided(check: Check) -> Meaning:
    if check.verdict in ("proved", "refuted"):
        return check.truth if check.truth is not None else check.verdict == "proved"
    return "unknown" if check.verdict == "underdetermined" else None


def choice(check: Check, options: Sequence[str]) -> int | None:
    """The index of the option that a verdict picks, or `None` if none of them says what was found."""
    if check.choice is not None:
        return check.choice if check.choice < len(options) else None
    found = _decided(check)
    fitting = [n for n, said in enumerate(meanings(options)) if found is not None and str(said) == str(found)]
    return fitting[0] if len(fitting) == 1 else None

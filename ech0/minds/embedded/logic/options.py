"""What options say, and which of them checks pick. Knows no sentence.

Readings are checked one by one; an option is picked only if all of them come to the same.
"""

import re
from collections.abc import Sequence
from typing import Literal

from ech0.core.types import Check, Plan

SUPPOSED = "w"
"""The ids of claims that suppose what was not said begin so: what would follow, if it were."""
LINKED = "l"
"""The ids of claims that take wordings which are alike to mean the same begin so."""
CLASSICAL = "f"
"""The ids of claims of the reader of classical logic begin so, where both readers have read a text."""
Meaning = bool | Literal["unknown"] | None
_LETTER = re.compile(r"^\s*\(?[A-Ja-j][).:]\s+")
_LEAD = re.compile(
    r"^(?:the (?:statement|claim|conclusion|sentence) |it |that |this )?(?:is )?(?:definitely |certainly |logically )?"
    r"(?=true|false|un|in|correct|wrong|right|neither|op|left|en|contr|dis|pr|sup|val|ruled|refu|gran|den)"
)
_AUX = r"(?:is|are|was|were|does|do|did|can|could|may|might|will|would|has|have|had|must|should)"
_UNKNOWN = re.compile(
    r"\b(?:unknown|uncertain|un(?:decid|determin|clear|settled|resolved|provable|knowable)\w*|indetermina\w+"
    r"|neither|maybe"
    r"|neutral|depends|open|not (?:enough|known|given|determin\w+|sure|certain|settled|decid\w+|clear|stated|provable)"
    r"|insufficient|(?:no|little) (?:way|telling|knowing|means)|don't know|do not know|impossible to (?:say|tell"
    r"|know|decide)"
    r"|(?:can ?not|can't|cannot|could not|couldn't|not possible to|hard to)"
    r" (?:(?:really|be|tell|say|know|judge|decide|determine|conclude|infer|settle)\w*\b ?)+\w*)\b|^u$"
)
_FALSE = re.compile(
    rf"^(?:no|nope|false|f|wrong|incorrect|untrue|refuted|disproved|disproven|contradict\w*|invalid|denied|rejected"
    rf"|(?:it |they |he |she )?(?:is |gets )?(?:ruled out|excluded|refused|not true|not so|impossible))\b"
    rf"|^(?:it|they|he|she|we|you) (?:{_AUX}n't|{_AUX} not|cannot)\b(?: (?:true|so|the case|follow|hold"
    rf"|certain))?$|^(?:does|is)(?:n't| not)"
    rf" (?:follow|true|so)\b"
)
_TRUE = re.compile(
    rf"^(?:yes|yep|true|t|correct|right|proved|proven|entailed|entailment|valid|follows|holds|supported"
    rf"|confirmed|implied)\b"
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
    if short and _UNKNOWN.search(words):
        return "unknown"
    if _FALSE.search(words):
        return False
    return True if _TRUE.search(words) else None


def truths(options: Sequence[str]) -> bool:
    """Whether the options are a true, a false and perhaps an unknown one, each once."""
    found = [meaning(o) for o in options]
    return len(found) > 1 and None not in found and len({str(m) for m in found}) == len(found)


def settled(plan: Plan, checks: Sequence[Check]) -> Meaning:
    """What all readings come to: `True`, `False`, `"unknown"`; `None` if they differ or one of them failed.

    A proof stands whatever else was said, and whichever reader found it, unless another proves the contrary;
    `"unknown"` only where nothing was left over that might say more, and only if it stays unknown when a kind that was
    not told is supposed, and wordings that are alike are taken for the same.
    """
    groups = [[c for c in checks if c.claim.startswith(CLASSICAL) == which] for which in (False, True)]
    found = [_by_rules(groups[0]) if groups[0] else None, classically(groups[1]) if groups[1] else None]
    decided = {one for one in found if isinstance(one, bool)}
    if len(decided) == 1:
        return decided.pop()
    if decided or plan.unread or any(c.claim.startswith(SUPPOSED) and _decided(c) != "unknown" for c in checks):
        return None
    return "unknown" if all(one == "unknown" for one, group in zip(found, groups, strict=True) if group) else None


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


def picked(plan: Plan, said: Meaning, options: Sequence[str]) -> int | None:
    """The index of the option that says what was found; where it was asked what follows, unknown does not follow."""
    meanings = [meaning(o) for o in options]
    if said == "unknown" and "unknown" not in meanings and plan.label == "consequence":
        said = False
    fitting = [n for n, m in enumerate(meanings) if said is not None and str(m) == str(said)]
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
    fitting = [n for n, option in enumerate(options) if found is not None and str(meaning(option)) == str(found)]
    return fitting[0] if len(fitting) == 1 else None

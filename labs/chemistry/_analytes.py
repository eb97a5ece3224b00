"""Which of the acids and bases that a text names is titrated, and of what kind it is: the titrant is the strong one.

Knows common names and formulas, and who is poured into whom; computes nothing.
"""

import re
from typing import NamedTuple

_STRONG_ACID = (
    r"hydrochloric(?: acid)?|hydrobromic(?: acid)?|hydr(?:o)?iodic(?: acid)?|nitric(?: acid)?|perchloric(?: acid)?"
    r"|HCl(?:O4|O₄)?|HBr|HI|HNO3|HNO₃|strong(?: monoprotic)? acid"
)
_STRONG_BASE = (
    r"(?:sodium|potassium|lithium|caesium|cesium|rubidium|tetramethylammonium) hydroxide|NaOH|KOH|LiOH|CsOH"
    r"|caustic soda|caustic potash|soda lye|lye|strong(?: monoprotic)? base|TMAOH"
)
_WEAK_ACID = (
    r"(?:(?:[a-z]+(?:ic|ous))|prussic) acid|weak(?: monoprotic)? acid|monoprotic weak acid|phenol|aspirin|vinegar"
    r"|CH3COOH|HCOOH|C6H5COOH|HCN|HClO(?![₄4])|HNO2|HNO₂|HF|HOCl|AcOH|HOAc|NH4Cl|NH4\+|ammonium (?:chloride|ions?)|HA"
)
_WEAK_BASE = (
    r"(?:aqueous )?ammonia|NH3|NH₃|[a-z]*amine|pyridine|imidazole|hydrazine|aniline|morpholine|piperidine|weak base"
    r"|(?:sodium|potassium) (?:acetate|benzoate|formate|cyanide|fluoride|lactate)|CH3NH2|TRIS|Tris|nicotine|codeine"
    r"|morphine|ephedrine|lidocaine|cocaine|procaine"
)
_KINDS = {
    "strong acid": re.compile(rf"(?<![\w-])(?:{_STRONG_ACID})(?!\w)", re.IGNORECASE),
    "strong base": re.compile(rf"(?<![\w-])(?:{_STRONG_BASE})(?!\w)", re.IGNORECASE),
    "weak base": re.compile(rf"(?<![\w-])(?:{_WEAK_BASE})(?!\w)", re.IGNORECASE),
    "weak acid": re.compile(rf"(?<![\w-])(?:{_WEAK_ACID})(?!\w)", re.IGNORECASE),
}
_POURED = re.compile(
    r"\b(?:with|against|by|add(?:s|ed|ing)?|plus|drip(?:s|ped|ping)?|run(?:ning)?(?: in)?|using|titrant(?: is|:| of)?"
    r"|of titrant|portions? of|\+)(?:\s+(?:\S+\s+){0,7}?|\s*)$",
    re.IGNORECASE,
)
_POURING = re.compile(
    r"\s*(?:solution\s+|\([^)]{0,30}\)\s*)?"
    r"(?:in the bur|from (?:a|the) bur|as (?:the )?titrant|titrant|added|to reach|have (?:run|gone) in"
    r"|has (?:run|gone) in|run in|consumed|(?:is|are|was|were|has been|have been|had been|gets?|must be|to be)"
    r" (?:added|needed|required|run|poured|used))",
    re.IGNORECASE,
)
_CONSTANT = re.compile(r"\bp?K_?\{?[ab]\b|\bpK\b|dissociation constant", re.IGNORECASE)


class _Named(NamedTuple):
    kind: str
    start: int
    end: int
    poured: bool


def analyte(text: str) -> str | None:
    """The kind of what is titrated, if the text tells it."""
    named = _named(text)
    weak = {n.kind for n in named if n.kind.startswith("weak")}
    if len(weak) == 1:
        return next(iter(weak))
    strong = {n.kind.removeprefix("strong ") for n in named if n.kind.startswith("strong")}
    if weak:  # one is the conjugate of the other: the titrant tells
        return ("weak base" if strong == {"acid"} else "weak acid") if len(strong) == 1 else None
    poured = {n.kind for n in named if n.poured}
    kept = {n.kind for n in named} - poured
    strength = "weak" if _CONSTANT.search(text) else "strong"
    if len(kept) == 1 and strength == "strong":
        return next(iter(kept))
    titrant = poured or kept
    if len(titrant) == 1 and (poured or strength == "weak"):
        return f"{strength} {'base' if 'acid' in next(iter(titrant)) else 'acid'}"
    return None


def _named(text: str) -> list[_Named]:
    """The acids and bases of the text in order; what is weak by one pattern and strong by another is strong."""
    found: list[_Named] = []
    for kind, shape in _KINDS.items():
        for m in shape.finditer(text):
            if any(n.start < m.end() and m.start() < n.end for n in found):
                continue
            before = re.split(r"[.;?!]\s", text[max(0, m.start() - 70) : m.start()])[-1]
            poured = _POURED.search(before) or _POURING.match(text[m.end() : m.end() + 50])
            found.append(_Named(kind, m.start(), m.end(), bool(poured) and kind.startswith("strong")))
    return sorted(found, key=lambda n: n.start)


_BEHIND = re.compile(
    r"\s*(?:M|molar|N)?\s*(?:(?:of|the|a|an|in|aqueous|standard|standardi[sz]ed|dilute|pure|fresh|solution)\s+"
    r"|\w[\w-]*\s+){0,4}$"
)
_AHEAD = re.compile(
    r"\s*(?:solution|sample)?\s*(?:[(,:=]|is|has|of|at|with)?\s*"
    r"(?:[\w.]+\s?[A-Za-zµ/]*\s*[,;]?\s*(?:and\s*)?){0,2}[(,]?\s*(?:a concentration of\s*)?$"
)
_RUN_IN = re.compile(
    r"\s*(?:of\s+(?:the\s+)?(?:titrant|base|acid|it)\s+)?(?:have|has|had|is|are|was|were)?\s*(?:been\s+)?"
    r"(?:run in|gone in|added|of titrant)",
    re.IGNORECASE,
)


def of_both(text: str) -> bool:
    """Whether a text brings an acid and a base together, one of them strong, with their volumes or strengths."""
    named = _named(text)
    kinds = {n.kind.split()[1] for n in named}
    strong = any(n.kind.startswith("strong") for n in named)
    return strong and kinds == {"acid", "base"} and re.search(r"\d\s?(?:mL|ml|cm3|cm³|L|M|mM|mol)\b", text) is not None


def titrant_number(text: str, start: int, end: int) -> bool | None:
    """Whether the number in `[start, end)` is said of what is poured in; None where no acid or base is near it."""
    named = _named(text)
    if _RUN_IN.match(text[end : end + 60]):
        return True
    ahead = [n for n in named if n.start >= end and n.start - end <= 60]
    if ahead and _BEHIND.fullmatch(text[end : ahead[0].start]):
        return ahead[0].poured
    before = [n for n in named if n.end <= start and start - n.end <= 45]
    if before and _AHEAD.fullmatch(text[before[-1].end : start]):
        return before[-1].poured
    return None


def analyte_number(text: str, start: int, end: int) -> bool | None:
    """Whether the number is said of what is titrated."""
    poured = titrant_number(text, start, end)
    return None if poured is None else not poured

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
    r"\b(?:with|against|by|add(?:s|ed|ing)?|plus|drip(?:s|ped|ping)?|run(?:ning)? in|using|titrant(?: is|:| of)?"
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

"""Numbers that a clinical text states of something else than the patient: ends of target ranges, inspired oxygen.

Also findings that a text states about a choice in words which no option of it has. Knows no lab.
"""

import re
from collections.abc import Collection, Iterable

from ech0.minds.embedded.givens import Given, Scene
from ech0.minds.embedded.words import Hit, Text
from labs import Choice, Lab, Real

_RANGE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?\s?%?\s?(?:[-–—]|to)\s?\d+(?:\.\d+)?(?![\w.]*\d)")
_GOAL = re.compile(
    r"\b(?:target\w*|goal|aim\w*|range|normal\w*|reference|ref|prescribed|desired|limits?)\b[^.;?!]{0,25}$",
    re.IGNORECASE,
)
_INSPIRED = re.compile(r"\s?(?:Venturi|(?:inspired )?(?:oxygen|O2)\b(?! sat)|FiO2)", re.IGNORECASE)
_NEIGHBOURS = re.compile(r"\b(?:LDL(?:-C)?|VLDL|non-HDL(?:-C)?|TGs?|triglycerides?|GCS)\s?(?:of|is|=|:)?\s?$")
"""Names of what is told beside the inputs of a lab, and is none."""
_FIO2 = re.compile(r"\bFiO2\s?(?:of|is|=|:)?\s?$", re.IGNORECASE)
ROOT = 6
"""Letters by which a word is of one kind with another: `haemodialysed` with `dialysis`."""


def elsewhere(scene: Scene) -> frozenset[str]:
    """The ids of numbers that are no measured values: ends of a target range, and shares of oxygen that is breathed."""
    text = scene.text.original
    goals = [m.span() for m in _RANGE.finditer(text) if _GOAL.search(text[max(0, m.start() - 45) : m.start()])]
    found: set[str] = set()
    for g in scene.givens:
        span = g.entry.span
        if span is None or g.concept is not None or g.text is not scene.text:
            continue
        if g.bare and _NEIGHBOURS.search(text[max(0, span.start - 24) : span.start]):
            found.add(g.entry.id)
        inspired = g.unit == "percent" and (_INSPIRED.match(text[span.end :]) or _FIO2.search(text[: span.start]))
        if inspired or any(a <= span.start < b for a, b in goals):
            found.add(g.entry.id)
    return frozenset(found)


def odd_unit(given: Given) -> bool:
    """Whether a bare number is followed by what looks like a unit that the reader does not know: `95 mikromol/L`."""
    span, text = given.entry.span, given.text.original
    return span is not None and given.bare and _ODD.match(text[span.end :]) is not None


_ODD = re.compile(r"\s?[A-Za-zµμ]{1,12}\s?/\s?(?:[dmµ]?[lL]|k?g|min|h|sec|s)\b")


def replaced(lab: Lab, output: str, held: Collection[str]) -> frozenset[str]:
    """The inputs in whose place others are stated: where one of the sets that an output can do with is whole."""
    ways = lab.outputs[output].ways
    whole = any(set(way) <= set(held) for way in ways)
    return frozenset(n for way in ways for n in way if whole)


def unheard(text: Text, lab: Lab, choices: Iterable[str]) -> list[str]:
    """Words of a text that are of one kind with the options of a choice, though none of these was read.

    What names the lab, an output or another input of it says nothing of the choice.
    """
    found: list[str] = []
    others = [*lab.words, *(w for o in lab.outputs.values() for w in o.words)]
    others += [w for i in lab.inputs.values() if isinstance(i, Real) for w in i.words]
    taken: set[int] | None = None
    for name in choices:
        spec = lab.inputs[name]
        if not isinstance(spec, Choice):
            continue
        phrases = (name.replace("_", " "), *spec.words, *(w for ws in spec.options.values() for w in ws))
        roots = {w.lower()[:ROOT] for p in phrases for w in p.split() if len(w) >= ROOT and w[:ROOT].isalpha()}
        roots &= {name.replace("_", " ").lower()[:ROOT]}
        hits = [t for t in text.tokens if any(r in t.text for r in roots)]
        if hits and taken is None:
            taken = {n for p in others for h in text.find(p) for n in _tokens(h)}
        left = [t.text for n, t in enumerate(text.tokens) if t in hits and n not in (taken or ())]
        found += left[:1]
    return found


def _tokens(hit: Hit) -> range:
    return range(hit.first, hit.last + 1)

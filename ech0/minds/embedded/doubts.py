"""What speaks against a derivation though its numbers fit: words that change a quantity, numbers taken for another thing.

Grammar alone: a number said to be a difference is no value, one that is a coefficient is no quantity, a word such as
`twice` that nothing reads changes the result. Knows no formula and no field.
"""

import re

from ech0.core import units
from ech0.core.reading import normalise
from ech0.minds.embedded.givens import Given, Scene
from ech0.minds.embedded.sources import Derivation, Known, walk
from ech0.minds.embedded.words import stem

DOUBT = 0.65
"""What is left of the fit of a derivation that one thing speaks against."""
CHANGES = re.compile(
    r"\b(?:twice|thrice|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|quadrupl\w+|halv(?:e|es|ed|ing)|half (?:of|as|the|that)"
    r"|times (?:as|more|less|faster|slower|older|longer|the (?:speed|age|number|amount|size|weight|length|price|distance))"
    r"|as (?:many|much|old|fast|far) as|the rest of|remaining|except(?:ing)?|excluding|back and forth|round[- ]trip|there and back"
    r"|discount|per(?:cent)? off|on sale|profit|tip of|on (?:his|her|their|the) way back|one[- ](?:half|third|quarter|fourth|fifth)"
    r"|two[- ]thirds|three[- ](?:quarters|fourths)|(?:a|the other) (?:third|quarter) of)\b"
)
"""Words that change an amount. Where nothing in the derivation has them, it is not of what is told."""
_COMPARED = re.compile(
    r"^\s*(?:more|less|fewer|younger|older|taller|shorter|longer|heavier|lighter|faster|slower|cheaper|higher|lower"
    r"|larger|smaller|bigger|farther|further|later|earlier)\b(?:\s+[a-z]+){0,3}?\s+than\b"
)
_FACTOR = re.compile(r"^[\s)}\]]*(?:\\right\s*[)\]]\s*)?(?:\\(?:sin|cos|tan|exp|ln|log|sqrt|hat|theta|omega)\b|[a-z]\b\s*[/^)]?)")
UNLIKE, LOOSE = 0.2, 0.21
"""A number with a unit fits this badly only if words call it something else; a bare one if none says what it is."""
MANY = 20
"""Unread words from which on a number that is left out says that the story is about more."""


def trust(scene: Scene, derivation: Derivation, unread: tuple[str, ...]) -> float:
    """How much of a derivation's fit stands, from 0 to 1."""
    known = [s for s in walk(derivation.node) if isinstance(s, Known)]
    own = [s for s in known if s.given.text is scene.text and s.given.concept is None]
    against = (
        _changed(scene, derivation),
        any(compared(s.given) and "difference" not in s.concept for s in own),
        any(_coefficient(s.given) for s in own),
        any(not s.given.bare and s.score < UNLIKE for s in own),
        bool(own) and all(s.given.bare and s.score < LOOSE for s in own),
        _left_out(scene, derivation, unread),
    )
    return DOUBT ** sum(against)


def _changed(scene: Scene, derivation: Derivation) -> bool:
    """Whether a word that changes an amount stands outside all that the derivation reads."""
    taken = [g.entry.span for g in scene.givens if g.text is scene.text and g.entry.span]
    said = {stem(w) for w in re.findall(r"[a-z]+", derivation.target.words.lower())}
    for found in CHANGES.finditer(scene.text.original.lower()):
        inside = any(s.start <= found.start() < s.end for s in taken)
        if not inside and not {stem(w) for w in re.findall(r"[a-z]+", found.group())} & said:
            return True
    return False


def compared(given: Given) -> bool:
    """Whether a number is a difference from something else: `30 pounds more than`, `5 cm taller than`."""
    span, text = given.entry.span, given.text.original
    return span is not None and _COMPARED.match(text[span.end : span.end + 60].lower()) is not None


def _coefficient(given: Given) -> bool:
    """Whether a number with a unit is a factor in a written formula: `(14 pC/m^3) r/R`, `3 N sin(t)`."""
    span, text = given.entry.span, given.text.original
    if span is None or given.bare or text[: span.start].count("$") % 2 == 0:
        return False
    rest = text[span.end : span.end + 80].partition("$")[0]
    return _FACTOR.match(re.sub(r"\\[,;! ]|~", " ", normalise(rest)[0] if "\\" not in rest else rest)) is not None


def _left_out(scene: Scene, derivation: Derivation, unread: tuple[str, ...]) -> bool:
    """Whether most numbers are left out, or one of a kind that counts here, of a story that was hardly read."""
    own = [g for g in scene.givens if g.text is scene.text and g.concept is None and g.unit]
    left = [g for g in own if g.entry.id not in derivation.used]
    if len(left) > len(own) / 2:
        return True
    kin = any(units.compatible(g.unit, h.unit) for g in left for h in own if h not in left)
    return len(unread) >= MANY and kin

"""What speaks against a derivation though its numbers fit: unread words that change an amount, numbers misread.

Grammar alone: a number said to be a difference is no value, one that is a coefficient is no quantity, a word such as
`twice` that nothing reads changes the result. Knows no formula and no field.
"""

import re

from ech0.core import units
from ech0.core.reading import normalise
from ech0.minds.embedded.derive import NEAR
from ech0.minds.embedded.givens import Given, Scene
from ech0.minds.embedded.sources import ByFormula, ByLab, Derivation, Fixed, Known, Source, walk
from ech0.minds.embedded.target import asking
from ech0.minds.embedded.words import stem

DOUBT = 0.65
"""What is left of the fit of a derivation that one thing speaks against."""
CHANGES = re.compile(
    r"\b(?:twice|thrice|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|quadrupl\w+|halv(?:e|es|ed|ing)"
    r"|half (?:of|as|the|that)|as (?:many|much|old|fast|far) as|the rest of|remaining|except(?:ing)?|excluding"
    r"|times (?:as|more|less|faster|slower|older|longer|the (?:speed|age|number|amount|size|weight|length|price))"
    r"|back and forth|round[- ]trip|there and back|on (?:his|her|their|the) way back|discount|per(?:cent)? off|on sale"
    r"|profit|tip of|one[- ](?:half|third|quarter|fourth|fifth)|two[- ]thirds|three[- ](?:quarters|fourths)"
    r"|(?:a|the other) (?:third|quarter) of)\b"
)
"""Words that change an amount. Where nothing in the derivation has them, it is not of what is told."""
_COMPARED = re.compile(
    r"^\s*(?:more|less|fewer|younger|older|taller|shorter|longer|heavier|lighter|faster|slower|cheaper|higher|lower"
    r"|larger|smaller|bigger|farther|further|later|earlier)\b(?:\s+[a-z]+){0,3}?\s+than\b"
)
_FACTOR = re.compile(
    r"^[\s)}\]]*(?:\\right\s*[)\]]\s*)?(?:\\(?:sin|cos|tan|exp|ln|log|sqrt|hat|theta|omega)\b|[a-z]\b\s*[/^)]?)"
)
_MULTIPLE = re.compile(r"(?<![\w.])[2-9]\s?(?:\\?theta|θ|[a-zA-Z])\s*\$?\s*(?:=|is|of)\s*(?:about\s*)?\$?$")
"""`2θ = 38°` tells twice the angle."""
LOOSE = 0.21
"""A bare number fits this badly if no word says what it is."""
_REBOUND = re.compile(
    r"\b(?:opposite direction|rebound\w*|bounc\w+|back (?:along|towards?|at|with)|reverses?|recoils? back)\b"
)
_SIGN = re.compile(
    r"\b(?:sign and (?:the )?(?:magnitude|size|value)|(?:magnitude|size) and (?:the )?(?:sign|direction))\b"
)
_OF = re.compile(r"\s*of (?:(?:a|an|the|some|this|pure|dry|solid|liquid) )*(?P<noun>[a-z]+)")
MANY = 20
"""Unread words from which on a number that is left out says that the story is about more."""


def trust(scene: Scene, derivation: Derivation, unread: tuple[str, ...]) -> float:
    """How much of a derivation's fit stands, from 0 to 1."""
    known = [s for s in walk(derivation.node) if isinstance(s, Known)]
    own = [s for s in known if s.given.text is scene.text and s.given.concept is None]
    against = (
        _changed(scene, unread),
        any(compared(s.given) and "difference" not in s.concept for s in own),
        any(_coefficient(s.given) for s in own),
        any(s.given.bare and s.score < LOOSE for s in own),
        any(_rebounds(scene, part) for part in derivation.node.parts),
        any(_of_another(part) for part in derivation.node.parts),
        any(isinstance(p, ByFormula) and p.topic == NEAR for p in derivation.node.parts),
        _signed(scene),
        _told_already(scene, derivation),
        _mixed(scene, derivation),
        _left_out(scene, derivation, unread),
    )
    return DOUBT ** sum(against)


def _changed(scene: Scene, unread: tuple[str, ...]) -> bool:
    """Whether a word that changes an amount is among those that nothing in the derivation accounts for."""
    taken = [g.entry.span for g in scene.givens if g.text is scene.text and g.entry.span]
    left = {*unread, *LITTLE}
    for found in CHANGES.finditer(scene.text.original.lower()):
        inside = any(s.start <= found.start() < s.end for s in taken)
        words = set(re.findall(r"[a-z]+", found.group()))
        if not inside and (words & set(unread) or words <= left):
            return True
    return False


LITTLE = frozenset(
    "as many much old fast far the rest more less times per off of one and back there other a his her".split()
)
"""Words that mean little alone; a change may be told in nothing but them: `as many as`."""


def compared(given: Given) -> bool:
    """Whether a number is a difference from something else: `30 pounds more than`, `5 cm taller than`."""
    span, text = given.entry.span, given.text.original
    return span is not None and _COMPARED.match(text[span.end : span.end + 60].lower()) is not None


def _rebounds(scene: Scene, part: Source) -> bool:
    """Whether a formula takes two speeds of one line as they are, though the second is said to go the other way."""
    if not isinstance(part, ByFormula) or _REBOUND.search(" ".join(part.formula.when)):
        return False
    roles = {part.formula.variables[n].role for n, s in part.sources if isinstance(s, Known) and s.concept == "speed"}
    return {"initial", "final"} <= roles and _REBOUND.search(scene.text.original.lower()) is not None


def _of_another(part: Source) -> bool:
    """Whether a table's value of a substance is used with an amount that is said to be of something else."""
    if not isinstance(part, ByFormula):
        return False
    facts = [s.constant for _, s in part.sources if isinstance(s, Fixed) and s.constant.of]
    for source in (s for _, s in part.sources if facts and isinstance(s, Known) and not s.given.bare):
        span, text = source.given.entry.span, source.given.text.original
        said = _OF.match(text[span.end : span.end + 60].lower()) if span else None
        names = {stem(w) for f in facts for name in f.words for w in name.split()}
        if said and said["noun"] in UNNAMED and stem(said["noun"]) not in names:
            return True
    return False


UNNAMED = frozenset(
    "salt solute compound substance sample gas liquid metal solid powder acid base sugar drug protein mixture".split()
)
"""Nouns that name no substance: an amount `of a salt` is not one of the water that it is dissolved in."""


NAMED = 0.75
"""Closeness from which on words name a number."""


def _signed(scene: Scene) -> bool:
    """Whether the sign or the direction is asked for too, which no formula here tells."""
    return _SIGN.search(scene.text.original.lower()) is not None


def _told_already(scene: Scene, derivation: Derivation) -> bool:
    """Whether the output of a lab that is to answer is told beside a number, and not named where the question asks."""
    part, target = derivation.node, derivation.target
    if not isinstance(part, ByLab) or target.lab is None:
        return False
    spec = part.lab.outputs[part.output]
    asked, _ = asking(scene.text)
    if any(scene.text.tokens[h.first].sentence == asked for w in spec.words for h in scene.text.find(w)):
        return False
    own = [g for g in scene.givens if g.text is scene.text and g.concept is None and g.unit]
    return any(units.compatible(g.unit, spec.unit) and scene.near(g, spec.words) >= NAMED for g in own)


def _mixed(scene: Scene, derivation: Derivation) -> bool:
    """Whether concentrations are taken as they were before two volumes were poured together."""
    volumes = [g for g in scene.givens if g.text is scene.text and units.compatible(g.unit, "L")]
    left = [g for g in volumes if g.entry.id not in derivation.used]
    return len(left) >= 2 and _MIXES.search(scene.text.original.lower()) is not None


_MIXES = re.compile(r"\b(?:mix\w*|pour\w*|add(?:s|ed|ing)?|combin\w+|dilut\w+|made up)\b")


def _coefficient(given: Given) -> bool:
    """Whether a number with a unit is a factor in a written formula: `(14 pC/m^3) r/R`, `3 N sin(t)`."""
    span, text = given.entry.span, given.text.original
    if span is not None and _MULTIPLE.search(text[max(0, span.start - 24) : span.start]):
        return True
    if span is None or given.bare or text[: span.start].count("$") % 2 == 0:
        return False
    rest = text[span.end : span.end + 80].partition("$")[0]
    return _FACTOR.match(re.sub(r"\\[,;! ]|~", " ", normalise(rest)[0] if "\\" not in rest else rest)) is not None


def _left_out(scene: Scene, derivation: Derivation, unread: tuple[str, ...]) -> bool:
    """Whether most numbers are left out, or one of a kind that counts here, of a story that was hardly read."""
    used = derivation.used | derivation.spared
    own = [g for g in scene.givens if g.text is scene.text and g.concept is None and g.unit]
    left = [g for g in own if g.entry.id not in used]
    if len(left) > len(own) / 2:
        return True
    plain = [g for g in scene.givens if g.text is scene.text and g.concept is None and g.bare]
    if any(g.entry.id in used for g in plain) and any(g.entry.id not in used for g in plain):
        return True
    if any(max(scene.evidence(g).values(), default=0.0) >= NAMED for g in plain if g.entry.id not in used):
        return True
    kin = any(units.compatible(g.unit, h.unit) for g in left for h in own if h not in left)
    return len(unread) >= MANY and kin

"""The shape that a formula holds for beside the shapes that a question speaks of. Knows no number and no law."""

import re
from functools import cache

_SHAPES = {
    "sphere": r"spher(?:e|es|ical)\b|\bballs?\b|\bglobe",
    "cylinder": r"cylind(?:er|ers|rical)\b|\bdrums?\b|\bcans?\b|\bpipes?\b|\btubes?\b|\bwires?\b|\bdis[ck]s?\b",
    "cube": r"\bcub(?:e|es)\b|\bcubical\b",
    "cone": r"\bcon(?:e|es|ical)\b",
    "rod": r"\brods?\b|\bsticks?\b|\bbars?\b|\bbeams?\b|\bwires?\b|\brulers?\b|\bpoles?\b",
    "ring": r"\brings?\b|\bhoops?\b|\bloops?\b|\bannul\w+",
    "square": r"\bsquares? (?:plate|loop|coil|of side|with|sheet|field|has|is)\b",
    "triangle": r"\btriang(?:le|les|ular)\b",
}
"""Each shape with the words that name it, or a thing that has it."""


def misshapen(name: str, question: str) -> bool:
    """Whether a formula is of one shape by its name, while the question speaks of others only."""
    own = _named(name.lower())
    told = _named(question.lower()) if own else frozenset()
    return bool(own and told) and not own & told


@cache
def _named(text: str) -> frozenset[str]:
    return frozenset(shape for shape, words in _SHAPES.items() if re.search(words, text))

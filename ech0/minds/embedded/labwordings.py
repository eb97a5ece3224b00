"""Where a wording of a lab stands in a text, whether it is denied there, and whether the text speaks of the lab."""

import re
from functools import cache

from ech0.minds.embedded.words import Hit, Text
from labs import Lab

DENIALS = frozenset(
    "no not non without never denies deny denied neither nor isn't doesn't hasn't wasn't quit stopped ceased former "
    "formerly ex discontinued".split()
)
BETWEEN = frozenset(
    "a an any the is has had history of known current currently - on evidence yet drug drugs medical regular specific "
    "prior previous active other further additional".split()
)
"""What may stand between a denial and what it denies."""


def spoken(lab: Lab, text: Text) -> bool:
    """Whether a text speaks of a lab: by one of its words, or in a way that the lab itself knows."""
    return bool(text.has(lab.words)) or (lab.about is not None and lab.about(text.original))


def spelt(text: Text, word: str) -> list[Hit]:
    """Where a wording stands: a short one with a capital as it is written, one with signs at its end with these."""
    written = _written(word)
    if written is None:
        return text.find(word)
    return [Hit(*text.around(m.start(), m.end())) for m in written.finditer(text.original)]


@cache
def _written(word: str) -> re.Pattern[str] | None:
    """The pattern of a wording that is looked for sign by sign, if it is one."""
    if word[-1:] == "|":  # of a formula: `(1|subject)`
        return re.compile(re.escape(word), re.IGNORECASE)
    if word[-1:] and not word[-1].isalnum():
        return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    if word in ("M", "F"):  # after an age too: `61M`
        return re.compile(rf"(?:(?<![\w-])|(?<=\b\d\d)|(?<=\b\d\d\d)){word}(?![\w*(+])")
    if len(word) <= 3 and word != word.lower():
        return re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w*(+])")
    return None


def made_of(text: Text, first: int) -> bool:
    """Whether a wording is what something is taken apart into: `tear N2 into two nitrogen atoms`."""
    return "into" in {t.text for t in text.tokens[max(0, first - 3) : first]}


def denies(text: Text, hit: Hit) -> bool:
    """Whether `no`, `never` or the like stands before a wording, with little between."""
    at = hit.first - 1
    while at >= 0 and text.tokens[at].text in BETWEEN and hit.first - at <= 4:
        at -= 1
    return at >= 0 and text.tokens[at].text in DENIALS

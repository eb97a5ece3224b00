"""What a number is called by one word that only one input of a lab goes by: `a slow trap of 0.1/ps` is of the trapping.

Words agree by their first letters. A word says nothing that several inputs of the same unit share, and a phrase that
names an input outright says more. Knows no lab.
"""

from collections.abc import Mapping
from functools import cache

from ech0.core.reading import read
from ech0.minds.embedded.unread import EMPTY
from ech0.minds.embedded.words import Hit, Text, stems
from labs import Lab, Real

SAID = 0.75
"""What a word of an input's names counts beside a whole phrase."""
SHORT, ROOT = 4, 5
"""Letters that a word has at least, and by which two agree."""
PLAIN = frozenset(
    "rate time numbe energ value error state tempe proba lengt press of with per per- level stren count cycle site "
    "about where which stand every given times only other than inste known used small thing kind spent".split()
)


def hits(lab: Lab, name: str, text: Text) -> list[tuple[Hit, float]]:
    """Where a text has words that only this input goes by, each with what it counts."""
    own = _telling(lab).get(name, {})
    rows = ((n, own[r]) for n, t in enumerate(text.tokens) for w in t.stem.split("_") if (r := w[:ROOT]) in own)
    return [(Hit(n, n), counts) for n, counts in rows]


_MEMO: dict[str, tuple[Lab, Mapping[str, Mapping[str, float]]]] = {}


def _telling(lab: Lab) -> Mapping[str, Mapping[str, float]]:
    """By input, the roots that no other input of a lab has, nor the lab's own name."""
    known = _MEMO.get(lab.id)
    if known is None or known[0] is not lab:
        _MEMO[lab.id] = known = (lab, _roots(lab))
    return known[1]


def _roots(lab: Lab) -> Mapping[str, Mapping[str, float]]:
    reals = {n: s for n, s in lab.inputs.items() if isinstance(s, Real)}
    said: dict[str, dict[str, float]] = {}
    for name, spec in reals.items():
        said[name] = {r: SAID for w in (*spec.words, name.replace("_", " ")) for r in _of(w)}
    own = _of(lab.id.replace("_", " "))  # of the lab itself: `Debye` names no temperature in a Debye model
    return {
        name: {r: v for r, v in roots.items() if r not in own and not any(r in o for n, o in said.items() if n != name)}
        for name, roots in said.items()
    }


@cache
def _of(phrase: str) -> frozenset[str]:
    long = (s for s in stems(phrase) if len(s) >= SHORT and s.isalpha() and s not in EMPTY)
    return frozenset(s[:ROOT] for s in long if s[:ROOT] not in PLAIN and not any(f.unit for f in read(f"1 {s}")))

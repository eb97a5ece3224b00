"""Names and numbers paired by strokes: in `T/Θ = 60 K / 300 K` the first number is of the first name.

Knows no lab and no unit.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

_NAME = r"[A-Za-zΑ-ω][\w.²₁₂]{0,24}(?:[ -][A-Za-z]\w{0,20})?"
_NUMBER = r"\d[\d.,]*(?:[eE][-+]?\d+)?(?:\s?(?![/|])[^\s/|\d][^\s/|]{0,11})?"
_PAIRS = re.compile(
    rf"(?P<names>{_NAME}(?:\s?[/|]\s?{_NAME}){{1,5}})\s*(?:=|:|of|is|are)\s*"
    rf"(?P<numbers>{_NUMBER}(?:\s?[/|]\s?{_NUMBER}){{1,5}})"
)
_FIRST = re.compile(r"(?:^|[/|])\s*(?=\d)")


@lru_cache(maxsize=64)
def named(text: str) -> Mapping[int, str]:
    """Where the numbers of such pairs start, each with its name; nothing unless names and numbers are as many."""
    found: dict[int, str] = {}
    for m in _PAIRS.finditer(text):
        names = [n.strip() for n in re.split(r"[/|]", m["names"])]
        starts = [m.start("numbers") + p.end() for p in _FIRST.finditer(m["numbers"])]
        if len(names) == len(starts) > 1:
            found |= dict(zip(starts, names, strict=True))
    return found

"""Letters that name a quantity: `C_{V,m} = 27.5 J/(mol K)`, `calculate $q$`, `T_1`. Knows no concept.

A symbol is spelled without spaces, commas and braces: `C_Vm`, `delta U`, `T_1`.
"""

import re
from bisect import bisect_left

from ech0.core.reading import normalise

_SYMBOL = r"(?:delta\s+)?[A-Za-z]+(?:\s*_\s*[A-Za-z0-9]+(?:\s*,\s*[A-Za-z]+)?)?"
_BEFORE = re.compile(rf"(?<![A-Za-z_^/])(?<!/ )(?P<symbol>{_SYMBOL})\s*(?:\([^()]{{0,12}}\)\s*)?=\s*(?:\+\s*)?$")
_MATH = re.compile(r"\$\$?([^$]{1,400})\$\$?")
_ALONE = re.compile(rf"\s*(?P<symbol>{_SYMBOL})\s*(?:\([^()]{{0,12}}\))?\s*")
_TURN = {
    **dict.fromkeys(("1", "i", "0", "initial"), frozenset(("initial", "first"))),
    **dict.fromkeys(("2", "f", "final"), frozenset(("final", "second"))),
    **dict.fromkeys(("h", "H", "hot"), frozenset(("hot",))),
    **dict.fromkeys(("c", "C", "cold"), frozenset(("cold",))),
}


def spelled(symbol: str) -> str:
    """A symbol as concepts list it."""
    change, _, rest = symbol.strip().rpartition("delta ")
    return ("delta " if change or symbol.strip().startswith("delta ") else "") + re.sub(r"[\s,{}]", "", rest)


def before(text: str, place: int) -> str:
    """The symbol that a number at `place` is set equal to, or nothing."""
    norm, at = normalise(text)
    found = _BEFORE.search(norm[: bisect_left(at, place)][-48:])
    return spelled(found["symbol"]) if found else ""


def parts(symbol: str) -> tuple[str, frozenset[str]]:
    """A symbol without its index, and the roles that the index stands for: `T_2` is a final or a second `T`."""
    base, _, index = symbol.partition("_")
    return base, _TURN.get(index, frozenset())


def alone(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Symbols that stand between dollar signs by themselves, with their places, inside `[start, end)`."""
    found = []
    for m in _MATH.finditer(text):
        if start <= m.start() < end and (only := _ALONE.fullmatch(normalise(m.group(1))[0])):
            found.append((spelled(only["symbol"]), m.start()))
    return found

"""Commands on matrices and vectors typed in brackets: `inverse of [[1, 2], [3, 4]]`, `eigenvalues of [2 1; 1 2]`."""

import re

from ech0.core.formal import Operation
from ech0.core.mathtext import free
from ech0.core.types import Plan
from ech0.minds.embedded.commands.asking import Asked
from ech0.minds.embedded.commands.spoken import formula, shown

_TABLE = re.compile(r"\[\s*\[[^\[\]]*\](?:\s*,?\s*\[[^\[\]]*\])*\s*\]|[\[(][^\[\]();]+(?:;[^\[\]();]+)+[\])]")
_VECTOR = re.compile(r"[\[(<]\s*-?[\d./]+(?:\s*,\s*-?[\d./]+)+\s*[\])>]")
_MATRIX = r"(?:the )?(?:square )?(?:[23]x[23] )?(?:matrix )?(?:[a-z] ?= ?)?"
_WHAT: dict[str, Operation] = {
    "determinant": "determinant", "det": "determinant", "inverse": "inverse", "inverse matrix": "inverse",
    "transpose": "transpose", "trace": "trace", "rank": "rank", "eigenvalues": "eigenvalues",
    "eigen values": "eigenvalues", "eigenvalue": "eigenvalues", "invert": "inverse",
}  # fmt: skip
_ONE = re.compile(rf"(?:the )?(?P<what>{'|'.join(sorted(_WHAT, key=len, reverse=True))})(?: of| for)? ?{_MATRIX}@")
_TIMES = re.compile(
    rf"(?:multiply |(?:the )?(?:matrix )?product of )?{_MATRIX}@ ?(?:\*|x|times|and|by|with|·) "
    rf"?{_MATRIX}@"
)
_CROSS = re.compile(r"(?:the )?cross product (?:of|between) (?:the )?(?:vectors? )?# ?(?:and|x|with) ?#|# ?x ?#")
_LENGTH = re.compile(r"(?:the )?(?:magnitude|length|norm) of (?:the )?(?:vector )?#")
_DOT = re.compile(r"(?:the )?(?:dot|scalar|inner) product (?:of|between) (?:the )?(?:vectors? )?# ?(?:and|with) ?#")


def read(asked: Asked) -> Plan | None:
    """A plan, if the command is one operation on tables or vectors of numbers."""
    text = asked.bare
    tables = [_rows(m[0]) for m in _TABLE.finditer(text)]
    rest = _TABLE.sub("@", text)
    if tables and all(tables) and len(tables) <= 2:
        return _table(asked, [t for t in tables if t], rest)
    vectors = [_numbers(m[0]) for m in _VECTOR.finditer(text)]
    rest = _VECTOR.sub("#", text)
    if not vectors or not all(vectors) or tables:
        return None
    if len(vectors) == 2 and _CROSS.fullmatch(rest) and all(len(v) == 3 for v in vectors if v):
        return asked.exactly("cross", [n for v in vectors if v for n in v], label="cross product")
    if len(vectors) == 2 and _DOT.fullmatch(rest) and len(vectors[0] or ()) == len(vectors[1] or ()):
        terms = " + ".join(f"({a})*({b})" for a, b in zip(vectors[0] or (), vectors[1] or (), strict=True))
        return asked.exactly("evaluate", [terms], label="dot product")
    if len(vectors) == 1 and _LENGTH.fullmatch(rest):
        squares = " + ".join(f"({a})**2" for a in vectors[0] or ())
        return asked.exactly("evaluate", [f"sqrt({squares})"], label="length")
    return None


def _table(asked: Asked, tables: list[list[list[str]]], rest: str) -> Plan | None:
    flat = [[n for row in t for n in row] for t in tables]
    if len(tables) == 1 and (found := _ONE.fullmatch(rest)):
        what = _WHAT[found["what"]]
        label = "list of eigenvalues" if what == "eigenvalues" else what
        return asked.exactly(what, flat[0], label=label, rows=len(tables[0]))
    if len(tables) == 2 and _TIMES.fullmatch(rest):
        places = [str(len(tables[1])), str(len(flat[0]))]
        return asked.exactly("multiply", [*flat[0], *flat[1]], label="product", rows=len(tables[0]), parameters=places)
    return None


def _rows(text: str) -> list[list[str]] | None:
    """The numbers of a table row by row; nothing unless all rows are equally long."""
    inner = text.strip()[1:-1]
    rows = re.findall(r"\[([^\[\]]*)\]", inner) if "[" in inner else inner.split(";")
    made = [_numbers(f"[{row}]") for row in rows]
    if not made or any(m is None for m in made) or len({len(m) for m in made if m}) != 1 or len(made) > 6:
        return None
    return [m for m in made if m]


def _numbers(text: str) -> list[str] | None:
    """The numbers of a row, parted by commas or spaces."""
    inner = text.strip()[1:-1].strip()
    parts = [p for p in re.split(r"\s*,\s*|\s+", inner) if p]
    trees = [formula(p) for p in parts]
    if not trees or any(t is None or free(t) for t in trees):
        return None
    return [shown(t) for t in trees if t is not None]

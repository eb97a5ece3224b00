r"""Matrices and vectors: determinant, trace, rank, eigenvalues, dot product, angle, covariance; the work of a force.

Reads `[[1, 2], [3, 4]]`, LaTeX's `pmatrix` and `array`, `(1, 2, 3)` and `3i - 2j + k`.
"""

import re
from itertools import pairwise

from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page, calculation

_TRIGGER = re.compile(
    r"matrix|vector|\\begin|determinant|eigenvalue|dot product|cross product|covariance|correlation"
    r"|\bwork done by a force\b|\bangle between\b|distance between"
)
_NUMBER = r"[-−+]?\s*\d+(?:\.\d+)?(?:/\d+)?"
_ROWS = re.compile(rf"\[\s*(?:\[\s*{_NUMBER}(?:\s*,\s*{_NUMBER})*\s*\]\s*,?\s*)+\]")
_LATEX = re.compile(
    r"(?:\\left\s*[(\[|])?\s*\\begin\{(?:[pbvB]?matrix"
    r"|array)\}(?:\s*\{[lcr]+\})?(?P<body>[-−+\d.,/&\s\\]+?)\\end\{(?:[pbvB]?matrix"
    r"|array)\}(?:\s*\\right\s*[)\]|])?"
)
_TUPLE = re.compile(rf"[(\[⟨]\s*(?P<body>{_NUMBER}(?:\s*,\s*{_NUMBER})+)\s*[)\]⟩]|\\langle(?P<angled>[^\\]+)\\rangle")
_UNITS = re.compile(r"(?<![\w.])(?:[-+−]?\s*(?:\d+(?:\.\d+)?)?\s*[ijk](?![a-z0-9])\s*){2,3}")
_ONE = re.compile(r"(?P<sign>[-+−]?)\s*(?P<size>\d+(?:\.\d+)?)?\s*(?P<axis>[ijk])")
_PROSE = frozenset(
    "a an and are as be by calculate compute consider determine evaluate find following for from given "
    "has have if in is "
    "its let matrix of on or suppose that the then to two value values vector vectors what whose with "
    "where which u v w "
    "x y b c m".split()
)
_SQUARE = {
    "determinant": ("determinant({n}, {all})", "determinant"),
    "largest eigenvalue": ("eigenvalue({n}, {n}, {all})", "largest eigenvalue"),
    "smallest eigenvalue": ("eigenvalue(1, {n}, {all})", "smallest eigenvalue"),
    "rank": ("rank({n}, {all})", "rank"),
}
_PAIRS = {
    "dot product": ("dot({all})", "dot product"),
    "inner product": ("dot({all})", "dot product"),
    "scalar product": ("dot({all})", "dot product"),
    "covariance": ("covariance({all})", "covariance"),
    "correlation": ("correlation({all})", "correlation"),
}


def recognise(page: Page) -> Plan | None:
    """A plan, if a matrix or two vectors and one operation are all that the question speaks of."""
    if not _TRIGGER.search(page.raw) or len(page.raw) > 800:
        return None
    text = re.sub(
        r"\\(?:math(?:bf|rm)|vec|hat|boldsymbol|overrightarrow)\s*\{?\s*\\?([a-zA-Z]+)\s*\}?",
        r" \1 ",
        page.question.text,
    )
    tables = [_rows(m[0]) for m in _ROWS.finditer(text)] + [_latex(m["body"]) for m in _LATEX.finditer(text)]
    rest = _LATEX.sub(" ", _ROWS.sub(" ", text))
    if len(tables) == 1 and tables[0]:
        return _matrix(page, tables[0], rest)
    if tables:
        return None
    vectors = [_components(m) for m in _TUPLE.finditer(text)]
    directed = [_directed(m[0]) for m in _UNITS.finditer(_TUPLE.sub(" ", text))]
    rest = _UNITS.sub(" ", _TUPLE.sub(" ", text))
    return _work(page, vectors, directed, rest) or _vectors(page, vectors or directed, rest)


def _plan(page: Page, expression: str, label: str, unit: str = "") -> Plan:
    text = page.question.text
    statement = page.statement(0, len(text.rstrip()), 1)
    return calculation(page, [("value", expression)], label=label, path="matrices", statements=[statement], unit=unit)


def _plain(rest: str, extra: str) -> bool:
    words = re.findall(r"[a-z]+", re.sub(r"\\[a-z]+", " ", rest.lower()))
    return frozenset(words) <= _PROSE | frozenset(extra.split()) and not re.search(r"\d", rest)


def _matrix(page: Page, rows: list[list[str]], rest: str) -> Plan | None:
    low = rest.lower()
    for words, (form, label) in _SQUARE.items():
        if re.search(rf"\b{words}\b", low) or (words == "determinant" and re.search(r"\bdet\b", low)):
            square = all(len(r) == len(rows) for r in rows)
            if (not square and label != "rank") or len(rows) > 6 or not _plain(rest, f"{words} det square"):
                return None
            every = ", ".join(v for r in rows for v in r)
            return _plan(page, form.format(n=len(rows), all=every), label)
    if re.search(r"\btrace\b", low) and _plain(rest, "trace square") and all(len(r) == len(rows) for r in rows):
        return _plan(page, " + ".join(f"({rows[k][k]})" for k in range(len(rows))), "trace")
    return None


def _vectors(page: Page, vectors: list[list[str]], rest: str) -> Plan | None:
    if len(vectors) != 2 or len(vectors[0]) != len(vectors[1]):
        return None
    every = ", ".join(v for u in vectors for v in u)
    low = rest.lower()
    for words, (form, label) in _PAIRS.items():
        if words in low and _plain(rest, f"{words} sample between coefficient"):
            return _plan(page, form.format(all=every), label)
    if "angle between" in low and _plain(rest, "angle between degrees radians"):
        return _plan(page, f"angle({every})", "angle", "radian")
    if "distance between" in low and _plain(rest, "distance between points point euclidean"):
        inside = ", ".join(f"({b}) - ({a})" for a, b in zip(*vectors, strict=True))
        return _plan(page, f"norm({inside})", "distance")
    return None


def _work(page: Page, points: list[list[str]], forces: list[list[str]], rest: str) -> Plan | None:
    """The work of a constant force along a straight way from one point to another."""
    if not re.search(r"\bwork done by a(?: constant)? force\b", rest.lower()) or len(forces) != 1 or len(points) != 2:
        return None
    if any(len(p) != 3 for p in points) or re.search(r"\bvar|\d", rest):
        return None
    way = ", ".join(f"({b}) - ({a})" for a, b in zip(*points, strict=True))
    si = re.search(r"\bmeters?\b|\bmetres?\b", rest) and re.search(r"\bnewtons?\b", rest)
    return _plan(page, f"dot({', '.join(forces[0])}, {way})", "work", "joule" if si else "")


def _number(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("−", "-")).lstrip("+")


def _rows(text: str) -> list[list[str]]:
    return [[_number(v) for v in row.split(",")] for row in re.findall(r"\[([^\[\]]+)\]", text)]


def _latex(body: str) -> list[list[str]]:
    rows = [[_number(v) for v in row.split("&")] for row in re.split(r"\\\\|\\ ", body) if row.strip()]
    right = all(re.fullmatch(r"-?\d+(?:\.\d+)?(?:/\d+)?", v) for row in rows for v in row)
    return rows if right and all(len(a) == len(b) for a, b in pairwise(rows)) else []


def _components(found: re.Match[str]) -> list[str]:
    return [_number(v) for v in (found["body"] or found["angled"]).split(",")]


def _directed(text: str) -> list[str]:
    parts = dict.fromkeys("ijk", "0")
    for m in _ONE.finditer(text):
        parts[m["axis"]] = ("-" if m["sign"] in ("-", "−") else "") + (m["size"] or "1")
    return list(parts.values())

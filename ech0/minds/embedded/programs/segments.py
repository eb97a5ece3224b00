r"""The mathematics in a question: where its formulas stand, and what each of them says. Knows no operation.

A formula is what stands between dollar signs or in a display, or a run of signs in plain text. It says an equation, a
chain of inequalities, an interval, a list of numbers, or an expression. The words around have `@k` in its place.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ech0.core import mathtext
from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Var

MAX_FORMULAS = 16
_LATEX = re.compile(
    r"\$\$(.+?)\$\$|\$(.+?)\$|\\\[(.+?)\\\]|\\\((.+?)\\\)"
    r"|\\begin\{(?:equation|align|gather)\*?\}(.+?)\\end\{(?:equation|align|gather)\*?\}",
    re.DOTALL,
)
_WORD = r"(?:arc)?(?:sin|cos|tan|sec|csc|cot)h?|sqrt|exp|ln|log|pi|infinity|d?[a-zA-Z]|\d+(?:\.\d+)?[a-zA-Z]{0,2}"
_BARE = re.compile(
    rf"(?:\\[A-Za-z]+|(?<![A-Za-z\\])(?:{_WORD})(?![A-Za-z])|[-+*/^_(){{}}\[\]|!=<>'≤≥π∞∫√²³]|,(?=\s?[-\d])|\.\d|[ ~])+"
)
_MATHEMATICAL = re.compile(r"[=^\\*/<>≤≥∫√²³]|\[[^\]]*,|\d[a-z]|[a-z]\(")
_STATES = re.compile(r"^(?:[a-z]\w?(?:\([^()=]*\))?\s*=|\[)")
_APART = re.compile(r"\\(?:text|mbox|textrm)\s*\{\s*(?:and|or|for|if|where|,|;)?\s*\}|\\quad|\\qquad|\\\\|;")
_RELATION = re.compile(r"(\\leq?(?![a-z])|\\geq?(?![a-z])|≤|≥|<=|>=|=|<|>)")
_SIGN = {"\\le": "<", "\\leq": "<", "≤": "<", "<=": "<", "<": "<", "\\ge": ">", "\\geq": ">", "≥": ">", ">=": ">"}
_SIGN |= {">": ">", "=": "="}
_DEFINES = re.compile(r"^\s*([a-zA-Z])\s*\(\s*([a-zA-Z])\s*\)\s*$")


class Said(NamedTuple):
    """One thing that a formula says. `kind`: equation, chain, interval, tuple, expression, or unread.

    `parts` are the sides or members as text; `start` and `end` place the whole formula in the question.
    """

    kind: str
    parts: tuple[str, ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The parts as they stand."""
        return " ; ".join(self.parts)


@dataclass(frozen=True)
class Formulas:
    """All formulas of a text, each split into what it says."""

    text: str
    functions: Mapping[str, mathtext.Definition] = field(default_factory=dict)

    @cached_property
    def places(self) -> tuple[tuple[int, int, str], ...]:
        """Where formulas stand, and what stands there without its fences."""
        found = [(m.start(), m.end(), next(g for g in m.groups() if g)) for m in _LATEX.finditer(self.text)]
        bare = [p for p in self._bare() if not any(s < p[1] and p[0] < e for s, e, _ in found)]
        if found:  # where there is LaTeX, plain text says at most an equation or an interval
            bare = [p for p in bare if _STATES.match(p[2])]
        return tuple(sorted((*found, *bare)))[: MAX_FORMULAS + 1]

    def _bare(self) -> Iterator[tuple[int, int, str]]:
        for m in _BARE.finditer(_LATEX.sub(lambda f: "@" * len(f[0]), self.text)):
            body = re.sub(r"^\s*(?:a|A|I)\s+(?=[A-Za-z(\\|])|\s+(?:a|A|I)\s*$", " ", m[0]).strip(" ,.")
            if body and _MATHEMATICAL.search(body):
                start = m.start() + m[0].index(body)
                yield start, start + len(body), body

    @cached_property
    def said(self) -> tuple[tuple[Said, ...], ...]:
        """What each formula says, in order."""
        return tuple(tuple(_said(body, start, end)) for start, end, body in self.places)

    @cached_property
    def words(self) -> str:
        """The text in lower case with `@k` for the k-th formula."""
        out, at = [], 0
        for k, (start, end, _) in enumerate(self.places):
            out += [self.text[at:start], f" @{k} "]
            at = end
        plain = re.sub(r"[^\w@'.?,\-%]+", " ", "".join([*out, self.text[at:]]).lower().replace("’", "'"))
        return re.sub(r"\s+([.,?])", r"\1", " ".join(plain.split()))

    def defined(self) -> "Formulas":
        """The same with the letters that formulas define as functions of one variable: `f(x) = x^2`."""
        known: dict[str, mathtext.Definition] = {}
        for said in (s for line in self.said for s in line if s.kind == "equation"):
            head = _DEFINES.match(said.parts[0])
            if head and head[1] not in "de":
                try:
                    known[head[1]] = (head[2], mathtext.read(said.parts[1], known))
                except ClaimError:
                    continue
        return Formulas(self.text, known)

    def read(self, text: str) -> Node | None:
        """The tree of an expression with the functions defined here; nothing if it is not understood."""
        try:
            return mathtext.read(text, self.functions)
        except ClaimError:
            return None

    def number(self, text: str) -> Node | None:
        """The tree of an expression without variables."""
        tree = self.read(text)
        return tree if tree is not None and not mathtext.free(tree) and tree != Var("e") else None


def _said(body: str, start: int, end: int) -> Iterator[Said]:
    for piece in _pieces(body):
        sides = _RELATION.split(piece)
        parts, signs = [s.strip() for s in sides[::2]], [_SIGN[s] for s in sides[1::2]]
        if re.match(r"\s*(?:P|Pr|\\mathbb\{?P\}?)\s*(?:\\left)?\s*[(\[]", piece) and "=" not in signs:
            yield Said("expression", (piece.strip(),), start, end)
        elif any(not p for p in parts):
            yield Said("unread", (piece.strip(),), start, end)
        elif "\\sum" in piece or "\\prod" in piece or "\\lim" in piece or not signs:
            yield _plain(piece.strip(), start, end)
        elif set(signs) == {"="}:
            yield Said("equation", tuple(parts), start, end)
        elif "=" not in signs and len(set(signs)) == 1:
            yield Said("chain", tuple(parts if signs[0] == "<" else parts[::-1]), start, end)
        else:
            yield Said("unread", (piece.strip(),), start, end)


def _plain(piece: str, start: int, end: int) -> Said:
    inner = re.sub(r"\\(?:left|right)", "", piece).strip()
    members = _pieces(inner[1:-1], commas=True) if inner[:1] in ("[", "(") and inner[-1:] in ("]", ")") else []
    if len(members) > 1:
        kind = "interval" if len(members) == 2 and (inner[0] == "[" or inner[-1] == "]") else "tuple"
        return Said(kind, tuple(m.strip() for m in members), start, end)
    return Said("expression", (piece.rstrip(".").strip(),), start, end)


def _pieces(body: str, *, commas: bool = True) -> list[str]:
    """A formula split where it says one thing after another: at commas and `and` outside of brackets."""
    body = _APART.sub(",", body)
    pieces, depth, at = [], 0, 0
    for k, sign in enumerate(body):
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif (
            sign == ","
            and not depth
            and commas
            and not re.match(r"\d{3}(?!\d)", body[k + 1 :])
            and body[k - 1 : k] != "\\"
        ):
            pieces.append(body[at:k])
            at = k + 1
    return [p for p in (*pieces, body[at:]) if p.strip(" .")]

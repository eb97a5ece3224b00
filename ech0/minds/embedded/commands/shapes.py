"""Commands of geometry: areas, volumes, perimeters and diagonals of named shapes from the lengths that fix them.

The formulas are those of school geometry [Bronshtein2015]_. Lengths may be in different units; the answer is in that of
the first.

References:
    .. [Bronshtein2015] I. N. Bronshtein et al., Handbook of Mathematics, 6th ed. (2015), ch. 3.
"""

import re
from collections.abc import Mapping

from ech0.core import units
from ech0.core.types import Plan
from ech0.minds.embedded.commands.asking import Asked
from ech0.minds.embedded.programs.page import Page, calculation

_HERON = "sqrt(({a}+{b}+{c})/2*(({b}+{c}-{a})/2)*(({a}+{c}-{b})/2)*(({a}+{b}-{c})/2))"
FORMULAS: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("circle", "area"): (("r", "pi*{r}**2"), ("D", "pi*{D}**2/4")),
    ("circle", "perimeter"): (("r", "2*pi*{r}"), ("D", "pi*{D}")),
    ("semicircle", "area"): (("r", "pi*{r}**2/2"), ("D", "pi*{D}**2/8")),
    ("ellipse", "area"): (("ab", "pi*{a}*{b}"),),
    ("sphere", "volume"): (("r", "4/3*pi*{r}**3"), ("D", "pi*{D}**3/6")),
    ("sphere", "surface area"): (("r", "4*pi*{r}**2"), ("D", "pi*{D}**2")),
    ("hemisphere", "volume"): (("r", "2/3*pi*{r}**3"), ("D", "pi*{D}**3/12")),
    ("cylinder", "volume"): (("rh", "pi*{r}**2*{h}"), ("Dh", "pi*{D}**2/4*{h}")),
    ("cylinder", "surface area"): (("rh", "2*pi*{r}*({r}+{h})"), ("Dh", "pi*{D}*({D}/2+{h})")),
    ("cone", "volume"): (("rh", "pi*{r}**2*{h}/3"), ("Dh", "pi*{D}**2/12*{h}")),
    ("cone", "surface area"): (("rh", "pi*{r}*({r}+sqrt({r}**2+{h}**2))"),),
    ("cube", "volume"): (("a", "{a}**3"),),
    ("cube", "surface area"): (("a", "6*{a}**2"),),
    ("cube", "diagonal"): (("a", "sqrt(3)*{a}"),),
    ("square", "area"): (("a", "{a}**2"),),
    ("square", "perimeter"): (("a", "4*{a}"),),
    ("square", "diagonal"): (("a", "sqrt(2)*{a}"),),
    ("rectangle", "area"): (("lw", "{l}*{w}"), ("ab", "{a}*{b}")),
    ("rectangle", "perimeter"): (("lw", "2*({l}+{w})"), ("ab", "2*({a}+{b})")),
    ("rectangle", "diagonal"): (("lw", "sqrt({l}**2+{w}**2)"), ("ab", "sqrt({a}**2+{b}**2)")),
    ("cuboid", "volume"): (("lwh", "{l}*{w}*{h}"), ("abc", "{a}*{b}*{c}")),
    ("cuboid", "surface area"): (("lwh", "2*({l}*{w}+{w}*{h}+{l}*{h})"), ("abc", "2*({a}*{b}+{b}*{c}+{a}*{c})")),
    ("cuboid", "diagonal"): (("lwh", "sqrt({l}**2+{w}**2+{h}**2)"), ("abc", "sqrt({a}**2+{b}**2+{c}**2)")),
    ("triangle", "area"): (("gh", "{g}*{h}/2"), ("abc", _HERON)),
    ("triangle", "perimeter"): (("abc", "{a}+{b}+{c}"),),
    ("right triangle", "area"): (("ab", "{a}*{b}/2"), ("gh", "{g}*{h}/2")),
    ("right triangle", "hypotenuse"): (("ab", "sqrt({a}**2+{b}**2)"), ("gh", "sqrt({g}**2+{h}**2)")),
    ("equilateral triangle", "area"): (("a", "sqrt(3)/4*{a}**2"),),
    ("equilateral triangle", "perimeter"): (("a", "3*{a}"),),
    ("equilateral triangle", "height"): (("a", "sqrt(3)/2*{a}"),),
    ("trapezium", "area"): (("abh", "({a}+{b})/2*{h}"),),
    ("parallelogram", "area"): (("gh", "{g}*{h}"),),
    ("rhombus", "area"): (("pq", "{p}*{q}/2"),),
    ("square pyramid", "volume"): (("gh", "{g}**2*{h}/3"), ("ah", "{a}**2*{h}/3")),
    ("regular hexagon", "area"): (("a", "3*sqrt(3)/2*{a}**2"),),
    ("regular hexagon", "perimeter"): (("a", "6*{a}"),),
}
"""By shape and what is asked: which lengths it takes (a, b, c sides; r radius; D diameter; h height; g base; l, w
length and width; p, q diagonals), and the formula."""
_SHAPES = {
    "equilateral triangle": "equilateral triangle", "right(?:-| )?(?:angled?)? triangle": "right triangle",
    "square(?:-| )?(?:based )?pyramid|pyramid with a square base": "square pyramid",
    "regular hexagon": "regular hexagon",
    "triangle": "triangle", "semi-?circle": "semicircle", "circle": "circle", "ellipse": "ellipse",
    "hemisphere": "hemisphere", "sphere|ball": "sphere", "(?:right )?(?:circular )?cylinder": "cylinder",
    "(?:right )?(?:circular )?cone": "cone", "cube": "cube", "square": "square", "rectangle": "rectangle",
    "cuboid|rectangular (?:prism|box)|box": "cuboid", "trapezoid|trapezium": "trapezium",
    "parallelogram": "parallelogram", "rhombus": "rhombus",
}  # fmt: skip
_ASKS = {
    "(?:total )?surface area": "surface area", "area": "area", "volume": "volume",
    "perimeter|circumference": "perimeter",
    "(?:space )?diagonal": "diagonal", "hypotenuse": "hypotenuse", "height": "height",
}  # fmt: skip
_LENGTHS = {
    "radius": "r", "diameter": "D", "(?:perpendicular )?height": "h", "base(?: length)?": "g",
    "(?:side|edge)(?: length)?": "a", "length": "l", "width|breadth": "w", "depth": "h",
}  # fmt: skip
_AFTER = {"radius": "r", "in radius": "r", "diameter": "D", "in diameter": "D", "across": "D", "high": "h", "tall": "h"}
_AFTER |= {"deep": "h", "long": "l", "wide": "w", "side": "a", "edges?": "a", "sides": "a"}
_LISTED = {
    r"(?:sides?|legs?|edges|semi-?axes|(?:parallel )?(?:sides|bases)|dimensions|(?:the )?shorter sides"
    r"|catheti)(?: lengths?)?": "abc",
    r"diagonals": "pq",
}
_IS = r"(?: of| is| are| =|=|:)? ?"
_BY = re.compile(r"#(\d+)(?: ?(?:by|x|×|\*) ?#(\d+))(?: ?(?:by|x|×|\*) ?#(\d+))?")
_FILL = frozenset(
    "a an the of with and is are its what whats what's find calculate compute if has have having whose that which "
    "given "
    "for where in measuring sized measures how much big large work out determine".split()
)


def read(asked: Asked) -> Plan | None:
    """A plan, if a shape, what is asked of it and its lengths are all that the question speaks of."""
    page = asked.page
    text = re.sub(r"[?!,.]+(?=\s|$)", " ", page.text)
    if not page.numbers or len(page.numbers) > 3:
        return None
    wanted = next(((m, name) for words, name in _ASKS.items() if (m := re.search(rf"\b(?:{words})\b", text))), None)
    if wanted is None:
        return None
    rest = text[: wanted[0].start()] + " " + text[wanted[0].end() :]
    shape = next(((m, name) for words, name in _SHAPES.items() if (m := re.search(rf"\b(?:{words})\b", rest))), None)
    if shape is None:
        return None
    rest = rest[: shape[0].start()] + " " + rest[shape[0].end() :]
    lengths, rest = _lengths(rest)
    if lengths is None or not frozenset(rest.split()) <= _FILL or not page.all_used(lengths.values()):
        return None
    form = next((f for needs, f in FORMULAS.get((shape[1], wanted[1]), ()) if set(needs) == set(lengths)), None)
    return (
        _plan(page, form, lengths, wanted[1] if shape[1] != "circle" or wanted[1] != "perimeter" else "circumference")
        if form
        else None
    )


def _lengths(text: str) -> tuple[dict[str, str] | None, str]:
    """Each length by its letter, and the words that are left; nothing for one that is named twice."""
    found: dict[str, str] = {}
    for words, letters in _LISTED.items():
        if m := re.search(rf"\b{words}{_IS}((?:#\d+)(?:(?:,? and |, ?| by | +)#\d+)+)", text):
            marks = re.findall(r"#(\d+)", m[1])
            if len(marks) > len(letters):
                return None, text
            found |= dict(zip(letters, marks, strict=False))
            text = text[: m.start()] + " " + text[m.end() :]
    if m := _BY.search(text):
        found |= {k: v for k, v in zip("abc", m.groups(), strict=True) if v}
        text = text[: m.start()] + " " + text[m.end() :]
    for words, letter in _LENGTHS.items():
        while m := re.search(rf"\b(?:{words})\b{_IS}#(\d+)", text):
            if letter in found:
                return None, text
            found[letter] = m[1]
            text = text[: m.start()] + " " + text[m.end() :]
    for words, letter in _AFTER.items():
        while m := re.search(rf"#(\d+) (?:{words})\b", text):
            if letter in found:
                return None, text
            found[letter] = m[1]
            text = text[: m.start()] + " " + text[m.end() :]
    if {"a", "b"} <= set(found) and "g" in found:
        return None, text
    return found, text


def _plan(page: Page, form: str, lengths: Mapping[str, str], label: str) -> Plan | None:
    said = [page.unit(m) for m in lengths.values()]
    first = page.unit(min(lengths.values(), key=int))
    if any((u == "") != (first == "") for u in said) or (first and not all(units.compatible(u, "m") for u in said)):
        return None
    power = {"area": 2, "surface area": 2, "volume": 3}.get(label, 1)
    unit = "" if not first else first if power == 1 else f"{first}^{power}"
    worked = form.format(**{k: f"n{m}" for k, m in lengths.items()})
    taken = {int(m): first for m in lengths.values()}
    return calculation(page, [("value", worked)], label=label, path="shapes", units=taken, unit=unit)

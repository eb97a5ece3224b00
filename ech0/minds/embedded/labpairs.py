"""Names and numbers told in the same order: `AST/ALT 42/38`, `AST and ALT are 42 and 38 U/L`.

Each number after its own name, though a joined name and a joined number stand between. Knows no lab.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from ech0.core.reading import read
from ech0.core.types import Quantity
from ech0.minds.embedded.givens import Given, Scene
from labs import Real

_LINK = r"\s?(?:\([^)]*\)\s?)?(?:of|is|are|were|was|=|:|at|,)?\s?(?:about\s)?"
_NUMBER = r"\d+(?:\.\d+)?"
_SLASHED = re.compile(r"(?<![\w./])(?P<first>\d{2,3})/(?P<second>\d{2,3})(?![\w/]|\.\d)")
_UNIT = r"\s?[A-Za-zµ%]*(?:/[A-Za-z]+)?"


def paired(scene: Scene, reals: Mapping[str, Real]) -> dict[str, Given]:
    """The numbers of inputs that are named two in a row, before two numbers in a row."""
    text = scene.text.original
    if (pressed := _pressure(scene, reals)) is not None:
        return pressed
    words = {w.lower(): n for n, s in reals.items() for w in (*s.words, n.replace("_", " ")) if len(w) > 1}
    if len(set(words.values())) < 2:
        return {}
    named = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    pattern = re.compile(
        rf"(?<!\w)(?P<one>{named})\s?(?P<by>/|and|&)\s?(?P<two>{named}){_LINK}"
        rf"(?P<first>{_NUMBER}){_UNIT}\s?(?:/|and|&)\s?(?P<second>{_NUMBER})(?![\w.]*\d)",
        re.IGNORECASE,
    )
    found: dict[str, Given] = {}
    for m in pattern.finditer(text):
        one, two = words[m["one"].lower()], words[m["two"].lower()]
        if one == two or one in found or two in found:
            continue
        a, b = _at(scene, m.start("first")), _at(scene, m.start("second"))
        if a is None and b is None:
            continue
        whole = b or a
        end = text[m.start("second") : m.end() + 12]
        unit = next((g.unit for g in (b, a) if g is not None and g.unit), "") or read(end)[0].unit or reals[one].plain
        if whole is not None:
            found[one] = _told(a or whole, m, "first", unit)
            found[two] = _told(b or whole, m, "second", unit)
    return found


def _pressure(scene: Scene, reals: Mapping[str, Real]) -> dict[str, Given] | None:
    """The first of two numbers such as `146/92`, the only such pair of a text, for the input of a blood pressure."""
    mine = next((n for n, s in reals.items() if s.plain == "mmHg" and "BP" in s.words), None)
    found = [m for m in _SLASHED.finditer(scene.text.original) if mine and _pressures(m)]
    given = _at(scene, found[0].start("first")) if len(found) == 1 else None
    if mine is None or given is None or any(g.unit == "mmHg" for g in scene.givens):
        return None
    quantity = given.entry.quantity
    if quantity is not None and quantity.value == float(found[0]["first"]):
        return None  # it is read so already
    return {mine: _told(given, found[0], "first", "mmHg")}


def _pressures(m: re.Match[str]) -> bool:
    """Whether two numbers can be a systolic and a diastolic pressure."""
    return 70 <= int(m["first"]) <= 260 and 35 <= int(m["second"]) <= 150 and int(m["second"]) < int(m["first"])


def _at(scene: Scene, start: int) -> Given | None:
    """The given that begins at a place of the text."""
    own = (g for g in scene.givens if g.text is scene.text and g.concept is None and g.entry.span)
    return next((g for g in own if g.entry.span and g.entry.span.start == start), None)


def _told(given: Given, m: re.Match[str], which: str, unit: str) -> Given:
    """A number of the pair with the unit that both share; as it stands where it has it already."""
    quantity, span = given.entry.quantity, given.entry.span
    value = float(m[which])
    same = quantity is not None and quantity.value == value and given.unit == unit
    if same and span is not None and span.start == m.start(which):
        return given
    changed: dict[str, object] = {
        "id": f"{given.entry.id}{which[0]}",
        "quantity": Quantity(value=value, unit=unit),
        "label": f"{m[which]} {unit}".strip() + f", the {which} of {m.group()[m.start('first') - m.start() :]}",
    }
    if span is not None:
        changed["span"] = span.model_copy(update={"start": m.start(which), "end": m.end(which)})
        changed["text"] = m[which]
    return replace(given, entry=given.entry.model_copy(update=changed))

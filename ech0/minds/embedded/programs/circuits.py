"""Any number of resistors, capacitors or inductors together, in series or in parallel."""

import re

from ech0.core import units
from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page, calculation

_PARTS = {
    "resistor": ("ohm", "series", "equivalent resistance"),
    "resistance": ("ohm", "series", "equivalent resistance"),
    "capacitor": ("farad", "parallel", "equivalent capacitance"),
    "inductor": ("henry", "series", "equivalent inductance"),
}
_TRIGGER = re.compile(r"\bin (?:series|parallel)\b")
_SHAPE = re.compile(
    r"(?:(?:what is|find|calculate|determine|compute) (?:the )?(?:total|equivalent|combined|overall"
    r"|effective|net)? ?(?:resistance|capacitance|inductance)(?: of| when| if)? )?"
    r"(?:(?:a|three|two|four|five|#\d+|the) )?(?:(?P<part>resistor|resistance|capacitor|inductor)s? "
    r")?(?:of |with |, )?(?:(?:resistances?|capacitances?|values?) )?(?:of )?"
    r"(?P<list>(?:an? )?#\d+(?:(?:,| and|, and)(?: an?)? #\d+)+)(?: (?P<part2>resistor|resistance"
    r"|capacitor|inductor)s?)?(?: are| is)?(?: all)?(?: (?:connected|wired|placed|joined|put|arranged"
    r"|combined))?(?: together)? in (?P<how>series|parallel)"
    r"(?:[.,]? (?:(?:what is|find|calculate|determine|compute) (?:the|their)(?: total| equivalent| "
    r"combined| overall| effective| net)? (?:resistance|capacitance|inductance)(?: of the "
    r"(?:combination|circuit|network))?))?\s*[.?]?"
)


def recognise(page: Page) -> Plan | None:
    """A plan, if equal parts in series or in parallel are all that is spoken of."""
    if not _TRIGGER.search(page.raw) or len(page.raw) > 300:
        return None
    found = _SHAPE.fullmatch(page.text)
    if found is None:
        return None
    part = found["part"] or found["part2"]
    marks = re.findall(r"#(\d+)", found["list"])
    counts = [
        k
        for k, e in enumerate(page.numbers)
        if str(k) not in marks and page.value(k) == len(marks) and not page.unit(k)
    ]
    if part is None or not page.all_used([*marks, *counts]):
        return None
    unit, adding, label = _PARTS[part]
    if not all(page.unit(m) and units.compatible(page.unit(m), unit) for m in marks):
        return None
    if found["how"] == adding:
        total = " + ".join(f"n{m}" for m in marks)
    else:
        total = f"1/({' + '.join(f'1/n{m}' for m in marks)})"
    return calculation(
        page, [("value", total)], label=label, path="circuits", units={int(m): unit for m in marks}, unit=unit
    )

"""Heating and cooling of water through its phases at one atmosphere: ice, liquid, steam, step by step.

Also the temperature that ice and liquid water come to together, which need not melt all of the ice; the checker finds
which case holds. Knows no other substance and no other pressure; stated specific or latent heats take precedence.
"""

import re

from ech0.core.types import Definition, Plan
from ech0.minds.embedded.programs.page import Page, calculation

_TRIGGER = re.compile(r"\b(?:ice|steam|water vapou?r)\b")
_HEAT = re.compile(
    r"\bhow much (?:heat|energy|thermal energy)\b|(?:what|calculate|find|determine|compute) (?:is"
    r" )?(?:the )?(?:total |minimum )?(?:amount of )?(?:heat|energy|thermal energy|quantity of heat)\b"
)
_FINAL = re.compile(
    r"\b(?:what|calculate|find|determine|compute)\b[^.?]*\b(?:final|equilibrium|resulting)\b[^.?]*\btemperature\b"
)
_PHASE = r"(?P<{0}p>ice|(?:liquid )?water|steam|water vapou?r)"
_AT = r"(?:at|from|initially at|that is at|of temperature|whose temperature is)"
_CHANGE = re.compile(
    rf"#(?P<m>\d+)(?: (?:block|cube|piece|sample|chunk|mass))? (?:of )?{_PHASE.format('a')},? {_AT} #(?P<a>\d+)"
    rf"(?:,)? (?:completely |entirely |all )?(?:(?:in)?to|and (?:then )?(?:warm|heat|bring|raise|cool))"
    rf" (?:the (?:resulting )?)?"
    rf"{_PHASE.format('b')} (?:at|to|up to) #(?P<b>\d+)"
)
_MIXED = re.compile(
    rf"#(?P<m>\d+)(?: (?:block|cube|piece|chunk|sample))? (?:of )?(?P<x>ice|water)(?: (?:cubes?|block))?,?"
    rf" {_AT} #(?P<a>\d+)(?P<w>[^#.]*)"
    rf"#(?P<n>\d+) (?:of )?(?P<y>ice|(?:liquid )?water)(?: (?:cubes?|block))?,? {_AT} #(?P<b>\d+)"
)
_MIXES = re.compile(r"\b(?:add|adds|added|drop|drops|dropped|plac|plunge|put|mix|mixed|thrown|combin|with|into)")
_WORDS = frozenset(
    "a absorb absorbed add added all amount an and are assume assuming at atm atmospheric be block boil by "
    "calculate calorimeter capacity change changed chunk come comes complete completely compute constant "
    "container container's convert converted converting cool cooled cooling cube cup determine dropped drops "
    "energy entire entirely equilibrium exchanged extracted final find for freeze freezing from give given has "
    "heat heated how ice ignore in initially insulated insulating into is isolated it its kept let liquid loss "
    "losses lost mass melt melting minimum mix mixed mixture much must necessary needed neglect neglecting "
    "negligible no normal of off once one piece place placed pressure process quantity raise reached released "
    "remove removed required resulting sample steam supplied surroundings system taken temperature that the "
    "thermal thermally to total transform turn turned turning under until up vapor vapour vessel warm water well "
    "what when which will with withdrawn you".split()
)
_CELSIUS = ("degC", "degree_Celsius")
_NAMES = {"c_i": "specific_heat_ice", "c_w": "specific_heat_water", "c_s": "specific_heat_steam"}
_LATENT = {"L_f": "latent_heat_fusion_water", "L_v": "latent_heat_vaporization_water"}
_TABLES = {k: (v, "J/(kg K)") for k, v in _NAMES.items()} | {k: (v, "J/kg") for k, v in _LATENT.items()}


def recognise(page: Page) -> Plan | None:
    """A plan, if water in named phases at stated temperatures is all that is said."""
    if not _TRIGGER.search(page.raw) or len(page.raw) > 500:
        return None
    words = re.findall(r"[a-z][a-z']*", re.sub(r"#\d+", " ", page.text))
    if not all(w in _WORDS for w in words):
        return None
    if _HEAT.search(page.text):
        return _changed(page)
    return _mixed(page) if _FINAL.search(page.text) else None


def _changed(page: Page) -> Plan | None:
    found = _CHANGE.search(page.text)
    if found is None or not page.all_used([found["m"], found["a"], found["b"]]):
        return None
    places = [_phase(found["ap"]), _phase(found["bp"])]
    if not _possible(page, (found["a"], places[0]), (found["b"], places[1])):
        return None
    up = (places[0], page.value(found["a"])) <= (places[1], page.value(found["b"]))
    low, high = ("a", "b") if up else ("b", "a")
    start, end = sorted(places)
    steps, ends = [], {0: "273.15", 1: "373.15"}
    for phase in range(start, end + 1):
        bottom = f"n{found[low]}" if phase == start else ends[phase - 1]
        top = f"n{found[high]}" if phase == end else ends[phase]
        steps.append(f"{('c_i', 'c_w', 'c_s')[phase]}*({top} - {bottom})")
        if phase < end:
            steps.append(("L_f", "L_v")[phase])
    heat = f"n{found['m']}*({' + '.join(steps)})"
    return _worked(page, [Definition(name="value", expression=heat, unit="J", meaning="heat", text=_WHY)], "heat", "J")


def _mixed(page: Page) -> Plan | None:
    found = _MIXED.search(page.text)
    if found is None or not _MIXES.search(page.text) or not page.all_used([found[k] for k in "manb"]):
        return None
    one, two = _phase(found["x"]), _phase(found["y"])
    if {one, two} != {0, 1} or not _possible(page, (found["a"], one), (found["b"], two)):
        return None
    ice, cold, water, warm = (f"n{found[k]}" for k in ("manb" if one == 0 else "nbma"))
    made = [
        Definition(name="given_off", expression=f"c_w*{water}*({warm} - 273.15)", unit="J", meaning="heat given off"),
        Definition(
            name="taken", expression=f"{ice}*(c_i*(273.15 - {cold}) + L_f)", unit="J", meaning="heat to melt the ice"
        ),
        Definition(
            name="value",
            expression=f"273.15 + max(0, given_off - taken)/(c_w*({ice} + {water}))",
            unit="kelvin",
            meaning="final temperature",
            text=_WHY,
        ),
    ]
    plan = _worked(page, made, "final temperature", "kelvin")
    celsius = page.unit(found["a"]) in _CELSIUS and page.unit(found["b"]) in _CELSIUS
    return plan.model_copy(update={"unit": page.question.unit or "degC"}) if celsius else plan


def _phase(word: str) -> int:
    return 0 if word == "ice" else 2 if word.startswith(("steam", "water v")) else 1


def _possible(page: Page, *stated: tuple[str, int]) -> bool:
    """Whether each phase can have its temperature at one atmosphere."""
    bounds = ((0.0, 273.16), (273.14, 373.16), (373.14, 1000.0))
    for mark, phase in stated:
        if page.unit(mark) not in (*_CELSIUS, "kelvin", "K"):
            return False
        kelvin = page.value(mark) + (273.15 if page.unit(mark) in _CELSIUS else 0.0)
        if not bounds[phase][0] <= kelvin <= bounds[phase][1]:
            return False
    return True


def _worked(page: Page, made: list[Definition], label: str, unit: str) -> Plan:
    used = " ".join(d.expression for d in made)
    marks = {int(m) for m in re.findall(r"\bn(\d+)\b", used)}
    units = {m: "kg" if page.unit(m) not in (*_CELSIUS, "kelvin", "K") else "kelvin" for m in marks}
    tables = {n: t for n, t in _TABLES.items() if re.search(rf"\b{n}\b", used)}
    return calculation(page, made, label=label, path="heating", units=units, unit=unit, tables=tables)


_WHY = "at one atmosphere; each phase is warmed, and each change takes its latent heat"

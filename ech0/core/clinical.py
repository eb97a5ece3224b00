"""How clinical notes write quantities: `58F` for an age and a sex, `118 G/L` for cells, `2 mmol glucose/gDW/h`.

Part of the reader of quantities; knows units, and no lab and no concept.
"""

import re

_SUBJECT = re.compile(
    r"\b(?:patients?|creat\w*|sCr|Cr|e?GFR|CKD|BP|SBP|HR|RR|mm ?Hg|NEWS2?|q?SOFA|MELD|FIB-?4|SpO2|sats?|smok\w+"
    r"|diabet\w+|carboplatin|ASCVD|PCE|cholesterol|HDL|admitted|ward|bilirubin|platelets|ABG|surgery|BSA|pneumonia|sepsis)\b"
)
_AGED = re.compile(r"(?P<age>\d{2,3})(?P<sex>[MF])(?=[\s,;:.)]|$)")
_CELLS = re.compile(r"\s?(?:(?P<giga>G)|(?P<tera>T)|(?P<kilo>[kK]))/(?P<over>[lL]|[µu][lL])(?![\w/])")
_OF = re.compile(r"\s(?P<noun>[A-Za-z][A-Za-z0-9]{1,14})(?=/(?:[mcdµu]?[lL]|[km]?g|gDW|kWh|h|min|day|d|m2|m\^2)\b)")
OLDEST = 110


def aged(text: str, start: int) -> int:
    """Where `58F` or `61M` ends that stands at `start`, if it is an age with a sex; else 0."""
    found = _AGED.match(text, start)
    mine = found is not None and int(found["age"]) <= OLDEST and _SUBJECT.search(text) is not None
    return found.end() if found is not None and mine else 0


def cells(text: str, at: int) -> tuple[str, int]:
    """The unit of a count of blood cells after a number (`G/L`, `K/µL`) and its end; `("", 0)` if there is none."""
    found = _CELLS.match(text, at)
    if found is None:
        return "", 0
    per = "L" if found["over"] in "lL" else "uL"
    if per == "L" and not found["kilo"]:
        return ("10^9/L" if found["giga"] else "10^12/L"), found.end()
    return ("10^3/uL", found.end()) if per == "uL" and found["kilo"] else ("", 0)


def noun(text: str, at: int) -> tuple[str, int]:
    """The thing between a unit and what it is told per (`glucose` in `mmol glucose/gDW/h`), and its end."""
    found = _OF.match(text, at)
    return (found["noun"], found.end()) if found else ("", at)

"""How clinical notes write quantities: `58F` or `M, 58,` for an age, `118 G/L` for cells, `2 mmol glucose/gDW/h`.

Part of the reader of quantities; knows units, and no lab and no concept.
"""

import re

_SUBJECT = re.compile(
    r"\b(?:patients?|creat\w*|sCr|SCr|Cr|CrCl|e?GFR|CKD|BP|SBP|HR|RR|mm ?Hg|NEWS2?|q?SOFA|MELD|FIB-?4|SpO2|[Ss]ats?"
    r"|smok\w+|diabet\w+|carboplatin|ASCVD|PCE|[Cc]holesterol|HDL|admitted|ward|[Bb]ilirubin|[Pp]latelets|ABG|surgery|BSA"
    r"|pneumonia|sepsis|AST|ALT|cirrho\w+|[Pp]ooled [Cc]ohort|Cockcroft|systolic|antihypertensives?|transplant"
    r"|serum|plasma)\b"
)
_AGED = re.compile(
    r"(?P<age>\d{2,3})(?:\s?[MF](?=[\s,;:.)]|$)|/[MF]\b"
    r"|\s?-?(?:y/o|yo\b|y\.o\.|y(?:rs?)?(?=[\s,;:.)]|$))(?:\s?[MF](?=[\s,;:.)]|$))?)"
)
_PERSON = (
    r"(?:wom[ae]n|m[ae]n|lady|gentleman|females?|males?|patient|pt|guy|person|adult|grand(?:mother|father|ma|pa)|mother"
    r"|father|mum|mom|dad|aunt|uncle|wife|husband|sister|brother|neighbou?r|colleague|client|smoker|retiree)"
)
_STATED = re.compile(
    rf"(?:\b{_PERSON}(?:\s?[,(:]\s?|\s(?:(?:is|was|has|just|now|aged?|turned)\s){{1,3}})"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr|Frau|Herr)\.?\s[A-Z][\w.-]*(?:\s?[,(]\s?|\s(?:is|was|turned)\s)"
    r"|\b(?:[Ss]?[Hh]e|[Hh]e|I|who)(?:['’](?:s|m)|\s(?:is|was|am|just|has|turned))(?:\s(?:now|just|turned))*\s"
    r"|(?:^|[\s(,;:])[MF](?:,\s?|/|\s)|[a-z]{2},\s)$"
)
"""What stands before a number that is an age: `Ms. J., 57,`, `my grandmother is 73 and`, `M, 45,`."""
_ENDED = re.compile(r"(?P<age>\d{2,3})(?=\s?(?:[,;:)]|\.(?!\d)|$|(?:and|with|who|whose|but|on|has|had)\b))")
_CELLS = re.compile(r"\s?(?:(?P<giga>G)|(?P<tera>T)|(?P<kilo>[kK]))/(?P<over>[lL]|[µu][lL])(?![\w/])")
_OF = re.compile(r"\s(?P<noun>[A-Za-z][A-Za-z0-9]{1,14})(?=/(?:[mcdµu]?[lL]|[km]?g|gDW|kWh|h|min|day|d|m2|m\^2)\b)")
YOUNGEST, OLDEST = 16, 110


def aged(text: str, start: int) -> int:
    """Where an age ends that stands at `start` in a clinical note (`58F`, `45 yo`, `Ms. J., 57,`); else 0."""
    found = _AGED.match(text, start)
    if found is None and _STATED.search(text[max(0, start - 40) : start]):
        found = _ENDED.match(text, start)
    mine = found is not None and YOUNGEST <= int(found["age"]) <= OLDEST and _SUBJECT.search(text) is not None
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

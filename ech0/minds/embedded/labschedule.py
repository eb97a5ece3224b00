"""Dosing schedules in words: on which day the first dose is given, how many there are, and how far apart they stand.

`on days 8, 12 and 16`, `every third week, four times`, `q12h x 6`, `once daily for 5 days`. Knows no lab and no drug.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

ROLES = ("first", "count", "interval")
_WORDS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_ORDINAL = {"other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "tenth": 10}
_UNITS = {"d": "day", "h": "hour", "w": "week", "day": "day", "hour": "hour", "week": "week", "month": "month"}
_N = rf"(?:\d+|{'|'.join(_WORDS)})"
_DOSE = (
    r"(?:doses?|bolus(?:es)?|pushes|injections?|shots?|administrations?|courses?|pulses?|treatments?|infusions?|cycles?"
    r"|times|applications?|tablets?|jabs?)"
)
_LIST = re.compile(
    r"\b(?:on )?(?:days?|d)\s?(?P<days>\d+(?:\s?(?:,\s?(?:and |& )?|and |& |\+ ?)\s?(?:d(?:ay )?)?\d+)+)\b",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:\b(?:daily|once a day|every day)\b[^.;,]{0,25})?"
    r"\b(?:from )?days?\s?(?P<a>\d+)\s?(?:-|–|to|through|until)\s?(?:day )?"
    r"(?P<b>\d+)\b(?:[^.;,]{0,20}\b(?:daily|once a day|every day)\b)?",
    re.IGNORECASE,
)
_DAILY = re.compile(r"\b(?:daily|once a day|every day)\b", re.IGNORECASE)
_EVERY = re.compile(
    rf"\b(?:every|each)\s(?P<nth>{'|'.join(_ORDINAL)})\s(?P<unit>day|hour|week|month)s?\b"
    rf"|\bevery\s(?P<n>{_N})\s?(?P<unit2>d|h|w|days?|hours?|hrs?|weeks?|months?)\b"
    rf"|\bq\.?\s?(?P<q>\d+)\s?(?P<unit3>[dhw])\b"
    rf"|\b(?P<times>once|twice|thrice|{_N} times)\s(?:a|per|each|every)\s(?P<unit4>day|week)\b"
    r"|\b(?P<word>(?:once |twice |thrice )?(?:daily|weekly)|b\.?i\.?d|t\.?i\.?d|q\.?d|fortnightly"
    r"|every day|every week|each day|each week)\b"
    rf"|\b(?P<n5>{_N})[ -]?(?P<unit5>days?|hours?|hrs?|h|weeks?)\s(?:apart|intervals?)\b"
    rf"|\bat\s(?P<n6>{_N})[ -](?P<unit6>day|hour|hourly|week)(?:ly)? intervals\b",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"\b(?:in |for )?(?:a total of |only )?(?P<n>{_N})(?:\s(?!days?\b|hours?\b|h\b|weeks?\b|times\b)"
    rf"[a-z-]+){{0,2}}?\s{_DOSE}\b"
    rf"(?!\s(?:a|per|each|every|as|more|less|higher|lower|greater|of \d))|\b(?P<m>{_N})\sin (?:all|total)\b"
    rf"|(?:(?<=[dhwD])|(?<=day)|(?<=days)|(?<=daily)|(?<=week)|(?<=weeks)|(?<=weekly)|(?<=hours))"
    rf"\s?(?:x|×)\s?(?P<x>\d+)\b(?!\s?[a-zµ])"
    rf"|\b(?P<one>a single|one|a) (?:i\.?v\.? )?(?:bolus|dose|injection|shot|push)\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"\b(once|twice|thrice)\b(?!\s(?:a|per|each|every|daily|weekly|the|as)\b)(?=[^.;]{0,20}(?:$|[,.;)]|at|every|with|on))",
    re.IGNORECASE,
)
_COUNT_AFTER = re.compile(rf"\bfor\s(?:a total of )?(?P<n>{_N})\s(?P<unit>days?|weeks?)\b", re.IGNORECASE)
_FIRST = re.compile(
    r"\b(?:start(?:s|ed|ing)?|begin(?:s|ning)?|began|commenc\w+"
    r"|first (?:dose|one|injection|given|bolus|shot)|from|first)"
    r"(?:\s(?:treatment|dosing|therapy|given|is|was|it|being|the))*\s(?:on |at |from )?day\s(?P<n>\d+)\b",
    re.IGNORECASE,
)


class Said(NamedTuple):
    """One figure of a schedule, in days where it is a time, and the stretch `[start, end)` that says it."""

    role: str
    value: float
    unit: str
    start: int
    end: int


def schedule(text: str) -> dict[str, Said]:
    """The figures of the one schedule that a text tells; nothing of a role that it tells twice with other values."""
    told: dict[str, list[Said]] = {}
    for said in _told(text):
        told.setdefault(said.role, []).append(said)
    found = {role: all_[0] for role, all_ in told.items() if len({round(_plain(s), 9) for s in all_}) == 1}
    if "interval" not in told and "count" not in found:
        found.pop("first", None)  # a first day by itself is no schedule
    return found


def uneven(text: str) -> bool:
    """Whether a text lists days of dosing that are not evenly apart, which no interval tells."""
    return any(_steps(_days(m["days"])) is None for m in _LIST.finditer(text))


def _plain(said: Said) -> float:
    return said.value * {"": 1.0, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0}[said.unit]


def _told(text: str) -> Iterator[Said]:
    listed = list(_LIST.finditer(text))
    for m in listed:
        days = _days(m["days"])
        if (step := _steps(days)) is not None:
            yield from _run(days[0], len(days), step, m)
    if listed:
        return
    ranged = [m for m in _RANGE.finditer(text) if _DAILY.search(m.group()) and int(m["a"]) < int(m["b"])]
    for m in ranged:
        yield from _run(int(m["a"]), int(m["b"]) - int(m["a"]) + 1, 1, m)
    if ranged:
        return
    every = [(s, m) for m in _EVERY.finditer(text) if (s := _interval(m)) is not None]
    yield from (s for s, _ in every)
    often = [Said("count", float(_TIMES[m[1].lower()]), "", *m.span()) for m in _OFTEN.finditer(text)]
    counts = [*often] + [
        Said("count", float(_number(m["n"] or m["m"] or m["x"] or "1")), "", *m.span()) for m in _COUNT.finditer(text)
    ]
    yield from (c for c in counts if c.value > 1 or not every)
    if every and not counts:
        for m in _COUNT_AFTER.finditer(text):
            length = _number(m["n"]) * (7.0 if m["unit"].lower().startswith("week") else 1.0)
            many = length / _plain(every[0][0])
            if m.start() - every[0][0].end < 30 and abs(many - round(many)) < 1e-9 and many >= 1:
                yield Said("count", float(round(many)), "", min(every[0][0].start, m.start()), m.end())
    for m in _FIRST.finditer(text):
        yield Said("first", float(m["n"]), "day", *m.span())


def _run(first: int, count: int, step: int, m: re.Match[str]) -> Iterator[Said]:
    yield Said("first", float(first), "day", *m.span())
    yield Said("count", float(count), "", *m.span())
    yield Said("interval", float(step), "day", *m.span())


def _days(said: str) -> list[int]:
    return [int(d) for d in re.findall(r"\d+", said)]


def _steps(days: Sequence[int]) -> int | None:
    """How far apart the days of a list stand, if all alike."""
    steps = {b - a for a, b in pairwise(days)}
    return next(iter(steps)) if len(steps) == 1 and min(steps) > 0 else None


def _interval(m: re.Match[str]) -> Said | None:
    if m["nth"]:
        return Said("interval", float(_ORDINAL[m["nth"].lower()]), _unit(m["unit"]), *m.span())
    for number, unit in (("n", "unit2"), ("q", "unit3"), ("n5", "unit5"), ("n6", "unit6")):
        if m[number]:
            return Said("interval", float(_number(m[number])), _unit(m[unit]), *m.span())
    if m["times"]:
        often = _TIMES.get(m["times"].lower()) or _number(m["times"].split()[0])
        return Said("interval", 1.0 / often, _unit(m["unit4"]), *m.span())
    word = m["word"].lower().replace(".", "")
    often = {"twice": 2, "bid": 2, "thrice": 3, "tid": 3}.get(word.split()[0], 1)
    length = 14.0 if word == "fortnightly" else 7.0 if "week" in word else 1.0
    return Said("interval", length / often, "day", *m.span())


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower()]


def _unit(word: str) -> str:
    return _UNITS[word.lower()[0] if word.lower()[0] in "dhw" else "month"]

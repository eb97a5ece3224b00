"""Small tables of persons, trials or groups that a question writes out in prose, turned into the series of a lab.

Three shapes: events over totals (`14/120 vs 25/118`), times with a mark for the censored (`9+`), and one row of values
for each subject. A table is read whole or not at all. Knows no lab: a series says which column of a table it is.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from labs import Series
from labs.inputs import Said

_NUMBER = r"\d+(?:\.\d+)?"
_COUNT = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?!\d|\.\d)"
_FRACTION = re.compile(rf"(?<![\w./])(?P<part>{_COUNT})(?:\s?/\s?|\s+(?:out\s+)?of\s+)(?P<whole>{_COUNT})(?![\w/])")
_VERSUS = re.compile(r"\b(?:vs\.?|versus|against|compared (?:with|to)|and|to|over)(?=\W|$)|[:–—-]\s*$", re.IGNORECASE)
_TREATED = re.compile(
    r"\b(?:active|treat(?:ed|ment)|drug|intervention|experimental|vaccin(?:e|ated)|verum|new|therapy|exposed|on)\b",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"\b(?:controls?|placebo|comparators?|usual|standard|sham|untreated|unvaccinated|unexposed|off)\b", re.IGNORECASE
)
_ARMS = re.compile(
    rf"(?:{_TREATED.pattern}|{_CONTROL.pattern})[^.;()]{{0,25}}\b(?:vs\.?|versus|against)[^.;()]{{0,25}}", re.IGNORECASE
)
_MARK = r"\s?[+*]"
_TIME = rf"{_NUMBER}(?:{_MARK})?"
_TIMES = re.compile(rf"(?<![\w.,/-]){_TIME}(?:\s*(?:,\s*(?:and\s+|or\s+)?|;\s*|\s+and\s+|\s+){_TIME})+(?![\w.]*\d)")
_ENDED = re.compile(
    rf"\b(?:(?P<censored>censor\w*)|deaths?|died|events?|relaps\w*|progress\w*)(?:\s+(?:were|was|occurred|observed|seen))?"
    rf"\s*(?:at|after|on|:|in)\s+(?:months?\s+|weeks?\s+|days?\s+|years?\s+)?"
    rf"(?P<list>{_NUMBER}(?:\s*(?:,\s*(?:and\s+)?|\s+and\s+){_NUMBER})*)(?![\w.+*]*\d|[+*])",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"[+*]['\"”’)]*\s*(?:=|:|means?|marks?|marking|denotes?|indicates?|stands? for|for|if)\s*([^.;,)(]*)"
)
_HAPPENED = re.compile(r"\b(?:event|death|died|dead|relapsed?|progress\w*|observed)\b", re.IGNORECASE)
_SPARED = re.compile(r"\b(?:no|not|without|free|alive|censor\w*|lost|still|last)\b", re.IGNORECASE)
_WORSE = re.compile(
    r"\b(?:high|higher|poor|bad|worse|unfavou?rable|adverse|positives?|mutat(?:ed|ion)|mutants?|amplified|exposed"
    r"|carriers?|elevated|treated|experimental)\b(?!\s+control)",
    re.IGNORECASE,
)
_BETTER = re.compile(
    r"\b(?:low|lower|good|better|favou?rable|negatives?|wild|unmutated|unexposed|non-?carriers?|normal|untreated"
    r"|controls?|standard|placebo)\b",
    re.IGNORECASE,
)
_WHEN = r"(?:minutes?|hours?|days?|weeks?|months?|years?|visits?|times?)"
_ROW = rf"-?{_NUMBER}(?:\s*(?:,\s*(?:and\s+)?|\s+and\s+)-?{_NUMBER})+"
_AT = re.compile(rf"\b{_WHEN}\s+(?:were\s+|was\s+|of\s+)?(?P<a>{_ROW})|(?P<b>{_ROW})\s+{_WHEN}\b", re.IGNORECASE)
_BRACKETED = re.compile(
    rf"(?<![\w.])({_NUMBER})\s?\((?:alive|censored|cens\.?|lost|still|no event|event-free|ongoing)[^()]{{0,30}}\)",
    re.IGNORECASE,
)
"""`11 (censored)`, which `11+` says too."""
_CHAIN = re.compile(rf"(?<![\w.]){_NUMBER}(?:\s?(?:/|->|→)\s?{_NUMBER}){{2,}}(?![\w.]*\d)")
"""`10.2/11.9/13.1`, the values of one subject."""
_ROWS = re.compile(rf"(?<![\d.,/-])(?P<row>{_ROW})(?![\w.]*\d)")
_BEHIND = re.compile(
    r"\s*(?:in|for|of|from|\(|:)\s*(?:the\s+)?(?:[a-z]+\s+)?(?:(?P<number>\d{1,4})(?![\d.,]*\d)|[A-Z]\b)", re.IGNORECASE
)
_LABEL = re.compile(r"(?:(?P<number>\d{1,4})|\b[A-Z][a-z]{0,14})\s*[):=]?\s*(?:had\s+|has\s+|was\s+)?\(?$")
_DOSE = re.compile(
    rf"\s*[(:,;]?\s*(?:at |for |on |got |received )?(?<![\w.,])({_NUMBER})\s?([munµ]?g/kg)?(?![\w/.]*\d)"
)
_ANY = re.compile(r"(?<![\w.])\d[\d.]*")
SUBJECTS = 4
"""Fewest rows that are taken for subjects."""


class _Fraction(NamedTuple):
    part: str
    whole: str
    start: int
    end: int


def transcribed(text: str, series: Mapping[str, Series]) -> dict[str, Said]:
    """The series that are columns of a table which a text writes out; none of them unless the table has them all.

    Each is said to stand where the whole table does.
    """
    names = {s.column: n for n, s in series.items() if s.column}
    made: tuple[Mapping[str, Sequence[str]], int, int] | None = None
    if {"part", "whole"} <= names.keys():
        made = _shares(text, arms="other_part" in names)
    elif {"time", "seen", "group"} <= names.keys():
        made = _courses(text)
    elif {"person", "when", "value"} <= names.keys():
        made = _subjects(text)
    if made is None:
        return {}
    table, start, end = made
    return {names[c]: Said(", ".join(row), start, end) for c, row in table.items()}


def _shares(text: str, *, arms: bool) -> tuple[Mapping[str, Sequence[str]], int, int] | None:
    """Events over totals: of each group, or of two arms of each trial, side by side or one arm after the other."""
    found = [
        _Fraction(m["part"].replace(",", ""), m["whole"].replace(",", ""), m.start(), m.end())
        for m in _FRACTION.finditer(text)
    ]
    if len(found) < (4 if arms else 3) or any(int(f.part) > int(f.whole) for f in found):
        return None
    start, end = found[0].start, found[-1].end
    if not arms:
        return _groups(text, found)
    if len(found) % 2:
        return None
    between = [text[a.end : b.start] for a, b in pairwise(found)]
    versus = [bool(_VERSUS.search(t)) and not _heads(t) for t in between]
    paired = all(re.fullmatch(r"\s*[,|]\s*", t) for t in between[::2])
    if paired and all(re.search(r"[;A-Za-z]", t) and not _arm(t) for t in between[1::2]):
        versus = [n % 2 == 0 for n in range(len(between))]  # `study 1: 10/120, 16/118; study 2: ...`
    if all(versus[::2]):
        one, other = found[::2], found[1::2]
        first = _first_arm(text[:start]) or _first_arm(between[0] + text[found[1].end : found[1].end + 40])
        first = first or (_first_arm(m.group()) if (m := _ARMS.search(text)) else "")
    else:
        half = len(found) // 2
        one, other = found[:half], found[half:]
        mine, theirs = _arm(text[:start]), _arm(between[half - 1])
        first = mine if mine and theirs and mine != theirs else ""
    if not first:
        return None
    treated, control = (one, other) if first == "treated" else (other, one)
    table = {
        "part": [f.part for f in treated],
        "whole": [f.whole for f in treated],
        "other_part": [f.part for f in control],
        "other_whole": [f.whole for f in control],
    }
    return table, start, end


def _groups(text: str, found: Sequence[_Fraction]) -> tuple[Mapping[str, Sequence[str]], int, int] | None:
    """One share of each group in a row, or each beside its dose: `2/10 at 5 mg/kg, 7/10 at 20 mg/kg`."""
    table = {"part": [f.part for f in found], "whole": [f.whole for f in found]}
    start, end = found[0].start, found[-1].end
    between = [_DOSE.findall(text[a.end : b.start]) for a, b in pairwise(found)]
    if not any(between):
        return table, start, end
    last, first = _DOSE.match(text[end:]), list(_DOSE.finditer(text[max(0, start - 30) : start]))
    if any(len(b) != 1 for b in between) or (last is None) == (not first):
        return None
    if last is not None:
        doses, end = [*(b[0] for b in between), last.groups()], end + last.end()
    else:
        doses = [first[-1].groups(), *(b[0] for b in between)]
        start = max(0, start - 30) + first[-1].start()
    units = {unit for _, unit in doses if unit}
    if len(units) != 1:
        return None
    return {**table, "dose": [f"{number} {next(iter(units))}" for number, _ in doses]}, start, end


def _heads(between: str) -> bool:
    """Whether what stands between two shares begins another trial or arm."""
    return bool(re.search(r"[;.]\s", between))


def _arm(said: str) -> str:
    """The arm that is named last in a text."""
    treated = max((m.start() for m in _TREATED.finditer(said)), default=-1)
    control = max((m.start() for m in _CONTROL.finditer(said)), default=-1)
    return "" if treated == control else "treated" if treated > control else "control"


def _first_arm(said: str) -> str:
    """Which of two arms is named first, of the last of each; nothing if only one is."""
    treated = max((m.start() for m in _TREATED.finditer(said)), default=-1)
    control = max((m.start() for m in _CONTROL.finditer(said)), default=-1)
    return "" if min(treated, control) < 0 else "treated" if treated < control else "control"


def _courses(text: str) -> tuple[Mapping[str, Sequence[str]], int, int] | None:
    """Two lists of times in which a sign after a time marks the censored, the worse stratum being 1."""
    text = _BRACKETED.sub(lambda m: f"{m[1]}+" + " " * (len(m.group()) - len(m[1]) - 1), text)
    lists = [m for m in _TIMES.finditer(text) if len(re.findall(_NUMBER, m.group())) >= 2]
    marked = any(re.search(rf"\d{_MARK}", m.group()) for m in lists)
    if not marked:
        return _ended(text)
    if len(lists) != 2:
        return None
    if any(_HAPPENED.search(m[1]) and not _SPARED.search(m[1]) for m in _MEANS.finditer(text)):
        return None  # the sign marks those whose event was seen
    labels = (text[: lists[0].start()], text[lists[0].end() : lists[1].start()])
    groups = [stratum(label) for label in labels]
    if set(groups) != {"0", "1"} or _ANY.search(labels[1]):
        return None
    table: dict[str, list[str]] = {"time": [], "seen": [], "group": []}
    for m, group in zip(lists, groups, strict=True):
        for item in re.finditer(rf"(?P<time>{_NUMBER})(?P<mark>{_MARK})?", m.group()):
            table["time"].append(item["time"])
            table["seen"].append("0" if item["mark"] else "1")
            table["group"].append(group)
    return table, lists[0].start(), lists[1].end()


def _ended(text: str) -> tuple[Mapping[str, Sequence[str]], int, int] | None:
    """Two strata of which the times of the events and those of the censored are listed apart."""
    table: dict[str, list[str]] = {"time": [], "seen": [], "group": []}
    found = list(_ENDED.finditer(text))
    if not any(m["censored"] for m in found):
        return None
    names = sorted(
        [(m.start(), "1") for m in _WORSE.finditer(text)] + [(m.start(), "0") for m in _BETTER.finditer(text)]
    )
    for m in found:
        group = next((g for at, g in reversed(names) if at < m.start()), "")
        if not group:
            return None
        for time in re.findall(_NUMBER, m["list"]):
            table["time"].append(time)
            table["seen"].append("0" if m["censored"] else "1")
            table["group"].append(group)
    seen = {(g, s) for g, s in zip(table["group"], table["seen"], strict=True)}
    return (table, found[0].start("list"), found[-1].end()) if {("1", "1"), ("0", "1")} <= seen else None


def stratum(label: str) -> str:
    """`1` for the worse of two strata, `0` for the better, by what stands before its list in the same sentence."""
    own = re.split(r"[.;?!]\s", label)[-1]
    worse, better = _WORSE.findall(own), _BETTER.findall(own)
    return "1" if worse and not better else "0" if better and not worse else ""


def _subjects(text: str) -> tuple[Mapping[str, Sequence[str]], int, int] | None:
    """One row of values for each subject, all at the same times."""
    text = _CHAIN.sub(lambda m: re.sub(r"/|->|→", lambda s: "," + " " * (len(s.group()) - 1), m.group()), text)
    for m in _AT.finditer(text):
        times = re.findall(rf"-?{_NUMBER}", m["a"] or m["b"])
        if any(float(a) >= float(b) for a, b in pairwise(times)):
            continue
        at = m.span("a") if m["a"] else m.span("b")
        rows = [r for r in _ROWS.finditer(text) if r.end() <= at[0] or r.start() >= at[1]]
        values = [re.findall(rf"-?{_NUMBER}", r["row"]) for r in rows]
        if len(rows) < SUBJECTS or any(len(v) != len(times) for v in values):
            continue
        persons = _persons(text, rows)
        if persons is None:
            continue
        table = {
            "person": [p for p in persons for _ in times],
            "when": times * len(rows),
            "value": [v for row in values for v in row],
        }
        behind = _BEHIND.match(text, rows[-1].end())
        end = behind.end() if behind is not None and behind["number"] else rows[-1].end()
        return table, min(at[0], rows[0].start()), max(at[1], end)
    return None


def _persons(text: str, rows: Sequence[re.Match[str]]) -> list[str] | None:
    """The number of each subject: as its row says, else counted; nothing if other numbers stand between the rows."""
    behind = [_BEHIND.match(text[r.end() : r.end() + 40]) for r in rows]
    told = [m["number"] for m in behind if m is not None and m["number"]]
    if len(told) == len(set(told)) == len(rows):
        return told
    labels = [text[a.end() : b.start()] for a, b in pairwise(rows)]
    found = [_LABEL.search(text[max(0, rows[0].start() - 40) : rows[0].start()]), *(_LABEL.search(s) for s in labels)]
    numbers = [m["number"] for m in found if m is not None and m["number"]]
    if len(numbers) == len(rows) and len(set(numbers)) == len(rows):
        return numbers if all(len(re.findall(r"\d[\d.]*", s)) == 1 for s in labels) else None
    return [str(k) for k in range(1, len(rows) + 1)] if not any(_ANY.search(s) for s in labels) else None

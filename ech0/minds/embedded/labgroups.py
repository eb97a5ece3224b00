"""Two groups of persons whose values a question lists, turned into the series of a lab: survival times, marker values.

The censored are told in words (`with the 10 and 16 still alive`), or person by person (`5 months, died, high risk`); of
two groups of values that one is well whose label denies (`no MI`). Read whole or not at all. Knows no lab.
"""

import re
from collections.abc import Mapping, Sequence

from ech0.minds.embedded.labtables import stratum
from labs import Series
from labs.inputs import Said

_NUMBER = r"\d+(?:\.\d+)?"
_JOINED = r"(?:\s*(?:[,;]\s*(?:and\s+|or\s+)?|\s(?:and|or|&)\s+))"
_LIST = re.compile(rf"(?<![\w.,/+*-]){_NUMBER}(?:{_JOINED}{_NUMBER})*(?![\w/+*]|\.\d)")
_SPARED = re.compile(
    r"\b(?:alive|censor\w*|lost to follow|withdr[ae]wn?|(?:event|relapse|disease|progression)-free|did not"
    r"|not (?:yet )?(?:relapsed?|progress\w*|died|had)|dropped out|still (?:on|in|well|at risk)"
    r"|without (?:an )?(?:event|relapse))\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:died|dead|deaths?|deceased|relapsed?|progressed|events?|failed|recurr\w+|infarct\w*)\b", re.IGNORECASE
)
_ALL = re.compile(
    r"\b(?:no (?:censoring|one (?:was |is )?(?:censored|lost))|nobody (?:was |is )?(?:censored|lost)|none (?:was|were"
    r"|is|are) (?:censored|lost)|without (?:any )?censoring|(?:all|every ?(?:one|body)) (?:\w+ ){0,2}?(?:died|relapsed"
    r"|progressed|had the event)|all (?:\w+ ){0,2}?(?:deaths|events) (?:were )?observed|uncensored)\b",
    re.IGNORECASE,
)
_LAST = re.compile(r"\blast (?P<many>one|two|three)?\b[^.;]{0,40}", re.IGNORECASE)
_MANY = {"one": 1, "two": 2, "three": 3}
_ITEM = re.compile(r"[;\n]|\)\s*,?\s*(?:and\s+)?\(|\.\s(?=[A-Z#])")
_INDEX = re.compile(
    r"^\W*(?:(?:patient|person|subject|case|pt|no|nr|id)\W*\d{1,3}\b|#\s?\d{1,3}\b|[A-Z]{0,2}\d{1,2}[:.)])",
    re.IGNORECASE,
)
_WELL = re.compile(
    r"\b(?:controls?|healthy|normals?|unaffected|volunteers?|benign|non-?\w+|no|not|without|negatives?|free|well"
    r"|uninfected|undiseased|absent|donors?)\b|-free\b|-negative\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:in|for|among|from|of)\s[^.;,]{2,50}", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![\w.])\d")
FEWEST, PERSONS = 3, 4
"""Fewest values of a group, and fewest persons told one by one."""


def grouped(text: str, series: Mapping[str, Series]) -> dict[str, Said]:
    """The series that are columns of such groups; none of them unless the text has them all."""
    names = {s.column: n for n, s in series.items() if s.column}
    made: tuple[Mapping[str, Sequence[str]], int, int] | None = None
    if {"time", "seen", "group"} <= names.keys():
        made = _listed(text) or _followed(text)
    elif {"sick", "well"} <= names.keys():
        made = _contrasted(text)
    if made is None:
        return {}
    table, start, end = made
    return {names[c]: Said(", ".join(row), start, end) for c, row in table.items()}


def _long(text: str, fewest: int = FEWEST) -> list[re.Match[str]]:
    return [m for m in _LIST.finditer(text) if len(re.findall(_NUMBER, m.group())) >= fewest]


def _listed(text: str) -> tuple[Mapping[str, Sequence[str]], int, int] | None:
    """Two lists of times, the censored of each named after it by their times, or said to be none."""
    lists = _long(text)
    if len(lists) != 2 or re.search(r"\d\s?[+*](?!\w)", text):
        return None
    groups = [stratum(text[: lists[0].start()]), stratum(text[lists[0].end() : lists[1].start()])]
    if set(groups) != {"0", "1"}:
        return None
    parts = [text[lists[0].end() : lists[1].start()], text[lists[1].end() :]]
    read = [_spared(part, re.findall(_NUMBER, m.group())) for part, m in zip(parts, lists, strict=True)]
    spared = [r[0] for r in read if r is not None]
    if len(spared) < len(read) or (not any(spared) and not _ALL.search(text)):
        return None
    table: dict[str, list[str]] = {"time": [], "seen": [], "group": []}
    for m, group, out in zip(lists, groups, spared, strict=True):
        left = list(out)
        times = re.findall(_NUMBER, m.group())
        for k, time in enumerate(times):  # of equal times, those that end follow those that are seen
            mine = left.count(time) > times[k + 1 :].count(time)
            if mine:
                left.remove(time)
            table["time"].append(time)
            table["seen"].append("0" if mine else "1")
            table["group"].append(group)
    return table, lists[0].start(), lists[1].end() + (read[1][1] if read[1] else 0)


def _spared(part: str, times: Sequence[str]) -> tuple[list[str], int] | None:
    """The times after a list that are said to be of the censored, and where the last of them ends.

    Nothing where words of it are not understood.
    """
    found: list[str] = []
    end = 0
    for m in _LIST.finditer(part):
        numbers = re.findall(_NUMBER, m.group())
        behind = re.split(r"[.;)\n]", part[m.end() :])[0][:60]
        before = re.split(r"[.;(\n]", part[: m.start()])[-1][-40:]
        said = _SPARED.search(behind) or _SPARED.search(before)
        if said and all(numbers.count(n) <= times.count(n) for n in numbers):
            found += numbers
            end = m.end()
    if (last := _LAST.search(part)) and _SPARED.search(last.group()):
        found += [t for t in times[-_MANY.get((last["many"] or "one").lower(), 1) :] if t not in found]
    unread = _SPARED.search(re.sub(_ALL, "", part)) is not None
    return (found, end) if found or not unread else None


def _followed(text: str) -> tuple[Mapping[str, Sequence[str]], int, int] | None:
    """Persons one by one, each with a time, what came of it, and a stratum."""
    table: dict[str, list[str]] = {"time": [], "seen": [], "group": []}
    start = end = at = 0
    for piece in _ITEM.split(text):
        place = text.find(piece, at)
        at = place + len(piece)
        body = piece.rsplit(":", 1)[-1] if _INDEX.match(piece) is None else _INDEX.sub("", piece)
        numbers = re.findall(rf"(?<![\w.]){_NUMBER}(?![\w.]*\d)", body)
        group = stratum(body)
        flag = numbers[1:] if len(numbers) == 2 and numbers[1] in "01" else []
        ended, seen = _SPARED.search(body), _HAPPENED.search(body)
        told = "0" if ended else "1" if seen else flag[0] if flag else ""
        if not numbers or len(numbers) - len(flag) != 1 or not group or not told or "?" in piece:
            continue
        start = start if table["time"] else place
        end = at
        for column, value in zip(table, (numbers[0], told, group), strict=True):
            table[column].append(value)
    return (table, start, end) if len(table["time"]) >= PERSONS else None


def _contrasted(text: str) -> tuple[Mapping[str, Sequence[str]], int, int] | None:
    """Values of two groups, one of which is labelled as well, or as that which the other is not."""
    lists = _long(text)
    if len(lists) != 2:
        return None
    one, other = lists
    labels = [_label(text, 0, one), _label(text, one.end(), other)]
    well = [_WELL.search(label) is not None for label in labels]
    if well[0] == well[1] or not all(re.search(r"[A-Za-z]{2}", label) for label in labels):
        return None
    if _FIGURE.search(text[one.end() : other.start()]):
        return None
    sick, healthy = (other, one) if well[0] else (one, other)
    rows = {"sick": re.findall(_NUMBER, sick.group()), "well": re.findall(_NUMBER, healthy.group())}
    return rows, one.start(), other.end()


def _label(text: str, start: int, listed: re.Match[str]) -> str:
    """What a list is called: the words behind it if these begin with `in` or the like, else those before it."""
    if (behind := _BEHIND.match(text, listed.end())) is not None:
        return re.split(r"\b(?:and|vs|versus|against|but|while)\b", behind.group())[0]
    before = text[start : listed.start()]
    return re.split(r"[.;?!\n]\s*(?=\S)|,\s|\b(?:and|vs|versus|against|but|while)\b", before)[-1] or before

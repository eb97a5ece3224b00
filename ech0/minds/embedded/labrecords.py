"""Records written out in a sentence, one after the other (`1.2 (SE 0.4), 0.8 (SE 0.3)`), as the series of a lab.

A record is two or three numbers; what stands between them is the same in each. A column goes to the series that its
words or its unit name, one column without words to the only series left. All are read, or none. Knows no lab.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from ech0.core import units
from ech0.core.errors import InputError
from ech0.minds.embedded.labgroups import grouped
from ech0.minds.embedded.lablists import each
from ech0.minds.embedded.labtables import transcribed
from labs import Series
from labs.inputs import Said

_NUMBER = re.compile(
    r"(?<![\w.])(?<!\d,)(?P<number>[-+−]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,3})?)(?![\d]|\.\d|,\d{3})"
    r"(?:\s?(?P<unit>%|percent\b|per cent\b|[munµ]?g/kg(?:\s?bw|/d(?:ay)?)*(?!\w)|pp\b))?(?!\w)"
)
_PLAIN = r"(?<![\w.])[-+]?(?:\d+(?:\.\d+)?|\.\d+)"
_WORD = re.compile(r"[a-z]+|±|\+/-|σ")
_INDEX = re.compile(
    r"\b(?:tests?|trial|study|marker|arm|group|cohort|assay|no\.?|nr\.?|paper|site)\s$|#\s?$", re.IGNORECASE
)
"""What stands before the mere number of a record."""
_MARKS = re.compile(r"[^\s,;.)\]]")
REACH = 70
"""Characters before the first number of a record that may name it."""
HEADING = 100
WIDTHS = (2, 3)
_ARTICLES = frozenset("a an the of is was its it at with and had has".split())


class _Number(NamedTuple):
    item: str
    unit: str
    start: int
    end: int


class _Column(NamedTuple):
    """The numbers of a column, what stands before them in every record, and what behind."""

    items: tuple[str, ...]
    unit: str
    before: str
    after: str


class Records(NamedTuple):
    """The columns of a run of records, and where it stands."""

    columns: tuple[_Column, ...]
    start: int
    end: int


def tabled(text: str, series: Mapping[str, Series], ways: Sequence[Sequence[str]]) -> dict[str, Said]:
    """The series that a text writes out as a table, as two groups, or as records; nothing if as none of these."""
    return transcribed(text, series) or grouped(text, series) or recorded(text, series, ways)


def recorded(text: str, series: Mapping[str, Series], ways: Sequence[Sequence[str]]) -> dict[str, Said]:
    """The series that are columns of records in a text: all that one of the sets `ways` needs, or nothing."""
    for records in runs(text):
        count = len(records.columns[0].items)
        for way in ways:
            mine = {n: series[n] for n in way if n in series}
            found = _assigned(records, mine) or _headed(text, records, mine)
            left = [n for n in way if n not in found]
            if found and len(left) == 1:
                found |= each(text, series[left[0]], count, left[0])
            if found and all(n in found for n in way):
                return {n: s._replace(start=records.start, end=records.end) for n, s in found.items()}
    for way in ways:
        if len(way) == 1 and way[0] in series and (lone := _alone(text, series[way[0]])) is not None:
            return {way[0]: lone}
    return {}


def _alone(text: str, spec: Series) -> Said | None:
    """Numbers that each have the same word of a series right beside them: `by 1.3 SD, the other by 0.8 SD`."""
    best: tuple[int, Said] | None = None
    for word in spec.words:
        name = re.escape(word)
        behind = rf"(?P<after>{_PLAIN})\s?{name}(?!\w)" if not word.endswith("=") else r"(?!)"
        before = rf"(?<!\w){name}\s?(?:of|=|:|is)?\s?(?P<before>{_PLAIN})(?![\w.]*\d)"
        for pattern in (behind, before):
            found = list(re.finditer(pattern, text, re.IGNORECASE))
            if len(found) >= max(2, spec.fewest) and (best is None or len(found) > best[0]):
                items = ", ".join(next(g for g in m.groups() if g) for m in found)
                try:
                    best = len(found), Said(spec.read(items, "question"), found[0].start(), found[-1].end())
                except InputError:
                    continue
    return best[1] if best else None


def runs(text: str) -> list[Records]:
    """The runs of at least two records in a text, the longest first."""
    numbers = [
        _Number(m["number"].replace("−", "-"), m["unit"] or "", m.start(), m.end())
        for m in _NUMBER.finditer(text)
        if not _INDEX.search(text[max(0, m.start() - 12) : m.start()]) or m["unit"]
    ]
    found: list[Records] = []
    for width in WIDTHS:
        for first in range(len(numbers) - 2 * width + 1):
            if any(r.start <= numbers[first].start < r.end and len(r.columns) == width for r in found):
                continue
            size = _size(text, numbers, first, width)
            if size >= 2:
                found.append(_table(text, numbers, first, width, size))
    return sorted(found, key=lambda r: (-len(r.columns[0].items), -len(r.columns)))


def _size(text: str, numbers: Sequence[_Number], first: int, width: int) -> int:
    """How many records of a width begin at a number."""
    model = [_between(text, numbers, first + c) for c in range(width - 1)]
    units_ = [numbers[first + c].unit for c in range(width)]
    named = [_tells(g) or (units_[c] != "" and units_[c + 1] == "" and not g.strip()) for c, g in enumerate(model)]
    if not all(named):
        return 0
    size = 1
    while first + (size + 1) * width <= len(numbers):
        at = first + size * width
        gaps = [_between(text, numbers, at + c) for c in range(width - 1)]
        kinds = [numbers[at + c].unit for c in range(width)]
        apart = _between(text, numbers, at - 1)
        if not all(_alike(a, b) for a, b in zip(model, gaps, strict=True)) or len(apart) > 3 * REACH:
            break
        if any(b and b != a for a, b in zip(units_, kinds, strict=True)) or _key(apart) == _key(gaps[-1]):
            break
        size += 1
    return 0 if _torn(text, numbers, first, width, size) else size


def _torn(text: str, numbers: Sequence[_Number], first: int, width: int, size: int) -> bool:
    """Whether a run begins in the middle of a record: the number before it is one like those that end its own."""
    if not first or size < 2:
        return False
    before, last = numbers[first - 1], numbers[first + width - 1]
    gap, apart = _between(text, numbers, first - 1), _between(text, numbers, first + width - 1)
    return before.unit == last.unit and _key(gap) == _key(apart) and len(gap) <= len(apart) + 2


def _table(text: str, numbers: Sequence[_Number], first: int, width: int, size: int) -> Records:
    rows = [numbers[first + r * width : first + (r + 1) * width] for r in range(size)]
    end_at = first + size * width
    tail = text[rows[-1][-1].end : numbers[end_at].start if end_at < len(numbers) else len(text)][:REACH]
    columns: list[_Column] = []
    for c in range(width):
        items = tuple(row[c].item for row in rows)
        befores = [_lead(text, numbers, first + r * width + c) for r in range(size)]
        afters = [_between(text, numbers, first + r * width + c) for r in range(size - (c == width - 1))]
        afters += [tail] if c == width - 1 else []
        before = _common(befores, last=True) if c == 0 else befores[-1]
        columns.append(_Column(items, rows[0][c].unit, before, _common(afters, last=False)))
    return Records(tuple(columns), rows[0][0].start, rows[-1][-1].end)


def _lead(text: str, numbers: Sequence[_Number], at: int) -> str:
    start = numbers[at - 1].end if at else 0
    return text[max(start, numbers[at].start - REACH) : numbers[at].start]


def _between(text: str, numbers: Sequence[_Number], at: int) -> str:
    return text[numbers[at].end : numbers[at + 1].start] if at + 1 < len(numbers) else ""


def _key(gap: str) -> tuple[str, ...]:
    words = tuple(w for w in _WORD.findall(gap.lower()) if w not in _ARTICLES)
    return words or tuple(_MARKS.findall(gap))


def _tells(gap: str) -> bool:
    """Whether what stands between two numbers is more than a comma, and short enough to be of one record."""
    return len(gap) <= REACH and _key(gap) != ()


def _alike(one: str, other: str) -> bool:
    """Whether two gaps say the same; the later one may be terser: `killed 1 rat, 30 killed 3`."""
    a, b = _key(one), _key(other)
    return a == b or (bool(b) and set(b) <= set(a))


def _common(stretches: Sequence[str], *, last: bool) -> str:
    """The words that all of some stretches have; those of the last piece before a number, or the first after one."""
    pieces = [re.split(r"[,;(]\s", s)[-1 if last else 0] for s in stretches]
    lists = [_WORD.findall(p.lower()) for p in (pieces if any(pieces) else stretches)]
    return " ".join(w for w in lists[-1] if all(w in other for other in lists)) if lists else ""


def _assigned(records: Records, series: Mapping[str, Series]) -> dict[str, Said]:
    """The series of each column; nothing unless all columns are some series', at most one of them by elimination."""
    columns = records.columns
    best: tuple[float, dict[str, Said]] = (0.0, {})
    for names in permutations(series, len(columns)):
        total, unnamed, found = 0.0, 0, {}
        for name, column in zip(names, columns, strict=True):
            value = _value(series[name], column)
            score = _called(series[name], column)
            if value is None:
                break
            unnamed += score == 0.0
            total += score
            found[name] = Said(value, records.start, records.end)
        if len(found) == len(columns) and unnamed <= 1 and total > best[0]:
            best = total, found
    return best[1]


def _headed(text: str, records: Records, series: Mapping[str, Series]) -> dict[str, Said]:
    """The columns in the order in which a heading before the records names them: `SMD (SE) - A: 0.30 (0.11), ...`."""
    head = text[max(0, records.start - HEADING) : records.start].lower()
    places: dict[str, int] = {}
    for name, spec in series.items():
        hits = [m.start() for w in spec.words for m in re.finditer(rf"(?<![a-z]){re.escape(w.lower())}(?![a-z])", head)]
        if hits:
            places[name] = max(hits)
    names = sorted(places, key=lambda n: places[n])
    if len(names) != len(records.columns) or len(set(places.values())) < len(names):
        return {}
    values = [_value(series[n], c) for n, c in zip(names, records.columns, strict=True)]
    read = {n: Said(v, records.start, records.end) for n, v in zip(names, values, strict=True) if v is not None}
    return read if len(read) == len(names) else {}


def _value(spec: Series, column: _Column) -> str | None:
    unit = re.sub(r"\s?bw|/d(?:ay)?$", "", column.unit) if spec.unit else column.unit
    if bool(spec.unit) != bool(unit and unit not in ("%", "percent", "per cent", "pp")):
        return None
    if spec.unit and not units.compatible(unit, spec.unit):
        return None
    try:
        return spec.read(", ".join(f"{i} {unit}".strip() for i in column.items), "question")
    except InputError:
        return None


def _called(spec: Series, column: _Column) -> float:
    """How surely a column is a series: by its unit, by the words before it, by those behind."""
    if spec.unit:
        return 1.0
    names = "|".join(re.escape(w.lower()) for w in sorted(spec.words, key=len, reverse=True))
    pattern = re.compile(rf"(?<![a-z])(?:{names})(?![a-z])") if names else None
    if pattern is None:
        return 0.0
    if pattern.search(column.before.lower()):
        return 1.0
    return 0.6 if pattern.search(column.after.lower()) else 0.0

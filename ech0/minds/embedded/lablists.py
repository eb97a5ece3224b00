"""Which list of numbers in a question is which series of a lab: all lists are placed at once, by the words beside them.

A list ends with the number after its `and` or `or`; a number said of `each` group stands for as many as there are
groups. Knows no lab, and not what is asked.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ech0.core.errors import InputError
from ech0.minds.embedded.words import Text
from labs import Series
from labs.inputs import Said

_NUMBER = r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,3})?(?![\w.]*\d)"
_TAKEN = r"(?:and|or|of|out|in|to|versus|vs|for|with|at|were|was|from|per|respectively|died|over|on|had)\b"
_TERM = re.compile(rf"(?<![\w.])(?P<number>{_NUMBER})(?:\s?(?P<unit>(?!{_TAKEN})[A-Za-zµ%°][\w%°/^*·-]{{0,19}}))?")
_SEPARATOR = re.compile(r"\s*(?:[,;]\s*(?P<last>(?:and|or|&)\s+)?|(?P<end>(?:and|or|&)\s+))")
_CLAUSE = re.compile(r"[;.?!](?=\s|$)")
_EACH = re.compile(
    r"\bgroups of (?P<a>\d+)\b"
    r"|\b(?P<b>\d+) (?:[a-z]+ ){1,3}?(?:per|in each|at each|for each|each|on each"
    r"|in every|at every|(?:a|to a)(?= (?:group|dose|cage|arm)))\b"
    r"|\beach (?:group|dose|arm)(?: [a-z]+){0,3}? (?P<c>\d+)\b|\bn ?= ?(?P<d>\d+)(?: (?:per|each|in each))?\b"
    r"|\b(?P<e>\d+) (?:per|a|each|in each|for each|at each) (?:group|dose|cage|arm|level|dose level|concentration)\b"
    r"|\b(?:per|out of|of) (?P<f>\d+)(?: [a-z]+)?(?: (?:each|per (?:group|dose|arm)|in each)\b"
    r"|(?= (?:animals|rats|mice)\b))",
    re.IGNORECASE,
)
REACH, APART, AFTER = 60, 0.35, 0.8
"""Characters beyond which a word says nothing of a list; what a word in another clause, or after it, counts."""
LEAST, SURELY = 0.15, 0.7
"""How surely a list must be called by its words if the series is optional, and a single number in any case."""
_WORDS = {w: str(n) for n, w in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
_WORDS |= {"fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50"}


class Stretch(NamedTuple):
    """A list as it is written, and where it stands."""

    text: str
    start: int
    end: int
    size: int


def stretches(text: str, fewest: int = 2) -> list[Stretch]:
    """The lists of at least `fewest` numbers in a text, in order."""
    found: list[Stretch] = []
    at = 0
    while first := _TERM.search(text, at):
        terms, end = [first], first.end()
        closed = False
        while not closed and (between := _SEPARATOR.match(text, _number_end(terms[-1], text))):
            following = _TERM.match(text, between.end())
            if following is None:
                break
            closed = bool(between["last"] or between["end"])
            if closed and _unit(terms[-1]) and not _unit(following):
                break  # `40 mg/kg, and 1, 4 of them`: another list begins
            terms.append(following)
            end = following.end()
        if len(terms) >= fewest:
            items = [f"{t['number']} {_unit(t)}".strip() for t in terms]
            found.append(Stretch(", ".join(items), first.start(), end, len(terms)))
        at = max(end, first.end())
    return found


def _unit(term: re.Match[str]) -> str:
    return term["unit"] or ""


def _number_end(term: re.Match[str], text: str) -> int:
    """Where a separator may follow: after the unit, or after the number if a word follows it that is no unit."""
    return term.end() if _SEPARATOR.match(text, term.end()) or not term["unit"] else term.end("number")


def placed(
    text: Text,
    series: Mapping[str, Series],
    aside: Sequence[tuple[int, int]] = (),
    ways: Sequence[Sequence[str]] = (),
) -> dict[str, Said]:
    """The series of a lab that a question states, each with the list that is its own.

    What stands in one of the stretches `aside` was read as something else. Of the sets `ways`, one is whole: the only
    one missing of it is the only list left that is as long.
    """
    said = text.original
    fewest = min((s.fewest for s in series.values()), default=2)
    lists = [s for s in stretches(said, fewest) if not any(a < s.end and s.start < b for a, b in aside)]
    table: dict[str, dict[int, float]] = {}
    values: dict[tuple[str, int], str] = {}
    for name, spec in series.items():
        for k, stretch in enumerate(lists):
            value = _read(spec, stretch.text)
            near = closeness(said, stretch, spec.words)
            least = SURELY if stretch.size == 1 else LEAST if spec.optional else 0.0
            if value is not None and near >= least:
                table.setdefault(name, {})[k] = near
                values[name, k] = value
    found: dict[str, Said] = {}
    for name, k in _best(table, list(series)):
        found[name] = Said(values[name, k], lists[k].start, lists[k].end)
    for way in ways:
        left = [n for n in way if n not in found]
        lengths = {s.size for s in lists for f in found.values() if s.start == f.start}
        free = [s for s in lists if s.size in lengths and not any(s.start == f.start for f in found.values())]
        if len(left) == len(free) == 1 and (value := _read(series[left[0]], free[0].text)) is not None:
            found[left[0]] = Said(value, free[0].start, free[0].end)
    return _whole(said, series, found) | _each(said, series, found, lists)


def _each(
    said: str, series: Mapping[str, Series], found: Mapping[str, Said], lists: Sequence[Stretch]
) -> dict[str, Said]:
    """A series that a question states as one number for each group: `groups of 20 mice`."""
    left = [n for n, s in series.items() if n not in found and not s.unit and not s.optional and s.column != "part"]
    counts = {s.size for s in lists if any(s.start == f.start for f in found.values())}
    return each(said, series[left[0]], next(iter(counts)), left[0]) if len(left) == len(counts) == 1 and found else {}


def _whole(said: str, series: Mapping[str, Series], found: Mapping[str, Said]) -> dict[str, Said]:
    """The lists found; one taken for the sizes of groups is of their parts where a text states one size for each."""
    whole = next((n for n, s in series.items() if s.column == "whole" and n in found), None)
    part = next((n for n, s in series.items() if s.column == "part" and n not in found), None)
    if whole is None or part is None or not series[part].fewest <= (count := len(found[whole].value.split(","))):
        return dict(found)
    sizes = each(said, series[whole], count, whole)
    values = series[whole].numbers(found[whole].value)
    if not sizes or max(values) > series[whole].numbers(sizes[whole].value)[0]:
        return dict(found)
    return {**found, part: found[whole], **sizes}


def each(said: str, spec: Series, count: int, name: str) -> dict[str, Said]:
    """The series `name` of `count` equal numbers, where a text states one for each group."""
    plain = re.sub(rf"\b({'|'.join(_WORDS)})\b", lambda m: _WORDS[m[1].lower()], said, flags=re.IGNORECASE)
    for m in _EACH.finditer(plain):
        number = next(g for g in m.groups() if g)
        value = _read(spec, ", ".join([number] * count))
        if value is not None:
            start, end = (m.start(), m.end()) if plain == said else (0, 0)
            return {name: Said(value, start, end)}
    return {}


def _read(spec: Series, items: str) -> str | None:
    """The canonical spelling, if a list can be a series; a noun after a count is no unit of it."""
    bare = re.sub(r"(?<=\d)\s+[A-Za-z][\w-]*(?=,|$)", "", items)
    items = re.sub(r"(?<=/kg)/d(?:ay)?\b", "", items) if spec.unit.endswith("/kg") else items  # of repeated doses
    for stretch in (items, bare) if not spec.unit else (items,):
        try:
            if spec.unit and not re.search(r"[A-Za-zµ%]", stretch):
                return None  # numbers without a unit are no doses
            return spec.read(stretch, "question")
        except InputError:
            continue
    return None


def closeness(text: str, stretch: Stretch, words: Sequence[str]) -> float:
    """How surely a list is called by one of some words, from 0 to about 1."""
    best = 0.0
    for word in words:
        for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE):
            if m.end() <= stretch.start:
                gap, side = text[m.end() : stretch.start], 1.0
            elif m.start() >= stretch.end:
                gap, side = text[stretch.end : m.start()], AFTER
            else:
                gap, side = "", 1.0  # inside it: a noun after one of the numbers
            if len(gap) > REACH:
                continue
            near = side * (1 - len(gap) / (REACH + 20)) * (APART if _CLAUSE.search(gap) else 1.0)
            near *= 0.5 ** len(re.findall(r"(?<![\w.])\d[\d.]*(?:\s*,|\s+and\b)", gap)[:2])
            best = max(best, near * (1 + 0.01 * min(len(word), 30)))
    return best


def _best(table: Mapping[str, Mapping[int, float]], names: Sequence[str]) -> list[tuple[str, int]]:
    """The pairs of series and list with the greatest sum, each list used once; of equals, in order."""
    best: tuple[float, list[tuple[str, int]]] = (0.0, [])

    def go(at: int, taken: frozenset[int], total: float, pairs: list[tuple[str, int]]) -> None:
        nonlocal best
        if at == len(names):
            if total > best[0] + 1e-9:
                best = total, pairs
            return
        for k, score in sorted(table.get(names[at], {}).items()):
            if k not in taken:
                go(at + 1, taken | {k}, total + 0.05 + score, [*pairs, (names[at], k)])
        go(at + 1, taken, total, pairs)

    go(0, frozenset(), 0.0, [])
    return best[1]

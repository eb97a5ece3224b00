"""What a phrase says of two things: before, two places left of, opposite, older than. Knows no clause.

What is not plain raises `Unreadable`; what is no such phrase gives nothing.
"""

import re
from collections.abc import Callable, Iterator
from operator import gt, lt
from typing import NamedTuple

from ech0.minds.embedded.logic import places
from ech0.minds.embedded.logic.clues.words import COUNTS, K
from ech0.minds.embedded.logic.clues.world import Alike, Sort, Thing, World
from ech0.minds.embedded.logic.forms import Unreadable

Says = Callable[[Thing], str]
Test = Callable[[Sort, int, int], bool]


class Link(NamedTuple):
    """A relation to another thing: `to_the_left_of`; `sort` is the row that it is on."""

    sort: Sort
    test: Test
    scale: int = 0  # -1 lower, 1 higher on a scale, by `gap` if that is given, at least that much if `least`
    gap: int | None = None
    how: str = "=="
    times: int = 0  # so many times as much; below zero: so many times less


HOW = r"(?:(?P<how>exactly|at least|at most|no more than|no fewer than|more than|fewer than|less than|only|just) )?"
UNIT = r"(?:place|position|seat|spot|chair|floor|stor(?:e)?y|level|day|week|month|year|hour|minute|desk|house|door|room|slot|rank|stop|step|number|bed|hook|peg|box|shelf|berth|bay|locker|stool|decade|person|people|column|row|lane|rung)s?"
_LOW = "before|ahead of|in front of|earlier than|sooner than|preced(?:es|ed|ing)|beat|beats|above|over|on top of|higher than|higher up than|further up than|higher-numbered than|lower-numbered than|(?:to |on )?(?:the )?left of|left of|better than|west of|north of"
_HIGH = "after|behind|later than|follow(?:s|ed|ing)|below|under|beneath|underneath|lower than|lower down than|(?:to |on )?(?:the )?right of|right of|worse than|lost to|east of|south of"
_REL = re.compile(
    rf"^(?:{HOW}(?P<k>{K}|an?) (?P<unit>{UNIT})(?: away)?(?: to)? |(?P<next>immediately|directly|just|right|straight|the (?P<nunit>day|week|month|year|hour|floor|place|seat|storey|stop|house|shelf|next [a-z]+)(?: immediately| directly)?|next(?: [a-z]+)?|on the day|one) )?"
    rf"(?:some (?:days?|time|way|floors?|places?) |somewhere |sometime |anywhere |at some (?:time|point) |(?:to |on )?the immediate )?(?:to |on )?(?:the )?(?:(?P<low>{_LOW})|(?P<high>{_HIGH})|(?P<lr>left|right) of)(?= |$)"
)
_APART = re.compile(rf"^{HOW}(?P<k>{K}) (?P<unit>{UNIT}) (?:away from|from)(?= |$)")
_NEAR = re.compile(
    r"^(?:(?:immediately|directly|right|just|sitting|seated) )?(?:next door to|next-door to|next to|adjacent to|beside|alongside|(?:a |direct |immediate )?neighbou?r(?:s|ing)?(?: of| to)?|touching|touch(?:es)?|adjoining|by the side of|consecutive (?:to|with))(?= |$)"
)
_FACING = re.compile(r"^(?:(?:directly|right|straight|diametrically|sitting) )?(?:opposite(?: to| from)?|across (?:the (?:table|aisle|circle) )?from|facing|faces|faced|face|opposed to)(?= |$)")
_VERTICAL = re.compile(r"\b(?:above|over|on top of|higher|further up|below|under|beneath|underneath|lower)\b")
_LATERAL = re.compile(r"\b(?:left|right|west|east)\b")
_TIME = re.compile(r"\b(?:before|after|earlier|later|sooner)\b")
_PER = {"week": 7, "decade": 10, "hour": 60}


def rows(world: World) -> list[Sort]:
    """The sorts whose values stand in a row that things have places on."""
    return [s for s in world.all() if s.order and not s.metric and not s.kind.startswith("scale")]


def row(world: World, words: str, unit: str = "") -> Sort:
    """The ordered sort that a relation is on; raises `Unreadable` if it is not plain which."""
    found = rows(world)
    unit = unit.removesuffix("s")
    named = [s for s in found if unit and unit in s.nouns]
    if len(named) == 1:
        return named[0]
    if len(found) > 1:
        if _TIME.search(words):
            found = [s for s in found if s.kind == "time"] or found
        elif _VERTICAL.search(words):
            found = [s for s in found if s.kind == "floor"] or found
        elif _LATERAL.search(words) or _NEAR.match(words) or _FACING.match(words):
            found = [s for s in found if s.kind in ("seat", "")] or found
    if len(found) == 1:
        return found[0]
    raise Unreadable("on which row")


def holds(how: str, d: float, k: float) -> bool:
    """Whether a distance is as `at least`, `exactly` and the like say of a number."""
    return {
        "": d == k, "exactly": d == k, "only": d == k, "just": d == k, "at least": d >= k, "no fewer than": d >= k, "at most": d <= k,
        "no more than": d <= k, "more than": d > k, "fewer than": d < k, "less than": d < k,
    }[how]  # fmt: skip


SIGNS = {"": "==", "exactly": "==", "only": "==", "just": "==", "at least": ">=", "no fewer than": ">=", "at most": "<=",
         "no more than": "<=", "more than": ">", "fewer than": "<", "less than": "<"}  # fmt: skip


def _turned(words: str, sort: Sort, low: bool) -> bool:
    """Whether `above` and the like mean a later value here."""
    if re.search(r"\b(?:higher|lower) than\b", words) and sort.values and all(v.isdigit() for v in sort.values):
        return not low
    if _VERTICAL.search(words) and "-numbered" not in words:
        if not sort.upward and sort.kind not in ("floor", "stack", "rank", "row"):
            raise Unreadable("which way is up")
        if sort.upward and "lower-numbered" not in words:
            return not low
    if "lower-numbered" in words or "higher-numbered" in words:
        return "lower-numbered" in words
    return low


def _step(a: tuple[float, float], b: tuple[float, float]) -> float:
    return b[0] - a[0]


def relations(text: str, world: World) -> Iterator[tuple[Link, str]]:
    """Links at the start of a text, and what is left of it."""
    if found := _REL.match(text):
        yield _placed(found, world), text[found.end() :].strip()
    if found := _APART.match(text):
        yield apart(world, text, found["how"] or "", COUNTS[found["k"]], found["unit"]), text[found.end() :].strip()
    if found := _NEAR.match(text):
        sort = row(world, text)
        yield Link(sort, beside), text[found.end() :].strip()
    if found := _FACING.match(text):
        sort = row(world, text)
        if not (sort.ring and sort.size % 2 == 0) and not sort.facing:
            raise Unreadable("what is opposite")
        yield Link(sort, across), text[found.end() :].strip()
    facing = [s for s in world.sorts.values() if s.facing]
    if facing and (found := re.match(r"^(?:on |in )?the same (?:bench|side|row|sofa) as(?= |$)", text)):
        yield Link(facing[0], lambda s, i, j: s.where[i - 1][1] == s.where[j - 1][1]), text[found.end() :].strip()
    if found := _NUMBER_TIMES.match(text):
        sort = row(world, text, "number")
        labels = [int(v) if v.isdigit() else 0 for v in sort.values]
        if not all(labels):
            raise Unreadable("a multiple of what is no number")
        a, b = {"twice": (1, 2), "double": (1, 2), "half": (2, 1), "three times": (1, 3)}[found["times"]]
        yield Link(sort, lambda _, i, j: labels[i - 1] * a == labels[j - 1] * b), text[found.end() :].strip()
    yield from _compared(text, world)


def apart(world: World, words: str, how: str, k: int, unit: str) -> Link:
    """So many places, days or floors from one another, on either side."""
    sort = row(world, words, unit)
    per = _unit(unit, sort)
    if sort.ring or sort.facing or per == 0:
        raise Unreadable("how far apart")
    return Link(sort, lambda s, i, j: holds(how, abs(_gap(s, i, j)), k * per))


def begins(text: str) -> bool:
    """Whether a text begins with a relation to another thing."""
    return any(p.match(text) for p in (_REL, _APART, _NEAR, _FACING, _MORE))


def _gap(sort: Sort, i: int, j: int) -> float:
    return sort.where[j - 1][0] - sort.where[i - 1][0] if sort.where else j - i


def beside(sort: Sort, i: int, j: int) -> bool:
    """Next to one another: on a ring, in a row, or on the same of two rows."""
    if sort.facing:
        return sort.where[i - 1][1] == sort.where[j - 1][1] and abs(_gap(sort, i, j)) == 1
    return abs(i - j) == 1 or (sort.ring and abs(i - j) == sort.size - 1)


def across(sort: Sort, i: int, j: int) -> bool:
    """Face to face: over a ring, or on the other of two rows."""
    if sort.facing:
        return sort.where[i - 1][1] != sort.where[j - 1][1] and _gap(sort, i, j) == 0
    return abs(i - j) * 2 == sort.size


def _unit(unit: str, sort: Sort) -> int:
    word = unit.removesuffix("s")
    if word in ("hour", "minute", "decade", "week", "day", "month", "year") and sort.kind != "time":
        raise Unreadable("steps in time on a row that is none")
    if sort.kind == "time":
        if word not in ("day", "week", "month", "year", "hour", "minute", "decade"):
            return 0 if sort.where else 1
        if not sort.where or word not in sort.nouns | {"decade", "week", "hour", "minute"}:
            raise Unreadable("how far apart the times are")
        if word == "week" and "week" in sort.nouns:
            return 1
        if (word == "decade") != ("year" in sort.nouns and word != "year") or (word == "week" and "day" not in sort.nouns):
            raise Unreadable("how far apart the times are")
        if word in ("hour", "minute") and "hour" not in sort.nouns:
            raise Unreadable("how far apart the times are")
        return _PER.get(word, 1)
    return 1


def _placed(m: re.Match[str], world: World) -> Link:
    words = m[0]
    unit = m["unit"] or (m["nunit"] or "").removeprefix("next ")
    sort = row(world, words, unit)
    low = bool(m["low"]) or m["lr"] == "left"
    if sort.ring and world.clockwise and (m["next"] or m["k"]) and re.search(r"\b(?:after|before)\b", words):
        return _ringed(m, sort, left="after" in words)
    if sort.ring:
        if not m["lr"] and not re.search(r"\b(?:left|right)\b", words):
            raise Unreadable("before and after on a ring")
        return _ringed(m, sort)
    if sort.facing:
        raise Unreadable("left and right of two rows that face one another")
    low = _turned(words, sort, low)
    if m["k"]:
        k, how = (1 if m["k"] in ("a", "an") else COUNTS[m["k"]]), m["how"] or ""
        per = _unit(unit, sort)
        if per == 0:
            return Link(sort, lambda _, i, j: holds(how, (j - i) if low else (i - j), k) and (i < j) == low and i != j)
        return Link(sort, lambda s, i, j: holds(how, _gap(s, i, j) if low else _gap(s, j, i), k * per) and i != j and (i < j) == low)
    if m["next"] or "immediate " in words:
        if m["nunit"] in ("day", "week", "month", "year", "hour") or (m["next"] or "") == "on the day":
            per = _unit(m["nunit"] or "day", sort)
            return Link(sort, lambda s, i, j: (_gap(s, i, j) if low else _gap(s, j, i)) == per)
        return Link(sort, lambda _, i, j: ((j - i) if low else (i - j)) == 1)
    return Link(sort, lambda _, i, j: i < j if low else i > j)


def _ringed(m: re.Match[str], sort: Sort, *, left: bool | None = None) -> Link:
    """Round a table at which all face the middle, the places run clockwise: the next place is to the left."""
    left = "left" in m[0].split() if left is None else left
    k = COUNTS[m["k"]] if m["k"] and m["k"] in COUNTS else 1
    if m["k"] in ("a", "an") or (m["how"] and m["how"] not in ("exactly", "just")):
        raise Unreadable("how far round")
    return Link(sort, lambda s, i, j: (i - j if left else j - i) % s.size == k % s.size)


# --- scales: older, taller, cheaper ----------------------------------------------------------------------------------

_AMOUNT = rf"(?:(?P<k>{K}|\d{{1,4}}|an?) ?(?P<unit>years?|months?|weeks?|cm|centimet(?:re|er)s?|met(?:re|er)s?|m|kg|kilos?|pounds?|euros?|dollars?|points?|inches|inch|minutes?|hours?|grams?|g|km|miles?|£|\$) )"
_MORE = re.compile(rf"^(?:exactly |just )?{_AMOUNT}?(?P<words>(?P<way>more|less) [a-z]+ than|[a-z]+(?:er|rse) than|(?P<not>not )?(?:quite )?(?:as|so) [a-z]+ as)(?= |$)")
_TIMES = re.compile(r"^(?P<times>twice|half|three times|exactly twice|exactly half) (?:as (?P<adj>[a-z]+) as|the age of)(?= |$)")
_NUMBER_TIMES = re.compile(r"^(?:exactly )?(?P<times>twice|half|three times|double)(?= )")


def scale(world: World, axis: str) -> Sort:
    """The sort of a scale such as age, which comes into being when it is first spoken of; its first value is `old`."""
    name = f"{axis}s"
    if name not in world.sorts:
        if len(world.sorts) > 6:
            raise Unreadable("too many scales")
        world.sorts[name] = Sort(name, tuple(str(k) for k in range(1, world.n + 1)), frozenset({axis}), order=True, kind=f"scale {axis}")
    return world.sorts[name]


def measured(world: World) -> Sort:
    """What a bare `more` is on: an amount ranks, so that who is first has most."""
    ranks = [s for s in rows(world) if s.kind in ("rank", "race")]
    return ranks[0] if world.measure == "amount" and len(ranks) == 1 else scale(world, world.measure)


def pole(words: str, world: World) -> tuple[Sort, bool]:
    """The scale of a comparative, and whether what has more of it stands lower: `older than` is True."""
    found = places.relation(words.replace("quite ", "").replace("so ", "as "))
    if found is not None and found[0].axis != "place":
        return aliased(found[0].axis, world, not found[0].end)
    adjective = re.match(r"(?P<way>more|less) (?P<a>[a-z]+)|(?P<b>[a-z]+?)er than", words)
    if adjective is None or (adjective["b"] or "") in ("eith", "oth", "rath", "lat", "earli", "high", "low", "bett", "furth", "few", "great", "small"):
        raise Unreadable(f"{words!r}")
    if adjective["a"]:
        return scale(world, f"o{adjective['a']}"), adjective["way"] == "more"
    return scale(world, f"o{adjective['b']}"), True


def aliased(axis: str, world: World, low: bool) -> tuple[Sort, bool]:
    """Whoever is faster in a race comes in before; what is older has the earlier year."""
    for sort in world.sorts.values():
        if sort.order and ((sort.kind == "race" and axis == "speed") or (sort.kind == "birth" and axis == "age")):
            return sort, low
        if sort.order and sort.kind == "time" and axis == "age" and "year" in sort.nouns:
            return sort, low
        if sort.metric and sort.kind == f"scale {axis}":
            return sort, low if axis in _SMALL_FIRST else not low  # amounts grow with what is old or tall
    return scale(world, axis), low


_SMALL_FIRST = ("price", "distance")
"""Scales whose first word names the small end: cheap, near."""


_MUCH = re.compile(rf"^{_AMOUNT}?(?:(?:weighs?|weighed|costs?|earns?|earned|scored|scores|has|got|sold|read) )?(?P<way>more|less|fewer|higher|lower|better|worse)(?: (?!than)[a-z]+)? than(?= |$)")


def _compared(text: str, world: World) -> Iterator[tuple[Link, str]]:
    if times := _TIMES.match(text):
        sort, low = pole(f"{times['adj']}er than" if times["adj"] in ("old", "tall", "long") else f"more {times['adj']} than", world)
        if not sort.metric:
            raise Unreadable("a multiple of what is no amount")
        k = 3 if "three" in times["times"] else 2
        yield Link(sort, _never, times=-k if "half" in times["times"] else k), text[times.end() :].strip()
        return
    if same := re.match(r"^(?:exactly )?the same (?P<s>age|height|weight|price|score)(?: as)?(?= |$)", text):
        fit = [s for s in world.sorts.values() if s.metric and same["s"] in s.nouns]
        if not fit:
            raise Unreadable("two that are level")
        yield Link(fit[0], _never, scale=1, gap=0), text[same.end() :].strip()
        return
    much = _MUCH.match(text)
    if much and world.measure:
        sort = measured(world)
        if sort.metric:
            gap = None if not much["k"] else 1 if much["k"] in ("a", "an") else COUNTS.get(much["k"]) or int(much["k"])
            yield Link(sort, _never, scale=1 if much["way"] in ("more", "higher", "better") else -1, gap=gap), text[much.end() :].strip()
            return
        if much["k"]:
            raise Unreadable("how much more")
        low = (much["way"] in ("more", "higher", "better")) != (world.measure == "price")
        yield Link(sort, (lambda _, i, j: i < j) if low else (lambda _, i, j: i > j)), text[much.end() :].strip()
        return
    found = _MORE.match(text)
    if not found:
        return
    words = re.sub(r"^(?:exactly |just )", "", found["words"])
    if words.split()[0] in ("later", "earlier", "higher", "lower", "further", "farther", "sooner", "better", "worse", "fewer", "rather", "other"):
        return
    if words.startswith(("as ", "so ")) and not found["not"]:
        raise Unreadable("two that are level")
    sort, low = pole(words, world)
    if found["k"]:
        if not sort.metric:
            raise Unreadable("how much more")
        k = 1 if found["k"] in ("a", "an") else COUNTS.get(found["k"]) or int(found["k"])
        yield Link(sort, _never, scale=-1 if low else 1, gap=k), text[found.end() :].strip()
        return
    if sort.metric:
        yield Link(sort, _never, scale=-1 if low else 1), text[found.end() :].strip()
    else:
        yield Link(sort, (lambda _, i, j: i < j) if low else (lambda _, i, j: i > j)), text[found.end() :].strip()


def _never(_s: Sort, _i: int, _j: int) -> bool:
    return False


def linked(world: World, link: Link, a: Thing, b: Thing) -> str:
    """That `a` stands to `b` as the link says."""
    sort = link.sort
    if sort.metric:
        x, y = world.term(a, sort), world.term(b, sort)
        if x == y:
            raise Alike("something is compared with itself")
        if link.times:
            return f"{x} == {link.times} * {y}" if link.times > 0 else f"{-link.times} * {x} == {y}"
        if link.gap is None:
            return f"{x} {'<' if link.scale < 0 else '>'} {y}"
        return f"{x} - {y} {link.how} {link.gap}" if link.scale > 0 else f"{y} - {x} {link.how} {link.gap}"
    tests = [(i, j) for i in range(1, sort.size + 1) for j in range(1, sort.size + 1)]
    plain = sort.name not in (a.sort, b.sort) and not sort.facing
    if plain and a != b:
        x, y = world.term(a, sort), world.term(b, sort)
        for said, test in (("<", lt), (">", gt)):
            if all(link.test(sort, i, j) == test(i, j) for i, j in tests):
                return f"{x} {said} {y}"
        for k in range(1, sort.size):
            if all(link.test(sort, i, j) == (j - i == k) for i, j in tests):
                return f"{y} - {x} == {k}"
            if all(link.test(sort, i, j) == (i - j == k) for i, j in tests):
                return f"{x} - {y} == {k}"
    return world.pairs(a, b, sort, lambda i, j: link.test(sort, i, j))

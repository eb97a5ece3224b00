"""Places and degrees as clues tell them: the third from the left, at an end, in the middle, the oldest. Knows no clause.

Each is a function from a thing to an expression; what is not plain raises `Unreadable`.
"""

import re
from collections.abc import Iterator

from ech0.minds.embedded.logic import places
from ech0.minds.embedded.logic.clues.phrases import UNIT, Says, aliased, measured, rows
from ech0.minds.embedded.logic.clues.words import COUNTS, ORDINAL, K
from ech0.minds.embedded.logic.clues.world import Sort, Thing, World, either, number
from ech0.minds.embedded.logic.forms import Unreadable

_NTH = re.compile(
    rf"^(?:the )?(?P<n>{ORDINAL}|next|last but one|penultimate|second last|second-last|second-to-last|third-to-last)(?: |-)?(?:(?P<unit>{UNIT}|one|person|in line) )?(?:from|on|in) (?:the )?(?P<end>left|right|top|bottom|front|back|end|start|last|head)(?:[ -]hand (?:end|side))?(?: end)?(?= |$)"
)
_ENDS = re.compile(
    r"^(?:right |directly |dead )?(?:(?:at|on|in|to) )?(?:the )?(?:very |extreme |far )*(?:(?P<e>left|right|top|bottom|front|back|end)(?:[ -]?(?:hand|most))?(?: (?:end|seat|place|position|side|one|chair|spot|desk|shelf|floor|house|of [a-z ]{3,20}))*|(?P<f>leftmost|rightmost|topmost|bottommost|frontmost|rearmost|westernmost|easternmost))(?= |$)"
)
_LAST = re.compile(rf"^(?:in |the |at |on )*(?:very )?(?P<w>last|final|first|latest|earliest|second last|second-last|last but one|penultimate|next to last|second-to-last|{ORDINAL})(?: (?:{UNIT}|of all|one|person|in line|to [a-z]+|across the line|home))?(?= |$)")
_EITHER_END = re.compile(r"^(?:(?:at|on|in|to) )?(?:either|one|an|one of the(?: two)?|opposite|an outer|one outer|both|the two|the opposite)(?: of the)? (?:ends?|end (?:seat|place|chair|spot|house|desk|position)s?)(?: of the (?:[a-z]+))?(?= |$)|^(?:at |on )the ends(?= |$)")
_MIDDLE = re.compile(r"^(?:(?:in|at|on) )?(?:exactly |right |dead )?(?:in )?(?:the )?(?:very |exact )?(?:middle|centre|center|middlemost|median)(?: (?:one|seat|place|position|chair|spot|house|day|shelf|floor))?(?: of (?:the|his|her|a|their|its) (?:[a-z]+))?(?= |$)")
_MIDDLES = re.compile(r"^(?:(?:in|at|on) )?(?:one of the (?:two )?|the two |either of the (?:two )?)(?:middle|central|inner)(?: (?:ones|[a-z]+s|two))?(?= |$)")
_ODD = re.compile(r"^(?:in |on |at )?(?:an? )?(?P<odd>odd|even)(?:-numbered|-number)?(?: [a-z]+)?(?= |$)")
_SUPER = re.compile(rf"^(?:the )?(?:(?P<n>{ORDINAL})[ -])?(?:(?P<way>most|least)[ -])?(?P<w>[a-z]+)(?: (?:one|person|of all|of (?:the )?(?:{K}|lot|them)))?(?= |$)")
_LOW_ENDS = frozenset("left front top start westernmost leftmost topmost frontmost head first earliest".split())


def _at(sort: Sort, at: int, world: World) -> Says:
    if sort.ring or not 1 <= at <= sort.size:
        raise Unreadable("there is no such place")
    return lambda t: f"{world.term(t, sort)} == {at}"


def _is(sort: Sort, n: int, world: World) -> Says:
    return lambda t: f"{world.term(t, sort)} == {n}"


def _counted_at(sort: Sort, n: int, high: bool, world: World) -> Says:
    """The nth from an end: by place where all places are taken and each by one, else by how many are beyond."""
    if not sort.metric:
        return _at(sort, sort.size + 1 - n if high else n, world)

    def says(t: Thing) -> str:
        mine = world.term(t, sort)
        beyond = [f"{world.term(c, sort)} {'>' if high else '<'} {mine}" for c in world.carriers() if c != t]
        return number(beyond, "==", n - 1)

    return says


def _up(sort: Sort, word: str) -> bool:
    """Whether an end is the high one."""
    high = word not in _LOW_ENDS
    return high != (sort.upward and word in ("top", "bottom", "topmost", "bottommost"))


def degrees(text: str, world: World) -> Iterator[tuple[Says, str]]:
    """Places at the start of a text: the third from the left, at an end, the oldest; and what is left of it."""
    amounts = [s for s in world.sorts.values() if s.metric]
    if len(amounts) == 1 and (
        found := re.match(r"^(?:exactly |aged? )?(?P<n>\d{1,3})(?: (?:years? old|years?|points?|kg|cm|marks?))?(?= |$)", text)
    ):
        yield _is(amounts[0], int(found["n"]), world), text[found.end() :].strip()
    found_rows = rows(world)
    one = found_rows[0] if len(found_rows) == 1 else next((s for s in found_rows if s.kind == "seat"), None)
    for part in (_nth, _at_ends, _in_middle, _at_end, _numbered, _first_few, _odd, _last):
        yield from part(text, one, world)
    yield from _superlatives(text, world)


def _nth(text: str, one: Sort | None, world: World) -> Iterator[tuple[Says, str]]:
    """`third from the left`, `second to last`."""
    if found := _NTH.match(text):
        sort = _single(one)
        n = {"next": 2, "last but one": 2, "penultimate": 2}.get(found["n"]) or places.ORDINALS[found["n"].split("-")[0].split()[0]]
        yield _at(sort, sort.size + 1 - n if _up(sort, found["end"]) else n, world), text[found.end() :].strip()


def _at_ends(text: str, one: Sort | None, world: World) -> Iterator[tuple[Says, str]]:
    """`at one end`: either of them."""
    if found := _EITHER_END.match(text):
        sort = _single(one)
        yield _among(sort, [1, sort.size] if not sort.facing else [k for k in range(1, sort.size + 1) if sort.where[k - 1][0] in (sort.where[0][0], sort.where[-1][0])], world), text[found.end() :].strip()


def _in_middle(text: str, one: Sort | None, world: World) -> Iterator[tuple[Says, str]]:
    """`in the middle`, and one of the two middle places."""
    if found := _MIDDLES.match(text):
        sort = _single(one)
        if sort.size % 2 or sort.facing or sort.ring:
            raise Unreadable("which are in the middle")
        yield _among(sort, [sort.size // 2, sort.size // 2 + 1], world), text[found.end() :].strip()
    if found := _MIDDLE.match(text):
        sort = _single(one) if one or "median" not in found[0] else next((s for s in world.sorts.values() if s.kind.startswith("scale")), _single(one))
        if sort.facing and sort.size % 4 == 2:
            yield _among(sort, [k for k in range(1, sort.size + 1) if sort.where[k - 1][0] == (sort.size // 2 - 1) / 2], world), text[found.end() :].strip()
            return
        if sort.size % 2 == 0 or sort.facing or sort.ring or sort.metric:
            raise Unreadable("an even number has no middle")
        yield _at(sort, (sort.size + 1) // 2, world), text[found.end() :].strip()


def _at_end(text: str, one: Sort | None, world: World) -> Iterator[tuple[Says, str]]:
    """`at the far left`, `at the top`."""
    if (found := _ENDS.match(text)) and not re.match(r" of @", text[found.end() :]):
        word = found["e"] or found["f"]
        sort = _single(one)
        if word == "end" and not re.search(r"\b(?:very|far) end\b|^(?:at|on) the end\b", found[0]):
            raise Unreadable("which end")
        if sort.facing or sort.ring:
            raise Unreadable("which end")
        yield _at(sort, sort.size if _up(sort, word) else 1, world), text[found.end() :].strip()


def _numbered(text: str, one: Sort | None, world: World) -> Iterator[tuple[Says, str]]:
    """`position five`."""
    if found := re.match(rf"^(?:in |at |on )?(?:the )?(?:place|position|spot|number|slot) (?:number )?(?P<k>{K})(?= |$)", text):
        sort = _single(one)
        at = sort.values.index(str(COUNTS[found["k"]])) + 1 if sort.values and sort.values[0].isdigit() and str(COUNTS[found["k"]]) in sort.values else COUNTS[found["k"]]
        yield _at(sort, at, world), text[found.end() :].strip()


def _first_few(text: str, one: Sort | None, world: World) -> Iterator[tuple[Says, str]]:
    """`in the top two`."""
    if found := re.match(r"^(?:in |among |one of )*(?:the )?(?P<e>top|first|last|bottom|final) (?P<k>two|three|four)(?: (?:places|positions|seats|spots))?(?= |$)", text):
        sort = _single(one)
        if sort.upward or sort.ring or sort.facing:
            raise Unreadable("which are the first")
        k = COUNTS[found["k"]]
        yield _among(sort, list(range(1, k + 1) if found["e"] in ("top", "first") else range(sort.size + 1 - k, sort.size + 1)), world), text[found.end() :].strip()


def _odd(text: str, one: Sort | None, world: World) -> Iterator[tuple[Says, str]]:
    """`in an odd-numbered seat`."""
    if found := _ODD.match(text):
        sort = _single(one)
        odd = found["odd"] == "odd"
        if not all(v.isdigit() for v in sort.values):
            raise Unreadable("odd places")
        yield _among(sort, [k for k, v in enumerate(sort.values, 1) if int(v) % 2 == int(odd)], world), text[found.end() :].strip()


def _last(text: str, one: Sort | None, world: World) -> Iterator[tuple[Says, str]]:
    """`last`, `penultimate`, `third`."""
    if found := _LAST.match(text):
        word = found["w"]
        if one is not None and not one.facing and not one.ring:
            back = {"last": 1, "final": 1, "latest": 1}.get(word) or (2 if word not in places.ORDINALS and word not in ("first", "earliest") else 0)
            n = places.ORDINALS.get(word, 1)
            after = text[found.end() :].strip()
            if not re.match(r"[a-z]+est\b|most\b|least\b|floor\b|of @", after):
                yield _at(one, one.size + 1 - back if back else n, world), after


def _single(sort: Sort | None) -> Sort:
    if sort is None:
        raise Unreadable("on which row")
    return sort


def _among(sort: Sort, places_: list[int], world: World) -> Says:
    return lambda t: either(f"{world.term(t, sort)} == {k}" for k in places_)


def _superlatives(text: str, world: World) -> Iterator[tuple[Says, str]]:
    found = _SUPER.match(text)
    if not found:
        return
    said = " ".join(filter(None, (found["way"], found["w"])))
    place = places.place(said) if found["w"].endswith("est") or found["way"] or found["w"] == "worst" else None
    n = places.ORDINALS[found["n"]] if found["n"] else 1
    if world.measure and (found["w"] in ("highest", "lowest", "best", "worst", "most", "least", "fewest") or found["way"]) and not places.place(said):
        low = (found["way"] or found["w"]) in ("highest", "best", "most")
        sort = measured(world)
        yield _counted_at(sort, n, low == (world.measure == "price"), world), text[found.end() :].strip()
        return
    if found["w"] in ("highest", "lowest"):
        metric = [s for s in world.sorts.values() if s.metric]
        floor = [s for s in rows(world) if s.upward or s.kind == "rank"]
        if len(metric) == 1:
            yield _counted_at(metric[0], n, found["w"] == "highest", world), text[found.end() :].strip()
        elif len(floor) == 1:
            yield _counted_at(floor[0], n, (found["w"] == "highest") == floor[0].upward, world), text[found.end() :].strip()
        return
    if place is None or place[0].axis == "place":
        own = re.fullmatch(r"([a-z]+?)est", found["w"])
        name = f"o{found['w']}" if found["way"] else f"o{own[1]}" if own else ""
        if f"{name}s" in world.sorts:
            yield _counted_at(world.sorts[f"{name}s"], n, found["way"] == "least", world), text[found.end() :].strip()
        return
    sort, low = aliased(place[0].axis, world, not place[0].end)
    yield _counted_at(sort, n, not low, world), text[found.end() :].strip()

"""Numbers of two things of one kind, each with its own row of figures: two drugs with their EC50, slope and dose.

A lab has such a pair where its inputs end in `_a` and `_b`. The names of the two are whatever stands beside their
numbers. All is kept together by name where the question repeats it, else by the order in which it is told.
Knows no lab.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ech0.core import units
from ech0.minds.embedded.givens import Given, Scene
from ech0.minds.embedded.unread import EMPTY
from labs import Lab, Real

NAMED, LEAST, CLEARLY = 0.45, 0.08, 1.4
"""How near a kind's words must stand to a number; the second of a list; how much nearer than to any of another kind."""
_OWN = re.compile(r"\b[AB]\b")
_STOP = frozenset(", ; . : and plus while whereas versus vs with together ( )".split())
_FORWARD = frozenset("of the drug agent compound inhibitor for".split())
_BACKWARD = frozenset("at ( : = of was is is by a dose the concentration dosed being".split())
_BOTH = re.compile(r"\b(?:both|each|same|identical|equal|either|shared?|common)\b", re.IGNORECASE)
STEP = 3
"""How many words a comma between a name and a number counts."""


def paired(scene: Scene, lab: Lab, reals: Mapping[str, Real]) -> list[Given]:
    """The numbers of both things, each said to be its input; nothing unless two kinds of one unit are told of both."""
    kinds = [n.removesuffix("_a") for n in reals if n.endswith("_a") and n.removesuffix("_a") + "_b" in reals]
    if len(kinds) < 2:
        return []
    own = sorted(
        (g for g in scene.givens if g.text is scene.text and g.concept is None and g.entry.quantity is not None),
        key=lambda g: g.first,
    )
    chosen = _central(scene, own, reals, kinds)
    if chosen is None:
        return []
    central, other, first, second = chosen
    found = _rows(lab, central, first)
    order = _by_name(first, second) or second
    found += _rows(lab, other, order)
    taken = {g.entry.id for g in (*first, *second)}
    for kind in (k for k in kinds if k not in (central, other)):
        found += _figures(scene, lab, kind, reals[f"{kind}_a"], [g for g in own if g.entry.id not in taken], first)
    return found


def _central(
    scene: Scene, own: Sequence[Given], reals: Mapping[str, Real], kinds: Sequence[str]
) -> tuple[str, str, list[Given], list[Given]] | None:
    """The two kinds that share a unit, and the four numbers in it: those called the first kind, and the rest."""
    for central in kinds:
        spec = reals[f"{central}_a"]
        other = next((k for k in kinds if k != central and spec.unit and reals[f"{k}_a"].unit == spec.unit), None)
        if other is None:
            continue
        alike = [g for g in own if not g.bare and units.compatible(g.unit, spec.unit)]
        if len(alike) != 4:
            return None
        words = _words(spec)
        told = sorted(alike, key=lambda g: -scene.near(g, words))
        near = [scene.near(g, words) for g in told]
        if near[0] >= NAMED and near[1] > LEAST and near[1] > CLEARLY * near[2]:
            first = sorted(told[:2], key=lambda g: g.first)
            return central, other, first, [g for g in alike if g not in first]
    return None


def _words(spec: Real) -> tuple[str, ...]:
    """What a kind is called, whosever it is."""
    return tuple(w for w in spec.words if not _OWN.search(w))


def _rows(lab: Lab, kind: str, pair: Sequence[Given]) -> list[Given]:
    return [_as(g, lab, f"{kind}_{side}") for g, side in zip(pair, "ab", strict=False)]


def _as(given: Given, lab: Lab, name: str) -> Given:
    concept = f"{lab.id}.{name}"
    label = f"{given.entry.text}, taken as {name.replace('_', ' ')}"
    entry = given.entry.model_copy(update={"id": f"{given.entry.id}{name[-1]}p", "label": label, "concept": concept})
    return replace(given, entry=entry, concept=concept)


def _figures(
    scene: Scene, lab: Lab, kind: str, spec: Real, own: Sequence[Given], first: Sequence[Given]
) -> Iterator[Given]:
    """Two figures in order; one of both, if it is said so, else of the thing that it stands beside."""
    words = _words(spec)
    called = [g for g in own if g.bare == (g.unit == "") and _fits(g, spec) and scene.near(g, words) >= NAMED]
    if len(called) == 1:
        called += [g for g in own if _joined(called[0], g) and g.bare == called[0].bare and _fits(g, spec)]
    if len(called) == 2:
        yield from _rows(lab, kind, called)
    elif len(called) == 1:
        given = called[0]
        if _both(given):
            yield from _rows(lab, kind, [given, given])
        elif given.first < first[1].first:
            yield _as(given, lab, f"{kind}_a")
        elif (
            _sentence(given, given.first) == _sentence(first[1], first[1].first) != _sentence(first[0], first[0].first)
        ):
            yield _as(given, lab, f"{kind}_b")


def _joined(one: Given, other: Given) -> bool:
    """Whether a number follows another in a list of two: `slopes 1.1 and 1.6`."""
    between = [t.text for t in one.text.tokens[one.last + 1 : other.first]]
    return one.last < other.first and between in (["and"], [","], ["/"], ["respectively"], [",", "and"])


def _fits(given: Given, spec: Real) -> bool:
    q = given.entry.quantity
    if q is None or not units.compatible(q.unit, spec.unit):
        return False
    return spec.low <= units.convert(q, spec.unit).value <= spec.high


def _both(given: Given) -> bool:
    span, text = given.entry.span, given.text.original
    if span is None:
        return False
    before = re.split(r"[.;?!](?=\s)", text[max(0, span.start - 70) : span.start])[-1]
    return _BOTH.search(before + " " + text[span.end : span.end + 25]) is not None


def _sentence(given: Given, at: int) -> int:
    return given.text.tokens[at].sentence


def _by_name(first: Sequence[Given], second: Sequence[Given]) -> list[Given] | None:
    """The second pair in the order of the first, by the names that both are told with; nothing if these do not tell."""
    owners: list[int | None] = []
    for given in second:
        at = _name(given)
        owners.append(None if at is None else _owner(given, at, first))
    if None in owners or owners[0] == owners[1]:
        return None
    return [second[owners.index(0)], second[owners.index(1)]]


def _name(given: Given) -> int | None:
    """The token that names what a number is of: after it (`30 uM of B`), else before it (`B at 30 uM`)."""
    tokens = given.text.tokens
    at = given.last + 1
    while at < len(tokens) and tokens[at].text in _FORWARD:
        at += 1
    if at < len(tokens) and _is_name(given, at):
        return at
    at = given.first - 1
    while at >= 0 and tokens[at].text in _BACKWARD:
        at -= 1
    return at if at >= 0 and _is_name(given, at) else None


def _is_name(given: Given, at: int) -> bool:
    token = given.text.tokens[at]
    said = given.text.original[token.start : token.end]
    if not said[0].isalpha() or said in {"a", "I"}:
        return False
    return len(said) == 1 or (token.text not in EMPTY and token.stem not in EMPTY and token.text not in _STOP)


def _owner(given: Given, at: int, first: Sequence[Given]) -> int | None:
    """Which of two numbers a name stands nearest to elsewhere in the text."""
    tokens = given.text.tokens
    said = given.text.original[tokens[at].start : tokens[at].end]
    places = [
        n
        for n, t in enumerate(tokens)
        if n != at and t.text == tokens[at].text and (len(said) > 1 or given.text.original[t.start : t.end] == said)
    ]
    best: tuple[float, int] | None = None
    for place in places:
        for number, mine in enumerate(first):
            low, high = (place + 1, mine.first) if place < mine.first else (mine.last + 1, place)
            gap = sum(STEP if tokens[n].text in _STOP - {"("} else 1 for n in range(low, high))
            gap += STEP * 3 * (tokens[place].sentence != tokens[mine.first].sentence)
            if best is None or gap < best[0]:
                best = gap, number
    return None if best is None else best[1]

"""Counts that a text tells as parts of wholes, and numbers that it tells of two things at once, as inputs of a lab.

Grammar alone: `25 of 800 ... against 300 of 60000`, `both with Hill exponent 3`. Knows no lab.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ech0.minds.embedded.givens import Given, Scene
from ech0.minds.embedded.sources import Known
from labs import Lab, Real

PARTS = frozenset("of among in from".split())
HOLDING = frozenset("contain contains contained include includes included hold there mention mentioned had".split())
"""What a whole does with its part: `410000 reports contain 640`."""
OTHERS = frozenset("other others rest remaining remainder else".split())
"""What makes one count a part of another; what tells that counts are those of all else."""
THEM = frozenset("them these those which whom".split())
ALL = frozenset("both each either identical same equal alike".split())
"""What says a number of both of two things."""


def parted(scene: Scene, reals: Mapping[str, Real], numbers: Sequence[Given]) -> dict[str, Given]:
    """Counts that a text states as parts of wholes (`25 of 800 ... against 300 of 60000`), in its order.

    Nothing, unless these are all numbers of the lab and of the text; what is said of others comes second.
    """
    parts = [(n, s.part_of) for n, s in reals.items() if s.part_of]
    here = (g for g in numbers if g.text is scene.text and g.concept is None and not _broken(g))
    mine = sorted(here, key=lambda g: g.first)
    table = {n for pair in parts for n in pair}
    if not parts or len(mine) != len(table) or not all(g.bare for g in mine):
        return {}
    if any(n not in table and not s.optional for n, s in reals.items()) or not table <= reals.keys():
        return {}
    two = list(zip(mine[::2], mine[1::2], strict=True))
    read = [_part(scene, a, b) for a, b in two]
    swapped = {pair[0] is b for pair, (_, b) in zip(read, two, strict=True) if pair is not None}
    if not swapped or (None in read and len(swapped) > 1) or len(two) != len(parts):
        return {}
    order = [(b, a) if True in swapped else (a, b) for a, b in two]  # one pair tells the order of the other
    pairs = [pair or other for pair, other in zip(read, order, strict=True)]
    if any(not _less(a, b) for a, b in pairs):
        return {}
    ends = [max(a.last, b.last) for a, b in pairs]
    told = [t.text for t in scene.text.tokens]
    others = [OTHERS & set(told[start:end]) for start, end in pairwise((0, *ends[:-1], len(told)))]
    if len(pairs) == 2 and others[0] and not others[1]:
        pairs.reverse()
    return {n: g for names, pair in zip(parts, pairs, strict=True) for n, g in zip(names, pair, strict=True)}


def _part(scene: Scene, one: Given, other: Given) -> tuple[Given, Given] | None:
    """Two counts as part and whole: `25 (out) of 800`, `of 800 reports 25`."""
    tokens = scene.text.tokens
    a, b = one.entry.quantity, other.entry.quantity
    between = [t.text for t in tokens[one.last + 1 : other.first]]
    before = {t.text for t in tokens[max(0, one.first - 3) : one.first]}
    if a is None or b is None or tokens[one.first].sentence != tokens[other.first].sentence:
        return None
    if a.value <= b.value and PARTS & set(between):
        return one, other
    after = [t.text for t in tokens[other.last + 1 : other.last + 3]]
    held = (
        "which" in between
        or (after[:1] == ["of"] and set(after) & THEM)
        or PARTS & before
        or HOLDING & set(between)
        or (len(between) == 2 and between[1] == ",")
    )
    return (other, one) if b.value <= a.value and held and ";" not in between else None


def both(scene: Scene, lab: Lab, found: dict[str, Known], reals: Mapping[str, Real]) -> dict[str, Known]:
    """A number said of both of two things for the input of each: `both curves with Hill exponent 3`."""
    for name in [n for n in reals if n not in found]:
        kin = [n for n in found if name.endswith(f"_{n}") or n.endswith(f"_{name}")]
        tokens = scene.text.tokens
        for given in (found[n].given for n in kin if reals[n].unit == reals[name].unit):
            before = [t for t in tokens[max(0, given.first - 8) : given.first + 6] if given.text is scene.text]
            same = {t.text for t in before if t.sentence == tokens[given.first].sentence}
            if same & ALL:
                found[name] = Known(_again(given, f"{lab.id}.{name}"), 0.7, f"{lab.id}.{name}")
    return found


def _again(given: Given, concept: str) -> Given:
    """The same number once more, as another input takes it: each entry of the ledger has one meaning."""
    changed = {"id": f"{given.entry.id}b", "label": f"{given.entry.text}, said of both", "concept": concept}
    return replace(given, entry=given.entry.model_copy(update=changed), concept=concept)


def _broken(given: Given) -> bool:
    """Whether a number is no whole one, hence no count: the 0.5 that is added to each cell of a table."""
    q = given.entry.quantity
    return q is not None and q.value % 1 != 0


def _less(part: Given, whole: Given) -> bool:
    a, b = part.entry.quantity, whole.entry.quantity
    return a is not None and b is not None and a.value <= b.value

"""How many arrangements or selections obey all clues, or how many can be chosen at most: counted one by one.

The count is a number in a claim, and an option fits if it is that number. Only where everything that was said is about
one row or about who is chosen; knows no words of clues.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import permutations, product

from ech0.core.expression import evaluate, parse
from ech0.core.types import Relation
from ech0.minds.embedded.logic.clues.words import figure
from ech0.minds.embedded.logic.clues.world import World
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles.scene import relation

MAX_CASES = 5040
_HOW_MANY = re.compile(
    r"^(?:in )?how many (?:different |possible |distinct |valid |such )*(?P<w>orders?|orderings?|ways?|arrangements?|sequences?|line-?ups?|rankings?|seatings?|schedules?|teams?|groups?|committees?|selections?|pairs?|choices|combinations|sets?|panels?|crews?)\b",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"^what(?: is|'s) the (?P<w>largest|greatest|biggest|maximum|highest|smallest|least|minimum|fewest|lowest) (?:possible )?number\b|^(?:at most how many|how many\b.*\bat (?P<m>most)|how many\b.*\bat (?P<l>least))\b",
    re.IGNORECASE,
)


def counts(question: str) -> bool:
    """Whether a question asks for a number of cases."""
    return bool(_HOW_MANY.match(question) or _MOST.match(question))


def counted(question: str, world: World, said: Sequence[Relation], options: Sequence[str]) -> tuple[Relation, list[Relation]]:
    """What the number is, and each option as a statement about it; raises `Unreadable` where it cannot be counted."""
    told = [figure(re.sub(r"\D.*$", "", o.strip()) or o.strip().lower().split()[0]) for o in options]
    if any(k is None for k in told) or len(set(told)) != len(told):
        raise Unreadable("an option is no number")
    trees = [parse(r.expression) for r in said]
    fits = [case for case in _cases(world) if all(bool(evaluate(t, case)) for t in trees)]
    most = _MOST.match(question)
    if most:
        if "in" not in world.sorts or not fits:
            raise Unreadable("the most of what")
        sizes = [sum(case.values()) for case in fits]
        low = bool(most["l"]) or (most["w"] or "").lower() in ("smallest", "least", "minimum", "fewest", "lowest")
        number = int(min(sizes) if low else max(sizes))
    else:
        number = len(fits)
    return relation(f"n == {number}", question), [relation(f"n == {k}", o) for k, o in zip(told, options, strict=True)]


def _cases(world: World) -> Iterator[dict[str, float]]:
    """Every assignment of the one sort that is spoken of, over the base."""
    sorts = [s for s in world.sorts.values() if f"{s.name}_1" in world.used]
    if world.helpers or len(sorts) != 1 or any(v.startswith("#") for v in world.base.values):
        raise Unreadable("more than one thing to count over")
    sort = sorts[0]
    names = [f"{sort.name}_{k}" for k in range(1, world.n + 1)]
    if sort.kind == "in":
        for bits in product((0, 1), repeat=world.n):
            yield dict(zip(names, map(float, bits), strict=True))
        return
    if sort.ring or sort.facing or not sort.single or sort.size != world.n or world.n > 7:
        raise Unreadable("too many to count")
    for row in permutations(range(1, world.n + 1)):
        yield dict(zip(names, map(float, row), strict=True))

"""What nothing takes up, and what is linked to nothing: why it may be wrong to say that nothing is known. No text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from ech0.core.wff import Applied, Wff
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.gist import bags
from ech0.minds.embedded.logic.gist.anatomy import facts, held
from ech0.minds.embedded.logic.gist.filling import ANYTHING


def near(made: Sequence[Wff], goal: Wff, used: Iterable[str]) -> set[str]:
    """The predicates that some chain of statements connects with what is asked."""
    near, size = {a.name for a in f.atoms(goal)}, 0
    rules = [{a.name for a in f.atoms(one)} for one in (*made, *(w for _, w in bags.background(used)))]
    while len(near) != size:
        size = len(near)
        for mine in rules:
            if mine & near:
                near |= mine
    return near


def linked_by_words(used: set[str]) -> dict[str, set[str]]:
    """The bags of which each says something by its words."""
    pairs = {(a.name, b.name) for _, w in bags.background(used) for a, b in pairwise(f.atoms(w))}
    pairs |= {(b, a) for a, b in pairs}
    return {n: {n, *(b for a, b in pairs if a == n)} for n in used}


def untaken(made: Sequence[Wff], goal: Wff, linked: Mapping[str, set[str]]) -> list[Applied]:
    """Facts that no general statement takes up."""
    general = [a for one in (*made, goal) if one is goal or not list(facts(one)) for a in f.atoms(one)]
    return [
        a
        for one in made
        for a in facts(one)
        if not any(g.name in linked[a.name] and (g.args[0][:1] == "?" or g.args == a.args) for g in general)
    ]


def vetoes(made: Sequence[Wff], goal: Wff, used: set[str]) -> Iterator[str]:
    """Facts that nothing takes up, of those of whom rules speak, or told with the verb of a rule."""
    linked = linked_by_words(used)
    ruled = [a for one in made if not list(facts(one)) for a in f.atoms(one)]
    asked = {t for a in f.atoms(goal) for t in a.args}
    alone = [one for one in made if isinstance(one, Applied)]
    stated = [a for one in made for a in held(one)]
    for a in (x for x in untaken(made, goal, linked) if x in stated):
        new = not any(bags.contents(a.name) & bags.contents(g.name) for g in ruled)
        if ruled and a in alone and new and a.args[0] in asked and ":n" not in a.name:
            yield f"{a.name!r} is taken up by nothing"
        mine = [w for w in a.name.split() if w not in bags.MODES]
        for g in ruled:
            theirs = [w for w in g.name.split() if w not in bags.MODES]
            verb = (
                mine[:1] == theirs[:1]
                and (set(mine) <= set(theirs) or set(theirs) <= set(mine))  # `grown in sun` is not `grown in shade`
                and mine[:1] != ["hav"]
                and not any(w in terms(made) for w in {*mine} ^ {*theirs})
            )
            if g.args == a.args or (verb and a.name != g.name):
                yield f"{a.name!r}, said of {a.args[0]!r}, is taken up by nothing"


def terms(made: Sequence[Wff]) -> set[str]:
    """The individuals of whom is spoken."""
    return {t for one in made for a in f.atoms(one) for t in a.args if t[:1] != "?"}


def loose_ends(made: Sequence[Wff], goal: Wff, used: set[str]) -> list[str]:
    """Why it cannot be said that nothing is known: facts that nothing takes up, words that are linked to nothing."""
    linked = linked_by_words(used)
    out = [f"{a.name!r} is taken up by nothing" for a in untaken(made, goal, linked)]
    less = {b: a for rule, w in bags.background(used) if rule == "detail" for a, b in [_pair(w)] if "#" not in a}
    who = {t for a in f.atoms(goal) for t in a.args}
    owners = {t.split(" 's ")[0] for t in terms(made) | who if " 's " in t}
    if both := sorted(t for t in terms(made) if f"{bags.stem(t)}:n" in used):
        out.append(f"{both[0]!r} is somebody and a kind")
    if owners & terms(made):
        out.append("somebody and a thing of theirs are spoken of")
    stated = [a.name for one in made for a in held(one)]
    out += [f"{n!r} may be said of {less[n]!r}" for n in stated if n in less][:1]
    close = near(made, goal, used)
    if stray := sorted(n for n in used - close if n not in ANYTHING):
        out.append(f"{stray[0]!r} is linked to nothing")
    told = {n for one in made for a in f.atoms(one) for n in linked[a.name]}
    out += [f"{a.name!r} is said of nothing" for a in f.atoms(goal) if a.name not in told]
    for one in sorted(used):
        for other in sorted(used):
            if one < other and other not in linked[one] and _alike(one, other):
                return [*out, f"{one!r} and {other!r} may be said of the same"]
    return out


def _pair(made: Wff) -> tuple[str, str]:
    one, other = f.atoms(made)
    return one.name, other.name


def _alike(one: str, other: str) -> bool:
    """Whether two bags share a word, or words that may be of one root, and neither says more than the other."""
    a, b = bags.contents(one), bags.contents(other)
    return a <= b or b <= a or any(x != y and min(len(x), len(y)) > 3 and x[:4] == y[:4] for x in a - b for y in b - a)

"""Which output of a lab a question asks for that names none of them: the one whose card is nearest to it in meaning.

Only among the outputs of the lab that the words found, of the kind asked for, and with all that they need.
"""

from collections.abc import Callable, Mapping, Sequence

from ech0.core.types import Passage
from ech0.minds.embedded.sources import ByLab, Derivation, Known
from ech0.minds.embedded.target import Target
from labs import Lab

NEARER, LEAST, CLOSE, FEWEST = 0.03, 0.4, 0.5, 2
"""How much nearer in meaning another output must be to be taken, and how near at least; how near an output must be
that no word found, and how many numbers it must take.
"""


def nearest(cards: Sequence[Passage], lab: Lab) -> dict[str, float]:
    """The outputs of a lab by how near their cards are, of which a card may have several."""
    found: dict[str, float] = {}
    for card in cards:
        kind, _, name = card.document.partition(":")
        owner, _, output = name.partition(".")
        if kind == "lab" and owner == lab.id and output in lab.outputs:
            found[output] = max(found.get(output, 0.0), card.relevance)
    return found


def described(
    found: Sequence[Derivation],
    cards: Callable[[], Sequence[Passage]],
    named: Callable[[Lab, str], bool],
    derive: Callable[[Target], Sequence[Derivation]],
) -> list[Derivation]:
    """The derivations, the output of the same lab first that a question describes, if it names the first by no word."""
    first = found[0] if found else None
    if first is None or first.missing or not isinstance(first.node, ByLab):
        return list(found)
    lab, output = first.node.lab, first.node.output
    if len(lab.outputs) < 2 or named(lab, output):
        return list(found)
    near = nearest(cards(), lab)
    best = max(near, key=lambda n: near[n], default=output)
    if best == output or near[best] < max(LEAST, near.get(output, 0.0) + NEARER):
        return list(found)
    spec = lab.outputs[best]
    if not spec.unit and lab.outputs[output].unit:
        return list(found)  # a plain number is told in no ppm, and a share in no per cent, by chance
    made = [d for d in derive(Target(spec.concept, first.target.score, best, lab.id, best)) if not d.missing]
    mine = [d for d in made if isinstance(d.node, ByLab) and d.node.output == best]
    return [*mine[:1], *found] if mine and _bound(mine[0]) >= _bound(first) else list(found)


def grounded(
    found: Sequence[Derivation],
    cards: Callable[[], Sequence[Passage]],
    labs: Mapping[str, Lab],
    derive: Callable[[Target], Sequence[Derivation]],
    stated: frozenset[str],
) -> list[Derivation]:
    """The derivations, first the run of the lab nearest in meaning, if it takes every number and the first does not.

    `stated` are the ids of the numbers of the question, two at least. The output must be the nearest of its lab, and
    nearer than the next by a little.
    """
    first = found[0] if found else None
    whole = first is not None and not first.missing and stated <= first.used | first.spared
    if whole or len(stated) < FEWEST or (first is not None and not first.missing and isinstance(first.node, ByLab)):
        return list(found)
    for lab in dict.fromkeys(c.document.partition(":")[2].partition(".")[0] for c in cards()):
        if lab not in labs:
            continue
        near = sorted(nearest(cards(), labs[lab]).items(), key=lambda n: -n[1])
        if not near or near[0][1] < CLOSE or (len(near) > 1 and near[0][1] < near[1][1] + NEARER):
            continue
        spec = labs[lab].outputs[near[0][0]]
        made = derive(Target(spec.concept, near[0][1], near[0][0].replace("_", " "), lab, near[0][0]))
        mine = [d for d in made if isinstance(d.node, ByLab) and not d.missing and stated <= d.used]
        if mine:
            return [mine[0], *found]
    return list(found)


def _bound(derivation: Derivation) -> frozenset[str]:
    """The numbers that are inputs."""
    return frozenset(s.given.entry.id for _, s in derivation.node.sources if isinstance(s, Known))

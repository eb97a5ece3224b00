"""Which output of a lab a question asks for that names none of them: the one whose card is nearest to it in meaning.

Only among the outputs of the lab that the words found, of the kind asked for, and with all that they need.
"""

from collections.abc import Callable, Sequence

from ech0.core.types import Passage
from ech0.minds.embedded.sources import ByLab, Derivation, Known
from ech0.minds.embedded.target import Target
from labs import Lab

NEARER, LEAST = 0.03, 0.4
"""How much nearer in meaning another output must be to be taken, and how near at least."""


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
    made = [d for d in derive(Target(spec.concept, first.target.score, best, lab.id, best)) if not d.missing]
    mine = [d for d in made if isinstance(d.node, ByLab) and d.node.output == best]
    return [*mine[:1], *found] if mine and _bound(mine[0]) >= _bound(first) else list(found)


def _bound(derivation: Derivation) -> frozenset[str]:
    """The numbers that are inputs."""
    return frozenset(s.given.entry.id for _, s in derivation.node.sources if isinstance(s, Known))

"""Whether a question may be told what it lacks: only where its words really link it to the formula or the lab.

A stray word (`cup`, `score`) names no quantity that is asked for, and a value that nobody spoke of is none that the
user could give. Knows no formula; it looks at a derivation that lacks something and at the words of the question.
"""

from collections.abc import Sequence

from ech0.minds.embedded.givens import Scene
from ech0.minds.embedded.sources import ByFormula, ByLab, Derivation, Known, lack
from ech0.minds.embedded.target import asking
from ech0.minds.embedded.unread import EMPTY
from ech0.minds.embedded.words import Hit
from labs import Choice

HALF = 0.5
"""A question of whose words more than this is not understood is about something else."""
SEVERAL = 2
"""Without a number of its own, a question that lacks so many values has not begun to state any."""
MIRROR = 0.5
"""How much less it helps to ask for a value of the very kind that is asked for, such as the pOH for a pH."""


def askable(scene: Scene, found: Sequence[Derivation], unread: Sequence[Sequence[str]]) -> list[Derivation]:
    """The derivations, each with something missing, of which the question may be told so; least missing first.

    `unread`: for each, the words that it does not account for, as `ech0.minds.embedded.unread.unread` tells them.
    """
    kept = [d for d, words in zip(found, unread, strict=True) if _linked(scene, d, words)]
    return sorted(kept, key=lambda d: lack(d) + MIRROR * _mirrored(scene, d))


def _mirrored(scene: Scene, derivation: Derivation) -> bool:
    """Whether what is missing is of the kind that is asked for: whoever asks for the one seldom knows the other."""
    concept = scene.concepts.get(derivation.target.concept or "")
    return concept is not None and any(m.concept and m.unit == concept.unit for m in derivation.missing)


def _linked(scene: Scene, derivation: Derivation, unread: Sequence[str]) -> bool:
    asked = _asked_for(scene, derivation)
    told = _told(scene, derivation)
    if not asked or _strange(scene, unread, whole=not told):
        return False
    return told or (len(derivation.missing) < SEVERAL and _situated(scene, derivation, asked))


def _asked_for(scene: Scene, derivation: Derivation) -> list[Hit]:
    """Where the asking sentence names what the derivation gives, by a whole phrase."""
    target, node = derivation.target, derivation.node
    phrases = [target.words]
    if isinstance(node, ByLab) and target.lab is not None:
        phrases += node.lab.outputs[node.output].words
    sentence, _ = asking(scene.text)
    hits = [h for p in dict.fromkeys(phrases) for h in scene.text.find(p)]
    return [h for h in hits if scene.text.tokens[h.first].sentence == sentence]


def _strange(scene: Scene, unread: Sequence[str], *, whole: bool) -> bool:
    """Whether most of what the asking sentence, or the whole question, speaks of means nothing here."""
    sentence, trigger = asking(scene.text)
    tokens = enumerate(scene.text.tokens)
    own = {t.text for n, t in tokens if (t.sentence == sentence and n > trigger) or (whole and n != trigger)}
    matter = {w for w in own if len(w) > 1 and w[0].isalpha() and w not in EMPTY}
    left = {w for w in unread if w in matter}
    return bool(left) and len(left) > HALF * len(matter)


def _told(scene: Scene, derivation: Derivation) -> bool:
    """Whether a number of the question, or a choice that it names, goes into the derivation."""
    numbers = any(isinstance(p, Known) and p.given.text is scene.text for p in derivation.node.parts)
    labs = (p for p in derivation.node.parts if isinstance(p, ByLab))
    return numbers or any(isinstance(p.lab.inputs[n], Choice) for p in labs for n, _ in p.choices)


def _situated(scene: Scene, derivation: Derivation, asked: Sequence[Hit]) -> bool:
    """Whether the question speaks of the situation, in other words than those that name what it asks for."""
    node = derivation.node
    words = node.formula.when if isinstance(node, ByFormula) else node.lab.words
    mine = {n for h in asked for n in range(h.first, h.last + 1)}
    return any(not mine.issuperset(range(h.first, h.last + 1)) for w in words for h in scene.text.find(w))

"""What a model may choose from for one question: labs and formulas near it by words or by meaning, as short cards.

A hundred labs do not fit a prompt; a dozen cards do. Sorted by id, so that equal offers make equal prompts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ech0.core.formula import Concept, Formula
from ech0.core.types import Passage
from ech0.minds.embedded.derive import Chainer
from labs import Choice, Lab, Real

LABS, FORMULAS, OPTIONS = 6, 16, 24
"""How many cards of each kind; how many options of a choice a card spells out."""


@dataclass(frozen=True)
class Offer:
    """The labs and formulas that a model may name."""

    labs: Mapping[str, Lab]
    formulas: Mapping[str, Formula]
    concepts: Mapping[str, Concept]

    def kinds(self) -> list[str]:
        """The concepts that the formulas speak of: what may be said to be missing."""
        return sorted({v.concept for f in self.formulas.values() for v in f.variables.values() if not v.constant})

    def cards(self) -> list[str]:
        """A line for each."""
        return [*(_lab(one) for one in self.labs.values()), *(self._formula(f) for f in self.formulas.values())]

    def _formula(self, formula: Formula) -> str:
        names = []
        for name, variable in formula.variables.items():
            words = variable.words[0] if variable.words else variable.concept.replace("_", " ")
            kept = " (constant)" if variable.constant else " (default)" if variable.default is not None else ""
            unit = self.concepts[variable.concept].unit
            names.append(f"{name} {words}{f' [{unit}]' if unit else ''}{kept}")
        return f"formula {formula.id}: {formula.name}; {formula.equation}; {', '.join(names)}"


def offered(
    chainer: Chainer,
    labs: Mapping[str, Lab],
    formulas: Sequence[Formula],
    by_meaning: Callable[[str], Sequence[Passage]] | None,
) -> Offer:
    """The labs and formulas whose words the question says, filled up with those whose cards are near it in meaning."""
    text = chainer.scene.text
    usable = {f.id: f for f in formulas if not f.law and chainer.topic(f) > 0}
    scores = {i: 0.5 * bool(f.when and text.has(f.when)) + _bound(chainer, f) for i, f in usable.items()}
    spoken = {lab.id: chainer.reader.speaks(lab) for lab in labs.values()}
    for card in by_meaning(text.original[:1000]) if by_meaning is not None else ():
        kind, _, name = card.document.partition(":")
        lab = name.partition(".")[0]
        if kind == "formula" and name in usable:
            scores[name] += card.relevance
        elif kind == "lab" and lab in spoken:
            spoken[lab] = max(spoken[lab], card.relevance + chainer.reader.speaks(labs[lab]))
    chosen, names = _best(scores, FORMULAS), _best(spoken, LABS)
    return Offer({n: labs[n] for n in names}, {i: usable[i] for i in chosen}, chainer.scene.concepts)


def _best(scores: Mapping[str, float], most: int) -> list[str]:
    """The ids of the highest scores above 0, in the order of the ids."""
    order = sorted((i for i, s in scores.items() if s > 0), key=lambda i: (-scores[i], i))
    return sorted(order[:most])


def _bound(chainer: Chainer, formula: Formula) -> float:
    """How much of a formula's variables the numbers of the question fit, those said to be them counting most."""
    names = [n for n, v in formula.variables.items() if not v.constant]
    best = [max((chainer.binder.binding(g, formula, n) for g in chainer.scene.givens), default=0.0) for n in names]
    return sum(b for b in best if b > 0.3) / max(1, len(names) - 1)


def _lab(lab: Lab) -> str:
    numbers = [_number(n, i) for n, i in lab.inputs.items() if isinstance(i, Real)]
    chosen = []
    for name, spec in lab.inputs.items():
        if isinstance(spec, Choice):
            more = f" and {len(spec.options) - OPTIONS} more" if len(spec.options) > OPTIONS else ""
            chosen.append(f"{name}: {'|'.join([*spec.options][:OPTIONS])}{more}")
    gives = [f"{n}{f' [{o.unit}]' if o.unit else ''}" for n, o in lab.outputs.items()]
    parts = [f"lab {lab.id}: {lab.title}", f"inputs {', '.join(numbers) or 'none'}"]
    parts += [f"choices {'; '.join(chosen)}"] if chosen else []
    return "; ".join([*parts, f"gives {', '.join(gives)}"])


def _number(name: str, spec: Real) -> str:
    unit = f" [{spec.unit}]" if spec.unit else ""
    return f"{name}{unit}{' (default)' if spec.default is not None or spec.optional else ''}"

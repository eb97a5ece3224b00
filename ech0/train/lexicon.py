"""The words that the student knows: all that our templates, formulas and labs are worded with. Others get slots."""

import re
from collections.abc import Iterator
from functools import cache

from ech0.core.base import formulas
from ech0.train import reasoning, wording
from ech0.train.quantities import phrases
from labs import LABS, Choice


@cache
def lexicon() -> frozenset[str]:
    """Words in lower case; the names and nouns of puzzles are not among them."""
    drawn = {w.casefold() for w in (*reasoning.PEOPLE, *reasoning.NOUNS)}
    return frozenset(w for text in _texts() for w in re.findall(r"[a-z][a-z'-]*", text.casefold())) - drawn


def _texts() -> Iterator[str]:
    for rows in (
        wording.STATED,
        wording.ASKED,
        wording.FRAMES,
        wording.BARE,
        wording.FILLERS,
        wording.ASIDES,
        (wording.NOTHING,),
    ):
        yield from (re.sub(r"\{\w\}", " ", row) for row in rows)
    for sentences in (reasoning.EVERY, reasoning.NONE, reasoning.IS, reasoning.ISNT, reasoning.ASKS, *reasoning.ORDERS):
        yield from (re.sub(r"\{\w\}s?", " ", row) for row in sentences)
    for formula in formulas().values():
        yield formula.name
        yield from formula.when
        for name in formula.variables:
            yield from phrases(formula.id, name)
    for lab in LABS.values():
        yield from (lab.title, *lab.words)
        for name, spec in lab.inputs.items():
            yield from (name.replace("_", " "), *spec.words)
            if isinstance(spec, Choice):
                yield from (w for o, ws in spec.options.items() for w in (o.replace("_", " "), *ws))
        for name, out in lab.outputs.items():
            yield from (name.replace("_", " "), *out.words)

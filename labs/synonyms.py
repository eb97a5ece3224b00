"""Words of one meaning in what people call an output, so that each wording stands for all its kin.

`fraction of the maximum cut` is its percentage and its share too; `highest` is `greatest`. A wording gives one more for
each word of its kind, never two changes at once. Knows no lab.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from labs import Lab, Output

KINDS: tuple[tuple[str, ...], ...] = (
    ("fraction of", "share of", "percentage of", "proportion of", "part of", "percent of", "portion of"),
    ("fraction", "share", "percentage", "proportion"),
    ("probability", "chance", "likelihood"),
    ("mean", "average", "expected"),
    ("maximum", "greatest", "largest", "highest", "best", "maximal", "peak", "top"),
    ("minimum", "least", "smallest", "lowest", "minimal"),
    ("optimal", "optimum", "best", "ideal"),
    ("upper limit", "upper bound", "upper end", "upper confidence limit", "upper confidence bound"),
    ("lower limit", "lower bound", "lower end", "lower confidence limit", "lower confidence bound"),
    ("how often", "how likely", "how probable"),
    ("per spin", "per site"),
    ("ground-state energy", "energy of the ground state", "ground energy", "lowest energy"),
    ("mould", "mold"),
    ("aluminium", "aluminum"),
    ("sulphur", "sulfur"),
    ("haematite", "hematite"),
    ("centred", "centered"),
    ("colour", "color"),
    ("vapour", "vapor"),
    ("footprint", "carbon footprint"),
    ("formation energy of a vacancy", "vacancy formation energy", "energy to form a vacancy", "energy of a vacancy"),
    ("spacing", "distance"),
)
MOST = 400
"""Wordings of one output beyond which no more are made."""
_SETS = tuple(
    (kind, re.compile(rf"(?<![\w-])({'|'.join(sorted(kind, key=len, reverse=True))})(?![\w-])")) for kind in KINDS
)


def widened(words: Iterable[str]) -> tuple[str, ...]:
    """Words, and each with one of its parts in another word of the same meaning; the given ones first."""
    own = tuple(dict.fromkeys(words))
    found = dict.fromkeys(own)
    for word in own:
        for kind, pattern in _SETS:
            m = pattern.search(word)
            if m is None or (m.group() == word and " " not in word):  # alone it is the whole name
                continue
            for other in kind:
                if len(found) < MOST and other != m[1]:
                    found[f"{word[: m.start()]}{other}{word[m.end() :]}"] = None
    return tuple(found)


def outputs_widened(outputs: "Mapping[str, Output]") -> "dict[str, Output]":
    """The outputs of a lab with their words widened; a wording of one is never made for another."""
    own = {w.casefold() for o in outputs.values() for w in o.words}
    made: dict[str, tuple[str, ...]] = {}
    for name, output in outputs.items():
        made[name] = tuple(w for w in widened(output.words) if w in output.words or w.casefold() not in own)
    count: dict[str, int] = {}
    for words in made.values():
        for w in words:
            count[w.casefold()] = count.get(w.casefold(), 0) + 1
    return {
        n: replace(o, words=tuple(w for w in made[n] if w in o.words or count[w.casefold()] == 1))
        for n, o in outputs.items()
    }


def widely(labs: "Mapping[str, Lab]") -> "dict[str, Lab]":
    """The labs with the words of their outputs widened."""
    return {n: replace(lab, outputs=outputs_widened(lab.outputs)) for n, lab in labs.items()}

"""Slips of the pen in names of quantities: `acceleartion`, `presure`. Two letters swapped, one left out or doubled.

Only a word that nothing here knows is taken for another, only if one name of a quantity is that near, and the answer
says so. A wrong letter is never mended: `molality` is no slip of `molarity`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ech0.core.formula import Concept, Constant, Formula, Phrase
from ech0.minds.embedded.unread import EMPTY
from ech0.minds.embedded.words import stem, stems
from labs import Choice, Lab, Real
from labs import Text as TextInput

LONG = 6
"""Shorter words have too many neighbours."""
REAL = frozenset(
    "fiction faction infection election causal casual martial marital defection dissection poison patent gating tuning "
    "reside freeing inline inlined substate planer".split()
)
"""Words of their own that one slip would make of names of quantities."""
_WORD = re.compile(r"[A-Za-z]{6,24}")
FAMILY = ("ed", "ing", "er", "or", "ly", "al", "ion", "ity", "y", "e", "d", "n", "r", "s", "t")
"""Endings by which one word is made of another: `rotated` is no slip of `rotate`."""


@dataclass(frozen=True)
class Spelling:
    """The words that the base knows, and those of them that name quantities."""

    concepts: Mapping[str, Concept]
    formulas: Iterable[Formula]
    constants: Mapping[str, Constant]
    phrases: Iterable[Phrase]
    labs: Mapping[str, Lab]

    @cached_property
    def _names(self) -> frozenset[str]:
        words = {s for c in self.concepts.values() for w in (*c.words, c.id.replace("_", " ")) for s in stems(w)}
        return frozenset(w for w in words if len(w) >= LONG and w.isascii() and w.isalpha()) - EMPTY

    @cached_property
    def _known(self) -> frozenset[str]:
        said: list[str] = [w for c in self.concepts.values() for w in (*c.words, *c.ask)]
        for f in self.formulas:
            said += [f.name, *f.when, *f.unless, *(w for v in f.variables.values() for w in v.words)]
        said += [w for c in self.constants.values() for w in (*c.words, c.name)]
        said += [p.pattern for p in self.phrases]
        for lab in self.labs.values():
            said += [lab.title, *lab.words, *(w for o in lab.outputs.values() for w in (o.meaning, *o.words))]
            for spec in lab.inputs.values():
                said += [spec.meaning, *spec.words]
                if isinstance(spec, Choice):
                    said += [w for o, ws in spec.options.items() for w in (o, *ws)]
                elif isinstance(spec, Real):
                    said += spec.phrases
                elif isinstance(spec, TextInput):
                    said += [n for names in spec.known.values() for n in names]
        return frozenset(s for w in said for s in stems(w)) | EMPTY

    @cached_property
    def _slips(self) -> Mapping[str, frozenset[str]]:
        """By misspelling, the names that it may be of."""
        table: dict[str, set[str]] = {}
        for name in self._names:
            for slip in _slips(name):
                table.setdefault(slip, set()).add(name)
        return {slip: frozenset(names) for slip, names in table.items()}

    def mended(self, text: str) -> tuple[tuple[str, str], ...]:
        """The words of a text that are slips, each with the name that is meant."""
        found: dict[str, str] = {}
        for word in dict.fromkeys(_WORD.findall(text)):
            low = stem(word)
            names = self._slips.get(low, frozenset())
            if len(names) == 1 and len(low) >= LONG and low not in self._known | REAL and word == word.lower():
                found[low] = next(iter(names))
        return tuple(found.items())


def _slips(name: str) -> set[str]:
    """What a name becomes by one slip after its first letter; inflections of it are none."""
    swapped = {name[:n] + name[n + 1] + name[n] + name[n + 2 :] for n in range(1, len(name) - 1)}
    dropped = {name[:n] + name[n + 1 :] for n in range(1, len(name) - 1)}
    doubled = {name[:n] + name[n] + name[n:] for n in range(1, len(name))}
    return {s for s in swapped | dropped | doubled if s != name and not _inflected(s, name)}


def _inflected(one: str, other: str) -> bool:
    return any(one == other + e or other == one + e for e in FAMILY)

"""Which substances a text names, by name or by chemical formula, and what tables know of them. Binds nothing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ech0.core.formula import Constant
from ech0.core.reading import normalise
from ech0.core.types import Entry
from ech0.minds.embedded.words import Hit, Lexicon, Text

OTHERWISE = frozenset("atom like ion laser bond spectrum nucleus nuclei electron lamp electrode nanotube".split())
"""After one of these a name does not mean the substance: `hydrogen atom`, `helium lamp`."""
ALONE = frozenset("Ar Ne Kr Xe Li Na Mg Al Si Ti Fe Ni Cu Zn Ag Pt Au Hg Pb".split())
"""Elements whose symbol is no word and no unit."""
_FORMULA = re.compile(r"(?<![A-Za-z_\d])(?:[A-Z][a-z]?(?:_?\d+)?|\((?:[A-Z][a-z]?(?:_?\d+)?)+\)_?\d*){1,12}(?![a-z^])")
_ISOTOPE = re.compile(
    r"\^\s?\d{1,3}\s*(?=[A-Z])|(?<![\w.])\d{1,3}(?=[A-Z][a-z]?\d{1,3}[A-Z])|(?<=[A-Z])\d{1,3}(?=[A-Z][a-z]?(?![\w]))"
)
"""`H^127I` is named like `HI`: tables are of the natural, or the most abundant, isotopes."""
_TWICE = re.compile(r"^([A-Z][a-z]?)\1$")


@dataclass(frozen=True)
class Substances:
    """All substances that tables know, from the constants that are facts `of` one."""

    constants: Mapping[str, Constant]

    @cached_property
    def _facts(self) -> Mapping[str, list[Constant]]:
        table: dict[str, list[Constant]] = {}
        for constant in self.constants.values():
            if constant.of:
                table.setdefault(constant.of, []).append(constant)
        return table

    @cached_property
    def _names(self) -> Lexicon[str]:
        pairs = [(word, name) for name, facts in self._facts.items() for word in facts[0].words]
        return Lexicon(tuple(pairs))

    @cached_property
    def _formulas(self) -> frozenset[str]:
        """Formulas; a single letter, and most elements' symbols, cannot be told from a unit or a word."""
        return frozenset(f for f in self._facts if len(re.findall(r"[A-Z]|\d", f)) > 1 or f in ALONE)

    def hits(self, text: Text) -> list[tuple[Hit, str]]:
        """Names of substances with their places; a name inside a longer one is not meant by itself."""
        found = [(h, n) for h, n in self._names.hits(text) if self._meant(text, h)]
        return [
            (h, n) for h, n in found if not any(o != h and o.first <= h.first and h.last <= o.last for o, _ in found)
        ]

    @staticmethod
    def _meant(text: Text, hit: Hit) -> bool:
        after = [t.stem for t in text.tokens[hit.last + 1 : hit.last + 3] if t.text != "-"]
        return not after or after[0] not in OTHERWISE

    def named(self, text: Text) -> tuple[str, ...]:
        """The substances that a text names, each once."""
        names = [n for _, n in self.hits(text)]
        for found in _FORMULA.finditer(_ISOTOPE.sub("", normalise(text.original)[0])):
            if (formula := _TWICE.sub(r"\g<1>2", found.group().replace("_", ""))) in self._formulas:
                names.append(formula)
        return tuple(dict.fromkeys(names))

    def facts(self, text: Text) -> Mapping[str, list[Constant]]:
        """What is known of the substances that a text names, by concept."""
        table: dict[str, list[Constant]] = {}
        for name in self.named(text):
            for fact in self._facts[name]:
                table.setdefault(fact.concept, []).append(fact)
        return table


def quotation(constant: Constant) -> Entry:
    """A constant as a ledger entry: its line, quoted whole."""
    return Entry.model_validate(
        {
            "id": f"k.{constant.id}",
            "kind": "quoted",
            "label": constant.name,
            "quantity": {"value": constant.value, "unit": constant.unit, "sigma": constant.sigma},
            "text": constant.line,
            "span": {"source": "constants", "start": 0, "end": len(constant.line)},
            "reason": constant.source,
            "concept": constant.concept,
            "figures": 6,
        }
    )

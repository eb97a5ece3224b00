"""What is stated of a named substance beside what tables know; reactions told in names. Computes nothing.

Knows the wordings in which a text states a property, an equation and a yield.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ech0.core import chemistry, numerals
from ech0.core.chemistry import CHARGE, Species
from ech0.core.errors import InputError
from ech0.core.formula import Constant
from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.compose import Composer
from ech0.minds.embedded.premises.equations import ATOMS
from ech0.minds.embedded.premises.figures import Figure, Page
from ech0.minds.embedded.premises.notes import Notes, cited, denies
from ech0.minds.embedded.sources import Fixed

_LINK = (
    r"(?: (?:at|under|near)[^.;?!]{1,40}?)?\s*(?:(?:is|was|of|as|being|to be|=|about|equals|only"
    r"|measured|given|taken|has"
    r"|a|an|its|had|have|,)\s+)*$"
)
_GRADE = r"(?:(?:pure|liquid|solid|metallic|the|a|an|ordinary|dry|plain|elemental|natural|distilled|molten)\s+)*"
_KINDS: Mapping[str, tuple[str, str, float]] = {
    "molar_mass": (r"molar mass|molecular weight|molecular mass|relative molecular mass|atomic weight", "kg/mol", 0.03),
    "melting_temperature": (r"melting (?:point|temperature)|freezing (?:point|temperature)", "K", 0.06),
    "boiling_temperature": (r"(?:normal )?boiling (?:point|temperature)", "K", 0.06),
    "density": (r"(?:mass )?density", "kg/m^3", 0.15),
    "specific_heat": (r"specific heat(?: capacity)?", "J/(kg K)", 0.12),
    "refractive_index": (r"refractive index|index of refraction", "", 0.05),
}
"""The words for each property, its unit, and by how much (relative) a value may differ."""
_VERBS = {
    "melting_temperature": r"(?:melts|freezes|solidifies|starts to melt|freeze|melt) at",
    "boiling_temperature": r"(?:boils|boil) at",
    "molar_mass": r"(?:has|with|having) a (?:molar mass|molecular weight|molecular mass) of",
    "density": r"(?:has|with|having) a (?:mass )?density of",
    "specific_heat": r"(?:has|with|having) a specific heat(?: capacity)? of",
    "refractive_index": r"(?:has|with|having) (?:a refractive index|an index of refraction) of",
}
_OTHER = re.compile(
    r"\b(?:pressure of|under (?:high|great|a)|kbar|gpa|mpa|solution|alloy|salt|oxide|ore|bulk|powder"
    r"|foam|vapou?r|gas|aqueous"
    r"|mixture|supercool\w*|altitude|mountain|isotop\w+"
    r"|heavy (?:water|hydrogen)|deuterat\w+|hydrat\w+|film|porous|steam"
    r"|charge|number|suppose"
    r"|imagine|hypothetical|current|nano\w+|vacuum|reduced|surface|electron|star|compressed|cast|atoms?)\b"
)
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join('one two three four five six seven eight nine ten a an'.split())})"
_AMOUNT = re.compile(
    rf"\b(?P<n>{_NUMBER})\s+(?:mol|moles?|molecules?|atoms?|formula units?)\s+of\s+(?P<x>[a-z]+(?:\s[a-z]+)?)"
)
_TURNS = re.compile(
    r"\b(?:to (?:give|form|produce|make|yield)|giv(?:es?|ing)|forms?|forming|produc(?:es?|ing)|yield(?:s"
    r"|ing)?|makes?|making"
    r"|into|becomes?)\b"
)
_MEETS = re.compile(r"\b(?:react|combin|burn|decompos|turn|convert|split|oxidi|form|giv)\w*")
_SPARES = re.compile(
    r"\b(?:excess|left over|mixed|ignited|limiting|leftover|remain|initially|equilibrium|if|container"
    r"|vessel|mixture|unreacted)\b"
)
_GIVES = re.compile(
    r"\b(?:gave|gives?|produc\w+|yield\w*|form\w*|collect\w+|obtain\w+|isolat\w+|leaves|left|recover\w+"
    r"|into|made|makes?|got)\b"
)
_TABLE = "table of its properties"
LAVOISIER = "Lavoisier, Traité élémentaire de chimie (1789)"


@dataclass(frozen=True)
class Matter:
    """A page with the substances that tables know."""

    page: Page
    constants: Mapping[str, Constant]
    solids: Mapping[str, float]
    heats: Mapping[str, float] = field(default_factory=dict)
    indices: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def facts(self) -> Mapping[str, Mapping[str, Constant]]:
        """What is known by name and property; an element's name also stands for its atoms."""
        table: dict[str, dict[str, Constant]] = {}
        for fact in self.constants.values():
            for word in fact.words if fact.of else ():
                table.setdefault(word, {}).setdefault(fact.concept, fact)
        return table

    @cached_property
    def _names(self) -> str:
        return "|".join(sorted(map(re.escape, {*self.facts, *self.solids}), key=len, reverse=True))

    def properties(self, notes: Notes) -> None:
        """`The density of gold is ...`, `iron melts at ...`: the value beside the table's."""
        if not re.search(rf"\b(?:{self._names})\b", self.page.low):
            return
        for kind, (words, unit, within) in _KINDS.items():
            of = re.compile(rf"\b(?:{words}) (?:of|for) {_GRADE}(?P<x>{self._names})(?: metal)?{_LINK}")
            has = re.compile(rf"\b(?P<x>{self._names})(?: metal)?,? {_VERBS[kind]}\s*(?:about |only |exactly )?\+?$")
            for figure in self.page.figures:
                start, end = self.page.within(figure.start)
                said = self.page.low[start:end]
                found = figure.given and figure.fits(unit) and _last((of, has), self.page.low[start : figure.start])
                if found and figure.given and not denies(said) and not _OTHER.search(said):
                    self.compare(figure, kind, found["x"], unit, within, notes)

    def compare(self, figure: Figure, kind: str, name: str, unit: str, within: float, notes: Notes) -> None:
        """The stated property of a substance beside the table's, if a table has it."""
        fact = self.facts.get(name, {}).get(kind)
        stated, _ = figure.symbol("stated", unit, f"{kind.replace('_', ' ')} of {name}")
        table = {"density": self.solids, "specific_heat": self.heats, "refractive_index": self.indices}.get(kind, {})
        if name in table:
            known = Symbol(name="known", unit=unit, meaning=f"{kind.replace('_', ' ')} of {name}")
            relations = [Relation(expression=f"known = {table[name]!r}", text=f"the {_TABLE} is read")]
            source = "CRC Handbook of Chemistry and Physics, 95th ed. (2014)"
        elif fact is not None:
            composer = Composer({})
            composer.constant(Fixed(fact))
            notes.entries.update(composer.entries)
            known = Symbol(name="known", unit=unit, meaning=fact.name, entry=f"k.{fact.id}")
            relations, source = [], fact.source
        else:
            return
        halved = kind == "molar_mass" and name in {e.name for e in chemistry.elements().values()}
        law = f"abs(stated - known) <= {within!r} * known"
        if halved and self.facts[name][kind].of[-1:].isdigit():
            return  # `the molar mass of oxygen` may be that of its atoms
        text = cited(f"the {kind.replace('_', ' ')} of {name} is known", source)
        goal = f"compare the {kind.replace('_', ' ')} of {name} with the known one"
        notes.quantities(goal, (stated, known), [Relation(expression=law, text=text)], relations)

    def compared(self, notes: Notes) -> None:
        """`Ice is denser than water`: beside the densities of both."""
        names = "|".join(sorted(map(re.escape, self.solids), key=len, reverse=True))
        shape = re.compile(
            rf"\b(?P<x>{names}) (?:is|being|,) (?:\w+ )?(?P<how>denser|less dense|lighter|heavier) than"
            rf" (?:liquid |pure |fresh )?(?P<y>{names})\b"
        )
        for found in shape.finditer(self.page.low):
            start, end = self.page.within(found.start())
            said = self.page.low[start:end]
            x, y, how = found["x"], found["y"], found["how"]
            if denies(said) or _OTHER.search(said) or (how in ("lighter", "heavier") and y != "water"):
                continue
            pair = [Symbol(name=n, unit="kg/m^3", meaning=f"density of {w}") for n, w in (("one", x), ("other", y))]
            rows = [(n, self.solids[w]) for n, w in (("one", x), ("other", y))]
            relations = [Relation(expression=f"{n} = {v!r}", text=f"the {_TABLE} is read") for n, v in rows]
            law = cited("the densities of both are known", "CRC Handbook of Chemistry and Physics, 95th ed. (2014)")
            rule = "one >= 0.98 * other" if how in ("denser", "heavier") else "one <= 1.02 * other"
            notes.quantities(f"compare {x} with {y}", pair, [Relation(expression=rule, text=law)], relations)

    def moles(self, notes: Notes) -> None:
        """`One mole of water weighs 18 g`."""
        for figure in self.page.figures:
            start, end = self.page.within(figure.start)
            said = self.page.low[start:end]
            found = figure.given and figure.fits("kg") and re.search(
                rf"\b(?:one|1|a|each) mol(?:e)? of (?P<x>{self._names}) (?:weighs|weighing|has a mass of|have a"
                    rf" mass of)"
                r" (?:about |only |exactly )?$",
                self.page.low[start : figure.start],
            )
            fact = self.facts.get(found["x"], {}).get("molar_mass") if found else None
            if fact is None or not found or denies(said) or re.search(r"\batoms?\b|\bisotop|\bheavy\b", said):
                continue
            if found["x"] in {e.name for e in chemistry.elements().values()}:
                continue  # it may be of its atoms
            composer = Composer({})
            composer.constant(Fixed(fact))
            notes.entries.update(composer.entries)
            stated, _ = figure.symbol("stated", "kg", f"mass of a mole of {found['x']}")
            known = Symbol(name="known", unit="kg/mol", meaning=fact.name, entry=f"k.{fact.id}")
            amount = Symbol(name="n", unit="mol", meaning="amount of substance")
            law = Relation(
                expression="abs(stated - n * known) <= 0.03 * n * known",
                text=cited(f"the molar mass of {found['x']} is known", fact.source),
            )
            relation = Relation(expression="n = 1", text="the amount is one mole")
            goal = "compare the mass of a mole with the known one"
            notes.quantities(goal, (stated, known, amount), [law], [relation])

    def protons(self, notes: Notes) -> None:
        """`Carbon has an atomic number of ...`, `an oxygen atom has ... protons`."""
        for figure in self.page.figures:
            start, end = self.page.within(figure.start)
            head, tail = self.page.low[start : figure.start], self.page.low[figure.end : end]
            named = "|".join(e.name for e in chemistry.elements().values())
            m = (
                re.search(rf"\b({named})\b[^.,;]{{0,30}} atomic number (?:of |is |z = )?$", head)
                or re.search(rf"\batomic number of ({named}) (?:is |as )?$", head)
                or (
                    re.match(r"\s*protons\b", tail)
                    and re.search(rf"\b({named})(?:-\d+)? (?:atom|nucleus)? ?(?:has|with|contains|having) $", head)
                )
            )
            if not m or not figure.fits("") or denies(self.page.low[start:end]) or "ion" in re.findall(r"\w+", head):
                continue
            number = next(e.number for e in chemistry.elements().values() if e.name == m[1])
            stated, spelled = figure.symbol("stated", "", f"atomic number of {m[1]}")
            known = Symbol(name="known", unit="", meaning=f"atomic number of {m[1]} by the table of the elements")
            relations = [*spelled, Relation(expression=f"known = {number}", text="the table of the elements is read")]
            law = cited("the number of its protons makes an element what it is", "Moseley, Phil. Mag. 26 (1913) 1024")
            notes.quantities(
                f"compare the atomic number of {m[1]} with the table",
                (stated, known),
                [Relation(expression="stated >= known", text=law), Relation(expression="stated <= known", text=law)],
                relations,
            )

    def _species(self, name: str) -> Species | None:
        words = name.split()
        for tried in (" ".join(words), words[0], words[0].removesuffix("s")):
            facts = self.facts.get(tried)
            fact = next(iter(facts.values()), None) if facts else None
            if fact is not None:
                try:
                    return chemistry.species(fact.of)[0]
                except InputError:
                    return None
        return None

    def told(self, notes: Notes) -> None:
        """`Two moles of hydrogen and one mole of oxygen give two moles of water`: atoms on both sides."""
        for start, end in self.page.sentences:
            said = self.page.low[start:end]
            parts = list(_AMOUNT.finditer(said))
            turns = [m for m in _TURNS.finditer(said) if parts and m.start() > parts[0].start()]
            rest = re.sub(r"\bnothing (?:is )?left over\b|\bno \w+ (?:is )?left over\b", "", said)
            if len(parts) < 3 or not turns or not _MEETS.search(said) or denies(rest) or _SPARES.search(rest):
                continue
            turn = turns[0].start()
            sides: tuple[list[tuple[int, Species]], list[tuple[int, Species]]] = ([], [])
            for m in parts:
                species = self._species(m["x"])
                if species is None:
                    break
                read = numerals.read(m["n"])
                count = int(m["n"]) if m["n"].isdigit() else int(read[0].value) if read else 1
                sides[m.start() > turn].append((count, species))
            else:
                if all(sides):
                    _balance(sides, notes)

    def yields(self, notes: Notes) -> None:
        """`10 g of A gave 8 g of B`: an element that both have is not more in B than it was in A."""
        for start, end in self.page.sentences:
            masses = [
                (f, s)
                for f in self.page.figures
                if start <= f.start < end and f.given and f.fits("kg") and (s := self._after(f))
            ]
            if len(masses) != 2:
                continue
            (one, first), (other, second) = masses
            said, gap = self.page.low[start:end], self.page.low[one.end : other.start]
            odd = re.search(r"\b(?:hydrat\w+|solution|crude|wet|impure|mixture|each|per|not)\b", said)
            named = [s for m in re.finditer(rf"\b(?:{self._names})\b", said) if (s := self._species(m.group()))]
            others = {e for s in named if s.atoms not in (first.atoms, second.atoms) for e in s.atoms}
            shared = [e for e in first.atoms if e in second.atoms and e not in others and e != "O"]
            if odd or not _GIVES.search(gap) or not shared or first.atoms == second.atoms or denies(said):
                continue
            _limit(one, first, other, second, shared[0], notes)

    def _after(self, figure: Figure) -> Species | None:
        m = re.match(
            rf"\s+of (?:pure |dry |solid )?(?P<x>{self._names})\b(?! (?:solution|vapou?r))", self.page.low[figure.end :]
        )
        return self._species(m["x"]) if m else None


def _last(patterns: Sequence[re.Pattern[str]], head: str) -> re.Match[str] | None:
    return next((m for p in patterns if (m := p.search(head))), None)


def _balance(sides: tuple[Sequence[tuple[int, Species]], Sequence[tuple[int, Species]]], notes: Notes) -> None:
    names = list(dict.fromkeys(n for side in sides for _, s in side for n in s.counts() if n != CHARGE))
    symbols: list[Symbol] = []
    relations: list[Relation] = []
    laws: list[Relation] = []
    for name in names:
        what = f"{chemistry.elements()[name].name} atoms"
        for side, label in zip(sides, ("before", "after"), strict=True):
            total = " + ".join(f"{n} * {s.counts().get(name, 0)}" for n, s in side)
            symbols.append(Symbol(name=f"{label}_{name}", unit="", meaning=f"{what} {label}"))
            relations.append(Relation(expression=f"{label}_{name} = {total}", text=f"the {what} {label} are counted"))
        laws += [Relation(expression=f"before_{name} {op} after_{name}", text=ATOMS) for op in ("<=", ">=")]
    notes.quantities("count the atoms before and after the reaction", symbols, laws, relations)


def _limit(one: Figure, first: Species, other: Figure, second: Species, element: str, notes: Notes) -> None:
    weight = chemistry.elements()[element].weight
    name = chemistry.elements()[element].name
    shares = [weight * s.atoms[element] / s.molar_mass for s in (first, second)]
    taken, _ = one.symbol("taken", "kg", "mass that reacts")
    made, _ = other.symbol("made", "kg", "mass that is obtained")
    law = cited(f"no more {name} comes out of a reaction than went in", LAVOISIER)
    rule = Relation(expression=f"made * {shares[1]:.6f} <= taken * {shares[0] * 1.01:.6f}", text=law)
    notes.quantities(f"compare the {name} that goes in with what comes out", (taken, made), [rule])

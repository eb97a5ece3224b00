"""Backward chaining from what is asked to what is given, over formulas and labs. Binds, never computes.

A derivation is a tree: a formula (or a lab) with a source for each of its variables, which is a given, a constant, a
default, another derivation, or missing. All complete ones are ranked; of the incomplete the one that misses least is
kept, so that it can be said what is missing.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ech0.core import expression, units
from ech0.core.formula import Concept, Constant, Formula, Variable
from ech0.ledger import sayable
from ech0.minds.embedded import lableft, lablists
from ech0.minds.embedded.binding import GENERIC, Binder
from ech0.minds.embedded.givens import Scene
from ech0.minds.embedded.labaside import replaced, unheard
from ech0.minds.embedded.labreading import LabReader
from ech0.minds.embedded.labrecords import tabled
from ech0.minds.embedded.labwordings import spoken
from ech0.minds.embedded.premises.notes import denies, sentence, wonders
from ech0.minds.embedded.ranking import Ranker
from ech0.minds.embedded.shapes import misshapen
from ech0.minds.embedded.sources import (
    Assumed,
    ByFormula,
    ByLab,
    Derivation,
    Fixed,
    Free,
    Known,
    Missing,
    Node,
    Source,
    circular,
    idle,
    lack,
    one_meaning,
)
from ech0.minds.embedded.spared import spared
from ech0.minds.embedded.substances import Substances
from ech0.minds.embedded.target import Target
from labs import Choice, Input, Lab, Real, Series
from labs import Text as TextInput
from labs.inputs import Said

DEPTH, KEEP, TRIES = 3, 6, 1000
WAIVED = frozenset(
    "neglect neglecting neglects ignore ignoring ignores no without negligible disregard disregarding non not".split()
)
SAID = 0.6
"""A number that fits a variable this well is said to be it."""
FACT = 0.75
"""How well what a table knows of the substance named fits."""
SPOKEN = 0.8
"""A lab of which a question says this much is meant, though its own words are not said."""
NEAR = 0.8
"""Topic of a formula whose situation is not named, but near in meaning."""


@dataclass
class Chainer:
    """The search for one question."""

    scene: Scene
    formulas: Sequence[Formula]
    substances: Substances
    labs: Sequence[Lab]
    suggested: Mapping[str, float] = field(default_factory=dict)
    _usable: dict[str, float] = field(default_factory=dict)
    _offered: dict[tuple[str, str], list[Source]] = field(default_factory=dict)
    _parts: dict[tuple[str, str, int], list[Node]] = field(default_factory=dict)
    _tries: int = 0

    def derive(self, targets: Sequence[Target]) -> list[Derivation]:
        """Derivations of any of the targets, complete ones first, best first."""
        found: dict[str, Derivation] = {}
        for depth in range(1, DEPTH + 1):
            for target in targets:
                for made in self._produce(target.concept, target.role, depth, target):
                    node = self._open(made) if isinstance(made, ByLab) else made
                    free = spared(self.scene, node) if not node.lacking else frozenset()
                    d = Derivation(target, node, self.ranker.fit(target, node, free), free)
                    if d.path not in found or found[d.path].fit < d.fit:
                        found[d.path] = d
            if any(not d.missing and self._covers(d) for d in found.values()):
                break  # a longer way could only use the same numbers again
        return sorted(found.values(), key=lambda d: (len(d.missing) > 0, -d.fit if not d.missing else lack(d)))

    def _covers(self, derivation: Derivation) -> bool:
        """Whether every number with a unit is used, here or by a law."""
        used = derivation.used | derivation.spared | self.lawful
        return all(g.bare or g.concept or g.entry.id in used for g in self.scene.givens)

    def topic(self, formula: Formula) -> float:
        """1 if the question speaks of the formula's situation, `NEAR` if its meaning is near it, .5 if the formula has
        none, 0 if it does not apply.
        """
        if formula.id not in self._usable:
            text = self.scene.text
            value = 0.5 if not formula.when else 1.0 if text.has(formula.when) else 0.0
            if not value and formula.id in self.suggested and not formula.law:
                value = NEAR
            barred = value and (self._excluded(formula) or misshapen(formula.name, text.original))
            self._usable[formula.id] = 0.0 if barred else value
        return self._usable[formula.id]

    def _excluded(self, formula: Formula) -> bool:
        """Whether a word that rules the formula out is said, other than to be waived (`neglecting air resistance`)."""
        tokens = self.scene.text.tokens
        hits = [h for w in formula.unless for h in self.scene.text.find(w)]
        return any(not WAIVED & {t.text for t in tokens[max(0, h.first - 3) : h.first]} for h in hits)

    @cached_property
    def ranker(self) -> Ranker:
        """What tells how good a derivation looks."""
        return Ranker(self.scene, lambda: self.lawful)

    @cached_property
    def binder(self) -> Binder:
        """What tells how well a number fits."""
        return Binder(self.scene)

    @cached_property
    def reader(self) -> LabReader:
        """What reads the inputs of a lab."""
        return LabReader(self.scene, self.binder, self.labs)

    def bind(self, formula: Formula, *, solved: str = "") -> list[ByFormula]:
        """The ways in which numbers of the question can stand for the variables of a formula, but for `solved`."""
        return self._bind(formula, solved, 0, whole=True)

    @cached_property
    def _giving(self) -> Mapping[str, list[tuple[Formula, str]]]:
        """Formulas that apply here, with their variables, by concept."""
        table: dict[str, list[tuple[Formula, str]]] = {}
        for formula in self.formulas:
            if not formula.law and self.topic(formula):
                for name, variable in formula.variables.items():
                    if not variable.constant:
                        table.setdefault(variable.concept, []).append((formula, name))
        return table

    @cached_property
    def lawful(self) -> frozenset[str]:
        """Givens that a law about the situation binds, and that therefore are not left unused."""
        return frozenset(name for n in self.laws for name in n.used)

    @cached_property
    def laws(self) -> tuple[ByFormula, ...]:
        """Laws of the situation whose every variable is given and surely so: only these can contradict a question."""
        found: list[ByFormula] = []
        for formula in self.formulas:
            if formula.law and self.topic(formula):
                whole = [n for n in self._bind(formula, "", 0, whole=True) if self._sure(n)]
                found += whole[:1]
        return tuple(n for n in found if not self._denied(n))

    def _denied(self, node: ByFormula) -> bool:
        """Whether a number of a law stands in a sentence that denies what it says (`no engine can ...`)."""
        own = [s.given for _, s in node.sources if isinstance(s, Known) and s.given.text is self.scene.text]
        return any(denies(said) or wonders(said) for said in (sentence(self.scene.text, g.first) for g in own))

    def _sure(self, law: ByFormula) -> bool:
        """Whether each number of a law is what it is taken for: said so near it, or by a unit that leaves no choice."""
        known = [s for _, s in law.sources if isinstance(s, Known)]
        ordered = {n for c in law.formula.conditions for n in expression.names(expression.parse(c))}
        if not known or any(isinstance(s, Assumed | ByFormula | ByLab) for s in (s for _, s in law.sources)):
            return False
        for name, source in law.sources:
            if isinstance(source, Known) and source.score < self._least(source, name in ordered, law.topic == 1.0):
                return False
        return True

    def _least(self, known: Known, ordered: bool, named: bool) -> float:
        """How well a number must fit a law that is to be held against it."""
        if known.given.bare or not named:
            return 0.6
        alike = [g for g in self.scene.givens if not g.bare and units.compatible(g.unit, known.given.unit)]
        return 0.13 if ordered else 0.27 if len(alike) == 1 else 0.38

    def _open(self, node: ByLab) -> ByLab:
        """A run of a lab, lacking the meaning of each number that it passes over though an input that it left to its
        default, or to a formula, could take it: a value that is stated is not assumed.
        """
        held = {n for n, s in node.sources if isinstance(s, Known)}
        needs = node.lab.outputs[node.output].needs or tuple(node.lab.inputs)
        known = held | replaced(node.lab, node.output, held | dict(node.choices).keys())
        left = {n: s for n in needs if isinstance(s := node.lab.inputs[n], Real) and n not in known}
        strays = self.reader.strays(left, node.used | self.lawful)
        if not (node.known or node.choices or node.missing):  # all is assumed: no number of the question is its own
            strays = [g for g in self.scene.givens if g.text is self.scene.text and g.concept is None]
        taken = [s.given for _, s in node.sources if isinstance(s, Known)]
        if left or any(g.concept and g.entry.id in self.scene.ids for g in taken):  # or a wording took its place
            others = [s for n, s in node.lab.inputs.items() if n not in needs and isinstance(s, Real)]
            free = lableft.loose(self.scene, node.used | self.lawful, tuple(left.values()), others)
            strays += [g for g in free if g not in strays]
            if (place := lableft.only_place(self.scene, strays, left)) is not None:
                found = self.reader.taken(place[1], node.lab, place[0])
                rest = tuple((n, s) for n, s in node.sources if n != place[0])
                lacked = _asked(place[0], left[place[0]])
                missing = tuple(m for m in node.missing if m.what != lacked)
                return replace(node, sources=(*rest, (place[0], found)), missing=missing)
        if any(isinstance(node.lab.inputs[n], Series) for n, _ in node.choices):
            strays += self.reader.unlisted(node.lab, needs, node.used | self.lawful)
        unsaid = unheard(self.scene.text, node.lab, [n for n in needs if n not in dict(node.choices)])
        whats = [*(f"what {g.entry.text} stands for" for g in strays), *(f"what {w} says" for w in unsaid)]
        return replace(node, missing=(*node.missing, *(Missing(what, None, "") for what in whats))) if whats else node

    # --- producing a concept ------------------------------------------------------------------------------------------

    def _produce(self, concept: str | None, role: str, depth: int, target: Target) -> list[Node]:
        """Ways to what is asked, best first; those that lack something too."""
        if target.lab is None:
            nodes = self._ways(concept, role, depth, inner=False)
        else:
            asked = (lab for lab in self.labs if lab.id == target.lab)
            nodes = [n for lab in asked for n in self._in_lab(lab, target.output or "", depth - 1, True)]
        return self._best([n for n in nodes if one_meaning(n) and not circular(n, concept, role)], 2 * KEEP)

    def _made(self, concept: str, role: str, depth: int, without: str) -> list[Node]:
        """Ways to a part that lack nothing and do not take the step that they are a part of."""
        key = (concept, role, depth)
        if key not in self._parts:
            whole = [n for n in self._ways(concept, role, depth, inner=True) if not n.lacking]
            self._parts[key] = [n for n in whole if one_meaning(n) and not circular(n, concept, role)]
        return [n for n in self._parts[key] if without not in n.steps][:3]

    def _ways(self, concept: str | None, role: str, depth: int, *, inner: bool) -> list[Node]:
        nodes: list[Node] = []
        for formula, name in self._giving.get(concept or "", ()):
            if _roles_agree(role, formula.variables[name].role):
                nodes += self._bind(formula, name, depth - 1, whole=inner)
        for lab, output in self._measuring(concept):
            nodes += self._in_lab(lab, output, depth - 1, False)
        return self._best(nodes, 4 * KEEP)

    def _best(self, nodes: list[Node], keep: int) -> list[Node]:
        return sorted(nodes, key=lambda n: (n.lacking, -self.ranker.rank(n)))[:keep]

    def _bind(self, formula: Formula, solved: str, depth: int, *, whole: bool = False) -> list[ByFormula]:
        """Ways to fill a formula's variables but `solved`; if `whole`, only those that lack nothing."""
        names = [n for n in formula.variables if n != solved]
        options = {n: self._options(formula, n) for n in names}
        for n in sorted(names, key=lambda n: len(options[n])):
            options[n] = self._deeper(formula, n, options[n], depth, whole=whole)
            if not options[n]:
                return []
        names.sort(key=lambda n: len(options[n]))
        found: list[ByFormula] = []
        self._tries = 0
        for chosen in self._assign(names, options, {}):
            node = ByFormula(formula, solved, tuple(sorted(chosen.items())), self.topic(formula))
            if self.binder.holds(formula, chosen) and not idle(node):
                found.append(node)
        found.sort(key=lambda n: (n.lacking, -self.ranker.rank(n)))
        return found[:KEEP]

    def _assign(
        self, names: list[str], options: Mapping[str, list[Source]], chosen: dict[str, Source]
    ) -> Iterator[dict[str, Source]]:
        self._tries += 1
        if self._tries > TRIES:
            return
        if len(chosen) == len(names):
            yield dict(chosen)
            return
        name = names[len(chosen)]
        taken = {s.given.entry.id: s for s in chosen.values() if isinstance(s, Known)}
        for option in options[name]:
            before = taken.get(option.given.entry.id) if isinstance(option, Known) else None
            concept = option.concept if isinstance(option, Known) else ""
            if before is None or (before.given.doubled and before.concept == concept):
                chosen[name] = option
                yield from self._assign(names, options, chosen)
                del chosen[name]

    def _options(self, formula: Formula, name: str) -> list[Source]:
        """What the question and the tables offer for a variable, best first."""
        if (formula.id, name) not in self._offered:
            self._offered[formula.id, name] = self._offers(formula, name)
        return self._offered[formula.id, name]

    def _offers(self, formula: Formula, name: str) -> list[Source]:
        variable = formula.variables[name]
        concept = self.scene.concepts[variable.concept]
        scored = ((g, self.binder.binding(g, formula, name)) for g in self.scene.givens)
        known: list[Source] = [Known(g, s, concept.id) for g, s in scored if s > 0.12]
        known.sort(key=lambda k: -k.score)
        out = known[:4]
        if variable.constant:
            constant = self.substances.constants[variable.constant]
            stated = [k for k in out if k.score >= 0.7 and self.binder.near(k, constant)]
            return stated[:1] or [Fixed(constant)]
        if variable.optional:
            return [k for k in out if k.score > 0.3] + [Free()]
        if not known or known[0].score < SAID:  # a number that is said to be it is better than a table
            facts = self._facts.get(variable.concept, ())
            out += [Fixed(c, FACT) for c in facts if len(facts) == 1]
        if variable.default is not None:
            out.append(Assumed(variable.default, concept.unit, _label(variable, concept), variable.because))
        return out

    def _deeper(self, formula: Formula, name: str, out: list[Source], depth: int, *, whole: bool) -> list[Source]:
        """What is offered, with what other formulas and labs produce where that is not good enough."""
        variable = formula.variables[name]
        if variable.constant or variable.optional:
            return out
        made: list[Source] = []
        if depth > 0 and max((s.score for s in out if isinstance(s, Known)), default=0.0) < 0.75:
            made += self._made(variable.concept, variable.role, depth, formula.id)
        concept = self.scene.concepts[variable.concept]
        lacking: list[Source] = [] if whole else [Missing(_label(variable, concept), concept.id, concept.unit)]
        return [*out, *made, *lacking]

    @cached_property
    def _facts(self) -> Mapping[str, list[Constant]]:
        return self.substances.facts(self.scene.text)

    def _measuring(self, concept: str | None) -> list[tuple[Lab, str]]:
        """Labs that measure a concept and whose subject is spoken of."""
        kind = self.scene.concepts.get(concept or "")
        unit = kind.unit if kind else None
        return [
            (lab, name)
            for lab in self._spoken
            for name, out in lab.outputs.items()
            if _gives(out.concept, concept)
            and (unit is None or units.compatible(out.unit, unit))
            and (concept not in GENERIC or lab.on_request or self._alone(lab, name, concept))
        ]

    @cached_property
    def _spoken(self) -> list[Lab]:
        """Labs whose subject, or one of whose choices, the question names: a word for an output alone is too little."""
        return [
            lab
            for lab in self.labs
            if spoken(lab, self.scene.text)
            or any(isinstance(i, Choice) and self.reader.option(i) is not None for i in lab.inputs.values())
        ]

    def _alone(self, lab: Lab, name: str, concept: str | None) -> bool:
        """Whether a lab's output is the only one of so broad a kind, or is named: no temperature is a boiling point."""
        alike = [n for n, o in lab.outputs.items() if _gives(o.concept, concept)]
        return alike == [name] or bool(self.scene.text.has(lab.outputs[name].words))

    # --- labs ---------------------------------------------------------------------------------------------------------

    def _in_lab(self, lab: Lab, output: str, depth: int, wanted: bool) -> list[ByLab]:
        text = self.scene.text
        if text.has(lab.unless):
            return []
        needs = lab.outputs[output].needs or tuple(lab.inputs)
        choices: list[tuple[str, str]] = []
        missing: list[Missing] = []
        spans: list[tuple[int, int]] = []
        spelt = self._spelt(lab.outputs[output].words)
        named = spoken(lab, text)
        matched = named or (wanted and self.reader.speaks(lab) >= SPOKEN)
        for name, spec in lab.inputs.items():
            if isinstance(spec, Choice) and (name in needs or spec.default is None):
                value = self.reader.option(spec)
                matched = matched or value is not None
                if value is None and spec.default is None:
                    missing.append(Missing(_asked(name, spec), None, ""))
                elif value is not None:
                    choices.append((name, value))
        series = self._lists(lab, output, spelt) if matched or wanted else {}
        for name in needs:
            spec = lab.inputs[name]
            if isinstance(spec, TextInput | Series) and (matched or wanted):
                found = self.stated(spec, spelt) if isinstance(spec, TextInput) else series.get(name)
                matched = matched or found is not None
                if found is not None:
                    choices.append((name, found.value))
                    spans += [(found.start, found.end)] if found.end else []
                elif spec.default is None and not spec.optional:
                    missing.append(Missing(_asked(name, spec), None, ""))
        if not (matched or (wanted and self.reader.owned(lab, output))) or (lab.on_request and not named):
            return []  # a word for an output alone is too little, unless it is the lab's own
        within = self.within([*spans, *spelt])
        held = self.reader.placed(lab, needs, (k.given.entry.id for k in within))
        sources: list[tuple[str, Source]] = []
        for name in needs:
            spec = lab.inputs[name]
            if isinstance(spec, Real):
                source = held.get(name) or self._lab_default(lab, name, spec, depth)
                if source is not None:
                    sources.append((name, source))
        if not (named or held or any(_due(lab.inputs[n]) for n, _ in choices)):
            return []  # all that matters is assumed: it would answer whatever is asked
        topic = (1.0 if named else NEAR) if wanted else 0.7
        real = tuple((n, s) for n, s in sources if not isinstance(s, Missing))
        missing += [s for _, s in sources if isinstance(s, Missing)]
        missing += self._unmet(lab, output, {*held, *(n for n, _ in choices), *(n for n, s in real)})
        within += self.reader.restated(held, (k.given.entry.id for k in within))
        bound = {k.given.entry.id for k in (*within, *held.values())}
        within += self.reader.beside(lab, bound, needs)
        return [ByLab(lab, output, tuple(choices), real, tuple(missing), topic, tuple(spans), within)]

    def _unmet(self, lab: Lab, output: str, stated: Collection[str]) -> list[Missing]:
        """What is missing of the nearest of the sets of optional inputs of which one must be whole."""
        ways = [[n for n in way if n not in stated] for way in lab.outputs[output].ways]
        left = min(ways, key=len, default=[])
        return [Missing(_asked(n, lab.inputs[n]), None, "") for n in left]

    def _lists(self, lab: Lab, output: str, spelt: Sequence[tuple[int, int]]) -> dict[str, Said]:
        """The series of a lab that the question states, else those that an earlier turn did (with no place here)."""
        mine = {n: s for n, s in lab.inputs.items() if isinstance(s, Series)}
        if not mine:
            return {}
        ways = [w for w in lab.outputs[output].ways if set(w) <= set(mine)]
        found = tabled(self.scene.text.original, mine, ways or [[n for n in lab.outputs[output].needs if n in mine]])
        left = {n: s for n, s in mine.items() if n not in found}
        aside = [*spelt, *((s.start, s.end) for s in found.values())]
        found |= lablists.placed(self.scene.text, left, aside, ways) if left else {}
        for text in self.scene.earlier:
            left = {n: s for n, s in mine.items() if n not in found}
            found |= {n: s._replace(start=0, end=0) for n, s in lablists.placed(text, left).items()} if left else {}
        return found

    def stated(self, spec: TextInput | Series, spelt: Sequence[tuple[int, int]] = ()) -> Said | None:
        """The text or series that the question states, else one that an earlier turn did (with no place here).

        It is no part of a quantity, nor of a phrase for what is asked (`spelt`), such as `CO2 footprint`.
        """
        text = self.scene.text
        numbers = [g.entry.span for g in self.scene.givens if g.text is text and g.entry.span]
        parts = [*((s.start, s.end) for s in numbers), *spelt]
        if isinstance(spec, Series):
            lists = (lablists.placed(t, {"": spec}).get("") for t in (text, *self.scene.earlier))
            return next((s for s in lists if s is not None), None)
        found = spec.find(text.original, parts)
        if found is not None:
            return found
        said = (spec.find(t.original) for t in self.scene.earlier)
        return next((s._replace(start=0, end=0) for s in said if s is not None), None)

    def _spelt(self, phrases: Sequence[str]) -> list[tuple[int, int]]:
        """Where a phrase with a digit in it stands: `2 theta` states no number."""
        tokens = self.scene.text.tokens
        hits = [h for p in phrases if any(c.isdigit() for c in p) for h in self.scene.text.find(p)]
        return [(tokens[h.first].start, tokens[h.last].end) for h in hits]

    def within(self, spans: Sequence[tuple[int, int]]) -> tuple[Known, ...]:
        """The numbers that stand in stretches read as a whole: they are used, though not each by itself."""
        mine = [g for g in self.scene.givens if g.text is self.scene.text and g.entry.span and g.concept is None]
        return tuple(Known(g, 1.0) for g in mine if g.entry.span and any(a <= g.entry.span.start < b for a, b in spans))

    def _lab_default(self, lab: Lab, name: str, spec: Real, depth: int) -> Source | None:
        """An input that no number of the question is: a default, what a formula makes, nothing, or missing."""
        if spec.default is not None:
            return Assumed(spec.default, spec.unit, f"{name.replace('_', ' ')} for {lab.id}", "the lab's default")
        if spec.concept and depth > 0:
            made = [n for n in self._made(spec.concept, "", depth, lab.id) if not isinstance(n, ByLab)]
            if made and made[0].score > 0.5:
                return made[0]
        return None if spec.optional else Missing(_asked(name, spec), spec.concept, spec.unit)


def _asked(name: str, spec: Input) -> str:
    """What is missing, in words: a lab's meaning of it, or its name if that meaning carries a number."""
    return sayable(spec.meaning, name.replace("_", " "))


def _due(spec: Input) -> bool:
    """Whether an input has no default: who chooses or writes it says what is spoken of."""
    return isinstance(spec, Choice | TextInput | Series) and spec.default is None


def _label(variable: Variable, concept: Concept) -> str:
    """`initial speed`: the role and the concept, in words."""
    words = concept.id.replace("_", " ")
    return words if not variable.role or variable.role in words else f"{variable.role} {words}"


def _roles_agree(wanted: str, has: str) -> bool:
    return not wanted or not has or wanted == has


def _gives(has: str | None, wanted: str | None) -> bool:
    """Whether a lab's output is of the kind wanted: a density is a fluid's density too."""
    return has is not None and wanted is not None and (has == wanted or wanted.endswith(f"_{has}"))

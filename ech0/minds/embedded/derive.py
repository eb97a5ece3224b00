"""Backward chaining from what is asked to what is given, over formulas and labs. Binds, never computes.

A derivation is a tree: a formula (or a lab) with a source for each of its variables, which is a given, a constant, a
default, another derivation, or missing. All complete ones are ranked; of the incomplete the one that misses least is
kept, so that it can be said what is missing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from ech0.core import expression, units
from ech0.core.errors import ClaimError
from ech0.core.formula import Concept, Constant, Formula, Variable
from ech0.ledger import render
from ech0.minds.embedded.binding import Binder
from ech0.minds.embedded.givens import Given, Scene, absolute, fits
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
    lacks,
    one_meaning,
    walk,
)
from ech0.minds.embedded.target import Target
from ech0.minds.embedded.words import Text
from labs import Choice, Input, Lab, Real, Series
from labs import Text as TextInput
from labs.inputs import Said

DEPTH, KEEP, TRIES = 3, 6, 4000
TABLE = "known_values"
"""The field of the formula base whose entries are values from a table; a lab, if it knows better, is preferred."""
WAIVED = frozenset(
    "neglect neglecting neglects ignore ignoring ignores no without negligible disregard disregarding non not".split()
)
TURNS = frozenset((("initial", "final"), ("first", "second"), ("incident", "refracted"), ("primary", "secondary")))
NEAR = 0.8
"""Topic of a formula whose situation is not named, but near in meaning."""


@dataclass
class Chainer:
    """The search for one question."""

    scene: Scene
    formulas: Sequence[Formula]
    constants: Mapping[str, Constant]
    labs: Sequence[Lab]
    suggested: Mapping[str, float] = field(default_factory=dict)
    _usable: dict[str, float] = field(default_factory=dict)
    _tries: int = 0

    def derive(self, targets: Sequence[Target]) -> list[Derivation]:
        """Derivations of any of the targets, complete ones first, best first."""
        found: dict[str, Derivation] = {}
        for depth in range(1, DEPTH + 1):
            for target in targets:
                for node in self._produce(target.concept, target.role, (), depth, target):
                    d = Derivation(target, node, self._fit(target, node))
                    if d.path not in found or found[d.path].fit < d.fit:
                        found[d.path] = d
            if any(not d.missing and self._covers(d) for d in found.values()):
                break  # a longer way could only use the same numbers again
        return sorted(found.values(), key=lambda d: (len(d.missing) > 0, -d.fit if not d.missing else lack(d)))

    def _covers(self, derivation: Derivation) -> bool:
        """Whether every number with a unit is used, here or by a law."""
        return all(g.bare or g.concept or g.entry.id in derivation.used | self.lawful for g in self.scene.givens)

    def topic(self, formula: Formula) -> float:
        """1 if the question speaks of the formula's situation, `NEAR` if its meaning is near it, .5 if the formula has
        none, 0 if it does not apply.
        """
        if formula.id not in self._usable:
            text = self.scene.text
            value = 0.5 if not formula.when else 1.0 if text.has(formula.when) else 0.0
            if not value and formula.id in self.suggested and not formula.law:
                value = NEAR
            self._usable[formula.id] = 0.0 if value and self._excluded(formula) else value
        return self._usable[formula.id]

    def _excluded(self, formula: Formula) -> bool:
        """Whether a word that rules the formula out is said, other than to be waived (`neglecting air resistance`)."""
        tokens = self.scene.text.tokens
        hits = [h for w in formula.unless for h in self.scene.text.find(w)]
        return any(not WAIVED & {t.text for t in tokens[max(0, h.first - 3) : h.first]} for h in hits)

    def _fit(self, target: Target, node: Node) -> float:
        used = {s.given.entry.id for s in walk(node) if isinstance(s, Known)}
        covered = sum(self._weight(g) for g in self.scene.givens if g.entry.id in used or g.entry.id in self.lawful)
        whole = sum(self._weight(g) for g in self.scene.givens)
        coverage = covered / whole if whole else 1.0
        inner = [s for s in walk(node) if isinstance(s, ByFormula | ByLab)]
        bound = [s.score for s in walk(node) if isinstance(s, Known)] or [0.5]
        topic = sum(s.topic for s in inner) / len(inner)
        assumed = sum(isinstance(s, Assumed) for s in walk(node))
        value = 0.3 * coverage + 0.14 * sum(bound) / len(bound) + 0.14 * min(bound) + 0.16 * topic
        value += 0.26 * min(target.score, 1.2) / 1.2
        known = sum(isinstance(s, ByFormula) and s.formula.field == TABLE for s in walk(node))
        left = [g for g in self.scene.givens if g.unit and g.entry.id not in used and not g.concept]
        alike = [g for g in left if any(h.entry.id in used and h.unit == g.unit for h in self.scene.givens)]
        value -= 0.15 * min(len(alike), 1)  # one of several of a kind was left out
        value -= 0.05 * (len(inner) - 1) + 0.02 * assumed + 0.1 * known + self._against(target, node)
        return max(0.0, min(1.0, value + self._paired(node)))

    @staticmethod
    def _against(target: Target, node: Node) -> float:
        """A question that names no role asks for what comes out in the end, not for what was there at first."""
        return (
            0.06
            if isinstance(node, ByFormula)
            and not target.role
            and node.formula.variables[node.variable].role == "initial"
            else 0.0
        )

    def _paired(self, node: Node) -> float:
        """A little for numbers that are taken together where the text has them together, and in its order."""
        orders, apart = [], 0
        for part in walk(node):
            if isinstance(part, ByFormula):
                known = [(n, s.given) for n, s in part.sources if isinstance(s, Known) and not s.given.concept]
                apart += sum(self._apart(a, b) for (_, a), (_, b) in pairwise(known))
                roles = [(part.formula.variables[n], g) for n, g in known]
                orders += [b.first > a.first for v, a in roles for w, b in roles if _in_turn(v, w) and a.text is b.text]
        order = 0.0 if not orders else 0.03 if all(orders) else -0.03
        return order - 0.05 * min(apart, 2)

    def _apart(self, one: Given, other: Given) -> bool:
        """Whether two numbers stand in different clauses although one of them has its like in the other's clause."""
        if one.text is not other.text or self._clause(one) == self._clause(other):
            return False
        like_other = [
            g for g in self.scene.givens if g is not other and g.unit and units.compatible(g.unit, other.unit)
        ]
        return any(self._clause(g) == self._clause(one) for g in like_other if g is not one)

    def _clause(self, given: Given) -> tuple[int, int]:
        tokens = given.text.tokens
        marks = sum(t.text in ("and", ",", ";", "while", "but", "then") for t in tokens[: given.first])
        return tokens[given.first].sentence, marks

    def _weight(self, given: Given) -> float:
        """A bare number weighs less, unless a word says what it is, since it may be a count or a label."""
        if given.concept is not None:
            return 0.2
        return 1.0 if not given.bare or max(self.scene.evidence(given).values(), default=0.0) >= 0.6 else 0.3

    @cached_property
    def binder(self) -> Binder:
        """What tells how well a number fits."""
        return Binder(self.scene)

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
        return frozenset(s.given.entry.id for n in self.laws for s in walk(n) if isinstance(s, Known))

    @cached_property
    def laws(self) -> tuple[ByFormula, ...]:
        """Laws of the situation whose every variable is given and surely so: only these can contradict a question."""
        found: list[ByFormula] = []
        for formula in self.formulas:
            if formula.law and self.topic(formula):
                whole = [n for n in self._bind(formula, "", (), 0) if not lacks(n) and self._sure(n)]
                found += whole[:1]
        return tuple(found)

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

    @cached_property
    def bounded(self) -> tuple[Known, ...]:
        """Givens of a kind that physics bounds: a mass, an absolute temperature, a probability."""
        found = []
        for given in self.scene.givens:
            said = self.scene.evidence(given)
            best = max(said, key=lambda c: said[c], default="")
            concept = best if said.get(best, 0.0) >= 0.6 else self._by_unit(given)
            spec = self.scene.concepts.get(concept)
            if spec is not None and (spec.low is not None or spec.high is not None):
                found.append(Known(given, 1.0, concept))
        return tuple(found)

    def _by_unit(self, given: Given) -> str:
        """What a number can only be, by its unit."""
        for concept, unit in (("mass", "kg"), ("temperature", "K"), ("speed", "m/s")):
            if not given.bare and fits(given, unit) and (concept != "temperature" or absolute(given)):
                changes = ("change", "rise", "drop", "difference", "increase", "decrease", "relative", "loss")
                return concept if self.scene.near(given, changes) < 0.5 else ""
        return ""

    # --- producing a concept ------------------------------------------------------------------------------------------

    def _produce(
        self, concept: str | None, role: str, path: tuple[str, ...], depth: int, target: Target | None = None
    ) -> list[Node]:
        nodes: list[Node] = []
        if target is None or target.lab is None:
            for formula, name in self._giving.get(concept or "", ()):
                if formula.id not in path and _roles_agree(role, formula.variables[name].role):
                    nodes += self._bind(formula, name, (*path, formula.id), depth - 1)
        for lab in self.labs:
            for output in lab.outputs:
                wanted = target is not None and target.lab == lab.id and target.output == output
                if wanted or ((target is None or target.lab is None) and _gives(lab.outputs[output].concept, concept)):
                    nodes += self._in_lab(lab, output, (*path, lab.id), depth - 1, wanted)
        nodes = [n for n in nodes if one_meaning(n) and not circular(n, concept, role)]
        nodes.sort(key=lambda n: (lacks(n), -self._rank(n)))
        return nodes[: KEEP if target is None else 2 * KEEP]

    def _rank(self, node: Node) -> float:
        """How good a part of a derivation looks: its binding, what it uses of the question, and that it is short."""
        used = {s.given.entry.id for s in walk(node) if isinstance(s, Known)}
        covered = sum(self._weight(g) for g in self.scene.givens if g.entry.id in used)
        whole = sum(self._weight(g) for g in self.scene.givens) or 1.0
        return node.score + 0.5 * covered / whole - 0.06 * sum(isinstance(s, ByFormula | ByLab) for s in walk(node))

    def _bind(self, formula: Formula, solved: str, path: tuple[str, ...], depth: int) -> list[ByFormula]:
        names = [n for n in formula.variables if n != solved]
        options = {n: self._options(formula, n, path, depth) for n in names}
        names.sort(key=lambda n: len(options[n]))
        found: list[ByFormula] = []
        self._tries = 0
        for chosen in self._assign(names, options, {}):
            node = ByFormula(formula, solved, tuple(sorted(chosen.items())), self.topic(formula))
            if self.binder.holds(formula, chosen) and not idle(node):
                found.append(node)
        found.sort(key=lambda n: (lacks(n), -self._rank(n)))
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
        taken = {s.given.entry.id for s in chosen.values() if isinstance(s, Known)}
        for option in options[name]:
            if not (isinstance(option, Known) and option.given.entry.id in taken):
                chosen[name] = option
                yield from self._assign(names, options, chosen)
                del chosen[name]

    def _options(self, formula: Formula, name: str, path: tuple[str, ...], depth: int) -> list[Source]:
        variable = formula.variables[name]
        concept = self.scene.concepts[variable.concept]
        scored = ((g, self.binder.binding(g, formula, name)) for g in self.scene.givens)
        known: list[Source] = [Known(g, s, concept.id) for g, s in scored if s > 0.12]
        known.sort(key=lambda k: -k.score)
        out = known[:4]
        best = out[0].score if out else 0.0
        if variable.constant:
            constant = self.constants[variable.constant]
            stated = [k for k in out if k.score >= 0.7 and self.binder.near(k, constant)]
            out = stated[:1] or [Fixed(constant)]
        elif variable.optional:
            out = [k for k in out if k.score > 0.3] + [Free()]
        else:
            if variable.default is not None:
                out.append(Assumed(variable.default, concept.unit, _label(variable, concept), variable.because))
            if depth > 0 and best < 0.75:
                out += [n for n in self._produce(variable.concept, variable.role, path, depth) if not lacks(n)][:2]
            out.append(Missing(_label(variable, concept), concept.id, concept.unit))
        return out

    # --- labs ---------------------------------------------------------------------------------------------------------

    def _in_lab(self, lab: Lab, output: str, path: tuple[str, ...], depth: int, wanted: bool) -> list[ByLab]:
        text = self.scene.text
        needs = lab.outputs[output].needs or tuple(lab.inputs)
        choices: list[tuple[str, str]] = []
        missing: list[Missing] = []
        spans: list[tuple[int, int]] = []
        matched = len(text.has(lab.words)) > 0
        for name in needs:
            spec = lab.inputs[name]
            if isinstance(spec, Choice):
                said = (_choose(spec, t) for t in (text, *self.scene.earlier))
                value = next((v for v in said if v is not None), None)
                matched = matched or value is not None
                if value is None and spec.default is None:
                    missing.append(Missing(_asked(name, spec), None, ""))
                elif value is not None:
                    choices.append((name, value))
        for name in needs:
            spec = lab.inputs[name]
            if isinstance(spec, TextInput | Series) and (matched or wanted):
                found = self._stated(spec)
                if found is not None and (found.start, found.end) in spans:  # a list is one input, not two
                    found = None
                matched = matched or found is not None
                if found is not None:
                    choices.append((name, found.value))
                    spans += [(found.start, found.end)] if found.end else []
                elif spec.default is None and not spec.optional:
                    missing.append(Missing(_asked(name, spec), None, ""))
        if not matched:  # its subject is not spoken of: a word for an output alone is too little
            return []
        within = self._within(spans)
        sources: list[tuple[str, Source]] = []
        for name in needs:
            spec = lab.inputs[name]
            if isinstance(spec, Real):
                taken = {s.given.entry.id for s in (*(s for _, s in sources), *within) if isinstance(s, Known)}
                source = self._lab_input(lab, name, spec, path, depth, taken)
                if source is not None:
                    sources.append((name, source))
        topic = 1.0 if wanted else 0.7
        real = tuple((n, s) for n, s in sources if not isinstance(s, Missing))
        missing += [s for _, s in sources if isinstance(s, Missing)]
        return [ByLab(lab, output, tuple(choices), real, tuple(missing), topic, tuple(spans), within)]

    def _stated(self, spec: TextInput | Series) -> Said | None:
        """The text or series that the question states, else one that an earlier turn did (with no place here)."""
        text = self.scene.text
        numbers = [g.entry.span for g in self.scene.givens if g.text is text and g.entry.span]
        parts = [(s.start, s.end) for s in numbers]
        found = spec.find(text.original, parts) if isinstance(spec, TextInput) else spec.find(text.original)
        if found is not None:
            return found
        said = (spec.find(t.original) for t in self.scene.earlier)
        return next((s._replace(start=0, end=0) for s in said if s is not None), None)

    def _within(self, spans: Sequence[tuple[int, int]]) -> tuple[Known, ...]:
        """The numbers that stand in stretches read as a whole: they are used, though not each by itself."""
        mine = [g for g in self.scene.givens if g.text is self.scene.text and g.entry.span]
        return tuple(Known(g, 1.0) for g in mine if g.entry.span and any(a <= g.entry.span.start < b for a, b in spans))

    def _lab_input(
        self, lab: Lab, name: str, spec: Real, path: tuple[str, ...], depth: int, taken: set[str]
    ) -> Source | None:
        best: Known | None = None
        for given in self.scene.givens:
            score = self.binder.lab_binding(given, lab, name, spec)
            if given.entry.id not in taken and score > (best.score if best else 0.25):
                best = Known(given, score, spec.concept or f"{lab.id}.{name}")
        if best is not None:
            return best
        if spec.default is not None:
            return Assumed(spec.default, spec.unit, f"{name.replace('_', ' ')} for {lab.id}", "the lab's default")
        if spec.concept and depth > 0:
            made = [
                n for n in self._produce(spec.concept, "", path, depth) if not lacks(n) and not isinstance(n, ByLab)
            ]
            if made and made[0].score > 0.5:
                return made[0]
        return None if spec.optional else Missing(_asked(name, spec), spec.concept, spec.unit)


def phrases_of(labs: Sequence[Lab]) -> list[tuple[str, str, float, str]]:
    """`(wording, lab.input, value, unit)` of every wording by which a lab's input is stated without a digit."""
    return [
        (wording, f"{lab.id}.{name}", value, spec.unit)
        for lab in labs
        for name, spec in lab.inputs.items()
        if isinstance(spec, Real)
        for wording, value in spec.phrases.items()
    ]


def _asked(name: str, spec: Input) -> str:
    """What is missing, in words: a lab's meaning of it, or its name if that meaning carries a number."""
    try:
        return render(spec.meaning, {})
    except ClaimError:
        return name.replace("_", " ")


def _choose(spec: Choice, text: Text) -> str | None:
    """The option whose longest wording occurs in the text; the earliest of equals."""
    found: list[tuple[int, int, str]] = []
    for option, words in spec.options.items():
        for word in (*words, option):
            found += [(-hit.length, hit.first, option) for hit in text.find(word)]
    return min(found)[2] if found else None


def _label(variable: Variable, concept: Concept) -> str:
    """`initial speed`: the role and the concept, in words."""
    words = concept.id.replace("_", " ")
    return words if not variable.role or variable.role in words else f"{variable.role} {words}"


def _in_turn(one: Variable, other: Variable) -> bool:
    """Whether two variables of a kind come in turn, as a text tells them: initial and final, first and second."""
    return one.concept == other.concept and (one.role, other.role) in TURNS


def _roles_agree(wanted: str, has: str) -> bool:
    return not wanted or not has or wanted == has


def _gives(has: str | None, wanted: str | None) -> bool:
    """Whether a lab's output is of the kind wanted: a density is a fluid's density too."""
    return has is not None and wanted is not None and (has == wanted or wanted.endswith(f"_{has}"))

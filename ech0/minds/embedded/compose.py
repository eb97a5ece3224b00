"""From a derivation to claims, lab calls and the entries they bring: what the loop can carry out.

Symbols are named by the formulas' own variables; every number is a ledger id.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ech0.core import expression
from ech0.core.expression import Node as Tree
from ech0.core.formula import Concept
from ech0.core.types import Claim, Entry, LabCall, QuantityClaim, Relation, Subproblem, Symbol
from ech0.minds.embedded.givens import Given
from ech0.minds.embedded.sources import Assumed, ByFormula, ByLab, Fixed, Free, Known, Node, Source
from ech0.minds.embedded.substances import quotation


@dataclass
class Composer:
    """Collects the parts of one plan. `tag` keeps the ids of a later round apart from those of an earlier one."""

    concepts: Mapping[str, Concept]
    tag: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)
    subproblems: list[Subproblem] = field(default_factory=list)
    _calls: dict[int, str] = field(default_factory=dict)
    _assumed: int = 0

    def target(self, node: Node, *, magnitude: bool = False) -> str:
        """Compose a way to a value, or to its magnitude; returns the id of the entry that will hold it."""
        if isinstance(node, ByLab):
            return f"{self._call(node)}.{node.output}"
        return self.claim(node, magnitude=magnitude)

    def claim(self, node: ByFormula, *, magnitude: bool = False) -> str:
        """One claim for a formula with those it chains to."""
        made = self._maker()
        target = made.magnitude(made.solve(node)) if magnitude else made.solve(node)
        return f"{self._claimed(made, f'find the {_words(node)}', target)}.{target}"

    def laws(self, laws: Sequence[ByFormula]) -> None:
        """One claim without a target: what is given must not break a law of the situation."""
        if laws:
            made = self._maker()
            for law in laws:
                made.law(law)
            self._claimed(made, "test what is given against the laws", None)

    def _maker(self) -> "_ClaimMaker":
        return _ClaimMaker(self, f"c{sum(len(s.claims) for s in self.subproblems) + 1}{self.tag}")

    def _claimed(self, made: "_ClaimMaker", goal: str, target: str | None) -> str:
        claim = QuantityClaim(
            id=made.id,
            text=goal,
            symbols=tuple(made.symbols.values()),
            relations=tuple(made.relations),
            laws=tuple(dict.fromkeys(made.laws)),
            target=target,
        )
        self.add(goal, claims=(claim,))
        return made.id

    def add(self, goal: str, *, calls: tuple[LabCall, ...] = (), claims: tuple[Claim, ...] = ()) -> None:
        """One sub-problem; its goal is what memory is asked."""
        self.subproblems.append(
            Subproblem(
                id=f"s{len(self.subproblems) + 1}{self.tag}", goal=goal, queries=(goal,), calls=calls, claims=claims
            )
        )

    def _call(self, node: ByLab) -> str:
        if id(node) not in self._calls:
            inputs = {name: self.entry(source, f"{name.replace('_', ' ')}") for name, source in node.sources}
            call = LabCall.model_validate(
                {
                    "id": f"r{len(self._calls) + 1}{self.tag}",
                    "lab": node.lab.id,
                    "inputs": inputs,
                    "choices": dict(node.choices),
                    "wants": (node.output,),
                }
            )
            self._calls[id(node)] = call.id
            chosen = ", ".join(v for _, v in node.choices)
            goal = f"measure the {node.output.replace('_', ' ')}{f' of {chosen}' if chosen else ''} in {node.lab.id}"
            self.add(goal, calls=(call,))
        return self._calls[id(node)]

    def entry(self, source: Source, label: str) -> str:
        """The ledger id of a source outside a claim."""
        match source:
            case Known():
                return self.given(source.given)
            case Fixed():
                return self.constant(source)
            case Assumed():
                return self.assumed(source)
            case ByLab():
                return f"{self._call(source)}.{source.output}"
            case ByFormula():
                return self.claim(source)
            case _:
                raise AssertionError(f"{label} has no source")

    def given(self, given: Given) -> str:
        """Bring in a given; those that the wording states are not in the ledger yet."""
        if given.concept is not None:
            self.entries[given.entry.id] = given.entry
        return given.entry.id

    def constant(self, fixed: Fixed) -> str:
        """Bring in a physical constant as a quotation of its line."""
        entry = quotation(fixed.constant)
        self.entries[entry.id] = entry
        return entry.id

    def assumed(self, default: Assumed) -> str:
        """Bring in a default, openly."""
        for entry in self.entries.values():
            if entry.kind == "assumed" and entry.label == default.label:
                return entry.id
        self._assumed += 1
        made: dict[str, Any] = {"value": default.value, "unit": default.unit}
        name = f"a{self._assumed}{self.tag}"
        self.entries[name] = Entry.model_validate(
            {
                "id": name,
                "kind": "assumed",
                "label": default.label,
                "quantity": made,
                "reason": default.because,
                "figures": min(6, len(f"{default.value:g}".replace(".", "").strip("-0"))),
            }
        )
        return name


@dataclass
class _ClaimMaker:
    composer: Composer
    id: str
    symbols: dict[str, Symbol] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    laws: list[Relation] = field(default_factory=list)
    _by_entry: dict[str, str] = field(default_factory=dict)
    _solved: dict[int, str] = field(default_factory=dict)

    def solve(self, node: ByFormula) -> str:
        """Add a formula and all below it; returns the symbol it is solved for."""
        if id(node) in self._solved:
            return self._solved[id(node)]
        variable = node.formula.variables[node.variable]
        own = self._unknown(node.variable, variable.concept, _words(node))
        self._solved[id(node)] = own
        rename = {node.variable: own} | {name: self._symbol(node, name, source) for name, source in node.sources}
        self.relations.append(
            Relation(
                expression=_renamed(node.formula.equation, rename), formula=node.formula.id, text=node.formula.name
            )
        )
        for condition in node.formula.conditions:
            self.laws.append(
                Relation(
                    expression=_renamed(condition, rename),
                    formula=node.formula.id,
                    text=f"where {node.formula.name} holds",
                )
            )
        return own

    def magnitude(self, symbol: str) -> str:
        """The magnitude of a symbol that may be negative."""
        if self.symbols[symbol].low == 0:
            return symbol
        own = self._fresh(f"{symbol}_size")
        self.symbols[own] = self.symbols[symbol].model_copy(update={"name": own, "low": 0.0})
        self.relations.append(Relation(expression=f"{own} = abs({symbol})", text="the magnitude is asked for"))
        return own

    def law(self, node: ByFormula) -> None:
        """Add a law whose variables are known or solved for here."""
        rename = {name: self._symbol(node, name, source) for name, source in node.sources}
        self.laws.append(
            Relation(
                expression=_renamed(node.formula.equation, rename), formula=node.formula.id, text=node.formula.name
            )
        )

    def _symbol(self, node: ByFormula, name: str, source: Source) -> str:
        variable = node.formula.variables[name]
        match source:
            case ByFormula():
                return self.solve(source)
            case Free():
                return self._unknown(name, variable.concept, name)
            case _:
                entry = self.composer.entry(source, name)
                return self._known(name, variable.concept, entry, _meaning(node, name))

    def _known(self, name: str, concept: str, entry: str, meaning: str) -> str:
        if entry in self._by_entry:
            return self._by_entry[entry]
        spec = self.composer.concepts[concept]
        own = self._fresh(name)
        self.symbols[own] = Symbol(name=own, unit=spec.unit, meaning=meaning, entry=entry)
        self._by_entry[entry] = own
        return own

    def _unknown(self, name: str, concept: str, meaning: str) -> str:
        spec = self.composer.concepts[concept]
        own = self._fresh(name)
        low = 0.0 if spec.positive and (spec.low is None or spec.low < 0) else spec.low
        self.symbols[own] = Symbol(name=own, unit=spec.unit, meaning=meaning, low=low, high=spec.high)
        return own

    def _fresh(self, name: str) -> str:
        own, n = name, 1
        while own in self.symbols:
            n += 1
            own = f"{name}_{n}"
        return own


def _renamed(text: str, names: Mapping[str, str]) -> str:
    return _write(expression.parse(text), names)


def _write(tree: Tree, names: Mapping[str, str]) -> str:
    """A tree as text again, with names replaced; brackets where the grammar needs them."""
    match tree:
        case expression.Num(text):
            return text
        case expression.Var(name):
            return names.get(name, name)
        case expression.Op("neg", (inner,)):
            return f"(-{_write(inner, names)})"
        case expression.Op("not", (inner,)):
            return f"(not {_write(inner, names)})"
        case expression.Op(op, args) if op in expression.FUNCTIONS:
            return f"{op}({', '.join(_write(a, names) for a in args)})"
        case expression.Op(op, (left, right)) if op in expression.COMPARISONS:
            return f"{_write(left, names)} {op} {_write(right, names)}"
        case expression.Op(op, (left, right)):
            return f"{_inside(left, op, names)} {op} {_inside(right, op, names, right=True)}".replace(" ** ", "**")
        case _:
            raise AssertionError(tree)


_TIGHT = {"->": 0, "or": 1, "and": 2, "+": 4, "-": 4, "*": 5, "/": 5, "**": 7}


def _inside(tree: Tree, op: str, names: Mapping[str, str], *, right: bool = False) -> str:
    text = _write(tree, names)
    if isinstance(tree, expression.Op) and tree.op in (*_TIGHT, *expression.COMPARISONS):
        inner, outer = _TIGHT.get(tree.op, 3), _TIGHT[op]
        if inner < outer or (inner == outer and (right or op == "**")):
            return f"({text})"
    return text


def _words(node: ByFormula) -> str:
    return _meaning(node, node.variable)


def _meaning(node: ByFormula, name: str) -> str:
    variable = node.formula.variables[name]
    words = variable.words[0] if variable.words else variable.concept.replace("_", " ")
    return words if not variable.role or variable.role in words else f"{variable.role} {words}"

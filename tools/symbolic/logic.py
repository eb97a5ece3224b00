"""Logic claims: what follows from facts and rules by forward chaining, with a proof. Knows no language.

`open`: a literal is proved only if it is derived, refuted only if its opposite is; the rest is `underdetermined`. No
contraposition: "if p then q" and "not q" do not give "not p" (said in the reason where it matters). `closed`: what
cannot be derived is false, and `not p` in a body means that p cannot be derived; an atom that depends on its own
absence is `underdetermined`. `classical`: what holds in every world in which the rules do, so that contraposition and
cases count; forward chaining is tried first, since its proofs read better. Rules that derive a literal and its opposite
are `inconsistent`, whatever the query.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from ech0.core.errors import ClaimError
from ech0.core.types import Atom, Check, LogicClaim, Rule
from tools.symbolic import classical, grounding, smt
from tools.symbolic.grounding import Ground, Literal, literal, opposite, show
from tools.symbolic.propositions import Propositions

SEMANTICS = {
    "open": "open world: forward chaining with strong negation",
    "closed": "closed world: what cannot be derived is false",
    "classical": "classical: what holds in every world in which the premises do",
}
MAX_FILE = 2000


def decide_logic(claim: LogicClaim) -> Check:
    """Decide a query; raises `ClaimError` if the claim cannot be read, `OutOfBudget` if its grounding is too large."""
    _readable(claim)
    atoms = [a for r in claim.rules for a in (r.head, *r.body)] + [claim.query]
    constants = sorted({a for atom in atoms for a in atom.args if not a.startswith("?")}) or ["somebody"]
    rules = grounding.ground(claim.rules, constants, claim.semantics == "closed")
    if claim.semantics == "closed":
        true, possible = grounding.well_founded(rules)
    else:
        true = grounding.closure(rules)
        possible = frozenset(true)
    case = _Case(claim, constants, rules, true, possible)
    clash = next((one for one in true if one[2] and opposite(one) in true), None)
    if clash is not None:
        return case.inconsistent(clash)
    return case.answer()


def _readable(claim: LogicClaim) -> None:
    arity: dict[str, int] = {}
    for atom in (a for r in claim.rules for a in (r.head, *r.body)):
        if not atom.predicate.strip():
            raise ClaimError("rules", "a predicate has no name")
        if arity.setdefault(atom.predicate, len(atom.args)) != len(atom.args):
            raise ClaimError("rules", f"{atom.predicate!r} is used with different numbers of arguments; choose one")
    if arity.get(claim.query.predicate, len(claim.query.args)) != len(claim.query.args):
        raise ClaimError(
            "query", f"{claim.query.predicate!r} has {arity[claim.query.predicate]} arguments in the rules"
        )


def words(rule: Rule) -> str:
    """A rule as its sentence, or written out."""
    if rule.text:
        return rule.text
    body = " and ".join(show(literal(a)) for a in rule.body)
    return f"if {body} then {show(literal(rule.head))}" if body else show(literal(rule.head))


def plainly(one: Literal) -> str:
    """A literal for a reader: `Ned: not kind`, `Ned: likes the hen`."""
    who, rest = (one[1][0], one[1][1:]) if one[1] else ("", ())
    said = f"{'' if one[2] else 'not '}{' '.join((one[0], *rest))}"
    return f"{who}: {said}" if who else said


class _Case:
    """A grounded claim and what follows from it."""

    def __init__(
        self,
        claim: LogicClaim,
        constants: list[str],
        rules: list[Ground],
        true: dict[Literal, Ground],
        possible: frozenset[Literal],
    ) -> None:
        self.claim, self.constants = claim, constants
        self.rules, self.true, self.possible = rules, true, possible
        self.semantics = SEMANTICS[claim.semantics]

    def check(self, verdict: Any, reason: str, **more: Any) -> Check:
        return Check(claim=self.claim.id, verdict=verdict, reason=reason, semantics=self.semantics, **more)

    # --- the query ----------------------------------------------------------------------------------------------------

    def answer(self) -> Check:
        """Try the query and its opposite."""
        query = self.claim.query
        for atom, truth in ((query, True), (query.model_copy(update={"positive": not query.positive}), False)):
            if (one := self._instance(atom, self.true)) is not None and (truth or not grounding.variables(query)):
                return self._derived(one, truth)
        if self.claim.semantics == "closed":
            undefined = self._instance(query.model_copy(update={"positive": True}), self.possible)
            if undefined is None:
                return self._absent(truth=not query.positive)
            reason = f"{show(undefined)} depends on its own absence"
            return self._open_ended(literal(query), reason)
        if self.claim.semantics == "classical" and not grounding.variables(query):
            for one, truth in ((literal(query), True), (opposite(literal(query)), False)):
                if (check := self._argued(one, truth)) is not None:
                    return check
        return self._open_ended(literal(query), f"neither {show(literal(query))} nor its opposite can be derived")

    def _instance(self, atom: Atom, among: Iterable[Literal]) -> Literal | None:
        wanted = literal(atom)
        if not grounding.variables(atom):
            return wanted if wanted in among else None
        for one in among:
            if one[0] == wanted[0] and one[2] == wanted[2] and grounding.unify(wanted[1], one[1], {}) is not None:
                return one
        return None

    def _derived(self, one: Literal, truth: bool) -> Check:
        used = self._support([one])
        said = f"{show(one)} follows from {len({r.place for r in used})} premises"
        return self.check(
            "proved" if truth else "refuted", said, truth=truth, premises=self._texts(r.place for r in used),
            proof=tuple(self._steps(used)),
            artifact=self._file("proved" if truth else "refuted", used, [opposite(one)], self._proof(one)),
            artifact_kind="proof",
        )  # fmt: skip

    def _argued(self, one: Literal, truth: bool) -> Check | None:
        """What follows since its opposite cannot hold: a chain from the opposite to a contradiction, or cases by z3."""
        verdict = "proved" if truth else "refuted"
        after = self._supposing(opposite(one))
        clash = next((a for a in after if a[2] and opposite(a) in after), None)
        if clash is not None:
            used = self._support([clash, opposite(clash)], after)
            places = [r.place for r in used if r.place < len(self.claim.rules)]
            proof = [f"suppose {plainly(opposite(one))}", *self._steps(used), f"that cannot be, so {plainly(one)}"]
            reason = f"{show(opposite(one))} would contradict what is stated"
        else:
            ground = classical.instances(self.claim.rules, self.constants)
            core = classical.conflict(ground, [opposite(one)])
            if core is None:
                return None
            used, places = [r for r in ground if r.place in core], core
            proof = [f"in every case in which these hold, {plainly(one)}"]
            reason = f"there is no case in which the premises hold and {show(opposite(one))}"
        texts = self._texts(places)
        stated = [r for r in used if r.place < len(self.claim.rules)]
        return self.check(
            verdict, reason, truth=truth, premises=texts, proof=tuple(proof), artifact_kind="proof",
            artifact=self._file(verdict, stated, [opposite(one)], proof),
        )  # fmt: skip

    def _absent(self, truth: bool) -> Check:
        one = literal(self.claim.query.model_copy(update={"positive": True}))
        verdict = "proved" if truth else "refuted"
        near = [r for r in self.rules if r.head[:1] == one[:1]]
        proof = [f"not {show(one)}  [it cannot be derived, and the world is closed]"]
        premises = tuple(dict.fromkeys(words(self.claim.rules[r.place]) for r in near))
        return self.check(
            verdict, f"{show(one)} cannot be derived, and what cannot be derived is false", truth=truth,
            premises=premises, artifact_kind="proof",
            artifact=self._file(verdict, self.rules, [], proof),
        )  # fmt: skip

    def _open_ended(self, query: Literal, reason: str) -> Check:
        worlds = []
        for supposed in (query, opposite(query)) if not grounding.variables(self.claim.query) else ():
            after = self._supposing(supposed)
            if any(opposite(one) in after for one in after):
                reason += f"; {show(supposed)} would contradict the rules, but forward chaining draws nothing from that"
                continue
            news = islice((one for one in after if one not in self.true and one[:2] != supposed[:2]), 5)
            worlds.append({show((*one[:2], True)): "true" if one[2] else "false" for one in (supposed, *news)})
        return self.check(
            "underdetermined", reason, scenarios=tuple(worlds), artifact_kind="smtlib",
            artifact=self._file("underdetermined", self.rules, [], []),
        )  # fmt: skip

    def _supposing(self, one: Literal) -> dict[Literal, Ground]:
        """What would follow if `one` were a fact too."""
        fact = Rule(head=Atom(predicate=one[0], args=one[1], positive=one[2]))
        closed = self.claim.semantics == "closed"
        rules = grounding.ground((*self.claim.rules, fact), sorted({*self.constants, *one[1]}), closed)
        return grounding.well_founded(rules)[0] if closed else grounding.closure(rules)

    # --- proofs -------------------------------------------------------------------------------------------------------

    def _support(self, goals: Sequence[Literal], among: dict[Literal, Ground] | None = None) -> list[Ground]:
        """The ground rules by which these literals were first derived."""
        true = self.true if among is None else among
        waiting, seen = list(goals), {}
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen[one] = true[one]
                waiting.extend(true[one].body)
        order = {one: place for place, one in enumerate(true)}
        return sorted(seen.values(), key=lambda r: order[r.head])

    def _texts(self, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(words(self.claim.rules[p]) for p in sorted(set(places))))

    def _steps(self, used: Iterable[Ground]) -> list[str]:
        """What is concluded step by step: facts are not repeated, each conclusion names its premise."""
        rules = [(r, self.claim.rules[r.place]) for r in used if r.body and r.place < len(self.claim.rules)]
        return [f"{plainly(r.head)}, since {', '.join(map(plainly, r.body))}" for r, _ in rules]

    def _proof(self, goal: Literal) -> list[str]:
        """The derivation as an indented tree, each literal explained once."""
        lines: list[str] = []
        told: set[Literal] = set()
        waiting = [(goal, 0)]
        while waiting:
            one, depth = waiting.pop()
            if one in told:
                lines.append(f"{'  ' * depth}{show(one)}  (as above)")
                continue
            told.add(one)
            rule = self.true[one]
            lines.append(f"{'  ' * depth}{show(one)}  [{words(self.claim.rules[rule.place])}]")
            waiting.extend((part, depth + 1) for part in reversed(rule.body))
            lines.extend(f"{'  ' * (depth + 1)}not {show(u)}  [it cannot be derived]" for u in rule.unless)
        return lines

    # --- contradictions and files -------------------------------------------------------------------------------------

    def inconsistent(self, clash: Literal) -> Check:
        """Rules that derive a literal and its opposite: an irreducible set of them, by z3 over the ground rules."""
        used = self._support([clash, opposite(clash)])
        said = Propositions()
        by_place: dict[int, list[str]] = {}
        for rule in used:
            by_place.setdefault(rule.place, []).append(said.rule(rule))
        kept = said.core(by_place)
        core = tuple(dict.fromkeys(words(self.claim.rules[p]) for p in kept))
        rules = [r for r in used if r.place in kept]
        proof = [*self._proof(clash), *self._proof(opposite(clash))]
        return self.check(
            "inconsistent", f"both {show(clash)} and {show(opposite(clash))} follow", premises=core, core=core,
            artifact=self._file("inconsistent", rules, [], proof), artifact_kind="proof",
        )  # fmt: skip

    def _file(self, verdict: str, rules: Sequence[Ground], more: Sequence[Literal], proof: Sequence[str]) -> str:
        """The ground problem for z3; what was assumed absent (closed world) is stated as such."""
        said = Propositions()
        kept = list(rules[:MAX_FILE])
        assertions = [said.rule(r) for r in kept] + [said.of(one) for one in more]
        barred = {u for r in kept for u in r.unless if u not in self.possible}
        assertions += [said.of(opposite(u)) for u in sorted(barred)]
        notes = [f"query: {show(literal(self.claim.query))}; {self.semantics}"]
        notes += [f"proof: {line}" for line in proof]
        notes += [f"{name} is {show((*one, True))}" for one, name in said.names.items()]
        if len(rules) > MAX_FILE:
            notes.append(f"only {MAX_FILE} of {len(rules)} ground rules are in this file")
        return smt.filed(self.claim.id, verdict, said.solver(assertions), said.text(assertions), notes)

"""Trees to z3 over finite domains, and SMT-LIB files that z3 (or another solver) can check again.

Knows the coding of named values as integers, not what is to be decided. No text of a claim reaches z3's own reader,
except a file that is being checked again.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ech0.core.errors import ClaimError, RunFailed
from ech0.core.expression import COMPARISONS, Node, Num, Op, Var, names
from ech0.core.types import Check, FiniteClaim, Variable

TIMEOUT_MS, MAX_RANGE, MAX_POWER = 2000, 100_000, 6
_HEADER = re.compile(r"^; ech0 smtlib/1 claim=(\S+) verdict=(\w+)$", re.MULTILINE)
_STATUS = re.compile(r"^\(set-info :status (sat|unsat|unknown)\)$", re.MULTILINE)


@dataclass(frozen=True)
class Coding:
    """How the variables and values of a claim are integers: `domains[variable]` maps a code to what it means."""

    domains: Mapping[str, Mapping[int, str]]
    ranges: Mapping[str, tuple[int, int]]
    codes: Mapping[str, int]

    def meaning(self, variable: str, code: int) -> str:
        """A code in the words of the claim."""
        return self.domains[variable][code] if variable in self.domains else str(code)


def coding(claim: FiniteClaim) -> Coding:
    """Number the values of a claim; raises `ClaimError` if a name would mean two things."""
    lists = {v.name: v.values for v in claim.variables if v.values is not None}
    if len({v.name for v in claim.variables}) != len(claim.variables):
        raise ClaimError("variables", "two variables have one name; rename one")
    if double := sorted({v for vs in lists.values() for v in vs} & {v.name for v in claim.variables}):
        raise ClaimError("variables", f"{double[0]!r} is both a variable and a value; rename one")
    codes: dict[str, int] = {}
    for values in sorted(set(lists.values()), key=len, reverse=True):
        if len(set(values)) != len(values):
            raise ClaimError("variables", f"a value is listed twice in {', '.join(values)[:80]}")
        if all(re.fullmatch(r"-?\d{1,9}", v) for v in values):
            codes.update({v: int(v) for v in values})
        for place, value in enumerate(values):
            if codes.setdefault(value, place) != place and not re.fullmatch(r"-?\d{1,9}", value):
                raise ClaimError("variables", f"{value!r} stands at different places in two lists; order them alike")
    domains = {name: {codes[v]: v for v in values} for name, values in lists.items()}
    if mixed := [name for name, values in lists.items() if len(domains[name]) < len(values)]:
        raise ClaimError("variables", f"{mixed[0]} mixes numbers and names; use one or the other")
    return Coding(domains, {v.name: _range(v) for v in claim.variables if v.values is None}, codes)


def _range(variable: Variable) -> tuple[int, int]:
    if variable.low is None or variable.high is None or variable.low > variable.high:
        raise ClaimError("variables", f"{variable.name} needs values, or low and high with low <= high")
    if variable.high - variable.low > MAX_RANGE:
        raise ClaimError("variables", f"{variable.name} ranges over more than {MAX_RANGE} numbers; narrow it")
    return variable.low, variable.high


class Compiler:
    """Trees over the variables and values of a `Coding`, as z3 terms."""

    def __init__(self, coding_: Coding) -> None:
        import z3

        self._z3, self.coding = z3, coding_
        self.variables = {n: z3.Int(f"v.{n}") for n in (*coding_.domains, *coding_.ranges)}

    def domain(self) -> list[Any]:
        """What confines each variable to its values."""
        z3, out = self._z3, []
        for name, x in self.variables.items():
            if name in self.coding.domains:
                out.append(z3.Or(*(x == code for code in sorted(self.coding.domains[name]))))
            else:
                low, high = self.coding.ranges[name]
                out.append(z3.And(x >= low, x <= high))
        return out

    def truth(self, node: Node) -> Any:
        """A tree where something true or false is meant."""
        z3 = self._z3
        match node:
            case Op("and", args):
                return z3.And(*map(self.truth, args))
            case Op("or", args):
                return z3.Or(*map(self.truth, args))
            case Op("not", (a,)):
                return z3.Not(self.truth(a))
            case Op("->", (a, b)):
                return z3.Implies(self.truth(a), self.truth(b))
            case Op(op, (a, b)) if op in COMPARISONS:
                return self._comparison(op, a, b)
            case Var(name) if "true" in self.coding.domains.get(name, {}).values():
                return self.variables[name] == self.coding.codes["true"]
            case Var(name) if self.coding.ranges.get(name) == (0, 1):
                return self.variables[name] == 1
        raise ClaimError("constraint", "something that is true or false is needed: a comparison, or a yes/no variable")

    def _comparison(self, op: str, a: Node, b: Node) -> Any:
        for one, other in ((a, b), (b, a)):
            if isinstance(one, Var) and isinstance(other, Var) and one.name in self.variables:
                self._fits(one.name, other.name)
        x, y = self.term(a), self.term(b)
        pairs = {"==": x == y, "!=": x != y, "<=": x <= y, ">=": x >= y, "<": x < y, ">": x > y}
        return pairs[op]

    def _fits(self, variable: str, other: str) -> None:
        if variable not in self.coding.domains:
            return
        values = self.coding.domains[variable].values()
        if other in self.coding.domains and not set(values) & set(self.coding.domains[other].values()):
            raise ClaimError("constraint", f"{variable} and {other} have no value in common; compare them otherwise")
        if other in self.coding.codes and other not in values:
            raise ClaimError("constraint", f"{other!r} is no value of {variable}; it can be {', '.join(values)[:200]}")

    def term(self, node: Node) -> Any:
        """A tree where a number is meant; a truth value counts as one or zero."""
        z3 = self._z3
        match node:
            case Num(text):
                return z3.IntVal(int(float(text))) if float(text).is_integer() else z3.RealVal(text)
            case Var(name) if name in self.variables:
                return self.variables[name]
            case Var(name) if name in self.coding.codes:
                return z3.IntVal(self.coding.codes[name])
            case Var(name):
                raise ClaimError("constraint", f"{name!r} is neither a variable nor a value of one")
            case Op():
                return self._operation(node)

    def _operation(self, node: Op) -> Any:
        z3 = self._z3
        match node:
            case Op("neg", (a,)):
                return -self.term(a)
            case Op("+" | "-" | "*", (a, b)):
                x, y = self.term(a), self.term(b)
                return {"+": x + y, "-": x - y, "*": x * y}[node.op]
            case Op("/", (a, b)) if not names(b):
                below = z3.simplify(z3.ToReal(self.term(b)) if self.term(b).is_int() else self.term(b))
                if below.as_fraction() == 0:
                    raise ClaimError("constraint", "it divides by zero")
                above = self.term(a)
                return (z3.ToReal(above) if above.is_int() else above) / below
            case Op("**", (a, Num(text))) if text.isdigit() and 1 <= int(text) <= MAX_POWER:
                base = self.term(a)
                return z3.Product([base] * int(text))
            case Op("abs", (a,)):
                x = self.term(a)
                return z3.If(x >= 0, x, -x)
            case Op("min" | "max", (a, *rest)):
                x = self.term(a)
                for other in rest:
                    y = self.term(other)
                    x = z3.If(x <= y if node.op == "min" else x >= y, x, y)
                return x
            case Op() if node.op in ("and", "or", "not", "->", *COMPARISONS):
                return z3.If(self.truth(node), z3.IntVal(1), z3.IntVal(0))
        raise ClaimError(
            "constraint", f"{node.op!r} cannot be used over finite domains; + - * abs min max and comparisons can"
        )


def solver(assertions: Iterable[Any]) -> Any:
    """A z3 solver with a time limit that holds `assertions`."""
    import z3

    made = z3.Solver()
    made.set("timeout", TIMEOUT_MS)
    made.add(*assertions)
    return made


def core(tracked: Mapping[int, Any], untracked: Iterable[Any] = ()) -> list[int]:
    """Keys of an irreducible set of `tracked` that contradicts itself with `untracked`; all of them if z3 gives up."""
    import z3

    made = solver(untracked)
    switches = {place: z3.Bool(f"t{place}") for place in tracked}
    made.add(*(z3.Implies(switches[place], term) for place, term in tracked.items()))
    return irreducible(made, switches)


def irreducible(made: Any, switches: Mapping[int, Any]) -> list[int]:
    """Keys of switches of which a solver cannot grant all, and of which each is needed; all keys if z3 gives up."""
    import z3

    if made.check(*switches.values()) != z3.unsat:
        return sorted(switches)
    kept = _places(made)
    for place in list(kept):  # one solver throughout: what it learnt of one subset serves the next
        rest = [k for k in kept if k != place]
        if place in kept and made.check(*(switches[k] for k in rest)) == z3.unsat:
            kept = _places(made)
    return kept


def _places(made: Any) -> list[int]:
    return sorted(int(switch.decl().name()[1:]) for switch in made.unsat_core())


def smtlib(claim: str, verdict: str, assertions: Iterable[Any], notes: Iterable[str] = ()) -> str:
    """A file that says what z3 answered and lets anybody ask again; `notes` become comments."""
    made = solver(assertions)
    return filed(claim, verdict, made, made.sexpr().strip(), notes)  # read before the check, which leaves notes in it


def filed(claim: str, verdict: str, made: Any, text: str, notes: Iterable[str] = ()) -> str:
    """The file of a solver that holds what `text` says."""
    import z3

    status = str(made.check())
    comments = [f"; {line}" for note in notes for line in re.split(r"[\r\n]+", note)]
    head = [f"; ech0 smtlib/1 claim={claim} verdict={verdict}", f"; z3 {z3.get_version_string()}", *comments]
    return "\n".join([*head, f"(set-info :status {status})", text, "(check-sat)", ""])


def rerun_smtlib(text: str) -> Check:
    """Ask z3 again; raises `ClaimError` for a file that is not ours and `RunFailed` if the answer is another."""
    import z3

    header, status = _HEADER.search(text), _STATUS.search(text)
    if not header or not status:
        raise ClaimError("artifact", "it has no ech0 header and status; use a file that a check left")
    made = z3.Solver()
    made.set("timeout", TIMEOUT_MS)
    try:
        made.from_string(text)
    except z3.Z3Exception as error:
        raise ClaimError("artifact", f"z3 cannot read it ({str(error)[:200]})") from None
    got = str(made.check())
    if got != status[1]:
        raise RunFailed("the check", f"z3 {z3.get_version_string()} now answers {got}, and the file says {status[1]}")
    verdict: Any = header[2]
    kind: Any = "proof" if "; proof" in text else "smtlib"
    return Check(
        claim=header[1], verdict=verdict, reason=f"z3 {z3.get_version_string()} answers {got} again",
        artifact=text, artifact_kind=kind,
    )  # fmt: skip

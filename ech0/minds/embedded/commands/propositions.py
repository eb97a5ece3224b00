"""Arguments over letters: `if p then q. p is true. is q true?` as clauses of propositions, under classical semantics.

Only single letters with `and`, `or`, `not`, `implies` between them; a sentence with any other word is not read here.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from ech0.core.types import Atom, LogicClaim, Plan, Rule, Subproblem
from ech0.minds.embedded.commands.asking import Asked

_L = (
    r"(?:(?:not|¬|~|it is (?:false|not true|not the case) that) ?)?[a-z](?: (?:is |holds?"
    r"|does not hold)(?:(?:not )?true|false|not)?)?"
)
_LIST = rf"{_L}(?:(?:,? and | & |,? or ){_L})*"
_BOTH = re.compile(rf"(?P<a>{_LIST}) (?:if and only if|iff|<->|⇔|<=>|is equivalent to) (?P<b>{_LIST})")
_IMPLIES = (
    re.compile(rf"(?:if|when|whenever) (?P<a>{_LIST}),? (?:then )?(?P<b>{_LIST})"),
    re.compile(rf"(?P<a>{_LIST}) (?:implies|->|→|=>|⇒|only if|means) (?P<b>{_LIST})"),
    re.compile(rf"(?P<b>{_LIST}) if (?P<a>{_LIST})"),
)
_EITHER = re.compile(rf"either (?P<a>{_L}) or (?P<b>{_L})(?P<xor>,? (?:but )?not both)?")
_NOT_BOTH = re.compile(rf"not both (?P<a>{_L}) and (?P<b>{_L})|(?P<c>{_L}) and (?P<d>{_L}) are not both true")
_ASKS = (
    re.compile(
        r"(?:then )?(?:is|must|does|what about|so is|hence is) (?P<x>[a-z])(?: (?:be|necessarily"
        r"|also|follow|hold))*(?: (?P<is>true|false|follow|hold))?"
    ),
    re.compile(
        r"(?:what )?(?:can|may) (?:we|i|you|one) (?:conclude|infer|say)(?: that)? (?P<no>not )?"
        r"(?P<x>[a-z])(?: is (?P<is>true|false))?"
    ),
    re.compile(
        r"(?:therefore|so|hence|is it true that|does it follow that) (?P<no>not )?(?P<x>[a-z])(?: "
        r"is (?P<is>true|false))?"
    ),
)
Literal = tuple[str, bool]


def read(asked: Asked) -> Plan | None:
    """A plan, if premises over letters and a question about one of them are all that is said."""
    text = " ".join(asked.page.question.text.split())
    parts = [p.strip(" ,") for p in re.split(r"(?<=[.;?!])\s+|\n", text) if p.strip(" ,.;?!")]
    if len(parts) < 2 or len(text) > 600:
        return None
    query = _query(parts[-1].strip(" .;?!").lower())
    if query is None:
        return None
    rules: list[Rule] = []
    for part in parts[:-1]:
        said = part.strip(" .;?!")
        clauses = _clauses(re.sub(r"^(?:suppose|assume|given|and|but|also|we know)(?: that)? ", "", said.lower()))
        if clauses is None:
            return None
        rules += [_rule(clause, said) for clause in clauses]
    if query.predicate not in {a.predicate for r in rules for a in (r.head, *r.body)}:
        return None
    claim = LogicClaim(id="c", text=parts[-1], rules=tuple(rules), query=query, semantics="classical")
    goal = Subproblem(id="s1", goal="does it follow?", claims=(claim,))
    return Plan(subproblems=(goal,), path="logic", label="statement", judged=True, fit=1.0)


def _query(text: str) -> Atom | None:
    for shape in _ASKS:
        if found := shape.fullmatch(text):
            said = found.groupdict()
            return Atom(predicate=found["x"], positive=(said["is"] != "false") != bool(said.get("no")))
    return None


def _rule(clause: Sequence[Literal], text: str) -> Rule:
    """A clause as a rule: if all but the last fail, the last holds."""
    *others, (name, positive) = clause
    body = tuple(Atom(predicate=n, positive=not p) for n, p in others)
    return Rule(head=Atom(predicate=name, positive=positive), body=body, text=text)


def _clauses(text: str) -> list[tuple[Literal, ...]] | None:
    """A sentence as clauses that all hold, each of which has one literal that does; nothing if it is not understood."""
    if found := _EITHER.fullmatch(text):
        a, b = _literal(found["a"]), _literal(found["b"])
        return [(a, b), *([(_less(a), _less(b))] if found["xor"] else [])]
    if found := _NOT_BOTH.fullmatch(text):
        a, b = (_literal(found[n] or found[m]) for n, m in (("a", "c"), ("b", "d")))
        return [(_less(a), _less(b))]
    if found := _BOTH.fullmatch(text):
        return [*_implied(found["a"], found["b"]), *_implied(found["b"], found["a"])]
    for shape in _IMPLIES:
        if found := shape.fullmatch(text):
            return list(_implied(found["a"], found["b"]))
    return [tuple(c) for c in _all(text)] if re.fullmatch(_LIST, text) and _pure(text) else None


def _pure(text: str) -> bool:
    """Whether a list joins all its members alike."""
    return not (" and " in text and " or " in text)


def _all(text: str) -> list[list[Literal]]:
    """A list as clauses: one for each member of `and`, a single one of all members of `or`."""
    members = [_literal(m) for m in re.split(r",? and |,? or | & ", text)]
    return [members] if " or " in text else [[m] for m in members]


def _implied(premise: str, conclusion: str) -> Iterator[tuple[Literal, ...]]:
    """The clauses of an implication: whatever holds of the premise, the conclusion does."""
    given = _all(premise)
    ways = product(*given)  # each way in which the premise may hold
    for way in ways:
        for clause in _all(conclusion):
            yield (*map(_less, way), *clause)


def _less(literal: Literal) -> Literal:
    return literal[0], not literal[1]


def _literal(text: str) -> Literal:
    """A letter, and whether it is said to hold."""
    denied = re.match(r"(?:not|¬|~|it is)", text) is not None
    false = re.search(r" is (?:false|not true|not)$| does not hold$", text) is not None
    letter = re.sub(r"^(?:not|¬|~|it is (?:false|not true|not the case) that) ?", "", text)[0]
    return letter, denied == false

"""Logic and order in slots, as claims: `@0:@1` is a fact, `@1>@2` a rule, `@0<@1` an order. Decides nothing."""

import re
from collections.abc import Sequence

from ech0.core.errors import ClaimError
from ech0.core.types import Atom, FiniteClaim, LogicClaim, Relation, Rule, Variable
from ech0.minds.student.form import SlotStep

_PAIR = re.compile(r"@(\d+)([:<>])(!?)@(\d+)")
_SENTENCE = re.compile(r"[^.?!]+[.?!]?")


def reasoned(step: SlotStep, names: Sequence[str], question: str) -> LogicClaim | FiniteClaim:
    """The claim of a step of logic or order; raises `ClaimError` for a slot that stands for nothing."""
    sentences = [s.strip() for s in _SENTENCE.findall(question) if s.strip()]
    words = sentences if len(sentences) == len(step.args) + 1 else [""] * (len(step.args) + 1)
    asked = sentences[-1] if sentences else ""
    return _logic(step, names, words, asked) if step.use == "logic" else _order(step, names, words, asked)


def _logic(step: SlotStep, names: Sequence[str], words: Sequence[str], asked: str) -> LogicClaim:
    rules: list[Rule] = []
    for arg, text in zip(step.args, words, strict=False):
        left, mark, positive, right = _read(arg, ":>", names)
        if mark == ":":
            rules.append(Rule(head=Atom(predicate=right, args=(left,), positive=positive), text=text))
        else:
            head = Atom(predicate=right, args=("?x",), positive=positive)
            rules.append(Rule(head=head, body=(Atom(predicate=left, args=("?x",)),), text=text))
    who, _, positive, what = _read(step.find, ":", names)
    query = Atom(predicate=what, args=(who,), positive=positive)
    return LogicClaim(id="c1", text=asked, rules=tuple(rules), query=query, semantics="classical")


def _order(step: SlotStep, names: Sequence[str], words: Sequence[str], asked: str) -> FiniteClaim:
    pairs = [(_read(arg, "<", names), text) for arg, text in zip(step.args, words, strict=False)]
    asks = None if step.find in ("min", "max") else _read(step.find, "<", names)
    who = list(dict.fromkeys(n for p in [p for p, _ in pairs] + ([asks] if asks else []) for n in (p[0], p[3])))
    if not who:
        raise ClaimError("args", "an order needs at least one pair, such as @0<@1")
    at = {name: f"t{n}" for n, name in enumerate(who)}
    told = [Relation(expression=f"{at[p[0]]} < {at[p[3]]}", text=text) for p, text in pairs]
    apart = [
        Relation(expression=" and ".join(f"{at[a]} != {at[b]}" for b in who[n + 1 :]), text="no two share a place")
        for n, a in enumerate(who[:-1])
    ]
    if asks:
        options = [Relation(expression=f"{at[asks[0]]} < {at[asks[3]]}", text=asked)]
    else:
        place = 1 if step.find == "min" else len(who)
        options = [Relation(expression=f"{at[name]} == {place}", text=name) for name in who[:10]]
    variables = tuple(Variable(name=at[name], low=1, high=len(who)) for name in who)
    return FiniteClaim(
        id="c1", text=asked, variables=variables, constraints=tuple(told + apart), options=tuple(options)
    )


def _read(arg: str, marks: str, names: Sequence[str]) -> tuple[str, str, bool, str]:
    found = _PAIR.fullmatch(arg)
    if found is None or found[2] not in marks or (found[3] and found[2] == "<"):
        raise ClaimError("args", f"{arg!r} says nothing here; write @0{marks[0]}@1")
    places = int(found[1]), int(found[4])
    if max(places) >= len(names):
        raise ClaimError("args", f"{arg} names a slot that stands for nothing; the question has {len(names)}")
    return names[places[0]], found[2], not found[3], names[places[1]]

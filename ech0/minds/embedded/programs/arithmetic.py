"""Questions that are plain mathematics: a conversion (`5 miles in km`), a sum (`17 * 23`), an equation (`2x + 3 = 11`).

The numerals become givens of the ledger and a claim speaks of them by name; nothing is worked out here.
"""

import re
from collections.abc import Sequence

from ech0.core import expression, reading, units
from ech0.core.errors import ClaimError, InputError
from ech0.core.expression import Node, Num, Op, Var
from ech0.core.types import Entry, Plan, QuantityClaim, Question, Relation, Subproblem, Symbol
from ech0.minds.embedded.programs.page import Page

_CONVERT = re.compile(
    r"\b(?:convert|express|change)\b.*?\b(?:to|into|in)\s+(?P<unit>[^?.]+)", re.IGNORECASE | re.DOTALL
)
_HOW_MANY = re.compile(
    r"^\s*how many\s+(?P<unit>[a-zA-Z /^0-9]+?)\s+(?:are there\s+|are\s+)?(?:in|is|are|equal|make up)\s+[-+\d.,]",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\s*(?P<number>[-+.\d][^?]*?)\s+(?:in|to|into|as)\s+(?P<unit>[A-Za-zµ°][^?.,]*?)(?:,?\s*please)?\s*[?.]?\s*$"
)
_WHAT_IN = re.compile(r"\bwhat is\s+(?P<number>[-+.\d][^?]*?)\s+in\s+(?P<unit>[^?.]+)", re.IGNORECASE)
_IT_IN = re.compile(
    r"\bwhat (?:is|would|are) (?:it|that|this|they|those)(?: be)? in (?P<unit>[^?.,;]+?)\s*(?:\?|$)", re.IGNORECASE
)
"""`The dial shows 760 mmHg. What is that in kPa?`"""
_FORMULA = re.compile(r"(?<![\w.])[-(]*(?:\d|[a-z]\b|(?:sqrt|exp|log|ln|log10|sin|cos|tan)\()[\w\s.+\-*/^()=×·]*")
_SAID = frozenset(
    "what is are the value of please solve find for calculate compute evaluate if equation work out "
    "sum how much equals "
    "equal expression result answer following me tell a determine simplify sqrt exp log ln sin cos tan".split()
)
"""Words that may stand around a formula; with any other the question is about more than the formula."""
_SHARE = re.compile(
    r"^\s*(?:what is|what's|calculate|find|compute)?\s*[\d.]+\s*(?:%|per ?cent)\s+of\s+[\d.,]+\s*\S*\s*\??\s*$",
    re.IGNORECASE,
)
_VERB = re.compile(r"\b(?:what is|what's|calculate|compute|evaluate|solve|find|how much is|work out)\b", re.IGNORECASE)


def recognise(page: Page) -> Plan | None:
    """A plan, if the question is one of these; otherwise nothing."""
    question, givens = page.question, page.givens
    return _conversion(question, givens) or _share(question, givens) or _expression(question, givens)


def _share(question: Question, givens: Sequence[Entry]) -> Plan | None:
    """`17.5 % of 640`."""
    if len(givens) != 2 or not _SHARE.search(reading.normalise(question.text)[0]):
        return None
    part, whole = givens
    if part.quantity is None or whole.quantity is None or part.quantity.unit != "percent":
        return None
    unit = whole.quantity.unit
    claim = QuantityClaim(
        id="c1",
        text="take the share",
        symbols=(
            Symbol(name="share", unit="", meaning="share", entry=part.id),
            Symbol(name="whole", unit=unit, meaning="whole", entry=whole.id),
            Symbol(name="value", unit=unit, meaning="share of the whole"),
        ),
        relations=(Relation(expression="value = share * whole", text="a share of a whole"),),
        target="value",
    )
    return _whole(claim, "c1.value", "value", question.unit or unit or None, "share")


def _conversion(question: Question, givens: Sequence[Entry]) -> Plan | None:
    text = reading.normalise(question.text)[0]
    found = (
        _CONVERT.search(text)
        or _HOW_MANY.search(text)
        or _WHAT_IN.search(text)
        or _IT_IN.search(text)
        or _BARE.search(text)
    )
    if found is None or len(givens) != 1 or givens[0].quantity is None:
        return None
    unit = unit_named(found["unit"].strip())
    if unit is None or not givens[0].quantity.unit or not units.compatible(unit, givens[0].quantity.unit):
        return None
    claim = QuantityClaim(
        id="c1",
        text=f"the same in {units.show(unit)}",
        symbols=(
            Symbol(name="given", unit=unit, entry=givens[0].id),
            Symbol(name="value", unit=unit, meaning="the same"),
        ),
        relations=(Relation(expression="value = given", text="a quantity is the same in any unit"),),
        target="value",
    )
    return _whole(claim, "c1.value", "same quantity", question.unit or unit, "conversion")


def unit_named(text: str) -> str | None:
    """The unit that a word or a phrase names, if any."""
    for candidate in (text, text.rstrip("s"), *(text.split(" ")[:1])):
        try:
            units.parse(candidate)
        except InputError:
            found = reading.read(f"1 {candidate}")
            if len(found) == 1 and found[0].unit:
                return found[0].unit
        else:
            return candidate
    return None


def _expression(question: Question, givens: Sequence[Entry]) -> Plan | None:
    text = question.text
    verb = _VERB.search(text)
    if not frozenset(re.findall(r"[a-z]{2,}", text.lower())) <= _SAID:
        return None
    if refused := _beyond(text, verb.end() if verb else 0):
        return Plan(path="beyond", label="this expression", declined=refused)
    for found in _FORMULA.finditer(text, verb.end() if verb else 0):
        raw = found.group().strip().rstrip(".").strip()
        tree = _parsed(raw)
        if tree is None or not isinstance(tree, Op):
            continue
        place = found.start() + found.group().index(raw)
        if claim := _claim(tree, givens, place, place + len(raw), text[found.end() :]):
            return _whole(claim, f"{claim.id}.{claim.target}", "value", question.unit, "arithmetic")
    return None


def _beyond(text: str, start: int) -> str:
    """Why an expression of plain numbers is not worked out (a power too high, brackets too deep), if that is so."""
    for found in _FORMULA.finditer(text, start):
        raw = found.group().strip().rstrip("?. ").replace("^", "**")
        if len(raw) > 3 and not re.search(r"[a-z]", raw):
            try:
                expression.parse(raw)
            except ClaimError as error:
                return str(error)
    return ""


def _parsed(raw: str) -> Node | None:
    spelled = re.sub(r"=\s*$", "", raw).replace("×", "*").replace("·", "*").replace("^", "**")
    spelled = re.sub(r"(?:\s+(?:for|if|and|when|is|the|of|in|to)\b.*)$", "", spelled)
    spelled = re.sub(r"(\d)\s*(?=[a-z(])(?!e[-+]?\d)", r"\1*", spelled)
    try:
        return expression.parse(spelled)
    except ClaimError:
        return None


def _claim(tree: Node, givens: Sequence[Entry], start: int, end: int, rest: str) -> QuantityClaim | None:
    """Literals replaced by the givens that stand there, in order; every one of them must have its given."""
    literals = list(expression.literals(tree))
    inside = [g for g in givens if g.span is not None and start <= g.span.start < end]
    outside = [g for g in givens if g not in inside and g.quantity is not None and g.quantity.unit]
    unknowns = sorted(expression.names(tree))
    if outside or not literals or len(unknowns) > 1 or any(g.quantity and g.quantity.unit for g in inside):
        return None
    by_text: dict[str, str] = {}
    for literal in literals:
        match = [g for g in inside if g.quantity is not None and abs(g.quantity.value) == float(literal)]
        if match:
            by_text[literal] = match[0].id
    if len(unknowns) == 0 and (len(literals) < 2 or not by_text):
        return None
    equation = isinstance(tree, Op) and tree.op == "=="
    if isinstance(tree, Op) and equation and any(isinstance(t, Var) for t in tree.args) and len(literals) == 1:
        return None  # `x = 2` states a value and asks for none
    if unknowns and not (equation and re.search(r"\b(?:solve|for|find|what is|value)\b", rest + " solve")):
        return None
    names = {text: f"n{i}" for i, text in enumerate(dict.fromkeys(by_text), start=1)}
    target = unknowns[0] if unknowns else "value"
    written = _spelled(tree, names)
    symbols = [Symbol(name=names[t], unit="", meaning=t, entry=by_text[t]) for t in names]
    return QuantityClaim(
        id="c1",
        text=f"work out {target}" if unknowns else "work it out",
        symbols=(*symbols, Symbol(name=target, unit="", meaning=target)),
        relations=(
            Relation(expression=written if equation else f"{target} = {written}", text="as the question states"),
        ),
        target=target,
    )


def _spelled(tree: Node, names: dict[str, str], *, exponent: bool = False) -> str:
    match tree:
        case Num(text):
            return text if exponent and text.isdigit() else names.get(text, text)
        case Var(name):
            return name
        case Op("neg", (inner,)):
            return f"(-{_spelled(inner, names)})"
        case Op("**", (base, power)):
            return f"({_spelled(base, names)})**({_spelled(power, names, exponent=True)})"
        case Op(op, args) if op in expression.FUNCTIONS:
            return f"{op}({', '.join(_spelled(a, names) for a in args)})"
        case Op("==", (left, right)):
            return f"{_spelled(left, names)} = {_spelled(right, names)}"
        case Op(op, (left, right)):
            return f"({_spelled(left, names)} {op} {_spelled(right, names)})"
        case _:
            raise AssertionError(tree)


def _whole(claim: QuantityClaim, target: str, label: str, unit: str | None, path: str) -> Plan:
    goal = claim.text
    return Plan(
        subproblems=(Subproblem(id="s1", goal=goal, claims=(claim,)),),
        target=target,
        label=label,
        unit=unit,
        path=path,
        fit=1.0,
    )

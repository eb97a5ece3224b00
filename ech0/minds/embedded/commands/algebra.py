"""Commands of algebra and calculus: solve, factor, expand, simplify, derivatives, integrals, limits, sums."""

import re

from ech0.core.expression import Node, Num, Op, Var
from ech0.core.mathtext import free
from ech0.core.types import Plan
from ech0.minds.embedded.commands.asking import Asked
from ech0.minds.embedded.commands.spoken import equation, formula, holds, letters, plain, shown

NATURAL = "log without a base is taken as the natural logarithm"
UNSAID = "log without a base may be meant to base ten or natural, and the solutions differ; write log10 or ln"
_BY = r"(?:,? (?:with respect to|w\.?r\.?t\.?|in terms of) (?P<x>[a-z]))?"
_ORDERS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "1st": "1", "2nd": "2", "3rd": "3", "4th": "4"}
_ORDER = rf"(?:(?P<order>{'|'.join(_ORDERS)}) )?"
_AT = r"(?:,? (?:at|when|for|where) (?:the point )?(?:(?P<a>[a-z]) ?= ?)?(?P<at>-?[\w./^()]+))?"
_DERIVATIVE = re.compile(
    rf"(?:{_ORDER}(?:partial )?derivative (?:of|for) |differentiate |differentiation of |d/d"
    r"(?P<d>[a-z]) ?(?:of )?|d(?P<n2>2|\^2)y/dx(?:2|"
    r"\^2) (?:of|if|for|when) |dy/d(?P<d2>[a-z]) (?:of|if|for|when|where) |(?P<slope>slope"
    r"|gradient) (?:of )?(?:the )?"
    rf"(?:tangent(?: line)? )?(?:(?:to|of) )?(?:the )?(?:curve |line |graph (?:of )?)?)(?P<f>.+?){_BY}{_AT}"
)
_PRIMED = re.compile(rf"[fy](?P<primes>'+)(?:\(x\))? (?:if|for|when|where|of) (?P<f>.+?){_AT}")
_INTEGRAL = re.compile(
    r"(?:(?:the )?(?:indefinite |definite )?integral (?:of|for) |integrate |(?:the "
    r")?antiderivative of |∫ ?)(?P<f>.+?)"
    r"(?:(?: |(?<=[)\d^ a-z]))d(?P<d>[a-z]))?"
    r"(?:,? (?:with respect to|w\.?r\.?t\.?) (?P<x>[a-z]))?"
    r"(?:,? ?(?:for|over|where)?,? ?(?:from|between|on) (?:[a-z] ?= ?)?(?P<low>.+?) ?(?:to|and"
    r"|,) ?(?:[a-z] ?= ?)?(?P<high>.+?))?"
    r"(?:(?: |(?<=[)\d^ a-z]))d(?P<d2>[a-z]))?"
)
_ENDS_FIRST = re.compile(
    r"(?:the )?(?:definite )?integral (?:from|between) (?P<low>\S+) (?:to|and) (?P<high>\S+) of (?P<f>.+?)"
    r"(?:(?: |(?<=[)\d^ a-z]))d(?P<d>[a-z]))?"
)
_UNDER = re.compile(
    r"(?:the )?area (?:under|below|beneath) (?:the )?(?:curve |graph of |graph )?(?:of )?"
    r"(?P<f>.+?),? (?:from|between) "
    r"(?:(?P<d>[a-z]) ?= ?)?(?P<low>\S+?) (?:to|and) (?:[a-z] ?= ?)?(?P<high>\S+)"
)
_SIDE = r"(?: from (?:the )?(?P<side>left|right|above|below)(?: side)?)?"
_GOES = r"(?:->|→|goes to|approaches|tends to|tends towards|goes towards|to|=)"
_LIMIT = re.compile(
    rf"(?:the )?(?:limit|lim) (?:of )?(?P<f>.+?),? (?:as|when|for|at) (?P<x>[a-z]) ?{_GOES} ?(?P<p>.+?){_SIDE}"
)
_LIMIT_FIRST = re.compile(
    rf"(?:the )?(?:limit|lim)(?: as)? \(?(?P<x>[a-z]) ?{_GOES} ?(?P<p>\S+?)"
    rf"(?P<sign>[+-])?\)?{_SIDE},? (?:of )?(?P<f>.+)"
)
_SOLVE = re.compile(
    r"(?:solve(?: simultaneously)?|(?:find|get) (?P<v>[a-z])(?: if| when| in| from|:)|(?:what is )?(?P<w>[a-z]) "
    r"(?:if|when)|solutions? (?:of|to|for)"
    r"|roots? of|zeros of|zeroes of|for (?:what|which) (?:value|values) of (?P<u>[a-z]) is|isolate)\b"
)
_KIND = re.compile(
    r"^(?:for (?P<x>[a-z](?:(?:,| and|, and) ?[a-z])*) ?(?:in|:|,|if|when|from)? ?)?"
    r"(?:the )?(?:following )?(?:simultaneous |quadratic |linear |cubic |polynomial )*(?:(?:system|set|pair) of )?"
    r"(?:simultaneous |linear )*(?:equations?|inequality|system|polynomial|function)? ?:? ?"
)
_FOR = re.compile(r",? (?:for|find|to find|and find) (?P<x>[a-z](?:(?:,| and|, and) ?[a-z])*)$")
_REWRITE = {
    "factor": re.compile(
        r"(?:factor(?:i[sz]e)?(?: completely| fully)?|factori[sz]ation of|factored form of) "
        r"(?P<f>.+?)(?: completely| fully)?"
    ),
    "expand": re.compile(r"(?:expand(?: and simplify)?|multiply out|expanded form of|expansion of) (?P<f>.+)"),
    "apart": re.compile(
        r"(?:partial fractions?(?: decomposition| expansion)? (?:of|for)|decompose into partial fractions) (?P<f>.+)"
    ),
    "simplify": re.compile(r"(?:simplify|simplified form of|reduce) (?P<f>.+)"),
}
_SUM = re.compile(
    r"(?:the )?(?:sum|summation|series) (?:of )?(?P<f>.+?),? (?:from|for|where|as|with)(?: "
    r"all)? (?P<n>[a-z]) ?(?:=|from|in)? ?(?P<low>-?\w+) "
    r"?(?:to|through|\.\.\.?|up to|until) ?(?:[a-z] ?= ?)?(?P<high>[\w^]+)"
)
_SUM_FIRST = re.compile(
    r"(?:the )?(?:sum|summation) (?:from|for|over) (?P<n>[a-z]) ?= ?(?P<low>-?\w+) (?:to"
    r"|through|until) (?P<high>[\w^]+) (?:of )?(?P<f>.+)"
)
_KINDS = {
    "natural numbers": "k", "positive integers": "k", "integers": "k", "numbers": "k", "whole numbers": "k",
    "counting numbers": "k", "positive whole numbers": "k", "odd numbers": "2*k - 1", "odd integers": "2*k - 1",
    "positive odd numbers": "2*k - 1", "even numbers": "2*k", "positive even numbers": "2*k", "squares": "k**2",
    "square numbers": "k**2", "perfect squares": "k**2", "cubes": "k**3", "cube numbers": "k**3",
}  # fmt: skip
_FIRSTS = re.compile(rf"(?:the )?sum of (?:the )?first (?P<n>\d+|n) (?P<kind>{'|'.join(_KINDS)})")
_RANGE = re.compile(
    r"(?:the )?sum of (?:all )?(?:the )?(?:(?:integers|whole numbers|numbers|natural numbers) "
    r"(?:from |between ))?(?P<low>\d+) (?:to|and|through) (?P<high>\d+)(?: inclusive)?"
)


def read(asked: Asked) -> Plan | None:
    """A plan, if the command is one of these."""
    for one in (_derivative, _integral, _limit, _sum, _rewritten, _solved):
        if (found := one(asked)) is not None:
            return found
    return None


def _body(text: str) -> Node | None:
    """The function behind `y =` or `f(x) =`, or the expression itself."""
    headless = re.sub(r"^(?:the )?(?:function |expression |curve )?(?:y|[fgh] ?\([a-z]\)) ?= ?", "", text.strip())
    tree = formula(re.sub(r"^the (?:function|expression|curve|polynomial) ", "", headless))
    return tree if tree is not None and plain(tree) else None


def _letter(tree: Node, *told: str | None) -> str | None:
    """By which letter it is done: the one that is told, the only one, or x or t among several."""
    given = {t for t in told if t}
    names = free(tree)
    if len(given) > 1 or (isinstance(tree, Var) and tree.name not in ("x", "t", *given)):
        return None  # `the derivative of f`, of which nothing is said
    if given:
        return next(iter(given))
    if len(names) <= 1:
        return next(iter(names), "x")
    return next((n for n in ("x", "t") if n in names), None)


def _notes(*trees: Node) -> tuple[str, ...]:
    return (NATURAL,) if any(holds(t, "log") for t in trees) else ()


def _derivative(asked: Asked) -> Plan | None:
    found = _DERIVATIVE.fullmatch(asked.bare) or _PRIMED.fullmatch(asked.bare)
    if found is None:
        return None
    said = found.groupdict()
    if said.get("slope") and not (said.get("at") and re.search(r"[\^=(]|squared|sin|cos", found["f"])):
        return None  # the slope of a hill, or of a line through points
    tree = _body(found["f"])
    if tree is None:
        return None
    x = _letter(tree, said.get("d"), said.get("d2"), said.get("x"), said.get("a"))
    at = formula(said["at"]) if said.get("at") else None
    if x is None or (said.get("at") and (at is None or free(at))):
        return None
    order = "2" if said.get("n2") else str(len(said.get("primes") or "") or _ORDERS.get(said.get("order") or "", "1"))
    points = [order, *([shown(at)] if at is not None else [])]
    label = "derivative" if not said.get("slope") else "slope"
    return asked.exactly(
        "differentiate", [shown(tree)], label=label, variables=[x], parameters=points, notes=_notes(tree)
    )


def _integral(asked: Asked) -> Plan | None:
    other = _ENDS_FIRST.fullmatch(asked.bare) or _UNDER.fullmatch(asked.bare)
    if other is not None:
        return _between(asked, other)
    found = _INTEGRAL.fullmatch(asked.bare)
    tree = _body(found["f"]) if found else None
    if found is None or tree is None:
        return None
    x = _letter(tree, found["d"], found["d2"], found["x"])
    if x is None:
        return None
    if found["low"] is None:
        return asked.exactly("integrate", [shown(tree)], label="integral", variables=[x], notes=_notes(tree))
    ends = [formula(found[e]) for e in ("low", "high")]
    if any(e is None or free(e) for e in ends):
        return None
    limits = [shown(e) for e in ends if e is not None]
    return asked.exactly(
        "definite", [shown(tree)], label="integral", variables=[x], parameters=limits, notes=_notes(tree)
    )


def _between(asked: Asked, found: re.Match[str]) -> Plan | None:
    """An integral whose ends are told first, or the area between a curve and its axis."""
    tree, ends = _body(found["f"]), [formula(found[e]) for e in ("low", "high")]
    x = _letter(tree, found["d"]) if tree is not None else None
    if tree is None or x is None or any(e is None or free(e) for e in ends) or not free(tree) <= {x}:
        return None
    area = found.re is _UNDER
    whole = shown(Op("abs", (tree,)) if area else tree)
    limits = [shown(e) for e in ends if e is not None]
    label = "area" if area else "integral"
    return asked.exactly("definite", [whole], label=label, variables=[x], parameters=limits, notes=_notes(tree))


def _limit(asked: Asked) -> Plan | None:
    found = _LIMIT.fullmatch(asked.bare) or _LIMIT_FIRST.fullmatch(asked.bare)
    if found is None:
        return None
    sign = found.groupdict().get("sign") or {"right": "+", "above": "+", "left": "-", "below": "-"}.get(
        found["side"] or ""
    )
    place = found["p"]
    if sign is None and re.fullmatch(r"[\w.]+\^?[+-]", place):
        place, sign = place[:-1].rstrip("^"), place[-1]
    tree, point = _body(found["f"]), formula(place)
    if tree is None or point is None or free(point) or not free(tree) <= {found["x"]}:
        return None
    sides = [] if sign is None else ["1" if sign == "+" else "-1"]
    return asked.exactly(
        "limit", [shown(tree)], label="limit", variables=[found["x"]], parameters=[shown(point), *sides],
        notes=_notes(tree),
    )  # fmt: skip


def _sum(asked: Asked) -> Plan | None:
    text = asked.bare
    if found := _FIRSTS.fullmatch(text):
        ends = ["1", found["n"]]
        return asked.exactly("series", [_KINDS[found["kind"]]], label="sum", variables=["k"], parameters=ends)
    if found := _RANGE.fullmatch(text):
        ends = [found["low"], found["high"]]
        return asked.exactly("series", ["k"], label="sum", variables=["k"], parameters=ends)
    found = _SUM.fullmatch(text) or _SUM_FIRST.fullmatch(text)
    tree = _body(found["f"]) if found else None
    if found is None or tree is None or free(tree) - {found["n"]}:
        return _dots(asked)
    low, high = formula(found["low"]), formula(found["high"])
    if low is None or high is None or free(low) or free(high) - {"n"} or found["n"] in free(high):
        return None
    ends = [shown(low), shown(high)]
    return asked.exactly(
        "series", [shown(tree)], label="sum", variables=[found["n"]], parameters=ends, notes=_notes(tree)
    )


_DOTS = re.compile(
    r"(?:sum (?:of )?)?(?P<a>\d+) ?\+ ?(?P<b>\d+) ?\+ ?(?:(?P<c>\d+) ?\+ ?)?(?:\.\.\.?|…) ?\+ "
    r"?(?P<z>\d+)"
)


def _dots(asked: Asked) -> Plan | None:
    """`1 + 2 + 3 + ... + 100`: equal steps, the last one reached."""
    found = _DOTS.fullmatch(asked.bare)
    if found is None:
        return None
    a, b, z = (int(found[n]) for n in ("a", "b", "z"))
    step = b - a
    if step <= 0 or (found["c"] and int(found["c"]) - b != step) or (z - a) % step or z < b:
        return None
    ends = ["0", str((z - a) // step)]
    return asked.exactly("series", [f"{a} + {step}*k"], label="sum", variables=["k"], parameters=ends)


def _rewritten(asked: Asked) -> Plan | None:
    for operation, shape in _REWRITE.items():
        found = shape.fullmatch(asked.text) or shape.fullmatch(asked.bare)
        tree = _body(found["f"]) if found else None
        if tree is None:
            continue
        if operation == "factor":
            if not free(tree):
                return (
                    asked.exactly("factorise", [shown(tree)], label="factorisation") if isinstance(tree, Num) else None
                )
            return asked.exactly("factor", [shown(tree)], label="factored form")
        if operation == "apart":
            return asked.exactly("apart", [shown(tree)], label="sum of partial fractions") if free(tree) else None
        if operation == "expand":
            return asked.exactly("expand", [shown(tree)], label="expanded form") if free(tree) else None
        return asked.exactly("simplify", [shown(tree)], label="simplified form", notes=_notes(tree))
    return None


def _solved(asked: Asked) -> Plan | None:
    text = asked.text
    found = _SOLVE.match(text) or _SOLVE.match(asked.bare)
    body = text if found is None else found.string[found.end() :].strip(" :,")
    told = "".join(v for v in (found["v"], found["w"], found["u"]) if v) if found else ""
    if found is None:
        body = re.sub(r"^(?:the equation|equation|solution to|value of [a-z] in) ", "", asked.bare)
        if not re.search(r"[<>=]", body) or re.search(
            r"[a-df-hj-wyz]{3}", re.sub(r"sqrt|sin|cos|tan|log|exp|abs", "", body)
        ):
            return None
    kind = _KIND.match(body)
    if kind and kind.end():
        told += re.sub(r"[^a-z]|and", "", kind["x"] or "")
        body = body[kind.end() :]
    if after := _FOR.search(body):
        told += re.sub(r"[^a-z]", "", re.sub(r"\band\b", "", after["x"]))
        body = body[: after.start()]
    pieces = [p for p in re.split(r"\s*(?:,| and |;|\n| & )\s*(?:and )?", body.strip()) if p]
    asks_roots = bool(found and re.match(r"solve|root|zero|solution", found[0]))
    if len(pieces) == 1 and not re.search(r"[<>=]", body) and asks_roots and not re.search(r"\bequal", body):
        tree = _body(body)
        if not isinstance(tree, Op) or not any(c.isdigit() for c in body):
            return None
        pieces = [f"{body} = 0"]
    made = [equation(p) for p in pieces]
    if not made or any(m is None for m in made) or len(made) > 6:
        return None
    names = sorted(frozenset().union(*(letters(p) for p in pieces)))
    unknown = sorted(dict.fromkeys(told)) if told else _unknowns(names, len(made))
    if not unknown or not set(unknown) <= set(names) or (len(made) > 1 and len(unknown) < len(names)):
        return None
    if found is None and any(_states(m or "") for m in made):
        return None
    if re.search(r"\blog(?! ?_)", re.sub(r"log(?: ?_ ?\{?\w+|\d+| base)", "", body)):
        return Plan(path="beyond", label="this equation", declined=UNSAID)
    if len(made) == 1 and len(unknown) > 1:
        return None
    label = "solution" if not re.search(r"[<>]", body) else "solution set"
    return asked.exactly("solve", [m for m in made if m], label=label, variables=unknown)


def _unknowns(names: list[str], equations: int) -> list[str]:
    if equations > 1 or len(names) == 1:
        return names
    return ["x"] if "x" in names else []


def _states(made: str) -> bool:
    """Whether an equation states a value, as `x = 2` does, and asks for none."""
    left, _, right = made.partition(" = ")
    sides = (left.strip(), right.strip())
    alone = [s for s in sides if re.fullmatch(r"[a-z]", s)]
    return bool(alone) and not all(letters(s) for s in sides)

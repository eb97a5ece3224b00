"""Claims: the formal intermediate form that every mind emits and every solver reads. Knows neither of them.

Frozen pydantic models whose schema a model can be held to. No number stands in a claim but by the entry it comes from,
or inside an expression that was read from a statement of the question.
"""

from typing import Annotated, Literal

from pydantic import Field

from ech0.core.noun import Name, Noun, Span
from ech0.core.wff import FirstOrderClaim

Semantics = Literal["open", "closed", "classical"]

EntryId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,24}(\.[A-Za-z][A-Za-z0-9_]{0,40})?$")]
"""A ledger id: `q1` (given), `k.c` (constant), `r1.density` (measured), `c1.v` (derived)."""


class Symbol(Noun):
    """A quantity in a claim. Known if `entry` is set; otherwise to be found. Values are taken in `unit`."""

    name: Name
    unit: str
    meaning: str = ""
    entry: EntryId | None = None
    low: float | None = None
    high: float | None = None


class Relation(Noun):
    """An equation (`v**2 = 2*a*d`) or an inequality (`eta <= 1 - T_c/T_h`) over the symbols of a claim.

    `formula` is the id in the formula base it was taken from; `text` says it in words for the reader; `span`: where the
    question has that text, if it was read from there.
    """

    expression: Annotated[str, Field(max_length=2000)]
    formula: str | None = None
    text: str = ""
    span: Span | None = None


class QuantityClaim(Noun):
    """Equations that determine `target` from known symbols, and the laws that any solution must obey."""

    kind: Literal["quantity"] = "quantity"
    id: Name
    text: str = ""
    symbols: Annotated[tuple[Symbol, ...], Field(max_length=60)]
    relations: Annotated[tuple[Relation, ...], Field(max_length=40)] = ()
    laws: Annotated[tuple[Relation, ...], Field(max_length=40)] = ()
    target: Name | None = None


class Atom(Noun):
    """`predicate(args)`, or its negation. An argument that starts with `?` is a variable."""

    predicate: Annotated[str, Field(max_length=80)]
    args: Annotated[tuple[str, ...], Field(max_length=4)] = ()
    positive: bool = True


class Rule(Noun):
    """If all of `body` then `head`; `text` is the sentence it was read from, `span` its place. A fact has no body."""

    head: Atom
    body: Annotated[tuple[Atom, ...], Field(max_length=12)] = ()
    text: str = ""
    span: Span | None = None


class LogicClaim(Noun):
    """Facts and rules, and a query.

    `open`: rules run forward, and unknown stays unknown; `closed`: what cannot be derived is false; `classical`: what
    holds in every world in which facts and rules do, by contraposition and by cases too.
    """

    kind: Literal["logic"] = "logic"
    id: Name
    text: str = ""
    rules: Annotated[tuple[Rule, ...], Field(max_length=400)]
    query: Atom
    semantics: Semantics = "open"


class Variable(Noun):
    """A finite-domain variable: an integer range, or names."""

    name: Name
    values: Annotated[tuple[str, ...], Field(min_length=1, max_length=60)] | None = None
    low: int | None = None
    high: int | None = None


class FiniteClaim(Noun):
    """Constraints over finite domains and options to decide between.

    `mode`: which option *must* hold, *could* hold, *cannot* hold or *need not* hold under the constraints; "each must
    be true except" asks for the one that need not.
    """

    kind: Literal["finite"] = "finite"
    id: Name
    text: str = ""
    variables: Annotated[tuple[Variable, ...], Field(max_length=40)]
    constraints: Annotated[tuple[Relation, ...], Field(max_length=120)]
    options: Annotated[tuple[Relation, ...], Field(max_length=10)] = ()
    mode: Literal["must", "could", "cannot", "need not"] = "must"


class Definition(Noun):
    """`name` is the value of `expression`, in `unit`; `text` says in words what rule that is."""

    name: Name
    expression: Annotated[str, Field(max_length=1000)]
    unit: str = ""
    meaning: str = ""
    text: str = ""


class CalculationClaim(Noun):
    """Values worked out one after another, each from symbols and earlier definitions.

    Expressions are in the whitelisted grammar with the functions of `tools.symbolic.library`: integrals, sums, limits,
    roots, extrema, differential equations, distributions, matrices, integers. `statements` are the entries of the
    words that the expressions were read from.
    """

    kind: Literal["calculation"] = "calculation"
    id: Name
    text: str = ""
    symbols: Annotated[tuple[Symbol, ...], Field(max_length=80)] = ()
    definitions: Annotated[tuple[Definition, ...], Field(min_length=1, max_length=40)]
    statements: Annotated[tuple[EntryId, ...], Field(max_length=20)] = ()
    target: Name


Operation = Literal[
    "evaluate", "solve", "differentiate", "integrate", "definite", "limit", "factor", "expand", "simplify", "series",
    "apart",
    "factorise", "divisors", "divides", "parity", "power", "prime", "next prime", "nth prime", "base", "cross",
    "fraction", "round", "clock", "time between", "determinant", "inverse", "transpose", "trace", "rank", "eigenvalues",
    "multiply", "weekday", "days between", "date", "leap year", "month", "roman",
]  # fmt: skip
"""What can be done exactly; `tools.symbolic.exact` says what each takes and how its result is checked."""


class ExactClaim(Noun):
    """One exact operation: its result is an expression, a set of roots, a matrix or a date, and is checked by undoing
    it or by a second way.

    `expressions` are in the whitelisted grammar; an equation is one with `=`. `variables`: the unknowns, or that by
    which it is done. `parameters`: bounds, a point, a date's year, month and day; expressions as well. `statements`:
    the entries of the words that it was read from. `symbols`: names in them that stand for
    numbers of the ledger. `rows`: how many rows a matrix has, whose numbers are `expressions`.
    """

    kind: Literal["exact"] = "exact"
    id: Name
    text: str = ""
    operation: Operation
    symbols: Annotated[tuple[Symbol, ...], Field(max_length=40)] = ()
    expressions: Annotated[tuple[Annotated[str, Field(max_length=2000)], ...], Field(max_length=40)] = ()
    variables: Annotated[tuple[Name, ...], Field(max_length=6)] = ()
    parameters: Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=8)] = ()
    rows: Annotated[int, Field(ge=0, le=6)] = 0
    statements: Annotated[tuple[EntryId, ...], Field(max_length=20)] = ()
    target: Name = "result"


class Chance(Noun):
    """P(event | given): events by name, joined by `and`, `or`, `not`. `value`: the symbol that holds the number."""

    event: Annotated[str, Field(max_length=200)]
    given: Annotated[str, Field(max_length=200)] = ""
    value: Name | None = None


class ProbabilityClaim(Noun):
    """What is known of the chances of events, and the chance that is asked for.

    `independent`: groups of events that are mutually independent; `exclusive`: groups of which no two happen together.
    """

    kind: Literal["probability"] = "probability"
    id: Name
    text: str = ""
    events: Annotated[tuple[Name, ...], Field(min_length=1, max_length=6)]
    symbols: Annotated[tuple[Symbol, ...], Field(max_length=20)] = ()
    known: Annotated[tuple[Chance, ...], Field(max_length=20)] = ()
    independent: Annotated[tuple[tuple[Name, ...], ...], Field(max_length=6)] = ()
    exclusive: Annotated[tuple[tuple[Name, ...], ...], Field(max_length=6)] = ()
    query: Chance


Claim = Annotated[
    QuantityClaim | LogicClaim | FirstOrderClaim | FiniteClaim | CalculationClaim | ExactClaim | ProbabilityClaim,
    Field(discriminator="kind"),
]
NumericClaim = QuantityClaim | CalculationClaim | ExactClaim | ProbabilityClaim
"""Claims that speak of ledger entries by symbols and end in a value."""

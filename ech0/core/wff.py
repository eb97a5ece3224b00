"""First-order formulas as nouns, and the claim made of them. Knows no solver and no language.

A term that starts with `?` is a variable, any other is the name of an individual. Semantics: classical logic over one
domain, which is not empty; names need not stand for different individuals; a sort restricts a quantifier.
"""

from typing import Annotated, Literal

from pydantic import Field

from ech0.core.noun import Name, Noun, Span

Term = Annotated[str, Field(min_length=1, max_length=80)]
Connective = Literal["and", "or", "implies", "iff", "xor"]


class Applied(Noun):
    """`predicate(args)`: a property, a relation, or (without arguments) a proposition."""

    op: Literal["predicate"] = "predicate"
    name: Annotated[str, Field(min_length=1, max_length=160)]
    args: Annotated[tuple[Term, ...], Field(max_length=4)] = ()


class Equals(Noun):
    """Both terms stand for one individual."""

    op: Literal["equals"] = "equals"
    args: Annotated[tuple[Term, ...], Field(min_length=2, max_length=2)]


class Negated(Noun):
    """Not `of`."""

    op: Literal["not"] = "not"
    of: "Wff"


class Joined(Noun):
    """`and`, `or`: any number of parts; `implies`, `iff`, `xor`: two (either, but not both)."""

    op: Connective
    parts: Annotated[tuple["Wff", ...], Field(min_length=2, max_length=40)]


class Quantified(Noun):
    """For every, or for some, `variable` (of a sort, if one is named) `of` holds."""

    op: Literal["forall", "exists"]
    variable: Annotated[str, Field(pattern=r"^\?[A-Za-z][A-Za-z0-9_]{0,20}$")]
    sort: Annotated[str, Field(max_length=80)] = ""
    of: "Wff"


Wff = Annotated[Applied | Equals | Negated | Joined | Quantified, Field(discriminator="op")]


_SIGNS = {"and": " and ", "or": " or ", "implies": " -> ", "iff": " <-> ", "xor": " xor "}


def spelled(one: Wff) -> str:
    """A formula on one line."""
    match one:
        case Applied():
            return f"{one.name}({', '.join(one.args)})" if one.args else one.name
        case Equals():
            return " = ".join(one.args)
        case Negated():
            return f"not {spelled(one.of)}"
        case Joined():
            return f"({_SIGNS[one.op].join(map(spelled, one.parts))})"
        case Quantified():
            return f"{one.op} {one.variable}{f' in {one.sort}' if one.sort else ''}: {spelled(one.of)}"


class Premise(Noun):
    """A formula, the sentence it was read from and where that stands, and the rules of reading that gave it.

    Without `text` it is no premise of the user's but background: what the words of the others mean.
    """

    formula: Wff
    text: str = ""
    rules: tuple[str, ...] = ()
    span: Span | None = None


class FirstOrderClaim(Noun):
    """Does `conclusion` follow from `premises`? `unparsed`: sentences of the text that are in neither."""

    kind: Literal["first_order"] = "first_order"
    id: Name
    text: str = ""
    premises: Annotated[tuple[Premise, ...], Field(max_length=400)]
    conclusion: Wff
    unparsed: tuple[str, ...] = ()

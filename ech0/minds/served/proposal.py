"""What a model may say of a question: the way to answer it, in ids. No number can stand in it but inside an id.

Static here, as pydantic; `ech0.minds.served.narrow` makes of it the schema for one question, where each id that may be
said is listed. The words are those of the labs and the formula base: nothing is computed or asserted by the model.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from ech0.core.noun import Name, Noun

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,24}(\.[A-Za-z][A-Za-z0-9_]{0,40})?$")]
"""An entry of the ledger (`q1`, `k.c`), or what another step gives (`c1.v`, `r1.density`)."""
Sentence = Annotated[str, Field(pattern=r"^s[1-9][0-9]{0,2}$")]
"""A sentence of the question, by its number in the text as it is shown."""
Label = Annotated[str, Field(pattern=r"^[A-Za-z?][A-Za-z_ .'-]{0,59}$")]
"""A predicate, a thing, a value of a puzzle: words without digits."""
Words = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z ,;'()-]{0,119}$")]
"""Words without digits, for a reader."""


class FormulaStep(Noun):
    """A formula of the base, solved for `find`, its other variables bound to ids."""

    do: Literal["formula"] = "formula"
    id: Annotated[str, Field(pattern=r"^c[1-6]$")]
    formula: Name
    find: Name
    inputs: Annotated[Mapping[Name, Id], Field(max_length=12)] = {}


class LabStep(Noun):
    """A lab, its numbers bound to ids, its choices by name, and one output that is wanted."""

    do: Literal["lab"] = "lab"
    id: Annotated[str, Field(pattern=r"^r[1-6]$")]
    lab: Name
    inputs: Annotated[Mapping[Name, Id], Field(max_length=40)] = {}
    choices: Annotated[Mapping[Name, Annotated[str, Field(max_length=400)]], Field(max_length=20)] = {}
    want: Name


class Fact(Noun):
    """`predicate(args)`, or its negation. An argument that starts with `?` is a variable."""

    predicate: Label
    args: Annotated[tuple[Label, ...], Field(max_length=3)] = ()
    negated: bool = False


class Statement(Noun):
    """What a sentence says: if all of `given` then one of `then`, for all values of the variables in it."""

    sentence: Sentence
    given: Annotated[tuple[Fact, ...], Field(max_length=6)] = ()
    then: Annotated[tuple[Fact, ...], Field(min_length=1, max_length=4)]


class LogicStep(Noun):
    """Does `query` follow from what the sentences say? `aside`: sentences that say nothing that bears on it."""

    do: Literal["logic"] = "logic"
    statements: Annotated[tuple[Statement, ...], Field(min_length=1, max_length=60)]
    query: Fact
    aside: Annotated[tuple[Sentence, ...], Field(max_length=60)] = ()


class RecallStep(Noun):
    """The question asks for words, not for a quantity: look it up under these."""

    do: Literal["recall"] = "recall"
    query: Words


Step = Annotated[FormulaStep | LabStep | LogicStep | RecallStep, Field(discriminator="do")]


class Proposal(Noun):
    """The steps that lead to the answer, and the id that holds it (`c1.v`, `r1.density`).

    `answer` is empty where a statement is judged, words are looked up, or no way is known; `missing` then names the
    kinds of quantity that the question would have to give.
    """

    steps: Annotated[tuple[Step, ...], Field(max_length=8)] = ()
    answer: Annotated[str, Field(pattern=r"^([cr][1-6]\.[A-Za-z][A-Za-z0-9_]{0,40})?$")] = ""
    missing: Annotated[tuple[Name, ...], Field(max_length=3)] = ()


class Wording(Noun):
    """The words around an answer: sentences with references `{id}` to the ledger, and no digit of their own."""

    text: Annotated[str, Field(min_length=1, max_length=900)]

"""Formulas and the concepts they speak of, as data. Knows the shape of the files, not what is in them.

A concept (`speed`) has one unit in which every formula and claim takes it, so that formulas chain without conversion.
"""

from collections.abc import Mapping

from ech0.core.types import Name, Noun


class Concept(Noun):
    """A kind of quantity: the unit it is computed in, what people call it, and the values it can have.

    `symbols`: letters that stand for it, with case (`p`, `delta U`). `ask`: question words that stand for it
    (`how fast`). `positive`: a magnitude, so the negative root is not meant.
    `low`, `high`: values outside cannot exist (in `unit`), with `law` naming why.
    """

    id: Name
    unit: str
    words: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    positive: bool = False
    low: float | None = None
    high: float | None = None
    law: str = ""


class Variable(Noun):
    """A variable of a formula: its concept, its role among others of that concept, and what it is called here.

    `constant`: the id of a physical constant that it is unless given. `default`: the value that it has unless given,
    with `because` saying why that is sound; `optional`: the formula can be solved without it (it cancels).
    """

    concept: Name
    role: str = ""
    words: tuple[str, ...] = ()
    constant: str | None = None
    default: float | None = None
    because: str = ""
    optional: bool = False


class Example(Noun):
    """A worked test: `given` and `value` with units, `rtol` relative."""

    given: Mapping[str, str]
    find: Name
    value: str
    rtol: float = 1e-3
    source: str = ""


class Formula(Noun):
    """An equation (or, for a law, an inequality) between variables, and when it holds.

    `when`: the question must contain one of these words (empty: always possible). `unless`: it must contain none.
    `conditions`: expressions over the variables that must be true once they are bound. `independent_of`: concepts that
    the law is known not to depend on (`configs/independence.yaml`).
    """

    id: Name
    name: str
    field: str
    equation: str
    variables: Mapping[Name, Variable]
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    independent_of: tuple[Name, ...] = ()
    law: bool = False
    source: str
    note: str = ""
    example: Example | None = None


class Constant(Noun):
    """A physical constant, or what a table knows `of` a substance. `line` is how it is quoted."""

    id: Name
    name: str
    value: float
    unit: str
    sigma: float = 0.0
    concept: Name
    source: str
    words: tuple[str, ...] = ()
    of: str = ""

    @property
    def line(self) -> str:
        """The line that a quotation must match to the letter."""
        spread = f" +/- {self.sigma!r}" if self.sigma else ""
        return f"{self.name} = {self.value!r}{spread} {self.unit} ({self.source})"


class Phrase(Noun):
    """Words that state a value without digits (`from rest`): `pattern` in lower case, and `because` for the reader."""

    pattern: str
    concept: Name
    role: str = ""
    value: float
    unit: str = ""
    because: str

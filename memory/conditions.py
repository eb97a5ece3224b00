"""Conditions on the numbers of lab results, as a tree. Knows not how they are written or looked up."""

from typing import Literal, NamedTuple

Role = Literal["input", "output", ""]


class Value(NamedTuple):
    """`field` in `[low, high]` (SI), ends in or out; `equal` False: outside of it."""

    field: str
    role: Role
    dimension: str
    low: float
    high: float
    low_in: bool = True
    high_in: bool = True
    equal: bool = True


class Change(NamedTuple):
    """The ratio of `field` to its value in `base` in `[low, high]`, ends in or out.

    `base`: `standard` (what the lab declares), `first` (the first result that differs in this input alone), `either`
    of these two, or the key of a result.
    """

    field: str
    role: Role
    base: str
    low: float
    high: float
    low_in: bool = True
    high_in: bool = True


class Lab(NamedTuple):
    """Results of one lab."""

    lab: str


class Not(NamedTuple):
    """What does not fit."""

    part: "Condition"


class Both(NamedTuple):
    """What fits all parts (`every`), or any of them."""

    parts: "tuple[Condition, ...]"
    every: bool


Condition = Value | Change | Lab | Not | Both

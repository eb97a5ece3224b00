"""Plots as data: lines over one axis, with names and units. Knows no lab, and draws nothing."""

from typing import Annotated

from pydantic import Field, model_validator

from ech0.core.noun import Noun


class Line(Noun):
    """Values over the `x` of a plot."""

    name: str
    y: Annotated[tuple[float, ...], Field(min_length=2, max_length=2000)]


class Plot(Noun):
    """What a lab computed along an axis: lines over the same `x`, with names and units, to be looked at.

    `x` and the values of each line have the same length. `points`: marked, not joined.
    """

    title: str
    x_name: str
    x_unit: str = ""
    x: Annotated[tuple[float, ...], Field(min_length=2, max_length=2000)]
    y_name: str
    y_unit: str = ""
    lines: Annotated[tuple[Line, ...], Field(min_length=1, max_length=12)]
    points: bool = False
    log_x: bool = False
    log_y: bool = False

    @model_validator(mode="after")
    def _even(self) -> "Plot":
        if uneven := [line.name for line in self.lines if len(line.y) != len(self.x)]:
            raise ValueError(f"line {uneven[0]} does not have one value for each of the {len(self.x)} of {self.x_name}")
        return self

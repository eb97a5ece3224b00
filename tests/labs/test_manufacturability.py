"""What the manufacturability lab says beside its numbers: bands, failure modes, and where a rule has no answer."""

import pytest

from ech0.core.errors import InputError
from ech0.core.types import Quantity, Run
from labs import LABS


def run(output: str, **given: tuple[float, str]) -> Run:
    """One output from numbers in units."""
    inputs = {name: Quantity(value=value, unit=unit) for name, (value, unit) in given.items()}
    return LABS["manufacturability"].run(inputs, wants=(output,))


@pytest.mark.parametrize(
    ("carbon", "band", "cracks"),
    [(0.19, "easily weldable", False), (0.21, "weldable with preheat", True), (0.41, "difficult to weld", True)],
)
def test_band_of_weldability_and_its_failure_mode(carbon: float, band: str, cracks: bool) -> None:
    """The bands change at a carbon equivalent of 0.40 and 0.60, and from 0.40 on cold cracking is named."""
    warnings = run("carbon_equivalent", carbon=(carbon, "percent"), manganese=(1.2, "percent")).warnings
    assert f"CE(IIW): {band}" in warnings
    assert any("hydrogen (cold) cracking" in w for w in warnings) == cracks


def test_elements_that_were_not_stated_are_named() -> None:
    """What a composition leaves out counts as none and is said, for the elements that the formula knows."""
    steel = {"carbon": (0.1, "percent"), "manganese": (1.0, "percent")}
    assert "taken as absent: Cr, Mo, V, Ni, Cu" in run("carbon_equivalent", **steel).warnings
    assert "taken as absent: Si, Cr, Mo, V, Ni, Cu, B" in run("cracking_parameter", **steel).warnings


def test_lean_thin_plate_needs_no_preheat() -> None:
    """Where the rule gives less than ambient there is no preheat temperature, rather than one of ice."""
    lean = {"carbon": (0.08, "percent"), "manganese": (0.6, "percent")}
    with pytest.raises(InputError, match="no preheat above ambient"):
        run("preheat_temperature", **lean, thickness=(20, "mm"), hydrogen=(20, "mL/kg"))


def test_long_freezing_range_tears() -> None:
    """Hot tearing is named for a freezing range above 110 K, not for 40 K; a solidus above the liquidus is refused."""
    wide = run("freezing_range", solidus=(500, "degC"), liquidus=(640, "degC"))
    narrow = run("freezing_range", solidus=(500, "degC"), liquidus=(540, "degC"))
    assert any("hot tearing" in w for w in wide.warnings)
    assert not any("hot tearing" in w for w in narrow.warnings)
    with pytest.raises(InputError, match="solidus lies above"):
        run("freezing_range", solidus=(640, "degC"), liquidus=(500, "degC"))


def test_offset_costs_capability_and_parts() -> None:
    """A mean off the middle leaves Cp, lowers Cpk by offset / (3 sigma), and raises the defects."""
    width = {"tolerance": (8.0, "mm"), "spread": (1.0, "mm")}
    centred, off = (run("cpk", **width, offset=(o, "mm")).outputs["cpk"].value for o in (0.0, 1.5))
    assert centred - off == pytest.approx(0.5)
    few, many = (run("defects", **width, offset=(o, "mm")).outputs["defects"].value for o in (0.0, 1.5))
    assert few == pytest.approx(63.34, abs=0.01)
    assert many > few

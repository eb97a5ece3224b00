"""What the labs draw: the curve comes from the model that gave the number, and leads through it."""

from itertools import pairwise
from math import isfinite, log

import pytest

from ech0.core.types import Plot, Quantity, Run
from labs import LABS
from labs.validation import cases

DRAWN = (
    "atmosphere_1976",
    "blood_gas",
    "dose_response",
    "enzyme_kinetics",
    "fluid_properties",
    "heat_conduction",
    "hodgkin_huxley",
    "immune_dynamics",
    "metabolic_flux",
    "nuclear_decay_chain",
    "orbits",
    "pk_compartment",
    "population_genetics",
    "projectile_drag",
    "radiobiology",
    "reaction_kinetics",
    "titration_ph",
    "tumour_growth",
)


def run(lab: str, output: str, /, **inputs: str) -> Run:
    """A run of a lab for one output, from inputs as text or as `number unit`."""
    spec = LABS[lab]
    given: dict[str, Quantity | str] = {}
    for name, text in inputs.items():
        number, _, unit = text.partition(" ")
        plain = not hasattr(spec.inputs[name], "unit")
        given[name] = text if plain else Quantity(value=float(number), unit=unit)
    return LABS[lab].run(given, wants=(output,))


def value(found: Run) -> float:
    """The only output of a run."""
    (output,) = found.outputs.values()
    return output.value


def at(plot: Plot, x: float, line: int = 0) -> float:
    """The value of a line at a point of its grid."""
    return plot.lines[line].y[next(n for n, v in enumerate(plot.x) if v == pytest.approx(x, rel=1e-9))]


@pytest.mark.parametrize("lab", DRAWN)
def test_plot_is_lawful_and_light(lab: str) -> None:
    """The first case with a plot has rising abscissae, finite values, at most 200 points and under 100 kB."""
    for case in cases(LABS[lab]):
        found = LABS[lab].run(case.inputs, wants=(case.output,))
        if found.plots:
            break
    assert found.plots
    assert len(found.model_dump_json()) < 100_000
    assert Run.model_validate_json(found.model_dump_json()) == found
    for plot in found.plots:
        assert len(plot.x) <= 200
        assert all(a < b for a, b in pairwise(plot.x))
        assert all(isfinite(v) for v in (*plot.x, *(y for line in plot.lines for y in line.y)))
        assert not plot.log_x or plot.x[0] > 0


def test_what_is_not_on_a_curve_draws_none() -> None:
    """An output that does not concern the curve comes without it."""
    assert not run("pk_compartment", "steady_state_fraction", half_lives="4").plots
    assert not run("blood_gas", "ph", bicarbonate="24 mmol/L", carbon_dioxide_pressure="40 mmHg").plots
    assert not run("tumour_growth", "doubling_time").plots
    assert not run("projectile_drag", "terminal_speed", mass="0.1 kg", diameter="0.07 m").plots
    assert not run("fluid_properties", "critical_temperature", fluid="Water").plots


def test_concentration_peaks_at_cmax() -> None:
    """The greatest concentration drawn after an oral dose is the reported one, and no point lies above it."""
    oral = {"route": "oral", "dose": "300 mg", "volume": "20 L", "elimination_rate": "0.2 1/hour"}
    found = run("pk_compartment", "cmax", **oral, absorption_rate="1.5 1/hour")
    assert max(found.plots[0].lines[0].y) == pytest.approx(value(found), rel=1e-12)


def test_repeated_doses_build_up_to_the_steady_state() -> None:
    """The doses laid one upon the other approach the closed form of the steady state from below."""
    bolus = {"dose": "100 mg", "volume": "10 L", "elimination_rate": "0.2 1/hour", "interval": "6 hour"}
    found = run("pk_compartment", "steady_state_peak", **bolus)
    assert max(found.plots[0].lines[1].y) == pytest.approx(value(found), rel=1e-3)
    assert max(found.plots[0].lines[1].y) <= value(found)


def test_curves_end_at_the_reported_value() -> None:
    """Where the end of a course is asked for, the last point drawn is the answer."""
    inputs = {"initial_weight": "0.1 g", "time": "20 day", "concentration": "300 ng/mL"}
    found = run("tumour_growth", "tumour_weight", **inputs)
    assert found.plots[0].lines[1].y[-1] == pytest.approx(value(found), rel=1e-9)
    found = run("reaction_kinetics", "reactant_fraction", mechanism="robertson", elapsed="40 s")
    assert found.plots[0].lines[0].y[-1] == value(found)
    plate = {"diffusivity": "1e-5 m^2/s", "thickness": "0.04 m", "elapsed": "20 s"}
    found = run(
        "heat_conduction", "center_temperature", **plate, initial_temperature="300 K", outer_temperature="500 K"
    )
    assert found.plots[0].lines[0].y[-1] == pytest.approx(value(found), rel=1e-12)
    fractions = {"fractions": "30", "fraction_dose": "2.5 Gy", "alpha": "0.3 1/Gy", "alpha_beta": "10 Gy"}
    found = run("radiobiology", "surviving_fraction", **fractions)
    assert found.plots[0].lines[0].y[-1] == pytest.approx(value(found), rel=1e-9)
    start = {"substrate": "2 mol/m^3", "vmax": "1 mol/m^3/s", "km": "1 mol/m^3", "elapsed": "2 s"}
    found = run("enzyme_kinetics", "substrate_left", **start)
    assert found.plots[1].lines[0].y[-1] == pytest.approx(value(found), rel=1e-9)


def test_curves_lead_through_the_point() -> None:
    """The state that is asked for is a point of the curve, with the reported value."""
    found = run("blood_gas", "saturation", oxygen_pressure="35 mmHg")
    assert at(found.plots[0], 35.0) == pytest.approx(value(found), rel=1e-9)
    found = run("fluid_properties", "vapour_pressure", fluid="Water", temperature="350 K")
    assert at(found.plots[0], 350.0) == value(found)
    found = run("atmosphere_1976", "temperature", altitude="8123 m")
    assert at(found.plots[0], 8.123) == value(found)
    found = run("population_genetics", "fixation_probability", population_size="500", selection_coefficient="0.01")
    assert at(found.plots[0], 0.01) == value(found)
    found = run("dose_response", "effective_dose", ed50="3 mg/kg", hill="2", fraction="0.8")
    assert at(found.plots[0], value(found)) == pytest.approx(0.8)
    found = run("spin_chain", "spin_gap", model="ising", sites="6", field="0.7")
    assert at(found.plots[0], 0.7) == value(found)
    halves = {"parent_half_life": "66 hour", "daughter_half_life": "6 hour", "elapsed": "20 hour"}
    found = run("nuclear_decay_chain", "daughter_activity", **halves)
    assert at(found.plots[0], 20 / 24, 1) == pytest.approx(value(found), rel=1e-9)
    sample = {"analyte": "weak acid", "pka": "4.8", "analyte_concentration": "0.1 mol/L", "analyte_volume": "25 mL"}
    found = run("titration_ph", "equivalence_ph", **sample, titrant_concentration="0.1 mol/L")
    assert at(found.plots[0], 0.025) == value(found)


def test_greatest_points_are_the_reported_ones() -> None:
    """Spike, apex and growth without limit are the greatest values of their curves."""
    found = run("hodgkin_huxley", "spike_height")
    assert max(found.plots[0].lines[0].y) == value(found)
    flight = {"speed": "30 m/s", "angle": "50 degree", "mass": "0.145 kg", "diameter": "0.073 m"}
    found = run("projectile_drag", "maximum_height", **flight)
    assert max(found.plots[0].lines[0].y) == pytest.approx(value(found), rel=1e-3)
    assert max(found.plots[0].lines[1].y) > value(found)
    found = run("metabolic_flux", "growth_rate")
    assert max(found.plots[0].lines[0].y) == pytest.approx(value(found), rel=1e-6)


def test_transfer_costs_the_gaps_between_its_curves() -> None:
    """At both ends the transfer departs from the circular orbit by the changes of speed that are reported."""
    found = run("orbits", "transfer_delta_v", body="Earth", altitude="300 km", target_radius="42164 km")
    circle, ellipse = (line.y for line in found.plots[0].lines)
    gaps = abs(ellipse[0] - circle[0]) + abs(ellipse[-1] - circle[-1])
    assert gaps == pytest.approx(value(found), rel=1e-9)


def test_tumours_part_at_the_threshold() -> None:
    """From below the threshold the tumour ends smaller than from above it."""
    below, above = run("immune_dynamics", "threshold_tumour").plots[0].lines
    assert below.y[-1] < above.y[-1]
    assert log(above.y[0] / below.y[0]) == pytest.approx(log(1.02 / 0.98), rel=1e-9)

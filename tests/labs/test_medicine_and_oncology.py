"""What the labs of medicine, pharmacology and oncology refuse, leave out, and say aloud."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Quantity
from labs import LABS


def amounts(lab: str, **values: float) -> dict[str, Quantity | str]:
    """The values in the units that the lab declares."""
    return {n: Quantity(value=v, unit=LABS[lab].inputs[n].facts["unit"]) for n, v in values.items()}


@settings(max_examples=40, deadline=None)
@given(x=st.floats(0.01, 100), y=st.floats(0.01, 100), hill=st.floats(0.5, 4))
def test_a_drug_with_itself_is_additive(x: float, y: float, hill: float) -> None:
    """Loewe's expectation of a drug split in two is that of the sum of the doses, and it is not beaten by one alone."""
    same = amounts("drug_synergy", ec50_a=3.0, ec50_b=3.0, hill_a=hill, hill_b=hill, dose_a=x, dose_b=y)
    run = LABS["drug_synergy"].run(same)
    together = 1 / (1 + (3.0 / (x + y)) ** hill)
    assert run.outputs["loewe_expected"].value == pytest.approx(together, rel=1e-6)
    assert run.outputs["hsa_expected"].value <= run.outputs["loewe_expected"].value + 1e-9


def test_two_models_or_more_are_told() -> None:
    """Whatever is asked of a combination, the excess by every model is said beside it."""
    asked = amounts("drug_synergy", ec50_a=1.0, ec50_b=2.0, dose_a=1.0, dose_b=1.0, effect=0.7)
    said = " ".join(LABS["drug_synergy"].run(asked, wants=("bliss_excess",)).warnings)
    assert all(name in said for name in ("bliss", "loewe", "hsa", "disagree"))


@settings(max_examples=15, deadline=None)
@given(glucose=st.floats(0.1, 10), oxygen=st.floats(0, 70))
def test_carbon_and_oxygen_are_conserved(glucose: float, oxygen: float) -> None:
    """All glucose leaves as lactate or carbon dioxide, and ATP is 2 a glucose and 5 an oxygen by the faster shuttle."""
    run = LABS["tumour_metabolism"].run(amounts("tumour_metabolism", glucose=glucose, oxygen=oxygen))
    out = {n: q.value for n, q in run.outputs.items()}
    burnt = out["oxygen_consumption"] / 6
    assert out["lactate_secretion"] / 2 + burnt == pytest.approx(glucose, rel=1e-6)
    assert out["atp_flux"] == pytest.approx(2 * glucose + 30 * burnt, rel=1e-6)


def test_nothing_grows_without_glutamine() -> None:
    """Glutamine makes proteins and nucleotides here: with none of it taken up nothing grows, and the run says so."""
    run = LABS["tumour_metabolism"].run({**amounts("tumour_metabolism", glucose=1.0), "objective": "biomass"})
    assert run.outputs["biomass_flux"].value == pytest.approx(0.0, abs=1e-9)
    assert any("no growth" in w for w in run.warnings)


def test_impossible_demand_is_a_failure() -> None:
    """More upkeep than the supply can pay for is a failed run with the cure, not a growth rate of zero."""
    starved = amounts("tumour_metabolism", glucose=0.1, glutamine=1.0, oxygen=0.0, maintenance=10.0)
    with pytest.raises(RunFailed, match="less maintenance"):
        LABS["tumour_metabolism"].run({**starved, "objective": "biomass"})


@settings(max_examples=30, deadline=None)
@given(radius=st.floats(240, 4000))
def test_anoxic_core_grows_with_the_spheroid(radius: float) -> None:
    """The core is smaller than the sphere, grows with it, and leaves a rim between limit/sqrt 3 and the limit."""
    lab = LABS["tumour_microenvironment"]
    small = lab.run(amounts("tumour_microenvironment", radius=radius)).outputs
    large = lab.run(amounts("tumour_microenvironment", radius=radius * 1.1)).outputs
    rim = radius - small["necrotic_radius"].value
    assert 0 < small["necrotic_radius"].value < large["necrotic_radius"].value
    assert small["diffusion_limit"].value / math.sqrt(3) - 1e-6 < rim <= small["diffusion_limit"].value


def test_genotype_is_recorded_and_not_used() -> None:
    """A genotype changes no dose, and the run says that it was not used; so it says of a height without need."""
    lab = LABS["patient_profile"]
    inputs = amounts("patient_profile", target_exposure=5.0, measured_filtration=90.0, height=170.0)
    plain = lab.run(inputs, wants=("carboplatin_dose",))
    typed = lab.run({**inputs, "genotype": "BRCA mutated"}, wants=("carboplatin_dose",))
    assert typed.outputs == plain.outputs
    assert any("recorded, not used" in w for w in typed.warnings)
    assert any("no effect" in w and "height" in w for w in plain.warnings)


def test_static_and_dynamic_interaction_agree_for_oral_doses() -> None:
    """Whatever the flow and volume, a well-stirred liver gives the static ratio for oral doses, and loses no drug."""
    common = {"inhibitor": 3.0, "inhibition_constant": 0.5, "metabolised_fraction": 0.9, "unbound_fraction": 0.1}
    for flow, clint, volume in ((60.0, 100.0, 30.0), (99.45, 5000.0, 300.0)):
        asked = amounts("pbpk_ddi", **common, liver_flow=flow, intrinsic_clearance=clint, distribution_volume=volume)
        out = LABS["pbpk_ddi"].run(asked).outputs
        assert out["course_auc_ratio"].value == pytest.approx(out["auc_ratio"].value, rel=1e-4)
        assert abs(out["mass_balance"].value) < 1e-6


@pytest.mark.parametrize("text", ["C1CC", "CCO.CCN", "[Na+]", "C" * 390])
def test_what_is_no_small_molecule_is_refused(text: str) -> None:
    """An open ring, a mixture, an ion or a chain of hundreds of atoms gets an error that names the field."""
    with pytest.raises(InputError) as refused:
        LABS["admet_alerts"].run({"smiles": text})
    assert refused.value.field == "admet_alerts.smiles"


def test_empty_cells_leave_ratios_out() -> None:
    """With no report of the reaction elsewhere the ratios are not defined, and are not made up."""
    counts = amounts("pharmacovigilance", drug_event=5.0, drug_total=50.0, other_event=0.0, other_total=1000.0)
    run = LABS["pharmacovigilance"].run(counts)
    assert "prr" not in run.outputs
    assert "information_component" in run.outputs
    with pytest.raises(InputError, match="empty"):
        LABS["pharmacovigilance"].run(counts, wants=("prr",))


def test_too_few_subjects_are_refused() -> None:
    """A mixed model of two subjects is refused with the number it takes."""
    data = {"subjects": "1,1,1,1,2,2,2,2", "times": "0,1,2,3,0,1,2,3", "values": "1,2,3,4,2,3,4,5"}
    with pytest.raises(InputError, match="at least 4"):
        LABS["longitudinal"].run(data)


def test_hazard_ratio_takes_events() -> None:
    """With four events no hazard ratio is given, and a run that asks for it fails with the reason."""
    few = {"times": "1, 2, 3, 4, 5, 6", "events": "1, 1, 0, 0, 1, 1", "strata": "0, 1, 0, 1, 0, 1"}
    with pytest.raises(InputError, match="5 events"):
        LABS["survival_strata"].run(few, wants=("hazard_ratio",))


def test_separated_strata_have_no_hazard_ratio() -> None:
    """Where everybody of one stratum has the event before anybody of the other, no finite ratio is likeliest: it is
    refused with that reason, the other way round too, and the log-rank test is still given.
    """
    for high in ("1, 1, 1, 0, 0, 0", "0, 0, 0, 1, 1, 1"):
        apart = {"times": "1, 2, 3, 7, 8, 9", "events": "1, 1, 1, 1, 1, 1", "strata": high}
        with pytest.raises(InputError, match="no bound"):
            LABS["survival_strata"].run(apart, wants=("hazard_ratio",))
        assert LABS["survival_strata"].run(apart, wants=("log_rank",)).outputs["log_rank"].value > 3.84
    mixed = {"times": "1, 2, 3, 7, 8, 9", "events": "1, 1, 1, 1, 1, 1", "strata": "1, 1, 0, 1, 0, 0"}
    assert LABS["survival_strata"].run(mixed, wants=("hazard_ratio",)).outputs["hazard_ratio"].value > 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0.1, 2), min_size=2, max_size=5), st.floats(0.0, 0.9))
def test_more_markers_never_hurt(separations: list[float], rho: float) -> None:
    """The best combination is at least as good as the best marker, and turning all correlation off reproduces sums."""
    text = ", ".join(repr(d) for d in separations)
    inputs = {"separations": text, **amounts("biomarker_fusion", correlation=rho)}
    out = LABS["biomarker_fusion"].run(inputs).outputs
    assert out["combined_auc"].value >= out["best_single_auc"].value - 1e-9


@settings(max_examples=8, deadline=None)
@given(potency=st.floats(0.01, 100), doses=st.integers(1, 4), interval=st.floats(1, 30), fermented=st.floats(0, 1))
def test_coupled_course_conserves_carbon(potency: float, doses: int, interval: float, fermented: float) -> None:
    """No schedule loses carbon or depends on the step, and a brake on glycolysis never makes the tumour more acid."""
    schedule = {"first_concentration": 10.0, "half_life": 5.0, "horizon": 48.0, "doses": doses, "interval": interval}
    asked = amounts("tumour_course", **schedule, potency=potency, fermented=fermented)
    out = {n: q.value for n, q in LABS["tumour_course"].run(asked).outputs.items()}
    assert out["conservation"] < 1e-9
    assert out["step_error"] < 1e-6
    assert out["highest_ph"] >= out["untreated_ph"] - 1e-9
    assert out["lowest_lactate"] <= out["untreated_lactate"] + 1e-9


def test_an_empty_buffer_is_a_failure() -> None:
    """More lactic acid than bicarbonate has no pH in this model: the run fails and says what to change."""
    acid = amounts("tumour_course", blood_glucose=30.0, greatest_uptake=10.0, exchange=0.5, uptake_constant=0.1)
    with pytest.raises(RunFailed, match="exhausts the bicarbonate"):
        LABS["tumour_course"].run(acid, wants=("untreated_ph",))


def test_lethal_blood_glucose_is_refused() -> None:
    """Half a millimole per litre of glucose in blood is refused with the range, not simulated."""
    with pytest.raises(InputError, match="hypoglycaemia"):
        LABS["tumour_course"].run(amounts("tumour_course", blood_glucose=0.5))

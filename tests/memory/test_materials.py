"""The table of materials is what the installed packages say, each number with its source, and nothing else."""

import csv
from pathlib import Path

import pytest

from ech0.core import base, units
from ech0.core.errors import InputError
from memory.materials.packed import Packed, pack
from memory.materials.record import UNITS
from memory.materials.table import PACKAGES, Materials, gather


@pytest.fixture(scope="module")
def gathered():
    """All materials, gathered once."""
    return gather()


@pytest.fixture(scope="module")
def materials(gathered, tmp_path_factory):
    """The table in a folder of its own."""
    made = Materials(tmp_path_factory.mktemp("derived"))
    made.folder.mkdir(exist_ok=True)
    made.file.write_text(pack(gathered), encoding="utf-8")
    return made


def value(materials, name, kind, state=""):
    """The first value of a property of the one material of that name."""
    (found,) = materials.find(name)
    return next(f for f in found.facts if f.property == kind and f.state == state)


def test_there_are_many_and_each_has_formula_and_source(gathered):
    """At least 1,059 materials, each with a formula and a fact; each fact with package, version, table, licence."""
    assert len(gathered) >= 1059
    assert len({m.id for m in gathered}) == len(gathered)
    for m in gathered:
        assert m.formula
        assert m.name
        assert m.facts
    facts = [f for m in gathered for f in m.facts]
    origins = {f.origin for f in facts}
    assert {o.package for o in origins} == set(PACKAGES)
    assert all(o.version and o.table and o.citation and o.licence for o in origins)
    assert sum(f.property != "molar_mass" for f in facts) > 30_000


def test_units_are_those_of_the_concepts(gathered):
    """Each property that formulas know is in the unit of its concept, and each value lies in that concept's range."""
    concepts = base.concepts()
    looked_up = {"group", "period_number", "electronegativity", "electron_affinity", "natural_abundance"}
    looked_up |= {"isotope_mass"}
    looked_up |= {n for n in UNITS if n.startswith("ionization_energy")}
    assert {n for n in UNITS if n not in concepts} == {"atomic_volume", "acentric_factor"} | looked_up
    for name, unit in UNITS.items():
        if name in concepts:
            assert units.compatible(unit, concepts[name].unit)
    for m in gathered:
        for f in m.facts:
            if f.property in ("density", "molar_mass", "melting_temperature", "boiling_temperature"):
                assert f.value > 0, m.name


@pytest.mark.parametrize(
    "name, kind, state, expected",
    [
        ("copper", "density", "", 8960.0),  # CRC Handbook, by mendeleev
        ("iron", "melting_temperature", "", 1811.15),
        ("caffeine", "molar_mass", "", 0.19419),
        ("toluene", "critical_temperature", "", 591.75),  # CoolProp, Lemmon 2006
        ("benzene", "fusion_enthalpy", "", 9870.0),
        ("sodium chloride", "density", "", 2170.0),
        ("108-88-3", "boiling_temperature", "", 383.75),
        ("magnesium sulfate", "formation_enthalpy", "solid", -1284900.0),
        ("copper", "young_modulus", "solid", 130e9),  # pymatgen
    ],
)
def test_known_values(materials, name, kind, state, expected):
    """Values that handbooks print come out in the unit of the concept."""
    assert value(materials, name, kind, state).value == pytest.approx(expected, rel=2e-3)


def test_every_row_of_a_shipped_table_is_there(gathered):
    """Each density of the inorganic table stands in ours to the digit, for each substance whose formula is known."""
    import chemicals

    file = Path(chemicals.__file__).parent / "Misc" / "Physical Constants of Inorganic Compounds.csv"
    by = {m.cas: m for m in gathered}
    compared = 0
    with file.open(encoding="utf-8", newline="") as opened:
        for line in csv.DictReader(opened, delimiter="\t"):
            if line["rho"] and line["CAS"] in by:
                mine = [f for f in by[line["CAS"]].facts if f.property == "density"]
                mine = [f for f in mine if f.origin.table.endswith(file.name)]
                assert [f.value for f in mine] == [float(line["rho"])]
                compared += 1
    assert compared > 1500


def test_the_kept_table_is_what_is_gathered(gathered, materials):
    """The file holds what the packages say, to the digit; one that was changed is gathered again."""
    assert list(materials) == gathered
    assert pack(gathered) == materials.file.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match="changed"):
        Packed.of(pack(gathered).replace("8960.0", "8961.0", 1))


@pytest.mark.slow
def test_a_spoilt_file_is_made_again(gathered, tmp_path):
    """A table that was changed, cut off or is no table is gathered anew, and the file is whole afterwards."""
    spoilt = Materials(tmp_path)
    spoilt.file.write_text(pack(gathered)[:-100], encoding="utf-8")
    assert len(spoilt) == len(gathered)
    assert spoilt.file.read_text(encoding="utf-8") == pack(gathered)


def test_names_that_are_not_there(materials):
    """An unknown name is an error with names near it; a made-up substance has no record."""
    with pytest.raises(InputError, match="toluene"):
        materials.find("toluenee")
    with pytest.raises(InputError):
        materials.find("unobtainium")
    with pytest.raises(InputError):
        materials.find("")


def test_constants_of_a_text(materials):
    """Facts of what a text names are constants with a source; of two names one inside the other, the longer counts."""
    found = materials.constants("How dense is magnesium sulfate ?".split())
    assert {c.of for c in found.values()} == {"magnesium sulfate"}
    density = next(c for c in found.values() if c.concept == "density")
    assert (density.value, density.unit) == (2660.0, "kg/m^3")
    assert "CRC Handbook" in density.source
    assert materials.constant(density.id).line == density.line
    assert materials.constants("A block slides down an incline".split()) == {}
    assert materials.constant("m_none__density") is None

"""Crystals: made-up answers in the form of real ones; see `answers.py`."""


def crystal(name, when):
    """One structure of OPTIMADE."""
    return {
        "id": name,
        "type": "structures",
        "attributes": {
            "chemical_formula_reduced": "LiO2", "elements": ["Li", "O"], "nsites": 3, "last_modified": when,
            "lattice_vectors": [[1, 0, 0], [0, 1, 0], [0, 0, 1]], "species_at_sites": ["Li", "O", "O"],
            "_mp_stability": 0.0,
        },
    }  # fmt: skip


def material(name, when):
    """One material of the Materials Project."""
    return {
        "material_id": name, "formula_pretty": "LiO2", "elements": ["Li", "O"], "nsites": 3, "band_gap": 1.25,
        "symmetry": {"crystal_system": "Cubic", "symbol": "Fm-3m"}, "is_stable": True, "last_updated": when,
        "formation_energy_per_atom": -1.5, "density": 2.0,
    }  # fmt: skip


def aflux(name):
    """One entry of AFLOW."""
    return {
        "compound": "Na1Cl1", "auid": f"aflow:{name}", "species": ["Cl", "Na"], "composition": [1, 1],
        "spacegroup_relax": 225, "Egap": 5.0, "aflowlib_date": "20200524_13:53:56_GMT-5", "catalog": "ICSD",
    }  # fmt: skip


MP = "optimade.materialsproject.org/v1/structures"
CASES = {
    "optimade": (
        'mp: elements HAS "Li"',
        [("page=2", {"data": [crystal("mp-2", "2026-11-02T00:00:00Z")], "links": {"next": None}}),
         (MP, {"data": [crystal("mp-1", "2026-11-01T00:00:00Z")], "links": {"next": f"https://{MP}?page=2"}})],
        [(MP, {"data": [crystal("mp-2", "2026-11-02T00:00:00Z"), crystal("mp-3", "2026-11-22T00:00:00Z")],
               "links": {"next": None}})],
        ["optimade_optimade.materialsproject.org_mp-1", "optimade_optimade.materialsproject.org_mp-2"],
        ["optimade_optimade.materialsproject.org_mp-3"], "2026-11-01",
    ),
    "materials_project": (
        "chemsys=Li-O",
        [("api.materialsproject.org/materials/summary", {"data": [material("mp-1", "2026-11-20T00:00:00"),
                                                                  material("mp-0", "2020-01-01T00:00:00")]})],
        [("api.materialsproject.org/materials/summary", {"data": [material("mp-2", "2026-11-22T13:00:00"),
                                                                  material("mp-1", "2026-11-20T00:00:00")]})],
        ["materials_project_mp-1"], ["materials_project_mp-2"], "2026-11-01", {"MP_API_KEY": "k"},
    ),
    "aflow": (
        "species(Na,Cl),nspecies(2)",
        [("aflow.org/API/aflux", [aflux("a1")])],
        [("aflow.org/API/aflux", [aflux("a1"), aflux("a2")])],
        ["aflow_a1"], ["aflow_a2"],
    ),
}  # fmt: skip

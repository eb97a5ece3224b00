"""Sources read answers that were recorded of the real ones, which lie outside this repository."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import memory.sources as room
from ech0.core.errors import SourceFailed
from memory.sources import (
    aflow,
    alphafold,
    arxiv,
    chembl,
    clinicaltrials,
    clinpgx,
    crossref,
    gdc,
    geo,
    interpro,
    materials_project,
    openalex,
    openfda,
    optimade,
    pubchem,
    pubmed,
    rcsb_pdb,
    uniprot,
)
from memory.sources.record import Record
from memory.sources.web import Page
from memory.webcache import Answer

FOLDER = Path(os.environ.get("SOURCE_FIXTURES") or Path(room.__file__).resolve().parents[3] / "shared" / "fixtures")
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"no recorded answers in {FOLDER}; SOURCE_FIXTURES says where they are"
)


def page(name: str, wrap: Callable[[Any], Any] | None = None) -> Page:
    """A recorded answer, in the wrapper that the real one has where the recording lacks it."""
    body = (FOLDER / name).read_bytes()
    body = json.dumps(wrap(json.loads(body))).encode() if wrap else body
    return Page("Recorded", Answer("https://recorded.example.org/", 200, {}, body, "now"))


def value(name: str) -> Any:
    """The JSON of a recorded answer."""
    return json.loads((FOLDER / name).read_bytes())


def files(pattern: str) -> list[str]:
    """Recorded answers by pattern."""
    return sorted(str(f.relative_to(FOLDER)) for f in FOLDER.glob(pattern))


def whole(records: list[Record]) -> list[Record]:
    """Records, each of which can be kept."""
    for record in records:
        assert record.text.strip() and record.title.strip() and record.source.strip()
        assert Record.model_validate_json(record.model_dump_json()) == record
    return records


def test_arxiv_feeds():
    """A page gives its ten papers; a withdrawn id gives none; a malformed one gives arXiv's own words."""
    assert len(whole(arxiv.parse(page("arxiv/query_testing_start0_max10.xml")))) == 10
    assert len(whole(arxiv.parse(page("arxiv/query_testing_start10_max10.xml")))) == 10
    assert arxiv.parse(page("arxiv/query_id_0000.0000_empty.xml")) == []
    [old] = arxiv.parse(page("arxiv/query_id_astro-ph_0601001.xml"))
    assert old.identifiers == {"arxiv": "astro-ph/0601001"}
    [one] = arxiv.parse(page("arxiv/query_id_1605.08386.xml"))
    assert one.authors == ("Caprice Stanley", "Tobias Windisch")
    assert (one.date, one.data["version"], one.data["primary_category"]) == ("2016-05-26", 1, "math.CO")
    assert one.text.startswith("Graphs on lattice points are studied")
    with pytest.raises(SourceFailed, match="incorrect id format for abc"):
        arxiv.parse(page("arxiv/query_id_abc_error.xml"))


def test_pubmed_articles():
    """Seven articles with MeSH terms, dates, DOIs, references and mathematics inside an abstract."""
    found = {r.identifiers["pmid"]: r for f in files("pubmed/*.xml") for r in whole(pubmed.parse(page(f)))}
    assert len(found) == 7
    old = found["9997"]
    assert old.date == "1976-09-28"
    assert old.identifiers["doi"] == "10.1016/0005-2795(76)90109-4"
    assert "Chromatium" in old.data["mesh"]
    assert found["12091962"].data["abstract"] is None
    assert found["12091962"].text == found["12091962"].title
    assert len(found["29963580"].references) == 49
    assert found["27797938"].data["abstract"].startswith("OBJECTIVE: ")


def test_clinical_trials():
    """Twenty trials by nct, and of the complete one its arms and its primary result as it was posted."""
    found = {
        r.identifiers["nct"]: r for f in files("clinicaltrials/*.json") for r in whole(clinicaltrials.parse(page(f)))
    }
    assert len(found) == 20
    full = found["NCT04280705"]
    assert [a["label"] for a in full.data["arms"]] == ["Placebo", "Remdesivir"]
    assert full.data["enrollment"] == 1062
    first = full.data["results"][0]
    assert (first["measure"], first["unit"]) == ("Time to Recovery", "Days")
    assert {v["group"]: v["value"] for v in first["values"]} == {"Placebo": 15.0, "Remdesivir": 10.0}
    assert found["NCT06604689"].data["results"] is None


def test_openalex_works():
    """Works with the abstract in its order, what they cite, and the identifiers under which others name them."""
    found = [r for f in files("openalex/work*.json") if "select" not in f for r in whole(openalex.parse(page(f)))]
    assert len({r.id for r in found}) == 7
    cells = next(r for r in found if r.identifiers.get("doi") == "10.1073/pnas.1414271111")
    assert cells.identifiers == {"openalex": "W2109415576", "doi": "10.1073/pnas.1414271111", "pmid": "25349395"}
    assert len(cells.references) == 73
    assert all(r.retraction is None for r in found)


def test_crossref_works():
    """Forty-nine works; a correction is not taken for a retraction; 404 and 400 are not taken for works."""
    found = [r for f in files("crossref/works_1*.json") + files("crossref/works_query*.json")
             for r in whole(crossref.parse(page(f)))]  # fmt: skip
    assert len(found) == 48
    corrected = next(r for r in found if r.identifiers["doi"] == "10.1371/journal.pone.0033693")
    assert corrected.retraction is None
    assert corrected.date == "2012-03-21"
    assert "doi:10.1038/sj.npp.1301164" in corrected.references or len(corrected.references) > 40
    for wrong in ("crossref/works_400_error.json", "crossref/works_404.txt"):
        with pytest.raises(SourceFailed):
            crossref.parse(page(wrong))


def test_pubchem_compounds():
    """Compounds with formula, mass and names; a structure that PubChem does not have is none of its compounds."""
    [amine] = whole(pubchem.parse(page("pubchem/CID4_record_2d.json")))
    assert (amine.data["formula"], amine.data["mass"], amine.data["iupac_name"]) == (
        "C3H9NO",
        75.11,
        "1-aminopropan-2-ol",
    )
    assert amine.identifiers["inchikey"] == "HXKKHQJGJAFBHI-UHFFFAOYSA-N"
    [benzene] = whole(pubchem.parse(page("pubchem/CID241_compounds_unwrapped.json", lambda v: {"PC_Compounds": v})))
    assert benzene.title == "benzene"
    assert pubchem.parse(page("pubchem/no_cid_compounds_unwrapped.json", lambda v: {"PC_Compounds": v})) == []


def test_chembl_molecules_and_activities():
    """Molecules of four kinds; twenty activities in nanomolar; the same measurement twice is one."""
    names = ("CHEMBL25wsResponse", "CHEMBL1201454NaturalProductwsResponse", "CHEMBL2109414AntibodywsResponse")
    aspirin, natural, antibody = (whole(chembl.parse(page(f"chembl/{n}.json")))[0] for n in names)
    assert (aspirin.title, aspirin.data["mass"], aspirin.data["max_phase"]) == ("ASPIRIN", 180.16, 4.0)
    assert natural.data["smiles"] is None
    assert antibody.data["type"] == "Antibody"
    activities = value("chembl/activities_first20.json")
    rows = chembl.measured(activities)
    assert len(rows) == 20
    assert rows == chembl.measured(activities + activities)
    assert [r["nM"] for r in rows] == sorted(r["nM"] for r in rows)


def test_uniprot_interpro_and_alphafold():
    """A protein's function, its domains in the order of the sequence, and how far its model can be trusted."""
    [braf] = whole(uniprot.parse(page("uniprot/uniprotkb_P15056_reduced.json")))
    assert (braf.data["gene"], braf.data["length"], braf.data["reviewed"]) == ("BRAF", 766, True)
    assert "1UWH" in braf.data["structures"]
    efr3 = interpro.protein(value("interpro/protein_Q14156_entry_ssf.json"))
    assert efr3 is not None
    [domain] = efr3.data["domains"]
    assert (domain["entry"], domain["fragments"]) == ("SSF48371", [[75, 346], [373, 493]])
    models = whole(alphafold.parse(page("alphafold/prediction_P05067_all_isoforms.json")))
    assert len(models) == 10
    assert (models[0].data["mean_plddt"], models[0].data["confidence"]) == (66.44, "low")


def test_pdb_entries():
    """Thirty-seven entries with method, resolution and the sequences of their chains."""
    found = [rcsb_pdb.entry(e["data"]) for e in value("rcsb_pdb/custom_report_31_entries.json")]
    found += [rcsb_pdb.entry(e["Data"]) for e in value("rcsb_pdb/custom_report_2022_first6.json")]
    records = whole([r for r in found if r is not None])
    assert len(records) == 37
    first = next(r for r in records if r.id == "pdb_1AL1")
    assert (first.data["method"], first.data["resolution_angstrom"]) == ("X-RAY DIFFRACTION", 2.7)
    assert first.data["chains"][0]["sequence"] == "XELLKKLLEELKG"
    assert next(r for r in records if r.id == "pdb_1FSD").data["resolution_angstrom"] is None


def test_materials():
    """Structures of OQMD through OPTIMADE, of the reference server, and entries of AFLOW, each with its own fields."""
    oqmd = whole(optimade.parse(page("optimade/oqmd_structures_page1_first5.json"), optimade.PROVIDERS["oqmd"]))
    assert len(oqmd) == 5
    assert oqmd[0].data["properties"]["_oqmd_band_gap"] == 2.332
    assert oqmd[0].data["sites"] == 4
    for name in ("structures_resource_objects_first5", "structures_special_species"):
        some = whole(optimade.parse(page(f"optimade/{name}.json", lambda v: {"data": v}), optimade.PROVIDERS["mp"]))
        assert some
    entries = whole(aflow.parse(page("aflow/aflux_page.json")))
    assert len(entries) == 5
    assert (entries[0].identifiers["aflow"], entries[0].updated) == ("aflow:992fd15e37d7ee20", "2020-05-24")
    task = value("materials_project/tasks_mp-2766060.json")
    record = materials_project.summary({**task, "material_id": task["task_id"]})  # the summary names it so
    assert record is not None
    assert (record.title, record.data["band_gap_eV"]) == ("CrAs (mp-2766060)", None)
    assert record.updated == "2022-01-01T12:35:35Z"


def test_openfda_answers():
    """Labels, counts of reactions with their caveat, an approval; an error is not taken for a result."""
    assert len(whole(openfda.parse_labels(page("openfda/label_keytruda_20260811.json")))) == 2
    counts = openfda.parse_events(
        page("openfda/faers_count_pembrolizumab_reaction_20260811.json"), "pembrolizumab", None
    )
    assert counts.data["reactions"] == [{"reaction": "MALIGNANT NEOPLASM PROGRESSION", "reports": 12016}]
    assert (counts.data["reports"], counts.date) == (None, "2026-07-30")
    assert "no rate" in counts.text
    [gleevec] = whole(openfda.parse_approvals(page("openfda/drugsfda_imatinib_20260811.json")))
    assert gleevec.identifiers == {"nda": "NDA021588"}
    with pytest.raises(SourceFailed, match="no list at results"):
        openfda.parse_labels(page("openfda/device_510k_brca1_20260811.json"))


def test_pharmacogenomics():
    """Pairs of gene and medicine with their level, and what is recommended for which phenotype."""
    pairs = whole(clinpgx.parse(page("pharmgkb_clinpgx/cpic_pair_drug_clopidogrel_20260803.json"), []))
    assert [(r.data["gene"], r.data["cpic_level"]) for r in pairs] == [("CYP2C19", "A"), ("CES1", "C")]
    advice = value("pharmgkb_clinpgx/cpic_recommendation_cyp2d6_20260803.json")
    told = page("pharmgkb_clinpgx/cpic_pair_drug_clopidogrel_20260803.json", lambda v: [
        {**v[0], "genesymbol": "CYP2D6", "drugname": "amitriptyline"}])  # fmt: skip
    [pair] = whole(clinpgx.parse(told, advice))
    mine = [a for a in advice if a["drugname"] == "amitriptyline"]
    assert len(pair.data["recommendations"]) == len(mine) > 0
    assert mine[0]["drugrecommendation"].split(".")[0][:40] in pair.text
    assert clinpgx.parse(page("pharmgkb_clinpgx/cpic_pair_empty_20260803.json"), []) == []


def test_geo_and_gdc():
    """Series, data set, platform and sample of GEO in SOFT; cases of the GDC with the columns of a survival curve."""
    [series] = whole(geo.parse(page("geo/GSE105845_family.soft")))
    assert (series.date, series.data["samples"]) == ("2017-10-24", ["GSM2828511", "GSM2828512"])
    [dataset] = whole(geo.parse(page("geo/GDS507_first200_rows.soft")))
    assert (len(dataset.data["samples"]), dataset.data["probes"], dataset.references) == (17, 22645, ("pmid:14641932",))
    for name in files("geo/G*"):
        assert whole(geo.parse(page(name)))
    assert geo.parse(page("geo/soft_ex_family.txt")) == []  # an example to be submitted: nothing in it has an accession
    [case] = gdc.cases(page("gdc/case_TCGA-BH-A0EA.json"))
    assert (case["case"], case["site"], case["vital_status"]) == ("TCGA-BH-A0EA", "Breast", None)
    assert len(gdc.cases(page("gdc/cases_by_demographic.json"))) == 10

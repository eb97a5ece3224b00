"""ChEMBL: drug-like molecules with measured activities, in one unit and each measurement once [ChEMBL]_.

.. [ChEMBL] B. Zdrazil et al., Nucleic Acids Res. 52 (2024) D1180; https://chembl.gitbook.io/chembl-interface-documentation
"""

from collections.abc import Iterator
from typing import Any

from ech0.core.types import Batch
from memory.sources import source
from memory.sources.paging import asked
from memory.sources.reading import dig, number, text, texts, whole
from memory.sources.record import Record, known, lines
from memory.sources.web import Page, Params, Web

_URL = "https://www.ebi.ac.uk/chembl/api/data"
_PAGE, _PAGES = 1000, 20
_NANOMOLAR = {"nM": 1.0, "uM": 1e3, "µM": 1e3, "mM": 1e6, "M": 1e9, "pM": 1e-3, "fM": 1e-6}
_TYPES = "IC50,Ki,Kd,EC50"


@source(
    name="chembl",
    title="ChEMBL",
    licence="CC BY-SA 3.0",
    terms="https://chembl.gitbook.io/chembl-interface-documentation/about#data-licensing",
    rate=3.0,
    query="ChEMBL ids of molecules, with commas between",
    example="CHEMBL25, CHEMBL941",
    fields=("type", "formula", "mass", "logp", "psa", "smiles", "inchi", "max_phase", "synonyms", "activities"),
)
def chembl(web: Web, query: str, since: str | None) -> Iterator[Batch]:  # noqa: ARG001  the API gives no dates
    """One molecule a batch; the cursor is the day, since ChEMBL changes by release."""
    for name in asked(query, "ChEMBL ids"):
        page = web.seek(f"{_URL}/molecule/{name.upper()}.json")
        if page.found:
            activities = list(_activities(web, name.upper()))
            yield Batch(documents=tuple(parse(page, activities)), cursor=web.today())
        else:
            yield Batch(documents=(), cursor=web.today())


def _activities(web: Web, name: str) -> Iterator[Any]:
    wanted: Params = {
        "molecule_chembl_id": name,
        "standard_type__in": _TYPES,
        "limit": _PAGE,
        "order_by": "activity_id",
    }
    for offset in range(0, _PAGES * _PAGE, _PAGE):
        page = web.get(f"{_URL}/activity.json", {**wanted, "offset": offset})
        found = page.listed("activities")
        yield from found
        if len(found) < _PAGE:
            return
    raise page.bad(f"more than {_PAGES * _PAGE} activities of {name}")


def parse(page: Page, activities: list[Any] | None = None) -> list[Record]:
    """The molecule of an answer, with its activities if they are known."""
    molecule = page.json()
    name = text(molecule, "molecule_chembl_id")
    if name is None:
        raise page.bad("a molecule without an id")
    props, shape = dig(molecule, "molecule_properties"), dig(molecule, "molecule_structures")
    title = text(molecule, "pref_name") or name
    found = measured(activities) if activities is not None else None
    synonyms = texts([dig(s, "molecule_synonym") for s in dig(molecule, "molecule_synonyms") or ()])
    data: dict[str, Any] = {
        "type": text(molecule, "molecule_type"),
        "formula": text(props, "full_molformula"),
        "mass": number(props, "full_mwt"),
        "logp": number(props, "alogp"),
        "psa": number(props, "psa"),
        "smiles": text(shape, "canonical_smiles"),
        "inchi": text(shape, "standard_inchi"),
        "max_phase": number(molecule, "max_phase"),
        "synonyms": sorted(set(synonyms)) if synonyms else None,
        "activities": found,
    }
    facts = lines(
        ("Molecule", f"{title} ({name})"),
        ("Type", data["type"]),
        ("Molecular formula", data["formula"]),
        ("Molar mass in g/mol", data["mass"]),
        ("Highest clinical phase", data["max_phase"]),
        ("SMILES", data["smiles"]),
        ("Also called", (data["synonyms"] or [])[:20]),
        *(_told(a) for a in found or ()),
    )
    return [
        Record(
            id=f"chembl_{name}",
            title=title,
            source=f"ChEMBL {name}",
            text=facts,
            domain="chemistry",
            kind="compound",
            identifiers=known(chembl=name, inchikey=text(shape, "standard_inchi_key")),
            authors=None,
            date=None,
            updated=None,
            licence="CC BY-SA 3.0",
            url=f"https://www.ebi.ac.uk/chembl/explore/compound/{name}",
            references=None,
            retraction=None,
            retracts={},
            data=data,
        )
    ]


def _told(a: dict[str, Any]) -> tuple[str, str]:
    return f"{a['type']} on {a['target'] or a['target_id']}", f"{a['relation'] or ''} {a['nM']:g} nM".strip()


def measured(activities: list[Any]) -> list[dict[str, Any]]:
    """Activities in nanomolar, best first, each once.

    The same value of the same kind on the same target is one measurement, however many papers repeat it: `papers`
    counts them. What has no value in a concentration, or that ChEMBL's curators doubt, is left out.
    """
    merged: dict[tuple[Any, ...], dict[str, Any]] = {}
    for activity in activities:
        factor, value = _NANOMOLAR.get(text(activity, "standard_units") or ""), number(activity, "standard_value")
        if factor is None or value is None or text(activity, "data_validity_comment"):
            continue
        nanomolar, kind = value * factor, text(activity, "standard_type")
        target, relation = text(activity, "target_chembl_id"), text(activity, "standard_relation")
        paper = text(activity, "document_chembl_id")
        kept = merged.setdefault(
            (target, kind, relation, f"{nanomolar:.6g}"),
            {
                "type": kind,
                "target_id": target,
                "target": text(activity, "target_pref_name"),
                "organism": text(activity, "target_organism"),
                "relation": relation,
                "nM": nanomolar,
                "year": whole(activity, "document_year"),
                "documents": [],
            },
        )
        if paper and paper not in kept["documents"]:
            kept["documents"].append(paper)
    rows = sorted(merged.values(), key=lambda a: (a["nM"], str(a["target_id"]), str(a["type"])))
    return [{**row, "papers": len(row["documents"])} for row in rows]

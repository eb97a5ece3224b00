"""Reference values of NIST that ship in installed libraries: CODATA constants and equations of state. No network.

The WebBook has no interface for machines; these are the parts of it that libraries carry: the CODATA constants in SciPy
[CODATA]_, and in CoolProp the fluids whose equations of state REFPROP uses too, each with its paper.

.. [CODATA] P. Mohr, D. Newell, B. Taylor, E. Tiesinga, CODATA recommended values 2022 (2018 before SciPy 1.15)
"""

import re
from collections.abc import Iterator
from typing import Any

from ech0.core.errors import InputError, NotInstalled
from ech0.core.provenance import installed
from ech0.core.types import Batch
from memory.sources import source
from memory.sources.record import Record, known, lines
from memory.sources.web import Web

_FLUID = (
    ("molar mass", "M", "kg/mol"),
    ("critical temperature", "Tcrit", "K"),
    ("critical pressure", "pcrit", "Pa"),
    ("critical density", "rhocrit", "kg/m^3"),
    ("triple point temperature", "Ttriple", "K"),
    ("triple point pressure", "ptriple", "Pa"),
    ("lowest temperature of the equation", "Tmin", "K"),
    ("highest temperature of the equation", "Tmax", "K"),
)


@source(
    name="nist",
    title="NIST reference values",
    licence="CODATA constants: public domain; CoolProp: MIT, each equation of state with its own paper",
    terms="https://www.nist.gov/open/copyright-fair-use-and-licensing-statements-srd-data-software-and-technical-series-publications",
    rate=1.0,
    query="codata, or codata: with a part of a name, or fluid: with names of CoolProp and commas between",
    example="codata: Planck",
    fields=("quantity", "value", "unit", "standard_uncertainty", "exact", "library", "values"),
)
def nist(web: Web, query: str, since: str | None) -> Iterator[Batch]:
    """The values, in one batch; the cursor is the versions of the libraries, so that nothing comes twice."""
    kind, _, rest = (part.strip() for part in query.partition(":"))
    if kind not in {"codata", "fluid"}:
        raise InputError("query of nist", query, "begin with codata or fluid:")
    library = "scipy" if kind == "codata" else "coolprop"
    cursor = f"{kind} {library} {installed(library)}"
    found = list(constants(rest) if kind == "codata" else fluids(rest))
    if not found:
        raise InputError("query of nist", query, f"{web.source} has nothing of this name")
    yield Batch(documents=() if since == cursor else tuple(found), cursor=cursor)


def constants(part: str) -> Iterator[Record]:
    """CODATA constants whose name has `part` in it, each with its standard uncertainty; 0 is exact by definition."""
    from scipy.constants import physical_constants

    version = installed("scipy")
    year = 2022 if tuple(int(n) for n in re.findall(r"\d+", version)[:2]) >= (1, 15) else 2018
    for name, (value, unit, sigma) in sorted(physical_constants.items()):
        if part.lower() not in name.lower():
            continue
        exact = float(sigma) == 0.0
        facts = lines(
            ("Constant", name),
            ("Value", f"{value!r} {unit}".strip()),
            ("Standard uncertainty", "exact" if exact else f"{sigma!r} {unit}".strip()),
        )
        yield _record(
            id_=f"nist_codata_{_slug(name)}",
            title=name,
            citation=f"CODATA {year}, as shipped in SciPy {version}",
            text=facts,
            date=str(year),
            data={
                "quantity": name,
                "value": float(value),
                "unit": unit,
                "standard_uncertainty": float(sigma),
                "exact": exact,
                "library": f"scipy {version}",
                "values": None,
            },
        )


def fluids(names: str) -> Iterator[Record]:
    """Fixed points and limits of fluids, by CoolProp, with the paper of the equation of state."""
    try:
        from CoolProp.CoolProp import PropsSI, get_BibTeXKey, get_global_param_string
    except ImportError as error:
        raise NotInstalled("NIST reference fluids", "labs") from error
    known_names = {n.lower(): n for n in get_global_param_string("FluidsList").split(",")}
    for asked in filter(None, (n.strip() for n in names.split(","))):
        fluid = known_names.get(asked.lower())
        if fluid is None:
            raise InputError("fluid", asked, "CoolProp has no fluid of this name; as in Water, CarbonDioxide, Nitrogen")
        version = installed("coolprop")
        values = [{"quantity": q, "value": float(PropsSI(name, fluid)), "unit": unit} for q, name, unit in _FLUID]
        paper = str(get_BibTeXKey(fluid, "EOS"))
        told = ((str(v["quantity"]).capitalize(), f"{v['value']!r} {v['unit']}") for v in values)
        facts = lines(("Fluid", fluid), *told)
        yield _record(
            id_=f"nist_fluid_{_slug(fluid)}",
            title=f"Fixed points of {fluid}",
            citation=f"equation of state {paper}, as shipped in CoolProp {version}",
            text=facts,
            date=None,
            data={
                "quantity": fluid,
                "value": None,
                "unit": None,
                "standard_uncertainty": None,  # the equations of state come without one for these points
                "exact": False,
                "library": f"CoolProp {version}",
                "values": values,
            },
        )


def _record(*, id_: str, title: str, citation: str, text: str, date: str | None, data: dict[str, Any]) -> Record:
    return Record(
        id=id_,
        title=title,
        source=citation,
        text=text,
        domain="physics",
        kind="reference",
        identifiers=known(nist=id_.removeprefix("nist_")),
        authors=None,
        date=date,
        updated=None,
        licence="public domain" if data["values"] is None else "MIT",
        url="https://physics.nist.gov/cuu/Constants/" if data["values"] is None else "http://www.coolprop.org",
        references=None,
        retraction=None,
        retracts={},
        data=data,
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")

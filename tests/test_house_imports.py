"""What `import ech0` loads and does, and who may import whom."""

import ast
import json
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import ech0

ROOT = Path(ech0.__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
ROOMS = ("ech0", "tools", "labs", "memory", "evals")
HEAVY = set(
    "langgraph langchain_core pydantic pint numpy scipy sympy z3 chromadb torch structlog CoolProp pyscf cobra"
    " onnxruntime tokenizers sentence_transformers rich".split()
)
MODULES = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py") if "_data" not in file.parts)


def loaded_by(code, tmp_path):
    """The top-level modules that `code` loads in a fresh Python, and what it leaves in its working directory."""
    code += "\nimport json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path,
        env={
            "PYTHONPATH": str(ROOT),
            "ECH0_HOME": str(tmp_path / "home"),
            "HOME": str(tmp_path),
            "PATH": "/usr/bin:/bin",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    *said, last = done.stdout.splitlines()
    assert not said
    assert not done.stderr
    return set(json.loads(last)), [file for file in tmp_path.rglob("*") if "__pycache__" not in file.parts]


def test_import_ech0_is_light_and_does_nothing(tmp_path):
    """`import ech0` loads no library, writes nothing, says nothing and makes no folder."""
    loaded, left = loaded_by("import ech0; dir(ech0); ech0.__version__", tmp_path)
    assert not loaded & HEAVY
    assert not left


def test_the_settings_need_only_pydantic(tmp_path):
    """Reading the settings loads pydantic and nothing else that is heavy, and does not make the data folder."""
    loaded, left = loaded_by("from ech0.core import settings; settings.load()", tmp_path)
    assert loaded & HEAVY == {"pydantic"}
    assert not left


def test_the_log_waits_for_structlog(tmp_path):
    """Importing the log does not import structlog: its first use does."""
    assert "structlog" not in loaded_by("import ech0.core.log", tmp_path)[0]


def test_the_version_is_the_distribution_s():
    """`ech0.__version__` and pyproject.toml agree."""
    assert ech0.__version__ == PROJECT["project"]["version"]


def test_the_front_door_offers_what_it_lists():
    """Each name in `ech0.__all__` can be had, and a name that it lacks is refused with those that it has."""
    assert ech0.Question(text="?").text == "?"
    assert set(ech0._HOMES) | {"__version__"} == set(ech0.__all__) == set(dir(ech0))
    with pytest.raises(AttributeError, match="has no attribute 'aks'; it has .*ask"):
        _ = ech0.aks


def test_each_library_is_declared():
    """Every library that a room imports is a dependency or belongs to an extra of ours; none comes by luck.

    One file runs in an environment of its own, which `make gptq` makes: what it imports is pinned there.
    """
    extras = PROJECT["project"]["optional-dependencies"]
    extra = (line for name in ("labs", "docling", "train", "postgres") for line in extras[name])
    lines = [*PROJECT["project"]["dependencies"], *extra]
    declared = {Requirement(line).name.lower().replace("_", "-") for line in lines}
    pins = [line for line in (ROOT / "constraints-gptq.txt").read_text().splitlines() if line and line[0] != "#"]
    apart = {Requirement(line).name.lower().replace("_", "-") for line in pins}
    provided = packages_distributions()
    stray = {}
    for file in MODULES:
        for name in imported(file) - set(sys.stdlib_module_names) - set(ROOMS):
            homes = {home.lower().replace("_", "-") for home in provided.get(name, [name])}
            if not homes & (apart if file == ROOT / "ech0/train/proofs/gptq.py" else declared):
                stray.setdefault(name, []).append(str(file.relative_to(ROOT)))
    assert not stray


def imported(file):
    """Top-level names of the modules that `file` imports, anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(str(node.module).partition(".")[0])
    return names


def test_each_extra_that_an_error_names_exists():
    """`NotInstalled` prints a pip line with an extra; that extra is in pyproject.toml."""
    extras = PROJECT["project"]["optional-dependencies"]
    for file in MODULES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "NotInstalled":
                extra = node.args[1] if len(node.args) > 1 else node.keywords[0].value
                if isinstance(extra, ast.Constant):
                    assert extra.value in extras, f"{file.relative_to(ROOT)} names the extra {extra.value!r}"


# --- who may import whom ----------------------------------------------------------------------------------------------


def test_each_module_of_ech0_has_its_place_in_the_contract():
    """The contract names every module directly under ech0/, so that a new one cannot escape it."""
    layers = " | ".join(PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]).replace("(", "").replace(")", "")
    placed = {name.strip().removeprefix("ech0.") for name in layers.split("|") if "ech0." in name}
    there = {f.stem for f in (ROOT / "ech0").iterdir() if f.suffix == ".py" or (f.is_dir() and any(f.glob("*.py")))}
    assert there - placed <= {"__init__", "_house", "__main__"}


@pytest.fixture
def copy(tmp_path):
    """The rooms and the contract, in a folder where they may be spoilt."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "*.yaml", "_data"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(copy):
    """What import-linter says of the rooms in `copy`."""
    return subprocess.run(
        [sys.executable, "-P", "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=copy,
        env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_rooms_keep_the_contract(copy):
    """Nobody imports against the direction."""
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("labs/chemistry/fluid_properties.py", "import tools"),
        ("labs/chemistry/fluid_properties.py", "import memory"),
        ("ech0/core/units.py", "import labs"),
        ("ech0/loop.py", "import tools"),
        ("ech0/gate.py", "import memory"),
        ("ech0/gate.py", "import ech0.minds"),
        ("tools/__init__.py", "import ech0.app"),
        ("memory/__init__.py", "from ech0 import ask"),
    ],
)
def test_an_import_against_the_direction_breaks_it(copy, file, line):
    """The contract goes red on each kind of forbidden import, and names the two ends."""
    with (copy / file).open("a") as out:
        out.write(f"\n{line}\n")
    done = lint(copy)
    assert done.returncode == 1
    assert "BROKEN" in done.stdout
    assert file.removesuffix(".py").removesuffix("/__init__").replace("/", ".") in done.stdout

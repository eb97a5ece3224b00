"""The house's habits, as tests: what every module of ours keeps."""

import ast
import tomllib
from pathlib import Path
from statistics import median

import pytest

import ech0

ROOT = Path(ech0.__file__).resolve().parents[1]
ROOMS = ("ech0", "tools", "labs", "memory", "evals")
FILES = sorted(file for room in ROOMS for file in (ROOT / room).rglob("*.py") if "_data" not in file.parts)
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
MODULES = pytest.mark.parametrize("file", FILES, ids=lambda f: f.relative_to(ROOT).as_posix())


@MODULES
def test_a_module_says_what_it_is_and_stays_short(file):
    """A module has a docstring, is at most 500 lines long, and is called after a noun, not `utils`."""
    text = file.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 500
    assert file.stem not in {"utils", "util", "helpers", "misc", "common"}


def test_the_median_module_is_short():
    """Half of the modules have at most 150 lines."""
    assert median(len(file.read_text(encoding="utf-8").splitlines()) for file in FILES) <= 150


def test_each_folder_of_code_is_a_package():
    """A folder with modules has an `__init__.py`: without one it would be a namespace that others can extend."""
    bare = {str(f.parent.relative_to(ROOT)) for f in FILES if not (f.parent / "__init__.py").is_file()}
    assert not bare
    for room in ROOMS:
        assert (ROOT / room / "__init__.py").is_file(), room
        assert (ROOT / room / "py.typed").is_file(), room


def test_no_package_lies_under_tests():
    """`tests/labs/__init__.py` would shadow `labs` for the tests themselves."""
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_test_files_have_names_of_their_own():
    """No two test files share a name: without packages their modules would collide."""
    names = [file.name for file in TESTS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("file", TESTS, ids=lambda f: f.relative_to(ROOT).as_posix())
def test_each_test_says_what_it_proves(file):
    """Each test function has a docstring."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    tests = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name.startswith("test_")]
    assert not [n.name for n in tests if not ast.get_docstring(n)]


def test_each_lint_exception_has_a_reason():
    """Each rule that is switched off in pyproject.toml says why on its line."""
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("ignore = [")
    ignored = lines[start + 1 : lines.index("]", start)]
    assert ignored
    assert not [line for line in ignored if " # " not in line]
    assert tomllib.loads("\n".join(lines))["tool"]["ruff"]["lint"]["select"] == ["ALL"]

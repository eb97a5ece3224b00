"""The guard on `import ech0`: our rooms are ours, wherever Python is started."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import ech0
from ech0 import _house

ROOT = Path(ech0.__file__).resolve().parents[1]


@pytest.fixture
def wheel_like(tmp_path):
    """A folder that holds the packages as a wheel installs them; they are copied, so that a test may spoil them."""
    site = tmp_path / "site-packages"
    for name in ("ech0", *_house.SIBLINGS):
        (site / name).mkdir(parents=True)
        (site / name / "__init__.py").touch()
    for file in ("__init__.py", "_house.py"):
        shutil.copy(ROOT / "ech0" / file, site / "ech0" / file)
    return site


def python(code, *, cwd, path):
    """Run `code` as `python -c` does, with the working directory first on the path; -S: our own install is no help."""
    return subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=cwd,
        env={"PYTHONPATH": str(path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def intrude(folder, name, *, module=False):
    """Put somebody else's `name` into `folder`, as a package or as a lone module."""
    file = folder / f"{name}.py" if module else folder / name / "__init__.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("raise SystemExit('the intruder ran')\n")
    return file


@pytest.mark.parametrize("name", _house.SIBLINGS)
@pytest.mark.parametrize("module", [False, True], ids=["package", "module"])
@pytest.mark.parametrize("installed", ["checkout", "wheel"])
def test_a_room_of_somebody_else_is_named(name, module, installed, tmp_path, wheel_like):
    """`import ech0` from a folder with its own `tools`, `labs`, ... stops, and names the intruder and the cure."""
    there = tmp_path / "hostile"
    there.mkdir()
    file = intrude(there, name, module=module)
    done = python("import ech0", cwd=there, path=ROOT if installed == "checkout" else wheel_like)
    assert done.returncode == 1
    assert "ImportError" in done.stderr
    assert str(file if module else file.parent) in done.stderr
    assert "python -P" in done.stderr
    assert "the intruder ran" not in done.stderr


def test_a_module_one_floor_below_our_root_is_not_taken_for_ours(wheel_like):
    """A lone `tools.py` in a folder inside ours is an intruder too, though its grandparent is our home."""
    below = wheel_like / "notebooks"
    below.mkdir()
    intrude(below, "tools", module=True)
    assert "tools.py" in python("import ech0", cwd=below, path=wheel_like).stderr


def test_a_lost_room_is_named(wheel_like):
    """If a package of ours is gone (another wheel took it along), the error says which and how to get it back."""
    shutil.rmtree(wheel_like / "memory")
    done = python("import ech0", cwd=wheel_like, path=wheel_like)
    assert "lost its package 'memory'" in done.stderr
    assert "--force-reinstall" in done.stderr


def test_an_empty_folder_of_that_name_does_no_harm(tmp_path, wheel_like):
    """A folder `tools` without `__init__.py` does not shadow a package, so it is no reason to stop."""
    (tmp_path / "mine" / "tools").mkdir(parents=True)
    assert python("import ech0", cwd=tmp_path / "mine", path=wheel_like).returncode == 0

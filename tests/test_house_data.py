"""The data files that ship: prompts and configs."""

import pytest

from ech0.core import data
from ech0.core.errors import InputError


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A house with one prompt in it and no config."""
    (tmp_path / "prompts").mkdir()
    (tmp_path / "configs").mkdir()
    (tmp_path / "prompts" / "plan.md").write_text("hello")
    monkeypatch.setattr(data, "home", lambda: tmp_path)


@pytest.mark.parametrize("name", ["../pyproject", "/etc/passwd", "README", "plan.md", "", "nosuch"])
def test_only_names_of_prompts_reach_a_file(house, name):
    """A name cannot leave the folder, and one that is not there is refused with those that are."""
    with pytest.raises(InputError, match="known"):
        data.prompt_text(name)


def test_every_config_that_ships_is_toml():
    """Each `configs/**/*.toml` parses, and is not empty."""
    files = list((data.home() / "configs").rglob("*.toml"))
    assert files
    for file in files:
        assert data.config(file.relative_to(data.home() / "configs").with_suffix("").as_posix())


def test_a_config_that_is_not_toml_says_where(house, tmp_path):
    """A slip in a config names the config and the line."""
    (tmp_path / "configs" / "bad.toml").write_text("a = 1\nb = \n")
    with pytest.raises(InputError, match="'bad'.*line 2"):
        data.config("bad")


def test_the_working_directory_does_not_matter(tmp_path, monkeypatch):
    """A `configs/` in the working directory is not read instead of ours."""
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "ech0.toml").write_text("[gate]\naccept = 0.0\n")
    monkeypatch.chdir(tmp_path)
    assert data.config("ech0")["gate"]["accept"] != 0.0

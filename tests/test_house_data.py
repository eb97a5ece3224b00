"""The data files that ship: prompts and configs."""

import pytest

from ech0.core import data
from ech0.core.errors import InputError


@pytest.fixture
def house(tmp_path, monkeypatch):
    """A house whose prompts and configs the test writes."""
    (tmp_path / "prompts").mkdir()
    (tmp_path / "configs").mkdir()
    monkeypatch.setattr(data, "home", lambda: tmp_path)
    data._template.cache_clear()
    yield tmp_path
    data._template.cache_clear()


def write(house, text, name="plan"):
    """Write a prompt."""
    (house / "prompts" / f"{name}.md").write_text(text)


def test_a_prompt_is_filled(house):
    """Each `$variable` is replaced, `$$` is a dollar sign, and a value's own dollars are left alone."""
    write(house, "For $$5: ${question}!\n")
    assert data.prompt("plan", question="how much is $x?") == "For $5: how much is $x?!\n"


@pytest.mark.parametrize(
    ("values", "said"),
    [({}, "give question"), ({"question": "?", "mood": "good"}, "'mood'.*it uses only question")],
    ids=["missing", "unused"],
)
def test_a_variable_that_does_not_match_is_an_error(house, values, said):
    """A missing variable and an unused one are both errors, and name the variable."""
    write(house, "$question")
    with pytest.raises(InputError, match=said):
        data.prompt("plan", **values)


@pytest.mark.parametrize(("text", "said"), [("it costs $ 5", r"\$\$ for a dollar"), (" \n", "empty")])
def test_a_malformed_prompt_is_refused_when_it_is_loaded(house, text, said):
    """A stray dollar sign and an empty file are found before anything is filled in."""
    write(house, text)
    with pytest.raises(InputError, match=said):
        data.prompt("plan")


@pytest.mark.parametrize("name", ["../pyproject", "/etc/passwd", "README", "plan.md", "", "nosuch"])
def test_only_names_of_prompts_reach_a_file(house, name):
    """A name cannot leave the folder, and one that is not there is refused with those that are."""
    write(house, "hello")
    with pytest.raises(InputError, match="known"):
        data.prompt(name)


def test_every_prompt_that_ships_loads():
    """No shipped prompt is empty or malformed."""
    for name in data.prompts():
        data._template(name)


def test_every_config_that_ships_is_toml():
    """Each `configs/**/*.toml` parses, and is not empty."""
    files = list((data.home() / "configs").rglob("*.toml"))
    assert files
    for file in files:
        assert data.config(file.relative_to(data.home() / "configs").with_suffix("").as_posix())


def test_a_config_that_is_not_toml_says_where(house):
    """A slip in a config names the config and the line."""
    (house / "configs" / "bad.toml").write_text("a = 1\nb = \n")
    with pytest.raises(InputError, match="'bad'.*line 2"):
        data.config("bad")


def test_the_working_directory_does_not_matter(tmp_path, monkeypatch):
    """A `configs/` in the working directory is not read instead of ours."""
    (tmp_path / "configs").mkdir()
    (tmp_path / "configs" / "ech0.toml").write_text("[gate]\naccept = 0.0\n")
    monkeypatch.chdir(tmp_path)
    assert data.config("ech0")["gate"]["accept"] != 0.0

"""The log: where it goes, and where it never goes."""

import json

import pytest
import structlog

from ech0.core import log
from ech0.core.errors import InputError, StateError


@pytest.fixture(autouse=True)
def fresh():
    """No configuration before or after."""
    structlog.reset_defaults()
    yield
    structlog.reset_defaults()


def test_a_file_gets_json_lines(tmp_path, capfd):
    """Each event is one JSON object on its line, with level, time in UTC, room and context; nothing is printed."""
    file = tmp_path / "runs" / "log.jsonl"
    log.configure("info", file)
    log.logger("labs", run="r1").info("ran", value=1.5, unit="µm", path=tmp_path)
    log.logger("labs").debug("too fine")
    (line,) = file.read_text(encoding="utf-8").splitlines()
    event = json.loads(line)
    assert event["timestamp"].endswith("Z")
    assert event.items() >= {"event": "ran", "level": "info", "room": "labs", "run": "r1", "unit": "µm"}.items()
    assert capfd.readouterr() == ("", "")


def test_an_exception_is_in_the_file(tmp_path):
    """`exception` writes the traceback into its one line."""
    log.configure("error", tmp_path / "log.jsonl")
    try:
        int("boom")
    except ValueError:
        log.logger("x").exception("failed")
    (line,) = (tmp_path / "log.jsonl").read_text().splitlines()
    assert "ValueError: invalid literal" in json.loads(line)["exception"]


def test_verbose_speaks_on_standard_error_only(tmp_path, capsys):
    """With `verbose` a person reads the event on standard error, and standard output stays empty."""
    log.configure("info", tmp_path / "log.jsonl", verbose=True)
    log.logger("gate").warning("held back", confidence=0.4)
    out, err = capsys.readouterr()
    assert not out
    assert "held back" in err
    assert "confidence=0.4" in err
    assert (tmp_path / "log.jsonl").read_text().count("\n") == 1


def test_silent_until_configured(capfd):
    """A library that uses ECH0 without setting up a log hears nothing, above all not on standard output."""
    log.logger("gate").critical("unheard")
    assert capfd.readouterr() == ("", "")


def test_a_level_that_is_none_is_refused():
    """An unknown level is an error that lists those that exist."""
    with pytest.raises(InputError, match="debug, info"):
        log.configure("loud")


def test_a_log_that_cannot_be_written_says_so_at_once(tmp_path):
    """A log below a file, not a folder, fails when it is configured, not at the first event."""
    (tmp_path / "file").touch()
    with pytest.raises(StateError, match="choose another file"):
        log.configure("info", tmp_path / "file" / "log.jsonl")

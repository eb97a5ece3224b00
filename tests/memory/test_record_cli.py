"""`ech0 memory runs|lineage|backup|migrate|check`: what a person sees, with good input and bad."""

import json
import sqlite3

import pytest

from ech0 import cli
from ech0.app import _MADE
from ech0.core.types import Answer, Quantity, Question, Run
from memory.sqlite import Care
from memory.store import Store, open_store


def result(number):
    """A lab result."""
    inputs = {"glucose": Quantity(value=number, unit="mmol/L")}
    return Run(key=f"k{number}", lab="dish", version="1", inputs=inputs, outputs={"ph": Quantity(value=7, unit="")})


@pytest.fixture
def home(tmp_path):
    """A data folder with a run and four results, the first the control of the others, and two copies."""
    for numbers in ((8,), (4, 2)):
        store = Store(tmp_path / "ech0.sqlite", care=Care(backups=5, backup_hours=1e-9))
        for number in numbers:
            question = Question(text=f"question {number}")
            store.open_run(f"r{number}", question)
            store.keep_run(result(number), run_id=f"r{number}")
            store.link(f"k{number}", f"r{number}", "measured for")
            store.close_run(f"r{number}", Answer(status="abstained", reason="", text="", question=question))
        store.close()
    yield tmp_path
    for made in [e for e in _MADE.values() if e.home == tmp_path and "store" in e.__dict__]:
        made.store.close()


@pytest.fixture
def told(home, capsys):
    """Run a command on that folder: its exit code, standard output and standard error."""

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            cli.main(["--home", str(home), "memory", *arguments])
        out, err = capsys.readouterr()
        return ended.value.code, out, err

    return run


def test_runs_by_a_condition(told):
    """The results that fit, one a line with what made them fit; as JSON too; 3 if none fits, 2 if not understood."""
    code, out, err = told("runs", "--where", "glucose reduced by 50 %")
    assert code == 0
    assert out.split() == ["k4", "dish", "glucose", "4", "mmol/L", "(-50", "%", "against", "k8)"]
    assert err.startswith("1 lab results")
    code, out, _ = told("runs", "--where", "glucose < 5 mmol/L", "--json")
    assert [(row["key"], row["why"][0]["value"], row["run"]["lab"]) for row in json.loads(out)] == [
        ("k4", 4.0, "dish"),
        ("k2", 2.0, "dish"),
    ]
    code, out, _ = told("runs", "--where", "glucose > 50 mmol/L")
    assert (code, out) == (3, "")
    code, out, err = told("runs", "--where", "glukose < 5 mmol/L")
    assert (code, out) == (2, "")
    assert "glucose" in err
    assert told("runs", "--where", "glucose < 5 mmol/L", "--limit", "0")[0] == 2


def test_lineage_of_a_result(told):
    """What a result led to, with the role; 3 for a key that has no links."""
    assert told("lineage", "k4")[:2] == (0, "k4 -> r4  measured for\n")
    assert json.loads(told("lineage", "r4", "--json")[1])[0]["src"] == "k4"
    assert told("lineage", "nobody")[:2] == (3, "")


def test_backup_and_migrate(told, home, postgres_url):
    """A copy is a whole record; a server takes it over and gives the same results; a place in use is refused."""
    code, out, _ = told("backup", str(home / "copy.sqlite"))
    assert (code, out) == (0, f"{home / 'copy.sqlite'}\n")
    assert Store(home / "copy.sqlite").inspect() == []
    assert told("backup", str(home / "copy.sqlite"))[0] == 1
    assert told("backup")[1].startswith(str(home / "backups"))
    code, _, err = told("migrate", "--to", postgres_url)
    assert code == 0
    assert "3 rows of lab_result" in err
    server = open_store(home, postgres_url)
    assert [r.key for r in server.results()] == ["k2", "k4", "k8"]
    assert server.inspect() == []
    server.backup(home / "back.sqlite")
    server.close()
    assert Store(home / "back.sqlite").head() == Store(home / "copy.sqlite").head()
    assert told("migrate", "--to", postgres_url)[0] == 2
    assert told("migrate", "--to", "mysql://x/y")[0] == 2
    assert told("migrate", "--to", "postgresql://127.0.0.1:1/none")[0] == 1


def test_a_server_named_by_a_setting_is_the_record(told, postgres_url, monkeypatch):
    """With `memory.url` the commands speak to the server, and the file of the folder is left alone."""
    told("migrate", "--to", postgres_url)
    monkeypatch.setenv("ECH0_MEMORY_URL", postgres_url)
    assert told("runs", "--where", "glucose halved")[1].startswith("k4")
    assert told("check")[:2] == (0, "sound\n")
    assert told("backup")[0] == 2


def test_check_names_what_is_damaged_and_repairs_it(told, home):
    """A row changed by another program: 1 and its name; `--repair` brings it back from the last copy, and says so."""
    assert told("check")[:2] == (0, "sound\n")
    store = next(e for e in _MADE.values() if e.home == home).store
    store.append("", "x", {})
    with sqlite3.connect(store.path) as made:
        for (name,) in made.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            made.execute(f"DROP TRIGGER {name}")
        made.execute("UPDATE lab_result SET run = replace(run, '8', '9') WHERE key = 'k8'")
    made.close()
    code, out, err = told("check", "--json")
    assert code == 1
    assert any("lab result k8" in bad for bad in json.loads(out)["damaged"])
    assert "--repair" in err
    assert told("runs", "--where", "glucose = 8 mmol/L")[0] == 1
    code, out, err = told("check", "--repair", "--json")
    assert code == 0
    assert json.loads(out)["ok"]
    assert "quarantine" in err
    assert told("runs", "--where", "glucose = 8 mmol/L")[0] == 0


def test_a_damaged_file_is_restored_at_the_next_command(told, home, capsys):
    """Noise in place of the record: the next command restores the last copy, says so on standard error, and works."""
    (home / "ech0.sqlite").write_bytes(b"\x93garbage" * 4000)
    code, out, err = told("check")
    assert (code, out) == (0, "sound\n")
    assert "quarantine" in err
    assert "events are lost" in err
    assert told("check")[2] == ""

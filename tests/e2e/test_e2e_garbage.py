"""Garbage in: a line that names what is wrong, the right exit code, nothing lost, soon, and never a traceback."""

import hashlib
import json
import time
from pathlib import Path

import pytest

from ech0.core.types import Answer


@pytest.fixture
def told(main):
    """Run a command that must fail: exit code and its one line on standard error, within 10 s, no answer printed."""

    def run(*args):
        begun = time.perf_counter()
        code, out, err = main(*args)
        assert time.perf_counter() - begun < 10
        assert not out
        lines = [line for line in err.splitlines() if line.startswith("ech0: ")]
        assert len(lines) == 1, err
        assert "Traceback" not in err
        assert len(lines[0]) < 600
        return code, lines[0]

    return run


@pytest.fixture
def closing(tmp_path):
    """Lets go of what a test opened under its own folder."""
    yield
    from ech0.app import _MADE

    for name in [n for n, e in _MADE.items() if tmp_path in (e.home, *e.home.parents)]:
        ech0 = _MADE.pop(name)
        ech0.close()
        if "store" in ech0.__dict__:
            ech0.store.close()


def digest(path):
    """What a file holds."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- questions that cannot be put ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "write a question"),
        (" \n\t\u00a0", "write a question"),
        ("x" * 1_000_000, "at most 20000 characters"),
        ("What is\x00 this?", "U+0000"),
        ("\x1b[2JWhat?", "U+001B"),
        ("What is \x85 this?", "U+0085"),
    ],
    ids=["empty", "blank", "megabyte", "nul", "escape", "c1"],
)
def test_a_question_that_is_none_is_a_usage_error(text, words, told, shared_home):
    """Empty, endless or with control characters: exit 2, and the line says which."""
    code, line = told("--home", shared_home, "ask", text)
    assert code == 2
    assert words in line


@pytest.mark.parametrize("unit", ["furlongs per moon", "kg**", "__import__('os')", "m" * 300, "1e400 m", "🧪"])
def test_a_unit_that_does_not_exist_is_a_usage_error(unit, told, shared_home):
    """A unit that nobody knows is named, whatever it tries to be."""
    code, line = told("--home", shared_home, "ask", "What is 6 * 7?", "--unit", unit)
    assert code == 2
    assert "unit" in line


def test_both_or_neither_of_question_and_file_is_a_usage_error(told, shared_home):
    """`ask` takes a question or a file; with neither, or both, it says so."""
    for args in (["ask"], ["ask", "What?", "--batch", "file.jsonl"]):
        code, line = told("--home", shared_home, *args)
        assert code == 2
        assert "--batch" in line


# --- questions that nobody can answer --------------------------------------------------------------------------------

STRANGE = {
    "injection": "Solve x = __import__('os').system('touch PWNED') for x.",
    "injection_unit": "What is the speed if v = 3 __import__('os').system('touch PWNED') m/s?",
    "tower": "What is 10**10**10?",
    "tower_caret": "What is 9^9^9^9^9?",
    "latex": r"What is $\frac{1}{\sqrt{ \left( 3 \mathrm{ m if $$ {{{?",
    "brackets": "What is " + "(" * 10_000 + "1" + ")" * 9_000 + "?",
    "unbalanced": "What is " + "[" * 19_000,
    "zeros": "What is 1/0?",
    "digits": "What is " + "9" * 15_000 + " * 2?",
    "units": "What is 5 m + 3 s?",
    "nothing": "????",
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_question_gets_an_honest_status(name, main, shared_home, tmp_path, monkeypatch):
    """Code, towers of powers, unclosed LaTeX, 10,000 brackets: not an answer, a reason, within 10 s, and nothing
    is executed."""
    monkeypatch.chdir(tmp_path)
    begun = time.perf_counter()
    code, out, err = main("--home", shared_home, "ask", STRANGE[name], "--json")
    assert time.perf_counter() - begun < 10
    answer = Answer.model_validate_json(out)
    assert answer.status in ("abstained", "truncated", "contradicted"), answer.reason
    assert code in (3, 4, 5)
    assert answer.reason and answer.value is None
    assert "Traceback" not in err + answer.reason
    assert not list(tmp_path.rglob("PWNED"))


# --- labs, verify, words that are no command --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["labs", "show", "alchemy"], "alchemy"),
        (["labs", "run", "alchemy"], "alchemy"),
        (["labs", "validate", "alchemy"], "alchemy"),
        (["labs", "run", "fluid_properties", "--set", "fluid=Water", "--set", "pressure=3 kg"], "pressure"),
        (["labs", "run", "fluid_properties", "--set", "fluid=Water", "--set", "pressure=1e12 Pa"], "1e+09"),
        (["labs", "run", "fluid_properties", "--set", "pressure=many"], "many"),
        (["labs", "run", "fluid_properties", "--set", "pressure"], "NAME=VALUE"),
        (["labs", "run", "fluid_properties", "--set", "colour=3 m"], "colour"),
        (["labs", "run", "fluid_properties", "--set", "fluid=Unobtainium"], "Unobtainium"),
        (["labs", "run", "fluid_properties", "--want", "colour"], "colour"),
        (["resume", "nobody"], "nobody"),
        (["resume", "../../etc/passwd"], "passwd"),
        (["replay", "nobody"], "nobody"),
        (["feedback", "add", "nobody", "--truth", "42"], "nobody"),
        (["memory", "add", "/nowhere/at/all.md"], "all.md"),
        (["memory", "forget", "nobody"], "nobody"),
        (["verify", "/nowhere/answer.json"], "answer.json"),
    ],
    ids=" ".join,
)
def test_a_name_that_is_none_is_a_usage_error(args, words, told, shared_home):
    """A lab, input, output, run, document or file that does not exist is named; exit 2."""
    code, line = told("--home", shared_home, *args)
    assert code == 2
    assert words in line


@pytest.mark.parametrize("args", [["frobnicate"], ["labs", "frobnicate"], ["ask", "What?", "--frobnicate"], []])
def test_an_unknown_command_is_a_usage_error(args, main):
    """An unknown command or flag: exit 2, its name and what there is, nothing on standard output."""
    code, out, err = main(*args)
    assert (code, out) == (2, "")
    assert (args[-1] if args else "COMMAND") in err
    assert "Traceback" not in err


@pytest.mark.parametrize("cut", ["half", "empty", "word", "list", "binary", "deep"])
def test_a_truncated_answer_cannot_be_verified_and_says_so(cut, main, told, shared_home, tmp_path):
    """Half a file, an empty one, another JSON, no text: exit 2, the file is named and left as it is."""
    _, out, _ = main("--home", shared_home, "ask", "What is 6 * 7?", "--json")
    whole = out.encode()
    content = {
        "half": whole[: len(whole) // 2],
        "empty": b"",
        "word": b'{"answer": 42}',
        "list": b"[]",
        "binary": b"\xff\x00\xfe",
    }
    file = tmp_path / "answer.json"
    file.write_bytes(content.get(cut, b"[" * 100_000))
    before = digest(file)
    code, line = told("--home", shared_home, "verify", file)
    assert code == 2
    assert "answer.json" in line
    assert digest(file) == before


def test_a_tampered_answer_never_crashes_verify(main, shared_home, tmp_path):
    """An entry that rests on itself is a finding, not a crash."""
    _, out, _ = main("--home", shared_home, "ask", "What is 6 * 7?", "--json")
    answer = json.loads(out)
    derived = next(e for e in answer["ledger"] if e["kind"] == "derived")
    derived["inputs"] = [derived["id"]]
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(answer), encoding="utf-8")
    code, _, err = main("--home", shared_home, "verify", file)
    assert code == 1
    assert derived["id"] in err


# --- data folders that cannot be used ---------------------------------------------------------------------------------


def test_a_file_in_place_of_the_data_folder_is_named(told, tmp_path, closing):
    """ECH0_HOME that is a file: exit 1, the path, and what to do; the file is left as it is."""
    file = tmp_path / "home"
    file.write_text("mine", encoding="utf-8")
    code, line = told("--home", file, "ask", "What is 6 * 7?")
    assert code == 1
    assert str(file) in line
    assert "ECH0_HOME" in line
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("home", ["/proc/ech0", "/proc/1/ech0", "/dev/null/ech0"])
def test_a_data_folder_that_cannot_be_written_is_named(home, told):
    """ECH0_HOME where nobody may write, not even root: exit 1, the path, and what to do."""
    if not Path("/proc").is_dir():
        pytest.skip("no /proc here")
    code, line = told("--home", home, "ask", "What is 6 * 7?")
    assert code == 1
    assert home in line


@pytest.mark.parametrize("name", ["checkpoints.sqlite", "ech0.sqlite"])
@pytest.mark.parametrize("damage", ["noise", "middle", "other"])
def test_a_damaged_file_is_named_and_left_as_it_is(name, damage, told, home, closing):
    """A corrupt store or checkpoint file: exit 1, its path and what to do, and not one byte of it is changed."""
    file = home / name
    whole = file.read_bytes()
    if damage == "noise":
        file.write_bytes(b"\x93garbage" * 4000)
    elif damage == "middle":
        # Every page but the first is overwritten: the header still says that it is a database.
        file.write_bytes(
            whole[:4096] + b"\xa5" * (len(whole) - 4096) if len(whole) > 4096 else whole[:512] + b"\xa5" * 4000
        )
    else:
        file.write_text("this is a letter, not a database\n" * 200, encoding="utf-8")
    before = digest(file)
    code, line = told("--home", home, "ask", "What is 6 * 7?")
    assert code == 1
    assert str(file) in line
    assert "move it" in line or "restore" in line
    assert digest(file) == before


def test_with_damaged_checkpoints_the_finished_runs_are_still_there(main, told, home, closing):
    """Only the open runs are in the checkpoints: what was answered before is still given again."""
    from ech0.app import _MADE

    _, out, _ = main("--home", home, "ask", "What is 6 * 7?", "--json")
    run_id = json.loads(out)["run_id"]
    ech0 = next(e for e in _MADE.values() if e.home == home)
    ech0.close()
    del ech0.__dict__["checkpointer"]
    for side in home.glob("checkpoints.sqlite*"):
        side.write_bytes(b"\x93garbage" * 4000)
    assert told("--home", home, "ask", "What is 6 * 7?")[0] == 1
    code, again, _ = main("--home", home, "resume", run_id, "--json")
    assert (code, json.loads(again)["value"]) == (0, 42)


@pytest.mark.slow
def test_a_process_of_its_own_ends_without_a_traceback(command, home):
    """The same through `python -m ech0.cli`: one line on standard error, exit 1, standard output empty, within 10 s."""
    (home / "ech0.sqlite").write_bytes(b"\x93garbage" * 4000)
    begun = time.perf_counter()
    done = command(home, "ask", "What is 6 * 7?", "--json")
    assert time.perf_counter() - begun < 10
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("ech0: ")
    assert done.stderr.count("\n") == 1
    done = command(home, "ask", "What is 6 * 7?", env={"ECH0_COLOUR": "red"})
    assert done.returncode == 2
    assert "ECH0_COLOUR" in done.stderr
    assert done.stderr.count("\n") == 1

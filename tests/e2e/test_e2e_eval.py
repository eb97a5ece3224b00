"""`ech0 eval` end to end: real questions in real worker processes, killed and gone on with."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from evals.benchmark import DATA

NAMES = ("Ada", "Bo", "Cy", "Dora", "Emil")
FIGURES = {"n", "answered", "accuracy", "accuracy_ci", "coverage", "auroc", "ece", "latency_ms_p50", "cost"}


def items(path, count):
    """Rules of our own in the published form, with names in turn and a truth that alternates."""
    rows = []
    for n in range(count):
        context = f"Every zorb is a quill. Quills are {'not ' if n % 2 else ''}loud. {NAMES[n % 5]} is a zorb."
        question = f"Is the following statement true or false? {NAMES[n % 5]} is loud."
        rows.append(
            {
                "id": f"z{n}",
                "context": context,
                "question": question,
                "options": ["A) True", "B) False"],
                "answer": "AB"[n % 2],
            }
        )
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def ech0(*args):
    """The command line as a list of words."""
    return [sys.executable, "-m", "ech0.cli", "eval", *map(str, args)]


@pytest.mark.slow
def test_a_run_of_the_command_line_survives_a_kill(tmp_path, ech0_home):
    """Killed with -9 in the middle, the same command goes on, every item is right, and its files are there."""
    data, out = items(tmp_path / "d.json", 120), tmp_path / "out"
    command = ech0("run", "prontoqa", "--data", data, "--out", out, "--workers", 2, "--json")
    env = {**os.environ, "ECH0_HOME": str(ech0_home)}
    first = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    results = out / "results.jsonl"
    while first.poll() is None and (not results.exists() or results.read_bytes().count(b"\n") < 10):
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    first.wait()
    before = results.read_bytes()
    assert 10 <= before.count(b"\n") < 120
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary.keys() >= FIGURES
    assert (summary["n"], summary["accuracy"], summary["exec_rate"]) == (120, 1.0, 1.0)
    assert results.read_bytes().startswith(before.rpartition(b"\n")[0])
    rows = [json.loads(line) for line in results.read_bytes().splitlines()]
    assert len({r["id"] for r in rows}) == len(rows) == 120
    assert all(r["features"] and r["run_id"] for r in rows)
    assert (out / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert json.loads((out / "summary.json").read_text(encoding="utf-8")) == summary


KILLS = 20


@pytest.mark.slow
def test_a_run_of_labs_killed_twenty_times_ends_like_one_left_alone(tmp_path, ech0_home):
    """Killed with -9 at twenty moments, some before it asked anything, the same command ends with the rows and the
    summary of a run that was left alone, times aside."""
    lines = (DATA / "labs_dev.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    data = tmp_path / "labs.jsonl"
    data.write_text("".join(lines[::9]), encoding="utf-8")
    alone, killed = tmp_path / "alone", tmp_path / "killed"
    unhurried = {"ECH0_SYMBOLIC_SECONDS": "60", "ECH0_LOOP_SECONDS": "600"}  # for a busy machine
    env = {**os.environ, "ECH0_HOME": str(ech0_home), **unhurried}
    words = ("run", "labs", "--data", data, "--workers", 2, "--json", "--out")
    first = subprocess.run(ech0(*words, alone), env=env, capture_output=True, text=True, timeout=900, check=True)
    draw, results, seen = random.Random(0), killed / "results.jsonl", 0
    for kill in range(KILLS):
        process = subprocess.Popen(ech0(*words, killed), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        least = seen + 1 if kill % 2 else 0  # every other one lives until it put something on record
        while process.poll() is None and (not results.exists() or results.read_bytes().count(b"\n") < least):
            time.sleep(0.02)
        time.sleep(draw.uniform(0, 0.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        rows = results.read_bytes().count(b"\n") if results.exists() else 0
        assert rows >= seen
        seen = min(rows, len(lines[::9]) - 1)
    last = subprocess.run(ech0(*words, killed), env=env, capture_output=True, text=True, timeout=900, check=True)
    timeless = [{k: v for k, v in json.loads(done.stdout).items() if "latency" not in k} for done in (first, last)]
    assert timeless[0] == timeless[1]
    told = [{r["id"]: (r["status"], r["value"], r["correct"]) for r in read(folder)} for folder in (alone, killed)]
    assert told[0] == told[1]
    assert len(told[0]) == len(lines[::9])


def read(folder):
    """The rows of a folder, as they stand in it."""
    return [json.loads(line) for line in (folder / "results.jsonl").read_bytes().splitlines()]


@pytest.mark.slow
def test_an_arm_without_the_solver_gives_no_proof(tmp_path, ech0_home):
    """Without the solver nothing is executed or claimed about rules, and the folder says which arm it is."""
    data, out = items(tmp_path / "d.json", 4), tmp_path / "out"
    command = ech0("run", "prontoqa", "--data", data, "--out", out, "--without", "symbolic", "--json")
    env = {**os.environ, "ECH0_HOME": str(ech0_home)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    summary = json.loads(done.stdout)
    assert (summary["n"], summary["abstained"], summary["exec_rate"]) == (4, 4, 0.0)
    assert json.loads((out / "setup.json").read_text(encoding="utf-8"))["without"] == ["symbolic"]


@pytest.mark.slow
def test_an_item_that_takes_too_long_is_cut_off_and_counted(tmp_path, ech0_home):
    """With no time to speak of every item is truncated: none is an abstention, none is missing."""
    data, out = items(tmp_path / "d.json", 3), tmp_path / "out"
    command = ech0("run", "prontoqa", "--data", data, "--out", out, "--seconds", "0.0001", "--json")
    env = {**os.environ, "ECH0_HOME": str(ech0_home)}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
    summary = json.loads(done.stdout)
    assert (summary["n"], summary["truncated"], summary["accuracy"]) == (3, 3, 0.0)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["run", "prontoqua", "--out", "o"], "did you mean prontoqa"),
        (["run", "prontoqa", "--out", "o"], "name the published file"),
        (["run", "prontoqa", "--data", "missing.json", "--out", "o"], "--data"),
        (["run", "planted", "--out", "o", "--limit", "0"], "--limit"),
        (["compare", "a", "b"], "ech0 eval run --out"),
    ],
)
def test_wrong_usage_is_told_with_its_cure(tmp_path, args, told):
    """A wrong name, a missing file, a limit of nought: exit code 2, and nothing is left behind."""
    done = subprocess.run(ech0(*args), cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert told in done.stderr
    assert not list(tmp_path.iterdir())


def test_the_list_names_every_benchmark(tmp_path):
    """`ech0 eval list --json` is one list of names, titles and licences."""
    done = subprocess.run(ech0("list", "--json"), capture_output=True, text=True, timeout=60, check=True)
    rows = json.loads(done.stdout)
    assert {"prontoqa", "quantities", "planted", "gpqa"} <= {r["name"] for r in rows}
    assert all(r["licence"] and r["title"] for r in rows)

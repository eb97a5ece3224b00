"""The harness: every item is asked once and stays in the count, whatever breaks and whenever it is killed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ech0.core.errors import InputError, OutOfBudget, StateError
from ech0.core.types import Answer
from evals.benchmark import BENCHMARKS
from evals.case import Score
from evals.harness import Progress, run
from evals.record import Record, Setup, rows_of, setup_of
from evals.source import fingerprint
from evals.summary import summarise

TARGET = Path(__file__).with_name("eval_target.py")
ROOT = Path(__file__).parents[2]
ITEMS = 60


@pytest.fixture
def data(tmp_path):
    """Items of the published form; the number at the end of the question decides what the answerer does."""
    return items(tmp_path, ITEMS)


def items(folder, count):
    """That many questions of our own in the published form."""
    blank = {"context": "Ada is a zorb.", "options": ["A) True", "B) False"], "answer": "A"}
    rows = [{"id": f"i{n}", "question": f"True or false? {n}", **blank} for n in range(count)]
    path = folder / "data.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def setup(data, **changed):
    """What a run over this data is, changed in places."""
    return Setup(
        **{
            "suite": "prontoqa",
            "data": data.name,
            "sha256": fingerprint(data),
            "mind": "test",
            "seconds": 1,
            "version": "0",
        }
        | changed
    )


def right(question):
    """An answerer that is always right."""
    return Answer(status="answered", reason="", text="", choice="A", confidence=0.9, question=question)


def ran(data, out, *answerers, tell=lambda _: None, **changed):
    """Rows of a run over this data."""
    suite = BENCHMARKS["prontoqa"]
    with Record(out, setup(data, **changed)) as record:
        return run(suite, suite.cases(data), record, answerers or (right,), tell)


def start(data, out, log):
    """The harness in a process of its own."""
    return subprocess.Popen(
        [sys.executable, str(TARGET), str(data), str(out), str(log)], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )


def told(out):
    """What a summary says, without times."""
    summary = summarise(sorted(rows_of(out), key=lambda r: r.id))
    return {k: v for k, v in summary.items() if not k.startswith("latency")}


def test_a_run_killed_at_several_points_ends_like_one_left_alone(data, tmp_path):
    """After kill -9, again and again, the same command ends with the same summary, and what was on record is not asked
    again."""
    alone, killed = tmp_path / "alone", tmp_path / "killed"
    assert start(data, alone, tmp_path / "alone.log").wait(60) == 0
    log, results = tmp_path / "killed.log", killed / "results.jsonl"
    for least in (1, 20, 40):
        process = start(data, killed, log)
        while process.poll() is None and (not results.exists() or results.read_bytes().count(b"\n") < least):
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        process.wait()
    asked_before = {r.question for r in rows_of(killed)}
    before = log.read_text(encoding="utf-8").splitlines()
    assert 40 <= len(asked_before) < ITEMS
    assert start(data, killed, log).wait(60) == 0
    after = log.read_text(encoding="utf-8").splitlines()[len(before) :]
    assert not asked_before & {f"Ada is a zorb.\n{line}" for line in after}
    assert told(killed) == told(alone)
    assert told(killed)["n"] == ITEMS


@pytest.mark.slow
def test_a_run_killed_twenty_times_ends_like_one_left_alone(tmp_path):
    """Twenty kills at random moments, in the middle of writing too, lose no item, ask none on record again, and leave
    the summary as it would have been; the fifth that breaks stays in the count as failed."""
    data, alone, killed = items(tmp_path, 300), tmp_path / "alone", tmp_path / "killed"
    assert start(data, alone, tmp_path / "alone.log").wait(120) == 0
    log, draw, kills, most = tmp_path / "killed.log", random.Random(0), 0, 0
    for _ in range(20):
        asked = log.stat().st_size if log.exists() else 0
        process = start(data, killed, log)
        while process.poll() is None and (not log.exists() or log.stat().st_size == asked):
            time.sleep(0.002)
        time.sleep(draw.uniform(0, 0.3))
        kills += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        rows = [r.id for r in rows_of(killed)]
        assert len(rows) == len(set(rows)) >= most
        most = len(rows)
    assert kills == 20
    before = {r.question for r in rows_of(killed)}
    so_far = len(log.read_text(encoding="utf-8").splitlines())
    assert start(data, killed, log).wait(120) == 0
    after = log.read_text(encoding="utf-8").splitlines()[so_far:]
    assert not before & {f"Ada is a zorb.\n{line}" for line in after}
    assert told(killed) == told(alone)
    assert (told(killed)["n"], told(killed)["failed"]) == (300, 60)


def test_a_torn_last_line_is_run_again(data, tmp_path):
    """Half a line at the end of the record is dropped and only its item is asked again."""
    out = tmp_path / "out"
    rows = ran(data, out)
    path = out / "results.jsonl"
    path.write_bytes(path.read_bytes()[:-40])
    assert len(list(rows_of(out))) == ITEMS - 1
    asked = []
    again = ran(data, out, lambda q: asked.append(q) or right(q))
    assert len(asked) == 1
    assert [(r.id, r.correct) for r in again] == [(r.id, r.correct) for r in rows]


def test_a_damaged_line_in_the_middle_is_told(data, tmp_path):
    """Damage that no kill explains is an error that names the line; nothing is run over it."""
    out = tmp_path / "out"
    ran(data, out)
    path = out / "results.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], b'{"key": 1}\n', *lines[4:]]))
    with pytest.raises(StateError, match="line 4 is damaged"):
        ran(data, out)


def test_what_breaks_stays_in_the_count(data, tmp_path):
    """An answerer that raises gives a failed item, one out of time a truncated one; both count as not right."""

    def breaks(question):
        number = int(question.text.rsplit(maxsplit=1)[-1])
        if number % 3 == 0:
            raise RuntimeError("it broke")
        if number % 3 == 1:
            raise OutOfBudget("the mind", "1 s")
        return right(question)

    summary = summarise(ran(data, tmp_path / "out", breaks))
    assert (summary["n"], summary["failed"], summary["truncated"], summary["answered"]) == (ITEMS, 20, 20, 20)
    assert summary["abstained"] == 0
    assert summary["accuracy"] == pytest.approx(1 / 3)
    assert summary["failures"] == {"failed": 20, "truncated": 20}
    assert "RuntimeError: it broke" in {r.why for r in rows_of(tmp_path / "out")}


def test_a_faulty_scorer_ends_the_run_and_keeps_what_was_done(data, tmp_path):
    """A fault of our own is no item's fault: it ends the run, and what was scored before is on record."""

    class Faulty:
        name = "faulty"

        def cases(self, path, /):
            return BENCHMARKS["prontoqa"].cases(path)

        def score(self, case, _answer, /):
            if case.id == "i30":
                raise KeyError("a slip")
            return Score(correct=True, value=1.0, reason="")

    with pytest.raises(KeyError, match="a slip"), Record(tmp_path / "out", setup(data)) as record:
        run(Faulty(), Faulty().cases(data), record, [right], lambda _: None)
    assert len(list(rows_of(tmp_path / "out"))) == 30


@pytest.mark.parametrize(
    ("changed", "named"),
    [({"sha256": "0" * 64}, "sha256"), ({"without": ("labs",)}, "without"), ({"settings": {"a": 1}}, "settings")],
)
def test_a_folder_holds_one_run(data, tmp_path, changed, named):
    """Other data or other settings into the same folder are refused, and the difference is named."""
    ran(data, tmp_path / "out")
    with pytest.raises(InputError, match=f"it holds another run .*{named}"):
        ran(data, tmp_path / "out", **changed)
    assert setup_of(tmp_path / "out") == setup(data)
    assert len(ran(data.rename(tmp_path / "renamed.json"), tmp_path / "out")) == ITEMS


def test_two_runs_do_not_write_to_one_folder(data, tmp_path):
    """While one process has the folder another is told so."""
    with Record(tmp_path / "out", setup(data)), pytest.raises(StateError, match="another run writes to it"):
        Record(tmp_path / "out", setup(data)).__enter__()


def test_a_longer_run_asks_only_the_rest(data, tmp_path):
    """More items of the same data go into the same folder; those on record are not asked again."""
    suite, asked = BENCHMARKS["prontoqa"], []
    for count in (10, 25):
        with Record(tmp_path / "out", setup(data)) as record:
            run(suite, suite.cases(data)[:count], record, [lambda q: asked.append(q) or right(q)], lambda _: None)
    assert len(asked) == 25


def test_progress_counts_and_tells_how_long(data, tmp_path):
    """Progress goes from nothing to all, and tells the time that is left once there is a pace."""
    seen = []
    ran(data, tmp_path / "out", right, right, tell=lambda p: seen.append((p.done, p.left_s)))
    assert seen[0] == (0, None)
    assert seen[-1] == (ITEMS, 0.0)
    assert Progress(total=5, done=2).left_s is None

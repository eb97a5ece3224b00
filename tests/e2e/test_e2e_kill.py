"""Killed in any node, before or after its work, a run goes on to the same answer, and no lab runs twice."""

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ech0.app import Ech0
from ech0.core.settings import load
from ech0.core.types import Answer, Question
from ech0.loop import Loop

CHILD = """
import functools, os, signal, sys

from ech0.app import open_ech0
from ech0.core.types import Question
from ech0.loop import Loop

node, when, text, reply = sys.argv[1:]
work = getattr(Loop, node)

@functools.wraps(work)
def deadly(*args, **kwargs):
    if when == "after":
        work(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(Loop, node, deadly)
ech0 = open_ech0()
for event in ech0.stream(Question(text=text), run_id="killed", interactive=bool(reply)):
    pass
if event.kind == "ask":
    for event in ech0.resume("killed", reply=reply, interactive=True):
        pass
sys.exit("nobody killed it")
"""
NODES = [n for n in Loop(*[None] * 5).graph().nodes if n != "__start__"]
CASES = [(node, when) for node in [*NODES, "uncertainty_gate"] for when in ("before", "after")]
REPLY = "The incline is 5.0 m long."

pytestmark = pytest.mark.slow


def asked(node, questions):
    """The question that visits this node, and what to reply if it asks."""
    return (questions["missing"], REPLY) if node == "ask" else (questions["column"], "")


def finished(ech0, run_id, events, reply):
    """Go on, replying as often as it asks; the answer and how often it asked."""
    times = 0
    while True:
        *_, last = events
        if last.kind == "done":
            return last.data["answer"], times
        times += 1
        assert times < 3
        events = ech0.resume(run_id, reply=reply, interactive=True)


def said(answer):
    """What must be the same."""
    return answer.status, answer.value, answer.unit, answer.text, answer.target, [e.id for e in answer.ledger]


@pytest.fixture(scope="module")
def killed(template, tmp_path_factory, questions):
    """A data folder per case, each with a run in it whose process was killed in its node, and the process."""
    root = tmp_path_factory.mktemp("killed")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ECH0_")}
    path = os.pathsep.join([str(Path(__file__).resolve().parents[2]), *filter(None, [environment.get("PYTHONPATH")])])

    def kill(case):
        home = Path(shutil.copytree(template, root / "_".join(case)))
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, *case, *asked(case[0], questions)],
            env={**environment, "PYTHONPATH": path, "ECH0_HOME": str(home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        _, told = child.communicate(timeout=120)
        return home, child, told

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(CASES, pool.map(kill, CASES), strict=True))


@pytest.fixture(scope="module")
def undisturbed(template, tmp_path_factory, questions):
    """The same questions answered by processes that nobody kills: the answer by question, and the parts, warm."""
    home = Path(shutil.copytree(template, tmp_path_factory.mktemp("undisturbed") / "home"))
    ech0 = Ech0(load({"paths.home": home})[0])
    answers = {}
    for text, reply in {asked(n, questions) for n in NODES}:
        run_id = f"run-{len(answers)}"
        events = ech0.stream(Question(text=text), run_id=run_id, interactive=bool(reply))
        answers[text], _ = finished(ech0, run_id, events, reply)
    yield ech0, answers
    ech0.close()
    ech0.store.close()


def test_the_runs_visit_every_node(undisturbed, questions):
    """The two questions lead through every node of the drawing: labs, checks, asking and concluding among them."""
    _, answers = undisturbed
    column, missing = answers[questions["column"]], answers[questions["missing"]]
    assert (column.status, missing.status) == ("answered", "answered")
    assert column.runs and column.checks
    assert missing.question.context == (REPLY,)


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_a_killed_run_goes_on_to_the_same_answer(case, killed, undisturbed, questions):
    """After SIGKILL in this node, resuming gives the same status, value and text; each lab ran to its end once."""
    home, child, told = killed[case]
    assert child.returncode == -signal.SIGKILL, told
    text, reply = asked(case[0], questions)
    warm, answers = undisturbed
    ech0 = Ech0(load({"paths.home": home})[0])
    ech0._pool = warm._pool
    try:
        assert ech0.store.run("killed").status == "open"
        answer, times = finished(ech0, "killed", ech0.resume("killed", interactive=bool(reply)), reply)
        assert said(answer) == said(answers[text])
        assert {r.key: ech0.store.executions(r.key) for r in answer.runs} == {r.key: 1 for r in answer.runs}
        assert len(ech0.store.results()) == len(answer.runs)
        assert times <= 1, "what the user had replied was asked for again, twice"
        assert ech0.store.run("killed").answer == answer
        assert ech0.store.verify_events() > 0
    finally:
        if "memory" in ech0.__dict__:
            ech0.memory.close()
        ech0.checkpointer.conn.close()
        ech0.store.close()


def test_what_was_replied_is_not_asked_for_again(template, killed, undisturbed, questions):
    """A reply that was given before the kill is kept: the resumed run does not ask a second time."""
    home, _, _ = killed["ask", "after"]
    copy = Path(shutil.copytree(home, home.parent / "replied"))
    warm, _ = undisturbed
    ech0 = Ech0(load({"paths.home": copy})[0])
    ech0._pool = warm._pool
    try:
        *_, last = ech0.resume("killed", interactive=True)
        assert last.kind == "done"
        assert REPLY in last.data["answer"].question.context
    finally:
        if "memory" in ech0.__dict__:
            ech0.memory.close()
        ech0.checkpointer.conn.close()
        ech0.store.close()


@pytest.mark.parametrize("case", CASES[:: len(CASES) // 3], ids="-".join)
def test_no_worker_outlives_a_killed_process(case, killed):
    """Labs and solvers run in processes of their own; none of those of a killed process is left."""
    _, child, _ = killed[case]
    mine = f"\0{child.pid}\0".encode()
    for _ in range(50):
        left = [
            p for p in Path("/proc").glob("[0-9]*/cmdline") if b"ech0.core.worker" in (line := read(p)) and mine in line
        ]
        if not left:
            return
        time.sleep(0.1)
    pytest.fail(f"still there: {left}")


def read(path):
    """A process's command line; empty if it has ended."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_resume_on_the_command_line_finishes_the_latest_open_run(
    template, tmp_path, killed, undisturbed, command, questions
):
    """`ech0 resume` without an id takes up the run that was cut off, in a process of its own, and answers it."""
    home = Path(shutil.copytree(template, tmp_path / "home"))
    done = command(home, "lab", "after", *asked("lab", questions), code=CHILD)
    assert done.returncode == -signal.SIGKILL, done.stderr
    done = command(home, "resume", "--json")
    assert done.returncode == 0, done.stderr
    _, answers = undisturbed
    answer = Answer.model_validate_json(done.stdout)
    assert answer.run_id == "killed"
    assert said(answer) == said(answers[questions["column"]])
    again = command(home, "resume", "killed", "--json")
    assert again.stdout == done.stdout
    nothing = command(home, "resume")
    assert nothing.returncode == 2
    assert "no unfinished run" in nothing.stderr


def test_resume_tells_what_a_waiting_run_asks_for(template, tmp_path, command, questions):
    """A run that waits for a value, resumed without `--reply`, says what it needs; with `--reply` it answers."""
    home = Path(shutil.copytree(template, tmp_path / "home"))
    done = command(home, "ask", "before", *asked("ask", questions), code=CHILD)
    assert done.returncode == -signal.SIGKILL, done.stderr
    waiting = command(home, "resume", "killed", "--json")
    assert "Traceback" not in waiting.stderr
    assert waiting.returncode == 2
    assert "What is" in waiting.stderr
    done = command(home, "resume", "killed", "--reply", REPLY, "--json")
    assert done.returncode == 0, done.stderr
    assert Answer.model_validate_json(done.stdout).value == pytest.approx(7.0, rel=5e-3)

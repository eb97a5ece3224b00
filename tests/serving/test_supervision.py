"""Supervision of a real process, a stand-in for a model server that dies, hangs, comes up late or will not end."""

import os
import re
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from ech0.core.errors import InputError, OutOfBudget, RunFailed
from ech0.serving.client import Client
from ech0.serving.server import Patience, Server

STAND_IN = Path(__file__).with_name("stand_in_server.py")
QUICK = Patience(start=20.0, look=0.1, hung=1.0, end=2.0, restarts=2, pause=0.01)


@pytest.fixture
def port():
    """A port that is free now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def supervised(port, tmp_path):
    """Makes a server in a mode, and ends it when the test is over."""
    made = []

    def make(mode, delay=0.0, patience=QUICK, **more):
        client = Client(f"http://127.0.0.1:{port}", seconds=0.5)
        said = []
        server = Server(
            command=more.get("command", [sys.executable, str(STAND_IN), str(port), str(delay), mode]),
            environment={"STAND_IN": "1"},
            address=f"127.0.0.1:{port}",
            log=tmp_path / "logs" / "server.log",
            well=client.healthy,
            say=said.append,
            patience=patience,
        )
        made.append((server, client))
        return server, said

    yield make
    for server, client in made:
        server.stopping.set()
        server.stop()
        client.close()


def alive(pid):
    """Whether this process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def ends(pid):
    """Whether it ends within ten seconds."""
    until = time.monotonic() + 10
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(pid)


def pids(server):
    """The processes that the stand-in named in its log."""
    return [int(n) for n in re.findall(r"(?:pid|child) (\d+)", server.log.read_text())]


def test_a_late_server_is_waited_for_and_ended_with_its_group(supervised):
    """It is well only when it answers; on being stopped, its process is gone and its log is there."""
    server, said = supervised("serve", delay=0.5)
    ready = []
    thread = threading.Thread(target=server.run, args=(lambda: ready.append(1) or server.stopping.set(),))
    thread.start()
    thread.join(timeout=30)
    assert ready == [1]
    assert not thread.is_alive()
    assert said == []
    assert all(ends(p) for p in pids(server))


def test_one_that_dies_before_it_is_well_is_not_tried_again(supervised):
    """Wrong arguments stay wrong: one start, the exit code, its last line, the cure and the log's place."""
    server, _ = supervised("die")
    with pytest.raises(RunFailed, match="code 2 before it was ready.*unrecognized.*does not know a flag.*server.log"):
        server.run(lambda: pytest.fail("it was never well"))
    assert len(pids(server)) == 1


def test_one_that_never_answers_is_given_up_and_ended(supervised):
    """Patience is bounded, and what was started is ended."""
    server, _ = supervised("hang", patience=Patience(start=1.5, look=0.1, end=2.0))
    with pytest.raises(OutOfBudget, match="1.5 s"):
        server.run(lambda: pytest.fail("it was never well"))
    assert all(ends(p) for p in pids(server))


def test_one_that_keeps_dying_is_restarted_so_often_and_no_more(supervised):
    """After two restarts it is a failure; each start became well, and the log keeps all three."""
    server, said = supervised("once")
    ready = []
    with pytest.raises(RunFailed, match="ended with code 7, and 2 restarts did not help"):
        server.run(lambda: ready.append(1))
    assert len(ready) == 3
    assert len(set(pids(server))) == 3
    assert [s for s in said if "restart" in s][-1].endswith("restart 2 of 2")


def test_one_that_falls_silent_is_restarted(supervised):
    """A process that lives and no longer answers is ended and started again."""
    server, _ = supervised("mute", patience=Patience(start=20.0, look=0.1, hung=0.5, end=1.0, restarts=1, pause=0.01))
    ready = []
    with pytest.raises(RunFailed, match="has not answered for 0.5 s, and 1 restarts did not help"):
        server.run(lambda: ready.append(1))
    assert len(ready) == 2
    assert all(ends(p) for p in pids(server))


def test_one_that_will_not_end_is_killed_with_its_child(supervised):
    """A server that ignores the signal is killed, and so is the child that it left."""
    server, said = supervised("stubborn", patience=Patience(start=20.0, look=0.1, end=0.5))
    server.run(server.stopping.set)
    assert len(pids(server)) == 2
    assert all(ends(p) for p in pids(server))
    assert "it does not end; killed" in said


def test_what_already_answers_there_is_left_alone(supervised, scripted):
    """A server that is not ours at that address is neither replaced nor ended."""
    client = Client(scripted.url, seconds=2)
    server, _ = supervised("serve")
    server.well = client.healthy
    with pytest.raises(InputError, match="already answers there"):
        server.run(lambda: None)
    assert client.healthy()
    assert not server.log.exists()
    client.close()


def test_an_interpreter_that_is_not_there_is_named(supervised):
    """The cure is the one line that makes it."""
    server, _ = supervised("serve", command=["/no/such/python"])
    with pytest.raises(InputError, match="make vllm"):
        server.run(lambda: None)


def test_the_group_is_not_ours(supervised):
    """The server runs in a process group of its own, so that ending it cannot end us."""
    server, _ = supervised("serve")
    groups = []
    server.run(lambda: groups.append(os.getpgid(server._process.pid)) or server.stopping.set())
    assert groups[0] != os.getpgid(0)

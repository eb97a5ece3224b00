"""With every socket refused, in the process and in its workers, the answers are the same."""

import json

import pytest

from ech0.core.types import Answer

SITE = '''
"""No socket may reach out; who tries is written down."""
import os, socket

def refused(*args, **kwargs):
    with open(os.environ["REFUSED"], "a", encoding="utf-8") as file:
        file.write(f"{os.getpid()} {args[-2:]!r}\\n")
    raise OSError("no network here")

socket.socket.connect = refused
socket.socket.connect_ex = refused
socket.getaddrinfo = refused
socket.gethostbyname = refused
socket.create_connection = refused
'''

pytestmark = pytest.mark.slow


def test_without_any_socket_the_answers_are_the_same(command, home, tmp_path, questions, ech0):
    """Asked as a batch where connecting and looking up names raise, every question of the mission has the same
    answer."""
    from ech0.core.types import Question

    site, told = tmp_path / "site", tmp_path / "refused.txt"
    site.mkdir()
    (site / "sitecustomize.py").write_text(SITE, encoding="utf-8")
    probe = "import socket, sys; socket.getaddrinfo('localhost', 80)"
    path = _path(site)
    assert "no network here" in command(home, code=probe, env={"PYTHONPATH": path, "REFUSED": str(told)}).stderr
    told.unlink()

    file = tmp_path / "questions.jsonl"
    file.write_text("".join(json.dumps({"id": n, "text": t}) + "\n" for n, t in questions.items()), encoding="utf-8")
    done = command(home, "ask", "--batch", str(file), env={"PYTHONPATH": path, "REFUSED": str(told)})
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r.pop("id") for r in rows] == list(questions)
    for row in rows:
        offline = Answer.model_validate(row)
        here = ech0.ask(Question(text=offline.question.text))
        assert (offline.status, offline.value, offline.text, offline.ledger) == (
            here.status,
            here.value,
            here.text,
            here.ledger,
        )
        saved = tmp_path / "answer.json"
        saved.write_text(offline.model_dump_json(), encoding="utf-8")
    verified = command(home, "verify", str(saved), env={"PYTHONPATH": path, "REFUSED": str(told)})
    assert verified.returncode == 0, verified.stderr
    assert not told.exists(), f"somebody tried: {told.read_text(encoding='utf-8')}"


def _path(site):
    import os
    from pathlib import Path

    return os.pathsep.join([str(site), str(Path(__file__).resolve().parents[2])])

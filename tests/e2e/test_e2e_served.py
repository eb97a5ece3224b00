"""The served mind from the command line over a scripted server: exit codes, no other socket, verification, settings."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "minds" / "served"))

from scripted_server import Say, Scripted

LAMP = "What is the resistance of a lamp that draws 3.7 A at 13.9 V?"
STEP = {"do": "formula", "id": "c1", "formula": "ohm", "find": "Z", "inputs": {"I": "q1", "U": "q2"}}
SITE = '''
"""Only one port of this machine may be connected to; who tries another is written down."""
import os, sys

def watch(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        where = args[1] if event != "socket.getaddrinfo" else (args[0], args[1])
        allowed = ("127.0.0.1", int(os.environ["MODEL_PORT"]))
        if isinstance(where, tuple) and tuple(where[:2]) != allowed:
            with open(os.environ["REFUSED"], "a", encoding="utf-8") as file:
                file.write(f"{event} {where!r}\\n")
            raise PermissionError("no network here")

sys.addaudithook(watch)
'''

pytestmark = pytest.mark.slow


def script(request, _number):
    """Ohm's law, worded."""
    plan = request["response_format"]["json_schema"]["name"] == "plan"
    text = {"steps": [STEP], "answer": "c1.Z"} if plan else {"text": "The resistance {c1.Z} follows."}
    return Say(text=text, thinking="what is a lamp?")


def test_a_served_answer_needs_no_socket_but_the_model_s_and_verifies(command, home, tmp_path):
    """In a process where only the model's port may be connected to, the answer comes, and every entry of it is derived
    again; asked again, the replies come from the data folder."""
    site, told = tmp_path / "site", tmp_path / "refused.txt"
    site.mkdir()
    (site / "sitecustomize.py").write_text(SITE, encoding="utf-8")
    with Scripted(script) as server:
        env = {
            "PYTHONPATH": f"{site}:{Path(__file__).resolve().parents[2]}",
            "REFUSED": str(told),
            "MODEL_PORT": str(server.server.server_port),
            "ECH0_MIND_URL": server.url,
            "HTTP_PROXY": "http://192.0.2.1:3128",
        }
        done = command(home, "ask", LAMP, "--mind", "served", "--json", env=env)
        assert done.returncode == 0, done.stderr
        asked = len(server.requests)
        again = command(home, "ask", LAMP, "--mind", "served", "--json", env=env)
        assert len(server.requests) == asked
    answer = json.loads(done.stdout)
    assert (answer["mind"], answer["status"]) == ("served", "answered")
    assert json.loads(again.stdout)["text"] == answer["text"]
    assert not told.exists(), told.read_text(encoding="utf-8")
    trace = (home / "runs" / answer["run_id"] / "trace.jsonl").read_text(encoding="utf-8")
    assert "what is a lamp?" in trace
    assert "what is a lamp?" not in done.stdout
    assert "model  replied" in done.stderr
    saved = tmp_path / "answer.json"
    saved.write_text(done.stdout, encoding="utf-8")
    verified = command(home, "verify", str(saved))
    assert verified.returncode == 0, verified.stdout


@pytest.mark.parametrize(
    ("say", "more", "code", "says"),
    [
        (Say(code=401, error="who are you"), {}, 1, "mind.key_env"),
        (Say(text="{", finish="length"), {}, 1, "mind.max_tokens"),
        (Say(text="{}"), {"ECH0_MIND_TOKENS": "50"}, 5, "mind.tokens"),
    ],
    ids=["denied", "cut", "budget"],
)
def test_exit_codes_say_how_a_model_failed(main, shared_home, monkeypatch, say, more, code, says):
    """A model that fails is exit code 1, a budget that ran out 5, each with what to do on standard output."""
    with Scripted(lambda _r, _n: say) as server:
        for name, value in {"ECH0_MIND_URL": server.url, **more}.items():
            monkeypatch.setenv(name, value)
        got, out, _ = main("--home", shared_home, "ask", LAMP, "--mind", "served")
    assert (got, says in out) == (code, True), out


def test_a_hybrid_without_a_server_is_the_embedded_mind(main, shared_home, monkeypatch):
    """With nobody at the address, a hybrid answers as the embedded mind, and the chain says why it was alone."""
    monkeypatch.setenv("ECH0_MIND_URL", "http://127.0.0.1:9/v1")
    code, out, _ = main("--home", shared_home, "ask", LAMP, "--mind", "hybrid", "--json")
    answer = json.loads(out)
    assert (code, answer["status"], answer["mind"]) == (0, "answered", "hybrid")
    assert any("nothing answers at" in c["step"] for c in answer["chain"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ECH0_MIND_URL", "ftp://example.org/v1"),
        ("ECH0_MIND_URL", "http://user:key@example.org/v1"),
        ("ECH0_MIND_SAMPLES", "0"),
        ("ECH0_MIND_TEMPERATURE", "hot"),
        ("ECH0_MIND_KIND", "oracle"),
    ],
)
def test_a_setting_that_cannot_be_used_is_a_usage_error_that_names_it(main, shared_home, monkeypatch, name, value):
    """A wrong setting ends with exit code 2 and names the variable before anything is asked."""
    monkeypatch.setenv(name, value)
    code, _, err = main("--home", shared_home, "ask", LAMP)
    assert code == 2
    assert name in err

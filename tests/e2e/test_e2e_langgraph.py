"""The loop in other people's tools: LangGraph's loader and server, LangChain's Runnable, plain async Python."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

import ech0 as package
from ech0.core.types import Answer, Event
from ech0.loop import Configuration

ROOT = Path(__file__).resolve().parents[2]
SUM = "What is 6 * 7?"


@pytest.fixture
def at_home(shared_home, monkeypatch):
    """ECH0_HOME is the warm folder: the module's own functions find the warm parts."""
    monkeypatch.setenv("ECH0_HOME", str(shared_home))


@pytest.fixture
def compiled(at_home):
    """The graph as LangGraph's tools load it."""
    from ech0.app import graph

    return graph()


# --- the file and the drawing ----------------------------------------------------------------------------------------


def test_the_file_names_a_graph_that_is_there():
    """langgraph.json is valid for LangGraph's own tool, and what it names is a function of ours."""
    cli = pytest.importorskip("langgraph_cli.config", reason="the studio extra is not installed")
    checked = cli.validate_config_file(ROOT / "langgraph.json")
    path, _, name = checked["graphs"]["ech0"].partition(":")
    assert (ROOT / path).is_file()
    from ech0 import app

    assert callable(getattr(app, name))


def test_the_drawing_has_the_five_nodes_and_the_edges_of_the_gate(compiled):
    """decompose, retrieve, lab, symbolic_check, synthesize; from there the gate leads back, to the user, or to
    the end."""
    drawn = compiled.get_graph()
    nodes = {"decompose", "retrieve", "lab", "symbolic_check", "synthesize", "ask", "conclude"}
    assert nodes <= set(drawn.nodes)
    edges = {(e.source, e.target) for e in drawn.edges}
    assert {("synthesize", n) for n in ("decompose", "ask", "conclude")} <= edges
    assert {("decompose", "retrieve"), ("retrieve", "lab"), ("lab", "symbolic_check"), ("ask", "decompose")} <= edges
    assert {e.conditional for e in drawn.edges if e.source == "synthesize"} == {True}
    text = drawn.draw_mermaid()
    assert all(n in text for n in nodes)


def test_what_may_be_set_is_typed(compiled):
    """The context schema shows `interactive` and `max_rounds` with types, bounds and what they mean."""
    schema = compiled.get_context_jsonschema()
    assert schema["properties"]["interactive"]["type"] == "boolean"
    assert schema["properties"]["max_rounds"]["type"] == "integer"
    assert schema["properties"]["max_rounds"]["maximum"] == 10
    assert all(p["description"] for p in schema["properties"].values())


def test_the_settings_of_a_run_reach_the_loop(at_home):
    """What Studio puts into `configurable` is checked against the schema and used."""
    from ech0.app import graph

    built = graph({"configurable": {"max_rounds": 1, "thread_id": "t"}})
    assert Configuration.model_validate({"max_rounds": 1}).max_rounds == 1
    assert built.get_graph()
    with pytest.raises(ValueError, match="max_rounds"):
        graph({"configurable": {"max_rounds": 0}})


# --- invoking -----------------------------------------------------------------------------------------------------


def test_a_plain_dictionary_is_a_question(compiled):
    """What Studio sends, `{"question": {"text": ...}}`, is answered."""
    state = compiled.invoke({"question": {"text": SUM}})
    assert isinstance(state["answer"], Answer)
    assert (state["answer"].status, state["answer"].value) == ("answered", 42)


def test_a_dictionary_with_labs_is_answered(compiled, questions):
    """The same with a lab run and a check, asynchronously."""
    state = asyncio.run(compiled.ainvoke({"question": {"text": questions["boiling"]}}))
    assert state["answer"].value == pytest.approx(354.5, rel=1e-3)


def test_interactive_asks_and_takes_the_reply(at_home, questions):
    """With `interactive` the graph interrupts with what it needs, and goes on with the reply."""
    from dataclasses import replace

    from langgraph.checkpoint.memory import InMemorySaver
    from langgraph.types import Command

    from ech0.app import open_ech0

    loop = replace(open_ech0().loop(), settings=Configuration(interactive=True))
    run = loop.graph().compile(checkpointer=InMemorySaver())
    config = {"configurable": {"thread_id": "1"}}
    state = run.invoke({"question": {"text": questions["missing"]}}, config)
    assert state["__interrupt__"][0].value["needs"]
    state = run.invoke(Command(resume="The incline is 5.0 m long."), config)
    assert state["answer"].value == pytest.approx(7.0, rel=5e-3)


# --- as a library -------------------------------------------------------------------------------------------------


def test_a_runnable_answers_text(at_home):
    """`ech0.runnable()` is a LangChain Runnable: invoke, ainvoke, batch, and a part of a chain."""
    chain = package.runnable()
    assert chain.invoke(SUM).value == 42
    assert asyncio.run(chain.ainvoke(SUM)).value == 42
    assert [a.value for a in chain.batch([SUM, "What is 2 + 3?"])] == [42, 5]
    assert (chain | (lambda answer: answer.status)).invoke(SUM) == "answered"


def test_ask_and_aask_give_a_typed_answer(at_home):
    """`ech0.ask` and `ech0.aask` give an `Answer`; several at once do not mix."""
    assert isinstance(package.ask(SUM), Answer)

    async def many():
        return await asyncio.gather(*(package.aask(f"What is {n} * 7?") for n in range(2, 6)))

    assert [a.value for a in asyncio.run(many())] == [14, 21, 28, 35]


def test_a_question_that_cannot_be_put_is_raised(at_home):
    """A caller's mistake is an error, not an answer."""
    with pytest.raises(package.InputError if hasattr(package, "InputError") else ValueError, match="write a question"):
        package.ask("")


def test_a_stream_tells_what_happens(at_home, questions):
    """Typed events from launch to done, in the order of time, with the lab and the check among them."""
    events = list(package.stream(questions["column"]))
    assert all(isinstance(e, Event) for e in events)
    assert events[0].kind == "launch"
    assert events[-1].kind == "done"
    assert isinstance(events[-1].data["answer"], Answer)
    assert {"node", "lab", "check", "gate"} <= {e.kind for e in events}
    assert [e.elapsed_s for e in events] == sorted(e.elapsed_s for e in events)
    assert len({e.run_id for e in events}) == 1


# --- the server ---------------------------------------------------------------------------------------------------


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _post(port, path, body):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=60) as reply:
        return json.loads(reply.read())


@pytest.fixture
def server(home, tmp_path):
    """`langgraph dev` on this machine alone, without a browser; its port."""
    pytest.importorskip("langgraph_api", reason="the studio extra is not installed")
    port, log, place = _free_port(), (tmp_path / "log.txt").open("w+"), tmp_path / "checkout"
    place.mkdir()  # the server leaves files where it is started, so it is not started in the checkout
    (place / "langgraph.json").write_bytes((ROOT / "langgraph.json").read_bytes())
    (place / "ech0").symlink_to(ROOT / "ech0")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ECH0_", "LANG"))}
    argv = [sys.executable, "-m", "langgraph_cli", "dev", "--no-browser", "--no-reload", "--allow-blocking"]
    child = subprocess.Popen(
        [*argv, "--port", str(port), "--config", "langgraph.json"],
        env={**kept, "ECH0_HOME": str(home), "PYTHONPATH": str(ROOT), "LANGGRAPH_CLI_NO_ANALYTICS": "1"},
        stdout=log,
        stderr=subprocess.STDOUT,
        cwd=place,
    )
    try:
        for _ in range(300):
            if child.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/ok", timeout=1):
                    break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("the server did not start")
        if child.poll() is not None:
            log.seek(0)
            pytest.fail(f"the server ended: {log.read()[-3000:]}")
        yield port
    finally:
        child.terminate()
        child.wait(timeout=20)
        log.close()


@pytest.mark.slow
def test_langgraphs_own_server_loads_and_runs_it(server):
    """`langgraph dev` serves the graph: its schema shows what may be set, and a run over HTTP gives the answer as
    JSON."""
    assistants = _post(server, "/assistants/search", {"graph_id": "ech0"})
    assert [a["graph_id"] for a in assistants] == ["ech0"]
    with urllib.request.urlopen(
        f"http://127.0.0.1:{server}/assistants/{assistants[0]['assistant_id']}/schemas"
    ) as reply:
        schemas = json.loads(reply.read())
    shown = schemas.get("context_schema") or schemas["config_schema"]
    assert {"interactive", "max_rounds"} <= shown["properties"].keys()
    state = _post(server, "/runs/wait", {"assistant_id": "ech0", "input": {"question": {"text": SUM}}})
    assert (state["answer"]["status"], state["answer"]["value"]) == ("answered", 42)

"""Each way in which a served model fails, put on by a scripted server: a clear error of its kind that names the fix."""

import json
import os
import re
import socket
import sys
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from scripted_server import Say, Scripted

from ech0.core.errors import (
    ClaimError,
    ModelBroken,
    ModelBusy,
    ModelDenied,
    ModelRejected,
    ModelUnknown,
    ModelUnreachable,
    OutOfBudget,
    ReasoningLost,
    ReplyCut,
    ReplyEmpty,
    ReplyRefused,
    ReplyUnreadable,
)
from ech0.core.types import Usage
from ech0.minds.served import samples
from ech0.minds.served.caller import Caller, Manner
from ech0.minds.served.meter import Limits, Meter
from ech0.minds.served.proposal import Proposal
from ech0.minds.served.wire import Wire

GOOD = {"steps": [], "answer": ""}
SCHEMA = {"title": "plan", "type": "object"}
LIMITS = Limits(tokens=100_000, seconds=30.0, money=1.0)
ASK = [("system", "be brief"), ("user", "why?")]


@pytest.fixture
def wires():
    """Connections that are closed when the test is over."""
    opened = []
    yield opened
    for wire in opened:
        wire.close()


@pytest.fixture
def caller(wires):
    """A caller to a scripted server, which pauses for no time and notes how long it would have."""

    def make(server, *, thinking=0, tries=3, model="", key_env="", cache=None, timeout_s=5.0, url=None):
        wire = Wire(url or server.url, key_env=key_env, timeout_s=timeout_s)
        wires.append(wire)
        waits = []
        made = Caller(wire, model, Manner(256, thinking, tries), cache, waits.append)
        made.__dict__["waits"] = waits
        return made

    return make


def put(caller, *, limits=LIMITS, told=None, meter=None):
    """One request."""
    meter = meter or Meter(limits)
    return caller.ask(
        ASK, SCHEMA, how={"temperature": 0.0, "seed": 1}, meter=meter, tell=([] if told is None else told).append
    )


def always(say):
    """The same answer to every request."""
    return lambda _request, _number: say


# --- what comes through ---------------------------------------------------------------------------------------------


def test_a_reply_comes_back_with_what_it_took(caller):
    """The text, the tokens that the server counted, and nothing else; the request held the schema and the seed."""
    with Scripted(always(Say(text=GOOD, usage=(70, 9)))) as server:
        reply = put(caller(server))
    assert json.loads(reply.text) == GOOD
    assert (reply.usage.calls, reply.usage.tokens_in, reply.usage.tokens_out) == (1, 70, 9)
    sent = server.requests[0]
    assert sent["response_format"]["json_schema"]["schema"] == SCHEMA
    assert (sent["seed"], sent["stream"], sent["chat_template_kwargs"]) == (1, True, {"enable_thinking": False})


def test_a_server_that_does_not_stream_is_understood(caller):
    """A whole reply as plain JSON is read like a stream."""
    body = {
        "choices": [{"message": {"content": json.dumps(GOOD)}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 5, "completion_tokens": 6},
    }
    with Scripted(always(Say(raw=json.dumps(body).encode(), kind="application/json"))) as server:
        reply = put(caller(server))
    assert json.loads(reply.text) == GOOD
    assert reply.usage.tokens_out == 6


def test_only_a_server_that_knows_them_gets_parameters_of_its_own(caller):
    """A hosted server is not sent vLLM's parameters, which it would refuse."""
    with Scripted(always(Say(text=GOOD)), owner="somebody") as server:
        put(caller(server))
    assert "chat_template_kwargs" not in server.requests[0]


@pytest.mark.parametrize(
    ("say", "noted"),
    [
        (Say(text=GOOD, thinking="first I think"), False),
        (Say(text=f"<think>first I think</think>{json.dumps(GOOD)}"), True),
        (Say(text=f"first I think</think>\n{json.dumps(GOOD)}"), True),
    ],
    ids=["parser", "tags", "template opens the tag"],
)
def test_thoughts_are_set_apart(caller, say, noted):
    """However a model thinks, its thoughts are no part of the reply; thinking aloud is noted with the flag to set."""
    with Scripted(always(say)) as server:
        reply = put(caller(server, thinking=50))
    assert json.loads(reply.text) == GOOD
    assert "I think" in reply.thinking
    assert bool(reply.notes and "--reasoning-parser" in reply.notes[0]) is noted


def test_thoughts_that_go_on_too_long_are_cut_and_the_answer_asked_for(caller):
    """Past its budget a model is stopped, and asked again without thinking; both calls count."""

    def script(request, _number):
        on = request["chat_template_kwargs"]["enable_thinking"]
        return Say(text=GOOD, thinking="and so on " * 2000 if on else "", pieces=200)

    with Scripted(script) as server:
        told = []
        reply = put(caller(server, thinking=100), told=told)
    assert json.loads(reply.text) == GOOD
    assert [r["chat_template_kwargs"]["enable_thinking"] for r in server.requests] == [True, False]
    assert reply.usage.calls == 2
    assert any("beyond 100 tokens" in e.message for e in told)


# --- what fails, and what to do about it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("say", "error", "fix"),
    [
        (Say(code=401, error="bad key"), ModelDenied, "mind.key_env"),
        (Say(code=403), ModelDenied, "mind.key_env"),
        (Say(code=404, error="The model `x` does not exist"), ModelUnknown, "set mind.model to one of: scripted"),
        (Say(code=429, error="slow down"), ModelBusy, "lower mind.samples"),
        (Say(code=500, error="boom"), ModelBroken, "log of the server"),
        (Say(code=503), ModelBroken, "log of the server"),
        (Say(code=302, headers={"Location": "http://192.0.2.1/"}), ModelUnknown, "redirect"),
        (Say(code=400, error="This model's maximum context length is 2048"), ModelRejected, "--max-model-len"),
        (Say(code=400, error="json_schema is not supported"), ModelRejected, "--structured-outputs-config"),
        (Say(code=422, error="Unrecognized request argument: chat_template_kwargs"), ModelRejected, "mind.thinking"),
        (Say(code=400, error="\x1b[2Jodd\x07"), ModelRejected, "odd"),
        (Say(text=json.dumps(GOOD)[:9], finish="length"), ReplyCut, "mind.max_tokens"),
        (Say(text="<think>well, well", finish="length"), ReplyCut, "mind.thinking"),
        (Say(thinking="well, well", finish="length"), ReplyCut, "mind.thinking"),
        (Say(text="<think>well, well"), ReasoningLost, "--reasoning-parser"),
        (Say(thinking=json.dumps(GOOD)), ReasoningLost, "--reasoning-parser"),
        (Say(text=""), ReplyEmpty, "ask again"),
        (Say(choices=False, text="", usage=None), ReplyEmpty, "no choice"),
        (Say(raw=b'{"choices": []}', kind="application/json"), ReplyEmpty, "no choice"),
        (Say(raw=b"<html>hello</html>", kind="text/html"), ReplyUnreadable, "mind.url"),
        (Say(raw=b"data: {not json\n\n"), ReplyUnreadable, "mind.url"),
        (Say(raw=b'data: {"choices": ["x"]}\n\ndata: [DONE]\n\n'), ReplyUnreadable, "mind.url"),
        (Say(raw=b"[" * 100_000, kind="application/json"), ReplyUnreadable, "mind.url"),
        (Say(raw=b"data: " + b"x" * (3 << 20)), ReplyUnreadable, "does not end"),
        (Say(text=GOOD, midway="CUDA out of memory"), ModelBroken, "CUDA out of memory"),
        (Say(text=GOOD, cut=2), ModelUnreachable, "before the reply was whole"),
    ],
    ids=lambda v: v.__name__ if isinstance(v, type) else None,
)
def test_each_failure_is_an_error_of_its_kind_that_names_the_fix(caller, say, error, fix):
    """What the server does wrong is told as what it is, on one printable line, with what to do about it."""
    with Scripted(always(say)) as server, pytest.raises(error) as raised:
        put(caller(server))
    told = str(raised.value)
    assert fix in told
    assert told.isprintable() and len(told) < 700
    assert len(server.requests) == (3 if error.again else 1)


def test_a_server_that_recovers_is_asked_again(caller):
    """After a 500, a lost connection and a refusal for haste, the fourth try is answered, and only it."""
    script = [Say(code=500), Say(text=GOOD, cut=1), Say(code=429, headers={"Retry-After": "7"}), Say(text=GOOD)]
    with Scripted(lambda _r, n: script[n - 1]) as server:
        asked = caller(server, tries=4)
        reply = put(asked)
    assert json.loads(reply.text) == GOOD
    assert asked.waits == [0.5, 1.0, 7.0]


def test_retry_after_may_be_a_date(caller):
    """`Retry-After` as a date is waited for too."""
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    script = [Say(code=429, headers={"Retry-After": when}), Say(text=GOOD)]
    with Scripted(lambda _r, n: script[n - 1]) as server:
        asked = caller(server)
        put(asked)
    assert 15 < asked.waits[0] <= 20


def test_a_wait_beyond_the_time_of_a_question_is_not_waited(caller):
    """A server that asks to wait longer than the question may take is given up at once."""
    with Scripted(always(Say(code=429, headers={"Retry-After": "3600"}))) as server:
        asked = caller(server)
        with pytest.raises(ModelBusy):
            put(asked)
    assert asked.waits == []


def test_nothing_there(caller):
    """Where nobody listens, the error names the address and how to start a server."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(ModelUnreachable, match=rf"127\.0\.0\.1:{port}.*ech0 model serve"):
        put(caller(None, url=f"http://127.0.0.1:{port}/v1"))


def test_a_server_that_hangs_is_given_up(caller):
    """Without a byte for `mind.timeout` seconds, a request ends."""
    with Scripted(always(Say(text=GOOD, wait_s=3.0))) as server, pytest.raises(ModelUnreachable, match="mind.timeout"):
        put(caller(server, timeout_s=0.2, tries=1))


def test_a_server_that_drips_for_ever_is_stopped(caller):
    """A reply that comes byte by byte beyond the time of a question is cut off as out of budget."""
    raw = b"".join(b'data: {"choices":[{"delta":{"content":" "}}]}\n\n' for _ in range(2000))
    with Scripted(always(Say(raw=raw))) as server:
        asked = caller(server)
        _ = asked.served
        with pytest.raises(OutOfBudget, match="mind.seconds"):
            list(asked.wire.stream({"model": "scripted"}, until=time.monotonic()))


@pytest.mark.parametrize(
    ("models", "wanted"),
    [([], ""), ([{"id": "a"}, {"id": "b"}], ""), ([{"id": "a"}], "b")],
    ids=["none", "several", "another"],
)
def test_a_model_that_is_not_served_is_named_with_those_that_are(caller, models, wanted):
    """A wrong, or an open, choice of model is refused before anything is asked, with the names to choose from."""
    with Scripted(always(Say(text=GOOD)), models=models) as server, pytest.raises(ModelUnknown, match="mind.model"):
        put(caller(server, model=wanted))
    assert not server.requests


def test_the_key_is_sent_if_named_and_missed_if_unset(caller, monkeypatch):
    """The key comes from the variable that is named, goes nowhere else, and is asked for if the variable is not set."""
    monkeypatch.setenv("SOME_KEY", "s3cret")
    with Scripted(always(Say(text=GOOD))) as server:
        put(caller(server, key_env="SOME_KEY"))
        assert server.keys == ["Bearer s3cret"]
        monkeypatch.delenv("SOME_KEY")
        with pytest.raises(ModelDenied, match="SOME_KEY is not set"):
            put(caller(server, key_env="SOME_KEY"))
    assert "s3cret" not in json.dumps(server.requests)
    assert "SOME_KEY" not in os.environ


def test_no_proxy_of_the_environment_is_used(caller, monkeypatch):
    """With a proxy in the environment the request still goes to the address that was set, and nowhere else."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://192.0.2.1:3128")
    with Scripted(always(Say(text=GOOD))) as server:
        assert json.loads(put(caller(server)).text) == GOOD


# --- budgets ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        (Limits(tokens=100, seconds=30, money=1.0), "mind.tokens"),
        (Limits(tokens=100_000, seconds=30, money=1e-6, price_in=1.0, price_out=1.0), "mind.money"),
        (Limits(tokens=100_000, seconds=-1.0, money=1.0), "mind.seconds"),
    ],
    ids=["tokens", "money", "seconds"],
)
def test_what_would_go_beyond_a_budget_is_not_asked(caller, limits, named):
    """A request that could take more than is left is not put; the error says which setting bounds it."""
    with Scripted(always(Say(text=GOOD))) as server, pytest.raises(OutOfBudget, match=named):
        put(caller(server), limits=limits)
    assert not server.requests


def test_a_budget_counts_what_was_spent_before(caller):
    """What earlier rounds of a question took leaves less for this one, and money is counted by both prices."""
    with Scripted(always(Say(text=GOOD, usage=(1000, 500)))) as server:
        meter = Meter(Limits(tokens=5000, seconds=30, money=1.0, price_in=2.0, price_out=4.0), Usage(tokens_in=3400))
        put(caller(server), meter=meter)
        with pytest.raises(OutOfBudget):
            put(caller(server), meter=meter)
    assert meter.used.money == pytest.approx((1000 * 2 + 500 * 4) / 1e6)


# --- what does not fit the schema ---------------------------------------------------------------------------------


def sampled(caller, *, count=1, repairs=2, told=None):
    """Readings of proposals, with their checks."""
    how = samples.Sampling(count, 0.7, 5, repairs)
    read = lambda text: samples.parsed(Proposal, text)  # noqa: E731
    return samples.readings(
        caller, ASK, SCHEMA, read, how, meter=Meter(LIMITS), tell=([] if told is None else told).append
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The answer is four.", "not JSON"),
        ('{"steps": [], "answer": ""', "not JSON"),
        ('{"steps": [{"do": "guess"}], "answer": ""}', "guess"),
        ('{"steps": [], "answer": "", "value": 42}', "value"),
        ('{"steps": [], "answer": "42"}', "42"),
        ('{"steps": NaN, "answer": ""}', "NaN"),
        ("[" * 30_000, "nested|JSON"),
        ("x" * 50_000, "50000"),
    ],
)
def test_what_does_not_fit_is_sent_back_with_what_is_wrong_then_given_up(caller, text, says):
    """The model is told what did not fit; after the last repair the error says what that was."""
    with Scripted(always(Say(text=text))) as server:
        asked = sampled(caller(server))
    (error,) = asked.errors
    assert isinstance(error, ReplyRefused)
    assert len(server.requests) == 3
    back = server.requests[1]["messages"]
    assert [m["role"] for m in back] == ["system", "user", "assistant", "user"]
    assert re.search(says, back[-1]["content"]) and re.search(says, str(error))


def test_a_reply_that_is_mended_counts(caller):
    """A reply that fits after it was sent back is taken, and a fence of Markdown around it is no fault."""
    script = [Say(text="no"), Say(text=f"```json\n{json.dumps(GOOD)}\n```")]
    with Scripted(lambda _r, n: script[n - 1]) as server:
        asked = sampled(caller(server))
    assert asked.read == (Proposal(),)
    assert not asked.errors


def test_a_cut_reply_is_tried_with_another_seed(caller):
    """A reply that ran on to its limit may end with another seed; a third that does not is told as cut."""
    with Scripted(lambda _r, n: Say(text="{", finish="length") if n < 3 else Say(text=GOOD)) as server:
        assert sampled(caller(server)).read
    assert len({r["seed"] for r in server.requests}) == 3
    with Scripted(always(Say(text="{", finish="length"))) as server:
        (error,) = sampled(caller(server)).errors
    assert isinstance(error, ReplyCut)


def test_samples_are_asked_for_at_the_same_time(caller):
    """Four readings are with the server at once, each with a seed and the temperature; one that fails costs only
    itself."""

    def script(request, _number):
        time.sleep(0.3)
        return Say(code=400) if request["seed"] == 6 else Say(text=GOOD)

    with Scripted(script) as server:
        asked = sampled(caller(server), count=4)
    assert server.most == 4
    assert {r["seed"] for r in server.requests} == {5, 6, 7, 8}
    assert {r["temperature"] for r in server.requests} == {0.7}
    assert (len(asked.read), [type(e) for e in asked.errors]) == (3, [ModelRejected])


def test_a_single_sample_is_asked_for_without_chance(caller):
    """One reading is asked for at temperature 0."""
    with Scripted(always(Say(text=GOOD))) as server:
        sampled(caller(server))
    assert server.requests[0]["temperature"] == 0.0


def test_replies_are_shown_as_they_come(caller):
    """A reply that takes a while is shown on the way, thoughts first, in printable pieces; its thoughts stand in the
    trace."""
    say = Say(text=json.dumps(GOOD), thinking="deep \x1b[31mthought " * 4, pieces=8, drip_s=0.1)
    told = []
    with Scripted(always(say)) as server:
        sampled(caller(server, thinking=500), told=told)
    shown = [e.message.partition(":")[0] for e in told[:-1]]
    assert shown[0] == "thinks" and shown[-1] == "writes"
    assert all(e.message.isprintable() and e.kind == "model" for e in told)
    assert told[-1].data["thinking"].startswith("deep")
    assert told[-1].data["usage"]["calls"] == 1


def test_whatever_json_comes_it_is_a_proposal_or_told(caller):
    """Nothing that is not a proposal passes as one."""
    for text in ("null", "3", '"x"', "[]", '{"steps": {}}', '{"answer": null}'):
        with pytest.raises(ClaimError):
            samples.parsed(Proposal, text)

"""`ech0 model check` against a scripted OpenAI-compatible server: each lack is named, with its fix."""

import pytest

from ech0.core.errors import InputError, OutOfBudget, RunFailed
from ech0.serving.client import Client
from ech0.serving.probe import check, unlike

NAMES = "server,model id,context length,JSON schema,reasoning parser,tool call,logprobs,prefix cache".split(",")


def findings(url, *args, seconds=20.0, **kwargs):
    """The findings by name."""
    client = Client(url, seconds=seconds)
    try:
        return {f.name: f for f in check(client, *args, **kwargs)}
    finally:
        client.close()


def test_a_sound_server_passes_every_line(scripted):
    """All eight lines are ok, in order; the schema and the tool were asked for with thinking off."""
    found = findings(scripted.url, "scripted", 4096, thinks=True)
    assert list(found) == NAMES
    assert {n: f.ok for n, f in found.items() if f.ok is not True} == {}
    asked = [r for r in scripted.script.requests if "response_format" in r or "tools" in r]
    assert [r["chat_template_kwargs"] for r in asked] == [{"enable_thinking": False}] * 2


def test_no_server_is_one_line_with_the_cure():
    """A port on which nobody listens is said to be that, and nothing further is asked."""
    found = findings("http://127.0.0.1:9")
    assert list(found) == ["server"]
    assert found["server"].ok is False
    assert "ech0 model serve" in found["server"].fix


@pytest.mark.parametrize("raw", ["<html>hello</html>", '{"object":"list"}', "[]"])
def test_what_is_no_model_server_is_told(scripted, raw):
    """A web page, or JSON of another shape, at that address."""
    scripted.script.raw = raw
    assert findings(scripted.url)["server"].ok is False


def test_another_model_id_is_named(scripted):
    """The id that is asked for must be listed; those that are come with the fix."""
    found = findings(scripted.url, "ech0-14b")
    assert found["model id"].ok is False
    assert "scripted" in found["model id"].fix
    assert len(found) == 2


def test_a_short_context_fails_and_a_silent_one_is_unproved(scripted):
    """Less than was asked for is a failure; a server that does not say leaves it open."""
    assert findings(scripted.url, "scripted", 8192)["context length"].fix == "--max-model-len 8192"
    scripted.script.models = [{"id": "scripted"}]
    assert findings(scripted.url, "scripted", 8192)["context length"].ok is None


def say(scripted, key, message):
    """Have the server say this to requests that hold `key`, and the sound thing otherwise."""
    sound = scripted.script.sound
    scripted.script.chat = lambda r: (message if isinstance(message, tuple) else dict(message)) if key(r) else sound(r)


@pytest.mark.parametrize(
    ("message", "why", "fix"),
    [
        ({"content": "{" + " " * 90, "finish_reason": "length"}, "ran on", "disable_any_whitespace"),
        ({"content": '{"colour":"mauve","count":3}'}, "outside the enum", "xgrammar"),
        ({"content": '{"colour":"red","count":33}'}, "outside its bounds", "xgrammar"),
        ({"content": '{"colour":"red","count":true}'}, "outside its bounds", "xgrammar"),
        ({"content": '{"colour":"red","count":3,"more":1}'}, "other keys", "xgrammar"),
        ({"content": None, "reasoning": '{"colour":"red","count":3}'}, "came as thinking", "enable_in_reasoning"),
        ({"content": "", "reasoning": "hm", "finish_reason": "length"}, "4096 tokens of thinking", "thinking off"),
        ((500, '{"error": {"message": "engine died"}}'), "HTTP 500: engine died", "log"),
        ((429, "slow down"), "HTTP 429.*less at once", "log"),
        ((200, '{"choices": []}'), "no message", "log"),
        ((200, '{"choices": [{"mess'), "no JSON", "log"),
    ],
)  # fmt: skip
def test_a_broken_schema_round_trip_is_diagnosed(scripted, message, why, fix):
    """Whitespace, a value outside its bounds, the JSON in the wrong field, an error of the server, half an answer."""
    import re

    say(scripted, lambda r: "response_format" in r, message)
    found = findings(scripted.url)["JSON schema"]
    assert found.ok is False
    assert re.search(why, found.why)
    assert fix in found.fix


def test_a_model_that_must_think_gets_the_time_for_it(scripted):
    """Tokens that all went into thinking are no fault of the server: it is asked again with many more."""
    say(scripted, lambda r: r["max_tokens"] == 96, {"content": "", "reasoning": "hm", "finish_reason": "length"})
    found = findings(scripted.url)
    assert {n: f.why for n, f in found.items() if f.ok is not True} == {}
    assert [r["max_tokens"] for r in scripted.script.requests if "tools" in r] == [96, 4096]


@pytest.mark.parametrize(
    ("message", "thinks", "ok"),
    [
        ({"content": "<think>hm</think>eleven"}, None, False),
        ({"content": "hm</think>eleven"}, None, False),
        ({"content": "eleven"}, True, False),
        ({"content": "eleven"}, None, None),
        ({"content": "eleven", "reasoning_content": "hm"}, True, True),
    ],
)
def test_a_missing_reasoning_parser_is_seen(scripted, message, thinks, ok):
    """Marks in the answer, or a thinking model without thoughts, mean that the parser is missing."""
    say(scripted, lambda r: r["max_tokens"] == 512, message)
    found = findings(scripted.url, thinks=thinks)["reasoning parser"]
    assert found.ok is ok
    assert ok is not False or "--reasoning-parser" in found.fix


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ({"content": "I would paint"}, "no call came"),
        ({"content": '<tool_call>{"name": "paint", "arguments": {\r\r', "finish_reason": "length"}, "ran on"),
        ({"content": None, "tool_calls": [{"function": {"name": "paint", "arguments": ","}}]}, "no JSON"),
        ({"content": None, "tool_calls": [{"function": {"name": "erase", "arguments": "{}"}}]}, "other keys"),
    ],
)
def test_tool_calls_that_do_not_hold_are_seen(scripted, message, why):
    """No call, one that never ends, arguments that are no JSON, another tool."""
    say(scripted, lambda r: "tools" in r, message)
    found = findings(scripted.url)["tool call"]
    assert found.ok is False
    assert why in found.why
    assert found.fix


def test_missing_logprobs_are_seen(scripted):
    """A server that leaves them out fails that line only."""
    say(scripted, lambda r: r.get("logprobs"), {"content": "yes"})
    found = findings(scripted.url)
    assert [n for n, f in found.items() if f.ok is False] == ["logprobs"]


def test_a_prefix_cache_that_is_off_is_seen(scripted):
    """Without cached tokens it fails; without any count it is unproved; the two requests share a salt of their own."""
    scripted.script.cached = False
    assert findings(scripted.url)["prefix cache"].ok is False
    salts = [r["cache_salt"] for r in scripted.script.requests if "cache_salt" in r]
    assert len(salts) == 2
    assert len(set(salts)) == 1
    scripted.script.details = scripted.script.metrics = False
    assert findings(scripted.url)["prefix cache"].ok is None


def test_a_server_that_never_answers_is_given_up(scripted):
    """Every wait is bounded: a silent server costs the time that was allowed and no more."""
    import threading

    release = threading.Event()
    say(scripted, lambda r: "response_format" in r and not release.wait(20), {"content": "late"})
    found = findings(scripted.url, seconds=0.5)["JSON schema"]
    release.set()
    assert found.ok is False
    assert "0.5 s" in found.why


def test_a_stream_that_breaks_off_is_no_answer(scripted):
    """A stream without its end is a failure, not a short answer."""
    scripted.script.cut = True
    client = Client(scripted.url, seconds=10)
    with pytest.raises(RunFailed, match="stopped before its end"):
        list(client.stream({"model": "scripted", "messages": [], "max_tokens": 3}))
    with pytest.raises(RunFailed, match="HTTP 404.*does not exist"):
        list(client.stream({"model": "other", "messages": [], "max_tokens": 3}))
    client.close()


def test_an_address_that_is_none_is_refused():
    """Only http and https, with a host."""
    for url in ("127.0.0.1:8000", "ftp://x", "http://", ""):
        with pytest.raises(InputError, match="as in http"):
            Client(url)
    assert issubclass(OutOfBudget, RunFailed)


def test_an_object_of_the_schema_is_known():
    """The judge of the round trip takes what the schema takes."""
    assert unlike('{"count":9,"colour":"blue"}') == ""

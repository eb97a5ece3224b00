"""`ech0 model bench` against a scripted OpenAI-compatible server: the figures are those of what it said."""

import pytest

from ech0.core.errors import InputError, RunFailed
from ech0.serving import bandwidth
from ech0.serving.bandwidth import Bandwidth, given, limit
from ech0.serving.bench import Shape, bench, described
from ech0.serving.client import Client


@pytest.fixture
def client(scripted):
    """A client of the scripted server."""
    client = Client(scripted.url, seconds=20)
    yield client
    client.close()


def test_all_figures_come_from_what_was_said(scripted, client):
    """Loads, cache, JSON, speculation and the limit: counts as the server gave them, times positive, shares exact."""
    shape = Shape(weights=10**9, kv_per_token=1000, source="test")
    speed = Bandwidth(bytes_per_second=1e12, source="given")
    r = bench(client, "scripted", concurrency=(1, 3), tokens=5, json_calls=6, rounds=2, shape=shape, bandwidth=speed)
    assert [(x.concurrency, x.requests, x.tokens) for x in r.loads] == [(1, 4, 20), (3, 6, 30)]
    for x in r.loads:
        assert x.tokens_per_second == pytest.approx(x.tokens / x.seconds)
        assert x.limit == limit(speed, 10**9, 1000, x.concurrency, x.prompt_tokens + 2)
        assert x.share == pytest.approx(x.tokens_per_second / x.limit)
        assert 0 < x.first_token_p50 <= x.first_token_max
    assert (r.json_calls, r.json_valid) == (6, 6)
    assert r.speculation.acceptance == 0.5
    assert r.speculation.tokens_per_step == 3.0
    assert r.prefix.rounds == 2
    assert r.prefix.ratio == pytest.approx(r.prefix.warm / r.prefix.cold)
    assert r.notes == ()


def test_the_cache_is_measured_apart(scripted, client):
    """Each request has a salt of its own, but the warm ones share one; the beginning has about 1500 tokens."""
    bench(client, "scripted", concurrency=(2,), tokens=2, json_calls=1, rounds=3)
    streams = [r for r in scripted.script.requests if r.get("stream")]
    salts = [r["cache_salt"] for r in streams]
    shared = {s for s in salts if salts.count(s) > 1}
    assert len(shared) == 1
    assert salts.count(shared.pop()) == 4
    longest = max(len(r["messages"][0]["content"].split()) for r in streams)
    assert 1300 < longest < 1700


def test_invalid_json_is_counted_and_shown(scripted, client):
    """A server that keeps no schema has its share counted, with an example of what it said."""
    sound = scripted.script.sound
    scripted.script.chat = lambda r: {"content": "sorry"} if "response_format" in r and r["seed"] % 2 else sound(r)
    report = bench(client, "scripted", concurrency=(1,), tokens=1, json_calls=4, rounds=1)
    assert (report.json_valid, report.json_calls) == (2, 4)
    assert "2 of 4 valid (no JSON: 'sorry')" in "\n".join(described(report))


def test_a_model_that_must_think_is_measured_with_room_for_it(scripted, client):
    """If the first structured call is all thinking, the counted ones get the tokens that it takes."""
    sound = scripted.script.sound
    thinking = {"content": None, "reasoning": "hm", "finish_reason": "length"}
    scripted.script.chat = lambda r: dict(thinking) if r["max_tokens"] == 96 else sound(r)
    report = bench(client, "scripted", concurrency=(1,), tokens=1, json_calls=3, rounds=1)
    assert report.json_valid == 3


def test_what_cannot_be_had_is_noted(scripted, client):
    """No size or bandwidth: no limit. No metrics: no speculation. A short context: no prefix. Each with a reason."""
    scripted.script.metrics = False
    scripted.script.models = [{"id": "scripted", "max_model_len": 128}]
    report = bench(client, "scripted", concurrency=(1,), tokens=1, json_calls=1, rounds=1)
    assert report.loads[0].limit is None
    assert report.speculation is None
    assert report.prefix is None
    assert len(report.notes) == 3


def test_a_server_that_does_not_count_is_refused(scripted, client):
    """Tokens a second cannot be made up: without usage in the stream there is no figure."""
    scripted.script.usage = False
    with pytest.raises(RunFailed, match="include_usage"):
        bench(client, "scripted", concurrency=(1,), tokens=1, json_calls=1, rounds=1)


@pytest.mark.parametrize("wrong", [{"concurrency": (0,)}, {"concurrency": ()}, {"tokens": 0}, {"rounds": 0}])
def test_counts_below_one_are_refused(client, wrong):
    """Nothing is measured of nothing."""
    with pytest.raises(InputError, match="at least 1"):
        bench(client, "scripted", **wrong)


def test_bandwidth_is_given_or_measured(monkeypatch):
    """It is read with its unit, or measured by copying, and says which; what is none is refused."""
    assert given("4.3TB/s").bytes_per_second == 4.3e12
    assert "given" in given("900GB/s").source
    for text in ("4.3", "fast", "0TB/s"):
        with pytest.raises(InputError, match="4.3TB/s"):
            given(text)
    monkeypatch.setattr(bandwidth, "BLOCK", 8 * 1024**2)
    found = bandwidth.measured()
    assert found.bytes_per_second > 1e7
    assert found.source.startswith("measured here")

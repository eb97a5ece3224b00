"""A request that was answered before is not put again: by prompt, model, parameters and schema, and only if it may be."""

import pytest
from scripted_server import Say, Scripted

from memory.replies import Replies

LAMP = "What is the resistance of a lamp that draws 3.7 A at 13.9 V?"
STEP = {"do": "formula", "id": "c1", "formula": "ohm", "find": "Z", "inputs": {"I": "q1", "U": "q2"}}


def script(request, _number):
    """Ohm's law, worded."""
    plan = request["response_format"]["json_schema"]["name"] == "plan"
    return Say(text={"steps": [STEP], "answer": "c1.Z"} if plan else {"text": "The resistance is {c1.Z}."})


@pytest.fixture
def cache(tmp_path):
    """A cache of its own."""
    made = Replies(tmp_path / "replies.sqlite", 100)
    yield made
    made.close()


def test_the_same_question_is_put_once(served, answered, cache):
    """The second time the answer is the same, no request is made, and the cost says so."""
    with Scripted(script) as server:
        first = answered(served(server.url, cache=cache), LAMP)
        asked = len(server.requests)
        second = answered(served(server.url, cache=cache), LAMP)
    assert asked == 2 == len(server.requests)
    assert (second.text, second.value, second.confidence) == (first.text, first.value, first.confidence)
    assert (first.cost.calls, second.cost.calls, second.cost.tokens) == (2, 0, 0)


def test_the_values_of_a_question_do_not_matter_to_the_cache(served, answered, cache):
    """With other numbers in the same words the model is not asked again, and the value is the new one's."""
    with Scripted(script) as server:
        answered(served(server.url, cache=cache), LAMP)
        asked = len(server.requests)
        other = answered(served(server.url, cache=cache), LAMP.replace("3.7", "2.5").replace("13.9", "20"))
    assert len(server.requests) == asked
    assert other.value == pytest.approx(8.0)


@pytest.mark.parametrize(
    "how", [{"count": 2}, {"thinking": 64}, {"repairs": 0}], ids=["samples", "thinking", "repairs"]
)
def test_other_parameters_are_another_request(served, answered, cache, how):
    """Another temperature or budget of thought asks anew; how often a reply may be mended does not matter."""
    with Scripted(script) as server:
        answered(served(server.url, cache=cache), LAMP)
        asked = len(server.requests)
        answered(served(server.url, cache=cache, **how), LAMP)
    assert (len(server.requests) > asked) is ("repairs" not in how)


def test_another_model_or_another_server_is_another_request(served, answered, cache):
    """A reply of one model is not given out as another's, nor as that of other weights under its name."""
    with Scripted(script) as server:
        for about in ({"id": "one"}, {"id": "two"}, {"id": "two", "root": "/weights/new"}):
            server.models[:] = [about]
            before = len(server.requests)
            answered(served(server.url, cache=cache), LAMP)
            assert len(server.requests) > before


def test_a_kept_reply_is_checked_like_a_fresh_one(served, answered, cache):
    """What lies in the cache has no more rights than a model: what does not fit is refused, and asked for again."""
    with Scripted(script) as server:
        answered(served(server.url, cache=cache), LAMP)
        for row in cache._connection.execute("SELECT name FROM reply").fetchall():
            cache.put(row[0], {"text": '{"steps": [], "answer": "", "value": 7391}'})
        answer = answered(served(server.url, cache=cache), LAMP)
    assert "7391" not in answer.text
    assert answer.value in (None, pytest.approx(13.9 / 3.7))

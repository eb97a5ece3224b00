"""The memory plan: its sums, what it refuses, and that the cure it names is one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.core.errors import InputError
from ech0.serving.bandwidth import Bandwidth, limit
from ech0.serving.budget import CONTEXT, SHARE, Wish, plan
from ech0.serving.catalogue import model, names
from ech0.serving.sizes import GIB, kv_bytes, read_bytes, shown, size, weight_bytes


def wish(variant="fp8", gib=141, **more):
    """A wish for so many GiB."""
    return Wish(variant=variant, memory=int(gib * GIB), found="given", **more)


def test_cache_and_weights_are_those_worked_out_by_hand():
    """Qwen3-14B: 163,840 bytes of cache a token, 81,920 in FP8; a step reads 27.98, 14.77 and 8.37 GB."""
    shape, variants = model("qwen3-14b").architecture, model("qwen3-14b").variants
    assert kv_bytes(shape, "auto") == 2 * 40 * 8 * 128 * 2 == 163_840
    assert kv_bytes(shape, "fp8") == 81_920
    read = [round(read_bytes(shape, variants[n]) / 1e9, 2) for n in ("bf16", "fp8", "w4a16")]
    assert read == pytest.approx([27.98, 14.77, 8.37], abs=0.011)


def test_the_decoding_limit_is_that_worked_out_by_hand():
    """At 4.3 TB/s, bf16, one sequence: 154 tokens a second; 150 at 4096 tokens; 3,880 for 64 sequences of them."""
    m = model("qwen3-14b")
    weights, each = read_bytes(m.architecture, m.variant("bf16")), kv_bytes(m.architecture, "auto")
    speed = Bandwidth(bytes_per_second=4.3e12, source="given")
    assert round(limit(speed, weights, each, 1, 0)) == 154
    assert round(limit(speed, weights, each, 1, 4096)) == 150
    assert round(limit(speed, weights, each, 64, 4096), -1) == 3880


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("variant", ["bf16", "fp8", "w4a16"])
def test_the_parts_add_up(name, variant):
    """Weights, activations, runtime and cache are all of the budget, and every variant fits one large GPU."""
    p = plan(model(name), wish(variant))
    assert p.weights + p.activations + p.runtime + p.room == p.budget == int(141 * GIB * SHARE)
    assert p.tokens == p.room // p.kv_per_token
    assert p.left == p.room - p.context * p.kv_per_token
    assert p.sequences * p.context <= p.tokens
    assert p.context == min(CONTEXT["gpu"], model(name).context.evaluated)


def cures(error):
    """The flags of each cure that an error names."""
    found = []
    for text in re.findall(r"((?:--[a-z]+ \S+ )+)fits", str(error)):
        words = text.split()
        found.append(dict(zip((w.removeprefix("--") for w in words[::2]), words[1::2], strict=True)))
    return found


@given(
    name=st.sampled_from(names()),
    variant=st.sampled_from(["bf16", "fp8", "w4a16"]),
    gib=st.integers(4, 200),
    context=st.none() | st.integers(1, 32768),
    sequences=st.none() | st.integers(1, 300),
    kv=st.sampled_from(["auto", "fp8"]),
    device=st.sampled_from(["gpu", "cpu"]),
)
def test_a_plan_fits_or_the_cure_does(name, variant, gib, context, sequences, kv, device):
    """What is planned fits; of what is refused, each cure that is named fits, and so does the memory that would do."""
    m = model(name)
    asked = wish(variant, gib, context=context, sequences=sequences, kv=kv, device=device)
    try:
        p = plan(m, asked)
        assert p.kv_per_token * p.context * (sequences or 1) <= p.room
        assert p.weights + p.activations + p.runtime + p.room <= p.budget
    except InputError as error:
        for cure in cures(error):
            numbers = {k: int(v) if v.isdigit() else v for k, v in cure.items()}
            plan(m, asked.model_copy(update=numbers))
        least = int(re.search(r"(\d+) GiB of memory would do", str(error))[1])
        plan(m, asked.model_copy(update={"memory": least * GIB}))
        assert least > gib


@pytest.mark.parametrize(
    ("asked", "field", "cure"),
    [
        (wish("fp8", 16), "--gpu-memory", "--variant w4a16"),
        (wish("fp8", 24), "--context", "--context 23552 fits"),
        (wish("fp8", 24), "--context", "--kv fp8 fits"),
        (wish("w4a16", 24, sequences=4), "--sequences", "--sequences 1 fits"),
        (wish("bf16", 16, device="cpu"), "--memory", "GiB of memory would do"),
    ],
)
def test_a_refusal_names_field_value_and_cure(asked, field, cure):
    """What is too large is named as the flag that asked for it, with what would fit."""
    with pytest.raises(InputError) as error:
        plan(model("openreasoning-nemotron-14b"), asked)
    assert error.value.field == field
    assert cure in str(error.value)


def test_more_context_than_the_model_takes_is_refused():
    """A context beyond the model's own is no question of memory."""
    with pytest.raises(InputError, match="at most 40,960"):
        plan(model("qwen3-14b"), wish(context=100_000))


@given(
    gib=st.integers(20, 400),
    more=st.integers(1, 100),
    variant=st.sampled_from(["fp8", "w4a16"]),
    n=st.integers(64, 4096),
)
def test_more_memory_never_fits_less(gib, more, variant, n):
    """The cache grows with the memory, and fewer bits leave more of it."""
    small, large = (plan(model("qwen3-14b"), wish(variant, g, context=n)) for g in (gib, gib + more))
    assert large.tokens > small.tokens
    assert weight_bytes(model("qwen3-14b").architecture, model("qwen3-14b").variant("bf16")) > small.weights


@pytest.mark.parametrize(("text", "count"), [("16GiB", 16 * GIB), ("24 GB", 24_000_000_000), ("1.5GiB", 3 * GIB // 2)])
def test_sizes_are_read(text, count):
    """Binary and decimal units are told apart."""
    assert size(text, "--gpu-memory") == count


@pytest.mark.parametrize("text", ["16", "lots", "-1GiB", "0GiB", "16 gib", ""])
def test_what_is_no_size_is_refused(text):
    """A number without a unit, a negative one, nothing."""
    with pytest.raises(InputError, match="--gpu-memory.*as in 16GiB"):
        size(text, "--gpu-memory")


def test_sizes_are_shown():
    """In the largest unit that leaves a number above one."""
    assert [shown(n) for n in (500, 2048, 3 * GIB)] == ["500 B", "2.00 KiB", "3.00 GiB"]

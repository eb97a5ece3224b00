"""The benchmark of decoding speed, tiny and on a CPU: it multiplies by what it says, and its rows add up."""

import json
import os
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "decode.py"


@pytest.fixture(scope="module")
def decode():
    """The script as a module."""
    spec = spec_from_file_location("decode_benchmark", SCRIPT)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["bf16", "fp8", "int4"])
def test_a_matrix_multiplies_by_what_it_holds(decode, kind):
    """In each precision the product is that with the matrix it holds, and it takes the bytes that it should."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    more = {"keep": True} if kind == "int4" else {}
    matrix = decode.KINDS[kind](128, 256, "cpu", **more)
    x = torch.randn(4, 256, dtype=torch.bfloat16)
    got, want = matrix(x).float(), x.float() @ matrix.dense().T
    assert (got - want).norm() / want.norm() < {"bf16": 0.01, "fp8": 0.05, "int4": 0.02}[kind]
    bits = 8 * sum(t.nbytes for t in matrix.tensors()) / (128 * 256)
    assert bits == {"bf16": 16, "fp8": 8, "int4": 4 + 32 / 128}[kind]


@pytest.mark.slow
def test_the_script_prints_a_row_for_each_precision_and_batch():
    """Each row has a speed, a limit and their ratio, or says why it was not run."""
    words = ["--tiny", "--batch", "1", "4", "--context", "32", "--steps", "2", "--json"]
    done = subprocess.run(
        [sys.executable, SCRIPT, *words], capture_output=True, text=True, timeout=600, check=True,
        env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(SCRIPT.parents[1]), "CUDA_VISIBLE_DEVICES": ""},
    )  # fmt: skip
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["precision"], r["batch"]) for r in rows] == [(p, b) for p in ("bf16", "fp8", "int4") for b in (1, 4)]
    for r in rows:
        assert "not_run" not in r, r
        assert r["share"] == pytest.approx(r["tokens_per_second"] / r["limit"])
        assert r["limit"] == pytest.approx(r["batch"] * r["bandwidth"] / r["read"])
    read = {r["precision"]: r["read"] for r in rows if r["batch"] == 1}
    assert read["bf16"] > read["fp8"] > read["int4"]

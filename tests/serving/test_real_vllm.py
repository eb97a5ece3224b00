"""A real vLLM server on a CPU, with a small model of random weights: our line starts it, our checks hold on it.

The model knows nothing, so what is proved is the server: grammar, parsers, cache, counts. One server for the file.
"""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from ech0.serving.bench import bench
from ech0.serving.budget import Wish, plan
from ech0.serving.catalogue import model
from ech0.serving.client import Client
from ech0.serving.probe import check
from ech0.serving.sizes import GIB, weight_bytes

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv-vllm" / "bin" / "python"
CONTEXT = 2048
CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<think>", "</think>", "<tool_call>", "</tool_call>"]
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
pytestmark = pytest.mark.slow


def random_model(folder):
    """A Qwen3 of half a million random weights, with a tokenizer of bytes."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(special_tokens=CONTROL, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(["a"], trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|im_end|>", pad_token="<|endoftext|>")
    fast.chat_template = TEMPLATE
    fast.save_pretrained(folder)
    torch.manual_seed(0)
    config = Qwen3Config(
        vocab_size=len(fast), hidden_size=128, intermediate_size=256, num_hidden_layers=2, num_attention_heads=4,
        num_key_value_heads=2, head_dim=32, max_position_embeddings=4096, tie_word_embeddings=True,
        eos_token_id=fast.eos_token_id, pad_token_id=fast.pad_token_id, bos_token_id=None,
    )  # fmt: skip
    Qwen3ForCausalLM(config).to(torch.bfloat16).save_pretrained(folder)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The server, started and watched over by `ech0 model serve`; ended with the file."""
    if not VENV.is_file():
        pytest.skip("needs vLLM: make vllm")
    folder = tmp_path_factory.mktemp("random")
    random_model(folder)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    log = folder / "server.log"
    words = ["--cpu", "--memory", "8GiB", "--context", str(CONTEXT), "--port", str(port), "--python", str(VENV)]
    words += ["--reasoning-parser", "qwen3", "--tool-parser", "hermes", "--served-as", "random", "--log", str(log)]
    process = subprocess.Popen(
        [sys.executable, "-m", "ech0.cli", "model", "serve", str(folder), *words],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "ECH0_HOME": str(folder / "home")},
    )  # fmt: skip
    try:
        url = process.stdout.readline().strip()
        assert url, log.read_text()[-3000:] if log.exists() else "nothing was started"
        client = Client(url, seconds=300)
        yield SimpleNamespace(client=client, url=url, log=log, folder=folder)
        client.close()
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=90)
        finally:
            process.kill()
            process.stdout.close()
    assert process.returncode == 0


def test_what_we_check_holds_on_the_server_that_our_line_starts(served):
    """Model id, context, JSON schema, reasoning parser, logprobs and prefix cache are each seen to work.

    The tool call is left out: vLLM 0.32 lets an untrained model write spaces for ever inside a call.
    """
    found = {f.name: f for f in check(served.client, "random", CONTEXT)}
    found.pop("tool call")
    assert len(found) == 7
    assert {n: f.why for n, f in found.items() if f.ok is not True} == {}


def test_a_wrong_id_and_too_much_context_are_seen(served):
    """The same server fails the check for what it does not have."""
    assert {f.name: f.ok for f in check(served.client, "other")}["model id"] is False
    assert {f.name: f.ok for f in check(served.client, "random", 2 * CONTEXT)}["context length"] is False


def test_the_plan_is_what_the_server_reports(served):
    """Tokens of cache as in vLLM's own log, weights as in the file, each within 5 %."""
    m = model(str(served.folder))
    wish = Wish(variant="bf16", memory=8 * GIB, found="given", device="cpu", context=CONTEXT)
    reported = re.search(r"KV cache size: ([\d,]+) tokens", served.log.read_text())
    assert plan(m, wish).tokens == pytest.approx(int(reported[1].replace(",", "")), rel=0.05)
    file = (served.folder / "model.safetensors").stat().st_size
    assert weight_bytes(m.architecture, m.variant("bf16")) == pytest.approx(file, rel=0.05)


def test_every_structured_call_is_valid(served):
    """Random weights at temperature 1, and all of forty answers fit the schema: the grammar holds, not the model."""
    report = bench(served.client, "random", concurrency=(1, 4), tokens=8, json_calls=40, rounds=2)
    assert (report.json_valid, report.json_calls) == (40, 40), report.json_wrong
    assert [x.tokens for x in report.loads] == [4 * 8, 8 * 8]
    assert report.prefix.tokens > 1000
    assert report.speculation is None


def test_a_wrong_request_is_an_error_with_its_reason(served):
    """More context than there is: the server's own words come with the status."""
    from ech0.core.errors import RunFailed

    long = {"model": "random", "messages": [{"role": "user", "content": "a" * 3 * CONTEXT}], "max_tokens": 8}
    with pytest.raises(RunFailed, match=f"HTTP 400.*{CONTEXT}"):
        served.client.chat(long)

"""`ech0 model` as a user has it: lists, prints, refuses, proves, serves; data on stdout, the rest on stderr."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ech0.cli import main

STAND_IN = Path(__file__).with_name("stand_in_server.py")


def run(capsys, *words):
    """Exit code, standard output and error of one command."""
    with pytest.raises(SystemExit) as ended:
        main(["model", *map(str, words)])
    out = capsys.readouterr()
    return ended.value.code, out.out, out.err


def test_the_list_names_licences_figures_and_sources(capsys):
    """In JSON each model has all its facts; for a person the default comes first."""
    code, out, _ = run(capsys, "list", "--json")
    models = json.loads(out)
    assert code == 0
    assert [m["id"] for m in models if m["default"]] == ["openreasoning-nemotron-14b"]
    assert all(f["source"] for m in models for f in m["figures"])
    assert run(capsys, "list")[1].startswith("openreasoning-nemotron-14b  (default)")


def test_the_line_is_data_and_the_plan_is_not(capsys):
    """Standard output is the one line; the memory plan and what is not known are on standard error."""
    words = ["qwen3-14b", "--variant", "fp8", "--gpu-memory", "24GiB", "--context", "16384"]
    code, out, err = run(capsys, "command", *words)
    assert code == 0
    assert len(out.splitlines()) == 1
    assert "--model Qwen/Qwen3-14B-FP8" in out
    assert "--max-model-len 16384" in out
    for word in ("weights", "KV per token", "context", "sequences", "activations", "left"):
        assert word in err


def test_the_default_model_in_json(capsys):
    """Without a name it is the default; JSON holds the plan in bytes and the words of the line."""
    code, out, _ = run(capsys, "command", "--gpu-memory", "48GiB", "--json")
    whole = json.loads(out)
    assert code == 0
    assert whole["model"] == "openreasoning-nemotron-14b"
    assert whole["plan"]["variant"] == "fp8"
    assert whole["plan"]["memory"] == 48 * 1024**3
    assert whole["notes"]
    assert whole["shell"].split("python ")[1].startswith("-m vllm")


def test_what_does_not_fit_is_a_wrong_argument(capsys):
    """16 GiB do not hold FP8: exit 2, nothing on standard output, and the cure fits when it is taken."""
    code, out, err = run(capsys, "command", "--variant", "fp8", "--gpu-memory", "16GiB")
    assert (code, out) == (2, "")
    assert "--variant w4a16 --context 16768 fits" in err
    assert run(capsys, "command", "--variant", "w4a16", "--context", "16768", "--gpu-memory", "16GiB")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["command", "nosuch", "--gpu-memory", "48GiB"], "known: ministral"),
        (["command", "--gpu-memory", "48"], "as in 16GiB"),
        (["command", "--gpu-memory", "48GiB", "--variant", "int3"], "bf16, fp8, w4a16"),
        (["command", "--gpu-memory", "48GiB", "--kv", "int2"], "auto, bfloat16, fp8"),
        (["command", "--gpu-memory", "48GiB", "--context", "0"], "--context: 0"),
        (["command", "--gpu-memory", "48GiB", "--sequences", "-2"], "--sequences: -2"),
        (["command", "--gpu-memory", "48GiB", "--port", "99999"], "1 to 65535"),
        (["serve", "--gpu-memory", "48GiB", "--variant", "w4a16"], "GPTQ of llm-compressor"),
        (["check", "localhost:8000"], "as in http"),
        (["bench", "http://127.0.0.1:9", "--bandwidth", "fast"], "4.3TB/s"),
    ],
)  # fmt: skip
def test_bad_arguments_are_told_what_would_do(capsys, words, said):
    """Each is exit 2, names the flag and what it takes, and prints no data."""
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert said in err


def test_a_machine_without_a_gpu_is_asked_for_its_memory(capsys, monkeypatch):
    """No nvidia-smi and no flag: the cure is the flag, or --cpu, which asks the machine itself."""
    monkeypatch.setenv("PATH", "/nonexistent")
    code, _, err = run(capsys, "command")
    assert code == 2
    assert "--gpu-memory 24GiB; or --cpu" in err


def test_the_memory_of_the_gpu_is_asked_for(capsys, monkeypatch, tmp_path):
    """What nvidia-smi says of the first GPU is planned with, and the plan says so; nonsense is refused."""
    tool = tmp_path / "nvidia-smi"
    for said, expected in (("49140\n81920", 0), ("no devices", 2)):
        tool.write_text(f"#!/bin/sh\nprintf '{said}'\n")
        tool.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        code, _, err = run(capsys, "command")
        assert code == expected
        assert "nvidia-smi" in err


def test_check_and_bench_speak_to_a_server(capsys, scripted):
    """Against a scripted server: a line each with ok, JSON with why and fix, and 1 when something does not work."""
    assert run(capsys, "check", f"{scripted.url}/v1")[0] == 0
    scripted.script.cached = False
    code, out, _ = run(capsys, "check", scripted.url, "--json")
    failed = [f for f in json.loads(out) if f["ok"] is False]
    assert code == 1
    assert [f["name"] for f in failed] == ["prefix cache"]
    assert failed[0]["fix"]
    words = ["--concurrency", "1", "--tokens", "2", "--calls", "2", "--like", "qwen3-14b", "--bandwidth", "1TB/s"]
    code, _, err = run(capsys, "bench", scripted.url, *words)
    assert code == 2
    assert "--variant" in err
    words += ["--variant", "fp8"]
    code, out, _ = run(capsys, "bench", scripted.url, *words, "--json")
    report = json.loads(out)
    assert code == 0
    assert report["loads"][0]["limit"] > 0
    assert report["bandwidth"]["source"] == "given as 1TB/s"
    assert run(capsys, "check", "http://127.0.0.1:9")[0] == 1
    assert run(capsys, "bench", "http://127.0.0.1:9")[0] == 1


@pytest.mark.slow
def test_serve_supervises_a_process_until_it_is_told_to_end(tmp_path):
    """With an interpreter that runs a stand-in: the address when it is ready, exit 0 on SIGTERM, the process gone."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\nexec {sys.executable} {STAND_IN} {port} 0 serve\n")
    python.chmod(0o755)
    words = ["model", "serve", "qwen3-14b", "--gpu-memory", "48GiB", "--port", str(port), "--python", str(python)]
    log = tmp_path / "server.log"
    served = subprocess.Popen(
        [sys.executable, "-m", "ech0.cli", *words, "--log", str(log)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ,
    )  # fmt: skip
    try:
        assert served.stdout.readline() == f"http://127.0.0.1:{port}/v1\n"
        child = int(log.read_text().split()[1])
        served.send_signal(signal.SIGTERM)
        _, err = served.communicate(timeout=60)
    finally:
        served.kill()
    assert served.returncode == 0
    assert "serve: ended" in err
    assert not Path(f"/proc/{child}").exists()

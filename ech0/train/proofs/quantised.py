"""The student in four bits: GPTQ by llm-compressor in an environment of its own, measured before and after, and served.

llm-compressor wants other versions than the rest of us, so it is reached as a process (`make gptq`).
"""

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from random import Random
from typing import Any

from ech0.core.data import home
from ech0.core.errors import InputError, OutOfBudget, RunFailed
from ech0.train import dataset, measure, tokens
from ech0.train.proofs import gptq
from ech0.train.proofs.adapter import shown
from ech0.train.proofs.served import ASKED, timed
from ech0.train.serving import Server, interpreter

CALIBRATED, MEASURED, SECONDS = 256, 600, 1800.0


def prove(student: Path, data: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Exact plans and bytes of the student in sixteen bits and in four, and what a server makes of the latter."""
    root = Path(options.get("root") or home())
    python, vllm = compressor(root), interpreter(root)
    tokenizer = tokens.load(student)
    held = [p for p in dataset.load(data, "held") if not dataset.adapted(p)]
    train = [p for p in dataset.load(data, "train") if not dataset.adapted(p)]
    seen = Random(options["seed"]).sample(train, min(len(train), CALIBRATED))  # noqa: S311  reproducible, not secret
    with tempfile.TemporaryDirectory() as scratch:
        rows, out = Path(scratch) / "rows.json", Path(scratch) / "w4a16"
        given = {
            "calibration": [ids for ids, _ in tokens.encoded(tokenizer, seen)],
            "held": tokens.encoded(tokenizer, held[:MEASURED]),
        }
        rows.write_text(json.dumps(given), encoding="utf-8")
        found = compressed(python, student, rows, out)
        size = [(f / "model.safetensors").stat().st_size / 1e6 for f in (student, out)]
        for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
            shutil.copy(student / name, out / name)
        with Server(vllm, out, Path(scratch) / "server.log") as server:
            served = timed(server, held[:ASKED], at_once=16)
    before, after = (
        shown(measure.share([n < found[k] for n in range(found["n"])])) for k in ("before", "after")
    )
    told = (
        f"llm-compressor, groups of {gptq.GROUP}, {len(seen)} training pairs to calibrate; {size[0]:.2f} MB before, "
        f"{size[1]:.2f} MB after; vLLM serves it: {served['exact']:.0f} of {len(held[:ASKED])} exact"
    )
    return {"GPTQ W4A16": {"before": before, "after": after, "told": told}}


def compressor(root: Path) -> Path:
    """The Python of the environment that `make gptq` makes; raises `InputError` if there is none."""
    found = root / ".venv-gptq" / "bin" / "python"
    if not found.is_file():
        raise InputError("gptq", str(found), "there is no llm-compressor here; run `make gptq` first")
    return found


def compressed(python: Path, student: Path, rows: Path, out: Path) -> dict[str, int]:
    """What `gptq.py` prints: `before`, `after` and `n`, counted over `held` of `rows`; the weights are in `out`."""
    command = [str(python), gptq.__file__, str(student), str(rows), str(out)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, cwd=rows.parent, check=False)
    except subprocess.TimeoutExpired:
        raise OutOfBudget("llm-compressor", f"{SECONDS:.0f} s to quantise a student") from None
    if done.returncode:
        raise RunFailed("llm-compressor", done.stderr.strip()[-500:])
    told: dict[str, int] = json.loads(next(s for s in reversed(done.stdout.splitlines()) if s.startswith("{")))
    return told

"""The student from beginning to end: pairs, tokenizer, training, figures, and a folder that a server loads."""

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ech0.core.errors import InputError, NotInstalled
from ech0.core.provenance import libraries
from ech0.train import card, dataset, fitting, measure, tokens
from ech0.train import model as shapes
from ech0.train.lexicon import lexicon
from ech0.train.problem import Pair

EVALUATED = 3000
"""Pairs of a held-out set that are measured, at most."""
FIGURES = "figures.json"


def train(out: Path, data: Path, *, minutes: float, shape: str, seed: int, work: Path | None = None) -> dict[str, Any]:
    """Train on `data` and write weights, tokenizer, words, figures and card to `out`; the same call goes on.

    `work`: where checkpoints are kept (default: `out/work`, which is not to be shipped).
    """
    ready()
    work = work or out / "work"
    pairs = [p for p in dataset.load(data, "train") if not dataset.adapted(p)]
    out.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    tokenizer = _tokenizer(work, pairs)
    model = shapes.create(
        shape, vocabulary=tokenizer.get_vocab_size(), end=tokenizer.token_to_id(tokens.END), seed=seed
    )
    done = fitting.fit(model, tokens.encoded(tokenizer, pairs), fitting.Recipe(minutes=minutes, seed=seed), work)
    shapes.save(model, out)
    tokens.save(tokenizer, out)
    (out / "words.txt").write_text("\n".join(sorted(lexicon())) + "\n", encoding="utf-8")
    figures: dict[str, Any] = {
        "date": datetime.now(UTC).date().isoformat(),
        "shape": shape,
        "weights": shapes.weights(model),
        "vocabulary": tokenizer.get_vocab_size(),
        "seed": seed,
        "data": json.loads((data / "facts.json").read_text(encoding="utf-8")),
        "training": {
            "steps": done.steps, "tokens": done.tokens, "passes": round(done.tokens / _tokens(tokenizer, pairs), 2),
            "wall_seconds": round(done.seconds), "cpu_seconds": round(done.cpu_seconds), "loss": round(done.loss, 5),
        },
        "machine": {"processor": platform.machine(), "cores": os.cpu_count(), "threads": 1},
        "libraries": libraries(("torch", "transformers", "tokenizers", "safetensors")),
    }  # fmt: skip
    figures["exact"] = measured(out, data)
    return put(out, figures)


def measured(folder: Path, data: Path) -> dict[str, Any]:
    """The share of plans written exactly, for each held-out set, by the weights as they are shipped."""
    ready()
    tokenizer, model = tokens.load(folder), shapes.load(folder)
    found: dict[str, Any] = {}
    for name in ("held", "new"):
        pairs = [p for p in dataset.load(data, name) if not dataset.adapted(p)][:EVALUATED]
        found[name] = measure.report(pairs, measure.exact(model, tokens.encoded(tokenizer, pairs)))
    return found


def put(folder: Path, figures: Mapping[str, Any]) -> dict[str, Any]:
    """Write `figures.json`, and the model card from it and nothing else."""
    (folder / FIGURES).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    (folder / "MODEL_CARD.md").write_text(card.written(figures), encoding="utf-8")
    return dict(figures)


def figures_of(folder: Path) -> dict[str, Any]:
    """What `figures.json` of a student says; raises `InputError` where there is none."""
    file = folder / FIGURES
    if not file.is_file():
        raise InputError("student", str(folder), "there is no figures.json in it; train one with `ech0 train student`")
    kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return kept


def ready() -> None:
    """Raise `NotInstalled` if what training needs is not there."""
    if "absent" in libraries(("torch", "transformers", "tokenizers", "safetensors")).values():
        raise NotInstalled("training", "train")


def _tokenizer(work: Path, pairs: list[Pair]) -> Any:
    """That of an earlier call, else one learnt now."""
    if not (work / "tokenizer.json").is_file():
        tokens.learn(pairs).save(str(work / "tokenizer.json"))
    return tokens.load(work)


def _tokens(tokenizer: Any, pairs: list[Pair]) -> int:
    sample = tokens.encoded(tokenizer, pairs[:2000])
    return max(1, round(sum(len(ids) for ids, _ in sample) / max(len(sample), 1) * len(pairs)))

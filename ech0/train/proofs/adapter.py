"""A LoRA adapter for a field of labs that the student was not trained on: what it gains there, and what it loses.

Old pairs are replayed among the new, so that what was known stays known; both are measured before and after.
"""

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from ech0.train import dataset, fitting, measure, tokens
from ech0.train import model as shapes
from ech0.train.problem import Pair
from ech0.train.student import ready

RANK, ALPHA, RATE = 16, 32, 4e-3
REPLAY = 0.5
"""The share of old pairs in the adapter's training."""
OLD = 600
"""Old held-out pairs that are measured."""


def prove(student: Path, data: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Train an adapter of `options["minutes"]`, save it to `adapters/<field>` beside the student; figures by set."""
    ready()
    tokenizer, base = tokens.load(student), shapes.load(student)
    learnt, held = parted([p for p in dataset.load(data, "train") if dataset.adapted(p)])
    held += [p for p in dataset.load(data, "held") if dataset.adapted(p)]
    old = [p for p in dataset.load(data, "held") if not dataset.adapted(p)][:OLD]
    replayed = [p for p in dataset.load(data, "train") if not dataset.adapted(p)]
    rng = Random(options["seed"])  # noqa: S311  reproducible, not secret
    mixed = learnt + rng.sample(replayed, min(len(replayed), round(len(learnt) * REPLAY / (1 - REPLAY))))
    sets = {"new field": held, "old subjects": old}
    before = {k: _share(base, tokenizer, v) for k, v in sets.items()}
    model = wrapped(base, options["seed"])
    recipe = fitting.Recipe(minutes=options["minutes"], rate=RATE, muon=0.0, seed=options["seed"], decay=0.0)
    began = time.process_time()
    done = fitting.fit(model, tokens.encoded(tokenizer, mixed), recipe)
    after = {k: _share(model, tokenizer, v) for k, v in sets.items()}
    folder = student / "adapters" / dataset.ADAPTED
    model.save_pretrained(folder)
    (folder / "README.md").unlink(missing_ok=True)  # a template that nobody filled in
    told = (
        f"LoRA rank {RANK} on {len(learnt)} pairs of `{dataset.ADAPTED}` with {len(mixed) - len(learnt)} replayed, "
        f"{done.steps} steps, {done.tokens} tokens, {time.process_time() - began:.0f} CPU-s"
    )
    return {
        f"adapter, exact plans, {name}": {"before": shown(before[name]), "after": shown(after[name]), "told": told}
        for name in sets
    }


def wrapped(base: Any, seed: int) -> Any:
    """The student with an adapter on every linear layer; only the adapter learns."""
    import torch
    from peft import LoraConfig, get_peft_model

    torch.manual_seed(seed)
    config = LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules="all-linear", task_type="CAUSAL_LM")
    return get_peft_model(base, config)


def parted(pairs: Sequence[Pair], *, one_in: int = 8) -> tuple[list[Pair], list[Pair]]:
    """To learn from and to measure on, by the hash of the wording."""
    sets: tuple[list[Pair], list[Pair]] = ([], [])
    for pair in pairs:
        digest = hashlib.sha256(f"adapter|{pair.template}|{pair.subject}".encode()).digest()
        sets[digest[0] % one_in == 0].append(pair)
    return sets


def shown(row: dict[str, float | int]) -> str:
    """A share with its interval and number, for a table."""
    return f"{100 * row['exact']:.1f} % ({100 * row['low']:.1f} to {100 * row['high']:.1f} %, n = {row['n']})"


def _share(model: Any, tokenizer: Any, pairs: Sequence[Pair]) -> dict[str, float | int]:
    return measure.share(measure.exact(model, tokens.encoded(tokenizer, pairs)))

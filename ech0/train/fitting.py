"""The training loop: loss on the plan alone, one thread, bfloat16 where it is faster, checkpoints to go on from.

Matrices learn by Muon [Jordan2024]_, the rest by AdamW: from the same pairs in the same time the loss came out a fifth
lower than with AdamW alone. How far it gets is set by minutes of wall time: the rate stands, and falls to zero over the
last of them [Haegele2024]_, so that the same call with more minutes goes on from a checkpoint made before.

References:
    .. [Jordan2024] K. Jordan et al., Muon: an optimizer for hidden layers in neural networks (2024).
    .. [Haegele2024] A. Haegele et al., Scaling laws and compute-optimal training beyond fixed training durations,
       arXiv:2405.18392.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from shutil import which
from typing import Any

from ech0.core.errors import InputError

Row = tuple[list[int], int]
Extra = Callable[[Any, Any, Any], Any]


@dataclass(frozen=True)
class Recipe:
    """How a model is trained. `tokens`: of one batch, with padding. `rate`: of AdamW; `muon`: of Muon, 0 for none.

    `falls`: the last share of the minutes, over which the rate falls to zero. `compiled`: of so many minutes or more
    the first is spent on compiling the layers, where there is a C++ compiler: they then take in twice the tokens.
    """

    minutes: float
    rate: float = 3e-3
    muon: float = 0.02
    warmup: float = 0.01
    falls: float = 0.3
    tokens: int = 2200
    decay: float = 0.01
    compiled: float = 20.0
    checkpoint: float = 180.0
    seed: int = 0


@dataclass
class Progress:
    """What has been done; a checkpoint keeps it."""

    steps: int = 0
    tokens: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    passes: int = 0
    loss: float = 0.0


def fit(
    model: Any, rows: Sequence[Row], recipe: Recipe, folder: Path | None = None, *, extra: Extra | None = None
) -> Progress:
    """Train `model` in place until the minutes are spent; goes on from a checkpoint in `folder`.

    `extra`: a loss of the batch besides that of the plan, from the model's logits, the ids and the places of the plan.
    """
    import torch

    if not rows or recipe.minutes <= 0:
        raise InputError("minutes", recipe.minutes, "give a positive number of minutes and at least one pair")
    torch.set_num_threads(1)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimisers = _optimisers(model, recipe)
    done = _resumed(optimisers, trained, folder) if folder else Progress()
    if recipe.minutes >= recipe.compiled and which(os.environ.get("CXX", "g++")):
        _body(model).compile(dynamic=True)
    batches = _batches(rows, recipe, done.passes)
    begun, begun_cpu = time.monotonic() - done.seconds, time.process_time() - done.cpu_seconds
    kept = said = time.monotonic()
    model.train()
    while done.seconds < 60 * recipe.minutes:
        passes, batch = next(batches)
        part = _schedule(done.seconds / (60 * recipe.minutes), recipe)
        for optimiser in optimisers:
            for group in optimiser.param_groups:
                group["lr"] = part * group["initial_lr"]
        loss = step(model, batch, extra)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        for optimiser in optimisers:
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        value = float(loss.detach())
        done.loss = value if not done.steps else 0.98 * done.loss + 0.02 * value
        done.steps, done.passes = done.steps + 1, passes
        done.tokens += sum(len(ids) for ids, _ in batch)
        done.seconds, done.cpu_seconds = time.monotonic() - begun, time.process_time() - begun_cpu
        if time.monotonic() - said > 10:
            said = time.monotonic()
            _tell(done, recipe)
        if folder and time.monotonic() - kept > recipe.checkpoint:
            kept = time.monotonic()
            _keep(optimisers, trained, done, folder)
    if folder:
        _keep(optimisers, trained, done, folder)
    return done


def step(model: Any, batch: Sequence[Row], extra: Extra | None = None) -> Any:
    """The mean loss of the plans' tokens in one batch (and what `extra` adds)."""
    import torch

    ids, rows, places, wanted = laid(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        hidden = _body(model)(input_ids=ids, use_cache=False).last_hidden_state[rows, places]
        logits = _head(model)(hidden)
    loss = torch.nn.functional.cross_entropy(logits.float(), wanted)
    return loss if extra is None else extra(loss, logits.float(), (ids, rows, places))


def laid(batch: Sequence[Row]) -> tuple[Any, Any, Any, Any]:
    """Padded ids `(n, longest)`, and for each token of a plan its row, the place that predicts it, and the token."""
    import torch

    longest = max(len(ids) for ids, _ in batch)
    padded = torch.zeros((len(batch), longest), dtype=torch.long)
    rows: list[int] = []
    places: list[int] = []
    wanted: list[int] = []
    for n, (ids, start) in enumerate(batch):
        padded[n, : len(ids)] = torch.tensor(ids)
        rows += [n] * (len(ids) - start)
        places += range(start - 1, len(ids) - 1)
        wanted += ids[start:]
    return padded, torch.tensor(rows), torch.tensor(places), torch.tensor(wanted)


def _body(model: Any) -> Any:
    return model.get_base_model().model if hasattr(model, "get_base_model") else model.model


def _head(model: Any) -> Any:
    return model.get_base_model().lm_head if hasattr(model, "get_base_model") else model.lm_head


def _schedule(part: float, recipe: Recipe) -> float:
    """The share of the rate after this part of the minutes."""
    if part < recipe.warmup:
        return max(part / recipe.warmup, 0.02)
    return max(0.0, min(1.0, (1 - part) / recipe.falls))


def _optimisers(model: Any, recipe: Recipe) -> list[Any]:
    """Muon for the matrices of the layers, if it is wanted; AdamW for embeddings, norms, and all else."""
    import torch

    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    inner = [p for n, p in named if recipe.muon and p.ndim == 2 and "embed" not in n]
    taken = {id(p) for p in inner}
    rest = [p for _, p in named if id(p) not in taken]
    made: list[Any] = []
    if inner:
        made.append(torch.optim.Muon(inner, lr=recipe.muon, momentum=0.95, weight_decay=recipe.decay))
    if rest:
        made.append(torch.optim.AdamW(rest, lr=recipe.rate, betas=(0.9, 0.98), weight_decay=recipe.decay, fused=True))
    for optimiser in made:
        for group in optimiser.param_groups:
            group["initial_lr"] = group["lr"]
    return made


def _batches(rows: Sequence[Row], recipe: Recipe, passes: int) -> Iterator[tuple[int, list[Row]]]:
    """Batches of rows of like length, in an order of the seed; for ever, with how many passes were begun before."""
    while True:
        rng = Random(f"{recipe.seed}.{passes}")  # noqa: S311  reproducible, not secret
        order = list(range(len(rows)))
        rng.shuffle(order)
        ready: list[list[Row]] = []
        for at in range(0, len(order), 4096):
            chunk = sorted((rows[n] for n in order[at : at + 4096]), key=lambda r: len(r[0]))
            mine: list[list[Row]] = [[]]
            for row in chunk:
                if mine[-1] and (len(mine[-1]) + 1) * len(row[0]) > recipe.tokens:
                    mine.append([])
                mine[-1].append(row)
            rng.shuffle(mine)
            ready += mine
        for batch in ready:
            yield passes, batch
        passes += 1


def _tell(done: Progress, recipe: Recipe) -> None:
    left = 60 * recipe.minutes - done.seconds
    sys.stderr.write(
        f"step {done.steps}  loss {done.loss:.4f}  {done.tokens / 1e6:.2f} M tokens  pass {done.passes + 1}  "
        f"{done.tokens / max(done.cpu_seconds, 1e-9):.0f} tokens per CPU-second  {left / 60:.1f} min left\n"
    )
    sys.stderr.flush()


def _keep(optimisers: Sequence[Any], trained: Sequence[Any], done: Progress, folder: Path) -> None:
    """Weights, moments and progress; each file is replaced whole."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    tensors = {f"weight.{n}": p.detach() for n, p in enumerate(trained)}
    states = {id(p): state for o in optimisers for p, state in o.state.items()}
    for n, p in enumerate(trained):
        tensors.update({f"{name}.{n}": value.reshape(value.shape or (1,)) for name, value in states[id(p)].items()})
    save_file({k: v.contiguous().clone() for k, v in tensors.items()}, folder / "checkpoint.new")
    (folder / "checkpoint.new").replace(folder / "checkpoint.safetensors")
    (folder / "progress.new").write_text(json.dumps(asdict(done)) + "\n", encoding="utf-8")
    (folder / "progress.new").replace(folder / "progress.json")


def _resumed(optimisers: Sequence[Any], trained: Sequence[Any], folder: Path) -> Progress:
    """What a checkpoint holds, put back; nothing done if there is none."""
    import torch
    from safetensors.torch import load_file

    if not (folder / "checkpoint.safetensors").is_file():
        return Progress()
    tensors = load_file(folder / "checkpoint.safetensors")
    place = {id(p): n for n, p in enumerate(trained)}
    with torch.no_grad():
        for p in trained:
            p.copy_(tensors.pop(f"weight.{place[id(p)]}"))
    for optimiser in optimisers:
        for p in (p for group in optimiser.param_groups for p in group["params"]):
            end = f".{place[id(p)]}"
            state = {k.removesuffix(end): v for k, v in tensors.items() if k.endswith(end)}
            optimiser.state[p] = {k: v.reshape(()) if k == "step" else v for k, v in state.items()}
    done = Progress(**json.loads((folder / "progress.json").read_text(encoding="utf-8")))
    sys.stderr.write(f"going on after step {done.steps}, {done.seconds / 60:.1f} min\n")
    return done

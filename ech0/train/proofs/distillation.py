"""A smaller student taught by the trained one, against the same one taught by the pairs alone, for the same minutes.

The teacher's whole distribution over each token of the plan is matched (forward divergence [Hinton2015]_), beside the
loss on the token itself. Both start from the same random weights and see the batches in the same order.

References:
    .. [Hinton2015] G. Hinton, O. Vinyals, J. Dean, Distilling the Knowledge in a Neural Network, arXiv:1503.02531.
"""

from pathlib import Path
from typing import Any

from ech0.train import dataset, fitting, measure, tokens
from ech0.train import model as shapes
from ech0.train.proofs.adapter import shown
from ech0.train.student import ready

SHAPE = "small"
MEASURED = 1000
HALF = 0.5
"""The weight of the teacher's distribution beside that of the pairs."""


def prove(student: Path, data: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Train two small students for `options["minutes"]` each, one with the teacher; figures on the held-out set."""
    import torch

    ready()
    tokenizer, teacher = tokens.load(student), shapes.load(student)
    teacher.eval()
    pairs = [p for p in dataset.load(data, "train") if not dataset.adapted(p)]
    held = [p for p in dataset.load(data, "held") if not dataset.adapted(p)][:MEASURED]
    rows, asked = tokens.encoded(tokenizer, pairs), tokens.encoded(tokenizer, held)

    def taught(loss: Any, logits: Any, place: Any) -> Any:
        ids, who, places = place
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            aim = teacher.lm_head(teacher.model(input_ids=ids, use_cache=False).last_hidden_state[who, places])
        near = torch.nn.functional.log_softmax(logits, -1)
        far = torch.nn.functional.softmax(aim.float(), -1)
        return (1 - HALF) * loss + HALF * torch.nn.functional.kl_div(near, far, reduction="batchmean")

    found = {}
    for name, extra in (("alone", None), ("taught", taught)):
        small = shapes.create(
            SHAPE, vocabulary=tokenizer.get_vocab_size(), end=tokenizer.token_to_id(tokens.END), seed=options["seed"]
        )
        recipe = fitting.Recipe(minutes=options["minutes"], seed=options["seed"])
        done = fitting.fit(small, rows, recipe, extra=extra)
        missed = measure.missed(small, asked)
        tokens_right = 1 - sum(missed) / sum(len(ids) - start for ids, start in asked)
        share = shown(measure.share([not n for n in missed]))
        found[name] = (f"{share}; {100 * tokens_right:.2f} % of tokens", done, shapes.weights(small))
    (alone, one, size), (with_teacher, other, _) = found["alone"], found["taught"]
    told = (
        f"{size:,} numbers from random weights, {options['minutes']} min each: {one.tokens:,} tokens alone in "
        f"{one.cpu_seconds:.0f} CPU-s, {other.tokens:,} taught in {other.cpu_seconds:.0f} CPU-s, held-out wordings"
    )
    return {"distillation, exact plans": {"before": alone, "after": with_teacher, "told": told}}

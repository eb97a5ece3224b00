"""How often a student writes just the plan that was meant, with Wilson's interval; by family and by set.

A greedy decoder writes the target if and only if each token of it is the most likely one after those before it, so one
forward pass over the target tells; nothing is generated.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import sqrt
from typing import Any

from ech0.train.fitting import Row, laid
from ech0.train.problem import Pair


def exact(model: Any, rows: Sequence[Row], *, batch: int = 48) -> list[bool]:
    """For each row whether greedy decoding would write its plan to the letter, to the end mark."""
    return [not n for n in missed(model, rows, batch=batch)]


def missed(model: Any, rows: Sequence[Row], *, batch: int = 48) -> list[int]:
    """For each row how many tokens of its plan are not the likeliest after those before them."""
    import torch

    torch.set_num_threads(1)
    model.eval()
    wrong = [0] * len(rows)
    order = sorted(range(len(rows)), key=lambda n: len(rows[n][0]))
    with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
        for at in range(0, len(order), batch):
            chosen = order[at : at + batch]
            ids, who, places, wanted = laid([rows[n] for n in chosen])
            hidden = model(input_ids=ids, use_cache=False, output_hidden_states=False).logits[who, places]
            for n in who[hidden.argmax(-1) != wanted].tolist():
                wrong[chosen[n]] += 1
    return wrong


def wilson(right: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The interval of a share [Wilson1927]_; `(0, 1)` of nothing.

    References:
        .. [Wilson1927] E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209.
    """
    if not n:
        return 0.0, 1.0
    p, square = right / n, z * z
    middle, half = p + square / (2 * n), z * sqrt(p * (1 - p) / n + square / (4 * n * n))
    return max(0.0, (middle - half) / (1 + square / n)), min(1.0, (middle + half) / (1 + square / n))


def report(pairs: Sequence[Pair], right: Sequence[bool]) -> dict[str, Any]:
    """Shares over all and by family, each with its number and interval."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for pair, good in zip(pairs, right, strict=True):
        groups["all"].append(good)
        groups[pair.family].append(good)
    return {name: share(rows) for name, rows in sorted(groups.items())}


def share(rows: Sequence[bool]) -> dict[str, float | int]:
    """`exact`, `n`, and the bounds `low` and `high` of the interval at 95 %."""
    low, high = wilson(sum(rows), len(rows))
    return {
        "exact": round(sum(rows) / max(len(rows), 1), 4),
        "n": len(rows),
        "low": round(low, 4),
        "high": round(high, 4),
    }

"""Run as a file by the Python of `make gptq`: GPTQ [Frantar2022]_ of a student, measured before and after.

Usage: `python gptq.py MODEL ROWS OUT`. ROWS is JSON: `calibration`, lists of token ids; `held`, pairs of token ids and
the place where the plan begins. Prints one JSON object. Knows nothing of ECH0, which is not installed there.

References:
    .. [Frantar2022] E. Frantar et al., GPTQ, arXiv:2210.17323.
"""

import json
import sys
from pathlib import Path
from typing import Any

GROUP = 64
"""Weights that share a scale: it must divide 192, the width of the student."""


def exact(model: Any, rows: list[tuple[list[int], int]]) -> int:
    """How many plans greedy decoding would write to the letter."""
    import torch

    right = 0
    with torch.inference_mode():
        for ids, start in rows:
            told = model(input_ids=torch.tensor([ids])).logits[0, start - 1 : -1].argmax(-1).tolist()
            right += told == ids[start:]
    return right


def main(model: str, rows: str, out: str) -> None:
    """Quantise the layers' matrices to four bits, and save them packed."""
    import torch
    from datasets import Dataset
    from llmcompressor import oneshot
    from llmcompressor.modifiers.quantization import GPTQModifier
    from transformers import AutoModelForCausalLM, AutoTokenizer

    torch.set_num_threads(1)
    given = json.loads(Path(rows).read_text(encoding="utf-8"))
    plain = AutoModelForCausalLM.from_pretrained(model, dtype=torch.bfloat16)
    before = exact(plain, given["held"])
    ids = given["calibration"]
    seen = Dataset.from_dict({"input_ids": ids, "attention_mask": [[1] * len(row) for row in ids]})
    weights = {"num_bits": 4, "type": "int", "symmetric": True, "strategy": "group", "group_size": GROUP}
    recipe = GPTQModifier(config_groups={"g": {"targets": ["Linear"], "weights": weights}}, ignore=["lm_head"])
    oneshot(
        model=plain, dataset=seen, recipe=recipe, max_seq_length=512, num_calibration_samples=len(ids),
        processor=AutoTokenizer.from_pretrained(model),
    )  # fmt: skip
    after = exact(plain, given["held"])
    plain.save_pretrained(out, save_compressed=True)
    print(json.dumps({"before": before, "after": after, "n": len(given["held"])}))  # noqa: T201  the parent reads it


if __name__ == "__main__":
    main(*sys.argv[1:4])

"""The student's shape: Qwen3, small, tied embeddings; made from nothing, saved as safetensors in bfloat16."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ech0.core.errors import InputError

CONTEXT = 2048
SHAPES: Mapping[str, dict[str, Any]] = MappingProxyType(
    {
        "student": {"hidden_size": 192, "num_hidden_layers": 4, "intermediate_size": 512, "num_attention_heads": 3},
        "small": {"hidden_size": 64, "num_hidden_layers": 3, "intermediate_size": 192, "num_attention_heads": 1},
    }
)
"""Heads of 64 numbers, so that every kernel of vLLM takes them."""


def create(shape: str, *, vocabulary: int, end: int, seed: int) -> Any:
    """A model of `SHAPES` with random weights; the same seed, the same weights."""
    import torch
    from transformers import Qwen3Config, Qwen3ForCausalLM

    if shape not in SHAPES:
        raise InputError("--shape", shape, f"choose one of {', '.join(SHAPES)}")
    torch.manual_seed(seed)
    sizes = SHAPES[shape]
    config = Qwen3Config(
        vocab_size=vocabulary,
        head_dim=64,
        num_key_value_heads=sizes["num_attention_heads"],
        max_position_embeddings=CONTEXT,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=end,
        pad_token_id=end,
        **sizes,
    )
    return quick(Qwen3ForCausalLM(config))


def quick(model: Any) -> Any:
    """The same model, half as fast again on a processor: plain attention, which short questions like, and torch's norm.

    Names and values of the weights stay as they are.
    """
    import torch
    from transformers.models.qwen3.modeling_qwen3 import Qwen3RMSNorm

    class Norm(torch.nn.RMSNorm):
        def forward(self, x: Any) -> Any:  # in float32, as in Qwen3, and of one type, for which torch has one kernel
            return super().forward(x.float()).to(x.dtype)

    model.set_attn_implementation("eager")
    for parent in list(model.modules()):
        for name, norm in parent.named_children():
            if isinstance(norm, Qwen3RMSNorm):
                swift = Norm(norm.weight.shape, eps=norm.variance_epsilon)
                swift.weight = norm.weight
                setattr(parent, name, swift)
    return model


def save(model: Any, folder: Path) -> None:
    """Write config and weights, in bfloat16, as vLLM loads them; the model itself stays as it is."""
    import copy

    import torch

    shipped = copy.deepcopy(model).to(torch.bfloat16)
    shipped.generation_config.eos_token_id = model.config.eos_token_id
    shipped.save_pretrained(folder)


def load(folder: Path) -> Any:
    """A saved student in float32; raises `InputError` where there is none."""
    import torch
    from transformers import Qwen3ForCausalLM

    if not (folder / "model.safetensors").is_file():
        raise InputError("model", str(folder), "there is no model.safetensors; run `ech0 train student` first")
    return quick(Qwen3ForCausalLM.from_pretrained(folder, dtype=torch.float32))


def weights(model: Any) -> int:
    """How many numbers it is made of, tied ones once."""
    return sum(p.numel() for p in model.parameters())

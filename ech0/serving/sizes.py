"""Bytes: read as people write them, shown as people read them, and counted for a model. Knows no server."""

import re

from ech0.core.errors import InputError
from ech0.serving.catalogue import Architecture, Variant

KIB, MIB, GIB = 1024, 1024**2, 1024**3
UNITS = {"B": 1, "KiB": KIB, "MiB": MIB, "GiB": GIB, "TiB": 1024**4, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12}
KV_BYTES = {"auto": 2.0, "bfloat16": 2.0, "fp8": 1.0}
"""Bytes of one number of the KV cache, by vLLM's `--kv-cache-dtype`; `auto` is that of the model, bfloat16 here."""
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]iB|[kMGT]?B)")


def size(text: str, field: str) -> int:
    """Bytes of `16GiB`, `1.5 GB`, `800MiB`; raises `InputError` naming `field` if it is none, or zero."""
    found = _SIZE.fullmatch(text.strip())
    if found is None or (count := int(float(found[1]) * UNITS[found[2]])) == 0:
        raise InputError(field, text, "write a number with its unit, as in 16GiB or 24GB")
    return count


def shown(count: float) -> str:
    """Bytes as text, in GiB, or in smaller units if it is little."""
    for unit, step in (("GiB", GIB), ("MiB", MIB), ("KiB", KIB)):
        if abs(count) >= step:
            return f"{count / step:.2f} {unit}"
    return f"{count:.0f} B"


def weight_bytes(shape: Architecture, variant: Variant) -> int:
    """Bytes of all weights as loaded: matrices in the variant's bits with their scales, everything else in bf16."""
    matrices = shape.linear * variant.bits / 8
    scales = shape.linear / variant.group * variant.scale_bytes if variant.group else 0.0
    return round(matrices + scales) + 2 * (shape.embeddings + shape.small + shape.beside)


def read_bytes(shape: Architecture, variant: Variant) -> int:
    """Bytes of weights read to decode one step: all but the token table, of which one row a sequence is read.

    With tied embeddings the table is the output head, so it is read whole.
    """
    table = 0 if shape.tied else 2 * shape.vocab * shape.hidden
    return weight_bytes(shape, variant) - table - 2 * shape.beside


def kv_bytes(shape: Architecture, kv: str) -> int:
    """Bytes of the KV cache for one token: a key and a value per layer and KV head; raises `InputError`."""
    if kv not in KV_BYTES:
        raise InputError("--kv", kv, f"one of {', '.join(KV_BYTES)}")
    return round(2 * shape.layers * shape.kv_heads * shape.head_dim * KV_BYTES[kv])

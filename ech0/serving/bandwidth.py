"""How fast decoding could be at best: memory bandwidth over bytes read. Can measure it here; knows no server.

To decode one token, all weights are read once and the cache of every sequence once: no engine can be faster than the
memory. At a batch of B sequences of N tokens: B * bandwidth / (weights + B * N * KV per token) tokens a second.
"""

import re
import time

from ech0.core.errors import InputError
from ech0.core.noun import Noun
from ech0.serving.sizes import UNITS

BLOCK = 256 * 1024**2
"""Bytes copied at once: many times the caches of a processor."""
ROUNDS = 8


class Bandwidth(Noun):
    """Bytes a second, and how that is known."""

    bytes_per_second: float
    source: str


def given(text: str) -> Bandwidth:
    """`4.3TB/s`; raises `InputError` if it is none."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kMGT]i?B)/s", text.strip())
    if found is None or found[2] not in UNITS or float(found[1]) == 0:
        raise InputError("--bandwidth", text, "write it as in 4.3TB/s or 900GB/s")
    return Bandwidth(bytes_per_second=float(found[1]) * UNITS[found[2]], source=f"given as {text.strip()}")


def measured() -> Bandwidth:
    """The best of `ROUNDS` copies of `BLOCK` bytes by one thread, reading and writing counted."""
    import numpy as np

    source = np.ones(BLOCK // 8)
    target = np.empty_like(source)
    best = float("inf")
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        np.copyto(target, source)
        best = min(best, time.perf_counter() - begun)
    return Bandwidth(
        bytes_per_second=2 * BLOCK / best,
        source=f"measured here: the best of {ROUNDS} copies of {BLOCK // 1024**2} MiB by one thread",
    )


def limit(bandwidth: Bandwidth, weights: int, kv_per_token: int, batch: int, tokens: int) -> float:
    """Tokens a second at best, for `batch` sequences of `tokens` tokens each."""
    return batch * bandwidth.bytes_per_second / (weights + batch * tokens * kv_per_token)

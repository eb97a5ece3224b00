"""Decoding speed of a model's shape with random weights, as a part of what the memory's bandwidth allows.

python benchmarks/decode.py [--model NAME] [--tiny] [--precision P ...] [--batch N ...] [--context N] [--steps N]

Weights are random, since their values cost no time. One step of decoding (all layers, attention over `--context` cached
tokens, the output head) is captured as a CUDA graph where there is a GPU, and run eagerly by one thread on a CPU, where
the figures only prove that the script works. The limit is the bandwidth measured here, by copying on the same device,
over the bytes that one step must read: weights as they lie in memory, and the cache of each sequence. FP8 is W8A8
(`torch._scaled_mm`), INT4 is W4A16 with groups of 128 (tinygemm). An engine with kernels of its own (vLLM: Marlin,
Machete) may do better; `ech0 model bench` measures that one. What this device or this torch cannot do says why.
"""

import argparse
import gc
import json
import time
from collections.abc import Callable
from typing import Any

import torch
from torch.nn import functional

from ech0.serving.catalogue import Architecture, default, model

GROUP = 128
TINY = {"layers": 2, "hidden": 256, "intermediate": 512, "heads": 4, "kv_heads": 2, "head_dim": 64, "vocab": 512}
Tensor = torch.Tensor


def _op(name: str) -> Any:
    """An operator of torch that has no public name."""
    return getattr(torch.ops.aten, name)


class Plain:
    """A matrix in bf16."""

    def __init__(self, rows: int, columns: int, device: str) -> None:
        self.weight = torch.randn(rows, columns, dtype=torch.bfloat16, device=device) / columns**0.5

    def __call__(self, x: Tensor) -> Tensor:
        return functional.linear(x, self.weight)

    def tensors(self) -> list[Tensor]:
        return [self.weight]

    def dense(self) -> Tensor:
        """The matrix that is multiplied by, in float32."""
        return self.weight.float()


class Eight:
    """A matrix in FP8 (e4m3) with one scale; activations are brought to FP8 at each call."""

    def __init__(self, rows: int, columns: int, device: str) -> None:
        full = Plain(rows, columns, device).weight.float()
        self.scale = (full.abs().max() / 448.0).reshape(())
        self.weight = (full / self.scale).to(torch.float8_e4m3fn)
        self.input_scale = torch.tensor(1 / 64, device=device)

    def __call__(self, x: Tensor) -> Tensor:
        small = (x / self.input_scale).clamp(-448, 448).to(torch.float8_e4m3fn)
        return _op("_scaled_mm")(
            small, self.weight.t(), self.input_scale, self.scale, out_dtype=torch.bfloat16
        )

    def tensors(self) -> list[Tensor]:
        return [self.weight]

    def dense(self) -> Tensor:
        return self.weight.float() * self.scale


class Four:
    """A matrix in INT4, a scale and a zero in bf16 for each `GROUP` weights, in tinygemm's layout."""

    def __init__(self, rows: int, columns: int, device: str, *, keep: bool = False) -> None:
        full = Plain(rows, columns, device).weight.float().reshape(rows, columns // GROUP, GROUP)
        scale = (full.abs().amax(dim=2, keepdim=True) / 7).to(torch.bfloat16).float()
        whole = (full / scale).round().clamp(-8, 7)
        self._dense = (whole * scale).reshape(rows, columns) if keep else torch.empty(0)
        numbers = (whole.reshape(rows, columns) + 8).to(torch.int32)
        self.on_cpu = device == "cpu"
        if self.on_cpu:
            self.weight = _op("_convert_weight_to_int4pack_for_cpu")(numbers, 1)
        else:
            pairs = (numbers[:, ::2] << 4 | numbers[:, 1::2]).to(torch.uint8)
            self.weight = _op("_convert_weight_to_int4pack")(pairs, 8)
        both = torch.stack([scale[:, :, 0], torch.zeros_like(scale[:, :, 0])], dim=2)
        self.scales = both.transpose(0, 1).contiguous().to(torch.bfloat16)

    def __call__(self, x: Tensor) -> Tensor:
        if self.on_cpu:
            return _op("_weight_int4pack_mm_for_cpu")(x, self.weight, GROUP, self.scales)
        return _op("_weight_int4pack_mm")(x, self.weight, GROUP, self.scales)

    def tensors(self) -> list[Tensor]:
        return [self.weight, self.scales]

    def dense(self) -> Tensor:
        return self._dense


KINDS: dict[str, Any] = {"bf16": Plain, "fp8": Eight, "int4": Four}


class Decoder:
    """One step of decoding at a fixed context, with a cache that is full: the worst token of that context."""

    def __init__(self, shape: Architecture, precision: str, batch: int, context: int, device: str) -> None:
        kind, self.shape, self.context = KINDS[precision], shape, context
        wide = shape.head_dim * (shape.heads + 2 * shape.kv_heads)
        sizes = (
            (wide, shape.hidden), (shape.hidden, shape.head_dim * shape.heads),
            (2 * shape.intermediate, shape.hidden), (shape.hidden, shape.intermediate),
        )  # fmt: skip
        self.layers = [[kind(rows, columns, device) for rows, columns in sizes] for _ in range(shape.layers)]
        self.head = Plain(shape.vocab, shape.hidden, device)
        cache = (shape.layers, 2, batch, shape.kv_heads, context, shape.head_dim)
        self.cache = torch.randn(cache, dtype=torch.bfloat16, device=device)
        self.norm = torch.ones(shape.hidden, dtype=torch.bfloat16, device=device)
        angle = torch.outer(torch.tensor([float(context)]), 1e6 ** -torch.arange(0, 1, 2 / shape.head_dim))
        angle = torch.cat([angle, angle], 1)
        self.cos, self.sin = (f(angle).to(device, torch.bfloat16) for f in (torch.cos, torch.sin))
        self.x = torch.randn(batch, shape.hidden, dtype=torch.bfloat16, device=device)

    def step(self) -> Tensor:
        """Logits of the next token of each sequence."""
        s, x = self.shape, self.x
        for n, (qkv, out, up, down) in enumerate(self.layers):
            y = qkv(functional.rms_norm(x, (s.hidden,), self.norm)).view(len(x), -1, 1, s.head_dim)
            q, k, v = y.split([s.heads, s.kv_heads, s.kv_heads], dim=1)
            self.cache[n, 0, :, :, -1:], self.cache[n, 1, :, :, -1:] = self._turned(k), v
            keys, values = self.cache[n, 0], self.cache[n, 1]
            seen = functional.scaled_dot_product_attention(self._turned(q), keys, values, enable_gqa=True)
            x = x + out(seen.reshape(len(x), -1))
            gate, plain = up(functional.rms_norm(x, (s.hidden,), self.norm)).chunk(2, dim=1)
            x = x + down(functional.silu(gate) * plain)
        return self.head(functional.rms_norm(x, (s.hidden,), self.norm))

    def _turned(self, x: Tensor) -> Tensor:
        a, b = x.chunk(2, dim=-1)
        return x * self.cos + torch.cat([-b, a], -1) * self.sin

    def read(self) -> int:
        """Bytes that a step must read: all matrices once, the whole cache once."""
        matrices = [t for layer in self.layers for m in layer for t in m.tensors()] + self.head.tensors()
        return sum(t.nbytes for t in matrices) + self.cache.nbytes


def bandwidth(device: str, size: int) -> float:
    """Bytes a second of copying `size` bytes on this device, reading and writing counted; the best of ten."""
    source = torch.ones(size // 2, dtype=torch.bfloat16, device=device)
    target = torch.empty_like(source)
    return max(2 * source.nbytes / _seconds(lambda: target.copy_(source), device) for _ in range(10))


def _seconds(do: Callable[[], Any], device: str) -> float:
    if device == "cpu":
        begun = time.perf_counter()
        do()
        return time.perf_counter() - begun
    first, last = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    first.record()
    do()
    last.record()
    torch.cuda.synchronize()
    return first.elapsed_time(last) / 1000


def _prepared(decoder: Decoder, device: str) -> Callable[[], Any]:
    """A step that can be run again and again: warmed up, and captured where there are graphs."""
    if device == "cpu":
        decoder.step()
        return decoder.step
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            decoder.step()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        decoder.step()
    return graph.replay


@torch.inference_mode()
def measured(shape: Architecture, precision: str, batch: int, context: int, steps: int, device: str) -> dict[str, Any]:
    """Tokens a second, the median of five rounds of `steps` steps, and the bytes that each step read."""
    decoder = Decoder(shape, precision, batch, context, device)
    step = _prepared(decoder, device)

    def run() -> None:
        for _ in range(steps):
            step()

    rounds = sorted(_seconds(run, device) for _ in range(5))
    return {"tokens_per_second": batch * steps / rounds[2], "spread": rounds[-1] / rounds[0], "read": decoder.read()}


def main() -> None:
    """A row for each precision and batch; what cannot be done here says why."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="whose shape (default: the default model's)")
    parser.add_argument("--tiny", action="store_true", help="a shape of a few hundred thousand weights")
    parser.add_argument("--precision", nargs="+", default=list(KINDS), choices=list(KINDS))
    parser.add_argument("--batch", nargs="+", type=int, default=[1, 8, 64])
    parser.add_argument("--context", type=int, default=1024)
    parser.add_argument("--steps", type=int, default=32)
    parser.add_argument("--json", action="store_true", help="a row of JSON each")
    args = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_num_threads(1)  # two threads that wait for each other are slower than one
    chosen = model(args.model) if args.model else default()
    shape = chosen.architecture.model_copy(update=TINY) if args.tiny else chosen.architecture
    speed = bandwidth(device, 2**24 if args.tiny else 2**31)
    name = torch.cuda.get_device_name() if device == "cuda" else "CPU"
    if not args.json:
        print(f"{'tiny' if args.tiny else chosen.id} on {name}, torch {torch.__version__}, context {args.context}")
        print(f"bandwidth {speed / 1e9:.1f} GB/s, measured here by copying")
        print(f"{'precision':10} {'batch':>5} {'tokens/s':>10} {'limit':>10} {'of it':>7} {'read':>9} {'max/min':>13}")
    for precision in args.precision:
        for batch in args.batch:
            row: dict[str, Any] = {"precision": precision, "batch": batch, "device": name, "bandwidth": speed}
            try:
                row |= measured(shape, precision, batch, args.context, args.steps, device)
            except (RuntimeError, NotImplementedError, AttributeError) as error:  # another torch, another device
                row["not_run"] = str(error).strip().splitlines()[0][:160]
            else:
                row["limit"] = batch * speed / row["read"]
                row["share"] = row["tokens_per_second"] / row["limit"]
            print(json.dumps(row) if args.json else _shown(row))
            gc.collect()
            if device == "cuda":
                torch.cuda.empty_cache()


def _shown(row: dict[str, Any]) -> str:
    head = f"{row['precision']:10} {row['batch']:5}"
    if "not_run" in row:
        return f"{head} not run: {row['not_run']}"
    figures = f"{row['tokens_per_second']:10.1f} {row['limit']:10.1f} {row['share']:7.1%} {row['read'] / 1e9:6.2f} GB"
    return f"{head} {figures} {row['spread']:13.2f}"


if __name__ == "__main__":
    main()

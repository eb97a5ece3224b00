"""A BERT encoder as an ONNX graph, written straight from a safetensors file: no torch, no exporter, no file on disk.

The few messages of ONNX's protobuf schema that are needed are encoded here by hand [ONNX]_. Post-norm BERT with exact
GELU [Devlin2019]_, then the mean over tokens and unit length [Reimers2019]_. One text at a time, so nothing is padded
or masked and a text's vector never depends on its neighbours. Knows nothing of tokens or texts.

.. [ONNX] onnx/onnx.proto3, IR version 10, operator set 20. https://onnx.ai/onnx/operators/
.. [Devlin2019] J. Devlin et al., BERT, NAACL 2019, doi:10.18653/v1/N19-1423.
.. [Reimers2019] N. Reimers, I. Gurevych, Sentence-BERT, EMNLP 2019, doi:10.18653/v1/D19-1410.
"""

import json
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

_IR, _OPSET, _FLOAT, _INT64 = 10, 20, 1, 7


def graph(weights: Path, *, heads: int, epsilon: float) -> bytes:
    """The model: `ids` and `places`, int64 of shape `(n,)`, to `vector`, float32 of shape `(hidden,)`."""
    return _Graph(weights).build(heads, epsilon)


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _opening(field: int, length: int) -> bytes:
    return _varint(field << 3 | 2) + _varint(length)


def _block(field: int, *parts: bytes) -> bytes:
    return _opening(field, sum(map(len, parts))) + b"".join(parts)


def _text(field: int, value: str) -> bytes:
    return _block(field, value.encode())


def _tensor(name: str, kind: int, shape: Sequence[int], raw: "bytes | memoryview") -> "Iterator[bytes | memoryview]":
    about = b"".join((*(_number(1, n) for n in shape), _number(2, kind), _text(8, name), _opening(9, len(raw))))
    yield _opening(5, len(about) + len(raw)) + about
    yield raw  # as it lies in the file: 90 MB are copied once, into the model


def _attribute(name: str, value: "float | Sequence[int]") -> bytes:
    if isinstance(value, float):
        return _block(5, _text(1, name), _varint(2 << 3 | 5) + struct.pack("<f", value), _number(20, 1))
    if isinstance(value, int):
        return _block(5, _text(1, name), _number(3, value), _number(20, 2))
    return _block(5, _text(1, name), *(_number(8, n) for n in value), _number(20, 7))


def _port(field: int, name: str, kind: int, size: "int | str") -> bytes:
    dimension = _text(2, size) if isinstance(size, str) else _number(1, size)
    return _block(field, _text(1, name), _block(2, _block(1, _number(1, kind), _block(2, _block(1, dimension)))))


class _Graph:
    """Nodes and tensors as they are added; each node's output is named after its number."""

    def __init__(self, weights: Path) -> None:
        self.raw = memoryview(weights.read_bytes())
        (size,) = struct.unpack_from("<Q", self.raw)
        self.base, self.header = 8 + size, json.loads(bytes(self.raw[8 : 8 + size]))
        self.nodes: list[bytes] = []
        self.tensors: list[bytes | memoryview] = []
        self.named: set[str] = set()

    def weight(self, name: str) -> str:
        """A tensor of the file, as it lies there."""
        if name not in self.named:
            about = self.header[name]
            start, end = about["data_offsets"]
            if about["dtype"] != "F32":
                raise ValueError(f"{name} is {about['dtype']}; this graph is float32")
            self.named.add(name)
            self.tensors.extend(_tensor(name, _FLOAT, about["shape"], self.raw[self.base + start : self.base + end]))
        return name

    def integers(self, *values: int) -> str:
        """A constant vector of integers."""
        name = f"i{'_'.join(map(str, values))}"
        if name not in self.named:
            self.named.add(name)
            self.tensors.extend(_tensor(name, _INT64, (len(values),), struct.pack(f"<{len(values)}q", *values)))
        return name

    def scalar(self, value: float) -> str:
        """A constant number."""
        self.tensors.extend(_tensor("scale", _FLOAT, (), struct.pack("<f", value)))
        return "scale"

    def node(self, kind: str, *inputs: str, **attributes: "float | Sequence[int]") -> str:
        """Add an operator and return its output's name."""
        out = f"n{len(self.nodes)}"
        parts = [*(_text(1, i) for i in inputs), _text(2, out), _text(4, kind)]
        self.nodes.append(_block(1, *parts, *(_attribute(k, v) for k, v in attributes.items())))
        return out

    def linear(self, x: str, name: str) -> str:
        return self.node("Gemm", x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), transB=1)

    def norm(self, x: str, name: str, epsilon: float) -> str:
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.node("LayerNormalization", x, scale, bias, axis=-1, epsilon=epsilon)

    def attention(self, x: str, name: str, heads: int, width: int) -> str:
        """Scaled dot products over all tokens, `heads` at once; shape `(n, hidden)` to the same."""
        shape = self.integers(-1, heads, width // heads)
        q, k, v = (self.node("Reshape", self.linear(x, f"{name}.self.{p}"), shape) for p in ("query", "key", "value"))
        q, k = self.node("Transpose", q, perm=(1, 0, 2)), self.node("Transpose", k, perm=(1, 2, 0))
        scores = self.node("MatMul", q, k)
        share = self.node("Softmax", self.node("Mul", scores, "scale"), axis=-1)
        mixed = self.node("MatMul", share, self.node("Transpose", v, perm=(1, 0, 2)))
        joined = self.node("Reshape", self.node("Transpose", mixed, perm=(1, 0, 2)), self.integers(-1, width))
        return self.linear(joined, f"{name}.output.dense")

    def layers(self) -> Iterator[str]:
        """Names of the encoder's layers, in order, as the file has them."""
        number = 0
        while f"encoder.layer.{number}.output.dense.weight" in self.header:
            yield f"encoder.layer.{number}"
            number += 1

    def build(self, heads: int, epsilon: float) -> bytes:
        """The whole model, serialised."""
        width = self.header["embeddings.LayerNorm.weight"]["shape"][0]
        self.scalar((width / heads) ** -0.5)
        words = self.node("Gather", self.weight("embeddings.word_embeddings.weight"), "ids")
        places = self.node("Gather", self.weight("embeddings.position_embeddings.weight"), "places")
        kind = self.node("Gather", self.weight("embeddings.token_type_embeddings.weight"), self.integers(0))
        x = self.norm(self.node("Add", self.node("Add", words, kind), places), "embeddings.LayerNorm", epsilon)
        for name in self.layers():
            mixed = self.node("Add", self.attention(x, f"{name}.attention", heads, width), x)
            x = self.norm(mixed, f"{name}.attention.output.LayerNorm", epsilon)
            inner = self.node("Gelu", self.linear(x, f"{name}.intermediate.dense"))
            outer = self.node("Add", self.linear(inner, f"{name}.output.dense"), x)
            x = self.norm(outer, f"{name}.output.LayerNorm", epsilon)
        mean = self.node("ReduceMean", x, self.integers(0), keepdims=0)
        self.nodes.append(_block(1, _text(1, mean), _text(2, "vector"), _text(4, "LpNormalization")))
        ports = (_port(11, "ids", _INT64, "n"), _port(11, "places", _INT64, "n"), _port(12, "vector", _FLOAT, width))
        body = (*self.nodes, _text(2, "bert"), *self.tensors, *ports)
        return b"".join((_number(1, _IR), _opening(7, sum(map(len, body))), *body, _block(8, _number(2, _OPSET))))

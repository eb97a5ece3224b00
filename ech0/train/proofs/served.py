"""What a real server does with the student: n-gram speculation, the prefix cache, adapters loaded at run time.

Wall times are of this machine and its load; what is compared was measured on one server, back to back.
"""

import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from ech0.core.data import home
from ech0.core.errors import ClaimError
from ech0.minds.student import plan_schema, read_plan
from ech0.train import dataset
from ech0.train.problem import Pair
from ech0.train.proofs.adapter import parted
from ech0.train.serving import Server, interpreter

ASKED = 96
LORA = ("--enable-lora", "--max-loras", "2", "--max-lora-rank", "16")
NGRAM = '{"method":"ngram","num_speculative_tokens":4,"prompt_lookup_max":4,"prompt_lookup_min":2}'


def prove(student: Path, data: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Figures of a plain server, one with speculation, and one with adapters if there is one. Needs `make vllm`."""
    python = interpreter(options.get("root") or home())
    held = [p for p in dataset.load(data, "held") if not dataset.adapted(p)][:ASKED]
    adapter = student / "adapters" / dataset.ADAPTED
    with tempfile.TemporaryDirectory() as scratch:
        log = Path(scratch) / "server.log"
        with Server(python, student, log) as server:
            plain = _warm(server, held)
            rows = _concurrency(server, held, plain)
            rows["prefix cache, time to the first token"] = prefix(server)
        with Server(python, student, log, ("--speculative-config", NGRAM)) as server:
            rows["n-gram speculation, tokens a second"] = _guessed(server, _warm(server, held), plain)
        if adapter.is_dir():
            with Server(python, student, log, LORA) as server:
                rows["adapter loaded at run time, exact plans of its field"] = _adapters(server, adapter, data)
    return rows


def _warm(server: Server, pairs: Sequence[Pair]) -> dict[str, float]:
    """The second of two rounds: in the first the grammar is compiled."""
    timed(server, pairs, at_once=16)
    return timed(server, pairs, at_once=16)


def _guessed(server: Server, guessed: Mapping[str, float], plain: Mapping[str, float]) -> dict[str, Any]:
    drafted = server.metric("vllm:spec_decode_num_draft_tokens_total")
    taken = server.metric("vllm:spec_decode_num_accepted_tokens_total")
    return {
        "before": f"{plain['tokens'] / plain['seconds']:.0f}",
        "after": f"{guessed['tokens'] / guessed['seconds']:.0f}",
        "told": f"{ASKED} held-out plans, 16 at once; {taken:.0f} of {drafted:.0f} drafted tokens accepted",
    }


def timed(server: Server, pairs: Sequence[Pair], *, at_once: int, model: str = "") -> dict[str, float]:
    """Wall seconds, tokens, and how many replies are valid and exact, for plans bound by the schema."""
    more: dict[str, Any] = {"model": model} if model else {}
    began = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        replies = list(pool.map(lambda p: server.ask(p.prompt, plan_schema(), **more), pairs))
    seconds = time.perf_counter() - began
    texts = [r["message"]["content"] or "" for r in replies]
    return {
        "seconds": seconds,
        "tokens": sum(r["usage"]["completion_tokens"] for r in replies),
        "valid": sum(_valid(t) for t in texts),
        "exact": sum(t == p.plan for t, p in zip(texts, pairs, strict=True)),
    }


def prefix(server: Server, *, rounds: int = 6) -> dict[str, Any]:
    """Time to the first token behind one prefix of about 1.5k tokens, with a salt of its own each time and without."""
    long = " ".join(f"Card {n}: what is known of matter {n} and of motion {n}." for n in range(130))[:3600]
    usage = server.ask("Find the speed.", system=long, tokens=1)["usage"]
    cold = [server.first_token(f"Find the speed {n}.", system=long, salt=f"own{n}") for n in range(rounds)]
    server.first_token("Find the time.", system=long, salt="shared")
    warm = [server.first_token(f"Find the speed {n}.", system=long, salt="shared") for n in range(rounds)]
    ratio = median(warm) / median(cold)
    return {
        "before": f"{1000 * median(cold):.0f} ms",
        "after": f"{1000 * median(warm):.0f} ms",
        "told": f"median of {rounds} with {usage['prompt_tokens']} tokens of prompt, ratio {ratio:.2f}",
        "ratio": round(ratio, 3),
    }


def _concurrency(server: Server, pairs: Sequence[Pair], together: Mapping[str, float]) -> dict[str, Any]:
    some = pairs[:16]
    alone, at_once = timed(server, some, at_once=1), timed(server, some, at_once=16)
    return {
        "16 questions, wall seconds": {
            "before": f"{alone['seconds']:.2f} one after another",
            "after": f"{at_once['seconds']:.2f} at once",
            "told": f"ratio {at_once['seconds'] / alone['seconds']:.2f}; the same server and questions",
        },
        "structured replies": {
            "before": f"{together['valid']:.0f} of {len(pairs)} valid",
            "after": f"{together['exact']:.0f} of {len(pairs)} exact",
            "told": "held-out wordings through the server with the schema",
        },
    }


def _adapters(server: Server, adapter: Path, data: Path) -> dict[str, Any]:
    _, held = parted([p for p in dataset.load(data, "train") if dataset.adapted(p)])
    some = held[:ASKED]
    names = [dataset.ADAPTED, f"{dataset.ADAPTED}@again"]
    base = _warm(server, some)
    for name in names:
        server.post("/v1/load_lora_adapter", {"lora_name": name, "lora_path": str(adapter.resolve())})
    timed(server, some, at_once=16, model=names[0])
    adapted = timed(server, some, at_once=16, model=names[0])
    with ThreadPoolExecutor(3) as pool:  # the base and two adapters in the same batches
        mixed = list(pool.map(lambda m: timed(server, some, at_once=5, model=m)["exact"], (server.name, *names)))
    for name in names:
        server.post("/v1/unload_lora_adapter", {"lora_name": name})
    return {
        "before": f"{base['exact']:.0f} of {len(some)}",
        "after": f"{adapted['exact']:.0f} of {len(some)}",
        "told": f"{base['seconds']:.1f} s without and {adapted['seconds']:.1f} s with the adapter, 16 at once; base "
        f"and two adapters in the same batches: {', '.join(f'{n:.0f}' for n in mixed)} exact",
    }


def _valid(text: str) -> bool:
    try:
        read_plan(text)
    except ClaimError:
        return False
    return True

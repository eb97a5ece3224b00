"""Noise in: no crash, no hang, no answer. `python benchmarks/fuzz.py [--questions N] [--claims N] [--seed S]`.

Questions: own development questions with edits (`typo`: a few characters; answering is allowed), their words in another
order (`shuffled`), words of many questions in a row (`salad`), and arbitrary characters (`bytes`); the last three are
noise, and each one that is answered is printed. Claims: JSON made from the exported schema with values of all kinds,
and valid claims with parts exchanged, through the reader and the solver. A time over `LIMIT` counts as a hang.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

LIMIT = 5.0
"""Seconds for one question or claim."""
DATA = Path(__file__).parent.parent / "evals" / "data" / "quantities_dev.jsonl"
NOISE = ("shuffled", "salad", "bytes")


def main() -> int:
    """Run both and print the counts; 1 if anything crashed, hung or answered noise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    chance = random.Random(args.seed)  # noqa: S311  noise that can be made again, no secret
    bad = questions(args.questions, chance) + claims(args.claims, chance)
    sys.stdout.write(f"{bad} faults\n")
    return 1 if bad else 0


def questions(number: int, chance: random.Random) -> int:
    """Put `number` mutated questions; returns how many crashed, hung, or were noise and answered."""
    from ech0.app import open_ech0
    from ech0.core.errors import InputError
    from ech0.core.types import Question

    texts = [json.loads(line)["text"] for line in DATA.read_text(encoding="utf-8").splitlines()]
    counts: Counter[str] = Counter()
    slowest, bad = 0.0, 0
    with tempfile.TemporaryDirectory() as home:
        ech0 = open_ech0(**{"paths.home": home})
        for text in ("What is 6 * 7?", "What is the boiling point of water at 1 bar?", "What is a mole?"):
            ech0.ask(Question(text=text))  # imports of solver and labs, and filling memory, are not a question's time
        for n in range(number):
            kind = ("typo", *NOISE)[n % 4]
            text = MUTATIONS[kind](chance, texts)
            begun = time.perf_counter()
            try:
                status = ech0.ask(Question(text=text)).status
            except InputError:
                status = "refused"
            took = time.perf_counter() - begun
            slowest = max(slowest, took)
            fault = status == "failed" or took > LIMIT or (kind in NOISE and status == "answered")
            counts[f"{kind} {status}"] += 1
            if fault:
                bad += 1
                sys.stdout.write(f"FAULT {kind} {status} {took:.2f} s {text!r}\n")
        ech0.close()
    sys.stdout.write(f"{number} questions, slowest {slowest:.2f} s: {dict(sorted(counts.items()))}\n")
    return bad


def claims(number: int, chance: random.Random) -> int:
    """Read and decide `number` random claims; returns how many crashed or hung."""
    from ech0.core.claims import read_claim, schema
    from ech0.core.errors import ClaimError
    from ech0.core.process import Pool
    from tools.symbolic import Symbolic

    described = schema("claim")
    counts: Counter[str] = Counter()
    slowest, bad = 0.0, 0
    pool = Pool(1)
    checker = Symbolic(pool, seconds=LIMIT - 1)
    for _ in range(number):
        kind = chance.choice(sorted(described["discriminator"]["mapping"].values()))
        text = json.dumps(_value({"$ref": kind}, described["$defs"], chance, 0))
        begun = time.perf_counter()
        try:
            verdict: str = checker.check(read_claim(text), {}).verdict
        except ClaimError:
            verdict = "refused"
        took = time.perf_counter() - begun
        slowest = max(slowest, took)
        counts[verdict] += 1
        if took > LIMIT:
            bad += 1
            sys.stdout.write(f"FAULT {verdict} {took:.2f} s {text[:2000]}\n")
    pool.close()
    sys.stdout.write(f"{number} claims, slowest {slowest:.2f} s: {dict(sorted(counts.items()))}\n")
    return bad


def _typo(chance: random.Random, texts: list[str]) -> str:
    text = list(chance.choice(texts))
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text))
        text[at : at + chance.randint(0, 1)] = chance.choice("abcdefghijklmnopqrstuvwxyz 0123456789.,-/^()$\\{}")
    return "".join(text)


def _shuffled(chance: random.Random, texts: list[str]) -> str:
    words = chance.choice(texts).split()
    chance.shuffle(words)
    return " ".join(words)


def _salad(chance: random.Random, texts: list[str]) -> str:
    words = " ".join(chance.sample(texts, 8)).split()
    return " ".join(chance.sample(words, min(len(words), chance.randint(5, 40))))


def _bytes(chance: random.Random, texts: list[str]) -> str:
    signs = [*range(32, 127), 0x3B1, 0x2212, 0x4E2D, 0x1F600]
    return "".join(chr(chance.choice(signs)) for _ in range(chance.randint(1, len(texts))))


MUTATIONS: dict[str, Callable[[random.Random, list[str]], str]] = {
    "typo": _typo,
    "shuffled": _shuffled,
    "salad": _salad,
    "bytes": _bytes,
}
_NAMES = ("x", "y", "t", "v", "anne", "kind", "?x", "q1", "c1")
_WORDS = (
    "x",
    "y",
    "t",
    "v",
    "c1",
    "q1",
    "m/s",
    "kg",
    "x + y",
    "x = 2*y",
    "a >= b",
    "2**2**9",
    "1/0",
    "sqrt(-1)",
    "all",
    "?x",
)


def _value(part: dict[str, Any], defs: dict[str, Any], chance: random.Random, depth: int) -> Any:
    """A value that mostly fits a part of the schema; now and then anything."""
    if chance.random() < 0.02:
        return chance.choice([None, "", -1, 1e308, [], {}, "\u0000", True, "9" * 400])
    if "$ref" in part:
        return _value(defs[part["$ref"].rsplit("/", 1)[-1]], defs, chance, depth + 1)
    if "const" in part:
        return part["const"]
    if "enum" in part:
        return chance.choice(part["enum"])
    if any_of := part.get("anyOf") or part.get("oneOf"):
        return _value(chance.choice(any_of), defs, chance, depth + 1)
    return _plain(part, defs, chance, depth)


def _plain(part: dict[str, Any], defs: dict[str, Any], chance: random.Random, depth: int) -> Any:
    match part.get("type"):
        case "object":
            return dict(_members(part, defs, chance, depth))
        case "array":
            most = 0 if depth > 12 else min(part.get("maxItems", 4), 4)
            number = max(part.get("minItems", 0), chance.randint(0, most))
            items = part.get("items") or (part.get("prefixItems") or [{}])[0]
            return [_value(items, defs, chance, depth + 1) for _ in range(number)]
        case "string":
            return chance.choice(_NAMES[:5] if "pattern" in part else (*_WORDS, *_NAMES))
        case "boolean":
            return chance.random() < 0.5
        case "integer" | "number":
            return chance.choice([0, 1, 2, 3, -5, 40, 1e9])
        case _:
            return None


def _members(
    part: dict[str, Any], defs: dict[str, Any], chance: random.Random, depth: int
) -> Iterator[tuple[str, Any]]:
    required = part.get("required", ())
    for name, inner in part.get("properties", {}).items():
        if name in required or (chance.random() < 0.5 and name != "entry"):
            yield name, _value(inner, defs, chance, depth + 1)


if __name__ == "__main__":
    sys.exit(main())

"""The pairs to train and measure on: worded, proved one by one, split, written as JSON lines. The seed decides all.

A wording of a subject is held out by the hash of its template with its subject (`held`); wordings whose every part is
kept from training are a set of their own (`new`). A prompt that two plans claim is in no set, nor is a problem that two
plans claim in whatever frame: the same facts by name and kind, the same cue, the same target. Nobody could tell which.
"""

import hashlib
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from typing import NamedTuple

from ech0.core import reading
from ech0.core.errors import InputError
from ech0.minds.student import kind
from ech0.train import experiments, quantities, reasoning, wording
from ech0.train.execution import Executor, Expected
from ech0.train.lexicon import lexicon
from ech0.train.problem import Pair, Problem
from labs import LABS

HELD = 40
"""One in so many of the wordings of a subject is held out."""
ADAPTED = "quantum"
GIVE_UP = 2
"""A problem of which this many wordings were refused, and none kept, is left."""
SETS = ("train", "held", "new")


@dataclass(frozen=True)
class Sizes:
    """How much is drawn: values for a formula, a chain, an output; names for the values; wordings of each; puzzles.

    `fields`: of formulas and labs (`kinematics`, `chemistry`); all if there are none.
    """

    formula_draws: int = 2
    formula_names: int = 5
    formula_words: int = 9
    chain_draws: int = 6
    chain_words: int = 16
    lab_draws: int = 18
    lab_words: int = 16
    logic: int = 12000
    order: int = 14000
    fields: tuple[str, ...] = ()

    def scaled(self, part: float) -> "Sizes":
        """The same mixture in small, for a trial."""
        if not 0 < part <= 1:
            raise InputError("--part", part, "give a share above 0 and at most 1")
        words = {n: max(1, round(getattr(self, n) * part)) for n in ("formula_words", "chain_words", "lab_words")}
        return replace(self, **words, logic=round(self.logic * part), order=round(self.order * part))


class Meaning(NamedTuple):
    """What a question says, whatever its frame and order, and what its plan does. Two plans of one `said`: a riddle."""

    said: object
    plan: object


def build(folder: Path, *, seed: int, sizes: Sizes) -> dict[str, object]:
    """Write `train.jsonl`, `held.jsonl`, `new.jsonl` and `facts.json` to `folder`; returns what `facts.json` says."""
    folder.mkdir(parents=True, exist_ok=True)
    began = time.process_time()
    counts: Counter[str] = Counter()
    pairs: dict[str, Pair] = {}
    claimed: dict[object, set[object]] = {}
    meant: dict[str, Meaning] = {}
    for pair, meaning in _proved(Random(seed), sizes, counts):  # noqa: S311  reproducible, not secret
        claimed.setdefault(pair.prompt, set()).add(pair.plan)
        claimed.setdefault(meaning.said, set()).add(meaning.plan)
        pairs.setdefault(pair.prompt, pair)
        meant.setdefault(pair.prompt, meaning)
        if counts["kept"] % 5000 == 0:
            sys.stderr.write(f"{counts['kept']} pairs proved, {time.process_time() - began:.0f} CPU-s\n")
    plain = {q: pair for q, pair in pairs.items() if len(claimed[q]) == 1 and len(claimed[meant[q].said]) == 1}
    sets: dict[str, list[Pair]] = {name: [] for name in SETS}
    for pair in plain.values():
        sets["new" if pair.new else "held" if _is_held(pair) else "train"].append(pair)
    for name, rows in sets.items():
        Random(seed).shuffle(rows)  # noqa: S311
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(p), ensure_ascii=False) + "\n" for p in rows)
    facts: dict[str, object] = {
        "seed": seed,
        "sizes": asdict(sizes),
        "worded": counts["worded"],
        "proved": counts["kept"],
        "refused": counts["worded"] - counts["kept"],
        "two_plans": len(pairs) - len(plain),
        "sets": {name: len(rows) for name, rows in sets.items()},
        "families": dict(Counter(p.family for p in plain.values())),
        "checked": dict(Counter(p.checked for p in plain.values())),
        "subjects": len({p.subject for p in plain.values() if p.family in ("formula", "lab")}),
        "cpu_seconds": round(time.process_time() - began, 1),
    }
    (folder / "facts.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    return facts


def load(folder: Path, name: str) -> list[Pair]:
    """The pairs of one set; raises `InputError` where `ech0 train data` has not been run."""
    file = folder / f"{name}.jsonl"
    if not file.is_file():
        raise InputError("data", str(folder), f"there is no {name}.jsonl; run `ech0 train data --out {folder}` first")
    with file.open(encoding="utf-8") as lines:
        return [Pair(**json.loads(line)) for line in lines]


def adapted(pair: Pair) -> bool:
    """Whether a pair asks for a lab of the field that students are not trained on: an adapter learns it afterwards."""
    return pair.family == "lab" and LABS[pair.subject].field == ADAPTED


def _is_held(pair: Pair) -> bool:
    digest = hashlib.sha256(f"{pair.template}|{pair.subject}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % HELD == 0


def _proved(rng: Random, sizes: Sizes, counts: Counter[str]) -> Iterator[tuple[Pair, Meaning]]:
    known, executor = lexicon(), Executor()
    for problem, words in _problems(rng, sizes):
        kept = counts["kept"]
        for n in range(words):
            yield from _pair(problem, rng, executor, known, counts, new=False)
            if n >= GIVE_UP and counts["kept"] == kept:
                break
        if rng.random() < 0.2:
            yield from _pair(problem, rng, executor, known, counts, new=True)
    for make, count in ((reasoning.logic, sizes.logic), (reasoning.order, sizes.order)):
        for new in (False, True):
            for puzzle in make(rng, count=max(1, count // (20 if new else 1)), new=new):
                yield from _kept(puzzle, executor, known, counts)


def _formulas(rng: Random, sizes: Sizes) -> Iterator[Problem]:
    return quantities.problems(rng, draws=sizes.formula_draws, names=sizes.formula_names, fields=sizes.fields)


def _problems(rng: Random, sizes: Sizes) -> Iterator[tuple[Problem, int]]:
    told = sizes.fields
    yield from ((p, sizes.formula_words) for p in _formulas(rng, sizes))
    yield from ((p, sizes.lab_words) for p in experiments.problems(rng, draws=sizes.lab_draws, fields=told))
    yield from ((p, sizes.chain_words) for p in quantities.chains(rng, draws=sizes.chain_draws, fields=told))


def _pair(
    problem: Problem, rng: Random, executor: Executor, known: frozenset[str], counts: Counter[str], *, new: bool
) -> Iterator[tuple[Pair, Meaning]]:
    """One wording of a problem, if it is proved."""
    if len({f.words for f in problem.facts}) < len(problem.facts):
        return  # two numbers of one name: not even a person could tell them apart
    letters = {f.symbol for f in problem.facts}
    cue = rng.choice(problem.cues)
    chosen = wording.choose(rng, bare=not cue, new=new)
    order = list(range(len(problem.facts)))
    if rng.random() < 0.6:
        rng.shuffle(order)
    symbolic = not new and len(letters) == len(problem.facts) and rng.random() < 0.12
    ask = f"{rng.choice(problem.asks)}?".capitalize() if problem.asks and cue and not new and rng.random() < 0.1 else ""
    facts = [
        (problem.facts[k].symbol if symbolic and problem.facts[k].symbol else problem.facts[k].words, k) for k in order
    ]
    text, asides = wording.composed(
        chosen, cue=cue, facts=facts, target=problem.target, ask=ask, noise=rng.random() < 0.7, rng=rng
    )
    called = {k: (words.casefold(), kind(reading.quantity_text(problem.facts[k].value).unit)) for words, k in facts}
    said = (cue.casefold(), frozenset(called.values()), (ask or problem.target).casefold())
    steps = tuple(
        (m.use, m.find, frozenset((name, called[v] if isinstance(v, int) else v) for name, v in m.args))
        for m in problem.moves
    )
    values = [f.value for f in problem.facts] + asides
    question, places = wording.filled(text, values)
    plan = problem.plan({k: n for n, k in enumerate(places)})
    counts["worded"] += 1
    proof = executor.prove(problem, question, [values[k] for k in places], plan, known)
    if proof is not None:
        counts["kept"] += 1
        made = chosen.name + ("y" if symbolic else "") + ("k" if ask else "")
        pair = Pair(problem.family, problem.subject, made, new, question, proof.prompt, plan.text, proof.how)
        yield pair, Meaning(said, steps)


def _kept(
    puzzle: "reasoning.Puzzle", executor: Executor, known: frozenset[str], counts: Counter[str]
) -> Iterator[tuple[Pair, Meaning]]:
    expected: Expected = puzzle
    counts["worded"] += 1
    plan = puzzle.plan.text
    proof = executor.prove(expected, puzzle.question, [], puzzle.plan, known)
    if proof is not None:
        counts["kept"] += 1
        made = (puzzle.family, puzzle.subject, puzzle.template, puzzle.new)
        yield Pair(*made, puzzle.question, proof.prompt, plan, proof.how), Meaning(proof.prompt, plan)

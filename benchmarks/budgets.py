"""What each step of the hot path may cost, and what it costs here: the best of several tries, each step warm.

python benchmarks/budgets.py

A line a step; exit code 1 if one is over its budget. `CPU` is this process's own time; steps that a worker does are
measured by the clock (`wall`), so they want a quiet machine. Wall times of whole questions are in `latency.py`.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

LONG = (
    "A sample of 2.5 mol of nitrogen gas, initially at 298 K and 3.0 bar, stands in an upright cylinder of "
    "cross-section 12 cm^2 that is 40 cm long. It is heated by a current of 1.5 A at 12 V for 200 s, its "
    "mass is 70 g, its heat capacity is 20.8 J/(mol K), and a piston of 2.0 kg moves by 8 cm against 1.0 atm. "
    "What is its final temperature?"
)
SLOPE = "A block of 2 kg slides down a frictionless slope of 30 degrees from a height of 5 m. How fast is it then? "
TRIES = 10


@dataclass(frozen=True)
class Step:
    """What is done, its limit in ms, and by which clock."""

    name: str
    limit_ms: float
    run: Callable[[], object]
    clock: Callable[[], float] = time.process_time


def reading() -> Iterator[Step]:
    """Reading the base, and plans by the embedded mind."""
    from ech0 import _house
    from ech0.app import open_ech0
    from ech0.core import base
    from ech0.core.types import Question
    from ech0.ledger import given
    from ech0.loop import State
    from ech0.minds.embedded import programs

    loaders = (base._read, base.concepts, base.roles, base.constants, base.formulas, base.phrases)  # noqa: SLF001  to read anew

    def load() -> None:
        for loader in loaders:
            loader.cache_clear()
        base.formulas(), base.phrases(), base.roles()

    mind = open_ech0().mind
    other, long = Question(text=SLOPE * 3), Question(text=LONG)
    entries, state = given(other), State(question=long, entries=tuple(given(long)))
    yield Step("guard against folders that shadow ours", 1, _house.check)
    yield Step("formula base read from its files", 100, load)
    yield Step("a question that no program knows is passed by", 5, lambda: programs.plan(other, entries))
    yield Step("plan of a long question with a dozen numbers", 500, lambda: mind.plan(state))


def solving() -> Iterator[Step]:
    """A warm solver and a warm lab, a process away."""
    from ech0.core.formal import QuantityClaim, Relation, Symbol
    from ech0.core.process import Pool
    from ech0.core.types import Entry, Quantity
    from tools.laboratory import Bounded
    from tools.symbolic import Symbolic

    pool = Pool(1)
    checker, labs = Symbolic(pool), Bounded(pool)
    claim = QuantityClaim(
        id="c1",
        symbols=(
            Symbol(name="d", unit="m", entry="q1"),
            Symbol(name="t", unit="s", entry="q2"),
            Symbol(name="v", unit="m/s", meaning="speed"),
        ),
        relations=(Relation(expression="v = d/t"),),
        target="v",
    )
    known = {
        "q1": Entry(id="q1", kind="given", label="q1", quantity=Quantity(value=3.6, unit="km")),
        "q2": Entry(id="q2", kind="given", label="q2", quantity=Quantity(value=1, unit="h")),
    }
    water = {"fluid": "Water", "pressure": Quantity(value=101325.0, unit="Pa")}
    again = (claim.model_copy(update={"text": f"again {n}"}) for n in count())  # not one from memory
    yield Step("a simple claim, there and back", 50, lambda: checker.check(next(again), known), time.perf_counter)
    yield Step(
        "a lab whose library is loaded, there and back",
        300,
        lambda: labs.run("fluid_properties", water, wants=("heat_of_vaporization",)),
        time.perf_counter,
    )
    pool.close()


def showing() -> Iterator[Step]:
    """The page of a run and the report of an evaluation."""
    import ech0
    from ech0.page import page
    from ech0.page.evaluation import report
    from evals.benchmark import BENCHMARKS
    from evals.record import Row, Setup
    from evals.summary import summarise

    answer = ech0.ask("A car accelerates from 10 m/s to 30 m/s in 4 s. What is its acceleration?")
    last = next(e for e in answer.ledger if e.kind == "derived")
    chain = tuple(
        last.model_copy(update={"id": f"c{n}.v", "inputs": (f"c{n - 1}.v",) if n > 1 else ("q1",)})
        for n in range(1, 96)
    )
    wide = answer.model_copy(update={"ledger": (*(e for e in answer.ledger if e.kind == "given"), *chain)})
    setup = Setup(suite="prontoqa", data="d.json", sha256="0" * 64, mind="embedded", seconds=1, version="0")
    rows = [
        Row(
            key=f"k{n}", id=f"i{n}", question=f"Is {n} so?", target="A", why="", reason="", status="answered",
            correct=n % 4 != 0, score=float(n % 4 != 0), confidence=(n % 10) / 10, features={"fit": 1.0},
            choice="A" if n % 4 else "B", latency_ms=5.0 + n,
        )
        for n in range(1000)
    ]  # fmt: skip
    yield Step("page of a run with a ledger of about a hundred entries", 50, lambda: page(wide, ()))
    suite = BENCHMARKS["prontoqa"]
    yield Step("report of an evaluation of 1,000 items", 3000, lambda: report(setup, suite, summarise(rows), rows))


def main() -> int:
    """A line a step; 1 if one is over its budget."""
    over = 0
    sys.stdout.write(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    with tempfile.TemporaryDirectory() as home:
        os.environ["ECH0_HOME"] = home
        for group in (reading, solving, showing):
            for step in group():
                step.run()
                spent = []
                for _ in range(TRIES):
                    begun = step.clock()
                    step.run()
                    spent.append(1000 * (step.clock() - begun))
                late = min(spent) > step.limit_ms
                over += late
                clock, told = "CPU " if step.clock is time.process_time else "wall", "OVER" if late else "ok  "
                sys.stdout.write(f"{min(spent):8.2f} ms {clock}  of {step.limit_ms:6.0f}  {told}  {step.name}\n")
                sys.stdout.flush()
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())

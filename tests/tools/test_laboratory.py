"""Labs in bounded workers: the same result as here, within time, memory and offline, and run once only."""

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from ech0.core.errors import InputError, OutOfBudget, RunFailed
from ech0.core.process import Pool
from ech0.core.types import Quantity, Run
from labs import LABS, Cost, Lab
from tools import laboratory
from tools.laboratory import Bounded, Recorded

WATER = {"fluid": "Water", "pressure": Quantity(value=101325.0, unit="Pa")}
HERE = Path(__file__).parent


class Shelf:
    """A store in memory that counts what is kept."""

    def __init__(self) -> None:
        self.runs: dict[str, Run] = {}

    def find_run(self, key: str, /) -> Run | None:
        return self.runs.get(key)

    def keep_run(self, run: Run, /) -> None:
        self.runs[run.key] = run


class Counting:
    """A runner in this process that counts its runs."""

    def __init__(self) -> None:
        self.count = 0

    def run(
        self, lab: str, inputs: Mapping[str, Quantity | str], /, *, wants: Sequence[str] = (), seed: int = 0
    ) -> Run:
        self.count += 1
        return LABS[lab].run(inputs, wants=wants, seed=seed)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    """A pool whose workers stay warm from test to test."""
    made = Pool(size=1)
    yield made
    made.close()


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> dict[str, Lab]:
    """The labs of `laboratory_targets`, known to the parent by name and cost and run in a worker that has them."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), *sys.path]))
    monkeypatch.setattr(laboratory, "TARGET", "laboratory_targets:serve")
    stub = replace(LABS["fluid_properties"], inputs={}, outputs={})
    known = {n: replace(stub, id=n, cost=Cost(seconds=20, memory_mb=256)) for n in ("sleeps", "swells", "calls_home")}
    known["sleeps"] = replace(known["sleeps"], cost=Cost(seconds=2.0, memory_mb=256))
    monkeypatch.setattr(laboratory, "LABS", known)
    return known


def test_bounded_gives_what_inline_gives(pool: Pool) -> None:
    """A run in a worker is the run in this process: same key, same outputs to the bit, same record but for the time."""
    far = Bounded(pool).run("fluid_properties", WATER, wants=("boiling_temperature",), seed=3)
    near = LABS["fluid_properties"].run(WATER, wants=("boiling_temperature",), seed=3)
    assert far.model_copy(update={"cost_s": 0.0}) == near.model_copy(update={"cost_s": 0.0})


def test_a_warm_worker_is_kept(pool: Pool) -> None:
    """The second run of a lab is given to the worker that holds its library: no process is started for it."""
    runner = Bounded(pool)
    runner.run("fluid_properties", WATER, wants=("boiling_temperature",))
    before = {c.pid for c in psutil.Process().children()}
    runner.run("fluid_properties", WATER, wants=("heat_of_vaporization",))
    assert {c.pid for c in psutil.Process().children()} == before


def test_bad_input_is_refused_before_any_process() -> None:
    """A wrong input is the caller's error at once: no worker is started for it."""
    pool = Pool()
    with pytest.raises(InputError, match="fluid_properties.pressure"):
        Bounded(pool).run("fluid_properties", {"fluid": "Water", "pressure": Quantity(value=-1, unit="Pa")})
    with pytest.raises(InputError, match="fluid_propertied"):
        Bounded(pool).run("fluid_propertied", WATER)
    assert not any(pool._idle.values())


def test_error_found_while_simulating_keeps_its_kind(pool: Pool) -> None:
    """An input that only the simulator can judge comes back from the worker as an `InputError` with its field."""
    with pytest.raises(InputError) as refused:
        Bounded(pool).run("orbits", {"body": "Moon"}, wants=("period",))
    assert refused.value.field == "orbits.altitude"


def test_late_run_is_killed(pool: Pool, misbehaving: dict[str, Lab]) -> None:
    """A lab that takes longer than its cost allows is ended then, not when it would be done."""
    started = time.perf_counter()
    with pytest.raises(OutOfBudget, match="2 s"):
        Bounded(pool).run("sleeps", {})
    assert time.perf_counter() - started < 5


def test_oversized_run_is_refused_memory(pool: Pool, misbehaving: dict[str, Lab]) -> None:
    """A lab that asks for more memory than its cost allows ends as out of budget."""
    with pytest.raises(OutOfBudget, match="256 MiB"):
        Bounded(pool).run("swells", {})


def test_worker_cannot_open_a_connection(pool: Pool, misbehaving: dict[str, Lab]) -> None:
    """A lab in a worker reaches no network: the attempt is a failed run that says so."""
    with pytest.raises(RunFailed, match="may not open connections"):
        Bounded(pool).run("calls_home", {})


def test_recorded_runs_once_only() -> None:
    """The same run is made once; another unit of the same quantity is the same run, another seed is not."""
    inner = Counting()
    runner = Recorded(inner, Shelf())
    first = runner.run("fluid_properties", WATER, wants=("boiling_temperature",))
    again = first.model_copy(update={"recorded": True})
    assert runner.run("fluid_properties", WATER, wants=("boiling_temperature",)) == again
    same = {"fluid": "water", "pressure": Quantity(value=101.325, unit="kPa")}
    assert runner.run("fluid_properties", same, wants=("boiling_temperature",)) == again
    assert inner.count == 1
    runner.run("fluid_properties", WATER, wants=("boiling_temperature",), seed=1)
    assert inner.count == 2


def test_failure_is_not_recorded() -> None:
    """A run that failed is not kept as if it were a result: it is tried again."""
    shelf, inner = Shelf(), Counting()
    runner = Recorded(inner, shelf)
    hot = {"fluid": "Water", "pressure": Quantity(value=5e7, unit="Pa")}  # above the critical pressure nothing boils
    for _ in range(2):
        with pytest.raises(InputError):
            runner.run("fluid_properties", hot, wants=("boiling_temperature",))
    assert inner.count == 2
    assert not shelf.runs

"""Runs labs in bounded worker processes, and remembers what was run. Knows no lab by name, no mind and no database.

`Bounded` and `Recorded` are both a `Runner` (`ech0.core.types`), so one wraps the other.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ech0.core.process import Pool
from ech0.core.types import Quantity, Run, Runner
from labs import LABS

TARGET = "tools.laboratory:serve"


class RunStore(Protocol):
    """Where runs are kept, by their key."""

    def find_run(self, key: str, /) -> Run | None: ...
    def keep_run(self, run: Run, /) -> bool: ...


class Bounded:
    """Runs each lab in a warm worker of `pool`, within the lab's own `Cost`.

    Inputs are checked here, before any process is asked: `InputError` comes at once. A run that is late or too large
    ends as `OutOfBudget`, anything else that goes wrong as `RunFailed`.
    """

    def __init__(self, pool: Pool) -> None:
        self.pool = pool

    def run(
        self, lab: str, inputs: Mapping[str, Quantity | str], /, *, wants: Sequence[str] = (), seed: int = 0
    ) -> Run:
        """One run of the lab `lab`; the same record as `Lab.run` gives in this process, but for the seconds it took."""
        ready = LABS[lab].prepare(inputs, wants)
        request = {
            "lab": lab,
            "inputs": {n: v if isinstance(v, str) else v.model_dump() for n, v in ready.items()},
            "wants": list(wants),
            "seed": seed,
        }
        cost = LABS[lab].cost
        reply = self.pool.call(TARGET, request, seconds=cost.seconds, memory_mb=cost.memory_mb)
        return Run.model_validate(reply["run"])


class Recorded:
    """Gives the kept run of the same key, and runs and keeps it only where there is none.

    The key holds the versions of the lab and of its libraries, so an upgrade runs anew. Failures are not kept.
    """

    def __init__(self, runner: Runner, store: RunStore) -> None:
        self.runner, self.store = runner, store

    def run(
        self, lab: str, inputs: Mapping[str, Quantity | str], /, *, wants: Sequence[str] = (), seed: int = 0
    ) -> Run:
        """One run of the lab `lab`, or the record of it."""
        known = LABS[lab]
        ready = known.prepare(inputs, wants)
        kept = self.store.find_run(known.key(ready, wants, seed))
        if kept is not None:
            return kept.model_copy(update={"recorded": True})
        run = self.runner.run(lab, ready, wants=wants, seed=seed)
        self.store.keep_run(run)
        return run


def serve(request: dict[str, Any]) -> dict[str, Any]:
    """The worker's side: a prepared request to the record of its run, both plain JSON."""
    inputs = {n: v if isinstance(v, str) else Quantity(**v) for n, v in request["inputs"].items()}
    run = LABS[request["lab"]].run(inputs, wants=request["wants"], seed=request["seed"])
    return {"run": run.model_dump(mode="json")}

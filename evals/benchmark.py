"""`@benchmark`: a benchmark is one decorated function that yields cases, in a file of its own under `evals/suites`.

    @benchmark("gsm8k", scorer=number, licence="MIT", cites="Cobbe 2021, arXiv:2110.14168")
    def gsm8k(path: Path) -> Iterator[Case]: ...

Knows the shape of a benchmark, not one of them, and nothing of what answers.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ech0.core.errors import InputError
from ech0.core.registry import Registry
from ech0.core.types import Answer, Document
from evals.case import Case, Score

Cases = Callable[[Path], Iterable[Case]]
Scorer = Callable[[Case, Answer], Score]
DATA = Path(__file__).parent / "data"
"""Questions of our own. Those of others are never shipped: they are read from where their owner put them."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A benchmark as it is registered.

    Attributes:
        licence: Of the data, which stays with whoever brings it.
        cites: Who made it.
        data: The file that is used if none is named; only for questions of our own.
        documents: For retrieval, what is to be searched, from the same path; `top` passages are then recalled for each
            question, and nothing is asked.
    """

    name: str
    title: str
    read: Cases
    scorer: Scorer
    licence: str
    cites: str
    data: Path | None = None
    documents: Callable[[Path], Iterable[Document]] | None = None
    top: int = 0

    def cases(self, path: Path, /) -> Sequence[Case]:
        """All cases of a file; `InputError` if there are none, or if two have the same id."""
        cases = list(self.read(path))
        if not cases:
            raise InputError("--data", str(path), f"it holds no case of {self.name}; {self.title}")
        seen: set[str] = set()
        for case in cases:
            if case.id in seen:
                raise InputError("--data", str(path), f"two cases have the id {case.id!r}; keep one")
            seen.add(case.id)
        return cases

    def score(self, case: Case, answer: Answer, /) -> Score:
        """What the answer is worth."""
        return self.scorer(case, answer)


BENCHMARKS: "Registry[Suite]" = Registry("benchmark", "evals.suites")


def benchmark(
    name: str,
    *,
    scorer: Scorer,
    licence: str,
    cites: str,
    data: Path | None = None,
    documents: Callable[[Path], Iterable[Document]] | None = None,
    top: int = 0,
) -> Callable[[Cases], Suite]:
    """Register the decorated function; the first line of its docstring is the benchmark's title."""

    def register(read: Cases) -> Suite:
        title = (read.__doc__ or "").strip().partition("\n")[0]
        return BENCHMARKS.add(name, Suite(name, title, read, scorer, licence, cites, data, documents, top))

    return register

"""The file of results: one line an item, only ever appended to, so that a run that was killed goes on where it stopped.

A line that was torn by a kill is dropped and its item is run again. Beside it stands what the run was: the suite, the
hash of its data, who answered and with which settings; a folder holds one such run. Knows no scorer and no mind.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Annotated, Any, Self

from pydantic import Field, ValidationError

from ech0.core.errors import InputError, StateError
from ech0.core.provenance import canonical, key
from ech0.core.types import Answer, Noun, Status
from evals.case import Case, Score

MAX_SAID = 2000


class Setup(Noun):
    """What determines every result in a folder. `settings` are those of ECH0, `without` the parts switched off.

    `data` is the file's name, for the reader: what counts is its hash.
    """

    suite: str
    data: str
    sha256: str
    mind: str
    without: tuple[str, ...] = ()
    seconds: float
    version: str
    settings: Mapping[str, Any] = {}

    def counts(self) -> dict[str, Any]:
        """All of it by which two runs differ."""
        return self.model_dump(mode="json", exclude={"data"})


class Row(Noun):
    """One item: what was said, what it is worth, and what it cost.

    `executed`: something was said, and a solver or a lab gave it. `verdicts` are those of all its checks. `target` is
    the right answer.
    """

    key: str
    id: str
    kind: str = ""
    question: str
    target: Any
    status: Status
    why: str
    correct: bool
    score: Annotated[float, Field(ge=0, le=1)]
    reason: str
    parsed: bool = True
    parts: Mapping[str, float] = {}
    said: str = ""
    value: float | None = None
    unit: str | None = None
    choice: str | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.0
    confidence_n: int = 0
    family: str = ""
    features: Mapping[str, float] = {}
    verdicts: tuple[str, ...] = ()
    executed: bool = False
    failures: tuple[str, ...] = ()
    latency_ms: float = 0.0
    tokens: int = 0
    cost: float = 0.0
    run_id: str = ""


def row(name: str, case: Case, answer: Answer, score: Score, latency_ms: float) -> Row:
    """The line of one item. That a claim is underdetermined decides too, where unknown is an option that was chosen."""
    verdicts = tuple(c.verdict for c in answer.checks)
    solved = any(v in ("proved", "refuted", "inconsistent") for v in verdicts) or (
        answer.choice is not None and "underdetermined" in verdicts
    )
    return Row(
        key=name,
        id=case.id,
        kind=case.kind,
        question=case.question.text[:MAX_SAID],
        target=case.target,
        status=answer.status,
        why=answer.reason[:MAX_SAID],
        correct=score.correct,
        score=score.value,
        reason=score.reason,
        parsed=score.parsed,
        parts=score.parts,
        said=answer.text[:MAX_SAID],
        value=answer.value,
        unit=answer.unit,
        choice=answer.choice,
        confidence=answer.confidence,
        confidence_n=answer.confidence_n,
        family=answer.family,
        features=answer.features,
        verdicts=verdicts,
        executed=answer.status in ("answered", "contradicted") and (solved or bool(answer.runs)),
        failures=tuple(f"{f.where}: {f.kind}: {f.message}"[:300] for f in answer.failures),
        latency_ms=round(latency_ms, 3),
        tokens=answer.cost.tokens,
        run_id=answer.run_id,
    )


def item_key(case: Case, setup: Setup) -> str:
    """What makes an item the same item: its id and question, the data, and all that determines the answer."""
    return key(case.id, case.question, setup.counts())


class Record:
    """A folder of results, held by one process at a time; use it as a context manager.

    Raises:
        InputError: The folder holds the results of another run: other data, other settings, another suite.
        StateError: It cannot be written, another process holds it, or its file is damaged before its last line.
    """

    def __init__(self, folder: Path, setup: Setup) -> None:
        self.folder, self.setup = folder, setup
        self._lock: Any = None
        self._file: Any = None

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = (self.folder / "run.lock").open("a")
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._lock.close()
            raise StateError(self.folder, "another run writes to it", "wait for it, or name another --out") from error
        except OSError as error:
            raise StateError(
                self.folder, error.strerror or str(error), "name a folder that you may write to"
            ) from error
        try:
            self._agree()
            self._mend()
            self._file = (self.folder / "results.jsonl").open("ab")
        except BaseException:
            self._lock.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self._file.close()
        self._lock.close()

    def _agree(self) -> None:
        path, mine = self.folder / "setup.json", self.setup.counts()
        if not path.exists():
            write(path, self.setup.model_dump_json(indent=1) + "\n")
            return
        theirs = setup_of(self.folder).counts()
        if differs := [name for name in mine if canonical(mine[name]) != canonical(theirs[name])]:
            told = "; ".join(f"{n}: {_short(theirs[n])} then, {_short(mine[n])} now" for n in differs)
            raise InputError("--out", str(self.folder), f"it holds another run ({told}); name another folder")

    def _mend(self) -> None:
        """Cut off a last line that a kill left unfinished."""
        path = self.folder / "results.jsonl"
        if path.exists() and (content := path.read_bytes()) and not content.endswith(b"\n"):
            with path.open("r+b") as file:
                file.truncate(content.rfind(b"\n") + 1)

    def add(self, rows: Sequence[Row]) -> None:
        """Append some rows; they are on the disk when this returns."""
        self._file.write(b"".join(r.model_dump_json().encode() + b"\n" for r in rows))
        self._file.flush()
        os.fsync(self._file.fileno())


def _short(value: Any) -> str:
    told = canonical(value)
    return told if len(told) < 70 else f"{told[:66]}..."


def write(path: Path, content: str) -> None:
    """Put a file in place whole: a reader sees the old one or the new one, never half of one."""
    half = path.with_name(f".{path.name}.part")
    with half.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)


def setup_of(folder: Path) -> Setup:
    """What the run in a folder was; `InputError` if there is none."""
    try:
        return Setup.model_validate_json((folder / "setup.json").read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError("folder", str(folder), "name a folder that `ech0 eval run --out` made") from error


def rows_of(folder: Path) -> Iterator[Row]:
    """The rows of a folder, each item once; a torn last line is left out."""
    path = folder / "results.jsonl"
    seen: set[str] = set()
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                return
            try:
                item = Row.model_validate_json(line)
            except ValidationError as error:
                cure = "delete that line; its item will be run again"
                raise StateError(path, f"line {number} is damaged ({error.errors()[0]['msg']})", cure) from error
            if item.key not in seen:
                seen.add(item.key)
                yield item

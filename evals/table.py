"""The results of runs as one table in Markdown, from a small file of summaries that can be kept beside the code.

A line is what a summary says, flat, with the hash of the data and no word of a question; a page that holds the table
between two marks can be brought up to date. Knows summaries, not how they came about.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ech0.core.errors import InputError
from ech0.core.types import Noun
from evals import reliability
from evals.figures import figure, share
from evals.record import Setup, setup_of, write
from evals.summary import COMMITTED

KEPT = Path(__file__).parent / "results.json"
BEGIN, END = "<!-- results: ech0 eval table -->", "<!-- /results -->"
HEAD = ("benchmark", "data", "date", "n", "right", "said", "right of those", "ECE", "AUROC", "median")


class Line(Noun):
    """One run: `right` of `n` items; of the `said` that were answered or told to be contradicted, `precise` rightly.

    `data` is the name of the file and `sha256` its hash; `means` holds further figures of a benchmark, such as nDCG@10.
    """

    suite: str
    data: str
    sha256: str
    mind: str
    without: tuple[str, ...] = ()
    version: str
    date: str
    n: int
    right: int
    said: int
    precise: int
    failed: int
    truncated: int
    ece: float | None
    auroc: float | None
    latency_ms_p50: float | None
    means: Mapping[str, float] = {}

    @property
    def place(self) -> tuple[str, str, str, tuple[str, ...]]:
        """What a later run takes the place of."""
        return self.suite, self.sha256, self.mind, self.without


def line(folder: Path) -> Line:
    """The line of a finished run; `InputError` if the folder holds none."""
    path = folder / "summary.json"
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        date = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
        return _line(setup_of(folder), told, date)
    except (OSError, ValueError, KeyError, ValidationError) as error:
        cure = "name a folder that `ech0 eval run` has finished"
        raise InputError("folder", str(folder), f"{cure} ({type(error).__name__}: {error})") from error


def _line(setup: Setup, told: Mapping[str, Any], date: str) -> Line:
    said = sum(told[s] for s in COMMITTED)
    return Line(
        **setup.model_dump(include={"suite", "data", "sha256", "mind", "without", "version"}),
        date=date,
        n=told["n"],
        right=round((told["accuracy"] or 0.0) * told["n"]),
        said=said,
        precise=round((told["selective_accuracy"] or 0.0) * said),
        failed=told["failed"],
        truncated=told["truncated"],
        ece=_short(told["ece"]),
        auroc=_short(told["auroc"]),
        latency_ms_p50=_short(told["latency_ms_p50"]),
        means={name: round(value, 4) for name, value in told["means"].items()},
    )


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def kept(path: Path) -> list[Line]:
    """The lines of a file; none if there is no file. `InputError` for one that cannot be read."""
    try:
        return [Line.model_validate(row) for row in json.loads(path.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError) as error:
        raise InputError("--keep", str(path), f"it is no file of results; remove it or mend it ({error})") from error


def merged(old: Sequence[Line], new: Sequence[Line]) -> list[Line]:
    """Old and new lines by benchmark and file, a new one in place of an old one of the same benchmark, data and arm."""
    lines = {x.place: x for x in (*old, *new)}
    return sorted(lines.values(), key=lambda x: (x.suite, x.data, x.mind, x.without))


def keep(path: Path, lines: Sequence[Line]) -> None:
    """Put lines into a file, whole."""
    rows = [x.model_dump(mode="json") for x in lines]
    write(path, json.dumps(rows, indent=1, ensure_ascii=False) + "\n")


def table(lines: Sequence[Line]) -> str:
    """The lines as a table in Markdown, shares with Wilson's 95 % interval; a figure that cannot be told is a dash."""
    rows = [HEAD, tuple("---" for _ in HEAD), *(_row(x) for x in lines)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(x: Line) -> tuple[str, ...]:
    arm = "".join(f", without {part}" for part in x.without) + ("" if x.mind == "embedded" else f", {x.mind}")
    also = "".join(f"; {name} {figure(value)}" for name, value in x.means.items())
    lost = "".join(f", {k} {what}" for k, what in ((x.failed, "failed"), (x.truncated, "cut off")) if k)
    median = "–" if x.latency_ms_p50 is None else f"{x.latency_ms_p50:.0f} ms"
    right, precise = _of(x.right, x.n), _of(x.precise, x.said)
    told = (x.suite + arm, f"{x.data} {x.sha256[:8]}", x.date, f"{x.n}{lost}", right + also, str(x.said), precise)
    return (*told, figure(x.ece), figure(x.auroc), median)


def _of(right: int, n: int) -> str:
    span = reliability.wilson(right, n)
    return "–" if span is None else f"{share(right / n)} ({100 * span[0]:.1f} to {100 * span[1]:.1f})"


def between(text: str, written: str) -> str:
    """A page with `written` between the two marks; `InputError` if it has not each of them once, in this order."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in rest or END in after:
        raise InputError("--into", "the page", f"give it a line {BEGIN} and below it a line {END}, each once")
    return f"{before}{BEGIN}\n{written}{END}{after}"

"""The folder of a run: `trace.jsonl`, `answer.json` and one page to read. Knows nothing of how an answer came about."""

import json
from collections.abc import Sequence
from pathlib import Path

from ech0.core.errors import StateError
from ech0.core.types import Answer, Event
from ech0.page import page


def keep(folder: Path, answer: Answer, trace: Sequence[Event]) -> None:
    """Write all three; the trace of a resumed run is continued."""
    keep_trace(folder, trace)
    _write(folder, "answer.json", answer.model_dump_json(indent=1))
    _write(folder, "index.html", page(answer, trace))


def keep_trace(folder: Path, trace: Sequence[Event]) -> None:
    """Continue the trace."""
    lines = (json.dumps(e.model_dump(mode="json"), ensure_ascii=False) + "\n" for e in trace)
    _write(folder, "trace.jsonl", "".join(lines), append=True)


def _write(folder: Path, name: str, text: str, *, append: bool = False) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("a" if append else "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise StateError(
            folder / name, error.strerror or str(error), "free some space, then `ech0 resume` the run"
        ) from error

"""Many questions in one warm process: JSON lines in, JSON lines out, in order; a bad line is one failed answer.

Lines are read one at a time and answers are not kept, so that memory does not grow with the file.
"""

import json
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pydantic import ValidationError

from ech0.core.errors import Ech0Error, InputError
from ech0.core.types import Answer, Question

if TYPE_CHECKING:
    from ech0.app import Ech0

MAX_LINE = 4_000_000
FIELDS = ("text", "options", "unit", "semantics", "thread")


def batch(ech0: "Ech0", path: Path) -> int:
    """Answer every line of the file; returns 0 once all are answered, whatever their status."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise InputError("--batch", str(path), f"give a readable file ({error.strerror})") from error
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:  # half of a surrogate pair, which JSON can carry, goes out as the escape it came in as
        reconfigure(errors="backslashreplace")
    with file:
        number = 0
        while line := _line(file):
            if line.strip():
                number += 1
                given, answer = _answer(ech0, line, number)
                sys.stdout.write(json.dumps({"id": given, **answer.model_dump(mode="json")}, ensure_ascii=False) + "\n")
                sys.stdout.flush()
                sys.stderr.write(f"{number}  {answer.status}\n")
    return 0


def _line(file: "IO[bytes]") -> bytes:
    """One line; of one that is too long only the start is kept, and the rest is skipped."""
    line = file.readline(MAX_LINE)
    rest = line
    while len(rest) == MAX_LINE and not rest.endswith(b"\n"):
        rest = file.readline(MAX_LINE)
    return line


def _answer(ech0: "Ech0", line: bytes, number: int) -> tuple[Any, Answer]:
    name: Any = number
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise InputError("line", line[:60].decode(errors="replace"), "write one JSON object with a text")
        name = row.get("id", number)
        return name, ech0.ask(_question(row))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        return name, _failed(Question(text=line[:200].decode(errors="replace")), f"line {number} is not JSON: {error}")
    except Ech0Error as error:
        return name, _failed(Question(text=str(row.get("text", ""))[:200] if isinstance(row, dict) else ""), str(error))


def _question(row: dict[str, Any]) -> Question:
    if unknown := row.keys() - {"id", *FIELDS}:
        raise InputError("line", sorted(unknown), f"a question has id, {', '.join(FIELDS)}")
    try:
        return Question.model_validate({k: v for k, v in row.items() if k in FIELDS and v is not None})
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(".".join(map(str, first["loc"])), first.get("input"), first["msg"]) from error


def _failed(question: Question, reason: str) -> Answer:
    return Answer(status="failed", reason=reason, text="", question=question)

"""Logic in free wording: questions of our own with options, or premises that may contradict themselves.

    {"id": "l1", "text": "Nobody who skates is cold. Ada skates. Is Ada cold?", "options": ["yes", "no"], "answer": "B",
     "kind": "negation", "semantics": "open"}
    {"id": "p1", "text": "All jars are full. This jar is empty. How many jars are there?", "expect": "contradicted"}

A row with `answer` is scored by its letter or its option's text; one with `expect` by whether ECH0 finds the premises
contradicted.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ech0.core.errors import InputError
from ech0.core.types import Answer, Question
from evals.benchmark import DATA, benchmark
from evals.case import Case, Score
from evals.scorers.plain import choice, right, wrong
from evals.source import options, rows

_OWN = DATA / "logic_dev.jsonl"


def logical(case: Case, answer: Answer) -> Score:
    """The letter where there are options, else whether a contradiction was told as one and only then."""
    if case.target not in ("contradicted", "not_contradicted"):
        return choice(case, answer)
    found = "contradicted" if answer.status == "contradicted" else "not_contradicted"
    told = f"{answer.status}, due is {case.target.replace('_', ' ')}"
    return right(told) if found == case.target and answer.status != "failed" else wrong(told)


@benchmark("logic", scorer=logical, licence="MIT", cites="ECH0 authors", data=_OWN)
def logic(path: Path) -> Iterator[Case]:
    """Logic in free wording: questions of our own, and premises that contradict themselves or do not."""
    for number, row in enumerate(rows(path, "id", "text"), 1):
        given = options(row.get("options"))
        question = Question(text=row["text"], options=given, semantics=row.get("semantics") or None)
        if "expect" in row:  # in two groups, so that what was found and what was a false alarm are told apart
            yield Case(id=row["id"], question=question, target=_due(path, number, row), kind=row["expect"])
        else:
            target = _letter(path, number, row, given)
            yield Case(id=row["id"], question=question, target=target, kind=row.get("kind", ""))


def _due(path: Path, number: int, row: dict[str, Any]) -> str:
    if row["expect"] not in ("contradicted", "not_contradicted"):
        raise InputError("--data", f"{path}, row {number}", "expect is contradicted or not_contradicted")
    return str(row["expect"])


def _letter(path: Path, number: int, row: dict[str, Any], given: tuple[str, ...]) -> str:
    answer = str(row.get("answer", ""))
    texts = [o.casefold() for o in given]
    if answer.casefold() in texts:
        return chr(ord("A") + texts.index(answer.casefold()))
    if len(answer) == 1 and 0 <= ord(answer) - ord("A") < len(given):
        return answer
    raise InputError("--data", f"{path}, row {number}", "answer is the letter or the text of one of its options")

"""A file of many questions, most of them hostile: one answer a line, in order, and memory that does not grow with
the file."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ech0.core.types import Answer

ROOT = Path(__file__).resolve().parents[2]
MEASURED = """
import os, subprocess, sys

out, *argv = sys.argv[1:]
with open(out, "wb") as file:
    child = subprocess.Popen([sys.executable, "-m", "ech0.cli", *argv], stdout=file)
    _, status, used = os.wait4(child.pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss)
"""
SUM = {"text": "What is 6 * 7?"}
HOSTILE = "\u202e\u200b\ufeffWhat\u0301\u0301\u0301 is 🧪 \ud7ff\uffff ß\u2028 6\u00d77?"
LINES = [
    ("answered", lambda n: {"id": f"q{n}", **SUM}),
    ("answered", lambda n: {"id": n, "text": "What is the boiling point of water at 0.5 atm?", "unit": "degC"}),
    ("failed", lambda _: '{"id": 1, "text": '),
    ("failed", lambda n: {"id": n, "text": ""}),
    ("failed", lambda n: {"id": n, "text": " \n\t "}),
    ("failed", lambda n: {"id": n}),
    ("failed", lambda n: {"id": n, "text": "x" * 1_000_000}),
    (None, lambda n: {"id": n, "text": HOSTILE}),
    ("failed", lambda n: {"id": n, "text": "What is\x00 6 * 7?\x1b[2J"}),
    ("failed", lambda n: {"id": n, "text": 42}),
    ("failed", lambda n: {"id": n, "text": ["What is 6 * 7?"]}),
    ("failed", lambda n: {"id": n, **SUM, "options": "AB"}),
    ("failed", lambda n: {"id": n, **SUM, "unit": "furlongs per moon"}),
    ("failed", lambda n: {"id": n, **SUM, "semantics": "maybe"}),
    ("failed", lambda n: {"id": n, **SUM, "colour": "red"}),
    ("answered", lambda _: {"id": "twin", **SUM}),
    ("answered", lambda _: {"id": "twin", **SUM}),
    ("answered", lambda _: dict(SUM)),
    ("failed", lambda _: "[1, 2, 3]"),
    ("failed", lambda _: "null"),
    ("failed", lambda _: "[" * 100_000),
    ("failed", lambda _: b'{"id": 7, "text": "\xff\xfe"}'),
    ("failed", lambda _: '{"id": 7, "text": "\\ud800 alone"}'),
    ("failed", lambda n: {"id": "big", "text": "y" * 5_000_000} if n < 50 else {"id": "big"}),
    (
        "abstained",
        lambda n: {"id": {"any": ["thing", n]}, "text": "How many moons does the planet of my neighbour have?"},
    ),
]

pytestmark = pytest.mark.slow


def written(path, many):
    """Write so many lines; the rows as they were meant."""
    rows = [(LINES[n % len(LINES)][0], LINES[n % len(LINES)][1](n)) for n in range(many)]
    with path.open("wb") as file:
        for n, (_, row) in enumerate(rows):
            line = row if isinstance(row, bytes) else (row if isinstance(row, str) else json.dumps(row)).encode()
            file.write(line + b"\n" + b"\n" * (n % 3 == 0))  # blank lines are no questions
    return rows


def run(home, root, many):
    """Answer so many lines in a process of its own: rows, lines of output, exit code, peak memory in MiB."""
    rows = written(root / f"{many}.jsonl", many)
    path = os.environ.get("PYTHONPATH", "")
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(root / f"{many}.out"), "ask", "--batch", str(root / f"{many}.jsonl")],
        env={**os.environ, "ECH0_HOME": str(home), "PYTHONPATH": os.pathsep.join([str(ROOT), path])},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    code, peak = done.stdout.split() if done.stdout else (None, 0)
    return (
        rows,
        (root / f"{many}.out").read_text(encoding="utf-8").split("\n")[:-1],
        int(code),
        int(peak) / 1024,
        done.stderr,
    )


@pytest.fixture(scope="module")
def answered(template, tmp_path_factory):
    """50 and 200 lines, answered: by their number."""
    root = tmp_path_factory.mktemp("batch")
    home = Path(shutil.copytree(template, root / "home"))
    return {many: run(home, root, many) for many in (50, 200)}


def test_every_line_has_its_answer_in_order(answered):
    """200 lines give 200 answers with their ids in order, a line without an id its number, and exit code 0."""
    rows, out, code, _, err = answered[200]
    assert "Traceback" not in err, err[-2000:]
    assert code == 0
    assert len(out) == 200
    for n, ((_, row), line) in enumerate(zip(rows, out, strict=True), start=1):
        expected = row.get("id", n) if isinstance(row, dict) and row.get("id") != "big" else None
        if expected is not None:
            assert json.loads(line)["id"] == expected


def test_every_answer_has_the_right_status_and_a_reason(answered):
    """Good lines are answered with the right value, bad ones have failed and say why, what nobody knows is
    abstained."""
    rows, out, _, _, _ = answered[200]
    for (status, row), line in zip(rows, out, strict=True):
        fields = json.loads(line)
        answer = Answer.model_validate({k: v for k, v in fields.items() if k != "id"})
        assert status in (None, answer.status), (row if len(str(row)) < 300 else str(row)[:300], answer.reason)
        assert answer.reason
        if status == "answered":
            assert answer.value == pytest.approx(81.65 if row.get("unit") else 42, rel=1e-3)
        elif status == "failed":
            assert answer.value is None
            assert "\n" not in answer.reason and len(answer.reason) < 1000


def test_the_reason_names_what_is_wrong(answered):
    """Each kind of bad line is told by what is bad in it."""
    _, out, _, _, _ = answered[50]
    said = [json.loads(line)["reason"] for line in out[: len(LINES)]]
    for n, words in {
        2: "not JSON",
        3: "write a question",
        5: "text",
        6: "at most 20000 characters",
        8: "U+0000",
        9: "text",
        11: "options",
        12: "furlongs",
        13: "semantics",
        14: "colour",
        18: "one JSON object",
    }.items():
        assert words in said[n], (n, said[n])


def test_memory_does_not_grow_with_the_file(answered):
    """Four times as many questions take at most 60 MiB more at the peak, and no more than 1.5 GiB in all."""
    (*_, few, _), (*_, many, _) = answered[50], answered[200]
    assert many < 1536
    assert many - few < 60, f"{few:.0f} MiB at 50, {many:.0f} MiB at 200"


def test_a_file_that_is_none_is_named(main, shared_home, tmp_path):
    """A missing file is one line on standard error and exit code 2; an empty one gives nothing and exit code 0."""
    code, out, err = main("--home", shared_home, "ask", "--batch", tmp_path / "nothing.jsonl")
    assert (code, out) == (2, "")
    assert "nothing.jsonl" in err and err.count("\n") == 1
    (tmp_path / "empty.jsonl").touch()
    assert main("--home", shared_home, "ask", "--batch", tmp_path / "empty.jsonl")[:2] == (0, "")

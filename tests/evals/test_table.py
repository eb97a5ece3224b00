"""The table of results: it says what the summaries say, and the README holds what the command writes."""

import json
from pathlib import Path

import pytest

from ech0.cli import main
from ech0.core.errors import InputError
from evals import reliability, table
from evals.record import Record, Row, Setup
from evals.summary import summarise

ROOT = Path(__file__).parents[2]
SETUP = Setup(suite="prontoqa", data="d.json", sha256="ab" * 32, mind="embedded", seconds=1, version="0")


def ech0(*words):
    """The exit code of the command line."""
    with pytest.raises(SystemExit) as ended:
        main(["eval", "table", *map(str, words)])
    return ended.value.code


def run(folder, right, said, n, setup=SETUP):
    """A finished run of made-up items."""
    blank = {"question": "a secret wording", "target": "A", "why": "", "reason": "", "latency_ms": 20.0}
    rows = [
        Row(
            **blank,
            key=f"k{i}",
            id=f"i{i}",
            status="answered" if i < said else "abstained",
            correct=i < right,
            score=float(i < right),
            confidence=0.9,
            features={"fit": 1.0} if i < said else {},
        )
        for i in range(n)
    ]
    with Record(folder, setup) as record:
        record.add(rows)
    (folder / "summary.json").write_text(json.dumps(summarise(rows)), encoding="utf-8")
    return folder


def test_a_line_says_what_the_summary_says(tmp_path):
    """Right and said are counts with Wilson's intervals, over all items and over those that were answered."""
    line = table.line(run(tmp_path / "a", 30, 40, 50))
    assert (line.n, line.right, line.said, line.precise) == (50, 30, 40, 30)
    low, high = reliability.wilson(30, 40)
    assert f"75.0 % ({100 * low:.1f} to {100 * high:.1f})" in table.table([line])
    assert "| 60.0 %" in table.table([line])
    assert "20 ms" in table.table([line])


def test_what_is_kept_holds_no_word_of_a_benchmark(tmp_path, capsys):
    """The file of results has figures, names and hashes; a later run of the same data takes the earlier one's place."""
    file = tmp_path / "results.json"
    first = run(tmp_path / "a", 30, 40, 50)
    again = run(tmp_path / "b", 35, 40, 50)
    arm = run(tmp_path / "c", 3, 4, 50, SETUP.model_copy(update={"without": ("symbolic",)}))
    assert ech0(first, arm, "--keep", file) == 0
    assert ech0(again, "--keep", file) == 0
    assert "secret" not in file.read_text(encoding="utf-8")
    assert [(x.right, x.without) for x in table.kept(file)] == [(35, ()), (3, ("symbolic",))]
    assert capsys.readouterr().out.endswith(table.table(table.kept(file)))


def test_the_table_goes_between_the_marks_of_a_page(tmp_path):
    """What stands outside the marks stays, what stood between them goes; a page without them is refused."""
    page, folder = tmp_path / "p.md", run(tmp_path / "a", 30, 40, 50)
    page.write_text(f"# Top\n{table.BEGIN}\nold\n{table.END}\nend\n", encoding="utf-8")
    assert ech0(folder, "--keep", tmp_path / "r.json", "--into", page) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Top\n")
    assert text.endswith(f"{table.END}\nend\n")
    assert "old" not in text
    assert table.table(table.kept(tmp_path / "r.json")) in text
    with pytest.raises(InputError, match="each once"):
        table.between("# Top\n", "x")


def test_a_folder_that_holds_no_finished_run_is_named(tmp_path, capsys):
    """The command ends with 2, names the folder and says what to name."""
    assert ech0(tmp_path) == 2
    assert "ech0 eval run" in capsys.readouterr().err
    bad = tmp_path / "r.json"
    bad.write_text("[1]", encoding="utf-8")
    assert ech0("--keep", bad) == 2


def test_the_readme_holds_what_the_command_writes():
    """The table of the README is that of the results kept beside the code, and none of it is written by hand."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = table.kept(table.KEPT)
    assert lines
    assert table.between(readme, table.table(lines)) == readme

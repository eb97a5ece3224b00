"""What a person is shown of a run: the page, the comparison, and the log for inspect_ai."""

import json
import re
from html.parser import HTMLParser

import pytest

from ech0.core.errors import InputError
from ech0.page.evaluation import report
from evals.benchmark import BENCHMARKS
from evals.comparison import compare
from evals.inspect_log import export
from evals.record import Record, Row, Setup
from evals.summary import summarise

SETUP = Setup(suite="prontoqa", data="d.json", sha256="ab" * 32, mind="test", seconds=1, version="0")
HOSTILE = '<script>alert(1)</script><img src="http://example.org/x">'


def row(n, correct=True, **more):
    """One row, told by its number."""
    blank = {"key": f"k{n}", "id": f"i{n}", "question": f"Is {n} so?", "target": "A", "why": "", "reason": "r"}
    told = {
        "status": "answered",
        "correct": correct,
        "score": float(correct),
        "confidence": (n % 10) / 10,
        "features": {"fit": 1.0},
    }
    return Row(**{**blank, **told, "choice": "A" if correct else "B", "latency_ms": 5.0 + n} | more)


def put(folder, rows, setup=SETUP):
    """A folder with these rows on record."""
    with Record(folder, setup) as record:
        record.add(rows)
    return folder


class Seen(HTMLParser):
    """Tags and attributes of a page, and whether each tag was closed."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.outside = [], set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.outside += [v for k, v in attrs if k in ("src", "href", "xlink:href") and not str(v).startswith("#")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_stands_alone_and_shows_the_charts():
    """One file: no script, nothing loaded from elsewhere, three charts, made for light and dark."""
    rows = [row(n, correct=n % 4 != 0) for n in range(1000)]
    page = report(SETUP, BENCHMARKS["prontoqa"], summarise(rows), rows)
    seen = Seen()
    seen.feed(page)
    assert not seen.open
    assert not seen.outside
    assert "script" not in seen.tags
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    assert "prefers-color-scheme: dark" in page
    assert page.count('class="plot"') == 3
    assert "75.0 %" in page


def test_what_was_asked_and_said_is_text_on_the_page():
    """A question or an answer with markup in it is shown, not obeyed."""
    rows = [row(0, correct=False, question=HOSTILE, said=HOSTILE, why=HOSTILE, id=HOSTILE, kind=HOSTILE)]
    page = report(SETUP, BENCHMARKS["prontoqa"], summarise(rows), rows)
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("rows", [[], [row(0, status="failed", correct=False)]])
def test_a_page_of_nothing_or_of_failures_alone_is_made(rows):
    """A run of no items, or of failures only, has a page that says so."""
    assert "<h1>" in report(SETUP, BENCHMARKS["prontoqa"], summarise(rows), rows)


def test_two_runs_are_compared_item_by_item(tmp_path):
    """Won and lost items, their difference with its interval, McNemar's exact p, and what changed."""
    one = put(tmp_path / "a", [row(n, correct=n >= 12) for n in range(40)])
    other = put(
        tmp_path / "b", [row(n, correct=n >= 2 and n != 39) for n in range(41)], SETUP.model_copy(update={"mind": "b"})
    )
    told = compare(one, other)
    assert (told["n"], told["left_out"], told["won"], told["lost"]) == (40, 1, 10, 1)
    assert told["difference"] == pytest.approx(9 / 40)
    assert told["mcnemar_p"] == pytest.approx(2 * (1 + 11) / 2**11)
    assert told["difference_ci"][0] > 0
    assert [(c["id"], c["change"]) for c in told["changed"]][-1] == ("i39", "lost")
    assert len(told["changed"]) == 11


def test_runs_over_other_data_are_not_compared(tmp_path):
    """Different data, or a folder without a run, is refused."""
    one = put(tmp_path / "a", [row(0)])
    other = put(tmp_path / "b", [row(0)], SETUP.model_copy(update={"sha256": "cd" * 32}))
    with pytest.raises(InputError, match="the same data"):
        compare(one, other)
    with pytest.raises(InputError, match="eval run --out"):
        compare(one, tmp_path)


def test_the_log_for_inspect_has_every_item_with_what_was_said(tmp_path):
    """Each item is a sample whose output ends with its answer; what failed is a sample too, without one."""
    folder = put(tmp_path / "a", [row(0), row(1, correct=False), row(2, correct=False, status="failed", choice=None)])
    export(folder, tmp_path / "log.json")
    log = json.loads((tmp_path / "log.json").read_text(encoding="utf-8"))
    assert (log["version"], log["status"], log["results"]["total_samples"]) == (2, "success", 3)
    assert [s["scores"]["ech0"]["value"] for s in log["samples"]] == ["C", "I", "I"]
    assert [s["output"]["completion"].rpartition("ANSWER: ")[2] for s in log["samples"]] == ["A", "B", ""]
    assert log["results"]["scores"][0]["metrics"]["accuracy"]["value"] == pytest.approx(1 / 3)

"""The results of a benchmark as one static HTML page: figures, charts, groups, and every item that is not right.

Needs no network and no script. Knows the rows and the summary of `evals`, not how they came about.
"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from ech0.page import POLICY, style
from ech0.page.markup import Markup, cut, join, tag
from ech0.page.plots import curve, diagonal, extent, histogram, stacked
from evals.figures import figures, share
from evals.summary import COMMITTED

if TYPE_CHECKING:
    from evals.benchmark import Suite
    from evals.record import Row, Setup

SHOWN = 300
"""Items shown in full; of the others the page has a line each, up to `LINES`."""
LINES = 3000


def report(setup: "Setup", suite: "Suite", summary: Mapping[str, Any], rows: "Sequence[Row]") -> str:
    """The page of an evaluation, the text of one UTF-8 file."""
    missed = sorted((r for r in rows if not r.correct), key=lambda r: r.status not in COMMITTED)  # said wrongly first
    more = [tag("p", f"{len(missed) - SHOWN} more are in results.jsonl.", class_="soft")] if len(missed) > SHOWN else []
    body = join(
        (
            _header(setup, suite, summary, rows),
            _section("Figures", _facts(figures(dict(summary)))),
            _section("Charts", _charts(summary, rows)),
            _section("By kind", _groups(summary["by_kind"])),
            _section("By what the solver said", _groups(summary["by_verdict"])),
            _section("What went wrong", _counts(summary["failures"])),
            _section("Items that are not right", *map(_missed, missed[:SHOWN]), *more),
            _section("All items", _all(rows)),
            _section("What this run was", _facts(_setup(setup, suite))),
            tag("footer", "ECH0 · made by ech0 eval run; the same command goes on with it, and writes this page again"),
        ),
        "\n",
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(suite.name)}: {share(summary['accuracy'])} · ECH0</title>\n"
        f"<style>\n{style()}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _header(setup: "Setup", suite: "Suite", summary: Mapping[str, Any], rows: "Sequence[Row]") -> Markup:
    low, high = summary["accuracy_ci"] or (0.0, 0.0)
    without = f" without {', '.join(setup.without)}" if setup.without else ""
    spread = tag("small", f" of {summary['n']} items right (95 %: {share(low)} to {share(high)})")
    good = sum(r.correct for r in rows)
    bad = sum(not r.correct and r.status == "answered" for r in rows)
    parts = [("right", good, "answered"), ("wrong", bad, "failed")]
    held = [
        ("held back", "abstained", "abstained"),
        ("told as a contradiction, wrongly", "contradicted", "contradicted"),
    ]
    held += [("cut off", "truncated", "truncated"), ("failed", "failed", "crashed")]
    parts += [(n, sum(not r.correct and r.status == s for r in rows), look) for n, s, look in held]
    return join(
        (
            tag("p", f"{suite.name} · mind {setup.mind}{without}", class_="soft"),
            tag("h1", suite.title),
            tag("p", share(summary["accuracy"]), spread, class_="value"),
            stacked([p for p in parts if p[1]]),
        ),
        "\n",
    )


def _charts(summary: Mapping[str, Any], rows: "Sequence[Row]") -> Markup:
    bins = [(b["confidence"], b["accuracy"], b["n"]) for b in summary["reliability"]]
    marks = [(summary["latency_ms_p50"] or 0.0, "p50"), (summary["latency_ms_p95"] or 0.0, "p95")]
    charts = (
        curve("Risk by coverage", summary["risk_coverage"], "% of items answered, surest first", "% of them wrong"),
        diagonal("Reliability", bins, "confidence, %", "right, %"),
        histogram("Time an item", [r.latency_ms for r in rows], "ms", marks),
    )
    return tag("div", *charts, class_="charts")


def _groups(groups: Mapping[str, Mapping[str, Any]]) -> Markup:
    lines = []
    for name, g in groups.items():
        low, high = g["accuracy_ci"]
        cells = (name, g["n"], share(g["accuracy"]), extent(low, g["accuracy"], high), share(g["coverage"]))
        lines.append((*cells, share(g["selective_accuracy"])))
    return _table(("", "items", "right", "95 % interval", "committed", "right of these"), lines)


def _counts(counts: Mapping[str, int]) -> Markup:
    return _table(("", "items"), list(counts.items()))


def _missed(item: "Row") -> Markup:
    facts = [
        ("said", _gave(item)),
        ("due", cut(str(item.target), 300)),
        ("why", item.why),
        ("scored", item.reason),
        ("solver", ", ".join(item.verdicts)),
        ("went wrong", "; ".join(item.failures)),
        ("confidence", f"{item.confidence:.2f}"),
        ("run", item.run_id),
    ]
    badge = tag("span", item.status, class_=f"badge {item.status}")
    summary = tag("summary", badge, f" {item.id} · {cut(' '.join(item.question.split()), 110)}")
    return tag("details", summary, tag("blockquote", item.question), _facts(facts), class_="card")


def _gave(item: "Row") -> str:
    number = "" if item.value is None else f"{item.value:.8g} {item.unit or ''}".strip()
    return " · ".join(x for x in (item.choice or "", number, cut(item.said, 300)) if x)


def _all(rows: "Sequence[Row]") -> Markup:
    cells = [
        (
            r.id,
            "right" if r.correct else "not right",
            r.status,
            f"{r.score:.2f}",
            f"{r.confidence:.2f}",
            f"{r.latency_ms:.0f}",
        )
        for r in rows[:LINES]
    ]
    left = f", the first {LINES} of them" if len(rows) > LINES else ""
    table = _table(("id", "", "status", "score", "confidence", "ms"), cells)
    return tag("details", tag("summary", f"{len(rows)} items{left}"), table)


def _setup(setup: "Setup", suite: "Suite") -> list[tuple[str, str]]:
    return [
        ("benchmark", f"{suite.name}: {suite.title}"),
        ("made by", suite.cites),
        ("data", f"{setup.data}, sha256 {setup.sha256}"),
        ("licence", suite.licence),
        ("mind", setup.mind),
        ("without", ", ".join(setup.without)),
        ("time an item", f"{setup.seconds:g} s at most"),
        ("ECH0", setup.version),
    ]


def _section(title: str, *inside: Markup) -> Markup:
    body = join(inside, "\n")
    return tag("section", tag("h2", title), "\n", body) if body else Markup()


def _table(head: Sequence[str], lines: Sequence[Sequence[object]]) -> Markup:
    body = [tag("tr", *(tag("td", cell) for cell in line)) for line in lines]
    table = tag("table", tag("thead", tag("tr", *(tag("th", h) for h in head))), tag("tbody", *body))
    return tag("div", table, class_="scroll") if lines else Markup()


def _facts(facts: Sequence[tuple[str, str]]) -> Markup:
    pairs = [join((tag("dt", name), tag("dd", fact))) for name, fact in facts if fact]
    return tag("dl", *pairs) if pairs else Markup()

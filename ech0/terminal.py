"""How answers and progress look in a terminal: rich where a person looks, plain lines where a program does.

Standard output carries answers only; progress goes to standard error. Knows `Answer`, `Event` and the summary of an
evaluation, not what makes them.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ech0.core.types import Answer, Entry, Event
from ech0.ledger import shown

if TYPE_CHECKING:
    from rich.console import Console

    from evals.harness import Progress
    from evals.targets import Measured

EXIT = {"answered": 0, "failed": 1, "abstained": 3, "contradicted": 4, "truncated": 5}
COLOUR = {"answered": "green", "abstained": "yellow", "contradicted": "magenta", "truncated": "yellow", "failed": "red"}


def watched(events: Iterable[Event], *, quiet: bool = False) -> Iterator[Event]:
    """The same events, each shown on standard error as it passes: one moving line on a terminal, lines otherwise."""
    if quiet:
        yield from events
    elif sys.stderr.isatty():
        yield from _moving(events)
    else:
        begun = time.perf_counter()
        for event in events:
            if event.message and event.kind != "done":
                sys.stderr.write(f"{time.perf_counter() - begun:7.2f} s  {event.kind:6} {event.message}\n")
                sys.stderr.flush()
            yield event


def _moving(events: Iterable[Event]) -> Iterator[Event]:
    from rich.console import Console
    from rich.status import Status

    with Status("starting", console=Console(stderr=True)) as status:
        begun = time.perf_counter()
        for event in events:
            if event.message:
                status.update(f"[dim]{time.perf_counter() - begun:5.1f} s[/] {event.kind}: {_escaped(event.message)}")
            if event.kind in ("ask", "done"):
                status.stop()
            yield event


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text[:120])


def console() -> "Console":
    """Standard output, with colour only if it is a terminal."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def show(answer: Answer, folder: str = "") -> None:
    """Print an answer with its evidence."""
    out = console()
    colour = COLOUR[answer.status]
    out.print(f"[bold {colour}]{answer.status}[/]  {_escaped_whole(answer.text)}")
    if answer.status != "answered":
        out.print(f"  [bold]why[/]         {_escaped_whole(answer.reason)}")
    if answer.value is not None:
        spread = f"   95 % interval {answer.interval[0]:.6g} to {answer.interval[1]:.6g}" if answer.interval else ""
        out.print(f"  [bold]value[/]       {answer.value:.10g} {answer.unit or ''}{spread}".rstrip())
    if answer.result is not None:
        out.print(f"  [bold]result[/]      {_escaped_whole(answer.result)}")
    if answer.choice is not None:
        out.print(f"  [bold]choice[/]      {answer.choice}: {_escaped_whole(answer.choice_text or '')}")
    fitted = f"fitted on {answer.confidence_n} questions" if answer.confidence_n else "there is no answer"
    out.print(f"  [bold]confidence[/]  {answer.confidence:.2f} ({fitted})")
    if rests := evidence(answer):
        out.print("  [bold]evidence[/]")
        for line in rests:
            out.print(f"    {_escaped_whole(line)}")
    for check in answer.checks:
        out.print(f"  [bold]check[/]       {check.claim}: {check.verdict}, {_escaped_whole(check.reason)}")
    for step in (c.step for c in answer.chain if c.rule == "minds"):
        out.print(f"  [bold]minds[/]       {_escaped_whole(step)}")
    for source in answer.sources:
        out.print(f"  [bold]source[/]      {_escaped_whole(source)}")
    for advice in answer.recommendations:
        out.print(f"  [bold]next[/]        {_escaped_whole(advice)}")
    cost = answer.cost
    model = f", {cost.calls} calls of the model, {cost.tokens} tokens" if cost.calls else ""
    out.print(f"  [dim]{cost.seconds:.2f} s, {cost.labs} lab runs, {cost.checks} checks{model}; run {answer.run_id}[/]")
    if folder:
        out.print(f"  [dim]{_escaped_whole(folder)}[/]")


def _escaped_whole(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def evidence(answer: Answer) -> list[str]:
    """The ledger lines that the answer rests on, causes first."""
    from ech0.ledger import Ledger

    ledger = Ledger(answer.ledger)
    entries = ledger.lineage(answer.target) if answer.target else [e for e in answer.ledger if e.kind == "given"]
    width = max((len(e.id) for e in entries), default=0)
    return [f"{e.id:{width}}  {e.kind:8}  {_line(e)}" for e in entries]


def _line(entry: Entry) -> str:
    match entry.kind:
        case "given":
            return f"{shown(entry)}  read from “{' '.join(entry.text.split())}”" if entry.quantity else entry.text
        case "quoted":
            return f"{entry.label}: {shown(entry)[:200]}  ({entry.reason})"
        case "measured":
            return f"{entry.label} = {shown(entry)}  (run {(entry.run or '')[:12]})"
        case "derived":
            rule = f"  by {entry.reason}" if entry.reason else ""
            return f"{entry.label} = {shown(entry)}  from {entry.text}{rule}"
        case _:
            return f"{entry.label} = {shown(entry)}  ({entry.reason})"


# --- evaluations -----------------------------------------------------------------------------------------------------


def log(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"{line}\n")


def teller() -> "Callable[[Progress], None]":
    """Progress on standard error: one moving line where a person looks, else a line every few seconds."""
    last = 0.0
    moving = sys.stderr.isatty()

    def tell(progress: "Progress") -> None:
        nonlocal last
        over = progress.done == progress.total
        now = time.monotonic()
        if not over and now - last < (0.1 if moving else 5.0):
            return
        last = now
        counts = ", ".join(f"{n} {s}" for s, n in sorted(progress.statuses.items()))
        left = "" if progress.left_s is None or over else f", {progress.left_s:.0f} s left"
        right = f", {progress.right} of {progress.fresh} right" if progress.fresh else " on record already"
        line = f"{progress.done}/{progress.total}{right}{left}  {counts}".rstrip()
        sys.stderr.write(f"\r\033[K{line}" + ("\n" if over else "") if moving else f"{line}\n")
        sys.stderr.flush()

    return tell


def show_summary(summary: dict[str, Any], title: str, out: Path) -> None:
    """Print a summary as a table."""
    from evals.figures import figures, share

    screen = console()
    screen.print(f"[bold]{title}[/]")
    for name, told in figures(summary):
        screen.print(f"  [bold]{name:22}[/] {told}")
    for kind, g in summary["by_kind"].items() if len(summary["by_kind"]) > 1 else ():
        screen.print(f"    {kind[:28]:28} {share(g['accuracy'])} of {g['n']}", markup=False)
    for name, n in summary["failures"].items():
        screen.print(f"    {n:5}  {name}", markup=False)
    screen.print(f"  [dim]{out / 'report.html'}[/]")


def show_comparison(told: dict[str, Any]) -> None:
    """Print two runs' difference and the items that changed."""
    from evals.figures import share

    screen = console()
    low, high = told["difference_ci"]
    screen.print(f"[bold]{told['suite']}[/]  {told['n']} items in both, {told['left_out']} in one alone")
    screen.print(f"  accuracy    {share(told['accuracy_a'])} -> {share(told['accuracy_b'])}")
    screen.print(f"  difference  {100 * told['difference']:+.1f} points (95 %: {100 * low:+.1f} to {100 * high:+.1f})")
    screen.print(f"  won {told['won']}, lost {told['lost']}; McNemar's exact p = {told['mcnemar_p']:.3g}")
    for c in told["changed"]:
        screen.print(f"  {c['change']:5}  {c['id']}: {c['a']} -> {c['b']}", markup=False)


def show_calibration(told: dict[str, Any]) -> None:
    """Print what was fitted by family, how it holds on the half not fitted on, in other splits and on other suites."""
    from evals.figures import figure, share

    screen = console()
    made = told["calibration"]
    screen.print("weights  " + ", ".join(f"{n} {w:g}" for n, w in made["weights"].items()), markup=False)
    for name, f in made["families"].items():
        screen.print(f"[bold]{name}[/]  {f['bias']:+.2f}, fitted on {f['n']} answers, {f['wrong']} of them wrong")
    for risk, at in made["thresholds"].items():
        screen.print(f"at most {100 * float(risk):g} % wrong from confidence {at:.3f} on")
    names = {n: "every set by a fit without it" if n == "all" else f"by a fit without it, {n}" for n in told["unseen"]}
    unseen = {names[n]: held for n, held in told["unseen"].items()}
    for name, held in {"the half not fitted on": told["held"], **unseen, **told["elsewhere"]}.items():
        ece, auroc, brier = (figure(held[k]) for k in ("ece", "auroc", "brier"))
        head = f"{name}  {held['n']} answers, {held['wrong']} wrong: ECE {ece}, AUROC {auroc}, Brier {brier}"
        screen.print(head, markup=False)
        for risk, at in held["at_risk"].items():
            kept = f"{at['wrong']} of {at['answered']} wrong, {share(at['share'])}"
            screen.print(f"  promised {100 * float(risk):g} %: {kept}")
    for risk, found in told["splits"].items():
        so = sum(f["share"] is None or f["share"] <= float(risk) for f in found)
        screen.print(f"promised {100 * float(risk):g} %: kept in {so} of {len(found)} other splits")


def show_targets(told: "Sequence[Measured]") -> None:
    """Print a line a target: what was asked, what was found, over how many, when and how."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("target", "asked", "measured", "n", "date", "how"):
        table.add_column(name, overflow="fold")
    for m in told:
        value = "not measured" if m.value is None else f"{m.value:.3g}"
        table.add_row(m.name, f"{m.target:g}", value, str(m.n), m.date, m.how.removeprefix("not measured: "))
    console().print(table)

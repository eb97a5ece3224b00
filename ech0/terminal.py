"""How answers and progress look in a terminal: rich where a person looks, plain lines where a program does.

Standard output carries answers only; progress goes to standard error. Knows `Answer` and `Event`, not what makes them.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ech0.core.types import Answer, Entry, Event
from ech0.ledger import shown

if TYPE_CHECKING:
    from rich.console import Console

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
    if answer.choice is not None:
        out.print(f"  [bold]choice[/]      {answer.choice}: {_escaped_whole(answer.choice_text or '')}")
    fitted = f"fitted on {answer.confidence_n} questions" if answer.confidence_n else "not fitted yet"
    out.print(f"  [bold]confidence[/]  {answer.confidence:.2f} ({fitted})")
    if rests := evidence(answer):
        out.print("  [bold]evidence[/]")
        for line in rests:
            out.print(f"    {_escaped_whole(line)}")
    for check in answer.checks:
        out.print(f"  [bold]check[/]       {check.claim}: {check.verdict}, {_escaped_whole(check.reason)}")
    for source in answer.sources:
        out.print(f"  [bold]source[/]      {_escaped_whole(source)}")
    for advice in answer.recommendations:
        out.print(f"  [bold]next[/]        {_escaped_whole(advice)}")
    cost = answer.cost
    out.print(f"  [dim]{cost.seconds:.2f} s, {cost.labs} lab runs, {cost.checks} checks; run {answer.run_id}[/]")
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

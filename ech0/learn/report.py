"""What learning tells: lines for the terminal, a page with the plot of its rounds. Learns nothing itself."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ech0.core.cures import Cure, cures
from ech0.core.errors import InputError
from ech0.core.types import Line, Plot
from ech0.learn import Learner, undo

if TYPE_CHECKING:
    from ech0.app import Ech0

ROUNDS = 20


def learn(ech0: "Ech0", *, dry: bool, rounds: int, plot: Path | None, as_json: bool) -> int:
    """Learn in rounds, each of which goes on where the last one ended; stops where a round keeps nothing."""
    if not 1 <= rounds <= ROUNDS:
        raise InputError("--rounds", rounds, f"give a number from 1 to {ROUNDS}")
    learner = Learner(ech0, dry=dry)
    shares, found = [learner.right()], list[Cure]()
    for number in range(rounds):
        new = []
        for cure in learner.learn(again=number > 0):
            new.append(cure)
            if not as_json:
                sys.stdout.write(line(cure))
                sys.stdout.flush()
        found += new
        shares.append(learner.right())
        if not any(c.status == "kept" for c in new):
            break
    told = " -> ".join(f"{share:.1%}" for share in shares)
    sys.stderr.write(f"{told} of {len(learner.feedback)} told truths answered rightly, before and after each round\n")
    if plot is not None:
        plot.write_text(page(shares, len(learner.feedback)), encoding="utf-8")
    if as_json:
        rows = [c.model_dump(mode="json") for c in found]
        _print({"cures": rows, "rounds": shares, "n": len(learner.feedback), "dry_run": dry})
    return 0


def listed(ech0: "Ech0", *, as_json: bool) -> int:
    """Print what was learnt and what was tried in vain."""
    rows = cures(ech0.home)
    if as_json:
        _print([c.model_dump(mode="json") for c in rows])
    else:
        sys.stdout.write("".join(map(line, rows)))
    return 0


def undone(ech0: "Ech0", number: int, *, as_json: bool) -> int:
    """Take a cure back and print it."""
    cure = undo(ech0, number)
    if as_json:
        _print(cure.model_dump(mode="json"))
    else:
        sys.stdout.write(line(cure))
    return 0


def line(cure: Cure) -> str:
    """A cure in two lines."""
    head = f"{cure.id:4} {cure.status:8} {cure.cause} at {cure.step} (feedback {cure.feedback}, run {cure.run_id})"
    return f"{head}\n     {cure.reason}\n"


def page(shares: Sequence[float], n: int) -> str:
    """The share of told truths that are answered rightly, before and after each round, as a page of one plot."""
    from ech0.page import POLICY, style
    from ech0.page.plot import plotted

    plot = Plot(
        title=f"learning from {n} failures",
        x_name="rounds",
        x=tuple(float(r) for r in range(len(shares))),
        y_name="answered rightly",
        y_unit="percent",
        lines=(Line(name="answered rightly", y=tuple(100 * s for s in shares)),),
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n<title>Learning · ECH0</title>\n'
        f"<style>\n{style()}</style>\n</head>\n<body>\n{plotted(plot)}\n</body>\n</html>\n"
    )


def _print(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")

"""Commands on students: pairs, training, figures, proofs."""

import argparse
import sys
from typing import Any

from ech0.commands.opening import put
from ech0.core.errors import InputError


def train_data(args: argparse.Namespace) -> int:
    """Write the pairs of question and plan, each of them carried out, and print what came of it."""
    from ech0.train.dataset import Sizes, build

    whole = Sizes(fields=tuple(args.fields))
    sizes = whole if args.part == 1 else whole.scaled(args.part)
    facts = build(args.out, seed=args.seed, sizes=sizes)
    if args.json:
        put(facts)
    else:
        sets = ", ".join(f"{k} {v}" for k, v in dict(facts["sets"]).items())  # type: ignore[call-overload]  # a mapping
        sys.stdout.write(f"{facts['proved']} of {facts['worded']} wordings proved; {sets}; in {args.out}\n")
    return 0


def train_student(args: argparse.Namespace) -> int:
    """Train a student, or go on training it, and print how often it writes the plan that was meant."""
    from ech0.train.student import train

    if args.minutes <= 0:
        raise InputError("--minutes", args.minutes, "give a positive number")
    figures = train(args.out, args.data, minutes=args.minutes, shape=args.shape, seed=args.seed, work=args.work)
    _show(args, figures)
    return 0


def train_measure(args: argparse.Namespace) -> int:
    """Measure a student again and write its figures and its card anew."""
    from ech0.train.student import figures_of, measured
    from ech0.train.student import put as write

    figures = figures_of(args.student)
    figures["exact"] = measured(args.student, args.data)
    _show(args, write(args.student, figures))
    return 0


def train_prove(args: argparse.Namespace) -> int:
    """Run the proofs of what comes after training, keep their figures beside the student, and print them."""
    from ech0.train.proofs import STAGES
    from ech0.train.student import figures_of
    from ech0.train.student import put as write

    if args.minutes <= 0:
        raise InputError("--minutes", args.minutes, "give a positive number")
    figures = figures_of(args.student)
    options = {"minutes": args.minutes, "seed": args.seed, "root": args.vllm}
    for stage in args.stages or list(STAGES):
        sys.stderr.write(f"{stage}\n")
        figures.setdefault("proofs", {}).update(STAGES[stage](args.student, args.data, options))
        write(args.student, figures)
    if args.json:
        put(figures["proofs"])
    else:
        for name, row in figures["proofs"].items():
            sys.stdout.write(f"{name}: {row['before']} -> {row['after']}  ({row['told']})\n")
    return 0


def _show(args: argparse.Namespace, figures: dict[str, Any]) -> None:
    if args.json:
        put(figures)
        return
    for name, rows in figures["exact"].items():
        for family, row in rows.items():
            sys.stdout.write(
                f"{name:5} {family:8} {100 * row['exact']:5.1f} % exact "
                f"({100 * row['low']:.1f} to {100 * row['high']:.1f} %, n = {row['n']})\n"
            )

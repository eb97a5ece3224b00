"""Commands on benchmarks."""

import argparse
import sys
from pathlib import Path

from ech0.commands.opening import opened, put
from ech0.core.errors import InputError

MANY = 100_000
"""Runs and results that are looked at, the latest first."""


def eval_list(args: argparse.Namespace) -> int:
    """Print the benchmarks: their names, what they ask, and whose data they need."""
    from evals.benchmark import BENCHMARKS

    suites = [s for _, s in sorted(BENCHMARKS.items())]
    if args.json:
        put([{"name": s.name, "title": s.title, "licence": s.licence, "cites": s.cites} for s in suites])
    else:
        sys.stdout.write("".join(f"{s.name:20} {s.title}{'' if s.data else '  (bring the data)'}\n" for s in suites))
    return 0


def eval_run(args: argparse.Namespace) -> int:
    """Run a benchmark or go on with one, and print its summary; 1 if not one item could be asked."""
    from ech0.core.settings import load
    from ech0.evaluate import run
    from ech0.terminal import show_summary
    from evals.benchmark import BENCHMARKS

    for flag in ("limit", "seconds"):
        if (value := getattr(args, flag)) is not None and value <= 0:
            raise InputError(f"--{flag}", value, "give a positive number")
    settings, _ = load({"paths.home": args.home, "mind.kind": args.mind, "mind.cache": args.cache})
    suite = BENCHMARKS[args.suite]
    limits = {"limit": args.limit, "seconds": args.seconds, "workers": args.workers}
    summary = run(settings, suite, args.data, args.out, without=args.without, **limits)
    if args.json:
        put(summary)
    else:
        show_summary(summary, f"{suite.name}: {suite.title}", args.out)
    return 1 if summary["failed"] == summary["n"] else 0


def eval_compare(args: argparse.Namespace) -> int:
    """Print how two runs over the same items differ, and whether that is more than chance."""
    from ech0.terminal import show_comparison
    from evals.comparison import compare

    told = compare(args.a, args.b)
    if args.json:
        put(told)
    else:
        show_comparison(told)
    return 0


def eval_calibrate(args: argparse.Namespace) -> int:
    """Fit confidence to what was right in some runs, tell how it holds elsewhere, and write it where it is to count."""
    from datetime import UTC, datetime

    from ech0 import __version__
    from ech0.core.calibration import FILE
    from ech0.core.settings import ech0_home
    from ech0.terminal import log, show_calibration
    from evals import calibration
    from evals.record import rows_of, setup_of, write

    folders, elsewhere = list(args.folders), list(args.elsewhere)
    if args.own is not None:
        mine, others = _own_runs(args)
        folders, elsewhere = [*mine, *folders], [*others, *elsewhere]
    if not folders:
        raise InputError("folders", "none", "name the runs to fit on, or --own DIR to ask our own questions")
    sets = {}
    data = []
    for folder in folders:
        setup, found = setup_of(folder), calibration.given(list(rows_of(folder)))
        name = f"{setup.suite} ({setup.data}, sha256 {setup.sha256[:12]})"
        if name in sets:
            raise InputError("folders", str(folder), f"another of them is of {name} too; take one of the two out")
        data.append(f"{name}: {len(found)} answers")
        sets[name] = found
    made = calibration.fit(sets, data=data, date=datetime.now(UTC).date().isoformat(), version=__version__)
    held = [r for rows in sets.values() for r in rows if calibration.held_out(r.id)]
    told = {
        "calibration": made.model_dump(mode="json"),
        "held": calibration.told(made, held),
        "unseen": calibration.unseen(sets) if len(sets) > 1 else {},
        "splits": calibration.splits(sets),
        "elsewhere": {str(d): calibration.told(made, list(rows_of(d))) for d in elsewhere},
    }
    home = args.home or ech0_home()
    for target in filter(None, (args.out, home / FILE if args.keep else None)):
        target.parent.mkdir(parents=True, exist_ok=True)
        write(target, made.model_dump_json(indent=1) + "\n")
        log(f"written to {target}")
    if args.json:
        put(told)
    else:
        show_calibration(told)
    return 0


def _own_runs(args: argparse.Namespace) -> tuple[list[Path], list[Path]]:
    """Ask our own sets with nothing held back, or go on with them: the folders to fit on, and those to judge by."""
    from ech0.core.settings import load
    from ech0.evaluate import run
    from ech0.terminal import log
    from evals.benchmark import BENCHMARKS
    from evals.own import own_sets

    settings, _ = load({"paths.home": args.home})
    bare = settings.model_copy(update={"gate": settings.gate.model_copy(update={"accept": 0.0})})
    fitted: list[Path] = []
    others: list[Path] = []
    for suite, file, fit in own_sets():
        folder = args.own / file.stem
        log(f"{suite}: {file.name}")
        run(bare, BENCHMARKS[suite], file, folder)
        (fitted if fit else others).append(folder)
    return fitted, others


def eval_audit(args: argparse.Namespace) -> int:
    """Print how often each scorer accepts what is wrong and rejects what is right, over our labelled sample."""
    from evals.audit import audit

    rows = audit()
    if args.json:
        put(rows)
    else:
        for r in rows:
            sys.stdout.write(
                f"{r['scorer']:10} {r['by']:8} {r['n']:4} items, falsely accepted {r['false_accepts']}"
                f" of {r['n_wrong']}, falsely rejected {r['false_rejects']} of {r['n_right']}\n"
            )
            sys.stdout.write("".join(f"           {told}\n" for told in r["mistakes"]))
    return 0


def eval_export(args: argparse.Namespace) -> int:
    """Write a run as a log of inspect_ai."""
    from evals.inspect_log import export

    export(args.folder, args.file)
    return 0


def eval_targets(args: argparse.Namespace) -> int:
    """Print each published target beside what was measured, with how many cases and when, or why it was not."""
    from ech0.terminal import show_targets
    from evals.targets import measured

    store = opened(args).store
    done = [(r.created[:10], r.answer) for r in store.runs(MANY) if r.answer is not None]
    told = measured(done, len(store.results(limit=MANY)), args.folders)
    if args.json:
        put({"targets": [m.model_dump(mode="json") for m in told]})
    else:
        show_targets(told)
    return 0


def eval_table(args: argparse.Namespace) -> int:
    """Print the results of runs, and of those kept before, as a table; keep them; put the table into a page."""
    from ech0.terminal import log
    from evals import table
    from evals.record import write

    lines = table.merged(table.kept(args.keep or table.KEPT), [table.line(folder) for folder in args.folders])
    written = table.table(lines)
    if args.into is not None:
        try:
            page = args.into.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("--into", str(args.into), f"name a page that can be read ({error})") from error
        write(args.into, table.between(page, written))
        log(f"written to {args.into}")
    if args.keep is not None:
        table.keep(args.keep, lines)
    if args.json:
        put([x.model_dump(mode="json") for x in lines])
    else:
        sys.stdout.write(written)
    return 0

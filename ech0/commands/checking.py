"""Commands that check: answers, feedback and what was learnt from it, the installation, the settings."""

import argparse
import sys
from typing import Any

from ech0.commands.opening import opened, put
from ech0.core.errors import InputError


def verify(args: argparse.Namespace) -> int:
    """Re-derive every entry of a saved answer; 1 if one differs, `InputError` if the file holds no answer."""
    from pydantic import ValidationError

    from ech0.core.types import Answer
    from ech0.verify import first_bad

    try:
        answer = Answer.model_validate_json(args.file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("file", str(args.file), f"give a readable file ({error})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(p) for p in first["loc"]) or "the file"
        raise InputError(
            "file", str(args.file), f"give an answer as `ech0 ask --json` prints it ({where}: {first['msg']})"
        ) from error
    findings = opened(args).verify(answer)
    bad = first_bad(findings)
    if args.json:
        put({"ok": bad is None, "findings": [f.model_dump(mode="json") for f in findings]})
    else:
        sys.stdout.write("".join(f"{'ok  ' if f.ok else 'BAD '} {f.what}: {f.detail}\n" for f in findings))
    told = f"the first that differs: {bad.what}: {bad.detail}" if bad else f"all {len(findings)} re-derived"
    sys.stderr.write(f"{told}\n")
    return 1 if bad else 0


def replay(args: argparse.Namespace) -> int:
    """Answer a run's question afresh, outside its thread; 1 if it differs, `InputError` if the run is unfinished."""
    ech0 = opened(args)
    before = ech0.store.run(args.run).answer
    if before is None:
        raise InputError("run", args.run, f"it is not finished; `ech0 resume {args.run}` first")
    after = ech0.ask(before.question.model_copy(update={"thread": None}))
    fields = ("status", "value", "unit", "choice", "text", "confidence")
    differs = [f for f in fields if getattr(before, f) != getattr(after, f)]
    report = {"run": before.run_id, "replay": after.run_id, "same": not differs, "differs": differs}
    if args.json:
        put(report)
    else:
        sys.stdout.write("the same answer\n" if not differs else f"differs in {', '.join(differs)}\n")
    return 1 if differs else 0


def feedback_add(args: argparse.Namespace) -> int:
    """Record what a user says of a run; `InputError` if nothing was said."""
    from memory.records import Feedback

    if not (args.truth or args.right or args.note):
        raise InputError("feedback", args.run, "give --truth, --right or --note")
    kind: Any = "right" if args.right else "wrong" if args.truth else "note"
    opened(args).store.add_feedback(Feedback(run_id=args.run, kind=kind, truth=args.truth, note=args.note))
    return 0


def feedback_list(args: argparse.Namespace) -> int:
    """Print all feedback: the run, its kind, and what was told."""
    rows = [f.model_dump(mode="json") for f in opened(args).store.feedback()]
    if args.json:
        put(rows)
    else:
        lines = (f"{r['run_id']}  {r['kind']:6} {r['truth'] or r['cause'] or r['note']}\n" for r in rows)
        sys.stdout.write("".join(lines))
    return 0


def learn(args: argparse.Namespace) -> int:
    """Learn from the feedback that says what would have been right."""
    from ech0.learn import report

    return report.learn(opened(args), dry=args.dry_run, rounds=args.rounds, plot=args.plot, as_json=args.json)


def learn_list(args: argparse.Namespace) -> int:
    """Print what was learnt."""
    from ech0.learn import report

    return report.listed(opened(args), as_json=args.json)


def learn_undo(args: argparse.Namespace) -> int:
    """Take a cure back."""
    from ech0.learn import report

    return report.undone(opened(args), args.id, as_json=args.json)


def doctor(args: argparse.Namespace) -> int:
    """Print what is well and what is not, with the fix; 1 if anything is not. `--prepare` fills memory first."""
    ech0 = opened(args)
    if args.prepare:
        sys.stderr.write("filling memory with its cards\n")
        sys.stderr.write(f"{len(ech0.memory.list())} documents in memory\n")
        sys.stderr.write("gathering the table of materials\n")
        sys.stderr.write(f"{ech0.gathered()} materials\n")
    findings = ech0.doctor()
    if args.json:
        put([f.model_dump(mode="json") for f in findings])
    else:
        for f in findings:
            sys.stdout.write(f"{'ok  ' if f.ok else 'BAD '} {f.name}: {f.detail}\n")
            if not f.ok:
                sys.stdout.write(f"     fix: {f.fix}\n")
    return 0 if all(f.ok for f in findings) else 1


def config_show(args: argparse.Namespace) -> int:
    """Print each setting with its value and where it came from."""
    from functools import reduce

    from ech0.core.settings import load

    settings, origins = load({"paths.home": args.home} if args.home else {})
    tree: Any = settings.model_dump(mode="json")
    rows = [{"name": n, "value": reduce(lambda t, k: t[k], n.split("."), tree), "from": o} for n, o in origins.items()]
    if args.json:
        put(rows)
    else:
        sys.stdout.write("".join(f"{r['name']:28} {r['value']!s:44} {r['from']}\n" for r in rows))
    return 0


def schema(args: argparse.Namespace) -> int:
    """Print the JSON Schema of a noun; `InputError` for an unknown one."""
    from ech0.core.claims import schema as described

    put(described(args.name))
    return 0

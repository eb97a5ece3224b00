"""What each command of `ech0.cli` does: data to standard output, progress to standard error, an exit code returned.

Heavy imports stay inside the commands that need them.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ech0.core.errors import InputError

if TYPE_CHECKING:
    from ech0.app import Ech0


def _open(args: argparse.Namespace) -> "Ech0":
    from ech0.app import open_ech0

    flags: dict[str, object] = {"paths.home": args.home}
    if getattr(args, "mind", None):
        flags["mind.kind"] = args.mind
    ech0 = open_ech0(**{k: v for k, v in flags.items() if v is not None})
    ech0.verbose = args.verbose
    return ech0


def _print(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


# --- asking -----------------------------------------------------------------------------------------------------------


def ask(args: argparse.Namespace) -> int:
    """Answer one question or a file of them; the exit code says how. `InputError` unless one of them is given."""
    if (args.text is None) == (args.batch is None):
        raise InputError("ask", args.text, "give either a question or --batch FILE.jsonl")
    if args.batch is not None:
        from ech0.batch import batch

        return batch(_open(args), args.batch)
    from ech0.core.types import Correction, Question

    question = Question(
        text=args.text,
        options=tuple(args.options),
        unit=args.unit,
        semantics=args.semantics,
        thread=args.thread,
        correction=Correction(target=args.target) if args.target else None,
    )
    ech0 = _open(args)
    return _end(ech0, ech0.stream(question), args.json)


def _end(ech0: "Ech0", events: "Any", as_json: bool) -> int:
    """Show the progress, then the answer; returns its exit code."""
    from ech0 import terminal
    from ech0.app import last_answer

    answer = last_answer(terminal.watched(events))
    if as_json:
        _print(answer.model_dump(mode="json"))
    else:
        terminal.show(answer, folder=str(ech0.home / "runs" / answer.run_id / "index.html"))
    return terminal.EXIT[answer.status]


def resume(args: argparse.Namespace) -> int:
    """Go on with a run, the latest unfinished one if none is named; `InputError` if there is none."""
    ech0 = _open(args)
    run_id = args.run or next((r.run_id for r in ech0.store.runs(1, status="open")), None)
    if run_id is None:
        raise InputError("run", None, "there is no unfinished run; `ech0 ask` starts one")
    return _end(ech0, ech0.resume(run_id, reply=args.reply), args.json)


def chat(args: argparse.Namespace) -> int:
    """Hold a conversation on standard input; returns the exit code of its last answer."""
    from ech0.chat import chat

    return chat(_open(args), args.thread, as_json=args.json)


# --- labs -------------------------------------------------------------------------------------------------------------


def labs_list(args: argparse.Namespace) -> int:
    """Print the laboratories by field, and in JSON what a run of each may cost (s, MiB)."""
    from labs import LABS

    labs = sorted(LABS.values(), key=lambda b: (b.field, b.id))
    rows = [
        {
            "id": b.id,
            "field": b.field,
            "title": b.title,
            "version": b.version,
            "cost": {"seconds": b.cost.seconds, "memory_mb": b.cost.memory_mb},
            "lacks": list(b.lacks()),
        }
        for b in labs
    ]
    if args.json:
        _print(rows)
    else:
        for b in labs:
            lacks = f'  (needs {", ".join(b.lacks())}: pip install "ech0[labs]")' if b.lacks() else ""
            sys.stdout.write(f"{b.id:24} {b.field:12} {b.title}{lacks}\n")
    return 0


def labs_show(args: argparse.Namespace) -> int:
    """Print what a lab takes and gives, each with its unit, where it is valid, and what it cites."""
    from labs import LABS

    lab = LABS[args.id]
    inputs = {n: {"meaning": i.meaning, **i.facts, "default": i.default} for n, i in lab.inputs.items()}
    outputs = {
        n: {"meaning": o.meaning, "unit": o.unit, "needs": list(o.needs) or list(lab.inputs)}
        for n, o in lab.outputs.items()
    }
    card: dict[str, Any] = {
        "id": lab.id,
        "field": lab.field,
        "title": lab.title,
        "version": lab.version,
        "inputs": inputs,
        "outputs": outputs,
    }
    card |= {"validity": lab.validity, "citations": list(lab.citations), "stochastic": lab.stochastic}
    if args.json:
        _print(card)
        return 0
    sys.stdout.write(f"{lab.title} ({lab.id}, version {lab.version}, {lab.field})\n\ntakes\n")
    for name, spec in lab.inputs.items():
        default = "" if spec.default is None else f", default {spec.default}"
        sys.stdout.write(f"  {name}: {spec.meaning} ({spec.extent}{default})\n")
    sys.stdout.write(
        "\ngives\n" + "".join(f"  {n}: {o['meaning']} ({o['unit'] or 'plain number'})\n" for n, o in outputs.items())
    )
    sys.stdout.write(f"\nvalid for {lab.validity}\n\ncites\n" + "".join(f"  {c}\n" for c in lab.citations))
    return 0


def labs_run(args: argparse.Namespace) -> int:
    """Run one lab and print its outputs with units; a plain number has the input's own unit.

    `InputError` for a setting that is not NAME=VALUE with an input of the lab; the lab's own errors pass through.
    """
    from ech0.core.reading import quantity_text
    from ech0.core.types import Quantity
    from labs import LABS, Real

    lab = LABS[args.id]
    inputs: dict[str, Quantity | str] = {}
    for setting in args.inputs:
        name, equals, value = setting.partition("=")
        if not equals or name not in lab.inputs:
            raise InputError("--set", setting, f"write NAME=VALUE with NAME one of {', '.join(lab.inputs)}")
        spec = lab.inputs[name]
        if isinstance(spec, Real):
            found = quantity_text(value)
            inputs[name] = Quantity(value=found.value, unit=found.unit or spec.unit, sigma=found.sigma)
        else:
            inputs[name] = value
    run = _open(args).runner.run(lab.id, inputs, wants=tuple(args.wants), seed=args.seed)
    if args.json:
        _print(run.model_dump(mode="json"))
    else:
        for name, q in run.outputs.items():
            spread = f" ± {q.sigma:.2g}" if q.sigma else ""
            sys.stdout.write(f"{name} = {q.value:.10g}{spread} {q.unit}\n")
        for warning in run.warnings:
            sys.stderr.write(f"note: {warning}\n")
    return 0


def labs_validate(args: argparse.Namespace) -> int:
    """Compare labs with published values, run afresh; 1 if any lies outside its tolerance or there are none."""
    from labs import LABS
    from labs.validation import validate

    ech0 = _open(args)
    from tools.laboratory import Bounded

    runner = Bounded(ech0._pool)  # noqa: SLF001  validation runs afresh, never from the record
    rows: list[Mapping[str, Any]] = []
    for lab in [LABS[args.id]] if args.id else sorted(LABS.values(), key=lambda b: b.id):
        sys.stderr.write(f"validating {lab.id}\n")
        rows += validate(lab, runner.run)
    if args.json:
        _print({"cases": rows})
    else:
        for r in rows:
            mark = "ok  " if r["ok"] else "MISS"
            got = r.get("error", "no result") if r["got"] is None else f"{r['got']:.8g}"
            published = f"{r['reference']:.8g} ± {r['tolerance']:g} {r['unit']}"
            sys.stdout.write(f"{mark} {r['lab']:22} {got} (published {published}) {r['case']}\n")
    bad = sum(not r["ok"] for r in rows)
    sys.stderr.write(f"{len(rows) - bad} of {len(rows)} within tolerance\n")
    return 1 if bad or not rows else 0


# --- memory -----------------------------------------------------------------------------------------------------------


def memory_add(args: argparse.Namespace) -> int:
    """Keep text and Markdown files; `InputError` for another kind, unreadable UTF-8, or more than 5 MB of text."""
    from ech0.core.provenance import key
    from ech0.core.types import Document

    documents = []
    for path in args.paths:
        if path.suffix.lower() not in (".md", ".txt", ".text", ".markdown"):
            raise InputError("path", str(path), "give a text or Markdown file")
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("path", str(path), f"give a readable UTF-8 file ({error})") from error
        if len(text) > 5_000_000:
            raise InputError("path", str(path), "give files of at most 5 MB")
        documents.append(
            Document(
                id=f"file_{key(str(path.resolve()))[:12]}", title=path.stem, source=path.name, text=text, kind="file"
            )
        )
    new = _open(args).memory.keep(documents)
    sys.stderr.write(f"{new} of {len(documents)} files were new or changed\n")
    return 0


def memory_search(args: argparse.Namespace) -> int:
    """Print the passages nearest to a query, each with its relevance; returns 3 if there is none."""
    hits = _open(args).memory.recall(args.query, top=args.top, domain=args.domain)
    rows = [
        {
            "document": p.document,
            "title": p.title,
            "source": p.source,
            "span": [p.start, p.end],
            "text": p.text,
            "relevance": p.relevance,
        }
        for p in hits
    ]
    if args.json:
        _print(rows)
    else:
        for r in rows:
            sys.stdout.write(f"{r['relevance']:.3f}  {r['title']} ({r['source']})\n       {r['text']}\n")
    return 0 if rows else 3


def memory_list(args: argparse.Namespace) -> int:
    """Print id, domain and title of every document kept."""
    rows = [k.model_dump(mode="json") for k in _open(args).memory.list()]
    if args.json:
        _print(rows)
    else:
        sys.stdout.write("".join(f"{r['id']:40} {r['domain']:14} {r['title']}\n" for r in rows))
    return 0


def memory_forget(args: argparse.Namespace) -> int:
    """Remove one document with its passages; `InputError` if there is none of this id."""
    _open(args).memory.forget(args.id)
    return 0


def memory_rebuild(args: argparse.Namespace) -> int:
    """Derive the index of passages again from the store, and say how many there are."""
    sys.stderr.write(f"{_open(args).memory.rebuild()} passages indexed\n")
    return 0


# --- benchmarks -------------------------------------------------------------------------------------------------------


def eval_list(args: argparse.Namespace) -> int:
    """Print the benchmarks: their names, what they ask, and whose data they need."""
    from evals.benchmark import BENCHMARKS

    suites = [s for _, s in sorted(BENCHMARKS.items())]
    if args.json:
        _print([{"name": s.name, "title": s.title, "licence": s.licence, "cites": s.cites} for s in suites])
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
    settings, _ = load({"paths.home": args.home, "mind.kind": args.mind})
    suite = BENCHMARKS[args.suite]
    limits = {"limit": args.limit, "seconds": args.seconds, "workers": args.workers}
    summary = run(settings, suite, args.data, args.out, without=args.without, **limits)
    if args.json:
        _print(summary)
    else:
        show_summary(summary, f"{suite.name}: {suite.title}", args.out)
    return 1 if summary["failed"] == summary["n"] else 0


def eval_compare(args: argparse.Namespace) -> int:
    """Print how two runs over the same items differ, and whether that is more than chance."""
    from ech0.terminal import show_comparison
    from evals.comparison import compare

    told = compare(args.a, args.b)
    if args.json:
        _print(told)
    else:
        show_comparison(told)
    return 0


def eval_calibrate(args: argparse.Namespace) -> int:
    """Print the gate's weights as one half of some runs fits them, and what they come to on the other half."""
    from ech0.terminal import show_calibration
    from evals.calibration import calibrate
    from evals.record import rows_of, setup_of

    for folder in args.folders:
        setup_of(folder)
    told = calibrate([r for folder in args.folders for r in rows_of(folder)], args.risk)
    if args.json:
        _print(told)
    else:
        show_calibration(told)
    return 0


def eval_audit(args: argparse.Namespace) -> int:
    """Print how often each scorer accepts what is wrong and rejects what is right, over our labelled sample."""
    from evals.audit import audit

    rows = audit()
    if args.json:
        _print(rows)
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


# --- checking ---------------------------------------------------------------------------------------------------------


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
    findings = _open(args).verify(answer)
    bad = first_bad(findings)
    if args.json:
        _print({"ok": bad is None, "findings": [f.model_dump(mode="json") for f in findings]})
    else:
        sys.stdout.write("".join(f"{'ok  ' if f.ok else 'BAD '} {f.what}: {f.detail}\n" for f in findings))
    told = f"the first that differs: {bad.what}: {bad.detail}" if bad else f"all {len(findings)} re-derived"
    sys.stderr.write(f"{told}\n")
    return 1 if bad else 0


def replay(args: argparse.Namespace) -> int:
    """Answer a run's question afresh, outside its thread; 1 if it differs, `InputError` if the run is unfinished."""
    ech0 = _open(args)
    before = ech0.store.run(args.run).answer
    if before is None:
        raise InputError("run", args.run, f"it is not finished; `ech0 resume {args.run}` first")
    after = ech0.ask(before.question.model_copy(update={"thread": None}))
    fields = ("status", "value", "unit", "choice", "text", "confidence")
    differs = [f for f in fields if getattr(before, f) != getattr(after, f)]
    report = {"run": before.run_id, "replay": after.run_id, "same": not differs, "differs": differs}
    if args.json:
        _print(report)
    else:
        sys.stdout.write("the same answer\n" if not differs else f"differs in {', '.join(differs)}\n")
    return 1 if differs else 0


def feedback_add(args: argparse.Namespace) -> int:
    """Record what a user says of a run; `InputError` if nothing was said."""
    from memory.records import Feedback

    if not (args.truth or args.right or args.note):
        raise InputError("feedback", args.run, "give --truth, --right or --note")
    kind: Any = "right" if args.right else "wrong" if args.truth else "note"
    _open(args).store.add_feedback(Feedback(run_id=args.run, kind=kind, truth=args.truth, note=args.note))
    return 0


def feedback_list(args: argparse.Namespace) -> int:
    """Print all feedback: the run, its kind, and what was told."""
    rows = [f.model_dump(mode="json") for f in _open(args).store.feedback()]
    if args.json:
        _print(rows)
    else:
        lines = (f"{r['run_id']}  {r['kind']:6} {r['truth'] or r['cause'] or r['note']}\n" for r in rows)
        sys.stdout.write("".join(lines))
    return 0


def learn(args: argparse.Namespace) -> int:
    """Learn from the feedback that says what would have been right."""
    from ech0.learn import report

    return report.learn(_open(args), dry=args.dry_run, rounds=args.rounds, plot=args.plot, as_json=args.json)


def learn_list(args: argparse.Namespace) -> int:
    """Print what was learnt."""
    from ech0.learn import report

    return report.listed(_open(args), as_json=args.json)


def learn_undo(args: argparse.Namespace) -> int:
    """Take a cure back."""
    from ech0.learn import report

    return report.undone(_open(args), args.id, as_json=args.json)


def doctor(args: argparse.Namespace) -> int:
    """Print what is well and what is not, with the fix; 1 if anything is not. `--prepare` fills memory first."""
    ech0 = _open(args)
    if args.prepare:
        sys.stderr.write("filling memory with its cards\n")
        sys.stderr.write(f"{len(ech0.memory.list())} documents in memory\n")
    findings = ech0.doctor()
    if args.json:
        _print([f.model_dump(mode="json") for f in findings])
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
        _print(rows)
    else:
        sys.stdout.write("".join(f"{r['name']:28} {r['value']!s:44} {r['from']}\n" for r in rows))
    return 0


def schema(args: argparse.Namespace) -> int:
    """Print the JSON Schema of a noun; `InputError` for an unknown one."""
    from ech0.core.claims import schema as described

    _print(described(args.name))
    return 0

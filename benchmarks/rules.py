"""How often each rule of reading was used in answers to labelled logic questions: right, wrong, held back.

python benchmarks/rules.py FILE.jsonl ...

A line has `premises` (a list), `conclusion` and `label`: `True`, `False`, anything else for open.
"""

import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

from ech0.core.types import Question

OPTIONS = ("True", "False", "Uncertain")
ASKS = "Based on the above information, is the following statement true, false, or uncertain?"


def main() -> None:
    """A line per rule, the ones that are wrong most often first, and one of totals."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["ECH0_HOME"] = home
        from ech0.app import open_ech0

        ech0 = open_ech0()
        table: dict[str, Counter[str]] = {}
        for path in sys.argv[1:]:
            with Path(path).open(encoding="utf-8") as lines:
                for line in lines:
                    item = json.loads(line)
                    text = "\n".join([*item["premises"], "", f"{ASKS} {item['conclusion']}"])
                    answer = ech0.ask(Question(text=text, options=OPTIONS))
                    gold = item["label"] if item["label"] in OPTIONS else "Uncertain"
                    right = answer.choice_text == gold
                    told = "held back" if answer.choice_text is None else "right" if right else "wrong"
                    rules = [step.step for step in answer.chain if step.step.startswith(("read as ", "linked by "))]
                    for rule in ("all", *dict.fromkeys(rules)):
                        table.setdefault(rule, Counter())[told] += 1
        ech0.close()
    print(f"{'rule':44} {'right':>6} {'wrong':>6} {'held back':>10}")
    for rule, counts in sorted(table.items(), key=lambda row: (-row[1]["wrong"], row[0])):
        print(f"{rule[:44]:44} {counts['right']:6} {counts['wrong']:6} {counts['held back']:10}")


if __name__ == "__main__":
    main()

"""What the embedded mind answers of the `quantities` benchmark, by kind: right, wrong, and held back.

python benchmarks/accuracy.py [FILE ...]
"""

import os
import sys
import tempfile
from collections import Counter

from ech0.core.errors import InputError
from evals.quantities import DATA, quantities


def main() -> None:
    """A line per kind and one of totals, per file."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["ECH0_HOME"] = home
        from ech0.app import open_ech0

        ech0 = open_ech0()
        for path in sys.argv[1:] or sorted(str(p) for p in DATA.glob("quantities_*.jsonl")):
            table: dict[str, Counter[str]] = {}
            for case in quantities.cases(path):
                try:
                    answer = ech0.ask(case.question)
                except InputError:  # a unit that does not exist, say: refused before it is asked
                    told = "refused"
                else:
                    right = quantities.score(case, answer) == 1.0
                    wrong = answer.status in ("answered", "contradicted") and not right
                    told = "right" if right else "wrong" if wrong else answer.status
                table.setdefault(case.target["kind"], Counter())[told] += 1
            print(path)
            for kind, counts in sorted(table.items()):
                print(f"  {kind:14} {dict(counts)}")
            print(f"  {'all':14} {dict(sum(table.values(), Counter()))}")
        ech0.close()


if __name__ == "__main__":
    main()

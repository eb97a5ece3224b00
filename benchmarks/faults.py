"""Thirty faults planted in the base, each of which makes a question fail: is the step found, the cause named, the fault
cured?

python benchmarks/faults.py [--seed N] [--each 10] [--keep FILE.jsonl] [--out FILE.html]

Faults are made by rule from the shipped base, not written by hand: ten take knowledge away that a question needs, ten
spoil a rule it uses, ten mislead the reading. A fault counts as planted only if a question of the `quantities` suite
that was answered rightly is not any more. The truth is then told, for missing knowledge with a note that states it
in words; learning sees the truth and the note, nothing else. What is planted lies in the data folder as a cure would.

The solver gets a minute for a claim in place of its few seconds, so that a busy machine makes no fault look incurable.
With `--keep` each fault is put on record when it is done, and the same command goes on after the last one.
"""

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

KINDS = ("missing knowledge", "flawed rule", "wrong reading")


@dataclass(frozen=True)
class Fault:
    """What was planted: the changes, the cause that is due, the step (as a finding names it), the note that tells."""

    name: str
    cause: str
    step: str | tuple[str, ...]
    changes: Sequence[Any]
    note: str = ""


def main() -> int:
    """Plant, ask, tell, learn; print a line a fault and the totals."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--each", type=int, default=10, help="faults of each kind")
    parser.add_argument("--kind", nargs="+", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--keep", type=Path, help="a file of what was found so far, which is gone on with")
    parser.add_argument("--out", type=Path, help="a page with accuracy before and after")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["ECH0_HOME"] = home
        os.environ.setdefault("ECH0_SYMBOLIC_SECONDS", "60")
        return measure(args.seed, args.each, args.out, args.kind, Kept(args.keep, args.seed))


class Kept:
    """What was found of each fault, by its case and name; in a file that is only appended to, if there is one."""

    def __init__(self, path: Path | None, seed: int) -> None:
        self.path, self.seed = path, seed
        self.found: dict[str, Any] = {}
        text = path.read_text(encoding="utf-8") if path is not None and path.exists() else ""
        if path is not None and text and not text.endswith("\n"):  # a kill tore the last line: it is found again
            text = text[: text.rfind("\n") + 1]
            path.write_text(text, encoding="utf-8")
        for row in map(json.loads, text.splitlines()):
            if row["seed"] == seed:
                self.found[row["key"]] = row["found"]

    def get(self, key: str, find: Callable[[], Any]) -> Any:
        """What is on record under a key, or else what `find` gives, which is put there."""
        if key not in self.found:
            self.found[key] = find()
            if self.path is not None:
                with self.path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps({"seed": self.seed, "key": key, "found": self.found[key]}) + "\n")
        return self.found[key]


def measure(seed: int, each: int, out: Path | None, kinds: Sequence[str], kept: Kept) -> int:
    """The figures of one set of faults."""
    from ech0.app import open_ech0
    from ech0.learn.report import page

    ech0 = open_ech0()
    counts: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    makers = dict(zip(KINDS, (removed, spoilt, misled), strict=True))
    for kind in kinds:
        done = 0
        for number, case in enumerate(shuffled(good_cases(ech0, kept), f"{seed}{kind}")):
            if done == each:
                break
            answer = answered(ech0, case)
            faults = shuffled(makers[kind](case, answer), f"{seed}{number}{kind}")
            for fault in sorted(faults, key=lambda f: forms[form(f)])[:6]:  # no form of fault more than its share
                result = kept.get(f"{case.id} {fault.cause} {fault.name}", partial(tried, ech0, case, fault))
                if result is None:
                    continue
                done += 1
                counts["planted"] += 1
                forms[form(fault)] += 1
                for what in ("located", "named", "cured"):
                    counts[what] += result[what]
                    counts[f"{what} {kind}"] += result[what]
                marks = " ".join(w if result[w] else "-" * len(w) for w in ("located", "named", "cured"))
                print(f"{marks}  {fault.cause:18} {case.id} {fault.name} | {result['told']}", flush=True)
                break
    for what in ("located", "named", "cured"):
        print(f"{what}: {counts[what]} of {counts['planted']}")
    if out is not None:
        share = counts["cured"] / max(1, counts["planted"])
        out.write_text(page([0.0, share], counts["planted"]), encoding="utf-8")
    ech0.close()
    return 0


def form(fault: Fault) -> str:
    """What kind of slip a fault is: `factor`, `no phrase`, `is not`."""
    words = fault.name.split()
    if fault.cause == "wrong reading":
        return " ".join(words[-3:-1] if words[-2] == "not" else ["is"]) + fault.changes[0].of
    return words[0] if fault.cause == "flawed rule" else words[1]


def good_cases(ech0: Any, kept: Kept) -> list[Any]:
    """Cases with a value that are answered rightly over the shipped base."""
    from evals.suites.quantities import quantities

    def good() -> list[str]:
        found = []
        for case in asked:
            answer = answered(ech0, case)
            if quantities.score(case, answer).correct and any(c.kind == "quantity" for c in answer.claims):
                found.append(case.id)
        return found

    cases = quantities.cases(quantities.data) if quantities.data is not None else []
    asked = [c for c in cases if c.target["status"] == "answered" and c.target["value"] is not None]
    names = kept.get("cases answered rightly", good)
    return [c for c in asked if c.id in names]


_ANSWERS: dict[str, Any] = {}


def answered(ech0: Any, case: Any) -> Any:
    """What the shipped base says to a case."""
    from ech0.core.cures import shipped
    from ech0.learn.trial import Trial

    if case.id not in _ANSWERS:
        _ANSWERS[case.id] = Trial(ech0, shipped()).ask(case.question)
    return _ANSWERS[case.id]


def tried(ech0: Any, case: Any, fault: Fault) -> dict[str, Any] | None:
    """Plant one fault and learn from the truth; `None` if it does no harm to this question."""
    from ech0.core.cures import Cure, changed, learnt, shipped, write
    from ech0.learn import Learner
    from ech0.learn.trial import Trial
    from evals.suites.quantities import quantities
    from memory.records import Feedback

    if quantities.score(case, Trial(ech0, changed(shipped(), fault.changes)).ask(case.question)).correct:
        return None
    shutil.rmtree(ech0.home / "cures", ignore_errors=True)
    planted = Cure(
        id=1, feedback=0, run_id="planted", created="", question="", truth="", step="", cause="unknown",
        changes=tuple(fault.changes), status="kept", reason=fault.name,
    )  # fmt: skip
    write(ech0.home, planted)
    for part in ("knowledge", "mind"):
        ech0.__dict__.pop(part, None)
    run = hashlib.sha256(f"{case.id}{fault.name}".encode()).hexdigest()[:12]
    ech0.store.open_run(run, case.question)
    truth = f"{case.target['value']:.6g} {case.target['unit'] or ''}".strip()
    number = ech0.store.add_feedback(Feedback(run_id=run, kind="wrong", truth=truth, note=fault.note))
    learner = Learner(ech0)
    learner.__dict__["feedback"] = [f for f in learner.feedback if f.id == number]
    made = next(learner.learn(), None)
    after = Learner(ech0)
    after.__dict__["feedback"] = learner.feedback
    learnt(ech0.home)  # what was kept can be loaded again
    told = f"{made.cause} at {made.step}; {made.reason}"[:230] if made else "nothing was learnt"
    return {
        "located": made is not None and made.step.startswith(fault.step),
        "named": made is not None and made.cause == fault.cause,
        "cured": made is not None and made.status == "kept" and after.right() == 1.0,
        "told": told,
    }


def shuffled(items: Any, seed: str) -> list[Any]:
    """An order that depends on the seed alone."""
    return [
        x
        for _, x in sorted(
            ((hashlib.sha256(f"{seed}{n}".encode()).hexdigest(), x) for n, x in enumerate(items)), key=lambda p: p[0]
        )
    ]


# --- making faults ----------------------------------------------------------------------------------------------------


def used_rules(answer: Any) -> list[Any]:
    """The formulas that an answer was derived by."""
    from ech0.core import base

    ids = [r.formula for c in answer.claims if c.kind == "quantity" for r in c.relations if r.formula]
    return [base.formulas()[i] for i in dict.fromkeys(ids) if i in base.formulas()]


def removed(_: Any, answer: Any) -> Iterator[Fault]:
    """Without a formula, a phrase, or a fact that the answer used; the note says it as a user would."""
    from ech0.core import base
    from ech0.core.cures import Drop

    for rule in used_rules(answer):
        said = ", ".join(f"{n} {spoken(v)}" for n, v in rule.variables.items())
        note = f"{rule.equation.replace('==', '=')} with {said}"
        yield Fault(f"no formula {rule.id}", "missing knowledge", "knowledge", [Drop(of="formula", name=rule.id)], note)
    for entry in answer.ledger:
        if entry.kind == "given" and entry.concept:
            pattern = entry.label.partition(":")[0]
            phrase = next((p for p in base.phrases() if p.pattern == pattern), None)
            if phrase is not None:
                kind = f"{phrase.role} {phrase.concept}".strip().replace("_", " ")
                note = f'"{entry.text}" means {kind} = {phrase.value:g} {phrase.unit}'.strip()
                drop = [Drop(of="phrase", name=p.pattern) for p in base.phrases() if p.pattern in entry.text.lower()]
                yield Fault(f"no phrase {pattern}", "missing knowledge", "knowledge", drop, note)
        name = entry.id.removeprefix("k.")
        constant = base.constants().get(name) if entry.id.startswith("k.") else None
        if constant is not None and constant.of:
            concept = constant.concept.replace("_", " ")
            note = f"{name} = {constant.value:g} {constant.unit} is the {concept} of {constant.words[0]}"
            yield Fault(f"no fact {name}", "missing knowledge", "knowledge", [Drop(of="constant", name=name)], note)


def spoken(variable: Any) -> str:
    """A variable in words, with its unit."""
    from ech0.core import base

    if variable.constant:
        return base.constants()[variable.constant].name
    unit = base.concepts()[variable.concept].unit
    return f"{variable.role} {variable.concept.replace('_', ' ')}".strip() + (
        f" in {unit.replace(' ', '')}" if unit else ""
    )


def spoilt(_: Any, answer: Any) -> Iterator[Fault]:
    """With a rule that the answer used gone wrong: a factor, a sign, a power, two variables, a quotient turned over."""
    from ech0.core import expression
    from ech0.core.cures import Put
    from ech0.core.expression import Num, Op, Var, names, parse, show

    def everywhere(node: Any, turn: Any) -> Iterator[Any]:
        if (made := turn(node)) is not None:
            yield made
        if isinstance(node, Op):
            for n, part in enumerate(node.args):
                yield from (Op(node.op, (*node.args[:n], m, *node.args[n + 1 :])) for m in everywhere(part, turn))

    def exchanged(node: Any, a: str, b: str) -> Any:
        if isinstance(node, Var):
            return Var({a: b, b: a}.get(node.name, node.name))
        return Op(node.op, tuple(exchanged(x, a, b) for x in node.args)) if isinstance(node, Op) else node

    turns = {
        "sign": lambda n: Op({"+": "-", "-": "+"}[n.op], n.args) if isinstance(n, Op) and n.op in "+-" else None,
        "power": lambda n: n.args[0] if isinstance(n, Op) and n.op == "**" else None,
        "turned": lambda n: Op({"*": "/", "/": "*"}[n.op], n.args) if isinstance(n, Op) and n.op in "*/" else None,
    }
    for rule in used_rules(answer):
        tree = parse(rule.equation)
        if not isinstance(tree, Op) or tree.op != "==":
            continue
        left, right = tree.args
        made = [("factor", Op("==", (left, Op("*", (Num(f), right))))) for f in ("2", "3", "4")]
        made += [(kind, Op("==", (left, m))) for kind, turn in turns.items() for m in everywhere(right, turn)]
        known = sorted(names(expression.parse(rule.equation)))
        alike = [
            (a, b) for a in known for b in known if a < b and rule.variables[a].concept == rule.variables[b].concept
        ]
        made += [("swapped", exchanged(tree, a, b)) for a, b in alike]
        for kind, wrong in made:
            if names(wrong) == names(tree):
                bad = rule.model_copy(update={"equation": show(wrong), "example": None})
                yield Fault(f"{kind}: {show(wrong)}", "flawed rule", f"rule {rule.id}", [Put(item=bad)])


OPPOSITE = (("initial", "final"), ("final", "initial"), ("hot", "cold"), ("cold", "hot"), ("first", "second"))


def misled(case: Any, _: Any) -> Iterator[Fault]:
    """With a word of a concept or a role that the question uses gone, or given to another."""
    from ech0.core import base, units
    from ech0.core.cures import Wording
    from ech0.minds.embedded.words import Text

    text = Text(case.question.text)
    for concept in base.concepts().values():
        said = [w for w in (*concept.words, *concept.ask) if text.find(w)]
        for word in said:
            gone = Wording(of="concept", name=concept.id, word=word, drop=True)
            yield Fault(f"{word} is not {concept.id}", "wrong reading", ("target", "given"), [gone])
            for other in base.concepts().values():
                if other.id != concept.id and other.unit and units.compatible(other.unit, concept.unit):
                    there = Wording(of="concept", name=other.id, word=word)
                    yield Fault(f"{word} is {other.id}", "wrong reading", ("target", "given"), [gone, there])
    for role, words in base.roles().items():
        for word in (w for w in words if text.find(w)):
            gone = Wording(of="role", name=role, word=word, drop=True)
            yield Fault(f"{word} is not {role}", "wrong reading", ("target", "given"), [gone])
            for one, other in OPPOSITE:
                if one == role:
                    there = Wording(of="role", name=other, word=word)
                    yield Fault(f"{word} is {other}", "wrong reading", ("target", "given"), [gone, there])


if __name__ == "__main__":
    sys.exit(main())

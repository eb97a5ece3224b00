"""Who scores the scorers: each against labels given by hand, and against a second scorer that was written apart.

The second ones share nothing with the first but the notation: units by pint alone, formulas by sympy, spans by sets of
letters. A scorer that accepts what is wrong makes every system look good, so both rates are printed for both.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from ech0.core import units
from ech0.core.errors import ClaimError, Ech0Error
from ech0.core.expression import Node, Num, Op, Var, parse
from ech0.core.process import Worker
from ech0.core.types import Answer, Question
from evals.benchmark import DATA, Scorer
from evals.case import Case, Score
from evals.scorers.equality import equality
from evals.scorers.latex import boxed, plain
from evals.scorers.plain import number
from evals.scorers.spans import spans
from evals.source import rows

SAMPLE = DATA / "scorer_sample.jsonl"
SECONDS = 10.0
FIRST: dict[str, Scorer] = {"number": number, "equality": equality, "spans": spans}


def audit() -> list[dict[str, Any]]:
    """For each scorer and its second: how many of the sample it falsely accepts and rejects, and which."""
    worker = Worker("evals.audit:serve", memory_mb=1024)
    second: dict[str, Callable[[Case, Answer], bool]] = {
        "number": second_number,
        "equality": lambda case, answer: _asked(worker, str(case.target), answer.text),
        "spans": second_spans,
    }
    sample = list(_sample())
    try:
        return [
            _rates(
                name, by, [(case, answer, right, judge(case, answer)) for n, case, answer, right in sample if n == name]
            )
            for name in FIRST
            for by, judge in (("first", _correct(FIRST[name])), ("second", second[name]))
        ]
    finally:
        worker.stop()


def _correct(scorer: Callable[[Case, Answer], Score]) -> Callable[[Case, Answer], bool]:
    return lambda case, answer: scorer(case, answer).correct


def _sample() -> Iterator[tuple[str, Case, Answer, bool]]:
    for row in rows(SAMPLE, "id", "scorer", "target", "value", "unit", "said", "right"):
        question = Question(text=row["id"])
        answer = Answer(
            status="answered", reason="", text=row["said"], value=row["value"], unit=row["unit"], question=question
        )
        yield row["scorer"], Case(id=row["id"], question=question, target=row["target"]), answer, row["right"]


def _rates(name: str, by: str, judged: list[tuple[Case, Answer, bool, bool]]) -> dict[str, Any]:
    mistakes = [
        f"{case.id} {'accepted' if said else 'rejected'}: {(answer.text or answer.value)!s} for {case.target}"
        for case, answer, right, said in judged
        if said != right
    ]
    return {
        "scorer": name,
        "by": by,
        "n": len(judged),
        "n_right": sum(right for _, _, right, _ in judged),
        "n_wrong": sum(not right for _, _, right, _ in judged),
        "false_accepts": sum(said and not right for _, _, right, said in judged),
        "false_rejects": sum(right and not said for _, _, right, said in judged),
        "mistakes": mistakes,
    }


# --- the second scorers -----------------------------------------------------------------------------------------------


def second_number(case: Case, answer: Answer) -> bool:
    """By pint's own reading of both units, and by the relative difference of the two numbers."""
    value, wanted, unit = answer.value, case.target["value"], case.target["unit"]
    if value is None:
        digits = re.findall(r"-?\d[\d,]*\.?\d*", answer.text)
        if not digits:
            return False
        value = float(digits[-1].replace(",", "").rstrip("."))
    if unit is not None:
        registry = units.registry()
        try:
            value = registry.Quantity(value, (answer.unit or "").replace("%", "percent")).to(unit).magnitude
        except Exception:  # noqa: BLE001  pint raises several kinds for units that do not fit: the answer does not either
            return False
    return math.isclose(value, wanted, rel_tol=case.target["rtol"], abs_tol=0.0)


def second_spans(case: Case, answer: Answer) -> bool:
    """By the letters that are left when articles, signs and accents are taken away."""
    return _letters(answer.text) in {_letters(gold) for gold in case.target}


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.lower())
    kept = re.sub(r"[^\w\s]", "", folded)
    return "".join(w for w in kept.split() if w not in ("a", "an", "the"))


def _asked(worker: Worker, gold: str, said: str) -> bool:
    try:
        reply = worker.call({"gold": gold, "said": said}, seconds=SECONDS)
    except Ech0Error:  # a formula that sympy cannot finish with is not accepted
        return False
    return bool(reply["same"])


def serve(request: dict[str, Any]) -> dict[str, Any]:
    """The worker's side of the second scorer of formulas: simplification may take any time, so it has a process."""
    return {"same": _equal(boxed(request["said"]), boxed(request["gold"]))}


def _equal(said: str, gold: str) -> bool:
    strip = str.maketrans("", "", " $\\")
    if said.translate(strip) == gold.translate(strip).replace("text{", "").removesuffix("}"):
        return True
    one, other = (_list(text) for text in (said, gold))
    if one[0] != other[0] or len(one[1]) != len(other[1]):
        return False
    if one[0] in ("", "{"):
        left = list(other[1])
        for part in one[1]:
            found = next((o for o in left if _zero(part, o)), None)
            if found is None:
                return False
            left.remove(found)
        return True
    return all(_zero(a, b) for a, b in zip(one[1], other[1], strict=True))


def _list(text: str) -> tuple[str, list[str]]:
    """How a list is bracketed, `""` for none, and its members."""
    bare = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text.strip().strip("$"))
    bare = re.sub(r"^\w\s*=\s*", "", bare).replace("\\{", "{").replace("\\}", "}")
    if "," not in bare:
        return "", [bare]
    kind = f"{bare[0]}{bare[-1]}" if bare[0] in "([" else ""
    inside = bare[1:-1] if bare[0] in "([{" else bare
    return ("{" if bare[0] == "{" else kind), [p.strip() for p in inside.split(",")]


def _zero(one: str, other: str) -> bool:
    import sympy

    try:
        difference = _sympy(parse(plain(one))) - _sympy(parse(plain(other)))
    except (ClaimError, TypeError, ZeroDivisionError):
        return one.strip() == other.strip()
    return bool(sympy.simplify(difference) == 0)


def _sympy(node: Node) -> Any:
    import sympy

    match node:
        case Num(text):
            return sympy.Rational(text)
        case Var("pi"):
            return sympy.pi
        case Var("e"):
            return sympy.E
        case Var(name):
            return sympy.Symbol(name, positive=True)
        case Op(op, args):
            made = [_sympy(a) for a in args]
            ways: dict[str, Callable[..., Any]] = {
                "+": lambda a, b: a + b,
                "-": lambda a, b: a - b,
                "*": lambda a, b: a * b,
                "/": lambda a, b: a / b,
                "**": lambda a, b: a**b,
                "neg": lambda a: -a,
                **{n: getattr(sympy, n) for n in ("sqrt", "exp", "log", "sin", "cos", "tan")},
                "ln": sympy.log,
            }
            if op not in ways:
                raise ClaimError("answer", f"{op} is no operation on numbers")
            return ways[op](*made)

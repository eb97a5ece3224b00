"""Claims of algebra and calculus in words: derivatives, integrals, roots of an equation, rules for all numbers.

`The derivative of x^3 is 3x`, `x^2 - 5x + 6 = 0 has the roots 2 and 4`, `log(a + b) equals log a + log b`: each is
tried at numbers; a derivative by a difference over a short way. Reads the formulas; decides nothing.
"""

import re
from itertools import chain

from ech0.core import mathtext
from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Num, Op, Var, evaluate, names, show
from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.premises.figures import Page
from ech0.minds.embedded.premises.notes import Notes, cited, denies

_PIECE = (
    r"(?>(?:arc)?(?:sin|cos|tan|sinh|cosh|tanh)h?\b|sqrt|ln|log|exp|pi|π|(?<![A-Za-z])[a-zA-Z]{1,3}(?![A-Za-z])"
    r"|\d+(?:\.\d+)?"
    r"|[-+*/^()·×−²³⁴√{}|])"
)
# A piece is never cut anew: else a row of digits would be tried in every way that it can be cut.
_FORM = rf"{_PIECE}(?:\s?{_PIECE}){{0,30}}"
_IS = (
    r"\s*(?:,\s*)?(?:is|equals|=|gives|yields|being|to be|was|as|is equal to|is given by)\s*(?:just |simply |always )?"
)
_TO = r"(?:\s*(?:,\s*)?(?:with respect to [a-z]|with regard to [a-z]|w\.?r\.?t\.? [a-z]|for (?:all|real|positive) x))?"
_DERIVED = re.compile(
    rf"(?:(?<!second )(?<!third )(?<!fourth )(?<!partial )(?<!th )(?<!2nd )(?<!higher )(?<!total )"
    rf"derivative of (?:f\(x\) = |y = |the function )?|\bd/dx ?(?:of )?"
    rf"|\bdifferentiating |slope function of )"
    rf"(?P<f>{_FORM}){_TO}{_IS}(?P<g>{_FORM})"
)
_INTEGRATED = re.compile(
    rf"(?:(?<!line )(?<!double )(?<!triple )(?<!surface )(?<!definite )integral of |indefinite integral of "
    rf"|antiderivative of |\bintegrating "
    rf"|primitive of )(?P<f>{_FORM}?)(?: dx)?{_TO}{_IS}(?P<g>{_FORM})"
)
_ROOTS = re.compile(
    rf"(?P<f>{_FORM})\s?=\s?(?P<h>{_FORM})\s*,? (?:has|have|having|with) (?:the |its |as |exactly |two |real )*"
    r"(?:solutions?|roots?|zeros?)(?: x)?(?: (?:at|of|are|=|being|x =))?:? (?P<one>-?\d+(?:\.\d+)?)(?: (?:and"
    r"|or) (?:x = )?(?P<two>-?\d+(?:\.\d+)?))?"
)
_RULES = re.compile(
    rf"(?<![\w'’)\]|])(?P<left>{_FORM})\s?(?:=|equals|is equal to|is the same as|always equals"
    rf"|is always equal to|is always)\s?(?P<right>{_FORM})(?!\s?[=<>≤≥])"
)
_ALWAYS = re.compile(
    r"\b(?:for (?:all|every|any|each|whatever)|always|identit(?:y|ies)|rules?|law|in general|with the formula"
    r"|expand(?:s|ed|ing)?|simplif(?:y|ies|ied|ying)|can be (?:written|split|replaced)|reduces to)\b"
)
_NARROW = re.compile(
    r"\b(?:solve|solutions?|roots?|equation|only|except|between|interval|mod(?:ulo)?|matri\w+|vectors?|sets?"
    r"|small|odd|even|acute|boolean"
    r"|if|when|where|such that|field|base|group|clock|unless|force|energy|mass|speed|velocity|triangle|circle"
    r"|function|line"
    r"|curve|parabola|plane|graph|area|volume|let|define\w*|denotes?|suppose|hypotenuse|probabilit\w+"
    r"|law of (?!log|expon|indic))\b|[<>≤≥≠]"
)
_AT = re.compile(r"(?<![A-Za-z])(?:at|for|if|per|on)(?![A-Za-z])")
_PLACED = re.compile(r"\s*,?\s*(?:when|where|evaluated|between|from|over|times|plus|minus|if|at|for [a-z] =)\b")
"""What ties a claim to one place, so that it holds for nothing else."""
_POINTS = (1.3, 2.1, 0.7)
_STEP = "0.0001"
CALCULUS = cited("a derivative is the limit of the slopes over ever shorter ways", "Hardy, Pure Mathematics (1908)")
SAME = cited("what holds for all numbers holds for any that is tried", "Hardy, Pure Mathematics (1908)")
SOLVED = cited("a root makes both sides equal", "Hardy, Pure Mathematics (1908)")


def stated(page: Page, notes: Notes) -> None:
    """Everything of this kind that the text puts forward."""
    if len(page.low) > 4000:
        return
    for start, end in page.sentences:
        said = page.low[start:end]
        if denies(said) or "$" in said or "\\" in said or re.match(r"\W*(?:is|are|does|find|what|show|prove)\b", said):
            continue
        text = page.scene.text.original[start:end]
        for found in _DERIVED.finditer(text):
            if not _PLACED.match(text, found.end()):
                _slope(_uncut(found["f"]), _tree(found["g"]), notes)
        for found in _INTEGRATED.finditer(text):
            if not _PLACED.match(text, found.end()):
                _slope(_tree(re.sub(r"\s?\+\s?[cC]$", "", _cut(found["g"]))), _uncut(found["f"]), notes)
        for found in _ROOTS.finditer(text):
            _roots(_tree(found["f"]), _tree(found["h"]), [v for v in (found["one"], found["two"]) if v], notes)
        rest = _RULES.sub(" ", said)
        if _ALWAYS.search(said) and not _NARROW.search(rest):
            for found in _RULES.finditer(text):
                _identity(found["left"], found["right"], notes)


def _cut(written: str) -> str:
    """A formula without the words that its pattern took for letters: `6 as a`, `3x and`."""
    words = re.split(
        r"\s(?=(?:a|and|is|so|for|the|at|of|to|in|we|it|as|if|by|or|on|are|i|has)\b(?!\s?[-+*/^=]))", written.strip()
    )
    return words[0].strip(" .,;")


def _uncut(written: str) -> Node | None:
    """The tree of a formula that no word breaks off: `x^2 at 3` is another thing than `x^2`."""
    return _tree(written) if _cut(written) == written.strip(" .,;") else None


def _tree(written: str) -> Node | None:
    if _AT.search(written):
        return None
    try:
        tree = mathtext.read(_cut(written))
    except ClaimError:
        return None
    return tree if len(names(tree)) <= 3 else None


def _slope(function: Node | None, slope: Node | None, notes: Notes) -> None:
    if function is None or slope is None or (names(slope) and not names(function)):
        return  # `the integral of 2x is 9` leaves its limits out
    letters = {n for n in chain(names(function), names(slope)) if n not in ("pi", "e")}
    if len(letters) != 1:
        return
    x = next(iter(letters))
    ahead, behind = (mathtext.substituted(function, x, Op(o, (Var(x), Num(_STEP)))) for o in "+-")
    gap = Op("-", (Op("/", (Op("-", (ahead, behind)), Num("0.0002"))), slope))
    for value in _POINTS:
        _tried(gap, {x: value}, "0.001", CALCULUS, "try the derivative that is stated", notes)


def _roots(left: Node | None, right: Node | None, values: list[str], notes: Notes) -> None:
    if left is None or right is None:
        return
    whole = Op("-", (left, right))
    letters = names(whole)
    if len(letters) == 1:
        for value in values:
            width = "0.02" if "." in value else "0.000001"
            _tried(whole, {next(iter(letters)): float(value)}, width, SOLVED, "try the root that is stated", notes)


def _identity(left: str, right: str, notes: Notes) -> None:
    if re.search(r"(?<![A-Za-z])(?:[A-Zf-h]\(|[a-z]\(\d)", f"{left} {right}") or re.search(r"[A-Z]", f"{left}{right}"):
        return  # a letter may be a function, or a quantity
    one, other = _uncut(left), _tree(right)
    if one is None or other is None:
        return
    letters = sorted(n for n in names(Op("-", (one, other))) if n not in ("pi", "e"))
    if not letters or not set(names(one)) & set(names(other)) or isinstance(one, Var) or len(letters) > 3:
        return  # `y = 3x` says what y is
    shared = set(names(one)) ^ set(names(other))
    if shared - {"pi", "e"}:
        return
    _tried(
        Op("-", (one, other)),
        dict(zip(letters, _POINTS, strict=False)),
        "0.000001",
        SAME,
        "try the rule that is stated",
        notes,
    )


def _tried(tree: Node, values: dict[str, float], width: str, law: str, goal: str, notes: Notes) -> None:
    try:
        evaluate(tree, values)
    except (ClaimError, ArithmeticError, ValueError):
        return  # a number at which a side has no value tells nothing
    symbols = [Symbol(name=n, unit="", meaning=f"trial value of {n}") for n in values]
    trial = [Relation(expression=f"{n} = {v!r}", text="a number is tried") for n, v in values.items()]
    notes.quantities(goal, symbols, [Relation(expression=f"abs({show(tree)}) <= {width}", text=law)], trial)

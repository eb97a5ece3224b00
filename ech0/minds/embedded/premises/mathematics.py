"""Mathematics that a text states: identities said to hold for all numbers, sums, roots that are called fractions,
primes, figures by their names, means of lists. Writes tests; works nothing out, and knows no algebra.

An identity is tried at numbers of its domain: one at which its sides differ refutes it.
"""

import re
from collections.abc import Iterator, Mapping
from math import isqrt

from ech0.core import mathtext
from ech0.core.errors import ClaimError
from ech0.core.expression import Node, Op, evaluate, names, show
from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.premises.figures import Figure, Page
from ech0.minds.embedded.premises.notes import Notes, cited, denies, wonders

_FUNCTION = r"(?:sqrt|arcsin|arccos|arctan|sin|cos|tan|log|ln|exp)"
_LETTER = r"(?<![A-Za-z'’])[a-zA-Z](?![A-Za-z'’])|(?<![A-Za-z])[abckmnxy]{2}(?![A-Za-z])"
_PIECE = rf"(?:{_FUNCTION}(?![a-z])|{_LETTER}|\d++(?:\.\d++)?+|[-+*/^()√·×−²³|])"
_SIDE = rf"{_PIECE}(?:\s?{_PIECE}){{0,40}}"
_EQUATION = re.compile(rf"(?<![\w'’)\]|_\\])(?P<left>{_SIDE})\s?=\s?(?P<right>{_SIDE})(?!\s?[=<>≤≥])")
_ALL = re.compile(
    r"\bfor (?:all|every|any|each|whatever)\b|\bidentit(?:y|ies)\b|\bholds? (?:always|generally|in general)\b"
)
_NARROW = re.compile(
    r"\b(?:which|only|except|between|interval|mod(?:ulo)?|matri\w+|vectors?|sets?|small|odd|even|prime|acute"
    r"|right|angle"
    r"|boolean|functions?|if|when|where|with|such that|field|base|group|clock|unless|nonzero [a-z] =)\b|[<>≤≥≠]"
)
_TRIED = {
    "a": 2,
    "b": 3,
    "c": 5,
    "x": 2,
    "y": 3,
    "z": 5,
    "m": 2,
    "n": 3,
    "p": 2,
    "q": 3,
    "k": 2,
    "t": 3,
    "u": 2,
    "v": 3,
}
"""At what numbers an identity is tried: positive, whole, and not equal."""
_NUMBER = r"\d{1,6}(?:\.\d{1,6})?(?:²|³|\^\d{1,2}(?!\d))?"
_SUM = re.compile(
    rf"(?<![\w.,^/*+)=×·÷√-])(?<![\d.)%*+/=×·÷^-] )(?<!\b\w"
    rf" )(?P<left>{_NUMBER}(?:\s?[-+*/×·÷−]\s?{_NUMBER}){{1,6}})\s?=\s?"
    rf"(?P<right>{_NUMBER}(?:\s?/\s?\d{{1,6}})?)(?!\s?[\w.,]*\d|[²³])(?!\s?[-+*/×·÷^=<>%!…]|\.\.\.|\s?\()"
)
_OTHER_SUMS = re.compile(
    r"\b(?:mod\w*|base|binary|octal|hex\w*|clock|congruent|puzzle|code|symbol|wrong\w*|mistake\w*|error|student|pupil"
    r"|claims?|wrote|thinks?|believes?|suppose|if|whether|true|false|field|o'clock|hours?|roman|joke|operation|defined"
    r"|vectors?|about|roughly|approximately|correct|instead|dates?|version|ratio|scale|score)\b|≈|≡"
)
_EXACT = re.compile(r"\b(?:exactly|precisely|the fraction|the ratio|no more and no less|without any remainder)\b")
_ROUGH = re.compile(r"\b(?:about|approximat\w+|roughly|nearly|close|almost|around|some|differ\w*|not)\b|≈")
_CONSTANTS = {"pi": "3.141592653589793", "π": "3.141592653589793", "e": "2.718281828459045"}
_ROOT = re.compile(
    r"(?:(?P<kind>square|cube) root of (?P<n>\d{1,5}|two|three|five|six|seven|ten)|√\s?\(?(?P<m>\d{1,5})\)?"
    r"|(?P<c>\bpi\b|π))"
    r"[^.;?!\d]{0,60}$"
)
_SMALL = {"two": 2, "three": 3, "five": 5, "six": 6, "seven": 7, "ten": 10}
_PRIME = re.compile(r"\bprime(?: numbers?)?,?\s*$")
_IS_PRIME = re.compile(
    r"^\s*(?:is|being|,? which is|,) (?:a |itself (?:a )?)?prime(?: number)?\b(?! (?:factor|divisor|power|to))"
)
_GONS: Mapping[str, int] = {
    "triangle": 3, "quadrilateral": 4, "square": 4, "pentagon": 5, "hexagon": 6, "heptagon": 7, "octagon": 8,
    "nonagon": 9, "decagon": 10, "hendecagon": 11, "dodecagon": 12, "icosagon": 20,
}  # fmt: skip
_SOLIDS: Mapping[str, tuple[int, int, int]] = {
    "tetrahedron": (4, 6, 4), "cube": (8, 12, 6), "cuboid": (8, 12, 6), "octahedron": (6, 12, 8),
    "dodecahedron": (20, 30, 12), "icosahedron": (12, 30, 20), "triangular prism": (6, 9, 5),
    "hexagonal prism": (12, 18, 8), "pentagonal prism": (10, 15, 7), "square pyramid": (5, 8, 5),
}  # fmt: skip
"""Corners, edges, faces."""
_PARTS = {"vertices": 0, "corners": 0, "vertexes": 0, "edges": 1, "faces": 2}
_CUT = re.compile(
    r"\b(?:cut|truncat\w+|paint\w*|star|stellat\w+|concave|cubes|net|sliced?|two|joined|glued|missing|other)\b"
)
EUCLID = "Euclid, Elements"


def stated(page: Page, notes: Notes) -> None:
    """Everything of this kind that the text puts forward."""
    if len(page.low) > 4000:
        return
    _identities(page, notes)
    _sums(page, notes)
    _roots(page, notes)
    _primes(page, notes)
    _polygons(page, notes)
    _solids(page, notes)
    _averages(page, notes)


def _said(page: Page) -> Iterator[tuple[int, int, str]]:
    for start, end in page.sentences:
        said = page.low[start:end]
        if not denies(said) and not wonders(said) and not re.match(r"\W*(?:is|are)\b", said):
            yield start, end, said


def _identities(page: Page, notes: Notes) -> None:
    text = page.scene.text.original
    for start, end, said in _said(page):
        if not _ALL.search(said) or _NARROW.search(_EQUATION.sub(" ", said)):
            continue
        for found in _EQUATION.finditer(text[start:end]):
            tree = _tree(found["left"], found["right"])
            letters = sorted(names(tree)) if tree else []
            if tree is None or not letters or not set(letters) <= _TRIED.keys():
                continue
            _try(tree, {n: float(_TRIED[n]) for n in letters}, notes)
            if re.search(r"\b(?:real|all numbers|any number|every number|integers)\b", said) and "positive" not in said:
                _try(tree, {n: _TRIED[n] * (-1.0 if n == letters[0] else 1.0) for n in letters}, notes)


def _try(tree: Node, values: Mapping[str, float], notes: Notes) -> None:
    try:
        evaluate(tree, values)
    except ClaimError:
        return  # a number at which a side has no value tells nothing
    symbols = [Symbol(name=n, unit="", meaning=f"trial value of {n}") for n in values]
    trial = [Relation(expression=f"{n} = {v!r}", text="a number is tried") for n, v in values.items()]
    law = cited("what holds for all numbers holds for any that is tried", "Hardy, Pure Mathematics (1908)")
    rule = Relation(expression=f"abs({show(tree)}) <= 0.000001", text=law)
    notes.quantities("try the identity that is stated", symbols, [rule], trial)


def _tree(left: str, right: str) -> Node | None:
    """The difference of two sides; nothing where a letter may be a function, or what is not understood."""
    whole = f"{left} = {right}"
    for letter in re.findall(r"(?<![A-Za-z])([a-zA-Z])\(", whole):
        if not re.search(rf"(?<![A-Za-z]){letter}(?![A-Za-z(])", whole):
            return None
    try:
        return Op("-", (mathtext.read(left), mathtext.read(right)))
    except ClaimError:
        return None


def _sums(page: Page, notes: Notes) -> None:
    if _OTHER_SUMS.search(page.low):
        return
    for start, end, _ in _said(page):
        for found in _SUM.finditer(page.low[start:end]):
            left, right = (
                re.sub("[×·]", "*", found[side])
                .replace("÷", "/")
                .replace("−", "-")
                .replace("²", "^2")
                .replace("³", "^3")
                for side in ("left", "right")
            )
            loose = "." in found.group() or ("/" in left or "/" in right)
            exact = "/" in right and "." not in found.group()
            width = "0.0000001" if exact or not loose else "0.015"
            law = cited("the rules of reckoning", "Peano, Arithmetices principia (1889)")
            test = Relation(expression=f"abs(({left}) - total) <= {width} * abs({left}) + {width}", text=law)
            total = Symbol(name="total", unit="", meaning="sum that is stated")
            notes.quantities(
                "work out the sum that is stated",
                [total],
                [test],
                [Relation(expression=f"total = {right}", text="the result is read")],
            )


def _roots(page: Page, notes: Notes) -> None:
    for figure in page.figures:
        start, end = page.within(figure.start)
        said, head = page.low[start:end], page.low[start : figure.start]
        found = _ROOT.search(head)
        if not found or not figure.fits("") or not _EXACT.search(said) or _ROUGH.search(said) or denies(said):
            continue
        if not re.search(r"\b(?:is|equals?|as|=)", head[found.start() :]) or re.search(r"\bof\b\s*$", head):
            continue
        value, spelled = figure.exact("stated", "", "value that is stated")
        if found["c"]:
            law = f"abs(stated - {_CONSTANTS[found['c']]}) <= 0.000000000001"
        else:
            under = found["n"] or found["m"]
            power = 3 if found["kind"] == "cube" else 2
            law = f"abs(stated^{power} - {_SMALL.get(under, under)}) <= 0.000000000001"
        text = cited("a root taken as often as it is one gives back the number", f"{EUCLID} X")
        notes.quantities("test the value that is called exact", [value], [Relation(expression=law, text=text)], spelled)


def _primes(page: Page, notes: Notes) -> None:
    for figure in page.figures:
        start, end = page.within(figure.start)
        said = page.low[start:end]
        number = figure.given.entry.quantity.value if figure.given and figure.given.entry.quantity else 0.0
        called = _PRIME.search(page.low[start : figure.start]) or _IS_PRIME.match(page.low[figure.end : end])
        if not called or not figure.fits("") or not 3 < number < 10**6 or not number.is_integer() or denies(said):
            continue
        if re.search(
            r"\b(?:relatively|co-?prime|factors?|divisors?|if|whether|first|below|under|up to)\b", said
        ) or wonders(said):
            continue
        part = next((d for d in range(2, isqrt(int(number)) + 1) if int(number) % d == 0), None)
        if part is None:
            continue
        value, spelled = figure.exact("n", "", "number that is called prime")
        divisor = Symbol(name="d", unit="", meaning="smaller number that may divide it")
        other = Symbol(name="k", unit="", meaning="how often it would go")
        relations = [*spelled, Relation(expression=f"d = {part}", text="a divisor is tried")]
        relations.append(Relation(expression=f"k = {int(number) // part}", text="how often it goes is tried"))
        law = cited("a prime number is no product of smaller ones", f"{EUCLID} VII, def. XI")
        rule = Relation(expression="abs(n - d * k) >= 0.5", text=law)
        notes.quantities("test the number that is called prime", [value, divisor, other], [rule], relations)


def _polygons(page: Page, notes: Notes) -> None:
    named = [n for n in _GONS if re.search(rf"\b{n}\b", page.low)]
    if len(named) != 1 or _CUT.search(page.low) or re.search(r"spher|hyperbol|reflex|exterior|outer", page.low):
        return
    sides, name = _GONS[named[0]], named[0]
    for figure in page.figures:
        start, end = page.within(figure.start)
        said, head, tail = page.low[start:end], page.low[start : figure.start], page.low[figure.end : end]
        if denies(said) or wonders(said) or page.asks(figure.start):
            continue
        law = ""
        if (
            figure.fits("")
            and re.search(rf"\b{name} (?:has|with|having) (?:exactly )?$", head)
            and (m := re.match(r"\s*(diagonals|sides|corners|vertices)\b", tail))
        ):
            count = sides * (sides - 3) // 2 if m[1] == "diagonals" else sides
            law = f"abs(stated - {count}) <= 0.0001"
        elif figure.fits("rad") and re.search(
            r"\b(?:sum|total) of (?:the |its )?(?:interior |inner )?angles\b|\bangles [^.;]{0,20}(?:add|sum)", head
        ):
            law = f"abs(stated - {sides - 2} * 3.141592653589793) <= 0.002"
        elif (
            (figure.fits("rad")
            and re.search(rf"\b(?:each|every) (?:interior |inner )?angle of (?:a|the) regular {name}\b", head))
            or (figure.fits("rad") and re.search(rf"\bregular {name} has (?:interior |inner )?angles of $", head))
        ):
            law = f"abs(stated - {sides - 2} * 3.141592653589793 / {sides}) <= 0.01"
        if law:
            unit = "rad" if figure.fits("rad") else ""
            value, spelled = figure.exact("stated", unit, "number that is stated")
            text = cited(f"the sides of a {name} are counted", f"{EUCLID} I, prop. XXXII")
            notes.quantities(f"count what a {name} has", [value], [Relation(expression=law, text=text)], spelled)


def _solids(page: Page, notes: Notes) -> None:
    named = [n for n in _SOLIDS if re.search(rf"\b{n}\b", page.low)]
    if len(named) != 1 or _CUT.search(page.low):
        return
    name = named[0]
    for figure in page.figures:
        start, end = page.within(figure.start)
        part = re.match(
            r"\s*(vertices|vertexes|corners|edges|faces)\b(?! (?:of the|meet|are))", page.low[figure.end : end]
        )
        head = page.low[start : figure.start]
        if (
            not part
            or not figure.fits("")
            or not re.search(rf"\b{name} (?:has|with|having|have)\b[^.;?!]{{0,40}}$", head)
            or denies(head)
        ):
            continue
        if re.search(r"\beach\b|\bmeet|\bper\b", head):
            continue
        value, spelled = figure.exact("stated", "", f"{part[1]} that are stated")
        law = Relation(
            expression=f"abs(stated - {_SOLIDS[name][_PARTS[part[1]]]}) <= 0.0001",
            text=cited(f"the {part[1]} of a {name} are counted", f"{EUCLID} XIII"),
        )
        notes.quantities(f"count what a {name} has", [value], [law], spelled)


_LIST = re.compile(
    r"\b(?P<what>mean|average|median|sum|arithmetic mean)(?: value)? of(?: the (?:\w+ ){0,2}?(?:numbers|values"
    r"|data))?:?\s*$"
)
_OTHER_MEAN = re.compile(r"\b(?:geometric|harmonic|weighted|quadratic|moving|squares|rms|trimmed|about|modulo)\b")


def _averages(page: Page, notes: Notes) -> None:
    figures = page.figures
    for at, figure in enumerate(figures):
        start, end = page.within(figure.start)
        lead = _LIST.search(page.low[start : figure.start])
        said = page.low[start:end]
        if not lead or not figure.fits("") or _OTHER_MEAN.search(said) or denies(said) or wonders(said):
            continue
        listed = [figure]
        for other in figures[at + 1 :]:
            gap = page.low[listed[-1].end : other.start]
            if other.start >= end or not other.fits("") or not re.fullmatch(r"\s?(?:,|and|, and|;)\s?", gap):
                break
            listed.append(other)
        after = figures[at + len(listed) : at + len(listed) + 1]
        if (
            len(listed) < 2
            or not after
            or not re.fullmatch(r"\s(?:is|was|equals|=)(?: exactly)?\s", page.low[listed[-1].end : after[0].start])
        ):
            continue
        _average(lead["what"], listed, after[0], notes)


def _average(what: str, listed: list[Figure], stated: Figure, notes: Notes) -> None:
    pairs = [f.exact(f"x{n}", "", "number of the list") for n, f in enumerate(listed, 1)]
    value, spelled = stated.exact("stated", "", f"{what} that is stated")
    relations = [*(r for _, rows in pairs for r in rows), *spelled]
    total = " + ".join(s.name for s, _ in pairs)
    if what == "median":
        order = sorted(range(len(listed)), key=lambda n: _value(listed[n]))
        middle = order[(len(order) - 1) // 2 : len(order) // 2 + 1]
        total, count = " + ".join(pairs[n][0].name for n in middle), len(middle)
    else:
        count = 1 if what == "sum" else len(listed)
    law = cited(f"the {what} follows from the numbers", "ISO 3534-1")
    rule = Relation(expression=f"abs(stated - ({total}) / {count}) <= 0.02 * abs(stated) + 0.01", text=law)
    notes.quantities(f"work out the {what} of the numbers", [*(s for s, _ in pairs), value], [rule], relations)


def _value(figure: Figure) -> float:
    quantity = figure.given.entry.quantity if figure.given else None
    return quantity.value if quantity else figure.value

"""Sizes in sentences as one word each: `over 10 kg` is `#is-weight-gt-10`, `aged 70` is `#is-age-eq-70`. No grammar.

A size is a dimension, a sign (`eq`, `gt`, `ge`, `lt`, `le`) and a number in one unit of that dimension. Two sizes of
one dimension imply, exclude or complete one another by their numbers alone. Factors of units: [BIPM2019]_ and, for the
customary ones, [NIST811]_.

References:
    .. [BIPM2019] The International System of Units, 9th edition (2019).
    .. [NIST811] A. Thompson, B. Taylor, NIST SP 811 (2008), appendix B.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.prose import lexicon as lex

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(reversed(_ONES[1:]))})"
_NUM = rf"(?:\d+(?:\.\d+)?|{_WORD})(?: (?:hundred|thousand))?(?![\w%])"
_UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys("kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes".split(), ("weight", 1.0)),
    **dict.fromkeys("g gram grams gramme grammes".split(), ("weight", 0.001)),
    **dict.fromkeys("tonne tonnes".split(), ("weight", 1000.0)),
    **dict.fromkeys("lb lbs".split(), ("weight", 0.45359237)),
    **dict.fromkeys("mm millimetre millimetres millimeter millimeters".split(), ("length", 0.001)),
    **dict.fromkeys("cm centimetre centimetres centimeter centimeters".split(), ("length", 0.01)),
    **dict.fromkeys("m metre metres meter meters".split(), ("length", 1.0)),
    **dict.fromkeys("km kilometre kilometres kilometer kilometers".split(), ("length", 1000.0)),
    **dict.fromkeys("mile miles".split(), ("length", 1609.344)),
    **dict.fromkeys("foot feet ft".split(), ("length", 0.3048)),
    **dict.fromkeys("inch inches".split(), ("length", 0.0254)),
    **dict.fromkeys("litre litres liter liters".split(), ("volume", 1.0)),
    **dict.fromkeys("year years".split(), ("time", 365.25)),
    **dict.fromkeys("month months".split(), ("time", 365.25 / 12)),
    **dict.fromkeys("week weeks".split(), ("time", 7.0)),
    **dict.fromkeys("day days".split(), ("time", 1.0)),
    **dict.fromkeys("hour hours".split(), ("time", 1 / 24)),
    **dict.fromkeys("minute minutes min mins".split(), ("time", 1 / 1440)),
    **dict.fromkeys("pounds pound euros euro dollars dollar".split(), ("money", 1.0)),
}
_UNIT = rf"(?:{'|'.join(sorted(_UNITS, key=len, reverse=True))})\b"
_LESS = r"(?:under|below|less than|fewer than|lower than|beneath|short of)"
_OVER = r"(?:over|above|more than|greater than|in excess of|exceeding|beyond|higher than)"
_CMP = (
    ("ge", r"(?:at least|no less than|not less than|no fewer than|not under|a minimum of|minimum)"),
    ("le", r"(?:at most|up to|no more than|not more than|not over|a maximum of|maximum)"),
    ("gt", _OVER),
    ("lt", _LESS),
    ("eq", r"(?:exactly|precisely|only|just|now|already|still|about to be)"),
)
_SIGN = rf"(?P<cmp>{'|'.join(p for _, p in _CMP)})"
_TAIL = (
    r"(?:,? (?:or|and) (?P<tail>more|over|above|older|up|upwards|heavier|longer|taller|less|under|below|younger"
    r"|lighter|shorter"
    r"|fewer)\b)"
)
_KIND = {"tall": "height", "high": "height", "wide": "width", "deep": "depth", "thick": "depth", "old": "age",
         "of age": "age", "in length": "length", "in weight": "weight", "in height": "height", "in width": "width",
         "long": "", "away": "", "in size": "", "each": ""}  # fmt: skip
_AFTER = rf"(?:[ -](?P<after>{'|'.join(sorted(_KIND, key=len, reverse=True))})\b)"
_THAN = {"older": ("gt", "age"), "younger": ("lt", "age"), "heavier": ("gt", "weight"), "lighter": ("lt", "weight"),
         "longer": ("gt", ""), "shorter": ("lt", ""), "taller": ("gt", "height"), "higher": ("gt", "height"),
         "wider": ("gt", "width"), "narrower": ("lt", "width"), "deeper": ("gt", "depth"), "bigger": ("gt", ""),
         "larger": ("gt", ""), "smaller": ("lt", ""), "farther": ("gt", ""), "further": ("gt", "")}  # fmt: skip
_UP = frozenset("more over above older up upwards heavier longer taller".split())
_BREAK = (
    r"(?=\s*(?:$|[.,;:?!)]|(?:and|but|or|who|that|which|is|are|was|were|has|have|so|may|can|must|do|does|did|to)\b))"
)
_MONEY = r"(?:[£$€] ?(?P<n>\d+(?:\.\d+)?))"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(p, re.IGNORECASE), kind)
    for p, kind in (
        (r"\b(?:the )?(?P<cmp>under|over)[- ](?P<n>\d{1,3})s\b", "crowd"),
        (rf"\b(?P<n>{_NUM})[- ](?:years?|yrs?)[- ]olds?{_TAIL}?", "aged"),
        ((rf"\b(?P<than>{'|'.join(_THAN)}) than (?:the age of )?(?P<n>{_NUM}|an?)(?:[ -](?P<u>{_UNIT}))?"
          r"(?: (?:of age|old))?"), "than"),
        (rf"\b(?:(?P<lead>{_OVER}|{_LESS}|at least|at most) )?the ages? of (?P<n>{_NUM}){_TAIL}?", "aged"),
        ((r"\b(?P<turn>turned|turns|turning|has reached|have reached|reaches|reached|has turned|has just turned) "
          rf"(?P<n>{_NUM})(?! ?(?:{_UNIT}|[£$€%]))"), "aged"),
        (rf"\baged? (?:{_SIGN} )?(?P<n>{_NUM})(?: years(?: old)?)?{_TAIL}?(?! {_UNIT})", "aged"),
        (rf"\b(?:{_SIGN} )?(?P<n>{_NUM}) years old{_TAIL}?", "aged"),
        (rf"\b(?:{_SIGN} )?(?P<n>{_NUM}) years of age{_TAIL}?", "aged"),
        (rf"\b(?P<n>{_NUM}),? (?:or|and) (?P<tail>older|younger)\b", "aged"),
        (rf"(?:{_SIGN} )?{_MONEY}(?!\w|%|\.\d){_TAIL}?", "money"),
        (rf"\b(?:{_SIGN} )?(?P<n>{_NUM})[- ](?P<u>{_UNIT}){_AFTER}?{_TAIL}?", "size"),
        (rf"\b(?P<be>is|are|was|were|be)(?P<no> not)? (?:{_SIGN} )?(?P<n>{_NUM}){_TAIL}?{_BREAK}", "bare"),
        (rf"\b(?P<cmp>{_OVER}|{_LESS}) (?P<n>{_NUM})(?: (?P<next>[a-z]+))?", "bare"),
    )
)  # fmt: skip
_VERBS = (
    (re.compile(r"\b(?:weighs?|weighed|costs?|measures?)(?= #is-)", re.IGNORECASE), "weigh"),
    (re.compile(r"\b(?:weighing|costing|measuring|priced at|valued at|worth|for|of)(?= #is-)", re.IGNORECASE), "with"),
)
_DO = re.compile(r"\b(?:not|to|do|does|did|can|may|must|will|would|should)\s*$", re.IGNORECASE)


_SIZE = re.compile(r"#is-(\w+)-(eq|gt|ge|lt|le)-(\d[\d.]*(?:e[+-]?\d+)?)")


class Size(NamedTuple):
    """A size: its dimension, the sign and the number."""

    kind: str
    sign: str
    value: float


def number(text: str) -> float:
    """The number that a word or figures say; `a` is one."""
    low = text.lower().strip()
    times = 1000.0 if low.endswith(" thousand") else 100.0 if low.endswith(" hundred") else 1.0
    low = low.removesuffix(" thousand").removesuffix(" hundred")
    if low in ("a", "an"):
        return times
    if low[:1].isdigit():
        return float(low) * times
    ten, _, one = low.replace(" ", "-").partition("-")
    whole = _TENS.get(ten, 0) if ten in _TENS else _ONES.index(ten)
    return float(whole + (_ONES.index(one) if one else 0)) * times


def sized(sentence: str) -> str:
    """A sentence with every size in one word."""
    if not re.search(rf"\d|\b{_WORD}\b|\b(?:than|age)\b", sentence, re.IGNORECASE):
        return sentence
    sentence = re.sub(r"(?<=\d),(?=\d{3}\b)", "", sentence)
    for pattern, kind in _RULES:
        sentence = pattern.sub(lambda m, k=kind: _put(m, k), sentence)  # type: ignore[misc]
    sentence = _VERBS[0][0].sub(lambda m: _be(m, sentence), sentence)
    return _VERBS[1][0].sub("", sentence).replace("  ", " ")


def _be(m: re.Match[str], sentence: str) -> str:
    if _DO.search(sentence[: m.start()]):
        return "be"
    return "was" if m[0].endswith("ed") else "is" if m[0].endswith("s") else "are"


def _put(m: re.Match[str], kind: str) -> str:
    got = {k: v for k, v in m.groupdict().items() if v}
    value, sign = number(got["n"]), _sign(got)
    if kind == "crowd":
        return f"people {_word('age', sign, value)}"
    if kind == "aged":
        return f"{'is ' if 'turn' in got else ''}{_word('age', sign, value)}"
    if kind == "money":
        return _word("money", sign, value)
    if kind == "bare" and "next" in got:
        after = got["next"].lower()
        verbal = lex.verb(after) and " than" not in got["cmp"].lower()
        counted = lexis.plural(after) and not verbal and after not in lex.COPULA | lex.HAVE | lex.DO
        return m[0] if counted else f"{_word('bare', sign, value)} {got['next']}"
    if kind == "bare":
        led = f"{got.get('be', '')}{got.get('no', '')} " if "be" in got else ""
        return led + _word("bare", sign, value)
    unit = got.get("u", "").lower()
    if kind == "than":
        sign, what = _THAN[got["than"].lower()]
        if not unit and what != "age":
            return m[0]
        dimension, factor = _UNITS.get(unit, ("time", 365.25))
        what = what or dimension
        if what == "age" and dimension != "time":
            return m[0]
        return _word(what, sign, value * factor / (365.25 if what == "age" else 1))
    dimension, factor = _UNITS[unit]
    what = _KIND.get(got.get("after", "").lower(), "") or dimension
    if dimension == "time" and what != "age":
        return m[0]  # `for three years` says how long, not how large
    return _word(what, sign, value * factor / (365.25 if what == "age" else 1))


def _sign(got: dict[str, str]) -> str:
    said = (got.get("cmp") or got.get("lead") or "").lower()
    tail = got.get("tail", "").lower()
    if tail:
        return "ge" if tail in _UP else "le"
    return next((s for s, p in _CMP if said and re.fullmatch(p, said)), "eq")


def _word(kind: str, sign: str, value: float) -> str:
    return f"#is-{kind}-{sign}-{value:.6g}"


def read(word: str) -> Size | None:
    """The size that a word says, if it says one."""
    found = _SIZE.fullmatch(word)
    return Size(found[1], found[2], float(found[3])) if found else None


def of_one_kind(tokens: Sequence[Sequence[str]]) -> list[list[str]]:
    """Sizes of kinds that can only be one: bare numbers beside ages are ages, lengths beside heights are heights."""
    kinds = {s.kind for w in tokens for x in w if (s := read(x))}
    tall = kinds & {"height", "width", "depth"}
    for loose, plain in (("bare", "age"), ("length", tall.pop() if len(tall) == 1 else "")):
        if {loose, plain} <= kinds:
            tokens = [[x.replace(f"#is-{loose}-", f"#is-{plain}-") for x in w] for w in tokens]
    return [list(w) for w in tokens]


def implies(a: Size, b: Size) -> bool:
    """Whether whatever is of the first size is of the second."""
    return a.kind == b.kind and _within(_span(a), _span(b))


def excludes(a: Size, b: Size) -> bool:
    """Whether nothing is of both sizes."""
    if a.kind != b.kind:
        return False
    (x1, o1, y1, p1), (x2, o2, y2, p2) = _span(a), _span(b)
    low, high = max(x1, x2), min(y1, y2)
    if low > high:
        return True
    shut = (o1 and x1 == low) or (o2 and x2 == low) or (p1 and y1 == high) or (p2 and y2 == high)
    return low == high and shut


def completes(a: Size, b: Size) -> bool:
    """Whether whatever is not of the first size is of the second."""
    pairs = ({"gt", "le"}, {"ge", "lt"}, {"gt", "lt"}, {"ge", "le"}, {"ge", "gt"})
    if a.kind != b.kind or "eq" in (a.sign, b.sign) or a.sign[0] == b.sign[0] or {a.sign, b.sign} not in pairs:
        return False
    up, down = (a, b) if a.sign[0] == "g" else (b, a)
    return up.value < down.value or (up.value == down.value and (up.sign == "ge" or down.sign == "le"))


def _span(s: Size) -> tuple[float, bool, float, bool]:
    """From where to where, and whether either end is left out."""
    inf = float("inf")
    return {
        "eq": (s.value, False, s.value, False),
        "gt": (s.value, True, inf, True),
        "ge": (s.value, False, inf, True),
        "lt": (-inf, True, s.value, True),
        "le": (-inf, True, s.value, False),
    }[s.sign]


def _within(a: tuple[float, bool, float, bool], b: tuple[float, bool, float, bool]) -> bool:
    low = a[0] > b[0] or (a[0] == b[0] and (a[1] or not b[1]))
    high = a[2] < b[2] or (a[2] == b[2] and (a[3] or not b[3]))
    return low and high


def same_but(one: Iterable[str], other: Iterable[str]) -> tuple[Size, Size] | None:
    """The sizes of two predicates that differ in nothing else."""
    a, b = list(one), list(other)
    mine, theirs = [w for w in a if read(w)], [w for w in b if read(w)]
    if len(mine) != 1 or len(theirs) != 1 or [w for w in a if w not in mine] != [w for w in b if w not in theirs]:
        return None
    x, y = read(mine[0]), read(theirs[0])
    return (x, y) if x and y and x.kind == y.kind else None

"""A small language for conditions on the numbers of lab results, read into a tree. Knows no table and no SQL.

    glucose reduced by 50 %                        against the lab's standard input, or the first result that differs
    glucose reduced by at least 50 % against run K  in that input alone; or against a result that is named
    temperature between 300 and 350 K and not pressure above 2 atm
    (lab = enzyme_kinetics or lab = titration_ph) and output ph < 7
    substrate halved, dose increased 3-fold, oxygen reduced to 20 % of its standard

`50 %` means 49.5 to 50.5 %: half a unit of the last figure written; `about` means a tenth of it either way.
"""

import re

from ech0.core.errors import InputError
from ech0.core.types import Quantity
from ech0.core.units import dimension, exists, si
from memory.conditions import Both, Change, Condition, Lab, Not, Role, Value

LONGEST, DEEPEST, MOST = 1000, 20, 50
Ends = tuple[bool, bool]
HELP = (
    "write it as 'glucose reduced by 50 %', 'temperature > 300 K', 'pressure between 1 and 2 atm', 'lab = NAME', "
    "joined by and, or, not and brackets"
)

_TOKEN = re.compile(
    r"\s*(?P<t>(?<=\brun\s)[\w.-]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?=[^\w.]|[-a-zA-Zµ°%]|$)|<=|>=|!=|==|[<>=()≤≥≠~±]"
    r"|[^\s()<>=!≤≥≠~±,;?]+|[,;?])"
)
_LEAD = re.compile(
    r"^\s*(?:please\s+)?(?:(?:find|show|list|give)\s+)?(?:me\s+)?(?:all\s+)?(?:the\s+)?(?:similar\s+)?"
    r"(?:(?:experiments?|runs?|results?|lab\s+(?:runs?|results?))\s+)?(?:(?:across|of|in|from)\s+(?:all\s+)?(?:the\s+)?labs\s+)?"
    r"(?:where|in\s+which|whose|with|when)\s+",
    re.IGNORECASE,
)
_BE = frozenset("was is were are be been has had have got being by".split())
_DOWN = frozenset("reduced decreased lowered cut fell dropped diminished reduction lower down".split())
_UP = frozenset("increased raised rose grew elevated higher up".split())
_TIMES = {"halved": 0.5, "doubled": 2.0, "tripled": 3.0, "quartered": 0.25, "quadrupled": 4.0}
_PART = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "tenth": 0.1}
_ENDS = frozenset((*"and or ) against versus vs compared relative than".split(), "", ",", ";", "?"))
_SIGNS = dict.fromkeys(("=", "==", "is", "was", "equals", "equal", "to"), "=")


def read(text: str) -> Condition:
    """Read a condition; raises `InputError` with field `where` that says what was not understood."""
    if len(text) > LONGEST:
        raise InputError("where", text, f"a condition has at most {LONGEST} characters")
    found = _Reader(_LEAD.sub("", text, count=1))
    tree = found.either(0)
    if found.peek() not in ("", "?"):
        raise found.lost(found.peek())
    return tree


class _Reader:
    """Tokens read from left to right."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.count = text, 0, 0
        self.tokens = [m["t"] for m in _TOKEN.finditer(text)]
        if not self.tokens:
            raise InputError("where", text, HELP)

    def peek(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.tokens[at].lower() if at < len(self.tokens) else ""

    def take(self, *words: str) -> bool:
        """Go over `words` if they are what comes next."""
        if all(self.peek(n) == word for n, word in enumerate(words)):
            self.at += len(words)
            return True
        return False

    def lost(self, token: str) -> InputError:
        return InputError("where", self.text, f"{token or 'its end'!r} was not understood; {HELP}")

    def either(self, depth: int) -> Condition:
        parts = [self.every(depth)]
        while self.take("or"):
            parts.append(self.every(depth))
        return parts[0] if len(parts) == 1 else Both(tuple(parts), every=False)

    def every(self, depth: int) -> Condition:
        parts = [self.one(depth)]
        while self.take("and") or self.take(","):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else Both(tuple(parts), every=True)

    def one(self, depth: int) -> Condition:
        self.count += 1
        if depth > DEEPEST or self.count > MOST:
            raise InputError("where", self.text, f"at most {MOST} conditions, {DEEPEST} brackets deep")
        if self.take("not"):
            return Not(self.one(depth + 1))
        if self.take("("):
            inner = self.either(depth + 1)
            if not self.take(")"):
                raise self.lost(self.peek())
            return inner
        if self.peek() == "lab" and self.peek(1) in ("=", "is", "=="):
            self.at += 2
            name = self.peek()
            if not re.fullmatch(r"\w+", name):
                raise self.lost(name)
            self.at += 1
            return Lab(name)
        return self.condition()

    def condition(self) -> Condition:
        role: Role = ""
        if self.peek() in ("input", "output") and self.peek(1) not in _RELATIONS:
            role = "input" if self.peek() == "input" else "output"
            self.at += 1
        words: list[str] = []
        stops = _RELATIONS | {"and", "or", "(", ")", ""}
        while self.peek() not in stops and not (words and re.match(r"[-+]?\.?\d", self.peek())):
            words.append(self.peek())
            self.at += 1
        name = "_".join(w for word in words for w in re.split(r"[\s_-]+", word) if w not in ("the", "of", "a", ""))
        if not name:
            raise self.lost(self.peek())
        while self.peek() in _BE and self.peek(1) in _RELATIONS | frozenset(("not",)):
            self.at += 1
        if self.take("not"):
            return Not(self.relation(name, role))
        return self.relation(name, role)

    def relation(self, name: str, role: Role) -> Condition:
        word = self.peek()
        if word in _TIMES:
            self.at += 1
            return self.against(name, role, _TIMES[word], _TIMES[word], spread=1e-6)
        if word in _DOWN or word in _UP or word == "changed":
            self.at += 1
            return self.change(name, role, word)
        return self.value(name, role)

    def change(self, name: str, role: Role, word: str) -> Condition:
        sign = -1 if word in _DOWN else 1
        if self.peek() in _ENDS:
            low, high = (0.0, 1.0) if sign < 0 else (1.0, _INF)
            return self.against(name, role, low, high, ends=(sign < 0, sign > 0))
        if self.take("to"):
            mark = self.at
            low, high, ends, unit = self.range()
            if unit != "%":
                self.at = mark
                return self.value(name, role)
            return self.against(name, role, low / 100, high / 100, ends=ends)
        self.take("by")
        article = self.peek() in ("a", "one") and self.peek(1) in _PART
        if article or self.peek() in _PART:
            self.at += article
            part = _PART[self.peek()]
            self.at += 1
            return self.against(name, role, 1 + sign * part, 1 + sign * part, spread=1e-6)
        fold = self.take("a", "factor", "of")
        low, high, ends, unit = self.range()
        if fold or unit == "fold":
            low, high = (low, high) if sign > 0 else (1 / high if high else _INF, 1 / low if low else _INF)
            return self.against(name, role, low, high, ends=ends if sign > 0 else ends[::-1])
        if unit != "%":
            raise InputError("where", self.text, f"{word} by what share? Write it as '{name} {word} by 50 %'")
        low, high = low / 100, high / 100
        if word == "changed":
            up = self.against(name, role, 1 + low, 1 + high, ends=ends)
            down = Change(name, role, up.base, max(0.0, 1 - high), 1 - low, ends[1], ends[0])
            return Both((down, up), every=False)
        if sign < 0:
            return self.against(name, role, max(0.0, 1 - high), 1 - low, ends=(ends[1], ends[0]))
        return self.against(name, role, 1 + low, 1 + high, ends=ends)

    def against(
        self, name: str, role: Role, low: float, high: float, *, spread: float = 0.0, ends: Ends = (True, True)
    ) -> Change:
        """A change within these ratios to what comes next in the text."""
        return Change(name, role, self.base(), low * (1 - spread), high * (1 + spread), *ends)

    def base(self) -> str:
        """`against run K`, `compared with its standard`, `of the first`; `either` if nothing is said."""
        if self.peek() in ("against", "versus", "vs", "relative", "compared", "of", "from", "than"):
            self.at += 1
            while self.peek() in ("to", "with", "its", "the", "in"):
                self.at += 1
            word = self.peek()
            self.at += 1
            if word in ("standard", "default", "normal", "baseline"):
                return "standard"
            if word in ("first", "control", "earliest"):
                return "first"
            if word == "run" and re.fullmatch(r"\w[\w.-]{0,99}", self.peek()):
                self.at += 1
                return self.tokens[self.at - 1]
            raise self.lost(word)
        return "either"

    def value(self, name: str, role: Role) -> Value:
        """An absolute value, to nine figures unless a range is written."""
        unequal = self.take("!=") or self.take("≠")
        if not unequal and _SIGNS.get(self.peek()) == "=":
            self.at += 1
        low, high, ends, unit = self.range(exact=True)
        unit = "percent" if unit == "%" else unit
        low, high = (x if abs(x) == _INF else si(Quantity(value=x, unit=unit)) for x in (low, high))
        return Value(name, role, dimension(unit), low, high, *ends, equal=not unequal)

    def range(self, *, exact: bool = False) -> tuple[float, float, Ends, str]:
        """`at least 50 %`, `between 1 and 2 atm`, `about 5`, `5 ± 1 K`: low, high, whether the ends are in, unit."""
        kind = next((kind for words, kind in _KINDS if self.take(*words)), "")
        number, half = self.number()
        if kind == "between":
            return self.between(number)
        if self.take("±"):
            half, _ = self.number()
        elif kind == "about":
            half = abs(number) / 10
        elif exact:
            half = abs(number) * 1e-9
        unit = self.unit()
        if kind in (">", ">="):
            return number, _INF, (kind == ">=", True), unit
        if kind in ("<", "<="):
            return -_INF if exact else 0.0, number, (True, kind == "<="), unit
        return number - half, number + half, (True, True), unit

    def between(self, low: float) -> tuple[float, float, Ends, str]:
        """The second half of `between 1 and 2 atm`."""
        first = self.unit()
        if not (self.take("and") or self.take("to")):
            raise self.lost(self.peek())
        high, _ = self.number()
        unit = self.unit()
        if first not in ("", unit):
            raise InputError("where", self.text, "write both ends in one unit")
        if high < low:
            raise InputError("where", self.text, "write the smaller end first")
        return low, high, (True, True), unit

    def number(self) -> tuple[float, float]:
        """A number and half a unit of the last figure that was written."""
        token = self.peek()
        try:
            number = float(token)
        except ValueError:
            raise self.lost(token) from None
        if number in (_INF, -_INF) or number != number:  # noqa: PLR0124  not a number
            raise self.lost(token)
        self.at += 1
        digits, _, power = token.partition("e")
        return number, 0.5 * 10.0 ** (int(power or 0) - len(digits.partition(".")[2]))

    def unit(self) -> str:
        """The longest run of words that is a unit; `%`, `fold` and nothing are units too."""
        if self.take("%") or self.take("percent") or self.take("per", "cent"):
            return "%"
        if self.take("-fold") or self.take("fold") or self.take("times") or self.take("x"):
            return "fold"
        for length in (5, 4, 3, 2, 1):
            words = self.tokens[self.at : self.at + length]
            if len(words) == length and words[0].lower() not in _ENDS and exists(text := " ".join(words)):
                if any(w.lower() in _ENDS | _BE for w in words):
                    continue
                self.at += length
                return text
        return ""


_INF = float("inf")
_KINDS = tuple(
    (tuple(words.split()), kind)
    for kind, ways in {
        "between": ("between", "from"),
        "about": ("about", "around", "~", "roughly", "approximately"),
        ">=": (">=", "≥", "at least", "no less than"),
        "<=": ("<=", "≤", "at most", "up to", "no more than"),
        ">": (">", "more than", "greater than", "higher than", "over", "above", "exceeding"),
        "<": ("<", "less than", "lower than", "smaller than", "under", "below"),
    }.items()
    for words in ways
)
_RELATIONS = _BE | _DOWN | _UP | frozenset(_TIMES) | frozenset(words[0] for words, _ in _KINDS)
_RELATIONS |= frozenset((*_SIGNS, "=", "≠", "!=", "changed", "to"))

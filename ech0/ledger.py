"""The ledger: every number an answer may state, and the rendering of text from it.

A draft holds references (`{c1.v}`, `{c1.v:km/h}`, or a bound literal `{c1.v=25 km/h}`) and no digits of its own.
Anything numeric outside a reference, in digits of any script or in words, is refused here, whichever mind wrote it.
Knows nothing of how entries come about.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import floor, isclose, log10

from ech0.core import reading, units
from ech0.core.errors import ClaimError, InputError
from ech0.core.types import (
    CalculationClaim,
    Entry,
    ExactClaim,
    NumericClaim,
    ProbabilityClaim,
    Quantity,
    QuantityClaim,
    Question,
    Step,
)

REFERENCE = re.compile(
    r"\{(?P<id>[a-z][a-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)?)(?::(?P<unit>[^{}=]+)|=(?P<literal>[^{}]+))?\}"
)
MIN_FIGURES = 3
"""A literal with fewer figures than this, or than the entry has, fits too many numbers to support one of them."""
COUNTS = frozenset(("atomic_number", "group", "period_number"))
"""Of these concepts a number counts, and is told as such."""
MOST = 1e15
"""Numbers of things up to this are exact as they are kept."""

_NUMBER_WORDS = re.compile(
    r"\b(?:(?<!absolute )zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[- ]\w+)?|hundreds?|thousands?|millions?|billions?|trillions?"
    r"|dozens?"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|hundred|thousand)(?:fold|[- ]fold)"
    r"|\w*(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|hundred|thousand|million|billion)ths?"
    r"|half(?![- ]?(?:li(?:fe|ves)|cells?|reactions?|widths?|saturation|equivalence))"
    r"|halves|thirds?|quarters?|twice|thrice|doubled?|tripled?|percent(?! yield))\b",
    re.IGNORECASE,
)


class NumberRefused(ClaimError):
    """A number stands in a text without an entry behind it. `found` is the number, `text` where it stands."""

    def __init__(self, found: str, text: str) -> None:
        near = text.strip()[:80]
        super().__init__(
            "text", f"the number {found!r} in {near!r} has no ledger entry; refer to one as {{id}} instead"
        )
        self.found = found


class Ledger(Mapping[str, Entry]):
    """Entries by id, in order of arrival. Immutable; `adding` gives a new one."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._entries = {e.id: e for e in entries}

    def __getitem__(self, key: str) -> Entry:
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def adding(self, entries: Iterable[Entry]) -> "Ledger":
        """A ledger with `entries` too; an id may come again only with the same content."""
        merged = dict(self._entries)
        for entry in entries:
            if entry.id in merged and merged[entry.id] != entry:
                raise ClaimError(f"ledger entry {entry.id}", "it exists already with another content")
            merged[entry.id] = entry
        return Ledger(merged.values())

    def lineage(self, key: str) -> list[Entry]:
        """The entry and all that it rests on, each once, causes first."""
        order: dict[str, Entry] = {}
        seen: set[str] = set()

        def visit(at: str) -> None:
            entry = self._entries.get(at)
            if entry is not None and at not in seen:
                seen.add(at)
                for parent in entry.inputs:
                    visit(parent)
                order[at] = entry

        visit(key)
        return list(order.values())


def given(question: Question, prefix: str = "") -> list[Entry]:
    """An entry for each quantity of the question: `q1`, `q2`, ... in order, with the characters it was read from."""
    entries = []
    for n, found in enumerate(reading.read(question.text), start=1):
        text = question.text[found.start : found.end]
        entries.append(
            Entry.model_validate(
                {
                    "id": f"{prefix}q{n}",
                    "kind": "given",
                    "label": " ".join(reading.normalise(text)[0].split()),
                    "quantity": {"value": found.value, "unit": found.unit, "sigma": found.sigma},
                    "text": text,
                    "span": {"source": "question", "start": found.start, "end": found.end},
                    "figures": found.figures,
                }
            )
        )
    return entries


def sources(claim: NumericClaim, step: Step) -> list[str]:
    """The ids of what a step of a claim rests on: entries it was given, statements, and earlier steps."""
    known = {s.name: s.entry for s in claim.symbols if s.entry}
    stated = claim.statements if isinstance(claim, CalculationClaim | ExactClaim) else ()
    return [known.get(i) or (i if i in stated else f"{claim.id}.{i}") for i in step.inputs]


def meanings(claim: NumericClaim) -> dict[str, str]:
    """What the symbols of a claim stand for, in words."""
    named = {s.name: s.meaning or s.name for s in claim.symbols}
    if isinstance(claim, CalculationClaim):
        named |= {d.name: d.meaning or d.name for d in claim.definitions}
    if isinstance(claim, ExactClaim):
        named[claim.target] = claim.text or claim.operation
    return named | {"value": "probability"} if isinstance(claim, ProbabilityClaim) else named


def pure(claim: NumericClaim) -> bool:
    """Whether a claim is plain mathematics, whose numbers are exact as they are written; no law of nature is in it."""
    return not isinstance(claim, QuantityClaim) or not any(r.formula for r in (*claim.relations, *claim.laws))


def figures(entries: Iterable[Entry], result: Quantity | None = None, *, exact: bool = False) -> int:
    """Significant figures of a result: those of the least precise entry that states any, between 3 and 6.

    A whole number that follows from whole numbers alone is a count, and is told to its last digit. `exact`: plain
    mathematics, so that numbers without a unit mean what they say; its results have up to seven digits if they end
    there, and otherwise six.
    """
    rests = tuple(entries)
    counted = bool(rests) and all(e.quantity is not None and _whole(e.quantity) for e in rests)
    plain = exact and result is not None and not result.unit and all(map(_exact, rests))
    if exact and result is not None and result.unit and not result.sigma and _converted(rests, result):
        return _digits(result.value)
    if (counted or plain) and result is not None and _whole(result):
        return len(f"{abs(result.value):.0f}")
    if plain and result is not None:
        return _digits(result.value)
    written = [e.figures for e in rests if e.figures]
    return min(6, max(MIN_FIGURES, min(written, default=4)))


def _whole(quantity: Quantity) -> bool:
    """Whether a quantity can be a number of things: whole (but for the last bits), exact, without a unit."""
    whole = abs(quantity.value) < MOST and float(f"{quantity.value:.13g}").is_integer()
    return not quantity.unit and not quantity.sigma and whole


def _converted(rests: Sequence[Entry], result: Quantity) -> bool:
    """Whether a result is of the kind of all that it rests on, as what is converted, or added up, is."""
    said = [e.quantity for e in rests]
    return bool(said) and all(q is not None and bool(q.unit) and units.compatible(q.unit, result.unit) for q in said)


def _exact(entry: Entry) -> bool:
    """Whether an entry is a number as it is written, a count of years or days, or the words that one was read from."""
    counted = ("", "percent", "year", "month", "week", "day")
    return entry.quantity is None or (entry.quantity.unit in counted and not entry.quantity.sigma)


LONGEST = 7
"""A decimal of up to so many digits is told whole."""


def _digits(value: float) -> int:
    """How many digits tell a number without a unit: all if it ends, six otherwise."""
    ends = len(f"{abs(value):.12e}".partition("e")[0].replace(".", "").rstrip("0"))
    return max(1, ends) if ends <= LONGEST else 6


def shown(entry: Entry, unit: str | None = None) -> str:
    """An entry as text: the number to the figures that its uncertainty (or its source) justifies, and the unit."""
    if entry.kind == "derived" and entry.statement and unit is None:
        return _exactly(entry.statement, entry.quantity)
    if entry.quantity is None:
        return f"“{entry.statement or entry.text}”"
    quantity = entry.quantity
    if unit is not None:  # a power of ten before a unit is for `value`; text writes it with the number
        quantity = units.convert(quantity, units.parse(unit).name, field=f"{entry.id} in {unit}")
    if entry.kind == "given" and unit is None and not quantity.sigma:
        number = f"{quantity.value:.{max(entry.figures, 1)}g}" if entry.figures else f"{quantity.value:g}"
        if entry.figures or "e" in number:
            number = _plain(float(number), entry.figures or 6, text=entry.text)
    elif entry.concept in COUNTS and _whole(quantity):
        number = f"{quantity.value:.0f}"
    elif entry.kind == "derived" and not entry.inputs and abs(quantity.value) < 1e6 and quantity.value.is_integer():
        number = f"{quantity.value:.0f}"  # it rests on nothing measured: a count, or a limit that is exact
    elif entry.kind == "derived" and _whole(quantity) and entry.figures == len(f"{abs(quantity.value):.0f}"):
        number = f"{quantity.value:.0f}"
    else:
        least = 1 if entry.kind == "derived" else MIN_FIGURES
        number = _rounded(quantity, max(entry.figures or 4, least))
    mark = units.show(quantity.unit)
    return f"{number} {mark}".rstrip() if mark not in ("%", "°") else f"{number}{mark}"


def _exactly(statement: str, quantity: Quantity | None) -> str:
    """An exact result as people write it, and about how much it is, if that is not what it says itself."""
    said = statement.replace("**", "^")
    plain = re.fullmatch(r"(?:[a-z]\w* = )?-?[\d.]+|(?:\d+ [a-z]+ ?)+", said)
    if quantity is None or plain or "about" in said or "rounded" in said:
        return said
    count = _digits(quantity.value)
    ends = re.fullmatch(r"-?\d+/\d+", said) and float(f"{quantity.value:.{count}g}") == quantity.value
    return f"{said}, {'or' if ends else 'about'} {_scientific(quantity.value, count)}"


def _plain(value: float, count: int, *, text: str = "") -> str:
    written = re.match(r"[-+]?\d+(?:\.\d+)?(?![\d.]*[eE×x*^])", text.replace(",", ""))
    if written and isclose(float(written.group()), value, rel_tol=1e-9):
        return written.group()
    return _scientific(value, count)


def _rounded(quantity: Quantity, count: int) -> str:
    if quantity.sigma > 0.05 * 10.0 ** (1 - count) * abs(quantity.value):  # otherwise the inputs' figures say less
        from uncertainties import ufloat

        # Two figures of the uncertainty, and the value to the same place.
        return f"{ufloat(quantity.value, quantity.sigma):.2uP}"
    return _scientific(quantity.value, count)


def _scientific(value: float, count: int) -> str:
    if value == 0:
        return "0"
    exponent = floor(log10(abs(float(f"{value:.{count - 1}e}"))))
    if -4 <= exponent < 7:
        return f"{float(f'{value:.{count - 1}e}'):.{max(count - 1 - exponent, 0)}f}"
    return f"{value / 10**exponent:.{count - 1}f} × 10^{exponent}"


def supports(entry: Entry, literal: str) -> bool:
    """Whether `literal` (`"7.0 m/s"`) is the entry's value, rounded as written, in any unit of its dimension.

    Rounding may not go below three figures (or those that the entry itself has), since a number of few digits would be
    supported by nearly any ledger.
    """
    if entry.quantity is None:
        return False
    try:
        found = reading.quantity_text(literal)
        value = units.convert(entry.quantity, found.unit).value
    except InputError:
        return False
    alone = found.start == 0 and found.end == len(literal) and not found.sigma
    if not alone or (found.unit == "" and units.parse(entry.quantity.unit).name):
        return False
    if isclose(found.value, value, rel_tol=1e-12):
        return True
    enough = min(MIN_FIGURES, entry.figures or MIN_FIGURES)
    return _written(literal) >= enough and abs(found.value - value) <= 0.5000001 * _last_place(literal, found.value)


def _mantissa(literal: str) -> tuple[str, int]:
    norm = reading.normalise(literal)[0].replace(",", "")
    m = re.search(r"(\d+(?:\.\d+)?|\.\d+)(?:\s?[x×*·]\s?10\s?\^\s?([-+]?\d+)|[eE]([-+]?\d+))?", norm)
    return (m[1], int(m[2] or m[3] or 0)) if m else ("0", 0)


def _written(literal: str) -> int:
    return len(_mantissa(literal)[0].replace(".", "").lstrip("0"))


def _last_place(literal: str, value: float) -> float:
    mantissa, exponent = _mantissa(literal)
    many = abs(value) / (float(mantissa) * 10.0**exponent) if float(mantissa) else 1.0
    return float(10.0 ** (exponent - len(mantissa.partition(".")[2])) * many)


def render(template: str, ledger: Mapping[str, Entry], *, names: str = "") -> str:
    """Fill the references of `template` from the ledger.

    `names` is text (the question, titles of what was used) whose words with digits in them, such as `H2O`, may be said.
    Raises `NumberRefused` for a number outside a reference, `ClaimError` for a reference to nothing.
    """
    out: list[str] = []
    position = 0
    allowed = _names(names)
    for found in REFERENCE.finditer(template):
        out.append(_literal(template[position : found.start()], allowed, names))
        out.append(_filled(found, ledger))
        position = found.end()
    out.append(_literal(template[position:], allowed, names))
    return "".join(out)


def _filled(found: re.Match[str], ledger: Mapping[str, Entry]) -> str:
    entry = ledger.get(found["id"])
    if entry is None:
        raise ClaimError("text", f"{{{found['id']}}} is not in the ledger; it has {', '.join(ledger) or 'nothing'}")
    if found["literal"]:
        if not supports(entry, found["literal"]):
            raise NumberRefused(found["literal"], found.group())
        return found["literal"]
    return shown(entry, found["unit"])


def _literal(text: str, allowed: frozenset[str], names: str = "") -> str:
    """`text` unchanged, if nothing in it is a number, unless the user's own words are said again with one in them."""
    if "{" in text or "}" in text:
        raise ClaimError("text", f"a brace in {text.strip()[:60]!r} is not a reference; write {{id}} or {{id:unit}}")
    for token in text.split():
        word = token.strip(".,;:!?()[]\"'“”‘’")
        if any(unicodedata.numeric(c, None) is not None for c in word) and word not in allowed:
            raise NumberRefused(word, text)
    # Letters of another width and invisible marks inside a word do not hide it.
    seen = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    for spoken in _NUMBER_WORDS.finditer(seen):
        if not _repeated(seen, spoken, names):
            raise NumberRefused(spoken.group(), text)
    return text


def _repeated(text: str, spoken: re.Match[str], names: str) -> bool:
    """Whether a number word stands among the same words in `names`: with the two before it, or all there are."""
    before = " ".join(text[: spoken.start()].split(" ")[-3:])
    after = text[spoken.end() :].partition(" ")[0]
    phrase = _words(f"{before}{spoken.group()}{after}")
    return len(phrase.split()) > 1 and f" {phrase} " in f" {_words(names)} "


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^\w-]+", " ", text).casefold().split())


def sayable(words: str, instead: str, *, names: str = "") -> str:
    """`words`, or what to say instead if a number is said in them that no entry stands behind."""
    try:
        return _literal(words, _names(names), names)
    except ClaimError:
        return instead


def _names(text: str) -> frozenset[str]:
    """Words that begin with a letter, carry a digit and are no quantity: `H2O`, `IAPWS-95`, `CYP3A4`."""
    words = (w.strip(".,;:!?()[]\"'“”‘’") for w in text.split())
    return frozenset(w for w in words if re.fullmatch(r"[A-Za-z][\w\-+/().]*", w) and re.search(r"\d", w))

"""Numbers in words: `twenty-one`, `three hundred`, `two thirds`, `half`, `a dozen`. Knows no digit, no unit."""

import re
from functools import cache
from typing import NamedTuple

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {w: n for n, w in enumerate(_UNITS)} | {w: 10 * n for n, w in enumerate(_TENS, start=2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twelfth": 12, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
_TIMES = {"twice": 2.0, "thrice": 3.0, "double": 2.0, "doubles": 2.0, "doubled": 2.0, "triple": 3.0, "triples": 3.0}
_TIMES |= {"tripled": 3.0, "quadruple": 4.0, "half": 0.5, "dozen": 12.0}
_NUMBER = "|".join(sorted((*_VALUES, *_SCALES), key=len, reverse=True))
_PART = "|".join(sorted(_PARTS, key=len, reverse=True))
_WORDS = re.compile(
    rf"\b(?:(?P<over>{_NUMBER}|an?)[ -](?P<under>{_PART})s?\b"
    rf"|(?P<cardinal>(?:{_NUMBER})(?:(?:[ -]|[ -]and[ -])(?:{_NUMBER}))*)(?P<dozen>[ -]dozen)?\b(?!-)"
    rf"|(?P<hundred>a (?:hundred|thousand|million))\b|(?P<other>half a dozen|a dozen|{'|'.join(_TIMES)})\b)",
    re.IGNORECASE,
)


class Numeral(NamedTuple):
    """A number in words: `text[start:end]` says `value`."""

    value: float
    start: int
    end: int


def read(text: str) -> list[Numeral]:
    """All numbers in words, in order. `a third of` is a fraction, `the third day` is no number."""
    found = []
    for m in _WORDS.finditer(text[:20_000]):
        value = _value(m[0].lower())
        if value is not None:
            found.append(Numeral(value, m.start(), m.end()))
    return found


@cache
def _value(words: str) -> float | None:
    if words == "half a dozen":
        return 6.0
    if words in _TIMES:
        return _TIMES[words]
    parts = re.split(r"[ -]", words)
    if parts[0] in ("a", "an"):
        last = parts[-1]
        if last in _SCALES or last == "dozen":
            return float(_SCALES.get(last, 12))
        return 1 / _part(last) if _part(last) > 2 else None
    if parts[-1] == "dozen":
        many = _cardinal(parts[:-1])
        return None if many is None else 12.0 * many
    if _part(parts[-1]):
        over = _cardinal(parts[:-1])
        return None if over is None else over / _part(parts[-1])
    return _cardinal(parts)


def _part(word: str) -> int:
    return _PARTS.get(word) or _PARTS.get(word.removesuffix("s"), 0)


def _cardinal(parts: list[str]) -> float | None:
    """`two hundred and five`; nothing if the words follow one another in no such order."""
    total, group, last = 0, 0, 0
    for word in parts:
        if word == "and":
            continue
        if word in _SCALES:
            scale = _SCALES[word]
            if scale == 100:
                group = (group or 1) * 100
            else:
                total, group = total + (group or 1) * scale, 0
            last = scale
        else:
            value = _VALUES[word]
            if last and last < 100 and not (20 <= last <= 90 and last % 10 == 0 and value < 10):
                return None
            group, last = group + value, value or 1
    return float(total + group)

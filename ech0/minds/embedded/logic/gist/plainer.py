"""A sentence made plain before it is taken to words: durations and counts in one word each. Knows no grammar.

`more than two hours` is `#is-time-gt-0.0833333`, `at least three books` is `#is-n_book-ge-3`: of two such sizes one
implies or excludes the other by its number alone.
"""

import re

from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.prose import measures

_ONES = "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty".split()
_NUM = rf"(?:\d+(?:\.\d+)?|{'|'.join(_ONES)}|a dozen)"
_TIMES = {"second": 1 / 86400, "minute": 1 / 1440, "min": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0,
          "month": 365.25 / 12, "year": 365.25}  # fmt: skip
_CMP = (
    ("ge", r"at least|no less than|not less than|no fewer than|a minimum of|from"),
    ("le", r"at most|up to|no more than|not more than|a maximum of|within|no longer than"),
    ("gt", r"over|above|more than|longer than|greater than|in excess of|exceeding|beyond|upwards of"),
    ("lt", r"under|below|less than|fewer than|shorter than"),
    ("eq", r"exactly|just|only"),
)
_SIGN = rf"(?P<cmp>{'|'.join(p for _, p in _CMP)})"
_AGO = r"(?! (?:ago|old|later|of age)\b)"
_TIME = re.compile(
    rf"(?<!every )(?<!each )(?<!per )(?<!\w-)\b(?:{_SIGN} )?(?P<n>{_NUM})[ -](?P<u>{'|'.join(_TIMES)})s?\b{_AGO}"
    r"(?P<tail> or (?:more|over|longer|less|under))?",
    re.IGNORECASE,
)
_COUNT = re.compile(
    rf"\b(?:{_SIGN} )?(?P<n>{_NUM})(?P<tail> or (?:more|over|less|fewer))? "
    r"(?P<u>[a-z]{3,}s|people|children|(?<=more than one )[a-z]{3,})\b(?! old)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"\b(?:{_SIGN} )?(?P<n>\d+(?:\.\d+)?) ?(?:%|per ?cent\b)(?P<tail> or (?:more|over|less))?", re.IGNORECASE
)
_BARE = re.compile(rf"\b{_SIGN} (?P<n>\d+)(?P<tail>)(?=\s*(?:[,.;?!]|$|and\b|or\b|to\b))", re.IGNORECASE)
_TODAY = re.compile(r"\btoday's (?=(?:an? )?(?:\w+day|weekend|holiday)\b)", re.IGNORECASE)
_AT_PRESENT = re.compile(r",? ?\b(?:at the moment|right now|just now|for the moment)\b", re.IGNORECASE)
_WEIGHS = re.compile(
    r"\b(weighs?|weighed|costs?|measures?|measured) (\d+(?:\.\d+)?)(?= *(?:[,.;]|$|and\b))", re.IGNORECASE
)
_UNITED = re.compile(
    r"\b\d+(?:\.\d+)? ?(kg|g|lb|lbs|tonnes?|kilos?|pounds?|euros?|dollars?|cm|m|km|metres?|miles?)\b", re.IGNORECASE
)


_LABELS = frozenset(
    "number no no. room bus train route line platform gate house flat unit table group class level step page chapter "
    "bay desk ward lane tank box shelf drawer locker seat row".split()
)
"""Nouns that a number behind them names."""


def plainer(text: str, whole: str) -> str:
    """The text with its durations and counts in one word each; `whole`: the text that it stands in."""
    text = _TODAY.sub("It is ", _AT_PRESENT.sub("", text))
    text = _TODAY.sub("It is ", text)
    if len(units := {u.lower() for u in _UNITED.findall(whole)}) == 1:
        text = _WEIGHS.sub(lambda m: f"{m[0]} {units.copy().pop()}", text)
    text = _TIME.sub(lambda m: _word(m, "time", _TIMES[m["u"].lower()]), text)
    text = _SHARE.sub(lambda m: _word(m, "percent", 1.0), text)
    text = _COUNT.sub(_counted, text)
    return _BARE.sub(lambda m: _word(m, "bare", 1.0), text)


def _counted(m: re.Match[str]) -> str:
    noun = lexis.key(m["u"].lower())
    if (
        noun in _TIMES
        or noun in ("time", "old")
        or _UNITED.fullmatch(f"1 {m['u']}")
        or not (lexis.plural(m["u"].lower()) or m["cmp"])
    ):
        return m[0]
    before = m.string[: m.start()].split()[-1:]
    if before and before[0].lower() in _LABELS:
        return m[0]
    if not m["cmp"] and not m["tail"] and m["n"].lower() == "one":
        return m[0]
    return _word(m, f"n_{noun}", 1.0)


def _word(m: re.Match[str], kind: str, factor: float) -> str:
    said = (m["cmp"] or "").lower()
    sign = next((s for s, p in _CMP if said and re.fullmatch(p, said)), "eq")
    if m["tail"]:
        sign = "ge" if m["tail"].split()[-1] in ("more", "over", "longer") else "le"
    number = m["n"].lower()
    value = 12.0 if number == "a dozen" else measures.number(number)
    return f"#is-{kind}-{sign}-{value * factor:.6g}"

"""The grammar of look-ups: a property and its bearer with nothing between them left over. Knows no table of values."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal

from ech0.core import units
from ech0.core.data import config
from ech0.core.errors import InputError
from ech0.minds.embedded.target import wanted_unit

LONGEST = 160
_POLITE = re.compile(
    r"^(?:(?:hi|hello|hey|ok|okay|so|and|please|pls|plz|quick question|question|can you|could you|would you"
    r"|do you know|tell me"
    r"|i need(?: to know)?|i want(?: to know)?|give me|get me|show me|look up|lookup|find|state|name|remind "
    r"me of|remind me"
    r"|what is|what's|whats|what are|what was|how much is|know|just)\b[,:]?\s+)+",
    re.IGNORECASE,
)
_SIZE = re.compile(
    (
        r"^(?:the |a |an |its )?(?:(?:exact |approximate |numerical |current |accepted |known )*value (?:of|for) "
        r")?(?:the )?(?:(?:normal|standard|typical|approximate|average|exact) )*"
    ),
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:\s*[?!.]|,? please|,? pls|,? thanks|,? thank you|,? again)+$", re.IGNORECASE)
_UNIT = re.compile(
    (
        r",? (?:in|expressed in|given in|measured in) (?:units of |degrees? )?(?P<unit>[^\s?]{1,20}(?: "
        r"[^\s?]{1,14}){0,3})$"
    ),
    re.IGNORECASE,
)
_AT_PRESSURE = re.compile(
    r",? (?:at|under) (?:1 ?atm|one atmosphere|1 atmosphere|(?:normal|standard|atmospheric|ambient|normal "
    r"atmospheric|standard atmospheric) (?:air )?pressure|sea level"
    r"|1 atm pressure|a pressure of 1 atm)$",
    re.IGNORECASE,
)
_AT_ROOM = re.compile(
    (
        r",? (?:at|near|around) (?:(?P<words>room temperature|ambient temperature)|(?:20|25) ?(?:°|deg(?:rees)? "
        r"?)?c(?:elsius)?|298(?:\.15)? ?k|293(?:\.15)? ?k)(?: and (?:1 ?atm|atmospheric pressure))?$"
    ),
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    (
        r"^(?:a|an|the|some|pure|any|planet|element|the element|metallic|(?:a |an )?atoms? of|(?:a |the )?planet"
        r"|isotope|the isotope|our) "
    ),
    re.IGNORECASE,
)
Room = Literal["", "said", "number"]
"""Whether a question says room temperature, in words or as a number."""
CLOSE = 0.84
"""How alike a word must be to the one that it is taken to be a slip of."""


@dataclass(frozen=True)
class Asked:
    """A property, its bearer as it is written, and the unit that is wanted."""

    property: str
    subject: str
    unit: str | None
    room: Room = ""


@cache
def properties() -> Mapping[str, dict[str, Any]]:
    """The properties of `configs/lookups.toml`."""
    return config("lookups")


def plainly(text: str, *, united: bool = True) -> tuple[str, str | None, Room]:
    """A question without courtesies, with the unit that it wants and whether it says room temperature.

    `united=False`: what may be a unit at its end is none (`the speed of sound in water`).
    """
    plain = " ".join(text.replace("’", "'").replace("–", "-").split())
    plain = _TAIL.sub("", _POLITE.sub("", plain))
    unit = None
    if united and (found := _UNIT.search(plain)) and (read := _unit(found["unit"])) is not None:
        plain, unit = plain[: found.start()], read
    warm = _AT_ROOM.search(plain)
    room: Room = "" if warm is None else "said" if warm["words"] else "number"
    plain = _AT_PRESSURE.sub("", _AT_ROOM.sub("", plain))
    return _SIZE.sub("", plain).strip(), unit, room


def _unit(said: str) -> str | None:
    named = {
        "celsius": "degC",
        "c": "degC",
        "fahrenheit": "degF",
        "f": "degF",
        "kelvin": "K",
        "kelvins": "K",
        "°c": "degC",
    }
    if said.lower() in named:
        return named[said.lower()]
    if (wanted := wanted_unit(f"What is it in {said}?")) is not None:
        return wanted
    try:
        units.parse(said)
    except InputError:
        return None
    return said


def asked(text: str) -> list[Asked]:
    """What a question may ask, exact wordings first; a slip of the pen is mended if nothing is read otherwise."""
    if len(text) > LONGEST or "\n" in text.strip():
        return []
    ways = [plainly(text), plainly(text, united=False)]
    found = [Asked(kind, subject, unit, room) for plain, unit, room in ways for kind, subject in _parsed(plain)]
    if not found:
        found = [
            Asked(kind, subject, unit, room) for plain, unit, room in ways for kind, subject in _parsed(_mended(plain))
        ]
    return list(dict.fromkeys(found))


def _parsed(plain: str) -> Iterator[tuple[str, str]]:
    for pattern, kind in _patterns():
        if (m := pattern.fullmatch(plain)) and (subject := bare(m["s"])):
            yield kind, subject


def bare(subject: str) -> str:
    """A bearer without articles."""
    was = ""
    subject = subject.strip(" ,:")
    while was != subject:
        was, subject = subject, _ARTICLE.sub("", subject)
    return subject


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    made: list[tuple[int, re.Pattern[str], str]] = []
    subject = r"(?P<s>[A-Za-z0-9^(\[][\w()'·.,^+\[\] -]{0,60}?)"
    for kind, how in properties().items():
        for words in how["words"]:
            said = re.escape(words).replace(r"\ ", "[ -]")
            for form in (
                rf"(?:the )?{said} (?:of|for|in|on) {subject}",
                rf"{subject}(?:'s?)? {said}",
                rf"{said}[:,]? {subject}",
            ):
                made.append((-len(words), re.compile(form, re.IGNORECASE), kind))
        for form in how.get("asks", ()):
            spelled = re.escape(form).replace(r"\{\}", subject).replace(r"\ ", " ")
            made.append((-len(form) - 100, re.compile(spelled + r"(?: atoms?| nucleus)?", re.IGNORECASE), kind))
    made.sort(key=lambda m: m[0])
    return tuple((p, k) for _, p, k in made)


@cache
def _vocabulary() -> frozenset[str]:
    words = (
        w for how in properties().values() for phrase in (*how["words"], *how.get("asks", ())) for w in phrase.split()
    )
    return frozenset(w.lower() for w in words if w.isalpha() and len(w) > 3)


def _mended(plain: str) -> str:
    """The text with each longer word that is in no wording replaced by the one that it is nearly."""
    out = []
    for word in plain.split(" "):
        low = word.lower()
        near = get_close_matches(low, _vocabulary(), n=1, cutoff=CLOSE) if len(low) > 4 and low.isalpha() else []
        out.append(near[0] if near and low not in _vocabulary() else word)
    return " ".join(out)

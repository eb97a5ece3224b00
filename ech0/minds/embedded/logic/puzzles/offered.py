"""What options say that is no statement of a puzzle: that it is open, that it is nobody; and what only repeats them."""

import re
from collections.abc import Iterable, Sequence

from ech0.minds.embedded.logic import places
from ech0.minds.embedded.logic.puzzles.scene import Axis

LETTER = re.compile(r"^\s*\(?[A-Ja-j][).:]\s+")
OPEN = re.compile(
    r"\b(?:cannot|can't|can not|could not|couldn't|impossible to|not possible to) (?:be )?(?:tell|told|say|said|know|known|determined?|decided?|deduced?|worked out|inferred)"
    r"|\bnot (?:enough|determined|known|clear|sure)\b|^(?:unknown|undetermined|uncertain|unclear|either(?: one)?(?: of them)?(?: is possible| could be| may be)|insufficient|it depends|no way to tell|don't know|we can't say)\b",
    re.IGNORECASE,
)


NOBODY = re.compile(r"(?:no one|nobody|no-one|none|none of (?:them|these)|neither)\W*$", re.IGNORECASE)
ASIDE = re.compile(
    r"(?<=\w),? (?:if|given that|knowing that) (?:(?:there (?:are|is)|these are|those are) (?:just|only) [a-z ]{3,40}"
    r"|the (?:third|fourth|fifth|sixth|seventh|eighth|other|last|remaining) [a-z]+ (?:is|was)(?: called| named)? (?:the )?[\w-]+)(?=\s*\?*$)",
    re.IGNORECASE,
)
"""What only names one who was not named: it is no condition."""


def without(body: str, options: Sequence[str]) -> str:
    """`Which is lightest, the green one, the white or the brown?` without the options once more."""
    found = re.search(r"\s*[,:–-]\s*(?P<tail>[^,?]+(?:, [^,?]+)*,? or [^,?]+)\??\s*$", body)
    if not found:
        return body
    tail = [re.sub(r"^(?:the|an?) | one$", "", t.strip().lower()) for t in re.split(r",? or |, ", found["tail"])]
    told = [re.sub(r"^(?:the|an?) | one$", "", o.strip(" .").lower()) for o in options]
    return f"{body[: found.start()]}?" if sorted(tail) == sorted(told) else body


def number(option: str) -> int | None:
    """The number that an option says, in digits or in a word."""
    word = re.match(r"(?:exactly )?(\w+)\b", option.strip().lower())
    if not word:
        return None
    zero = 0 if word[1] in ("none", "zero", "no", "nobody", "0") else None
    return places.NUMBERS.get(word[1], zero) if word[1] != "a" else None


def numbered(axes: Iterable[Axis], option: str) -> str:
    """`3` as `locker 3` where the places are numbered."""
    noun = next((n for a in axes for n in sorted(a.nouns) if a.values[:1] == ("1",)), "")
    return f"{noun} {option}" if noun and option.strip(" .").isdigit() else option

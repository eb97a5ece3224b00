"""Words of order: what puts one thing before another, and what gives it a place. Knows words, no puzzle.

Places count from one. Each axis has a low end (place one) and a high end.

| axis | place one | last place |
|---|---|---|
| place | left, first, top, front, early, above, before | right, last, bottom, back, late, below, after |
| age, price, height, ... | the first word of its row in `SCALES` | the second |
"""

import re
from functools import cache
from typing import NamedTuple

ORDINALS = {
    w: n
    for n, names in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th",
         "ninth 9th", "tenth 10th"), 1)
    for w in names.split()
}  # fmt: skip
NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
NUMBERS |= {str(n): n for n in range(1, 21)} | {"a": 1, "exactly one": 1}
SCALES = (
    ("age", "old older oldest elder eldest", "new newer newest young younger youngest recent"),
    (
        "price",
        "cheap cheaper cheapest inexpensive",
        "dear dearer dearest expensive pricey pricier priciest costly costlier costliest",
    ),
    ("height", "tall taller tallest long longer longest", "short shorter shortest"),
    ("weight", "heavy heavier heaviest", "light lighter lightest"),
    ("size", "big bigger biggest large larger largest", "small smaller smallest little littlest"),
    ("speed", "fast faster fastest quick quicker quickest", "slow slower slowest"),
    ("strength", "strong stronger strongest", "weak weaker weakest"),
    ("wealth", "rich richer richest wealthy wealthier wealthiest", "poor poorer poorest"),
    ("heat", "hot hotter hottest warm warmer warmest", "cold colder coldest cool cooler coolest"),
    ("brightness", "bright brighter brightest", "dark darker darkest dim dimmer dimmest"),
    ("noise", "loud louder loudest noisy noisier noisiest", "quiet quieter quietest soft softer softest"),
    ("depth", "deep deeper deepest", "shallow shallower shallowest"),
    ("width", "wide wider widest", "narrow narrower narrowest"),
    ("hardness", "hard harder hardest difficult", "easy easier easiest simple simpler simplest"),
    ("distance", "near nearer nearest close closer closest", "far farther farthest further furthest"),
    ("popularity", "popular", "unpopular"),
)
_WORDS = {w: (axis, end) for axis, low, high in SCALES for end, ws in enumerate((low, high)) for w in ws.split()}
_GRADED = frozenset(w for w in _WORDS if w.endswith(("er", "est")) and w != "clever") | {"further"}
GRADED_WORDS = _GRADED
LOW = "left above before ahead front top first early earlier sooner over preceding precedes preceded higher"
HIGH = "right below after behind back bottom last late later under beneath following follows followed lower rear end"
_PLACE = dict.fromkeys(LOW.split(), 0) | dict.fromkeys(HIGH.split(), 1)


class Pole(NamedTuple):
    """A direction on an axis: `end` 0 is towards place one, 1 towards the last."""

    axis: str
    end: int

    def turned(self) -> "Pole":
        return Pole(self.axis, 1 - self.end)


_COUNT = r"(?P<count>one|two|three|four|five|six|seven|eight|nine|ten|a|\d{1,2})"
_STEP = rf"(?:(?:exactly )?{_COUNT} (?:places?|positions?|spots?|seats?|ranks?|steps?|slots?) )"
_NEXT = r"(?P<next>immediately|directly|just|right) "
_SIDE = (
    r"(?:(?:somewhere |anywhere )?(?:to|on) (?:the |its )?)?(?:immediate )?(?P<side>left|right)(?: hand)?(?: side)? of"
    r"|(?P<rank>above|below|before|after|ahead of|behind|in front of|in back of|under|beneath|on top of|earlier than"
    r"|later than|sooner than|higher than|lower than|preceding|following)"
)
RELATION = re.compile(rf"^(?:{_STEP}|{_NEXT})?(?:{_SIDE})$")
NEXT_TO = re.compile(
    r"^(?:(?:immediately |directly |right )?(?:next to|beside|adjacent to|alongside)|neighbou?rs?"
    r"|(?:a )?neighbou?r of)$"
)
_ORDINAL = "|".join(ORDINALS)
PLACE = re.compile(
    rf"^(?:(?:in|at|on) )?(?:the )?(?:(?P<nth>{_ORDINAL}|next)(?: |-|$))?(?:(?:to|from) )?"
    rf"(?:(?:(?:place|position|spot|one|object|item|seat|person) ?)?"
    rf"(?:from |on |to |in )?(?:the )?(?:far |extreme |very )?"
    rf"(?P<edge>leftmost|rightmost|left|right|top|bottom|front|back|last|end|rear|topmost|bottommost|start|beginning|first)"
    rf"(?: (?:end|place|position|spot|one|seat))?|place|position|spot)?"
    rf"(?: (?:in|of) (?:the )?(?:line|queue|row|race|shelf|order|list|column|stack|pile))?$"
)
_EDGES = {"leftmost": 0, "left": 0, "top": 0, "front": 0, "topmost": 0, "start": 0, "beginning": 0, "first": 0}
MOST = re.compile(rf"^(?:the )?(?:(?P<nth>{_ORDINAL})(?: |-))?(?:(?P<way>most|least)(?: |-))?(?P<word>[a-z]+)$")
MORE = re.compile(r"^(?:(?P<way>more|less) )?(?P<word>[a-z]+) than$")
AS = re.compile(r"^(?P<no>not )?(?:as|so) (?P<word>[a-z]+) as$")
END = re.compile(r"^(?:at )?(?:either end|one end|an end|one of the (?:two )?ends|(?:one of )?the ends)$")
MIDDLE = re.compile(
    r"^(?:(?:in|at) )?(?:exactly )?(?:the )?(?:very )?(?:middle|center|centre|median)"
    r"(?: (?:one|place|position|of .*))?$"
)


@cache
def relation(words: str) -> tuple[Pole, int] | None:
    """What `immediately to the left of` says: a direction, and the exact distance (0: any)."""
    if found := RELATION.match(words):
        side = (found["side"] or found["rank"]).split()
        word = "front" if "front" in side or side[:2] == ["on", "top"] else "back" if "back" in side else side[0]
        steps = NUMBERS[found["count"]] if found["count"] else 1 if found["next"] or "immediate" in words else 0
        return Pole("place", _PLACE[word]), steps
    found = MORE.match(words)
    if found and (scale := _WORDS.get(found["word"])) and (found["way"] or found["word"] in _GRADED):
        if found["way"] and found["word"] in _GRADED:
            return None
        pole = Pole(*scale)
        return (pole.turned() if found["way"] == "less" else pole), 0
    found = AS.match(words)
    if found and found["no"] and (scale := _WORDS.get(found["word"])) and found["word"] not in _GRADED:
        return Pole(*scale).turned(), 0
    return None


@cache
def place(words: str) -> tuple[Pole, int] | None:
    """What `the second from the left`, `third-newest` or `last` says: the end that is counted from, and the place."""
    found = MOST.match(words)
    if found and (scale := _WORDS.get(found["word"])) and (found["word"].endswith("est") or found["way"]):
        pole = Pole(*scale)
        nth = ORDINALS[found["nth"]] if found["nth"] else 1
        return (pole.turned() if found["way"] == "least" else pole), nth
    if words in ("penultimate", "the penultimate", "in the penultimate place"):
        return Pole("place", 1), 2
    found = PLACE.match(words)
    if not found or not (found["nth"] or found["edge"]):
        return None
    if found["nth"] == "next":
        return (Pole("place", 1), 2) if found["edge"] in ("last", "end") else None
    nth = ORDINALS[found["nth"]] if found["nth"] else 1
    return Pole("place", 0 if not found["edge"] else 1 - (found["edge"] in _EDGES)), nth

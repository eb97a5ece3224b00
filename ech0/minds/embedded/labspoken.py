"""Numbers that a question tells in words or by two others: `a tenth of all`, `2 of 4,000 are ill`, `7:00 to 13:00`.

Knows no lab and not what is asked.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from ech0.core.reading import read
from ech0.core.types import Entry, Quantity
from ech0.minds.embedded.givens import Given, Scene

_COUNTS = {w: n for n, w in enumerate("two three four five six seven eight nine ten".split(), 2)}
_COUNTS |= {"a": 1, "an": 1, "one": 1, "twelve": 12, "twenty": 20}
_PARTS = {w: n for n, w in enumerate("third quarter fifth sixth seventh eighth ninth tenth".split(), 3)}
_PARTS |= {"fourth": 4, "half": 2, "twentieth": 20, "hundredth": 100, "thousandth": 1000}
_HOW = "|".join(_COUNTS)
_SHARE = re.compile(
    rf"\b(?:(?P<n>{_HOW})[ -](?P<d>{'|'.join(_PARTS)})s?"
    r"(?=\s+(?:of\s+(?!an?\b)|(?:are|is|have|has|had|were|was|already)\b))"
    r"|(?P<half>half)(?=\s+(?:of\s+(?!an?\b)|the\b|all\b|are\b|is\b|have\b|were\b))"
    rf"|(?P<a>{_HOW})\s+(?:out\s+of(?:\s+every)?|(?:in|of)\s+every)\s+(?P<b>{_HOW}|\d0?)(?=\s+[a-z]{{3,}}))",
    re.IGNORECASE,
)
"""`a tenth of`, `two thirds are`, `half the`, `three out of ten people`; `a tenth of a second` tells a time."""
_BODIES = (
    r"(?:people|persons|inhabitants|residents|students|pupils|individuals|passengers|soldiers|children|workers|employees"
    r"|citizens|souls|guests|hosts|villagers|islanders|inmates|prisoners|recruits|members|animals|cattle|cows|pigs|birds"
    r"|chickens|dogs|seals|deer|adults|sailors|campers|boarders|staff|subjects|population|hospital beds|beds)"
)
_WORDED = re.compile(
    r"\b(?P<n>one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|a single|an?(?=\s+(?:[a-z]+\s+){0,2}"
    r"(?:infect|sick|ill\b|case|carrier|contagious)))\s+(?=[a-z]{3,})",
    re.IGNORECASE,
)
_WHOLE_AFTER = re.compile(rf"\s+(?:[a-z-]+\s+){{0,2}}{_BODIES}\b", re.IGNORECASE)
_WHOLE_BEFORE = re.compile(
    r"\b(?:population|town|city|village|school|island|campus|university|herd|flock|ship|company|community|settlement"
    r"|(?:out )?of|among)\s+(?:size\s+|of\s+|is\s+|=\s+|about\s+|with\s+|some\s+)*$",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\w.:])(?:(?P<h>[01]?\d|2[0-4])(?::|\.(?=\d\d\s?[ap]\.?m)|h(?=\d\d(?!\d)))(?P<m>[0-5]\d)(?![\d:])(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?P<hh>1[0-2]|0?[1-9])\s?(?P<ap>[ap])\.?m\b\.?"
    r"|(?P<noon>noon|midday)|(?P<night>midnight))",
    re.IGNORECASE,
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY = re.compile(rf"\b({'|'.join(d[:3] for d in _DAYS)})[a-z]*\b", re.IGNORECASE)
_NEXT = re.compile(r"\b(?:next|following) (?:day|morning|afternoon|evening)|\btomorrow\b|\bovernight\b", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:FL|[Ff]light level)\s?(\d{2,3})(?![\d.])")
NEAR = 24
"""Characters between a time of day and the day of the week that it is of."""
MADE = "of"
"""What stands in the id of a share between the ids of its part and its whole."""


def fractions(scene: Scene) -> list[Given]:
    """The shares that the question tells in words."""
    found: list[Given] = []
    for n, m in enumerate(_SHARE.finditer(scene.text.original)):
        value = _share(m)
        if value is not None and not (m["a"] and m["a"].isdigit() and m["b"].isdigit()):
            found.append(_made(scene, f"qh{n}", m.start(), m.end(), value, "", "a share told in words"))
    return found


def told_in_words(given: Given) -> bool:
    """Whether a number is a share that this module read."""
    return given.entry.id.startswith(("qh", "qw")) or MADE in given.entry.id


def _share(m: re.Match[str]) -> float | None:
    if m["half"]:
        return 0.5
    if m["d"]:
        value = _COUNTS[m["n"].lower()] / _PARTS[m["d"].lower()]
    else:
        a, b = (float(w) if w.isdigit() else float(_COUNTS[w.lower()]) for w in (m["a"], m["b"]))
        value = a / b if b else 1.0
    return value if 0 < value < 1 else None


def groups(scene: Scene) -> list[Given]:
    """Counts of some in a whole of living things as shares of it: `4,000 students, of whom 2 are ill`.

    Each stands where the part does; which of the numbers is the whole, its id tells.
    """
    text = scene.text.original
    counts = [g for g in scene.givens if g.text is scene.text and g.bare and g.concept is None and g.entry.span]
    for n, m in enumerate(_WORDED.finditer(text)):
        value = float(_COUNTS[m["n"].split()[0].lower()])
        counts.append(_made(scene, f"qw{n}", m.start("n"), m.end("n"), value, "", "a count in words"))
    found: list[Given] = []
    for part, whole in permutations(counts, 2):
        a, b, here, there = part.entry.quantity, whole.entry.quantity, part.entry.span, whole.entry.span
        if a is None or b is None or here is None or there is None or a.value % 1 or not 0 < a.value < b.value:
            continue
        before = text[max(0, there.start - 40) : there.start]
        living = _WHOLE_AFTER.match(text, there.end) or _WHOLE_BEFORE.search(before)
        if b.value < 20 or b.value % 1 or not living:
            continue
        start, end = min(here.start, there.start), max(here.end, there.end)
        made = _made(scene, f"{part.entry.id}{MADE}{whole.entry.id}", start, end, a.value / b.value, "", "a share")
        found.append(replace(made, first=part.first, last=part.last))
    return found


def wholes(used: Sequence[str]) -> frozenset[str]:
    """The ids of the numbers that shares among the `used` ids are parts and wholes of."""
    return frozenset(n for i in used if MADE in i for n in i.removesuffix("u").split(MADE))


def between(scene: Scene) -> list[Given]:
    """The time between the two times of day that a question names, if it names just two."""
    text = scene.text.original
    clocks = list(_CLOCK.finditer(text))
    if len(clocks) != 2:
        return []
    (a, b), days = clocks, list(_DAY.finditer(text))
    hours = _hour(b) - _hour(a)
    named = [_weekday(m, days) for m in (a, b)]
    if named[0] is not None and named[1] is not None:
        hours += 24 * ((named[1] - named[0]) % 7)
    elif _NEXT.search(text[a.end() :]) or hours <= 0:
        hours += 24
    if hours <= 0:
        return []
    made = _made(scene, "qc", a.start(), b.end(), hours, "hour", "the time between")
    return [replace(made, concept="time", entry=made.entry.model_copy(update={"concept": "time"}))]


def flight_levels(scene: Scene) -> list[Given]:
    """The altitudes that flight levels tell, in hundreds of feet: `FL410`."""
    found = _LEVEL.finditer(scene.text.original)
    return [
        _made(scene, f"qf{n}", m.start(), m.end(), 100 * float(m[1]), "ft", "a flight level, in hundreds of feet")
        for n, m in enumerate(found)
    ]


def clocks(scene: Scene) -> frozenset[str]:
    """The ids of the numbers that are parts of times of day."""
    stretches = [m.span() for m in _CLOCK.finditer(scene.text.original)]
    mine = [g.entry for g in scene.givens if g.text is scene.text and g.concept is None]
    return frozenset(e.id for e in mine if e.span and any(s <= e.span.start < t for s, t in stretches))


def _hour(m: re.Match[str]) -> float:
    if m["noon"]:
        return 12.0
    if m["night"]:
        return 24.0
    hour, half = float(m["h"] or m["hh"]), (m["half"] or m["ap"] or "").lower()
    hour = hour % 12 + 12 * (half == "p") if half else hour
    return hour + float(m["m"] or 0) / 60


def _weekday(m: re.Match[str], days: Sequence[re.Match[str]]) -> int | None:
    near = [d for d in days if min(abs(d.start() - m.end()), abs(m.start() - d.end())) <= NEAR]
    best = min(near, key=lambda d: min(abs(d.start() - m.end()), abs(m.start() - d.end())), default=None)
    return next(n for n, d in enumerate(_DAYS) if d.startswith(best[1].lower())) if best else None


def worth(words: str) -> list[tuple[float, str]]:
    """What such words were taken for: a share told in words, one count of another, the time between two times."""
    found = [(v, "") for m in _SHARE.finditer(words) if (v := _share(m)) is not None]
    counts = [f.value for f in read(words) if not f.unit and f.value]
    found += [(100 * float(m[1]), "ft") for m in _LEVEL.finditer(words)]
    found += [(a / b, "") for a, b in permutations(counts, 2) if a < b]
    ends = list(_CLOCK.finditer(words))
    if len(ends) == 2:
        hours = _hour(ends[1]) - _hour(ends[0])
        found += [(hours + 24 * n, "hour") for n in range(8)]
    return found


def _made(scene: Scene, name: str, start: int, end: int, value: float, unit: str, what: str) -> Given:
    """A number that stands in `[start, end)` of the question but is not written there."""
    said = scene.text.original[start:end]
    first, last = scene.text.around(start, end)
    entry = Entry.model_validate(
        {
            "id": name,
            "kind": "given",
            "label": f"{said}, {what}",
            "quantity": Quantity(value=value, unit=unit),
            "text": said,
            "span": {"source": "question", "start": start, "end": end},
        }
    )
    return Given(entry, scene.text, first, last)

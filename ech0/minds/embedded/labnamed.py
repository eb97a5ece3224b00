"""How far the words of a question name an output of a lab, and how they tell outputs of one kind apart."""

import re
from collections.abc import Sequence

from ech0.minds.embedded.labreading import MANNER
from ech0.minds.embedded.labsense import telling
from ech0.minds.embedded.labtables import stratum
from ech0.minds.embedded.target import asking, place
from ech0.minds.embedded.words import Hit, Text
from labs import Lab, Series

NAMED = 0.4
"""What it counts, beside the share of words, that an output is named."""
BY_LAB = 0.1
"""What it counts beside its being named that a lab itself says that an output is asked for."""
LEFT = 0.5
"""What shared words count at least, where another output is named outright."""
BOUND = 0.6
LIMIT = re.compile(
    r"\b(lower|upper)\s+(?:[\w%]+\s+){0,3}?(?:limit|bound|end|edge|confidence|CI\b)"
    r"|\bat (?:the (?:very )?)?(?:most|least)\b",
    re.IGNORECASE,
)
"""The limit of an interval, and what it counts that an output is one where it is asked for."""
STATISTICS = {
    "standard error": re.compile(r"\bstandard error\b|\bSE\b"),
    "standard deviation": re.compile(r"\bstandard deviation\b|\bSD\b"),
}
"""What may be asked of another quantity, with the pattern that asks for it."""
SCATTERED = 4
"""Tokens over which a name with a number may be spread."""


def outright(text: Text, lab: Lab, output: str, aside: frozenset[int]) -> float:
    """What it counts that an output is named outright, and not as what a number is."""
    asks = lab.outputs[output].told
    if asks is not None and asks(text.original):
        return NAMED + BY_LAB
    hits = [h for w in lab.outputs[output].words for h in named_in(text, w)]
    others = [h for n, o in lab.outputs.items() if n != output for w in o.words for h in named_in(text, w)]
    free = [h for h in hits if not aside.issuperset(range(h.first, h.last + 1)) and not inside_longer(h, others, text)]
    sentence, trigger = asking(text)
    there = [h for h in free if text.tokens[h.first].sentence == sentence]
    told = (
        (0.6 if trigger and h.last < trigger and set_apart(text, h, trigger) else 1.0)
        * NAMED
        * min(1.0, place(text, trigger, h))
        * (0.5 if headed(text, h, trigger) else 1.0)
        + 0.02 * h.length
        for h in there
    )
    return max(told, default=0.5 * NAMED if free else 0.0)


def named_in(text: Text, word: str) -> list[Hit]:
    """Where a name stands; one with a number also in pieces: `MELD under the 3.0 formula`, `version 3.0 of MELD`."""
    if (hits := text.find(word)) or not any(c.isdigit() for c in word):
        return hits
    parts = word.lower().split()
    places = [[n for n, t in enumerate(text.tokens) if t.text == p] for p in parts]
    if len(parts) != 2 or not all(places):
        return hits
    spans = [(min(a, b), max(a, b)) for a in places[0] for b in places[1]]
    return [Hit(a, b) for a, b in spans if b - a <= SCATTERED and text.tokens[a].sentence == text.tokens[b].sentence]


def set_apart(text: Text, hit: Hit, trigger: int) -> bool:
    """Whether a wording stands in a clause before the one that asks: `among the runs that ..., how many ...`."""
    return any(t.text == "," for t in text.tokens[hit.last + 1 : trigger])


def standing_beside(said: float, most: float) -> float:
    """What shared words count for an output, where another is named more outright."""
    return max(LEFT, min(1.0, said / most)) if most else 1.0


def spelt_out(text: Text, lab: Lab, output: str, aside: frozenset[int]) -> bool:
    """Whether the asking sentence names an output in more than one word, such as `fill factor`."""
    told = lab.outputs[output].told
    if told is not None and told(text.original):
        return True
    sentence, trigger = asking(text)
    hits = [h for w in lab.outputs[output].words for h in text.find(w)]
    mine = [h for h in hits if h.length > 1 and not aside.issuperset(range(h.first, h.last + 1))]
    return any(text.tokens[h.first].sentence == sentence and not headed(text, h, trigger) for h in mine)


def limit_asked(text: Text, lab: Lab, output: str) -> float:
    """What it counts that an output is, or is not, the limit of an interval that is asked for."""
    sentence, _ = asking(text)
    inside = [t for t in text.tokens if t.sentence == sentence]
    found = LIMIT.search(text.original[inside[0].start : inside[-1].end]) if inside else None
    if found is None:
        return 0.0
    suffix = "_low" if found.group().lower().startswith("lower") or found.group().lower().endswith("least") else "_high"
    return 0.0 if not any(n.endswith(suffix) for n in lab.outputs) else BOUND if output.endswith(suffix) else -BOUND


def statistic_asked(text: Text, lab: Lab, output: str) -> float:
    """What it counts that an output is the standard error, or deviation, that the asking sentence asks of another."""
    sentence, trigger = asking(text)
    inside = [t for t in text.tokens[trigger:] if t.sentence == sentence]
    said = text.original[inside[0].start : inside[-1].end] if inside else ""
    for meant, pattern in STATISTICS.items():
        mine = {n for n, o in lab.outputs.items() if meant in o.meaning}
        if mine and pattern.search(said):
            return BOUND if output in mine else -BOUND
    return 0.0


def group_asked(text: Text, lab: Lab, output: str) -> float:
    """What it counts that an output is of the one of two strata that the asking sentence names."""
    low, high = output.endswith("_low"), output.endswith("_high")
    if low == high or not any(isinstance(s, Series) and s.column == "group" for s in lab.inputs.values()):
        return 0.0
    sentence, _ = asking(text)
    inside = [t for t in text.tokens if t.sentence == sentence]
    said = stratum(text.original[inside[0].start : inside[-1].end]) if inside else ""
    return (BOUND if (said == "1") == high else -BOUND) if said else 0.0


def headed(text: Text, hit: Hit, trigger: int) -> bool:
    """Whether a wording stands in the heading of a question: `limit of GaAs: how big is ...`."""
    return hit.last < trigger and any(t.text == ":" for t in text.tokens[hit.last + 1 : trigger])


def inside_longer(hit: Hit, others: Sequence[Hit], text: Text) -> bool:
    """Whether a wording is part of a longer one, or begins in another: `energy in hartree` after `correlation`."""
    further = (o for o in others if hit.first < o.first <= hit.last < o.last)
    if text.tokens[hit.first].text in MANNER and any(_telling(o, text) > 1 for o in further):
        return True  # `how much lactate` of `how much lactate per glucose`
    held = any(o.first <= hit.first and hit.last <= o.last and o.length > hit.length for o in others)
    claims = (o for o in others if text.tokens[o.first].text not in MANNER)  # `how much lactate` claims no `lactate`
    return held or any(o.first < hit.first <= o.last < hit.last for o in claims)


def _telling(hit: Hit, text: Text) -> int:
    return sum(telling(t.text) for t in text.tokens[hit.first : hit.last + 1])

"""What a number of a question is, by the sense of its clause: its words beside those of each input of a lab.

Words of one sense count as one (`die`, `decay` and `loss`; `biggest` and `peak`). This is asked only where no declared
name stands near a number, and answers only where one input has clearly more of the clause's words. Knows no lab.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from math import log

from ech0.minds.embedded.givens import Given, Scene
from ech0.minds.embedded.unread import EMPTY
from ech0.minds.embedded.words import stem, stems
from labs import Lab, Real

_SENSES = """
loss: die dies died dying death deaths dead decay decays decayed lost lose loses cleared clear clears clearance clearing
 degrade degrades degraded degradation vanish eliminate eliminated elimination remove removed removal turnover mortality
growth: grow grows growing grew growth proliferate proliferates proliferation proliferating divide divides dividing
 expand expands expanding
greatest: greatest biggest largest highest maximum maximal max peak peaks peaked top worst saturate saturates saturating
 saturation maximally ceiling
least: least lowest smallest minimum minimal min nadir trough bottom
half: half half-maximal halfway median midpoint
initial: initial initially start starts starting started begin begins beginning outset baseline seeded implanted
 inoculated inoculum original founder
final: final finally end ends ending eventually last
kill: kill kills killed killing destroy destroys destroyed lyse lyses lysed lysis
recruit: recruit recruits recruited recruitment attract attracts attracted
inactivate: inactivate inactivates inactivated inactivation exhaust exhausts exhausted exhaustion
infuse: infuse infused infuses infusion infusions inject injected transfer transferred adoptive adoptively given
 administered administer
release: release releases released secrete secretes secreted secretion produce produces produced production make
influx: influx inflow input supply supplied arrive arrives arriving enter enters entering source
tumour: tumour tumor tumours tumors cancer malignant neoplastic
effector: effector effectors lymphocyte lymphocytes immune
ph: ph acid acidic acidity acidotic alkaline
inhibit: inhibit inhibits inhibited inhibition suppress suppressed suppression suppresses retard retarded slow slowed
 smaller lighter
delay: delay delays delayed postpone postponed gain gained
interleukin: interleukin interleukins il
lactate: lactate lactic
glucose: glucose sugar
oxygen: oxygen o2 po2
uptake: uptake takes consume consumes consumed consumption
mutation: mutation mutations mutate mutates mutant mutants
resistance: resistance resistant
weight: weight weights weigh weighs weighing mass heavy
remain: remain remains remaining left survive survives surviving survival
frequency: frequency often
"""


@cache
def _table() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for line in re.sub(r"\n ", " ", _SENSES.strip()).splitlines():
        name, _, words = line.partition(":")
        for word in words.split():
            table[stem(word)] = name
            table[word] = name
    return table


@cache
def sense(word: str) -> str:
    """The sense of a word: one name for all words that mean the same here, else its first letters."""
    known = _table().get(word) or _table().get(stem(word))
    return f"<{known}>" if known else stem(word)[:5]


_ALSO = frozenset("remain greatest least".split())
"""Senses that tell outputs apart, though their words tell little elsewhere: what is `left`, the `top`."""


def telling(word: str) -> bool:
    """Whether a word tells what is asked."""
    known = _table().get(word) or _table().get(stem(word))
    return known in _ALSO or (word not in EMPTY and stem(word) not in EMPTY)


CLOSING = frozenset(". ? ! ; : ,".split())
JOINS = frozenset("and while whereas but with".split())
"""What may end a clause, if a number stands beyond it too."""
LISTING = frozenset(("and", ","))
COORDINATED, NEAR = 0.6, 6
"""What a word counts that leads in the number before, or that stands after one; how far the number before may be."""
ENOUGH, AHEAD = 0.5, 0.25
"""The least share of a clause's telling words, and by how much the next input must have less."""
NAMED, MORE = 0.6, 0.3
"""How near a name counts that is only meant, and what a whole clause adds."""
MEANT = 0.7
"""What a word of an input's meaning counts, beside one of its names."""
FEWEST = 2
"""So many letters at least make a word that tells something."""


def meant(shares: Mapping[str, float]) -> Mapping[str, float]:
    """How strongly a number is meant as an input by such shares; of at most one it is said."""
    told = sorted(((share, name) for name, share in shares.items()), reverse=True)
    if not told or told[0][0] < ENOUGH or (len(told) > 1 and told[0][0] - told[1][0] < AHEAD * told[0][0]):
        return {}
    return {told[0][1]: NAMED + MORE * told[0][0]}


def shares(scene: Scene, given: Given, lab: Lab, names: Sequence[str]) -> Mapping[str, float]:
    """How much of the telling words of a number's clause each of some inputs of a lab has; nothing if none is any's."""
    said = _clause(scene, given)
    words = _vocabulary(tuple((n, _phrases(s), s.meaning) for n, s in lab.inputs.items() if isinstance(s, Real)))
    rarity = _rarity(words)
    known = {w: c for w, c in said.items() if w in rarity}
    whole = sum(rarity[w] * c for w, c in known.items())
    if not whole:
        return {}
    return {n: sum(rarity[w] * c * words[n].get(w, 0.0) for w, c in known.items()) / whole for n in names}


def _clause(scene: Scene, given: Given) -> Mapping[str, float]:
    """The words around a number up to the next numbers or the ends of its clause, those before it counting most.

    What leads in the first of two numbers leads in the second too: `beginning with 10 effector and 5000 tumour cells`.
    """
    tokens = given.text.tokens
    own = [g for g in scene.givens if g.text is given.text and g.concept is None]
    numbers = {n: g for g in own for n in range(g.first, g.last + 1)}
    found: dict[str, float] = {}
    before = _lead(given, found, 1.0, frozenset(numbers))
    if before >= 0 and tokens[before].text in LISTING:
        at = before - 1
        while at >= 0 and at not in numbers and tokens[at].text not in CLOSING:
            at -= 1
        if at in numbers and before - at <= NEAR:
            _lead(numbers[at], found, COORDINATED, frozenset(numbers))
    weight = COORDINATED if found else 1.0
    for at in range(given.last + 1, len(tokens)):
        if tokens[at].sentence != tokens[given.last].sentence or at in numbers or tokens[at].text in CLOSING | JOINS:
            break
        _add(found, tokens[at].text, weight)
    return found


def _lead(given: Given, found: dict[str, float], weight: float, numbers: frozenset[int]) -> int:
    """Add the words that lead in a number; where they end."""
    tokens = given.text.tokens
    at = given.first - 1
    if at >= 0 and tokens[at].text == "with":
        at -= 1
    while at >= 0 and tokens[at].sentence == tokens[given.first].sentence and at not in numbers:
        if tokens[at].text in CLOSING | JOINS:
            break
        _add(found, tokens[at].text, weight)
        at -= 1
    return at


def _add(found: dict[str, float], word: str, weight: float) -> None:
    known = word in _table() or stem(word) in _table()
    if (known or (word not in EMPTY and stem(word) not in EMPTY)) and len(word) >= FEWEST and word[0].isalpha():
        key = sense(word)
        found[key] = max(found.get(key, 0.0), weight)


def _phrases(spec: Real) -> tuple[str, ...]:
    return tuple(w for w in spec.words if len(w) > FEWEST)


@cache
def _vocabulary(rows: Sequence[tuple[str, tuple[str, ...], str]]) -> Mapping[str, Mapping[str, float]]:
    """The senses by which each input is known, by how much each counts."""
    found: dict[str, Mapping[str, float]] = {}
    for name, phrases, meaning in rows:
        own: dict[str, float] = {}
        for word in stems(meaning.partition("; ")[0]):
            _add(own, word, MEANT)
        for word in (w for p in (*phrases, name.replace("_", " ")) for w in stems(p)):
            _add(own, word, 1.0)
        found[name] = own
    return found


def _rarity(words: Mapping[str, Mapping[str, float]]) -> Mapping[str, float]:
    count: dict[str, int] = {}
    for own in words.values():
        for w in own:
            count[w] = count.get(w, 0) + 1
    return {w: log(1 + len(words) / n) for w, n in count.items()}

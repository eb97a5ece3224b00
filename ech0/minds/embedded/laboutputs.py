"""Which output of a lab a question means, by the words that it shares with what the lab says of it.

A suggestion only: something must still bind the question's numbers. Knows no formula and no number's meaning.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log

from ech0.core import units
from ech0.minds.embedded.labreading import LabReader
from ech0.minds.embedded.labwordings import spoken as speaks_of
from ech0.minds.embedded.sources import ByLab, Derivation, Known
from ech0.minds.embedded.target import Target, asking, place
from ech0.minds.embedded.unread import EMPTY
from ech0.minds.embedded.words import Hit, Text, stems
from labs import Choice, Lab, Real
from labs import Text as TextInput

SPOKEN, HINTED = 0.6, 0.3
"""How much a question must speak of a lab, and the least at which a surely named output is enough."""
OBVIOUS = 1.0
"""How much a question must speak of a lab for the output that alone is of the kind asked for to be meant."""
ENOUGH, SURELY = 0.25, 0.4
"""The least share of matching words, for a lab that is spoken of and for one that is hinted at."""
APART = 0.5
"""How much less an output fits whose words the question shares less than those of another of the lab."""
KINDS = {
    "m": ("how high", "how far", "how tall"),
    "K": ("how hot", "how cold", "how warm"),
    "g": ("how heavy",),
    "s": (
        "at what time",
        "at which time",
        "after what time",
        "after how much time",
        "when does",
        "when do",
        "when is",
        "when are",
        "when will",
        "how soon",
        "how long does",
        "how long after",
        "how long will",
        "how long until",
        "how long is it",
        "how many hours",
        "how many days",
    ),
    "": (
        "what fraction",
        "what share",
        "what part",
        "what proportion",
        "how likely",
        "how efficiently",
        "how probable",
    ),
}
"""What kind of quantity a question word asks for."""
NEARLY, MOST = 0.6, 10
"""How much of the best output's share another of the lab must have to be tried; no more than these are tried."""
NAMED = 0.4
"""What it counts, beside the share of words, that an output is named."""
ELSEWHERE, CLOSE = 0.5, 0.05
"""How much less a lab fits whose words account for less of the question than those of another, by more than this."""
UNSPOKEN = 0.16
"""How much less a lab fits whose own words are not said where those of another are."""
PLAINLY = 0.04
"""How much better a lab fits than a formula as good, where the question names the lab and the output."""
OUTRIGHT = 0.1
"""What it counts beside its being named that a lab itself says that an output is asked for."""
LEFT = 0.5
"""What shared words count at least, where another output is named outright."""
BOUND = 0.6
_LIMIT = re.compile(r"\b(lower|upper)\s+(?:[\w%]+\s+){0,3}?(?:limit|bound|end|edge|confidence|CI\b)", re.IGNORECASE)
"""The limit of an interval, and what it counts that an output is one where it is asked for."""
MEANT = 0.6
"""What a word of an output's meaning counts, beside one of its names."""
CUSTOMARY = 0.3
"""What it counts that an output is told in the very unit asked for, where another is in a mere multiple of it."""
ANGLES = frozenset("degree radian rad arcsecond arcminute".split())


@dataclass(frozen=True)
class Outputs:
    """The outputs of all labs as sets of words."""

    labs: Mapping[str, Lab]

    @cached_property
    def _words(self) -> Mapping[tuple[str, str], Mapping[str, float]]:
        """By lab and output; a word that several outputs of a lab share counts alike for each: it tells none apart."""
        found: dict[tuple[str, str], Mapping[str, float]] = {}
        for lab in self.labs.values():
            own = {name: _vocabulary(lab, name) for name in lab.outputs}
            most: dict[str, float] = {}
            for words in own.values():
                for w, n in words.items():
                    most[w] = max(n, most.get(w, 0.0))
            found |= {(lab.id, name): {w: most[w] for w in words} for name, words in own.items()}
        return found

    @cached_property
    def _chosen(self) -> Mapping[str, frozenset[str]]:
        """By lab, the words of its options that name none of its outputs: a method says nothing of what is asked."""
        return {lab.id: _options(lab) - _names(lab) for lab in self.labs.values()}

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        """How telling a word is: it says less, the more outputs share it."""
        count: dict[str, int] = {}
        for words in self._words.values():
            for w in words:
                count[w] = count.get(w, 0) + 1
        return {w: log(1 + len(self._words) / n) for w, n in count.items()}

    def suggested(self, text: Text, reader: LabReader, unit: str | None) -> list[Target]:
        """Outputs of labs that the question speaks of, those whose words it shares most first."""
        kind = kind_asked(text)
        found: list[Target] = []
        for lab in self.labs.values():
            said = reader.speaks(lab)
            if said < HINTED or (lab.on_request and not text.has(lab.words)):
                continue
            named, asked = reader.named(lab), _asked(text, reader.labels(lab))
            aside = reader.labels(lab)
            rows = [
                (
                    self._share(lab.id, n, asked) * _needed(lab, n, named)
                    + _said(text, lab, n, aside)
                    + _limit(text, lab, n)
                    + _customary(lab, n, unit),
                    n,
                )
                for n in lab.outputs
                if _told_in(lab, n, unit) and (_told_in(lab, n, kind) or _said(text, lab, n, aside))
            ]
            best = max((r for r, _ in rows), default=0.0)
            if said >= OBVIOUS and (only := _only(lab, unit or kind)) is not None and best < ENOUGH:
                found.append(Target(lab.outputs[only].concept, 0.6, only.replace("_", " "), lab.id, only))
            for share, name in rows:
                if share >= (ENOUGH if said >= SPOKEN else SURELY) and share >= NEARLY * best:
                    score = min(1.0, 0.55 + 0.35 * share + 0.05 * min(said, 3.0))
                    found.append(Target(lab.outputs[name].concept, score, name.replace("_", " "), lab.id, name))
        return sorted(found, key=lambda t: -t.score)[:MOST]

    def named(self, text: Text, reader: LabReader, lab: Lab, output: str) -> bool:
        """Whether the question names an output."""
        if _limit(text, lab, output):
            return True
        return _said(text, lab, output, reader.labels(lab)) > 0

    def coupled(self, text: Text, unit: str | None) -> bool:
        """Whether what looks like a unit is the constant in which a lab spoken of counts: `in J`, the coupling."""
        if unit is None or len(unit) > 1:
            return False
        counts = re.compile(rf"in units of {re.escape(unit)}\b")
        mine = (lab for lab in self.labs.values() if any(counts.search(o.meaning) for o in lab.outputs.values()))
        return any(text.has(lab.words) for lab in mine)

    def told_apart(
        self, text: Text, reader: LabReader, found: Sequence[Derivation], unit: str | None = None
    ) -> list[Derivation]:
        """Derivations of the kind asked for, a lab's less likely outputs put back.

        An output is less likely that shares less with the question than another of the same lab.
        """
        kind, topics = kind_asked(text), self.topics(text)
        found = [d for d in found if not isinstance(d.node, ByLab) or _of_kind(text, d.node, kind)]
        labs = {d.node.lab.id: d.node.lab for d in found if isinstance(d.node, ByLab)}
        named = {n: reader.named(lab) for n, lab in labs.items()}
        aside = {n: reader.labels(lab) for n, lab in labs.items()}
        asked = {n: _asked(text, aside[n]) for n in labs}
        said = {
            (n.lab.id, n.output): _said(text, n.lab, n.output, aside[n.lab.id])
            for d in found
            if isinstance(n := d.node, ByLab)
        }
        whole = {k: v for k, v in said.items() if _spelt_out(text, labs[k[0]], k[1], aside[k[0]])}
        most = {lab: max((v for (other, _), v in whole.items() if other == lab), default=0.0) for lab in labs}
        found = [d for d in found if not _passed_over(d, found, said, whole)]
        rows = [
            (
                d,
                self._share(n.lab.id, n.output, asked[n.lab.id])
                * _needed(n.lab, n.output, named[n.lab.id])
                * _beside(said[n.lab.id, n.output], most[n.lab.id])
                + said[n.lab.id, n.output]
                + _limit(text, n.lab, n.output)
                + _customary(n.lab, n.output, unit),
            )
            for d in found
            if isinstance(n := d.node, ByLab)
        ]
        first = max(topics.values(), default=0.0)
        complete = {d.node.lab.id for d in found if isinstance(d.node, ByLab) and not d.missing}
        spoken = {n for n in labs if speaks_of(labs[n], text)}
        off = {n: ELSEWHERE * max(0.0, first - topics.get(n, 0.0) - CLOSE) for n in labs}
        off |= {n: off[n] + UNSPOKEN for n in labs if n not in spoken and spoken & complete}
        best = {d.node.lab.id: 0.0 for d, _ in rows if isinstance(d.node, ByLab)}
        for d, share in rows:
            if isinstance(d.node, ByLab) and not d.missing:
                best[d.node.lab.id] = max(best[d.node.lab.id], share)
        less = {id(d): best[d.node.lab.id] - share for d, share in rows if isinstance(d.node, ByLab)}
        sure = {k for k, v in whole.items() if v > NAMED and k[0] in spoken}
        out = [
            replace(d, fit=_bounded(d.fit - APART * max(0.0, less.get(id(d), 0.0)) - _off(d, off) + _sure(d, sure)))
            for d in found
        ]
        return sorted(out, key=lambda d: (len(d.missing) > 0, -d.fit if not d.missing else 0.0))

    @cached_property
    def _topics(self) -> Mapping[str, Mapping[str, float]]:
        return {lab.id: _subject(lab) for lab in self.labs.values()}

    @cached_property
    def _telling(self) -> Mapping[str, float]:
        """How telling a word is of one lab among all."""
        count: dict[str, int] = {}
        for words in self._topics.values():
            for w in words:
                count[w] = count.get(w, 0) + 1
        return {w: log(1 + len(self._topics) / n) for w, n in count.items()}

    def topics(self, text: Text) -> dict[str, float]:
        """How far each lab accounts for the words of a question, by how telling they are; at most 1."""
        said = dict.fromkeys(_root(t.stem) for t in text.tokens if t.text[0].isalpha() and len(t.text) > 1)
        known = [w for w in said if w in self._telling and w not in EMPTY]
        whole = sum(self._telling[w] for w in known) or 1.0
        return {
            lab: sum(self._telling[w] * words.get(w, 0.0) for w in known) / whole
            for lab, words in self._topics.items()
            if not self.labs[lab].on_request or text.has(self.labs[lab].words)
        }

    def _share(self, lab: str, output: str, asked: Sequence[str]) -> float:
        """The share of the telling words of the question that an output has, by how telling they are."""
        words = self._words[lab, output]
        known = [w for w in asked if w in self._rarity and w not in self._chosen[lab]]
        whole = sum(self._rarity[w] for w in known)
        return sum(self._rarity[w] * words.get(w, 0.0) for w in known) / whole if whole else 0.0


def _of_kind(text: Text, node: ByLab, kind: str | None) -> bool:
    """Whether an output is of the kind that a question word asks for, or is named: `how tall is the spike`."""
    return _told_in(node.lab, node.output, kind) or text.has(node.lab.outputs[node.output].words) != []


def _only(lab: Lab, unit: str | None) -> str | None:
    """The one output that can be told in a unit: `how many days until ...` asks a lab with one time for that."""
    mine = [n for n in lab.outputs if unit and unit != "percent" and _told_in(lab, n, unit)]
    return mine[0] if len(mine) == 1 and not lab.outputs[mine[0]].like else None


def _told_in(lab: Lab, output: str, unit: str | None) -> bool:
    spec = lab.outputs[output]
    if unit in ANGLES and not spec.unit:
        return False  # a plain number is no angle
    return unit is None or bool(spec.like) or units.compatible(unit, spec.unit)


def _customary(lab: Lab, output: str, unit: str | None) -> float:
    """What the unit asked for says: orbital energies are told in eV, total energies in hartree."""
    alike = {o.unit for o in lab.outputs.values() if unit and units.compatible(unit, o.unit)}
    return CUSTOMARY if unit and len(alike) > 1 and lab.outputs[output].unit == unit.replace(" ", "") else 0.0


def _off(derivation: Derivation, off: Mapping[str, float]) -> float:
    return off[derivation.node.lab.id] if isinstance(derivation.node, ByLab) else 0.0


def _subject(lab: Lab) -> Mapping[str, float]:
    """The words of all that a lab takes and gives, by how much each counts."""
    found: dict[str, float] = {}

    def add(phrases: Iterable[str], weight: float) -> None:
        for s in (s for p in phrases for s in stems(p) if s not in EMPTY):
            found[_root(s)] = max(found.get(_root(s), 0.0), weight)

    add((*lab.words, lab.title), 1.0)
    for name, out in lab.outputs.items():
        add((*out.words, name.replace("_", " ")), 1.0)
        add((out.meaning,), MEANT)
    for name, spec in lab.inputs.items():
        add((*spec.words, name.replace("_", " ")), 1.0)
        add((spec.meaning,), MEANT)
        if isinstance(spec, Choice):
            add((w for o, ws in spec.options.items() for w in (o, *ws)), 1.0)
        elif isinstance(spec, Real):
            add(spec.phrases, 1.0)
        elif isinstance(spec, TextInput):
            add((n for names in spec.known.values() for n in names), 1.0)
    return found


def _asked(text: Text, aside: frozenset[int] = frozenset()) -> list[str]:
    """The telling words of the asking sentence, each once, but for the tokens `aside`, which name numbers."""
    sentence, _ = asking(text)
    inside = (t for n, t in enumerate(text.tokens) if t.sentence == sentence and t.text[0].isalpha() and n not in aside)
    return list(dict.fromkeys(_root(t.stem) for t in inside if t.stem not in EMPTY and t.text not in EMPTY))


def _vocabulary(lab: Lab, output: str) -> Mapping[str, float]:
    spec = lab.outputs[output]
    meant = {_root(s): MEANT for s in stems(spec.meaning) if s not in EMPTY}
    named = {
        _root(s): 1.0 for phrase in (*spec.words, output.replace("_", " ")) for s in stems(phrase) if s not in EMPTY
    }
    return meant | named


def _options(lab: Lab) -> frozenset[str]:
    choices = (i for i in lab.inputs.values() if isinstance(i, Choice))
    return frozenset(_root(s) for c in choices for o, ws in c.options.items() for w in (o, *ws) for s in stems(w))


def _names(lab: Lab) -> frozenset[str]:
    return frozenset(_root(s) for o in lab.outputs.values() for w in o.words for s in stems(w))


def _said(text: Text, lab: Lab, output: str, aside: frozenset[int]) -> float:
    """What it counts that an output is named outright, and not as what a number is."""
    asks = lab.outputs[output].told
    if asks is not None and asks(text.original):
        return NAMED + OUTRIGHT
    hits = [h for w in lab.outputs[output].words for h in text.find(w)]
    others = [h for n, o in lab.outputs.items() if n != output for w in o.words for h in text.find(w)]
    free = [h for h in hits if not aside.issuperset(range(h.first, h.last + 1)) and not _inside(h, others)]
    sentence, trigger = asking(text)
    there = [h for h in free if text.tokens[h.first].sentence == sentence]
    told = (
        (0.6 if trigger and h.last < trigger and _apart(text, h, trigger) else 1.0)
        * NAMED
        * min(1.0, place(text, trigger, h)) * (0.5 if _headed(text, h, trigger) else 1.0) + 0.02 * h.length
        for h in there
    )
    return max(told, default=0.5 * NAMED if free else 0.0)


def _bounded(fit: float) -> float:
    return min(1.0, max(0.0, fit))


def _sure(derivation: Derivation, sure: Collection[tuple[str, str]]) -> float:
    """What it counts that the lab and its output are both named, and that it lacks nothing and has numbers."""
    node = derivation.node
    named = isinstance(node, ByLab) and (node.lab.id, node.output) in sure
    return PLAINLY if named and not derivation.missing and len(derivation.used) > 1 else 0.0


def _passed_over(
    derivation: Derivation,
    found: Sequence[Derivation],
    said: Mapping[tuple[str, str], float],
    spelt: Mapping[tuple[str, str], float],
) -> bool:
    """Whether another output of the lab is named that only lacks a value: then this one is no way around it."""
    node = derivation.node
    if not isinstance(node, ByLab) or derivation.missing:
        return False
    mine, bound = said[node.lab.id, node.output], _inputs(node)
    near = [d.node for d in found if len(d.missing) == 1 and isinstance(d.node, ByLab) and d.node.lab is node.lab]
    others = [n for n in near if _inputs(n) > bound]
    return any(spelt.get((n.lab.id, n.output), 0.0) > mine + 0.5 * NAMED for n in others if n.output != node.output)


def _inputs(node: ByLab) -> frozenset[str]:
    """The numbers that are its inputs."""
    return frozenset(s.given.entry.id for _, s in node.sources if isinstance(s, Known))


def _apart(text: Text, hit: Hit, trigger: int) -> bool:
    """Whether a wording stands in a clause before the one that asks: `among the runs that ..., how many ...`."""
    return any(t.text == "," for t in text.tokens[hit.last + 1 : trigger])


def _beside(said: float, most: float) -> float:
    """What shared words count for an output, where another is named more outright."""
    return max(LEFT, min(1.0, said / most)) if most else 1.0


def _spelt_out(text: Text, lab: Lab, output: str, aside: frozenset[int]) -> bool:
    """Whether the asking sentence names an output in more than one word, such as `fill factor`."""
    told = lab.outputs[output].told
    if told is not None and told(text.original):
        return True
    sentence, trigger = asking(text)
    hits = [h for w in lab.outputs[output].words for h in text.find(w)]
    mine = [h for h in hits if h.length > 1 and not aside.issuperset(range(h.first, h.last + 1))]
    return any(text.tokens[h.first].sentence == sentence and not _headed(text, h, trigger) for h in mine)


def _limit(text: Text, lab: Lab, output: str) -> float:
    """What it counts that an output is, or is not, the limit of an interval that is asked for."""
    sentence, _ = asking(text)
    inside = [t for t in text.tokens if t.sentence == sentence]
    found = _LIMIT.search(text.original[inside[0].start : inside[-1].end]) if inside else None
    if found is None:
        return 0.0
    suffix = "_low" if found[1].lower() == "lower" else "_high"
    return 0.0 if not any(n.endswith(suffix) for n in lab.outputs) else BOUND if output.endswith(suffix) else -BOUND


def _headed(text: Text, hit: Hit, trigger: int) -> bool:
    """Whether a wording stands in the heading of a question: `limit of GaAs: how big is ...`."""
    return hit.last < trigger and any(t.text == ":" for t in text.tokens[hit.last + 1 : trigger])


def _inside(hit: Hit, others: Sequence[Hit]) -> bool:
    """Whether a wording is part of a longer one, or begins in another: `energy in hartree` after `correlation`."""
    held = any(o.first <= hit.first and hit.last <= o.last and o.length > hit.length for o in others)
    return held or any(o.first < hit.first <= o.last < hit.last for o in others)


def _root(stem: str) -> str:
    """`excrete` and `excretion` are one word here."""
    return stem[:5]


def _needed(lab: Lab, output: str, named: Sequence[str]) -> float:
    """Half for an output that rests on none of the inputs that are stated by name, one for that which rests on all."""
    needs = lab.outputs[output].needs or tuple(lab.inputs)
    return 0.5 + 0.5 * sum(n in needs for n in named) / len(named) if named else 1.0


def kind_asked(text: Text) -> str | None:
    """A unit of the kind of quantity that the question word asks for, if it leaves no doubt (`how hot`)."""
    sentence, _ = asking(text)
    for unit, phrases in KINDS.items():
        if any(text.tokens[h.first].sentence == sentence for p in phrases for h in text.find(p)):
            return unit
    return None

"""Which output of a lab a question means, by the words that it shares with what the lab says of it.

A suggestion only: something must still bind the question's numbers. Knows no formula and no number's meaning.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log

from ech0.core import units
from ech0.minds.embedded.labnamed import (
    NAMED,
    group_asked,
    limit_asked,
    outright,
    spelt_out,
    standing_beside,
    statistic_asked,
)
from ech0.minds.embedded.labreading import LabReader
from ech0.minds.embedded.labsense import sense, telling
from ech0.minds.embedded.labwordings import spoken as speaks_of
from ech0.minds.embedded.sources import ByLab, Derivation, Known
from ech0.minds.embedded.target import Target, asking
from ech0.minds.embedded.unread import EMPTY
from ech0.minds.embedded.words import Text, stems
from labs import Choice, Lab, Real
from labs import Text as TextInput

SPOKEN, HINTED, SURELY_SPOKEN = 0.6, 0.3, 1.2
"""How much a question must speak of a lab, the least at which a surely named output is enough, and the most."""
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
ELSEWHERE, CLOSE = 0.5, 0.05
"""How much less a lab fits whose words account for less of the question than those of another, by more than this."""
UNSPOKEN = 0.16
"""How much less a lab fits whose own words are not said where those of another are."""
PLAINLY = 0.04
"""How much better a lab fits than a formula as good, where the question names the lab and the output."""
MEANT = 0.6
"""What a word of an output's meaning counts, beside one of its names."""
LACKING = 0.2
"""How much better an output must be named than another to speak against it, though it lacks an input."""
CUSTOMARY = 0.3
"""What it counts that an output is told in the very unit asked for, where another is in a mere multiple of it."""
CONDITIONS = frozenset("if when given provided assuming supposing where while".split())
"""Words that begin a clause which says under what something is asked."""
ASKING = frozenset("do does did is are was were will would can could should must may".split())
"""What follows them where they ask."""
SINCE = frozenset("later after earlier before ago apart long old".split())
"""Words that belong to the number before them: `12 days later`."""
OUTRIGHT = 0.8
"""By how much more an output must be meant to be waited for, though another of the lab is whole."""
EXTREMES, EXTREME = ("<greatest>", "<least>"), 0.3
"""The senses of superlatives, and what it counts that an output is one."""
BY_NEED, FEWEST = 0.7, 2
"""How likely an output is meant that alone takes all that is stated, and how many inputs must be stated by name."""
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
                    + outright(text, lab, n, aside)
                    + limit_asked(text, lab, n)
                    + group_asked(text, lab, n)
                    + statistic_asked(text, lab, n)
                    + self._extreme(lab.id, n, asked)
                    + _customary(lab, n, unit),
                    n,
                )
                for n in lab.outputs
                if _told_in(lab, n, unit) and (_told_in(lab, n, kind) or outright(text, lab, n, aside))
            ]
            best = max((r for r, _ in rows), default=0.0)
            if not any(share >= SURELY for share, _ in rows) and (only := _only(lab, named, [n for _, n in rows])):
                found.append(Target(lab.outputs[only].concept, BY_NEED, only.replace("_", " "), lab.id, only))
            elif said >= OBVIOUS and (only := _sole(lab, unit or kind)) is not None and best < ENOUGH:
                found.append(Target(lab.outputs[only].concept, 0.6, only.replace("_", " "), lab.id, only))
            for share, name in rows:
                named_at_all = said >= SURELY_SPOKEN and outright(text, lab, name, aside) > 0
                least = 0.0 if named_at_all else ENOUGH if said >= SPOKEN else SURELY
                if share >= least and share >= NEARLY * best:
                    score = min(1.0, 0.55 + 0.35 * share + 0.05 * min(said, 3.0))
                    found.append(Target(lab.outputs[name].concept, score, name.replace("_", " "), lab.id, name))
        return sorted(found, key=lambda t: -t.score)[:MOST]

    def named(self, text: Text, reader: LabReader, lab: Lab, output: str) -> bool:
        """Whether the question names an output."""
        if limit_asked(text, lab, output):
            return True
        return outright(text, lab, output, reader.labels(lab)) > 0

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
            (n.lab.id, n.output): outright(text, n.lab, n.output, aside[n.lab.id])
            for d in found
            if isinstance(n := d.node, ByLab)
        }
        whole = {k: v for k, v in said.items() if spelt_out(text, labs[k[0]], k[1], aside[k[0]])}
        most = {lab: max((v for (other, _), v in whole.items() if other == lab), default=0.0) for lab in labs}
        found = [d for d in found if not _passed_over(d, found, said, whole)]
        rows = [
            (
                d,
                self._share(n.lab.id, n.output, asked[n.lab.id])
                * _needed(n.lab, n.output, named[n.lab.id])
                * standing_beside(said[n.lab.id, n.output], most[n.lab.id])
                + said[n.lab.id, n.output]
                + limit_asked(text, n.lab, n.output)
                + group_asked(text, n.lab, n.output)
                + statistic_asked(text, n.lab, n.output)
                + self._extreme(n.lab.id, n.output, asked[n.lab.id])
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
            if isinstance(d.node, ByLab):
                best[d.node.lab.id] = max(best[d.node.lab.id], share - (LACKING if d.missing else 0.0))
        less = {id(d): best[d.node.lab.id] - share for d, share in rows if isinstance(d.node, ByLab)}
        surpassed = {id(d) for d, share in rows if any(_surpasses(other, s, d, share) for other, s in rows)}
        found = [d for d in found if id(d) not in surpassed]
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

    def _extreme(self, lab: str, output: str, asked: Sequence[str]) -> float:
        """What it counts that an output is, or is not, the greatest or the least, where only one of these is asked."""
        said = [e for e in EXTREMES if e in asked]
        having = [n for (other, n), words in self._words.items() if other == lab and said and said[0] in words]
        if not said and any(sense(w) in EXTREMES for w in output.split("_")):
            return -EXTREME / 2
        if len(said) != 1 or not having or len(having) == len(self.labs[lab].outputs):
            return 0.0
        return EXTREME if output in having else -EXTREME

    def _share(self, lab: str, output: str, asked: Sequence[str]) -> float:
        """The share of the telling words of the question that an output has, by how telling they are."""
        words = self._words[lab, output]
        known = [w for w in asked if w in self._rarity and w not in self._chosen[lab]]
        whole = sum(self._rarity[w] for w in known)
        return sum(self._rarity[w] * words.get(w, 0.0) for w in known) / whole if whole else 0.0


def _only(lab: Lab, named: Sequence[str], outputs: Sequence[str]) -> str | None:
    """The one output that takes all inputs that are stated by name, if there are some and it is the only one."""
    if len(named) < FEWEST:
        return None
    fit = [n for n in outputs if set(named) <= set(lab.outputs[n].needs or lab.inputs)]
    return fit[0] if len(fit) == 1 and len(outputs) > 1 else None


def _surpasses(one: Derivation, share: float, other: Derivation, less: float) -> bool:
    """Whether a run of a lab that lacks something speaks against a whole one.

    It is of an output that is as likely meant, and takes more of the numbers, which the whole one would leave out. Or
    its output is far more likely meant, whatever it lacks.
    """
    a, b = one.node, other.node
    if not (isinstance(a, ByLab) and isinstance(b, ByLab)) or a.lab is not b.lab or b.missing or not a.missing:
        return False
    unknown = all(m.concept is None and m.what.startswith("what ") and m.what.endswith("stands for") for m in a.missing)
    return (unknown and share >= less - CLOSE and _taken(a) > _taken(b)) or share > less + OUTRIGHT


def _taken(node: ByLab) -> int:
    return sum(isinstance(s, Known) for _, s in node.sources)


def _of_kind(text: Text, node: ByLab, kind: str | None) -> bool:
    """Whether an output is of the kind that a question word asks for, or is named: `how tall is the spike`."""
    return _told_in(node.lab, node.output, kind) or text.has(node.lab.outputs[node.output].words) != []


def _sole(lab: Lab, unit: str | None) -> str | None:
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
    sentence, trigger = asking(text)
    aside |= _conditions(text, sentence, trigger, aside)
    ends = [n + 1 for n, t in enumerate(text.tokens[:-1]) if t.text == "for"]  # `for maximal ATP`
    aside |= {n for n in ends if sense(text.tokens[n].stem) in EXTREMES}
    told = _bracketed(text, sentence)
    inside = (t for n, t in enumerate(text.tokens) if t.sentence in told and t.text[0].isalpha() and n not in aside)
    return list(dict.fromkeys(_root(t.stem) for t in inside if telling(t.text) and len(t.text) > 1))


def _bracketed(text: Text, sentence: int | None) -> frozenset[int | None]:
    """The asking sentence, with those before it if it begins inside brackets: `; standard constants)?`."""
    found = {sentence}
    first = next((t for t in text.tokens if t.sentence == sentence), None)
    while first is not None and sentence:
        before = text.original[: first.start]
        if before.count("(") <= before.count(")"):
            break
        sentence -= 1
        found.add(sentence)
        first = next((t for t in text.tokens if t.sentence == sentence), None)
    return frozenset(found)


def _conditions(text: Text, sentence: int | None, trigger: int, aside: frozenset[int]) -> frozenset[int]:
    """The tokens of clauses that only say under which numbers something is asked: `if 90 % of its glucose is ...`."""
    inside = [n for n, t in enumerate(text.tokens) if t.sentence == sentence]
    found = {n for n in inside if text.tokens[n].text in SINCE and n and n - 1 in aside}
    for n in (n for n in inside if text.tokens[n].text in CONDITIONS):
        if n + 1 < len(text.tokens) and text.tokens[n + 1].text in ASKING:
            continue  # `where does it start`
        end = trigger if trigger > n else inside[-1] + 1
        if any(text.tokens[k].text[0].isdigit() for k in range(n, end)):
            found.update(range(n, end))
    return frozenset(found)


def _vocabulary(lab: Lab, output: str) -> Mapping[str, float]:
    spec = lab.outputs[output]
    meant = {_root(s): MEANT for s in stems(spec.meaning) if telling(s)}
    named = {_root(s): 1.0 for phrase in (*spec.words, output.replace("_", " ")) for s in stems(phrase) if telling(s)}
    return meant | named


def _options(lab: Lab) -> frozenset[str]:
    choices = (i for i in lab.inputs.values() if isinstance(i, Choice))
    return frozenset(_root(s) for c in choices for o, ws in c.options.items() for w in (o, *ws) for s in stems(w))


def _names(lab: Lab) -> frozenset[str]:
    return frozenset(_root(s) for o in lab.outputs.values() for w in o.words for s in stems(w))


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


def _root(stem: str) -> str:
    """`excrete` and `excretion` are one word here, and so are those of one sense."""
    return sense(stem)


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

"""What a question asks for: concepts and lab outputs named where a question names its object, ranked.

Knows no formula; a candidate is only a guess until something produces it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ech0.core import units
from ech0.core.formula import Concept
from ech0.core.reading import normalise, read
from ech0.minds.embedded import symbols
from ech0.minds.embedded.words import Hit, Lexicon, Text, written
from labs import Lab

ASKING = frozenset(
    "what how which find calculate determine compute estimate predict evaluate obtain derive give when where who state "
    "name work solve deduce express tell".split()
)
WANTS = frozenset(("want", "need"))
"""What a person who says it of himself asks with."""
OBJECTS = frozenset(
    "block sample load weighing container tank vessel rope cliff tower building track stretch candle screen heated "
    "melting battery capacitor resistor inductor coil loop winding shell tablet bolus trial observation sample couple "
    "draws note pitch rise drop head range bore surface capacity cuvette stretched compressed elevation interval "
    "launched fired thrown separated apart".split()
)
"""Words that go with a quantity of something but do not ask for it."""
CLOSE = 0.75
"""A phrase this much less likely than the best one is not what is asked for."""
LEFT = frozenset(("left", "remain", "remaining"))
"""What is left is what there is in the end."""
UNNAMED = 0.7
"""Score of a concept that only the wanted unit speaks for."""
TURNS_AWAY = frozenset(
    "of at in for under with on from to when if by after before during through per between given using".split()
)
"""After one of these words a noun is more likely a circumstance than what is asked for."""
SIZES = frozenset("magnitude value size amount component sum number".split())
"""`The magnitude of` does not turn away from what follows."""


@dataclass(frozen=True)
class Target:
    """A candidate: a concept, or an output of a lab; `words` spell it in the question."""

    concept: str | None
    score: float
    words: str
    lab: str | None = None
    output: str | None = None
    role: str = ""
    asks: bool = False


@dataclass(frozen=True)
class Targets:
    """Finds candidates with the words of all concepts and lab outputs."""

    lexicon: Lexicon[Target]
    roles: Mapping[str, tuple[str, ...]]
    concepts: Mapping[str, Concept]
    labs: Mapping[str, Lab]

    @classmethod
    def of(
        cls, concepts: Mapping[str, Concept], labs: Mapping[str, Lab], roles: Mapping[str, tuple[str, ...]]
    ) -> "Targets":
        """All the phrases by which something can be asked for."""
        phrases: list[tuple[str, Target]] = []
        for c in concepts.values():
            phrases += [(w, Target(c.id, 1.0, w)) for w in c.words if w not in OBJECTS]
            phrases += [(w, Target(c.id, 1.15, w, asks=True)) for w in c.ask]
        for lab in labs.values():
            for name, output in lab.outputs.items():
                phrases += [(w, Target(output.concept, 1.05, w, lab.id, name)) for w in output.words]
        return cls(Lexicon(tuple(phrases)), roles, concepts, labs)

    def find(self, text: Text, unit: str | None) -> list[Target]:
        """Candidates, most likely first; those of another dimension than the wanted `unit` are left out."""
        sentence, trigger = asking(text)
        if sentence is None:
            return []
        best: dict[tuple[str | None, str | None, str | None], Target] = {}
        for hit, target in self.lexicon.hits(text):
            if text.tokens[hit.first].sentence != sentence or hit.last < trigger:
                continue
            if unit is not None and not self._fits(target, unit):
                continue
            if target.lab is not None and not written(target.words, text):
                continue
            if target.asks and not trigger - 2 <= hit.first <= trigger + 2:
                continue
            score = target.score * place(text, trigger, hit)
            found = replace(target, score=score, role=self._role(text, hit))
            key = (target.concept, target.lab, target.output)
            if key not in best or best[key].score < score:
                best[key] = found
        for found in self._by_symbol(text, sentence, trigger, unit):
            if (key := (found.concept, None, None)) not in best or best[key].score < found.score:
                best[key] = found
        ranked = sorted(best.values(), key=lambda t: -t.score)
        top = next((t.score for t in ranked if not t.asks), 0.0)  # `how fast` says less than `grow`
        return [t for t in ranked if t.asks or t.score >= CLOSE * top]

    def _by_symbol(self, text: Text, sentence: int, trigger: int, unit: str | None) -> list[Target]:
        """What the asking sentence names by a letter alone: `calculate $q$`."""
        inside = [t for t in text.tokens[trigger:] if t.sentence == sentence]
        if not inside:
            return []
        found = []
        for symbol, place in symbols.alone(text.original, inside[0].start, inside[-1].end):
            base, roles = symbols.parts(symbol)
            score = 1.1 * max(0.35, 1.0 - 0.045 * (text.index(place) - trigger))
            for c in self.concepts.values():
                known = symbol in c.symbols or base in c.symbols
                if known and (units.compatible(unit, c.unit) if unit is not None else len(base) > 1):
                    role = "final" if "final" in roles else "initial" if "initial" in roles else ""
                    found.append(Target(c.id, score, c.id.replace("_", " "), role=role))
        return found

    def _fits(self, target: Target, unit: str) -> bool:
        if target.lab is not None and target.output is not None:
            output = self.labs[target.lab].outputs[target.output]
            return bool(output.like) or units.compatible(unit, output.unit)
        return target.concept is not None and units.compatible(unit, self.concepts[target.concept].unit)

    def alike(self, unit: str, but: Sequence[Target], text: Text) -> list[Target]:
        """Everything that can be told in `unit`, for a question that names its object by the unit or too broadly."""
        named = {t.concept for t in but}
        fitting = [c for c in self.concepts.values() if c.id not in named and _comparable(unit, c.unit)]
        out = [Target(c.id, UNNAMED, c.id.replace("_", " ")) for c in fitting]
        for lab in self.labs.values():
            if unit and text.has(lab.words):
                for name, output in lab.outputs.items():
                    if _comparable(unit, output.unit):
                        out.append(Target(output.concept, UNNAMED, name, lab.id, name))
        return out

    def _role(self, text: Text, hit: Hit) -> str:
        """`final` in `the final speed`: a role word inside the phrase or up to two words before it."""
        near = {text.tokens[n].stem for n in range(max(0, hit.first - 2), hit.last + 1)}
        for role, words in self.roles.items():
            if any(w in near for w in words if " " not in w and w not in ("a", "b", "one", "from", "source")):
                return role
        return "final" if near & LEFT else ""


_IN_UNIT = re.compile(
    r"\b[Ii]n\s+(?P<unit>(?:1/)?[A-Za-zµ°Å%][A-Za-zµ°Å%/^0-9·* -]*?)"
    r"(?=\s*(?:[,?.;:)]|$)|\s+(?:does|is|are|will|must|do|of|at|and|to|for|from|if|when|please|in order)\b)"
)
_PER = r"\s+(?:per|an?|and)\s+(?:(?:square|cubic)\s+)?[A-Za-z]+(?:\^-?\d)?"
_MANY_UNIT = re.compile(
    r"\b(?:how many|number of)\s+(?P<unit>(?:(?:square|cubic)\s+)?[A-Za-zµÅ]+(?:\^\d)?"
    rf"(?:\s?[/·]\s?[A-Za-zµ]+(?:\^\d)?){{0,3}})(?P<per>(?:(?:\s+of\s+[\w+-]+)?(?!\s+and){_PER}(?:{_PER})?)?)(?![\w/^])",
    re.IGNORECASE,
)
_SURFACE = re.compile(r"\s?(?:/|\bper\b)\s?1\.73\s?m(?:\^?2|²)")
"""Of a filtration rate that is told per surface of the body, which is no unit of the answer."""
_RINGED = re.compile("[Åå]ngstr[öo]ms?")
_BESIDE_UNIT = re.compile(
    r"\b(?:what|what's|which|how|when|find|calculate|compute|determine|give)\b[^.?!;]*?[A-Za-z0-9]"
    r"(?:\s\((?P<inside>(?:1/)?[A-Za-zµ°Å%][A-Za-zµ°Å%/^0-9·* -]*)\)"
    r"|,\s(?P<unit>[A-Za-zµ]+(?:/[A-Za-zµ]+){1,3})\s*[?.]?\s*$)",
    re.IGNORECASE,
)
"""`which voltage (volts)`, `trough at steady state, mg/L?`"""
_UNTOLD = frozenset("min max".split())


def _beside_asked(norm: str) -> list[str]:
    """Units in brackets, or after the last comma, of what is asked; a single letter may as well be a symbol."""
    said = [m["inside"] or m["unit"] for m in _BESIDE_UNIT.finditer(norm)]
    return [u for u in said if len(u) > 1 and u.lower() not in _UNTOLD]


def _heads(norm: str, said: re.Match[str]) -> bool:
    """Whether a unit is that of data which a sentence before the question lists, as in `Survival in months: 3, 5`."""
    end = _STOP.search(norm, said.end())
    before = re.split(r"[.?!]\s", norm[: said.start()])[-1]
    own = before + norm[said.start() : end.end() if end else len(norm)]
    asked = end is not None and end.group()[0] != "?" and "?" in norm[end.end() :]
    return asked and bool(re.match(r"\s*[,:;(]", norm[said.end() :])) and not _ASKS.search(own)


_STOP = re.compile(r"[.?!](?=\s|$)")
_ASKS = re.compile(rf"\b(?:{'|'.join(sorted(ASKING))}|answer|answers|result|results|report)\b", re.IGNORECASE)


_PERCENT = re.compile(
    r"\b(?:what|which)(?:'s the| is the| the)?(?: (?:best|highest|greatest|exact|expected|average|largest|total))?"
    r" (?:percentage|percent|per cent)\b",
    re.IGNORECASE,
)


def wanted_unit(text: str) -> str | None:
    """The unit that a question asks its answer in (`in kJ`, `how many minutes`), if it names one."""
    norm = normalise(_SURFACE.sub("", _RINGED.sub("angstrom", text)))[0]
    named = [m["unit"] for m in _IN_UNIT.finditer(norm) if not _heads(norm, m)]
    named += [u for m in _MANY_UNIT.finditer(norm) for u in _counted(m)]
    if _PERCENT.search(norm):
        return "percent"
    for unit in (*named, *_beside_asked(norm)):
        probe = unit if unit.startswith("1/") else f"1 {unit}"
        read_back = read(probe)
        if len(read_back) == 1 and read_back[0].unit and read_back[0].end == len(probe):
            return read_back[0].unit
    return None


_CARBON = re.compile(r"\s*(?:of\s+)?(?:CO_?2|carbon dioxide|greenhouse)", re.IGNORECASE)


def _counted(m: re.Match[str]) -> list[str]:
    """What `how many` counts, with all that it is counted per; `a` and `and` may as well go on with something else.

    Of `eggs a week` no unit is asked, and none of `litres per person`.
    """
    said, parts = m["unit"], re.findall(_PER, m["per"])
    if said.lower() in ("kg", "kilogram", "kilograms", "tonnes") and _CARBON.match(m.string, m.end("unit")):
        return []  # so much of one thing for so much of another
    if not any(f.unit for f in read(f"1 {said}")):
        return []
    per = [re.sub(r"^\s+(?:an?|and)\s", " per ", p) for p in parts]
    least = next((n for n, p in enumerate(parts) if p.split()[0] != "per"), len(parts))
    return [said + "".join(per[:n]) for n in range(len(parts), least - 1, -1)]


def _comparable(unit: str, concept: str) -> bool:
    angle = unit in ("degree", "rad", "radian")
    return units.compatible(unit, concept) and angle == (concept == "rad")


def asking(text: Text) -> tuple[int | None, int]:
    """The sentence that asks, and the token of its question word. The last one with a question word counts."""
    tokens = text.tokens
    ends = {t.sentence for t in tokens if t.text == "?"}
    triggers = [
        (t.sentence, n)
        for n, t in enumerate(tokens)
        if (t.text in ASKING and _opens(text, n))
        or (t.text in WANTS and n and not ends and tokens[n - 1].text in ("i", "we"))
    ]
    marked = [x for x in triggers if x[0] in ends]
    if marked or triggers:
        sentence = (marked or triggers)[-1][0]
        return sentence, min(n for s, n in (marked or triggers) if s == sentence)
    if ends:
        last = max(ends)
        return last, min(n for n, t in enumerate(tokens) if t.sentence == last)
    return (
        (tokens[-1].sentence, min(n for n, t in enumerate(tokens) if t.sentence == tokens[-1].sentence))
        if tokens
        else (None, 0)
    )


def _opens(text: Text, n: int) -> bool:
    """Whether a word that can ask does: `the work done`, `a given name`, `when heated` do not."""
    word = text.tokens[n].text
    before = text.tokens[n - 1].text if n else ""
    start = n == 0 or text.tokens[n - 1].sentence != text.tokens[n].sentence
    if word in ("work", "give", "state", "name", "solve", "tell", "express"):
        return start
    if word in ("when", "where", "who", "which"):
        further = text.tokens[n - 2] if n > 1 else None  # `the runs in which it spreads` asks nothing
        fresh = further is None or further.text == "," or further.sentence != text.tokens[n].sentence
        opens = before in ("and", ",") or (before in ("in", "at") and fresh)
        return start or (opens and text.tokens[-1].text == "?" and word == "which")
    return before not in ("the", "a", "its")


def place(text: Text, trigger: int, hit: Hit) -> float:
    """How likely a phrase is the object of the question, by where it stands after the question word."""
    if hit.first <= trigger:
        return 1.0 + 0.08 * (hit.length - 1)
    between = [text.tokens[n].text for n in range(trigger + 1, hit.first)]
    near = max(0.35, 1.0 - 0.045 * len(between))
    turned = any(w in TURNS_AWAY and not (w == "of" and n and between[n - 1] in SIZES) for n, w in enumerate(between))
    numbers = any(w[0].isdigit() for w in between)
    return near * (0.6 if turned else 1.0) * (0.8 if numbers else 1.0) * (1.0 + 0.08 * (hit.length - 1))

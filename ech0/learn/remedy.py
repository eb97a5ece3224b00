"""From a wrong step to the changes that may cure it, most careful first. Proposes only: whether one is kept is decided
by asking again.
"""

from collections.abc import Iterator, Sequence

from ech0.core.cures import Change, Drop, Knowledge, Put, Read, Wording
from ech0.core.formula import Formula
from ech0.core.provenance import key
from ech0.core.types import Answer, Correction, Question
from ech0.learn.locate import Finding
from ech0.minds.embedded.target import asking
from ech0.minds.embedded.words import Text, stems
from ech0.question import numbers, shape

IDLE = frozenset(
    "a an the of in on at to from by for with is are was were be been has have had its it that this what which how "
    "much many does do did find calculate determine compute and or if when as than then into over under per "
    "each".split()
)
"""Words that name nothing by themselves."""
MOST = 8
"""Words of a question that name the situation of a told formula."""
NEAR, LONGEST = 6, 3
"""How far from a number its name is looked for, and of how many words."""

Cure = Sequence[Change]


def remedies(found: Finding, question: Question, answer: Answer, known: Knowledge) -> Iterator[Cure]:
    """Changes that may cure a finding: of wordings, of rules; for a reading, at last a correction of this question."""
    text = Text(question.text)
    if found.phrase:
        yield [Drop(of="phrase", name=found.phrase)]
    if found.rule:
        yield from ([Put(item=rule)] for rule in found.rules)
        yield [Drop(of="formula", name=found.rule)]
    if found.meaning is not None:
        around = _near(text, found) if found.entry else _asked(text)
        yield from _worded(text, around, found, known)
        yield [_corrected(found, question, answer)]


def _worded(text: Text, around: range, found: Finding, known: Knowledge) -> Iterator[Cure]:
    concept, role = found.meaning or ("", "")
    grams = list(_grams(text, around, found))
    owned = {stems(w) for c in known.concepts.values() for w in (*c.words, *c.ask)}
    roles = {stems(w) for words in known.roles.values() for w in words}
    fresh = [g for g in grams if stems(g) not in owned]
    if role:
        yield from ([Wording(of="role", name=role, word=g)] for g in grams if stems(g) not in roles and " " not in g)
    own = [g for g in grams if stems(g) == stems(concept.replace("_", " "))]  # the concept's very name misunderstood
    for name in own:
        told = [c.id for c in known.concepts.values() if c.id != concept and name in (*c.words, *c.ask)]
        drops = [Wording(of="concept", name=c, word=name, drop=True) for c in told]
        yield [*drops, Wording(of="concept", name=concept, word=name)]
    yield from _unsaid(grams, concept, known)
    yield from ([Wording(of="concept", name=concept, word=g)] for g in fresh)
    for other, words in known.roles.items():
        if other != role:
            yield from (
                [Wording(of="role", name=other, word=w, drop=True)] for w in words if stems(w) in map(stems, grams)
            )
    if role:
        mine = (Wording(of="role", name=role, word=g) for g in grams if " " not in g)
        yield from ([Wording(of="concept", name=concept, word=g), r] for g in fresh[:4] for r in [*mine][:4])


def _unsaid(grams: Sequence[str], concept: str, known: Knowledge) -> Iterator[Cure]:
    """Without a word that speaks for another concept; or with it speaking for this one."""
    misled = [(c.id, w) for c in known.concepts.values() if c.id != concept for w in (*c.words, *c.ask) if w in grams]
    drops = [Wording(of="concept", name=c, word=w, drop=True) for c, w in misled]
    yield from ([d] for d in drops)
    yield from ([d, Wording(of="concept", name=concept, word=d.word)] for d in drops)


def situated(change: Change, question: Question, known: Knowledge) -> Change:
    """A told formula that holds where the question's own words are said: they name its situation."""
    if not (isinstance(change, Put) and isinstance(change.item, Formula)):
        return change
    named = {stem for c in known.concepts.values() for w in c.words for stem in stems(w)} | {"what", "which"}
    words = [t.text for t in Text(question.text).tokens if len(t.text) > 3 and t.text.isalpha()]
    when = tuple(dict.fromkeys(w for w in words if w not in IDLE and stems(w)[0] not in named))[:MOST]
    return Put(item=change.item.model_copy(update={"when": when}))


def _corrected(found: Finding, question: Question, answer: Answer) -> Change:
    """How questions of this shape are to be read, in the words of the base: the narrowest cure."""
    concept, role = found.meaning or ("", "")
    words = f"{role} {concept.replace('_', ' ')}".strip()
    if found.entry is None:
        return Read(shape=key(shape(question)), correction=Correction(target=words))
    place = next(n for n, e in enumerate(numbers(answer.ledger), 1) if e.id == found.entry.id)
    return Read(shape=key(shape(question)), correction=Correction(names={place: words}))


def _asked(text: Text) -> range:
    """The tokens of the sentence that asks, from its question word on."""
    sentence, trigger = asking(text)
    last = max((n for n, t in enumerate(text.tokens) if t.sentence == sentence), default=0)
    return range(trigger, last + 1)


def _near(text: Text, found: Finding) -> range:
    """The tokens near the number, within its sentence."""
    span = found.entry.span if found.entry else None
    if span is None:
        return range(0)
    first, last = text.around(span.start, span.end)
    sentence = text.tokens[min(first, len(text.tokens) - 1)].sentence
    inside = [n for n, t in enumerate(text.tokens) if t.sentence == sentence and first - NEAR <= n <= last + NEAR]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _grams(text: Text, around: range, found: Finding) -> Iterator[str]:
    """Wordings in a stretch: longer ones and nouns near the number first; without numbers and their units."""
    span = found.entry.span if found.entry else None
    centre = text.index(span.start) if span else around.start
    spans = [(span.start, span.end)] if span else []
    whole: list[tuple[float, str]] = []
    for length in range(1, LONGEST + 1):
        for n in range(around.start, around.stop - length + 1):
            tokens = text.tokens[n : n + length]
            words = [t.text for t in tokens]
            clean = all(w[0].isalpha() for w in words) and not {words[0], words[-1]} & IDLE and len(words[0]) > 1
            if clean and not any(a <= t.start < b for t in tokens for a, b in spans):
                distance = min(abs(n - centre), abs(n + length - 1 - centre))
                whole.append((distance + 0.4 * length, " ".join(words)))
    yield from dict.fromkeys(word for _, word in sorted(whole))

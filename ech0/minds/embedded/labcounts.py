"""Counts in words that a lab takes: `eight antiferromagnetically coupled spins`, `distance five`, `a dozen vertices`.

Adjectives may stand between a count and its noun, which must be what the lab calls an input that counts things; or the
name of such an input stands right before the word. Knows no lab.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from ech0.core.types import Entry
from ech0.minds.embedded.givens import Given, Scene
from ech0.minds.embedded.words import Text, stem
from labs import Real

CARDINALS = {w: n for n, w in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
CARDINALS |= {"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "twenty": 20, "dozen": 12}
BETWEEN = 3
"""Words that may stand between a count and its noun."""
MANY = 1000
ONE_OF = frozenset("one first second third each every".split())
_PLURAL = 3


def counts(scene: Scene, lab: str, reals: Mapping[str, Real], numbers: Iterable[Given]) -> list[Given]:
    """Givens for the counts in words that no number or wording covers."""
    found: list[Given] = []
    taken = {n for g in numbers if g.text is scene.text for n in range(g.first, g.last + 1)}
    tokens = scene.text.tokens
    for n, token in enumerate(tokens):
        value = CARDINALS.get(token.text)
        if value is None or n in taken:
            continue
        for name, spec in reals.items():
            if spec.unit or not 1 <= spec.low <= value <= spec.high <= MANY or spec.meaning.startswith(WHICH):
                continue
            span = _with_noun(scene.text, n, _nouns(spec.words)) or _with_name(scene.text, n, _nouns(spec.words))
            if span is not None and not taken & set(range(*span)):
                found.append(_given(scene, f"{lab}.{name}", value, *span))
    return found


WHICH = ("where ", "which ")
"""How the meaning of an input begins that says which one of several, not how many there are."""


def readings(words: str) -> list[tuple[float, str]]:
    """The counts that some words may state."""
    return [(float(CARDINALS[t.text]), "") for t in Text(words).tokens if t.text in CARDINALS]


@cache
def _nouns(words: tuple[str, ...]) -> frozenset[str]:
    """The stems of the single words, of some length, by which an input goes."""
    return frozenset(stem(w) for w in words if w.isalpha() and len(w) > _PLURAL and w.islower())


def _with_noun(text: Text, at: int, nouns: frozenset[str]) -> tuple[int, int] | None:
    """`eight antiferromagnetically coupled spins`: the count to the end of its noun, which is a plural."""
    for k in range(at + 1, min(at + 2 + BETWEEN, len(text.tokens))):
        token = text.tokens[k]
        if token.stem in nouns and (token.text != token.stem or text.tokens[k - 1].text == "-" or k == at + 1):
            return at, k + 1
        if not (token.text[0].isalpha() or token.text == "-") or token.text in STOPS:
            return None
    return None


def _with_name(text: Text, at: int, nouns: frozenset[str]) -> tuple[int, int] | None:
    """`distance five`, `a distance of seven`."""
    before = at - 1
    while before >= 0 and text.tokens[before].text in ("of", "=", "is"):
        before -= 1
    return (before, at + 1) if before >= 0 and text.tokens[before].stem in nouns else None


STOPS = frozenset("and or of in on at for with to from by is are was were the a an times".split())


def _given(scene: Scene, concept: str, value: int, first: int, end: int) -> Given:
    tokens = scene.text.tokens
    start, stop = tokens[first].start, tokens[end - 1].end
    said = scene.text.original[start:stop]
    entry = Entry.model_validate(
        {
            "id": f"n{first}{concept.rpartition('.')[2]}",
            "kind": "given",
            "label": f"{said}: a count in words",
            "quantity": {"value": value, "unit": ""},
            "text": said,
            "span": {"source": "question", "start": start, "end": stop},
            "concept": concept,
        }
    )
    return Given(entry, scene.text, first, end - 1, concept)

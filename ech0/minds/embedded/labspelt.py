"""Counts in words that a lab takes: `eight antiferromagnetically coupled spins`, `distance five`, `a dozen vertices`.

Adjectives may stand between a count and its noun, which must be what the lab calls an input that counts things; or the
name of such an input stands right before the word. Knows no lab.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from ech0.core.types import Entry
from ech0.minds.embedded.givens import Given, Scene
from ech0.minds.embedded.words import Text, stem
from labs import Real

CARDINALS = {w: n for n, w in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
CARDINALS |= {"one": 1, "single": 1}
CARDINALS |= {"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "twenty": 20, "dozen": 12}
BETWEEN = 3
"""Words that may stand between a count and its noun."""
MANY = 1000
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


def zeros(scene: Scene, lab: str, reals: Mapping[str, Real], numbers: Iterable[Given]) -> list[Given]:
    """Givens for what is denied in other words than a lab lists: `without any environmental noise`."""
    taken = {g.concept for g in numbers}
    tokens = scene.text.tokens
    found: list[Given] = []
    for name, spec in reals.items():
        nouns = {stem(w.rpartition(" ")[2]) for w, v in spec.phrases.items() if not v and w.split()[0] in NONE}
        if not nouns or f"{lab}.{name}" in taken:
            continue
        for n, token in enumerate(tokens):
            if token.text not in NONE:
                continue
            ends = [k for k in range(n + 1, min(n + 2 + BETWEEN, len(tokens))) if tokens[k].stem in nouns]
            if ends and not STOPS & {t.text for t in tokens[n + 1 : ends[0]]} - {"the", "a", "an", "of"}:
                found.append(_given(scene, f"{lab}.{name}", 0, n, ends[0] + 1, spec.unit))
                break
    return found


NONE = frozenset("without no zero absence free".split())
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
        one = CARDINALS[text.tokens[at].text] == 1
        if token.stem in nouns and (one or token.text != token.stem or text.tokens[k - 1].text == "-" or k == at + 1):
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


def _given(scene: Scene, concept: str, value: int, first: int, end: int, unit: str = "") -> Given:
    tokens = scene.text.tokens
    start, stop = tokens[first].start, tokens[end - 1].end
    said = scene.text.original[start:stop]
    entry = Entry.model_validate(
        {
            "id": f"c{first}{concept.rpartition('.')[2]}",
            "kind": "given",
            "label": f"{said}: a count in words",
            "quantity": {"value": value, "unit": unit},
            "text": said,
            "span": {"source": "question", "start": start, "end": stop},
            "concept": concept,
        }
    )
    return Given(entry, scene.text, first, end - 1, concept)


NUMBERS = {
    w: float(n)
    for n, w in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(), 1
    )
} | {w: 10.0 * n for n, w in enumerate("twenty thirty forty fifty".split(), 2)}
MILLIONS = {
    f"{w} million": 1e6 * n for w, n in {"a": 1, "one": 1, "two": 2, "five": 5, "ten": 10, "a hundred": 100}.items()
}
MILLIONS |= {"a billion": 1e9, "one billion": 1e9, "ten billion": 1e10}
_THINGS = re.compile(r"[A-Z]?[a-z]{2,} [a-z]{3,}s")
"""`Ising spins`, `gene copies`: what is counted, in two words."""


def worded(spec: Real) -> list[tuple[str, float]]:
    """`ten spins`, `ring of ten`: a number in words with the noun that it counts; `two sites` are no site 2."""
    if spec.unit or spec.high <= 1 or spec.meaning.startswith(WHICH):
        return []
    nouns = [w for w in spec.words if len(w) > 3 and ((w.isalpha() and w.islower()) or _THINGS.fullmatch(w))]
    before = [w for w in spec.words if w.endswith(" of")]
    known = [(w, n) for w, n in (*NUMBERS.items(), *MILLIONS.items()) if spec.low <= n <= spec.high]
    return [(f"{w} {noun}", n) for w, n in known for noun in nouns] + [
        (f"{b} {w}", n) for w, n in known for b in before
    ]

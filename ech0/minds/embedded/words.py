"""A question as words: tokens with stems, sentences, and where given phrases stand. Knows no concept and no number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Generic, NamedTuple, TypeVar

from ech0.core.reading import normalise

P = TypeVar("P")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z_]*(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[^\sA-Za-z\d]")
_WORD_IN_PHRASE = re.compile(r"[A-Za-z][A-Za-z_]*|\d+(?:[.,]\d+)*|[α-ωΑ-Ω]")
_PASSED = frozenset(("-", "/", "_", "any", "the", "a", "an", "its", "all"))
"""What may stand between the words of a phrase: `without any oxygen`, `alpha/beta`."""
_END = frozenset(".?!;")
WHOLE = 4
"""A word this long before a full stop is rarely an abbreviation."""
ABBREVIATED = frozenset(
    "approx temp conc prof resp spec abbr appr eqns figs refs vols sect conf coeff diam cert dept const corr"
    " mins secs hrs".split()
)
_ASKS = {f"{w}{s}": w for w in ("what", "how", "where", "who", "when") for s in ("'s", "'re", "'d")} | {"whats": "what"}
_SINGULAR = {"gases": "gas", "gaseous": "gas", "lenses": "lens", "radii": "radius", "nuclei": "nucleus", "axes": "axis"}


class Token(NamedTuple):
    """A word or sign: its stem, its lower-case text, its place in the original text, and its sentence."""

    stem: str
    text: str
    start: int
    end: int
    sentence: int


class Hit(NamedTuple):
    """Tokens `[first, last]` that spell a phrase, of `length` words."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


@cache
def stem(word: str) -> str:
    """A word without the endings of plural and third person."""
    word = word.lower().removesuffix("'s")
    if word in _SINGULAR:
        return _SINGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@cache
def stems(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase's words; hyphens separate. A phrase with no letter in it has none."""
    found = tuple(stem(w) for w in _WORD_IN_PHRASE.findall(phrase))
    return found if any(w[0].isalpha() for w in found) else ()


def _stops(norm: str, end: int, before: str) -> bool:
    """Whether a full stop ends a sentence though the next begins small: after a space and a whole word."""
    whole = len(before) >= WHOLE and before.isalpha() and before not in ABBREVIATED
    return whole and norm[end : end + 1].isspace()


@dataclass(frozen=True)
class Text:
    """A text with its tokens; `mended`: stems that are slips of the pen, each with the one that is meant."""

    original: str
    mended: tuple[tuple[str, str], ...] = ()

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        norm, at = normalise(self.original)
        out: list[Token] = []
        sentence, meant = 0, dict(self.mended)
        for m in _TOKEN.finditer(norm):
            raw = m.group()
            root = stem(raw)
            said = _ASKS.get(raw.lower(), raw.lower())
            again = raw in _END and out and out[-1].text in _END and out[-1].sentence == sentence - 1  # `??`
            sentence -= bool(again)
            out.append(Token(meant.get(root, root), said, at[m.start()], at[m.end()], sentence))
            ends = raw in _END and not (raw == "." and re.match(r"[a-z]|\s*[a-z]", norm[m.end() :][:2]))
            ends = ends or (raw == "." and _stops(norm, m.end(), out[-2].text if len(out) > 1 else ""))
            sentence += ends
        return tuple(out)

    @cached_property
    def places(self) -> Mapping[str, tuple[int, ...]]:
        """Token numbers by stem."""
        table: dict[str, list[int]] = {}
        for n, token in enumerate(self.tokens):
            table.setdefault(token.stem, []).append(n)
        return {k: tuple(v) for k, v in table.items()}

    def find(self, phrase: str) -> list[Hit]:
        """Where the phrase stands, hyphens and plural endings aside."""
        wanted = stems(phrase)
        if not wanted:
            return []
        hits = []
        for first in self.places.get(wanted[0], ()):
            last = self._spell(first, wanted)
            if last is not None:
                hits.append(Hit(first, last))
        return hits

    def _spell(self, first: int, wanted: Sequence[str]) -> int | None:
        at = first
        for word in wanted[1:]:
            at += 1
            if at < len(self.tokens) and self.tokens[at].text in _PASSED and self.tokens[at].stem != word:
                at += 1
            if at >= len(self.tokens) or self.tokens[at].stem != word:
                return None
        return at

    def has(self, phrases: Iterable[str]) -> list[str]:
        """Those phrases that occur."""
        return [p for p in phrases if self.find(p)]

    def index(self, position: int) -> int:
        """The number of the token at or after a place in the original text."""
        for n, token in enumerate(self.tokens):
            if token.end > position:
                return n
        return len(self.tokens)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """First and last token of the stretch `[start, end)` of the original."""
        first = self.index(start)
        return first, max(first, self.index(end - 1))


def written(word: str, text: Text) -> bool:
    """Whether a symbol stands in a text to the letter: `Ki'` is not `Ki`, `N` is not `n`; `p=` is `p =`."""
    if word[-1:].isalnum() and (len(word) > 3 or (len(word) > 1 and word.islower())):
        return True  # a word, or the start of a sentence
    return word in text.original or (word[-1:] == "=" and word.replace(" ", "") in text.original.replace(" ", ""))


@dataclass(frozen=True)
class Lexicon(Generic[P]):
    """Phrases with what they stand for, looked up by their first stem."""

    phrases: tuple[tuple[str, P], ...]

    @cached_property
    def _by_first(self) -> Mapping[str, list[tuple[str, P]]]:
        table: dict[str, list[tuple[str, P]]] = {}
        for phrase, payload in self.phrases:
            if words := stems(phrase):
                table.setdefault(words[0], []).append((phrase, payload))
        return table

    def hits(self, text: Text) -> list[tuple[Hit, P]]:
        """All phrases found in the text, in order of place."""
        found = [
            (hit, payload)
            for first in text.places
            for phrase, payload in self._by_first.get(first, ())
            for hit in text.find(phrase)
        ]
        return sorted(found, key=lambda f: (f[0].first, -f[0].last))

"""Sentences as words, with names in one piece, and what the words of a whole text are. Knows no grammar.

A name is one word that begins with `@`: `@New_York`. All other words are in lower case.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ech0.minds.embedded.logic import lexis, wording
from ech0.minds.embedded.logic.first_order import verbs

_WORD = re.compile(r"[A-Z]\.(?=\s+[A-Z])|[A-Za-z0-9$€£#][\w'$%#+&/-]*(?:[.:](?=\w)[\w'-]+)*|,|;|:|[^\s\w]")
_QUOTED = re.compile(r'["“]([^"”]{1,60}?)[,.]?["”]')
_LINK = frozenset("of the de van von la le and for in".split())
_REWRITES = tuple(
    (re.compile(pattern, re.IGNORECASE), said)
    for pattern, said in (
        (r"\b(?:he or she|she or he|he/she|she/he|s/he)\b", "they"),
        (r"\b(?:him or her|her or him|him/her)\b", "them"),
        (r"\b(?:his or her|her or his|his/her|her/his)\b", "their"),
        (r"\beither or both of\b", "either"),
        (r"\b(?:it is not|it's not|it isn't) (?:true|the case) that any\b", "no"),
        (r"\b(?:it is|it's) (?:certain|obvious|clear|known|true|a fact) that\b", ""),
        (r"\bnot (?:every|all) of the\b", "not all"),
        (r"\b(?:all|any|each|every one|every) (?:of )?(?:the|these|those)\b(?! (?:same|only))", "all"),
        (r"\bnone of (?:the|these|those)\b", "no"),
        (r"\b(?:some|one|several|a few|many) of (?:the|these|those)\b", "some"),
        (r"\bat least one\b", "some"),
        (r"\bthere (?:exists?|existed|lives?)\b", "there is"),
        (r"\bjust in case\b|\bexactly when\b|\bprecisely when\b", "if and only if"),
        (
            r"\bthere (?:does|do|did) not exist(?: an?| any)?\b|\bthere (?:does|do|did)n['’]t exist(?: an?| any)?\b",
            "there is no",
        ),
        (
            r"\b(?:every|each) (day|week|month|year|morning|night|evening|weekend|summer|winter|season|hour|minute)\b",
            r"every-\1",
        ),
        (r"\b(their|his|her|its|my|our|your) own\b", r"\1"),
        (r"\bor else\b", "or"),
        (r"\bbut not\b", "and not"),
        (r"\bin order to\b", "to"),
    )
)


def words(sentence: str) -> list[str]:
    """The words of a sentence as written; `1990s`, `L-20` and `C++` are single words."""
    said = _QUOTED.sub(lambda m: " " + "_".join(_titled(m[1])) + " ", sentence)
    for pattern, short in _REWRITES:
        said = pattern.sub(short, said)
    said = wording.spelled(said)
    found = _WORD.findall(said.rstrip(" .?!;:"))
    return [w for w in found if w not in ('"', "'", "(", ")")]


def _titled(title: str) -> list[str]:
    """A quoted title as one capitalised word."""
    return [part[:1].upper() + part[1:] for part in re.findall(r"\w+", title)]


@dataclass(frozen=True)
class Vocabulary:
    """What the words of a text are: names, verbs that no list has, adjectives."""

    names: frozenset[str]
    lower: frozenset[str]
    sentences: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, sentences: Sequence[Sequence[str]]) -> "Vocabulary":
        """Gather from sentences as written."""
        inside = frozenset(w.lower() for s in sentences for w in s[1:] if _capital(w) and w.lower() not in lexis.BARRED)
        lower = frozenset(w for s in sentences for w in s if w[0].islower())
        return cls(inside, lower, tuple(tuple(x.lower() for x in s) for s in sentences))

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Verbs that the text shows to be verbs: after `not`, `to` or `who`."""
        found: set[str] = set()
        for s in self.sentences:
            for before, one, word in zip(("", *s), s, s[1:], strict=False):
                if word in lexis.BARRED or not word.isalpha():
                    continue
                if (one in lexis.NEGATION and before in lexis.AUXILIARY | lexis.MODAL | {"do"}) or one in _VERB_NEXT:
                    found.add(verbs.base(word))
        return frozenset(found) - _NO_VERB

    @cached_property
    def plurals(self) -> frozenset[str]:
        """The keys of the nouns that the text has in the plural."""
        return frozenset(lexis.key(w) for s in self.sentences for w in s if lexis.plural(w))

    @cached_property
    def subjects(self) -> frozenset[str]:
        """First words of sentences and conditions: a name among them is somebody's, not a kind's."""
        return frozenset(s[at] for s in self.sentences for at in (0, 1) if len(s) > at and (not at or s[0] == "if"))

    def outside_conditions(self, letter: str) -> bool:
        """Whether a letter stands for somebody in a sentence that is no condition."""
        return any(letter in s and s[0] != "if" for s in self.sentences) and letter != "a"

    @cached_property
    def single(self) -> frozenset[tuple[str, ...]]:
        """Nouns that two sentences or more have as their subject (`a pear is ...`), and none otherwise: one thing."""
        seen: Counter[tuple[str, ...]] = Counter()
        for s in self.sentences:
            for at, word in enumerate(s):
                opens = word in ("a", "an", "the") and (at == 0 or s[at - 1] in ("if", "then", ","))
                to = next((n for n in range(at + 2, min(at + 5, len(s))) if s[n] in _SINGULAR), 0)
                if opens and to:
                    seen[s[at + 1 : to]] += 1
                elif at == 0 and len(s) > 3 and (end := next((n for n in (1, 2, 3) if s[n] in _SINGULAR), 0)):
                    seen[s[:end]] += 1
        used = Counter(n for s in self.sentences for n in _runs(s))
        kept = (n for n, count in seen.items() if count > 1 and used[n] <= count and n[-1] not in lexis.ANYTHING_AT_ALL)
        return frozenset(n for n in kept if lexis.key(n[-1]) not in self.plurals)

    @cached_property
    def adjectives(self) -> frozenset[str]:
        """Adjectives: what stands alone after `is`."""
        found: set[str] = set()
        for s in self.sentences:
            for at, one in enumerate(s[:-1]):
                word, after = s[at + 1], s[at + 2] if at + 2 < len(s) else "."
                single = one in ("is", "was") or (one == "not" and s[at - 1] in ("is", "was"))
                own = word not in lexis.BARRED and word.isalpha() and not verbs.running(word)
                if single and after in _ENDS and own and word not in self.names:
                    found.add(word)
        return frozenset(found)

    def tokens(self, sentence: Sequence[str]) -> list[str]:
        """A sentence with its names in one piece and all else in lower case."""
        named = [self._name(sentence, at) for at in range(len(sentence))]
        out: list[str] = []
        at = 0
        while at < len(sentence):
            if not named[at]:
                out.append(sentence[at].lower())
                at += 1
                continue
            end = at + 1
            while end < len(sentence):
                if named[end] and sentence[end] != ",":
                    end += 1
                    continue
                links = 0
                while end + links < len(sentence) and sentence[end + links] in ("of", "the", "de", "van", "von"):
                    links += 1
                if (
                    not 0 < links < 3
                    or sentence[end] == "the"
                    or end + links >= len(sentence)
                    or not named[end + links]
                ):
                    break
                end += links
            out.append("@" + "_".join(sentence[at:end]))
            at = end
        return out

    def _name(self, sentence: Sequence[str], at: int) -> bool:
        word = sentence[at]
        low = word.lower()
        if at and word in ("A", "May"):
            return True
        if not _capital(word) or low in lexis.BARRED | {"the", "a", "an", "i"}:
            return False
        after = sentence[at + 1] if len(sentence) > at + 1 else "."
        near = at and (
            _capital(sentence[at - 1]) or (at > 1 and sentence[at - 1] == "of" and _capital(sentence[at - 2]))
        )
        if at and word[1:].islower() and low in self.lower and not near and not _capital(after):
            return False
        if at or any(c.isupper() or c.isdigit() or c == "_" for c in word[1:]):
            return True
        if low in self.lower or low in _OPENING:
            return False
        if low in self.names:
            return not (lexis.plural(low) and after.lower() in lexis.PLURAL)
        if _capital(after) and after.lower() not in lexis.BARRED:
            return True
        if lexis.plural(low) and after not in ("is", "was", "has"):
            return False
        follows = after in (
            "is",
            "was",
            "has",
            "does",
            "can",
            "will",
            "may",
            ",",
            "and",
            "or",
            "either",
            "neither",
            "did",
        )
        return follows or lexis.third(after) or bool(verbs.past(after)) or after in ("not", "never", "had", "also")


_SINGULAR = frozenset("is was has does can will either neither".split())


def _runs(s: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """All runs of up to three words."""
    return (tuple(s[at : at + size]) for size in (1, 2, 3) for at in range(len(s) - size + 1))


_ENDS = frozenset((".", ",", "and", "or", "if", "then", "but", "nor", "unless"))
_VERB_NEXT = frozenset(("who", "whoever"))
_NO_VERB = frozenset(("a", "an", "the", "be", "been", "no"))
_OPENING = frozenset(
    "also moreover furthermore however in on at for to from by with there here people most many few several some "
    "those these when where while during before after because since being having located according".split()
)


def _capital(word: str) -> bool:
    return word[0].isupper() or (any(c.isdigit() for c in word) and any(c.isupper() for c in word))


def plainly(name: str) -> list[str]:
    """The words of a name in lower case."""
    return [part.lower().rstrip(".") for part in name.lstrip("@").split("_") if part]

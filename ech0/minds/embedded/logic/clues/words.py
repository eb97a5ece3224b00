"""The words of clues: which say nothing, which count, which name a direction; and a sentence in the form that is parsed.

Knows the names of a puzzle as marks (`@3` is the third thing of the lexicon) and no grammar.
"""

import re
from collections.abc import Mapping, Sequence

from ech0.minds.embedded.logic import places, wording
from ech0.minds.embedded.logic.clues.world import Thing
from ech0.minds.embedded.logic.puzzles.vocabulary import BARRED, EMPTY, MEANINGFUL

COUNTS = {w: n for w, n in places.NUMBERS.items() if w != "a" and not w.startswith("exactly")} | {"no": 0, "zero": 0}
K = "(?:" + "|".join(sorted((w for w in COUNTS), key=len, reverse=True)) + ")"
ORDINAL = "(?:" + "|".join(sorted(places.ORDINALS, key=len, reverse=True)) + ")"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_FILL = frozenset(
    "in on at of to the a an his her its their my our own for by with into from there place position seat spot slot one "
    "person sits sat sit sitting stands stood standing lives lived live living lies lying parked placed seated finished finishes "
    "finish came comes come arrived arrives was is were are be been being has have had got get gets does do did as will "
    "took takes take taking played plays play owns owned own drives drove wears wore keeps kept holds held runs ran goes went "
    "works worked speaks spoke presents presented performed performs booked given gave assigned scheduled held also then "
    "ended ends up over out down person's itself himself herself that who which during line row queue table occupies "
    "occupied chose chosen picked ordered ate eats drinks drank likes loves visits visited bought brought born called "
    "somewhere anywhere placed located situated stayed works studies teaches very just actually".split()
)
_MEANT = (MEANINGFUL | BARRED | frozenset("unless except but nor neither either".split())) - {"can", "could", "person's"}
NEGATIVE = re.compile(
    r"\b(?:hates?|dislikes?|avoids?|avoided|refuses?|refused|loathes?|lacks?|missed|misses|fails?|failed|afraid|allergic|scared|fears?"
    r"|detests?|rejects?|rejected|lost|forgot|almost|nearly|hardly|barely|rarely|seldom|used to|former|formerly|wants?|wanted|wishes"
    r"|hopes?|prefers?|preferred|thinks?|believes?|claims?|says?|said|maybe|perhaps|probably|sometimes|usually|often|allergy|clash(?:es)?"
    r"|swapp?(?:s|ed)?|moved|changed|originally|instead|rather|unlike|opposite sex|sister|brother|husband|wife|mother|father|son|daughter|cousin|uncle|aunt|twin)\b"
)
_FRONT = re.compile(
    r"^(?:(?:and|but|so|also|then|finally|however|meanwhile|furthermore|moreover|additionally|in addition|we (?:also )?(?:know|learn) (?:that)?"
    r"|it is (?:also )?(?:known|clear|given) that|you (?:also )?know that|(?:we are|i am|you are) told that|as for [^,]{1,20}|as it happens|by the way"
    r"|luckily|sadly|unfortunately|poor|of course|in fact|we know|note that|remember that|everyone (?:knows|agrees) (?:that)?)\b ?,? ?)+"
)
_ASIDE = re.compile(r" \([^()]{0,120}\)")


def stem(word: str) -> str:
    """A word without its ending, so that `sitting` and `sits` are one."""
    low = word.lower()
    for ending in ("ing", "ies", "es", "ed", "s", "e"):
        if low.endswith(ending) and len(low) - len(ending) > 2:
            low = low.removesuffix(ending)
            break
    return low[:-1] if len(low) > 3 and low[-1] == low[-2] else low


class Lexicon:
    """The names of a puzzle, and the words that say nothing in it."""

    def __init__(self, names: Mapping[str, list[Thing]], nouns: Mapping[str, frozenset[str]], empty: Sequence[str]) -> None:
        self.names, self.nouns = names, nouns
        self.things: list[Thing] = []
        for found in names.values():
            self.things += [t for t in found if t not in self.things]
        self.every = frozenset(n for ns in nouns.values() for n in ns)
        self.empty = frozenset(stem(w) for w in empty if w.lower() not in _MEANT)
        self.called = frozenset(w.lower() for w in empty) - _FILL
        told = sorted(names, key=len, reverse=True)
        every = "|".join(sorted(map(re.escape, self.every), key=len, reverse=True)) or "(?!)"
        self.pattern = re.compile(
            rf"\b(?:(?:the|an?|his|her|their|its|my|our) )?(?:(?P<lead>{every}) (?:number |no\.? ?|#)?)?(?P<name>{'|'.join(map(re.escape, told)) or '(?!)'})(?:-(?=(?:{every})\b))?(?: (?P<noun>{every}|one)s?)?(?![\w-])",
            re.IGNORECASE,
        )

        self._series = re.compile(rf"\b(?P<n>{every})s? (?:number )?(?P<l>\d{{1,2}}(?:, \d{{1,2}})*,? (?:and|or|nor) \d{{1,2}})\b", re.IGNORECASE)

    def _each(self, m: re.Match[str]) -> str:
        """`rooms 2, 3 and 4` with the noun before each number."""
        noun = next((n for n in self.every if m["n"].lower() in (n, f"{n}s")), m["n"])
        return re.sub(r"\d+", lambda d: f"{noun} {d[0]}", m["l"])

    def thing(self, mark: str) -> Thing:
        return self.things[int(mark[1:])]

    def mark(self, thing: Thing) -> str:
        return f"@{self.things.index(thing)}"

    def _marked(self, m: re.Match[str]) -> str:
        fits = self.names[m["name"].lower()]
        bare = m["name"].isdigit() or (len(m["name"]) == 1 and not m["name"].isupper())
        nouns = [n.lower() for n in (m["lead"], m["noun"]) if n]
        if bare and not any(n in self.nouns[f.sort] for n in nouns for f in fits):
            return m[0]
        if len(fits) > 1:
            fits = [f for f in fits if any(n in self.nouns[f.sort] for n in nouns)] or fits
        if len(fits) > 1:
            return m[0]
        thing = fits[0]
        lead = f"{m['lead']} " if m["lead"] and m["lead"].lower() not in self.nouns[thing.sort] else ""
        tail = f" {m['noun']}" if m["noun"] and m["noun"].lower() not in self.nouns[thing.sort] | {"one"} and m["noun"].lower() not in self.every else ""
        return f"{lead}{self.mark(thing)}{tail}"

    def marked(self, text: str) -> str:
        """A sentence in lower case with names as marks, contractions written out, commas apart, asides left out."""
        words = text.replace("’", "'").replace("—", ", ").replace(" – ", ", ").replace("“", '"').replace("”", '"')
        words = re.sub(r"(?<=\w)'d (?=never|rather|not)", " would ", words)
        words = re.sub(r"\b([Ww]ho|[Ww]hat|[Ww]here|[Ww]hich|[Tt]here|[Hh]e|[Ss]he|[Ii]t|[Tt]hat)'s\b", r"\1 is", words)
        words = _ASIDE.sub("", words.strip()).rstrip(" .?!;:")
        words = self._series.sub(self._each, words)
        words = wording.spelled(self.pattern.sub(self._marked, words))
        words = re.sub(r"(@\d+)'s?(?=\s|$|,)", r"\1 's", words)
        words = re.sub(r"[\"()]", " ", words).replace(",", " , ").replace(";", " , ").replace(":", " , ").lower()
        words = re.sub(r"\b(?:can|will|may|must|do|does|did|is|are|was|were|has|have) ?not\b|\bcannot\b", lambda m: f"{m[0].replace('cannot', 'can not').split()[0].removesuffix('not') or 'does'} not", words)
        words = re.sub(r"\b(?P<v>is|are|was|were|will|can|has|have|must) never\b", r"\g<v> not", words)
        words = re.sub(r"\bnever\b", "does not", words)
        words = " ".join(words.split())
        return _FRONT.sub("", words)

    def filler(self, word: str) -> bool:
        """Whether a word says nothing here."""
        return word in _FILL or word in self.every or ((word in EMPTY or stem(word) in self.empty) and word not in _MEANT)

    def verb(self, word: str) -> bool:
        """Whether a word may be a verb that says nothing but that two things go together."""
        return word.isalpha() and word not in _MEANT and not NEGATIVE.fullmatch(word) and len(word) > 2


def figure(word: str) -> int | None:
    """The number that a word or digits say; nothing if they say none."""
    return COUNTS.get(word, int(word) if word.isdigit() and len(word) < 5 else None)

"""Who and what a text speaks of where it gives no list: the options, its names, its nouns. Knows no order.

A set of names counts only if nothing else in the text could be one more of them, or if it has the number that is said.
"""

import re
from collections.abc import Sequence

from ech0.minds.embedded.logic import places
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.lexis import PREPOSITION
from ech0.minds.embedded.logic.puzzles.lists import Listed, singular
from ech0.minds.embedded.logic.puzzles.vocabulary import EMPTY, MEANINGFUL

_LETTER = re.compile(r"^\s*\(?[A-Ja-j][).:]\s+")
_MANY = "|".join(w for w, n in places.NUMBERS.items() if n > 2 and w.isalpha())
_COUNTED = re.compile(rf"\b(?P<k>{_MANY})(?:-| )(?:[a-z]+[ -]){{0,2}}?(?P<noun>[a-z]+)\b", re.IGNORECASE)
_OF = re.compile(rf"\b(?:of|among|rank) (?:the|these|those|our) (?P<k>{_MANY})\b", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<![\w'’-])[A-ZÀ-Ý](?:[\wÀ-ÿ-]*[a-zÀ-ÿ])?(?:-[A-Z][a-z]+)?(?![\w-])")
_NOUN = re.compile(r"\b(?:the|a|an) (?P<noun>[a-z]+(?: [a-z]+)?)\b")
_COMMON = frozenset(
    "a an the and but or if then all some no not none nobody each every who what which how when where why is are was "
    "there it he she they we i so also finally moreover however only both neither either counting pick choose name rank "
    "select out of in on at from to between with after before two three four five six seven eight nine ten exactly "
    "final standings seen reading just our my your their his her its this that these those directly immediately right "
    "mr mrs ms dr st setlist heading suppose given lined everyone everybody going clockwise anticlockwise looking facing starting nothing anyone someone as for by behind next".split()
)
_PLACE_WORDS = frozenset("left right top bottom front back middle end ends row line queue order others other rest lot "
                         "stack pile shelf street bench table building beginning start centre center same two first last way time list race side far very".split())  # fmt: skip


def named(said: Sequence[str], question: str, options: Sequence[str]) -> Listed:
    """The things of a text without a list; raises `Unreadable` if it is not plain which they are."""
    text = " ".join(said)
    count, nouns = _count(text, question)
    offered = _offered(options, f"{text} {question}")
    nouns |= _shared_noun(offered, text)
    titled = capitals(said)
    if count > 2 and not offered and (told := _told_in_part(options, count, titled, text)):
        return Listed(told, nouns | _shared_noun(told, text), 0, 0, "", count)
    known = {o.lower() for o in offered}
    extra = tuple(c for c in titled if c.lower() not in known and not any(c.lower() in o.split() for o in known))
    for candidates in (offered, (*offered, *extra), titled):
        if len(candidates) > 2 and (len(candidates) == count or (not count and candidates is offered and not extra)):
            return Listed(tuple(candidates), nouns, 0, 0, "", count)
    if not count and not offered and len(titled) > 2:
        return Listed(titled, nouns, 0, 0, "", 0)
    heads = _heads(options, text)
    if not count and not titled and len(heads) > 2 and set(heads) == set(nouns_of(said, nouns)):
        return Listed(heads, nouns, 0, 0, "", 0)
    both = {w.lower(): w for w in (*heads, *titled)}
    if count and len(both) == count:
        return Listed(tuple(both.values()), nouns, 0, 0, "", count)
    common = _commons(said, nouns)
    for candidates in ((*offered, *(n for n in common if n not in known)), common):
        if count and len(candidates) == count:
            return Listed(tuple(candidates), nouns, 0, 0, "", count)
    pool = (*offered, *(n for n in nouns_of(said, nouns) if n not in known))
    if count and offered and len(pool) == count:
        return Listed(pool, nouns, 0, 0, "", count)
    raise Unreadable("no list of things")


def _count(text: str, question: str) -> tuple[int, frozenset[str]]:
    """How many there are, and what they are called."""
    if found := _OF.search(f"{text} {question}"):
        return places.NUMBERS[found["k"].lower()], frozenset()
    if (found := _COUNTED.search(text[:300])) and found["noun"] not in ("places", "days", "points", "decades", "years"):
        return places.NUMBERS[found["k"].lower()], singular(found["noun"].lower())
    return 0, frozenset()


def _offered(options: Sequence[str], text: str) -> tuple[str, ...]:
    """The options, if they are names or nouns that the text uses."""
    bare = _bare(options)
    good = all(0 < len(b.split()) < 3 and re.fullmatch(r"[\w'. -]+", b) for b in bare) and len(
        {b.lower() for b in bare}
    ) == len(bare)
    used = good and all(re.search(rf"\b{re.escape(b)}\b", text, re.IGNORECASE) for b in bare)
    return bare if used else ()


def _told_in_part(options: Sequence[str], count: int, capitals: Sequence[str], text: str) -> tuple[str, ...]:
    """The options, if they are as many as there should be, most of them used and no other name: one is left over."""
    bare = _bare(options)
    used = [b for b in bare if re.search(rf"\b{re.escape(b)}\b", text, re.IGNORECASE)]
    plain = len({b.lower() for b in bare}) == count == len(bare) and all(re.fullmatch(r"[\w'. -]+", b) for b in bare)
    words = {w for b in bare for w in b.lower().split()}
    return bare if plain and len(used) >= count - 1 and all(c.lower() in words for c in capitals) else ()


def _bare(options: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        re.sub(r"^(?:the|an?) ", "", _LETTER.sub("", o).strip().rstrip("."), flags=re.IGNORECASE) for o in options
    )


def _shared_noun(names: Sequence[str], text: str) -> frozenset[str]:
    """The noun that follows every one of the names: `the red team ... the blue team`."""
    after = [set(re.findall(rf"\b{re.escape(n)} ([a-z]+)\b", text, re.IGNORECASE)) for n in names]
    both = set.intersection(*after) - EMPTY - MEANINGFUL - PREPOSITION if after else set()
    return singular(both.pop().lower()) if len(both) == 1 else frozenset()


def _heads(options: Sequence[str], text: str) -> tuple[str, ...]:
    """What options that are statements begin with, if the text uses it."""
    firsts = [re.match(r"(?:the |an? )?([\w-]+)", _LETTER.sub("", o).strip(), re.IGNORECASE) for o in options]
    words = dict.fromkeys(f[1].lower() for f in firsts if f)
    return tuple(w for w in words if w not in _COMMON and re.search(rf"\b{re.escape(w)}\b", text, re.IGNORECASE))


def capitals(said: Sequence[str]) -> tuple[str, ...]:
    """Capitalised words that are names: not the first word of a sentence unless that is no common word."""
    out: dict[str, None] = {}
    for sentence in said:
        for found in _CAPITAL.finditer(sentence):
            word = found[0]
            if re.match(r" [A-Z]\b(?!\.)", sentence[found.end() :]) and len(word) > 1:
                continue  # `Parcel R`
            inside = found.start() > 0 and len(word) > 2 and not re.search(r"[\"“:]\s*$", sentence[: found.start()])
            if word.lower() not in (_COMMON if inside else _COMMON | EMPTY | MEANINGFUL) and not (
                found.start() == 0 and sentence[found.end() :].startswith(" of ")
            ):
                out[word] = None
    plain = " ".join(said)
    return tuple(w for w in out if len(w) == 1 or not re.search(rf"\b{re.escape(w.lower())}\b", plain))


def _commons(said: Sequence[str], nouns: frozenset[str]) -> tuple[str, ...]:
    """Nouns of statements that are told of more than once, where there are many."""
    out = nouns_of(said, nouns)
    text = " ".join(said).lower()
    return tuple(w for w in out if len(re.findall(rf"\b{re.escape(w)}\b", text)) > 1 or len(out) < 6)


def nouns_of(said: Sequence[str], nouns: frozenset[str]) -> tuple[str, ...]:
    """Nouns of statements: `the novel sits to the right of the atlas`."""
    out: dict[str, None] = {}
    for sentence in said:
        for found in _NOUN.finditer(sentence.lower()):
            words = found["noun"].split()
            word = words[0]
            if word in MEANINGFUL | EMPTY | _PLACE_WORDS | PREPOSITION or word in nouns or word.endswith("est"):
                continue
            out[word] = None
    return tuple(out)

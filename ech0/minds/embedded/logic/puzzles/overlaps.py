"""How many of so many have one thing, the other, both or neither, in any wording: a set cut in four. Knows no solver.

The first number is the set's, and the greatest; each clause after it begins with a number, `everybody` or `some`, and
what it says is one of two properties, both, neither, one alone. A word that belongs to none of these makes it no such
question. Bounds are those of Bonferroni for two sets [Feller1968]_.

References:
    .. [Feller1968] W. Feller, An Introduction to Probability Theory and Its Applications, vol. 1, ch. IV (1968).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ech0.core.types import Plan, Question
from ech0.minds.embedded.logic import sentences
from ech0.minds.embedded.logic.puzzles.lists import singular
from ech0.minds.embedded.logic.puzzles.planned import planned
from ech0.minds.embedded.logic.puzzles.scene import relation
from ech0.minds.embedded.logic.puzzles.tallies import MAX_MEMBERS, figures

MAX_TEXT = 900
PARTS = ("both", "a", "b", "none")
"""In both, in the first alone, in the second alone, in neither."""
_WRITTEN = (
    (r"\b(it|that|he|she|what|there)'s\b", r"\1 is"),
    (r"\b(we|they|i|you)'ve\b", r"\1 have"),
    (r"\b(we|they|you)'re\b", r"\1 are"),
    (r"n't\b", " not"),
    (r"\bcannot\b", "can not"),
    (r"\bhave got\b|\bhas got\b", "have"),
)
_HEAD = re.compile(
    r"^(?P<lead>[^\d]*?)\b(?P<all>all |every one of |each of )?(?:the |these |our |my )?(?P<n>\d+)\b(?: (?P<noun>[a-z]+))?(?P<rest>.*)$"
)
_LEADS = re.compile(
    r"^(?:there (?:are|were)|(?:in|at|on|from|of|out of|among|for|within|with)\b[a-z' -]*|(?:we|i|they|you|he|she)\b[a-z' -]*"
    r"|(?:an?|the|our|my|this|that|one|her|his) [a-z' -]+|everyone in [a-z' -]*|every[a-z]* [a-z' -]+|each [a-z' -]+|all|)\s*$"
)
_EVERY_OF = re.compile(
    r"^(?P<e>everyone|everybody|every [a-z]+|each [a-z]+|all (?:the )?[a-z]+|all)\b(?P<w> (?:in|on|at|of)\b[a-z' -]*?(?:of |with )?)(?P<n>\d+)(?: (?P<noun>[a-z]+))?(?P<rest>.*)$"
)
_START = (
    r"(?:only |just |exactly |another |a further |the other |about )?(?:\d+|none|nobody|no one|everyone|everybody|all|each|every"
    r"|some|the rest|the others|the remaining)\b"
)
_CUT = re.compile(
    rf"(?:[,;:.]|\b(?:and|but|while|whereas|though)\b)+\s*(?:(?:and|but|while|if|of (?:them|these|those)),? )*(?={_START})"
)
_CLAUSE = re.compile(
    r"^(?:if )?(?:only |just |exactly |another |a further )?(?P<q>\d+|none|nobody|no one|everyone|everybody|all|each|every [a-z]+|some|the"
    r" rest|the others|the remaining)"
    r"(?: (?:out )?of (?:them|these|those))?(?: (?:out )?of (?:the|my|our) (?:\d+ )?(?P<of>[a-z]+))?(?P<vp> .*)$"
)
_MANY = re.compile(
    r"^(?:so |then |now |and )?(?:if (?P<given>[^,]*\d[^,]*), )?(?P<how>at (?:the )?(?:very )?(?:most|least)|at (?:a |the )?(?:minimum|maximum))?,? ?"
    r"how many(?P<vp> .*)$"
)
_EXTREME = re.compile(
    r"^(?:so |then |now )?(?:what is|find|give) the (?P<how>smallest|least|minimum|fewest|lowest|largest|greatest|maximum|most|highest|biggest)"
    r"(?: possible)?(?: number)?(?: possible)?(?: of)?(?P<vp> .*)$"
)
_LEAST = ("least", "minimum", "smallest", "fewest", "lowest")
_FILL = frozenset(
    "a an the of them they these those also in at on to for and do does did doing have has had having be is are was were can "
    "could must might may would will who that which altogether each any all some with own owns said say says been being get "
    "gets both subjects activities things kinds sports languages drinks countries positions drugs pets topics classes courses "
    "two 2 people person number either or as well too given taken go goes possibly be it there their his her not no ones "
    "my our your getting receiving receive receives received still now".split()
)
_NEITHER = re.compile(r"\b(?:neither|nothing|none of (?:them|these|the two))\b|\bnot\b.*\beither\b|\bnot\b.*\bor\b")
_ONE = re.compile(r"\b(?:exactly|only|just|precisely) (?:one|1)\b|\b(?:one|1)\b.*\bbut not both\b|\bnot both\b")
_ANY = re.compile(r"\bat least (?:one|1)\b|\bor both\b|\bone or both\b|\b(?:one|1) or (?:the|more)\b")
_WITHOUT = re.compile(
    r"^(?P<x>.+?),? (?:but|and) (?:(?:do|does|did|are|is|have|has|had|can) )?(?:not|no)\b(?P<y>.+)$|^(?P<x2>.+?) without(?P<y2> .+)$"
)


class _Said(NamedTuple):
    """So many (`None`: all of them) of whom words are said."""

    number: int | None
    words: str
    text: str


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if a set and two of its parts are counted, and a part of it is asked for; else nothing."""
    text, inline = sentences.inline(question.text)
    options = question.options or inline
    if (
        len(text) > MAX_TEXT
        or len(options) < 2
        or not re.search(r"\bhow many\b|\bnumber\b|\bmost\b|\bleast\b", text, re.IGNORECASE)
    ):
        return None
    offered = [_offer(o) for o in options]
    text = re.sub(r"(?<=[a-z] )([A-Z])\b(?!')", r"letter\1", text)  # `drug A`
    said = [written(figures(s)).rstrip(" .?!:") for s in sentences.split(text)]
    if any(o is None for o in offered) or len(said) < 2 or "%" in text:
        return None
    found = _read(said[:-1], said[-1])
    if found is None:
        return None
    ranges, constraints, asked = found
    picks = [relation(f"({asked}) == {n}", o) for n, o in zip(offered, options, strict=True)]
    made = [relation(c, t) for c, t in constraints]
    return planned(said[-1], ranges, made, picks, tag=tag, form="counts of two parts")


def written(text: str) -> str:
    """A sentence in lower case with its contractions written out."""
    for pattern, plain in _WRITTEN:
        text = re.sub(pattern, plain, text)
    return text


def _offer(option: str) -> int | None:
    low = figures(re.sub(r"^\s*\(?[A-Ja-j][).:]\s+", "", option)).strip(" .")
    found = re.match(r"^(?:exactly )?(\d+)(?: [a-z]+){0,2}$", low)
    return 0 if low in ("none", "zero", "nobody", "no one") else int(found[1]) if found else None


Read = tuple[dict[str, tuple[int, int]], list[tuple[str, str]], str]


def _read(told: Sequence[str], asking: str) -> Read | None:
    total, nouns, clauses = 0, frozenset[str](), list[_Said]()
    for n, sentence in enumerate(told):
        rest = sentence
        if not n:
            opened = _opened(sentence)
            if opened is None:
                return None
            total, nouns, rest = opened
        got = _clauses(rest, nouns, sentence)
        if got is None:
            return None
        clauses += got
    asked = _MANY.match(asking) or _EXTREME.match(asking)
    if asked is None:
        return None
    if asked.re is _MANY and asked["given"]:
        more = _clauses(asked["given"], nouns, asking)
        if more is None:
            return None
        clauses += more
    numbers = [c.number for c in clauses if c.number is not None]
    if not 0 < total <= MAX_MEMBERS or not numbers or max(numbers) > total:
        return None
    return _related(total, nouns, clauses, asked["vp"], (asked["how"] or "").lower())


def _related(total: int, nouns: frozenset[str], clauses: Sequence[_Said], asked: str, how: str) -> Read | None:
    two = _two([_content(c.words, nouns) for c in clauses if c.number is not None and not _special(c.words)])
    if two is None:
        return None
    made = [(f"(both + a + b + none == {total})", "all of them")]
    for c in clauses:
        parts = _parts(c.words, two, nouns)
        if parts is None:
            return None
        number = total if c.number is None else c.number
        made.append((f"({' + '.join(sorted(parts))} == {number})", c.text))
    wanted = _parts(re.sub(r"^ (?:of )?(?:them|these|those|the [a-z]+)\b", " ", asked), two, nouns)
    if wanted is None:
        return None
    ranges = dict.fromkeys(PARTS, (0, total))
    if not how:
        return ranges, made, " + ".join(sorted(wanted))
    plain = {tuple(sorted(_parts(c.words, two, nouns) or ())): c.number for c in clauses}
    x, y = plain.get(("a", "both")), plain.get(("b", "both"))
    if len(plain) != 2 or x is None or y is None:
        return None
    bounds = {
        frozenset({"both"}): (max(0, x + y - total), min(x, y)),
        frozenset({"none"}): (max(0, total - x - y), total - max(x, y)),
        frozenset({"a"}): (max(0, x - y), min(x, total - y)),
        frozenset({"b"}): (max(0, y - x), min(y, total - x)),
        frozenset({"a", "b", "both"}): (max(x, y), min(total, x + y)),
    }.get(frozenset(wanted))
    if bounds is None:
        return None
    value = bounds[0] if any(w in how for w in _LEAST) else bounds[1]
    return {"extreme": (0, total)}, [(f"(extreme == {value})", "; ".join(c.text for c in clauses))], "extreme"


def _opened(sentence: str) -> tuple[int, frozenset[str], str] | None:
    """The number of the set, the words for its members, and what the sentence says of them."""
    if every := _EVERY_OF.match(sentence):
        noun = every["noun"] or ""
        group = re.findall(r"[a-z]+", every["w"])
        known = noun and (noun.endswith("s") or noun in ("people", "children", "staff", "men", "women"))
        rest = every["rest"] if known else f" {noun}{every['rest']}"
        return int(every["n"]), _nouns([noun] if known else [], group, every["e"]), f"everyone{rest}"
    found = _HEAD.match(sentence)
    if (
        found is None
        or not _LEADS.match(found["lead"].strip())
        or re.search(r"\b(?:only|not|no|except)\b", found["lead"])
    ):
        return None
    noun, rest = found["noun"] or "", found["rest"]
    nouns = _nouns([noun], re.findall(r"[a-z]+", found["lead"]))
    if found["all"] or found["lead"].strip() in ("all", "every", "each"):
        return int(found["n"]), nouns, f"everyone{_behind(rest)}"
    at = next((m.start() for m in _CUT.finditer(rest)), -1)
    first, more = (rest[:at], rest[at:]) if at >= 0 else (rest, "")
    if re.search(r"\d", first):
        return None
    return int(found["n"]), nouns | _nouns(re.findall(r"[a-z]+", first), []), more


def _behind(rest: str) -> str:
    return re.sub(r"^ (?:in|of|on|at) (?:an?|the|our|my|this) [a-z]+", "", rest)


def _nouns(plain: Sequence[str], lead: Sequence[str], every: str = "") -> frozenset[str]:
    words = [w for w in (*plain, *lead, *every.split()) if w not in _FILL]
    return frozenset(x for w in words for x in (w, *singular(w))) | {"people", "person", "everyone", "of", "them"}


def _clauses(rest: str, nouns: frozenset[str], text: str) -> list[_Said] | None:
    out: list[_Said] = []
    for part in (p.strip(" ,;:.") for p in _CUT.split(rest)):
        if not part:
            continue
        found = _CLAUSE.match(f"{part} ")
        if found is None:
            return None
        q, words = found["q"], found["vp"].strip()
        if found["of"] and found["of"] not in nouns:  # `2 of the puppies are brown`
            words = f"{found['of']} {words}"
        if q in ("some", "the rest", "the others", "the remaining"):
            if not re.search(r"\b(?:both|neither|none|nothing|all)\b", words):
                return None
            continue
        only = bool(re.match(r"^(?:if )?(?:only|just) \d", part)) and re.search(r"\bonly\b", words)
        if only:
            return None
        if q.isdigit():
            out.append(_Said(int(q), words, text))
        elif q in ("none", "nobody", "no one"):
            out.append(_Said(0, words, text))
        else:
            if not re.search(r"\bor\b|\bat least\b", words):
                return None
            out.append(_Said(None, f"{words} or both", text))
    return out


def _special(words: str) -> bool:
    plain = re.search(r"\b(?:both|neither|nothing|none|only|just|not|no|without|exactly|at least|or)\b", words)
    return plain is not None


def _content(words: str, nouns: frozenset[str]) -> frozenset[str]:
    return frozenset(_stem(w) for w in re.findall(r"[a-z0-9][a-z0-9'-]*", words) if w not in _FILL and w not in nouns)


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|es|s|e)$", "", word) if len(word) > 4 else word.rstrip("s") if len(word) > 3 else word


Two = tuple[frozenset[str], frozenset[str]]


def _two(found: Sequence[frozenset[str]]) -> Two | None:
    """The words of the two properties; a third plain clause must be of one of them, or of both."""
    if len(found) < 2 or not found[0] - found[1] or not found[1] - found[0]:
        return None
    return found[0], found[1]


def _parts(words: str, two: Two, nouns: frozenset[str]) -> set[str] | None:
    """The parts of the set of which words are true; nothing if a word belongs to neither property."""
    low = words.strip()
    said = _content(
        re.sub(
            r"\b(?:neither|nor|nothing|none|only|just|exactly|precisely|at least|without|but|one|1|oneof)\b", " ", low
        ),
        nouns,
    )
    if after := re.search(r"\b(?:neither|both|either)(?: of the| the)?(?: (?:two|2))? (?P<w>[a-z]+)", low):
        said -= _content(after["w"], nouns) - two[0] - two[1]  # `neither exhibit`
    if said - two[0] - two[1]:
        return None
    first, second = bool(said & (two[0] - two[1])), bool(said & (two[1] - two[0]))
    alone = first != second
    if _NEITHER.search(low):
        return {"none"} if not alone else None
    if _ONE.search(low):
        return {"a", "b"} if not alone else None
    if _ANY.search(low):
        return {"a", "b", "both"} if not alone else None
    if (parted := _WITHOUT.match(low)) and (x := _parts(parted["x"] or parted["x2"], two, nouns)):
        y = _parts(parted["y"] or parted["y2"], two, nouns)
        return x - y if y and x != y else None
    if re.search(r"\b(?:only|just)\b", low):
        return ({"a"} if first else {"b"}) if alone else None
    if re.search(r"\b(?:not|no)\b", low):
        return ({"b", "none"} if first else {"a", "none"}) if alone else None
    if re.search(r"\bor\b", low):
        return {"a", "b", "both"} if not alone else None
    if re.search(r"\bboth\b", low):
        return {"both"} if not alone else None
    if first and second:
        return {"both"}
    return ({"a", "both"} if first else {"b", "both"}) if alone else None

"""Lists in a sentence: what is named, what it is called, how many it should be. Knows no puzzle."""

import re
from typing import NamedTuple

from ech0.minds.embedded.logic.places import NUMBERS

MAX_ITEMS = 14
_QUOTE = r"[\"“][^\"”“]{1,40}[\"”]"
_WORD = r"(?!(?:and|or)\b)[A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9'’.&-]{0,24}"
_ITEM = rf"(?:{_QUOTE}|{_WORD}(?: {_WORD}){{0,4}})"
_LIST = re.compile(rf"{_ITEM}(?:(?:, {_ITEM}){{0,12}},? (?:and|or) {_ITEM}|(?:, {_ITEM}){{2,13}})")
_SPLIT = re.compile(r"\s*,\s*(?:and |or )?|\s+(?:and|or)\s+")
_ARTICLE = re.compile(r"^(?:and |or )?(?:exactly )?(?:(?:the|an?|one|her|his|their|some) )?", re.IGNORECASE)
_MANY = "|".join(sorted((w for w, n in NUMBERS.items() if n > 1), key=len, reverse=True))
COUNT = "|".join(sorted((w for w in NUMBERS if w != "a"), key=len, reverse=True))
_LEAD = re.compile(
    r"^.*?\b(?:(?:are|were|is|was) (?:painted|called|named|colou?red|labell?ed|marked)|are|were|include|includes|including|namely|called|named|labell?ed|marked|is|was|of|to|for|among|from"
    r"|contains?|holds?|has|have|had|sells?|sold|own|owns|painted|colou?red|visits?|visited|plays?|played|keeps?|teach(?:es)?|grows?|studies|stud(?:y|ied)|speaks?|between|by|with|in|on|at|only|either|both|each|like|consists? of)"
    r"\s+(?=\S)",
    re.IGNORECASE,
)
_TRAIL = re.compile(
    r"\s+(?:are|were|is|was|will|must|each|all|both|have|had|has|live|lives|lived|sit|sits|sat|stand|stands|stood|lined"
    r"|line|queue|queued|ran|run|took|take|finished|finish|went|go|came|arrived|arrive|competed|raced|wait|waited|work"
    r"|works|worked|share|shared|own|owned|play|played|in|on|at|from|to|who|that|which|with|for|about|along|into|by|take"
    r"|bought|got|gave|give|ordered|chose|met|entered|joined|visited|park|parked|hang|hung|lie|lay|can|could|may)\b.*$",
    re.IGNORECASE,
)
_BARRED = frozenset(
    "if then not no than which who what when where is are was were must can could before after between behind either "
    "neither nor same each every any all immediately next exactly least most only but unless one two three it they "
    "there because so than as left right first second third last another other".split()
)


class Listed(NamedTuple):
    """Items with their article, shared noun and quotes taken off; the nouns; where in the text; the count if said."""

    items: tuple[str, ...]
    nouns: frozenset[str]
    start: int
    end: int
    before: str
    number: int


def lists(sentence: str) -> list[Listed]:
    """The lists of a sentence, in order; a list whose length is not the number that is said is none."""
    out = []
    for at, end in _stretches(sentence):
        start = at
        while found := _LIST.search(sentence, start, end):
            begin, start = found.start(), found.end()
            for _ in range(3):  # what stands before the list may look like its first item
                if one := _listed(sentence, begin, found.end()):
                    out.append(one)
                    start = max(one.end, begin + 1)  # its last words may lead to the next list
                    break
                comma = sentence.find(", ", begin, found.end())
                if comma < 0 or sentence.count(", ", begin, found.end()) < 3:
                    break
                begin = comma + 2
    return out


def _stretches(sentence: str) -> list[tuple[int, int]]:
    """Parts between dashes, colons, brackets and semicolons."""
    cuts = [m.span() for m in re.finditer(r"\s*(?:[—–:;()]|--+| - )\s*", sentence)]
    starts = [0, *(e for _, e in cuts)]
    ends = [*(s for s, _ in cuts), len(sentence)]
    return [(s, e) for s, e in zip(starts, ends, strict=True) if e > s]


def _listed(sentence: str, start: int, end: int) -> Listed | None:
    parts = [p for p in _SPLIT.split(sentence[start:end]) if p]
    head = _LEAD.sub("", parts[0])
    if len(parts[0].split()) > 2 and head == parts[0] and re.search(rf"\b(?:{_MANY})\b", parts[0], re.IGNORECASE):
        parts = parts[1:]  # `Three friends, Ann, Ben and Cid, ...`
        head = parts[0] if parts else ""
    elif len(parts) > 2 and re.match(rf"^(?!\d)(?:.* )?(?:{_MANY}) [a-z]+$", parts[0].strip(), re.IGNORECASE):
        parts = parts[1:]
        head = parts[0]
    if not parts:
        return None
    if len(parts) > 1 and re.match(r"(?:the|an?|one) ", parts[1]):
        head = re.sub(r"^.*\b(?=(?:the|an?|one) )", "", head)  # `they play the oboe, the harp and the tuba`
    parts = [head, *parts[1:-1], *([_TRAIL.sub("", parts[-1])] if len(parts) > 1 else [])]
    numbered = re.search(r"(?:(?P<noun>[a-z]{4,}s) )?(?P<n>\d{1,4})$", parts[0])
    if numbered and all(p.strip(" .").isdigit() for p in parts[1:]):
        parts[0] = numbered["n"]  # `houses 1, 2, 3 and 4`, `born in 1990, 1993 and 1996`
    parts = _names_only(parts)
    if len(parts) > 2 and all(re.fullmatch(r"(?:(?:the|an?|one) )?[a-zà-ÿ-]+", p) for p in parts[1:]):
        parts[0] = parts[0].split()[-1]  # `they play chess, golf and rugby`
    elif len(parts) > 2 and all(re.fullmatch(r"(?:(?:the|an?|one) )?[a-zà-ÿ-]+", p) for p in parts[1:-1]):
        parts[-1] = re.match(r"(?:(?:the|an?|one) )?\S+(?: \S+)?", parts[-1])[0]  # type: ignore[index]
    head = parts[0]
    at = sentence.find(head, start)
    items = [re.sub(r"[\"“”,]", "", _ARTICLE.sub("", p.strip())).strip(" .") for p in parts]
    items = [re.sub(r"(?<=\w) ones?$", "", i) for i in items]
    if not 2 <= len(items) <= MAX_ITEMS or not all(_good(i) for i in items):
        return None
    nouns, items = _shared(items)
    if len({i.lower() for i in items}) != len(items) or not all(items):
        return None
    before = re.sub(r"\b(?:the|an?|one) ?$", "", sentence[:at], flags=re.IGNORECASE).rstrip(" ,—–:;(-")
    called, count = called_before(before)
    if numbered and numbered["noun"] and items[0] == numbered["n"]:
        called |= singular(numbered["noun"])
    if count and count != len(items):
        return None
    joined = re.search(r"\b(?:and|or)\b", sentence[at:end])
    led = re.search(r"(?:[:—–(]| -)\s*(?:the |an? )?$", sentence[:at])
    if not joined and not led and count != len(items) and not all(i[0].isupper() or i[0].isdigit() for i in items):
        return None
    if (
        len(items) == 2
        and not count
        and not re.search(
            r"(?:\b(?:either|one|two|consists?|pairs?|groups?|teams?|kinds?|types?|sorts?) of|\beither|\binto|[:—–(])\s*(?:the\s*)?$",
            sentence[:at],
        )
    ):
        return None
    last = parts[-1]
    lead = re.match(rf"(?:(?:there|here) (?:are|were) )?(?P<n>{_MANY}) (?P<noun>[a-z]+s)\b", sentence, re.IGNORECASE)
    if lead and NUMBERS[lead["n"].lower()] == len(items):
        called |= singular(lead["noun"].lower())  # `four houses in a row are painted ...`
    return Listed(tuple(items), nouns | called, at, sentence.find(last, at) + len(last), before, count)


def _names_only(parts: list[str]) -> list[str]:
    """`Guards Pia, Quim and Rolf cover the hall`: where those within are names, the first and the last are too."""
    inner = parts[1:-1]
    if not inner or not all(re.fullmatch(r"(?:[A-ZÀ-Ý][\w’'-]*\.?)(?: [A-ZÀ-Ý][\w’'-]*)?", p) for p in inner):
        return parts
    name = r"[A-ZÀ-Ý][\w’'-]*\.?"
    first = (
        re.search(rf"(?:{name})$", parts[0])
        if len(inner[0].split()) == 1
        else re.search(rf"{name}(?: {name})?$", parts[0])
    )
    last = re.match(rf"(?:and |or )?({name}(?: {name})?)", parts[-1])
    return [first[0] if first else parts[0], *inner, last[1] if last else parts[-1]]


def _good(item: str) -> bool:
    words = item.lower().split()
    return 0 < len(words) < 4 and not _BARRED & set(words) and (item[0].isalnum())


def _shared(items: list[str]) -> tuple[frozenset[str], list[str]]:
    """`red box, blue box` as `red, blue` and what both are: a `box`."""
    ends = [i.split() for i in items]
    if all(len(w) > 1 for w in ends) and len({w[-1].lower() for w in ends}) == 1:
        return singular(ends[0][-1].lower()), [" ".join(w[:-1]) for w in ends]
    if len(ends[-1]) == 2 and all(len(w) == 1 for w in ends[:-1]) and ends[-1][0].islower():
        return singular(ends[-1][1].lower()), [*items[:-1], ends[-1][0]]
    return frozenset(), items


def called_before(before: str) -> tuple[frozenset[str], int]:
    """The noun and the number just before a list: `exactly seven professors`."""
    tail = re.sub(
        r"(?:\s*\b(?:namely|called|named|labell?ed|marked|are|is|were|was|including|either))+$", "", before
    ).rstrip(" ,")
    found = re.search(
        rf"(?:\b(?P<n>{COUNT})\b(?: (?!of\b)[A-Za-z-]+){{0,3}}? )?(?P<noun>[A-Za-z-]+)$", tail, re.IGNORECASE
    )
    if not found or found["noun"].lower() in _NO_NOUN:
        return frozenset(), 0
    near = [
        w
        for w in re.findall(rf"\b({_MANY})\b(?![^—]*\b(?:of|from|among|between)\b)", tail[-60:], re.IGNORECASE)
        if w.isalpha()
    ]
    count = NUMBERS[(found["n"] or near[-1]).lower()] if found["n"] or near else 0
    return singular(found["noun"].lower()), count if count > 1 else 0


_NO_NOUN = frozenset(
    "of to for among from between by with in on at only each like through via the a an is are and or".split()
)
_IRREGULAR = {"people": "person", "children": "child", "women": "woman", "men": "man", "mice": "mouse",
              "geese": "goose", "shelves": "shelf", "knives": "knife", "wives": "wife", "species": "species", "movies": "movie", "cookies": "cookie"}  # fmt: skip


def singular(noun: str) -> frozenset[str]:
    """A noun in both numbers, as far as its ending tells."""
    one = _IRREGULAR.get(noun)
    if one is None:
        one = (
            noun[:-3] + "y" if noun.endswith("ies") and len(noun) > 4
            else noun[:-2] if noun.endswith(("ches", "shes", "xes", "sses"))
            else noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun
        )  # fmt: skip
    many = next((m for m, o in _IRREGULAR.items() if o == one), None)
    plural = (
        one[:-1] + "ies"
        if re.search(r"[^aeiou]y$", one)
        else one + "es"
        if one.endswith(("ch", "sh", "x", "s"))
        else one + "s"
    )
    return frozenset((noun, one, many or plural))

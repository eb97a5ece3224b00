"""What of a sentence is a clue: parts that only say who and what there is are left out. Knows no clause.

A part that names nothing and has no word with a force of its own says nothing that is not in the world already.
"""

import re
from collections.abc import Iterator

from ech0.minds.embedded.logic.clues.words import K, Lexicon
from ech0.minds.embedded.logic.clues.world import Thing, World
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.places import ORDINALS

_HARMLESS = re.compile(
    r"^(?:(?:(?!not\b|no\b|never\b)[a-z]+ )*an? different [a-z]+(?: each)?|(?:though )?(?:not )?(?:necessarily )?in (?:that|this|some) order|a different [a-z]+ (?:each|each day|on each day)|different ones|no [a-z]+ (?:goes|belongs|is given|falls) to two [a-z]+|no two (?:the )?same [a-z]+|to a [a-z]+|there (?:are|were|is|was) no (?:ties|dead heats|draws|other [a-z ]+|two [a-z ]+ (?:the same|alike))|no ties|nobody tied|no two [^,]*\b(?:same|share|tied|at once|together)\b.*"
    r"|(?:each|every|all)\b[^@]*\b(?:different|exactly one|just one|only one|once|one)\b[^@]*|one (?:of them |person |patient |[a-z]+ )?(?:each|apiece|per [a-z]+|to (?:a|each) [a-z]+|on each [a-z]+|in each [a-z]+)|(?:not )?necessarily in (?:that|this) order|though not in that order|not in that order"
    r"|(?:here are|these are|we know|you know|here is what)[^@]*|(?:the )?(?:following|clues?|facts|rules?|conditions)[^@]*|(?:they|these|those) (?:are|were) all [a-z ]*different[^@]*|the two are different|all different|with no ties|no dead heats|(?:everyone|everybody|nobody else)[^@]*(?:different|else)[^@]*)$"
)
_FORCE = re.compile(
    r"\b(?:not|never|no|none|nobody|neither|nor|if|unless|only|except|same|own|partner|couples?|any|anyone|whoever|exactly|at least|at most|twice|half|"
    r"each|every|everyone|must|cannot|together|won't|can't|don't|doesn't|isn't|aren't|alone|consecutive|adjacent)\b"
)
_CLUE = re.compile(
    r"\b(?:not|never|no|none|nobody|neither|nor|if|unless|only|except|same|own|before|after|left|right|next to|beside|opposite|older|younger|taller|than|must|cannot|together|matches|ahead|behind|above|below|either|first|last)\b"
)
_CHOOSING = re.compile(rf"\b(?:exactly |at least |at most |only |just )?{K}\b.*\b(?:of|from|among)\b|\bof\b.*\bexactly {K}\b")
_LAST_NAMED = re.compile(r"^(?:the )?(?:other|others|fourth|fifth|sixth|remaining|last|other two|other three|fourth [a-z]+|fifth [a-z]+|third [a-z]+|other [a-z]+|remaining [a-z]+|other two [a-z]+|last [a-z]+) (?:is|are|was|were)(?: called| named)? (?:@\d+(?: , | and | , and )?)+$")
_LEFT = re.compile(r"^@\d+ (?:has|have|had|took|takes|sits in|is in|gets|got) the (?:one )?(?P<w>last|remaining|only|other|seat|place|chair)(?: remaining| other| free)? ?(?:seat|place|chair|one|spot)?(?P<t> left| that is left| remaining)?$")
_LISTING = re.compile(rf"(?:(?:@\d+|and|or|,|the|a|an|{K}) ?)+")


def scenery(sentence: str, world: World, lexicon: Lexicon, *, begun: bool = False) -> Iterator[str]:
    """The parts of a sentence that are clues, as they were written; `begun`: clues came before."""
    for part in _parts(sentence):
        marked = lexicon.marked(part)
        things = {lexicon.thing(m) for m in re.findall(r"@\d+", marked)}
        if not marked or _HARMLESS.match(marked):
            continue
        if all(world.sort(t.sort).order for t in things) and not _CLUE.search(marked) and world.base.name not in {t.sort for t in things}:
            continue
        if "in" in world.sorts and not things and _CHOOSING.search(marked):
            continue
        if _REMAINS.match(marked) or _HAS_ONE.match(marked) or (_OTHER.match(marked) and all(t.sort == world.base.name for t in things)) or (_IS_NTH.match(marked) and naming(marked, world)):
            continue
        if _EACH_ONE.match(marked) and not _CLUE.search(marked) and all(len([t for t in things if t.sort == s]) == world.sort(s).size for s in {t.sort for t in things}):
            continue
        if not things:
            if _ABOUT_ONE.match(marked):
                raise Unreadable("a sentence about one who is not known")
            if not _placed(marked) and (_FORCE.search(marked) or (_CLUE.search(marked) and (begun or re.match(r"^the (?!following|clues)", marked)))):
                raise Unreadable("a sentence about all of them")
            continue
        if _LAST_NAMED.match(marked) and len(things) < world.n and (not re.match(r"^the (?:third|fourth|fifth|sixth|seventh)", marked) or naming(marked, world)):
            continue
        if (left := _LEFT.match(marked)) and (left["w"] != "last" or any(s.ring or s.facing for s in world.sorts.values())) and all(s.size == world.n for s in world.sorts.values()):
            continue
        if _lists(marked, world, things, lexicon):
            continue
        yield part


_ABOUT_ONE = re.compile(r"^(?:the|an?|my|our) [a-z]+ (?:is|was|came|finished|sits|stands|lives|works|has|comes|costs|weighs|hangs|lies)\b.*\b(?:[a-z]{2,}est|first|last|second|third|fourth|fifth|middle|end|most|least|next|beside|between)\b")
_OTHER = re.compile(r"^@\d+ (?:is|was) the (?:other|remaining|only other|last remaining|last) (?!place|seat|spot|position|house|floor|room|day|one\b)[a-z]+$|^(?:there (?:is|are|was|were) [a-z]+ [a-z]+ ,? ?)?(?:the )?(?:other|remaining) (?:one|[a-z]+) (?:is|was|being) @\d+$|^there (?:is|are|was|were) [a-z]+ [a-z]+ , the (?:other|remaining) (?:one|[a-z]+) being @\d+$")
_HAS_ONE = re.compile(r"^@\d+ (?:owns|has|takes|took|bought|gets|got|chose|had) one(?: (?:,|and|, and) @\d+ (?:owns|has|takes|took|bought|gets|got|chose|had) one)*$")
_EACH_ONE = re.compile(r"^(?:[a-z ]+, )?one\b(?: of [@\d, and]+)?[^@]* @\d+ ,? ?.*\b(?:one|another|the other|the third|a third|the last)\b[^@]* @\d+$")
_REMAINS = re.compile(r"^@\d+ (?:(?:is|sits|goes|gets|takes|has|will have|gets to have) )?(?:wherever|whatever|what) (?:(?:seat|place|one|chair) )?(?:is left|remains|there is room|is left over|is free)$")
_IS_NTH = re.compile(r"^@\d+ (?:is|was|makes) the (?:third|fourth|fifth|sixth|seventh) [a-z]+$|^(?:the )?(?:third|fourth|fifth|sixth|seventh) [a-z]+ (?:is|was|are) @\d+$")
_NTH = re.compile(r"^the (?P<n>third|fourth|fifth|sixth|seventh) (?P<w>[a-z]+) (?:is|was|are)")


def naming(marked: str, world: World) -> bool:
    """Whether `the fourth friend is Leo` only names the last of so many: its noun is no place and it counts all."""
    found = _NTH.match(marked) or re.match(r"^@\d+ (?:is|was|makes) the (?P<n>third|fourth|fifth|sixth|seventh) (?P<w>[a-z]+)$", marked)
    if found is None or found["w"] in ("place", "seat", "one", "position"):
        return False
    return ORDINALS[found["n"]] == world.n and not any(found["w"] in s.nouns for s in world.sorts.values() if s.order)


def _placed(marked: str) -> bool:
    """Whether words only tell where all of this is: `counting from the left`, `one after another`."""
    return bool(re.match(r"^[^@]*\b(?:from left to right|from the left|one after (?:another|the other)|in a row|next to (?:each|one) (?:other|another)|only one (?:at a time|each)|first to last|side by side|fac(?:e|ing) (?:each other|one another|the (?:middle|centre|center|table)))\b[^@]*$", marked))


def _parts(sentence: str) -> list[str]:
    """A sentence cut at colons, dashes and semicolons; a list after one of these stays apart."""
    return [p.strip() for p in re.split(r"\s*(?::\s|;\s|\s[—–-]\s|\()\s*|\)\s*", sentence) if p and p.strip(" .,")]


def _lists(marked: str, world: World, things: set[Thing], lexicon: Lexicon) -> bool:
    """Whether a part only lists all the values of a sort (or some, of several sorts): it says who there is."""
    sorts = {t.sort for t in things}
    rows = re.findall(r"@\d+(?:(?: , and | , | and | or )(?:an? |the |one )?@\d+)+", marked)
    covered = {lexicon.thing(m) for r in rows for m in re.findall(r"@\d+", r)}
    if "in" in world.sorts and _CHOOSING.search(marked) and len(things) == world.n and not re.search(r"\b(?:not|never|if|unless|together)\b", marked):
        return True
    if any(not re.search(r"@", c) and not _HARMLESS.match(c) and (_FORCE.search(c) or _CLUE.search(c)) for c in re.split(r" , (?:and |but )?| and (?=no two|nobody|no )", marked)):
        return False
    marked = " , ".join(c for c in re.split(r" , (?:and |but )?(?=(?:and )?(?:no two|nobody|one|each|all|no )\b)", marked) if "@" in c)
    whole = all(world.sort(s).order or len({t for t in things if t.sort == s}) == len([v for v in world.sort(s).values if not v.startswith("#")]) for s in sorts)
    if whole and covered >= {t for t in things if not world.sort(t.sort).order}:
        rest = re.sub(r"\b(?:not )?(?:necessarily )?in (?:this|that|some|any) order\b|\bfrom (?:left to right|first to last|the left)\b|\bnext to (?:each other|one another)\b", " ", marked)
        return not _CLUE.search(rest)
    return False

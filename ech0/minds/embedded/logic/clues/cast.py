"""Who and what a puzzle is about, from its sentences: carriers, sorts, rows of places. Knows no clause.

Names come from lists, from ranges (`Monday to Thursday`, `seats 1 to 5`), from what is called by a proper name, and from
the options. Those whom a text counts and does not name are there without a name.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ech0.minds.embedded.logic import places
from ech0.minds.embedded.logic.clues.words import COUNTS, DAYS, MONTHS, NEGATIVE, K, Lexicon, stem
from ech0.minds.embedded.logic.clues.world import MAX_CARRIERS, Sort, Thing, World
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles import lists
from ech0.minds.embedded.logic.puzzles.offered import LETTER, NOBODY, OPEN

_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Aunt|Uncle|Grandma|Grandpa|Sir|Lady|Captain|Old)\.?"
_PROPER = re.compile(rf"(?<![\w])(?:(?P<t>{_TITLE}) )?(?P<n>[A-Z][a-zà-ÿ'’]*[a-zà-ÿ](?:-[A-Z][a-z]+)?|[A-Z]{2,5}|[A-Z](?=(?: |'s|,|\.|\?|$)))(?![\w])")
_COMMON = frozenset(
    "the a an in on at of if then there who which what where when whose how each every all no none nobody one two three four five six seven eight exactly "
    "i we you he she it they my our his her their this that these those and but or so also not neither either both between from to for with after "
    "before during is are was were do does did can could must may might will shall should has have had only suppose given assume someone everyone "
    "everybody anyone whoever as because since while although though however moreover finally next now out just name find please clues "
    "some most more less whom than at least immediately directly another other others nothing no-one first second third fourth fifth sixth last unless "
    "yes cannot can't it's i'm i've there's here house houses floor floors seat seats room rooms box boxes number numbers poor luckily going counting reading "
    "looking listed seen facing today tonight yesterday tomorrow mr mrs ms dr miss aunt uncle mum dad gran grandpa grandma".split()
) - {"mum", "dad", "gran", "grandpa", "grandma"}
_KIN = frozenset(("mum", "dad", "gran", "grandpa", "grandma"))
_DAY = "|".join(DAYS + MONTHS)
_SHORT_DAYS = {d[:3]: d for d in DAYS} | {"tues": "tuesday", "thur": "thursday", "thurs": "thursday"}
_RANGE = re.compile(rf"\b(?:(?:from )?(?P<a>{_DAY}) (?:to|through|until|till|-|–)|between (?P<a2>{_DAY}) and) (?P<b>{_DAY})\b|\b(?P<c>{_DAY})\s?[-–]\s?(?P<d>{_DAY})\b", re.IGNORECASE)
_NUMBERED = re.compile(
    rf"\b(?:(?P<k>{K}) )?(?P<noun>[A-Za-z]+)\b,?(?: (?:in|on|of) [a-z ]{{1,24}})?,? (?:which |that )?(?:are |is )?(?:numbered |labelled |counted |ranked )?(?:consecutively )?(?:from )?(?P<a>1|one)(?: \([a-z ]+\))? ?(?:to|through|–|-|up to) ?(?P<b>\d{{1,2}}|{K})\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(rf"\b(?:(?P<k>{K}) )?(?P<noun>[A-Za-z]+s),? (?:(?:which |that )?(?:are |is )?(?:numbered|labelled) )?(?:from )?(?P<a>1|one) ?(?:to|through|–|-|up to) ?(?P<b>\d{{1,2}}|{K})\b", re.IGNORECASE)
_STOREY = re.compile(rf"\b(?P<k>{K})[- ](?P<n>store?y|floor|level|storeyed|storied)s?\b", re.IGNORECASE)
_RING = re.compile(r"\b(?:round(?:ed)? (?:\w+ )?table|circular table|in a (?:circle|ring)|around (?:a|the) (?:circular |round )?(?:table|campfire|fire|circle)|circle of)\b", re.IGNORECASE)
_SQUARE = re.compile(r"\bsquare (?:card |kitchen |dining |picnic )?table\b|\btable\b[^.]*\bone (?:on|at|along) each (?:side|edge)\b|\bone (?:on|at|along) each (?:side|edge) of (?:a|the) [a-z ]*table\b", re.IGNORECASE)
_BENCHES = re.compile(
    r"\btwo (?:\w+ )?(?P<n>benches|rows|sofas|sides|seats|lines|columns)\b[^.]*\b(?:fac\w+|opposite)\b[^.]*?\b(?P<k>two|three|four)\b|\btwo (?:\w+ )?(?P<n2>benches|rows|sofas|sides|lines)\b[^.]*?\b(?P<k2>two|three|four)\b[^.]*\b(?:fac(?:e|es|ing)|opposite)\b",
    re.IGNORECASE,
)
_PLACES = r"(?P<n{}>seats?|chairs?|desks?|stools?|hooks?|pegs?|houses?|lockers?|bays?|berths?|beds?|spaces?|spots?|slots?|stalls?|garages?|tables?|tents?|plots?|pots?)"
_SEATED = re.compile(
    rf"\b(?P<k>{K}) (?:[a-z]+ )?{_PLACES.format('')} (?:[a-z]+ ){{0,3}}(?:in|along|form) (?:an?|one|the same|a single) (?:[a-z]+ )?(?:row|line|terrace|street|circle|ring)\b"
    rf"|\b(?:row|line|terrace|circle) of (?P<k2>{K}) (?:[a-z]+ )?{_PLACES.format('2')}\b|\b(?:table|bench|counter|row|sofa|circle) (?:with|has|of) (?P<k3>{K}) (?:[a-z]+ )?{_PLACES.format('3')}\b",
    re.IGNORECASE,
)
_ROW = re.compile(
    r"\b(?:in (?:a|one|a single|the same) (?:\w+ )?(?:row|line|queue|column|stack|pile|terrace)|side by side|along (?:a|one|the)|on (?:a|the|one|this|my) (?:\w+ )?(?:shelf|bench|sofa|couch|wall|rack)|queue\w*|lin(?:ed|ing|e) up|next to|left|right|row of|line of|stack\w*|leftmost|rightmost|in a row|shares? a (?:bench|sofa))\b",
    re.IGNORECASE,
)
_RACE = re.compile(r"\b(?:rac(?:e|es|ed|ing)|ran|finish\w*|runners?|cross(?:ed)? the line|marathon|came (?:in|first|last|second|third)|sprint\w*)\b", re.IGNORECASE)
_SERIES = re.compile(
    r"\b(?:one after (?:another|the other)|one at a time|before|after|earlier|later|in (?:some|that|this|which) order|order|arriv\w+|first|last|ahead|behind|rank\w*|place)\b", re.IGNORECASE
)
_CHOOSE = re.compile(
    r"\b(?P<v>choose|chooses|chosen|select(?:s|ed)?|pick(?:s|ed)?|pack(?:s|ed)?|invit(?:e|es|ed)|tak(?:e|es|en)|order(?:s|ed)?|hir(?:e|es|ed)|promoted|buys?|drawn|includ(?:e|es|ed)|serve[sd]?|funded|plays?|goes|sends?|puts?|uses?|plants?|guests?|come|comes|coming|going|attends?|joins?)\b",
    re.IGNORECASE,
)
_SIZED = re.compile(r"\b(?:needs?|sits?|have|has|consists?|made up)\b", re.IGNORECASE)
_SIZE = re.compile(
    rf"\b(?P<how>exactly |at least |at most |only |just )?(?P<k>{K}) (?:different )?(?:[a-z]+ )?(?:out of|of|from(?: among)?|among)(?: the| these| those| his| her| their| my| our)?(?: following)? (?:(?P<n>{K})|(?=[A-Z]))"
    rf"|\b(?:team|committee|panel|group|crew|delegation|squad|jury|band|party|selection|board|pair|side|quiz team|cast)s? of (?P<how2>exactly )?(?P<k2>{K})\b[^.]{{0,40}}?\b(?:from|out of|of|among)\b"
    rf"|\b(?P<k3>{K})-(?:person|man|woman|member|player|strong|piece|part|dish|course|girl|boy|child|item|book|song|way|pupil|student)\b[^.]{{0,60}}?\b(?:from|out of|of|among)\b",
    re.IGNORECASE,
)
_SIZE_AFTER = re.compile(rf"\bof (?:the )?(?:(?P<n>{K}) )?(?:[a-z]+,? )?[A-Z][^.?]*?,? (?P<how>exactly |at least |at most |only |just )(?P<k>{K}) (?:will|are|is|must|can|may|get|go|come)\b", re.IGNORECASE)
_SOME = re.compile(r"\b(?:some of|any of|as many|as few|invit(?:e|es|ed|ing)|guest(?:s| list)|(?:largest|smallest|greatest|fewest) (?:possible )?number)\b", re.IGNORECASE)
_IN_OUT = re.compile(r"\b(?:com(?:e|es|ing)|go(?:es|ing)|play(?:s|ing)|attend(?:s|ing)?|join(?:s|ing)?|invited|picked|chosen|selected|turn(?:s|ing)? up|takes? part)\b", re.IGNORECASE)
_LEANS = re.compile(r"\b(?:if|unless|only (?:if|when|with)|without|either|neither|both)\b", re.IGNORECASE)
_MEASURES = (
    (r"\b(?:weigh(?:s|ed)?|outweighs?) (?:the )?(?:more|less|most|least)\b|\bweighs?\b", "weight"),
    (r"\bcosts?\b|\b(?:price|fare)s?\b", "price"),
    (r"\b(?:earn(?:s|ed)?|scor(?:es|ed)|paid|sold|read|collected|caught|won|baked|ate|has|have|owns|got|sells|drank|ran|walked|saved|picked) (?:the )?(?:second |third )?(?:more|fewer|less|higher|lower|better|most|fewest|least)\b", "amount"),
)
"""What `more than` is on: for `weighs` the weight; else an amount, of which the most is first."""


class Cast(NamedTuple):
    """A world, its lexicon, the words for being chosen, and the sentences that said who and what there is."""

    world: World
    lexicon: Lexicon
    chosen: tuple[str, ...]


def cast(told: Sequence[str], question: str, options: Sequence[str]) -> Cast:
    """The world of a puzzle; raises `Unreadable` if it is not plain who and what there is."""
    whole = " ".join((*told, question))
    offered = [_bare(o) for o in options if not OPEN.search(o) and not NOBODY.match(o)]
    groups = _groups(told, question)
    rows = _rows(whole)
    whole_nouns = frozenset({n for g in groups for n in g.nouns})
    rows = [r for r in rows if not (r.values[0] == "place1" and r.nouns & whole_nouns - {"place"} and any(len(g.items) == r.size for g in groups))]
    groups = [g for g in groups if not any(_same_values(g.items, r) for r in rows)]
    for g in [g for g in groups if _as_row(g)]:
        groups.remove(g)
        rows.append(_as_row(g) or rows[0])
    known = {i.lower() for g in groups for i in g.items} | {v.lower() for r in rows for v in r.values}
    proper = _proper([*told, question], offered, known)
    lower = set(re.findall(r"(?<![\w'])[a-z]+", whole))
    proper = [p for p in proper if p.lower() not in lower - _KIN]
    proper = [p for p in proper if not any(q != p and q.endswith(f" {p}") for q in proper)]
    groups = _people(groups, proper, whole, offered)
    if not groups:
        raise Unreadable("who or what it is about")
    base, n = groups[0], len(groups[0].items)
    count = _count(whole, base)
    padded = tuple(base.items)
    if count > n and count <= MAX_CARRIERS and not any(len(g.items) == n for g in groups[1:]):
        padded = (*padded, *(f"#{k}" for k in range(count - n)))
        n = count
    if not 2 <= n <= MAX_CARRIERS:
        raise Unreadable("how many there are")
    if any(COUNTS[m[1].lower()] > n for m in re.finditer(rf"\b(?:oldest|youngest|tallest|shortest|[a-z]+est|last|first) (?:of|out of) (?:the |all )?({K})\b", whole, re.IGNORECASE)):
        raise Unreadable("there are more of them")
    world = World(Sort("who", padded, base.nouns | {"person"}))
    size = _SIZE_AFTER.search(whole) or _SIZE.search(whole)
    chosen = _chosen(told, whole, size, n) if len(groups) == 1 and not rows else ()
    if chosen:
        world.sorts["in"] = Sort("in", (), frozenset(), single=False, onto=False, low=0, high=1, kind="in")
        world.sorts["in"].values = ()
    for k, group in enumerate(groups[1:]):
        _add(world, f"g{k}", group)
    for row in rows:
        _row(world, row, whole)
    world.measure = next((to for words, to in _MEASURES if re.search(words, whole, re.IGNORECASE)), "")
    _metrics(world, whole)
    if not chosen and not any(s.order for s in world.sorts.values()):
        _default_row(world, whole)
    world.clockwise = bool(re.search(r"(?<![-\w])clockwise\b", whole, re.IGNORECASE)) and not re.search(r"anti-?clockwise|counter-?clockwise", whole, re.IGNORECASE)
    names: dict[str, list[Thing]] = {}
    for sort in world.all():
        for at, value in enumerate(sort.values, 1):
            if not value.startswith(("#", "place", "seat")) and not (sort.order and sort.kind != "time" and not sort.nouns):
                for name in _aliases(value, sort):
                    names.setdefault(name.lower(), [])
                    if Thing(sort.name, at) not in names[name.lower()]:
                        names[name.lower()].append(Thing(sort.name, at))
    empty = [*{w for s in _scene(told) for w in re.findall(r"(?<![\w])[a-z]+", s)} - {w for n_ in names for w in n_.split()}]
    lexicon = Lexicon(names, {s.name: s.nouns for s in world.all()}, empty)
    return Cast(world, lexicon, chosen)


_GAP = re.compile(rf"\b(?:{K}|an?|\d{{1,4}}) ?(?P<u>years?|months?|cm|centimet(?:re|er)s?|met(?:re|er)s?|kg|kilos?|pounds?|euros?|dollars?|points?|minutes?|grams?|km) (?P<w>[a-z]+er|more|less|fewer) than\b", re.IGNORECASE)
_AMOUNTS = {"point": "amount", "year": "age", "month": "age", "kg": "weight", "kilo": "weight", "gram": "weight"}


def _metrics(world: World, whole: str) -> None:
    """Scales on which differences or amounts are told: their values are amounts, not ranks."""
    axes = set()
    for m in _GAP.finditer(whole):
        found = places.relation(f"{m['w'].lower()} than")
        axis = found[0].axis if found else world.measure
        if not axis or axis == "place":
            raise Unreadable("how much more of what")
        axes.add(axis)
    if re.search(r"\b\d{1,3} years old\b|\baged? \d{1,3}\b|\btwice as old\b|\bhow old\b", whole, re.IGNORECASE):
        axes.add("age")
    if re.search(r"\b(?:years? ago|in (?:two|three|four|five|\d+) years|years? from now|next year|last year|sum of|total|together)\b", whole, re.IGNORECASE) and axes:
        raise Unreadable("amounts at another time, or added")
    numbers = [int(n) for n in re.findall(r"\b\d{1,3}\b", whole)] + [COUNTS[m[0].lower()] for m in re.finditer(rf"\b{K}\b", whole, re.IGNORECASE) if not m[0].isdigit()]
    for axis in axes:
        high = min(400, 2 * sum(numbers) + 2 * world.n)
        world.sorts[f"{axis}s"] = Sort(f"{axis}s", (), frozenset({axis}), single=False, onto=False, order=True, metric=True, low=0, high=high, kind=f"scale {axis}")


def _scene(told: Sequence[str]) -> list[str]:
    """Sentences whose words say nothing of their own later: the first, and those that list three things or more."""
    return [s for n, s in enumerate(told) if n == 0 or any(len(one.items) > 2 for one in lists.lists(s))]


class Group(NamedTuple):
    """Values that a text lists, and what they are called."""

    items: tuple[str, ...]
    nouns: frozenset[str]


def _bare(option: str) -> str:
    return re.sub(r"^(?:the|an?|in the|in|on) ", "", re.sub(r"'s$", "", LETTER.sub("", option).strip(" .")), flags=re.IGNORECASE)


def _groups(told: Sequence[str], question: str) -> list[Group]:
    out: list[Group] = []
    for sentence in [*told, question]:
        plainly = re.sub(r"\b(?:work(?:s|ed)?|act(?:s|ed)?|serves?) as (?=(?:an? |the )?[a-z]+,)", "are ", sentence)
        for one in lists.lists(plainly):
            items = tuple(re.sub(r"^(?:the|an?|one|his|her) ", "", i, flags=re.IGNORECASE) for i in one.items)
            nouns = one.nouns
            first = re.search(rf"\b([a-z]+), (?:the |an? )?{re.escape(items[0])}\b", sentence)
            if first and first[1] in one.nouns and items[0].islower():
                items, nouns = (first[1], *items), frozenset()
            if len(items) > 2 and " " in items[0] and all(" " not in i for i in items[1:]) and items[0].split()[0].islower():
                items = (items[0].split()[-1], *items[1:])
            if len(items) > 2 and items[0].islower() and all(i[0].isupper() for i in items[1:]):
                items = items[1:]
            held = {i.lower() for g in out for i in g.items}
            low = {i.lower() for i in items}
            if low & held or any(len(i.split()) > 4 for i in items) or (len(items) < 3 and sentence is not told[0] and not one.number):
                continue
            if len(items) == 2 and not one.number:
                continue
            out.append(Group(items, nouns))
        if (apart := _one_by_one(sentence)) and not {i for g in out for i in g.items} & set(apart):
            out.append(Group(apart, frozenset()))
    return out


_ONE = re.compile(r"\b(?:[Oo]ne|[Aa]nother|the other|(?:the|a) (?:second|third|fourth|fifth|last)(?: one)?)(?: of (?:them|the [a-z]+|(?:[A-Z]\w*(?:, | and )?)+))?(?:,? (?:(?:who|which|that) )?[a-z]+)?,? (?:an?|the|on|in) (?P<w>[a-z]+)\b(?! of\b)")


def _one_by_one(sentence: str) -> tuple[str, ...]:
    """`One is a nurse, another a cook and the third a judge`: three values or more, each once."""
    found = [m["w"] for m in _ONE.finditer(sentence)]
    return tuple(found) if 2 < len(found) == len(set(found)) else ()


def _same_values(items: Iterable[str], row: "Sort") -> bool:
    return {i.lower() for i in items} <= {v.lower() for v in row.values}


def _as_row(group: Group) -> Sort | None:
    """A list of days, months, years or numbers is a row."""
    low = [i.lower() for i in group.items]
    low = [_SHORT_DAYS.get(i, i) for i in low]
    for row, noun in ((DAYS, "day"), (MONTHS, "month")):
        if set(low) <= set(row):
            at = sorted(low, key=row.index)
            where = tuple((float(row.index(v)), 0.0) for v in at)
            return Sort("day", tuple(at), group.nouns | {noun}, order=True, where=where, kind="time")
    if all(re.fullmatch(r"1[5-9]\d\d|20\d\d", i) for i in low):
        at = sorted(low)
        return Sort("year", tuple(at), group.nouns | {"year"}, order=True, where=tuple((float(v), 0.0) for v in at), kind="time")
    if all(re.fullmatch(r"\d{1,3}", i) for i in low) and len(low) > 2:
        at = sorted(low, key=int)
        return Sort("number", tuple(at), group.nouns | {"number"}, order=True, where=tuple((float(v), 0.0) for v in at), kind="seat")
    if all(_clock(i) is not None for i in low):
        at = sorted(low, key=lambda v: _clock(v) or 0)
        return Sort("time", tuple(at), group.nouns | {"time", "hour", "slot"}, order=True, where=tuple((float(_clock(v) or 0), 0.0) for v in at), kind="time")
    return None


def _clock(word: str) -> int | None:
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))? ?(am|pm|a\.m\.|p\.m\.|o'clock)?", word)
    if not found or not (found[2] or found[3]):
        return None
    hour = int(found[1]) % 12 + 12 if (found[3] or "").startswith("p") else int(found[1])
    return hour * 60 + int(found[2] or 0)


def _rows(whole: str) -> list[Sort]:
    out: list[Sort] = []
    if found := _RANGE.search(whole):
        a, b = (found["a"] or found["a2"] or found["c"]).lower(), (found["b"] or found["d"]).lower()
        for row, noun in ((DAYS, "day"), (MONTHS, "month")):
            if a in row and b in row and row.index(a) < row.index(b):
                values = row[row.index(a) : row.index(b) + 1]
                out.append(Sort(noun, values, frozenset({noun}), order=True, where=tuple((float(k), 0.0) for k in range(len(values))), kind="time"))
    if found := _PLURAL.search(whole) or _NUMBERED.search(whole):
        n = COUNTS.get(found["b"].lower()) or int(found["b"])
        noun = min(lists.singular(found["noun"].lower()), key=len)
        if 2 <= n <= 12 and noun not in ("score", "scale", "from", "page", "rating"):
            noun = "seat" if noun in ("in", "at", "from", "row", "on", "numbered") else noun
            up = noun in ("floor", "storey", "level", "story")
            out.append(Sort("place", tuple(str(k) for k in range(1, n + 1)), frozenset({noun, "number"}), order=True, upward=up, kind="floor" if up else "time" if noun == "week" else "seat",
                            where=tuple((float(k), 0.0) for k in range(n)) if noun == "week" else ()))  # fmt: skip
    elif (found := next((m for m in _STOREY.finditer(whole) if COUNTS[m["k"].lower()] > 1), None)) is not None:
        n = COUNTS[found["k"].lower()]
        out.append(Sort("floor", tuple(str(k) for k in range(1, n + 1)), frozenset({"floor", "storey", "level"}), order=True, upward=True, kind="floor"))
    elif found := _SEATED.search(whole):
        n = COUNTS[(found["k"] or found["k2"] or found["k3"]).lower()]
        noun = min(lists.singular((found["n"] or found["n2"] or found["n3"]).lower()), key=len)
        out.append(Sort("place", tuple(f"place{k}" for k in range(1, n + 1)), frozenset({noun, "place"}), order=True, kind="seat"))
    elif found := _BENCHES.search(whole):
        k = COUNTS[(found["k"] or found["k2"]).lower()]
        where = tuple((float(c), float(r)) for r in (0, 1) for c in range(k))
        out.append(Sort("seat", tuple(f"seat{j}" for j in range(2 * k)), frozenset(), order=True, where=where, facing=True, kind="seat"))
    return out


def _proper(sentences: Sequence[str], offered: Sequence[str], known: set[str]) -> list[str]:
    """Proper names that no list holds, in the order in which they come."""
    seen: dict[str, int] = {}
    inside: set[str] = set()
    words = {w for k in known for w in k.split()}
    months = set(DAYS + MONTHS)
    for sentence in [*sentences, *(f"x {o}" for o in offered if len(o.split()) < 3)]:  # who stands in a statement only is not told of
        for found in _PROPER.finditer(sentence):
            name = f"{found['t']} {found['n']}" if found["t"] else found["n"]
            name = re.sub(r"['’]s$", "", name)
            low = name.lower()
            if low in _COMMON or low in months or low in known or low in words or (low.removesuffix("s") in known):
                continue
            if found.start() == 0 or re.search(r"[.:;!?\"“]\s*$", sentence[: found.start()]):
                seen.setdefault(name, 0)
                after = sentence[found.end() :]
                if re.search(r"['’]s$", found["n"]) or re.match(r"(?:'s|’s)? (?:is|was|isn't|wasn't|did|does|sits?|sat|lives?|has|had|came|finished|must|beat|beats|ran|and [A-Z]|or [A-Z]|are|works|owns)\b|'s |’s ", after) or (len(inside) > 1 and re.match(r" (?!of\b|is\b|was\b|this\b)[a-z]+(?:s|ed)\b(?: (?:more|less|fewer|the|an?|in|on|at|next|not|before|after|than|only|to|behind|directly|immediately)\b)", after)) or ((noun := re.match(r" (?P<n>[a-z]+) (?:is|was|came|finished|has|had|beat|won|sits|lives)\b", after)) and re.search(rf"\b{K} (?:[a-z]+ )?{noun['n']}s\b", " ".join(sentences), re.IGNORECASE)):
                    inside.add(name)
            else:
                seen.setdefault(name, 0)
                inside.add(name)
            seen[name] += 1
    return [n for n in seen if n in inside]


def _people(groups: list[Group], proper: list[str], whole: str, offered: Sequence[str]) -> list[Group]:
    """The groups with the one that tells the carriers apart first; names told outside any list join it."""
    named = [g for g in groups if all(i[0].isupper() or i[0].isdigit() for i in g.items)]
    people = named[0] if named else None
    low = [o.lower() for o in offered]
    proper = [p for p in proper if not re.search(rf"(?<!ahead )(?<!front )(?<!left )(?<!right )(?<!next )(?<!lost )(?<!side )(?<!close )(?<!clockwise )(?<!north )(?<!south )(?<!east )(?<!west )\b(?:at|in|for|of|near|from|to) {re.escape(p)}\b", whole) or p.lower() in low or len(re.findall(rf"\b{re.escape(p)}\b", f"{whole} {' '.join(offered)}")) > 1]
    if people is not None:
        sized = {len(g.items) for g in groups if g is not people}
        count = _count(whole, people)
        more = [p for p in proper if len(re.findall(rf"\b{re.escape(p)}\b", whole)) + (p.lower() in low) > 0]
        if more and (len(people.items) + len(more) in sized or count == len(people.items) + len(more)):
            groups = [Group((*people.items, *more), people.nouns) if g is people else g for g in groups]
            people = next(g for g in groups if set(people.items) <= set(g.items))
        elif more and any(m.lower() in low or len(re.findall(rf"\b{re.escape(m)}\b", whole)) > 1 for m in more):
            raise Unreadable(f"who {more[0]} is")
        return [people, *(g for g in groups if g is not people)]
    if len(proper) > 1:
        proper = [p for p in proper if len(re.findall(rf"\b{re.escape(p)}\b", whole)) > 1 or p.lower() in low or len(proper) <= 6]
        nouns = frozenset({m[2].lower().removesuffix("s") for m in re.finditer(rf"\b({K}) ([a-z]+s|children|people)\b", whole, re.IGNORECASE) if COUNTS[m[1].lower()] == len(proper)})
        return [Group(tuple(proper), nouns), *groups]
    if all(re.search(rf"\b[Tt]he {re.escape(p)}\b", whole) for p in proper) and (found := _subjects(whole, offered)) and not any({i.lower() for i in g.items} & {i.lower() for i in found.items} for g in groups):
        return [found, *groups]
    if not groups and 2 < len(offered) <= 6 and all(len(o.split()) <= 2 and o.lower() in whole.lower() for o in offered):
        counts = {COUNTS[m[1].lower()] for m in re.finditer(rf"\b({K}) (?:[a-z]+ )?[a-z]+s\b", whole, re.IGNORECASE)}
        if counts <= {len(offered)}:
            return [Group(tuple(offered), frozenset())]
    return groups


_SUBJECT = re.compile(r"(?:^|[.,;:!?] |\band |\bwhile )[Tt]he (?P<n>[A-Za-z]+(?: [a-z]+)?) (?:is|was|isn't|wasn't|are|were|sits?|comes?|lies|lives|stands?|hangs?|holds?|has|came|finished|leaves|left|belongs)\\b".replace("\\\\", "\\"))


def _subjects(whole: str, offered: Sequence[str]) -> Group | None:
    """What is told of by its noun, `the jam`, `the study`, if there are as many of them as a count says."""
    told = dict.fromkeys(m["n"] for m in _SUBJECT.finditer(whole))
    told |= dict.fromkeys(m[1] for m in re.finditer(r"\b(?:third|fourth|fifth|sixth|seventh|other|last|remaining) [a-z]+ is (?:the|an?) ([A-Za-z]+)\b", whole))
    more = dict.fromkeys(o for o in offered if re.search(rf"\b(?:the|a|an) {re.escape(o)}\b", whole, re.IGNORECASE) and o.lower() not in {t.lower() for t in told})
    if not all(len(o.split()) < 3 for o in offered):
        more = {}
    items = tuple(dict.fromkeys((*told, *more)))
    items = tuple(i for i in items if not re.search(r"\b(?:one|other|first|last|second|third|person|seat|floor|place|remaining|oldest|youngest|rest|two|three)\b", i))
    for m in re.finditer(rf"\b(?P<k>{K}) (?:[a-z]+ )?(?P<n>[a-z]+s)\b", whole, re.IGNORECASE):
        if COUNTS[m["k"].lower()] == len(items) > 2:
            return Group(items, frozenset(lists.singular(m["n"].lower())))
    if any(COUNTS[m[1].lower()] == len(items) > 2 for m in re.finditer(rf"\b(?:of|out of|all|any of) (?:the |these |all )?({K})\b(?! [a-z]+s\b)", whole, re.IGNORECASE)):
        return Group(items, frozenset())
    return None


def _count(whole: str, base: Group) -> int:
    """How many the text says there are of them."""
    nouns = base.nouns | {"people", "person", "friend", "child", "children", "kid", "runner", "dog", "ship", "guest", "sister", "brother", "student", "colleague", "of us", "of them", "in a row"}
    found = [COUNTS[m["k"].lower()] for m in re.finditer(rf"\b(?P<k>{K}) (?:[a-z]+ )?(?:{'|'.join(sorted(map(re.escape, nouns)))})(?:s|es)?\b", whole, re.IGNORECASE)]
    return max(found, default=0)


def _chosen(told: Sequence[str], whole: str, size: re.Match[str] | None, n: int) -> tuple[str, ...]:
    """Words for being chosen, if so many are chosen out of those that there are."""
    if size is None and ((_CHOOSE.search(whole) and _SOME.search(whole)) or (_IN_OUT.search(whole) and _LEANS.search(whole) and not _SERIES.search(whole) and not _ROW.search(whole))):
        return tuple(sorted({f for m in _CHOOSE.finditer(whole) for f in _forms(m["v"].lower())} | {"chosen", "in", "comes", "come", "coming", "goes", "go", "invited"}))
    if size is None or not (_CHOOSE.search(whole) or _SIZED.search(whole)) or _RING.search(whole) or _SQUARE.search(whole):
        return ()
    k = COUNTS[(size["k"] or size.groupdict().get("k2") or size.groupdict()["k3"]).lower()]
    if not 0 < k < n or (size["n"] and COUNTS[size["n"].lower()] != n):
        return ()
    verbs = {m["v"].lower() for m in _CHOOSE.finditer(whole)}
    verbs |= {m[1].lower() for s in told for m in re.finditer(r"\b(?:be|is|are|been) ([a-z]+(?:ed|en|ung))\b", s) if not NEGATIVE.fullmatch(m[1].lower())}
    forms = {f for v in verbs for f in _forms(v)}
    return tuple(sorted(forms | {"chosen", "selected", "included", "picked", "in"}))


def _forms(verb: str) -> set[str]:
    root = stem(verb)
    irregular = {"chosen": "choose", "taken": "take", "drawn": "draw", "goe": "go", "goes": "go"}
    root = irregular.get(verb, root)
    return {verb, root, f"{root}s", f"{root}es", f"{root}ed", f"{root}ing", f"{root}e"}


def chosen_size(whole: str) -> tuple[str, int]:
    """How many are chosen, as a sign and a number; at least none if it is not said."""
    size = _SIZE_AFTER.search(whole) or _SIZE.search(whole)
    if size is None:
        return ">=", 0
    told = size.groupdict()
    how = (told["how"] or told.get("how2") or "").strip().lower()
    return {"at least": ">=", "at most": "<="}.get(how, "=="), COUNTS[(told["k"] or told.get("k2") or told["k3"]).lower()]


def _add(world: World, name: str, group: Group) -> None:
    m = len(group.items)
    if m == world.n:
        world.sorts[name] = Sort(name, group.items, group.nouns)
    elif m > world.n:
        world.sorts[name] = Sort(name, group.items, group.nouns, onto=False)
    else:
        raise Unreadable("how the lists go together")


def _row(world: World, row: Sort, whole: str) -> None:
    if row.name in world.sorts:
        raise Unreadable("two rows of one sort")
    if row.size < world.n:
        raise Unreadable("more of them than places")
    row.onto = row.size == world.n
    row.ring = bool(_RING.search(whole)) and row.kind == "seat" and not row.facing
    world.sorts[row.name] = row


def _default_row(world: World, whole: str) -> None:
    """Where nothing is numbered: a row, a ring, a race or an order, if the text speaks of one."""
    values = tuple(f"place{k}" for k in range(1, world.n + 1))
    nouns = frozenset({"place", "position"})
    if re.search(r"\bborn (?:[a-z]+ ){0,3}(?:before|after|first|last|second|third)\b", whole):
        world.sorts["place"] = Sort("place", values, nouns, order=True, kind="birth")
    elif _RING.search(whole) or (world.n == 4 and _SQUARE.search(whole)):
        world.sorts["place"] = Sort("place", values, nouns, order=True, ring=True, kind="seat")
    elif _RACE.search(whole):
        world.sorts["place"] = Sort("place", values, nouns, order=True, kind="race")
    elif _ROW.search(whole):
        kind = "stack" if re.search(r"\b(?:stack|pile)\w*\b", whole, re.IGNORECASE) else "seat"
        world.sorts["place"] = Sort("place", values, nouns, order=True, kind=kind)
    elif _SERIES.search(whole):
        world.sorts["place"] = Sort("place", values, nouns, order=True, kind="time" if re.search(r"\b(?:arriv\w+|earlier|later)\b", whole) else "rank")


def _aliases(value: str, sort: Sort) -> set[str]:
    out = {value}
    if re.fullmatch(r"[a-z]{3,}", value) and not sort.order:
        root = re.sub(r"(?:s|es|e|o|y|ing)$", "", value)
        out |= {f"{r}{end}" for r in (value.removesuffix("s"), root, f"{root}{root[-1]}") for end in ("er", "ist") if len(root) > 2}
    if sort.kind == "time" and value in DAYS:
        out |= {value[:3], f"{value}s"}
    if re.match(r"^(?:Aunt|Uncle|Grandma|Grandpa) ", value):
        out.add(value.rpartition(" ")[2])
    return out

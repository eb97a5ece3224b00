"""The setting of a puzzle to a scene: who and what, the places, and what holds of all. Knows no question.

Where it is not plain how things and places go together there is no scene (`Unreadable`).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ech0.minds.embedded.logic import places, sentences
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles import lists, naming
from ech0.minds.embedded.logic.puzzles.lists import Listed, singular
from ech0.minds.embedded.logic.puzzles.phrases import DAYS, MONTHS
from ech0.minds.embedded.logic.puzzles.scene import (
    MAX_PLACES,
    MAX_THINGS,
    Axis,
    Kind,
    Scene,
    counted,
    relation,
)
from ech0.minds.embedded.logic.puzzles.vocabulary import MEANINGFUL

_MARKER = re.compile(
    r"^(?P<before>[^:]*\b(?:conditions?|constraints?|restrictions?|requirements?|rules?|following|clues?|facts|apply|hold"
    r"|conform|specifications?|observed|known)\b[^:—]{0,120}):\s*(?P<after>.*)$",
    re.DOTALL | re.IGNORECASE,
)
_THROUGH = r"(?:through|to|until|till|-|–)"
_NAMED_RANGE = re.compile(
    rf"\b(?P<a>{'|'.join(DAYS + MONTHS)}),? {_THROUGH} (?P<b>{'|'.join(DAYS + MONTHS)})\b", re.IGNORECASE
)
_NUMBERED = re.compile(
    rf"(?:(?P<n>{lists.COUNT})\s+)?(?P<noun>[a-z]+)?(?:[^.;:—]{{0,60}}?)\bnumbered(?: consecutively)?(?: from)? "
    rf"(?P<a>1|one)(?: \([a-z]+\))? {_THROUGH} (?P<b>\d{{1,2}}|{lists.COUNT})\b",
    re.IGNORECASE,
)
_NOUN_RANGE = re.compile(
    rf"\b(?P<noun>[a-z]+) (?P<a>1|one) {_THROUGH} (?:(?P=noun) )?(?P<b>\d{{1,2}}|{lists.COUNT})\b", re.IGNORECASE
)
_TWO_DAYS = re.compile(
    rf"\b(?P<k>{lists.COUNT}) (?:[a-z]+ )?on (?P<a>{'|'.join(DAYS)})(?:, and|,| and) (?:the (?:other|remaining) )?"
    rf"(?P<l>{lists.COUNT}) (?:[a-z]+ )?on (?P<b>{'|'.join(DAYS)})\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:order|one at a time|first|last|second|third|fourth|row|line|queue|before|after|immediately|earlier|later|rank\w*"
    r"|finish\w*|left|right|shelf|stack\w*|ahead|behind|above|below|next to|consecutive\w*|adjacent|leftmost|rightmost"
    r"|in front of|top|bottom|middle|between)\b",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\b(?:no two|different|distinct|exactly one|exactly once|one per|one each|one at a time|each (?:\w+ ){0,2}one|once each|only one|no ties"
    r"|one (?:\w+ )?(?:per|each|a|an|on each|in each|to each|every)|per (?:day|slot|position|place)|consecutive\w*|one after (?:the other|another)|a single"
    r"|respective|own|one of each|unique|each in (?:his|her|its|their)|exactly one of (?:his|her|its|their)|none of (?:them|whom) share"
    r"|stack\w*|order\w*|row|line|queue|one\b[^.]{1,40}\bone\b[^.]{1,40}\bone)\b",
    re.IGNORECASE,
)
_CHOOSE = re.compile(
    r"\b(?:select(?:s|ed|ing)?|choose[sn]?|chosen|choosing|pick(?:s|ed)?|hire[sd]?|invite[sd]?|includ(?:e|es|ed)|appoint(?:s|ed)?"
    r"|drawn from|be on sale|on display|displayed|take[ns]? part|attend(?:s|ed)?|recruit(?:s|ed)?|admit(?:s|ted)?|purchase[sd]?|buys?|bought)\b",
    re.IGNORECASE,
)
_CHOSEN_WORDS = frozenset(
    "selected select chosen choose picked pick hired hire invited included displayed recruited admitted in out purchased "
    "come comes coming came attending going serve serves join joins participate participates travel travels bought attends attend attended picks selects chooses attending goes go".split()
) - {"in", "out"}  # fmt: skip
_RING = re.compile(
    r"\b(?:circular|round table|a?round (?:a|the) (?:circular |round |square |small |camp ?)*(?:table|fire|campfire)|in a (?:circle|ring)|circle)\b",
    re.IGNORECASE,
)
_UPWARD = re.compile(
    r"\b(?:floors?|storeys?|stor(?:y|ies)|levels? of|\(lowest\)|from (?:the )?(?:lowest|bottom)|numbered from (?:the )?bottom|bottom to top)\b",
    re.IGNORECASE,
)
_FORCE = re.compile(
    rf"\b(?:at least|at most|no|none|not|never|only|exactly|each|every|all|any|same|different|more|fewer|less|most|if|unless"
    rf"|either|neither|both|before|after|(?!one\b)(?:{lists.COUNT}))\b",
    re.IGNORECASE,
)
"""Words that may restrict: before the conditions a sentence without one only tells a story."""
_TIES = re.compile(
    r"\b(?:ties? (?:is|are|for)|(?<!nobody )(?<!no one )(?<!none of them )tied|may tie|could tie|(?<!the )same time as)\b",
    re.IGNORECASE,
)


_GUIDE = re.compile(
    r"^(?:[A-Z][a-z]+|(?:A|An|The|My|Our) [a-z]+) (?:(?:must|will|has to|plans to|wants to|intends to|is going to) [a-z]+"
    r"|(?!was|is|has)[a-z]+(?:s|ed))(?: [a-z]+){0,2}$"
)
"""Someone who is no thing of the puzzle and goes through all of them: `Nina visits`."""
_LEVEL = re.compile(
    r"\b(?:is|are|of|has|have|was|were|cost|costs|weigh|weighs) (?:exactly )?the same (?:age|height|weight|price|length|size|speed|depth|width)\b|(?<!not )(?<!not quite )\bas [a-z]+ as\b",
    re.IGNORECASE,
)
"""Two that are level on a scale."""
_MEASURES = (
    (r"\bweigh(?:s|ed)?\b", "weight:<"),
    (r"\bcosts?\b", "price:>"),
    (r"\b(?:scored?|earn(?:s|ed)?|points)\b", "place:<"),
)
"""What `more than` is measured in where the text has this verb, and which way more is."""


_ALIKE = (
    (r"\b(?:deeper|shallower|deepest)\b", "depth", ("place", True)),
    (r"\b(?:races?|raced|finish(?:ed|es)?|podium|medals?|first three places)\b", "speed", ("place", False)),
    (r"\bpoints\b", "points", ("place", False)),
    (
        r"\b(?:opened|built|founded|established|published|discovered|invented|launched|released|came out|publication|completed)\b",
        "age",
        ("place", False),
    ),
)
"""Words by which one scale says the same as another: in a race the fastest is first, what was built first is oldest."""


class NoList(Unreadable):
    """There is no list of things; the text may still name them."""


class Setting(NamedTuple):
    """A scene, its names as one pattern, the sentences that remain to be read, and those of the setting.

    `question` and `options` in the words of this scene, if they are not to be read as they stand.
    """

    scene: Scene
    things: re.Pattern[str]
    rest: tuple[str, ...]
    told: tuple[str, ...]
    question: str = ""
    options: tuple[str, ...] = ()


class Range(NamedTuple):
    """A row of places that have names of their own."""

    values: tuple[str, ...]
    nouns: frozenset[str]


def setting(said: Sequence[str], question: str, options: Sequence[str]) -> Setting:
    """The setting that the first sentences tell; raises `Unreadable` if they tell none that is plain."""
    try:
        return _listed(said)
    except NoList:
        return _unlisted(said, question, options)


def _unlisted(said: Sequence[str], question: str, options: Sequence[str]) -> Setting:
    """A setting without a list: what is named is in order."""
    one = naming.named(said, question, options)
    text = " ".join(said)
    if row_of(text) or _TIES.search(text):
        raise Unreadable("how the names and the places go together")
    scene = _scene([(0, one)], None, text, text)
    names = named_pattern(scene)
    head = tuple(s for s in said if not names.search(s))
    scene.carriers = _carriers(head, scene)
    rest = tuple(s for s in said if names.search(s) or (_FORCE.sub("", s, count=1) != s and _general_force(s)))
    return Setting(scene, names, rest, head)


def _general_force(sentence: str) -> bool:
    """Whether a sentence without a name may restrict: how many there are, and that no two are alike, does not."""
    said = re.sub(
        rf"\b(?:one after (?:another|the other)|one at a time|{lists.COUNT}|each|(?:all )?different [a-z]+)\b",
        " ",
        sentence,
        flags=re.IGNORECASE,
    )
    return bool(_FORCE.search(said))


def _listed(said: Sequence[str]) -> Setting:
    head, rest, marked = _parted(said)
    text = " ".join(head)
    row = row_of(text)
    found = [(n, one) for n, sentence in enumerate(head) for one in _lists(sentence, row)]
    found = _first_told(found, head)
    if not found:
        raise NoList("no list of things")
    scene = _scene(found, row, text, " ".join(said))
    told = {n for n, _ in found} | {n for n, s in enumerate(head) if row_of(s)}
    if marked:
        told.add(len(head) - 1)  # `the order is subject to the following conditions`
    else:
        names = named_pattern(scene)
        told |= {n for n in range(max(n for n, _ in found)) if not (names.search(head[n]) and _ORDER.search(head[n]))}
    loose = tuple(
        s for n, s in enumerate(head) if n not in told and (not marked or _FORCE.search(s) or named_pattern(scene).search(s))
    )
    rest = (*loose, *rest)
    head = tuple(s for n, s in enumerate(head) if n in told)
    scene.carriers = _carriers(head, scene)
    return Setting(scene, named_pattern(scene), rest, head)


def _parted(said: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """What is told before `the following conditions hold:` and what after."""
    for n, sentence in enumerate(said):
        found = _MARKER.match(sentence) if len(sentence) < 800 else None
        if found and not (lists.lists(found["after"]) and n == 0 and not found["after"].strip()):
            items = lists.lists(sentence[found.start("after") :])
            whole = items and items[0].start <= 6 and items[0].end >= len(found["after"].rstrip(".")) - 2
            if whole or (found["after"] and found["after"][0].islower()):
                continue
            after = (found["after"],) if found["after"].strip() else ()
            return (*said[:n], found["before"]), (*after, *said[n + 1 :]), True
    return tuple(said), (), False


def _lists(sentence: str, row: Range | None) -> Iterator[Listed]:
    for one in lists.lists(sentence) if len(sentence) < 800 else ():
        if row and {i.lower() for i in one.items} <= {v.lower() for v in row.values}:
            continue
        yield one


def _first_told(found: list[tuple[int, Listed]], head: Sequence[str]) -> list[tuple[int, Listed]]:
    """Lists of new names: a list of names that are known already is a statement."""
    out: list[tuple[int, Listed]] = []
    known: set[str] = set()
    for n, one in found:
        items = {i.lower() for i in one.items}
        if items & known:
            continue
        if (
            len(items) == 2
            and not (one.number or (one.before and re.search(r"(?:of|the|either|to)$", one.before, re.IGNORECASE)))
            and out
            and n > out[0][0]
        ):
            continue
        if re.match(r"(?:if|unless|neither|either|both)\b", head[n], re.IGNORECASE):
            continue
        out.append((n, one))
        known |= items
    return out


def row_of(text: str) -> Range | None:
    """Named or numbered places in a row."""
    if found := _NAMED_RANGE.search(text):
        row = DAYS if found["a"].title() in DAYS else MONTHS
        a, b = (row.index(found[k].title()) if found[k].title() in row else -1 for k in "ab")
        if 0 <= a < b:
            return Range(row[a : b + 1], singular("day" if row is DAYS else "month"))
    if (found := _NUMBERED.search(text)) or (found := _NOUN_RANGE.search(text)):
        last = places.NUMBERS.get(found["b"].lower(), 0)
        noun = _numbered_noun(text[: found.end()]) if "numbered" in found[0] else (found["noun"] or "place").lower()
        if 1 < last <= MAX_PLACES:
            return Range(tuple(str(n) for n in range(1, last + 1)), singular(noun))
    if found := _TWO_DAYS.search(text):
        one, other = found["a"].title(), found["b"].title()
        return Range((one, other), singular("day")) if DAYS.index(one) + 1 == DAYS.index(other) else None
    for one in (one for sentence in sentences.split(text[:3000]) for one in lists.lists(sentence)):
        if len(one.items) > 2 and all(map(_clock, one.items)):
            hours = [_clock(i) or 0 for i in one.items]
            return Range(one.items, singular("time") | one.nouns) if hours == sorted(set(hours)) else None
        titled = tuple(i.title() for i in one.items)
        for row, noun in ((DAYS, "day"), (MONTHS, "month")):
            if all(t in row for t in titled):
                return Range(titled, singular(noun)) if sorted(titled, key=row.index) == list(titled) else None
        if len(titled) > 2 and titled == tuple(str(n) for n in range(1, len(titled) + 1)):
            return Range(titled, one.nouns or singular("place"))
        if (
            len(titled) > 2
            and all(re.fullmatch(r"(?:1[5-9]|20)\d\d", t) for t in titled)
            and sorted(titled) == list(titled)
        ):
            return Range(titled, singular("year"))
    return None


def _clock(time: str) -> float | None:
    """Hours since midnight: `8 am`, `noon`, `2 pm`; `None` if it is no time of day."""
    if time.lower() in ("noon", "midday"):
        return 12.0
    found = re.fullmatch(r"(\d{1,2})(?:[.](\d\d))? ?([ap])\.?m\.?", time, re.IGNORECASE)
    if not found or not 1 <= int(found[1]) <= 12:
        return None
    return int(found[1]) % 12 + 12 * (found[3].lower() == "p") + int(found[2] or 0) / 60


def _numbered_noun(text: str) -> str:
    found = re.findall(
        r"([a-z]+)(?:,)?(?: (?:are|is|that are|which are|in a row|consecutively))*,? numbered", text, re.IGNORECASE
    )
    return found[-1].lower() if found else "place"


# --- from lists to a scene --------------------------------------------------------------------------------------------


def _scene(found: list[tuple[int, Listed]], row: Range | None, text: str, whole: str) -> Scene:
    groups, parts = _grouped(found)
    if sum(len(g.items) for g in groups) > MAX_THINGS:
        raise Unreadable("there are too many things")
    if len(groups) == 2 and row is None and 1 < groups[0].number == len(groups[0].items) < len(groups[1].items):
        groups.reverse()  # `two teams, the Reds and the Blues, ...: Ann, Ben, ...`
    first = groups[0]
    upward = bool(_UPWARD.search(text))
    ring = bool(_RING.search(text))
    axes: dict[str, Axis] = {}
    kinds, extra = [first], groups[1:]
    if row is not None:
        axes["place"] = Axis("place", len(row.values), row.values, True, True, row.nouns, upward)
    elif extra and (groups_axis := next((g for g in extra if _is_groups(g, first)), None)):
        extra = [g for g in extra if g is not groups_axis]
        axes["place"] = Axis("place", len(groups_axis.items), groups_axis.items, False, False, groups_axis.nouns)
    elif extra and not (_ordered(whole) and all(len(g.items) == len(first.items) for g in extra)):
        if all(len(g.items) == len(first.items) for g in extra):
            axes["place"] = Axis("place", len(first.items), first.items, False, True, first.nouns)
            kinds, extra = list(extra), []
        else:
            raise Unreadable("how the lists go together")
    elif _CHOOSE.search(text):
        axes["chosen"] = Axis("chosen", 1, chosen=True, apart=False)
    else:
        axes["place"] = Axis("place", len(first.items), upward=upward)
        if _TIES.search(text):
            raise Unreadable("there may be ties")
    place = axes.get("place")
    paired = (
        place is not None
        and any(g.number == place.size for g in kinds)
        and not re.search(r"\bone of\b", text, re.IGNORECASE)
    )
    for group in extra:
        if place and len(group.items) == place.size == len(first.items):
            kinds.append(group)
        elif place and len(first.items) > len(group.items) > 1 and _is_groups(group, first):
            name = f"group{len(axes)}"
            axes[name] = Axis(name, len(group.items), group.items, False, False, group.nouns)
        else:
            raise Unreadable("how the lists go together")
    members: list[Kind] = []
    start = 0
    for kind in kinds:
        members.append(Kind(kind.nouns, tuple(range(start, start + len(kind.items)))))
        start += len(kind.items)
    scene = Scene(tuple(i for k in kinds for i in k.items), members, axes, ring=ring)
    if place and place.values:
        onto = paired and not place.ordered and first.number == place.size
        place.apart = onto or _apart(len(kinds[0].items), place, text, whole)
    words_of(scene, parts)
    _wording(scene, first, row, text, whole)
    if "chosen" in axes:
        scene.choosing = _CHOSEN_WORDS | {w.lower() for w in _CHOOSE.findall(text)}
        _how_many(scene, text)
    return scene


def _wording(scene: Scene, first: Listed, row: Range | None, text: str, whole: str) -> None:
    """What the words of this text measure, which scales are one, whether two may be level, how many are where."""
    things = {m[1].lower() for m in re.finditer(r"\b(?:more|fewer) ([a-z]+) than\b", whole, re.IGNORECASE)}
    own = f"{things.pop()}:<" if len(things) == 1 else ""
    scene.measure = next((to for words, to in _MEASURES if re.search(words, whole, re.IGNORECASE)), own)
    scene.guided = bool(_GUIDE.match(first.before))
    scene.tied = bool(_LEVEL.search(whole))
    scene.alike = {one: to for words, one, to in _ALIKE if re.search(words, whole, re.IGNORECASE)}
    if row is not None and "year" in row.nouns:
        scene.alike["age"] = ("place", False)
    if row is not None and (halves := _TWO_DAYS.search(text)):
        for at, k in ((1, "k"), (2, "l")):
            terms = [f"{scene.variable(t, 'place')} == {scene.value('place', at)}" for t in scene.kinds[0].members]
            scene.rules.append(relation(counted(terms, "==", places.NUMBERS[halves[k].lower()]), halves[0]))


def _grouped(found: list[tuple[int, Listed]]) -> tuple[list[Listed], list[Listed]]:
    """Lists that stand in one row, `four boys - ... - and three girls - ...`, are parts of one kind."""
    groups: list[Listed] = []
    parts: list[Listed] = []
    for n, (sentence, one) in enumerate(found):
        before = found[n - 1] if n else None
        if (
            before
            and before[0] in (sentence, sentence - 1)
            and before[1].number
            and one.number
            and groups
            and _in_row(before[1], one)
        ):
            last = groups.pop()
            if not parts or parts[-1] is not before[1]:
                parts.append(before[1])
            parts.append(one)
            groups.append(Listed(last.items + one.items, frozenset(), last.start, one.end, last.before, 0))
        else:
            groups.append(one)
    return groups, parts


def _in_row(one: Listed, other: Listed) -> bool:
    between = other.before[one.end :] if len(other.before) > one.end else other.before
    return bool(
        re.fullmatch(
            rf"[\s,;—–:()-]*(?:and )?(?:exactly )?(?:{lists.COUNT})(?: [a-z-]+){{1,3}}", between, re.IGNORECASE
        )
    )


def _ordered(text: str) -> bool:
    return bool(_ORDER.search(text))


def _is_groups(one: Listed, first: Listed) -> bool:
    """`one of two committees: finance and incentives` are places that several things may share."""
    return len(one.items) < len(first.items)


def _apart(things: int, place: Axis, text: str, whole: str) -> bool:
    """Whether each place takes one thing at most."""
    if things > place.size:
        return False
    if _APART.search(text) or re.search(r"\bno two\b", whole, re.IGNORECASE):
        return True
    raise Unreadable("whether two of them may share a place")


def words_of(scene: Scene, parts: Sequence[Listed] = ()) -> None:
    """Marks for all names, and the nouns that call some of the things."""
    for n, thing in enumerate(scene.things):
        scene.names[thing if len(thing) == 1 else thing.lower()] = f"@{n}"
    for axis in scene.axes.values():
        for n, value in enumerate(axis.values):
            key = value if len(value) == 1 and value.isalpha() else value.lower()
            if key in scene.names:
                raise Unreadable("one name for two things")
            scene.names[key] = f"V:{axis.name}:{n + 1}"
    for name in [n for n in scene.names if scene.names[n][0] == "V" and n.endswith("s") and len(n) > 3]:
        scene.names.setdefault(name.removesuffix("s"), scene.names[name])  # `she is a Hawk` of the Hawks
    scene.parts = list(scene.kinds)
    start = 0
    for part in parts:
        scene.parts.append(Kind(part.nouns, tuple(range(start, start + len(part.items)))))
        start += len(part.items)
    for n, kind in enumerate(scene.parts):
        for noun in kind.nouns:
            scene.sorts[noun] = n
    for noun in ("people", "persons", "person", "others", "other", "things", "items", "members", "individuals"):
        scene.sorts.setdefault(noun, 0)


def named_pattern(scene: Scene) -> re.Pattern[str]:
    """Every name, with its article and noun; a single letter only as a capital, a number only after its noun."""
    kinds = "|".join(sorted({re.escape(n) for k in scene.parts for n in k.nouns}, key=len, reverse=True))
    nouns = "|".join(sorted({re.escape(n) for a in scene.axes.values() for n in a.nouns}, key=len, reverse=True))
    after = rf"(?: (?:{'|'.join(filter(None, (kinds, nouns, 'ones?')))}))?"
    lead = rf"(?:(?:{nouns}) )?" if nouns else ""
    names = sorted(scene.names, key=len, reverse=True)
    numbers = [n for n in names if n.isdigit() and len(n) < 3]
    others = [re.escape(n) if len(n) > 1 else f"(?-i:{re.escape(n)})" for n in names if n not in numbers]
    numbered = rf"(?:the )?(?:{nouns}|number) #?(?P<n>{'|'.join(numbers)})\b" if numbers and nouns else "(?P<n>(?!))"
    named = rf"\b(?:the |an? )?{lead}(?P<m>{'|'.join(others) or '(?!)'}){after}\b(?!-)"
    return re.compile(f"{numbered}|{named}", re.IGNORECASE)


def _carriers(told: Sequence[str], scene: Scene) -> frozenset[str]:
    words = {w.lower() for s in told for w in re.findall(r"[A-Za-z][A-Za-z'-]*", s)}
    words |= {f for w in list(words) if len(w) > 3 for f in _forms(w)}
    words |= {n for k in scene.parts for n in k.nouns} | {n for a in scene.axes.values() for n in a.nouns}
    names = {w for n in scene.names for w in n.lower().split()}
    return frozenset(words - MEANINGFUL - names - scene.choosing)


def _forms(word: str) -> Iterator[str]:
    stem = re.sub(r"(?:e?s|ed|ing|e)$", "", word)
    if len(stem) > 2:
        yield from (stem + ending for ending in ("", "s", "e", "es", "ed", "ing", "er", "ers"))


def _how_many(scene: Scene, text: str) -> None:
    """`exactly five of the eight are chosen`."""
    found = re.search(
        rf"\b(?:select(?:s|ed)?|choose|chooses|pick|picks|hires?|invites?|take|takes)\s+(?P<how>exactly |at least |at most )?(?P<k>{lists.COUNT})\b"
        rf"|\b(?P<how2>exactly |at least |at most )?(?P<k2>{lists.COUNT}) (?:of (?:the |these |them )?)?[^.]{{0,60}}?\b(?:(?:is|are|be|been|were) )(?:to be )?(?:selected|chosen|picked|hired|invited)"
        rf"|\b(?:team|committee|panel|group|crew|delegation|squad|jury|band|party) of (?P<how3>exactly )?(?P<k3>{lists.COUNT})\b",
        text,
        re.IGNORECASE,
    )
    if found is None:
        return
    how = (found["how"] or found["how2"] or found["how3"] or "").strip().lower()
    number = places.NUMBERS[(found["k"] or found["k2"] or found["k3"]).lower()]
    if number >= len(scene.things):
        raise Unreadable("how many are chosen")
    terms = [f"{scene.variable(t, 'chosen')} == 1" for t in range(len(scene.things))]
    sign = {"at least": ">=", "at most": "<="}.get(how, "==")
    scene.rules.append(relation(counted(terms, sign, number), "how many are chosen"))

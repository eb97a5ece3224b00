"""Who has what: settings in which every one of some has one of a row or list, found anywhere in the text.

Names are capitalised words, values the lists of as many items, or a row of days or numbers. Used where the plain order
of telling (first the lists, then the statements) is not kept. Knows no question form and no solver.
"""

import re
from collections.abc import Sequence

from ech0.minds.embedded.logic import places
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles import lists, naming
from ech0.minds.embedded.logic.puzzles.lists import Listed, singular
from ech0.minds.embedded.logic.puzzles.scene import MAX_PLACES, Axis, Kind, Scene
from ech0.minds.embedded.logic.puzzles.setting import Setting, named_pattern, row_of, words_of
from ech0.minds.embedded.logic.puzzles.vocabulary import BARRED, MEANINGFUL

_ONE_EACH = re.compile(
    r"\b(?:each|different|distinct|exactly one|one (?:\w+ )?(?:each|apiece|per|a|an)|no two|no \w+ (?:goes|went|is given) to (?:two|more)|every(?:one|body)?"
    r"|nobody \w+ the same|in some order|respectively|one on each|own|one of each|between them|one for each|split|distribut\w+|allocat\w+|assign\w+|not necessarily in (?:that|this) order|a day|per day|one \w+ (?:on|in|at) each|all (?:different|had different))\b",
    re.IGNORECASE,
)
_UNIQUE = re.compile(
    r"^(?:and |but )?(?:each|every|everyone|everybody|they (?:all|each)|all|both|no two|nobody|no one|none of them|no [a-z]+)\b(?:(?!@)[^@])*\b(?:different|distinct|own|same|share[sd]?|twice|more than one|exactly one|one(?: \w+)?|to two(?: \w+)?|just one|only one)\b[^@]*$",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(
    r"^(?:(?:and |but )?the (?:remaining|other|last|only other|third|fourth|fifth|sixth|first|second|final)(?: (?:remaining|and last))? [a-z]+(?: [a-z]+)? (?:is|was)(?: called| named)? (?:(?:on|about|for|in|by|from) )?(?:the )?@\d+|(?:and )?@\d+ (?:is|was|makes up) (?:the (?:remaining|other|last|only other|third|fourth|fifth|sixth) [a-z]+(?: [a-z]+)?|also one of them))$",
    re.IGNORECASE,
)
_OWN_NAME = re.compile(
    r"\b(?:none|nobody|no one|no-one|no \w+|neither|not one)\b.*\b(?:of (?:his|her|their|its) (?:own )?name|matches (?:his|her|their|its) (?:owner's |wearer's |own )?(?:sur)?name|same (?:colou?r )?as (?:his|her|their) (?:own )?(?:sur)?name|suggested by (?:his|her|their) (?:sur)?name|match(?:es|ing)? (?:his|her|their) (?:own )?(?:sur)?names?|named after)",
    re.IGNORECASE,
)
_HAVING = frozenset(
    "own owns owned owning owner have has had having use uses used using user drive drives drove driving driver live lives "
    "lived living eat eats ate eating eater drink drinks drank drinking drinker order orders ordered ordering play plays "
    "played playing player teach teaches taught teaching teacher study studies studied studying like likes liked "
    "prefer wear wears wore wearing speak speaks spoke speaking speaker take takes took taking get gets got getting choose "
    "chooses chose buy buys bought bring brings brought keep keeps kept keeping work works worked working sit sits sat "
    "sitting sleep sleeps slept sleeping visit visits visited visiting pick picks picked receive receives received do does "
    "doing did done cover covers covered covering handle handles handled handling run runs ran running write writes wrote "
    "writing read reads reading sell sells sold selling paint paints painted painting cook cooks cooked cooking cook bake bakes "
    "baked grow grows grew growing ride rides rode riding present presents presented presenting perform performs performed "
    "sing sings sang dance dances danced meet meets met see sees saw start starts started belong belongs belonged give gives "
    "gave given giving talk talks talked lecture lectures lectured park parks parked come comes came coming go goes went going "
    "make makes made making manage manages managed lead leads led carry carries carried hold holds held rent rents rented "
    "occupy occupies occupied enter entered answer answers answered clean cleans cleaned prepare prepares prepared supply "
    "order favourite favorite pet drink job called named name practise practises practised train trains trained fly flies flew love loves loved "
    "travel travels travelled book books booked assigned scheduled seen duty shift turn colour color type kind sort person man woman one people "
    "appointment works is's treats treated treat treating responsible looking after look looks gets "
    "specialises specialise plans plan collects collect collected raises breeds breed coaches coached coach born "
    "stays stayed stay staying serves served serve ends finishes begins began begin offers offered share subject surgery operates operated "
    "on-call call calls department ward floor flat house room office desk table bench side seat team group member friend".split()
)

_AVERSE = r"(?:hates|dislikes|can't stand|cannot stand|is allergic to|is no fan of|isn't a fan of|would never touch|never touches|won't touch|detests|loathes|avoids|refuses to (?:have|use|play|eat|drink|take|wear|work|touch)|refuses|has no time for|cannot bear|can't bear)"


def casting(said: Sequence[str], question: str, options: Sequence[str]) -> Setting:
    """The setting of a text in which each of some has one of others; raises `Unreadable` if it is none."""
    said = [_even(s) for s in said]
    text = " ".join(said)
    whole = f"{text} {question}"
    row = row_of(text)
    barred = {v.lower() for v in (row.values if row else ())}
    try:
        names, name_nouns = _names(said, question, options, barred)
    except Unreadable:
        names, name_nouns = _common_names(said, question, barred)
    size = len(names)
    values = _values(said, names, size, row.values if row else ())
    if not (_ONE_EACH.search(whole) or _paired(said, size) or (row is not None and len(row.values) == size and row.nouns & _SINGLE)):
        raise Unreadable("whether each has one of its own")
    if row is not None and not size <= len(row.values) <= MAX_PLACES:
        row = None
    kinds = [Listed(names, name_nouns, 0, 0, "", size)]
    if row is not None:
        axis = Axis("place", len(row.values), row.values, True, True, row.nouns)
        kinds += values if len(row.values) == size else []
    elif values:
        axis = Axis("place", size, names, False, True, name_nouns)
        kinds = values
    else:
        raise Unreadable("no list of what they have")
    things = tuple(i for k in kinds for i in k.items)
    members, start = [], 0
    for kind in kinds:
        members.append(Kind(kind.nouns, tuple(range(start, start + len(kind.items)))))
        start += len(kind.items)
    scene = Scene(things, members, {"place": axis})
    words_of(scene)
    _forms(scene)
    pattern = named_pattern(scene)
    told, rest = _parted(said, pattern, scene)
    around = {m for s in (*said, question) for m in re.findall(r"'s (?:favou?rite )?([a-z]+)\b", s)}
    around |= {w for s in (*said, question, *options) for w in re.findall(r" ([a-z]+)\b", pattern.sub("@ ", s)) if f"@  {w}" in pattern.sub("@ ", s)}
    around -= MEANINGFUL | BARRED
    scene.carriers = frozenset(around | {w for w in _HAVING if w not in MEANINGFUL} | name_nouns | {n for k in kinds for n in k.nouns})
    return Setting(scene, pattern, tuple(rest), tuple(told))


_SINGLE = frozenset("seat seats chair chairs house houses locker lockers lane lanes position positions place places slot slots desk desks bed beds table tables number numbers ticket tickets".split())


def _paired(said: Sequence[str], size: int) -> bool:
    """Whether one sentence sets two lists of that length side by side."""
    return any(sum(len(one.items) == size for one in lists.lists(s)) > 1 for s in said)


def _even(sentence: str) -> str:
    sentence = re.sub(r"\b(Mr|Mrs|Ms|Dr|Prof)\.", r"\1", sentence)
    return re.sub(r"\bone (?:[a-z]+ )?(?:is |was )?(?P<a>[a-z]+), one (?:is )?(?P<b>[a-z]+)(?:,| and|, and) (?:the other |the third )?one (?:is )?(?P<c>[a-z]+)", r"they are \g<a>, \g<b> and \g<c>", sentence, flags=re.IGNORECASE)


def _names(said: Sequence[str], question: str, options: Sequence[str], barred: set[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Those who have something: the capitalised names, by a list of them if there is one that is whole."""
    found = [one for s in said for one in lists.lists(s) if all(w[0].isupper() for i in one.items for w in i.split()) and not {i.lower() for i in one.items} & barred]
    capitals = [c for c in naming.capitals([*said, question.removesuffix("?"), *(f"x {o}" for o in options)]) if c.lower() not in barred]
    titled = re.findall(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Miss) [A-Z]\w+", " ".join((*said, question)))
    capitals = list(dict.fromkeys([*titled, *(c for c in capitals if not any(t.endswith(f" {c}") for t in titled))]))
    if found and not titled:
        first = found[0]
        others = {i.lower() for one in found[1:] for i in one.items}
        rest = [c for c in capitals if c.lower() not in {i.lower() for i in first.items} | others and not any(c in i.split() for i in first.items)]
        number = first.number or _said_number(said, len(first.items) + len(rest))
        if not rest or number == len(first.items):
            return first.items, first.nouns
        return (*first.items, *rest), first.nouns
    if 1 < len(capitals) <= 8:
        return tuple(capitals), _said_nouns(said, len(capitals))
    raise Unreadable("who they are")


def _common_names(said: Sequence[str], question: str, barred: set[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Those who have something where they have no names of their own: `the kitchen`, `the study`, as many as the list."""
    noun = re.search(r"\b(?:three|four|five|six|seven) (?:[a-z]+ )?(?P<n>[a-z]+s)\b", " ".join(said[:1]), re.IGNORECASE)
    for word in sorted(singular(noun["n"].lower())) if noun and barred else ():
        called = tuple(dict.fromkeys(w for s in (*said, question) for w in re.findall(rf"\b(?:the|an?) ([a-z-]+) {word}\b", s.lower()) if w not in MEANINGFUL | barred))
        if 1 < len(called) <= len(barred):
            return called, singular(word)
    listed = [one for s in said for one in lists.lists(s) if not {i.lower() for i in one.items} & barred]
    for one in listed:
        values = {i.lower() for i in one.items}
        nouns = [n for n in naming.nouns_of([*said, question], one.nouns) if n not in values | barred and n not in _HAVING]
        if len(nouns) == len(one.items):
            return tuple(nouns), frozenset()
    raise Unreadable("who they are")


def _said_number(said: Sequence[str], expected: int) -> int:
    counted = re.search(r"\b(three|four|five|six|seven)\b", said[0], re.IGNORECASE)
    return places.NUMBERS[counted[1].lower()] if counted else expected


def _said_nouns(said: Sequence[str], size: int) -> frozenset[str]:
    """What so many are called: `four friends`."""
    word = next((w for w, n in places.NUMBERS.items() if n == size and w.isalpha()), "")
    found = re.search(rf"\b{word} (?:[a-z]+ )?(?P<noun>[a-z]+s|people|children|men|women)\b", " ".join(said), re.IGNORECASE)
    return singular(found["noun"].lower()) if word and found else frozenset()


def _values(said: Sequence[str], names: Sequence[str], size: int, row: Sequence[str]) -> list[Listed]:
    """Lists of as many things as there are names."""
    known = {n.lower() for n in names} | {v.lower() for v in row}
    out: list[Listed] = []
    taken: set[str] = set()
    for sentence in said:
        if re.match(r"(?:if|unless|neither|either|both)\b", sentence, re.IGNORECASE):
            continue
        for one in (*lists.lists(sentence), *_short_list(sentence, size)):
            items = {i.lower() for i in one.items}
            if len(one.items) == size and not items & (known | taken) and not items & MEANINGFUL:
                out.append(one)
                taken |= items
    return out


def _short_list(sentence: str, size: int) -> list[Listed]:
    """`the morning, afternoon and night shift`: single words, and the noun after the last."""
    if not 3 <= size <= 7:
        return []
    item = r"(?:the |an? |one )?([\w-]+)"
    found = re.search(rf"\b{item}{(', ' + item) * (size - 2)},? (?:and|or) {item}(?: (?P<noun>[a-z]+)\b(?! [a-z]+ing))?", sentence)
    if not found:
        return []
    items = tuple(i for i in found.groups()[:size] if i)
    noun = found["noun"] if found["noun"] and found["noun"] not in MEANINGFUL and found["noun"] not in {*_HAVING, "with", "in", "on", "at", "to"} else ""
    if len(set(items)) != size:
        return []
    return [Listed(items, singular(noun) if noun else frozenset(), found.start(), found.end(), "", size)]


def _forms(scene: Scene) -> None:
    """Values in the other number too: `nights` of `night`; `mornings only`."""
    for name, mark in list(scene.names.items()):
        if len(name) > 2 and " " not in name and any(t == name for t in scene.things):
            for other in singular(name):
                scene.names.setdefault(other, mark)


def _parted(said: Sequence[str], pattern: re.Pattern[str], scene: Scene) -> tuple[list[str], list[str]]:
    """Sentences of the setting, and the statements, with what adds nothing left out."""
    told, rest = [], []
    for sentence in said:
        hits = [m["m"] or m["n"] for m in pattern.finditer(sentence)]
        marked = pattern.sub("@0", sentence).strip(" .")
        whole_row = row_of(sentence) and all(_mark(scene, h)[0] == "V" for h in hits)
        empty = not hits and (_UNIQUE.match(marked) or not re.search(r"\b(?:not|never|before|after|next|same|if|unless|only|must|than)\b", marked))
        if _OWN_NAME.search(sentence):
            rest += _not_own(scene)
            told.append(sentence)
        elif (
            _LEFT_OVER.match(marked)
            or empty
            or (whole_row and not re.search(r"\b(?:not|never|if|unless|no)\b", sentence))
            or _is_setting(sentence, pattern, scene)
        ):
            told.append(sentence)
        else:
            rest.append(_numbers(_plain(sentence, pattern), scene))
    return told, rest


def _mark(scene: Scene, name: str) -> str:
    return scene.names.get(name) or scene.names[name.lower()]


def _is_setting(sentence: str, pattern: re.Pattern[str], scene: Scene) -> bool:
    """Whether a sentence does nothing but list who there is or what there is to have."""
    marks = [_mark(scene, m["m"] or m["n"]) for m in pattern.finditer(sentence)]
    if re.search(r"\b(?:not|never|neither|nor|if|unless)\b|n't\b", re.sub(r",? (?:and|but|with) no (?:two|\w+ (?:goes|went)).*$|,? (?:and |though )?not necessarily in (?:that|this) order.*$", "", sentence)):
        return False
    things = [m for m in marks if m[0] == "@"]
    places_ = [m for m in marks if m[0] == "V"]
    whole = [{f"@{t}" for t in k.members} <= set(things) for k in scene.kinds]
    axis = scene.axes["place"]
    all_places = len(set(places_)) == axis.size and bool(axis.values)
    stray = set(things) - {f"@{t}" for k, w in zip(scene.kinds, whole, strict=True) if w for t in k.members}
    if any(whole) or all_places:
        return not (stray and not _some_of(stray, scene)) and len(marks) == len(set(marks))
    return bool(marks) and len(things) >= 2 and not places_ and len(set(marks)) == len(marks) and bool(re.search(r"\b(?:each|different|respectively|in some order|one each)\b", sentence))


def _some_of(stray: set[str], scene: Scene) -> bool:
    """Whether names that are left are most of their kind: one is told later."""
    return any(stray <= {f"@{t}" for t in k.members} and len(stray) >= len(k.members) - 1 for k in scene.kinds)


def _not_own(scene: Scene) -> list[str]:
    """`None has the colour of his name`: one statement for each name that holds a value."""
    out = []
    axis = scene.axes["place"]
    holders = [*axis.values, *scene.things]
    for holder in holders:
        for value in scene.things:
            if value != holder and len(holder.split()) > 1 and holder.lower().split()[-1] == value.lower():
                out.append(f"{holder} does not have the {value}.")
    if not out:
        raise Unreadable("whose name")
    return out


def _numbers(text: str, scene: Scene) -> str:
    """`it is not 4` as `it is not room 4` where the places are numbered."""
    axis = scene.axes["place"]
    if axis.values[:1] != ("1",) or not axis.nouns:
        return text
    return re.sub(r"\b(is|was|not|be|either|or|nor|neither|than) (\d{1,2})(?=[ ,.]|$)", rf"\1 {min(axis.nouns, key=len)} \2", text)


def _plain(sentence: str, pattern: re.Pattern[str]) -> str:
    """A statement without reasons that name nothing, and with `the one who has the cat` as the cat."""
    text = sentence.strip(" .")
    marked = [(m.start(), m.end()) for m in pattern.finditer(text)]
    because = re.search(r",? (?:because|since) ", text)
    if because and not any(s >= because.start() for s, _ in marked):
        text = text[: because.start()]
    so = re.search(r",? (?:and )?(?:so|hence|therefore),? (?=(?:he|she|it|they|[A-Z])\b)", text)
    if so and len([1 for s, _ in marked if s < so.start()]) == 1 and marked[0][0] == 0 and any(s > so.start() for s, _ in marked):
        who = text[: marked[0][1]]
        tail = re.sub(r"^(?:he|she|it|they)\b", who, text[so.end() :])
        text = tail
    text = re.sub(r"\b(?:the|a) (?:one|person|man|woman|boy|girl|friend|student|child|guest|player|member|neighbour|colleague|student|owner|patient|doctor|nurse|tenant|[a-z]+) (?:who|that|which) (?:[a-z]+s?|[a-z]+ed) (?:(?:in|on|at|to|for|with) )?(?=(?:the |an? )?\w)", "", text, count=1) if re.match(r"(?:the|a) [a-z]+ (?:who|that|which)\b", text, re.IGNORECASE) else text
    text = re.sub(r"^[Tt]he (?:one|person|man|woman|boy|girl|friend|student|child|guest) (?:who|that|which) [a-z]+ (?=(?:the |an? |in |on )?)", "", text)
    text = re.sub(r"\bonly (?=(?:works?|drinks?|eats?|plays?|speaks?|wears?|likes?|uses?|can|drives?|does|ever)\b)", "", text)
    text = re.sub(r"\b(works|plays|wears|drinks|speaks|uses|eats) only ", r"\1 ", text)
    text = re.sub(rf"\b{_AVERSE} (?P<v>(?:the |an? )?\w+) and (?P<n>(?:does|did|do)(?: not|n't)|will not|won't|never) (?P<u>[a-z]+) (?:it|them|one)\b", r"\g<n> \g<u> \g<v>", text)
    text = re.sub(rf"\b{_AVERSE} (?P<v>(?:the |an? )?[\w ]+?) and (?=(?:does|did|do)(?: not|n't)|will not|won't|never)", rf"does not have \g<v>, and {text[: marked[0][1]] if marked else ''} ", text)
    text = re.sub(rf"\b{_AVERSE} (?=(?:the |an? |having |using |playing |eating |drinking )?\w)", "does not have ", text)
    return f"{text[:1].upper()}{text[1:]}."


"""Phrases of order as marks: `immediately to the left of`, `second from the right`. Knows no sentence."""

import re
from collections.abc import Callable
from functools import cache

from ech0.minds.embedded.logic import places
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles.scene import Scene
from ech0.minds.embedded.logic.puzzles.vocabulary import GRADED, MEANINGFUL

DAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
MONTHS = tuple("January February March April May June July August September October November December".split())
_STEP_NOUN = (
    "places?|positions?|spots?|seats?|ranks?|steps?|slots?|days?|hours?|spaces?|floors?|houses?|weeks?|months?|years?"
)
_K = "one|two|three|four|five|six|seven|eight|nine|ten|a|an|\\d{1,2}"
_HOW = r"(?P<how>exactly |precisely |at least |at most |no more than |no fewer than |no less than )?"
_LOW = {"left", "before", "ahead", "front", "above", "over", "on top", "earlier", "sooner", "higher", "prior", "top",
        "preceding", "precede", "lower-numbered", "smaller-numbered", "beat"}  # fmt: skip
_VERTICAL = {
    "above",
    "below",
    "over",
    "under",
    "underneath",
    "beneath",
    "higher",
    "lower",
    "on top",
    "top",
    "bottom",
    "highest",
    "lowest",
}
_SIDES = (
    r"(?:(?:to|on) )?(?:the |its )?(?:immediate )?(?P<side>left|right)(?:[ -]hand)?(?: side)? of"
    r"|(?P<rank>above|below|before|after|ahead of|behind|in front of|in back of|underneath|under|beneath|over|on top of|prior to"
    r"|(?:earlier|later|sooner|higher|lower|further ahead|further back|farther back|(?:further|farther)(?: to the)? (?P<far>left|right)(?: along)?)(?: up| down)?"
    r"(?: in (?:the )?[a-z]+| on (?:the )?[a-z]+)? than"
    r"|preceding|following|(?:precede|follow)(?:s|d|ed)?|beats?|(?:did|does|do) better than|outranks?|trail(?:s|ed)?|(?:was |is |were )?beaten by|(?:lost|loses) to|(?:did|does|do) worse than"
    r"|(?:at |on |in )?an? (?P<grade>higher|lower|greater|lesser|earlier|later) (?:[a-z]+ )??(?P<graded>[a-z]+) than"
    r"|(?:in |on |at )?(?:an? )?(?P<num>lower|higher|smaller|larger|greater)-numbered(?: [a-z]+)? than"
    r"|(?:closer|nearer) to the (?P<edge>left|right|front|back|top|bottom|start|beginning|end)(?: end)?(?: of the [a-z]+)? than)"
)
_ORD = "|".join(places.ORDINALS)
_EDGE = (
    r"leftmost|rightmost|left|right|topmost|bottommost|top|bottom|front|back|rear|end|start|beginning|head|last|finish"
)
LOW_EDGE = {"leftmost", "left", "topmost", "top", "front", "start", "beginning", "head", "first"}


def marked(words: str, scene: Scene) -> str:
    """A statement in lower case with its phrases replaced by marks."""
    for pattern, name in _phrases(_nouns(scene)):
        said = _SAID[name]
        words = pattern.sub(lambda m, said=said: said(m, scene), words)  # type: ignore[misc]
    return words


def _nouns(scene: Scene) -> frozenset[str]:
    kinds = frozenset(n for k in scene.kinds for n in k.nouns) if scene.lenient else frozenset()
    return kinds | frozenset(n for a in scene.axes.values() for n in a.nouns)


@cache
def _phrases(nouns: frozenset[str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    noun = "|".join(sorted((re.escape(n) for n in nouns), key=len, reverse=True)) or "place"
    unit = rf"(?:{_STEP_NOUN}|{noun})"
    k = rf"(?P<k>{_K})"
    edged = rf"(?:far |very |extreme )?(?P<edge>{_EDGE})(?:[ -]hand)?(?: (?:end|side|hand side|spot|place|position|seat|one))?(?: of (?:the )?(?:{noun}|line|row|queue|shelf|stack|pile|list|race|order|group|table))?"
    return tuple((re.compile(rf"(?<![\w:@])(?:{p})(?![\w:-])"), name) for name, p in (
        ("each", r"(?:to |from |with |as )?(?:each|one an?) ?other"),
        ("vice", r"(?:, )?and vice versa"),
        ("gap", rf"(?:with )?{_HOW}(?:(?P<k>{_K}|no) (?:other )?)(?:[a-z]+ )?(?:(?:is|are|sits?|stands?|come) )?(?:in )?between"),
        ("numbered", rf"(?:in |at |on )?(?:the )?(?:position|place|spot|number|slot|seat|rank|floor|level|lane|house|locker|step|shelf) (?:number )?(?P<k>{_K})"),
        ("by", r"(?:was |is |were )?(?P<verb>beaten|preceded|followed|bettered) only by"),
        ("daily", rf"(?:on )?the (?:very )?(?:{noun}|day|week|month|year|hour) (?:right |immediately |directly |just )?(?P<rank>before|after)"),
        ("facing", r"(?:directly |right |immediately )?(?:opposite(?! ends?\b)(?: to| from)?|across (?:the table )?from|facing|diametrically opposed to)(?= @| each_other|$)"),
        ("opposed", r"(?:at |on |in )?(?:(?:the )?(?:opposite|two) ends|both ends)(?: of (?:the|a|this) [a-z]+)?"),
        ("all", r"(?:everyone|everybody|all|anyone|any|every)(?: (?:else|(?:of )?the (?:others?|rest)|other(?:s| [a-z]+)?))?(?= (?:but|except|save|apart|other)\b)|(?:everyone|everybody|anyone|anything|everything)(?: else)?(?= |$)(?! who)|all (?:of )?(?:the )?others?|the others|(?:any|every|all) (?:of )?(?:the )?other [a-z]+|the rest"),
        ("but", r"(?:but|except(?: for)?|save(?: for)?|apart from|other than)(?= @)"),
        ("near", rf"touch(?:es)?|(?:immediately |directly |right |just )?(?:next to|next(?= each_other)|adjacent to|beside|alongside|neighbou?rs?(?: of)?|side by side|next door to|next-door to)|(?:on |in |at )?(?:consecutively numbered|consecutive|adjacent|neighbou?ring|successive|back-to-back)(?: {unit})?|neighbou?rs"),
        ("between", r"(?P<how>immediately |directly |right |exactly |just )?(?:in )?between"),
        ("same", rf"(?:in |on |at |to |for )?(?:exactly )?the same (?P<noun>{noun}|time|one)(?: (?:as|that|on which|in which|to which))*"),
        ("different", rf"(?:in |on |at |to )?(?:a |two )?different (?P<noun>{noun}|times?|ones?)(?: (?:from|than|to))?(?: the (?:one|{noun}) (?:(?:on|in|to) which|that))?"),
        ("together", r"together(?: with)?|shares?(?: (?:a|an|the) [a-z]+)?(?: with)?(?= @|$| ,)"),
        ("limit", r"(?P<no>no|not) (?P<word>later|earlier|sooner|higher|lower|before|after) than"),
        ("range", rf"(?:one of |among |in |within )*the (?P<end>first|last|top|bottom) (?P<k>two|three|four|five|six)(?: {unit}| people| ones| to [a-z]+)?"),
        ("nth", rf"(?:(?:in|at|on) )?(?:the )?(?P<nth>{_ORD}|next|last but one|penultimate)(?:[ -](?:{unit}|person|object|item|one|thing))?[ -](?:from|to|on|in|at)[ -](?:the )?{edged}"),
        ("relation", rf"(?:{_HOW}{k} (?:(?:{unit})(?: away)? )?|(?P<next>immediately|directly|just|right|straight) )?(?:{_SIDES})"),
        ("measured", r"(?:(?:weighs?|weighed|costs?|earn(?:s|ed)?|scored?) )?(?P<way>more|less|fewer) than(?= @)"),
        ("more", r"(?P<most>more|less|fewer) (?P<word>[a-z]+) than|(?P<word2>[a-z]+er|further) than|(?P<not>not )(?:quite )?(?:as|so) (?P<word3>[a-z]+) as"),
        ("level", r"(?:exactly |just )?(?:of )?the same (?P<scale>age|height|weight|price|length|size|speed|depth|width)(?: as)?|(?:exactly |just )?as (?P<adj>[a-z]+) as"),
        ("end", rf"(?:at |on |in |to )?(?:(?:either|one|an|one of the(?: two)?)(?: of the)? (?:end|ends|extremes)|(?:at|on) the ends)(?: {unit})?(?: of (?:the )?(?:{noun}|line|row|queue|shelf|table))?"),
        ("rear", r"(?:brings?|brought|bringing) up the rear|closes the [a-z]+"),
        ("lead", rf"(?:heads?|headed|leads?|led|tops?|topped) the (?:{noun}|parade|procession|convoy|standings|ranking|race|table|field|way|list|line|queue|race|pack|table)|(?:wins?|won)(?: the [a-z]+)?"),
        ("middle", rf"(?:(?:in|at|occup(?:y|ies)) )?(?:exactly |dead )?(?:in )?(?:the )?(?:very |exact )?(?:middle|center|centre)(?:most)?(?: (?:one|{unit}))?(?: of (?:the )?(?:{noun}|line|row|queue|shelf))?|the median"),
        ("edge", rf"(?:(?:in|at|on|to) )(?:the )?{edged}|(?:the )?(?P<edge3>top|bottom|front|back|left-hand|right-hand) (?:{unit}|one)|(?:the )?(?P<edge2>leftmost|rightmost|topmost|bottommost|last|penultimate|frontmost|rearmost|earliest|latest)(?: (?:{unit}|person|object|item|one|thing))?"),
        ("most", rf"(?:the )?(?:(?P<nth>{_ORD})[ -])?(?:(?P<most>most|least|fewest)[ -])?(?P<word>[a-z]+)"),
        ("ordinal", rf"(?:(?:in|at|on) )?(?:the )?(?P<nth>{_ORD})(?:[ -](?:{unit}|person|object|item|one|thing))?"),
        ("odd", rf"(?:in |on |at )?(?:an? )?(?P<odd>odd|even)(?:-numbered|)(?: {unit})?"),
        ("quantity", r"(?P<how>exactly|at least|at most|no more than|no fewer than|only|just|fewer than|more than) (?P<k>one|two|three|four|five|six|seven|eight)(?: of)?"),
        ("one_of", r"(?:either )?one of(?= @\d+ (?:and|or) @\d+)(?P<rest>.*?)(?P<ends>,? but not both| ?$)"),
        ("none", r"none of (?:the )?(?:others|rest|them)|no one|no-one|nobody|nothing|none|no other [a-z]+"),
    ))  # fmt: skip


def _steps(how: str | None, count: str | None, *, close: bool) -> str:
    if count:
        number = places.NUMBERS.get(count, 1)
        sign = {"at least": "+", "no fewer than": "+", "no less than": "+", "at most": "-", "no more than": "-"}
        return f"{number}{sign.get((how or '').strip(), '')}"
    return "1" if close else ""


def _low(word: str, scene: Scene) -> bool:
    low = word in _LOW
    if (
        word in _VERTICAL
        and "place" in scene.axes
        and scene.axes["place"].values[:1] == ("1",)
        and not scene.axes["place"].upward
    ):
        raise Unreadable("which way the numbers run")
    upward = word in _VERTICAL and "place" in scene.axes and scene.axes["place"].upward
    return low != upward


_TIME = re.compile(r"\b(?:hour|day|week|month|year|minute|second|decade)s?\b")


def _even(scene: Scene) -> bool:
    """Whether a step on the places is a step in time: days, months, weeks or years in a row, each a place."""
    axis = scene.axes.get("place")
    if axis is None or not axis.values:
        return False
    for row in (DAYS, MONTHS):
        if set(axis.values) <= set(row):
            first = row.index(axis.values[0])
            if axis.values == row[first : first + axis.size]:
                return True
            raise Unreadable("how far apart the days are")
    numbers = [int(v) for v in axis.values if v.isdigit()]
    return len(numbers) == axis.size and numbers == list(range(numbers[0], numbers[0] + axis.size))


def _relation(m: re.Match[str], scene: Scene) -> str:
    steps = _steps(m["how"], m["k"], close=bool(m["next"]) or "immediate " in m[0])
    if m["k"] and _TIME.search(m[0]) and not _even(scene):
        steps = ""  # `two years after` says after; how many come between it does not say
    if m["num"]:
        return f"R:place:{'<' if m['num'] in ('lower', 'smaller') else '>'}{steps}"
    if m["edge"]:
        return f"R:place:{'<' if m['edge'] in LOW_EDGE else '>'}{steps}"
    if m["far"]:
        return f"R:place:{'<' if m['far'] == 'left' else '>'}{steps}"
    if m["side"]:
        return f"R:place:{'<' if m['side'] == 'left' else '>'}{steps}"
    if m["grade"]:
        numbered = m["graded"] == "number" and "place" in scene.axes and scene.axes["place"].values[:1] == ("1",)
        if m["graded"] == "number" and not numbered:
            raise Unreadable("which number")
        return f"R:place:{'<' if (m['grade'] in ('higher', 'greater', 'earlier')) != numbered else '>'}{steps}"
    if re.match(r"(?:did|does|do) |(?:was |is |were )?beaten|los[te]", m["rank"]):
        return f"R:place:{'<' if 'better' in m['rank'] else '>'}{steps}"
    rank = m["rank"]
    word = next((w for w in ("front", "on top", "back") if w in rank and "ahead" not in rank), rank.split()[0])
    word = {"further": "ahead" if "ahead" in rank else "back", "farther": "back"}.get(word, word)
    word = re.sub(r"^(precede|beat|outrank).*$", r"\1", word).replace("outrank", "beat").replace("in", "front") \
        if word.startswith(("precede", "beat", "outrank")) else word  # fmt: skip
    return f"R:place:{'<' if _low(word, scene) else '>'}{steps}"


def _limit(m: re.Match[str], scene: Scene) -> str:
    low = _low({"before": "earlier", "after": "later"}.get(m["word"], m["word"]), scene)
    return f"R:place:{'>=' if low else '<='}"


def _more(m: re.Match[str], scene: Scene) -> str:
    pole = places.relation(m[0])
    if pole is None:
        return _own_scale(m, scene) or m[0]
    return _on(pole[0].axis, ">" if pole[0].end else "<", scene)


def _own_scale(m: re.Match[str], scene: Scene) -> str:
    """`busier than` in a text that no scale of ours is for: the busiest is first on a scale of its own."""
    word = m["word"] or m["word2"] or m["word3"] or ""
    if word in (
        "other",
        "rather",
        "later",
        "earlier",
        "higher",
        "lower",
        "fewer",
        "further",
        "better",
        "worse",
        "whether",
    ):
        return ""
    stem = word if m["most"] or m["not"] else _stem(word, "er")
    if not stem or stem in MEANINGFUL:
        return ""
    less = m["most"] in ("less", "fewer") or bool(m["not"])
    return _on(stem, ">" if less else "<", scene)


def _stem(word: str, ending: str) -> str:
    stem = word.removesuffix(ending)
    stem = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "ls" else stem
    return stem[:-1] + "y" if stem.endswith("i") else stem


def _level(m: re.Match[str], scene: Scene) -> str:
    pole = None if m["scale"] else places.relation(f"not as {m['adj']} as")
    axis = {"length": "height"}.get(m["scale"], m["scale"]) if m["scale"] else pole[0].axis if pole else ""
    if not axis or not scene.tied or axis in scene.alike:
        return m[0]
    scene.scale(axis)
    return f"S:{axis}"


def _on(axis: str, sign: str, scene: Scene) -> str:
    """A relation on a scale, or on the scale that says the same in this text: who is faster is before."""
    if axis in scene.alike:
        to, turned = scene.alike[axis]
        return f"R:{to}:{sign.translate(_TURN) if turned else sign}"
    return f"R:{axis}:{sign}"


_TURN = str.maketrans("<>", "><")


def _place(nth: int, high: bool, axis: str, scene: Scene) -> str:
    size = scene.scale(axis).size
    if nth > size:
        raise Unreadable("there is no such place")
    return f" V:{axis}:{size + 1 - nth if high else nth} "


def _edge_high(word: str, scene: Scene) -> bool:
    upward = word in ("top", "topmost", "bottom", "bottommost") and scene.scale("place").upward
    return (word in LOW_EDGE) == upward


def _nth(m: re.Match[str], scene: Scene) -> str:
    nth = {"next": 2, "last but one": 2, "penultimate": 2}.get(m["nth"]) or places.ORDINALS[m["nth"]]
    return _place(nth, _edge_high(m["edge"], scene), "place", scene)


def _edge(m: re.Match[str], scene: Scene) -> str:
    word = m["edge"] or m["edge2"] or m["edge3"].removesuffix("-hand")
    if word == "penultimate":
        return _place(2, True, "place", scene)
    word = {"frontmost": "front", "rearmost": "rear", "earliest": "first", "latest": "last"}.get(word, word)
    return _place(1, _edge_high(word, scene), "place", scene)


def _most(m: re.Match[str], scene: Scene) -> str:
    word = m["word"]
    if word in ("highest", "lowest"):
        return _place(
            places.ORDINALS.get(m["nth"] or "first", 1),
            (word == "lowest") != scene.scale("place").upward,
            "place",
            scene,
        )
    said = m[0].removeprefix("the ")
    if m["nth"] and not m["most"] and word not in GRADED:
        return m[0]
    found = places.place(said) if word.endswith("est") or m["most"] else None
    if (
        found is None
        and word not in MEANINGFUL
        and (m["most"] or (word.endswith("est") and _stem(word, "est") in scene.axes))
    ):
        stem = word if m["most"] else _stem(word, "est")
        axis, turned = scene.alike.get(stem, (stem, False))
        if axis in scene.axes:
            return _place(
                places.ORDINALS[m["nth"] or "first"], (m["most"] in ("least", "fewest")) != turned, axis, scene
            )
    if found is None or word in places.ORDINALS:
        return m[0]
    pole, nth = found
    axis, turned = scene.alike.get(pole.axis, (pole.axis, False))
    return _place(nth, bool(pole.end) != turned, axis, scene)


def _middle(_m: re.Match[str], scene: Scene) -> str:
    axis = scene.main() if scene.axes else scene.scale("place")
    if axis.size % 2 == 0:
        raise Unreadable("an even number has no middle")
    return f" V:{axis.name}:{(axis.size + 1) // 2} "


def _range(m: re.Match[str], scene: Scene) -> str:
    number, size = places.NUMBERS[m["k"]], scene.scale("place").size
    high = m["end"] in ("last", "bottom")
    return f"R:place:>= V:place:{size + 1 - number}" if high else f"R:place:<= V:place:{number}"


def _same(m: re.Match[str], scene: Scene, mark: str = "S") -> str:
    fitting = [a.name for a in scene.axes.values() if m["noun"] in a.nouns]
    axis = fitting[0] if len(fitting) == 1 else scene.main().name
    return f"{mark}:{axis}"


def _gap(m: re.Match[str], _scene: Scene) -> str:
    if m["k"] in ("a", "an"):
        return m[0]
    number = 0 if m["k"] == "no" else places.NUMBERS[m["k"]]
    return f"G:{_SIGN.get((m['how'] or '').strip(), '==')}:{number}"


_SIGN = {"at least": ">=", "no fewer than": ">=", "no less than": ">=", "at most": "<=", "no more than": "<=",
         "fewer than": "<", "more than": ">"}  # fmt: skip


def _after_relation(m: re.Match[str]) -> bool:
    """Whether `everyone` is what something is compared with, and not what something is said of."""
    return bool(re.search(r"\b(?:than|of|before|after|behind|below|above|beats?|under|by|as) $", m.string[: m.start()]))


_SAID: dict[str, Callable[[re.Match[str], Scene], str]] = {
    "rear": lambda _m, s: _place(1, True, "place", s),
    "lead": lambda _m, s: _place(1, False, "place", s),
    "measured": lambda m, s: (
        f"R:{s.measure if m['way'] == 'more' else s.measure.translate(_TURN)}" if s.measure else m[0]
    ),
    "by": lambda m, s: (
        f"{_place(2, m['verb'] == 'followed', 'place', s)} and R:place:{'<' if m['verb'] == 'followed' else '>'}"
    ),
    "numbered": lambda m, s: _place(places.NUMBERS[m["k"]], False, "place", s),
    "daily": lambda m, s: f"R:place:{'<' if m['rank'] == 'before' else '>'}{'1' if _even(s) else ''}",
    "each": lambda _m, _s: "each_other",
    "vice": lambda _m, _s: " vice_versa ",
    "opposed": lambda _m, _s: "OE",
    "facing": lambda m, s: "R:place:/" if s.ring else m[0],
    "all": lambda m, _s: "ALL" if _after_relation(m) else m[0],
    "but": lambda m, _s: "BUT" if m.string[: m.start()].rstrip().endswith("ALL") else m[0],
    "together": lambda m, s: "S:place" if "place" in s.axes and not s.axes["place"].apart else m[0],
    "level": _level,
    "gap": _gap,
    "near": lambda _m, _s: "N",
    "between": lambda m, _s: "BI" if m["how"] else "B",
    "same": _same,
    "different": lambda m, s: _same(m, s, "D"),
    "limit": _limit,
    "range": _range,
    "nth": _nth,
    "relation": _relation,
    "more": _more,
    "end": lambda _m, _s: "E",
    "middle": _middle,
    "edge": _edge,
    "most": _most,
    "ordinal": lambda m, s: _place(places.ORDINALS[m["nth"]], False, "place", s),
    "odd": lambda m, _s: f"O:{int(m['odd'] == 'odd')}",
    "quantity": lambda m, _s: f"Q:{_SIGN.get(m['how'], '==')}:{places.NUMBERS[m['k']]}",
    "one_of": lambda m, s: (
        f"Q:{'==' if m['ends'].strip() else '>='}:1{m['rest']}" if m["ends"].strip() or "chosen" not in s.axes else m[0]
    ),
    "none": lambda _m, _s: "nobody",
}

"""A statement as a row of marks: things, places, relations and the words that join them. Knows phrases, no grammar.

| mark | means |
|---|---|
| `@3` | the third thing |
| `V:place:2` | the second place |
| `R:place:<`, `R:place:<1`, `R:place:<2+` | lower on that axis, one lower, at least two lower |
| `N` `B` `BI` `E` `O:1` | next to, between, just between, at an end, at an odd place |
| `S:place` `D:place` | same place as, different place from |
| `G:==:2` | with two between |
| `Q:>=:2` `K:0` | at least two, things of the first kind |
| `IN` | chosen |

Strict: a word that carries no meaning has to be known as such, or the statement is not understood (`Unreadable`).
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from ech0.minds.embedded.logic import lexis, places
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles.scene import Scene

MAX_STATEMENT = 600
KEPT = frozenset("if then unless only nobody and or nor neither either both not but , so each_other vice_versa".split())
GRADED = frozenset(w for w in places.GRADED_WORDS)
MEANINGFUL = KEPT | places.ORDINALS.keys() | places.NUMBERS.keys() | GRADED | frozenset(
    "no none nobody each every all any some most more fewer less least exactly except other another different same than "
    "twice last before after between next immediately directly just right left above below behind front back top bottom "
    "earlier later sooner higher lower adjacent consecutive can could may might would should nor never without instead "
    "until while whereas who whom whose which it they he she him her them his their its this that these those there "
    "what whether first end ends middle beside ahead following preceding follows precedes unlike like rather also "
    "together apart separate alone odd even how many much least once during rest half avoid avoids lacks lack refuses "
    "hates dislikes excludes excluded rejected missing misses absent else nothing something one's nearest farthest "
    "selected chosen included picked".split()
) - {"that", "which", "who"}  # fmt: skip
"""Words with a force of their own: a setting does not make them empty."""
EMPTY = frozenset(
    "the a an of in on at to from by for with into onto is are was were be been being has have had having does do did "
    "will must shall that which who whom also then exactly located standing sitting placed positioned parked seated "
    "ranked perched ended up ends comes come came stands stood stand sits sat sit finished finishes finish ranks rank "
    "arrives arrived arrive lies lay lie lives lived live hangs hung hang parks park goes went go runs ran run scored "
    "scores appears appear one ones person somewhere there necessarily definitely itself during as gets got get takes "
    "took take given gives give owns owned own owner keeps kept keep holds held hold wears wore wear wearing drives "
    "drove drive drinks drank drink eats ate eat plays played play likes liked chose ordered bought brought used uses "
    "works worked work teaches taught teach visits visited studies studied occupies occupied occupy assigned scheduled "
    "placing spot position place seat slot put house person's belongs belong kind type done held performed presented "
    "shown served delivered spoke speaks talked talks left_ started starts met played went won wins win "
    "there moreover furthermore finally however additionally besides meanwhile we know now".split()
)
BARRED = frozenset(
    "friend friends brother sister mother father son daughter wife husband boss twin cousin uncle aunt partner colleague "
    "enemy rival almost nearly hardly barely opposite contrary reverse reversed wrong false true lie lies someone somebody "
    "claims says thinks believes said thought believed claimed maybe perhaps probably possibly likely unlikely former "
    "formerly used moved swapped exchanged replaced removed added changed hates dislikes avoids refuses fails failed lacks "
    "misses yesterday tomorrow originally initially usually often sometimes prefers wants wishes hopes plans tries tied tie "
    "equal equally apart multiple several few many half twice double triple total average sum difference sure unless "
    "unsure impossible possible remaining others copy pair pairs group groups any".split()
)
"""Words that a statement is not understood with, whatever it is about."""
_STEP_NOUN = "places?|positions?|spots?|seats?|ranks?|steps?|slots?|days?|hours?|spaces?|floors?|houses?|weeks?|months?|years?"
_K = "one|two|three|four|five|six|seven|eight|nine|ten|a|an|\\d{1,2}"
_HOW = r"(?P<how>exactly |precisely |at least |at most |no more than |no fewer than |no less than )?"
_DROPPED = re.compile(
    r"\b(?:(?:at )?(?:some|any) (?:time|point|place|stage|moment)|sometime|somewhere|anywhere|some distance"
    r"|of (?:all|them all|the lot|the (?:two|three|four|five|six|seven|eight)(?: [a-z]+)?|these)(?= |$)|by far|overall|over the line"
    r"|among (?:the|them)(?: two| three| four| five| six| seven)?(?: of them)?|dead (?=last)|right (?=at |in the |on |beside )|that of|for sure|all told"
    r"|as possible|in the end|down for|on duty|in charge of|signed up for"
    r"|in (?:the|that|this) (?:week|month|year|day|sequence|series|season|tournament|course)|in the same week"
    r"|of the week|immediately in time|as well|both of which|in turn|respectively|in (?:terms of )?(?:age|height|weight|price))\b"
)
_CONTRAST = re.compile(r",? (?:though|although|yet|while|whereas|however|and yet)\b,?", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"^out of (?:the |all )?[a-z ]{2,30}, |^(?:of|among) (?:the|these|those) [a-z ]{2,30}, |^(?:counting|counted|reading|seen|viewed|looking|going|listed|ranked|lined up|arranged|in order|from)\b"
    r" ?(?:from )?(?:the )?(?:left|front|top|first|street|oldest|start|tallest|fastest|cheapest)?(?: (?:end|side))?(?: (?:to|towards?) (?:the )?[a-z]+)?, ",
    re.IGNORECASE,
)
_WHOEVER = re.compile(
    r"^(?:anyone|anybody|whoever|everyone|someone)(?: who)? (?P<a>[^,]+?),? (?P<b>(?:must|has to|have to|needs to|can|will|cannot)\b.*)$", re.IGNORECASE
)
_RELATIVE = re.compile(r"(?P<a>@\d+) , (?:who|which) (?P<said>[^,@]+?)(?: ,(?P<rest> .+))?$")
_ASIDE = re.compile(
    r"(?P<next>just |immediately |directly )?(?:to|on) (?:the )?(?P<thing>@\d+)'s? (?:immediate )?(?P<side>left|right)(?:[ -]hand)?(?: side)?\b"
)
_MODAL_NOT = re.compile(r"\b(?:can|could|may|must|shall|will|would|should|does|do|did) (?:not|never)\b|\bnever\b|\bwon't\b")
_LOW = {"left", "before", "ahead", "front", "above", "over", "on top", "earlier", "sooner", "higher", "prior", "top",
        "preceding", "precede", "lower-numbered", "smaller-numbered", "beat"}  # fmt: skip
_VERTICAL = {"above", "below", "over", "under", "underneath", "beneath", "higher", "lower", "on top", "top", "bottom", "highest", "lowest"}
_SIDES = (
    r"(?:(?:to|on) )?(?:the |its )?(?:immediate )?(?P<side>left|right)(?:[ -]hand)?(?: side)? of"
    r"|(?P<rank>above|below|before|after|ahead of|behind|in front of|in back of|underneath|under|beneath|over|on top of|prior to"
    r"|(?:earlier|later|sooner|higher|lower|further ahead|further back|farther back|(?:further|farther)(?: to the)? (?P<far>left|right)(?: along)?)(?: up| down)?"
    r"(?: in (?:the )?[a-z]+| on (?:the )?[a-z]+)? than"
    r"|preceding|following|(?:precede|follow)(?:s|d|ed)?|beats?|(?:did|does|do) better than|outranks?|trail(?:s|ed)?|(?:was |is |were )?beaten by|(?:lost|loses) to|(?:did|does|do) worse than"
    r"|(?:at )?an? (?P<grade>higher|lower|greater|lesser) (?:[a-z]+ ){1,2}than"
    r"|(?:in |on |at )?(?:an? )?(?P<num>lower|higher|smaller|larger|greater)-numbered(?: [a-z]+)? than"
    r"|(?:closer|nearer) to the (?P<edge>left|right|front|back|top|bottom|start|beginning|end)(?: end)?(?: of the [a-z]+)? than)"
)
_ORD = "|".join(places.ORDINALS)
_EDGE = r"leftmost|rightmost|left|right|topmost|bottommost|top|bottom|front|back|rear|end|start|beginning|head|last|finish"
_LOW_EDGE = {"leftmost", "left", "topmost", "top", "front", "start", "beginning", "head", "first"}


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
        ("near", rf"touch(?:es)?|(?:immediately |directly |right |just )?(?:next to|next(?= each_other)|adjacent to|beside|alongside|neighbou?rs?(?: of)?|side by side|next door to|next-door to)|(?:on |in |at )?(?:consecutively numbered|consecutive|adjacent|neighbou?ring|successive|back-to-back)(?: {unit})?|neighbou?rs"),
        ("between", r"(?P<how>immediately |directly |right |exactly |just )?(?:in )?between"),
        ("same", rf"(?:in |on |at |to |for )?(?:exactly )?the same (?P<noun>{noun}|time|one)(?: (?:as|that|on which|in which|to which))*"),
        ("different", rf"(?:in |on |at |to )?(?:a |two )?different (?P<noun>{noun}|times?|ones?)(?: (?:from|than|to))?(?: the (?:one|{noun}) (?:(?:on|in|to) which|that))?"),
        ("limit", r"(?P<no>no|not) (?P<word>later|earlier|sooner|higher|lower|before|after) than"),
        ("range", rf"(?:one of |among |in |within )*the (?P<end>first|last|top|bottom) (?P<k>two|three|four|five|six)(?: {unit}| people| ones| to [a-z]+)?"),
        ("nth", rf"(?:(?:in|at|on) )?(?:the )?(?P<nth>{_ORD}|next|last but one|penultimate)(?:[ -](?:{unit}|person|object|item|one|thing))?[ -](?:from|to|on|in|at)[ -](?:the )?{edged}"),
        ("relation", rf"(?:{_HOW}{k} (?:(?:{unit})(?: away)? )?|(?P<next>immediately|directly|just|right|straight) )?(?:{_SIDES})"),
        ("measured", r"(?:(?:weighs?|weighed|costs?|earn(?:s|ed)?|scored?) )?(?P<way>more|less) than(?= @)"),
        ("more", r"(?P<most>more|less|fewer) (?P<word>[a-z]+) than|(?P<word2>[a-z]+er|further) than|(?P<not>not )(?:quite )?(?:as|so) (?P<word3>[a-z]+) as"),
        ("end", rf"(?:at |on |in |to )?(?:(?:either|one|an|one of the(?: two)?)(?: of the)? (?:end|ends|extremes)|(?:at|on) the ends)(?: {unit})?(?: of (?:the )?(?:{noun}|line|row|queue|shelf|table))?"),
        ("rear", r"(?:brings?|brought|bringing) up the rear|closes the [a-z]+"),
        ("lead", rf"(?:heads?|headed|leads?|led|tops?|topped) the (?:{noun}|field|way|list|line|queue|race|pack|table)|(?:wins?|won)(?: the [a-z]+)?"),
        ("middle", rf"(?:(?:in|at|occup(?:y|ies)) )?(?:exactly |dead )?(?:in )?(?:the )?(?:very |exact )?(?:middle|center|centre)(?:most)?(?: (?:one|{unit}))?(?: of (?:the )?(?:{noun}|line|row|queue|shelf))?|the median"),
        ("edge", rf"(?:(?:in|at|on|to) )(?:the )?{edged}|(?:the )?(?P<edge3>top|bottom|front|back|left-hand|right-hand) (?:{unit}|one)|(?:the )?(?P<edge2>leftmost|rightmost|topmost|bottommost|last|penultimate|frontmost|rearmost|earliest|latest)(?: (?:{unit}|person|object|item|one|thing))?"),
        ("most", rf"(?:the )?(?:(?P<nth>{_ORD})[ -])?(?:(?P<most>most|least|fewest)[ -])?(?P<word>[a-z]+)"),
        ("ordinal", rf"(?:(?:in|at|on) )?(?:the )?(?P<nth>{_ORD})(?:[ -](?:{unit}|person|object|item|one|thing))?"),
        ("odd", rf"(?:in |on |at )?(?:an? )?(?P<odd>odd|even)(?:-numbered|)(?: {unit})?"),
        ("quantity", r"(?P<how>exactly|at least|at most|no more than|no fewer than|only|just|fewer than|more than) (?P<k>one|two|three|four|five|six|seven|eight)(?: of)?"),
        ("one_of", r"(?:either )?one of(?= @\d+ (?:and|or) @\d+)(?P<rest>.*?)(?P<ends>,? but not both| ?$)"),
        ("none", r"none of (?:the )?(?:others|rest|them)|no one|no-one|nobody|nothing|none|no other [a-z]+"),
    ))  # fmt: skip


def marks(text: str, scene: Scene, things: re.Pattern[str]) -> list[str]:
    """The marks of a statement; raises `Unreadable` with the word that is not understood."""
    if len(text) > MAX_STATEMENT:
        raise Unreadable("the statement is too long")
    words = lexis.plain(text.strip()).rstrip(" .?!;").replace(":", " , ")
    words = re.sub(r"\b([Ww]ho|[Ww]hat|[Ww]hich|[Tt]here)'s\b", r"\1 is", words)
    words = re.sub(r",? (?:when )?(?:counting|counted|reading|seen|going|looking) from (?:the )?(?:left|front|top|street|start)(?: to (?:the )?[a-z]+)?\b", "", words)
    words = re.sub(r"\bnumber (?:is )?(lower|higher|smaller|larger|greater) than\b", r"\1-numbered place than", words)
    if "chosen" in scene.axes:
        words = _WHOEVER.sub(r"if \g<a>, then \g<b>", words)
    words = _PREAMBLE.sub("", _CONTRAST.sub(", but", words))
    words = things.sub(lambda m: _name(m, scene), words)
    words = _placed_by(words)
    words = re.sub(r"[\"“”()]", " ", words).replace(",", " , ").replace(";", " , ").replace("-to-", " to ")
    words = _ASIDE.sub(lambda m: f" {m['next'] or ''}to the {m['side']} of {m['thing']} ", words)
    words = re.sub(r"(@\d+|V:\w+:\d+)'s?(?=\s|$)", r"\1", words)
    words = re.sub(r"(?<![\w:])[A-Z][A-Za-z']*(?!:)", lambda m: m[0].lower(), words)  # marks keep their capitals
    words = _MODAL_NOT.sub("not", " ".join(_DROPPED.sub(" ", words).split()))
    words = _RELATIVE.sub(lambda m: f"{m['a']}{m['rest'] or ''} , and {m['a']} {m['said']}", words)
    words = _bound(_ABSOLUTE.sub(lambda m: _absolute(m, scene), words))
    for pattern, name in _phrases(_nouns(scene)):
        said = _SAID[name]
        words = pattern.sub(lambda m, said=said: said(m, scene), words)  # type: ignore[misc]
    if "born" in words.split() and "age" not in scene.alike:
        words = words.replace("R:place:", "R:age:")
    return _kept(words.split(), scene)


def unframed(text: str) -> str:
    """A question without `counting from the left,` and the like."""
    return _PREAMBLE.sub("", re.sub(r"^(?:so|then|now|thus|therefore|hence)\b,? ", "", text.strip(), flags=re.IGNORECASE))


def _placed_by(words: str) -> str:
    """`In a queue of five people, A is ...` without what tells where all this is."""
    found = re.match(r"(?:in|on|at|of|for|among|along|behind|during) (?P<where>[^@:,]{2,60}), (?=@)", words, re.IGNORECASE)
    said = set(re.findall(r"[a-z-]+", found["where"].lower())) if found else set()
    return words[found.end() :] if found and not said & MEANINGFUL - places.NUMBERS.keys() else words


def _absolute(m: re.Match[str], scene: Scene) -> str:
    """`two stand between A and B, A being the one further left`."""
    others = [t for t in re.findall(r"@\d+", m["before"])[-2:] if t != m["thing"]]
    word = m["side"].split()[-1]
    known = word in _LOW_EDGE | {"ahead", "forward"} or word in {"right", "back", "behind", "rear"}
    if len(others) != 1 or not (known or (word in scene.carriers and m["how"] in ("nearer", "closer"))):
        return m[0]
    low = word in _LOW_EDGE | {"ahead", "forward"} or not known
    return f"{m['before']} , and {m['thing']} {'before' if low else 'after'} {others[0]}"


_ABSOLUTE = re.compile(
    r"^(?P<before>.*@\d+.*@\d+) , (?:with )?(?P<thing>@\d+) (?:is |being )?(?:the one )?(?P<how>further|farther|nearer|closer)"
    r" (?:to )?(?:the )?(?P<side>[a-z]+)(?: of the two)?$"
)
_PRONOUN = re.compile(r"(?:it|he|she|him|her|they|them)(?:'s)?")


def _bound(words: str) -> str:
    """Pronouns as what they stand for: the subject before, or the one other thing that was named; else they stay."""
    out: list[str] = []
    named: list[str] = []
    subject, owner, fresh = "", "", True
    for word in words.split():
        if word in ("has", "have", "had") and subject:
            owner = subject  # `A has B right behind it`
        if word in (",", "and", "but", "or", "then", "if"):
            fresh = True
        elif word[0] == "@":
            subject, fresh = (word if fresh else subject), False
            if word not in named:
                named.append(word)
        elif _PRONOUN.fullmatch(word):
            others = [owner] if owner and not fresh else [n for n in named if fresh or n != subject]
            if fresh and subject:
                word, fresh = subject, False
            elif len(others) == 1:
                word = others[0]
        elif not fresh or word not in EMPTY:
            fresh = False
        out.append(word)
    return " ".join(out)


def _nouns(scene: Scene) -> frozenset[str]:
    kinds = frozenset(n for k in scene.kinds for n in k.nouns) if scene.lenient else frozenset()
    return kinds | frozenset(n for a in scene.axes.values() for n in a.nouns)


def _name(found: re.Match[str], scene: Scene) -> str:
    name = found["m"] or found["n"]
    return scene.names[name] if name in scene.names else scene.names[name.lower()]


def _kept(words: Sequence[str], scene: Scene) -> list[str]:
    out: list[str] = []
    strange: list[int] = []
    for n, word in enumerate(words):
        if word[0] == "@" or ":" in word or word in KEPT or word in ("N", "B", "BI", "E", "IN", "W"):
            out.append(word)
        elif word == "with" and n + 1 < len(words) and words[n + 1][0] == "@" and out and "chosen" in scene.axes:
            out.append("W")
        elif word == "with" and n + 1 < len(words) and words[n + 1][0] == "@" and "place" in scene.axes and not scene.axes["place"].apart:
            out.append("S:place")
        elif word in scene.choosing:
            out.append("IN")
        elif word in scene.sorts and out and out[-1].startswith("Q:"):
            out.append(f"K:{scene.sorts[word]}")
        elif word in EMPTY or word in scene.carriers:
            if word in _FINITE:
                strange.append(len(out))
        elif out and _verb(word, out[-1], words[n + 1 : n + 2]):
            continue
        elif scene.lenient and word.isalpha() and word not in MEANINGFUL | BARRED:
            strange += [len(out), -1]
        else:
            raise Unreadable(f"the word {word!r}")
    _told(out, strange)
    return out


_FINITE = frozenset("is are was were has have had".split())


def _told(out: Sequence[str], strange: Sequence[int]) -> None:
    """Words were left out: raises `Unreadable` if they may have been a statement of their own about a thing."""
    if strange.count(-1) > 8 or (-1 in strange and not any(_orders(m) for m in out)):
        raise Unreadable("it speaks of something else than the order")
    for at in strange:
        if at > 0 and out[at - 1][0] == "@" and at < len(out) and out[at] in (",", "and", "but", "or"):
            raise Unreadable(f"what is said of one of them before {out[at]!r}")
        if at > 0 and out[at - 1][0] == "@" and at == len(out) and -1 in strange and not any(_orders(m) for m in out[max(0, at - 4) :]):
            raise Unreadable("what is said last")


def _orders(mark: str) -> bool:
    return mark[:2] in ("R:", "V:", "G:", "S:") or mark in ("N", "B", "BI", "E")


_VERB = re.compile(r"^[a-z]{3,}(?:s|ed|t|ke|ne|g)$")


def _verb(word: str, before: str, after: Sequence[str]) -> bool:
    """A verb between a thing and its order says nothing else: `the ferry leaves after the van`."""
    follows = bool(after) and (after[0] == "B" or after[0][:2] in ("R:", "V:", "N", "BI", "G:", "S:", "D:"))
    return before[0] == "@" and follows and word not in MEANINGFUL and bool(_VERB.match(word))


# --- phrases to marks -------------------------------------------------------------------------------------------------


def _steps(how: str | None, count: str | None, *, close: bool) -> str:
    if count:
        number = places.NUMBERS.get(count, 1)
        sign = {"at least": "+", "no fewer than": "+", "no less than": "+", "at most": "-", "no more than": "-"}
        return f"{number}{sign.get((how or '').strip(), '')}"
    return "1" if close else ""


def _low(word: str, scene: Scene) -> bool:
    low = word in _LOW
    if word in _VERTICAL and "place" in scene.axes and scene.axes["place"].values[:1] == ("1",) and not scene.axes["place"].upward:
        raise Unreadable("which way the numbers run")
    upward = word in _VERTICAL and "place" in scene.axes and scene.axes["place"].upward
    return low != upward


def _relation(m: re.Match[str], scene: Scene) -> str:
    steps = _steps(m["how"], m["k"], close=bool(m["next"]) or "immediate " in m[0])
    if m["num"]:
        return f"R:place:{'<' if m['num'] in ('lower', 'smaller') else '>'}{steps}"
    if m["edge"]:
        return f"R:place:{'<' if m['edge'] in _LOW_EDGE else '>'}{steps}"
    if m["far"]:
        return f"R:place:{'<' if m['far'] == 'left' else '>'}{steps}"
    if m["side"]:
        return f"R:place:{'<' if m['side'] == 'left' else '>'}{steps}"
    if m["grade"]:
        return f"R:place:{'<' if m['grade'] in ('higher', 'greater') else '>'}{steps}"
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
    if word in ("other", "rather", "later", "earlier", "higher", "lower", "fewer", "further", "better", "worse", "whether"):
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
    return (word in _LOW_EDGE) == upward


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
        return _place(places.ORDINALS.get(m["nth"] or "first", 1), (word == "lowest") != scene.scale("place").upward, "place", scene)
    said = m[0].removeprefix("the ")
    if m["nth"] and not m["most"] and word not in GRADED:
        return m[0]
    found = places.place(said) if word.endswith("est") or m["most"] else None
    if found is None and word not in MEANINGFUL and (m["most"] or (word.endswith("est") and _stem(word, "est") in scene.axes)):
        stem = word if m["most"] else _stem(word, "est")
        axis, turned = scene.alike.get(stem, (stem, False))
        if axis in scene.axes:
            return _place(places.ORDINALS[m["nth"] or "first"], (m["most"] in ("least", "fewest")) != turned, axis, scene)
    if found is None or word in places.ORDINALS:
        return m[0]
    pole, nth = found
    axis, turned = scene.alike.get(pole.axis, (pole.axis, False))
    return _place(nth, bool(pole.end) != turned, axis, scene)


def _middle(m: re.Match[str], scene: Scene) -> str:
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


def _gap(m: re.Match[str], scene: Scene) -> str:
    if m["k"] in ("a", "an") or (m["k"] == "one" and not m["how"] and "one between" in m[0] and 0):
        return m[0]
    number = 0 if m["k"] == "no" else places.NUMBERS[m["k"]]
    return f"G:{_SIGN.get((m['how'] or '').strip(), '==')}:{number}"


_SIGN = {"at least": ">=", "no fewer than": ">=", "no less than": ">=", "at most": "<=", "no more than": "<=",
         "fewer than": "<", "more than": ">"}  # fmt: skip
_SAID: dict[str, Callable[[re.Match[str], Scene], str]] = {
    "rear": lambda m, s: _place(1, True, "place", s),
    "lead": lambda m, s: _place(1, False, "place", s),
    "measured": lambda m, s: f"R:{s.measure if m['way'] == 'more' else s.measure.translate(_TURN)}" if s.measure else m[0],
    "by": lambda m, s: f"{_place(2, m['verb'] == 'followed', 'place', s)} and R:place:{'<' if m['verb'] == 'followed' else '>'}",
    "numbered": lambda m, s: _place(places.NUMBERS[m["k"]], False, "place", s),
    "daily": lambda m, s: f"R:place:{'<' if m['rank'] == 'before' else '>'}1",
    "each": lambda m, s: "each_other",
    "vice": lambda m, s: " vice_versa ",
    "gap": _gap,
    "near": lambda m, s: "N",
    "between": lambda m, s: "BI" if m["how"] else "B",
    "same": _same,
    "different": lambda m, s: _same(m, s, "D"),
    "limit": _limit,
    "range": _range,
    "nth": _nth,
    "relation": _relation,
    "more": _more,
    "end": lambda m, s: "E",
    "middle": _middle,
    "edge": _edge,
    "most": _most,
    "ordinal": lambda m, s: _place(places.ORDINALS[m["nth"]], False, "place", s),
    "odd": lambda m, s: f"O:{int(m['odd'] == 'odd')}",
    "quantity": lambda m, s: f"Q:{_SIGN.get(m['how'], '==')}:{places.NUMBERS[m['k']]}",
    "one_of": lambda m, s: f"Q:{'==' if m['ends'].strip() else '>='}:1{m['rest']}" if m["ends"].strip() or "chosen" not in s.axes else m[0],
    "none": lambda m, s: "nobody",
}

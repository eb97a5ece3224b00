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
from collections.abc import Sequence

from ech0.minds.embedded.logic import places, wording
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles.phrases import LOW_EDGE, marked
from ech0.minds.embedded.logic.puzzles.scene import Scene
from ech0.minds.embedded.logic.puzzles.vocabulary import BARRED, EMPTY, KEPT, MEANINGFUL

MAX_STATEMENT = 600
_DROPPED = re.compile(
    r"\b(?:(?:at )?(?:some|any) (?:time|point|place|stage|moment)|sometime|somewhere|anywhere|some distance"
    r"|of (?:all|them all|the lot|the (?:two|three|four|five|six|seven|eight)(?: [a-z]+)?|these)(?= |$)|by far|overall|over the line"
    r"|among (?:them|(?:the|these) (?:two|three|four|five|six|seven)(?: of them)?)|dead (?=last)|right (?=at |in the |on |beside )|that of|for sure|all told"
    r"|as possible|out of (?:the )?(?:two|three|four|five|six|seven|eight)|in the end|down for|on duty|in charge of|signed up for"
    r"|in (?:the|that|this) (?:week|month|year|day|sequence|series|season|tournament|course)(?! (?:after|before|following|preceding)\b)|in the same week"
    r"|likes? to(?= [a-z]+)|of the week|immediately in time|as well|both of which|in turn|respectively|in (?:terms of )?(?:age|height|weight|price))\b"
)
_CONTRAST = re.compile(r",? (?:though|although|yet|while|whereas|however|and yet)\b,?", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"^out of (?:the |all )?[a-z ]{2,30}, |^(?:of|among) (?:the|these|those) [a-z ]{2,30}, |^(?:counting|counted|reading|seen|viewed|looking|going|listed|ranked|lined up|arranged|in order|from)\b"
    r" ?(?:from )?(?:the )?(?:left|front|top|first|street|oldest|start|tallest|fastest|cheapest)?(?: (?:end|side))?(?: (?:to|towards?) (?:the )?[a-z]+)?, ",
    re.IGNORECASE,
)
_WHOEVER = re.compile(
    r"^(?:anyone|anybody|whoever|everyone|someone)(?: who)? (?P<a>[^,]+?),? (?P<b>(?:must|has to|have to|needs to|can|will|cannot)\b.*)$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?P<a>@\d+) , (?:who|which) (?P<said>[^,@]+?)(?: ,(?P<rest> .+))?$")
_LAST_RELATIVE = re.compile(r"(?P<a>@\d+) , (?:who|which|and that one) (?:in turn )?(?P<said>[^,]*@\d+[^,]*)$")
_MID_RELATIVE = re.compile(
    r"^(?P<a>@\d+) , (?:who|which) (?P<said>[^,@]+@\d+) , (?P<rest>(?!and\b|but\b|or\b|who\b|which\b)[^,@]+@\d+)$"
)
_WITH_BETWEEN = re.compile(
    r"^(?P<a>@\d+)(?P<said> [^,@]+)(?P<b>@\d+)(?: ,)? with (?:only |just )?(?P<c>@\d+) between them$"
)
_ELLIPSIS = re.compile(
    r"(?P<before>@\d+.*\bthan (?P<than>@\d+)\b[^@]*,? (?:and|but|while|whereas) )(?P<thing>@\d+) "
    r"(?P<more>(?:[a-z]+ )?(?:better|worse|later|earlier|higher|lower|[a-z]{2,}(?<!ev)er|(?:more|less) [a-z]+))$"
)
_DOES = re.compile(
    r"(?P<if>\b(?:unless|if|only if|so does|and so is|than)) (?P<thing>@\d+) (?:does|is|do|will|can)(?= ,|$)"
)
_AWAY = re.compile(
    r"\b(?:stays? (?:away|home|at home|behind|out)|is (?:left out|left behind|left at home|omitted|excluded|dropped|out)"
    r"|does not (?:come|go|make it)|misses out)\b"
)
_ASIDE = re.compile(
    r"(?P<next>just |immediately |directly )?(?:to|on) (?:the )?(?P<thing>@\d+)'s? (?:immediate )?(?P<side>left|right)(?:[ -]hand)?(?: side)?\b"
)
_MODAL_NOT = re.compile(
    r"\b(?:can|could|may|must|shall|will|would|should|does|do|did) (?:not|never)\b|\bnever\b|\bwon't\b"
)


def marks(text: str, scene: Scene, things: re.Pattern[str], *, asked: bool = False) -> list[str]:
    """The marks of a statement; raises `Unreadable` with the word that is not understood."""
    if len(text) > MAX_STATEMENT:
        raise Unreadable("the statement is too long")
    words = wording.spelled(text.strip()).rstrip(" .?!;").replace(":", " , ")
    words = re.sub(r"\b([Ww]ho|[Ww]hat|[Ww]hich|[Tt]here)'s\b", r"\1 is", words)
    words = re.sub(
        r",? (?:when )?(?:counting|counted|reading|seen|going|looking) from (?:the )?(?:left|front|top|street|start)(?: to (?:the )?[a-z]+)?\b",
        "",
        words,
    )
    words = re.sub(r"\bnumber (?:is )?(lower|higher|smaller|larger|greater) than\b", r"\1-numbered place than", words)
    if "chosen" in scene.axes:
        words = _WHOEVER.sub(r"if \g<a>, then \g<b>", words)
    words = _PREAMBLE.sub("", _CONTRAST.sub(", but", words))
    words = things.sub(lambda m: _name(m, scene), words)
    if scene.ring:
        words = _round(words)
    words = _placed_by(words)
    words = re.sub(r"[\"“”()]", " ", words).replace(",", " , ").replace(";", " , ").replace("-to-", " to ")
    words = _ASIDE.sub(lambda m: f" {m['next'] or ''}to the {m['side']} of {m['thing']} ", words)
    words = re.sub(r"(@\d+|V:\w+:\d+)'s?(?=\s|$)", r"\1", words)
    words = re.sub(r"(?<![\w:])[A-Z][A-Za-z']*(?!:)", lambda m: m[0].lower(), words)  # marks keep their capitals
    words = re.sub(r"\b(?:can|may) (?=[^,]*\bonly (?:if|when)\b)", "", words)
    words = _MODAL_NOT.sub("not", " ".join(_DROPPED.sub(" ", words).split()))
    words = _RELATIVE.sub(lambda m: f"{m['a']}{m['rest'] or ''} , and {m['a']} {m['said']}", words)
    if scene.guided:
        words = re.sub(r"\b(?:she|he|i|we|they|it)\b ?", "", words, flags=re.IGNORECASE)
    words = _MID_RELATIVE.sub(r"\g<a> \g<said> , and \g<a> \g<rest>", words)
    words = _WITH_BETWEEN.sub(_parted_by, words)
    words = _LAST_RELATIVE.sub(r"\g<a> , and \g<a> \g<said>", words)
    words = _ELLIPSIS.sub(_completed, words)
    if "chosen" in scene.axes:
        words = _DOES.sub(r"\g<if> \g<thing> chosen", _AWAY.sub("not chosen", words))
    words = _bound(_ABSOLUTE.sub(lambda m: _absolute(m, scene), words))
    words = marked(words, scene)
    if "born" in words.split() and "age" not in scene.alike:
        words = words.replace("R:place:", "R:age:")
    return _kept(words.split(), scene, asked=asked)


_ROUND = (
    (r"\b(?:going |moving |reading |looking |in )?(?:a )?clockwise(?: direction| order)?(?: from [^,@]*)?, ", ""),
    (r"\b(?P<a>@\d+) (?:is|are) (?:(?:immediately|directly|next) )?followed by (?P<b>@\d+)", r"\g<b> is immediately after \g<a>"),
    (r"\b(?:immediately |directly |just )?(?:to|on|at) (?P<a>@\d+)'s? (?:immediate )?left(?:[ -]hand side)?\b", r"immediately after \g<a>"),
    (r"\b(?:immediately |directly |just )?(?:to|on|at) (?P<a>@\d+)'s? (?:immediate )?right(?:[ -]hand side)?\b", r"immediately before \g<a>"),
    (r"\b(?:immediately |directly |just )?(?:to|on|at) the (?:immediate )?left(?:[ -]hand side)? of\b", "immediately after"),
    (r"\b(?:immediately |directly |just )?(?:to|on|at) the (?:immediate )?right(?:[ -]hand side)? of\b", "immediately before"),
    (r"\b(?P<k>two|three|one|four) (?:places|seats|chairs|positions|place|seat) (?:to|on) the left of\b", r"\g<k> places after"),
    (r"\b(?P<k>two|three|one|four) (?:places|seats|chairs|positions|place|seat) (?:to|on) the right of\b", r"\g<k> places before"),
    (r"\b(?:immediately |directly |next )?(?:counter-?clockwise|anti-?clockwise) (?:of|from|to)\b", "immediately before"),
    (r"\b(?:immediately |directly |next )?clockwise (?:of|from|to|after)\b", "immediately after"),
)


def _round(words: str) -> str:
    """Words of a round table, whose places run clockwise; who faces the middle has the next of them on the left."""
    if re.search(r"\b(?:facing (?:outwards?|away)|anti-?clockwise, |counter-?clockwise, )", words):
        raise Unreadable("which way round")
    for pattern, said in _ROUND:
        words = re.sub(pattern, said, words, flags=re.IGNORECASE)
    return words


def unframed(text: str) -> str:
    """A question without `counting from the left,` and the like."""
    return _PREAMBLE.sub(
        "", re.sub(r"^(?:so|then|now|thus|therefore|hence)\b,? ", "", text.strip(), flags=re.IGNORECASE)
    )


def _parted_by(m: re.Match[str]) -> str:
    a, b, c = m["a"], m["b"], m["c"]
    return f"{a}{m['said']}{b} , and {c} immediately between {a} and {b}"


def _completed(m: re.Match[str]) -> str:
    """`A did better than B, and C did worse`: than B."""
    return f"{m[0]} than {m['than']}" if m["thing"] != m["than"] else m[0]


def _placed_by(words: str) -> str:
    """`In a queue of five people, A is ...` without what tells where all this is."""
    found = re.match(
        r"(?:in|on|at|of|for|among|along|behind|during) (?P<where>[^@:,]{2,60}), (?=@|there )", words, re.IGNORECASE
    )
    said = set(re.findall(r"[a-z-]+", found["where"].lower())) if found else set()
    return words[found.end() :] if found and not said & MEANINGFUL - places.NUMBERS.keys() else words


def _absolute(m: re.Match[str], scene: Scene) -> str:
    """`two stand between A and B, A being the one further left`."""
    others = [t for t in re.findall(r"@\d+", m["before"])[-2:] if t != m["thing"]]
    word = m["side"].split()[-1]
    known = word in LOW_EDGE | {"ahead", "forward"} or word in {"right", "back", "behind", "rear"}
    if len(others) != 1 or not (known or (word in scene.carriers and m["how"] in ("nearer", "closer"))):
        return m[0]
    low = word in LOW_EDGE | {"ahead", "forward"} or not known
    return f"{m['before']} , and {m['thing']} {'before' if low else 'after'} {others[0]}"


_ABSOLUTE = re.compile(
    r"^(?P<before>.*@\d+.*@\d+) , (?:with )?(?P<thing>@\d+) (?:is |being )?(?:the one )?(?P<how>further|farther|nearer|closer)"
    r" (?:to )?(?:the )?(?P<side>[a-z]+)(?: of the two)?$"
)
_OBJECTIVE = frozenset(
    "of than behind before after below above by to beside under over ahead follows precedes beats".split()
)
_PRONOUN = re.compile(r"(?:it|he|she|him|her|they|them)(?:'s)?")


def _bound(words: str) -> str:
    """Pronouns as what they stand for: the subject before, or the one other thing that was named; else they stay."""
    out: list[str] = []
    named: list[str] = []
    subject, owner, fresh = "", "", True
    row = words.split()
    for n, said in enumerate(row):
        word = said
        if (
            said in ("his", "her", "its", "their")
            and 0 < n < len(row) - 1
            and row[n - 1] not in _OBJECTIVE
            and row[n + 1].isalpha()
            and row[n + 1] not in KEPT
        ):
            continue  # `handed in her essay later than A`
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


def _name(found: re.Match[str], scene: Scene) -> str:
    name = found["m"] or found["n"]
    return scene.names[name] if name in scene.names else scene.names[name.lower()]


def _kept(words: Sequence[str], scene: Scene, *, asked: bool) -> list[str]:
    out: list[str] = []
    strange: list[int] = []
    for n, word in enumerate(words):
        if (
            word[0] == "@"
            or ":" in word
            or word in KEPT
            or word in ("N", "B", "BI", "E", "IN", "W", "OE", "ALL", "BUT")
        ):
            out.append(word)
        elif word == "with" and n + 1 < len(words) and words[n + 1][0] == "@" and out and "chosen" in scene.axes:
            out.append("W")
        elif (
            word == "with"
            and n + 1 < len(words)
            and words[n + 1][0] == "@"
            and "place" in scene.axes
            and not scene.axes["place"].apart
        ):
            out.append("S:place")
        elif word in scene.choosing:
            out.append("IN")
        elif word in scene.sorts and out and out[-1].startswith("Q:"):
            out.append(f"K:{scene.sorts[word]}")
        elif word in EMPTY or word.removesuffix("'s") in scene.carriers:
            if word in _FINITE:
                strange.append(len(out))
        elif out and _verb(word, out[-1], words[n + 1 : n + 4]):
            continue
        elif scene.lenient and word.isalpha() and word not in MEANINGFUL | BARRED:
            strange += [len(out), -1]
        else:
            raise Unreadable(f"the word {word!r}")
    _apposed(out, strange)
    if not (asked and len(out) == 1):
        _told(out, strange)
    return out


def _apposed(out: list[str], strange: list[int]) -> None:
    """`A is at street level , on floor 1`: the place after the comma is said of A, what is not known about A is left."""
    if len(out) == 3 and out[0][0] == "@" and out[1] == "," and out[2][:2] == "V:" and -1 in strange:
        del out[1]
        strange.clear()


_FINITE = frozenset("is are was were has have had".split())


def _told(out: Sequence[str], strange: Sequence[int]) -> None:
    """Words were left out: raises `Unreadable` if they may have been a statement of their own about a thing."""
    if strange.count(-1) > 8 or (-1 in strange and not any(_orders(m) for m in out)):
        raise Unreadable("it speaks of something else than the order")
    for at in strange:
        if at > 0 and out[at - 1][0] == "@" and at < len(out) and out[at] in (",", "and", "but", "or"):
            raise Unreadable(f"what is said of one of them before {out[at]!r}")
        if (
            at > 0
            and out[at - 1][0] == "@"
            and at == len(out)
            and -1 in strange
            and not any(_orders(m) for m in out[max(0, at - 4) :])
        ):
            raise Unreadable("what is said last")


def _orders(mark: str) -> bool:
    return mark[:2] in ("R:", "V:", "G:", "S:") or mark in ("N", "B", "BI", "E")


_VERB = re.compile(r"^[a-z]{3,}(?:s|ed|t|ke|ne|g)$")


def _verb(word: str, before: str, after: Sequence[str]) -> bool:
    """A verb between a thing and its order says nothing else: `the ferry leaves after the van`."""
    shared = after[:1] == ["with"] and len(after) > 1 and after[1][0] == "@"
    after = [w for w in after if w not in EMPTY][:1]
    follows = shared or (bool(after) and (after[0] == "B" or after[0][:2] in ("R:", "V:", "N", "BI", "G:", "S:", "D:")))
    return before[0] == "@" and follows and word not in MEANINGFUL | BARRED and bool(_VERB.match(word))

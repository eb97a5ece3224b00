"""The question and its options over a scene: what is assumed, which mode, and a statement for each option.

Knows the forms in which a choice is asked for; the statements themselves are read by the grammar.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from ech0.core.types import Relation
from ech0.minds.embedded.logic import places, sentences
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles import offered, skeleton
from ech0.minds.embedded.logic.puzzles.general import general
from ech0.minds.embedded.logic.puzzles.scene import Axis, Scene, relation
from ech0.minds.embedded.logic.puzzles.skeleton import marks
from ech0.minds.embedded.logic.puzzles.statements import Grammar

Mode = Literal["must", "could", "cannot", "need not"]
_WHICH = r"(?:which|what) (?:one )?(?:of (?:the following|these|the (?:[a-z]+ )?(?:statements|options|choices|claims|sentences|answers))|(?:statement|option|conclusion|claim|answer)s?)(?: (?:statements?|options?|conclusions?|claims?|sentences?|answers?))?"
_ONE = re.compile(rf"\b{_WHICH}\b", re.IGNORECASE)
_EXCEPT = re.compile(
    r"\b(?:each|any|all)(?: one)? of the following\b(?P<rest>.*?)\bexcept\b", re.IGNORECASE | re.DOTALL
)
_MODES: tuple[tuple[Mode, str], ...] = (
    ("need not", r"could be false|need not be true|may be false|is not necessarily true|might be false"),
    (
        "cannot",
        r"cannot|can not|can't|could not|must be false|must not|impossible|has to be false|is false|isn't true|is not true",
    ),
    ("could", r"could|can|may|might|possible|possibly|acceptable|allowable|permissible|accurate (?:list|matching)"),
    (
        "must",
        r"must|has to|have to|necessarily|is|are|was|were|does|did|follows?|true|correct|holds?|finish\w*|[a-z]+s",
    ),
)
_OPPOSITE: dict[Mode, Mode] = {"must": "need not", "could": "cannot", "cannot": "could", "need not": "must"}
_TRUE = re.compile(
    rf"^(?:then )?(?:{_WHICH}|what|which)(?: [a-z]+){{0,4}}? (?:be |is |are )?(?:true|false|correct|follows?|holds?|the case|necessarily|possible|impossible|allowed|acceptable)\b(?P<rest>[^?]*)$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\b(?:list (?:goes|runs)|order|sequence|ranking|arrangement|ordering|listed)\b", re.IGNORECASE)
_COMPLETE = re.compile(
    r"\b(?:complete and accurate list|complete list|accurate list|list|group|set|team|selection)\b", re.IGNORECASE
)


class Asked(NamedTuple):
    """What is assumed for the question only, the mode, and the options as statements."""

    given: tuple[Relation, ...]
    mode: Mode
    picks: tuple[Relation, ...]
    form: str


class Reader:
    """Reads statements and questions over one scene."""

    def __init__(self, scene: Scene, names: re.Pattern[str]) -> None:
        self.scene, self.names, self.grammar = scene, names, Grammar(scene)

    def marks(self, text: str) -> list[str]:
        return marks(text, self.scene, self.names)

    def statement(self, text: str) -> str:
        """The expression of a statement; raises `Unreadable`."""
        return self.grammar.statement(self.marks(text))

    def assertion(self, text: str) -> str:
        """The expression of a statement about things or about all places; `""` if it adds nothing."""
        said = general(text, self.scene, self.names)
        return self.statement(text) if said is None else said

    def part(self, text: str, *, asked: bool = False) -> list[str]:
        """The marks of a part of a question; where its place is asked for, a thing alone is enough."""
        return marks(text, self.scene, self.names, asked=asked) if text.strip(" ?.,:") else []


def unlettered(option: str) -> str:
    """An option without its letter."""
    return offered.LETTER.sub("", option).strip()


def asked(reader: Reader, question: str, options: Sequence[str]) -> Asked:
    """The question read; raises `Unreadable` if it or one of its options is not understood."""
    given, body = _given(reader, offered.ASIDE.sub("", question.strip()))
    options = [unlettered(o) for o in options]
    picks_of = [o for o in options if not offered.OPEN.search(o)]
    if 1 < len(picks_of) == len(options) - 1:
        return _with_open(reader, question, options, picks_of)
    body = re.sub(r"\b(who|what|which|where)'s\b", r"\1 is", body, flags=re.IGNORECASE)
    body = re.sub(r"\b(who|what|which) else\b", r"\1", skeleton.unframed(body), flags=re.IGNORECASE)
    body = re.sub(
        r"^(?:please )?(?:name|find|identify|give|say|tell me|state) (?:the )?(?=[a-z]+ )",
        "which ",
        body,
        flags=re.IGNORECASE,
    )
    body = offered.without(re.sub(r"\s*(?:\.\.\.|…|_{2,})\s*$", "", body), options)
    excepted = _EXCEPT.search(body)
    if excepted:
        mode = _OPPOSITE[_mode(excepted["rest"])]
        body = "which of the following" + excepted["rest"]
    else:
        mode = _mode(_ONE.sub("", body) if _ONE.search(body) else body)
    body = body.strip().rstrip(" ?:.")
    for form in (_matchings, _many, _statements, _told, _orders, _complete, _gap, _prefix, _who, _yes_no):
        picks = form(reader, body, options)
        if picks is not None:
            if len({p.expression for p in picks}) != len(picks):
                raise Unreadable("two options say the same")
            open_to = re.search(
                r"\b(?:could|can|might|may|cannot|must not|possible|impossible|false)\b(?! be (?:concluded|inferred|deduced|said))(?! (?:we|you|one) )",
                body,
                re.IGNORECASE,
            )
            whose: Mode = mode if form not in (_who, _yes_no, _told) or open_to else "must"
            if form in (_orders, _complete) and mode == "must" and not re.search(r"\bmust\b|\bhave to\b|\bhas to\b", body):
                whose = "could"  # `in which order did they come`: one of the options is how it was
            return Asked(given, whose, tuple(picks), form.__name__.strip("_"))
    raise Unreadable("a question of that form")


def _with_open(reader: Reader, question: str, options: Sequence[str], kept: Sequence[str]) -> Asked:
    """A question of which one option says that it is not settled: the others are judged, that one is what is left."""
    found = asked(reader, question, kept)
    if found.mode != "must" or len(found.picks) != len(kept):
        raise Unreadable("what is left open")
    if found.form == "yes_no":
        return found
    picks = list(found.picks)
    at = next(n for n, o in enumerate(options) if o not in kept)
    picks.insert(at, relation("0 == 1", options[at]))
    return found._replace(picks=tuple(picks))


def _given(reader: Reader, question: str) -> tuple[tuple[Relation, ...], str]:
    """`If A is third, which ...`: the condition, and the question itself."""
    found = re.match(
        r"^(?:if|suppose(?: that)?|assume(?: that)?|when(?! (?:is|are|was|were|do|does|did|will|must|can|could)\b)|given that)\s+(?P<rest>.+)$",
        question,
        re.IGNORECASE | re.DOTALL,
    )
    if not found:
        return (), question
    body = found["rest"]
    for cut in re.finditer(r",\s+(?:then\s+)?", body):
        tail = body[cut.end() :]
        if re.match(r"(?:and|or|but)\b(?! )", tail) or not _is_question(tail):
            continue
        said = body[: cut.start()]
        said = re.sub(r",? and if ", ", and ", said)
        expression = reader.assertion(said)
        return ((relation(expression, f"if {said}"),) if expression else ()), tail
    raise Unreadable("what is asked under that condition")


def _is_question(text: str) -> bool:
    return (
        bool(
            re.match(
                r"(?:which|what|who|whom|where|how|each of|on which|in which|at which|for which|is|are|does|do|did|must|can|could|must|when)\b",
                text,
                re.IGNORECASE,
            )
        )
        or "?" not in text
    )


def _mode(text: str) -> Mode:
    low = text.lower()
    return next((mode for mode, words in _MODES if re.search(rf"\b(?:{words})\b", low)), "must")


# --- forms: each gives a statement for every option, or `None` if the question has another form -----------------------


def _statements(reader: Reader, body: str, options: Sequence[str]) -> list[Relation] | None:
    """`Which of the following must be true?`: the options are statements."""
    if len(options) < 2 or not (
        _TRUE.match(body)
        or (_ONE.match(body) and not reader.names.search(body) and re.search(r"\b(?:true|false)\b", body))
    ):
        return None
    return [relation(reader.statement(o), o) for o in options]


_CONCLUDE = re.compile(
    r"\b(?:true|false|correct|conclude[ds]?|follows?|the case|certain|statement|possible|impossible|know|say|infer(?:red)?|deduced?|holds?)\b",
    re.IGNORECASE,
)


def _told(reader: Reader, body: str, options: Sequence[str]) -> list[Relation] | None:
    """`Pick the correct statement`, `What can be concluded?`: the options are statements after all."""
    if len(options) < 2 or not _CONCLUDE.search(body) or reader.names.search(body) or _ONE.search(body):
        return None
    return [relation(reader.statement(o), o) for o in options]


def _items(reader: Reader, option: str) -> list[str]:
    said = [m for m in reader.marks(option) if m not in (",", "and")]
    if not said or not all(m[0] == "@" or m[:2] == "V:" for m in said):
        raise Unreadable("an option is no list")
    return said


def _orders(reader: Reader, body: str, options: Sequence[str]) -> list[Relation] | None:
    """`Which could be the order from first to last?`: the options are lists of things."""
    if not _LISTED.search(body) or len(options) < 2 or not any("," in o for o in options):
        return None
    scene = reader.scene
    axis, backwards = _direction(reader, body)
    picks = []
    for option in options:
        items = _items(reader, option)
        if len(items) != axis.size or any(i[0] != "@" for i in items):
            raise Unreadable("an option does not name every place")
        row = items[::-1] if backwards else items
        terms = [
            f"{scene.variable(int(i[1:]), axis.name)} == {scene.value(axis.name, n + 1)}" for n, i in enumerate(row)
        ]
        picks.append(relation(f"({' and '.join(terms)})", option))
    return picks


def _direction(reader: Reader, body: str) -> tuple[Axis, bool]:
    """The axis of a list, and whether it is told from its high end: `from the oldest to the youngest`."""
    scene = reader.scene
    found = re.search(
        r"\b(?:from )?(?:the )?(?P<a>[a-z1-9-]+(?: (?:expensive|popular))?)(?: [a-z]+)? (?:to|through) (?:the )?(?P<b>[a-z0-9-]+(?: (?:expensive|popular))?)\b",
        body,
        re.IGNORECASE,
    )
    if not found:
        return scene.main(), False
    said = (
        reader.marks(f"{found['a']}")
        if found["a"] not in ("left", "front", "top", "bottom", "right", "back")
        else reader.marks(f"at the {found['a']}")
    )
    if len(said) != 1 or not said[0].startswith("V:"):
        raise Unreadable("from where to where")
    _, name, place = said[0].split(":")
    axis = scene.axes[name]
    if int(place) not in (1, axis.size):
        raise Unreadable("from where to where")
    return axis, int(place) != 1


def _matchings(reader: Reader, _body: str, options: Sequence[str]) -> list[Relation] | None:
    """`appellate: A, B; trial: C`: an option tells who is where."""
    if len(options) < 2 or not all(":" in o for o in options):
        return None
    picks = []
    for option in options:
        noun = next((n for a in reader.scene.axes.values() for n in sorted(a.nouns) if a.values[:1] == ("1",)), "")
        told = re.sub(r"(?<![\w])(\d{1,2})\s*:", rf"{noun} \1 :", option)
        said = [m for m in reader.marks(re.sub(r"[:;]", " , ", told)) if m not in (",", "and")]
        terms = _matched(reader, said)
        picks.append(relation(f"({' and '.join(terms)})", option))
    return picks


def _matched(reader: Reader, said: Sequence[str]) -> list[str]:
    values = {m for m in said if m[:2] == "V:"}
    head, terms = "", []
    if not values:
        raise Unreadable("an option is no matching")
    if said[0][:2] == "V:":
        for mark in said:
            if mark[:2] == "V:":
                head = mark
            else:
                terms.append(reader.grammar.statement([mark, head]))
    else:
        waiting: list[str] = []
        for mark in said:
            if mark[:2] == "V:" and waiting:
                terms += [reader.grammar.statement([w, mark]) for w in waiting]
                waiting = []
            elif mark[0] == "@":
                waiting.append(mark)
            else:
                raise Unreadable("an option is no matching")
        if waiting:
            raise Unreadable("an option is no matching")
    if not terms:
        raise Unreadable("an option is no matching")
    return terms


def _complete(reader: Reader, body: str, options: Sequence[str]) -> list[Relation] | None:
    """`a complete and accurate list of those who are chosen`: an option is exactly the things of which it holds."""
    found = re.search(
        r"\b(?:complete and accurate list|complete list|accurate list|list|group|set|team|selection|roster|crew|committee)s?\b(?P<rest>.*)$",
        body,
        re.IGNORECASE | re.DOTALL,
    )
    if re.match(r"(?:(?:on|in|to|from|of) )?(?:which|what) (?!one|of)[a-z]+ ", body, re.IGNORECASE) and not any(
        "," in o for o in options
    ):
        return None
    if (
        not found
        or len(options) < 2
        or not _COMPLETE.search(body)
        or re.search(r"\b(?:any one of|each of (?:which|whom)|pair|must be|at least one)\b", body)
    ):
        return None
    scene = reader.scene
    predicate = [
        m
        for m in reader.marks(
            re.sub(
                r"\b(?:that|who|which) (?:could|can|must|may|might)\b|\b(?:could|can) be\b|\bare\b", "", found["rest"]
            )
        )
        if m not in (",", "and")
    ]
    if not predicate and "chosen" in scene.axes:
        predicate = ["IN"]
    predicate = ["IN"] if predicate and all(p == "IN" for p in predicate) else predicate
    if not predicate:
        raise Unreadable("a list of what")
    members = [f"@{t}" for t in scene.kinds[0].members]
    picks = []
    for option in options:
        items = _items(reader, option)
        if not set(items) <= set(members):
            raise Unreadable("an option is no list of things")
        terms = [reader.grammar.statement([m, *predicate]) for m in items]
        terms += [f"not {reader.grammar.statement([m, *predicate])}" for m in members if m not in items]
        picks.append(relation(f"({' and '.join(terms)})", option))
    return picks


def _gap(reader: Reader, body: str, options: Sequence[str]) -> list[Relation] | None:
    """`Which of the following could be third?`: an option is what the rest is said of."""
    found = re.match(
        r"^(?P<lead>.*?)\b(?:which (?:one )?of the following|which of these)(?P<rest>\b.*)$",
        body,
        re.IGNORECASE | re.DOTALL,
    )
    if not found or len(options) < 2:
        return None
    rest = re.sub(
        r"\b(?:pairs? of|pairs?|must not|must|cannot|can not|can't|could not|could|can|may|might|false|true)\b",
        " ",
        found["rest"],
        flags=re.IGNORECASE,
    )
    how = "or" if re.search(r"\bat least one\b", rest) else "and"
    rest = re.sub(r"\b(?:of (?:which|whom) )?(?:at least one|each|both|either)(?: of (?:which|whom))?\b", " ", rest)
    picks = []
    for option in options:
        items = _items(reader, option)
        said = [*reader.part(found["lead"]), *_row(items, how), *[m for m in reader.part(rest) if m != ","]]
        picks.append(relation(reader.grammar.statement(said), option))
    return picks


def _row(items: Sequence[str], how: str) -> list[str]:
    return [m for n, i in enumerate(items) for m in ((how, i) if n else (i,))]


def _prefix(reader: Reader, body: str, options: Sequence[str]) -> list[Relation] | None:
    """`Then the piano must be next to`: an option completes it."""
    if len(options) < 2 or re.match(
        r"(?:which|who|what|is|are|was|were|has|have|will|does|do|did|how|where|when|on|in|can|could|must|if)\b",
        body,
        re.IGNORECASE,
    ):
        return None
    lead = reader.marks(re.sub(r"\b(?:must|cannot|can not|could)\b", " ", body))
    lead = [m for m in lead if m != ","]
    return [relation(reader.grammar.statement([*lead, *_row(_items(reader, o), "and")]), o) for o in options]


_INTERROGATIVE = re.compile(
    r"^(?:so |then |and )?(?:(?:on|in|at|to|from|for|of|with) )?(?:who(?:m|se)?|what|which|where|when)\b(?P<noun>(?: (?!is\b|are\b|was\b|were\b|does\b|did\b|do\b|must\b|can\b|could\b|has\b|have\b|had\b)[a-z]+){0,2}?)(?: of (?:them|these|the [a-z]+))?\s+(?P<rest>(?:is|are|was|were|does|did|do|must|can|could|cannot|will|has|have|had|may|might|[a-z]+(?:s|ed|t|e)|sat|ran|came|won|got)\b.*)$",
    re.IGNORECASE,
)


_AUXILIARY = re.compile(
    r"^(?:so |then |and )?(?:(?:on|in|at|to|from|for|of|with) )?(?:what|which)(?P<noun>(?: [a-z]+){1,2}?)"
    r"\s+(?P<rest>(?:does|did|do|will|must|can|could)\b.*)$",
    re.IGNORECASE,
)


def _who(reader: Reader, body: str, options: Sequence[str]) -> list[Relation] | None:
    """`Who is second from the left?`, `Which day does Ann work?`: each candidate in turn."""
    found = _AUXILIARY.match(body) or _INTERROGATIVE.match(body)
    if not found or _ONE.search(body):
        return None
    named = (found["noun"] or "").strip().lower().split(" ")
    ordinal = any(w in places.ORDINALS or w in ("last", "next") for w in named)  # `which third highest`
    noun = "" if ordinal else named[-1]
    rest = _ASKED.sub("", f"the {' '.join(named)} {found['rest']}" if ordinal else found["rest"])
    rest = re.sub(r"\b(?:could|can not|cannot|can|must|may|might)\b", " ", rest)
    said = [m for m in reader.part(rest, asked=True) if m != ","]
    if options:
        candidates = [(_items(reader, offered.numbered(reader.scene.axes.values(), o)) if not offered.NOBODY.match(o) else [], o) for o in options]
    else:
        candidates = [([m], t) for m, t in _candidates(reader, noun, body.split(maxsplit=1)[0].lower(), said)]
    picks = []
    for items, text in candidates:
        both = _row(items, "and") if items else ["nobody"]
        statement = "0 == 1" if not items and _onto(reader.scene) else None
        for marks_ in () if statement else ((*both, *said), (*said, *both))[: 2 if items else 1]:
            try:
                statement = reader.grammar.statement(marks_)
                break
            except Unreadable:
                continue
        if statement is None:
            raise Unreadable("a candidate does not fit the question")
        picks.append(relation(statement, text))
    return picks


def _onto(scene: Scene) -> bool:
    """Whether every place is taken, so that `nobody` is no answer to who is there."""
    axis = scene.axes.get("place")
    return axis is not None and axis.apart and all(len(k.members) == axis.size for k in scene.kinds)


_MANY = re.compile(
    r"^(?:then )?how many (?:of (?:the|these|them) )?(?:other )?(?:(?P<noun>[a-z]+) )?(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)


def _many(reader: Reader, body: str, options: Sequence[str]) -> list[Relation] | None:
    """`How many are between A and B?`, `How many are older than A?`: a number is what the options tell."""
    found = _MANY.match(body)
    if not found:
        return None
    size = len(reader.scene.kinds[0].members)
    told = [(o, offered.number(o)) for o in options] if options else [(str(n), n) for n in range(size + 1)]
    if any(n is None for _, n in told):
        raise Unreadable("an option is no number")
    said = [m for m in reader.part(found["rest"], asked=True) if m != ","]
    return [relation(reader.grammar.many(said, n), o) for o, n in told if n is not None]


_ASKED = re.compile(r"^(?:does|did|do|is|are|was|were|will|must|can|could|has|have|had)\s+", re.IGNORECASE)
"""`does Ann work on` asks for what `Ann work on` says."""


def _candidates(reader: Reader, noun: str, word: str, said: Sequence[str]) -> list[tuple[str, str]]:
    scene = reader.scene
    axis = next((a for a in scene.axes.values() if noun and noun in a.nouns and a.values), None)
    things = next((scene.parts[n] for s, n in scene.sorts.items() if noun and s == noun), None)
    if noun in ("position", "place", "spot", "seat", "rank") and axis is None:
        axis = scene.scale("place")
        names = [w for w in places.ORDINALS if w[0].isalpha()]
        return [
            (f"V:place:{n + 1}", axis.values[n] if axis.values else names[n]) for n in range(min(axis.size, len(names)))
        ]
    if axis is not None:
        return [(f"V:{axis.name}:{n + 1}", v) for n, v in enumerate(axis.values)]
    if things is None:
        others = [k for k in scene.kinds if not any(m == f"@{t}" for m in said for t in k.members)]
        place = scene.axes.get("place")
        if (
            place is not None
            and place.values
            and not place.ordered
            and word in ("who", "whose", "whom")
            and len(said) == 1
        ):
            return [(f"V:place:{n + 1}", v) for n, v in enumerate(place.values)]
        if len(scene.kinds) == 1 or word in ("who", "whom", "whose"):
            things = scene.kinds[0]
        elif len(others) == 1:
            things = others[0]
        else:
            raise Unreadable("of which sort")
    return [(f"@{t}", scene.things[t]) for t in things.members]


def _yes_no(reader: Reader, body: str, _options: Sequence[str]) -> list[Relation] | None:
    """`Is Ann before Ben?`: one statement to be judged."""
    found = sentences.asked(body + "?")
    words = found.query if found else ""
    if not words or found is None or found.premises:
        return None
    said = re.sub(
        r"^(?:is|are|was|were|does|did|do|has|have|had|must|can|could|will)\s+(?:it (?:true|possible) that )?",
        "",
        words,
        flags=re.IGNORECASE,
    )
    return [relation(reader.statement(said), said)]

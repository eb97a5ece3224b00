"""Puzzles about an order: things that each have a place, statements about places, and options to choose from.

Strict: every statement about the things and every option must be read, or the puzzle is not decided.
"""

import re
from collections.abc import Sequence

from ech0.core.types import FiniteClaim, Need, Plan, Question, Relation, Subproblem, Variable
from ech0.minds.embedded.logic import places, sentences
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.order import Order

CUE = re.compile(
    r"\b(?:left|right|leftmost|rightmost|[a-z]{3,}er than|(?:more|less) [a-z]+ than|finish(?:ed|es)"
    r"|first|last|before|after"
    r"|ahead of|behind|in front of|above(?! (?:information|facts|rules|statements|premises|context|text))"
    r"|below|next to|between|adjacent|immediately|not as [a-z]+ as)\b"
)
_LETTER = re.compile(r"^\s*\(?[A-Ja-j][).:]\s+")
_MODES = (
    (
        "cannot",
        re.compile(
            r"\b(?:cannot|can not|can't|could not|must be false|is impossible|could be [a-z]+,? except)\b",
            re.IGNORECASE,
        ),
    ),
    ("could", re.compile(r"\b(?:could|can|may|might|possible|possibly)\b", re.IGNORECASE)),
    ("must", re.compile(r"", re.IGNORECASE)),
)  # fmt: skip
_WHICH = re.compile(
    r"\bwhich (?:one )?(?:of (?:the following|these|the (?:statements|options|choices))|statement|option|conclusion)",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"^(?:so |then )?(?:who|what|which(?: (?:one|[a-z]+))?(?: of (?:them|these|the [a-z]+))?)\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^(?P<before>[^:]*):\s*(?P<items>.+)$", re.DOTALL)
_NAMED = re.compile(
    r"^(?P<items>[A-Z][a-z]+(?:, [A-Z][a-z]+)*,? and [A-Z][a-z]+),? "
    r"(?:are|were|have|had|all|each|stand|sit|stood|sat|ran|line|queue|took|finished)\b"
)
_INSIDE = re.compile(
    r"(?:[,(—–-]\s*|\b(?:are|were|namely|including)\s+)(?:(?:labell?ed|called|named|marked)\s+)?"
    r"(?P<items>[^:,]+(?:, [^:,]+)+,? and [^:,)]+?)(?:[,)—–]|\s+(?:in|on|are|stand|sit|were)\b|$)"
)
_SETTING = re.compile(
    r"^(?:the following|each|they|all of|no two|there are no ties|nobody tied|the statements)\b", re.IGNORECASE
)


def things(text: str) -> tuple[tuple[str, ...], str] | None:
    """The things that are in order and the sentence that lists them."""
    for sentence in sentences.split(text):
        if len(sentence) > sentences.MAX_SENTENCE:
            continue
        plain_one = sentence.rstrip(".")
        for pattern in (_LISTED, _NAMED, _INSIDE):
            found = pattern.search(plain_one)
            if found and (items := _items(found["items"])):
                count = next(
                    (
                        places.NUMBERS[w]
                        for w in plain_one[: found.start("items")].lower().split()
                        if w in places.NUMBERS and w not in {"a", "one"}
                    ),
                    0,
                )
                if count in (0, len(items)):
                    return items, sentence
    return None


def _offered(text: str, options: Sequence[str]) -> tuple[tuple[str, ...], str] | None:
    """The options, if they are things that the text names: `Ann is taller than Ben. Who is the tallest?`."""
    names = tuple(re.sub(r"^(?:the |an? )", "", _unlettered(o).rstrip("."), flags=re.IGNORECASE) for o in options)
    who = _WHO.match(sentences.split(text)[-1].rstrip("?. ")) if names else None
    counted = any(w in places.NUMBERS and places.NUMBERS[w] > 1 for w in re.findall(r"[a-z]+", text.lower()))
    if not who or counted or _items(", ".join(names)) != names:
        return None
    return (names, "") if all(re.search(rf"\b{re.escape(n)}\b", text, re.IGNORECASE) for n in names) else None


def _items(text: str) -> tuple[str, ...]:
    parts = [
        re.sub(r"^(?:and )?(?:the |an? )?", "", p.strip(), flags=re.IGNORECASE).strip()
        for p in re.split(r",| and ", text)
    ]
    items = tuple(p for p in parts if p)
    good = 2 <= len(items) <= 12 and len({i.lower() for i in items}) == len(items)
    return (
        items
        if good and all(re.fullmatch(r"[A-Za-z][A-Za-z '-]{0,30}", i) and len(i.split()) < 4 for i in items)
        else ()
    )


def plan(question: Question, tag: str) -> Plan | None:
    """A plan with a finite claim, if the question is about an order; otherwise nothing."""
    text, inline = sentences.inline(question.text)
    options = question.options or inline
    if not CUE.search(text.lower()) or not (found := things(text) or _offered(text, options)):
        return None
    order = Order(found[0])
    said = [s for s in sentences.split(text) if s != found[1]]
    last = said[-1] if said else ""
    asked = said.pop() if last.endswith("?") or _WHICH.search(last) or (last and sentences.asked(last)) else ""
    if not asked or not said:
        return None
    constraints, unread = [], []
    for sentence in said:
        try:
            constraints.append(
                Relation.model_construct(expression=order.statement(sentence), formula=None, text=sentence)
            )
        except Unreadable:
            if not (_SETTING.match(sentence) and not order.pattern.search(sentence)):
                unread.append(sentence)
    if not constraints:
        return None
    mode, picks, needs = _options(order, asked, options)
    needs += [Need(what=f"a plainer wording of the sentence {s!r}") for s in unread]
    claim = _claim(order, constraints, picks, mode, asked, tag)
    parts = (Subproblem.model_construct(id=f"s1{tag}", goal=asked, queries=(), calls=(), claims=(claim,)),)
    return Plan(
        subproblems=parts if picks else (),
        label="order",
        path="logic",
        judged=True,
        missing=tuple(needs[:3]),
        unread=tuple(unread),
        fit=len(constraints) / len(said),
        notes=("read as an order",),
    )


def _options(order: Order, asked: str, options: Sequence[str]) -> tuple[str, list[Relation], list[Need]]:
    """What is to be decided: statements, things for `who is ...`, or one statement to be judged."""
    mode = next(m for m, pattern in _MODES if pattern.search(asked))
    try:
        if _WHICH.search(asked) and options:
            return mode, [_relation(order.statement(t), t) for t in map(_unlettered, options)], []
        if (who := _WHO.match(asked.rstrip("?. "))) and not _WHICH.search(asked):
            each = order.wanted(_indicative(who["rest"]))
            if not options:
                return "must", [_relation(e, t) for e, t in zip(each, order.things, strict=True)], []
            named = [order.index[_bare(o)] for o in options]
            return "must", [_relation(each[n], order.things[n]) for n in named], []
        if (judged := sentences.asked(f"{asked}")) and not _WHICH.search(asked):
            return "must", [_relation(order.statement(_indicative(judged.query)), judged.query)], []
    except (Unreadable, KeyError):
        pass
    return "must", [], [Need(what=f"a plainer wording of {asked!r} and its options")]


def _unlettered(option: str) -> str:
    return _LETTER.sub("", option).strip()


def _bare(option: str) -> str:
    return re.sub(r"^(?:the |an? )", "", _unlettered(option).rstrip(".").lower())


def _indicative(words: str) -> str:
    """`is the ferry older than the van` as `the ferry is older than the van`."""
    found = re.match(r"^(?P<verb>is|are|was|were|did|does|do) (?P<rest>(?:the )?[\w' -]+)$", words, re.IGNORECASE)
    return words if not found else found["rest"]


def _relation(expression: str, text: str) -> Relation:
    return Relation.model_construct(expression=expression, formula=None, text=text)


def _claim(
    order: Order, constraints: list[Relation], picks: list[Relation], mode: str, asked: str, tag: str
) -> FiniteClaim:
    last = len(order.things)
    variables = [
        Variable.model_construct(name=f"{n}__{axis}", values=None, low=1, high=last)
        for axis in order.axes
        for n in order.names
    ]
    apart = [
        _relation(" and ".join(f"{a}__{axis} != {b}__{axis}" for b in order.names[i + 1 :]), "no two share a place")
        for axis in order.axes for i, a in enumerate(order.names[:-1])
    ]  # fmt: skip
    return FiniteClaim.model_construct(
        kind="finite", id=f"c1{tag}", text=asked, variables=tuple(variables), constraints=(*constraints, *apart),
        options=tuple(picks), mode=mode,
    )  # fmt: skip

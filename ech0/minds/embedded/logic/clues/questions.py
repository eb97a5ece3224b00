"""The question over a world of clues: what is supposed, which mode, and a statement for each option. Knows no setting."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ech0.core.types import Relation
from ech0.minds.embedded.logic import places
from ech0.minds.embedded.logic.clues import phrases
from ech0.minds.embedded.logic.clues.clauses import NOBODY as SOMEONE
from ech0.minds.embedded.logic.clues.grammar import Grammar
from ech0.minds.embedded.logic.clues.words import figure
from ech0.minds.embedded.logic.clues.world import Sort, Thing, World, both, number
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.options import meanings
from ech0.minds.embedded.logic.puzzles.offered import ASIDE, LETTER, NOBODY, OPEN, without
from ech0.minds.embedded.logic.puzzles.planned import Mode
from ech0.minds.embedded.logic.puzzles.scene import relation

_MODES: tuple[tuple[Mode, str], ...] = (
    ("need not", r"could be false|need not be true|may be false|might be false|not necessarily|does not have to be|need not"),
    ("cannot", r"cannot|can not|can't|could not|couldn't|must be false|impossible|has to be false|is false|definitely false|can never|rules? out|ruled out|not possible"),
    ("could", r"could|can|may|might|possible|possibly|acceptable|allowed|permitted|consistent"),
)
_WHICH = re.compile(
    r"^(?:then |so )?(?:which|what|pick|choose|select)(?: one)?(?: of (?:these|the|the following|those)?(?: [a-z]+)?| (?:statement|option|conclusion|claim)s?)?(?: (?:statements?|claims?|sentences?|options?))?(?: [a-z']+)*? ?(?:true|false|follows?|correct|certain|possible|impossible|the case|definitely|deduced|concluded|so|sure|ruled out|wrong|right)\b",
    re.IGNORECASE,
)
_IF = re.compile(r"^(?:if|suppose(?: that)?|assuming(?: that)?|given that|when) (?P<c>.+?),? (?:then )?(?P<q>(?:who|which|what|where|when|whose|how|in which|on which|at which|is|are|does|do|did|can|could|must|may|might|will)\b.+)$", re.IGNORECASE)
_TAIL = re.compile(r"^(?P<q>.+?\b),? (?:if|given that|assuming(?: that)?) (?P<c>[^?]+)\?$", re.IGNORECASE)
_AUX = r"(?:is|are|was|were|does|do|did|must|will|can|could|may|might|has|have|had)"


_ORDERS = re.compile(r"\b(?:left|right|next|before|after|above|below|opposite|than|older|between|not|ahead|behind|beside|directly|immediately|faces?|facing|end|first|last)\b")
"""Words with which a name that is not what is asked stands for more than that two things go together."""


class Put(NamedTuple):
    """What is supposed, the mode, the options as statements, and the form of the question."""

    given: tuple[Relation, ...]
    mode: Mode
    picks: tuple[Relation, ...]
    form: str


def put(grammar: Grammar, question: str, options: Sequence[str]) -> Put:
    """The question read; raises `Unreadable`."""
    options = [LETTER.sub("", o).strip() for o in options]
    body = ASIDE.sub("", question.strip())
    given: tuple[Relation, ...] = ()
    if found := _IF.match(body) or (_TAIL.match(body) if not re.search(r"\bor\b.*\bif\b", body) else None):
        supposed = found["c"]
        asked_of = re.findall(r"@\d+", grammar.lexicon.marked(found["q"]))
        if len(set(asked_of)) == 1 and re.match(r"^(?:it|he|she)\b", supposed):
            supposed = re.sub(r"^(?:it|he|she)\b", lambda _: world_name(grammar, asked_of[0]), supposed)
        given = (relation(grammar.statement(supposed), f"if {found['c']}"),)
        body = found["q"].strip(" ,")
    body = without(body, options)
    if (tail := re.search(r", (?P<t>(?:the )?[\w' -]+(?:, [\w' -]+)*,? or (?:the )?[\w' -]+)\??$", body)) and all(
        re.sub(r"^the ", "", t.strip().lower()) in {re.sub(r"^the ", "", o.strip(" .").lower()) for o in options} for t in re.split(r",? or |, ", tail["t"])
    ):
        body = body[: tail.start()]
    body = body.rstrip(" ?.:…")
    body = re.sub(r"^(?:so|then|now|and|therefore|hence|finally),? ", "", body, flags=re.IGNORECASE)
    body = re.sub(r"^(?:of|among|out of) (?:these|those|the|them)\b[^,]{0,24}, ", "", body, flags=re.IGNORECASE)
    mode: Mode = next((m for m, w in _MODES if re.search(rf"\b(?:{w})\b", body, re.IGNORECASE)), "must")
    for form in (_orders, _statements, _many, _yes_no, _asked):
        kept = [o for o in options if not OPEN.search(o)]
        if form is not _yes_no and (len(kept) < 2 or len(options) - len(kept) > 1):
            continue
        picks = form(grammar, body, options if form is _yes_no else kept)
        if picks is None:
            continue
        whose: Mode = "must"
        if form is _yes_no:
            whose = mode if mode in ("could", "cannot") and re.match(r"(?:can|could|may|might|is it possible)\b", body, re.IGNORECASE) else "must"
        else:
            whose = mode
            if form is _orders and mode == "must" and not re.search(r"\b(?:must|has to)\b", body):
                whose = "could"
            if len(kept) < len(options):
                if whose != "must":
                    raise Unreadable("what is left open")
                at = next(n for n, o in enumerate(options) if OPEN.search(o))
                picks.insert(at, relation("0 == 1", options[at]))
        if len({p.expression for p in picks if p.expression != "0 == 1"}) != len([p for p in picks if p.expression != "0 == 1"]):
            raise Unreadable("two options say the same")
        return Put(given, whose, tuple(picks), form.__name__.strip("_"))
    raise Unreadable("a question of that form")


def world_name(grammar: Grammar, mark: str) -> str:
    """The name that a mark stands for."""
    thing = grammar.lexicon.thing(mark)
    return grammar.world.sort(thing.sort).values[thing.at - 1]


def _statements(grammar: Grammar, body: str, options: Sequence[str]) -> list[Relation] | None:
    if not _WHICH.match(body) or grammar.lexicon.pattern.search(body):
        return None
    return [relation(grammar.statement(o), o) for o in options]


def _orders(grammar: Grammar, body: str, options: Sequence[str]) -> list[Relation] | None:
    """`In what order did they finish, first to last?`, `Which could be the committee?`: an option is a list."""
    rows = [[grammar.lexicon.thing(m) for m in re.findall(r"@\d+", grammar.lexicon.marked(o))] for o in options]
    plain = all(re.fullmatch(r"(?:@\d+|,|and|then| )+", grammar.lexicon.marked(o)) for o in options)
    if not plain or not all(len(r) > 1 for r in rows):
        return None
    world = grammar.world
    if "in" in world.sorts:
        if not re.search(r"\b(?:which|what|who)\b", body, re.IGNORECASE):
            return None
        inside = world.sorts["in"]
        return [
            relation(both(f"{world.term(c, inside)} == {int(c in row)}" for c in world.carriers()), o)
            for row, o in zip(rows, options, strict=True)
        ]
    found = phrases.rows(world)
    if len(found) != 1 or not re.search(r"\border|\bsequence|\blist|\branking|arrange", body, re.IGNORECASE) or found[0].ring or found[0].facing:
        return None
    if any(len(r) != world.n or found[0].size != world.n for r in rows):
        return None
    back = bool(re.search(r"\b(?:from )?(?:the )?(?:last|right|bottom|back|latest|oldest|tallest)\b.*\b(?:to|first)\b", body, re.IGNORECASE))
    if back:
        raise Unreadable("from where to where")
    if found[0].upward or found[0].kind == "stack":
        raise Unreadable("from where to where")
    return [relation(both(grammar.world.has(t, Thing(found[0].name, k)) for k, t in enumerate(row, 1)), o) for row, o in zip(rows, options, strict=True)]


def _many(grammar: Grammar, body: str, options: Sequence[str]) -> list[Relation] | None:
    """`How many people sit between A and B?`, `How many are older than A?`."""
    found = re.match(r"^(?:exactly )?how many (?:of (?:them|the [a-z]+) )?(?P<rest>.+)$", body, re.IGNORECASE)
    if not found:
        return None
    told = [figure(o.lower().split()[0]) if o.lower() not in ("none", "nobody") else 0 for o in options]
    if any(k is None for k in told):
        return None
    said = grammar.lexicon.marked(found["rest"])
    world = grammar.world
    if between := re.search(r"\bbetween (?P<a>@\d+)(?: 's)?(?: [a-z]+)? and (?P<b>@\d+)", said):
        a, b = grammar.lexicon.thing(between["a"]), grammar.lexicon.thing(between["b"])
        sort = phrases.row(world, said)
        if sort.ring or sort.facing or (sort.where and sort.kind == "time"):
            raise Unreadable("how many are between")
        return [relation(_gap(world, a, b, sort, k or 0), o) for k, o in zip(told, options, strict=True)]
    if re.search(r"\bbetween (?:them|theirs|the two|these two)\b", said) and len(pair := [grammar.lexicon.thing(m) for m in dict.fromkeys(re.findall(r"@\d+", grammar.last))]) == 2:
        sort = phrases.row(world, said)
        if not (sort.ring or sort.facing or (sort.where and sort.kind == "time")):
            return [relation(_gap(world, pair[0], pair[1], sort, k or 0), o) for k, o in zip(told, options, strict=True)]
    said = re.sub(rf"^(?:(?:other )?(?:people|persons|others|[a-z]+s) )?(?=(?:{_AUX}|[a-z]+) )", "", said)
    for says, tail in grammar.predicate(said, SOMEONE):
        if grammar.empty(tail) and callable(says):
            terms = [t for t in (grammar.tried(says, c) for c in world.carriers()) if t]
            return [relation(number(terms, "==", k or 0), o) for k, o in zip(told, options, strict=True)]
    return None


def _gap(world: World, a: Thing, b: Thing, sort: Sort, k: int) -> str:
    return world.pairs(a, b, sort, lambda i, j: abs(i - j) - 1 == k)


def _yes_no(grammar: Grammar, body: str, options: Sequence[str]) -> list[Relation] | None:
    """`Is A next to B?`: one statement, judged by what the options mean."""
    found = meanings(options)
    if not options or any(m is None for m in found) or len({str(m) for m in found}) != len(found):
        return None
    said = re.sub(r"^(?:is it (?:possible|true|certain|the case|necessarily true) that|must it be (?:true )?that|does it follow that|do we know that|can we (?:be sure|conclude) that) ", "", body, flags=re.IGNORECASE)
    if said == body:
        lead = re.match(rf"^{_AUX}(?P<no>n't)? (?P<rest>.+)$", body, re.IGNORECASE)
        if not lead or lead["no"]:
            return None
        said = lead["rest"]
    return [relation(grammar.marked(re.sub(r" +", " ", re.sub(r"\b(?:definitely|necessarily|certainly|possibly|have to|be) ?\b", "", grammar.lexicon.marked(said)))), said)]


def _asked(grammar: Grammar, body: str, options: Sequence[str]) -> list[Relation] | None:
    """`Who ...?`, `Which day does A ...?`, `What does A own?`: each option in turn."""
    candidates = [_candidate(grammar, o, body) for o in options]
    if any(c is None for c in candidates):
        raise Unreadable("an option is no name")
    said = re.sub(r"\b(?:could|might|may|must|can|possibly|definitely|necessarily|cannot|not possibly) (?=be |have |has |[a-z])", "", grammar.lexicon.marked(body))
    said = re.sub(r"\b(?:is it|not) possible\b", "", said)
    if grammar.chosen and (others := _others(grammar, said, candidates)) is not None:
        return [relation(e, o) for e, o in zip(others, options, strict=True)]
    return [relation(_answer(grammar, said, c), o) for c, o in zip(candidates, options, strict=True)]  # type: ignore[arg-type]


def _others(grammar: Grammar, said: str, candidates: Sequence[str | None]) -> list[str] | None:
    """`Which other one is it?`, `Who else does not come besides A?`: each candidate chosen or not."""
    rest = re.sub(r"\b(?:besides|apart from|other than|except|in addition to|together with|along with|alongside|with|joins?|joining|accompan(?:y|ies)) @\d+(?: (?:and|,) @\d+)*", "", said)
    if "@" in rest or not re.search(r"\b(?:other|else|also|third|besides|too|as well|with|joins?|joining|alongside|accompan(?:y|ies))\b", said) or not all(c and c[0] == "@" for c in candidates):
        return None
    inside = grammar.world.sorts["in"]
    value = int(not re.search(r"\b(?:not|never|out|without)\b", said))
    return [f"{grammar.world.term(grammar.lexicon.thing(c or ''), inside)} == {value}" for c in candidates]


def _candidate(grammar: Grammar, option: str, body: str) -> str | None:
    """An option as words that can stand for what is asked: a mark, or a place such as `third`."""
    marked = grammar.lexicon.marked(option)
    if found := re.fullmatch(r"(?:in |on |at |from )?(?:the )?(@\d+)(?: 's)?(?: [a-z]+)?", marked):
        return found[1]
    low = option.lower().strip(" .")
    digits = figure(low)
    ordered = [s for s in grammar.world.all() if s.order and not s.metric and not s.kind.startswith("scale")]
    named = [s for s in ordered if any(n in body.lower() for n in s.nouns)] or ordered
    if digits is not None and len(named) == 1 and str(digits) in named[0].values:
        return grammar.lexicon.mark(Thing(named[0].name, named[0].values.index(str(digits)) + 1))
    if re.match(r"^(?:in |on |at )?(?:the )?(?:" + "|".join(places.ORDINALS) + r"|last|next to last)\b", low):
        return f"={low}"
    if NOBODY.match(option):
        return None
    return f"={marked}"


def _answer(grammar: Grammar, said: str, candidate: str) -> str:
    """What a candidate as the answer says; raises `Unreadable`."""
    for statement in _put_in(said, candidate):
        try:
            grammar.subject = grammar.before = ()
            return grammar.marked(statement)
        except Unreadable:
            continue
    raise Unreadable("a candidate does not fit the question")


def _put_in(said: str, candidate: str) -> Iterator[str]:
    """The question as a statement with the candidate in the place of what is asked."""
    value = candidate.removeprefix("=")
    if candidate[0] == "@" and (found := re.match(r"^(?:who|whom|whose [a-z]+|which(?: one)?(?: of [a-z ]+?)?|which [a-z]+(?: of (?:them|these))?|what(?: [a-z]+)?) (?P<rest>.+)$", said)):
        yield f"{value} {found['rest']}"
    inverted = re.match(
        rf"^(?:(?:in|on|at|from|to|with|by|for) )?(?:who|whom|whose|which|what|where|when|how)(?: [a-z]+){{0,3}}? (?P<aux>{_AUX}) (?P<who>@\d+(?: 's)?(?: (?!not)[a-z]+)?|the [a-z ]+? (?=@|[a-z]+$)|(?:i|we|she|he) [a-z]+)(?P<rest>(?: .*)?)$", said
    )
    if inverted:
        subject = inverted["who"] if inverted["who"][0] == "@" or inverted["who"].startswith("the") else ""
        rest = inverted["rest"].strip()
        if subject:
            yield f"{subject} {rest} {value}" if rest else f"{subject} is {value}"
            yield f"{subject} is {value} {rest}"
            yield f"{subject} is {rest} {value}"
        elif found := re.search(r"@\d+", rest):
            yield f"{found[0]} is {value}"
    if found := re.match(rf"^(?:what|which|who|where|when)(?: [a-z]+){{0,2}} {_AUX} (?P<who>the .+|@\d+.*)$", said):
        yield f"{found['who']} is {value}"
    if found := re.match(r"^(?:what|which)(?: is| was)? (?:the )?(?:[a-z]+ ){0,2}(?:of|for|on|in|at) (?P<who>@\d+)$", said):
        yield f"{found['who']} is {value}"
    if found := re.match(rf"^(?:what|which|who)(?: [a-z]+)* {_AUX} (?:[a-z]+ )*?(?P<p>on|in|at|by|to) (?P<who>@\d+)$", said):
        yield f"{value} is {found['who']}"
    found = re.match(r"^[^@]*(?P<who>@\d+)(?: 's)?[^@]*$", said)
    if found and candidate[0] == "@" and not _ORDERS.search(said):
        yield f"{found['who']} is {value}"

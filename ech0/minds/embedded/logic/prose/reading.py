"""A text in prose to a plan with one first-order claim. Knows no solver.

Every rule of reading that was used is noted with its name, so that its precision can be measured.
"""

import re
from collections.abc import Collection, Sequence

from ech0.core.types import FirstOrderClaim, Plan, Subproblem
from ech0.core.wff import Applied, Equals, Joined, Negated, Premise, Quantified, Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.options import PROSE, SUPPOSED
from ech0.minds.embedded.logic.prose import doubting, linking, measures, overriding, whole
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose import words as said
from ech0.minds.embedded.logic.prose.clauses import Clauses
from ech0.minds.embedded.logic.prose.state import is_name, term_of

MAX_SENTENCES = 60
DOUBTFUL = linking.DOUBTFUL
NARROWED = "read as a narrower rule against a wider one"
"""The note of a text of which one rule is an exception to another."""
_PARTS = re.compile(r"\s*([;:])\s+")
NOTHING_KNOWN = re.compile(
    r"^(?:and |but )?(?:whether\b.*\b(?:not|never|n't|nobody|unknown|unclear|open)\b|(?:we|i|you) (?:have no|do "
    r"not have|don't have|are not told|do not know"
    r"|don't know|know nothing|cannot say)\b|(?:nobody|no one|nothing|no (?:record|information|mention"
    r"|word))\b.{0,30}\b(?:say|says|said|know|knows|known"
    r"|mention|mentions|mentioned|recorded|reveal\w*|tell|tells|told|stated|states|whether)\b|it is (?:not"
    r"|un)\s?known\b|nothing (?:else|more) )",
    re.IGNORECASE,
)
"""Sentences that only say that something is not known."""
_BOTH = re.compile(r"\bboth (?:the )?([\w-]+) and (?:the )?([\w-]+)")
_ONE_OF_THEM = re.compile(r"\b(?:at least )?one of them\b")
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|do|does|did|can|may|must|will|[a-z]{2,}s|[a-z]{3,}ed)\b")
_HEADING = re.compile(
    r"^[^,]{0,40}\b(?:facts?|rules?|premises|notes?|givens?|clues?|conditions?|information|data|statements?)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\(([^()]{8,})\)")
_VERBAL = re.compile(r"\b(?:is|are|was|were|has|have|does|do|can|may|must|will|did|[a-z]+ed)\b")
_GENERAL = frozenset("IF UNLESS ONLYIF IFF every any all no a an anyone nobody whoever each anything only".split())
_EMPTY = frozenset("be hav do the may must get go to of in on at for with by from".split())


def plan(premises: Sequence[str], query: str, tag: str) -> Plan | None:
    """A plan with one claim, or nothing if the conclusion or all premises are not understood."""
    if " - " in query:  # no frame was found, and a dash parts what belongs to different statements
        return None
    premises, query = _bracketed(premises, query)
    premises = _of_them(premises)
    parts = [(text, part) for text in premises for part in _parts(text) if not NOTHING_KNOWN.search(part)]
    if not parts or len(parts) > MAX_SENTENCES:
        return None
    written = [said.words(part) for _, part in parts]
    asked = said.words(query)
    names = said.Names.of([[x for x in w if x not in said.MARKERS] for w in (*written, asked) if w])
    tokens = [said.tokens(names, w) if w else [] for w in written]
    goal = said.tokens(names, asked) if asked else []
    *tokens, goal = measures.of_one_kind([*tokens, goal])
    tokens, goal = _one_name([*tokens, goal])
    reader = Clauses(owned=_owned(tokens), definites=_definites([*tokens, goal]), kinds=_kinds([*tokens, goal]))
    reader.taken = _definites([*tokens, goal], lex.POSSESSIVE | {"the", "that", "this"})
    reader.past = not lexis.PAST.isdisjoint(goal)
    found: list[tuple[str, Wff, tuple[str, ...]]] = []
    unread: list[str] = []
    for (text, part), w in zip(parts, tokens, strict=True):
        if not w:
            continue
        if part.rstrip().endswith("?"):  # nothing is stated
            continue
        formula = reader.attempt(lambda w=w: reader.read(w))  # type: ignore[misc]
        if formula is None or not _said(formula) or whole.left_out(w, (formula, *reader.asides), reader.kinds):
            unread.append(part if text == part else text)
            reader.last = ((), False)
            reader.lost(w)
            continue
        found += [(text, one, tuple(dict.fromkeys(reader.fired))) for one in _several(formula)]
        found += [(text, one, ("description",)) for one in reader.asides if not f.loose(one)]
        _told(reader, formula)
    wanted = reader.attempt(lambda: reader.read(goal, asked=True))
    found += [(query, one, ("description",)) for one in reader.asides if wanted is not None and not f.loose(one)]
    if wanted is None or not found or not _said(wanted) or whole.left_out(goal, (wanted, *reader.asides), reader.kinds):
        return None
    return _planned(reader, found, wanted, unread, [*tokens, goal], query, tag)


def _parts(text: str) -> list[str]:
    """The statements of a sentence that semicolons and colons part; a heading before a colon is none."""
    pieces = _PARTS.split(text.rstrip(" .;:"))
    out = []
    for n in range(0, len(pieces), 2):
        heading = pieces[n + 1 : n + 2] == [":"] and (not _FINITE.search(pieces[n]) or _HEADING.match(pieces[n]))
        if pieces[n].strip() and not heading:
            out.append(pieces[n])
    return out


def _of_them(premises: Sequence[str]) -> list[str]:
    """`One of them`, where the sentence before names `both chess and bridge`, as `chess or bridge`."""
    out: list[str] = []
    for text in premises:
        pair = _BOTH.search(out[-1]) if out else None
        out.append(_ONE_OF_THEM.sub(rf"{pair[1]} or {pair[2]}", text) if pair else text)
    return out


def _several(formula: Wff) -> list[Wff]:
    """The statements that are only joined by `and`."""
    if isinstance(formula, Joined) and formula.op == "and":
        return [one for part in formula.parts for one in _several(part)]
    return [formula]


def _bracketed(premises: Sequence[str], query: str) -> tuple[list[str], str]:
    """Statements in brackets as statements of their own."""
    out: list[str] = []
    for text in premises:
        inner = [m[1] for m in _BRACKETS.finditer(text) if _VERBAL.search(m[1])]
        out.append(_BRACKETS.sub(lambda m: "" if _VERBAL.search(m[1]) else m[0], text) if inner else text)
        out += [one for one in inner if len(one.split()) > 2]
    out += [m[1] for m in _BRACKETS.finditer(query) if _VERBAL.search(m[1])]
    return out, _BRACKETS.sub("", query).strip()


def _planned(
    reader: Clauses,
    found: Sequence[tuple[str, Wff, tuple[str, ...]]],
    wanted: Wff,
    unread: Sequence[str],
    tokens: Sequence[Sequence[str]],
    query: str,
    tag: str,
) -> Plan | None:
    individuals = {term_of(x) for w in tokens for x in w if is_name(x) and x[1] != "?"}
    linked = linking.Vocabulary([w for _, w, _ in found], wanted, reader.kinds, individuals)
    narrowed = overriding.overridden(linked.premises)
    made = [
        Premise.model_construct(formula=w, text=text, rules=rules)
        for w, (text, _, rules) in zip(narrowed, found, strict=True)
    ]
    made += [Premise.model_construct(formula=w, text="", rules=(rule,)) for rule, w in linked.background()]
    claim = FirstOrderClaim.model_construct(
        kind="first_order",
        id=f"c1{tag}",
        text=query,
        premises=tuple(made),
        conclusion=linked.goal,
        unparsed=tuple(unread),
    )
    claims = [claim]
    both = [p.model_copy(update={"formula": inclusive(p.formula)}) for p in made]
    either = inclusive(linked.goal)
    if either != linked.goal or any(a.formula != b.formula for a, b in zip(made, both, strict=True)):
        weaker = {"id": f"c3{tag}", "premises": tuple(both), "conclusion": either}
        claims.append(claim.model_copy(update=weaker))
    if supposed := [*linked.supposed(), *doubting.sorts(linked)]:
        added = [Premise.model_construct(formula=w, text="", rules=("supposed",)) for w in supposed]
        whole = {"id": f"{SUPPOSED}{PROSE}2{tag}", "premises": (*claim.premises, *added)}
        claims.append(claim.model_copy(update=whole))
    notes = dict.fromkeys(f"read as {r}" for _, _, rules in found for r in rules)
    notes |= {NARROWED: None} if narrowed != linked.premises else {}
    notes |= dict.fromkeys(f"linked by {r}" for r in linked.fired)
    matter = [t for t in unread if _matters(t, linked)]
    doubts = [*linked.doubts(), *doubting.doubts(linked, [t for t, _, _ in found])]
    doubts += [f"who is an exception {DOUBTFUL}"] if narrowed != linked.premises else []
    return Plan(
        subproblems=(
            Subproblem.model_construct(id=f"s1{tag}", goal=query, queries=(), calls=(), claims=tuple(claims)),
        ),
        label="statement",
        path="logic",
        judged=True,
        unread=(*matter, *doubts),
        fit=1 - len(unread) / max(1, len(unread) + len(found)),
        notes=tuple(notes),
    )


def inclusive(made: Wff) -> Wff:
    """The formula with `either ... or` as one or both."""
    match made:
        case Joined(op=op, parts=parts):
            return Joined.model_construct(op="or" if op == "xor" else op, parts=tuple(inclusive(p) for p in parts))
        case Negated():
            return Negated.model_construct(of=inclusive(made.of))
        case Quantified():
            return Quantified.model_construct(op=made.op, variable=made.variable, of=inclusive(made.of))
    return made


def _matters(text: str, linked: linking.Vocabulary) -> bool:
    """Whether a sentence that was not understood shares a word with anything that bears on what is asked."""
    near = {w.removesuffix(":ed") for n in linked.near() for w in n.replace("_", " ").split()}
    near |= {w for t in linking.terms_of(linked.goal) for w in t.split()}
    mine = {lex.root(w.lower()).removesuffix(":ed") for w in re.findall(r"[\w-]+", text)}
    mine |= {lex.verb(w.lower()) or w.lower() for w in re.findall(r"[\w-]+", text)}
    return bool((near & mine) - _EMPTY - lexis.BARRED)


def _said(formula: Wff) -> bool:
    return all(a.name.replace("_", "").strip() for a in f.atoms(formula)) or isinstance(formula, Equals)


def _told(reader: Clauses, formula: Wff) -> None:
    """Note of what kinds a sentence says that somebody is."""
    match formula:
        case Applied(name=name, args=(who,)) if who[0] != "?" and " " not in name:
            reader.kinds.setdefault(who, set()).add(name)
        case Joined(op="and", parts=parts):
            for one in parts:
                _told(reader, one)
        case Negated() | Quantified() | _:
            return


def _owned(tokens: Sequence[Sequence[str]]) -> frozenset[str]:
    """Nouns of which a general statement speaks as somebody's."""
    found = set()
    for w in tokens:
        general = bool(_GENERAL & set(w)) or bool(w and lexis.plural(w[0]))
        named = next((i for i, x in enumerate(w) if is_name(x)), len(w))
        for i, x in enumerate(w[:-1]):
            if x == "whose" or (x in lex.POSSESSIVE and general and i < named):
                found.add(lex.root(w[i + 1]))
    return frozenset(found)


def _definites(
    tokens: Sequence[Sequence[str]], led: Collection[str] = frozenset({"the"})
) -> frozenset[str]:
    """The last words of plain phrases that begin with one of these."""
    found = set()
    for w in tokens:
        for i, x in enumerate(w):
            if x in led and i + 1 < len(w) and w[i + 1].isalpha():
                found |= {lex.root(y) for y in w[i + 1 : i + 3] if y.isalpha()}
    return frozenset(found)


def _kinds(tokens: Sequence[Sequence[str]]) -> dict[str, set[str]]:
    """`sample K-9` is a sample."""
    found: dict[str, set[str]] = {}
    for w in tokens:
        for x in w:
            parts = x[1:].split("_") if is_name(x) else []
            if len(parts) > 1 and (parts[0].islower() or parts[-1][:1].isdigit()):
                found.setdefault(term_of(x), set()).add(lex.root(parts[0].lower()))
    return found


def _one_name(tokens: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Short names put in full: `Okafor` is `Ms. Okafor`, `8814` is `invoice 8814`, where only one is called so."""
    names = {x for w in tokens for x in w if is_name(x)}
    parts = {x: {p.lower() for p in x[1:].split("_")} for x in names}
    plain = {x for w in tokens for x in w if not is_name(x)}
    full: dict[str, str] = {}
    for x in names:
        longer = [y for y in names if parts[x] < parts[y]]
        if len(longer) == 1:
            full[x] = longer[0]
    for x in plain:
        longer = [
            y
            for y in names
            if (x in parts[y] or ("_" in x and y.endswith(f"_{x}")))
            and len(parts[y]) > 1
            and (any(c.isdigit() for c in x) or (y[1].islower() and y.endswith(f"_{x}")))
        ]
        if len(longer) == 1:
            full[x] = longer[0]
    lowered = {x[1:].lower(): x for x in names if "_" not in x}
    for x in plain:
        if x in lowered and x not in lexis.BARRED:
            full[x] = lowered[x]
    done = [[full.get(x, x) for x in w] for w in tokens]
    return done[:-1], done[-1]


__all__ = ["Unreadable", "plan"]

"""Facts and rules, and a statement to be judged by them: a plan with one claim per reading. Knows no solver.

What is not understood is said: it is `missing` where nothing can be concluded without it, otherwise `unread`.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from ech0.core.types import FirstOrderClaim, LogicClaim, Need, Plan, Question, Semantics, Subproblem
from ech0.core.wff import Applied, Equals, Joined, Negated, Premise, Quantified, Wff
from ech0.minds.embedded.logic import (
    discourse,
    first_order,
    framing,
    gist,
    lexis,
    plainly,
    prose,
    scaffolding,
    sentences,
    wording,
)
from ech0.minds.embedded.logic.discourse import Told
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.options import CLASSICAL, LINKED, PROSE, SUPPOSED, truths
from ech0.minds.embedded.logic.sentences import Asked
from ech0.minds.embedded.logic.theory import Theory
from ech0.minds.embedded.logic.vocabulary import vocabulary

MAX_SENTENCES, MAX_READINGS, MAX_SIMPLE = 300, 8, 5
MAX_GIST = 4
"""Premises up to which bags of words are compared: of a longer text some meet by chance."""
OTHER_WORDS = "may say in other words what is asked"
"""Ends the doubts about wordings that are alike: no grammar settles them."""
_ALLOWS = re.compile(r"\b(?:may|can|allowed|permitted|must|needs?|exempt|but)\b", re.IGNORECASE)
_FORBIDS = re.compile(r"\b(?:not|no|cannot|never|forbidden|banned)\b|n't\b", re.IGNORECASE)
"""Words without which no rule is an exception to another."""
ALONE = "one reader alone has read what is said of a kind, or of several"
_DOUBT = re.compile(
    r"\b(?:except(?:ed|ion|ions)?|save for|other than|apart from|false|untrue|wrong|lie|lies|lying|liar|pretend"
    r"|fiction\w*"
    r"|however|actually|unless|but not|instead|used to|formerly|this sentence|that rule|these rules|the rule|above)\b",
    re.IGNORECASE,
)
"""A sentence with one of these may take back what others say: nothing is concluded where one was not understood."""


def plan(question: Question, tag: str) -> Plan | None:
    """A plan, if the question asks for the truth of a statement; `None` if it does not. Never raises on any text."""
    text = scaffolding.bared(question.text)
    if len(plain := plainly.plainly(text)) <= sentences.MAX_TEXT and plain != question.text:
        question = question.model_copy(update={"text": plain})
    found = _planned(question, tag)
    if found is not None and (noun := plainly.habitual(plain)):
        found = found.model_copy(update={"unread": (*found.unread, f"{noun!r} {OTHER_WORDS}")})
    return found


def _planned(question: Question, tag: str) -> Plan | None:
    listed = truths(question.options)
    asked = _asked(question, listed=listed)
    if asked is None or not asked.query:
        return None
    premises = asked.premises
    if not premises and question.context:
        premises = tuple(s for text in question.context for s in sentences.split(text) if not s.endswith("?"))
    framed = asked.framed or listed
    if not premises or len(premises) > MAX_SENTENCES or (not framed and any(c.isdigit() for c in question.text)):
        return None
    found = _read_so(question, premises, asked, framed, tag)
    if not framed or question.semantics == "closed" or (found is not None and _run_forward(found)):
        return found
    if found is not None and (word := gist.strange(premises, asked.query)):
        found = found.model_copy(update={"unread": (*found.unread, f"{word!r} stands nowhere else")})
    return _with_gist(found, gist.plan(premises, asked.query, tag)) if len(premises) <= MAX_GIST else found


def _with_gist(found: Plan | None, read: gist.Gist | None) -> Plan | None:
    """What the reader of the gist adds: a proof, or that nothing is known where it has placed all that is told."""
    if read is None:
        return found
    more, doubts = read
    if found is not None and found.missing and more.fit < 1:
        return found
    if found is None or found.missing or not found.subproblems:
        return more.model_copy(update={"unread": (*more.unread, ALONE), "label": found.label if found else more.label})
    first = found.subproblems[0]
    made = first.model_copy(update={"claims": (*first.claims, *more.subproblems[0].claims)})
    return found.model_copy(
        update={
            "subproblems": (made, *found.subproblems[1:]),
            "unread": (*found.unread, *doubts) if more.unread else (),
            "notes": (*found.notes, *more.notes),
            "fit": max(found.fit, more.fit),
        }
    )


def _read_so(question: Question, premises: Sequence[str], asked: Asked, framed: bool, tag: str) -> Plan | None:
    """What the readers of rules, of classical logic and of prose make of it."""
    rules = _judged(question, premises, asked, framed, tag)
    if not framed or question.semantics == "closed":
        return rules
    whole = rules is not None and not rules.missing and not rules.unread
    if _ALLOWS.search(text := " ".join(premises)) and _FORBIDS.search(text):
        narrowed = prose.plan(premises, asked.query, tag)
        if narrowed is not None and prose.NARROWED in narrowed.notes:  # other readers take it for a contradiction
            label = "consequence" if asked.follows else narrowed.label
            return narrowed.model_copy(update={"label": label, "missing": _missed(narrowed)})
    if rules is not None and ((whole and _run_forward(rules)) or _plainly(rules, (*premises, asked.query))):
        return rules
    classical = first_order.plan(premises, asked.query, tag, rules_read_all=whole)
    if classical is not None and not whole:
        taking = taking_back(t for t in classical.unread if t in premises)
        classical = classical.model_copy(update={"missing": taking})
    loose = prose.plan(premises, asked.query, tag)
    if loose is not None:
        label = "consequence" if asked.follows else loose.label
        loose = loose.model_copy(update={"missing": _missed(loose), "label": label})
    return _together(rules, classical, loose)


def _missed(loose: Plan) -> tuple[Need, ...]:
    return taking_back(t for t in loose.unread if not t.endswith(prose.DOUBTFUL))


def _asked(question: Question, *, listed: bool) -> Asked | None:
    """What is to be judged, by what; where options say that something is, what is left without its frame."""
    asked = sentences.asked(question.text)
    if not listed:
        return asked
    framed = framing.framed(question.text)
    if framed is None or (asked is not None and asked.query == framed.query):
        return asked
    return framed._replace(listed=asked.listed, follows=asked.follows or framed.follows) if asked else framed


def _plainly(rules: Plan, premises: Sequence[str]) -> bool:
    """Whether a text was read whole, in plain words, and calls for no other reader."""
    if rules.missing or not all(u.endswith(OTHER_WORDS) for u in rules.unread):
        return False
    plain = not any(n.startswith("made plain") for n in rules.notes)
    claims = [c for s in rules.subproblems for c in s.claims if isinstance(c, LogicClaim) and c.id.startswith(SUPPOSED)]
    supposed = {c.rules[-1].head.predicate for c in claims}
    plain = plain and prose.BROAD.isdisjoint(supposed)
    text = "\n".join(premises)
    return plain and not first_order.classical(text) and not prose.opposed(text)


def regular(judged: Plan) -> bool:
    """Whether facts and rules in plain words were read whole by the first reader: no other adds anything to it."""
    claims = [c for s in judged.subproblems for c in s.claims]
    plain = not judged.missing and not judged.unread and judged.fit == 1.0
    worded = any(n.startswith("made plain") for n in judged.notes)
    return plain and not worded and all(isinstance(c, LogicClaim) for c in claims)


def _together(rules: Plan | None, classical: Plan | None, loose: Plan | None) -> Plan | None:
    """What several readers make of it: a proof of any stands unless another proves the contrary.

    That nothing is known is said only where all have read the text: what one left over may hold the answer.
    """
    marked = [(p, m) for p, m in ((classical, CLASSICAL), (loose, PROSE)) if p is not None and not p.missing]
    plain = rules if rules is not None and not rules.missing else None
    if not marked:
        return rules if rules is not None else classical or loose
    claims = list(plain.subproblems[0].claims) if plain is not None else []
    for part, mark in marked:
        named = [
            c if c.id.startswith(SUPPOSED) else c.model_copy(update={"id": f"{mark}{c.id}"})
            for c in part.subproblems[0].claims
        ]
        claims = [*named, *claims] if mark == PROSE or (plain is not None and plain.unread) else [*claims, *named]
    readers = [p for p in (plain, *(p for p, _ in marked)) if p is not None]
    best = next((p for p, m in marked if m == PROSE), None)
    if best is None:
        best = plain if plain is not None else readers[0]
        doubted = classical is not None and (plain is None or plain.unread)
        unread = classical.unread if classical is not None and doubted else ()
    else:
        # what one reader has left over says nothing where another has read it all, and doubts no word of it
        whole = (plain is not None and not plain.unread) or (not best.unread and best.fit == 1.0 and _simple(best))
        unread = () if whole else tuple(dict.fromkeys(u for p in readers for u in p.unread))
        if len(readers) == 1 and not _of_somebody(best):
            unread = (*unread, ALONE)
    made = readers[0].subproblems[0].model_copy(update={"claims": tuple(claims)})
    notes = tuple(dict.fromkeys(n for p in readers for n in p.notes))
    label = plain.label if plain is not None else best.label
    fit = max(p.fit for p in readers)
    return readers[0].model_copy(
        update={"subproblems": (made,), "notes": notes, "unread": unread, "label": label, "fit": fit}
    )


def _simple(plan: Plan) -> bool:
    """Whether a text is short, and has neither alternatives nor identities: then it is hardly misread as a whole."""
    claim = next(c for s in plan.subproblems for c in s.claims if isinstance(c, FirstOrderClaim))
    told = [p for p in claim.premises if p.text]
    plain = not any(_either(p.formula) for p in (*told, Premise.model_construct(formula=claim.conclusion)))
    return plain and len({p.text for p in told}) <= MAX_SIMPLE


def _either(made: Wff) -> bool:
    match made:
        case Joined(op=op, parts=parts):
            return op in ("or", "xor") or any(_either(p) for p in parts)
        case Negated() | Quantified():
            return _either(made.of)
        case Equals():
            return True
    return False


def _of_somebody(plan: Plan) -> bool:
    """Whether what is asked is said of somebody by name, and not of a kind."""
    goals = [c.conclusion for s in plan.subproblems for c in s.claims if isinstance(c, FirstOrderClaim)]
    return all(isinstance(g.of if isinstance(g, Negated) else g, Applied) for g in goals)


def _semantics(question: Question, asked: Asked, said: Sequence[Told], theory: Theory) -> Semantics:
    """Whoever asks what plain facts and rules give runs the rules forward; in free words an argument is classical.

    So it is where an open world is asked for and nothing can be run forward: where no fact is stated, or where words
    stand that rules and facts do not have, as `either` and `some`.
    """
    plain = not any(t.rules for t in said)
    chosen = question.semantics or ("open" if asked.listed and plain else "classical")
    facts = any(not c.body and not any(a.startswith("?") for a in c.head.args) for c, _ in theory.clauses)
    forward = facts and not first_order.classical("\n".join((*asked.premises, asked.query)))
    return "classical" if chosen == "open" and not forward else chosen


def _run_forward(rules: Plan) -> bool:
    """Whether a plan runs rules forward in an open world."""
    claims = [c for s in rules.subproblems for c in s.claims if isinstance(c, LogicClaim)]
    return bool(claims) and all(c.semantics == "open" for c in claims)


def _judged(question: Question, premises: Sequence[str], asked: Asked, framed: bool, tag: str) -> Plan | None:
    rules = wording.needed("\n".join((*premises, asked.query)))
    said = discourse.told(premises, rules)
    wanted = discourse.told((asked.query,), rules)
    if len(wanted) != 1 or not said:
        return None
    words = wanted[0].words
    past = bool(lexis.PAST & {x.lower() for x in words})
    theory = Theory(vocabulary([*(t.words for t in said), words]), past)
    theory.add(said)
    theory.hear(words)
    understood = len(said) - len(theory.unread)
    if not understood or (not framed and theory.unread and not theory.bodies):
        return None
    semantics = _semantics(question, asked, said, theory)
    readings: list[LogicClaim] = []
    doubts: dict[str, None] = {}
    for number, reading in enumerate(islice(theory.readings(), MAX_READINGS + 1)):
        try:
            read = _claimed(reading, words, asked.query, semantics, framed)
        except Unreadable as error:
            if not framed:
                return None
            need = Need(what=f"a plainer wording of what is to be judged, {asked.query!r} ({error})")
            return _refused(theory, need)
        if read is None:
            return None
        claims, unlinked = read
        doubts.update(dict.fromkeys(unlinked))
        readings += [c.model_copy(update={"id": f"{c.id}{len(readings) + n + 1}{tag}"}) for n, c in enumerate(claims)]
        if number == MAX_READINGS or len(readings) > 2 * MAX_READINGS:
            return _too_many(theory, asked.query)
    return Plan(
        subproblems=(
            Subproblem.model_construct(id=f"s1{tag}", goal=asked.query, queries=(), calls=(), claims=tuple(readings)),
        ),
        label="consequence" if asked.follows else "statement",
        path="logic",
        judged=True,
        missing=_missing(theory, closed=semantics == "closed"),
        unread=(*theory.unread, *doubts),
        fit=understood / len(said),
        notes=_notes(theory, (*said, *wanted)),
    )


def _claimed(
    theory: Theory, wanted: Sequence[str], text: str, semantics: Semantics, framed: bool
) -> tuple[list[LogicClaim], list[str]] | None:
    """A claim for each way to read the query, and the reasons why `unknown` cannot be said of it."""
    claims, doubts = [], []
    for said in theory.grammar.judgements(wanted, theory.individuals, theory.before):
        reading = theory.copy()
        judged = reading.same(said)
        reading.kinds()
        reading.generic()
        known, doubles = reading.individuals, reading.doubles()
        goal = reading.asked(judged)
        reading.comparisons()
        reading.apart()
        strangers = [a for a in goal.args if not a.startswith("?") and a not in known]
        if not framed and (strangers or (goal.predicate not in reading.heads | reading.bodies)):
            return None
        loose = reading.unlinked(goal, strict=semantics == "classical")
        described = [a for a in strangers if " " in a]  # a name is nobody else's; a description may be
        doubts += [f"{w!r} is said of nothing" for w in (*loose, *described)]
        if semantics == "classical" and (stray := reading.stray(goal)):
            doubts.append(f"{stray!r} {OTHER_WORDS}")
        doubts += [f"{d!r} may be somebody else's name too" for d in doubles]
        if semantics != "classical":
            doubts += reading.several()
        rules, query = reading.rules()[:399], reading.atom(goal)
        supposed = reading.supposed(goal) if semantics == "classical" else []
        linked = reading.linked(goal) if semantics == "classical" else []
        more_ways = [*((SUPPOSED, (one,)) for one in supposed), *([(LINKED, tuple(linked))] if linked else [])]
        for name, more in (("c", ()), *more_ways):
            claims.append(
                LogicClaim.model_construct(
                    kind="logic", id=name, text=text, rules=(*rules, *more), query=query, semantics=semantics
                )
            )
    return claims, doubts


def _too_many(theory: Theory, query: str) -> Plan:
    need = Need(what=f"plainer wording: it can be read in too many ways what bears on {query!r}")
    return _refused(theory, need)


def _refused(theory: Theory, need: Need) -> Plan:
    return Plan(path="logic", judged=True, label="statement", missing=(need,), unread=tuple(theory.unread), fit=0.0)


def _notes(theory: Theory, said: Sequence[Told]) -> tuple[str, ...]:
    """The rules by which the text was read: wordings made plain, then productions."""
    plain = dict.fromkeys(f"made plain by {rule}" for t in said for rule in t.rules)
    return (*plain, *dict.fromkeys(f"read as {c.production}" for c, _ in theory.clauses))


def _missing(theory: Theory, *, closed: bool) -> tuple[Need, ...]:
    """Sentences that were not understood and may take back what others say; in a closed world that is any of them."""
    return taking_back((*theory.unread, *(theory.several() if closed else ())), any_may=closed)


def taking_back(texts: Iterable[str], *, any_may: bool = False) -> tuple[Need, ...]:
    """What has to be said more plainly: sentences not understood that may take back what others say."""
    found = [t for t in texts if any_may or _DOUBT.search(t)]
    return tuple(Need(what=f"a plainer wording of the sentence {t!r}") for t in found[:3])

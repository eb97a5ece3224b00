"""One vocabulary for a text: predicates that are the same, that contain one another, that nothing links. No grammar.

| rule | what it does |
|---|---|
| objects | `run _` of the night desk is `run night desk`, unless variables stand there too |
| order | `give key to dispensary` and `give dispensary key` are one |
| agent | what Ann shipped is shipped |
| adjunct | what is scanned in May is scanned; who works in the shed is in it; what stays full is full |
| duty | what must be done is done |
| kind | `sample K-9` is a sample; `the red hen` is red and a hen |
| broad | everything spoken of is a `player`, an `object`, where nobody is said to be one or not |
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from ech0.core.wff import Applied, Equals, Joined, Negated, Quantified, Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.first_order import verbs
from ech0.minds.embedded.logic.links import root
from ech0.minds.embedded.logic.prose import contraries, measures
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose.limits import numbers_follow, value_of

_PLACED = frozenset(
    verb for verb in ("work", "liv", "li", "sit", "stand", "stay", "keep", "put", "hang", "stor", "resid", "belong")
)
_STAYING = frozenset(("stay", "remain", "keep", "go", "turn", "feel"))
_GOT = frozenset(("get", "receiv", "own", "posses", "obtain"))
_WITHIN = frozenset("in at inside aboard within".split())
_ABOUT = frozenset(
    "believ trust invest interest:ed result delight confid differ increas specializ look laugh aim".split()
)
_TENS = frozenset("thirty forty fifty sixty seventy eighty ninety hundred thousand old older young younger".split())
_LOOSE = frozenset(
    "it its he she they them him her hers his their theirs one ones such so same other others here there".split()
)
"""Words that stand for something else: a predicate with one of them was not read whole."""
_NEGATIVE = ("un", "in", "im", "ir", "dis", "non", "non-")
_CHANGES = frozenset(
    verbs.base(v)
    for v in "expire close open break melt freeze retire finish end change rise fall go grow dissolve evaporate "
    "corrode rust wither collapse explode crash fail start stop begin mature age dry".split()
)
"""Verbs that tell without an object what happens to their subject: what has expired is expired."""
_OTHER = frozenset("without like than except despite instead unlike".split())
_CALENDAR = lexis.TIMES - frozenset("noon midnight dawn dusk sunset sunrise morning evening afternoon night".split())
_LIGHT = frozenset("hav be do get mak giv tak go com receiv".split())
_STATUS = frozenset("member guest visitor student pupil employee customer client patient resident tenant citizen "
                    "volunteer colleague staff child adult".split())  # fmt: skip
"""Kinds of person that a text may tell apart: of two of them, nobody is taken to be one."""
_MARKS = frozenset(("can", "may", "must"))
_EMPTY = frozenset(("to", "_"))
DOUBTFUL = "may be said in other words"
"""Ends the doubts about what is linked to nothing."""
MAX_WORDS = 7
"""Of a predicate of more words it is likelier that it was misread."""


class Vocabulary:
    """The predicates of a text, made one where they are."""

    def __init__(
        self, premises: Sequence[Wff], goal: Wff, kinds: Mapping[str, Iterable[str]], names: Iterable[str]
    ) -> None:
        self.kinds, self.names = kinds, frozenset(names)
        every: list[Wff] = [*premises, goal]
        for slot in (3, 2, 1):
            which = _folding(every, slot)
            every = [_folded(one, which) for one in every]
        same = _merged({(a.name, len(a.args)) for one in every for a in f.atoms(one)})
        *self.premises, self.goal = [
            f.changed(one, lambda a: f.holds(same[a.name, len(a.args)], *a.args)) for one in every
        ]
        self.used = {(a.name, len(a.args)) for one in (*self.premises, self.goal) for a in f.atoms(one)}
        self.fired: list[str] = []

    def background(self) -> list[tuple[str, Wff]]:
        """What the words mean, each with the rule that says so."""
        found = [*self._kinds(), *self._apart(), *_weaker(self.used), *_noun_objects(self.used)]
        found += contraries.stated(self.used)
        found += [("broad", f.every("?x", f.holds(k, "?x"))) for k in self.broad()]
        self.fired = list(dict.fromkeys(rule for rule, _ in found))
        return found

    def _terms(self) -> list[str]:
        return list(dict.fromkeys(t for one in (*self.premises, self.goal) for t in terms_of(one) if t[0] != "?"))

    def _kinds(self) -> Iterator[tuple[str, Wff]]:
        unary = {name for name, arity in self.used if arity == 1}
        for term in self._terms():
            for kind in sorted(set(self.kinds.get(term, ())) & unary):
                yield "kind", f.holds(kind, term)

    def _apart(self) -> Iterator[tuple[str, Wff]]:
        excepted = {t for one in (*self.premises, self.goal) for t in _equal(one) if t[0] != "?"}
        if not any(t[0] == "?" for one in self.premises for t in _equal(one)):
            return
        for one in sorted(excepted & self.names):
            for other in self._terms():
                if other != one and other in self.names and not (other in excepted and other < one):
                    yield "names", f.no(f.same(one, other))

    def broad(self) -> list[str]:
        """Kinds that conditions ask for, and nothing is said to be or not to be."""
        if not hasattr(self, "_broad"):
            said = {n for one in self.premises for n in _said(one)} | {a.name for a in f.atoms(self.goal)}
            told = {k for ks in self.kinds.values() for k in ks}
            wanted = {n for one in self.premises for n in _wanted(one)}
            persons = wanted & (lex.PERSON | _STATUS)
            contrasted = persons if len(persons) > 1 else frozenset()
            self._broad = sorted((wanted & lex.BROAD) - contrasted - said - told)
        return self._broad

    # --- what may be meant otherwise ----------------------------------------------------------------------------------

    def doubts(self) -> list[str]:
        """Why it cannot be said that nothing is known: what is said of those asked about, and nothing takes up."""
        near = self.near()
        known = {*self.broad(), *(k for ks in self.kinds.values() for k in ks)}
        said = {n for one in self.premises for n in _said(one)} | known
        said |= {b for a, b in self._pairs() if a in said}
        open_ = sorted(n for n in near - said if any(n in _wanted(one) for one in self.premises))
        asked = {a.name for a in f.atoms(self.goal)}
        open_ += sorted(n for n in asked - said if n not in {x for one in self.premises for x in _names(one)})
        loose = self._loose(near)
        for wanted in open_:
            if said_so := next((one for one in loose if self._akin(one, wanted)), ""):
                return [f"{said_so!r} is taken up by nothing, and {wanted!r} {DOUBTFUL}"]
        for one in open_:
            if like := self._like(one):
                return [f"{one!r}, near {like!r}, {DOUBTFUL}"]
        if same := next((n for n, _ in sorted(self.used) if "same" in n.split()), ""):
            return [f"{same!r}, of which this says that it is, {DOUBTFUL}"]
        if other := self._described():
            return [f"{other!r}, of whom it is said, {DOUBTFUL}"]
        long = next((n for n in sorted(near) if len(n.split()) > MAX_WORDS or _LOOSE & set(n.split())), "")
        return [f"{long!r} {DOUBTFUL}"] if long else []

    def _described(self) -> str:
        """Somebody who is only described, and of whom is said or denied what is asked of another."""
        goal = list(f.atoms(self.goal))
        asked = {a.name for a in goal} | {b for a, b in self._pairs() if b in {x.name for x in goal}}
        who = {t for a in goal for t in a.args}
        for one in self.premises:
            for a in f.atoms(one) if not isinstance(one, Quantified) else ():
                if a.name in asked and a.args and a.args[0] not in who | self.names | {"weather"}:
                    return a.args[0]
        return ""

    def _pairs(self) -> set[tuple[str, str]]:
        """Predicates of which the first implies the second by its words alone."""
        contrary = [w for _, w in contraries.stated(self.used)]
        found = {(a.name, b.name) for _, w in _weaker(self.used) for a, b in pairwise(f.atoms(w))}
        both = {(a.name, b.name) for w in contrary for a, b in pairwise(f.atoms(w))}
        return found | both | {(b, a) for a, b in both}

    def _like(self, one: str) -> str:
        """Another predicate with a word of this one, that it is not linked with."""
        linked = self._pairs()
        for other, _ in sorted(self.used):
            if other != one and self._related(one, other) and (other, one) not in linked:
                return other
        return ""

    def _akin(self, one: str, other: str) -> bool:
        """Whether two predicates may speak of the same matter: they are related by their words, or both count."""
        return self._related(one, other) or (_counts(one) and _counts(other))

    def _related(self, one: str, other: str) -> bool:
        """Whether one says no more than the other, or they share a root, and nothing tells them apart.

        `speak breton` and `speak welsh` are told apart; `feed rex` and `feed dog` are not where Rex is a dog.
        """
        a, b = _content(one), _content(other)
        if not a or not b:
            return False
        alike = any(_rooted(x, y) for x in a - b for y in b - a)
        rest = [[w for w in n.split() if not _content(w) & d] for n, d in ((one, a - b), (other, b - a))]
        named = [(x, y) for x, y in ((a, b), (b, a)) for w in x if {root(k) for k in self.kinds.get(w, ())} & y]
        contrast = rest[0] == rest[1] and bool(a - b) and bool(b - a) and not named
        return a <= b or b <= a or alike or (bool(a & b) and not contrast)

    def supposed(self) -> list[Wff]:
        """What if all were of the kinds that conditions ask for, and nobody is said to be? It may be known."""
        said = {n for one in self.premises for n in _said(one)} | {a.name for a in f.atoms(self.goal)}
        told = {k for ks in self.kinds.values() for k in ks}
        wanted = {n for one in self.premises for n in _wanted(one)} & {n for n, arity in self.used if arity == 1}
        nouns = sorted(n for n in wanted - said - told - set(self.broad()) if n.isalpha())
        return [f.every("?x", f.holds(n, "?x")) for n in nouns]

    def near(self) -> set[str]:
        """Predicates that some chain of statements connects with what is asked."""
        near, size = {a.name for a in f.atoms(self.goal)}, 0
        words = (*_weaker(self.used), *contraries.stated(self.used))
        rules = [_names(one) for one in (*self.premises, *(w for _, w in words))]
        rules = [r for r in rules if len(r) > 1]
        while len(near) != size:
            size = len(near)
            for mine in rules:
                if not mine.isdisjoint(near):
                    near |= mine
        return near

    def _loose(self, near: set[str]) -> list[str]:
        """What is said of somebody in words that no rule uses."""
        counts = Counter(n for one in self.premises for n in _names(one))
        counts.update(n for n in _names(self.goal))
        words = (*_weaker(self.used), *contraries.stated(self.used))
        linked = {a.name for _, one in words for a in f.atoms(one)}
        who = {t for t in terms_of(self.goal) if t[0] != "?"}
        facts = [one for one in self.premises if not isinstance(one, Quantified)]
        found = []
        for one in facts:
            for a in f.atoms(one):
                if (
                    counts[a.name] < 2
                    and a.name not in linked
                    and (not who or who & set(a.args))
                    and a.name not in near
                ):
                    found.append(a.name)
        return list(dict.fromkeys(found))


def terms_of(one: Wff) -> Iterator[str]:
    """The terms of a formula, from left to right."""
    match one:
        case Applied() | Equals():
            yield from one.args
        case Negated() | Quantified():
            yield from terms_of(one.of)
        case Joined():
            for part in one.parts:
                yield from terms_of(part)


def _equal(one: Wff) -> Iterator[str]:
    match one:
        case Equals():
            yield from one.args
        case Negated() | Quantified():
            yield from _equal(one.of)
        case Joined():
            for part in one.parts:
                yield from _equal(part)


def _names(one: Wff) -> set[str]:
    return {a.name for a in f.atoms(one)}


def _inner(one: Wff) -> Wff:
    return _inner(one.of) if isinstance(one, Quantified) and one.op == "forall" else one


def _wanted(one: Wff) -> set[str]:
    """What the condition of a general statement asks for."""
    match one:
        case Joined(op="implies", parts=(when, then)):
            return _names(when) | _wanted(then)
        case Joined(op="iff", parts=(a, b)):
            return _names(a) | _names(b)
        case Joined(parts=parts):
            return set().union(*(_wanted(p) for p in parts))
        case Negated() | Quantified():
            return _wanted(one.of)
    return set()


def _said(one: Wff) -> set[str]:
    """What a statement says, its condition aside."""
    match _inner(one):
        case Joined(op="implies", parts=(_, then)):
            return _said(then)
        case Joined(op="and", parts=parts):
            return set().union(*(_said(p) for p in parts))
        case other:
            return _names(other) - _wanted(other)


def _rooted(x: str, y: str) -> bool:
    """Whether two words may be of one root: `happy`, `happiness`, `unhappy`."""
    short, long = sorted((x, y), key=len)
    if len(short) < 4:
        return False
    return long.startswith(short[: max(4, min(5, len(short) - 1))]) or any(long == p + short for p in _NEGATIVE)


def _counts(name: str) -> bool:
    return any(value_of(w) is not None or w in _TENS or w[:4] == "#is-" for w in name.split())


def _content(name: str) -> set[str]:
    """The roots of the words of a predicate that have a meaning of their own."""
    words = (w.removesuffix(":ed").rstrip(":") for w in name.split())
    return {root(w) for w in words if w not in _EMPTY | _MARKS | _LIGHT | _CALENDAR and not lex.preposition(w)}


# --- objects --------------------------------------------------------------------------------------------------------


def _folding(every: Sequence[Wff], slot: int) -> dict[tuple[str, int], frozenset[int]]:
    """Which predicates have only known individuals as an argument, though not where it is said to be done to them."""
    passive = {a.name for one in every for a in f.atoms(one) if ":ed" in a.name}
    slots: dict[tuple[str, int], list[set[bool]]] = {}
    for one in every:
        for a in f.atoms(one):
            mine = slots.setdefault((a.name, len(a.args)), [set() for _ in a.args])
            for n, t in enumerate(a.args):
                mine[n].add(t[0] == "?")
    return {
        key: frozenset(
            n for n, s in enumerate(mine) if n == slot and True not in s and not (n == 1 and _done(key[0]) in passive)
        )
        for key, mine in slots.items()
    }


def _done(name: str) -> str:
    """The passive of a predicate: `ship:ed` of `ship _`."""
    words = name.split()
    return " ".join([f"{words[0]}:ed", *words[2:]]) if words[1:2] == ["_"] else ""


def _folded(one: Wff, which: Mapping[tuple[str, int], frozenset[int]]) -> Wff:
    def put(a: Applied) -> Wff:
        fold = which[a.name, len(a.args)]
        if not fold:
            return a
        words, n = [], 0
        for word in a.name.split():
            n += word == "_"
            words.append(a.args[n] if word == "_" and n in fold else word)
        return f.holds(" ".join(words)[:150], *(t for n, t in enumerate(a.args) if n not in fold))

    return f.changed(one, put)


def _merged(names: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Predicates of the same words in another order or with another preposition left out."""
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    found: dict[tuple[str, int], str] = {}
    taken: dict[str, int] = {}
    for name, arity in sorted(names):
        words = name.split()
        bag = tuple(sorted(w for w in words if not lex.preposition(w) and w not in _EMPTY))
        key = (bag or (name,), arity, words[0] if len(bag) > 1 else "")
        mine = {w for w in words if lex.preposition(w)}
        first = next((o for o in groups[key] if _compatible(mine, {w for w in o.split() if lex.preposition(w)})), None)
        if first is None:
            groups[key].append(name)
            first = name
        chosen = first if taken.setdefault(first, arity) == arity else f"{first} ({arity})"
        found[name, arity] = chosen
    return found


def _compatible(one: set[str], other: set[str]) -> bool:
    return (
        (one <= other or other <= one)
        and not (one ^ other) & _OTHER
        and not (one ^ other) & {"off", "out", "down", "under"}
    )


# --- what words mean ------------------------------------------------------------------------------------------------


def _rule(long: str, n: int, short: str, m: int, picks: Sequence[int] | None = None) -> Wff:
    variables = [f"?v{i}" for i in range(n)]
    kept = [variables[i] for i in picks] if picks is not None else variables[:m]
    made: Wff = f.two("implies", f.holds(long, *variables), f.holds(short, *kept))
    for v in reversed(variables):
        made = f.every(v, made)
    return made


def _weaker(used: Iterable[tuple[str, int]]) -> list[tuple[str, Wff]]:
    """Predicates that follow from others by their words alone."""
    out: list[tuple[str, Wff]] = []
    names = sorted(used)
    for long, n in names:
        words = long.split()
        for short, m in names:
            if short == long or m > n:
                continue
            rule = _follows(words, n, short.split(), m)
            if rule is not None:
                out.append((rule[0], _rule(long, n, short, m, rule[1])))
    return out


def _follows(long: list[str], n: int, short: list[str], m: int) -> tuple[str, list[int] | None] | None:
    if long[0] in _MARKS and (long[1:] == short and n == m):
        return ("duty", None) if long[0] == "must" else None
    if short[0] == "can" and short[1:] == long and n == m:
        return ("duty", None)  # what is done can be done
    if {long[0], short[0]} == {"can", "may"} and long[1:] == short[1:] and n == m:
        return ("duty", None)
    if long[0] in _MARKS and short[0] == long[0]:
        return _follows(long[1:], n, short[1:], m) if len(long) > 1 and len(short) > 1 else None
    if long[0] in _MARKS or short[0] in _MARKS:
        return None
    if short[0] == f"{long[0]}:ed" and n == m + 1 and long[1:2] == ["_"] and long[2 : 1 + len(short)] == short[1:]:
        return ("agent", list(range(1, n)))
    if n == m and short == [f"{long[0]}:ed", *long[1:]] and long[0] in _CHANGES and "_" not in long:
        return ("agent", None)
    if n == m and (sizes := measures.same_but(long, short)) is not None:
        return ("number", None) if measures.implies(*sizes) else None
    if n == m and (found := numbers_follow(long, short)) is not None:
        return ("number", None) if found else None
    return ("adjunct", None) if _said_less(long, short) and (n == m or long[: len(short)] == short) else None


def _said_less(long: list[str], short: list[str]) -> bool:
    """Whether a predicate says what a longer one says, without an adjunct of it."""
    if len(long) > len(short) and long[: len(short)] == short:
        nxt = long[len(short)]
        adverb = nxt.endswith("ly") or nxt in lex.ADVERB
        if (lex.preposition(nxt) and nxt not in _OTHER) or adverb:
            return True
    if long[0] in _GOT and short[0] == "hav" and long[1:] == short[1:] and len(long) > 1:
        return True
    cut = len(long) - len(short)
    if cut > 0 and short[1:] and short[0] == long[0] and long[1 + cut :] == short[1:] and lex.preposition(short[1]):
        # who sublets a flat without leave sublets without leave
        return not any(lex.preposition(w) or w == "_" for w in long[: 1 + cut])
    if len(long) < 2 or long[1:] != short:
        return False
    placed = long[0].removesuffix(":ed") in _PLACED and lex.preposition(short[0])
    return (short[0] in _WITHIN and long[0] not in _ABOUT) or long[0] in _STAYING or placed


def _noun_objects(used: Iterable[tuple[str, int]]) -> list[tuple[str, Wff]]:
    """`has _` of a car, and `has car`."""
    out: list[tuple[str, Wff]] = []
    names = sorted(used)
    unary = {name for name, n in names if n == 1}
    for slot, n in names:
        words = slot.split()
        if n != 2 or words.count("_") != 1 or words[-1] != "_":
            continue
        for folded, m in names:
            more = folded.split()
            if m != 1 or len(more) <= len(words) - 1 or more[: len(words) - 1] != words[:-1]:
                continue
            nouns = more[len(words) - 1 :]
            cut = next((i for i, w in enumerate(nouns) if i and lex.preposition(w)), len(nouns))
            said = [*nouns[:cut], *([" ".join(nouns[cut:])] if cut < len(nouns) else [])]
            if not set(said) <= unary:
                continue
            kind = f.join("and", [*(f.holds(w, "?y") for w in said), f.holds(slot, "?x", "?y")])
            if kind is not None:
                out.append(("objects", f.every("?x", f.two("iff", f.some("?y", kind), f.holds(folded, "?x")))))
    return out

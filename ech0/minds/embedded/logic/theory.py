"""Many sentences to one claim: names, verbs and adjectives of the text, and the rules with the user's words.

Knows the whole text; says what it could not link.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, product

from ech0.core.types import Atom, Rule
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.clauses import EXISTS, SEVERAL, Said
from ech0.minds.embedded.logic.discourse import Told
from ech0.minds.embedded.logic.forms import Literal, Unreadable
from ech0.minds.embedded.logic.grammar import Clause, Grammar
from ech0.minds.embedded.logic.links import links, root
from ech0.minds.embedded.logic.nouns import SAME, WITNESS
from ech0.minds.embedded.logic.options import SUPPOSITION

GOAL, SAMPLE = "what is asked holds", "a typical one"


def _gone(w: Sequence[str]) -> bool:
    """Whether a sentence tells what once was, `Ned was kind`; what was done, `it was sold`, is done."""
    low = [x.lower() for x in w if x.lower() not in lexis.FILLER | lexis.NEGATION]
    for word, after in pairwise([*low, ""]):
        if word in ("was", "were", "had") and (not lexis.bases(after) or after.endswith("ing")):
            return True
    return False


@dataclass
class Theory:
    """What was read: clauses with their sentences, and the sentences that were not understood.

    `past`: the question asks about what was. `others`: where sentences can be read in several ways, and
    how. `before`: whom the last sentence was about.
    """

    grammar: Grammar
    past: bool = False
    clauses: list[tuple[Clause, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    others: list[tuple[int, int, str, list[list[Clause]]]] = field(default_factory=list)
    before: tuple[str, ...] = ()
    spoken: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    _names: dict[tuple[tuple[str, ...], int], str] = field(default_factory=dict)

    def add(self, told: Iterable[Told]) -> None:
        """Read statements; the first reading of each is what `clauses` hold."""
        before = self.before
        for text, w, _ in told:
            self.hear(w)
            if not lexis.HEDGE.isdisjoint(x.lower() for x in w):
                continue  # certain of nobody
            if text.endswith("?") or (not self.past and _gone(w)):
                self.unread.append(text)  # nothing is stated, or it is said of another time than the one asked about
                continue
            try:
                read = self.grammar.readings(w, before)
            except Unreadable:
                self.unread.append(text)
                before = ()
            else:
                if len(read) > 1:
                    self.others.append((len(self.clauses), len(read[0]), text, read))
                self.clauses += [(clause, text) for clause in read[0]]
                before = tuple(dict.fromkeys(self.grammar.scope.individuals))
        self.before = before

    def copy(self) -> "Theory":
        """The same theory, to be added to."""
        return replace(self, clauses=list(self.clauses))

    def readings(self) -> "Iterator[Theory]":
        """A theory for each way to read its sentences, the likeliest first."""
        for chosen in product(*(read for _, _, _, read in self.others)):
            one = self.copy()
            for (start, length, text, _), clauses in reversed(list(zip(self.others, chosen, strict=True))):
                one.clauses[start : start + length] = [(clause, text) for clause in clauses]
            yield one

    def hear(self, w: Sequence[str]) -> None:
        """Note how words are written: the shortest form of each is the one that is shown."""
        spoken = self.spoken
        for word in w:
            low = word.lower()
            k = lexis.key(low)
            if len(spoken.get(k, " " * 99)) > len(low):
                spoken[k] = low
            if word is not low and word[:1].isupper():
                self.shown.setdefault(low, word)

    @property
    def individuals(self) -> frozenset[str]:
        """Everything that has a name or a definite description."""
        return frozenset(
            a for c, _ in self.clauses for one in (c.head, *c.body) for a in one.args if not a.startswith("?")
        )

    @property
    def heads(self) -> frozenset[tuple[str, ...]]:
        """The predicates that something is said of."""
        return frozenset(c.head.predicate for c, _ in self.clauses)

    @property
    def bodies(self) -> frozenset[tuple[str, ...]]:
        """The predicates that a rule depends on."""
        return frozenset(one.predicate for c, _ in self.clauses for one in c.body)

    def same(self, wanted: Sequence[Said]) -> list[Said]:
        """`the keeper` is the lighthouse keeper, where only one keeper was spoken of; the query in the same names."""
        heads = [h for s in wanted for h in s.heads]
        named = sorted(self.individuals | {a for h in heads for a in h.args if a[0] != "?"})
        alias = {}
        for one in named:
            longer = [o for o in named if o != one and one.startswith("the ") and o.startswith("the ")
                      and o.endswith(one[3:]) and lexis.PREPOSITION.isdisjoint(o.split())]  # fmt: skip
            if len(longer) == 1:
                alias[one] = longer[0]
        if not alias:
            return list(wanted)

        def put(one: Literal) -> Literal:
            return Literal(one.predicate, tuple(alias.get(a, a) for a in one.args), one.positive)

        self.clauses = [
            (c._replace(head=put(c.head), body=tuple(put(b) for b in c.body)), text) for c, text in self.clauses
        ]
        return [
            s._replace(heads=[put(h) for h in s.heads], body=[[put(b) for b in part] for part in s.body])
            for s in wanted
        ]

    def kinds(self) -> None:
        """`the hen` is a hen, where hens are spoken of."""
        used = self.heads | self.bodies
        for one in sorted(self.individuals):
            first, *noun = one.split()
            if not noun or (first != "the" and first not in lexis.POSSESSIVE and not first.endswith("'s")):
                continue
            noun = noun[: next((i for i, x in enumerate(noun) if x in lexis.PREPOSITION), len(noun))]
            kinds = [tuple(lexis.key(x) for x in noun[i:]) for i in range(len(noun))]
            if len(noun) > 1:
                kinds += [(x,) for x in noun[:-1] if self.grammar.adjective(x)]
            for kind in kinds:
                if kind in used:
                    self.clauses.append((Clause(Literal(kind, (one,)), (), "kind"), f"{one} is one"))
        for one in sorted(self.individuals):  # `sample-14`, `probe Gamma`, `Elm Street`
            parts = one.replace("-", " ").split()
            for kind in {(lexis.key(parts[0]),), (lexis.key(parts[-1]),)} & used if len(parts) == 2 else ():
                if kind in self.grammar.kinds and parts[0] not in lexis.DETERMINED | lexis.POSSESSIVE | {"the"}:
                    self.clauses.append((Clause(Literal(kind, (one,)), (), "kind"), f"{one} is one"))

    def apart(self) -> None:
        """Who is excepted by name is not anybody else."""
        excepted = {c.predicate for k, _ in self.clauses for c in (k.head, *k.body) if c.predicate[0] == SAME}
        for one in sorted(excepted):
            for who in sorted(self.individuals | {SAMPLE for k, _ in self.clauses if SAMPLE in k.head.args}):
                literal = Literal(one, (who,), " ".join(one[1:]) == who)
                self.clauses.append((Clause(literal, (), "apart"), "different names, different things"))

    def several(self) -> list[str]:
        """Sentences that say that one of several holds: rules cannot argue case by case."""
        return list(dict.fromkeys(text for c, text in self.clauses if c.production == SEVERAL))

    def comparisons(self) -> None:
        """`taller than` hands on, and holds one way only."""
        x, y, z = "?x", "?y", "?z"
        for one in sorted(
            {c.predicate for k, _ in self.clauses for c in (k.head, *k.body) if c.predicate[-1] == "than"}
        ):
            if one[0] in ("more", "less", "older", "younger") or one[0].endswith("er"):
                words = " ".join(one)
                chain = (Literal(one, (x, y)), Literal(one, (y, z)))
                on = Clause(Literal(one, (x, z)), chain, "comparison")
                back = Clause(Literal(one, (y, x), False), chain[:1], "comparison")
                self.clauses += [(on, f"{words!r} hands on"), (back, f"{words!r} holds one way only")]

    def doubles(self) -> list[str]:
        """Descriptions that may be other names of somebody else: `the goat`, where Rolf is a goat."""
        out = []
        named = self.individuals
        facts = {(c.head.predicate, c.head.args[0]) for c, _ in self.clauses if not c.body and len(c.head.args) == 1}
        for one in sorted(named):
            words = one.split()
            kind = tuple(lexis.key(w) for w in words[1:])
            if (words[0] == "the" and any(k == kind and a != one for k, a in facts)) or (
                len(words) > 1 and any(o != one and set(o.split()) < set(words) for o in named)
            ):
                out.append(one)
        return out

    def asked(self, said: Sequence[Said]) -> Literal:
        """The literal to be decided; what is more than one literal gets rules of its own."""
        if any(s.production == SEVERAL for s in said):
            return self._any(said)
        if any(s.production == EXISTS for s in said):
            return self._some(said)
        if len(said) == 1 and len(said[0].heads) == 1 and said[0].body == [[]]:
            return said[0].heads[0]
        parts = [self._general(s) for s in said]
        heads = [one for heads, _ in parts for one in heads]
        goal = Literal((GOAL,), ())
        self.clauses.append((Clause(goal, tuple(heads), "asked"), ""))
        for s in said:
            for conjunction in s.body:
                for head in s.heads:
                    against = (*conjunction, Literal(head.predicate, head.args, not head.positive))
                    self.clauses.append((Clause(Literal((GOAL,), (), False), against, "asked"), ""))
        return goal

    def _some(self, said: Sequence[Said]) -> Literal:
        """A query that there is one: it holds of whoever fits, and if it holds then it holds of some witness."""
        if len(said) != 1:
            raise Unreadable("what exactly there is is not plain")
        goal, heads = Literal((GOAL,), ()), said[0].heads
        fits = tuple(
            Literal(h.predicate, tuple("?w" if a.startswith(WITNESS) else a for a in h.args), h.positive) for h in heads
        )
        self.clauses.append((Clause(goal, fits, "asked"), ""))
        self.clauses += [(Clause(h, (goal,), "asked"), "") for h in heads]
        return goal

    def _any(self, said: Sequence[Said]) -> Literal:
        """A query that one of several holds: it does if one does, and does not if none does."""
        heads = [s.heads[0] for s in said]
        if any("?" in a[:1] for one in heads for a in one.args):
            raise Unreadable("one of several of them all")
        goal = Literal((GOAL,), ())
        self.clauses += [(Clause(goal, (one,), "asked"), "") for one in heads]
        against = tuple(Literal(one.predicate, one.args, not one.positive) for one in heads)
        self.clauses.append((Clause(Literal((GOAL,), (), False), against, "asked"), ""))
        return goal

    def _general(self, said: Said) -> tuple[list[Literal], list[Literal]]:
        """A universal query is judged of a sample that is given nothing but what its condition says."""
        if len(said.body) != 1:
            raise Unreadable("the question supposes one of several")
        free = {a for one in (*said.heads, *said.body[0]) for a in one.args if a.startswith("?")}
        names = {v: f"{SAMPLE} {n}" if n else SAMPLE for n, v in enumerate(sorted(free))}

        def put(one: Literal) -> Literal:
            return Literal(one.predicate, tuple(names.get(a, a) for a in one.args), one.positive)

        supposed = [put(one) for one in said.body[0]]
        self.clauses += [(Clause(one, (), "supposed"), SUPPOSITION) for one in supposed]
        return [put(one) for one in said.heads], supposed

    def unlinked(self, goal: Literal, *, strict: bool) -> list[str]:
        """Wordings that nothing else uses although something like them is said: perhaps they are the same.

        `strict`: only what a chain of rules connects with the query matters, but it may have no word in common with
        any other sentence.
        """
        heads, out = self.heads, []
        if strict:
            if doubt := self._dangling(goal):
                out.append(doubt)
            if goal.predicate != (GOAL,) and goal.predicate not in heads | self.bodies:
                out.append(self.predicate(goal.predicate, len(goal.args)))
        if any(
            x.predicate == goal.predicate and len(x.args) != len(goal.args)
            for c, _ in self.clauses
            for x in (c.head, *c.body)
        ):
            out.append(self.predicate(goal.predicate, len(goal.args)))  # `is copied` and `is copied by Ned`
        goals = {goal.predicate} if goal.predicate != (GOAL,) else set()
        near = self._component(goal) if strict else self.bodies | goals
        for one in sorted(((self.bodies | goals) & near) - heads - {(GOAL,)}):
            alike = any(_alike(one, other) for other in heads)
            if alike or (len(one) > 1 and (not strict or self._echoed(one))):
                out.append(self.predicate(one, 1))
        return list(dict.fromkeys(out))

    def _component(self, goal: Literal) -> frozenset[tuple[str, ...]]:
        """The predicates that some chain of rules connects with what is asked."""
        near, size = {goal.predicate}, 0
        rules = [{c.head.predicate, *(one.predicate for one in c.body)} for c, _ in self.clauses if c.body]
        while len(near) != size:
            size = len(near)
            for mine in rules:
                if not mine.isdisjoint(near):
                    near |= mine
        return frozenset(near)

    def _dangling(self, goal: Literal) -> str:
        """A condition that nothing is said to meet, where it may be met by something that was said in other words."""
        near, heads = self._component(goal), self.heads
        open_ = sorted((self.bodies & near) - heads - self.grammar.kinds - {(GOAL,), goal.predicate})
        who = {a for c, _ in self.clauses for a in goal.args or c.head.args if not a.startswith("?")}
        used = self.bodies | {c.head.predicate for c, _ in self.clauses if c.body} | {goal.predicate}
        said = [c.head for c, _ in self.clauses if not c.body and c.head.predicate not in used]
        loose = [one for one in said if who & set(one.args) and one.predicate[0] != SAME]
        return self.predicate(open_[0], 1) if open_ and loose else ""

    def stray(self, goal: Literal) -> str:
        """A fact that no rule uses, in words that rules have too: it may say in another way what one of them asks."""
        near = self._component(goal)
        wanted = {root(w) for one in near for w in one if _tells(w) and one[0] not in (SAME, GOAL)}
        used = self.bodies | {c.head.predicate for c, _ in self.clauses if c.body} | {goal.predicate}
        for clause, _ in self.clauses:
            one = clause.head
            if clause.body or one.predicate in used or one.predicate[0] == SAME or clause.production == "kind":
                continue
            objects = [w for a in one.args[1:] if a.startswith("the ") for w in a.split()]
            if wanted & {root(w) for w in (*one.predicate, *objects) if _tells(w)}:
                return self.predicate(one.predicate, len(one.args))
        return ""

    def supposed(self, goal: Literal) -> list[Rule]:
        """What if all were of a kind that a rule asks for, and that nobody is said to be? It may be known."""
        loose = (self.bodies & self.grammar.kinds) - self.heads
        near = self._component(goal) if loose else loose
        return [
            Rule.model_construct(head=self.atom(Literal(one, ("?x",))), body=(), text="a kind that is not told")
            for one in sorted((loose & near) - {goal.predicate})
        ]

    def linked(self, goal: Literal) -> list[Rule]:
        """What would connect the wordings of the text, if those that are alike meant the same."""
        said = {(c.head.predicate, len(c.head.args)) for c, _ in self.clauses}
        asked = {(b.predicate, len(b.args)) for c, _ in self.clauses for b in c.body}
        asked.add((goal.predicate, len(goal.args)))
        plain = {(w, n) for w, n in asked if w[0] not in (SAME, GOAL)}
        return [
            Rule.model_construct(head=self.atom(then), body=(self.atom(when),), text="the same in other words")
            for then, when in links({(w, n) for w, n in said if w[0] not in (SAME, GOAL)}, plain)
        ]

    def generic(self) -> None:
        """`rooms that are cold`, where nothing is said to be a room: the things spoken of are meant."""
        heads = self.heads
        drop = {(lexis.key(x),) for x in lexis.GENERIC} - heads
        for n, (clause, text) in enumerate(self.clauses):
            rest = tuple(one for one in clause.body if one.predicate not in drop)
            if rest and len(rest) < len(clause.body):
                self.clauses[n] = (clause._replace(body=rest), text)

    def _echoed(self, one: tuple[str, ...]) -> bool:
        """Whether a word of a predicate stands in a sentence that was not read as saying it."""
        own = {t for c, t in self.clauses if any(x.predicate == one for x in (c.head, *c.body))}
        content = {w[:5] for w in one if len(w) > 3}
        texts = {t for _, t in self.clauses if t} | set(self.unread)
        return any(content & {lexis.key(w.strip(".,;!?").lower())[:5] for w in t.split()} for t in texts - own)

    # --- as a claim ---------------------------------------------------------------------------------------------------

    def predicate(self, words: tuple[str, ...], arity: int) -> str:
        """A predicate in readable form, unique to its arity."""
        name = self._names.get((words, arity))
        if name is None:
            spoken = self.spoken
            name = " ".join([spoken.get(w, w) for w in words])[:70]
            while name in self._names.values():
                name += f" ({arity})"
            self._names[words, arity] = name
        return name

    def atom(self, one: Literal) -> Atom:
        """A literal for the claim."""
        args = tuple([a if a[0] == "?" else self.shown.get(a) or self._written(a) for a in one.args])
        return Atom.model_construct(
            predicate=self.predicate(one.predicate, len(args)), args=args, positive=one.positive
        )

    def _written(self, name: str) -> str:
        if name.startswith(("the ", "my ", "our ", SAMPLE)):
            return name
        return " ".join(self.shown.get(part, part) for part in name.split())

    def rules(self) -> tuple[Rule, ...]:
        """The rules, each with the sentence it was read from."""
        atom = self.atom
        return tuple(
            Rule.model_construct(head=atom(c.head), body=tuple([atom(b) for b in c.body]), text=text)
            for c, text in self.clauses
        )


def _tells(word: str) -> bool:
    """Whether a word has a meaning of its own."""
    return len(word) > 2 and word not in lexis.PREPOSITION | lexis.FINITE


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two predicates share a long word, a long beginning, or differ by a negative prefix."""
    for a in one:
        for b in other:
            if one == other:
                continue
            if a == b and len(a) > 3:
                return True
            short, long = sorted((a, b), key=len)
            if len(short) > 4 and long.startswith(short[:5]) and len(long) - len(short) < 5:
                return True
            if len(short) > 3 and long in {p + short for p in ("un", "in", "im", "ir", "dis", "non", "non-")}:
                return True
    return False

"""Sentences: subject and predicate, existence, conditions in any order, what is left out and taken up again.

Knows one sentence at a time, and whom the ones before were about.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ech0.core.wff import Joined, Negated, Quantified, Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose.conditions import Conditions
from ech0.minds.embedded.logic.prose.ellipsis import AUX
from ech0.minds.embedded.logic.prose.nouns import personal, prefixed
from ech0.minds.embedded.logic.prose.state import (
    MAX_WORDS,
    Phrase,
    Words,
    is_name,
    joints,
    operator,
    term_of,
    trimmed,
)
from ech0.minds.embedded.logic.prose.verbals import sure
from ech0.minds.embedded.logic.prose.words import CONDITIONS as MARKERS

_NUMERAL = frozenset("one two three four five six seven eight nine ten eleven twelve".split())
_CERTAIN = frozenset(MARKERS) | lexis.EVERY | {"no"}
_JOINING = frozenset(", because since although though whereas while so as".split())
_MEANS = frozenset(
    "means mean requires implies entails involves guarantees ensures gets get earns gives wins buys".split()
)


@dataclass
class Clauses(Conditions):
    """A reader of sentences. Raises `Unreadable` where no rule takes every word."""

    def read(self, w: Words, *, asked: bool = False) -> Wff:
        """The closed formula of a sentence."""
        self.met, self.open, self.condition, self.opening, self.denied = [], [], False, False, False
        self.asked, self.steps, self.fired, self.concerns = asked, 0, [], []
        self.asides = []
        w = trimmed(w)
        self.named = tuple(dict.fromkeys(term_of(x) for x in w if is_name(x) and personal(x)))
        if not w or len(w) > MAX_WORDS:
            raise Unreadable("the sentence is empty or too long")
        sure = lex.HABIT if any(is_name(x) for x in w) or w[0] in _CERTAIN else frozenset[str]()
        if not (lex.HEDGE - sure).isdisjoint(w):
            raise Unreadable("it is not said for certain")
        made = self._inverted(w) if asked and w[0] in AUX else self._whole(w)
        if f.loose(made):
            raise Unreadable("who or what is meant is not plain")
        self.sentence = tuple(w)
        if not asked:
            self._remember()
        return made

    def _remember(self) -> None:
        """Whom the sentence was about, its subject first, for the pronouns of the next."""
        said = [m for m in self.met if m.term[0] != "?"]
        first = [m for c in self.concerns for m in said if m.term == c]
        rest = [m for m in said if m not in first]
        older = [m for m in self.before if m.term not in {x.term for x in said}]
        self.before = [*dict.fromkeys((*first, *rest)), *older][:6]

    def _whole(self, w: Words) -> Wff:
        return self.closed(self._statement(w), [])

    # --- clauses ------------------------------------------------------------------------------------------------------

    def _clauses(self, w: Words) -> Wff:
        """A clause, or several that are joined."""
        self.step()
        w = trimmed(w)
        if w[:1] == ["either"]:
            return self._either(w[1:])
        if "both" in w[-2:] and (found := self._not_both(w)) is not None:
            return found
        for at, joint in joints(w):
            if w[at - 1] != "," and joint != ";":
                break
            if self._begins(trimmed(w[at + 1 :])):
                found = self.attempt(lambda a=at, j=joint: self._joined_clauses(w, a, j))  # type: ignore[misc]
                if found is not None:
                    return found
        found = self._special(w)
        if found is not None:
            return found
        if (two := self._two_clauses(w)) is not None:
            return two
        whole = self.attempt(lambda: self.clause(w))
        if whole is not None:
            return whole
        for at, joint in joints(w):
            found = self.attempt(lambda a=at, j=joint: self._joined_clauses(w, a, j))  # type: ignore[misc]
            if found is not None:
                return found
        for at in (i for i, x in enumerate(w) if x in _JOINING and 1 < i < len(w) - 2):
            found = self.attempt(lambda a=at: self._joined_clauses(w, a, "and"))  # type: ignore[misc]
            if found is not None:
                return found
        if w[0] in _JOINING and "," in w:
            at = w.index(",")
            return self._joined_clauses(w[1:], at - 1, "and")
        raise Unreadable("the sentence is not understood")

    def _special(self, w: Words) -> Wff | None:
        """Sentences of a form of their own: the weather, `to enter you need a key`, `..., which is red`."""
        if w[-1] == "both" and len(w) > 5 and w[-4] in ("no", "nobody") and w[-5] in ("but", "and", ","):
            return _exclusive(self._clauses(trimmed(w[:-4])))
        if w[0] == "it" and len(w) > 1 and {lex.doing(x) or lex.verb(x) or lex.past(x) for x in w[1:4]} & lexis.WEATHER:
            return self.clause(["@weather", *w[1:]])
        if w[0] == "to" and (found := self._needed(w)) is not None:
            return found
        if lex.doing(w[0]) and (found := self._gerund(w)) is not None:
            return found
        which = max(
            (i for i, x in enumerate(w) if x == "," and w[i + 1 : i + 2] and w[i + 1] in ("who", "which")), default=0
        )
        if which > 1 and "," not in w[which + 1 :]:
            return self.attempt(lambda: self._trailing(w[:which], w[which + 2 :]))
        return None

    def _trailing(self, w: Words, said: Words) -> Wff:
        """`Ann built K-2, which is red`: two statements, the second about whom the first names last."""
        first = self.clause(w)
        known = [m.term for m in self.met if m.term[0] != "?"]
        if not known:
            raise Unreadable("an aside is not understood")
        return sure(f.join("and", [first, self.relative(said, known[-1])]))

    def _needed(self, w: Words) -> Wff | None:
        """`To enter you need a key`: who enters has one."""
        for at in (i for i, x in enumerate(w) if x in ("you", "one", "someone", "people", "anyone") and i > 1):
            rest = trimmed(w[at + 1 :])
            x = self.fresh()
            if rest[:1] in (["need"], ["needs"]) and len(rest) > 1:
                rest = ["has", *rest[1:]]
            found = self.attempt(
                lambda a=at, r=rest, x=x: (self.predicate(trimmed(w[1:a]), x, "base"), self.predicate(r, x, "finite"))  # type: ignore[misc]
            )
            if found is not None:
                self.fired.append("to do it")
                must = f.changed(found[1], lambda a: f.holds(a.name.removeprefix("must "), *a.args))
                return f.every(x, f.two("implies", found[0], must))
        return None

    def _gerund(self, w: Words) -> Wff | None:
        """`Passing the test gets you an interview`, `losing it means paying`: who does the one does the other."""
        for at in range(1, len(w) - 1):
            word = w[at]
            if word not in _MEANS:
                continue
            rest = list(trimmed(w[at + 1 :]))
            x = self.fresh()
            self.meet(x, human=True)
            if (
                word in ("gets", "get", "earns", "gives", "wins", "buys")
                and rest
                and rest[0] in ("you", "one", "them", "people")
            ):
                rest = ["gets", *rest[1:]]
            elif rest and lex.doing(rest[0]):
                rest = ["is", *rest]
            elif rest[:1] == ["that"] or word == "means":
                rest = trimmed(rest[1:] if rest[:1] == ["that"] else rest)
                k = next((i for i in range(1, len(rest)) if rest[i] in AUX or lex.verb(rest[i])), 0)
                rest = rest[k:] if 0 < k < 4 and rest[0] in ("you", "one", "a", "an", "they", "the", "people") else []
            else:
                rest = []
            found = self.attempt(
                lambda a=at, r=rest, x=x: (self.predicate(["is", *w[:a]], x, "finite"), self.predicate(r, x, "finite"))  # type: ignore[misc]
            )
            if found is not None:
                self.fired.append("doing it means")
                return f.every(x, f.two("implies", *found))
        return None

    def _begins(self, w: Words) -> bool:
        """Whether a clause with a subject of its own may begin so."""
        return len(w) > 1 and w[0] not in AUX | {"not", "never", "neither"} and not self._opens(w[:2], "finite")

    def _two_clauses(self, w: Words) -> Wff | None:
        """`The wolf howls and the owl hides`: two clauses without a comma."""
        for at, joint in joints(w):
            if joint in ("and", "but") and w[at - 1] != "," and self._own_verb(w[at + 1 :]):
                found = self.attempt(lambda a=at, j=joint: self._joined_clauses(w, a, j))  # type: ignore[misc]
                if found is not None:
                    return found
        return None

    def _own_verb(self, w: Words) -> bool:
        """Whether a subject in the singular with a verb of its own begins so: `the owl hides`, `Bo sings`."""
        start = 1 if w[:1] and w[0] in ("the", "a", "an", "this", "every", "each", "his", "her", "their") else 0
        if not start and not (w[:1] and is_name(w[0])):
            return False
        at = next((i for i in range(start + 1, min(len(w), start + 3)) if w[i] in AUX or lexis.third(w[i])), 0)
        if not at or any(lex.preposition(x) or x in ("and", "or", ",", "'s") for x in w[:at]):
            return False
        return w[at] in AUX - {"'s"} or bool(lex.verb(w[at]) and not lexis.plural(w[at - 1]))

    def _joined_clauses(self, w: Words, at: int, joint: str) -> Wff:
        left, right = trimmed(w[:at]), trimmed(w[at + 1 :])
        if not left or not right:
            raise Unreadable("nothing is joined")
        if operator(joint) == "and":
            kept = list(self.open)
            first = self._clauses(left)
            second = self._clauses(right)
            if not self.condition:
                for v, r in reversed([o for o in self.open if o not in kept]):
                    if v in f.loose(first) and v in f.loose(second):
                        continue
                    self.open = [o for o in self.open if o[0] != v]
                    first = f.every(v, f.two("implies", r, first)) if v in f.loose(first) else first
                    second = f.every(v, f.two("implies", r, second)) if v in f.loose(second) else second
            return sure(f.join("and", [first, second]))
        return sure(f.join("or", [self._clauses(left), self._clauses(right)]))

    def _either(self, w: Words) -> Wff:
        exclusive = w[-2:] in (["not", "both"], ["never", "both"])
        if exclusive:
            w = trimmed(list(w[:-2]))
        for at in (i for i, x in enumerate(w) if x == "or"):
            for carry in self._carries(w[:at], trimmed(w[at + 1 :])):
                found = self.attempt(lambda c=carry: [self._clauses(c[0]), self._clauses(c[1])])  # type: ignore[misc]
                if found is not None:
                    self.fired.append("either")
                    return one_only(*found) if exclusive else self.either(sure(f.join("or", found)))
        raise Unreadable("either what is not plain")

    def _carries(self, left: Words, right: Words) -> list[tuple[Words, Words]]:
        """Two clauses of `either the relay or the fuse is faulty`, `either Ann is a spy or Bo is`."""
        out: list[tuple[Words, Words]] = [(left, right)]
        if right and right[-1] in AUX:
            at = next((i for i, x in enumerate(left) if x in AUX), 0)
            out.append((left, [*right[:-1], *left[at:]]))
        at = next((i for i, x in enumerate(right) if i and (x in AUX or lex.verb(x) or lex.past(x))), 0)
        if at:
            out.append(([*left, *right[at:]], right))
        return out

    def _not_both(self, w: Words) -> Wff | None:
        """`drinks tea or coffee, never both`."""
        if w[-1] != "both" or w[-2] not in ("not", "never") or "or" not in w:
            if w[-2:] == ["or", "both"]:
                return self._clauses(trimmed(w[:-2]))
            return None
        rest = trimmed(w[:-2])
        made = self._clauses([x for x in rest if x != "either"])
        self.fired.append("not both")
        return _exclusive(made)

    def clause(self, w: Words) -> Wff:
        """One clause."""
        self.step()
        w = trimmed(w)
        if not w:
            raise Unreadable("nothing is said")
        if w[0] == "there" and len(w) > 2 and w[1] in ("is", "are", "was", "were"):
            return self._there(w[2:])
        if (found := self._again(w)) is not None:
            return found
        if "EXCEPT" in w:
            return self._except(w)
        if w[-3:] == ["and", "nobody", "else"] or w[-4:-1] == ["and", "nobody", "else"]:
            return self._nobody_else(w[: w.index("nobody") - 1])
        for at in self._verbs(w):
            found = self.attempt(lambda a=at: self._said(w[:a], w[a:]))  # type: ignore[misc]
            if found is not None:
                return found
        if (aside := self._aside(w)) is not None:
            return aside
        if lex.preposition(w[0]) and "," in w:  # `In May, Ann sings`
            at = w.index(",")
            return self.clause([*w[at + 1 :], *w[:at]])
        raise Unreadable("the sentence is not understood")

    def _verbs(self, w: Words) -> list[int]:
        """Places where the verb of the clause may stand, the likelier first."""
        sure: list[int] = []
        likely: list[int] = []
        perhaps: list[int] = []
        short: list[int] = []
        for i in range(1, len(w)):
            word, before = w[i], w[i - 1]
            counted = before in _NUMERAL or before[0].isdigit()
            led = before in lexis.ARTICLE | lex.POSSESSIVE or (counted and lexis.plural(word))
            if before in ("to", "get", "gets", "got") or word in MARKERS or led:
                continue
            if word == "'s":
                short.append(i)
            elif word in AUX:
                sure.append(i)
            elif (
                word in ("never", "neither", "either", "both", "always", "often", "also")
                or (lex.adverb(word) and not word.startswith("every-"))
            ) and self._opens(w[i + 1 :], "finite"):
                likely.append(i)
            elif lex.preposition(before) and not (lex.doing(w[i - 2]) or lex.participle(w[i - 2])):
                continue
            elif i == 1 and is_name(before) and lexis.third(word) and self.unknown(word):
                likely.append(i)
            elif lex.verb(before) and lex.verb(word) and i > 1 and not (lexis.third(word) > lexis.third(before)):
                # what is enjoyed by `those that enjoy water`
                perhaps.append(i)
            elif lex.verb(word) or lex.past(word):
                end = next((n for n in range(1, i) if lex.preposition(w[n]) or w[n] in lex.RELATIVE), i)
                one = (lexis.plural(w[end - 1]) and not is_name(w[end - 1])) or w[0] in ("those", "you", "we", "they")
                agrees = lexis.third(word) != one or lex.past(word)
                (likely if agrees else perhaps).append(i)
            elif sure or likely:
                continue
            elif self.unknown(word) and (is_name(before) or lexis.plural(before) or lexis.third(word)):
                perhaps.append(i)
        return [*sure, *likely, *perhaps, *short]

    def _said(self, subject: Words, said: Words) -> Wff:
        if subject[-1] in ("and", "or", "but", "nor"):
            raise Unreadable("a subject is not whole")
        one = self.phrase(subject)
        made = [prefixed(self.predicate(said, t, "finite"), t, one.prefix) for t in one.terms]
        once = bool(lex.past(said[0])) and not lex.verb(said[0]) and said[0] not in lex.COPULA
        done = (lex.participle(x) for x in (*said[1:3], said[-1]))
        once = once or (said[0] in ("has", "have") and any(done))
        once = one.how == "a" and once and not self.asked and not lex.RELATIVE & set(subject)
        if once and not self.condition and (found := self._introduced(one, made[0])) is not None:
            return found
        if once:
            one = one._replace(how="some")  # `an earthquake struck`
        self.last = (tuple(said), isinstance(made[0], Negated))
        self.concerns += [t for t in one.terms if t[0] != "?"]
        return self.quantified(one, made)

    def _introduced(self, one: Phrase, made: Wff) -> Wff | None:
        """`A parcel has arrived`: one that the text then calls the parcel."""
        kinds = [a.name for a in f.atoms(one.restrict) if len(a.args) == 1] if one.restrict is not None else []
        nouns = [k for k in kinds if k.isalpha() and not lex.adjective(k)]
        if not nouns or nouns[-1] not in self.taken or any(nouns[-1] in k for k in self.kinds.values()):
            return None
        term, x = nouns[-1], one.terms[0]
        self.introduced.add(term)
        self.kinds.setdefault(term, set()).update(kinds)
        self.meet(term, nouns)
        self.concerns.append(term)
        return sure(f.join("and", [f.renamed(w, {x: term}) for w in (one.restrict, made) if w is not None]))

    def quantified(self, one: Phrase, made: Sequence[Wff]) -> Wff:
        """What is said of a subject, with its quantifier."""
        if one.how == "only":
            return self._only(one, made)
        if one.how == "name":
            if one.joint == "xor":
                return self.either(sure(f.join("or", list(made))))
            return f.no(sure(f.join("or", list(made)))) if one.joint == "nor" else sure(f.join(one.joint, list(made)))
        x, body = one.terms[0], made[0]
        if one.how == "some" and not self.condition:
            return f.some(x, sure(f.join("and", [one.restrict, body])))
        if one.how == "not every":
            return f.some(x, sure(f.join("and", [one.restrict, f.no(body)])))
        if one.how == "a" and self.asked and not self.condition and self._particular(body):
            return f.some(x, sure(f.join("and", [one.restrict, body])))
        body = f.no(body) if one.how == "no" else body
        if self.condition and not one.loose:
            return f.every(x, f.two("implies", one.restrict, body))
        if self.condition and one.restrict is not None and x not in f.loose(body):
            return sure(f.join("and", [one.restrict, body]))
        self.open.append((x, one.restrict))
        return body

    def _particular(self, body: Wff) -> bool:
        return any(t[0] != "?" for a in f.atoms(body) for t in a.args)

    def _only(self, one: Phrase, made: Sequence[Wff]) -> Wff:
        x = self.fresh()
        if one.how == "only" and one.restrict is None and one.terms[0][0] != "?":
            kinds = f.join("or", [f.same(x, t) for t in one.terms])
            body = f.renamed(made[0], {one.terms[0]: x})
            return f.every(x, f.two("implies", body, sure(kinds)))
        self.fired.append("only")
        v = one.terms[0]
        return f.every(v, f.two("implies", made[0], sure(one.restrict)))

    def _there(self, w: Words) -> Wff:
        """`There is (no) ...`."""
        w = trimmed(w)
        denied = w[0] in ("no", "not")
        rest = list(w[1:] if denied else w)
        while rest and rest[0] in ("a", "an", "any", "some", "one", "single"):
            rest = rest[1:]
        if rest and rest[0] in _NUMERAL and "," in rest:
            at = rest.index(",")
            named = self.phrase(trimmed(rest[at + 1 :]))
            if named.how == "name":
                return sure(f.join("and", [self.kind(rest[1:at], t) for t in named.terms]))
        x = self.fresh()
        if rest and rest[0] in ("someone", "somebody", "something", "nobody", "nothing", "anyone", "anything"):
            denied = denied or rest[0] in ("nobody", "nothing")
            rest = ["person", *rest[1:]]
        kept = list(self.open)
        made = f.some(x, self.closed(sure(self.kind(rest, x)), kept))
        return f.no(made) if denied else made

    def _except(self, w: Words) -> Wff:
        at = w.index("EXCEPT")
        rest = len(w) - at - 1
        behind = self.attempt(lambda: self.clause(w[:at])) is not None  # all that follows a whole clause is excepted
        after = [(n, w[at + 1 + n]) for n in range(1, min(6, rest))]
        ends = [n for n, x in after if x in AUX or lex.verb(x) or lex.past(x)]
        for size in (rest,) if behind else ends or range(1, min(6, rest)):
            found = self.attempt(lambda s=size: self._excepting(w, at, s))  # type: ignore[misc]
            if found is not None:
                return found
        raise Unreadable("what is excepted is not plain")

    def _excepting(self, w: Words, at: int, size: int) -> Wff:
        kept = list(self.open)
        made = self.clause(trimmed([*list(w[:at]), *trimmed(w[at + 1 + size :])]))
        new = [o for o in self.open if o not in kept]
        if len(new) != 1:
            raise Unreadable("who is excepted is not plain")
        x, restrict = new[0]
        self.open = [*kept, (x, f.join("and", [restrict, self.other(w[at + 1 : at + 1 + size], x)]))]
        return made

    def _nobody_else(self, w: Words) -> Wff:
        """`Each one who is trained gets a badge, and nobody else does`: they and no others."""
        kept = list(self.open)
        made = self.clause(w)
        new = [o for o in self.open if o not in kept]
        if len(new) != 1 or new[0][1] is None:
            raise Unreadable("who else is not plain")
        self.open = kept
        x, restrict = new[0]
        self.fired.append("nobody else")
        return f.every(x, f.two("iff", restrict, made))

    # --- questions ----------------------------------------------------------------------------------------------------

    def _inverted(self, w: Words) -> Wff:
        """`Does Ann sing`: the statement that is asked about."""
        first, rest = w[0], list(w[1:])
        if rest[:1] == ["it"] and {lex.doing(x) or lex.verb(x) for x in rest[1:4]} & lexis.WEATHER:
            rest[0] = "@weather"
        if rest[:1] == ["there"]:
            return self._whole(["there", first, *rest[1:]])
        ends = [*range(1, len(rest) + 1)]
        if rest[:1] == ["her"]:  # `her parcel` before `her`
            ends = [*ends[1:], 1]
        for at in ends:
            said = [first, *rest[at:]]
            if len(said) < 2:
                continue
            found = self.attempt(lambda a=at, s=said: self.closed(self._said(rest[:a], s), []))  # type: ignore[misc]
            if found is not None:
                return found
        raise Unreadable("what is asked is not plain")


def one_only(a: Wff, b: Wff) -> Wff:
    """One of two, where it is said that it is not both; `xor` is what `either` leaves to be understood."""
    return sure(f.join("and", [f.join("or", [a, b]), f.no(sure(f.join("and", [a, b])))]))


def _exclusive(made: Wff) -> Wff:
    """The first `or` in a formula, as one and not both."""
    match made:
        case Joined(op="or", parts=(a, b)):
            return one_only(a, b)
        case Joined(op="implies", parts=(a, b)):
            return f.two("implies", a, _exclusive(b))
        case Quantified():
            return Quantified.model_construct(op=made.op, variable=made.variable, of=_exclusive(made.of))
    raise Unreadable("both of what is not plain")

"""Sentences to formulas of bags: conditions in any order, joined clauses, exceptions, questions. Knows no text."""

from dataclasses import dataclass

from ech0.core.wff import Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.gist import bags
from ech0.minds.embedded.logic.gist.clauses import OPENS, SUBJECTS, Clauses, trimmed
from ech0.minds.embedded.logic.gist.nouns import AUX, BODY, Subject, Words, sure
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose import measures
from ech0.minds.embedded.logic.prose.words import CONDITIONS

_ALLOWED = frozenset("allowed permitted legal ok okay fine acceptable possible right".split())
TAKING_BACK = frozenset(
    "exception exceptions excepted false untrue lie lies lying liar pretend fiction however instead formerly".split()
)
"""Words of sentences that may take back what others say."""
_ANYBODY = frozenset("someone somebody something".split())
_REQUIRED = frozenset("required obliged supposed expected bound".split())
_UNPLACED = frozenset("of in on at by with for from to under over".split())


@dataclass
class Sentences(Clauses):
    """A reader of sentences."""

    case: tuple[str, Wff] | None = None
    """The last condition, with its variable: `otherwise` is where it does not hold."""

    def read(self, w: Words) -> list[Wff]:
        """The statements that a sentence makes."""
        self.bound, self.steps = "", 0
        w = trimmed(w)
        if w[:3] == ["IF", "and", "ONLYIF"]:
            w = ["IFF", *w[3:]]
        if w[:1] == ["it"] and w[1:2] and w[1] in ("may", "must"):
            w = ["you", *w[1:]]
        if w[:1] == ["either"] and "or" in w:
            w = w[1:]
        if not w or "?" in w or not (lex.HEDGE | TAKING_BACK).isdisjoint(w):
            raise Unreadable("nothing is stated for certain")
        if lex.preposition(w[0]) and "," in w[:6] and not any(x in CONDITIONS for x in w[:6]):
            w = trimmed(w[w.index(",") + 1 :])
        if not w:
            raise Unreadable("nothing is stated")
        if (turned := self._turned(w)) is not None:
            return turned
        if w[0] == "it-is-not-so":
            return [f.no(one) for one in self.read(w[1:])]
        if "EXCEPT" in w:
            return self._excepting(w)
        if any(x in CONDITIONS for x in w):
            return [self._conditional(w)]
        for at, joint in _joints(w):
            left, right = trimmed(w[:at]), trimmed(w[at + 1 :])
            if right and left and self.clausal(right) and self.clausal(left):
                if joint == "or":
                    one, two = self.read(left), self.read(right)
                    return [sure(f.join("or", [sure(f.join("and", one)), sure(f.join("and", two))]))]
                return [*self.read(left), *self.read(right)]
        return [self.clause(w)]

    def _turned(self, w: list[str]) -> list[Wff] | None:
        """Sentences of a form of their own: `otherwise ...`, `to vote you must ...`, `and so may anyone who ...`."""
        again = next((n for n, x in enumerate(w[:-2]) if n > 2 and x in ("so", "as") and w[n + 1] in AUX), 0)
        if again:  # `and so may anyone who holds a card`
            return [*self.read(w[:again]), *self.read([*w[again + 2 :], w[again + 1]])]
        if w[0] == "otherwise":
            if self.case is None:
                raise Unreadable("otherwise than what is not said")
            x = self.bound = self.variable()
            made = self.said(w[1:])[1]
            return [f.every(x, f.two("implies", f.no(f.renamed(self.case[1], {self.case[0]: x})), made))]
        made_of = self._purpose(w) if w[0] == "to" else self._needing(w) or self._at_times(w)
        return None if made_of is None else [made_of]

    def asked(self, w: Words) -> Wff:
        """The statement that a question asks about."""
        self.bound, self.steps = "", 0
        w = trimmed(w)
        if any(x in (*CONDITIONS, "EXCEPT", "?") for x in w):
            raise Unreadable("a condition is asked for")
        if (
            len(w) < 4
            and self.told is not None
            and ((w[0] in ("may", "can") and len(w) == 2) or (w[-1] in _ALLOWED and w[1] in ("that", "this", "it")))
        ):
            name = self.told.name.removeprefix("want ")
            return f.holds(name if name[:4] == "may " else f"may {name}", *self.told.args)
        for n in range(2, len(w) - 2):
            if (
                w[0] in lex.COPULA
                and w[n + 1] == "to"
                and w[n] in _ALLOWED | _REQUIRED | {"entitled", "able", "authorised"}
            ):
                w = ["must" if w[n] in _REQUIRED else "may", *w[1:n], *w[n + 2 :]]
                break
        if w and w[0] in ("could", "might") and len(w) > 3 and "be" in w[2:6]:
            self.possible = True
            w = ["is", *(x for n, x in enumerate(w[1:]) if x != "be" or "be" in w[1 : n + 1])]
        if w and w[0] in AUX and len(w) > 2:
            cut = self._asked_of(w)
            subject = list(w[1:cut])
            if subject[:1] == ["any"]:
                subject[0] = "some"
            return self.clause([*subject, w[0], *w[cut:]], len(subject))
        return self.clause(w)

    def _at_times(self, w: list[str]) -> Wff | None:
        """`Is only open on Mondays`: where it is open, it is Monday."""
        cut = self.split(w)
        last = bags.stem(w[-1])
        if "only" not in w[cut : cut + 2] or w[-2] not in ("on", "in") or not any(last in c for c in bags.CALENDAR):
            return None
        return f.two("implies", self.clause([x for x in w[:-2] if x != "only"]), f.holds(f"{last}:n", "today_is"))

    def _needing(self, w: list[str]) -> Wff | None:
        """`Candidates need 60 points to pass`: who passes has 60 points."""
        at = next((n for n, x in enumerate(w) if x in ("need", "needs") and n), 0)
        to = w.index("to") if "to" in w[at:-1] else 0
        if not at or to < at or any(x in CONDITIONS for x in w) or not any(measures.read(x) for x in w[at:to]):
            return None
        subject = self.subject(w[:at])
        done, has = (self.predicate(x, subject.term) for x in (w[to + 1 :], ["has", *w[at + 1 : to]]))
        return self.closed(subject, f.two("implies", done, has))

    def _purpose(self, w: list[str]) -> Wff | None:
        """`To vote you must be 16`: who may vote is 16."""
        at = next((n for n, x in enumerate(w) if x == "must"), 0)
        cut = next(
            (
                n
                for n, x in enumerate(w[:at])
                if n > 1 and (x in SUBJECTS or x in lexis.ARTICLE or x in BODY) and (x in SUBJECTS or n + 2 >= at)
            ),
            0,
        )
        if not cut or at + 2 >= len(w) or any(x in CONDITIONS for x in w):
            return None
        subject = self.subject(w[cut:at])
        aim = [x for x in w[1:cut] if x != ","]
        rest = ["is", *w[at + 2 :]] if w[at + 1] == "be" else w[at + 1 :]
        return self.closed(
            subject, f.two("implies", self.predicate(["may", *aim], subject.term), self.predicate(rest, subject.term))
        )

    def _asked_of(self, w: Words) -> int:
        """Where the subject of a question ends."""
        if w[1] == "there":
            return 2
        if w[1] in lex.PRONOUN and w[1] != "one" and not (w[1] == "her" and len(w) > 3):
            return 2
        if w[1] in lex.POSSESSIVE and (named := next((n for n, x in enumerate(w[:5]) if x[:1] == "@"), 0)):
            return named + 1
        if w[1][:1] == "@" and w[2] != "'s":
            return 2
        some = w[1] in ("every", "some", "any", "no", "most") and any(map(lex.preposition, w[2:-2]))
        if w[0] in lex.COPULA and some and (lex.adjective(w[-1]) or lex.participle(w[-1])):
            return len(w) - 1
        start = w.index("'s") + 1 if "'s" in w[:5] else 2
        for n in range(
            start + (w[start - 1] in ("the", "every", "a", "an") or start > 2 or w[1] in lex.POSSESSIVE), len(w)
        ):
            y = w[n]
            if w[0] in lex.DO | lex.MODAL:
                if (
                    (lex.verb(y) or n == len(w) - 1)
                    and (not lex.preposition(y) or y == "like")
                    and w[n - 1] not in lexis.ARTICLE | lex.POSSESSIVE
                    and not lex.preposition(w[n - 1])
                ):
                    return n
                if y in ("be", "have", "get", "not", "be"):
                    return n
            elif (
                lex.preposition(y)
                or y in lexis.ARTICLE
                or lex.adjective(y)
                or lex.participle(y)
                or y in ("not", "been")
                or measures.read(y)
            ):
                return n
        if w[1] in BODY:
            return 2
        if (w[1] in ("the", "this", "a", "an") or w[1] in lex.POSSESSIVE) and len(w) > 3 and w[2].isalpha():
            return 3
        raise Unreadable("of whom is asked is not plain")

    # --- conditions ---------------------------------------------------------------------------------------------------

    def _halves(self, w: Words) -> tuple[str, str, list[str], list[str]]:
        """The mark of a condition, which half stands first, and both in their order."""
        at = [n for n, x in enumerate(w) if x in CONDITIONS]
        if len(at) != 1:
            raise Unreadable("several conditions are not read")
        if at[0]:
            return w[at[0]], "main", trimmed(w[: at[0]]), trimmed(w[at[0] + 1 :])
        return w[0], "cond", *self._parted(list(w[1:]))

    def _conditional(self, w: Words) -> Wff:
        mark, first, one, two = self._halves(w)
        if not one or not two or {one[0], two[0]} <= _ANYBODY:
            raise Unreadable("whether two are meant is not plain")
        if mark == "IF" and first == "cond" and (whole := self._of_all(one, two)) is not None:
            return whole
        subject, made = self.said(one)
        if subject.term[:1] == "?":
            self.bound = subject.term
        self.heads = frozenset(w_ for o in subject.when for a in f.atoms(o) for w_ in bags.contents(a.name))
        if first == "cond" and subject.how == "some":
            subject = subject._replace(how="every")
        if subject.how not in ("name", "every", "no") or (first == "cond" and subject.how == "no"):
            raise Unreadable("a condition on some is not read")
        other, rest = self._bound(two)
        when = [*other.when]
        both = mark in ("IFF", "ONLYIF") and first == "main" and other.how == "every"
        if other.term[:1] == "?" and other.term != subject.term:
            if subject.term[:1] == "?" and subject.when and when and not _role(two):
                raise Unreadable("two are spoken of at once")
            if subject.term[:1] == "?":
                names = {other.term: subject.term}
                when, rest = [f.renamed(o, names) for o in when], f.renamed(rest, names)
            elif other.how == "some":
                rest, when = f.some(other.term, sure(f.join("and", [*when, rest]))), []
            elif not both:
                subject = Subject("every", other.term, subject.when)
        if other.how == "no":
            rest = f.no(rest)
        if other.how in ("only", "not every"):
            raise Unreadable("a condition on some is not read")
        if first == "main" and subject.how == "no":
            made = f.no(made)
            subject = subject._replace(how="every")
        if both and subject.term[:1] != "?" and other.term[:1] == "?":
            rest, when = f.some(other.term, sure(f.join("and", [*when, rest]))), []
        main_said, cond_said = (made, rest) if first == "main" else (rest, made)
        self.case = (subject.term, cond_said) if mark == "IF" else None
        return self.closed(subject, _ruled(mark, main_said, cond_said), when)

    def _of_all(self, cond: Words, main: Words) -> Wff | None:
        """A condition on all of a kind, or a conclusion on none or all of another."""
        explicit = _each(cond) and not any(y in lex.PRONOUN for y in main[:2])
        if not explicit and (main[0] not in ("no", "every", "nobody") or _each(cond)):
            return None
        some = not explicit and cond[0] in ("a", "an", "any", "anyone", "anybody")
        return f.two("implies", self.clause(["some", *cond[1:]] if some else cond), self.clause(main))

    def _bound(self, w: Words) -> tuple[Subject, Wff]:
        """Another clause of a sentence, of the same individual where it has a pronoun, or joined clauses of it."""
        for at, joint in _joints(w):
            left, right = trimmed(w[:at]), trimmed(w[at + 1 :])
            if right and left and self.clausal(right) and self.clausal(left) and joint in ("and", "or"):
                one, made = self._bound(left)
                two, more = self._bound(right)
                if one.term != two.term and (one.term[:1] == "?" or two.term[:1] == "?"):
                    raise Unreadable("two are spoken of at once")
                return one, sure(f.join(joint, [made, more]))
        return self.said(w)

    def _parted(self, w: list[str]) -> tuple[list[str], list[str]]:
        """The condition that a sentence begins with, and the rest."""
        cuts = [n for n, x in enumerate(w) if x == "then"] or [n for n, x in enumerate(w) if x == ","]
        for n in cuts:
            cond, main = trimmed(w[:n]), trimmed(w[n + 1 :])
            if cond and main and self.clausal(cond) and self.clausal(main):
                return cond, main
        bare = [
            n
            for n in range(3, len(w) - 1)
            if (w[n] in OPENS or w[n][:1] == "@")
            and w[n - 1] not in lexis.ARTICLE
            and self.clausal(w[:n])
            and self.clausal(w[n:])
            and not lex.preposition(w[n - 1])
            and w[n - 1] not in AUX
            and not lex.verb(w[n - 1])
        ]
        if len(bare) == 1:
            return w[: bare[0]], w[bare[0] :]
        raise Unreadable("where the condition ends is not plain")

    def _excepting(self, w: Words) -> list[Wff]:
        """A rule and those whom it leaves out."""
        at = w.index("EXCEPT")
        if any(x in CONDITIONS for x in w) or w.count("EXCEPT") > 1:
            raise Unreadable("an exception on a condition is not read")
        left, right = trimmed(w[:at]), trimmed(w[at + 1 :])
        end = self.split(left) if self.split(left) < len(left) else 0
        if end:
            whole, out = left, right
        else:
            cut = next((n for n in range(1, len(right)) if right[n] in AUX or self._finite(right, n, False)), 0)
            if not cut:
                raise Unreadable("where the exception ends is not plain")
            whole, out = [*left, *right[cut:]], right[:cut]
        if out and out[0] == "for":
            out = out[1:]
        subject, made = self.said(whole)
        if subject.how not in ("every", "no"):
            raise Unreadable("an exception to a single case is not read")
        if out and (out[0] in _UNPLACED):
            raise Unreadable("an exception of place or time is not read")
        if any(x[:1] == "@" for x in out):
            raise Unreadable("an exception by name is left to others")
        left_out = sure(
            f.join("and", self.restricted([x for x in out if x not in ("those", "the", "any")], subject.term))
        )
        made = f.no(made) if subject.how == "no" else made
        rule = subject._replace(how="every")
        return [self.closed(rule, made, [f.no(left_out)]), self.closed(rule, f.no(made), [left_out])]


def _each(w: Words) -> bool:
    """Whether a clause begins with a word that speaks of all of several."""
    return w[0] in ("every", "each", "both", "all")


def _role(w: Words) -> bool:
    return w[0] == "the" or w[0] in BODY


def _ruled(mark: str, main: Wff, cond: Wff) -> Wff:
    if mark == "IF":
        return f.two("implies", cond, main)
    if mark == "UNLESS":
        return f.two("implies", f.no(cond), main)
    if mark == "ONLYIF":
        return f.two("implies", main, cond)
    return f.two("iff", cond, main)


def _joints(w: Words) -> list[tuple[int, str]]:
    out = []
    for n, x in enumerate(w):
        if 0 < n < len(w) - 1:
            if x in ("and", "or") or (x in ("but", "so") and n):
                out.append((n, "or" if x == "or" else "and"))
            elif x == "," and w[n + 1] not in ("and", "or", "but"):
                out.append((n, "and"))
    return out

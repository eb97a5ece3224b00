"""Clauses to formulas of bags: where the verb stands, who is spoken of, whose variable is bound. Knows no condition."""

from collections.abc import Sequence
from dataclasses import dataclass

from ech0.core.wff import Applied, Joined, Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.gist import bags
from ech0.minds.embedded.logic.gist.nouns import AUX, BODY, WHO, Subject, Words, sure
from ech0.minds.embedded.logic.gist.phrases import Phrases
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose import measures

_LED = frozenset("and but so then yet however".split())
OPENS = (
    lexis.ARTICLE
    | lex.POSSESSIVE
    | BODY
    | lex.PRONOUN
    | frozenset("every each all no only some most this that these those".split())
)
"""Words with which a clause may begin."""
SUBJECTS = frozenset("i you he she they we it".split())


@dataclass
class Clauses(Phrases):
    """A reader of clauses."""

    told: Applied | None = None
    """What was last said of somebody: what `is that allowed` asks about."""

    def clausal(self, w: Words) -> bool:
        """Whether words are a clause with a subject of its own."""
        if not (
            w[0] in OPENS or w[0][:1] == "@" or w[0] in ("there", "i", "we", "you") or any(map(lexis.plural, w[:2]))
        ):
            return False
        return 0 < self.split(w) < len(w)

    def split(self, w: Words) -> int:
        """Where the verb of a clause stands; its length where none does."""
        n, related = 1, False
        while n < len(w):
            y, before = w[n], w[n - 1]
            if (y in WHO and w[n - 1] not in lexis.ARTICLE) or (y == "whoever" and n == 0):
                related, n = True, self._verbs(w, n + 1)
                continue
            if n == 1 and w[0] == "whoever" and not related:
                related, n = True, self._verbs(w, 1)
                continue
            if y in AUX:
                if related and before in ("and", "or", ","):
                    n = self._verbs(w, n)
                    continue
                return n
            if self._finite(w, n, related):
                return n
            n += 1
        return len(w)

    def _verbs(self, w: Words, n: int) -> int:
        """Behind the verbs with which a relative clause begins."""
        while n < len(w) and (w[n] in AUX or w[n] in ("not", "never") or lex.adverb(w[n])):
            n += 1
        if n < len(w) and (lex.verb(w[n]) or lex.participle(w[n])):
            n += 1
        return n

    def _finite(self, w: Words, n: int, related: bool) -> bool:
        y, before = w[n], w[n - 1]
        if related and n == len(w) - 1 and lexis.plural(w[0]) and y.isalpha() and not lexis.plural(y):
            stated = lex.adjective(y) or lex.participle(y) or lex.adverb(y) or lex.preposition(before) or before in AUX
            return not stated and before not in lexis.ARTICLE | lex.POSSESSIVE
        if (
            n == 1
            and (w[0] in SUBJECTS or (w[0][:1] == "@" and y[-1:] == "s"))
            and y.isalpha()
            and not lex.adverb(y)
            and y not in lex.DROPPED
        ):
            return not lex.preposition(y) and y not in ("and", "or", "not") and not lex.adjective(y)
        if y == "own" and before not in lex.POSSESSIVE and before.isalpha() and before not in lexis.ARTICLE:
            return True
        if (
            n == len(w) - 1
            and n > 1
            and w[0] in lexis.ARTICLE
            and y.isalpha()
            and lexis.third(y)
            and before not in lexis.ARTICLE
        ):
            return not lex.preposition(before)
        if not (lex.verb(y) or lex.past(y)) or lex.preposition(before) or before in lexis.ARTICLE | lex.POSSESSIVE:
            return False
        if before in ("to", "'s", "this", "that", "no", "every") or (before in ("and", "or", ",") and related):
            return False
        if y in lex.ADJECTIVES and not lexis.third(y):
            return False
        if lexis.third(y) and lex.verb(y):
            return not (
                n + 1 < len(w) and any(x in AUX for x in w[n + 1 : n + 3]) and w[n + 1] not in ("and", "or", "not")
            )
        if lex.past(y) and not (lex.verb(y) and y == before):
            later = [
                m
                for m in range(n + 1, len(w))
                if w[m] in AUX
                or (
                    lexis.third(w[m])
                    and lex.verb(w[m])
                    and not lex.preposition(w[m - 1])
                    and w[m - 1] not in lexis.ARTICLE
                )
            ]
            reduced = (
                later
                and not any(x in ("and", "or", ",", "but") for x in w[n : later[0]])
                and "that" not in w[n : later[0]]
            )
            return not reduced
        if lex.preposition(y) and y != "like":
            return False
        head = next(
            (w[m - 1] for m in range(1, n) if lex.preposition(w[m]) or w[m] in WHO or measures.read(w[m])), before
        )
        several = (
            lexis.plural(head)
            or head in ("you", "i", "they", "we", "staff", "people", "children", "s")
            or measures.read(head)
        )
        return bool(several) or (related and not lexis.third(y))

    def clause(self, w: Words, cut: int = 0) -> Wff:
        """A clause of its own, its variables bound."""
        subject, made = self.said(w, cut)
        return self.closed(subject, made)

    def said(self, w: Words, cut: int = 0) -> tuple[Subject, Wff]:
        """Of whom a clause speaks, and what it says."""
        w = trimmed(w)
        cut = cut or self.split(w)
        if not 0 < cut < len(w):
            raise Unreadable("a verb is missing")
        if w[0] == "there":
            if any(x in WHO or x in ("some", "any", "every", "one", "than") for x in w) or w[cut] not in lex.COPULA:
                raise Unreadable("what there is, is not read")
            rest = [x for x in w[cut + 1 :] if x not in ("not", "no")]
            name = bags.named("", rest)
            if not name:
                raise Unreadable("what there is, is not read")
            made = f.holds(f"there {name}", "there")
            return Subject("name", "there"), f.no(made) if {"not", "no"} & set(w[cut:]) else made
        if w[0] == "it" and len(w) > 1 and bags.stem(w[-1]) in ("rain", "snow", "hail", "thunder"):
            return Subject("name", "weather"), self.predicate(w[cut:], "weather")
        if "nor" in w[:cut]:
            if w[0] != "neither" or w[cut] == "not":
                raise Unreadable("neither of two is not read")
            at = w.index("nor")
            parts = [self.said([*w[1:at], *w[cut:]]), self.said([*w[at + 1 : cut], *w[cut:]])]
            if any(p.how != "name" for p, _ in parts):
                plain = [self.closed(p._replace(how="no"), m) for p, m in parts]
            else:
                plain = [f.no(m) for _, m in parts]
            return Subject("name", ""), sure(f.join("and", plain))
        named = w[0][:1] == "@" or w[0] in ("the", "either", "both", "neither")
        if named and ("or" in w[:cut] or "and" in w[:cut]):
            return self._several(w, cut)
        subject = self.subject(w[:cut])
        made = self.predicate(w[cut:], subject.term, subject.owned)
        if subject.how == "name" and subject.term[:1] != "?":
            self._told(subject.term, made)
        return subject, made

    def _several(self, w: Words, cut: int) -> tuple[Subject, Wff]:
        joint = "or" if "or" in w[:cut] else "and"
        head = [x for x in w[:cut] if x not in ("either", "both", ",")]
        at = head.index(joint)
        found = []
        for part in (head[:at], head[at + 1 :]):
            subject = self.subject(part)
            if subject.how != "name":
                raise Unreadable("who they are is not plain")
            found.append(self.predicate(w[cut:], subject.term, subject.owned))
        return Subject("name", ""), sure(f.join(joint, found))

    def _told(self, term: str, made: Wff) -> None:
        """Note of whom was spoken, and what kinds they are."""
        self.last = term
        self.spoken.pop(term, None)
        self.spoken[term] = None
        parts = made.parts if isinstance(made, Joined) and made.op == "and" else (made,)
        for one in parts:
            if (
                isinstance(one, Applied)
                and one.args[0] == term
                and ":n" not in one.name.split()[0]
                and one.name[:1] != "#"
            ):
                self.told = one
            if isinstance(one, Applied) and ":n" in one.name.split()[0]:
                self.kinds.setdefault(term, set()).add(one.name)

    def closed(self, subject: Subject, made: Wff, when: Sequence[Wff] = ()) -> Wff:
        """What a subject is said to be, on a condition, with its variable bound."""
        x, body = subject.term, [*subject.when, *when]
        self.others = f.renamed(sure(f.join("and", body)), {x: "?o"}) if body and x[:1] == "?" else self.others
        if subject.how == "name":
            out = f.two("implies", f.join("and", body), made)
            return f.every(x, out) if x[:1] == "?" else out
        if subject.how == "every":
            return f.every(x, f.two("implies", f.join("and", body), made))
        if subject.how == "no":
            return f.every(x, f.two("implies", f.join("and", body), f.no(made)))
        if subject.how == "only":
            if when:
                raise Unreadable("`only` on a condition is not read")
            return f.every(x, f.two("implies", made, sure(f.join("and", body))))
        if when:
            raise Unreadable("some, on a condition, are not read")
        return f.some(x, sure(f.join("and", [*body, made if subject.how == "some" else f.no(made)])))


def trimmed(w: Words) -> list[str]:
    """The words without what only leads on to them."""
    out = list(w)
    while out and (out[0] in _LED or out[0] in (",", "then")):
        out = out[1:]
    while out and out[-1] in (",", "and", "but", "then"):
        out = out[:-1]
    return out

"""Noun phrases as formulas of bags: a subject, and what restricts it. Knows no verb phrase and no sentence."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ech0.core.wff import Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.gist import bags
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose import measures

Words = Sequence[str]
AUX = (lex.COPULA | lex.HAVE | lex.DO | lex.MODAL) - {"'s"}
EVERY = frozenset("every each all any a an whichever".split())
BODY = frozenset("anyone anybody everyone everybody whoever someone somebody people person those anything everything "
                 "something whatever one nobody nothing things thing others ones persons".split())  # fmt: skip
WHO = frozenset("who which that".split())
DET = lexis.ARTICLE | lex.POSSESSIVE | frozenset("this that these those no some any every each all both".split())
_NUMBERS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())
_CROWD = frozenset("staff people police children men women cattle crew personnel".split())
HARD = frozenset("than as whether because although while whereas which how why where when whom whose".split())
"""Words of which a bag loses the meaning."""
_PERSON = frozenset(bags.stem(w) for w in lex.PERSON)
PERSONAL = frozenset("he she they i we you it".split())


class Subject(NamedTuple):
    """Of whom a clause speaks: an individual or a variable, what restricts it, and how many of them."""

    how: str
    term: str
    when: tuple[Wff, ...] = ()
    owned: tuple[str, ...] = ()
    """Words for what of theirs is spoken of: `his book`."""


@dataclass
class Nouns:
    """A reader of noun phrases; `last`: the individual that a pronoun may stand for."""

    kinds: dict[str, set[str]] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    """Nouns that stand with `the` in rules only: whoever the rule is applied to."""
    last: str = ""
    only: str = ""
    """The only name of a text."""
    ruled: frozenset[str] = frozenset()
    """Kinds that rules speak of."""
    theirs: frozenset[str] = frozenset()
    """Nouns of which rules speak as somebody's: `their manager`."""
    spoken: dict[str, None] = field(default_factory=dict)
    bound: str = ""
    """The variable of the sentence that is read, if one is open."""
    others: Wff | None = None
    """Who `everybody else` is not."""
    moved: dict[str, set[str]] = field(default_factory=dict)
    """Things of which was spoken as of their owners, by their nouns."""
    count: int = 0
    before: tuple[tuple[str, ...], str, str] = ((), "", "")
    """The last verb phrase, that `may not` and `does too` take up."""
    things: frozenset[str] = frozenset()
    """Nouns of which rules speak: somebody's thing of such a kind is spoken of as itself."""
    asides: list[Wff] = field(default_factory=list)
    objects: set[str] = field(default_factory=set)
    """Names that were objects: `he` may be one of them."""
    steps: int = 0
    past: bool = True
    """Whether it is asked about the past: otherwise what was so may be so no longer."""
    possible: bool = False
    """Whether it is asked what may be, or after one of several that are not told apart."""
    heads: frozenset[str] = frozenset()
    """The nouns of the subject that the sentence began with."""
    general: bool = True
    """Whether a noun that stands alone is meant of all of its kind: `overtime must be approved`."""

    @abstractmethod
    def predicate(self, w: Words, x: str, owned: Words = ()) -> Wff:
        """What a verb phrase says of `x`."""

    # --- subjects -----------------------------------------------------------------------------------------------------

    def subject(self, w: Words) -> Subject:
        """The subject that these words are."""
        w = [x for x in w if x not in (",", "also", "both")]
        if not w:
            raise Unreadable("a subject is missing")
        if len(w) > 1 and w[0] in ("the", "this", "that") and w[1][:1] == "@":
            w = w[1:]
        first = w[0]
        if first in ("every", "no", "some", "only") and "'s" in w:
            return self._general(w)
        named = next((n for n, x in enumerate(w) if x[:1] == "@"), 0)
        if (
            first == "the"
            and 0 < named == len(w) - 1
            and all(x.isalpha() and not lex.preposition(x) for x in w[:named])
        ):
            return self._somebody([w[named], *w[1:named]])
        if "'s" in w and not any(x in WHO or lex.preposition(x) for x in w[: w.index("'s")]):
            at = w.index("'s")
            return self._owned(self.subject(w[:at]), self._plain(w[at + 1 :]))
        if first in lex.POSSESSIVE:
            owner = self.subject(["i" if first in ("my", "our") else "you" if first == "your" else "it"])
            named = next((n for n, x in enumerate(w) if x[:1] == "@"), 0)
            if named and named == len(w) - 1:  # `his twin Cain`
                return self._somebody([w[named], *w[1:named]] if named > 1 else [w[named]])
            return self._owned(owner, self._plain(w[1:]))
        if first[:1] == "@" or (first in PERSONAL and len(w) == 1):
            return self._somebody(w)
        if first in ("the", "this", "that", "these", "those") and not (first == "those" and len(w) > 1 and w[1] in WHO):
            return self._definite(w[1:], first)
        return self._general(w)

    def _owned(self, owner: Subject, noun: list[str]) -> Subject:
        """Somebody's thing: itself where rules speak of such things, otherwise what is said of it is said of them."""
        head = bags.stem(noun[-1]) if noun else ""
        if not noun:
            raise Unreadable("what of theirs is not said")
        person = lex.root(noun[-1]) in lex.PERSON and head not in self.theirs
        if (head in self.things or person) and not owner.owned and owner.how == "name" and owner.term[:1] != "?":
            term = f"{owner.term} 's {head}"
            self.kinds.setdefault(term, set()).add(f"{head}:n")
            self.asides += self.restricted(noun, term)
            return Subject("name", term)
        if owner.how == "name" and owner.term[:1] != "?":
            self.moved.setdefault(head, set()).add(owner.term)
        return owner._replace(owned=(*owner.owned, *noun))

    def _plain(self, w: Words) -> list[str]:
        if any(x in WHO or x in HARD for x in w):
            raise Unreadable("too much is said of what is somebody's")
        return [x for x in w if x not in bags.SILENT]

    def _somebody(self, w: Words) -> Subject:
        first = w[0]
        if first == "you" or (first in PERSONAL and self.bound):
            term = self.bound or self.variable()
        elif first in ("i", "we"):
            term = "i"
        elif first[:1] == "@":
            term = bags.stem(first)
            self._aside(term, w[1:])
        else:
            term = self._meant(first) or self.only
            if first in ("he", "she") and self.objects - {term}:
                raise Unreadable(f"who {first!r} is, is not plain")
        if not term:
            raise Unreadable(f"nobody is {first!r}")
        return Subject("name", term)

    def _meant(self, pronoun: str) -> str:
        """Of whom a pronoun speaks: the last of whom the text spoke; `he` and `she` of somebody, no thing of theirs."""
        if pronoun not in ("he", "she"):
            return self.last
        people = [t for t in self.spoken if " 's " not in t or t.split(" 's ")[-1] in _PERSON]
        people = [t for t in people if t not in ("weather", "there", "today_is")]
        named = [t for t in people if t[:4] != "the " or t.split()[-1] in _PERSON]
        return named[-1] if named else ""

    def _aside(self, term: str, w: Words) -> None:
        """What stands beside a name: `the gecko`, `a guest`, `who is 12`."""
        if not w:
            return
        if w[0] in WHO:
            self.asides.append(self.predicate(w[1:], term))
        elif all(measures.read(x) or x.isdigit() for x in w):
            self.asides += [f.holds(size(x), term) for x in w]
        else:
            found = self.restricted([x for x in w if x not in ("the", "a", "an", "my", "our")], term)
            self.asides += found

    def _definite(self, w: Words, led: str) -> Subject:
        if any(x in WHO or (lex.preposition(x) and n) or x in ("and", "or") for n, x in enumerate(w)):
            return self._described(w)
        if led in ("these", "those") or not w:
            raise Unreadable("no one thing is spoken of")
        head = bags.stem(w[-1])
        theirs = [t for t in self.kinds if " 's " in t and f"{head}:n" in self.kinds[t]]
        if len(theirs) == 1 and len(w) == 1:
            return Subject("name", theirs[0])
        if len(self.moved.get(head, ())) == 1:
            return Subject("name", next(iter(self.moved[head])), (), tuple(w))
        if head in self.roles:
            if self.bound:
                return Subject("name", self.bound, (), () if head in self.heads else (w[-1],))
            x = self.variable()
            return Subject("every", x, tuple(self.restricted(w, x)))
        mine = [t for t in self.spoken if head in {k.split()[0].split(":")[0] for k in self.kinds.get(t, ())}]
        if not [x for x in w[:-1] if x not in bags.SILENT] and len(mine) == 1:
            return Subject("name", mine[0])
        if lexis.plural(w[-1]):
            x = self.variable()
            return Subject("every", x, tuple(self.restricted(w, x)))
        term = "the " + " ".join(bags.stem(x) for x in w)
        if f"{head}:n" in self.ruled:
            self.kinds.setdefault(term, set()).add(f"{head}:n")
            self.asides += self.restricted(w, term)
        return Subject("name", term)

    def _described(self, w: Words) -> Subject:
        """`The machines in the hall` are all of them; one thing with a long description is left to others."""
        head = next((n for n, x in enumerate(w) if x in WHO or lex.preposition(x)), len(w)) - 1
        if head < 0 or "and" in w or "or" in w:
            raise Unreadable("a description is not understood")
        if not lexis.plural(w[head]):
            text = " ".join(bags.stem(x) for x in w if x not in bags.SILENT)
            term = f"the {text}"
            self.kinds.setdefault(term, set()).add(f"{bags.stem(w[head])}:n")
            return Subject("name", term)
        x = self.variable()
        return Subject("every", x, tuple(self.restricted(w, x)))

    def _general(self, w: Words) -> Subject:
        how, rest = "every", list(w)
        first = w[0]
        if first == "whoever":
            rest = ["anyone", "who", *rest[1:]]
        elif first in EVERY:
            rest = rest[1:]
        elif first in ("no", "none", "nobody", "nothing", "neither"):
            how, rest = "no", rest if first in ("nobody", "nothing") else rest[1:]
        elif first == "only":
            how, rest = "only", rest[1:]
        elif first in ("some", "most", "many", "certain", "someone", "somebody", "something"):
            how, rest = "some", rest if first in BODY else rest[1:]
        elif first in ("not-every", "not", "few", "half"):
            how, rest = "not every", rest[2:] if w[1:2] == ["every"] else rest[1:]
        elif first in _NUMBERS or measures.read(first):
            how, rest = "some", rest[1:]
        elif first in ("hardly", "both", "either"):
            raise Unreadable("how many is not said of all or none")
        x = self.variable() if how != "name" else ""
        if rest and rest[0] in ("the", "of", "other"):
            rest = [y for n, y in enumerate(rest) if not (n < 2 and y in ("of", "the"))]
        if first in ("some", "most", "many", "certain") and not rest:
            raise Unreadable("of whom is not said")
        when = []
        if any(y in ("else", "other", "others") for y in rest[:2]):
            if self.others is None:
                raise Unreadable("of which others is not said")
            when.append(f.no(f.renamed(self.others, {"?o": x})))
            rest = [y for y in rest if y not in ("else", "other", "others")]
        if (
            not (first in EVERY or how != "every" or (rest[:1] and (rest[0] in BODY or crowded(rest) or self.general)))
            and not when
        ):
            raise Unreadable(f"{' '.join(w)!r} is neither all nor one")
        return Subject(how, x, (*when, *self.restricted(rest, x)))

    def variable(self) -> str:
        """A variable of its own."""
        self.count += 1
        return f"?x{self.count}"

    def restricted(self, w: Words, x: str) -> list[Wff]:
        """What a noun with all that describes it says of `x`."""
        w = list(w)
        while w and (w[0] in lexis.ARTICLE or w[0] == "of"):
            w = w[1:]
        if not w:
            return []
        if w[0] in BODY and len(w) > 1 and not self._modifies(w, 1):
            return [self.predicate(["is", *w[1:]], x)]
        cut = next((n for n, y in enumerate(w) if n and self._modifies(w, n)), len(w))
        if self._modifies(w, 0) and w[0] not in BODY:
            cut = 0
        noun, rest = w[:cut], w[cut:]
        out: list[Wff] = []
        noun = [y for y in noun if y not in BODY]
        sizes = [y for y in noun if measures.read(y)]
        noun = [y for y in noun if not measures.read(y)]
        if noun:
            out.append(self._kind(noun, x))
        out += [f.holds(size(y), x) for y in sizes]
        return out + self._modified(rest, x)

    def _kind(self, noun: Words, x: str) -> Wff:
        for joint in ("or", "and"):
            if joint in noun:
                at = noun.index(joint)
                if not noun[:at] or not noun[at + 1 :]:
                    raise Unreadable("a joint joins nothing")
                if all(lex.adjective(y) for y in noun[:at]):
                    raise Unreadable("what adjectives join is not read")
                parts = [self._kind(noun[:at], x), self._kind([y for y in noun[at + 1 :] if y not in DET], x)]
                return sure(f.join("or", parts))
        if any(y in HARD or y in AUX for y in noun):
            raise Unreadable("a noun is not understood")
        noun = [y for y in noun if y != ","]
        if not noun or noun[-1][:1] == "#":
            raise Unreadable("a kind is missing")
        head = bags.stem(noun[-1]) + ":n"
        before = noun[:-1]
        own = [y for y in before if y not in bags.SILENT and _attributive(y)]
        name = bags.named(head, [y for y in before if y not in own])
        if lex.PRIVATIVE & set(noun) or not head.strip(":n"):
            raise Unreadable("a kind is not understood")
        said = [
            f.holds(f"{bags.stem(y)}:ed" if lex.participle(y) and not lex.adjective(y) else bags.named("", [y]), x)
            for y in own
        ]
        return sure(f.join("and", [*said, f.holds(name, x)]))

    def _modifies(self, w: Words, n: int) -> bool:
        y = w[n]
        if y in WHO or lex.preposition(y) or measures.read(y) or y in ("not", "whose", "without", "with"):
            return True
        if y in ("and", "or"):
            return False
        ed = bool(lex.participle(y)) and not lex.adjective(y) and n + 1 <= len(w) and n > 0
        after = w[n + 1] if n + 1 < len(w) else ""
        told = lex.preposition(after) or after in lex.ADVERB or lex.adverb(after)
        return (ed and (n + 1 == len(w) or told or (lex.adjective(after) and n + 2 == len(w)))) or (
            n > 0 and y.endswith("ing") and bool(lex.doing(y))
        )

    def _modified(self, w: Words, x: str) -> list[Wff]:
        """What stands behind a noun, piece by piece."""
        w = list(w)
        while w and w[0] == ",":
            w = w[1:]
        if not w:
            return []
        if w[0] in WHO:
            return [self.predicate(w[1:], x)]
        if measures.read(w[0]):
            return [f.holds(size(w[0]), x), *self._modified(w[1:], x)]
        if w[0] == "with":
            return [self.predicate(["has", *w[1:]], x)]
        if w[0] == "without":
            return [f.no(self.predicate(["has", *[y for y in w[1:] if y != "any"]], x))]
        end = next((n for n, y in enumerate(w) if n and (y in WHO or y == ",")), len(w))
        return [self.predicate(["is", *w[:end]], x), *self._modified(w[end:], x)]


def size(word: str) -> str:
    """The predicate that a size is; a number alone is a size of no kind."""
    return word if not word.isdigit() else f"#is-bare-eq-{word}"


def sure(made: Wff | None) -> Wff:
    """A formula that says something, or `Unreadable`."""
    if made is None:
        raise Unreadable("nothing is said")
    return made


def _attributive(word: str) -> bool:
    """Whether a word before a noun says something of its own: `a cracked cup` is cracked, and a cup."""
    return word.isascii() and "@" not in word and (lex.adjective(word) or bool(lex.participle(word)))


def crowded(w: Words) -> bool:
    """Whether the noun of a phrase is in the plural, or names a crowd."""
    cut = next(
        (n for n, y in enumerate(w) if n and (lex.preposition(y) or y in WHO or measures.read(y) or y == "whose")),
        len(w),
    )
    return any(lexis.plural(y) or y in _CROWD for y in w[max(0, cut - 2) : cut])

"""What is said of an individual or a variable: verb phrases and what follows `is`. Knows noun phrases, no clause.

A predicate is the stems of its words; what it is said to relate to is an argument if it is named or a variable, and
part of the predicate otherwise (`owns a car`). Parts joined by `and`, `or`, `either`, `neither` become formulas.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ech0.core.wff import Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.first_order import verbs
from ech0.minds.embedded.logic.first_order.text import Vocabulary, plainly
from ech0.minds.embedded.logic.forms import Unreadable

Words = Sequence[str]
MAX_STEPS = 4000
COPULA = frozenset("is are was were be am been being".split())
DO, HAVE = frozenset(("do", "does", "did")), frozenset(("has", "have", "had"))
MODAL = frozenset("can could may might must will would shall should".split())
SILENT = frozenset("must will would shall should".split())
PREPOSITION = lexis.PREPOSITION | frozenset(
    "during without within through across against between among around along as via per upon toward towards inside "
    "outside until after before throughout despite off out up down except beyond".split()
)
DROPPED = frozenset("a an the any some all their his her its our my your".split())
FILLER = lexis.FILLER | frozenset("once currently already now ever therefore thus hence".split())
OFTEN = frozenset("often always usually regularly frequently sometimes rarely never seldom again together".split())
RELATIVE = frozenset(("who", "that", "which", "whom"))
ANYBODY = lexis.ANYTHING_AT_ALL | lexis.EVERYONE | lexis.ANYONE | {"nobody", "nothing", "none", "whoever", "anyone"}
CLOSED = (
    (COPULA - {"being", "be", "been"}) | DO | MODAL | {"if", "then", "unless", "either", "neither", "nor", "both", "every", "each", "there", "he", "she"}
    | {"not", "never", "they", "whose", "only", "because", "although", "while", "whether", ";", ":", "?", "no", "#"}
)  # fmt: skip
"""No predicate is made of these: a phrase that has one of them is not understood."""
QUALITIES = frozenset(
    "able absent abstract accurate active actual adult afraid aged alive allergic alone ancient angry anxious ashamed asleep "
    "automatic available average aware awake bad basic beautiful better best bored broken busy capable careful central "
    "certain cheap clear clever close comfortable competent complete complex conscious constant content correct crazy "
    "crucial cute dangerous dead deaf deep delicious democratic dense different difficult diligent direct distant domestic "
    "dry due eager early easy economic efficient electric elegant elite empty equal evil exact expensive expert extinct "
    "extra fair false familiar famous fat fatal female fertile final fine fit fixed flat fluent fond foreign formal free "
    "frequent fresh friendly full fun funny general genuine giant global golden good grateful great guilty harmful harmless "
    "high honest huge human humid hybrid ideal ill illegal important impossible independent individual inferior innocent "
    "insane intelligent international interested internal invisible jealous joint junior keen large late latent lawful least "
    "legal less likely linear liquid local lonely long loose lost low loyal lucky mad magic main major male massive mature "
    "mean mechanical medical mental mild minor missing mobile modern modest moral more mortal most mutual narrow national "
    "native natural near neat necessary negative neutral nervous next normal notable odd official old online open optimal "
    "optional oral ordinary organic original other outdoor overt own pale particular past patient perfect permanent personal "
    "physical plain polite poor popular positive possible practical precise present pretty private probable professional "
    "proper proud public pure quick quiet ready real recent regular relevant reliable religious responsible rich right risky "
    "royal rural sacred safe same secret senior sensible separate serious severe sharp short shy sick silent silly similar "
    "simple single skilled skinny slim small smart social solar solid sour special specific stable steady still straight "
    "strange strict strong stubborn stupid subject successful sudden suitable super superior sure suspicious talented tall "
    "thick thin tight tiny total tough toxic true ugly unable unaware unique universal unusual upset urban useful usual vague "
    "valid various vast vegan vegetarian vertical violent viral virtual visible vital warm weak weird well western white "
    "dependent confident innocent ancient violent silent frequent excellent intelligent decent recent urgent absent pregnant "
    "important relevant brilliant distant elegant pleasant constant significant resistant vacant dominant ignorant reluctant "
    "resilient transparent persistent consistent efficient sufficient prominent permanent diligent obedient evident fluent "
    "whole wide wild willing wise wonderful wooden worse worth wrong young".split()
)
_ADJECTIVE = ("ful", "ous", "able", "ible", "less", "ical", "ive", "ic", "ish", "ary", "ient", "iant", "ual", "ial")


@dataclass
class Predicates(ABC):
    """A reader of predicates. `fired`: the rules of reading that were used; `switched`: choices made the other way."""

    vocabulary: Vocabulary
    switched: frozenset[str] = frozenset()
    fired: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    steps: int = 0

    # --- choices and bookkeeping --------------------------------------------------------------------------------------

    def choice(self, name: str) -> bool:
        """Whether a wording that can be read in two ways is read in the less usual one."""
        self.fired.append(name if name not in self.switched else f"{name} (switched)")
        return name in self.switched

    def step(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Unreadable("the sentence is too involved")

    def attempt(self, read: Callable[[], Wff]) -> Wff | None:
        """What a way of reading gives, or nothing, with no trace left of a failure."""
        fired, met = len(self.fired), list(self.met)
        try:
            return read()
        except Unreadable:
            del self.fired[fired:]
            self.met[:] = met
            return None

    # --- words --------------------------------------------------------------------------------------------------------

    def verb(self, word: str) -> bool:
        """Whether a word can be a finite main verb."""
        if word in COPULA | DO | HAVE | MODAL:
            return True
        if not word.isalpha() or word in lexis.BARRED or word in PREPOSITION - {"like"}:
            return False
        more = self.vocabulary.verbs
        return verbs.base(word) in verbs.KNOWN | more or bool(verbs.past(word, more))

    def opens(self, w: Words) -> bool:
        """Whether words can begin a finite verb phrase."""
        at = 0
        while at < len(w) and (w[at] in OFTEN | FILLER | {"either", "neither", "both"} or w[at].endswith("ly")):
            at += 1
        return at < len(w) and self.verb(w[at])

    def adjective(self, word: str) -> bool:
        """Whether a word looks like an adjective."""
        known = word in QUALITIES or word in lexis.COMMON or word in self.vocabulary.adjectives or word in verbs.FEELING
        return known or word.endswith(_ADJECTIVE) or verbs.participle(word) or (word[:2] in ("un",) and len(word) > 5)

    # --- joined predicates --------------------------------------------------------------------------------------------

    def predicate(self, w: Words, who: str, form: str) -> Wff:
        """All of `w` as said of `who`; `form`: `finite`, `base` (after `does not`) or `be` (after `is`)."""
        self.step()
        w = trimmed(w)
        if not w:
            raise Unreadable("a verb is missing")
        if form == "be" and self._verbal(w):
            form = "finite"
        if form == "base" and w[0] in COPULA | {"has", "does"} and w[0] not in ("being", "been", "be"):
            form = "finite"
        if form == "finite" and self._again(w):
            w = w[1:]
        if w[0] == "neither":
            return self._neither(w[1:], who, form)
        if w[0] == "either":
            return self._either(w[1:], who, form)
        if w[0] == "both" and "and" not in w and len(w) > 1:
            w = w[1:]
        if w[0] == "both":
            return self._split(w[1:], who, form, ("and",))
        if w[0] == "not" and form != "finite" and len(w) > 1:
            return self._not(w, who, form)
        for at, op in joints(w):
            right = w[at + 1 :]
            if balanced(w[:at]) and self._part(w[:at], right, form) and (done := self.attempt(lambda a=at, o=op: self._joined(w, a, o, who, form))):  # type: ignore[misc]
                return done
        return self._single(w, who, form)

    def _joined(self, w: Words, at: int, op: str, who: str, form: str) -> Wff:
        left = self.predicate(w[:at], who, form)
        right = self.predicate(w[at + 1 :], who, form)
        self.fired.append(f"predicates joined by {op}")
        return _sure(f.join(op, [left, right]))

    def _part(self, left: Words, right: Words, form: str) -> bool:
        """Whether what follows a joint is a predicate of its own, not part of the last one's object."""
        first = trimmed(right)[:1]
        if not first or not left:
            return False
        if first[0] in ("neither", "either", "not", "never", "both"):
            return form != "finite" or first[0] != "not"
        if form == "finite" and left[0] in COPULA and verbs.participle(first[0]) and trimmed(right)[1:2] != []:
            if trimmed(right)[1] in PREPOSITION:
                return False
        if form == "finite" or self._again(trimmed(right)):
            return self.opens(trimmed(right)) or self._again(trimmed(right))
        if form == "base":
            return self.opens(trimmed(right)) and first[0] not in MODAL
        if self._verbal(trimmed(right)):
            return True
        deep = any(x in PREPOSITION or x in ("that", "to") for x in left) or bool(verbs.running(left[0]))
        begins = first[0] in PREPOSITION | {"a", "an", "someone", "people"} or self.adjective(first[0])
        return begins or bool(verbs.running(first[0])) or not deep

    def _again(self, w: Words) -> bool:
        """Whether a pronoun takes the subject up again: `..., or he neither ...`."""
        return len(w) > 2 and w[0] in ("he", "she", "it", "they") and self.opens(w[1:])

    def _verbal(self, w: Words) -> bool:
        """Whether what stands after `is` is a finite verb phrase of its own."""
        if w[0] in COPULA | HAVE | DO | MODAL:
            return w[0] not in ("being", "been", "be")
        at = 0
        while at < len(w) - 1 and w[at].endswith("ly") and not self.adjective(w[at]):
            at += 1
        if not self.verb(w[at]) or self.adjective(w[at]) or verbs.running(w[at]):
            return False
        after = w[at + 1] if at + 1 < len(w) else ""
        return at > 0 or after in lexis.ARTICLE | DROPPED | PREPOSITION or (bool(after) and lexis.third(w[at]))

    def _neither(self, w: Words, who: str, form: str) -> Wff:
        found = self._split(w, who, form, ("nor",)) if "nor" in w else self._split(w, who, form, ("or",))
        self.fired.append("neither")
        return f.no(found)

    def _either(self, w: Words, who: str, form: str) -> Wff:
        """One or the other and not both; with the switch, one or both."""
        ors = [at for at, x in enumerate(w) if x == "or"]
        for at in sorted(ors, key=lambda n: w[n - 1] != ","):
            both = self.attempt(lambda a=at: self._two(w, a, who, form))  # type: ignore[misc]
            if both is not None:
                return both
        raise Unreadable("either what is not plain")

    def _two(self, w: Words, at: int, who: str, form: str) -> Wff:
        left = self.predicate(w[:at], who, form)
        right = self.predicate(self._carried(w, at, form), who, form)
        return _sure(f.join("or", [left, right])) if self.choice("either: not both") else f.two("xor", left, right)

    def _carried(self, w: Words, at: int, form: str) -> Words:
        """The second part of `either ... or ...` with the verb or preposition that it leaves out."""
        right = trimmed(w[at + 1 :])
        if not right or self._part(w[:at], right, form) or right[0] in ("neither", "either", "not"):
            return right
        return [*_stem_of(w[:at], right, self.opens(w[:at])), *right]

    def _split(self, w: Words, who: str, form: str, at_words: tuple[str, ...]) -> Wff:
        places = [at for at, x in enumerate(w) if x in at_words]
        for at in sorted(places, key=lambda n: w[n - 1] != ","):
            made = self.attempt(lambda a=at: _sure(self._both(w, a, who, form, at_words)))  # type: ignore[misc]
            if made is not None:
                return made
        raise Unreadable(f"what {at_words[0]!r} joins is not plain")

    def _both(self, w: Words, at: int, who: str, form: str, at_words: tuple[str, ...]) -> Wff | None:
        left = self.predicate(w[:at], who, form)
        rest = self._carried(w, at, form)
        right = self._split(rest, who, form, at_words) if at_words[0] in rest else self.predicate(rest, who, form)
        return f.join("and" if at_words[0] == "and" else "or", [left, right])

    def _not(self, w: Words, who: str, form: str) -> Wff:
        """`not A or B` denies both, `not A and B` only the first; with the switch, the other way."""
        for at, op in joints(w):
            second = trimmed(w[at + 1 :])
            if not balanced(w[1:at]) or w[1] in ("both", "either") or not self._part(w[1:at], second, form) or second[0] in ("not", "neither"):
                continue
            alike = w[1] in ("a", "an") and second[0] in ("a", "an", "someone")
            if self._verbal(second) or (op == "and" and not alike) != self.choice(f"not ... {op}"):
                made = self.attempt(lambda a=at, o=op: self._joined(w, a, o, who, form))  # type: ignore[misc]
                if made is not None:
                    return made
            break
        if any(x in ("and", "or") for x in w) and trimmed(w)[-2:]:
            for at, op in joints(w):
                if trimmed(w[at + 1 :])[:1] == ["not"]:
                    return self._joined(w, at, op, who, form)
        return f.no(self.predicate(w[1:], who, form))

    # --- single predicates --------------------------------------------------------------------------------------------

    def _single(self, w: Words, who: str, form: str) -> Wff:
        after: list[str] = []
        w = list(w)
        while w and (w[0] in OFTEN | FILLER or (w[0].endswith("ly") and len(w) > 1 and len(w[0]) > 4)) and (
            len(w) > 1 and (form != "be" or w[0] in FILLER | OFTEN or self.adjective(w[1]))
        ):
            if w[0] == "never":
                return f.no(self.predicate([*w[1:], *after], who, form))
            after += [] if w[0] in FILLER else [w[0]]
            w = w[1:]
        w = [*w, *after]
        return {"finite": self._finite, "base": self._base, "be": self._complement}[form](w, who)

    def _finite(self, w: Words, who: str) -> Wff:
        first, rest = w[0], list(w[1:])
        while rest and rest[0] in FILLER and len(rest) > 1:
            rest = rest[1:]
        if first in COPULA and rest:
            return self.predicate(rest, who, "be")
        if first in ("get", "gets", "got") and rest and verbs.participle(rest[0]):
            return self.predicate(rest, who, "be")
        if first in DO and rest and rest[0] in ("not", "never"):
            self.fired.append("does not")
            return f.no(self.predicate(rest[1:], who, "base"))
        if first in DO and len(rest) > 1 and self.verb(rest[0]):
            return self.predicate(rest, who, "base")
        if first in MODAL and rest:
            return self._modal(first, rest, who)
        if first in HAVE and rest:
            return self._have(rest, who)
        if not self.verb(first):
            raise Unreadable("the verb is not understood")
        stem = verbs.past(first, self.vocabulary.verbs) or verbs.base(first)
        return self._verb(stem, rest, who)

    def _modal(self, first: str, rest: Words, who: str) -> Wff:
        negative = rest[0] in ("not", "never")
        rest = rest[1:] if negative else rest
        if not rest:
            raise Unreadable("a verb is missing")
        if first in SILENT:
            made = self._after_modal(rest, who)
        else:
            self.fired.append("can")
            mark = "can" if first in ("can", "could") else "may"
            made = f.changed(self._after_modal(rest, who), lambda a: f.holds(f"{mark} {a.name.lstrip('^~')}", *a.args))
        return f.no(made) if negative else made

    def _after_modal(self, rest: Words, who: str) -> Wff:
        if rest[0] == "be" and len(rest) > 1:
            return self.predicate(rest[1:], who, "be")
        return self.predicate(rest, who, "base")

    def _have(self, rest: Words, who: str) -> Wff:
        if rest[0] == "not" and len(rest) > 1:
            return f.no(self._have(rest[1:], who))
        if rest[0] == "to" and len(rest) > 1:
            return self.predicate(rest[1:], who, "base")
        if rest[0] == "been" and len(rest) > 1:
            return self.predicate(rest[1:], who, "be")
        if len(rest) > 1 and (stem := verbs.perfect(rest[0])) and not self._noun_next(rest):
            return self._verb(stem, rest[1:], who)
        return self._verb("have", rest, who)

    def _noun_next(self, rest: Words) -> bool:
        return rest[1].isalpha() and rest[1] not in PREPOSITION | lexis.ARTICLE | DROPPED and rest[0] not in verbs._PARTICIPLE

    def _base(self, w: Words, who: str) -> Wff:
        if w[0] == "be" and len(w) > 1 or (w[0] == "get" and len(w) > 1 and verbs.participle(w[1])):
            return self.predicate(w[1:], who, "be")
        if not self.verb(w[0]) and not (w[0].isalpha() and w[0] not in lexis.BARRED):
            raise Unreadable("the verb is not understood")
        return self._verb(verbs.base(w[0]), w[1:], who)

    def _verb(self, stem: str, rest: Words, who: str) -> Wff:
        if rest[:1] == ["no"] and len(rest) > 1:
            return f.no(self._verb(stem, rest[1:], who))
        if rest[:1] == ["both"] and len(rest) > 1:
            rest = rest[1:]
        if rest[:1] == ["either"]:
            return self._objects([stem], rest[1:], who, exclusive=True)
        if rest[:1] == ["neither"]:
            return f.no(self._objects([stem], ["or" if x == "nor" else x for x in rest[1:]], who))
        return self._objects([stem], rest, who)

    def _objects(self, head: list[str], rest: Words, who: str, *, exclusive: bool = False) -> Wff:
        """A verb with all that follows it; objects that are joined are said one by one."""
        rest = trimmed(rest)
        if "that" in rest or not any(x in ("and", "or") for x in rest):
            return self._atom([*head, *rest], who) if head else self._leaf(rest, who)
        at = max(i for i, x in enumerate(rest) if x in ("and", "or"))
        op = rest[at]
        left, right = trimmed(rest[:at]), list(rest[at + 1 :])
        if not right:
            raise Unreadable("a list ends with its joint")
        lead = _stem_of(left, right)
        parts = [left]
        if "," in left or op in left:
            parts = _listed(left, op)
            parts = [parts[0], *([*lead, *p] for p in parts[1:])]
        every = [self._objects(head, part, who) for part in (*parts, [*lead, *right])]
        self.fired.append(f"objects joined by {op}")
        if exclusive and op == "or" and len(every) == 2 and not self.choice("either: not both"):
            return f.two("xor", every[0], every[1])
        return _sure(f.join(op, every))

    # --- atoms --------------------------------------------------------------------------------------------------------

    def _atom(self, w: Words, who: str) -> Wff:
        """A phrase as one predicate, with the name that it ends with as its second argument."""
        words = list(w)
        until = next((i for i, x in enumerate(words) if i and x in RELATIVE), len(words))
        if any(x in CLOSED or (x in HAVE and i and words[i - 1] != "to") for i, x in enumerate(words[:until])):
            raise Unreadable("a phrase is not understood")
        other = None
        if len(words) > 1 and words[-1] in ("it", "them", "him", "her"):
            other = self.referent(words[-1], but=who)
            words = words[:-1]
        elif len(words) > 1 and words[-1].startswith("@") and (words[-2] in PREPOSITION | {"the"} or len(words) == 2):
            other = self.named(words[-1])
            words = words[:-1]
        if any(x in ("it", "them", "him") for x in words):
            raise Unreadable("what a pronoun stands for is not plain")
        key = stems(words)
        if not key:
            raise Unreadable("nothing is said")
        return f.holds(" ".join(key), who, *([other] if other else []))

    def named(self, token: str) -> str:
        """The individual that a name stands for."""
        if not (name := " ".join(plainly(token))):
            raise Unreadable("a name is missing")
        return name

    def referent(self, pronoun: str, but: str = "") -> str:
        """What a pronoun stands for: the one that was spoken of."""
        among = [m for m in dict.fromkeys(self.met) if m != but]
        variables = [m for m in among if m.startswith("?")]
        if len(variables or among) != 1:
            raise Unreadable(f"what {pronoun!r} stands for is not plain")
        return (variables or among)[0]

    @abstractmethod
    def _complement(self, w: Words, who: str) -> Wff:
        """What follows `is`: the business of a reader of nouns."""

    @abstractmethod
    def _leaf(self, w: Words, who: str) -> Wff:
        """One of several things that follow `is`."""


def _sure(made: Wff | None) -> Wff:
    if made is None:
        raise Unreadable("nothing is said")
    return made


def trimmed(w: Words) -> list[str]:
    """Without commas and joints at either end."""
    start, end = 0, len(w)
    while start < end and w[start] in (",", "and", "but", "also", "too"):
        start += 1
    while end > start and w[end - 1] in (",", "and", "but", "or", "also", "too"):
        end -= 1
    return list(w[start:end])


def joints(w: Words) -> Iterator[tuple[int, str]]:
    """Places of `and`, `or`, `but`: after a comma first, then `or`, then `and`."""
    found = [(at, x) for at, x in enumerate(w) if x in ("and", "or", "but") and 0 < at < len(w) - 1]
    for at, x in sorted(found, key=lambda one: (w[one[0] - 1] != ",", one[1] != "or", one[0])):
        yield at, "or" if x == "or" else "and"


_LIKE = {"life": "live"}


def balanced(w: Words) -> bool:
    """Whether every `both`, `either` and `neither` has met its `and`, `or`, `nor`."""
    pairs = (("both", ("and",)), ("either", ("or",)), ("neither", ("nor", "or")))
    return all(opening not in w or any(x in w[w.index(opening) :] for x in closing) for opening, closing in pairs)


def _stem(word: str) -> str:
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    return _LIKE.get(word) or lexis.key(word)


def stems(w: Words) -> list[str]:
    """What the forms of a phrase share: no articles, no possessives, singular, adverbs last."""
    out: list[str] = []
    late: list[str] = []
    for x in w:
        if x in DROPPED or x == ",":
            continue
        parts = [_stem(p.removesuffix("'s")) for p in (plainly(x) if x[0] == "@" else (x,))]
        (late if x in OFTEN or x.startswith("every-") or (x.endswith("ly") and len(x) > 4) else out).extend(parts)
    return [*out, *sorted(late)]


def _stem_of(left: Words, right: Words = (), verbal: bool = False) -> list[str]:
    """What a second object shares with the first: all up to its last preposition, or the verb."""
    if right and right[0] in PREPOSITION | {"to"}:
        return [] if right[0] not in left else list(left[: list(left).index(right[0])])
    at = max((i for i, x in enumerate(left) if x in PREPOSITION), default=-1)
    return list(left[: at + 1 or int(verbal)])


def _listed(w: Words, op: str) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for x in w:
        if x in (",", op):
            parts.append([])
        else:
            parts[-1].append(x)
    return [p for p in parts if p]

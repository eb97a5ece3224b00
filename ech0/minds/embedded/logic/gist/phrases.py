"""Verb phrases as formulas of bags: what is said of a subject, with denials and joints. Knows no sentence."""

from dataclasses import dataclass

from ech0.core.wff import Wff
from ech0.minds.embedded.logic import lexis
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.gist import bags
from ech0.minds.embedded.logic.gist.nouns import AUX, DET, HARD, PERSONAL, WHO, Nouns, Words, crowded, size, sure
from ech0.minds.embedded.logic.prose import lexicon as lex
from ech0.minds.embedded.logic.prose import measures

_OWNING = frozenset("own owns owned possess possesses".split())
_HAVING = _OWNING | frozenset("get gets got have receive receives received obtain obtains given gotten".split())
"""Verbs that say no more than that somebody has something."""


MAX_STEPS = 60
"""In one sentence; no sentence that is understood takes so many."""
_BEYOND = HARD | frozenset("not never only every each all nobody nothing none neither".split())


@dataclass
class Phrases(Nouns):
    """A reader of verb phrases."""

    def predicate(self, w: Words, x: str, owned: Words = ()) -> Wff:
        """What a verb phrase says of `x`."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Unreadable("it can be read in too many ways")
        w = [y for y in w if y not in ("also", "either") or (y == "either" and "or" in w)]
        while w and (w[0] == "," or w[0] in lex.DROPPED):
            w = w[1:]
        while w and w[-1] in (",", "and", "or", "too"):
            w = w[:-1]
        if not w:
            raise Unreadable("a predicate is missing")
        if "neither" in w and "nor" in w:
            at = w.index("neither")
            plain = [y if y != "nor" else "or" for y in [*w[:at], *w[at + 1 :]]]
            return f.no(self.predicate(plain, x, owned))
        w = [y for y in w if y not in ("both", "either")]
        for n in range(1, len(w) - 1):
            if w[n] == "," and w[n + 1] == "not":
                w[n] = "and"
        w = ["and" if y in ("but", "yet") and 0 < n < len(w) - 1 else y for n, y in enumerate(w)]
        if "without" in w[1:-1]:
            at = w.index("without", 1)
            if not {"and", "or"} & set(w[at:]) and w[at + 1] not in lex.PRONOUN:
                return self._without(w, at, x, owned)
        denied = "not" in w[:3] or "never" in w[:3]
        for joint in ("or", "and"):
            for at in [n for n, y in enumerate(w) if y == joint and 0 < n < len(w) - 1]:
                left, right = self._shared(w, at)
                one, two = self.predicate(left, x, owned), self.predicate(right, x, owned)
                op = joint
                if denied and joint == "or" and not ({"not", "never", "no"} & set(w[at:])):
                    op = "and"  # what is not so or so is neither
                return sure(f.join(op, [one, two]))
        return self._single(w, x, owned)

    def _without(self, w: Words, at: int, x: str, owned: Words) -> Wff:
        """Who `got in without a ticket` got in and has none; who `does not get in without` one does not do both."""
        lead = [y for y in w[:2] if y in ("not", "never")]
        doing = bool(lex.doing(w[at + 1]))
        rest = [y for y in w[at + 1 :] if y != "any"]
        lacks = f.no(self.predicate(rest if doing else ["has", *rest], x))
        said = self.predicate([y for n, y in enumerate(w[:at]) if not (n < 2 and y in lead)], x, owned)
        both = sure(f.join("and", [said, lacks]))
        return f.no(both) if lead else both

    def _shared(self, w: Words, at: int) -> tuple[list[str], list[str]]:
        """The two verb phrases that a joint joins, with what they share put to both."""
        left, right = [y for y in w[:at] if y != ","], list(w[at + 1 :])
        while right and right[0] in (",", "then", "then"):
            right = right[1:]
        if right[0] in PERSONAL and len(right) > 1 and (right[1] in AUX or _finite(right[1])):
            right = right[1:]
        if right[0] in AUX or right[0] in ("not", "never"):
            if right[0] in ("not", "never"):
                lead = [y for y in left[:2] if y in AUX][:1]
                return left, [*lead, *right]
            return left, right
        lead = [y for y in left[:3] if y in AUX | {"not", "never"}]
        body = left[len(lead) :]
        verbal = bool(lex.verb(right[0]) or lex.past(right[0])) and not lex.adjective(right[0])
        if lead and lead[-1] in lex.COPULA and lexis.third(right[0]) and lex.verb(right[0]) and "a" in body[:2]:
            return left, right
        like = right[0] not in DET and (
            lex.adjective(right[0]) or bool(lex.participle(right[0]) or lex.doing(right[0]))
        )
        if lead and lead[-1] in lex.COPULA and like and body and body[0] not in DET and not lex.preposition(right[0]):
            return left, [*lead, *right]
        if verbal and body and (bool(lex.verb(body[0]) or lex.past(body[0]))):
            return left, [*lead, *right] if not (_finite(right[0]) and not lead) else right
        if right[0] in DET or lex.preposition(right[0]):
            alike = DET if right[0] in DET else lex.PREPOSITION
            found = [n for n, y in enumerate(left) if y in alike]
            start = found[-1] if found else len(left) - 1
            if not found and right[0] in DET:
                start = next((n for n, y in enumerate(left) if n >= max(1, len(lead))), len(left))
            return left, [*left[:start], *right]
        found = [
            n
            for n, y in enumerate(left)
            if y in DET or lex.preposition(y) or y in AUX or (n == len(lead) and _verbal(y))
        ]
        return left, [*left[: found[-1] + 1 if found else 0], *right]

    def _single(self, w: Words, x: str, owned: Words) -> Wff:
        mode, denied, rest = "", False, list(w)
        last = ""
        while rest and (rest[0] in AUX or rest[0] in ("not", "never", "to", ",") or rest[0] in lex.DROPPED):
            y = rest.pop(0)
            if y in ("not", "never"):
                denied = not denied
            elif y in ("can", "could", "may", "might"):
                mode = "may"
            elif y in ("must", "need-not"):
                mode, denied = "must", denied != (y == "need-not")
            if y in AUX:
                last = y
        if (
            len(rest) > 1
            and rest[0] in ("get", "gets", "got")
            and lex.participle(rest[1])
            and not lex.adjective(rest[1])
        ):
            rest, last = rest[1:], "is"
        if not rest:
            rest, last, mode = list(self.before[0]), self.before[1], mode or self.before[2]
        self.before = (tuple(rest), last, mode)
        self.objects |= {bags.stem(y) for y in rest if y[:1] == "@"}
        if not rest:
            raise Unreadable("a predicate is left out")
        if self.bound and {"them", "him", "me", "us"} & set(rest):
            raise Unreadable("who else is meant is not read")
        if "of" in rest and {"them", "those", "these"} & set(rest):
            raise Unreadable("what is taken up is not read")
        if _BEYOND & set(rest) or rest[-1] in ("him", "her", "me", "us", "you"):
            raise Unreadable("more is said than a bag holds")
        if rest[-1] in ("nothing", "nobody") and len(rest) == 2:
            return self._single([*w[: len(w) - len(rest)], "not", rest[0]], x, owned)
        if "no" in rest:
            at = rest.index("no")
            denied, rest = not denied, [*rest[:at], *rest[at + 1 :]]
        made = self._bag(rest, last, mode, x, owned)
        return f.no(made) if denied else made

    def _bag(self, rest: list[str], last: str, mode: str, x: str, owned: Words) -> Wff:
        if not rest:
            raise Unreadable("a predicate is left out")
        if rest[0] in ("come", "comes", "came") and rest[1:2] == ["from"]:
            rest, last = rest[1:], "is"
        state = last in ("was", "were") and x[:1] != "?" and not self.past
        if state and not (lex.participle(rest[0]) and not lex.adjective(rest[0])):
            raise Unreadable("what was so may be so no longer")
        if last in lex.COPULA and (made := self._copular(rest, mode, x, owned)) is not None:
            return made
        key = self._key(rest, last)
        if key in bags.WANTING and "to" in rest:
            mode, key = "want", ""
            rest = rest[rest.index("to") + 1 :]
            key = self._key(rest, "")
        led = rest[0] in _HAVING if key == "hav" else bool(key) and rest[0] not in bags.SILENT
        words = [*owned, *rest[1:]] if led else [*owned, *rest]
        if key == "hav" and mode == "must":
            mode, key = "", bags.stem("need")
        name = bags.named(key, words)
        if owned and not key:
            words = [*owned, *rest]
            name = bags.named("", words)
        if {"it", "one", "them"} & set(rest[1:]) and "one" not in rest[1:-1]:
            name = f"{name} it" if name else "it"
        if not name or name == "hav" or (key and name == key and last_word_places(rest)):
            name = " ".join(
                dict.fromkeys([*([key] if key and key != "hav" else []), *(y for y in rest if lex.preposition(y))])
            )
        if not name:
            raise Unreadable("nothing is said")
        return f.holds(f"{mode} {name}" if mode else name, x)

    def _copular(self, rest: list[str], mode: str, x: str, owned: Words) -> Wff | None:
        """What `is` says beside a state: a kind, a size, that something is lacking; nothing where it says a state."""
        if not mode and rest[:2] == ["out", "of"] and rest[2:]:
            return f.no(self._bag(["in", *rest[2:]], "is", mode, x, owned))
        if rest[0] == "without" and rest[1:]:
            return f.no(self._bag(rest[1:], "has", mode, x, owned))
        whose = rest[0][:1] == "@" and "'s" in rest[:2]
        if rest[0] in ("a", "an") or whose or (not owned and _nominal(rest)):
            found = self.restricted(rest, x)
            if not found or mode:
                raise Unreadable("what may be of a kind is not understood")
            return sure(f.join("and", found))
        if rest[:2] == ["one", "of"] or (rest[0] == "some" and crowded(rest)):
            self.possible = True
            kind = rest[2:] if rest[0] == "one" else rest[1:]
            return sure(f.join("and", self.restricted([y for y in kind if y not in DET], x)))
        sizes = [y for y in rest if measures.read(y)]
        if sizes and not owned and all(y in sizes or y in bags.SILENT for y in rest):
            return sure(f.join("and", [f.holds(size(y), x) for y in sizes]))
        return None

    def _key(self, rest: Words, last: str) -> str:
        """The verb of what is said, if it has one; `hav` for having and getting."""
        first = next((y for y in rest if not (lex.adverb(y) or y in lex.DROPPED)), "")
        if first in _HAVING and (first not in _OWNING or last not in lex.COPULA):
            after = rest[rest.index(first) + 1 :]
            return bags.stem(first) if len(after) == 1 and lex.preposition(after[0]) else "hav"
        if last in lex.HAVE and not lex.participle(first):
            return "hav"
        if last in lex.COPULA:
            if lex.participle(first) and not lex.adjective(first):
                return f"{bags.stem(first)}:ed"
            return "" if lex.preposition(first) and first not in bags.TELLING else bags.stem(first)
        if last in lex.HAVE or not first:
            return bags.stem(first) if first and lex.participle(first) else ""
        return bags.stem(first)


def last_word_places(rest: Words) -> bool:
    """Whether all that is said beside a verb is where: `gets in`."""
    return len(rest) == 2 and lex.preposition(rest[1])


def _finite(word: str) -> bool:
    return word in AUX or (lexis.third(word) and bool(lex.verb(word))) or bool(lex.past(word))


def _verbal(word: str) -> bool:
    return bool(lex.verb(word) or lex.past(word))


def _nominal(w: Words) -> bool:
    """Whether what follows `is` names a kind: `members of the club`, `parents or teachers`."""
    cut = next((n for n, y in enumerate(w) if lex.preposition(y) or y in WHO), len(w))
    head = w[cut - 1] if cut else ""
    plural = lexis.plural(head) and not lex.adjective(head) and w[0] not in DET
    return plural and (not lex.participle(w[0]) or (cut > 1 and not lex.preposition(w[1])))

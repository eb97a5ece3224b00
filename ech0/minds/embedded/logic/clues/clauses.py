"""The clauses of clues: subjects with their quantifiers, and what is said of them. Knows no conjunction of clauses.

A small grammar with backtracking: every part of a clause has to be read. One that can be read in several ways is read in
the first of the order below, longest subjects first.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ech0.minds.embedded.logic.clues import phrases
from ech0.minds.embedded.logic.clues.degrees import degrees
from ech0.minds.embedded.logic.clues.phrases import HOW, SIGNS, UNIT, Says
from ech0.minds.embedded.logic.clues.words import COUNTS, NEGATIVE, K, Lexicon
from ech0.minds.embedded.logic.clues.world import Alike, Thing, World, both, either, negated, number
from ech0.minds.embedded.logic.forms import Unreadable

MAX_STEPS = 6000
AUX = (
    r"(?:is|are|was|were|be|been|being|has|have|had|does|do|did|must|will|shall|should|can|could|may|might|has to|have to|had to|"
    r"needs to|need to|turned out to|happens to)"
)
_MODAL = re.compile(rf"^(?P<aux>{AUX})(?= |$)")
_NOT = re.compile(r"^(?:not|never)(?= |$)")
_PARTICIPLE = re.compile(r"(?:ed|ing|en|wn|pt|ght|rn|ut|et|ung|eld|ade|old|one)$")
_LINKING = re.compile(
    r"^(?:pick|choos|chose|order|bring|brought|eat|ate|drink|drank|read|writ|wrote|paint|sing|sang|sung|play|own|keep|kept|marr|teach|taught|stud|speak|spoke|wear|wore|driv"
    r"|drove|rid|rode|us|run|ran|grow|grew|sell|sold|mak|made|bak|cook|perform|present|visit|win|won|receiv|buy|bought|get|got|tak|took|hold|held|carr|pack|repair|clean"
    r"|assign|giv|gave|book|serv|work|liv|stay|tri|tell|told|call|nam|colour|color|conduct|direct|handl|rent|occup|belong|fly|flew|travel|study|interpret|learn|practi|rais|bred|breed)\w*$"
)
"""Verbs that only say that someone and something go together."""
_LITTLE = frozenset("in on at of to for by with from into as the a an and or is are was were has had have be also then very".split())


class Noun(NamedTuple):
    """A subject or an object: how it spreads what is said of one thing, and the things if they are a plain list."""

    spread: Callable[[Says], str]
    things: tuple[Thing, ...] = ()
    kind: str = "one"
    copula: bool = False


def _denied(says: Says) -> Says:
    return lambda t: negated(says(t))


def _paired(one: Says, other: Says, how: str) -> Says:
    if how == "nor":
        return lambda t: both((negated(one(t)), negated(other(t))))
    return lambda t: either((one(t), other(t)))


def _nothing(_says: Says) -> str:
    return ""


NOBODY = Noun(_nothing, (), "desc")
"""The subject of a description: nothing is said of it yet."""


class Clauses:
    """Reads clauses over one world; `subject`, `prior` and `before` are what pronouns may stand for."""

    def __init__(self, world: World, lexicon: Lexicon, chosen: Sequence[str] = ()) -> None:
        self.world, self.lexicon, self.chosen = world, lexicon, frozenset(chosen)
        self.subject: tuple[Thing, ...] = ()
        self.before: tuple[Thing, ...] = ()
        self.prior: tuple[Thing, ...] = ()
        self.named: set[str] = set()
        self.last = ""
        self.steps = 0

    def _tick(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Unreadable("the sentence is too involved")

    # --- clauses -----------------------------------------------------------------------------------------------------

    def _clause(self, said: str) -> Iterator[str]:
        self._tick()
        yield from self._between(said)
        yield from self._counted(said)
        kept = self.subject
        for noun, rest in self._noun(said):
            self.subject, self.prior = noun.things or kept, kept or self.prior
            for says, tail in self.predicate(rest, noun):
                if self.empty(tail):
                    yield from self._spread(noun, says)
        self.subject = kept
        yield from self._fronted(said)
        if after := self._after(said):
            yield from self._clause(after)
        if self.chosen:
            yield from self._chosen(said)

    def _fronted(self, said: str) -> Iterator[str]:
        """`On Monday, A ...`, `Next to A sits B`, `in seat 3 is A`, and a clause without its subject: the one before."""
        for complement, rest in self._complement(self._led(said)):
            body = re.match(rf"^,? ?(?:{AUX} |[a-z]+ )?(?P<who>@\d+.*|the .*)$", rest)
            if body:
                for noun, tail in self._noun(body["who"]):
                    if self.empty(tail):
                        self.subject = noun.things or self.subject
                        yield from self._spread(noun, complement)
        first = said.partition(" ")[0]
        plain_verb = _MODAL.match(said) or self.lexicon.filler(first) or first in self.chosen or first in ("not", "directly", "immediately", "right", "just", "somewhere", "next", "between") or phrases.begins(said)
        if self.subject and (plain_verb or first.endswith(("s", "ed"))) and not re.match(r"^(?:@|the |an? |both |neither |either |nobody|no )", said):
            noun = self._list(self.subject, "and")
            for says, tail in self.predicate(said, noun):
                if self.empty(tail):
                    yield from self._spread(noun, says)

    def _spread(self, noun: Noun, says: Says | str) -> Iterator[str]:
        """What is said of a subject; nothing where it would be said to be another thing."""
        try:
            told = says if isinstance(says, str) else noun.spread(says)
        except Alike:
            return
        yield told

    def _after(self, said: str) -> str:
        """A clause without words before its subject that only say where all this is: `on the shelf A is ...`."""
        found = re.match(r"^(?:in|on|at|of|for|with) (?:[a-z-]+ ){1,5}(?=@)", said)
        return said[found.end() :] if found and all(self.lexicon.filler(w) and w not in self.lexicon.every for w in found[0].split()) else ""

    def _led(self, said: str) -> str:
        return re.sub(r"^(?:in|on|at) (?=@)", "", said)

    def _between(self, said: str) -> Iterator[str]:
        """`There are two seats between A and B`, `exactly one person sits between them`."""
        found = re.match(
            rf"^(?:there (?:is|are|was|were|must be) )?(?:(?P<how>exactly|at least|at most|only|just|no more than|no fewer than|more than|fewer than) )?(?P<k>{K}|no one|nobody|an?|several)(?: (?:other |empty )?[a-z]+)?"
            rf"(?: (?:{AUX}|[a-z]+s?))?(?: [a-z]+ed)? between (?P<a>@\d+|them|the two|they)(?: 's)?(?: (?:and|or) (?P<b>@\d+)(?: 's)?)?(?: [a-z]+)?$",
            said,
        )
        if not found:
            return
        if found["b"]:
            a, b = self.lexicon.thing(found["a"]), self.lexicon.thing(found["b"])
        elif len(self.subject) == 2 or len(self.before) == 2:
            a, b = self.subject if len(self.subject) == 2 else self.before
        else:
            return
        sort = phrases.row(self.world, said)
        if found["k"] == "several" or sort.facing or sort.ring or (sort.where and sort.kind == "time"):
            raise Unreadable("how many are between")
        k = 0 if found["k"] in ("no one", "nobody") else 1 if found["k"] in ("a", "an") else COUNTS[found["k"]]
        how = found["how"] or ("at least" if found["k"] in ("a", "an") and not found["how"] else "")
        yield self.world.pairs(a, b, sort, lambda i, j: phrases.holds(how, abs(i - j) - 1, k))

    def _counted(self, said: str) -> Iterator[str]:
        """`Exactly one of A, B and C ...`, `two people are older than A`, `nobody is ...`."""
        found = re.match(rf"^(?:of (?P<of>@[^a-z]*(?:and|or) @\d+) , )?(?:{HOW}(?P<k>{K})|(?P<one>one))(?: of (?:the (?:{K}|[a-z]+)|them|these|(?P<list>(?:@\d+ ?,? ?)+(?:(?:and|or) @\d+)))| (?:other )?(?P<noun>[a-z]+))? (?P<rest>.+)$", said)
        if found and (found["list"] or found["of"] or found["noun"] in (*self.lexicon.nouns[self.world.base.name], "people", "person", "others", "other", None)):
            how = found["how"] or ""
            told = [self.lexicon.thing(m) for m in re.findall(r"@\d+", found["list"] or found["of"] or "")]
            things = told or self.world.carriers()
            if not how and not told and found["k"] != "no" and not re.search(r" (?:than|before|after|above|below|of) ", found["rest"]):
                return
            k = COUNTS[found["k"]] if found["k"] else 1
            for says, tail in self.predicate(found["rest"], Noun(_nothing, tuple(things), "count")):
                if self.empty(tail) and callable(says):
                    terms = [t for t in (self.tried(says, x) for x in things) if t]
                    yield number(terms, SIGNS[how], k)

    def tried(self, says: Says, thing: Thing) -> str:
        """What is said of a carrier that is tried; nothing where it is compared with itself."""
        self.world.tried += 1
        try:
            return says(thing)
        except Alike:
            return ""
        finally:
            self.world.tried -= 1

    def empty(self, tail: str) -> bool:
        return all(w == "," or self.lexicon.filler(w) or w in ("too", "exactly", "respectively") for w in tail.split())

    # --- subjects and objects ----------------------------------------------------------------------------------------

    def _list(self, things: Sequence[Thing], how: str) -> Noun:
        join = {"and": both, "or": either}.get(how)
        if how == "nor":
            return Noun(lambda s: both(negated(s(t)) for t in things), tuple(things), "nor")
        if how == "xor":
            return Noun(lambda s: number([s(t) for t in things], "==", 1), tuple(things), "or")
        return Noun(lambda s: join([s(t) for t in things]) if join else "", tuple(things), how if len(things) > 1 else "one")

    def _noun(self, said: str, inside: bool = False) -> Iterator[tuple[Noun, str]]:
        """Noun phrases at the start of a text, the longest first, and what is left of it."""
        self._tick()
        lone = re.match(r"^(?:the |an? )?(?P<w>[a-z]+) (?=@)", said)
        if lone and self.lexicon.filler(lone["w"]) and lone["w"] not in _LITTLE:
            yield from self._noun(said[lone.end() :], inside)
            return
        about = re.match(r"^(?:the|an?) (?:(?P<w>[a-z]+(?: [a-z]+)?) )(?:on|in|of|for|about|by|called|named|from|at|with) (?P<rest>@.*)$", said)
        if about and all(self.lexicon.filler(w) for w in about["w"].split()):
            yield from self._noun(about["rest"], inside)
        listed = re.match(r"^(?:(?P<lead>both|either|neither|one of|exactly one of|none of|each of|all of|only one of|at least one of) )?(?P<list>@\d+(?: 's)?(?: ?, @\d+(?: 's)?)* ,? ?(?P<how>and|or|nor) (?:neither |not )?@\d+)(?: 's)?(?P<rest> .*|$)", said)
        if listed:
            things = [self.lexicon.thing(m) for m in re.findall(r"@\d+", listed["list"])]
            lead, how = listed["lead"] or "", listed["how"]
            rest = listed["rest"].strip()
            if lead in ("neither", "none of"):
                yield self._list(things, "nor"), rest
            elif lead in ("one of", "exactly one of", "only one of") or (lead == "either" and " but not both" in rest):
                yield self._list(things, "xor"), rest.replace(" , but not both", "").replace(" but not both", "").replace("but not both", "").strip(" ,")
            elif lead in ("either", "at least one of") or (how == "or" and not lead):
                yield self._list(things, "or"), rest
            elif how == "and":
                yield self._list(things, "and"), re.sub(r"^(?:both|all|each) ", "", rest)
        one = re.match(r"^(?P<m>@\d+)(?: 's(?: own)?(?: (?P<n>(?!next|left|right|immediate|number)[a-z]+))?)?(?P<rest> .*|$)", said)
        if one:
            tail = one["rest"].strip()
            word, _, more = tail.partition(" ")
            if not one["n"] and word and self.lexicon.filler(word) and word in self.lexicon.called:
                yield self._list((self.lexicon.thing(one["m"]),), "and"), more
            if one["n"] and not (one["n"] in self.lexicon.every or (self.lexicon.verb(one["n"]) and not NEGATIVE.fullmatch(one["n"]) and one["n"] not in ("is", "was", "are"))):
                tail = f"{one['n']} {tail}".strip()
            yield self._list((self.lexicon.thing(one["m"]),), "and"), tail
            apposed = re.match(r"^, (?:the )?(?P<a>[a-z ]{2,30}) , (?P<r>.+)$", tail)
            if apposed and all(self.lexicon.filler(w) for w in apposed["a"].split()):
                yield self._list((self.lexicon.thing(one["m"]),), "and"), apposed["r"]
            return
        yield from self._described(said, inside)

    def _described(self, said: str, inside: bool = False) -> Iterator[tuple[Noun, str]]:
        if found := re.match(r"^(?P<p>he|she|it|him|her|his|they|them|the (?:two|pair))(?: 's)?(?= |$)", said):
            plural = found["p"] in ("they", "them", "the two", "the pair")
            who = self._meant(said, plural, inside)
            if who:
                yield self._list(who, "and"), said[found.end() :].strip()
            return
        if found := re.match(r"^(?:(?P<no>nobody|no one|no-one|none of them|none of the others)|(?P<all>everyone|everybody|all of them|all the others|everyone else|all others|each of the others|the others|the rest))(?: else)?(?= |$)", said):
            rest = said[found.end() :].strip()
            others = [t for t in self.world.carriers() if t not in self.subject]
            everyone = self.world.carriers() if not re.search(r"else|others|rest", found[0]) else others
            if found["no"]:
                yield Noun(lambda s: both(negated(t) for t in (self.tried(s, x) for x in self.world.carriers()) if t), (), "nor"), rest
            else:
                yield Noun(lambda s: both(t for t in (self.tried(s, x) for x in everyone) if t), (), "all"), rest
            return
        if re.match(r"^(?:the |an? |someone |somebody |whoever |anyone )", said):
            yield from self._whoever(said)

    def _meant(self, said: str, plural: bool, inside: bool) -> tuple[Thing, ...]:
        """Whom a pronoun stands for: the one other that was named, in this sentence or else in the one before."""
        if plural:
            return next((w for w in (self.subject, self.prior, self.before) if len(w) > 1), ())
        head = self.last[: len(self.last) - len(said)] if self.last.endswith(said) else self.last
        here = list(dict.fromkeys(self.lexicon.thing(m) for m in re.findall(r"@\d+", head)))
        here = [t for t in here if t.sort == self.world.base.name or t in self.subject] or here
        if inside:
            here = [t for t in here if t not in self.subject] or ([] if here else [self.lexicon.thing(m) for m in self.named])
            return (here[0],) if len(here) == 1 else ()
        if self.subject and here:
            return self.subject if len(here) == 1 and len(self.subject) == 1 else ()
        return self.before if len(self.named) == 1 and len(self.before) == 1 else ()

    def _whoever(self, said: str) -> Iterator[tuple[Noun, str]]:
        """`The oldest`, `the person in seat 3`, `whoever has the cat`, `the one to the left of A`."""
        base = self.lexicon.nouns[self.world.base.name] | {"person", "one", "people", "man", "woman", "boy", "girl", "child", "owner"} | self.lexicon.every
        found = re.match(r"^(?:the|a|an) (?P<n>[a-z]+)(?: (?P<rel>who|that|which|whose))?(?= )|^(?P<who>whoever|someone who|somebody who|anyone who)(?= )", said)
        if found and (found["who"] or found["n"] in base):
            rest = said[found.end() :].strip()
            for says, tail in self.predicate(rest, NOBODY):
                if callable(says) and tail:
                    yield self._such(says), re.sub(r"^, ", "", tail)
        for says, tail in degrees(said, self.world):
            yield self._such(says), re.sub(r"^(?:one|person|place|position)(?= |$)", "", tail).strip()

    def _such(self, says: Says) -> Noun:
        carriers = self.world.carriers()

        def spread(more: Says) -> str:
            return either(both((d, m)) for d, m in ((self.tried(says, c), self.tried(more, c)) for c in carriers) if d and m)

        return Noun(spread, (), "one")

    # --- what is said of them ----------------------------------------------------------------------------------------

    def predicate(self, said: str, noun: Noun) -> Iterator[tuple[Says | str, str]]:
        """What a clause says of its subject (or, of several together, an expression), and what is left of it."""
        self._tick()
        said = said.strip(" ,") if not said.startswith(", ") else said[2:]
        no, rest = False, said
        found: re.Match[str] | None = None
        while found := _MODAL.match(rest) or _NOT.match(rest):
            after = rest[found.end() :].strip()
            if found.re is _NOT and re.match(r"(?:quite |nearly )?(?:as|so) [a-z]+ as\b", after):
                rest = f"not {re.sub(r'^(?:quite|nearly) ', '', after)}"
                break
            no, rest = no or (found.re is _NOT), after
            if found.re is _MODAL:
                noun = noun._replace(copula=found["aux"] in ("is", "are", "was", "were", "be"))
        if rest.startswith("neither "):
            for says, tail in self._either(rest.removeprefix("neither "), "nor"):
                yield says, tail
            return
        for one, tail in self._verbal(rest, noun):
            told = self._negative(one) if no else one
            yield from self._more(told, tail, noun, no)
            yield told, tail

    def _negative(self, says: Says | str) -> Says | str:
        return negated(says) if isinstance(says, str) else _denied(says)

    def _more(self, says: Says | str, tail: str, noun: Noun, no: bool) -> Iterator[tuple[Says | str, str]]:
        """`is left of A and next to B`, `is not first or last`, `is not in seat 2 nor in seat 3`."""
        found = re.match(r"^,? ?(?P<j>and|but|or|nor|yet)(?: (?:also|is|was))?(?: (?P<not>not))? (?P<rest>.+)$", tail)
        if not found or isinstance(says, str):
            return
        for other, end in self.predicate(found["rest"], noun):
            if isinstance(other, str):
                continue
            yield self._both_said(says, self._negative(other) if found["not"] or (no and found["j"] in ("or", "nor")) else other, found["j"], no), end

    def _both_said(self, one: Says, other: Says | str, joint: str, no: bool) -> Says:
        if isinstance(other, str):
            raise Unreadable("what is said of several")
        if joint == "or" and not no:
            return lambda t: either((one(t), other(t)))
        return lambda t: both((one(t), other(t)))

    def _either(self, said: str, how: str) -> Iterator[tuple[Says, str]]:
        """`neither next to A nor first`, `either first or last`."""
        for says, tail in self._verbal(said, NOBODY):
            found = re.match(r"^,? ?(?:nor|or)(?: (?:is|was|does|in|on|at)\b)? ?(?P<rest>.+)$", tail)
            if not found or isinstance(says, str):
                continue
            for other, end in self._verbal(found["rest"], NOBODY):
                if not isinstance(other, str):
                    yield _paired(says, other, how), end

    def _verbal(self, said: str, noun: Noun) -> Iterator[tuple[Says | str, str]]:
        """A verb that says nothing, words that say nothing, and then what is said."""
        if len(noun.things) > 1 and noun.kind in ("and", "or", "nor", "count"):
            yield from self._together(said, noun)
        if said.startswith("either "):
            yield from self._either(said.removeprefix("either "), "or")
        rest, strange = said, ""
        for _ in range(9):
            yield from self._complement(rest, linking=not strange or bool(_LINKING.match(strange)))
            if self.chosen:
                yield from self._picked(rest)
            word, _, after = rest.partition(" ")
            if not after or word[0] == "@" or word == ",":
                return
            if not self.lexicon.filler(word):
                if strange or not self.lexicon.verb(word) or (noun.copula and not _PARTICIPLE.search(word)):
                    return
                strange = word
            rest = after

    def _picked(self, said: str) -> Iterator[tuple[Says, str]]:
        word, _, after = said.partition(" ")
        plain_verb = self.lexicon.verb(word) and re.search(r"(?:[^s]s|e|[a-z])$", word) and not after and not word.endswith(("ed", "ing", "ly", "en"))
        if word in self.chosen or plain_verb:
            yield (lambda t: f"{self.world.term(t, self.world.sorts['in'])} == 1"), after

    def _complement(self, said: str, *, linking: bool = True) -> Iterator[tuple[Says, str]]:
        """Relations, places, degrees and values at the start of a text; `linking`: the verb says that two go together."""
        self._tick()
        if found := re.match(r"^(?P<close>immediately |directly |right |somewhere |exactly |just )?(?:in )?between (?P<a>@\d+)(?: 's)?(?: [a-z]+)? and (?P<b>@\d+)(?: 's)?(?= |$)", said):
            yield self._mid(found), said[found.end() :].strip()
        if found := re.match(r"^(?P<not>not )(?P<rest>(?!(?:quite )?(?:as|so) ).+)$", said):
            for says, tail in self._complement(found["rest"]):
                yield _denied(says), tail
        for link, rest in phrases.relations(said, self.world):
            for noun, tail in self._object(rest):
                yield self._linked(link, noun), tail
        yield from self._level(said)
        if found := re.match(r"^no (?:later|earlier|lower|higher) than (?P<o>@\d+)|^(?P<o2>@\d+) or (?P<w>later|earlier|higher|lower|above|below)(?= |$)", said):
            yield self._limit(found), said[found.end() :].strip()
        yield from degrees(said, self.world)
        for noun, rest in self._noun(said, inside=True) if linking and re.match(r"^(?:@|either |both |neither |one of |the |whoever )", said) else ():
            yield self._having(noun), rest

    def _linked(self, link: phrases.Link, noun: Noun) -> Says:
        return lambda t: noun.spread(lambda o: phrases.linked(self.world, link, t, o))

    def _having(self, noun: Noun) -> Says:
        return lambda t: noun.spread(lambda o: self.world.has(t, o))

    def _object(self, said: str) -> Iterator[tuple[Noun, str]]:
        yield from self._noun(re.sub(r"^(?:that of|those of|the one of|the (?:day|floor|seat|place) (?:of|that|where|when)|where|when|that) (?=@)", "", said), inside=True)

    def _mid(self, m: re.Match[str]) -> Says:
        a, b = self.lexicon.thing(m["a"]), self.lexicon.thing(m["b"])
        sort = phrases.row(self.world, m[0])
        close = (m["close"] or "").strip() in ("immediately", "directly", "right", "just")
        if sort.facing or (sort.ring and not (close or sort.ring)):
            raise Unreadable("between on two rows")
        if close or sort.ring:
            return lambda t: both((self.world.pairs(t, a, sort, lambda i, j: phrases.beside(sort, i, j)), self.world.pairs(t, b, sort, lambda i, j: phrases.beside(sort, i, j))))
        term = self.world.term
        x, y = term(a, sort), term(b, sort)
        return lambda t: either((f"({x} < {term(t, sort)} and {term(t, sort)} < {y})", f"({y} < {term(t, sort)} and {term(t, sort)} < {x})"))

    def _limit(self, m: re.Match[str]) -> Says:
        value = self.lexicon.thing(m["o"] or m["o2"])
        sort = self.world.sort(value.sort)
        if not sort.order:
            raise Unreadable("a limit on what is in no order")
        word = m["w"] or re.findall(r"later|earlier|lower|higher", m[0])[0]
        down = word in ("earlier", "lower", "below") if sort.upward or sort.kind == "time" else word in ("earlier", "higher", "above")
        down = down != bool(m["o"])
        return lambda t: f"{self.world.term(t, sort)} {'<=' if down else '>='} {value.at}"

    def _level(self, said: str) -> Iterator[tuple[Says, str]]:
        """`on the same floor as A`, `with A`: of values that several may have."""
        found = re.match(r"^(?:in |on |at |to |from |of )?(?:exactly )?(?P<w>the same|a different) (?P<n>[a-z]+)(?: (?:as|from|to|than))(?: (?:the one|that))? (?P<o>@\d+)(?: 's)?(?= |$)|^(?:together )?with (?P<o2>@\d+)(?= |$)", said)
        if not found:
            return
        shared = [s for s in self.world.sorts.values() if not s.single and not s.metric and s.kind != "in"]
        shared = [s for s in shared if (found["n"] or "").removesuffix("s") in s.nouns] or shared
        if len(shared) != 1 or (found["o2"] and self.chosen):
            return
        other, sort = self.lexicon.thing(found["o"] or found["o2"]), shared[0]
        sign = "!=" if found["w"] == "a different" else "=="
        yield (lambda t: f"{self.world.term(t, sort)} {sign} {self.world.term(other, sort)}"), said[found.end() :].strip()

    def _together(self, said: str, noun: Noun) -> Iterator[tuple[Says | str, str]]:
        """`are next to each other`, `sit opposite one another`, `are at opposite ends`, `share a tent`: of two things."""
        words = re.sub(r"^(?:both|each|all|immediately|directly|right) ", "", said)
        if noun.kind != "and" or len(noun.things) != 2:
            return
        a, b = noun.things
        lead = r"(?:(?!next|beside|opposite|side|on|in|at|facing|adjacent|neighbours|share|together)[a-z]+ )?"
        if found := re.match(rf"^{lead}(?P<rel>next to|beside|adjacent to|opposite|across from|facing|alongside|next door to) (?:each other|one another)(?= |$)", words):
            for link, _ in phrases.relations(found["rel"], self.world):
                yield phrases.linked(self.world, link, a, b), words[found.end() :].strip()
        if found := re.match(rf"^{lead}(?:in |on |at )?(?:side by side|(?:direct |immediate |next-door )?neighbours|neighbors|adjacent|next door|(?:consecutive|adjacent|neighbouring|successive) (?:{UNIT}))(?: to each other)?(?= |$)", words):
            sort = phrases.row(self.world, words)
            yield self.world.pairs(a, b, sort, lambda i, j: phrases.beside(sort, i, j)), words[found.end() :].strip()
        if found := re.match(rf"^{lead}(?:at |took |take )?(?:the )?(?:opposite ends|two ends|both ends)(?: of (?:the|a) [a-z]+)?(?= |$)|^(?:took|take|have|had|occupy|occupied) (?:the )?opposite ends(?= |$)", words):
            sort = phrases.row(self.world, words)
            yield self.world.pairs(a, b, sort, lambda i, j: {i, j} == {1, sort.size}), words[found.end() :].strip()
        if found := re.match(rf"^{lead}(?:(?P<how>exactly|at least|at most) )?(?P<k>{K}) (?P<unit>{UNIT}) apart(?= |$)", words):
            link = phrases.apart(self.world, words, found["how"] or "", COUNTS[found["k"]], found["unit"])
            yield phrases.linked(self.world, link, a, b), words[found.end() :].strip()
        if found := re.match(r"^(?:(?:sit|sat|sitting|stand|stood|standing|seated|placed|put|kept|hang|hung|park|parked|live) )?together(?= |$)", words):
            seats = [s for s in phrases.rows(self.world) if s.kind in ("seat", "")]
            if len(seats) == 1 and all(s.single or s.metric for s in self.world.sorts.values()):
                yield self.world.pairs(a, b, seats[0], lambda i, j: phrases.beside(seats[0], i, j)), words[found.end() :].strip()
        if found := re.match(rf"^{lead}(?:(?P<d>on different|in different)|(?:on |in |at |for )?the same|share (?:a|the)|shared (?:a|the)|together) ?(?P<n>[a-z]+)?(?= |$)", words):
            shared = [s for s in self.world.sorts.values() if not s.single and not s.metric and s.kind != "in"]
            if len(shared) == 1 and (not found["n"] or found["n"].removesuffix("s") in shared[0].nouns or "share" in found[0]):
                sign = "!=" if found["d"] else "=="
                yield f"{self.world.term(a, shared[0])} {sign} {self.world.term(b, shared[0])}", words[found.end() :].strip()
        if self.chosen and (found := re.match(r"^(?:not )?(?:together|both) chosen(?= |$)", said)):
            x, y = (f"{self.world.term(t, self.world.sorts['in'])} == 1" for t in (a, b))
            yield negated(both((x, y))) if said.startswith("not ") else both((x, y)), said[found.end() :].strip()

    def _chosen(self, said: str) -> Iterator[str]:
        """`She packs the poems`, `we take A`: one who is none of the things chooses."""
        found = re.match(rf"^(?:i|we|she|he|they|you|the [a-z]+|[a-z]+) (?P<aux>(?:{AUX} )?(?P<no>not )?)(?P<v>[a-z]+) (?P<rest>(?:either |both |neither |the |at least one of )*@.+)$", said)
        if found is None or found["v"] not in self.chosen:
            return
        no = bool(found["no"])
        inside = self.world.sorts["in"]

        def says(t: Thing) -> str:
            return f"{self.world.term(t, inside)} == 1"

        for noun, tail in self._noun(found["rest"]):
            if self.empty(re.sub(r"^,? ?or both$|^together$|^at the same time$", "", tail)):
                yield negated(noun.spread(says)) if no else noun.spread(says)

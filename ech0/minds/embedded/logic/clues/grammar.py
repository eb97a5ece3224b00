"""The sentences of clues: clauses with and, or, but, if, unless, only if, and clauses that lean on the one before.

Knows how clauses are joined, and nothing of what a clause says.
"""

import re
from collections.abc import Callable, Iterator

from ech0.minds.embedded.logic.clues.choosing import choosing
from ech0.minds.embedded.logic.clues.clauses import AUX, Clauses
from ech0.minds.embedded.logic.clues.plain import plain
from ech0.minds.embedded.logic.clues.words import K
from ech0.minds.embedded.logic.clues.world import Thing, both, either, negated, number
from ech0.minds.embedded.logic.forms import Unreadable

MAX_WORDS = 60
_ADRIFT = re.compile(r" (?:in|on|at|for|during|from|by|with|outside|inside|around) (?:the|this|that|my|our|his|her|their|a|an) (?P<n>[a-z]+(?: [a-z]+)?)(?= ,|$| and @| but | while )|^(?:in|on|at|for|during|outside) (?:the|this|that|my|our|a|an) (?P<l>[a-z]+(?: (?:for|of|at|in) the [a-z]+)?) ,? ?(?=@)".replace("(?P<l>", "(?:"))
_PLACES = re.compile(r"left|right|top|bottom|front|back|middle|centre|center|end|ends|row|line|queue|first|second|third|fourth|fifth|last|same|other|opposite|next|side|corner|[a-z]+est|seat|place|floor|house|room|day|week|morning|afternoon|evening|group|half|one|two|three|far|window|aisle|door|start|beginning")


class Grammar(Clauses):
    """Reads statements over one world."""

    def statement(self, text: str) -> str:
        """The expression of a sentence in plain words; raises `Unreadable`."""
        return self.marked(self._numbered(self.lexicon.marked(text)))

    def _adrift(self, m: re.Match[str]) -> str:
        """Words of where all this is, `in this shop`, left out; those that place something are kept."""
        nouns = {n for s in self.world.all() for n in s.nouns}
        return m[0] if any(w in nouns or w.removesuffix("s") in nouns or _PLACES.fullmatch(w) for w in (m["n"] or m[0]).split()[-2:]) else ""

    def _numbered(self, said: str) -> str:
        """`A in 4` where the places of one row are numbered, and nothing else is: the place of that number."""
        rows = [s for s in self.world.all() if s.order and not s.metric and s.values and all(v.isdigit() for v in s.values)]
        if len(rows) != 1 or any(s.metric for s in self.world.sorts.values()):
            return said

        def place(m: re.Match[str]) -> str:
            return f"{m['lead']}{self.lexicon.mark(Thing(rows[0].name, rows[0].values.index(m['k']) + 1))}" if m["k"] in rows[0].values else m[0]

        lead = r"(?P<lead>\b(?:in|at|on|has|have|had|gets?|got|takes?|took|is|not|or|and|to|from|above|below|into|wants?) (?:number |no )?)"
        return re.sub(rf"{lead}(?P<k>\d{{1,2}})(?= ,|$| and | or | nor | but | if | then )", place, said)

    def marked(self, said: str) -> str:
        """The same of a sentence whose names are marks."""
        said = " ".join(said.split()).strip(" ,")
        said = plain(choosing(said, self.lexicon.filler) if self.chosen else said, chosen=bool(self.chosen))
        if len(said.split()) > MAX_WORDS:
            raise Unreadable("the sentence is too long")
        self.steps = 0
        self.before, self.subject, self.prior = self.subject or self.before, (), ()
        if self.last:
            self.named = {m for m in re.findall(r"@\d+", self.last) if self.lexicon.thing(m).sort == self.world.base.name}
        self.last = said
        found = next(self._sentence(said), None)
        if found is None and not self.chosen and (shorter := _ADRIFT.sub(self._adrift, said)) != said:
            self.subject, self.prior = (), ()
            self.last = shorter
            found = next(self._sentence(shorter), None)
        if found is None:
            raise Unreadable("a clause is not understood")
        return found

    def _sentence(self, said: str) -> Iterator[str]:
        self._tick()
        said = said.strip(" ,")
        if not said:
            return
        kept = self.subject
        if found := re.match(r"^either (?P<a>.+?) ,? ?or (?:else )?(?P<b>.+)$", said):
            yield from self._joined(found["a"], re.sub(r" ,? ?but not both$", "", found["b"]), self._xor if " but not both" in said else self._or)
        if found := re.match(r"^(?:if|when|whenever|provided(?: that)?|given that) (?P<a>.+?)(?: , (?:then )?| then )(?P<b>.+)$", said):
            for cut in re.finditer(r" , (?:then )?| then ", said):
                head = re.sub(r"^(?:if|when|whenever|provided(?: that)?|given that) ", "", said[: cut.start()])
                yield from self._joined(head, said[cut.end() :], self._implies)
        if found := re.match(r"^unless (?P<a>.+?) , (?P<b>.+)$", said):
            yield from self._joined(found["a"], found["b"], lambda a, b: f"(not ({a}) -> ({b}))")
        if found := re.match(r"^only if (?P<a>.+?) (?:, )?(?:does|do|is|are|can|will) (?P<b>.+)$", said):
            yield from self._joined(found["b"], found["a"], self._implies)
        if found := re.match(r"^(?:it is (?:not true|false) that|it is not the case that) (?P<x>.+)$", said):
            for one in self._sentence(found["x"]):
                yield negated(one)
        self.subject = kept
        yield from self._clause(said)
        yield from self._parted(said, kept)

    def _parted(self, said: str, kept: tuple[Thing, ...]) -> Iterator[str]:
        """A sentence parted at each of its joints in turn."""
        for word, how in (
            ("if and only if", self._same), ("only if", self._implies), ("only when", self._implies), ("unless", lambda a, b: f"(not ({b}) -> ({a}))"),
            ("if", lambda a, b: self._implies(b, a)), ("whenever", lambda a, b: self._implies(b, a)), ("provided that", lambda a, b: self._implies(b, a)),
        ):  # fmt: skip
            for cut in re.finditer(rf" ,? ?\b{word}\b ", said):
                self.subject = kept
                yield from self._joined(said[: cut.start()], said[cut.end() :], how)
        for cut in re.finditer(r" ,? ?\b(?:and|but|nor|while|whereas|though|although|yet|or)\b (?:so (?!is\b|are\b|was\b|were\b|do\b|does\b|did\b|has\b|have\b|had\b|will\b|can\b))?(?:that )?| , (?:who|which) | , ", said):
            first = (cut[0].replace(",", " ").split() or [""])[0]
            head, tail = said[: cut.start()], said[cut.end() :]
            self.subject = kept
            if first == "nor":
                tail = f"nor {tail}"
            if first == "or":
                yield from self._joined(head, tail, self._or)
            elif first in ("who", "which"):
                last = re.findall(r"@\d+", head)
                if last:
                    yield from self._joined(head, f"{last[-1]} {tail}", self._and)
                    alone = re.match(r"^(@\d+)$", head)
                    closing = re.match(r"^(?P<said>[^,]+) , (?P<rest>.+)$", tail)
                    if alone and closing:
                        yield from self._joined(f"{head} {closing['said']}", f"{head} {closing['rest']}", self._and)
            else:
                yield from self._joined(head, tail, self._and)
        self.subject = kept

    def _joined(self, a: str, b: str, how: Callable[[str, str], str]) -> Iterator[str]:
        if not a.strip(" ,") or not b.strip(" ,"):
            return
        kept = self.subject
        for one in self._sentence(a):
            left = self.subject
            for other in self._sentence(b):
                yield how(one, other)
            self.subject = left
            for other in self._elliptic(a, b):
                yield how(one, other)
            self.subject = left
        self.subject = kept

    def _elliptic(self, a: str, b: str) -> Iterator[str]:
        """`A is in seat 2 and B in seat 3`, `A does if B does`, `and so does B`: with the words of the clause before."""
        b = b.strip(" ,")
        if found := re.match(rf"^(?P<s>@\d+|he|she|it) (?:{AUX})(?P<no> not)?(?: too| so| as well)?$|^(?:so|neither|nor) {AUX} (?P<t>@\d+)$", b):
            head = re.match(r"^(?P<s>@\d+)(?P<rest> .+)$", a)
            if head and re.match(r"^(?:neither|nor) ", b):
                yield from self._sentence(f"{found['t']}{head['rest']}")
            elif head and not found["no"]:
                yield from self._sentence(f"{found['s'] or found['t']}{head['rest']}")
            elif head and " not " not in head["rest"]:
                for one in self._sentence(f"{found['s']}{head['rest']}"):
                    yield negated(one)
        head = re.match(rf"^@\d+(?: 's)?(?P<verb>(?: {AUX})?(?: [a-z]+)?) (?:(?:in|on|at|the|to|by|a|an) )*(?:@\d+|{K}|[a-z]+)", a)
        if head and re.match(r"^@\d+ ", b) and (" not " not in f"{a} "):
            subject, rest = b.split(" ", 1)
            yield from self._sentence(f"{subject}{head['verb']} {rest}")

    def _and(self, a: str, b: str) -> str:
        return both((a, b))

    def _or(self, a: str, b: str) -> str:
        return either((a, b))

    def _xor(self, a: str, b: str) -> str:
        return number((a, b), "==", 1)

    def _implies(self, a: str, b: str) -> str:
        return f"(({a}) -> ({b}))"

    def _same(self, a: str, b: str) -> str:
        return both((self._implies(a, b), self._implies(b, a)))

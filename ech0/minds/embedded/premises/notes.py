"""What the tests of a question's premises are written on: claims without a target, and what a sentence denies.

A test is a `QuantityClaim` whose laws the solver holds against the numbers, or a `LogicClaim` of facts and a law
that clash. Nothing is decided here, and no value is looked at.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from ech0.core.types import Atom, Claim, Entry, LogicClaim, QuantityClaim, Relation, Rule, Symbol
from ech0.minds.embedded.givens import Given
from ech0.minds.embedded.words import Text

DENIALS = frozenset(
    "cannot never impossible violates violate violating forbids forbidden unphysical nothing nobody neither absurd "
    "nonsense contradict contradicts contradicting wrong false myth can't couldn't impossibility incorrect forbid "
    "unbalanced".split()
)
"""Words by which a sentence says itself that something is not so."""
_NOT = re.compile(r"\b(?:not|\w+n't|without exception)\b")
_NONE = re.compile(r"^\W*(?:why\s+)?(?:can\s+)?no\b|\bthere (?:is|are) no\b|\bthat no\b|\bso no\b")
SHORT = 4
"""A word this short must stand whole: `rat` is not said by `rate`."""
LINKS = frozenset(
    "of is was are were be being equals equal = : about approximately exactly roughly only at to as has"
    " have had reached "
    "reaches found measured reported computed given calculated with value an a the around nearly almost some estimated "
    "taken comes out turned and its ( by being stated quoted shows gives came".split()
)
"""Words that join a quantity's name to its number and say nothing else."""


@dataclass
class Notes:
    """The claims and entries of the tests of one question."""

    tag: str = ""
    claims: list[Claim] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)

    def quantities(
        self, goal: str, symbols: Sequence[Symbol], laws: Sequence[Relation], relations: Sequence[Relation] = ()
    ) -> None:
        """One test of numbers."""
        made = QuantityClaim(
            id=self._id(), text=goal, symbols=tuple(symbols), relations=tuple(relations), laws=tuple(laws)
        )
        self.claims.append(made)

    def clash(self, goal: str, said: str, law: str) -> None:
        """One test of words: `said` is what the text states, and `law` denies it."""
        fact = Atom(predicate="it happens")
        rules = (Rule(head=fact, text=said), Rule(head=fact.model_copy(update={"positive": False}), text=law))
        self.claims.append(LogicClaim(id=self._id(), text=goal, rules=rules, query=fact))

    def _id(self) -> str:
        return f"x{len(self.claims) + 1}{self.tag}"


def known(given: Given, name: str, unit: str, meaning: str) -> Symbol:
    """A number of the question as a symbol."""
    return Symbol(name=name, unit=unit, meaning=meaning, entry=given.entry.id)


def cited(law: str, source: str) -> str:
    """A law with its source as a relation's words carry them; the source is cut off where no digit may stand."""
    return f"{law} [{source}]"


_QUESTION = re.compile(
    r"(?:[,;:]|\s[-–—]|\s(?=and (?:what|how|which|find|calculate)\b))\s*"
    r"(?=(?:(?:so|and|then|now|but|thus|hence|therefore|say|tell me|i wonder|please)[, ]+){0,3}"
    r"(?:what(?:'s|’s)?|how|(?:in|by|at|to|for|from|with|of|after) (?:what|which|how)|which (?:is|are|of)"
    r"|find|calculate|compute|determine|estimate|work out|evaluate|give (?:me|the|its)"
    r"|do(?:es)?|did|is|are|was|were|will|would|can|could)\b"
    r"(?! (?:known|called|to be|being|measured|now|then|at|in|also|not|about|only|just|given|made|often"
    r"|the same)\b))"
)
"""Where the question of a sentence begins that states something first."""


_FOLLOWS = re.compile(
    r"[,;]\s*(?:and )?"
    r"(?=(?:so|therefore|hence|thus|which is why|that is why|and|but|yet|though|although|while)\b)"
)
"""Where a part begins that may deny something of its own: `the p-value was 1.7, so we did not reject`."""


def parts(said: str) -> list[tuple[int, int]]:
    """Start and end of what a sentence (in lower case) states first and of the question that follows, if both are.

    `since 51 is prime, how many divisors has it?`: the first part is a statement though its sentence is a question.
    """
    asked = said.rstrip().endswith("?")
    cuts = [m.end() for m in _QUESTION.finditer(said) if len(said[: m.start()].split()) >= 3]
    orders = re.compile(r"\W*(?:find|calc|comp|det|est|work|eval)")
    ordered = any(orders.match(said, m.end()) for m in _QUESTION.finditer(said))
    if cuts and (asked or ordered):
        return [(0, cuts[0]), (cuts[0], len(said))]
    for m in _FOLLOWS.finditer(said):
        if denies(said[m.start() :]) and not denies(said[: m.start()]) and len(said[: m.start()].split()) >= 3:
            return [(0, m.end()), (m.end(), len(said))]
    return [(0, len(said))]


def sentence(text: Text, number: int) -> str:
    """The sentence of a token as it is written, in lower case; of one that states and then asks, the part with it."""
    mine = [t for t in text.tokens if t.sentence == text.tokens[number].sentence]
    first = mine[0].start
    said = text.original[first : mine[-1].end].lower()
    place = text.tokens[number].start - first
    start, end = next((p for p in parts(said) if p[0] <= place < p[1]), (0, len(said)))
    return said[start:end]


_CLOSED = re.compile(r"\bnothing (?:else|(?:is |was |being |at all )?(?:let|added|lost|taken|done))\b")
"""Words that close a system and deny nothing."""


def denies(said: str) -> bool:
    """Whether a sentence (in lower case) says that what it speaks of is not so."""
    said = _CLOSED.sub("", said)
    return bool(DENIALS & set(re.findall(r"[\w']+", said)) or _NOT.search(said) or _NONE.search(said))


_WHETHER = re.compile(r"^\W*(?:could|can (?!you)|is it|would|is there|might|may|does|do)\b")


def wonders(said: str) -> bool:
    """Whether a sentence (in lower case) asks if something can be: `could an engine ... have`."""
    return _WHETHER.match(said) is not None and said.rstrip().endswith("?")


def between(text: Text, first: int, last: int) -> list[str]:
    """The words of the tokens `[first, last)`."""
    return [t.text for t in text.tokens[first:last]]


def applies(text: Text, when: Iterable[str], unless: Iterable[str]) -> bool:
    """Whether one of `when` is said (or none is asked for) and none of `unless`; long words also as a beginning."""
    wanted = tuple(when)
    low = text.original.lower()
    return not any(_spoken(u, low) for u in unless) and (not wanted or any(_spoken(w, low) for w in wanted))


@cache
def _pattern(word: str) -> re.Pattern[str]:
    whole = r"(?!\w)" if len(word) <= SHORT else ""
    return re.compile(rf"(?<!\w){re.escape(word)}{whole}")


def _spoken(word: str, low: str) -> bool:
    return _pattern(word).search(low) is not None

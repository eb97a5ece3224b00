"""What a reader of prose keeps in mind: variables that are open, whom a text has spoken of, how far it may search."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeVar

from ech0.core.wff import Joined, Wff
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.prose import lexicon as lex

Words = Sequence[str]
T = TypeVar("T")
How = Literal["name", "every", "a", "some", "no", "only", "not every"]
MAX_STEPS, MAX_WORDS = 6000, 70


class Phrase(NamedTuple):
    """A noun phrase: individuals, or a variable with what restricts it; `prefix`: the thing of theirs that is meant."""

    how: How
    terms: tuple[str, ...]
    restrict: Wff | None = None
    joint: str = "and"
    prefix: str = ""
    loose: bool = False
    """Whether a condition may leave the variable open: `a hen`, `anyone`, not `every hen`."""


class Met(NamedTuple):
    """Somebody or something spoken of, by the roots of its nouns."""

    term: str
    nouns: frozenset[str]
    human: bool | None


@dataclass
class State:
    """The state of a reader; a trial that fails leaves it as it was."""

    before: list[Met] = field(default_factory=list)
    """Spoken of in earlier sentences, the latest subject first."""
    kinds: dict[str, set[str]] = field(default_factory=dict)
    owned: frozenset[str] = frozenset()
    """Nouns of which a rule speaks as somebody's: `whose rent is late`."""
    definites: frozenset[str] = frozenset()
    """Nouns that the text has with `the`: what a name does to `a stew` may be taken up as `the stew`."""
    met: list[Met] = field(default_factory=list)
    open: list[tuple[str, Wff | None]] = field(default_factory=list)
    condition: bool = False
    opening: bool = False
    denied: bool = False
    asked: bool = False
    past: bool = False
    """Whether it is asked about the past: otherwise what `was` so may be so no longer."""
    guessed: bool = False
    """Whether a pronoun was taken to stand for an individual, no variable being there."""
    concerns: list[str] = field(default_factory=list)
    last: tuple[tuple[str, ...], bool] = ((), False)
    object: str = ""
    asides: list[Wff] = field(default_factory=list)
    """What descriptions say of those whom they describe: `the buffer in rack C` is in rack C."""
    taken: frozenset[str] = frozenset()
    """Nouns that the text has with `the`, `this` or a word for whose it is."""
    introduced: set[str] = field(default_factory=set)
    """Things of which an earlier sentence told something once: `a parcel has come`, then `her parcel`."""
    named: tuple[str, ...] = ()
    """Who is named in the sentence that is being read: a pronoun before the name may be theirs."""
    subject: str = ""
    """Whom the verb phrase that is being read is said of."""
    fired: list[str] = field(default_factory=list)
    steps: int = 0
    variables: int = 0

    def step(self) -> None:
        """Count one step; raises `Unreadable` beyond what a sentence is worth."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Unreadable("it can be read in too many ways")

    def fresh(self) -> str:
        """A new variable."""
        self.variables += 1
        return f"?x{self.variables}"

    def attempt(self, trial: Callable[[], T]) -> T | None:
        """What a trial finds, or nothing, with the state as before."""
        kept = (list(self.met), list(self.open), self.condition, self.opening, self.denied, self.last, self.object)
        fired, asides = list(self.fired), list(self.asides)
        try:
            return trial()
        except Unreadable:
            self.met, self.open, self.condition, self.opening, self.denied, self.last, self.object = kept
            self.fired, self.asides = fired, asides
            return None

    @contextmanager
    def within(self, *, denied: bool | None = None, condition: bool | None = None) -> Iterator[None]:
        """Inside a denial or a condition."""
        kept = self.denied, self.condition
        self.denied = self.denied if denied is None else denied
        self.condition = self.condition if condition is None else condition
        try:
            yield
        finally:
            self.denied, self.condition = kept

    def lost(self, w: Words) -> None:
        """Note who is named in a sentence that was not understood: a pronoun after it may mean one of them."""
        said = [Met(term_of(x), frozenset(), None) for x in w if is_name(x) and x[1] != "?"]
        self.before = [*dict.fromkeys(said), *(m for m in self.before if m.term not in {x.term for x in said})][:6]

    def meet(self, term: str, nouns: Sequence[str] = (), human: bool | None = None) -> str:
        """Note whom a phrase is about."""
        self.met = [m for m in self.met if m.term != term] + [Met(term, frozenset(nouns), human)]
        return term

    def either(self, made: Wff) -> Wff:
        """One or the other and not both, of what `either` joins; what is denied is denied of both."""
        if self.denied or not (isinstance(made, Joined) and made.op == "or" and len(made.parts) == 2):
            return made
        self.fired.append("either")
        return f.two("xor", *made.parts)

    def closed(self, made: Wff, kept: Sequence[tuple[str, Wff | None]]) -> Wff:
        """The formula with the variables that it opened bound; those that were open before stay so."""
        for variable, restrict in reversed([o for o in self.open if o not in kept]):
            if variable in f.loose(made):
                made = f.every(variable, f.two("implies", restrict, made))
        self.open = list(kept)
        return made

    # --- whom a word stands for ---------------------------------------------------------------------------------------

    def referent(self, pronoun: str, but: str = "") -> str:
        """What a pronoun stands for: a variable of the sentence, then whom it or the one before is about."""
        person = pronoun in ("he", "she", "him", "her", "his", "hers")
        thing = pronoun in ("it", "its")
        barred = True if thing else False if person else "nothing"
        variables = [m for m in self.met if m.term[0] == "?" and m.term != but and m.human is not barred]
        if variables:
            return variables[-1].term
        nobody = (but, "weather", "today is")
        known = [m for m in (*self.met, *self.before) if m.term[0] != "?" and m.term not in nobody]
        order = ((False, None), (True,)) if thing else ((True,), (None,)) if person else ((True,), (None,), (False,))
        for human in order:
            for m in known:
                if m.human in human:
                    self.guessed = True
                    return m.term
        if not known and not thing and len(self.named) == 1:  # `In her youth, Ann sang`
            return self.named[0]
        raise Unreadable(f"what {pronoun!r} stands for is not plain")

    def one_of(self, nouns: Sequence[str]) -> str | None:
        """The variable, or the only individual, that is of the kind that a definite phrase names."""
        wanted = set(nouns)
        for m in reversed(self.met):
            if m.term[0] == "?" and wanted and wanted <= m.nouns:
                return m.term
        found = [term for term, kinds in self.kinds.items() if wanted and wanted <= kinds]
        return found[0] if len(found) == 1 else None


_AGAIN = lex.COPULA | lex.MODAL | lex.DO | lex.HAVE


def trimmed(w: Words) -> list[str]:
    """Without commas, joints and words that say nothing at either end."""
    start, end = 0, len(w)
    while (
        start < end
        and not (w[start] == "so" and start + 1 < end and w[start + 1] in _AGAIN)
        and w[start] in (",", ";", "and", "but", "too", "then", "so", "also", "yet", "or")
    ):
        start += 1
    while end > start and w[end - 1] in (",", ";", "and", "but", "or", "too", "also"):
        end -= 1
    return list(w[start:end])


def joints(w: Words) -> list[tuple[int, str]]:
    """Where words may join two parts: after a comma first, from left to right."""
    found = [(i, x) for i, x in enumerate(w) if x in ("and", "or", "but", "nor", ";", "yet") and 0 < i < len(w) - 1]
    return sorted(found, key=lambda one: (w[one[0] - 1] != ",", one[0]))


def operator(joint: str) -> str:
    """`and` or `or`."""
    return "or" if joint in ("or", "nor") else "and"


def is_name(word: str) -> bool:
    """Whether a word is a name."""
    return word[:1] == "@" and len(word) > 1


def term_of(word: str) -> str:
    """The individual that a name stands for; the variable of a gap."""
    return word[1:] if word[1] == "?" else lex.root(word)

"""One vocabulary for a whole text: which predicates are the same, which contain one another. Knows no grammar.

| rule | what it does |
|---|---|
| spelling | `smart watch` and `smartwatch` are one; `with a beard` and `has a beard` |
| adjunct | what sings in the rain sings |
| parts | `red hen` is `red` and `hen` where both are spoken of elsewhere |
| head | what is a `red hen` is a `hen`, where hens are spoken of elsewhere |
| domain | `students`, if two or more premises only range over them and nobody is said to be one: all are |
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from ech0.core.wff import Applied, Joined, Quantified, Wff
from ech0.minds.embedded.logic.first_order import formulas as f
from ech0.minds.embedded.logic.first_order import verbs
from ech0.minds.embedded.logic.first_order.nouns import KIND, NOUN

_PRIVATIVE = frozenset("fake former toy counterfeit pretend artificial alleged so-called ex mock would-be non".split())


class Linker:
    """Links the predicates of premises and a conclusion."""

    def __init__(self, premises: Sequence[Wff], goal: Wff) -> None:
        self.premises, self.goal = premises, goal
        every = [a for one in (*premises, goal) for a in f.atoms(one)]
        self.names = Counter(_plain(a.name) for a in every if len(a.args) == 1)
        self.pairs = {a.name for a in every if len(a.args) == 2}
        self.nouns = {_plain(a.name) for a in every if a.name[:1] in (KIND, NOUN)}
        self.fired: list[str] = []
        self.same = _merged(self.names)
        self.domains = self._domains()

    def _domains(self) -> list[str]:
        """Kinds that premises only range over: each adds a condition, or says what there is to choose from."""
        every = [a for one in (*self.premises, self.goal) for a in f.atoms(one)]
        said = {_plain(a.name) for a in every if a.name[0] != KIND and a.args and a.args[0][0] != "?"}
        ranged = Counter(n for one in self.premises for n in {a.name[1:] for a in f.atoms(one) if a.name[0] == KIND})
        telling = {n for one in self.premises for n in _telling(one)}
        found = [n for n, count in ranged.items() if count > 1 and n not in telling]
        return [n for n in found if not any(s == n or s.endswith(f" {n}") for s in said)]

    def formula(self, one: Wff) -> Wff:
        """The formula in the shared vocabulary."""
        return f.changed(one, self._atom)

    def background(self) -> list[tuple[str, Wff]]:
        """What is assumed of everything that is spoken of, and what the words mean."""
        out = [("domain", f.every("?x", f.holds(n, "?x"))) for n in self.domains]
        for name in sorted(self.pairs):
            shorter = " ".join(name.split()[:-1])
            if name.split()[-1] in _ADDED and shorter in self.names:
                less = f.two("implies", f.holds(f"{name} ...", "?x", "?y"), f.holds(shorter, "?x"))
                out.append(("adjunct", f.every("?x", f.every("?y", less))))
        for name in sorted(self.names):
            for shorter in _weaker(name):
                if shorter in self.names:
                    less = f.two("implies", f.holds(name, "?x"), f.holds(shorter, "?x"))
                    out.append(("adjunct", f.every("?x", less)))
        return out

    def _atom(self, one: Applied, longest: int = 80) -> Wff:
        """A predicate, a compound noun taken apart; each part has fewer words than the whole (`longest`)."""
        name, noun = self._named(one.name), one.name[0] in (KIND, NOUN)
        words = name.split()
        if len(words) > longest:  # a spelling put for another may be longer: it is not taken apart again
            return f.holds(name, *one.args)
        if noun and len(one.args) == 1 and len(words) > 1 and words[0] not in _PRIVATIVE:
            for at in range(1, len(words)):
                before, head = " ".join(words[:at]), " ".join(words[at:])
                if head in self.nouns:
                    self.fired.append("parts" if before in self.names else "head")
                    first = f.holds(before if before in self.names else name, *one.args)
                    return f.join("and", [first, self._atom(f.holds(NOUN + head, *one.args), len(words) - 1)]) or first  # type: ignore[arg-type]
        return f.holds(name if len(one.args) < 2 else f"{name} ...", *one.args)

    def _named(self, name: str) -> str:
        name = _plain(name)
        if self.same.get(name, name) != name:
            self.fired.append("spelling")
        return self.same.get(name, name)

    def strangers(self) -> list[str]:
        """Predicates of one sentence only: nothing links them to another."""
        sentences = [*map(self.formula, self.premises), self.formula(self.goal)]
        seen = Counter(n for one in sentences for n in dict.fromkeys(a.name for a in f.atoms(one)))
        return [*(n for n, count in seen.items() if count < 2), *self._unsaid()]

    def _unsaid(self) -> list[str]:
        """Predicates that premises suppose, while nothing says of what they hold."""
        linked = [self.formula(one) for one in self.premises]
        supposed = {n for one in linked for n in _supposed(one)} - set(self.domains)
        said = {n for one in linked for n in _said(one)} | {a.name for a in f.atoms(self.formula(self.goal))}
        return sorted(supposed - said)


def _supposed(one: Wff) -> set[str]:
    """The predicates of the condition of a general premise."""
    match one:
        case Quantified(op="forall", of=Joined(op="implies", parts=(condition, _))):
            return {a.name for a in f.atoms(condition)}
    return set()


def _said(one: Wff) -> set[str]:
    """The predicates that a premise says something of: its own, without its condition."""
    match one:
        case Quantified(op="forall", of=Joined(op="implies", parts=(_, then))):
            return {a.name for a in f.atoms(then)}
        case Quantified(op="exists"):
            return set()
    return {a.name for a in f.atoms(one)}


def _plain(name: str) -> str:
    return name[1:] if name[:1] in (KIND, NOUN) else name


def _telling(one: Wff) -> set[str]:
    """Kinds of which a premise says something without a further condition: `all hens are birds`."""
    match one:
        case Quantified(of=Joined(op="implies", parts=(Applied(name=name), then))) if name[0] == KIND:
            choice = isinstance(then, Joined) and then.op in ("xor", "or")
            return set() if choice else {name[1:]}
    return set()


def _merged(names: Iterable[str]) -> dict[str, str]:
    """Predicates that differ in spelling only: `smart watch`, `smartwatch`; `connects to it`, `is connected to it`."""
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    for name in sorted(names):
        start, _, rest = name.partition(" ")
        if rest.partition(" ")[0] in ("to", "with", "in") and start.endswith("ed"):
            start = next(iter(sorted(verbs.stripped(start, "ed") & verbs.KNOWN)), start)
        start = "have" if start == "with" else start
        same[name] = first.setdefault(f"{start}{rest}".replace(" ", "").replace("-", ""), name)
    return same


_ADDED = frozenset("in on at during for with from to after before since by through under near".split())


def _weaker(name: str) -> list[str]:
    """Shorter predicates that a longer one implies: `ran in May` is `ran`, `sings loudly` is `sings`, and can."""
    words = name.split()
    found = [" ".join(words[:at]) for at in range(1, len(words) - 1) if words[at] in _ADDED]
    if words[-1].endswith("ly") and len(words) > 1 and words[-1] not in ("rarely", "hardly", "barely", "nearly"):
        found.append(" ".join(words[:-1]))
    return found

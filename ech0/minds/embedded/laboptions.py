"""What the meaning of a lab's choice says: which option a description is of, and which numbers an option has built in.

A meaning that goes `name: what it is; name: what it is` describes its options, and a question may use the description
instead of the name. Knows no lab.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from ech0.minds.embedded.givens import Given
from ech0.minds.embedded.unread import EMPTY
from ech0.minds.embedded.words import Text, stem, stems
from labs import Choice

WINDOW, FEWEST, ROOT = 14, 3, 4
"""Tokens within which all words of a description stand, how many these are at least, letters by which words agree."""
LONG, LONGER = 7, 12
"""Letters of a name, and of a part of one, from which on a longer word that begins with it says it too."""
_CLAUSE = re.compile(r"(?:^|; )(?P<name>[\w /-]+): (?P<said>[^;]+)")
_CARDINALS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_NUMBER = re.compile(r"\b(\d+|" + "|".join(_CARDINALS) + r")\b", re.IGNORECASE)


def described(spec: Choice, text: Text) -> str | None:
    """The one option whose description the text gives, in a few words of one sentence."""
    found = [o for o, said in _descriptions(spec.meaning, tuple(spec.options)).items() if _stands(said, text)]
    if not found:  # `antiferromagnetically` has a name of the option in it
        long = {o: [*_long(o), *(v for w in ws for v in _long(w))] for o, ws in spec.options.items()}
        own = {o: [w for w in ws if not any(w in v for p, v in long.items() if p != o)] for o, ws in long.items()}
        said = [t.text for t in text.tokens]
        found = [o for o, ws in own.items() if any(t.startswith(w) and t != w for w in ws for t in said)]
    return found[0] if len(found) == 1 else None


def built_in(spec: Choice, option: str, givens: Iterable[Given]) -> list[Given]:
    """Bare numbers that only say again what the meaning of a choice says of the option: `trap at site 3`."""
    own = _clauses(spec.meaning, tuple(spec.options)).get(option)
    said = own or spec.meaning
    values = {float(_CARDINALS.get(m.lower(), m)) for m in _NUMBER.findall(said)}
    words = set(stems(said))
    return [
        g
        for g in givens
        if g.bare
        and g.concept is None
        and (q := g.entry.quantity) is not None
        and q.value in values
        and (own or words & _beside(g))
    ]


def _long(name: str) -> list[str]:
    """A name, or the parts of it, that are long enough to be known in a longer word."""
    parts = name.lower().split()
    return [w for w in parts if w.isalpha() and len(w) >= (LONG if len(parts) == 1 else LONGER)]


def _beside(given: Given) -> set[str]:
    tokens = given.text.tokens
    near = (*tokens[max(0, given.first - 1) : given.first], *tokens[given.last + 1 : given.last + 2])
    return {t.stem for t in near if t.text not in EMPTY}


@cache
def _clauses(meaning: str, options: tuple[str, ...]) -> Mapping[str, str]:
    """What the meaning says of each option that it describes by name."""
    names = {o.replace("_", " ").casefold(): o for o in options}
    found: dict[str, str] = {}
    for m in _CLAUSE.finditer(meaning):
        for name in re.split(r", | or ", m["name"]):
            if (option := names.get(name.strip().casefold())) is not None:
                found[option] = m["said"]
    return found


@cache
def _descriptions(meaning: str, options: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """The roots of the telling words of each option's description, up to its first comma."""
    found = {o: _roots(said.partition(",")[0]) for o, said in _clauses(meaning, options).items()}
    return {o: roots for o, roots in found.items() if len(roots) >= FEWEST}


def _roots(said: str) -> tuple[str, ...]:
    words = [w for w in re.findall(r"[a-z]+", said.lower()) if w not in EMPTY and stem(w) not in EMPTY]
    return tuple(dict.fromkeys(stem(w)[: max(ROOT, len(w) - 3)] for w in words))


def _stands(roots: tuple[str, ...], text: Text) -> bool:
    places = [[n for n, t in enumerate(text.tokens) if t.text.startswith(r)] for r in roots]
    if any(not p for p in places):
        return False
    for n in places[0]:
        near = [min(p, key=lambda k: abs(k - n)) for p in places]
        same = len({text.tokens[k].sentence for k in near}) == 1
        if same and max(near) - min(near) <= WINDOW:
            return True
    return False

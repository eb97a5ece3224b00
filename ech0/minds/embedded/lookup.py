"""A fact of a substance that a question asks for outright, such as its melting point: quoted, nothing worked out."""

import re
from collections.abc import Sequence

from ech0.core import units
from ech0.core.errors import InputError
from ech0.core.formula import Constant
from ech0.minds.embedded.substances import Substances
from ech0.minds.embedded.target import Target
from ech0.minds.embedded.unread import EMPTY
from ech0.minds.embedded.words import Text, stems

_PLAIN = frozenset("normal standard substance compound element metal material chemical".split())
_IN_UNIT = re.compile(r"\bin ([^\s?]{1,20}(?: [^\s?]{1,12}){0,2})\s*\?*\s*$")


def fact(text: Text, targets: Sequence[Target], substances: Substances) -> Constant | None:
    """The one fact that the question asks for; nothing if it says more than a property and a substance."""
    facts = substances.facts(text)
    hits = [n for hit, _ in substances.hits(text) for n in range(hit.first, hit.last + 1)]
    if not hits or len(substances.named(text)) != 1:
        return None
    for target in targets[:3]:
        known = [c for c in facts.get(target.concept or "", ()) if not target.role]
        if len(known) == 1 and not _more(text, target, set(hits)):
            return known[0]
    return None


def _more(text: Text, target: Target, named: set[int]) -> list[str]:
    """What the question speaks of besides the property and the substance; a number is always more."""
    asked = set(stems(target.words))
    end = _unit_at(text.original)
    own = ((n, t) for n, t in enumerate(text.tokens) if t.start < end)
    rest = (t for n, t in own if n not in named and t.stem not in asked and t.text[0].isalnum())
    return [t.text for t in rest if t.text not in EMPTY and t.text not in _PLAIN]


def _unit_at(text: str) -> int:
    """Where the unit that the question wants begins; its end, if it names none."""
    found = _IN_UNIT.search(text)
    if found is None:
        return len(text)
    try:
        units.parse(found[1])
    except InputError:
        return len(text)
    return found.start()

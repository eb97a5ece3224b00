"""What a quantity can be, which numbers must agree, and what cannot happen: the nouns of `bounds.yaml`, `rules.yaml`.

Knows the shape of the file, and how a value stands to a range; not what is in it, and no language.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from ech0.core import units
from ech0.core.types import Name, Noun, Quantity


class Bound(Noun):
    """The range of a kind of quantity in `unit`: `low` and `high` by a `law`, `least` and `most` as ever `seen`.

    It speaks of a number by one of `words`, where one of `when` is said and none of `unless`. `plain`: a number without
    a unit is taken in `unit`.
    """

    id: Name
    unit: str
    words: tuple[str, ...]
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    law: str = ""
    least: float | None = None
    most: float | None = None
    seen: str = ""
    plain: bool = False
    source: str

    @property
    def name(self) -> str:
        """What the quantity is called."""
        return self.id.replace("_", " ")


class Constancy(Noun):
    """A physical constant (`id`) that a text may state, and by how much (relative) its value may differ there."""

    id: Name
    words: tuple[str, ...]
    within: float
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Agreement(Noun):
    """A formula (`id`) that the numbers of a text must obey, if it states them all."""

    id: Name
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Impossible(Noun):
    """What cannot happen: a sentence `says` it if it has a word or phrase of each list, and none of `unless`."""

    id: Name
    says: tuple[tuple[str, ...], ...]
    unless: tuple[str, ...] = ()
    law: str
    source: str


class Slot(Noun):
    """A number that a law speaks of, in `unit`: what it is `says` before it, or is said `then`, after it (patterns).

    Without either it is the only number of that unit. `count`: it and those that follow it in a list, numbered from 1.
    `exact`: it is counted or laid down, so that it is not taken to be rounded.
    """

    unit: str = ""
    says: str = ""
    then: str = ""
    count: int = 1
    exact: bool = False


class Rule(Noun):
    """Laws that numbers in `slots` must obey where all of `when` and nothing of `unless` is said (patterns).

    Without slots, what is said is itself what the law denies. `fixed`: values with units that the
    laws name beside the slots.
    """

    id: Name
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    slots: Mapping[str, Slot] = {}
    fixed: Mapping[str, tuple[float, str]] = {}
    laws: tuple[str, ...] = ()
    law: str
    source: str


class Fact(Noun):
    """A number that can be looked up: `what` of `of` (patterns) is `value` in `unit`, rounded by `within` (relative).

    `then`: what follows the number. It speaks of a text where all of `when` and nothing of `unless` is said. `checked`:
    whether the value was read in its `source` or written from memory.
    """

    id: Name
    what: str
    of: str
    unit: str
    value: float
    within: float
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    then: str = ""
    source: str
    checked: Literal["source", "memory"]

    def rules(self) -> tuple[Rule, ...]:
        """The law that a stated number is this one, for each order of the words: `WHAT of OF is 3`, `OF is 3 WHAT`."""
        its = rf"{OWN}(?:{self.of})(?!\w)"
        return (
            self._rule("", rf"(?:{self.what}){OF}(?:{self.of})|{its}{HAS}(?:{self.what})", self.then),
            self._rule("_said_first", f"(?:{self.what})", rf"(?:of|for|is) (?:the |that of |an? )?(?:{self.of})\b"),
            self._rule("_said_last", its + HAS, rf"(?:of )?(?:{self.what})\b"),
        )

    def _rule(self, tag: str, says: str, then: str) -> Rule:
        named = re.sub(r" ?\d+\w? ?", " ", self.id.replace("_", " ")).strip()
        memory = ", from memory" if self.checked == "memory" else ""
        return Rule(
            id=f"{self.id}{tag}",
            when=(*self.when, self.of),
            unless=(*self.unless, *ELSEWHERE),
            slots={"x": Slot(unit=self.unit, says=says, then=then)},
            fixed={"known": (self.value, self.unit)},
            laws=(f"abs(x - known) <= {self.within!r} * known",),
            law=f"the {named} is known",
            source=f"{self.source}{memory}",
        )


OWN = "".join(
    f"(?<!{word} {article})"
    for word in "on in to from near of under around above into by for with like".split()
    for article in ("", "the ", "a ")
)
"""Before what owns a number: `a block on the moon has a mass of 5 kg` is not about the moon."""
OF = r",?\s(?:of|for|in|on|at|from)?\s?(?:(?:the|an?|our|one|every|pure|liquid|dry)\s){0,2}"
"""Between a property and what has it."""
HAS = (
    r"(?:'s|’s)?,?\s?(?:(?:has|have|had|contains?|holds?|carr(?:y|ies)|is|consists? of|possess(?:es)?)\s)?"
    r"(?:(?:an?|the|its|normally|usually|mean|mere|surface|specific)\s?){0,2}"
)
"""Between what has a property and the property."""
ELSEWHERE = (
    (
        r"than|ratio|times|difference|twice|half as|suppose|imagine|hypothetical|if (?:it|the \w+) (?:were|was)"
        r"|instead of|not |never|\w+n't|wrong|myth|false|increase|decrease|error|uncertainty|per cent (?:more|less)"
    ),
)
"""Where a number beside a known thing need not be the known one."""


class Breach(Noun):
    """A value outside a range: `impossible` by a law, or `implausible`, since nothing outside was ever seen."""

    level: Literal["impossible", "implausible"]
    text: str


def breach(quantity: Quantity, bounds: Sequence[Bound], *, name: str) -> Breach | None:
    """The first range that `quantity` is outside of by over three standard uncertainties, laws before records."""
    sound = [(b, units.convert(quantity, b.unit)) for b in bounds if units.compatible(quantity.unit, b.unit)]
    for level, attributes in (("impossible", ("low", "high")), ("implausible", ("least", "most"))):
        for bound, q in sound:
            why = bound.law if level == "impossible" else f"outside all that was observed ({bound.seen})"
            for attribute, sign, word in zip(attributes, (-1.0, 1.0), ("below", "above"), strict=True):
                limit = getattr(bound, attribute)
                if limit is not None and sign * (q.value - limit) > 3 * q.sigma + 1e-9 * abs(limit):
                    text = f"{name} is {q.value:.6g} {q.unit}, {word} {limit:.6g} {q.unit}: {why} [{bound.source}]"
                    return Breach.model_validate({"level": level, "text": " ".join(text.split())})
    return None

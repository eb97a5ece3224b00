"""Statements about an order as expressions over places. Knows the things and the words of order, no question.

Strict: every word must have a part, or the statement is not understood (`Unreadable`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ech0.core.expression import FUNCTIONS
from ech0.minds.embedded.logic import places
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.wording import spelled

_BE = (
    r"(?:is|are|was|were|be|comes?|came|stands?|stood|sits?|sat|finish(?:es|ed)?|ranks?|ranked|arrives?|arrived|placed|lies|lay"
    r"|lives?|lived|hangs?|hung|parks?|parked|goes|went|has|have|had|does|did|do|runs?|ran|ended up|ends up|scored)"
)
_VERB = re.compile(
    rf"^(?:(?:also|then|exactly|located|standing|sitting|placed|positioned|parked|seated|ranked|perched|{_BE}) )+"
)


_DOES = re.compile(
    r"^[a-z]+(?:s|ed) ((?:(?:immediately|directly|just|right) )?"
    r"(?:before|after|ahead|behind|first|last|earlier|later)\b.*)$"
)


@dataclass
class Order:
    """The things, and the axes on which they are compared."""

    things: tuple[str, ...]
    axes: list[str] = field(default_factory=list)
    steps: int = 0

    def __post_init__(self) -> None:
        names = [_symbol(t, n) for n, t in enumerate(self.things)]
        self.names = names if len(set(names)) == len(names) else [f"thing{n}" for n in range(len(names))]
        listed = sorted(range(len(self.things)), key=lambda n: -len(self.things[n]))
        texts = (re.escape(self.things[n]) for n in listed)
        pattern = "|".join(t if len(t) > 1 else f"(?-i:{t})" for t in texts)  # `A` is no article
        self.pattern = re.compile(rf"\b(?:(?:the|a|an) )?({pattern})\b", re.IGNORECASE)
        self.index = {t.lower(): n for n, t in enumerate(self.things)}

    def variable(self, thing: int, axis: str) -> str:
        if axis not in self.axes:
            self.axes.append(axis)
        return f"{self.names[thing]}__{axis}"

    # --- statements ---------------------------------------------------------------------------------------------------

    def statement(self, text: str) -> str:
        """A statement as an expression; raises `Unreadable`."""
        if len(text) > 400:
            raise Unreadable("the statement is too long")
        self.steps = 0
        marked = self.pattern.sub(lambda m: f"@{self.index[m.group(1).lower()]}", spelled(text).strip().rstrip(".?!"))
        words = " ".join(marked.replace(",", " , ").replace("-to-", " to ").lower().split())
        return self._sentence(re.sub(r"^(?:also|moreover|furthermore|and|but|finally|however) ,? ?", "", words))

    def _sentence(self, words: str) -> str:
        self.steps += 1
        if self.steps > 300:
            raise Unreadable("the statement is too involved")
        if words.startswith("if "):
            head, _, tail = words[3:].partition(" then ")
            if not tail:
                head, _, tail = words[3:].partition(" , ")
            return f"(({self._sentence(head.strip(' ,'))}) -> ({self._sentence(tail.strip(' ,'))}))"
        if " if and only if " in words or words.startswith("unless "):
            raise Unreadable("a condition of that sort")
        for joint, sign in (
            (" , and ", "and"),
            (" and ", "and"),
            (" , but ", "and"),
            (" but ", "and"),
            (" , or ", "or"),
            (" or ", "or"),
        ):
            parts = words.split(joint)
            for n in range(1, len(parts)):
                left, right = joint.join(parts[:n]), joint.join(parts[n:])
                if (
                    (
                        right.startswith("@")
                        and re.match(r"^(?:either )?(?:both )?@\d+ [a-z]", left)
                        and re.match(r"^@\d+ [a-z]", right)
                    )
                    and (one := self._try(left.removeprefix("either ")))
                    and (other := self._try(right))
                ):
                    return f"({one} {sign} {other})"
        return self._clause(words)

    def _try(self, words: str) -> str | None:
        try:
            return self._sentence(words)
        except Unreadable:
            return None

    def _clause(self, words: str) -> str:
        found = re.match(
            r"^(?P<how>both |neither |either )?(?P<subjects>@\d+(?:(?: ,)? (?:and|or|nor|,) @\d+)*) (?P<rest>.+)$",
            words,
        )
        if not found:
            raise Unreadable("no thing of the list is the subject")
        subjects = [int(n) for n in re.findall(r"@(\d+)", found["subjects"])]
        how = (found["how"] or "").strip()
        if len(subjects) > 1 and how != "neither" and (adjacent := self._together(subjects, found["rest"])):
            return adjacent
        said = [self._said(s, found["rest"]) for s in subjects]
        if how == "neither":
            return "(" + " and ".join(f"not {s}" for s in said) + ")"
        joint = " or " if " or " in found["subjects"] else " and "
        return said[0] if len(said) == 1 else f"({joint.join(said)})"

    def _together(self, subjects: Sequence[int], rest: str) -> str | None:
        """`A and B are next to each other`."""
        found = re.match(
            rf"^{_BE} (?P<no>not )?(?:(?:right |immediately |directly )?"
            rf"(?:next to|beside|adjacent to) each other|adjacent|neighbou?rs)$",
            rest,
        )
        if not found or len(subjects) != 2:
            return None
        a, b = (self.variable(s, "place") for s in subjects)
        near = f"({a} - {b} == 1 or {b} - {a} == 1)"
        return f"(not {near})" if found["no"] else near

    def _said(self, thing: int, rest: str) -> str:
        """What is said of one thing."""
        self.steps += 1
        if self.steps > 300:
            raise Unreadable("the statement is too involved")
        words = rest
        while (found := _VERB.match(words + " ")) and found.end() <= len(words):
            words = words[found.end() :].strip()
        if words.startswith("not as "):
            return self._fact(thing, words)
        if words.startswith(("not ", "never ")):
            inner = words.partition(" ")[2]
            if re.search(r"\b(?:and|but)\b", inner) and not inner.startswith("between"):
                raise Unreadable("how far `not` reaches is not plain")
            return f"(not {self._said(thing, inner)})"
        for lead, sign, other in (("either ", "or", " or "), ("neither ", "nor", " nor "), ("both ", "and", " and ")):
            if words.startswith(lead):
                said = [self._said(thing, part.strip(" ,")) for part in words.removeprefix(lead).split(other)]
                if sign == "nor":
                    return "(" + " and ".join(f"not {s}" for s in said) + ")"
                return f"({f' {sign} '.join(said)})"
        if (fact := self._fact_or_none(thing, words)) is not None:
            return fact
        if found := _DOES.match(words):  # `the ferry leaves after the van`
            return self._said(thing, found[1])
        for joint, sign in ((" , but ", "and"), (" but ", "and"), (" , and ", "and"), (" and ", "and"), (" or ", "or")):
            parts = words.split(joint)
            for n in range(1, len(parts)):
                try:
                    left, right = joint.join(parts[:n]), joint.join(parts[n:])
                    return f"({self._said(thing, left.strip(' ,'))} {sign} {self._said(thing, right)})"
                except Unreadable:
                    continue
        raise Unreadable("an order is not understood")

    def _fact_or_none(self, thing: int, words: str) -> str | None:
        try:
            return self._fact(thing, words)
        except Unreadable:
            return None

    def _fact(self, thing: int, words: str) -> str:
        if found := re.match(
            r"^(?:(?P<how>somewhere|immediately|directly|right|exactly) )?(?:in )?between @(\d+) and @(\d+)$", words
        ):
            a, b = (self.variable(int(n), "place") for n in (found[2], found[3]))
            x = self.variable(thing, "place")
            if found["how"] in ("immediately", "directly", "right", "exactly"):
                return f"(({a} - {x} == 1 and {x} - {b} == 1) or ({x} - {a} == 1 and {b} - {x} == 1))"
            return f"(({a} < {x} and {x} < {b}) or ({b} < {x} and {x} < {a}))"
        if found := re.match(r"^(?P<said>.+?) (?P<others>(?:both |either )?@\d+(?:(?: ,)? (?:and|,) @\d+)*)$", words):
            others = [int(n) for n in re.findall(r"@(\d+)", found["others"])]
            if "either" in found["others"] or thing in others:
                raise Unreadable("which one is not plain")
            facts = [self._compared(thing, found["said"], other) for other in others]
            return facts[0] if len(facts) == 1 else f"({' and '.join(facts)})"
        return self._placed(thing, words)

    def _compared(self, thing: int, said: str, other: int) -> str:
        if places.NEXT_TO.match(said):
            a, b = self.variable(thing, "place"), self.variable(other, "place")
            return f"({a} - {b} == 1 or {b} - {a} == 1)"
        found = places.relation(said)
        if found is None:
            raise Unreadable("a comparison is not understood")
        pole, steps = found
        a, b = self.variable(thing, pole.axis), self.variable(other, pole.axis)
        if pole.end:
            a, b = b, a
        return f"({b} - {a} == {steps})" if steps else f"({a} < {b})"

    def _placed(self, thing: int, words: str) -> str:
        last = len(self.things)
        if places.END.match(words):
            x = self.variable(thing, "place")
            return f"({x} == 1 or {x} == {last})"
        if places.MIDDLE.match(words):
            if last % 2 == 0:
                raise Unreadable("an even number has no middle")
            return f"({self.variable(thing, self._only_axis())} == {(last + 1) // 2})"
        found = places.place(words)
        if found is None or found[1] > last:
            raise Unreadable("a place is not understood")
        pole, nth = found
        return f"({self.variable(thing, pole.axis)} == {nth if pole.end == 0 else last + 1 - nth})"

    def _only_axis(self) -> str:
        return self.axes[0] if len(self.axes) == 1 else "place"

    def wanted(self, pole_words: str) -> list[str]:
        """For `who is the tallest`: the statement for each thing."""
        return [self.statement(f"{t} {pole_words}") for t in self.things]


def _symbol(thing: str, n: int) -> str:
    name = re.sub(r"[^A-Za-z0-9]+", "_", thing).strip("_")[:24].lower()
    bad = not name or not name[0].isalpha() or name in FUNCTIONS or name in ("and", "or", "not")
    return f"thing{n}" if bad else name

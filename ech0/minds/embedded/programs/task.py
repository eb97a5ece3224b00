"""A question of formulas: what they say, whether the words around them are plain prose, and the plan of an expression.

A question is recognised only if each of its formulas has a part in it and all its words belong to the operation or to
plain mathematical prose; a story, or a number outside of the formulas, makes it no such question. Knows no operation.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page, calculation
from ech0.minds.embedded.programs.segments import Formulas, Said

_PROSE = frozenset(
    "a an and are as at be below between by calculate compute determine evaluate equal equals exact exactly express "
    "expression find following for from function functions get give given if in is it its let numerical of on or "
    "point points problem result return round rounded answer places decimal place nearest hundredth hundredths "
    "thousandth thousandths digits significant number numeric real satisfies satisfy solution solve suppose such that "
    "the then this to up use using value values we what when where which with x y t your you please correct consider "
    "defined called denote denotes decimals integer show shown sum series product integral "
    "limit n k below by over interval all respect".split()
)


STORY = 20
"""More words than this beyond mathematical prose, and a question tells a story."""


@dataclass(frozen=True)
class Task:
    """A question's formulas, and which of them have found their part."""

    page: Page
    formulas: Formulas

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Everything that the formulas say, in order."""
        return tuple(s for line in self.formulas.said for s in line)

    @cached_property
    def words(self) -> str:
        """The words around the formulas."""
        return self.formulas.words

    def spoken(self, vocabulary: str) -> bool:
        """Whether all the words are prose or belong to the operation."""
        allowed = _PROSE | frozenset(vocabulary.split())
        return all(w in allowed or w.isdigit() for w in re.findall(r"[a-z][a-z'-]*", re.sub(r"@\d+", " ", self.words)))

    def plan(self, expression: str, label: str, path: str, *, unit: str = "") -> Plan:
        """The plan of one expression, resting on all formulas."""
        spans = dict.fromkeys((s.start, s.end) for s in self.said)
        statements = [self.page.statement(*span, number=k) for k, span in enumerate(spans, start=1)]
        made = [("value", expression)]
        return calculation(self.page, made, label=label, path=path, statements=statements, unit=unit)


def prepared(page: Page) -> Task | None:
    """A page's formulas read, if all of them are understood and all numbers stand in them."""
    formulas = Formulas(page.question.text)
    if len(page.raw) > 1500 or not 0 < len(formulas.places) <= 8:
        return None
    if sum(w not in _PROSE for w in re.findall(r"[a-z][a-z'-]*", formulas.words)) > STORY:
        return None  # before anything is parsed: most questions with a formula are stories
    task = Task(page, formulas.defined())
    whole = all(s.kind != "unread" for s in task.said) and _numbers_inside(page, task)
    return task if whole else None


def _numbers_inside(page: Page, task: Task) -> bool:
    """Whether each number of the question stands in a formula, or only says to how many places to round."""
    outside = [e for e in page.givens if e.span and not any(s.start <= e.span.start < s.end for s in task.said)]
    rounding = re.compile(
        r"(?:to|with|in|within)\s+(?:the\s+)?(?:nearest\s+)?$|correct to $|(?:round|rounded)\b.{0,20}$"
    )
    after = re.compile(r"\s*(?:significant|decimal|digits|places|sig)")
    text = page.question.text
    return all(e.span and (after.match(text[e.span.end :]) or rounding.search(text[: e.span.start])) for e in outside)

"""A question laid out for programs: its words with every number replaced by a mark, and the entries behind the marks.

`#3` stands for the fourth number of the question, unit included; numbers in words have marks too. Whatever a program
uses it names by these marks, and a number that it does not use makes it refuse. Knows no subject.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ech0.core import acids, base, numerals, reading
from ech0.core.formula import Constant
from ech0.core.types import (
    CalculationClaim,
    Claim,
    Definition,
    Entry,
    Plan,
    Question,
    Span,
    Subproblem,
    Symbol,
)
from ech0.minds.embedded.substances import quotation

MARK = re.compile(r"#(\d+)")


@dataclass(frozen=True)
class Page:
    """A question and the givens that the ledger has of it."""

    question: Question
    entries: tuple[Entry, ...]

    @cached_property
    def raw(self) -> str:
        """The text in lower case, for triggers."""
        return self.question.text.lower()

    @cached_property
    def givens(self) -> tuple[Entry, ...]:
        """The numbers of the question that the ledger has, in order."""
        mine = (e for e in self.entries if e.kind == "given" and e.span and e.span.source == "question")
        return tuple(sorted((e for e in mine if e.quantity), key=lambda e: e.span.start if e.span else 0))

    @cached_property
    def numbers(self) -> tuple[Entry, ...]:
        """The givens and the numbers in words, in order; `#k` stands for the k-th."""
        taken = [(e.span.start, e.span.end) for e in self.givens if e.span]
        words = [n for n in numerals.read(self.question.text) if not any(s < n.end and n.start < e for s, e in taken)]
        spoken = [_spoken(self.question.text, n, k) for k, n in enumerate(words, start=1)]
        return tuple(sorted((*self.givens, *spoken), key=lambda e: e.span.start if e.span else 0))

    @cached_property
    def text(self) -> str:
        """The words in lower case without LaTeX, each number as its mark."""
        return self._marked(self.numbers)

    @cached_property
    def worded(self) -> str:
        """The same, but numbers in words stay words."""
        return self._marked(self.givens)

    def _marked(self, entries: Sequence[Entry]) -> str:
        out, at = [], 0
        text = self.question.text
        places = {e.id: k for k, e in enumerate(self.numbers)}
        for entry in entries:
            if entry.span is not None:
                out += [text[at : entry.span.start], f" #{places[entry.id]} "]
                at = entry.span.end
        plain = reading.normalise("".join([*out, text[at:]]))[0]
        return re.sub(r"\s+([.,;:?!)])", r"\1", " ".join(plain.lower().replace("’", "'").split()))

    def value(self, mark: str | int) -> float:
        """The number behind a mark, to tell an integer from a fraction; never to compute with."""
        quantity = self.numbers[int(mark)].quantity
        return quantity.value if quantity is not None else 0.0

    def unit(self, mark: str | int) -> str:
        """The unit behind a mark."""
        quantity = self.numbers[int(mark)].quantity
        return quantity.unit if quantity is not None else ""

    def all_used(self, used: Iterable[str | int]) -> bool:
        """Whether every number of the question is among those used."""
        return {int(u) for u in used} >= set(range(len(self.numbers)))

    def statement(self, start: int, end: int, number: int) -> Entry:
        """A stretch of the question as an entry: what an expression was read from."""
        said = self.question.text[start:end]
        return Entry(
            id=f"st{number}",
            kind="given",
            label="formula",
            statement=said,
            text=said,
            span=Span(source="question", start=start, end=end),
        )


def _spoken(text: str, numeral: numerals.Numeral, number: int) -> Entry:
    said = text[numeral.start : numeral.end]
    return Entry.model_validate(
        {
            "id": f"w{number}",
            "kind": "given",
            "label": said,
            "quantity": {"value": numeral.value},
            "text": said,
            "span": {"source": "question", "start": numeral.start, "end": numeral.end},
        }
    )


def named(page: Page, marks: Sequence[str | int], *, units: dict[int, str] | None = None) -> tuple[Symbol, ...]:
    """A symbol `n3` for each mark `#3`, a plain number unless `units` says in which unit it is taken."""
    wanted = dict.fromkeys(int(m) for m in marks)
    return tuple(
        Symbol(name=f"n{m}", unit=(units or {}).get(m, _plain(page.unit(m))), entry=page.numbers[m].id) for m in wanted
    )


def _constant(key: str) -> Constant:
    """A constant of the base, or one of those tables that only programs look in."""
    return base.constants().get(key) or acids.constants()[key]


def _plain(unit: str) -> str:
    return "" if unit == "percent" else unit


def calculation(
    page: Page,
    definitions: Sequence[Definition | tuple[str, str]],
    *,
    label: str,
    path: str,
    statements: Sequence[Entry] = (),
    units: dict[int, str] | None = None,
    unit: str = "",
    tables: Mapping[str, tuple[str, str]] | None = None,
) -> Plan:
    """The plan that works definitions out; the marks that they use as `n3` become symbols. The last one answers.

    `tables`: what else is known by name, each the id of a constant and the unit in which it is taken.
    """
    made = [d if isinstance(d, Definition) else Definition(name=d[0], expression=d[1]) for d in definitions]
    # A bare number is in the unit that is asked for, if no other unit is spoken of.
    asked = (
        page.question.unit if page.question.unit and not any(q.unit for e in page.givens if (q := e.quantity)) else ""
    )
    last = made[-1].model_copy(update={"meaning": made[-1].meaning or label, "unit": made[-1].unit or unit or asked})
    made[-1] = last
    marks = sorted({m for d in made for m in re.findall(r"\bn(\d+)\b", d.expression)}, key=int)
    known = {name: (_constant(key), taken) for name, (key, taken) in (tables or {}).items()}
    quoted = [Symbol(name=n, unit=taken, meaning=c.name, entry=f"k.{c.id}") for n, (c, taken) in known.items()]
    claim = CalculationClaim(
        id="c1",
        text=f"work out the {label}",
        symbols=(*named(page, marks, units=units), *quoted),
        definitions=tuple(made),
        statements=tuple(s.id for s in statements),
        target=last.name,
    )
    lines = [quotation(c) for c in dict.fromkeys(c for c, _ in known.values())]
    used = [page.numbers[int(m)] for m in marks if page.numbers[int(m)].id.startswith("w")]
    return whole(page, claim, f"c1.{last.name}", label=label, path=path, entries=(*used, *lines, *statements))


def whole(
    page: Page, claim: Claim, target: str, *, label: str, path: str, entries: Sequence[Entry] = (), unit: str = ""
) -> Plan:
    """The plan of one claim whose target answers."""
    return Plan(
        subproblems=(Subproblem(id="s1", goal=claim.text, claims=(claim,)),),
        entries=tuple(entries),
        target=target,
        label=label,
        unit=page.question.unit or unit or None,
        path=path,
        fit=1.0,
    )

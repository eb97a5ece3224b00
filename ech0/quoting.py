"""What a draft quotes, compared with what was recalled: to the letter, or refused. Quantities in it become entries too.

Knows passages and the ledger, and nothing of who quotes or who remembers.
"""

from collections.abc import Sequence

from ech0.core import reading
from ech0.core.errors import ClaimError
from ech0.core.types import Entry, Passage, Quotation

MAX_QUANTITIES = 20
"""Quantities of one quotation that are entered; a table has more, and nobody means them all."""


def entered(quotes: Sequence[Quotation], passages: Sequence[Passage]) -> list[Entry]:
    """The entries of quotations and of the quantities in them.

    Raises `ClaimError` for a citation of what was not recalled, or of words that do not stand there.
    """
    entries = []
    for quote in quotes:
        passage = _home(quote, passages)
        entries += [_quoted(quote, passage), *_quantities(quote, passage)]
    return entries


def cited(passage: Passage) -> str:
    """Where a passage stands, and whether its work was retracted, as a source is written."""
    pages = [str(p) for p in passage.pages]
    parts = [passage.source]
    if pages:
        parts.append(f"p. {pages[0]}" if len(pages) == 1 else f"pp. {pages[0]}-{pages[-1]}")
    if passage.section:
        parts.append(f"section {passage.section}")
    gone = f" [RETRACTED: {passage.retracted}]" if passage.retracted else ""
    return ", ".join(parts) + gone


def _home(quote: Quotation, passages: Sequence[Passage]) -> Passage:
    """The recalled passage that holds a quotation to the letter."""
    inside = [p for p in passages if p.document == quote.document and p.start <= quote.start < quote.end <= p.end]
    if not inside:
        recalled = ", ".join(dict.fromkeys(p.document for p in passages)) or "nothing"
        where = f"{quote.document!r} from {quote.start} to {quote.end}"
        raise ClaimError(f"quotation {quote.id}", f"{where} was not recalled; quote from what was: {recalled}")
    for passage in inside:
        if passage.text[quote.start - passage.start : quote.end - passage.start] == quote.text:
            return passage
    there = inside[0].text[quote.start - inside[0].start : quote.end - inside[0].start]
    raise ClaimError(f"quotation {quote.id}", f"{quote.text[:80]!r} is not what stands there: {there[:80]!r}")


def _quoted(quote: Quotation, passage: Passage) -> Entry:
    return Entry.model_validate(
        {
            "id": quote.id,
            "kind": "quoted",
            "label": passage.title,
            "statement": quote.text,
            "text": quote.text,
            "span": {"source": quote.document, "start": quote.start, "end": quote.end},
            "reason": cited(passage),
        }
    )


def _quantities(quote: Quotation, passage: Passage) -> list[Entry]:
    """An entry for each quantity of a quotation, with its unit where one can be read."""
    return [
        Entry.model_validate(
            {
                "id": f"{quote.id}n{number}" if "." in quote.id else f"{quote.id}.n{number}",
                "kind": "quoted",
                "label": passage.title,
                "quantity": {"value": found.value, "unit": found.unit, "sigma": found.sigma},
                "text": quote.text[found.start : found.end],
                "span": {
                    "source": quote.document, "start": quote.start + found.start, "end": quote.start + found.end,
                },
                "inputs": (quote.id,),
                "reason": cited(passage),
                "figures": found.figures,
            }
        )
        for number, found in enumerate(reading.read(quote.text)[:MAX_QUANTITIES], 1)
    ]

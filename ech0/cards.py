"""What memory holds from the start: the written cards, one card per lab output, one per formula. Made from data."""

from ech0.core import base
from ech0.core.types import Document


def cards() -> list[Document]:
    """What memory holds from the start: the written cards, one per lab output, one per formula."""
    from labs import LABS
    from memory.cards import starter

    labs = [
        Document(
            id=f"lab:{lab.id}.{name}",
            title=f"{name.replace('_', ' ')} by {lab.id}",
            source=lab.citations[0],
            text=f"{output.meaning}. {', '.join(output.words)}. {lab.title}. Valid: {lab.validity}",
            domain="lab",
            citations=lab.citations,
        )
        for lab in LABS.values()
        for name, output in lab.outputs.items()
    ]
    formulas = [
        Document(
            id=f"formula:{f.id}",
            title=f.name,
            source=f.source,
            text=f"{f.name}: {f.equation}. {f.note}".strip(),
            domain=f.field,
            citations=(f.source,),
        )
        for f in base.formulas().values()
    ]
    return [*starter(), *labs, *formulas]

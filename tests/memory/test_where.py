"""Conditions on passages are read from text, and a search keeps to them."""

import pytest

from ech0.core.errors import InputError
from memory.where import Where, where


def test_every_field_has_its_place() -> None:
    """Each of the fields is read, the two that are ordered with both signs, and one value may hold signs itself."""
    assert where([]) == Where()
    assert not where([])
    assert where(
        ["source=A = B", " domain = physics ", "kind=note", "document_id=d1", "citations=Callen 1985"]
    ) == Where(source="A = B", domain="physics", kind="note", document_id="d1", citations="Callen 1985")
    assert where(["chunk_index>=2", "chunk_index<=5"]) == Where(first=2, last=5)
    assert where(["chunk_index=0"]) == Where(first=0, last=0)
    assert where(["ingestion_date>=2026-01-31", "ingestion_date<=2026-02"]) == Where(
        since="2026-01-31", until="2026-02"
    )
    assert where(["chunk_index=0"])


@pytest.mark.parametrize(
    "bad",
    [
        ["physics"],
        ["domain="],
        ["mood=good"],
        ["domain>=physics"],
        ["chunk_index=one"],
        ["chunk_index=-1"],
        ["chunk_index=99999999999999999999"],
        ["ingestion_date>=yesterday"],
        ["ingestion_date>=2026-01-01' OR 1=1"],
        ["domain=a", "domain=b"],
        ["chunk_index=1", "chunk_index<=2"],
        [""],
    ],
)
def test_what_is_no_condition_is_refused(bad: list[str]) -> None:
    """A condition that cannot be read raises `InputError` with the cure; none is ever dropped."""
    with pytest.raises(InputError, match="--where"):
        where(bad)

"""A citation stands in a recalled passage to the letter, or the draft is refused; retracted works are named as such."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.core.errors import ClaimError
from ech0.core.types import Passage, Quotation
from ech0.quoting import cited, entered

TEXT = "The alloy broke at 412 MPa. It had been aged for 90 h."
WHERE = {"id": "c", "document": "d", "start": 100, "end": 100 + len(TEXT)}
PASSAGE = Passage(**WHERE, title="On alloys", source="J. Alloys", text=TEXT, relevance=0.7)


def quote(start=100, end=127, text=TEXT[:27], document="d"):
    """A citation, right unless told otherwise."""
    return Quotation(id="p1.s", document=document, start=start, end=end, text=text)


def test_a_quotation_and_its_quantities_are_entered():
    """The words are one entry with their place; each quantity is one more, with unit, figures and its own place."""
    words, number = entered([quote()], [PASSAGE])
    assert (words.kind, words.statement, words.quantity) == ("quoted", "The alloy broke at 412 MPa.", None)
    assert (number.kind, number.quantity.value, number.quantity.unit, number.figures) == ("quoted", 412.0, "MPa", 3)
    assert (number.text, number.span.start, number.inputs) == ("412 MPa", 119, ("p1.s",))


@pytest.mark.parametrize(
    "made_up, why",
    [
        (quote(text="The alloy broke at 512 MPa."), "is not what stands there"),
        (quote(document="another"), "was not recalled"),
        (quote(start=0, end=27), "was not recalled"),
        (quote(start=140, end=200, text="x" * 60), "was not recalled"),
        (quote(start=101, end=128), "is not what stands there"),
        (quote(start=127, end=127), "was not recalled"),
    ],
)
def test_a_made_up_citation_is_refused(made_up, why):
    """Other words, another document, another place: each is refused, and the error says what was recalled."""
    with pytest.raises(ClaimError, match=why):
        entered([made_up], [PASSAGE])
    with pytest.raises(ClaimError, match="it was not recalled|was not recalled"):
        entered([quote()], [])


@given(st.integers(0, 160), st.integers(0, 160), st.text("The aloybrk.412MP", max_size=12))
def test_only_what_stands_there_is_entered(start, end, text):
    """Whatever is cited, what is entered stands in the passage at that place."""
    made = quote(start=start, end=end, text=text or "x")
    try:
        found = entered([made], [PASSAGE])
    except ClaimError:
        return
    for entry in found:
        assert TEXT[entry.span.start - 100 : entry.span.end - 100] == entry.text


def test_a_source_says_page_section_and_retraction():
    """What is quoted says where it stands, and if the work was retracted, who says so."""
    told = PASSAGE.model_copy(update={"pages": (3, 4), "section": "Results", "retracted": "Crossref 10.1/r"})
    assert cited(told) == "J. Alloys, pp. 3-4, section Results [RETRACTED: Crossref 10.1/r]"
    assert cited(PASSAGE) == "J. Alloys"
    assert all(e.reason.endswith("[RETRACTED: Crossref 10.1/r]") for e in entered([quote()], [told]))

"""Sentences are exact spans, and abbreviations end none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.core.sentences import sentences


@pytest.mark.parametrize(
    "text, said",
    [
        ("It broke. It fell.", ["It broke.", "It fell."]),
        ("See Doe et al. 1999, Fig. 2, J. Roe. It fell.", ["See Doe et al. 1999, Fig. 2, J. Roe.", "It fell."]),
        ("It was 412 MPa at 300 K. It fell.", ["It was 412 MPa at 300 K.", "It fell."]),
        ("Was it so? Yes! (Nobody knew.) The end.", ["Was it so?", "Yes!", "(Nobody knew.)", "The end."]),
        ("# Head\nIt broke. Twice.\n\nIt fell\n- an item", ["# Head", "It broke.", "Twice.", "It fell", "- an item"]),
        ("cf. Roe 1999. And so on", ["cf. Roe 1999.", "And so on"]),
        ("", []),
    ],
)
def test_where_sentences_end(text, said):
    """A sentence ends at its sign before a capital, a blank line, a heading or an item; not after an abbreviation."""
    assert [text[a:b] for a, b in sentences(text)] == said


@given(st.text("aA.!? \n#-1é(\"'", max_size=80))
def test_no_word_is_left_out(text):
    """In any text the spans are in order, apart, without white space at their ends, and leave no word out."""
    spans = list(sentences(text))
    assert all(text[a:b] == text[a:b].strip() and a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())

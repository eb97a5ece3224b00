"""Passages are exact, whole and small."""

from hypothesis import given
from hypothesis import strategies as st

from memory.chunks import MAX_PIECES, Ruler, estimated, spans

WORDS = st.sampled_from(
    [
        "water",
        "The",
        "end.",
        "e.g.",
        "\n\n",
        "\n",
        "# Title\n",
        "5.3e-4",
        "électron",
        "水",
        "(a)",
        "x" * 700,
        " ",
        "\t",
        "?",
        "A.",
    ]
)


@given(st.lists(WORDS | st.text(max_size=8), max_size=300).map(" ".join))
def test_spans_hold_every_character_in_order(text: str) -> None:
    """Spans are in order, apart, tight and not empty, and what lies between them is white space only."""
    at = 0
    for start, end in spans(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(st.lists(WORDS, max_size=400).map(" ".join))
def test_spans_keep_the_limit(text: str) -> None:
    """No passage is longer than the limit, unless a single word is."""
    for start, end in spans(text):
        part = text[start:end]
        assert pieces(part) <= MAX_PIECES or len(part.split()) == 1


def test_cuts_fall_between_sentences_and_paragraphs() -> None:
    """Short paragraphs share a passage; a long one is cut after a sentence; a heading opens a passage."""
    assert spans("One.\n\nTwo.") == [(0, 10)]
    sentence = "The rate of the reaction grows with the temperature of the bath. "
    for start, end in spans(sentence * 60)[:-1]:
        assert (sentence * 60)[start:end].endswith("bath.")
    assert len(spans("Intro.\n\n# Methods\n\nText.")) == 2

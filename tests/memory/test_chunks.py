"""Passages are exact, whole and small."""

from hypothesis import given
from hypothesis import strategies as st

from memory.chunks import MAX_CHARACTERS, MAX_PIECES, Ruler, estimated, headings, spans
from memory.embedder import MiniLM

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
        "y" * 5000,
        "水" * 90,
        "\u200b" * 40,
        " ",
        "\t",
        "?",
        "A.",
    ]
)
TEXTS = st.lists(WORDS | st.text(max_size=8), max_size=300).map(" ".join)


@given(TEXTS, st.integers(5, 300))
def test_spans_hold_every_character_in_order(text: str, limit: int) -> None:
    """Spans are in order, apart, tight and not empty, and what lies between them is white space only."""
    at = 0
    for start, end in spans(text, limit):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(TEXTS)
def test_spans_keep_the_limit(text: str) -> None:
    """No passage has more pieces than the limit, unless a single word has, nor more than 4,000 characters."""
    ruler = Ruler(estimated(text))
    for start, end in spans(text):
        assert ruler.count(start, end) <= MAX_PIECES or len(text[start:end].split()) == 1
        assert end - start <= MAX_CHARACTERS


MODEL = MiniLM()


@given(TEXTS, st.integers(20, 250))
def test_the_model_reads_every_passage_to_its_end(text: str, limit: int) -> None:
    """By the model's own tokenizer, asked of each passage alone, none has more pieces than the limit."""
    for start, end in spans(text, limit, ruler=Ruler(MODEL.words(text))):
        assert sum(cost for _, _, cost in MODEL.words(text[start:end])) <= limit


def test_cuts_fall_between_sentences_and_paragraphs() -> None:
    """Short paragraphs share a passage; a long one is cut after a sentence; a heading opens a passage."""
    assert spans("One.\n\nTwo.") == [(0, 10)]
    sentence = "The rate of the reaction grows with the temperature of the bath. "
    for start, end in spans(sentence * 60)[:-1]:
        assert (sentence * 60)[start:end].endswith("bath.")
    assert len(spans("An introduction that says in some words what this is all about.\n\n# Methods\n\nText.")) == 2


def test_no_passage_runs_over_a_section() -> None:
    """Sections that are given count, and headings do not then; a heading without a text joins what follows."""
    text = (
        "First part, which is long enough to stand alone here, of course.\nSecond part, as long as the first one was."
    )
    second = text.index("Second")
    assert spans(text, sections=[0, second]) == [(0, second - 1), (second, len(text))]
    assert spans(text, sections=[]) == [(0, len(text))]
    nested = "# Results\n\n## Speed\n\nIt was fast, and nobody in the room had expected that at all, not even once.\n"
    assert spans(nested) == [(0, len(nested) - 1)]


def test_headings_are_markdowns() -> None:
    """One to six signs and a space open a heading, which lasts to the next; a comment or a number sign does not."""
    text = "# One #\n#no\n####### seven\ntext # four\n###### Six\n"
    assert headings(text) == [(0, text.index("###### Six"), "One"), (text.index("###### Six"), len(text), "Six")]


def test_hostile_text_is_cut_in_bounded_time() -> None:
    """A text without a space, of headings, of blanks or of invisible signs is cut like any other."""
    for text in (
        "x" * 300_000,
        "#" * 300_000,
        "# " * 100_000,
        " \n" * 100_000 + "end",
        "\u200b" * 300_000,
        "a.\n" * 50_000,
    ):
        found = spans(text, ruler=Ruler(MODEL.words(text)))
        assert found[-1][1] == len(text.rstrip())
        assert all(end - start <= MAX_CHARACTERS for start, end in found)

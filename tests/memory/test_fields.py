"""The field of a text is right where it is named, and open where it is unsure: measured on abstracts of our own."""

from pathlib import Path

import pytest
import yaml

from memory.embedder import MiniLM
from memory.fields import descriptions, field

ABSTRACTS = yaml.safe_load(Path(__file__).with_name("abstracts.yaml").read_text(encoding="utf-8"))


def rows(held):
    """`(field, abstract)` of those that were held back, or of the others."""
    for name, texts in ABSTRACTS.items():
        for text in texts:
            if isinstance(text, dict) == held:
                yield name, text["held"] if held else text


@pytest.fixture(scope="module")
def embedder():
    """MiniLM, loaded once."""
    return MiniLM()


def judged(embedder, held):
    """How many are named rightly, named wrongly, left open, of abstracts with a field; and named of the others."""
    found = [(name, field(text, embedder).name) for name, text in rows(held)]
    inside = [(want, got) for want, got in found if want != "none"]
    right = sum(want == got for want, got in inside)
    open_ = sum(got is None for _, got in inside)
    return right, len(inside) - right - open_, open_, sum(got is not None for want, got in found if want == "none")


def test_there_are_abstracts_of_every_field():
    """The labelled set has eleven abstracts for each of the eight fields, all different."""
    assert set(ABSTRACTS) == {*descriptions(), "none"}
    assert [len(texts) for name, texts in ABSTRACTS.items() if name != "none"] == [11] * 8
    texts = [text for held in (True, False) for _, text in rows(held)]
    assert len(set(texts)) == len(texts)


def test_fields_of_abstracts_that_were_held_back(embedder):
    """Of 48 abstracts that the margin was not set on, 45 are named rightly; of two of no field, one is left open."""
    right, wrong, left_open, strange = judged(embedder, held=True)
    assert right + wrong + left_open == 48
    assert right >= 45
    assert strange <= 1


def test_a_text_of_no_field_is_left_open(embedder):
    """What is no science gets no field, and a margin wider than any leaves all open."""
    assert field("We measured the spin of a qubit.", embedder, margin=1.0).name is None
    assert field("The minutes of the meeting were approved and the treasurer thanked everybody.", embedder).name is None

"""The starter cards can be read, cited and recalled."""

from collections import Counter
from pathlib import Path

import pytest

from ech0.core.errors import InputError
from memory.cards import starter
from memory.chunks import spans
from memory.embedder import weights

CARD = "---\nid: a\ntitle: A\nsource: S\ndomain: general\ncitations:\n- C\n---\n\nText.\n"


def test_each_card_is_complete() -> None:
    """There are at least forty cards, each with a text of its own, a source, and citations with a year."""
    cards = starter()
    assert len(cards) >= 40
    assert len({c.id for c in cards}) == len({c.text for c in cards}) == len(cards)
    for card in cards:
        assert 60 <= len(card.text.split()) <= 260, card.id
        assert card.source and card.citations, card.id
        if card.domain != "ech0":
            assert any("(19" in c or "(20" in c or ":20" in c for c in card.citations), card.id
    assert set(Counter(c.domain for c in cards)) == {
        "biology", "chemistry", "ech0", "general", "materials", "medicine", "oncology", "physics",
    }  # fmt: skip


def test_passages_of_cards_fit_the_model() -> None:
    """No passage of a card, with its title, is cut off by the model's window of 256 word pieces."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(weights() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    for card in starter():
        for start, end in spans(card.text):
            assert len(tokenizer.encode(f"{card.title}. {card.text[start:end]}").ids) <= 256, card.id


@pytest.mark.parametrize(
    "text",
    [
        "no front matter",
        CARD.replace("domain: general\n", ""),
        CARD.replace("- C", "[]").replace("citations:\n[]", "citations: []"),
        CARD.replace("id: a", "id: [a"),
        CARD.replace("Text.", ""),
        CARD.replace("title: A", "title: A\nmood: good"),
    ],
    ids=["bare", "missing", "uncited", "not yaml", "empty", "unknown"],
)
def test_a_bad_card_is_named(tmp_path: Path, text: str) -> None:
    """A card that cannot be read raises `InputError` with its file's name."""
    (tmp_path / "bad.md").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="bad.md"):
        starter(tmp_path)


def test_two_cards_of_one_id_are_refused(tmp_path: Path) -> None:
    """An id names one card; a folder without cards is an error too."""
    with pytest.raises(InputError, match="no card"):
        starter(tmp_path)
    for name in ("one.md", "two.md"):
        (tmp_path / name).write_text(CARD, encoding="utf-8")
    with pytest.raises(InputError, match="another card"):
        starter(tmp_path)

"""The starter cards can be read, cited and recalled."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from ech0.core.data import home
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


def test_each_card_says_how_its_citations_were_checked() -> None:
    """Every card states whether its citations were looked up, and none that was not looked up carries a DOI."""
    for file in sorted((home() / "configs" / "cards").glob("*.md")):
        front = yaml.safe_load(file.read_text(encoding="utf-8").split("---\n")[1])
        assert front.get("checked") in ("source", "memory"), file.name
        if front["checked"] == "memory":
            assert not [c for c in front["citations"] if "doi" in c.lower() or "10." in c], file.name


def test_a_card_may_say_how_it_was_checked(tmp_path: Path) -> None:
    """The statement is read and left out of the document: the same card with and without it is the same document."""
    (tmp_path / "one.md").write_text(CARD, encoding="utf-8")
    plain = starter(tmp_path)
    for how in ("source", "memory"):
        (tmp_path / "one.md").write_text(CARD.replace("title: A", f"title: A\nchecked: {how}"), encoding="utf-8")
        assert starter(tmp_path) == plain


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
        CARD.replace("title: A", "title: A\nchecked: maybe"),
        CARD.replace("title: A", "title: A\nchecked: [source]"),
    ],
    ids=["bare", "missing", "uncited", "not yaml", "empty", "unknown", "unsure", "checked twice"],
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

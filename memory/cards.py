"""The starter cards in `configs/cards/`, read as documents. Knows the shape of a card, not what is on it.

A card is Markdown with YAML front matter: `id`, `title`, `source`, `domain`, `citations`, all required, and `checked`,
which may be left out: `source` if each citation was compared with a text that prints it, `memory` if it was written
down and never looked up. It is about the citations and stays with the file: a document does not carry it.
"""

from pathlib import Path
from typing import Any

from ech0.core.data import home
from ech0.core.errors import InputError
from ech0.core.types import Document

_KEYS = {"id", "title", "source", "domain", "citations"}
_CHECKED = ("source", "memory")


def starter(folder: Path | None = None) -> list[Document]:
    """All cards, by id; raises `InputError` naming the file if one cannot be read or two share an id."""
    found: dict[str, Document] = {}
    for file in sorted((folder or home() / "configs" / "cards").glob("*.md")):
        card = _read(file)
        if card.id in found:
            raise InputError(str(file), card.id, "another card has this id; rename one")
        found[card.id] = card
    if not found:
        raise InputError("cards", str(folder or home()), "no card was found there; reinstall ech0")
    return list(found.values())


def _read(file: Path) -> Document:
    import yaml

    text = file.read_text(encoding="utf-8")
    opening, _, rest = text.partition("---\n")
    front, mark, body = rest.partition("\n---\n")
    if opening or not mark:
        raise InputError(str(file), text[:40], "begin a card with front matter between two lines of ---")
    try:
        about: Any = yaml.safe_load(front)
    except yaml.YAMLError as error:
        raise InputError(str(file), front[:40], f"its front matter is not YAML: {error}") from error
    if isinstance(about, dict) and "checked" in about and about.pop("checked") not in _CHECKED:
        raise InputError(str(file), front[:40], f"checked is one of {', '.join(_CHECKED)}, or left out")
    if not isinstance(about, dict) or set(about) != _KEYS or not isinstance(about["citations"], list):
        raise InputError(str(file), front[:40], f"its front matter has exactly {', '.join(sorted(_KEYS))} (a list)")
    if not about["citations"] or not body.strip():
        raise InputError(str(file), about["id"], "a card has a text and at least one citation")
    names = {name: str(about[name]) for name in _KEYS - {"citations"}}
    citations = tuple(map(str, about["citations"]))
    return Document.model_validate({**names, "text": body.strip(), "kind": "card", "citations": citations})

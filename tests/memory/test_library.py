"""Who wrote a document, notes apart from the rest, and retractions that follow what is quoted."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from ech0.core.errors import InputError, StateError
from ech0.core.types import Document
from memory.about import About, Read
from memory.corpus import Corpus
from memory.library import Library, note
from memory.retracted import retract, retractions
from memory.server_corpus import ServerCorpus
from memory.store import Store, open_store


class Words:
    """An embedder for tests: texts that share words are near."""

    name = "words"

    def embed(self, texts: Sequence[str], /) -> list[list[float]]:
        """Unit vectors, shape `(n, 384)`."""
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> list[float]:
        total = np.full(384, 1e-3)
        for word in text.lower().split():
            seed = int.from_bytes(hashlib.blake2b(word.strip(".,?").encode(), digest_size=4).digest())
            total += np.random.default_rng(seed).normal(size=384)
        return (total / np.linalg.norm(total)).tolist()


def paper(id_: str, text: str, doi: str = "") -> Read:
    """A paper by Ada."""
    document = Document(id=id_, title=f"On {id_}", source="J. Rust", text=text, kind="file")
    return Read(document=document, about=About(authors=("Ada",), date="2020", doi=doi, format="text"))


@pytest.fixture
def library(url: str, tmp_path: Path) -> Iterator[Library]:
    """A library over a corpus of its own, in a file and on a server."""
    store = open_store(tmp_path, url)
    corpus = (Corpus if isinstance(store, Store) else ServerCorpus)(tmp_path, store, Words())
    yield Library(corpus, store)
    corpus.close()
    store.close()


def test_what_is_known_beside_the_text(library: Library) -> None:
    """Authors, date and DOI are kept, changed with the document, and gone when it is forgotten."""
    assert library.keep([paper("rust", "Rust is red.", "10.1/x"), paper("salt", "Salt is white.")]) == 2
    assert library.about(["rust", "none"]) == {"rust": paper("rust", "").about.model_copy(update={"doi": "10.1/x"})}
    assert library.keep([paper("rust", "Rust is red.", "10.1/y")]) == 0
    assert library.about(["rust"])["rust"].doi == "10.1/y"
    assert library.keep([paper("rust", "Rust is brown.", "10.1/z")]) == 1
    assert library.about(["rust"])["rust"].doi == "10.1/z"
    library.memory.forget("rust")  # type: ignore[attr-defined]
    assert library.about(["rust"]) == {}


def test_a_changed_row_is_found(library: Library) -> None:
    """An edit of what is known of a document is an error that names the document, not a fact."""
    library.keep([paper("rust", "Rust is red.")])
    with library.database.write() as made:
        made.execute("UPDATE about SET about = replace(about, 'Ada', 'Bob')")
    with pytest.raises(StateError, match="document rust was changed"):
        library.about(["rust"])


def test_notes_have_an_author(library: Library) -> None:
    """A note is recalled like any document, says who wrote it, and is refused without an author or a text."""
    made = note(" Ask the lab about rust. ", " Jane   Doe ")
    assert library.keep([made]) == 1
    assert library.keep([note("Ask the lab about rust.", "Jane Doe")]) == 0
    (passage,) = library.memory.recall("rust", top=1)
    assert (passage.text, passage.source) == ("Ask the lab about rust.", "note by Jane Doe")
    assert library.about([passage.document])[passage.document].added_by == "Jane Doe"
    for text, author in (("", "Jane"), ("text", " "), ("x" * 100_001, "Jane"), ("nu\0ll", "Jane")):
        with pytest.raises(InputError):
            note(text, author)


def test_a_retraction_marks_every_passage(library: Library) -> None:
    """By DOI or by id, before or after the document came, its passages say who retracted it; others do not."""
    library.keep([paper("rust", "Rust is red.", "10.1/abc")])
    library.keep([paper("salt", "Salt is white."), paper("tin", "Tin is grey.")])
    base = library.database
    assert retract(base, "10.1/ABC", "Crossref")
    assert retract(base, "tin", "a letter")
    assert not retract(base, "10.1/abc", "another")
    marks = {p.document: p.retracted for p in library.flagged(library.memory.recall("is", top=9))}
    assert marks == {"rust": "Crossref", "salt": "", "tin": "a letter"}
    assert retract(base, "10.1/later", "Crossref")
    library.keep([paper("late", "Lead is dull.", "10.1/later")])
    assert retractions(base, ["late"])["late"].said_by == "Crossref"
    for work, source in (("", "Crossref"), ("10.1/q", " ")):
        with pytest.raises(InputError, match="name the work"):
            retract(base, work, source)

"""Recall on PostgreSQL goes through indexes and finds what a comparison with every passage finds."""

import runpy
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from memory import server_corpus
from memory.postgres import translated
from memory.server_corpus import ServerCorpus
from memory.store import ServerStore
from memory.where import Where

BASE = runpy.run_path(str(Path(__file__).with_name("test_corpus.py")))
BOOKS, Words, document, open_, close = (BASE[n] for n in "BOOKS Words document open_ close".split())
TEXTS = [f"Vessel {n} holds {'argon' if n % 9 == 0 else 'water'} at pressure {n % 5}." for n in range(90)]


@pytest.fixture
def corpus(postgres_url: str, tmp_path: Path) -> Iterator[ServerCorpus]:
    """Ninety notes on vessels and four documents, on a server."""
    store = ServerStore(postgres_url)
    made = ServerCorpus(tmp_path, store, Words())
    made.keep([*(document(f"d{n}", text) for n, text in enumerate(TEXTS)), *BOOKS])
    yield made
    store.close()


def plan(corpus: ServerCorpus, statement: str, values: tuple[object, ...]) -> str:
    """How the server would run a statement if reading whole tables were dear, as it is with many passages."""
    with corpus.shelf.database.snapshot() as made:
        made.execute("SET LOCAL enable_seqscan = off")
        # A plan for any values at all: the statement itself must fit the index.
        rows = made.made.execute(f"EXPLAIN {translated(statement)}".encode(), values).fetchall()
    return "\n".join(row[0] for row in rows)


def test_meaning_goes_through_the_graph_and_misses_nothing(corpus: ServerCorpus) -> None:
    """The nearest by the graph are the nearest by comparing all, in order; the statement fits the index."""
    asked = [*TEXTS[:8], "heat engine", "saturation of an enzyme"]
    for vector in np.asarray(corpus.embedder.embed(asked), np.float32):
        found, exact = corpus.index.nearest(vector, 10), corpus.compared(vector, 10)
        kept = dict(corpus.shelf.vectors())
        near = [[float(np.frombuffer(kept[id_], np.float32) @ vector) for id_ in ids] for ids in (found, exact)]
        assert near[0] == pytest.approx(near[1], abs=1e-5)
        assert len(set(found)) == 10
    text = server_corpus._text(vector)
    assert "chunk_nearest" in plan(corpus, server_corpus._NEAREST, ("words", text, 10))
    assert len(corpus.index.nearest(vector, 94)) == 94


def test_words_go_through_their_index_and_rank_as_in_a_file(corpus: ServerCorpus, tmp_path: Path) -> None:
    """The same passages are found by words as in a file, those with the rarest words first, alone and by condition."""
    file = open_(tmp_path / "file")
    file.keep([*(document(f"d{n}", text) for n, text in enumerate(TEXTS)), *BOOKS])
    for text, n in (("argon vessel", 10), ("carnot efficiency", 1), ("the boiling of water", 20), ("unheard of", 0)):
        here, there = corpus.shelf.by_words(text, 200), file.shelf.by_words(text, 200)
        assert set(here) == set(there)
        assert {id_.split("_")[0] for id_ in here[:n]} == {id_.split("_")[0] for id_ in there[:n]}
    assert [p.document for p in corpus.recall("Carnot efficiency of a heat engine", top=1)] == ["engine"]
    assert set(corpus.shelf.by_words("argon", 50)) == {f"Some-source-2020_d{n}_0" for n in range(0, 90, 9)}
    numbers = corpus.shelf.matching(Where(document_id="d9"))
    assert corpus.shelf.by_words("argon vessel", 50, numbers) == ["Some-source-2020_d9_0"]
    assert "words_lexemes" in plan(corpus, server_corpus._WORDS, (["argon"], [1.0], 10, "words"))
    close(file)


def test_vectors_of_another_width_are_compared_one_by_one(postgres_url: str, tmp_path: Path) -> None:
    """An embedder of five numbers works on the same tables, beside one of 384, and neither finds the other's."""

    class Five(Words):  # type: ignore[misc, valid-type]
        name = "five"

        def _one(self, text: str) -> list[float]:
            short = np.asarray(super()._one(text)[:5])
            return (short / np.linalg.norm(short)).tolist()  # type: ignore[no-any-return]

    store = ServerStore(postgres_url)
    ServerCorpus(tmp_path, store, Words()).keep(BOOKS)
    five = ServerCorpus(tmp_path, store, Five())
    five.keep([document("one", "A heat engine."), document("two", "A glacier.")])
    vector = np.asarray(five.embedder.embed(["Title one. A heat engine."])[0], np.float32)
    assert [id_.split("_")[1] for id_ in five.index.nearest(vector, 9)] == ["one", "two"]
    assert [p.document for p in five.recall("heat engine", top=1)] == ["one"]
    assert {p.document for p in ServerCorpus(tmp_path, store, Words()).recall("heat engine", top=9)} <= {
        d.id for d in BOOKS
    }
    store.close()

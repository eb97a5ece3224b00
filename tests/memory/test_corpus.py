"""Recall is verbatim, survives everything that the index does not, and has one writer."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ech0.core.errors import InputError, StateError
from ech0.core.types import Document
from memory.corpus import Corpus
from memory.store import Store


class Words:
    """An embedder for tests: a text is the sum of fixed directions of its words, so shared words mean nearness."""

    name = "words"

    def __init__(self) -> None:
        self.asked = 0

    def embed(self, texts: Sequence[str], /) -> list[list[float]]:
        """Unit vectors, shape `(n, 384)`."""
        self.asked += len(texts)
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> list[float]:
        total = np.full(384, 1e-3)
        for word in text.lower().split():
            seed = int.from_bytes(hashlib.blake2b(word.strip(".,?").encode(), digest_size=4).digest())
            total += np.random.default_rng(seed).normal(size=384)
        return (total / np.linalg.norm(total)).tolist()


def document(id_: str, text: str, domain: str = "general", citations: tuple[str, ...] = ()) -> Document:
    """A document with a title that says nothing."""
    return Document(
        id=id_, title=f"Title {id_}", source="Some source, 2020", text=text, domain=domain, citations=citations
    )


BOOKS = [
    document("water", "Water boils at 100 degrees Celsius under one atmosphere.", "chemistry", ("IAPWS",)),
    document(
        "enzyme", "An enzyme follows Michaelis-Menten kinetics.\n\nSaturation sets in at high substrate.", "biology"
    ),
    document("engine", "A heat engine cannot beat the Carnot efficiency.", "physics", ("Carnot 1824", "Callen 1985")),
    document("pump", "A heat pump moves heat upwards with work.", "physics", ("Callen 1985",)),
]
CHILD = """
import sys, time
sys.path.insert(0, sys.argv[2])
from test_corpus import BOOKS, Words, document
from memory.corpus import Corpus
from memory.store import Store
from pathlib import Path

home = Path(sys.argv[1])
corpus = Corpus(home, Store(home / "ech0.db"), Words())
corpus.recall("engine")
print("ready", flush=True)
number = 0
while True:
    if sys.argv[3] == "write":
        corpus.keep([document(f"d{number}", f"Passage number{number} of many.")])
        print(number, flush=True)
        number += 1
    else:
        time.sleep(0.1)
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """A corpus of four documents."""
    made = open_(tmp_path)
    made.keep(BOOKS)
    yield made
    close(made)


def open_(home: Path, *, wait_s: float = 0.2) -> Corpus:
    """The corpus of a folder, as a fresh process would open it."""
    return Corpus(home, Store(home / "ech0.db"), Words(), wait_s=wait_s)


def close(corpus: Corpus) -> None:
    """Let go of index and store."""
    corpus.close()
    corpus.shelf.database.close()


def child(home: Path, job: str) -> "subprocess.Popen[str]":
    """Another process that owns the corpus of `home`."""
    command = [sys.executable, "-c", CHILD, str(home), str(Path(__file__).parent), job]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    made = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)
    assert made.stdout is not None
    assert made.stdout.readline().strip() == "ready"
    return made


def found(corpus: Corpus, text: str, **how: str | int) -> list[str]:
    """The documents recalled for a text."""
    return [p.document for p in corpus.recall(text, **how)]  # type: ignore[arg-type]


def test_passages_are_verbatim_and_best_first(corpus: Corpus) -> None:
    """A passage is the stretch of its document that it names, with title, source and a cosine as relevance."""
    first, *rest = corpus.recall("Carnot efficiency of a heat engine")
    assert first.document == "engine"
    assert len(rest) == 3
    for p in (first, *rest):
        kept = corpus.shelf.document(p.document)
        assert p.text == kept.text[p.start : p.end]
        assert (p.title, p.source) == (kept.title, kept.source)
        assert -1.0 <= p.relevance <= 1.0
    assert first.relevance == max(p.relevance for p in (first, *rest))
    assert first.id == "Some-source-2020_engine_0"


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30), min_size=1, max_size=60))
def test_any_text_is_quoted_to_the_letter(corpus: Corpus, parts: list[str]) -> None:
    """Whatever a document is made of, each passage equals its span and together they leave out only white space."""
    text = "word " + "\n\n".join(parts)
    corpus.keep([document("any", text)])
    kept = corpus.shelf.document("any")
    assert kept.text == text
    passages = [p for p in corpus.recall("word " + parts[0], top=400) if p.document == "any"]
    assert passages
    assert all(p.text == text[p.start : p.end] for p in passages)


def test_keeping_again_does_nothing_and_changing_replaces(corpus: Corpus) -> None:
    """The same documents cost no embedding; a changed one takes the place of its former text everywhere."""
    asked = corpus.embedder.asked  # type: ignore[attr-defined]
    assert corpus.keep(BOOKS) == 0
    assert corpus.embedder.asked == asked  # type: ignore[attr-defined]
    assert corpus.keep([document("pump", "A glacier is made of ice.", "physics")]) == 1
    assert found(corpus, "heat pump moves heat upwards", top=1) == ["engine"]
    assert found(corpus, "glacier ice", top=1) == ["pump"]
    assert len(corpus.list()) == 4
    assert corpus.index.current()


def test_filters_by_domain_and_citation(corpus: Corpus) -> None:
    """A filter leaves only what it names, by meaning and by words."""
    assert set(found(corpus, "heat water", domain="physics")) == {"engine", "pump"}
    assert set(found(corpus, "heat water", citing="Callen 1985")) == {"engine", "pump"}
    assert found(corpus, "heat water", citing="Carnot 1824", domain="physics") == ["engine"]
    assert found(corpus, "heat water", domain="astrology") == []


def test_forgotten_is_gone(corpus: Corpus) -> None:
    """A forgotten document is in no answer, no row, no word index and no vector index; an unknown one is an error."""
    corpus.forget("engine")
    assert "engine" not in found(corpus, "Carnot heat engine", top=50)
    assert [d.id for d in corpus.list()] == ["enzyme", "pump", "water"]
    with corpus.shelf.database.read() as made:
        assert made.execute("SELECT count(*) FROM words WHERE words MATCH 'carnot'").fetchone() == (0,)
        assert made.execute("SELECT count(*) FROM chunk WHERE document = 'engine'").fetchone() == (0,)
    assert corpus.index.open().count() == 3
    with pytest.raises(InputError, match="no document"):
        corpus.forget("engine")


def test_empty_things(corpus: Corpus, tmp_path: Path) -> None:
    """An empty question or corpus recalls nothing; an empty document and `top=0` are the caller's error."""
    assert corpus.recall("  ") == []
    with pytest.raises(InputError, match="top"):
        corpus.recall("water", top=0)
    with pytest.raises(InputError, match="at least one word"):
        corpus.keep([document("fine", "Text."), document("blank", " \n ")])
    assert "fine" not in [d.id for d in corpus.list()]
    empty = open_(tmp_path / "new")
    assert empty.recall("water") == []
    close(empty)


def _nothing(home: Path) -> None:
    assert home.is_dir()


def _drop(home: Path) -> None:
    shutil.rmtree(home / "chroma")


def _garble(home: Path) -> None:
    file = home / "chroma" / "chroma.sqlite3"
    file.write_bytes(b"garbage" * 1000)


def _fewer(home: Path) -> None:
    import chromadb

    client = chromadb.PersistentClient(str(home / "chroma"))
    client.get_collection("passages", embedding_function=None).delete(ids=["Some-source-2020_pump_0"])
    client.close()


@pytest.mark.parametrize("spoil", [_nothing, _drop, _garble, _fewer], ids=["whole", "gone", "garbage", "fewer"])
def test_recall_survives_a_restart_and_a_lost_index(
    corpus: Corpus, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    """Whatever became of the index, the next process recalls the same passages and embeds only the question."""
    before = corpus.recall("heat engine")
    close(corpus)
    spoil(tmp_path)
    again = open_(tmp_path)
    assert again.recall("heat engine") == before
    assert again.embedder.asked == 1  # type: ignore[attr-defined]
    assert again.index.current()
    close(again)


def test_crash_between_store_and_index_is_made_good(corpus: Corpus, tmp_path: Path) -> None:
    """A change that reached the store but not the index is in the index when it is next opened."""
    corpus.shelf.keep(document("late", "A glacier is ice."), corpus._cut(document("late", "A glacier is ice.")))
    corpus.shelf.forget("pump")
    close(corpus)
    again = open_(tmp_path)
    vector = np.asarray(again.embedder.embed(["Title late. A glacier is ice."])[0], np.float32)
    ids = again.index.nearest(vector, 9)
    assert len(ids) == 4
    assert ids[0].endswith("_late_0")
    assert not any("_pump_" in id_ for id_ in ids)
    close(again)


def test_rebuild_equals(corpus: Corpus) -> None:
    """An index that was derived again gives the same passages, and so does the exact search without an index."""
    before = corpus.recall("heat engine")
    assert corpus.rebuild() == 4
    assert corpus.recall("heat engine") == before
    vector = np.asarray(corpus.embedder.embed(["heat engine"])[0], np.float32)
    by_index = corpus.index.nearest(vector, 4)
    corpus.index.owned = lambda **_: False  # type: ignore[method-assign]
    assert corpus._nearest(vector, 4, None) == by_index


def test_second_process_reads_but_may_not_write(corpus: Corpus, tmp_path: Path) -> None:
    """While another process owns the index, recall works and writing raises `StateError` that names that process."""
    before = corpus.recall("heat engine")
    corpus.close()
    other = child(tmp_path, "hold")
    try:
        assert corpus.recall("heat engine") == before
        assert corpus.keep(BOOKS) == 0
        for write in (lambda: corpus.keep([document("new", "Text.")]), lambda: corpus.forget("pump"), corpus.rebuild):
            with pytest.raises(StateError, match=str(other.pid)) as caught:
                write()
            assert caught.value.cure
        assert len(corpus.list()) == 4
    finally:
        other.kill()
        other.communicate()
    corpus.forget("pump")
    assert len(corpus.list()) == 3


def test_kill_while_writing_loses_nothing(corpus: Corpus, tmp_path: Path) -> None:
    """A writer killed with -9 leaves every acknowledged document recallable, from the index too."""
    close(corpus)
    other = child(tmp_path, "write")
    assert other.stdout is not None
    lines = [other.stdout.readline() for _ in range(5)]
    other.send_signal(signal.SIGKILL)
    rest, _ = other.communicate()
    done = [int(n) for n in (*lines, *rest.splitlines(keepends=True)) if n.endswith("\n")]
    again = open_(tmp_path)
    for number in done:
        assert found(again, f"number{number}", top=1) == [f"d{number}"]
    assert again.index.current()
    close(again)


def test_changed_document_is_never_quoted(corpus: Corpus) -> None:
    """A text that was altered in the file after it was kept raises `StateError` instead of being quoted."""
    with corpus.shelf.database.write() as made:
        made.execute("UPDATE document SET text = replace(text, 'cannot', 'can') WHERE id = 'engine'")
    with pytest.raises(StateError, match="engine"):
        corpus.recall("Carnot heat engine")


def test_recall_imports_neither_torch_nor_the_network(tmp_path: Path) -> None:
    """A real recall imports no torch and opens no connection; chromadb is imported by it and not before."""
    code = f"""
import sys
def no(event, args):
    if event in ('socket.connect', 'socket.getaddrinfo'): raise SystemExit(event + repr(args))
sys.addaudithook(no)
from pathlib import Path
from memory.cards import starter
from memory.corpus import Corpus
from memory.embedder import MiniLM
from memory.store import Store
home = Path({str(tmp_path)!r})
corpus = Corpus(home, Store(home / 'ech0.db'), MiniLM())
assert not {{'chromadb', 'onnxruntime', 'numpy'}} & set(sys.modules)
corpus.keep(starter()[:5])
corpus.recall('growth of cells')
assert 'chromadb' in sys.modules
print([m for m in ('torch', 'transformers', 'sentence_transformers') if m in sys.modules])
"""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


def test_common_words_find_nothing_alone_and_still_rank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a question's words come to more entries than may be walked through, the rare ones find the passages.

    Words that all passages have are looked up if there are no others.
    """
    monkeypatch.setattr("memory.shelf.LONGEST", 5)
    corpus = open_(tmp_path)
    corpus.keep([document(f"d{n}", f"The pressure of vessel {n} is {'low' if n else 'argon'}.") for n in range(8)])
    assert corpus.shelf.by_words("argon pressure vessel", 9) == ["Some-source-2020_d0_0"]
    assert len(corpus.shelf.by_words("pressure vessel", 9)) == 8
    assert len(corpus.shelf.by_words("unheard pressure", 9)) == 8
    assert corpus.shelf.spread(["argon", "pressur", "unheard"]) == {"argon": 1, "pressur": 8}
    corpus.keep([document("late", "Argon under pressure.")])
    assert corpus.shelf.spread(["argon", "pressur"]) == {"argon": 2, "pressur": 9}
    assert corpus.shelf.count() == 9
    close(corpus)


def test_passages_of_another_model_do_not_upset_the_ranking(corpus: Corpus, tmp_path: Path) -> None:
    """A word that more passages of a former model have than there are of this one is still weighed."""

    class Another(Words):
        name = "another"

    close(corpus)
    other = Corpus(tmp_path, Store(tmp_path / "ech0.db"), Another())
    other.keep([document("late", "Heat flows from hot to cold.")])
    assert other.shelf.spread(["heat"]) == {"heat": 1}
    assert found(other, "heat") == ["late"]
    close(other)

"""What is killed, forked, written twice, lost or hostile leaves documents whole and the index right."""

import os
import random
import runpy
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import memory.corpus
from ech0.core.errors import InputError
from ech0.core.types import Document, Mark
from memory.chunks import spans
from memory.corpus import Corpus
from memory.embedder import MiniLM
from memory.store import Store

BASE = runpy.run_path(str(Path(__file__).with_name("test_corpus.py")))
BOOKS, Words, close, document, found, open_ = (BASE[n] for n in "BOOKS Words close document found open_".split())
HEAD = """
import sys, time
sys.path.insert(0, sys.argv[2])
import memory.corpus
from pathlib import Path
from test_corpus import open_, close, document
from test_corpus_faults import edition
memory.corpus._PASSAGES = 40  # so that the index follows often, and a kill falls into it often
corpus = open_(Path(sys.argv[1]), wait_s=60.0)
"""
INGEST = """
import os

def told(thing, name):
    was = getattr(thing, name)
    def says(*args, **more):
        os.write(1, b".")
        out = was(*args, **more)
        os.write(1, b".")
        return out
    setattr(thing, name, says)

for name in ("_put", "_delete", "_mark", "_require"):
    told(corpus.index, name)
told(corpus.shelf, "keep")
corpus.index.open()
os.write(1, b"(")
corpus.keep(edition(int(sys.argv[3])))
os.write(1, b")")
close(corpus)
"""
WRITE = """
print("ready", flush=True)
for number in range(30):
    corpus.keep([document(f"{sys.argv[3]}-{number}", f"The note {sys.argv[3]} {number} stands alone.")])
    corpus.close()
print("done", flush=True)
"""
FORK = """
import os
corpus.keep([document("one", "Only one.")])
child = os.fork()
if child == 0:
    os._exit(0 if not corpus.index.owned(wait_s=0.0) else 1)
_, status = os.waitpid(child, 0)
print(os.waitstatus_to_exitcode(status), corpus.index.owned(wait_s=0.0), len(corpus.recall("only one")), flush=True)
close(corpus)
"""
PART = "It has more than a dozen words of its own, so that it makes a passage which stands alone."


def edition(number: int) -> list[Document]:
    """Two hundred documents of one to four passages, each of which names its edition."""
    return [
        document(
            f"d{n}", "\n\n".join(f"# Part {n} {p}\nEdition {number} of part {n} {p}. {PART}" for p in range(n % 4 + 1))
        )
        for n in range(200)
    ]


def run(script: str, *args: str) -> "subprocess.Popen[str]":
    """A process that runs a script over the tests' own helpers."""
    command = [sys.executable, "-c", HEAD + script, args[0], str(Path(__file__).parent), *args[1:]]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)


def assert_whole(corpus: Corpus) -> None:
    """Every document has all its passages once, in order, as its text is cut; the index has each and no more."""
    with corpus.shelf.database.read() as made:
        rows = made.execute('SELECT document, ord, start, "end" FROM chunk ORDER BY document, ord').fetchall()
        strays = made.execute(
            "SELECT count(*) FROM words WHERE rowid NOT IN (SELECT number FROM chunk)"
            " UNION ALL SELECT count(*) FROM chunk WHERE number NOT IN (SELECT rowid FROM words)"
        ).fetchall()
    assert strays == [(0,), (0,)]
    kept = [
        (d.id, n, *span) for d in corpus.list() for n, span in enumerate(spans(corpus.shelf.document(d.id).text, 240))
    ]
    assert sorted(rows) == sorted(kept)
    there = corpus.index.open().get(include=["embeddings"])
    vectors = dict(zip(there["ids"], there["embeddings"], strict=True))
    assert sorted(there["ids"]) == sorted(row.id for row in corpus.shelf.rows())
    assert all(np.allclose(vectors[row.id], np.frombuffer(row.vector, np.float32)) for row in corpus.shelf.rows())
    assert corpus.index.probe() == []
    assert corpus.index.current()


def killed(home: Path, points: int) -> None:
    """Kill an ingest at random points, each of a new edition of all documents; then let the last one finish.

    The child tells when a step begins and when it ends: the points are spread over the steps, however long they take.
    """
    chance = random.Random(points)
    for point in range(points):
        process = run(INGEST, str(home), str(point))
        assert process.stdout is not None
        said, wanted = "", chance.randrange(490)
        while len(said.partition("(")[2]) < wanted and not said.endswith(")"):
            heard = os.read(process.stdout.fileno(), 1).decode()
            assert heard
            said += heard
        time.sleep(chance.uniform(0.0, 0.01))
        process.kill()
        process.communicate()
        corpus = open_(home)
        assert_whole(corpus)
        close(corpus)
    corpus = open_(home)
    corpus.keep(edition(points))
    assert_whole(corpus)
    assert len(corpus.list()) == 200
    passages = corpus.recall(f"Edition {points} of part", top=2000)
    assert len(passages) == sum(n % 4 + 1 for n in range(200))
    assert all(f"Edition {points} of" in p.text for p in passages)
    close(corpus)


def test_a_killed_ingest_leaves_no_gap_and_no_duplicate(tmp_path: Path) -> None:
    """Killed with -9 at three random points, all is there once when the index is next opened, and nobody mends it.

    The next ingest ends as if alone.
    """
    killed(tmp_path, 3)


@pytest.mark.slow
def test_fifty_kills_leave_no_gap_and_no_duplicate(tmp_path: Path) -> None:
    """The same at fifty random points."""
    killed(tmp_path, 50)


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    """Two processes that add thirty documents each at the same time take turns, and every vector finds itself."""
    close(open_(tmp_path))
    processes = [run(WRITE, str(tmp_path), name) for name in ("left", "right")]
    for process in processes:
        said, _ = process.communicate(timeout=300)
        assert said.split() == ["ready", "done"]
    corpus = open_(tmp_path)
    assert_whole(corpus)
    assert len(corpus.list()) == 60
    for name in ("left", "right"):
        assert found(corpus, f"note {name} 17 stands", top=1) == [f"{name}-17"]
    close(corpus)


def test_a_forked_child_owns_nothing(tmp_path: Path) -> None:
    """A child made by fork does not take its parent's lock for its own, and the parent keeps it."""
    said, _ = run(FORK, str(tmp_path)).communicate(timeout=120)
    assert said.split() == ["0", "True", "1"]


def test_a_probe_finds_what_is_lost_and_mends_it(tmp_path: Path) -> None:
    """A vector that Chroma lost while it counts the same is found to be missing, and is there afterwards."""
    corpus = open_(tmp_path)
    corpus.keep(BOOKS)
    assert corpus.probe() == 0
    collection = corpus.index.open()
    collection.delete(ids=["Some-source-2020_pump_0"])
    collection.add(ids=["stranger"], embeddings=[[1.0] * 384])
    assert collection.count() == corpus.shelf.count()
    assert corpus.index.probe() == ["Some-source-2020_pump_0"]
    assert corpus.probe() == 1
    assert corpus.probe() == 0
    assert corpus.index.current()
    close(corpus)


def test_a_rebuild_that_was_cut_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rebuild that died half way is finished by the next process, from where it stopped, and with what came since."""
    monkeypatch.setattr("memory.index._BATCH", 50)
    corpus = open_(tmp_path)
    corpus.keep(edition(1))
    put, calls = corpus.index._put, []

    def dies(collection: object, rows: list[object]) -> None:
        calls.append(len(rows))
        if calls.count(50) > 4:  # what a sample did not find is put again, in smaller ones
            raise KeyboardInterrupt
        put(collection, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(corpus.index, "_put", dies)
    with pytest.raises(KeyboardInterrupt):
        corpus.rebuild()
    close(corpus)
    corpus = open_(tmp_path)
    told = corpus.index._connect().metadata
    assert 0 < told["upto"] < corpus.shelf.count()
    corpus.shelf.forget("d7")
    assert corpus.index._connect().count() == 200
    assert_whole(corpus)
    close(corpus)


def test_a_long_document_is_not_embedded_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a long document is cut off, what was embedded of it is not embedded again, and nothing of it is kept."""
    monkeypatch.setattr(memory.corpus, "_STASH", 10)
    long = document("long", "\n\n".join(f"# Part {n}\nThis is part {n}. {PART}" for n in range(60)))

    class Dies(Words):
        def embed(self, texts: "list[str]", /) -> list[list[float]]:  # type: ignore[override]
            if self.asked >= 30:
                raise KeyboardInterrupt
            return super().embed(texts)

    corpus = Corpus(tmp_path, Store(tmp_path / "ech0.db"), Dies())
    corpus.shelf.model = "words"
    with pytest.raises(KeyboardInterrupt):
        corpus.keep([long])
    assert corpus.list() == []
    close(corpus)
    again = open_(tmp_path)
    assert again.keep([long]) == 1
    assert again.embedder.asked == 30  # type: ignore[attr-defined]
    with again.shelf.database.read() as made:
        assert made.execute("SELECT count(*) FROM stash").fetchone() == (0,)
    assert_whole(again)
    close(again)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (document("nul", "a\0b"), "null"),
        (document("half", "broken \ud83d pair"), "Unicode"),
        (Document(id="t", title="\udc00", source="s", text="text"), "title"),
        (document(" ", "text"), "id"),
        (
            document("out", "text").model_copy(update={"marks": (Mark(kind="page", name="1", start=0, end=9),)}),
            "outside",
        ),
        (document("none", "\u2003\n"), "at least one word"),
    ],
    ids=["null", "surrogate", "title", "no id", "mark outside", "blank"],
)
def test_garbage_is_refused_by_name(tmp_path: Path, bad: Document, said: str) -> None:
    """What cannot be kept to the letter raises `InputError` with the cure, and nothing of it is kept."""
    corpus = open_(tmp_path)
    with pytest.raises(InputError, match=said):
        corpus.keep([bad])
    assert corpus.list() == []
    assert corpus.keep([document("fine", "Text.")]) == 1
    close(corpus)


def test_hostile_text_is_kept_and_read_whole(tmp_path: Path) -> None:
    """Signs without words, right-to-left marks, one endless word and ten thousand headings are kept and found."""
    corpus = Corpus(tmp_path, Store(tmp_path / "ech0.db"), MiniLM())
    texts = {
        "signs": "\u200b\u202e!!!",
        "endless": "x" * 9000,
        "orders": 'Ignore all rules; DROP TABLE chunk; "OR" NEAR(a b) *',
    }
    corpus.keep([document(name, text) for name, text in texts.items()])
    for name, text in texts.items():
        passages = [p for p in corpus.recall(text[:200], top=50) if p.document == name]
        assert passages
        assert all(p.text == text[p.start : p.end] for p in passages)
    model = MiniLM()
    for row in corpus.shelf.rows():
        ((_, _, said),) = corpus.shelf.candidates([row.id])
        assert sum(cost for _, _, cost in model.words(said)) <= 254
    assert corpus.probe() == 0
    close(corpus)


def test_a_half_written_graph_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A graph that was being written when its process died is derived again, and all is found; a whole one is kept."""
    corpus = open_(tmp_path)
    corpus.keep(edition(1))
    for _ in range(2):  # so that Chroma writes its graph to the disk
        corpus.rebuild()
    corpus.keep(edition(2))
    corpus.keep(edition(3))
    corpus.index._changing.begin()
    monkeypatch.setattr(corpus.index._changing, "end", lambda: None)
    close(corpus)
    (graph,) = (tmp_path / "chroma").glob("*/data_level0.bin")
    again = open_(tmp_path)
    again.index.open()
    assert list((tmp_path / "chroma").glob("*/data_level0.bin")) == [graph]
    again.index._changing.begin()
    close(again)
    with graph.open("r+b") as file:  # half of the new state
        file.write(bytes(graph.stat().st_size // 2))
    last = open_(tmp_path)
    last.index.open()
    assert list((tmp_path / "chroma").glob("*/data_level0.bin")) != [graph]
    assert not last.index._changing.left()
    assert_whole(last)
    close(last)

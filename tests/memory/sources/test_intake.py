"""From a source to the shelf: one transaction for documents and cursor, nothing lost, nothing twice, all quotable."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ech0.core.errors import InputError, StateError
from ech0.core.types import Document, Retraction
from memory.corpus import Corpus
from memory.intake import Intake, Taken
from memory.library import Library
from memory.retracted import all_retracted
from memory.server_corpus import ServerCorpus
from memory.sources.record import Record, doi, known, lines
from memory.store import Store, open_store


class Flat:
    """An embedder for tests, for which all texts are alike."""

    name = "flat"

    def embed(self, texts, /):
        """Unit vectors, shape `(n, 384)`."""
        return [[1.0] + [0.0] * 383 for _ in texts]


def record(name: str, text: str = "A text.", **also) -> Record:
    """A record that says little."""
    unknown = dict.fromkeys(("authors", "date", "updated", "licence", "url", "references", "retraction"))
    told = {"id": name, "title": f"Title {name}", "source": "A source", "text": text, "retracts": {}, "data": {}}
    return Record(**{**unknown, **told, "identifiers": known(doi=f"10.5555/{name}"), **also})


@pytest.fixture
def store(url, tmp_path):
    """An empty record of truth, in a file and on a server."""
    made = open_store(tmp_path, url)
    yield made
    made.close()


@pytest.fixture
def corpus(tmp_path, store):
    """A corpus over the same record."""
    made = (Corpus if isinstance(store, Store) else ServerCorpus)(tmp_path, store, Flat(), wait_s=0.2)
    yield made
    made.close()


def test_a_record_says_everything_or_that_it_is_not_known():
    """No field of a record has a default: a source that forgets one does not get it filled in."""
    own = {n: f for n, f in Record.model_fields.items() if n not in Document.model_fields}
    assert own and all(field.is_required() for field in own.values())


def test_what_is_taken_is_delivered_and_found(store, corpus):
    """A record goes to the shelf once, can be recalled there, and keeps what its source said beside the text."""
    intake = Intake(store)
    first = record("a", "Gold shines.", authors=("Ada",), references=("doi:10.5555/b",))
    assert intake.take("test", [first]) == Taken(new=1)
    assert (intake.waiting(), [k.id for k in corpus.list()]) == (1, [])
    assert intake.deliver(corpus.keep) == 1
    assert (intake.waiting(), [k.id for k in corpus.list()]) == (0, ["a"])
    assert corpus.recall("gold")[0].text == "Gold shines."
    assert intake.record("a") == first
    assert intake.take("test", [first]) == Taken(same=1)
    assert intake.deliver(corpus.keep) == 0


def test_a_change_beside_the_text_does_not_move_the_document(store, corpus):
    """A new count of citations is kept without the shelf being asked; a new text goes there in place of the old one."""
    intake, asked = Intake(store), []

    def keep(documents):
        asked.extend(documents)
        return corpus.keep(documents)

    intake.take("test", [record("a", data={"cited_by_count": 1})])
    intake.deliver(keep)
    assert intake.take("test", [record("a", data={"cited_by_count": 2})]) == Taken(changed=1)
    assert (intake.waiting(), intake.record("a").data) == (0, {"cited_by_count": 2})
    assert intake.take("test", [record("a", "Another text.")]) == Taken(changed=1)
    intake.deliver(keep)
    assert [d.text for d in asked] == ["A text.", "Another text."]
    assert corpus.shelf.document("a").text == "Another text."


def test_what_was_forgotten_stays_so_unless_asked_for(store, corpus):
    """A feed does not bring back what a user removed; asking for it by name does."""
    intake = Intake(store)
    intake.take("test", [record("a")])
    intake.deliver(corpus.keep)
    corpus.forget("a")
    assert intake.take("test", [record("a")]) == Taken(same=1)
    assert intake.waiting() == 0
    intake.take("test", [record("a")], again=True)
    assert intake.deliver(corpus.keep) == 1
    assert [k.id for k in corpus.list()] == ["a"]


def test_a_batch_and_its_mark_are_one(store):
    """If what is written with a batch fails, the batch is not there either; nor is half a batch."""
    intake = Intake(store)

    def fail(made, taken):
        made.execute("INSERT INTO meta VALUES ('cursor', '5')")
        raise RuntimeError(taken)

    with pytest.raises(RuntimeError):
        intake.take("test", [record("a"), record("b")], mark=fail)
    assert (intake.waiting(), store.meta("cursor")) == (0, None)
    with pytest.raises(StateError, match="gave no record"):
        intake.take("test", [record("a"), Document(id="b", title="b", source="b", text="b")])
    assert intake.waiting() == 0


def test_documents_wait_while_another_process_owns_the_index(store, corpus, tmp_path):
    """What the shelf refuses now is kept, and delivered when it can be."""
    intake = Intake(store)
    intake.take("test", [record("a")])

    def refuse(_):
        raise StateError(tmp_path, "process 1 owns the document index", "wait")

    with pytest.raises(StateError):
        intake.deliver(refuse)
    assert intake.waiting() == 1
    assert intake.deliver(corpus.keep) == 1


def test_a_record_that_was_altered_is_not_believed(store):
    """A flipped word in what a source said raises `StateError`; an unknown document is the caller's error."""
    intake = Intake(store)
    intake.take("test", [record("a", licence="CC0")])
    with store.write() as made:
        made.execute("UPDATE record SET about = replace(about, 'CC0', 'CC1')")
    with pytest.raises(StateError, match="changed after it was kept"):
        intake.record("a")
    with pytest.raises(InputError, match="no source gave"):
        intake.record("nothing")


@pytest.mark.parametrize("notice_first", [False, True])
def test_a_passage_of_a_retracted_work_carries_the_flag(store, corpus, notice_first):
    """Whether the notice comes before or after the paper, its passages say by which notice, and when."""
    intake = Intake(store)
    paper = record("paper", "Gold is blue.")
    notice = record("notice", "We retract it.", retracts={
        "doi:10.5555/paper": Retraction(notice="10.5555/notice", date="2026-11-05")})  # fmt: skip
    for batch in ([notice], [paper]) if notice_first else ([paper], [notice]):
        intake.take("retractions", batch)
        intake.deliver(corpus.keep)
    flags = {p.document: p.retracted for p in Library(corpus, store).flagged(corpus.recall("gold", top=9))}
    assert flags == {"paper": "10.5555/notice, 2026-11-05", "notice": ""}
    assert all_retracted(store) == {"paper": Retraction(notice="10.5555/notice", date="2026-11-05")}


def test_the_notice_that_says_most_is_shown(store):
    """A source that only knows that a work was withdrawn does not hide one that knows the notice."""
    intake = Intake(store)
    vague = record("w", identifiers=known(doi="10.5555/w"), retraction=Retraction(notice=None, date=None))
    intake.take("openalex", [vague])
    assert all_retracted(store) == {"w": Retraction(notice=None, date=None)}
    intake.take("retractions", [record("n", retracts={"doi:10.5555/w": Retraction(notice="10.5555/n", date="2026")})])
    assert all_retracted(store)["w"].notice == "10.5555/n"
    intake.take("openalex", [record("w", identifiers=known(doi="10.5555/w"))])
    assert all_retracted(store)["w"].notice == "10.5555/n"
    with store.write() as made:
        made.execute("DELETE FROM retraction WHERE said_by = 'n'")
    assert all_retracted(store) == {}


CHILD = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from test_intake import Flat, record
from memory.corpus import Corpus
from memory.intake import Intake
from memory.store import Store

home = Path(sys.argv[1])
store = Store(home / "ech0.db")
corpus, intake = Corpus(home, store, Flat()), Intake(store)
number = int(store.meta("cursor") or 0)
while True:
    def mark(made, taken, n=number):
        made.execute("INSERT OR REPLACE INTO meta VALUES ('cursor', ?)", (str(n + 1),))
    intake.take("test", [record(f"d{number}"), record(f"e{number}")], mark=mark)
    intake.deliver(corpus.keep)
    number += 1
    print(number, flush=True)
"""


@pytest.mark.slow
def test_a_pull_that_is_killed_leaves_no_gap_and_no_duplicate(tmp_path):
    """Killed with -9 at many points, a pull goes on from its cursor: every document up to there is kept, once."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for after in (1, 3, 2, 4):
        command = [sys.executable, "-c", CHILD, str(tmp_path), str(Path(__file__).parent)]
        child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
        assert child.stdout is not None
        for _ in range(after):
            assert child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        child.communicate()
    store = Store(tmp_path / "ech0.db")
    corpus = Corpus(tmp_path, store, Flat())
    Intake(store).deliver(corpus.keep)
    done = int(store.meta("cursor") or 0)
    assert done >= 10
    expected = sorted(f"{letter}{n}" for n in range(done) for letter in "de")
    assert sorted(k.id for k in corpus.list()) == expected
    with store.read() as made:
        assert made.execute("SELECT count(*), count(DISTINCT document) FROM chunk").fetchone() == (2 * done, 2 * done)
    corpus.close()
    store.close()


@pytest.mark.parametrize(
    "written, meant",
    [("https://doi.org/10.1038/S42256", "10.1038/s42256"), ("doi: 10.1/abc", None), ("10.12345/a.", "10.12345/a"),
     ("http://dx.doi.org/10.5555/X(1)", "10.5555/x(1)"), ("arXiv:1", None), (None, None), ("", None)],
)  # fmt: skip
def test_a_doi_has_one_form(written, meant):
    """However a DOI is written, it compares equal; what is none is none."""
    assert doi(written) == meant


def test_lines_leave_out_what_is_not_known():
    """A text made of fields has a line for each that is known, and no line for another."""
    assert lines(("A", 1), ("B", None), ("C", []), ("D", ["x", "y"]), ("E", "  ")) == "A: 1\nD: x; y"

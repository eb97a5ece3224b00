"""The record on SQLite and on PostgreSQL: one contract, run over both."""

import os
import random
import signal
import struct
import subprocess
import sys
import threading
import time

import pytest

from ech0.core.errors import InputError, StateError
from ech0.core.types import Answer, Document, Quantity, Question, Run
from memory.database import Damaged
from memory.moving import copy
from memory.records import Feedback
from memory.store import Store, open_store
from memory.tables import TABLES

QUESTION = Question(text="How fast does it fall?")
_CHUNK = (
    'INSERT INTO chunk (number, id, document, ord, start, "end", text_hash, model, vector)'
    " VALUES (1, 'c', 'd', 0, 0, 4, 'h', 'm', ?)"
)
ABSTAINED = Answer(status="abstained", reason="no height", text="I do not know.", question=QUESTION)
WRITER = """
import sys
from pathlib import Path
from ech0.core.types import Answer, Quantity, Question, Run
from memory.store import open_store

store, name, count, times = open_store(Path("."), sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
for number in range(count):
    key = f"{name}-{number}"
    question = Question(text=key)
    store.open_run(f"run-{key}", question)
    for _ in range(times):
        h, t = Quantity(value=5.0, unit="m"), Quantity(value=number, unit="s")
        store.keep_run(Run(key=key, lab="fall", version="1", inputs={"h": h}, outputs={"t": t}))
    store.link(key, f"run-{key}", "measured for")
    store.close_run(f"run-{key}", Answer(status="abstained", reason="", text=key, question=question))
    print(key, flush=True)
"""


def result(key, value=1.0, **inputs):
    """A lab result under `key`."""
    given = {n: Quantity(value=v, unit="m") for n, v in (inputs or {"h": 5.0}).items()}
    return Run(key=key, lab="fall", version="1", inputs=given, outputs={"t": Quantity(value=value, unit="s")})


def writer(url, name, count, times=1):
    """A process that writes `count` runs, the result of each `times` times, and prints what is acknowledged."""
    command = [sys.executable, "-c", WRITER, url, name, str(count), str(times)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)


def test_run_comes_back_as_it_was_put(record):
    """A run is open until it is closed, then holds its answer, and the latest is listed first."""
    record.open_run("a", QUESTION)
    record.open_run("a", QUESTION)
    assert record.run("a").status == "open"
    answer = Answer(status="abstained", reason="no height", text="I do not know.", question=QUESTION)
    record.close_run("a", answer)
    record.open_run("b", QUESTION)
    assert record.run("a").answer == answer
    assert [r.run_id for r in record.runs()] == ["b", "a"]
    assert [r.run_id for r in record.runs(limit=1)] == ["b"]


def test_wrong_run_ids_are_the_callers_error(record):
    """An unknown run and an id taken by another question are named, not papered over."""
    record.open_run("a", QUESTION)
    with pytest.raises(InputError, match="another question"):
        record.open_run("a", Question(text="Something else?"))
    for use in (
        lambda: record.run("z"),
        lambda: record.close_run("z", Answer(status="failed", reason="", text="", question=QUESTION)),
        lambda: record.add_feedback(Feedback(run_id="z", kind="wrong")),
    ):
        with pytest.raises(InputError, match="no such run"):
            use()


def test_first_result_of_a_key_stays(record):
    """Keeping is idempotent: the first content of a key wins, and each execution is counted."""
    assert record.find_run("k") is None
    assert record.keep_run(result("k", 1.0)) is True
    assert record.keep_run(result("k", 2.0)) is False
    assert record.find_run("k") == result("k", 1.0)
    assert record.executions("k") == 2
    assert record.executions("other") == 0
    assert record.results(lab="fall") == [result("k", 1.0)]
    assert record.results(lab="rise") == []


def test_lineage_reaches_all_ancestors_and_refuses_circles(record):
    """Ancestors are complete, each once, nearest first; nothing comes from itself."""
    for src, dst in (("data", "fit"), ("data", "clean"), ("clean", "fit"), ("fit", "answer")):
        record.link(src, dst, "input")
        record.link(src, dst, "input")
    assert record.ancestors("answer") == ["fit", "clean", "data"]
    assert record.ancestors("data") == []
    with pytest.raises(InputError, match="cannot come from itself"):
        record.link("answer", "data", "input")
    with pytest.raises(InputError):
        record.link("data", "data", "input")


def test_feedback_is_kept_with_its_trace(record):
    """What was said of a run comes back whole."""
    record.open_run("a", QUESTION)
    number = record.add_feedback(Feedback(run_id="a", kind="wrong", cause="planning", truth="1 s", trace={"step": 2}))
    (found,) = record.feedback("a")
    assert (found.id, found.truth, found.trace) == (number, "1 s", {"step": 2})
    assert record.feedback("b") == []


def test_events_of_a_run_in_order(record):
    """Events come back by run and after a given one, in the order they were written."""
    for number in range(5):
        record.append("a" if number % 2 else "b", "node", {"n": number})
    assert [e.data["n"] for e in record.events("a")] == [1, 3]
    assert [e.data["n"] for e in record.events(after=3)] == [3, 4]
    with pytest.raises(StateError, match="never changed"), record.write() as made:
        made.execute("UPDATE event SET kind = 'x'")


@pytest.mark.parametrize(
    "vandalism",
    [
        ("UPDATE event SET data = replace(data, '2', '3') WHERE seq = 3",),
        ("UPDATE event SET ts = '2000-01-01' WHERE seq = 1",),
        ("UPDATE event SET run_id = 'b' WHERE seq = 2",),
        ("DELETE FROM event WHERE seq = 3",),
        ("DELETE FROM event WHERE seq = 5",),
        ("DELETE FROM event",),
        (
            "UPDATE event SET seq = 99 WHERE seq = 2",
            "UPDATE event SET seq = 2 WHERE seq = 3",
            "UPDATE event SET seq = 3 WHERE seq = 99",
        ),
    ],
    ids=["edit", "time", "run", "delete", "cut-off", "empty", "swap"],
)
def test_chain_shows_any_change(record, tamper, vandalism):
    """An edited, deleted, cut-off or swapped event is found by walking the chain."""
    for number in range(5):
        record.append("a", "node", {"n": number})
    assert record.verify_events() == 5
    tamper(record, *vandalism)
    with pytest.raises(StateError, match="event"):
        record.verify_events()


def test_result_replaced_with_its_hash_is_still_found(record, tamper):
    """Whoever rewrites a result together with its hash contradicts the audit trail; so does whoever removes one."""
    record.keep_run(result("k", 1.0))
    tamper(record, "UPDATE lab_result SET run = replace(run, '1.0', '2.0'), content_hash = 'f00d'")
    with pytest.raises(Damaged, match="lab result k"):
        record.verify_events()
    tamper(record, "DELETE FROM lab_result")
    with pytest.raises(Damaged, match="lab result k"):
        record.verify_events()


def test_threads_share_one_store(record):
    """Labs that run in threads keep their results through one record."""
    failures = []

    def work(name):
        try:
            for number in range(20):
                record.keep_run(result(f"{name}-{number}"))
                assert record.find_run(f"{name}-{number}") is not None
        except BaseException as error:  # noqa: BLE001  whatever it was must fail the test
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert record.verify_events() == 120


def test_descendants_are_the_other_way_round(record):
    """What a thing led to is complete, each once, nearest first; the links name both ways with their roles."""
    for src, dst in (("data", "fit"), ("data", "clean"), ("clean", "fit"), ("fit", "answer"), ("answer", "report")):
        record.link(src, dst, "input")
    assert record.descendants("data") == ["clean", "fit", "answer", "report"]
    assert record.descendants("report") == []
    assert {(link.src, link.dst) for link in record.links("fit")} == {
        ("data", "fit"), ("clean", "fit"), ("data", "clean"), ("fit", "answer"), ("answer", "report"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "read", "named"),
    [
        ("UPDATE run SET status = 'answered'", lambda r: r.run("a"), "run a"),
        ("UPDATE run SET created = '2001'", lambda r: r.runs(), "run a"),
        ("UPDATE lab_result SET version = '2'", lambda r: r.find_run("k"), "lab result k"),
        ("UPDATE feedback SET truth = '2 s'", lambda r: r.feedback("a"), "feedback 1"),
        ("UPDATE edge SET role = 'x'", lambda r: r.ancestors("a"), "lineage to k"),
        ("UPDATE meta SET value = '1999' WHERE name = 'feed'", lambda r: r.meta("feed"), "setting feed"),
        ("UPDATE event SET kind = 'x' WHERE seq = 2", lambda r: r.events(), "event 2"),
        ("UPDATE number SET value = 7", lambda r: r.matching("h > 0 m"), "numbers of lab result k"),
        ("UPDATE document SET title = 'x'", None, "document d"),
        ("UPDATE chunk SET ord = 3", None, "passage c"),
        ("UPDATE standard SET value = 3", None, "standard input"),
        ("DELETE FROM standard", None, "standard input"),
    ],
)
def test_a_changed_row_is_named_and_not_given(record, tamper, change, read, named):
    """One column of a row changed behind the record: reading it raises `Damaged` with its name, and so does a check."""
    record.standards = lambda _: {"h": Quantity(value=10.0, unit="m")}
    record.open_run("a", QUESTION)
    record.keep_run(result("k"))
    record.link("k", "a", "measured for")
    record.add_feedback(Feedback(run_id="a", kind="wrong", truth="1 s"))
    record.set_meta("feed", "2026")
    with record.write() as made:
        made.execute("INSERT INTO document VALUES ('d', 't', 's', 'text', 'x', 'card', '[]', 'h', '2026')")
        made.execute(_CHUNK, (b"\x00\x01",))
    assert record.inspect() == []
    tamper(record, change)
    assert any(named.removeprefix("numbers of ").removeprefix("lineage to ") in bad or "link" in bad or "number" in bad
               for bad in record.inspect())  # fmt: skip
    if read is not None:
        with pytest.raises(Damaged, match=named) as caught:
            read(record)
        assert "memory check" in caught.value.cure


def test_every_table_is_checked_and_copied(record):
    """No table of the schema is outside the checks but events, which have their chain, and what is derived."""
    if isinstance(record, Store):
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    else:
        query = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    with record.read() as made:
        there = {row[0] for row in made.execute(query) if row[0] != "word" and not row[0].startswith("words")}
        for table in TABLES:
            columns = [column[0] for column in made.execute(table.select).description]
            everything = [column[0] for column in made.execute(f"SELECT * FROM {table.name}").description]
            assert sorted(columns) == sorted(set(everything) - {"embedding"}), table.name
    assert there - {"event", "checksum", "seal", "ech0_format"} == {table.name for table in TABLES}


def test_two_processes_write_at_once(url, tmp_path):
    """Two processes that open an empty record and write the same and other keys lose nothing and break no chain."""
    children = [writer(url, "same", 15), writer(url, "same2", 15), writer(url, "other", 15, times=2)]
    for child in children:
        assert len((child.communicate(timeout=120)[0] or "").split()) == 15
        assert child.returncode == 0
    record = open_store(tmp_path, url)
    assert len(record.results()) == 45
    assert record.executions("other-7") == 2
    assert record.verify_events() == 3 * 15 * 3 + 15
    assert record.inspect() == []
    record.close()


def test_duplicate_delivery_changes_nothing(url, tmp_path):
    """The same results delivered several times by two processes at once: one row each, and all are counted."""
    children = [writer(url, "twin", 8, times=t) for t in (1, 3)]
    done = [child.communicate(timeout=120)[0].split() for child in children]
    record = open_store(tmp_path, url)
    assert {len(d) for d in done} == {8}
    assert len(record.results()) == 8
    assert [record.executions(f"twin-{n}") for n in range(8)] == [4] * 8
    kept = [e for e in record.events() if e.kind == "result" and e.data["kept"]]
    assert len(kept) == 8
    assert record.inspect() == []
    record.close()


@pytest.mark.parametrize("kills", [4, pytest.param(40, marks=pytest.mark.slow)])
def test_kill_loses_nothing_acknowledged(url, tmp_path, kills):
    """Writers killed with -9 at random points: every acknowledged run and result is there, none half-written."""
    chance, acknowledged = random.Random(7), set()
    for number in range(kills):
        child = writer(url, f"w{number}", 100_000)
        assert child.stdout is not None
        acknowledged.update(child.stdout.readline().strip() for _ in range(chance.randint(2, 12)))
        time.sleep(chance.uniform(0.0, 0.03))
        child.send_signal(signal.SIGKILL)
        acknowledged.update(line.strip() for line in child.stdout if line.endswith("\n"))
        child.wait()
        child.stdout.close()
    record = open_store(tmp_path, url)
    assert len(acknowledged) >= 2 * kills
    for key in acknowledged:
        assert record.find_run(key) is not None
        assert record.run(f"run-{key}").status == "abstained"
        assert record.ancestors(f"run-{key}") == [key]
    for run in record.results():
        with record.read() as made:
            assert made.execute("SELECT count(*) FROM number WHERE key = ?", (run.key,)).fetchone()[0] == 2
    assert record.inspect() == []
    record.close()


def test_a_record_moves_both_ways_unchanged(record, postgres_url, tmp_path):
    """A copy on the other kind of database has every row and the same trail; a second copy into it is refused."""
    record.standards = lambda _: {"h": Quantity(value=10.0, unit="m")}
    for number in range(5):
        record.open_run(f"r{number}", QUESTION)
        record.keep_run(result(f"k{number}", number, h=number + 0.1))
        record.link(f"k{number}", f"r{number}", "measured for")
        record.close_run(f"r{number}", ABSTAINED)
    record.add_feedback(Feedback(run_id="r1", kind="wrong", trace={"a": 1}))
    with record.write() as made:
        made.execute("INSERT INTO document VALUES ('d', 't', 's', 'text', 'x', 'card', '[]', 'h', '2026')")
        made.execute(_CHUNK, (struct.pack("<2f", 1.0, 0.5),))
        made.execute("INSERT INTO words (rowid, text) VALUES (1, 'some text')")
    other = open_store(tmp_path, postgres_url if isinstance(record, Store) else f"sqlite:///{tmp_path / 'copy.sqlite'}")
    if isinstance(record, Store) is isinstance(other, Store):
        pytest.fail("the copy must lie on the other kind of database")
    copy(record, other)
    assert other.head() == record.head()
    assert [r.key for r in other.results()] == [r.key for r in record.results()]
    assert other.find_run("k3") == record.find_run("k3")
    assert other.feedback() == record.feedback()
    with other.read() as made:
        assert made.execute("SELECT vector FROM chunk").fetchone()[0] == struct.pack("<2f", 1.0, 0.5)
        assert made.execute("SELECT text FROM words").fetchone()[0] == "some text"
    assert [h.run.key for h in other.matching("h reduced by about 79 %")] == ["k2"]
    assert other.inspect() == []
    other.open_run("more", QUESTION)
    assert other.add_feedback(Feedback(run_id="more", kind="right")) == 2
    with pytest.raises(InputError, match="a record already"):
        copy(record, other)
    other.close()


def test_a_fork_opens_its_own_connection(record):
    """A child of a fork writes through a connection of its own, and the parent goes on with its."""
    record.open_run("before", QUESTION)
    child = os.fork()
    if child == 0:
        try:
            record.open_run("child", QUESTION)
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    record.open_run("after", QUESTION)
    assert {run.run_id for run in record.runs()} == {"before", "child", "after"}
    assert record.verify_events() == 3


def test_what_is_no_text_of_a_person_is_kept_too(record):
    """Control characters, quotes, percent signs and other scripts in ids, keys and texts come back as they were."""
    odd = "a'b\"c%s ? ?1 \x01\t\u2028 Ωμ 漢 \U0001f9ea {}"
    question = Question(text=odd, thread=odd)
    record.open_run(odd, question)
    assert record.run(odd).question == question
    assert [r.run_id for r in record.runs(thread=odd)] == [odd]
    assert record.events(odd)[0].run_id == odd
    assert record.inspect() == []


def test_documents_are_found_by_words_and_meaning(record, tmp_path):
    """On either database a question finds the passage with its words and the one nearest to it; a filter holds."""
    import numpy as np

    from memory.corpus import Corpus
    from memory.server_corpus import ServerCorpus

    class Letters:
        name = "letters"

        def embed(self, texts):
            rows = np.array([[text.lower().count(c) + 0.01 for c in "abcdefghijklmnopqrstuvwxyz"] for text in texts])
            return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    corpus = (Corpus if isinstance(record, Store) else ServerCorpus)(tmp_path, record, Letters())
    texts = {"Water": "Water boils at one hundred C.", "Iron": "Iron rusts in damp air.", "Zinc": "Zinc is a metal."}
    documents = [
        Document(id=n.lower(), title=n, source="own", text=t, domain=n[0], citations=(f"ref {n}",))
        for n, t in texts.items()
    ]
    assert corpus.keep(documents) == 3
    assert corpus.keep(documents) == 0
    assert corpus.recall("what rusts in air", top=1)[0].text == texts["Iron"]
    assert corpus.recall("boiling", top=1)[0].document == "water"
    assert [p.document for p in corpus.recall("metal", domain="Z")] == ["zinc"]
    assert [p.document for p in corpus.recall("metal", citing="ref Iron")] == ["iron"]
    assert corpus.rebuild() == 3
    corpus.forget("iron")
    assert {p.document for p in corpus.recall("rusts metal")} == {"water", "zinc"}
    assert record.inspect() == []
    corpus.close()


def test_addresses_that_are_none(tmp_path):
    """An address of another kind, or of a server that is not there, is refused with a cure and without its password."""
    with pytest.raises(InputError, match="postgresql://") as caught:
        open_store(tmp_path, "mysql://me:secret@host/db")
    assert "secret" not in str(caught.value)
    with pytest.raises(StateError, match=r"memory\.url") as caught:
        open_store(tmp_path, "postgresql://me:secret@127.0.0.1:1/db")
    assert "secret" not in str(caught.value)


def test_conditions_and_counts_of_words_are_those_of_either_database(record, tmp_path):
    """Each condition of a search, the passages in which a stem occurs, and a look over the index: alike on both."""
    from memory.corpus import Corpus
    from memory.server_corpus import ServerCorpus
    from memory.where import where

    class Flat:
        name = "flat"

        def embed(self, texts):
            return [[1.0, 0.0] for _ in texts]

    corpus = (Corpus if isinstance(record, Store) else ServerCorpus)(tmp_path, record, Flat())
    texts = ("Most engines were running.", "The engine ran. Others do not.", "Energies, 3 of them.")
    corpus.keep(
        Document(id=f"d{n}", title=f"T{n}", source=f"s{n}", text=text, kind="note" if n else "text", citations=("c",))
        for n, text in enumerate(texts)
    )
    shelf = corpus.shelf
    assert shelf.spread(["engin", "run", "energi", "most", "absent", "o'x"]) == {
        "engin": 2, "run": 1, "energi": 1, "most": 1}  # fmt: skip
    one, two, three = shelf.matching(where([]))
    told = {
        ("source=s1",): [two],
        ("kind=note",): [two, three],
        ("document_id=d0",): [one],
        ("citations=c", "kind=text"): [one],
        ("citations=x",): [],
        ("ingestion_date>=2020",): [one, two, three],
        ("ingestion_date<=2020-01-01",): [],
        ("chunk_index>=1",): [],
        ("chunk_index=0", "source=s2"): [three],
    }
    assert {asked: shelf.matching(where(asked)) for asked in told} == told
    assert {p.document for p in corpus.recall("engines", where=where(["kind=note"]))} == {"d1", "d2"}
    assert [p.document for p in corpus.recall("other", where=where(["kind=note"]), top=1)] == ["d1"]
    assert corpus.recall("w" * 5000 + " or not", top=1)
    assert (corpus.probe(), corpus.probe(2)) == (0, 0)
    corpus.close()


def test_a_lost_column_is_found_and_derived_again(postgres_url, tmp_path):
    """On a server too, `probe` names the passages that meaning would no longer find, and finds them again."""
    from memory.server_corpus import ServerCorpus

    class Two:
        name = "two"

        def embed(self, texts):
            return [[1.0, 0.0] if "one" in text else [0.0, 1.0] for text in texts]

    record = open_store(tmp_path, postgres_url)
    corpus = ServerCorpus(tmp_path, record, Two())
    corpus.keep(Document(id=n, title="T", source="own", text=f"Text {n}.") for n in ("one", "two"))
    with record.write() as made:
        made.execute("UPDATE chunk SET embedding = '[0,1]'::vector")
    assert corpus.probe() == 1
    assert corpus.probe() == 0
    assert corpus.recall("one", top=1)[0].document == "one"
    corpus.close()
    record.close()

"""After a kill there is no seal: what is flipped in the file or its log is told, or changes nothing that is read."""

import contextlib
import random
import runpy
import signal
import sqlite3
from pathlib import Path

import pytest

from ech0.core.errors import StateError
from ech0.core.provenance import key
from ech0.core.types import Document
from memory import seal
from memory.shelf import Cut, Shelf
from memory.store import Store
from memory.tables import EVENTS, TABLES, WORDS

BASE = runpy.run_path(str(Path(__file__).with_name("test_damage.py")))
filled, holder, ended, hurt = (BASE[name] for name in ("filled", "holder", "ended", "hurt"))


def crashed(path):
    """A store whose process was killed, with documents, results, runs and events; what lies in its file and its log."""
    store = filled(path, range(12))
    shelf = Shelf(store, "model")
    for number in range(4):
        document = Document(id=f"d{number}", title="A title", source="a source", text=f"Water flows {number}.")
        shelf.keep(document, [Cut(0, len(document.text), key(document.text), bytes(1536), document.text)])
    store.close()
    ended(holder(path, 2, documents=3), signal.SIGKILL)
    return path


def read_back(path):
    """All that can be read of a store in the ways in which it is read, and what it says is wrong with it."""
    told, asked = [], ("SELECT run FROM lab_result WHERE key = ?", "SELECT number FROM chunk WHERE document = ?")
    store = Store(path, tell=told.append)
    store.sound()
    bad = [*told, *store.inspect()]
    with store.read() as made:
        rows = [made.execute(table.select).fetchall() for table in (*TABLES, EVENTS, WORDS)]
        rows += [made.execute(asked[0], (f"k{number}",)).fetchall() for number in range(12)]
        rows += [made.execute(asked[1], (f"d{number}",)).fetchall() for number in range(7)]
        rows.append(made.execute("SELECT rowid FROM words WHERE words MATCH 'flow' ORDER BY rowid").fetchall())
    return bad, rows


@pytest.mark.parametrize("where", ["file", "log"])
def test_after_a_crash_a_flip_is_told_or_changes_nothing(tmp_path, where):
    """A killed process leaves no seal: a flip in its file or its log is told, or every row is what was kept.

    Thirty copies with bytes changed: thirty times something is said to be damaged or missing, or all rows are there,
    found in every way. What is not told lay where nobody reads: in the file in free parts of its pages, in the log in
    copies of pages that a later copy has replaced.
    """
    path = crashed(tmp_path / "ech0.db")
    if where == "file":
        with contextlib.closing(sqlite3.connect(path)) as made:
            made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            assert made.execute("SELECT mark FROM seal").fetchone()[0] == seal.BROKEN
    parts = {end: (tmp_path / f"ech0.{end}") for end in ("db", "db-wal", "head")}
    parts = {end: file.read_bytes() for end, file in parts.items() if file.exists()}
    assert bool(parts.get("db-wal")) == (where == "log")
    hit = "db" if where == "file" else "db-wal"
    chance, told, harmless, whole = random.Random(3), 0, 0, None
    for number in range(-1, 30):
        folder = tmp_path / str(number)
        folder.mkdir()
        for end, content in parts.items():
            spoilt = number >= 0 and end == hit
            how = ("one", "run", "scattered")[number % 3]
            (folder / f"ech0.{end}").write_bytes(hurt(content, chance, how) if spoilt else content)
        try:
            bad, rows = read_back(folder / "ech0.db")
        except StateError:
            told += 1
            continue
        if number < 0:
            assert bad == []
            whole = rows
        elif bad:
            told += 1
        else:
            harmless += 1
            assert rows == whole
    assert told + harmless == 30
    assert told >= 10

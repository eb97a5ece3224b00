"""A damaged file, a full disk, a cut-off end: what is noticed, restored and told. On real files and disks."""

import contextlib
import gc
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ech0.core.errors import InputError, StateError
from ech0.core.types import Answer, Quantity, Question, Run
from memory import seal
from memory.backups import Backups
from memory.database import Damaged
from memory.retracted import retract
from memory.sqlite import Care
from memory.store import Store
from memory.tables import EVENTS, TABLES

CARE = Care(backups=3, backup_hours=1e-9)
HOLDER = """
import sys
from memory.store import Store

from ech0.core.provenance import key
from ech0.core.types import Document
from memory.shelf import Cut, Shelf

store = Store(sys.argv[1])
for number in range(int(sys.argv[2])):
    store.append("", "held", {"n": number})
    print(number, flush=True)
for number in range(4, 4 + int(sys.argv[3])):
    document = Document(id=f"d{number}", title="A title", source="a source", text=f"Water flows {number}.")
    cut = Cut(0, len(document.text), key(document.text), bytes(1536), document.text)
    Shelf(store, "model").keep(document, [cut])
    print(number, flush=True)
sys.stdin.readline()
"""

OPENER = """
import sys
from memory.store import Store

for number in range(25):
    store = Store(sys.argv[1])
    store.append("", "x", {})
    store.close()
"""


def result(number):
    """A lab result."""
    h, t = Quantity(value=number + 0.5, unit="m"), Quantity(value=number, unit="s")
    return Run(key=f"k{number}", lab="fall", version="1", inputs={"h": h}, outputs={"t": t})


def filled(path, numbers, **options):
    """A store with a run and a result for each number, still open."""
    store = Store(path, **options)
    for number in numbers:
        question = Question(text=f"question {number}")
        store.open_run(f"r{number}", question)
        store.keep_run(result(number), run_id=f"r{number}")
        store.link(f"k{number}", f"r{number}", "measured for")
        store.close_run(f"r{number}", Answer(status="abstained", reason="", text=f"text {number}", question=question))
    return store


def holder(path, count=1, *, documents=0):
    """A process that writes `count` events, then `documents`, and then keeps the store open."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", HOLDER, str(path), str(count), str(documents)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
    for _ in range(count + documents):
        child.stdout.readline()
    return child


def ended(child, how):
    """End it, and let go of its pipes."""
    child.send_signal(how)
    child.communicate(timeout=60)


def hurt(content, chance, how):
    """A copy of `content` with bytes that are not what they were."""
    bad = bytearray(content)
    first = chance.randrange(len(bad) - 64)
    spots = {"one": [first], "run": range(first, first + 64), "scattered": chance.sample(range(len(bad)), 64)}[how]
    for spot in spots:
        bad[spot] ^= chance.randint(1, 255)
    return bytes(bad)


def everything(store):
    """All rows of a store."""
    with store.read() as made:
        return [made.execute(table.select).fetchall() for table in (*TABLES, EVENTS)]


def test_every_flip_in_a_closed_store_is_detected(tmp_path):
    """Thirty copies with one byte, 64 in a row or 64 anywhere changed: thirty refuse to open, and stay as they are."""
    filled(tmp_path / "whole.db", range(25)).close()
    whole, chance, noticed = (tmp_path / "whole.db").read_bytes(), random.Random(11), 0
    for number in range(30):
        bad = hurt(whole, chance, ("one", "run", "scattered")[number % 3])
        path = tmp_path / f"{number}.db"
        path.write_bytes(bad)
        with pytest.raises(StateError) as caught:
            Store(path)
        assert caught.value.cure
        assert path.read_bytes() == bad
        noticed += 1
    assert noticed == 30


def test_a_program_that_forgets_to_close_leaves_a_sealed_file(tmp_path):
    """The file of a store that is let go of, or whose program ends without closing it, is sealed all the same."""
    path = tmp_path / "ech0.db"
    filled(path, range(2))
    gc.collect()
    with contextlib.closing(sqlite3.connect(path)) as made:
        assert seal.whole(made) is True
    child = holder(path)
    child.communicate("\n", timeout=60)
    with contextlib.closing(sqlite3.connect(path)) as made:
        assert seal.whole(made) is True
        assert made.execute("SELECT count(*) FROM event").fetchone()[0] == 7


def test_no_byte_of_the_file_is_outside_the_seal(tmp_path):
    """One byte in each stretch of the file, its header, its seal and its empty parts too: each change is detected."""
    filled(tmp_path / "whole.db", range(4)).close()
    whole = (tmp_path / "whole.db").read_bytes()
    at = whole.index(seal.MARK)
    spots = {*range(100), *range(at, at + 32), *range(0, len(whole), max(1, len(whole) // 150))}
    path = tmp_path / "hurt.db"
    for spot in sorted(spots):
        path.write_bytes(whole[:spot] + bytes([whole[spot] ^ 0x10]) + whole[spot + 1 :])
        with pytest.raises(StateError):
            Store(path)


def test_an_open_store_is_not_taken_for_a_damaged_one(tmp_path):
    """While others read and write, after a kill and after closing in any order, opening never cries wolf."""
    path = tmp_path / "ech0.db"
    first, second = filled(path, range(3)), Store(path)
    second.append("", "x", {})
    first.close()
    Store(path).close()
    second.append("", "x", {})
    second.close()
    child = holder(path, 3)
    assert len(Store(path).events()) == 14
    ended(child, signal.SIGKILL)
    third = Store(path)
    assert third.inspect() == []
    third.append("", "x", {})
    third.close()
    assert len(Store(path).events()) == 15


def test_opening_and_closing_at_once_never_cries_wolf(tmp_path):
    """Three processes that open, write and close one file over and over, each sealing it, never find it damaged."""
    path = tmp_path / "ech0.db"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    children = [subprocess.Popen([sys.executable, "-c", OPENER, str(path)], env=env) for _ in range(3)]
    assert [child.wait(timeout=120) for child in children] == [0, 0, 0]
    store = Store(path)
    assert len(store.events()) == 75
    assert store.inspect() == []
    store.close()


def test_a_damaged_file_is_set_aside_and_restored_with_all_that_was_newer(tmp_path):
    """One byte of one result changed after ten more were kept: the file is kept aside, and only that result is lost."""
    path, told = tmp_path / "ech0.db", []
    filled(path, range(5), care=CARE, tell=told.append).close()
    filled(path, range(5, 15), care=CARE, tell=told.append).close()
    assert told == []
    whole = path.read_bytes()
    spot = whole.index(b'"value":12.5') + 9
    bad = whole[:spot] + b"7" + whole[spot + 1 :]
    path.write_bytes(bad)
    store = Store(path, care=CARE, tell=told.append)
    (aside,) = (tmp_path / "quarantine").glob("*.db")
    assert aside.read_bytes() == bad
    assert {r.key for r in store.results()} == {f"k{n}" for n in range(15) if n != 12}
    assert [store.run(f"r{n}").status for n in range(15)] == ["abstained"] * 15
    assert store.ancestors("r14") == ["k14"]
    assert "k12" in told[0]
    assert str(aside) in told[0]
    assert store.inspect() == []
    assert store.keep_run(result(12)) is True
    assert store.inspect() == []
    (event,) = [e for e in store.events() if e.kind == "restored"]
    assert event.data["results"] == ["k12"]
    assert event.data["lost"] == 0
    store.close()
    Store(path, care=CARE, tell=told.append).close()
    assert len(told) == 1


def test_a_file_of_noise_is_restored_and_what_is_lost_is_counted(tmp_path):
    """Nothing of the file can be read: the last sound copy comes back, and the number of lost events is told."""
    path, told = tmp_path / "ech0.db", []
    filled(path, range(4), care=CARE).close()
    Store(path, care=CARE).close()
    filled(path, range(4, 6), care=CARE, tell=told.append).close()
    path.write_bytes(b"\x93garbage" * 3000)
    store = Store(path, care=CARE, tell=told.append)
    assert len(store.results()) == 4
    assert "6 events are lost" in told[-1]
    assert store.inspect() == []
    store.close()


def test_the_newest_sound_copy_is_taken_and_never_a_damaged_one(tmp_path):
    """A damaged copy is passed over for an older one; with no sound copy the file is refused and stays as it is."""
    path = tmp_path / "ech0.db"
    for number in range(3):
        filled(path, [number], care=CARE).close()
    Store(path, care=CARE).close()
    copies = Backups(path, print).list()
    assert len(copies) == 3
    for copy in copies[:2]:
        copy.write_bytes(hurt(copy.read_bytes(), random.Random(5), "scattered"))
    path.write_bytes(b"noise" * 2000)
    told = []
    store = Store(path, care=CARE, tell=told.append)
    assert [r.key for r in store.results()] == ["k0"]
    assert copies[2].name in told[0]
    store.close()
    for copy in Backups(path, print).list():
        copy.write_bytes(b"noise")
    path.write_bytes(b"noise" * 2000)
    with pytest.raises(Damaged, match="not a database"):
        Store(path, care=CARE)
    assert path.read_bytes() == b"noise" * 2000


def test_a_damaged_file_in_use_is_not_moved(tmp_path):
    """While another process has the file open it is not replaced beneath it; that is said, and afterwards it is."""
    path = tmp_path / "ech0.db"
    filled(path, range(3), care=CARE).close()
    Store(path, care=CARE).close()
    child = holder(path)
    ended(holder(path), signal.SIGTERM)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(8192) + content[12288:])
    with pytest.raises(Damaged, match="end the other ECH0 processes"):
        Store(path, care=CARE)
    ended(child, signal.SIGKILL)
    told = []
    store = Store(path, care=CARE, tell=told.append)
    assert len(store.results()) == 3
    assert told
    store.close()


def test_a_restoring_that_was_cut_off_is_finished(tmp_path):
    """Killed between moving the damaged file aside and putting the copy in its place: the next start does the rest."""
    path = tmp_path / "ech0.db"
    filled(path, range(3), care=CARE).close()
    path.replace(tmp_path / "ech0.db.restored")
    assert len(Store(path, care=CARE, tell=print).results()) == 3


def test_rows_damaged_in_place_are_found_by_a_check_and_mended(tmp_path):
    """A row changed by another program in a store that is not sealed: a check names it, and mending restores it.

    What a user said of a retraction since the last copy is brought back too.
    """
    path, told = tmp_path / "ech0.db", []
    filled(path, range(5), care=CARE).close()
    store = Store(path, care=CARE, tell=told.append)
    store.append("", "x", {})
    assert retract(store, "10.5555/x", "its notice")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as made:
        for (name,) in made.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            made.execute(f"DROP TRIGGER {name}")
        made.execute("UPDATE lab_result SET run = replace(run, '2.5', '9.5') WHERE key = 'k2'")
    assert any("lab result k2" in bad for bad in store.inspect())
    with pytest.raises(Damaged, match="lab result k2"):
        store.find_run("k2")
    assert "quarantine" in store.repair("a row")
    assert told
    assert store.find_run("k2") == result(2)
    assert not retract(store, "10.5555/x", "its notice")
    assert store.inspect() == []
    store.close()


def test_copies_are_bounded_and_made_only_when_due(tmp_path):
    """Opened often, a record has at most the copies asked for; with hours between them, one; or none at all."""
    path = tmp_path / "ech0.db"
    for number in range(6):
        filled(path, [number], care=CARE).close()
    assert len(list((tmp_path / "backups").iterdir())) == 3
    newest = Backups(path, print).list()[0]
    assert len(Store(newest).results()) == 5
    other = tmp_path / "other" / "ech0.db"
    for number in range(4):
        filled(other, [number], care=Care(backups=3, backup_hours=6)).close()
    assert len(list((other.parent / "backups").iterdir())) == 1
    third = tmp_path / "third" / "ech0.db"
    filled(third, [0]).close()
    Store(third).close()
    assert not (third.parent / "backups").exists()


def test_a_copy_is_taken_while_another_process_writes(tmp_path):
    """A copy made during writing is a whole record as of one moment, and a file that exists is never overwritten."""
    path, copy = tmp_path / "ech0.db", tmp_path / "copy.db"
    store = filled(path, range(3))
    child = holder(path, 20)
    assert store.backup(copy) == copy
    ended(child, signal.SIGKILL)
    taken = Store(copy)
    assert taken.inspect() == []
    assert len(taken.events()) >= 9
    with pytest.raises(StateError, match="file of this name"):
        store.backup(copy)
    with pytest.raises(StateError):
        store.backup(Path("/proc/none/copy.db"))


def test_an_older_file_in_its_place_is_told(tmp_path):
    """Yesterday's copy put back by hand, or an end that was cut off: told once, recorded, and work goes on."""
    path, told = tmp_path / "ech0.db", []
    filled(path, range(2)).close()
    old = path.read_bytes()
    filled(path, range(2, 4)).close()
    path.write_bytes(old)
    store = Store(path, tell=told.append)
    assert "12 was acknowledged" in told[0]
    assert [e.kind for e in store.events()][-1] == "gap"
    assert store.inspect() == []
    store.close()
    Store(path, tell=told.append).close()
    assert len(told) == 1


@pytest.fixture
def disk(tmp_path):
    """A disk of 16 MiB of its own, which can be filled."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting a small file system needs root and mount")
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not allow mounting")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False)


def fill(folder, leave):
    """Take all of a disk but `leave` bytes."""
    free = os.statvfs(folder)
    (folder / "runs").mkdir(exist_ok=True)
    with (folder / "runs" / f"{time.time_ns()}").open("wb") as file:
        file.write(bytes(max(0, free.f_bavail * free.f_frsize - leave)))


def test_a_full_disk_is_survived_and_recovered_from(disk):
    """The disk fills: the write at hand is finished from the reserve, then writers are refused, and a deletion is not.

    All that was acknowledged is readable; with room again, writing goes on and the reserve is made anew.
    """
    told = []
    store = filled(disk / "ech0.db", range(3), care=Care(ballast_mb=1), tell=told.append)
    assert (disk / "ech0.ballast").stat().st_size == 1 << 20
    fill(disk, leave=0)
    store.keep_run(result(100))
    assert not (disk / "ech0.ballast").exists()
    (said,) = told
    assert str(disk / "runs") in said
    assert "MiB" in said
    acknowledged = [100]
    with pytest.raises(StateError, match="full") as caught:
        for number in range(101, 20_000):
            store.keep_run(result(number))
            acknowledged.append(number)
    assert "delete" in caught.value.cure
    assert len(acknowledged) > 10
    assert all(store.find_run(f"k{n}") == result(n) for n in (0, 1, 2, *acknowledged))
    with store.write(freeing=True) as made:
        made.execute("DELETE FROM edge")
    assert store.ancestors("r1") == []
    assert store.inspect() == []
    for file in (disk / "runs").iterdir():
        file.unlink()
    store.keep_run(result(50_000))
    assert (disk / "ech0.ballast").stat().st_size == 1 << 20
    store.close()
    again = Store(disk / "ech0.db")
    assert len(again.results(limit=30_000)) == 3 + len(acknowledged) + 1
    assert again.inspect() == []
    again.close()


def test_a_disk_that_fills_within_a_write_loses_only_that_write(disk):
    """A write too large for what is left is undone whole and said; what was acknowledged before it is readable."""
    store = filled(disk / "ech0.db", range(3), care=Care(ballast_mb=1))
    with pytest.raises(StateError, match="full|read or written"), store.write() as made:
        for number in range(64):
            made.execute("INSERT INTO meta (name, value) VALUES (?, ?)", (f"large {number}", "x" * (1 << 19)))
    assert [store.find_run(f"k{n}") for n in range(3)] == [result(n) for n in range(3)]
    assert store.meta("large 0") is None
    store.keep_run(result(3))
    assert store.inspect() == []
    store.close()


def test_a_disk_without_room_for_a_reserve_still_takes_rows(tmp_path):
    """No reserve and no copy where there is no room for them: the record itself works."""
    store = filled(tmp_path / "ech0.db", range(2), care=Care(backups=3, ballast_mb=1e-3))
    assert not (tmp_path / "ech0.ballast").exists()
    assert store.inspect() == []


def test_garbage_never_gets_in_or_out(tmp_path):
    """Ids, conditions and limits that are none are the caller's error, whatever is in them."""
    store = filled(tmp_path / "ech0.db", range(2))
    for where in ("", "'; DROP TABLE run; --", "h", "h = nan m", "h < 1 florp", "(" * 200, "h reduced by -5 %%%"):
        with pytest.raises(InputError):
            store.matching(where)
    with pytest.raises(InputError):
        store.matching("h > 0 m", 0)
    with pytest.raises(InputError, match="no such run"):
        store.run("' OR 1=1 --")
    assert store.inspect() == []

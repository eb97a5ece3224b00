"""The record in a file: it survives reopening, updates and a full disk, and refuses what it cannot read."""

import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ech0.core.errors import StateError
from ech0.core.provenance import canonical, key
from ech0.core.types import Quantity, Question, Run
from memory.schema import migrations
from memory.sqlite import SqliteFile as Database
from memory.store import Store

QUESTION = Question(text="How fast does it fall?")


def result(key: str, value: float = 1.0) -> Run:
    """A lab result under `key`."""
    return Run(
        key=key,
        lab="fall",
        version="1",
        inputs={"h": Quantity(value=5.0, unit="m")},
        outputs={"t": Quantity(value=value, unit="s")},
    )


def test_everything_survives_reopening(tmp_path: Path) -> None:
    """A store that was closed has the same content when it is opened again."""
    first = Store(tmp_path / "ech0.db")
    first.open_run("a", QUESTION)
    first.keep_run(result("k"))
    first.append("a", "node", {"name": "plan"})
    first.set_meta("feed", "2026-01-01")
    events, head = first.events(), first.head()
    first.close()
    second = Store(tmp_path / "ech0.db")
    assert second.find_run("k") == result("k")
    assert (second.events(), second.head(), second.meta("feed")) == (events, head, "2026-01-01")
    assert second.verify_events() == len(events)


def test_flipped_payload_bytes_are_never_returned(tmp_path: Path) -> None:
    """One byte changed anywhere in the file gives the same results, a miss or a `StateError`, never other numbers."""
    path = tmp_path / "ech0.db"
    made = Store(path)
    kept = {f"k{i}": result(f"k{i}", i + 0.5) for i in range(40)}
    for run in kept.values():
        made.keep_run(run)
    made.close()
    sound = path.read_bytes()
    payloads = [i for i in range(len(sound)) if sound.startswith(b'"value":', i)]
    chance = random.Random(1)
    spots = [chance.choice(payloads) + 8 for _ in range(20)] + [chance.randrange(len(sound)) for _ in range(20)]
    noticed = 0
    for number, spot in enumerate(spots):
        hurt = tmp_path / f"hurt{number}.db"
        hurt.write_bytes(sound[:spot] + bytes([sound[spot] ^ 1]) + sound[spot + 1 :])
        try:
            store = Store(hurt)
        except StateError:
            noticed += 1
            continue
        for name, run in kept.items():
            try:
                found = store.find_run(name)
            except StateError:
                noticed += 1
            else:
                assert found in (run, None)
        store.close()
    assert noticed >= 5


def _garbage(path: Path) -> None:
    path.write_bytes(b"this is not a database " * 200)


def _torn(path: Path) -> None:
    made = Store(path)
    for number in range(60):
        made.keep_run(result(f"k{number}"))
    made.close()
    data = bytearray(path.read_bytes())
    data[4096:12288] = os.urandom(8192)
    path.write_bytes(data)


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE photo (id INTEGER)")


def _newer(path: Path) -> None:
    Store(path).close()
    with sqlite3.connect(path) as made:
        made.execute("PRAGMA user_version = 9999")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [(_garbage, "not a database"), (_torn, "damaged"), (_foreign, "another program"), (_newer, "newer")],
    ids=["garbage", "torn", "foreign", "newer"],
)
def test_unusable_file_is_refused_and_left_alone(tmp_path: Path, spoil: Callable[[Path], None], says: str) -> None:
    """A damaged, foreign or newer file raises `StateError` with its path and a cure, and not one byte of it changes."""
    path = tmp_path / "ech0.db"
    spoil(path)
    before = path.read_bytes()
    with pytest.raises(StateError, match=says) as caught:
        Store(path)
    assert caught.value.path == path
    assert caught.value.cure
    assert path.read_bytes() == before


def test_older_file_is_brought_up_to_date(tmp_path: Path) -> None:
    """Each older format opens in this code and keeps its content; a script that fails changes nothing."""
    scripts = migrations()
    for number in range(1, len(scripts)):
        path = tmp_path / f"{number}.db"
        old = Database(path, scripts=scripts[:number])
        with old.write() as made:
            made.execute("INSERT INTO meta VALUES ('kept', 'yes')")
        old.close()
        assert Store(path).meta("kept") == "yes"
    broken = (*scripts, "CREATE TABLE half (x);\nCREATE TABLE meta (x);\n")
    with pytest.raises(StateError):
        Database(path, scripts=broken)
    with sqlite3.connect(path) as made:
        assert made.execute("PRAGMA user_version").fetchone()[0] == len(scripts)
        assert not made.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone()


def test_results_of_an_older_file_can_be_filtered(tmp_path: Path) -> None:
    """What was kept before there were numbers and hashes has both after the update."""
    old = Database(tmp_path / "old.db", scripts=migrations()[:3])
    with old.write() as made:
        for number, value in enumerate((4.0, 2.0)):
            inputs = {"h": Quantity(value=value, unit="m")}
            run = Run(key=f"k{number}", lab="fall", version="1", inputs=inputs, outputs={})
            text = canonical(run)
            row = (run.key, "fall", "1", text, key(run.key, text), f"2026-0{number + 1}")
            made.execute("INSERT INTO lab_result VALUES (?, ?, ?, ?, ?, ?)", row)
    old.close()
    store = Store(tmp_path / "old.db")
    assert [hit.run.key for hit in store.matching("h halved")] == ["k1"]
    with store.read() as made:
        assert made.execute("SELECT count(*) FROM checksum WHERE kind = 'lab_result'").fetchone()[0] == 2
    store.close()


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """A path below a file is refused with a cure."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StateError, match="ECH0_HOME"):
        Store(tmp_path / "file" / "ech0.db")


def test_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    """On a full disk a writer gets `StateError`; what was acknowledged is there, and with space writing goes on."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting a small file system needs root and mount")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not allow mounting")
    try:
        store, done = Store(disk / "ech0.db"), 0
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(200_000))
        with pytest.raises(StateError, match="full|read or written") as caught:
            while done < 10_000:
                store.keep_run(result(f"k{done}"))
                done += 1
        assert caught.value.cure
        assert done > 10
        assert all(store.find_run(f"k{n}") is not None for n in range(done))
        ballast.unlink()
        store.keep_run(result("after"))
        assert store.verify_events() == done + 1
        store.close()
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)

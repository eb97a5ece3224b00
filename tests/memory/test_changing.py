"""What a killed process left half written is known to be so."""

import os
from pathlib import Path

from memory.changing import Changing


def test_a_change_that_was_cut_off_is_seen(tmp_path: Path) -> None:
    """From the first change to the end it is known that there is one; files written since they were whole are torn."""
    folder = tmp_path / "index"
    (folder / "graph").mkdir(parents=True)
    graph = folder / "graph" / "level.bin"
    graph.write_bytes(b"1234")
    first = Changing(folder)
    assert not first.left()
    first.begin()
    assert Changing(folder).left()
    assert not Changing(folder).torn()
    graph.write_bytes(b"12345")
    assert Changing(folder).torn()
    first.whole()
    assert not Changing(folder).torn()
    os.utime(graph, ns=(1, 1))
    assert Changing(folder).torn()
    first.end()
    assert not Changing(folder).left()


def test_an_unreadable_note_means_torn(tmp_path: Path) -> None:
    """A note that is no note, or a folder that is gone, is never taken for a whole one."""
    changing = Changing(tmp_path / "index")
    changing.begin()
    changing.file.write_text("{", encoding="utf-8")
    assert changing.torn()
    changing.whole()
    (tmp_path / "index" / "graph").mkdir(parents=True)
    (tmp_path / "index" / "graph" / "level.bin").write_bytes(b"1")
    assert changing.torn()

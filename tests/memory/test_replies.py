"""The cache of a model's replies: a request is not put twice, it stays bounded, and a damaged row is no reply."""

import sqlite3
import threading

import pytest

from ech0.core.errors import StateError
from memory.replies import LONGEST, Replies


@pytest.fixture
def kept(tmp_path):
    """A cache of three replies."""
    made = Replies(tmp_path / "replies.sqlite", 3)
    yield made
    made.close()


def test_what_was_kept_comes_back(kept):
    """A reply comes back under its key, whole, and under no other; the last one kept counts."""
    kept.put("a", {"text": "{}", "thinking": "µ\n"})
    assert kept.get("a") == {"text": "{}", "thinking": "µ\n"}
    assert kept.get("b") is None
    kept.put("a", {"text": "other"})
    assert kept.get("a") == {"text": "other"}


def test_the_least_recently_used_go_first(kept):
    """Beyond its rows the cache lets go of what was used longest ago."""
    for name in "abc":
        kept.put(name, {"text": name})
    assert kept.get("a")
    kept.put("d", {"text": "d"})
    assert kept.count() == 3
    assert [n for n in "abcd" if kept.get(n)] == ["a", "c", "d"]


def test_a_row_that_was_changed_is_no_reply(kept):
    """A body that is not what was kept is not given out, so that nobody plants a reply."""
    kept.put("a", {"text": "true"})
    with sqlite3.connect(kept.path) as other:
        other.execute('UPDATE reply SET body = \'{"text": "planted"}\'')
    other.close()
    assert kept.get("a") is None


def test_what_is_too_long_is_not_kept(kept):
    """A reply beyond the bound costs no room."""
    kept.put("a", {"text": "x" * LONGEST})
    assert kept.get("a") is None


def test_another_process_s_replies_are_found(kept, tmp_path):
    """Two caches over one file see each other's replies, also while both write."""
    second = Replies(tmp_path / "replies.sqlite", 1000)

    def fill(cache, name):
        for n in range(40):
            cache.put(f"{name}{n}", {"text": str(n)})

    threads = [threading.Thread(target=fill, args=(c, n)) for c, n in ((second, "x"), (second, "y"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert second.count() == 80
    assert kept.get("x39") == {"text": "39"}
    second.close()


def test_a_file_that_is_no_cache_is_named_with_the_cure(tmp_path):
    """Garbage in its place is told as that, with the advice to delete it."""
    path = tmp_path / "replies.sqlite"
    path.write_bytes(b"garbage " * 1000)
    with pytest.raises(StateError, match="delete it: it is a cache"):
        Replies(path, 3)

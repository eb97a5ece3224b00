"""A seal inside the file: the hash of every byte of it, set when it is closed and broken by the next write.

SQLite's own check does not see a byte that changed inside a value, nor one in a stretch that holds nothing; under an
unbroken seal either is seen. The file is read through SQLite, since opening it a second time and closing it would drop
the locks of this process. A file of more than 64 MiB is not sealed: hashing it would be felt at each start.
"""

import sqlite3
from hashlib import blake2b

MARK = bytes.fromhex("e9a1c0f52d7b4e8fb3069d5ca87713ee")
"""Sixteen random bytes by which the seal is found in the file."""
BROKEN = MARK + bytes(16)
LARGEST = 64 << 20
_READ = "SELECT mark FROM seal WHERE id = 1"
_WRITE = "UPDATE seal SET mark = ? WHERE id = 1 AND mark <> ?"


def has(made: sqlite3.Connection) -> bool:
    """Whether this file is of a format that has a seal."""
    return bool(made.execute("PRAGMA user_version").fetchone()[0] >= 4)


def lift(made: sqlite3.Connection) -> None:
    """Break the seal; call inside a transaction that changes something."""
    made.execute(_WRITE, (BROKEN, BROKEN))


def close(made: sqlite3.Connection) -> bool:
    """Seal the file; call inside a transaction that changes nothing else. `False`: it is too large for it."""
    digest = _digest(made)
    if digest is None:
        return False
    mark = MARK + digest
    made.execute(_WRITE, (mark, mark))
    return True


def whole(made: sqlite3.Connection) -> bool | None:
    """Whether the file is byte for byte what was sealed; `None` if it is not sealed, as after a crash."""
    row = made.execute(_READ).fetchone()
    if row is None or not isinstance(row[0], bytes) or len(row[0]) != len(BROKEN) or not row[0].startswith(MARK):
        return False
    if row[0] == BROKEN:
        return None
    return row[0] == MARK + (_digest(made) or b"")


def _digest(made: sqlite3.Connection) -> bytes | None:
    """The hash of the file with the seal itself left out, or `None`."""
    pages, size = (made.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    if pages * size > LARGEST or not hasattr(made, "serialize"):
        return None
    content = made.serialize()
    at = content.find(MARK)
    if at < 0 or content.find(MARK, at + 1) >= 0:
        return None
    mixed = blake2b(content[:at], digest_size=16)
    mixed.update(content[at + len(BROKEN) :])
    return mixed.digest()

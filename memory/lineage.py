"""What came from what, as recursive queries over the links of the record. Knows no noun: a key is a key."""

from pathlib import Path
from typing import Any

from ech0.core.errors import InputError
from memory.database import CURE, Damaged
from memory.journal import now
from memory.records import Link

DEEPEST = 1000
"""Links on one way, at most: far more than any run makes, and a bound if the rows are damaged."""
_UP = (
    "WITH RECURSIVE up (key, depth, good) AS ("
    " SELECT e.src, 1, coalesce(row_hash(e.src, e.dst, e.role, e.created) = c.hash, 1 = 0) FROM edge e"
    " LEFT JOIN checksum c ON c.kind = 'edge' AND c.id = row_hash(e.src, e.dst, e.role) WHERE e.dst = ?"
    " UNION SELECT e.src, up.depth + 1, coalesce(row_hash(e.src, e.dst, e.role, e.created) = c.hash, 1 = 0) FROM up"
    " JOIN edge e ON e.dst = up.key LEFT JOIN checksum c ON c.kind = 'edge' AND c.id = row_hash(e.src, e.dst, e.role)"
    " WHERE up.depth < ?)"
    " SELECT key, min(depth), min(CASE WHEN good THEN 1 ELSE 0 END) FROM up GROUP BY key ORDER BY min(depth), key"
)
_DOWN = (
    "WITH RECURSIVE down (key, depth, good) AS ("
    " SELECT e.dst, 1, coalesce(row_hash(e.src, e.dst, e.role, e.created) = c.hash, 1 = 0) FROM edge e"
    " LEFT JOIN checksum c ON c.kind = 'edge' AND c.id = row_hash(e.src, e.dst, e.role) WHERE e.src = ?"
    " UNION SELECT e.dst, down.depth + 1, coalesce(row_hash(e.src, e.dst, e.role, e.created) = c.hash, 1 = 0) FROM down"
    " JOIN edge e ON e.src = down.key LEFT JOIN checksum c ON c.kind = 'edge' AND c.id = row_hash(e.src, e.dst, e.role)"
    " WHERE down.depth < ?)"
    " SELECT key, min(depth), min(CASE WHEN good THEN 1 ELSE 0 END) FROM down GROUP BY key ORDER BY min(depth), key"
)
_INTO = "SELECT src, dst, role, created FROM edge WHERE dst = ? ORDER BY src, role"
_FROM = "SELECT src, dst, role, created FROM edge WHERE src = ? ORDER BY dst, role"
_LINK = "INSERT INTO edge (src, dst, role, created) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"


def ancestors(made: Any, path: Path, key: str) -> list[str]:
    """All that `key` came from, each once, nearest first; raises `Damaged` if a link on the way was changed."""
    return _walk(made, path, _UP, key)


def descendants(made: Any, path: Path, key: str) -> list[str]:
    """All that came from `key`, each once, nearest first; raises `Damaged` if a link on the way was changed."""
    return _walk(made, path, _DOWN, key)


def links(made: Any, path: Path, key: str) -> list[Link]:
    """The links of all ways to `key` and from it, those nearest to it first."""
    found = [row for node in (key, *ancestors(made, path, key)) for row in made.execute(_INTO, (node,)).fetchall()]
    found += [row for node in (key, *descendants(made, path, key)) for row in made.execute(_FROM, (node,)).fetchall()]
    return [Link(src=src, dst=dst, role=role, created=created) for src, dst, role, created in found]


def link(made: Any, path: Path, src: str, dst: str, role: str) -> None:
    """Record that `dst` came from `src`; call inside a transaction. Raises `InputError` if that closes a circle."""
    if src == dst or dst in ancestors(made, path, src):
        raise InputError("lineage", f"{src} -> {dst}", "a thing cannot come from itself; turn the link round")
    made.execute(_LINK, (src, dst, role, now()))


def _walk(made: Any, path: Path, query: str, key: str) -> list[str]:
    rows = made.execute(query, (key, DEEPEST)).fetchall()
    for found, _, good in rows:
        if not good:
            raise Damaged(path, f"the link of the lineage to {found} was changed after it was kept", CURE)
    return [row[0] for row in rows]

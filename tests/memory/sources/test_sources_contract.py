"""What every source keeps, asked over a real socket of a scripted server that plays it."""

import contextlib
import copy
import json
import random
import re
from collections.abc import Iterator

import pytest

from ech0.core.errors import InputError, NotSupported, SourceFailed
from ech0.core.provenance import canonical
from ech0.core.types import Batch, Source
from memory.intake import Intake
from memory.sources import named, sources
from memory.sources.record import Record
from memory.store import Store

CLOSED = {"icsd": "optimade", "drugbank": "openfda_labels", "social": ""}
LOCAL = {"nist"}
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}:\d{2}Z)?)?)?")


@pytest.fixture(params=[n for n in sources() if n not in {*CLOSED, *LOCAL}])
def name(request, monkeypatch, cases):
    """Each source on the network, with a key in the environment if it needs one."""
    for variable, value in cases[request.param].keys.items():
        monkeypatch.setenv(variable, value)
    return request.param


@pytest.fixture
def play(server, cases):
    """Have the server play a source; `later`: with one thing more."""

    def load(name, *, later=False):
        case = cases[name]
        server.rules[:] = [(part, server.reply(body)) for part, body in (case.later if later else case.rules)]
        return case

    return load


@pytest.fixture
def faulty(server):
    """Put replies before what the script says."""

    def load(*args, times=1, **how):
        server.faults[:] = [server.reply(*args, **how)] * times

    return load


def pulled(name: str, case, client, since=None) -> list[Batch]:
    """The batches of one pull."""
    return list(named(name).over(client, case.query).pull(since))


def ids(batches: list[Batch]) -> list[str]:
    """The ids of their documents, in order."""
    return [d.id for b in batches for d in b.documents]


def test_every_source_has_a_script(cases):
    """There is a script for each source that uses the network, and none too many: a new source cannot go untested."""
    assert set(cases) == set(sources()) - set(CLOSED) - LOCAL


def test_it_gives_whole_records(name, play, client, server, clock):
    """A pull gives the records that are there, each with its declared fields and nothing that was filled in."""
    case, declared = play(name), named(name)
    source: Source = declared.over(client, case.query)
    batches = list(source.pull(case.since))
    assert (source.name, source.licence, source.rate) == (name, declared.licence, declared.rate)
    assert source.needs_key == (declared.key.variable if declared.key and declared.key.required else None)
    assert sorted(ids(batches)) == sorted(case.ids)
    assert server.unmatched == []
    assert all(b.cursor for b in batches)
    for record in [d for b in batches for d in b.documents]:
        assert isinstance(record, Record)
        assert set(record.data) == set(declared.fields)
        assert record.id.strip() == record.id
        assert record.text.strip()
        assert record.title.strip()
        assert record.source.strip()
        assert record.authors is None or (record.authors and all(a.strip() for a in record.authors))
        assert all(value for value in record.identifiers.values())
        assert all(d is None or DATE.fullmatch(d) for d in (record.date, record.updated))
        assert record.url is None or record.url.startswith(("https://", "http://"))
        assert record.references is None or all(":" in r for r in record.references)
        assert Record.model_validate(json.loads(canonical(record))) == record
        assert record.text in record.model_dump()["text"]


def test_it_declares_what_it_is(name):
    """A source says under which licence, on which terms, how often, and what a query is, with an example."""
    declared = named(name)
    assert declared.title and declared.licence and declared.query and declared.example
    assert declared.terms.startswith("https://")
    assert 0 < declared.rate <= 10
    assert declared.key is None or declared.key.get.startswith("https://")


def test_a_second_pull_adds_only_what_is_new(name, play, client, tmp_path):
    """Pulled again from its cursor, a source adds what it has gained; what is known does not count."""
    intake = Intake(Store(tmp_path / "ech0.db"))
    case, since, new = play(name), None, 0
    for batch in pulled(name, case, client, case.since):
        new += intake.take(name, batch.documents).new
        since = batch.cursor
    assert new == len(set(case.ids))
    play(name, later=True)
    taken = [intake.take(name, b.documents) for b in pulled(name, case, client, since)]
    assert sum(t.new for t in taken) == len(case.more)
    assert all(intake.record(id_).id == id_ for id_ in case.more)
    taken = [intake.take(name, b.documents) for b in pulled(name, case, client, since)]
    assert sum(t.new + t.changed for t in taken) == 0
    intake.database.close()


def test_a_busy_source_is_asked_again(name, play, faulty, client, clock):
    """A 429 that asks for seven seconds costs seven seconds and no record."""
    case = play(name)
    faulty(b"slow down", 429, {"Retry-After": "7"})
    assert sorted(ids(pulled(name, case, client, case.since))) == sorted(case.ids)
    assert 7.0 in clock.slept


@pytest.mark.parametrize("status", [500, 503])
def test_a_broken_source_is_named(name, play, faulty, client, status):
    """A fault that stays ends in an error with its status, not in an empty result."""
    case = play(name)
    faulty(b"oh no", status, times=50)
    with pytest.raises(SourceFailed, match=re.escape(named(name).title)) as caught:
        pulled(name, case, client, case.since)
    assert caught.value.status == status


@pytest.mark.parametrize(
    "body", [b"", b"{", b"<html>We are down</html>", b'{"unexpected": true}', b"null", b"\xff\xfe"]
)
def test_a_malformed_answer_is_an_error(name, play, faulty, client, body):
    """Half an answer, another page, another shape: an error that says so. Nothing is taken for an empty result."""
    case = play(name)
    faulty(body, times=50)
    if name == "rcsb_pdb" and body == b"":
        return  # an empty answer is how its search says that it found nothing
    if name == "interpro" and body == b"":
        return  # and how InterPro does
    with pytest.raises(SourceFailed, match="unusable"):
        pulled(name, case, client, case.since)


def test_a_cut_answer_is_an_error(name, play, faulty, client):
    """An answer that breaks off is asked for again, and an error if it stays so."""
    case = play(name)
    faulty(b'{"a": [1, 2', cut=True)
    assert sorted(ids(pulled(name, case, client, case.since))) == sorted(case.ids)
    faulty(b'{"a": [1, 2', cut=True, times=50)
    with pytest.raises(SourceFailed, match="connection broke"):
        pulled(name, case, client, case.since)


def test_a_missing_page_is_no_crash(name, play, faulty, client):
    """404 is an empty result where the source says so of an empty search, and an error elsewhere."""
    case = play(name)
    faulty(b"not found", 404, times=50)
    try:
        found = ids(pulled(name, case, client, case.since))
    except SourceFailed as error:
        found, status = [], error.status
    else:
        status = 404
    assert (found, status) == ([], 404)


def test_it_is_offline_by_default(name, play, make_client, server):
    """Nothing is asked of anyone unless that was asked for; what was fetched before is there again."""
    case = play(name)
    with pytest.raises(SourceFailed, match="offline"):
        pulled(name, case, make_client("offline", contact="me@example.org"), case.since)
    assert server.log == []
    first = pulled(name, case, make_client("live", contact="me@example.org"), case.since)
    seen = len(server.log)
    assert ids(pulled(name, case, make_client("offline", contact="me@example.org"), case.since)) == ids(first)
    assert len(server.log) == seen


def spoilt(value, dice: random.Random, odds: float):
    """The same JSON with some values replaced by others of any kind."""
    if dice.random() < odds:
        return dice.choice([None, 0, -1, 1e308, 2**70, "", "x" * 300, "\ud800", "1e999", [], [[]], {}, {"a": {}}, True])
    if isinstance(value, dict):
        return {k: spoilt(v, dice, odds) for k, v in value.items() if dice.random() > odds / 2}
    return [spoilt(v, dice, odds) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("seed", range(4))
def test_no_answer_breaks_a_source(name, play, server, client, tmp_path, seed):
    """Whatever values an answer has in whatever places, a pull ends in records that can be kept or a clear error."""
    case, dice = play(name), random.Random(f"{name}{seed}")
    intake = Intake(Store(tmp_path / "ech0.db"))
    for odds in (0.02, 0.1, 0.3):
        spoilt_rules = []
        for part, body in case.rules:
            try:
                made = json.dumps(spoilt(copy.deepcopy(json.loads(body)), dice, odds)).encode()
            except ValueError:  # XML and SOFT: cut out a stretch
                at = dice.randrange(len(body))
                made = body[:at] + body[at + dice.randrange(40) :]
            spoilt_rules.append((part, server.reply(made)))
        server.rules[:] = spoilt_rules
        with contextlib.suppress(SourceFailed):
            for batch in named(name).over(client, case.query).pull(case.since):
                intake.take(name, batch.documents)
    intake.database.close()


@pytest.mark.parametrize("name, instead", CLOSED.items())
def test_what_is_closed_refuses_politely(name, instead, client, server):
    """A source under contract gives nothing, says why and what it would need, names the open stand-in, asks nobody."""
    declared = named(name)
    with pytest.raises(NotSupported, match="contract|licence") as caught:
        list(declared.over(client, "anything").pull(None))
    assert declared.closed in str(caught.value)
    assert declared.instead == instead
    assert not instead or instead in str(caught.value)
    assert server.log == []


def test_an_empty_query_is_refused(name, client):
    """A query of blanks is the caller's error, with an example."""
    with pytest.raises(InputError, match="as in"):
        list(named(name).over(client, "  ").pull(None))


def test_an_unknown_source_is_named():
    """A name that is none is an error that lists those there are."""
    with pytest.raises(InputError, match=r"arxiv.*pubmed"):
        named("gopher")


def test_a_missing_key_says_where_to_get_one(client, monkeypatch):
    """Without its key a source refuses before it asks, and names the variable, the page and the open stand-in."""
    monkeypatch.delenv("MP_API_KEY", raising=False)
    with pytest.raises(InputError, match="MP_API_KEY.*optimade"):
        list(named("materials_project").over(client, "all").pull(None))


def test_reference_values_need_no_network(make_client, server):
    """CODATA constants and fixed points of fluids come from installed libraries, with their uncertainty, offline."""
    offline = make_client("offline")
    [batch] = named("nist").over(offline, "codata: Boltzmann constant").pull(None)
    k = {r.title: r for r in batch.documents}["Boltzmann constant"]
    assert (k.data["value"], k.data["unit"], k.data["exact"]) == (1.380649e-23, "J K^-1", True)
    g = next(r for r in _nist(offline, "codata: Newtonian") if r.title == "Newtonian constant of gravitation")
    assert (g.data["value"], g.data["standard_uncertainty"]) == (6.6743e-11, 1.5e-15)
    [water] = _nist(offline, "fluid: Water")
    values = {v["quantity"]: (v["value"], v["unit"]) for v in water.data["values"]}
    assert values["triple point temperature"] == (273.16, "K")
    assert values["critical temperature"] == (pytest.approx(647.096, abs=1e-3), "K")
    again = list(named("nist").over(offline, "codata: Boltzmann constant").pull(batch.cursor))
    assert [b.documents for b in again] == [()]
    assert server.log == []
    for wrong in ("codata: no such thing", "fluid: Unobtainium", "webbook: x"):
        with pytest.raises(InputError):
            _nist(offline, wrong)


def _nist(client, query: str) -> list[Record]:
    def records() -> Iterator[Record]:
        for batch in named("nist").over(client, query).pull(None):
            yield from batch.documents

    return list(records())

"""The way to the network: shut by default, paced, bounded, cached, and with keys that appear nowhere."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.core.errors import InputError, SourceFailed
from memory.clock import Clock
from memory.http import Client, Request, Secret, address
from memory.pace import Pace, retry_after
from memory.sources.web import Key, Page, Web
from memory.webcache import Answer, WebCache

URL = "https://data.example.org/things?q=1"
ASKED = Request("Example", URL, 5.0)


@pytest.fixture
def rule(server):
    """The scripted server says one thing to all."""

    def say(body=b"yes", status=200, **how):
        server.rules[:] = [("", server.reply(body, status, **how))]

    return say


def test_offline_is_the_default_and_opens_no_socket(tmp_path, network):
    """A client that nobody opened refuses with what to do, and no connection is even tried."""
    with pytest.raises(SourceFailed, match="offline.*pass --live or set sources.mode") as caught:
        Client(WebCache(tmp_path)).ask(ASKED)
    assert caught.value.status == 0
    assert network.refused == []


def test_offline_gives_what_was_fetched_before(make_client, rule, server):
    """What was fetched once is there without the network, to the byte."""
    rule(b"\x00\xffbytes")
    live = make_client("live").ask(ASKED)
    again = make_client("offline").ask(ASKED)
    assert (again.body, again.cached, live.cached) == (b"\x00\xffbytes", True, False)
    assert len(server.log) == 1


def test_the_switch_outdoes_live(make_client, rule, server, monkeypatch):
    """With ECH0_OFFLINE=1 even a live client asks nobody, and says which switch it was."""
    rule()
    monkeypatch.setenv("ECH0_OFFLINE", "1")
    with pytest.raises(SourceFailed, match="unset ECH0_OFFLINE"):
        make_client("live").ask(ASKED)
    assert server.log == []


def test_cache_first_asks_once_and_live_asks_whether_it_changed(make_client, rule, server):
    """`cache-first` asks the network only for what it lacks; `live` sends the tag takes the cached body for a 304."""
    rule(b"one", headers={"ETag": '"v1"'})
    assert make_client("cache-first").ask(ASKED).body == b"one"
    assert make_client("cache-first").ask(ASKED).cached
    assert len(server.log) == 1
    server.rules[:] = [("", server.reply(b"", 304))]
    assert make_client("live").ask(ASKED).body == b"one"
    assert server.log[1][2]["if-none-match"] == '"v1"'
    rule(b"two", headers={"ETag": '"v2"'})
    assert make_client("live").ask(ASKED).body == b"two"
    assert make_client("offline").ask(ASKED).body == b"two"


def test_a_damaged_cache_is_asked_for_again(make_client, rule, tmp_path):
    """A body that was altered on disk is never served: its hash is checked, and the page is fetched again."""
    rule(b"the truth")
    make_client("cache-first").ask(ASKED)
    [body] = (tmp_path / "web" / "bodies").glob("*/*")
    body.write_bytes(b"the lie!!")
    with pytest.raises(SourceFailed, match="offline"):
        make_client("offline").ask(ASKED)
    assert make_client("cache-first").ask(ASKED).body == b"the truth"
    assert make_client("offline").ask(ASKED).body == b"the truth"


def test_the_cache_does_not_grow_for_ever(tmp_path):
    """Beyond its bound the oldest answers go, the newest stay, and what is left is whole."""
    cache = WebCache(tmp_path, most_bytes=100_000)
    for n in range(60):
        cache.put(f"{n:032}", Answer(f"{URL}&n={n}", 200, {}, bytes([n]) * 5000, "now"))
    assert sum(f.stat().st_size for f in tmp_path.rglob("*") if f.is_file()) <= 110_000
    assert cache.get(f"{59:032}").body == bytes([59]) * 5000
    assert cache.get(f"{0:032}") is None


@pytest.mark.parametrize("said, waits", [("7", 7.0), ("Sun, 22 Nov 2026 12:00:30 GMT", 30.0), (None, 1.0)])
def test_it_waits_as_long_as_it_is_asked_to(make_client, rule, server, clock, said, waits):
    """After a 429 it waits for the seconds, or until the date, that Retry-After names; a second without one."""
    rule(b"at last")
    server.faults = [server.reply(b"", 429, {"Retry-After": said} if said else {})]
    assert make_client().ask(ASKED).body == b"at last"
    assert clock.slept[0] == pytest.approx(waits)
    assert len(server.log) == 2


def test_a_long_wait_is_refused_at_once(make_client, rule, server, clock):
    """A server that asks for an hour is not waited for: the error says how long it wants, for the feed to heed."""
    rule()
    server.faults = [server.reply(b"", 503, {"Retry-After": "3600"})]
    with pytest.raises(SourceFailed, match="503.*3600 s") as caught:
        make_client().ask(ASKED)
    assert (caught.value.status, caught.value.wait_s, clock.slept) == (503, 3600.0, [])


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_it_gives_up_after_four_tries(make_client, rule, server, clock, status):
    """A fault that stays is asked about four times, ever more slowly, and then named; the cache holds nothing."""
    rule(b"no", status)
    with pytest.raises(SourceFailed, match=str(status)) as caught:
        make_client().ask(ASKED)
    assert caught.value.status == status
    assert (len(server.log), clock.slept) == (4, [1.0, 2.0, 4.0])
    with pytest.raises(SourceFailed, match="offline"):
        make_client("offline").ask(ASKED)


@pytest.mark.parametrize("status", [400, 401, 403, 410, 418])
def test_what_the_caller_did_wrong_is_asked_once(make_client, rule, server, status):
    """A refusal is not repeated; it names the status and a cure."""
    rule(b"wrong", status)
    with pytest.raises(SourceFailed, match=str(status)) as caught:
        make_client().ask(ASKED)
    assert len(server.log) == 1
    assert caught.value.cure


def test_a_missing_page_is_an_answer_that_is_not_kept(make_client, rule, server):
    """404 comes back as such, since sources say so of an empty search; the next time it is asked for again."""
    rule(b"", 404)
    assert make_client("cache-first").ask(ASKED).status == 404
    assert make_client("cache-first").ask(ASKED).status == 404
    assert len(server.log) == 2


def test_a_cut_answer_is_no_answer(make_client, rule, server):
    """A body shorter than promised is asked for again and never kept."""
    rule(b"whole")
    server.faults = [server.reply(b"ha", cut=True)]
    assert make_client().ask(ASKED).body == b"whole"
    server.faults = [server.reply(b"ha", cut=True)] * 4
    with pytest.raises(SourceFailed, match="connection broke"):
        make_client().ask(ASKED._replace(url="https://data.example.org/other"))


def test_an_answer_too_heavy_is_cut_off(make_client, rule):
    """More bytes than allowed end in an error, also where they came packed to a thousandth."""
    rule(b"0" * 3_000_000, headers={"Content-Encoding": "gzip"})
    with pytest.raises(SourceFailed, match="more than 1 MiB"):
        make_client(max_bytes=1 << 20).ask(ASKED)


def test_a_slow_server_is_not_waited_for_for_ever(make_client, rule, server):
    """No answer within the time limit is an error that names it."""
    rule(b"late", slow_s=1.0)
    with pytest.raises(SourceFailed, match=r"within 0\.05 s"):
        make_client(seconds=0.05).ask(ASKED)
    assert len(server.log) <= 4


def test_redirects_are_followed_and_counted(make_client, rule, server):
    """A redirect is followed on https; a loop of them ends in an error."""
    rule(b"here")
    server.faults = [server.reply(b"", 302, {"Location": "/moved?q=2"})]
    assert make_client().ask(ASKED).body == b"here"
    assert server.addresses()[-1] == "data.example.org/moved?q=2"
    rule(b"", 301, headers={"Location": URL})
    with pytest.raises(SourceFailed, match="more than 5 redirects"):
        make_client().ask(ASKED._replace(url="https://data.example.org/loop"))


@pytest.mark.parametrize(
    "leads",
    ["http://data.example.org/", "https://127.0.0.1/", "https://169.254.169.254/latest", "https://localhost/",
     "https://[::1]/", "file:///etc/passwd", "https://me:pw@data.example.org/"],
)  # fmt: skip
def test_no_redirect_leads_inwards(make_client, rule, server, leads):
    """A redirect to plain http, to an address by number, to this machine or to a file is refused and not followed."""
    rule(b"", 302, headers={"Location": leads})
    with pytest.raises(SourceFailed, match="only https to a named public host"):
        make_client().ask(ASKED)
    assert len(server.log) == 1


@pytest.mark.parametrize("where", ["header", "query"])
def test_a_key_reaches_its_host_and_nothing_else(make_client, rule, server, tmp_path, caplog, where):
    """The key is in the request, and in no log line, no cached file, no error, no shown object, no redirect."""
    caplog.set_level(logging.DEBUG)
    rule(b"body", headers={"ETag": "x"})
    secret = Secret(where, "X-Key", "s3cr3t-value")
    asked = ASKED._replace(secret=secret)
    server.faults = [server.reply(b"", 302, {"Location": "https://elsewhere.example.com/x"})]
    make_client().ask(asked)
    sent = [f"{address_} {headers}" for _, address_, headers, _ in server.log]
    assert "s3cr3t-value" in sent[0]
    assert "s3cr3t-value" not in sent[1]
    rule(b"", 403)
    with pytest.raises(SourceFailed) as caught:
        make_client().ask(asked._replace(url="https://data.example.org/no"))
    files = b"".join(f.read_bytes() for f in tmp_path.rglob("*") if f.is_file())
    shown = f"{caplog.text} {caught.value} {asked!r} {secret!r}"
    assert "s3cr3t-value" not in shown
    assert b"s3cr3t-value" not in files
    assert asked.key == ASKED.key


def test_a_key_comes_from_the_environment_alone(make_client, monkeypatch):
    """A source that needs a key says which variable and where to get one; one that can do without goes without."""
    key = Key("SOME_API_KEY", "header", "X-Key", "https://example.org/keys")
    with pytest.raises(InputError, match=r"SOME_API_KEY.*https://example\.org/keys"):
        Web(make_client(), "Example", 1.0, key)
    assert not Web(make_client(), "Example", 1.0, key._replace(required=False)).keyed
    monkeypatch.setenv("SOME_API_KEY", "abc")
    assert Web(make_client(), "Example", 1.0, key).keyed
    monkeypatch.setenv("SOME_API_KEY", "abc\ndef")
    with pytest.raises(InputError, match="printable") as caught:
        Web(make_client(), "Example", 1.0, key)
    assert "abc" not in str(caught.value)


def test_it_says_who_asks(make_client, rule, server):
    """The user agent names ECH0 and the contact that was set; a contact that would forge a header is refused."""
    rule()
    make_client(contact="me@example.org").ask(ASKED)
    assert "(mailto:me@example.org)" in server.log[0][2]["user-agent"]
    assert server.log[0][2]["user-agent"].startswith("ECH0/")
    with pytest.raises(InputError, match=r"sources\.contact"):
        make_client(contact="me\r\nX-Evil: 1")


@given(st.lists(st.sampled_from(["a.org", "b.org"]), max_size=30), st.floats(0.2, 50))
def test_a_host_is_never_asked_faster_than_its_rate(hosts, rate):
    """Whatever is asked in whatever order, requests to one host lie 1/rate apart or more; no host waits for another."""

    class Hand(Clock):
        at = 100.0

        def stopwatch(self):
            return self.at

        def sleep(self, seconds):
            self.at += seconds

    clock = Hand()
    pace, seen = Pace(clock), {}
    for host in hosts:
        slept = pace.wait(host, rate)
        if host in seen:
            assert clock.at - seen[host] >= 1 / rate - 1e-9
        else:
            assert slept == 0.0
        seen[host] = clock.at


@given(st.text(max_size=40))
def test_any_retry_after_is_read_or_passed_over(text):
    """Whatever the header says, it is a number of seconds that is not negative, or nothing."""
    found = retry_after(text, Clock())
    assert found is None or found >= 0.0


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=4))
def test_no_parameter_breaks_out_of_the_address(params):
    """Whatever the values are, they stay in the query: host and path of the address are as they were."""
    from urllib.parse import parse_qsl, urlsplit

    parts = urlsplit(address("https://data.example.org/x", params))
    assert (parts.netloc, parts.path, parts.fragment) == ("data.example.org", "/x", "")
    assert dict(parse_qsl(parts.query, keep_blank_values=True)) == params


BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"""


@pytest.mark.parametrize("body", [BOMB, OUTSIDE, b"", b"<a>", b"<a></b>", b"\xff\xfe\x00", b"plain words"])
def test_hostile_or_broken_xml_is_refused(body):
    """An entity, a file from outside, half a document or none: each is one clear error, and nothing is expanded."""
    with pytest.raises(SourceFailed, match="not XML"):
        Page("Example", Answer(URL, 200, {}, body, "now")).xml()


@pytest.mark.parametrize(
    "body", [b"", b'{"a": 1', b"<html>", b'{"a": NaN}', b"[" * 100_000, b"\xff", b'{"a": 1' + b"0" * 5000 + b"}"]
)
def test_hostile_or_broken_json_is_refused(body):
    """Cut off, nested without end, not UTF-8, not a number: each is one clear error."""
    with pytest.raises(SourceFailed, match="not JSON|not UTF-8"):
        Page("Example", Answer(URL, 200, {}, body, "now")).json()


def test_half_characters_of_json_do_not_get_in():
    """JSON can spell half of a character; what comes out can be written as UTF-8."""
    value = Page("Example", Answer(URL, 200, {}, b'{"a\\ud800": ["\\udfff x", 1]}', "now")).json()
    assert repr(value).encode()
    assert value == {"a?": ["? x", 1]}

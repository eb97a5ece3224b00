"""The commands on sources, feeds, citations and retractions, as a user gives them."""

import json

import pytest

from ech0.app import open_ech0
from ech0.cli import main
from memory.sources import sources


@pytest.fixture
def ech0(capsys):
    """Run a command; its exit code, standard output and standard error."""

    class Flat:
        """All texts alike: what is found is found by its words, and no model is loaded for that."""

        name = "flat"

        def embed(self, texts, /):
            return [[1.0] + [0.0] * 383 for _ in texts]

    for mode in ("offline", "live"):
        open_ech0(**{"sources.mode": mode}).__dict__["embedder"] = Flat()

    def run(*words):
        with pytest.raises(SystemExit) as caught:
            main([str(w) for w in words])
        told = capsys.readouterr()
        return caught.value.code, told.out, told.err

    yield run
    for mode in ("offline", "live"):
        open_ech0(**{"sources.mode": mode}).close()


@pytest.fixture
def live(client, make_client, server, cases):
    """What `--live` reaches is the scripted server, playing a source; without it the same clock counts."""
    open_ech0(**{"sources.mode": "live"}).__dict__["web"] = client
    open_ech0(**{"sources.mode": "offline"}).__dict__["web"] = make_client("offline")

    def play(name, *, later=False):
        case = cases[name]
        server.rules[:] = [(part, server.reply(body)) for part, body in (case.later if later else case.rules)]

    return play


def test_sources_are_listed_with_licence_and_key(ech0):
    """Each source is listed with what a user must know before asking it; the closed ones say why."""
    code, out, _ = ech0("memory", "sources", "--json")
    rows = {r["name"]: r for r in json.loads(out)}
    assert code == 0
    assert {"arxiv", "pubmed", "openalex", "optimade", "icsd"} <= set(rows)
    assert all(r["licence"] and r["terms"] and (r["example"] or r["closed"]) for r in rows.values())
    assert (rows["materials_project"]["needs_key"], rows["pubmed"]["needs_key"]) == (True, False)
    assert rows["icsd"]["instead"] == "optimade"
    assert "closed" in ech0("memory", "sources")[1]


def test_nothing_is_fetched_unless_that_is_asked_for(ech0, network):
    """Without --live a pull ends with exit code 1 and says what would open the network; a wrong name is exit code 2."""
    code, out, err = ech0("memory", "pull", "arxiv", "cat:quant-ph")
    assert (code, out) == (1, "")
    assert "pass --live or set sources.mode" in err
    assert ech0("memory", "pull", "gopher", "x")[0] == 2
    assert ech0("memory", "pull", "arxiv", "x", "--limit", 0)[0] == 2
    assert ech0("memory", "pull", "arxiv", "x", "--since", "yesterday")[0] == 2
    assert ech0("memory", "pull", "icsd", "x")[0] == 1
    assert network.refused == []


def test_what_is_pulled_is_found_and_flagged(ech0, live):
    """A pull keeps documents that a search then finds; a retracted one is marked there and listed."""
    live("pubmed")
    code, out, _ = ech0("memory", "pull", "pubmed", "mice[mh]", "--since", "2026-11-22", "--live", "--json")
    assert code == 0
    assert json.loads(out) == {
        "source": "pubmed", "documents": ["pubmed_1", "pubmed_2"], "new": 2, "changed": 0, "waiting": 0,
    }  # fmt: skip
    code, out, _ = ech0("memory", "search", "Study number 2", "--top", 40, "--json", "--domain", "medicine")
    hits = {h["document"]: h for h in json.loads(out)}
    assert hits["pubmed_2"]["retracted"] == "10.5555/notice.2, 2026"
    assert hits["pubmed_1"]["retracted"] == ""
    assert "RETRACTED (10.5555/notice.2, 2026)" in ech0("memory", "search", "Study number 2", "--domain", "medicine")[1]
    assert json.loads(ech0("memory", "retracted", "--json")[1]) == [
        {"document": "pubmed_2", "notice": "10.5555/notice.2", "date": "2026", "said_by": ""}
    ]
    assert "pubmed_2" in ech0("memory", "retracted")[1]


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n, declared in sources().items() if not declared.closed and n != "nist"])
def test_every_source_is_pulled_by_its_command(ech0, live, cases, monkeypatch, name):
    """`ech0 memory pull` of each source on the network keeps what it gave, once, and then what is new."""
    case = cases[name]
    for variable, value in case.keys.items():
        monkeypatch.setenv(variable, value)
    command = ("memory", "pull", name, case.query, "--live", "--json", *(("--since", case.since) if case.since else ()))
    live(name)
    code, out, err = ech0(*command)
    told = json.loads(out)
    assert (code, told["source"], told["new"], told["waiting"]) == (0, name, len(set(case.ids)), 0), err
    assert sorted(set(told["documents"])) == sorted(set(case.ids))
    assert json.loads(ech0(*command)[1])["new"] == 0
    kept = {d["id"]: d for d in json.loads(ech0("memory", "list", "--json")[1])}
    assert all(kept[id_]["chunks"] for id_ in case.ids)
    live(name, later=True)
    assert json.loads(ech0(*command)[1])["new"] == len(case.more)


def test_the_weight_of_works_is_told(ech0, live):
    """Citations that came with a pull rank works, those never fetched too; without any the exit code is 3."""
    assert ech0("memory", "cited", "--json")[:2] == (3, "[]\n")
    live("openalex")
    ech0("memory", "pull", "openalex", "gold", "--live")
    rows = json.loads(ech0("memory", "cited", "--json", "--top", 2)[1])
    assert [(r["work"], r["cited_by"], r["document"]) for r in rows] == [
        ("openalex:W12", 1, None), ("openalex:W13", 1, None),
    ]  # fmt: skip
    assert rows[0]["score"] == pytest.approx(rows[1]["score"])
    assert "doi:10.5555/oa.11" in ech0("memory", "cited")[1]
    assert ech0("memory", "cited", "--top", 0)[0] == 2


def test_feeds_are_run_and_shown(ech0, live, ech0_home, server):
    """A user's own feed runs once when it is due; its state says so; what failed makes the exit code 1."""
    (ech0_home / "feeds.toml").write_text(
        "".join(f'[{n}]\nsource = "arxiv"\nquery = "x"\nevery = "6h"\nbegin = 1\nlimit = 1\non = false\n'
                for n in ("arxiv", "materials_project", "clinicaltrials", "pubmed", "retractions"))
        + '[mine]\nsource = "arxiv"\nquery = "cat:quant-ph"\nat = "02:00"\nbegin = 7\nlimit = 50\non = true\n'
    )  # fmt: skip
    live("arxiv")
    before = {r["feed"]: r for r in json.loads(ech0("memory", "feed", "status", "--json")[1])}
    assert (before["mine"]["due"], before["mine"]["outcome"], before["filings"]["on"]) == (True, "never run", False)
    code, out, _ = ech0("memory", "feed", "run", "--live", "--json")
    assert (code, [(r["feed"], r["outcome"], r["new"]) for r in json.loads(out)]) == (0, [("mine", "done", 2)])
    code, out, err = ech0("memory", "feed", "run", "--live")
    assert (code, out) == (0, "")
    assert "nothing is due" in err
    after = {r["feed"]: r for r in json.loads(ech0("memory", "feed", "status", "--json")[1])}
    assert (after["mine"]["due"], after["mine"]["total"]) == (False, 2)
    assert "2 documents" in ech0("memory", "feed", "status")[1]
    server.faults = [server.reply(b"", 403)]
    assert ech0("memory", "feed", "run", "mine", "--live")[0] == 1
    assert "403" in ech0("memory", "feed", "status")[1]
    assert ech0("memory", "feed", "run", "gopher")[0] == 2
    assert ech0("memory", "feed", "run", "trends", "--live")[0] == 1

"""What single sources make of their answers, beyond what all of them keep."""

import json
from urllib.parse import parse_qs

import pytest

from ech0.core.errors import InputError, SourceFailed
from memory.sources import named
from memory.sources.alphafold import band
from memory.sources.arxiv import parse
from memory.sources.chembl import measured
from memory.sources.reading import day, moment, number, prose, text, whole
from memory.sources.web import Page
from memory.webcache import Answer


@pytest.fixture
def records(server, client, cases, monkeypatch):
    """What a source gives, by id."""

    def pull(name, query=None, *, since=None, rules=None):
        case = cases[name]
        for variable, value in case.keys.items():
            monkeypatch.setenv(variable, value)
        told = rules if rules is not None else case.rules
        server.rules[:] = [(part, body if callable(body) else server.reply(body)) for part, body in told]
        batches = named(name).over(client, query or case.query).pull(since)
        return {d.id: d for b in batches for d in b.documents}

    return pull


def test_the_same_measurement_is_one_and_in_nanomolar(records):
    """2.5 µM in one paper and 2500 nM in another are one activity of two papers; a percentage is none."""
    [activity] = records("chembl")["chembl_CHEMBL25"].data["activities"]
    assert (activity["nM"], activity["papers"], activity["documents"]) == (2500.0, 2, ["D1", "D2"])
    doubted = {"standard_type": "IC50", "standard_value": "1", "standard_units": "nM", "data_validity_comment": "Typo?"}
    assert measured([doubted]) == []


def test_a_paper_knows_what_retracted_it(records):
    """PubMed's note of a retraction gives the notice's DOI and year; a paper without one is not retracted."""
    found = records("pubmed")
    assert found["pubmed_1"].retraction is None
    assert found["pubmed_2"].retraction.model_dump() == {"notice": "10.5555/notice.2", "date": "2026", "said_by": ""}
    assert found["pubmed_1"].references == ("pmid:77",)
    assert found["pubmed_1"].text == "METHODS: We measured.\n\nRESULTS: It was so."
    assert found["pubmed_1"].title == "Study number 1"


def test_a_notice_names_what_it_retracts(records):
    """A notice of Crossref names the work and the date; the work that is read later says the same."""
    [notice] = records("retractions").values()
    assert {w: r.model_dump() for w, r in notice.retracts.items()} == {
        "doi:10.5555/pm.1": {"notice": "10.5555/n1", "date": "2026-11-05", "said_by": ""}
    }
    update = {"DOI": "10.5555/N9", "type": "retraction", "updated": {"date-parts": [[2025, 3]]}}
    work = {"DOI": "10.5555/w", "title": ["W"], "updated-by": [{"type": "correction", "DOI": "10.5555/c"}, update]}
    body = json.dumps({"message-type": "work", "message": work}).encode()
    [again] = records("crossref", "doi:10.5555/w", rules=[("", body)]).values()
    assert again.retraction.model_dump() == {"notice": "10.5555/n9", "date": "2025-03", "said_by": ""}


def test_arxiv_says_that_a_paper_was_withdrawn():
    """A comment that says so flags the paper; a paper about withdrawal is not flagged."""
    entry = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"><entry>'
        "<id>http://arxiv.org/abs/2610.1v2</id><title>T</title><updated>2026-11-01T00:00:00Z</updated>"
        "<summary>How money is withdrawn.</summary><arxiv:comment>{}</arxiv:comment></entry></feed>"
    )
    for comment, flagged in (("This paper has been withdrawn by the author", True), ("12 pages", False)):
        [found] = parse(Page("arXiv", Answer("", 200, {}, entry.format(comment).encode(), "now")))
        assert (found.retraction is not None) is flagged
        if found.retraction:
            assert found.retraction.date == "2026-11-01"


def test_arxiv_domains(records):
    """A category becomes our word for its field."""
    found = records("arxiv", since="2026-11-01")
    assert found["arxiv_2610.00001"].domain == "physics"
    assert found["arxiv_2610.00002"].domain == "materials"


def test_arxiv_goes_by_the_time_of_the_last_paper(records, server):
    """A full page is followed by one from the time of its last paper on, so no offset grows deep; all are there."""
    head, tail = '<feed xmlns="http://www.w3.org/2005/Atom">', "</feed>"
    entry = (
        "<entry><id>http://arxiv.org/abs/2610.{0:05}v1</id><title>P {0}</title>"
        "<summary>S</summary><updated>2026-11-{1:02}T10:00:00Z</updated></entry>"
    )
    papers = [(n, 1 + n // 60) for n in range(250)]

    def answer(address):
        query = parse_qs(address.partition("?")[2])
        first = int(query["search_query"][0].split("lastUpdatedDate:[")[1][6:8])
        left = [p for p in papers if p[1] >= first][int(query["start"][0]) :]
        return server.reply((head + "".join(entry.format(*p) for p in left[:100]) + tail).encode())

    found = records("arxiv", since="2026-11-01", rules=[("", answer)])
    assert len(found) == 250
    assert len(server.log) <= 6


def test_low_confidence_is_said():
    """The bands of pLDDT are those of AlphaFold DB, at and beside their bounds."""
    assert [band(p) for p in (95, 90, 71, 70, 51, 50, 0)] == [
        "very high", "high", "high", "low", "low", "very low", "very low",
    ]  # fmt: skip


def test_a_frequency_has_its_denominator(records):
    """Two mutations in one sample count once: two of four samples; the record says both numbers."""
    found = records("cbioportal")["cbioportal_study_1_TP53"]
    assert (found.data["mutated_samples"], found.data["sequenced_samples"], found.data["frequency"]) == (2, 4, 0.5)
    assert "2 of 4 sequenced" in found.text


def test_a_cohort_has_what_a_survival_curve_needs(records):
    """Each case has its vital status and times, present or null; the deaths are counted."""
    found = records("gdc")["gdc_TCGA-XXXX"].data
    assert found["deaths"] == 2
    assert [(c["case"], c["days_to_death"], c["days_to_last_follow_up"]) for c in found["cases"]] == [
        ("X1", 100.0, None), ("X2", 101.0, None),
    ]  # fmt: skip


def test_a_gene_changes_a_dose(records):
    """A pair of gene and medicine carries what is recommended for each phenotype."""
    found = records("clinpgx")["clinpgx_CYP2D6_codeine"]
    assert found.data["recommendations"][0]["recommendation"] == "Avoid codeine."
    assert "Poor Metabolizer" in found.text


def test_structures_know_chains_and_resolution(records):
    """An entry of the PDB has its chains with their residues, its ligands and its resolution in angstrom."""
    found = records("rcsb_pdb", "4HHB")["pdb_4HHB"].data
    assert found["resolution_angstrom"] == 1.7
    assert (found["chains"][0]["chains"], found["chains"][0]["residues"]) == ("A,B", 141)
    assert found["ligands"] == [{"id": "HEM", "name": "HEME"}]


def test_a_next_page_elsewhere_is_not_followed(records, server):
    """A link that leads to another host ends in an error, and nobody there is asked."""
    body = b'{"data": [], "links": {"next": "https://evil.example.com/structures?page=2"}}'
    with pytest.raises(SourceFailed, match="another host"):
        records("optimade", rules=[("", body)])
    assert len(server.log) == 1


@pytest.mark.parametrize(
    "name, query",
    [("optimade", "gopher: x"), ("optimade", "elements HAS Li"), ("clinpgx", "CYP2D6"), ("geo", "12"),
     ("aflow", "species(Na)#x"), ("edgar", "Apple"), ("cbioportal", "study"), ("materials_project", "Li"),
     ("nist", "water"), ("pubchem", ","), ("pubchem", ",".join(map(str, range(300))))],
)  # fmt: skip
def test_a_query_that_is_none_is_refused(name, query, client, server, monkeypatch):
    """A query that a source cannot read is the caller's error, before anyone is asked."""
    monkeypatch.setenv("MP_API_KEY", "k")
    with pytest.raises(InputError):
        list(named(name).over(client, query).pull(None))
    assert server.log == []


def test_the_sec_is_told_who_asks(make_client):
    """Without a contact the SEC is not asked."""
    with pytest.raises(InputError, match=r"sources\.contact"):
        list(named("edgar").over(make_client(), "320193").pull(None))


@pytest.mark.parametrize(
    "written, meant",
    [("2026-11-05", "2026-11-05"), ("2026-11", "2026-11"), ("2026", "2026"), ("2026-02-30", None), ("soon", None),
     ("20261105", "2026-11-05"), ("2026-11-05T10:00:00Z", "2026-11-05"), (None, None), ("2026-13", None),
     (2026, "2026")],
)  # fmt: skip
def test_days_are_as_exact_as_given(written, meant):
    """A year stays a year; no day is made up, and one that is not in the calendar is none."""
    assert day(written) == meant


def test_values_of_another_kind_are_none():
    """A value is there and of its kind, or it is `None`; nothing raises."""
    assert [number(v) for v in ("1.5", 2, True, "x", None, "inf", [], 10**400)] == [1.5, 2.0] + [None] * 6
    assert [whole(v) for v in ("3", 3.0, 3.5, "3.0")] == [3, 3, None, 3]
    assert [text(v) for v in (" a  b\0 ", "", "  ", 7, 7.5, True, {})] == ["a b", None, None, "7", None, None, None]
    assert prose("a  b\n\n\n\n c ") == "a b\n\nc"
    assert [moment(v) for v in ("2026-11-05", "2026-11-05T10:00:00+02:00", "x", None)] == [
        "2026-11-05T00:00:00Z", "2026-11-05T08:00:00Z", None, None,
    ]  # fmt: skip

"""Who cites whom: PageRank against graphs worked out by hand and against the linear system that defines it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.core.errors import InputError
from memory.citations import cited, pagerank
from memory.intake import Intake
from memory.sources.record import Record, known
from memory.store import open_store

NAMES = st.sampled_from("abcdefgh")


def record(name, identifiers, references=None, **also):
    """A record that cites."""
    unknown = dict.fromkeys(("authors", "date", "updated", "licence", "url", "retraction"))
    told = {"id": name, "title": f"Title {name}", "source": "s", "text": "t", "retracts": {}, "data": {}}
    return Record(**{**unknown, **told, "identifiers": identifiers, "references": references, **also})


def test_two_works_by_hand():
    """a cites b. With damping d: a = (1-d)/2 + d b/2 and b = (1-d)/2 + d a + d b/2, so b/a = 1 + d."""
    score = pagerank([("a", "b")], damping=0.85)
    assert score["a"] == pytest.approx(1 / 2.85, abs=1e-10)
    assert score["b"] == pytest.approx(1.85 / 2.85, abs=1e-10)


def test_a_circle_is_even():
    """In a circle no work stands out, whatever the damping."""
    edges = [("a", "b"), ("b", "c"), ("c", "a")]
    for damping in (0.0, 0.5, 0.85, 0.99):
        assert pagerank(edges, damping=damping) == pytest.approx(dict.fromkeys("abc", 1 / 3), abs=1e-9)


def test_a_star_by_hand():
    """Three works cite h, which cites nothing. With leaf weight x: h = x + 3 d x and 3x + h = 1, so x = 1/(4 + 3d)."""
    score = pagerank([("a", "h"), ("b", "h"), ("c", "h")], damping=0.85)
    leaf = 1 / (4 + 3 * 0.85)
    assert score == pytest.approx({"a": leaf, "b": leaf, "c": leaf, "h": (1 + 3 * 0.85) * leaf}, abs=1e-10)


def test_a_chain_by_hand():
    """a -> b -> c with d = 1/2: b = 3/2 a, c = 7/4 a, so the weights are 4, 6 and 7 of 17."""
    score = pagerank([("a", "b"), ("b", "c")], damping=0.5)
    assert score == pytest.approx({"a": 4 / 17, "b": 6 / 17, "c": 7 / 17}, abs=1e-10)


def test_what_does_not_count():
    """A repeated edge counts once and one to itself not at all; no edge gives no rank; damping 1 is refused."""
    assert pagerank([("a", "b"), ("a", "b"), ("b", "b")]) == pagerank([("a", "b")])
    assert pagerank([]) == {}
    for wrong in (1.0, -0.1, float("nan")):
        with pytest.raises(InputError, match="damping"):
            pagerank([("a", "b")], damping=wrong)


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=40), st.floats(0.0, 0.95))
def test_it_solves_the_system_that_defines_it(edges, damping):
    """For any graph the weights are positive, sum to 1, and solve (I - d M) r = (1 - d)/n."""
    score = pagerank(edges, damping=damping)
    names = sorted({n for e in edges for n in e})
    n, at = len(names), {name: i for i, name in enumerate(names)}
    matrix = np.zeros((n, n))
    for a, b in {(a, b) for a, b in edges if a != b}:
        matrix[at[b], at[a]] = 1.0
    sums = matrix.sum(axis=0)
    matrix = np.where(sums > 0, matrix / np.where(sums > 0, sums, 1.0), 1.0 / n)
    exact = np.linalg.solve(np.eye(n) - damping * matrix, np.full(n, (1 - damping) / n))
    assert [score[name] for name in names] == pytest.approx(list(exact), abs=1e-9)
    assert sum(score.values()) == pytest.approx(1.0)


def test_names_of_one_work_are_one_work(url, tmp_path):
    """A work held from two sources under a DOI, a PMID and a number of OpenAlex is one node, cited under each."""
    store = open_store(tmp_path, url)
    intake = Intake(store)
    intake.take("openalex", [
        record("oa_1", known(openalex="W1", doi="10.5555/x"), ("openalex:W9",)),
        record("oa_2", known(openalex="W2"), ("openalex:W1",)),
    ])  # fmt: skip
    intake.take(
        "pubmed", [record("pm_1", known(pmid="1", doi="10.5555/x")), record("pm_3", known(pmid="3"), ("pmid:1",))]
    )
    intake.take("crossref", [record("cr_4", known(doi="10.5555/y"), ("doi:10.5555/x", "doi:10.5555/x"))])
    rows = {c.work: c for c in cited(store)}
    best = cited(store, 1)[0]
    assert set(rows) == {"doi:10.5555/x", "openalex:W2", "pmid:3", "doi:10.5555/y", "openalex:W9"}
    assert (rows["doi:10.5555/x"].cited_by, rows["doi:10.5555/x"].cites) == (3, 1)
    assert best.work == "openalex:W9"  # all the weight of the work that three cite flows on to the one that it cites
    assert (best.document, best.title) == (None, None)
    assert rows["doi:10.5555/x"].title == "Title oa_1"
    assert sum(c.score for c in rows.values()) == pytest.approx(1.0)
    store.close()


def test_a_new_version_replaces_what_it_cited(url, tmp_path):
    """What a work no longer cites is no edge; a work that cites itself under another of its names does not count."""
    store = open_store(tmp_path, url)
    intake = Intake(store)
    intake.take("crossref", [record("a", known(doi="10.5555/a", pmid="5"), ("doi:10.5555/b", "pmid:5"))])
    assert {c.work for c in cited(store)} == {"doi:10.5555/a", "doi:10.5555/b"}
    intake.take("crossref", [record("a", known(doi="10.5555/a", pmid="5"), ("doi:10.5555/c",))])
    assert {c.work for c in cited(store)} == {"doi:10.5555/a", "doi:10.5555/c"}
    with pytest.raises(InputError, match="top"):
        cited(store, 0)
    store.close()

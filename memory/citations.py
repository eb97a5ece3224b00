"""Who cites whom among the works that sources gave, and how much weight that gives each: PageRank [Page1999]_.

The graph holds cited works that were never fetched too. A work has several names (a DOI, a PMID, OpenAlex's number);
names that one held document carries are one work, others stay apart, since nothing here says that they are the same.

.. [Page1999] L. Page, S. Brin, R. Motwani, T. Winograd, The PageRank Citation Ranking, Stanford InfoLab 1999-66.
"""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ech0.core.errors import InputError, RunFailed
from ech0.core.types import Retraction
from memory.database import Database
from memory.retracted import retractions
from memory.sources.record import SCHEMES

_STEPS = 1000


class Cited(NamedTuple):
    """A work with its weight. `cited_by`, `cites`: in this graph alone; `document` is `None` for one never fetched."""

    work: str
    score: float
    cited_by: int
    cites: int
    document: str | None
    title: str | None
    retracted: Retraction | None


def pagerank(edges: Sequence[tuple[str, str]], *, damping: float = 0.85, tolerance: float = 1e-12) -> dict[str, float]:
    """The PageRank of each node of a graph of (citing, cited), summing to 1.

    An edge counts once, one to itself not at all. A node that cites nothing gives its weight to all alike.

    Args:
        edges: Pairs of names.
        damping: How often the reader follows a citation instead of opening any work, in [0, 1).
        tolerance: The sum of all changes of a step at which it ends.

    Raises:
        InputError: `damping` is not in [0, 1).
        RunFailed: It did not settle in 1,000 steps.
    """
    import numpy as np
    from scipy.sparse import csr_array

    if not 0.0 <= damping < 1.0:
        raise InputError("damping", damping, "give a number from 0 up to, and not, 1")
    nodes = sorted({name for edge in edges for name in edge})
    if not nodes:
        return {}
    place, n = {name: i for i, name in enumerate(nodes)}, len(nodes)
    pairs = sorted({(place[a], place[b]) for a, b in edges if a != b})
    out = np.zeros(n)
    for citing, _ in pairs:
        out[citing] += 1.0
    weights = [1.0 / out[citing] for citing, _ in pairs]
    step = csr_array((weights, ([b for _, b in pairs], [a for a, _ in pairs])), shape=(n, n))
    silent = out == 0.0
    rank = np.full(n, 1.0 / n)
    for _ in range(_STEPS):
        shared = (damping * rank[silent].sum() + 1.0 - damping) / n
        new = damping * (step @ rank) + shared
        if np.abs(new - rank).sum() < tolerance:
            total = float(new.sum())
            return {name: float(new[place[name]]) / total for name in nodes}
        rank = new
    raise RunFailed("PageRank", f"it did not settle in {_STEPS} steps with damping {damping}")


def cited(database: Database, top: int = 20) -> list[Cited]:
    """The `top` works by PageRank over all citations kept, best first."""
    if top < 1:
        raise InputError("top", top, "ask for at least one work")
    with database.read() as made:
        edges = made.execute("SELECT DISTINCT citing, cited FROM citation").fetchall()
        names = made.execute("SELECT work, document FROM identifier").fetchall()
        titles = {d: json.loads(about).get("title") for d, about in made.execute("SELECT document, about FROM record")}
    one, held = _merged(names)
    graph = sorted({(x, y) for a, b in edges if (x := one.get(a, a)) != (y := one.get(b, b))})
    score = pagerank(graph)
    best = sorted(score, key=lambda work: (-score[work], work))[:top]
    into: dict[str, int] = {}
    outof: dict[str, int] = {}
    for a, b in graph:
        into[b] = into.get(b, 0) + 1
        outof[a] = outof.get(a, 0) + 1
    withdrawn = retractions(database, (held[w] for w in best if w in held))
    return [
        Cited(
            work=work,
            score=score[work],
            cited_by=into.get(work, 0),
            cites=outof.get(work, 0),
            document=held.get(work),
            title=titles.get(held.get(work, "")),
            retracted=withdrawn.get(held.get(work, "")),
        )
        for work in best
    ]


def _merged(names: Sequence[tuple[str, str]]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """For each name of a held work its best name, and for each best name a document.

    Names that share a document are one work, and so are documents that share a name.
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for work, document in names:
        a, b = sorted((root(work), root(f"document {document}")))
        parent[b] = a
    groups: dict[str, list[str]] = {}
    for name in sorted(parent):
        groups.setdefault(root(name), []).append(name)
    one, held = {}, {}
    for group in groups.values():
        works = sorted((n for n in group if not n.startswith("document ")), key=_rank)
        documents = [n.removeprefix("document ") for n in group if n.startswith("document ")]
        if works and documents:
            one.update(dict.fromkeys(works, works[0]))
            held[works[0]] = documents[0]
    return one, held


def _rank(work: str) -> tuple[int, str]:
    scheme = work.partition(":")[0]
    return (SCHEMES.index(scheme) if scheme in SCHEMES else len(SCHEMES), work)

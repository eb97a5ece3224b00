"""From two rankings, by words and by meaning, to one: what both find first is read again. Knows no store and no model.

Rankings are fused by reciprocal rank [Cormack2009]_. What the fused list begins with is then taken for relevant, each
passage as far as both rankings believe in it, and moves the question: its words are joined by words of those passages
(RM3 [Lavrenko2001]_ [AbdulJaleel2004]_, weighted BM25 [Robertson2009]_), its vector goes half way to theirs
(Rocchio [Rocchio1971]_). All candidates are ranked again by either, and the two rankings fused. Every constant is that
of its paper, of Anserini, or of SQLite's bm25; none was fitted.

.. [Cormack2009] G. Cormack et al., SIGIR 2009, doi:10.1145/1571941.1572114.
.. [Lavrenko2001] V. Lavrenko, W. B. Croft, SIGIR 2001, doi:10.1145/383952.383972.
.. [AbdulJaleel2004] N. Abdul-Jaleel et al., UMass at TREC 2004, NIST SP 500-261.
.. [Robertson2009] S. Robertson, H. Zaragoza, The probabilistic relevance framework, 2009, doi:10.1561/1500000019.
.. [Rocchio1971] J. Rocchio, in The SMART retrieval system, Prentice-Hall 1971.
"""

import re
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RANK = 60.0
"""Reciprocal rank fusion: how little the first ranks stand out."""
_READ, _TERMS, _OWN, _COMMON = 10, 10, 0.5, 0.1
"""RM3 as in Anserini: passages read, words taken, weight of the question itself, words in more passages are skipped."""
_K1, _B = 1.2, 0.75
_SCALE = 20.0
"""By which sentence-transformers multiplies cosines before the softmax that it trains with."""
_KEPT = 200_000
_WORD = re.compile(r"[^\W_]+")
STOP = frozenset(
    "a an and are as at be by can do does for from give given has have how i in into is it its many much of on or"
    " than that the their then there these this to was what when where which who why will with would".split()
)


class Candidate(NamedTuple):
    """A passage that either ranking found: its unit vector, its words, its BM25 score for the question (0 if none)."""

    id: str
    vector: "NDArray[np.float32]"
    text: str
    bm25: float


def fused(*rankings: Sequence[str]) -> list[str]:
    """One ranking of all that is in any of them; equal scores by name."""
    score: dict[str, float] = {}
    for ranking in rankings:
        for rank, id_ in enumerate(ranking, 1):
            score[id_] = score.get(id_, 0.0) + 1.0 / (_RANK + rank)
    return sorted(score, key=lambda id_: (-score[id_], id_))


def words(text: str) -> list[str]:
    """The words of a text that say something, in lower case."""
    return [word for word in _WORD.findall(text.lower()) if word not in STOP]


class Stems:
    """Porter's stems, as SQLite's full-text index makes them: asked of an empty index, and remembered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, str] = {}
        self._made: sqlite3.Connection | None = None

    def __call__(self, found: Iterable[str]) -> list[str]:
        """The stem of each word; a word without one, such as a sign alone, is its own."""
        with self._lock:
            asked = list(found)
            if new := [word for word in dict.fromkeys(asked) if word not in self._known]:
                self._learn(new)
            return [self._known[word] for word in asked]

    def _learn(self, new: Sequence[str]) -> None:
        if self._made is None:
            self._made = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
            self._made.execute("CREATE VIRTUAL TABLE w USING fts5 (t, tokenize = 'porter unicode61')")
            self._made.execute("CREATE VIRTUAL TABLE v USING fts5vocab (w, 'instance')")
        if len(self._known) > _KEPT:
            self._known = {}
        self._made.execute("BEGIN")
        self._made.executemany("INSERT INTO w (rowid, t) VALUES (?, ?)", enumerate(new))
        got = dict(self._made.execute("SELECT doc, term FROM v WHERE offset = 0").fetchall())
        self._made.execute("ROLLBACK")
        self._known.update((word, got.get(number, word)) for number, word in enumerate(new))


def reread(
    question: str,
    vector: "NDArray[np.float32]",
    first: Sequence[str],
    candidates: Sequence[Candidate],
    *,
    stems: Stems,
    spread: Callable[[Sequence[str]], Mapping[str, int]],
    total: int,
) -> list[str]:
    """The candidates ranked again in the light of those that are `first`; best first.

    `spread` tells in how many of all `total` passages a stem occurs.
    """
    import numpy as np

    place = {c.id: n for n, c in enumerate(candidates)}
    read = [place[id_] for id_ in first[:_READ]]
    vectors = np.stack([c.vector for c in candidates])
    cosines = vectors @ vector
    said = _softmax([candidates[n].bm25 for n in read])
    meant = _softmax([_SCALE * float(cosines[n]) for n in read])
    belief = [(a + b) / 2 for a, b in zip(said, meant, strict=True)]
    moved = 0.5 * vector + 0.5 * (np.asarray(belief, np.float32) @ vectors[read])
    close = vectors @ moved
    counts = [Counter(stems(words(c.text))) for c in candidates]
    asked = list(dict.fromkeys(stems(words(question))))
    weights, seen = _expanded(asked, [(b, counts[n]) for b, n in zip(belief, read, strict=True)], spread, total)
    scores = _bm25(weights, counts, seen, total)
    ids = [c.id for c in candidates]
    by_meaning = sorted(ids, key=lambda id_: (-float(close[place[id_]]), id_))
    by_words = sorted((id_ for id_ in ids if scores[place[id_]] > 0), key=lambda id_: (-scores[place[id_]], id_))
    return fused(by_meaning, by_words)


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    parts = [exp(s - top) for s in scores]
    return [p / sum(parts) for p in parts]


def _expanded(
    asked: Sequence[str],
    read: Sequence[tuple[float, "Counter[str]"]],
    spread: Callable[[Sequence[str]], Mapping[str, int]],
    total: int,
) -> tuple[dict[str, float], Mapping[str, int]]:
    """Weights of the question's stems and of those that the passages read add, which sum to one; and their spread."""
    taken: dict[str, float] = {}
    for belief, count in read:
        length = sum(count.values()) or 1
        for stem, n in count.items():
            if len(stem) > 1:
                taken[stem] = taken.get(stem, 0.0) + belief * n / length
    likely = [stem for stem, _ in sorted(taken.items(), key=lambda item: (-item[1], item[0]))[: 4 * _TERMS]]
    seen = spread(list(dict.fromkeys([*asked, *likely])))
    best = [stem for stem in likely if 0 < seen.get(stem, 0) <= _COMMON * total][:_TERMS]
    sum_ = sum(taken[stem] for stem in best)
    own = _OWN if best else 1.0
    weights = dict.fromkeys(asked, own / len(asked)) if asked else {}
    for stem in best:
        weights[stem] = weights.get(stem, 0.0) + (1 - own) * taken[stem] / sum_
    return weights, seen


def _bm25(
    weights: Mapping[str, float], counts: Sequence["Counter[str]"], seen: Mapping[str, int], total: int
) -> list[float]:
    """Weighted BM25 of each passage; the usual length is the mean of these."""
    usual = sum(sum(count.values()) for count in counts) / len(counts) or 1.0
    rare = {s: max(1e-6, log((total - seen.get(s, 0) + 0.5) / (seen.get(s, 0) + 0.5))) for s in weights}
    out = []
    for count in counts:
        size = _K1 * (1 - _B + _B * sum(count.values()) / usual)
        parts = (w * rare[s] * count[s] * (_K1 + 1) / (count[s] + size) for s, w in weights.items() if s in count)
        out.append(sum(parts))
    return out

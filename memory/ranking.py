"""How passages that were found by words or by meaning are ranked: by both, twice. Knows no store and no model.

A passage's score is the mean of its cosine and of its BM25 [Robertson2009]_, the latter as a share of the most that the
question allows: each then is a part of the best that it could be, so that no ranking is trusted whose best is poor, as
it would be by reciprocal rank [Bruch2023]_. The first ten are then taken for relevant, each as far as its score says,
and move the question: its words are joined by words of theirs (RM3 [Lavrenko2001]_ [AbdulJaleel2004]_), its vector goes
half way to theirs (Rocchio [Rocchio1971]_). All are scored again. Every constant is that of its paper, of Anserini, of
sentence-transformers or of SQLite's bm25; none was fitted.

.. [Robertson2009] S. Robertson, H. Zaragoza, The probabilistic relevance framework, 2009, doi:10.1561/1500000019.
.. [Bruch2023] S. Bruch et al., ACM Trans. Inf. Syst. 42 (2023) 20, doi:10.1145/3596512.
.. [Lavrenko2001] V. Lavrenko, W. B. Croft, SIGIR 2001, doi:10.1145/383952.383972.
.. [AbdulJaleel2004] N. Abdul-Jaleel et al., UMass at TREC 2004, NIST SP 500-261.
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

_READ, _TERMS, _OWN, _COMMON = 10, 10, 0.5, 0.1
"""RM3 as in Anserini: passages read, words taken, weight of the question itself, words in more passages are skipped."""
_K1, _B = 1.2, 0.75
_SCALE = 20.0
"""By which sentence-transformers multiplies scores before the softmax that it trains with."""
_KEPT = 200_000
_WORD = re.compile(r"[^\W_]+")
STOP = frozenset(
    "a an and are as at be by can do does for from give given has have how i in into is it its many much of on or"
    " than that the their then there these this to was what when where which who why will with would".split()
)


class Candidate(NamedTuple):
    """A passage that was found by words or by meaning: its unit vector and the words that it is found by."""

    id: str
    vector: "NDArray[np.float32]"
    text: str


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


def ranked(
    question: str,
    vector: "NDArray[np.float32]",
    candidates: Sequence[Candidate],
    *,
    stems: Stems,
    spread: Callable[[Sequence[str]], Mapping[str, int]],
    total: int,
) -> list[str]:
    """Ids of the candidates, best first; equal ones by name.

    `vector`: the question's, of unit length. `spread` tells in how many of all `total` passages a stem occurs.
    """
    import numpy as np

    if not candidates:
        return []
    vectors = np.stack([c.vector for c in candidates])
    counts = [Counter(stems(words(c.text))) for c in candidates]
    asked = list(dict.fromkeys(stems(words(question))))
    seen = dict(spread(asked))
    score = _both(vectors @ vector, _bm25(dict.fromkeys(asked, 1.0), counts, seen, total))
    read = sorted(range(len(candidates)), key=lambda n: (-score[n], candidates[n].id))[:_READ]
    belief = _softmax([_SCALE * score[n] for n in read])
    taken = _taken([(b, counts[n]) for b, n in zip(belief, read, strict=True)])
    seen |= spread([stem for stem in taken if stem not in seen])
    weights = _joined(asked, taken, seen, total)
    moved = 0.5 * vector + 0.5 * (np.asarray(belief, np.float32) @ vectors[read])
    score = _both(vectors @ (moved / np.linalg.norm(moved)), _bm25(weights, counts, seen, total))
    return [candidates[n].id for n in sorted(range(len(candidates)), key=lambda n: (-score[n], candidates[n].id))]


def _both(cosines: Iterable[float], shares: Sequence[float]) -> list[float]:
    return [(max(0.0, float(c)) + s) / 2 for c, s in zip(cosines, shares, strict=True)]


def _softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    parts = [exp(s - top) for s in scores]
    return [p / sum(parts) for p in parts]


def _taken(read: Sequence[tuple[float, "Counter[str]"]]) -> dict[str, float]:
    """The likeliest stems of the passages read, and their shares; more than are used, as some are too common."""
    share: dict[str, float] = {}
    for belief, count in read:
        length = sum(count.values()) or 1
        for stem, n in count.items():
            if len(stem) > 1:
                share[stem] = share.get(stem, 0.0) + belief * n / length
    return dict(sorted(share.items(), key=lambda item: (-item[1], item[0]))[: 4 * _TERMS])


def _joined(asked: Sequence[str], taken: Mapping[str, float], seen: Mapping[str, int], total: int) -> dict[str, float]:
    """Weights of the question's stems and of those that the passages read add, which sum to one."""
    best = [stem for stem in taken if 0 < seen.get(stem, 0) <= _COMMON * total][:_TERMS]
    sum_ = sum(taken[stem] for stem in best)
    own = (_OWN if best else 1.0) if asked else 0.0
    weights = dict.fromkeys(asked, own / len(asked)) if asked else {}
    for stem in best:
        weights[stem] = weights.get(stem, 0.0) + (1 - own) * taken[stem] / sum_
    return weights


def _bm25(
    weights: Mapping[str, float], counts: Sequence["Counter[str]"], seen: Mapping[str, int], total: int
) -> list[float]:
    """Weighted BM25 of each passage as a share of the most it could be; the usual length is the mean of these."""
    usual = sum(sum(count.values()) for count in counts) / len(counts) or 1.0
    rare = {s: w * max(1e-6, log((total - seen.get(s, 0) + 0.5) / (seen.get(s, 0) + 0.5))) for s, w in weights.items()}
    most = sum(rare.values()) * (_K1 + 1) or 1.0
    out = []
    for count in counts:
        size = _K1 * (1 - _B + _B * sum(count.values()) / usual)
        parts = (worth * count[s] * (_K1 + 1) / (count[s] + size) for s, worth in rare.items() if s in count)
        out.append(sum(parts) / most)
    return out

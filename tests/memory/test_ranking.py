"""Passages are ranked by words and by meaning together, and better so than by either."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.benchmark import BENCHMARKS
from evals.scorers.ranking import ndcg
from memory.corpus import Corpus
from memory.embedder import MiniLM
from memory.ranking import Candidate, Stems, ranked, words
from memory.store import Store

STEMS = Stems()
TEXTS = (
    "The heat engine takes heat from the hot reservoir.",
    "Engines and reservoirs.",
    "Frogs lay eggs in ponds, and the eggs become tadpoles.",
    "Tadpoles eat algae.",
    "A polynomial has as many roots as its degree.",
)


def candidates(texts: Sequence[str], vectors: np.ndarray) -> list[Candidate]:
    """Candidates named by their place."""
    return [Candidate(str(n), v.astype(np.float32), t) for n, (t, v) in enumerate(zip(texts, vectors, strict=True))]


def spread_of(texts: Sequence[str]) -> Mapping[str, int]:
    """In how many of the texts each stem occurs."""
    return Counter(stem for text in texts for stem in set(STEMS(words(text))))


def order(question: str, vector: np.ndarray, found: Sequence[Candidate], total: int = 100) -> list[str]:
    """The ranking among `total` passages, the rest of which share no word with any."""
    spread = spread_of([c.text for c in found])
    return ranked(
        question,
        vector,
        found,
        stems=STEMS,
        spread=lambda stems: {s: spread[s] for s in stems if s in spread},
        total=total,
    )


def test_stems_are_those_of_the_full_text_index(tmp_path: Path) -> None:
    """A word's stem here is the term under which SQLite's index has it, accents and numbers too."""
    told = ["Engines", "engine", "naïve", "running", "3.5", "2026", "水", "x_y", "university", "universe", "_"]
    store = Store(tmp_path / "s.sqlite")
    with store.write() as made:
        made.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", enumerate(told, 1))
    for word in words(" ".join(told)):
        (stem,) = STEMS([word])
        with store.read() as made:
            (term,) = made.execute("SELECT count(*) FROM word WHERE term = ?", (stem,)).fetchone()
        assert term == 1, word
    store.close()


def test_words_decide_where_meaning_does_not_and_the_other_way_round() -> None:
    """With equal cosines the passage with the words comes first; without a shared word the nearest does."""
    same = np.ones((5, 4)) / 2
    assert order("heat of an engine", same[0], candidates(TEXTS, same))[:2] == ["0", "1"]
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(5, 4))
    vectors /= np.linalg.norm(vectors, axis=1)[:, None]
    assert order("zebra", vectors[3].astype(np.float32), candidates(TEXTS, vectors))[0] == "3"


def test_words_of_the_best_find_their_like() -> None:
    """A passage that shares no word with the question rises by the words of one that does and is believed."""
    same = np.ones((5, 4)) / 2
    assert order("frogs in ponds", same[0], candidates(TEXTS, same))[:2] == ["2", "3"]


@given(
    st.lists(st.sampled_from(TEXTS) | st.text(max_size=30), min_size=1, max_size=12),
    st.text(max_size=40) | st.sampled_from(TEXTS),
    st.integers(0, 2**32 - 1),
)
def test_each_candidate_is_ranked_once_and_order_of_arrival_does_not_count(
    texts: list[str], question: str, seed: int
) -> None:
    """Whatever the texts are, the ranking is a permutation of the candidates, the same for any order they come in."""
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(len(texts) + 1, 8))
    vectors /= np.linalg.norm(vectors, axis=1)[:, None]
    found = candidates(texts, vectors[1:])
    first = order(question, vectors[0].astype(np.float32), found)
    assert sorted(first) == sorted(c.id for c in found)
    assert order(question, vectors[0].astype(np.float32), list(reversed(found))) == first


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """The cards that ship, found by MiniLM."""
    home = tmp_path_factory.mktemp("cards")
    corpus = Corpus(home, Store(home / "ech0.sqlite"), MiniLM())
    suite = BENCHMARKS["recall"]
    assert suite.documents is not None
    assert suite.data is not None
    corpus.keep(suite.documents(suite.data))
    yield corpus
    corpus.close()
    corpus.shelf.database.close()


def test_both_together_beat_either_alone(cards: Corpus) -> None:
    """On 70 labelled searches of our own, nDCG@10 of both is above that of words alone and of meaning alone."""
    suite = BENCHMARKS["recall"]
    assert suite.data is not None
    told: dict[str, list[float]] = {"both": [], "words": [], "meaning": []}
    for case in suite.cases(suite.data):
        found = cards.recall(case.question.text, top=200)
        by_words = sorted((p for p in found if p.by_words), key=lambda p: p.by_words or 0)
        by_meaning = sorted((p for p in found if p.by_meaning), key=lambda p: p.by_meaning or 0)
        for name, passages in (("both", found), ("words", by_words), ("meaning", by_meaning)):
            told[name].append(ndcg(list(dict.fromkeys(p.document for p in passages)), case.target, 10))
    both, by_words_, by_meaning_ = (float(np.mean(told[name])) for name in ("both", "words", "meaning"))
    figures = f"both {both:.3f}, words {by_words_:.3f}, meaning {by_meaning_:.3f}"
    print(f"\nnDCG@10: {figures}")  # noqa: T201  the figures are what is wanted
    assert len(told["both"]) >= 60
    assert both > max(by_words_, by_meaning_)
    assert both > 0.93

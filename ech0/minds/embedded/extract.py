"""The sentence of the recalled passages that answers a question, to the letter, or none. Writes no word of its own.

Sentences are ranked by meaning and by words together (BM25 of SQLite's FTS5 [Robertson2009]_); the best must be near in
meaning, hold what the question speaks of, and be of the kind that it asks for: a number, a name, a time, a reason.

.. [Robertson2009] S. Robertson, H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
"""

import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from ech0.core.sentences import sentences
from ech0.core.types import Passage, Quotation
from ech0.minds.embedded.orders import passed_over
from ech0.minds.embedded.words import Text

Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]
NEAR = 0.42
"""Cosine of question and sentence (with its title) from which a sentence may answer; set on questions of our own."""
HELD = 0.7
"""Share of the question's words that sentence and title must hold."""
SAID = 0.3
"""Share of the words that the title does not hold which the sentence itself must hold."""
MAX_SENTENCES, MAX_CHARACTERS = 200, 1000
_STOP = frozenset(
    "what is are the a an of in on at to for and or how does do did done why which who whom whose when where it its by"
    " with as from that this these those be can could i you me my we they he she about tell explain describe define"
    " mean meaning work used use many much was were has have had between not under please give given say says said than"
    " into there according paper study trial document note article report reported find found show shown after before"
    " during per take took part happen happened change effect ' ? , . ; : ( )".split()
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ORDERS = re.compile(
    r"(?i)\W*(?:please\s+)?(?:ignore|disregard|forget|override)\s+(?:all|any|the|every|previous|prior)\b"
)
_OURS = ("lab:", "formula:")
"""Cards of what this program can do: they are no literature."""
_WORK = r"(?:papers?|stud(?:y|ies)|trials?|articles?|documents?|reports?|notes?|literature|authors?|abstract)"
_SOURCE = re.compile(
    rf"(?i)\baccording to (?:the |this |that |my |these )?(?:\w+ ){{0,3}}{_WORK}\b|\b(?:in|from|by) (?:the|this|my) "
    rf"(?:\w+ ){{0,3}}{_WORK}\b|\b(?:do|does|did) (?:the|this|my) (?:\w+ ){{0,3}}{_WORK}\b"
)


@dataclass(frozen=True)
class Extract:
    """What answers: the words, the passage they stand in, and how well they fit the question, in [0, 1]."""

    quotation: Quotation
    passage: Passage
    support: float


def asks_sources(text: str) -> bool:
    """Whether a question asks what a text says, and not what follows from laws."""
    return _SOURCE.search(text) is not None


def extract(question: str, passages: Sequence[Passage], embed: Embed) -> Extract | None:
    """The best sentence, if it is good enough; of a retracted work only if nothing else is."""
    found = _found(question, passages, embed)
    sound = [e for e in found if not e.passage.retracted]
    return next(iter(sound or found), None)


def _found(question: str, passages: Sequence[Passage], embed: Embed) -> list[Extract]:
    import numpy as np

    mine = [(n, p) for n, p in enumerate(passages, 1) if not p.document.startswith(_OURS)]
    rows = [(n, p, a, b) for n, p in mine for a, b in _spans(p)]
    rows = rows[:MAX_SENTENCES]
    asked = _content(question)
    if not rows or not asked:
        return []
    said = [p.text[a:b] for _, p, a, b in rows]
    held = [_coverage(asked, p, text) for (_, p, _, _), text in zip(rows, said, strict=True)]
    fits = _kind(question)
    numbers = set(_NUMBER.findall(question))
    kept = [n for n, (all_, own) in enumerate(held) if all_ >= HELD and own >= SAID and fits(said[n])]
    kept = [n for n in kept if numbers <= set(_NUMBER.findall(f"{rows[n][1].title} {said[n]}"))]
    if not kept:
        return []
    texts = [question, *(f"{rows[n][1].title}. {said[n]}" for n in kept)]
    vectors = np.asarray(embed(texts), np.float32)
    near = {n: float(v @ vectors[0]) for n, v in zip(kept, vectors[1:], strict=True)}
    words = _bm25(asked, said)
    best = sorted(kept, key=lambda n: -(near[n] + 0.3 * words[n] + 0.3 * held[n][1]))
    return [_extract(rows[n], said[n], near[n], held[n][0]) for n in best if near[n] >= NEAR]


def _extract(row: tuple[int, Passage, int, int], text: str, near: float, held: float) -> Extract:
    number, passage, start, end = row
    place = {"document": passage.document, "start": passage.start + start, "end": passage.start + end}
    quotation = Quotation.model_validate({"id": f"p{number}.s", "text": text, **place})
    # 0.6 is what the gate takes for a fair fit: the floor; a sentence that says all of it and is near comes close to 1.
    support = 0.62 + 0.6 * (near - NEAR) + 0.2 * (held - HELD)
    return Extract(quotation, passage, round(min(1.0, max(0.0, support)), 4))


def _spans(passage: Passage) -> list[tuple[int, int]]:
    """Sentences of a passage that may answer: no headings, no overlong ones, and no orders to whoever reads them."""
    return [(a, b) for a, b in sentences(passage.text) if _answers(passage.text[a:b])]


def _answers(said: str) -> bool:
    if len(said) > MAX_CHARACTERS or said.startswith("#") or len(said.split()) < 3:
        return False
    return _ORDERS.match(said) is None and passed_over(said) == said


def _content(text: str) -> frozenset[str]:
    return frozenset(t.stem for t in Text(text).tokens if t.text not in _STOP and t.text[0].isalnum())


def _coverage(asked: frozenset[str], passage: Passage, sentence: str) -> tuple[float, float]:
    """The share of what is asked that sentence, title and section hold; and of what the title lacks, the sentence."""
    title = {_root(t) for t in _content(f"{passage.title} {passage.section}")}
    own = {_root(t) for t in _content(sentence)}
    roots = {_root(t) for t in asked}
    new = roots - title
    return len(roots & (title | own)) / len(roots), len((new or roots) & own) / len(new or roots)


def _root(word: str) -> str:
    """A word without what usually follows its root: `measured` and `measurement` speak of one thing."""
    short = re.sub(r"(?:ements?|ations?|ing|ed|ly|er|es|e|s)$", "", word) if len(word) > 4 else word
    return short if len(short) > 2 else word


def _bm25(asked: frozenset[str], texts: Sequence[str]) -> list[float]:
    """BM25 of each text for the words, the best being 1."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute("CREATE VIRTUAL TABLE said USING fts5 (text, tokenize = 'porter unicode61')")
        made.executemany("INSERT INTO said (rowid, text) VALUES (?, ?)", enumerate(texts))
        words = [w for w in asked if re.fullmatch(r"\w+", w)]
        match = " OR ".join(f'"{w}"' for w in sorted(words)) or '""'
        rows = dict(made.execute("SELECT rowid, -bm25(said) FROM said WHERE said MATCH ?", (match,)).fetchall())
    most = max(rows.values(), default=0.0)
    return [rows.get(n, 0.0) / most if most > 0 else 0.0 for n in range(len(texts))]


# --- what kind of thing is asked for ----------------------------------------------------------------------------------

_MANY = re.compile(
    r"(?i)\b(?:how (?:many|much|long|far|fast|large|big|high|old|deep|often)|what (?:share|fraction|percentage))\b"
)
_COUNT = re.compile(
    r"(?i)\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|third|quarter|twice|none)\b"
)
_WHEN = re.compile(r"(?i)(?:^\W*|,\s*)(?:when (?:is|was|were|did|does)|in (?:which|what) year)\b")
_TIME = re.compile(
    r"(?i)\b(?:1[5-9]|20)\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december|when|after|before|until|since)\b"
)
_WHO = re.compile(r"(?i)(?:^\W*|,\s*)(?:who|whom|whose) (?:is|was|were|did|has|had|[a-z]+ed)\b")
_NAMES = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+|\bwe\b|\bauthors?\b|^[A-Z][a-z]+ [A-Z]")
_WHY = re.compile(r"(?i)(?:^\W*|,\s*)(?:why|for what reason)\b")
_REASON = re.compile(r"(?i)\b(?:because|since|due to|owing to|as a result|caused?|so that|therefore|explain)")


def _kind(question: str) -> Callable[[str], bool]:
    """Whether a sentence holds the kind of thing that is asked for."""
    for asks, holds in ((_MANY, _COUNT), (_WHEN, _TIME), (_WHO, _NAMES), (_WHY, _REASON)):
        if asks.search(question):
            return partial(_holds, holds)
    return partial(_holds, re.compile(r"\w"))


def _holds(pattern: re.Pattern[str], sentence: str) -> bool:
    return pattern.search(sentence) is not None

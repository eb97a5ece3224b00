"""A hundred thousand passages: what the index finds, how long a search takes, what filling and resuming cost. Prints.

python benchmarks/corpus.py [PASSAGES] [FOLDER]      fill a corpus and ask it
python benchmarks/corpus.py ask FOLDER               ask one that was filled before

FOLDER may be the address of an empty database on PostgreSQL with pgvector, postgresql://...

The passages are real sentences in a new order: the cards, the pages of the labs and the formula base are cut into
sentences, and each passage is five of them, drawn with a fixed seed. Only 1,500 such passages are embedded. The vector
of every other passage is made from four of those, drawn from the eight nearest of a first one: their weighted mean
with random weights plus noise a tenth as long, at unit length. So vectors lie as they do in text, in clusters on a
curved sheet, and not evenly over the sphere, where every index fails; but a passage's vector is not that of its words,
and nothing here says how good an answer is (`ech0 eval run cranfield` does). Wall times depend on what else the
machine does; CPU times are told beside them.
"""

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

import memory.shelf
from ech0.cards import cards
from ech0.core.data import home
from ech0.core.provenance import key
from ech0.core.types import Document
from memory.chunks import Ruler, headings, spans
from memory.corpus import Corpus
from memory.embedder import WIDTH, MiniLM
from memory.server_corpus import ServerCorpus
from memory.store import ServerStore, Store
from memory.where import Where

REAL, SENTENCES, PER_DOCUMENT, QUERIES = 1500, 5, 50, 200


class Made(MiniLM):
    """MiniLM for questions; passages of the benchmark have their vectors already, by the hash of their text."""

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, np.ndarray] = {}

    def array(self, texts: Sequence[str], /) -> np.ndarray:
        """Unit vectors, shape `(len(texts), 384)`."""
        known = [self.made.get(key(text)) for text in texts]
        left = iter(super().array([text for text, vector in zip(texts, known, strict=True) if vector is None]))
        return np.stack([next(left) if vector is None else vector for vector in known])


def sentences() -> list[str]:
    """Sentences of the cards and of the labs' pages."""
    texts = [d.text for d in cards()]
    texts += [f.read_text(encoding="utf-8") for f in sorted((home() / "docs" / "labs").glob("*.md"))]
    parts = (s.strip() for text in texts for s in re.split(r"(?<=[.!?|])\s+", text))
    return list(dict.fromkeys(s for s in parts if 30 <= len(s) <= 240))


def vectors(real: np.ndarray, n: int, rng: np.random.Generator) -> np.ndarray:
    """`n` vectors among `real` ones, the first of which are these."""
    near = np.argsort(-(real @ real.T), axis=1)[:, :8]
    out = np.empty((n, WIDTH), np.float32)
    out[: len(real)] = real[:n]
    for i in range(len(real), n):
        some = rng.choice(near[rng.integers(len(real))], 4, replace=False)
        mixed = rng.dirichlet(np.ones(4)) @ real[some]
        noise = rng.normal(size=WIDTH)
        mixed += 0.1 * np.linalg.norm(mixed) * noise / np.linalg.norm(noise)
        out[i] = mixed / np.linalg.norm(mixed)
    return out


def documents(n: int, embedder: Made) -> Iterator[Document]:
    """Documents of fifty passages each, every passage a paragraph of five sentences under a heading of its own."""
    rng = np.random.default_rng(20261122)
    known = sentences()
    bodies = [" ".join(known[i] for i in rng.choice(len(known), SENTENCES, replace=False)) for _ in range(n)]
    real = embedder.array(bodies[:REAL])
    made = iter(vectors(real, n + n // 4, rng))  # a few paragraphs are two passages
    for first in range(0, n, PER_DOCUMENT):
        text = "\n\n".join(f"# Part {i}\n{body}" for i, body in enumerate(bodies[first : first + PER_DOCUMENT], first))
        number = first // PER_DOCUMENT
        document = Document(
            id=f"d{number}", title=f"Document {number}", source=f"journal {number % 20}", text=text,
            domain=("physics", "biology", "medicine", "chemistry")[number % 4],
        )  # fmt: skip
        limit = 254 - len(embedder.words(f"{document.title}. "))
        marks = [start for start, _, _ in headings(text)]
        found = spans(text, limit, ruler=Ruler(embedder.words(text)), sections=marks)
        for start, end in found:
            embedder.made[key(f"{document.title}. {text[start:end]}")] = next(made)
        yield document


class Clock:
    """Wall and CPU seconds since it was made."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def __str__(self) -> str:
        return f"{time.perf_counter() - self.wall:.1f} s wall, {time.process_time() - self.cpu:.1f} s CPU"


def main() -> None:
    """Fill in two goes, then ask."""
    if sys.argv[1:2] == ["ask"]:
        print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
        ask(sys.argv[2], Made())
        return
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        place = sys.argv[2] if len(sys.argv) > 2 else folder
        embedder = Made()
        made = documents(n, embedder)
        clock = Clock()
        books = list(made)
        print(f"made: {clock}", flush=True)
        fill(place, books, embedder)
        ask(place, embedder)


def opened(place: str, embedder: Made) -> Corpus:
    """The corpus as a new process finds it."""
    if place.startswith("postgresql:"):
        return ServerCorpus(Path(), ServerStore(place), embedder)
    return Corpus(Path(place), Store(Path(place) / "ech0.sqlite"), embedder)


def fill(place: str, books: Sequence[Document], embedder: Made) -> None:
    """Keep half of the documents, go away, and keep all: the second go must take up where the first stopped."""
    corpus, clock = opened(place, embedder), Clock()
    corpus.keep(books[: len(books) // 2])
    print(f"first half, {corpus.shelf.count()} passages: {clock}", flush=True)
    corpus.close()
    corpus, clock = opened(place, embedder), Clock()
    new = corpus.keep(books)
    print(f"all, {new} documents were new, {corpus.shelf.count()} passages: {clock}", flush=True)
    corpus.close()
    if Path(place).is_dir():
        size = sum(f.stat().st_size for f in Path(place).rglob("*") if f.is_file()) / 2**20
        print(f"on disk: {size:.0f} MiB", flush=True)


def ask(place: str, embedder: Made) -> None:
    """Recall of the index against exact search, and how long recall takes, alone and with conditions."""
    rng = np.random.default_rng(7)
    corpus, clock = opened(place, embedder), Clock()
    corpus.recall("a first question")
    print(f"opened and asked once: {clock}", flush=True)
    print(f"{corpus.shelf.count()} passages", flush=True)
    known = sentences()
    # Questions are the halves of real sentences, so that they are near some passages and equal to none.
    asked = [" ".join(known[i].split()[:12]) for i in rng.choice(len(known), QUERIES, replace=False)]
    questions = embedder.array(asked)
    share = []
    for question in questions:
        exact = corpus.compared(question, 10)
        share.append(len(set(exact) & set(corpus.index.nearest(question, 100)[:10])) / 10)
    print(f"recall@10 of the index against exact search: {np.mean(share):.4f}, least {min(share):.1f}", flush=True)
    print(f"the same first ten as with all words looked up: {alike(corpus, asked[:50]):.4f}", flush=True)
    for name, where in (
        ("no condition", None),
        ("a domain, 1 in 4", Where(domain="physics")),
        ("a source, 1 in 20", Where(source="journal 3")),
        ("one document", Where(document_id="d7")),
    ):
        walls, cpus = [], []
        for text in asked:
            wall, cpu = time.perf_counter(), time.process_time()
            corpus.recall(text, top=10, where=where)
            walls.append(1000 * (time.perf_counter() - wall))
            cpus.append(1000 * (time.process_time() - cpu))
        told = ", ".join(
            f"{what} p50 {np.percentile(t, 50):.0f} p95 {np.percentile(t, 95):.0f} ms"
            for what, t in (("wall", walls), ("CPU", cpus))
        )
        print(f"recall, {name}: {told}", flush=True)
    clock = Clock()
    print(f"probe of 1,000 passages: {corpus.probe(1000)} were lost; {clock}", flush=True)
    corpus.close()


def alike(corpus: Corpus, asked: Sequence[str]) -> float:
    """The share of the first ten passages that are found, too, when common words are looked up as well."""
    found = [[p.id for p in corpus.recall(text, top=10)] for text in asked]
    bound, memory.shelf.LONGEST = memory.shelf.LONGEST, 10**9
    whole = [[p.id for p in corpus.recall(text, top=10)] for text in asked]
    memory.shelf.LONGEST = bound
    return float(np.mean([len(set(a) & set(b)) / len(b) for a, b in zip(found, whole, strict=True)]))


if __name__ == "__main__":
    main()

"""A passage knows its pages and its section, and is found under every condition that it meets and no other."""

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

import memory.corpus
from ech0.core.types import Document, Mark
from memory.corpus import Corpus
from memory.where import Where, where

BASE = runpy.run_path(str(Path(__file__).with_name("test_corpus.py")))
close, document, open_ = (BASE[n] for n in "close document open_".split())
PAGE = "This page speaks of {} at some length, and so it fills a passage of its own with more than a dozen words."


def paper() -> Document:
    """A paper of three pages with two sections, one of which holds another."""
    pages = [PAGE.format(f"{what} ") for what in ("glaciers", "rivers", "oceans")]
    text = "\n\n".join(pages)
    starts = [text.index(page) for page in pages]
    ends = [*starts[1:], len(text)]
    marks = [
        Mark(kind="page", name=str(n), start=s, end=e) for n, (s, e) in enumerate(zip(starts, ends, strict=True), 3)
    ]
    marks += [
        Mark(kind="section", name="Ice", start=0, end=starts[1]),
        Mark(kind="section", name="Water", start=starts[1], end=len(text)),
        Mark(kind="section", name="Salt water", start=starts[2], end=len(text)),
    ]
    return Document(
        id="paper", title="Waters", source="Journal of Water 3", text=text, domain="earth", kind="paper",
        citations=("Callen 1985", 'A "quoted" work'), marks=tuple(marks),
    )  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """The paper, and twenty notes."""
    made = open_(tmp_path)
    made.keep([paper(), *(document(f"n{n}", f"Note {n} on rivers.", "notes") for n in range(20))])
    yield made
    close(made)


def test_a_passage_says_where_it_stands(corpus: Corpus) -> None:
    """Pages and the innermost section come with the passage, and the document comes back with its marks."""
    for words, page, section in (("glaciers", "3", "Ice"), ("rivers", "4", "Water"), ("oceans", "5", "Salt water")):
        (passage,) = [p for p in corpus.recall(words, where=Where(document_id="paper")) if words in p.text]
        assert (passage.pages, passage.section) == ((page,), section)
    assert corpus.shelf.document("paper") == paper()


def test_a_passage_over_a_page_names_both(corpus: Corpus) -> None:
    """A sentence that runs over the end of a page lies on both."""
    text = "The end of the one page and the beginning of the next are one sentence."
    cut = text.index("and")
    marks = (Mark(kind="page", name="i", start=0, end=cut), Mark(kind="page", name="ii", start=cut, end=len(text)))
    corpus.keep([document("over", text).model_copy(update={"marks": marks})])
    (passage,) = corpus.recall("one sentence", where=Where(document_id="over"))
    assert passage.pages == ("i", "ii")


def test_headings_are_sections(corpus: Corpus) -> None:
    """Where a text has Markdown headings and no marks, a passage stands under its heading."""
    corpus.keep([document("md", f"# Methods\n\n{PAGE.format('ponds')}\n\n## Results #\n\n{PAGE.format('lakes')}")])
    for words, section in (("ponds", "Methods"), ("lakes", "Results")):
        (passage,) = [p for p in corpus.recall(words, where=Where(document_id="md")) if words in p.text]
        assert passage.section == section


CONDITIONS = [
    ("source=Journal of Water 3", {"paper"}),
    ("domain=notes", {f"n{n}" for n in range(20)}),
    ("kind=paper", {"paper"}),
    ("document_id=n7", {"n7"}),
    ("citations=Callen 1985", {"paper"}),
    ('citations=A "quoted" work', {"paper"}),
    ("citations=Callen", set()),
    ("chunk_index>=1", {"paper"}),
    ("ingestion_date>=2020-01-01", {"paper", *(f"n{n}" for n in range(20))}),
    ("ingestion_date<=2020-01-01", set()),
    ("domain=Notes", set()),
]


@pytest.mark.parametrize(("condition", "documents"), CONDITIONS)
@pytest.mark.parametrize("exact", [5000, 0], ids=["compared", "through the index"])
def test_each_condition_leaves_what_meets_it(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, condition: str, documents: set[str], exact: int
) -> None:
    """By every field, in either way of searching, passages of exactly the documents that meet it are recalled."""
    monkeypatch.setattr(memory.corpus, "_EXACT", exact)
    passages = corpus.recall("rivers and glaciers", top=100, where=where([condition]))
    assert {p.document for p in passages} == documents
    if condition == "chunk_index>=1":
        assert sorted(p.id for p in passages) == ["Journal-of-Water-3_paper_1", "Journal-of-Water-3_paper_2"]


def test_a_day_is_whole(corpus: Corpus) -> None:
    """A date as the end of a range takes in all of that day."""
    (kept,) = [d for d in corpus.list() if d.id == "paper"]
    day = kept.ingested[:10]
    both = where([f"ingestion_date={day}", "kind=paper"])
    assert len(corpus.recall("rivers", where=both)) == 3


def test_chroma_has_the_six_fields_too(corpus: Corpus) -> None:
    """The index holds the metadata of each passage, and Chroma itself can filter by them."""
    collection = corpus.index.open()
    got = collection.get(where={"$and": [{"document_id": "paper"}, {"chunk_index": 2}, {"domain": "earth"}]})
    assert got["ids"] == ["Journal-of-Water-3_paper_2"]
    about = got["metadatas"][0]
    assert about["source"] == "Journal of Water 3"
    assert about["citations"] == ["Callen 1985", 'A "quoted" work']
    assert about["ingestion_date"][:2] == "20"
    assert collection.get(where={"citations": {"$contains": "Callen 1985"}})["ids"]

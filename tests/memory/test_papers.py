"""What is taken out of a paper stands in it to the letter, and what it does not say is said to be missing."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.sentences import sentences
from memory.papers import Paper, process
from memory.readers.html import Html
from memory.readers.markdown import Markdown
from memory.readers.pdf import Pdf
from memory.readers.plain import Plain

sys.path.insert(0, str(Path(__file__).parent / "readers"))
from made_pdf import pdf

PARTS = ("title", "abstract", "methodology", "data_availability", "date")
REAL = Path(__file__).parents[3] / "shared" / "fixtures" / "pdf"


class Flat:
    """An embedder that finds everything equally near: no field is ever sure."""

    name = "flat"

    def embed(self, texts, /):
        """The same vector for each."""
        return [[1.0] + [0.0] * 383 for _ in texts]


PAPER = """# Rust grows faster in warm salt water

Ada M. Author¹, Ben van Writer², and Chloé Ünal¹

¹ Institute of Iron, ² House of Salt

Received: 3 May 2019. Published online: 12 March 2020

## Abstract

Rust is a nuisance. We measured the growth of rust on 40 plates of mild steel. We found that the rate doubles for
each 9 K of warming, cf. Doe et al. 1999. The plates will be kept.

## 1. Introduction

Others looked at this before.

## 2. Materials and Methods

Plates were hung in salt water.

### Furnace

It was kept at 300 K.

## 3. Results

The rate was 3 µm a year.

## Data availability

All weights are in the archive of the institute.

## References

1. Doe, J. Rust (1999).
"""
LABELLED = """Tablets and sleep: a trial

Jane Q. Doe, Rick Roe

Abstract
Background: Sleep is short. Methods: We gave tablets to 30 adults for a week. Results: They slept 20 min longer.
Nobody fell ill. Conclusions: Tablets may help.

Introduction
The data that support this study are available from the authors upon request.
"""


def taken(text, reader=None, file="paper.md"):
    """The paper in a text."""
    (read,) = (reader or Markdown()).read(text.encode(), file)
    return process(read, Flat())


def all_found(paper):
    """Every part that was found."""
    one = [getattr(paper, name) for name in PARTS]
    return [p for p in (*one, *(paper.authors or ()), *(paper.key_findings or ())) if p is not None]


def test_parts_of_a_paper():
    """Title, authors, date, abstract, findings, methods and data are found, each where it stands."""
    paper = taken(PAPER)
    assert paper.title.value == "Rust grows faster in warm salt water"
    assert [a.value for a in paper.authors] == ["Ada M. Author", "Ben van Writer", "Chloé Ünal"]
    assert paper.date.value == "12 March 2020"
    assert paper.abstract.value.startswith("Rust is a nuisance.")
    assert paper.abstract.value.endswith("The plates will be kept.")
    assert [f.value.replace("\n", " ") for f in paper.key_findings] == [
        "We measured the growth of rust on 40 plates of mild steel.",
        "We found that the rate doubles for each 9 K of warming, cf. Doe et al. 1999.",
    ]
    assert paper.methodology.value == "Plates were hung in salt water.\n\n### Furnace\n\nIt was kept at 300 K."
    assert paper.data_availability.value == "All weights are in the archive of the institute."
    assert all(paper.text[f.start : f.end] == f.value for f in all_found(paper))


def test_a_labelled_abstract_tells_methods_and_results():
    """Where the abstract has labels, results are what stands under theirs, all of it and no more."""
    paper = taken(LABELLED, Plain(), "paper.txt")
    assert [a.value for a in paper.authors] == ["Jane Q. Doe", "Rick Roe"]
    assert paper.methodology.value == "We gave tablets to 30 adults for a week."
    assert [f.value for f in paper.key_findings] == ["They slept 20 min longer.", "Nobody fell ill."]
    assert "available from the authors upon request" in paper.data_availability.value


def test_what_is_not_there_is_none():
    """A text that is no paper has no parts, and each is an explicit null in JSON."""
    paper = taken("Bring milk, bread and two lemons.\n", Plain(), "list.txt")
    dumped = paper.model_dump(mode="json")
    for name in (*PARTS, "authors", "key_findings", "domain"):
        assert dumped[name] is None, name
    assert dumped["text"] == "Bring milk, bread and two lemons.\n"


def test_a_protocol_has_no_findings():
    """An abstract with labels but no results has none: what is planned is not found."""
    text = LABELLED.replace("Results: They slept 20 min longer.\nNobody fell ill.", "")
    text = text.replace("Conclusions", "Discussion")
    assert taken(text, Plain(), "paper.txt").key_findings is None


def test_what_only_the_file_says_has_no_place():
    """Authors and date from a page's own data are given as such, without a span."""
    page = '<meta name="citation_author" content="Doe, Jane"><meta name="date" content="2020"><p>Rust is red.</p>'
    paper = taken(page, Html(), "a.html")
    assert [(a.value, a.start, a.origin) for a in paper.authors] == [("Doe, Jane", None, "file")]
    assert (paper.date.value, paper.date.origin) == ("2020", "file")


def test_a_pdf_in_two_columns():
    """From a PDF in two columns come title, authors, abstract and methods."""
    left = "Abstract|Rust is a nuisance to all who|use iron. We found that it|grows by 3 mm a year here.|Introduction"
    left = f"{left}|Others looked at rust long|before us, in other towns,|and left it at that.".split("|")
    right = "Methods|Plates hung in the harbour for|a year and were weighed each|month by the same person.|Results"
    right = f"{right}|The loss of weight is in the|first table of this paper and|nowhere else in it.".split("|")
    columns = [(72, 680 - 14 * n, t, *([13] if t.istitle() else [])) for n, t in enumerate(left)]
    columns += [(320, 680 - 14 * n, t, *([13] if t.istitle() else [])) for n, t in enumerate(right)]
    page = [(72, 760, "Rust in the Harbour", 20), (72, 730, "Jane Q. Doe and Rick Roe"), *columns]
    (read,) = Pdf().read(pdf([page]), "a.pdf")
    paper = process(read, Flat())
    assert paper.title.value == "Rust in the Harbour"
    assert [a.value for a in paper.authors] == ["Jane Q. Doe", "Rick Roe"]
    assert paper.abstract.value.endswith("We found that it grows by 3 mm a year here.")
    assert paper.methodology.value.startswith("Plates hung in the harbour for a year")
    assert paper.methodology.value.endswith("by the same person.")


def test_a_part_that_does_not_stand_there_is_refused():
    """A paper whose part is not what its text says at that place cannot be made."""
    paper = taken(PAPER)
    moved = {**paper.model_dump(), "title": {"value": "Made up", "start": 2, "end": 9}}
    with pytest.raises(ValueError, match="does not stand at 2"):
        Paper.model_validate(moved)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([*PAPER.split("\n"), *LABELLED.split("\n"), "", "# X", "é 1 e.g. a. B"]), min_size=1))
def test_however_a_paper_is_shuffled_its_parts_stand_in_it(lines):
    """Whatever the order of its lines, nothing that is taken out of a text is not in it at that place."""
    text = "word\n" + "\n".join(lines)
    paper = taken(text)
    for part in all_found(paper):
        assert part.origin == "file" or paper.text[part.start : part.end] == part.value
    spans = list(sentences(text, 0, len(text)))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@pytest.mark.skipif(not REAL.is_dir(), reason="the recorded papers are not beside this checkout")
@pytest.mark.parametrize(
    "name, title, first, last, count, date",
    [
        ("bmc_evol_biol_14_70", "Revealing the maternal", "Ross Barnett", "Greger Larson", 9, "2 April 2014"),
        ("trials_15_511", "A core outcome set", "Alessandro Chiarotto", "Raymond W Ostelo", 19, "26 December 2014"),
        ("trials_16_2", "Effectiveness of a comp", "Alan J Forster", "Robyn Tamblyn", 7, "8 January 2015"),
    ],
)
def test_published_papers(name, title, first, last, count, date):
    """Of three published papers in two columns come title, every author, date, abstract and methods."""
    file = f"{name}.pdf"
    (read,) = Pdf().read((REAL / file).read_bytes(), file)
    paper = process(read, Flat())
    assert paper.title.value.startswith(title)
    assert (paper.authors[0].value, paper.authors[-1].value, len(paper.authors)) == (first, last, count)
    assert paper.date.value == date
    assert paper.abstract.value.startswith("Background:")
    assert len(paper.methodology.value) > 3000

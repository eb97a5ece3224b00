"""Lab cards for a model: one constant line for each lab, and the whole of those that the question is about."""

import pytest

from ech0.core.errors import InputError
from labs import LABS
from labs.cards import Nearby, declaration, declarations, line, lines


@pytest.fixture(scope="module")
def nearby():
    """Labs by meaning, over the real embedder."""
    from memory.embedder import MiniLM

    return Nearby(MiniLM())


def test_each_lab_has_its_line_sorted_by_id():
    """All labs, once each, in one order whatever the order of registration."""
    assert [row.partition(":")[0] for row in lines().splitlines()] == sorted(LABS)
    assert lines() is lines()


def test_a_hundred_labs_fit():
    """A hundred lines of the present length are under 4,096 tokens of a real tokenizer: half of an 8k context."""
    from tokenizers import Tokenizer

    from memory.embedder import weights

    tokenizer = Tokenizer.from_file(str(next(weights().rglob("tokenizer.json"))))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokens = len(tokenizer.encode(lines()).ids)
    assert 100 * tokens / len(LABS) < 4096
    assert max(len(line(lab)) for lab in LABS.values()) < 320


@pytest.mark.parametrize(
    ("question", "lab"),
    [
        ("At what temperature does water boil on a high mountain?", "fluid_properties"),
        ("How does a bacterium grow when it gets no oxygen?", "metabolic_flux"),
        ("How many people fall ill in an epidemic?", "epidemic"),
    ],
)
def test_the_lab_that_is_meant_is_near(nearby, question, lab):
    """Everyday wordings find the lab that computes it among the five nearest."""
    found = [b.id for b in nearby.near(question, top=5)]
    assert any(lab in name for name in found), found


def test_the_same_labs_make_the_same_text(nearby):
    """Declarations are sorted by id, so that two questions about the same labs share them."""
    found = nearby.near("How fast does a drug leave the body?", top=4)
    assert len({b.id for b in found}) == 4
    assert declarations(found) == declarations(found[::-1])


@pytest.mark.parametrize("lab", sorted(LABS))
def test_a_declaration_says_all_that_a_plan_needs(lab):
    """Every input and output of the lab by name, inputs with their range, outputs with their unit."""
    text = declaration(LABS[lab])
    for name, spec in LABS[lab].inputs.items():
        assert f"  {name}: {spec.meaning} ({spec.extent}" in text
    for name, output in LABS[lab].outputs.items():
        assert f"  {name}: {output.meaning}" in text


def test_nothing_is_near_to_nothing(nearby):
    """An empty question and a number below one are refused."""
    with pytest.raises(InputError, match="question"):
        nearby.near("  ")
    with pytest.raises(InputError, match="at least 1"):
        nearby.near("water", top=0)

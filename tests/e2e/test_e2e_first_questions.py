"""Questions as strangers type them, asked as one batch through the command line: values, units, and honest silence."""

import json

import pytest

from ech0.core import units
from ech0.core.types import Quantity

VALUES = {
    "A 350 g orange is dropped from 12 m. How fast does it hit the ground?": (15.34, "m/s"),
    "a 1100 kg van goes from 0 to 24 m/s in 8 s, what's its acceleration": (3.0, "m/s^2"),
    "A tram covers 84 km in 1 h 45 min. What is its average speed?": (48.0, "km/h"),
    "A 2 kg cart at 6 m/s hits a stationary 4 kg cart and they stick together. final speed?": (2.0, "m/s"),
    "dose for a 16 kg child at 12 mg/kg": (192.0, "mg"),
    "How many amino acids are coded by 660 bases of a reading frame?": (220.0, ""),
    "A drug has a half-life of 5 h. What percentage is left after 15 h?": (12.5, "percent"),
    "Michaelis-Menten rate for Vmax = 60 umol/min, Km = 2 mM and substrate 4 mM": (40.0, "umol/min"),
    "presure of 90 N on 0.3 m^2": (300.0, "Pa"),
    "150 g of water at 10 °C is mixed with 50 g of water at 70 °C. What is the final temperature?": (25.0, "degC"),
}
SILENT = (
    "who won the race in 1999",
    "how fast does a rumour spread",
    "How fast does a pebble hit the ground?",
    "when did the war begin",
    "What is the speed of a bus?",
    "how heavy is my suitcase?",
)


@pytest.fixture(scope="module")
def kept():
    """The answers by question, once they were asked for."""
    return {}


@pytest.fixture
def answers(kept, main, tmp_path, shared_home):
    """The answers by question, from one warm process."""
    if not kept:
        texts = (*VALUES, *SILENT)
        path = tmp_path / "questions.jsonl"
        path.write_text("".join(json.dumps({"id": f"n{n}", "text": t}) + "\n" for n, t in enumerate(texts)))
        _, out, _ = main("--home", shared_home, "ask", "--batch", str(path))
        kept.update(zip(texts, (json.loads(line) for line in out.splitlines()), strict=True))
    return kept


@pytest.mark.parametrize("text", VALUES)
def test_the_value_comes_out_in_a_unit_of_the_question(text, answers):
    """The answer is given, right, and told in the unit that one would write after such a question."""
    value, unit = VALUES[text]
    got = answers[text]
    assert got["status"] == "answered", got["reason"]
    assert units.show(got["unit"]) == units.show(unit)
    assert units.convert(Quantity(value=got["value"], unit=got["unit"]), unit).value == pytest.approx(value, rel=5e-3)


@pytest.mark.parametrize("text", SILENT)
def test_what_nothing_answers_is_declined_in_a_sentence(text, answers):
    """No value, no talk of a lab's inputs or of quantities that nobody mentioned: at most the one that is missing."""
    got = answers[text]
    assert got["status"] == "abstained"
    assert got["value"] is None
    assert got["text"].startswith("I do not know") or got["text"] == "I cannot answer this without the height."
    assert len(got["text"]) < 120


def test_a_number_that_no_law_needs_is_named(answers):
    """An answer that leaves a number out says so; a word that was read as another is told."""
    text, typed = next(iter(VALUES)), "presure of 90 N on 0.3 m^2"
    assert "Not needed: 350 g." in answers[text]["text"]
    assert "Read: presure as pressure." in answers[typed]["text"]

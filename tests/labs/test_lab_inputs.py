"""How texts and series are read: bounded, in one spelling, and found in a free question."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.core.errors import InputError, NotInstalled
from ech0.core.types import Quantity, Run
from labs import LABS, Input, Lab, Output, Real, Result, Series, Text

DOSES = Series("mg", 0.0, 1000.0, "doses", words=("doses",), most=20)


def even(text: str) -> str:
    """A check: letters in pairs, in capitals."""
    if len(text) % 2:
        raise ValueError("give an even number of letters")
    return text.upper()


WORD = Text(r"[A-Za-z]{2,9}", "ABBA", "letters in pairs", check=even, longest=12, known={"NOON": ("midday", "12 h")})
FORMULA = Text(r"(?:[A-Z][a-z]?\d*)+", "SiO2", "a formula", longest=40)


def toy(**changes: Any) -> Lab:
    """A lab that takes a text and a series."""

    def simulate(*, code: str, doses: tuple[float, ...] = (), wants: tuple[str, ...], seed: int) -> Result:
        return Result({"total": sum(doses) + len(code)}, method="a sum")

    inputs: dict[str, Input] = {"code": WORD, "doses": replace(DOSES, default="1, 2 mg")}
    made = replace(LABS["kidney_function"], inputs=inputs, outputs={"total": Output("", "sum")}, simulate=simulate)
    return replace(made, libraries=(), **changes)


def test_text_and_series_reach_the_simulator_and_the_record() -> None:
    """A run gets the canonical text and the numbers; its record keeps both as text and survives JSON."""
    run = toy().run({"code": "abba", "doses": "0.5 g, 250 mg and 1000000 ug"})
    assert run.outputs["total"].value == 1754
    assert run.inputs == {"code": "ABBA", "doses": "500, 250, 1000 mg"}
    assert Run.model_validate_json(run.model_dump_json()) == run
    assert json.loads(run.model_dump_json())["inputs"]["doses"] == "500, 250, 1000 mg"


def test_default_and_missing() -> None:
    """A series has its default; a text without one that is left out is asked for with an example."""
    assert toy().run({"code": "NOON"}).inputs["doses"] == "1, 2 mg"
    with pytest.raises(InputError, match="letters in pairs .*ABBA"):
        toy().run({})


@pytest.mark.parametrize(
    ("text", "why"),
    [("abc", "even number"), ("a", "such as ABBA"), ("a1", "such as ABBA"), ("ab" * 7, "12 characters"), ("", "ABBA")],
)
def test_bad_text_is_refused_with_its_reason(text: str, why: str) -> None:
    """Shape, length and check each refuse with the field, the text and what would do."""
    with pytest.raises(InputError, match=re.escape(why)) as refused:
        WORD.read(text, "toy.code")
    assert refused.value.field == "toy.code"


def test_check_whose_library_is_missing_says_what_installs_it() -> None:
    """A text that cannot be checked for want of a library is neither accepted nor called wrong."""

    def needs(text: str) -> str:
        raise ModuleNotFoundError(text)

    with pytest.raises(NotInstalled, match="labs"):
        replace(WORD, check=needs).read("abba", "toy.code")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("What is the crustal abundance of NaCl?", "NaCl"),
        ('Take "K" at 300 K', "K"),
        ("How much K is there at 300 K?", "K"),
        ("In what order does SiO2 melt (or Si)?", "SiO2"),
        ("I am at 300 K. As I said, no formula.", None),
        ("Is it found in In or in Ga2O3?", "Ga2O3"),
        ("At what pressure does (In) melt", "In"),
    ],
)
def test_text_is_found_in_a_question(text: str, value: str | None) -> None:
    """Quoted texts come first, then the longest; units after a number and English words are passed over."""
    units = [m.span() for m in re.finditer(r"300 K", text)]
    found = FORMULA.find(text, units)
    assert (found and found.value) == value
    assert found is None or text[found.start : found.end] == value


def test_known_name_stands_for_its_text() -> None:
    """A name by which people call a text is read as that text, here and in a question."""
    assert WORD.read("Midday", "x") == "NOON"
    assert WORD.find("What happens at midday?") == ("NOON", 16, 22)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the doses were 1, 2 and 5 mg, after 3 h and 4 h", "1, 2, 5 mg"),
        ("after 1, 2, 3 h of 0.5 g, 250 mg", "500, 250 mg"),
        ("weights of 7, 8, 9 mg and doses of 1.5, 2 mg", "1.5, 2 mg"),
        ("doses of 1, 2 and 5", None),
        ("a dose of 5 mg", None),
        ("the doses were 0.5 mg, 0.25 mg. Nothing more", "0.5, 0.25 mg"),
    ],
)
def test_series_is_found_in_a_question(text: str, value: str | None) -> None:
    """A list of numbers in a fitting unit, the one nearest the series' words; never numbers without their unit."""
    found = DOSES.find(text)
    assert (found and found.value) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the counts were 6, 13, 18 beetles", "6, 13, 18"),
        ("counts: 0.1, 0.12, 0.09.", "0.1, 0.12, 0.09"),
        ("there were 6, 13, 18 beetles", None),
    ],
)
def test_optional_counts_are_called_by_name(text: str, value: str | None) -> None:
    """Plain numbers may be followed by what was counted and a full stop; unnamed, they are no optional series."""
    found = Series("", 0.0, 1000.0, "counts", words=("counts",), optional=True).find(text)
    assert (found and found.value) == value


@pytest.mark.parametrize(
    "text", ["1e999, 2 mg", "1, 2001 mg", "1; nan mg", "1 mg 2 mg", "1, 2 kg/m", "5 mg", "1" * 900]
)
def test_bad_series_is_refused(text: str) -> None:
    """What is no list of finite numbers in range and in a mass unit is refused with its field."""
    with pytest.raises(InputError) as refused:
        DOSES.read(text, "toy.doses")
    assert refused.value.field == "toy.doses"


@given(st.lists(st.floats(0, 1000), min_size=2, max_size=20))
def test_series_survives_its_spelling(values: list[float]) -> None:
    """The canonical spelling of any numbers in range reads back as the same numbers, bit by bit, and as itself."""
    text = DOSES.read(", ".join(map(repr, values)) + " mg", "doses")
    assert DOSES.numbers(text) == tuple(values)
    assert DOSES.read(text, "doses") == text


def test_number_refuses_text() -> None:
    """A text for a number is refused with the unit to give it in."""
    with pytest.raises(InputError, match="a number in m"):
        Real("m", 0, 1, "a length").read("long", "x")
    assert Real("m", 0, 1, "a length").read(Quantity(value=50, unit="cm"), "x").value == 0.5

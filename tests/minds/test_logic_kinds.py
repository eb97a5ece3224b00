"""Kinds of puzzle with readers of their own, and settings told anywhere: from the text to the option, or no answer."""
# ruff: noqa: ARG005  every meaning is given both speakers, whether it speaks of them or not

import itertools
import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.minds.embedded.logic.puzzles.draws import ratio

Picked = Callable[[str, Sequence[str]], str | None]
RIGHT = [
    ('Truth-tellers always tell the truth and liars always lie. Ira says, "Jo is a liar." Jo says, "Ira and I are of the same type." Who is the liar?', ("Ira", "Jo", "both"), "Jo"),
    ("Exactly one of these three children is telling the truth. Kit: \"Lou did it.\" Lou: \"I didn't do it.\" Mia: \"I didn't do it.\" Who did it?", ("Kit", "Lou", "Mia"), "Mia"),
    ("Nora is Otto's daughter. Pia is Otto's sister. What is Pia to Nora?", ("aunt", "mother", "cousin"), "aunt"),
    ("Rob and Sue are siblings. Sue is married to Tim. Tim's mother is Una. How is Una related to Sue?", ("mother", "mother-in-law", "aunt"), "mother-in-law"),
    ("Vera's father is the brother of Will's mother. How are Vera and Will related?", ("siblings", "cousins"), "cousins"),
    ("Of 60 guests, 34 ate fish, 31 ate rice and 9 ate neither. How many ate both?", ("5", "14", "17", "25"), "14"),
    ("A choir has 40 singers. 25 can read music, 18 play an instrument and 10 can do both. How many can read music but do not play an instrument?", ("8", "15", "7", "22"), "15"),
    ("A box holds 6 black pens and 2 blue pens. One pen is taken at random. What is the probability that it is blue?", ("25%", "75%", "1/3"), "25%"),
    ("Two fair dice are thrown. What is the probability that the sum is 11?", ("1/18", "1/36", "1/12"), "1/18"),
    ("A coin is tossed twice. What is the probability of getting at least one head?", ("1/4", "1/2", "3/4"), "3/4"),
    ("Every one of three cooks makes one dish. Xena doesn't make the soup because she dislikes leeks. Yuri makes the pie. The dishes are a soup, a pie and a cake. The third cook is Zoe. Who makes the soup?", ("Xena", "Yuri", "Zoe"), "Zoe"),
    ("Mr Black, Mr Grey and Mr Blue own a black, a grey and a blue van. Nobody's van matches his name. Mr Black's van isn't grey. What colour is Mr Grey's van?", ("black", "grey", "blue"), "black"),
    ("A choirmaster picks exactly two of four songs: Dawn, Elegy, Frost and Gloria. She won't combine Dawn with Elegy. If she takes Frost she also takes Gloria. She takes Elegy. Which other song does she take?", ("Dawn", "Frost", "Gloria"), "Gloria"),
    ("A panel of two is chosen from Abe, Bo, Cy and Di. Abe is away. Bo won't serve without Cy. Di has to be on it. Which of these could be the panel?", ("Abe, Di", "Bo, Di", "Cy, Di", "Bo, Cy"), "Cy, Di"),
    ("Ann, Ben, Cat and Dan sit around a round table. Ann sits opposite Cat. Ben sits to the left of Ann. Who sits to the right of Ann?", ("Ben", "Cat", "Dan"), "Dan"),
]
SILENT = [
    ("Of 60 guests, 34 ate fish and 31 ate rice. Some of them also ate soup. How many ate both?", ("5", "14", "17")),
    ("The chance of snow is 0.3 on Saturday and 0.5 on Sunday. What is the probability that it snows on both days?", ("0.15", "0.8")),
    ("A box holds 6 black pens and some blue pens. One pen is taken at random. What is the probability that it is blue?", ("25%", "75%")),
    ("Rob is Sue's stepbrother. Sue's mother is Una. What is Una to Rob?", ("mother", "aunt")),
    ("Nora is Otto's daughter. Pia is Otto's friend. What is Pia to Nora?", ("aunt", "mother")),
    ('Truth-tellers always tell the truth and liars always lie. Ira says, "It is warm." Jo says, "Ira hums." Who is the liar?', ("Ira", "Jo")),
    ("A band plays three of five songs: Air, Blue, Cloud, Dust and Elm. They never play both Cloud and Dust. Which song is played before Cloud?", ("Air", "Blue", "Dust")),
    ("Four people sit in a row. Ann sits opposite Cat. Ben sits next to Ann. The fourth is Dan. Who sits next to Dan?", ("Ann", "Ben", "Cat")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "options", "due"), RIGHT)
def test_it_is_answered(picked: Picked, text: str, options: tuple[str, ...], due: str) -> None:
    """Each kind of puzzle is read whole and comes to the one option that follows."""
    assert picked(text, options) == due


@pytest.mark.parametrize(("text", "options"), SILENT)
def test_it_is_silent_where_something_is_not_understood(picked: Picked, text: str, options: tuple[str, ...]) -> None:
    """A word, a number or a condition that has no place in the reading leaves the question unanswered."""
    assert picked(text, options) is None


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4).filter(lambda p: sum(p) > 3 and all(p[:3])), st.integers(0, 2))
@settings(max_examples=25, deadline=None)
def test_counts_agree_with_the_sets_they_were_made_from(picked: Picked, parts: list[int], asked: int) -> None:
    """Whatever the four parts are, what is told of the sets gives back the part that is asked for."""
    one, two, both, neither = parts
    text = f"In a club of {sum(parts)} members, {one + both} row, {two + both} swim and {both} do both. "
    question, due = (
        ("How many do neither?", neither), ("How many only row?", one), ("How many swim but do not row?", two),
    )[asked]  # fmt: skip
    options = tuple(str(n) for n in sorted({due, due + 1, due + 3}))
    assert picked(text + question, options) == str(due)


def test_liars_agree_with_all_cases_tried(picked: Picked) -> None:
    """For every pair of remarks on who is what, the answer is given only if every consistent case has it."""
    rng = random.Random(7)
    remarks = {
        "{o} is a knave": lambda s, o: not o, "{o} is a knight": lambda s, o: o,
        "We are both knights": lambda s, o: s and o, "At least one of us is a knave": lambda s, o: not (s and o),
        "{o} and I are of different kinds": lambda s, o: s != o,
    }  # fmt: skip
    for _ in range(12):
        (a, says_a), (b, says_b) = rng.choice(list(remarks.items())), rng.choice(list(remarks.items()))
        cases = [
            (g, h) for g, h in itertools.product((True, False), repeat=2) if g == says_a(g, h) and h == says_b(h, g)
        ]
        text = (
            "Knights always tell the truth and knaves always lie. "
            f"Gus says, \"{a.format(o='Hal')}.\" Hal says, \"{b.format(o='Gus')}.\" What is Gus?"
        )
        kinds = {g for g, _ in cases}
        due = {frozenset({True}): "a knight", frozenset({False}): "a knave", frozenset({True, False}): "it cannot be told"}
        assert picked(text, ("a knight", "a knave", "it cannot be told")) == due.get(frozenset(kinds)), text


def test_ratios_of_every_form() -> None:
    """A chance is the same number however it is written, and what is no chance is none."""
    assert {ratio(o) for o in ("3/8", "0.375", "37.5%", "3 in 8", "three eighths", "A) 3/8")} == {ratio("3/8")}
    assert [ratio(o) for o in ("red", "3/0", "about half a dozen", "twice")] == [None] * 4

"""Puzzles as most people write them: chances of draws, rates, parts of a set, who comes along. From the text to the option."""

import itertools
from collections.abc import Callable, Sequence
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Picked = Callable[[str, Sequence[str]], str | None]
RIGHT = [
    ("A die is thrown and I am told that the result is odd. What is the probability that it is a 5?", ("1/6", "1/3", "1/2"), "1/3"),
    ("Three cards are dealt from a pack without replacement. What is the probability that all three are red?", ("1/8", "2/17", "1/4"), "2/17"),
    ("There are 5 red and 2 green buttons in a tin. Nell takes one, puts it back, and takes another. How likely is it that both are green?", ("4/49", "1/21", "2/7"), "4/49"),
    ("Of 9 batteries, 4 are dead. Two batteries are picked at random. What is the chance that neither is dead?", ("5/18", "25/81", "5/9"), "5/18"),
    ("10% of parcels are fragile. A fragile parcel breaks with probability 0.3, and a parcel that is not fragile breaks with probability 0.1. What is the probability that a parcel breaks?", ("0.12", "0.2", "0.4"), "0.12"),
    ("Plant A makes 30% of the tiles and plant B makes 70%. 4% of the tiles from A are cracked and 2% of those from B. What is the probability that a tile is cracked?", ("0.026", "0.03", "0.06"), "0.026"),
    ("A vet saw 40 dogs: 22 had ticks, 15 had worms, 10 had neither. How many had both?", ("5", "7", "12"), "7"),
    ("70% of the staff drive, 60% cycle, and everyone does at least one of the two. What percentage do both?", ("10%", "30%", "40%"), "30%"),
    ("Eleven of our twenty divers have a torch and eight have a knife. Three have both. How many have neither?", ("1", "4", "6"), "4"),
    ("If Rika comes to the picnic, so does Sven. If Sven comes, Tuva stays at home. Rika is coming. Does Tuva come?", ("Yes", "No", "Cannot be determined"), "No"),
    ("A three-person crew is picked from Alma, Bram, Cora, Dirk and Edda. Exactly one of Alma and Bram is on it. Cora will only sail if Dirk does. Dirk and Edda refuse to sail together. Who must be on the crew?", ("Alma", "Dirk", "Edda"), "Dirk"),
    ("Who drives the van? Odd, Pia and Rune have a van, a car and a moped, one each. Pia has the moped. Odd does not have the van.", ("Odd", "Pia", "Rune"), "Rune"),
    ("At a square table sit four players, one on each side: Ove, Pim, Rut and Siv. Ove sits across from Pim. Who sits opposite Siv?", ("Ove", "Pim", "Rut"), "Rut"),
    ("The elm is the tallest tree in the park. The birch is taller than the larch but shorter than the pine. The yew is the shortest of the five. Which tree is the second tallest?", ("Birch", "Larch", "Pine", "Yew"), "Pine"),
    ('There are three doors. Door 1: "The key is here." Door 2: "The key is not here." Door 3: "The key is not behind door 1." Only one sign is true. Where is the key?', ("Door 1", "Door 2", "Door 3"), "Door 2"),
]  # fmt: skip
SILENT = [
    ("A bag holds 4 red and 5 blue beads and some green ones. One is drawn. What is the probability that it is red?", ("4/9", "4/10", "1/2")),
    ("A loaded die is thrown. What is the probability of a six?", ("1/6", "1/3")),
    ("Two dice are thrown. What is the probability that the total is nice?", ("1/6", "1/3")),
    ("A club has 30 members. 12 row and 15 sail, and most of the rowers are tired. How many do both?", ("3", "5")),
    ("The pine is the tallest tree. The birch is taller than the larch. Something stands between them. Which is the shortest of the seven?", ("Pine", "Birch", "Larch")),
    ('Otto says, "Paul and I are the same kind." Each of them always lies or always tells the truth. Which of them is a liar?', ("Otto", "Paul", "Both", "Neither")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "options", "due"), RIGHT)
def test_it_is_answered(picked: Picked, text: str, options: tuple[str, ...], due: str) -> None:
    """Each puzzle is read whole and comes to the one option that follows."""
    assert picked(text, options) == due


@pytest.mark.parametrize(("text", "options"), SILENT)
def test_what_is_not_understood_is_not_answered(picked: Picked, text: str, options: tuple[str, ...]) -> None:
    """A word that the reader does not know the force of leaves the puzzle without an answer."""
    assert picked(text, options) is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    red=st.integers(2, 7), blue=st.integers(2, 7), back=st.booleans(),
    wanted=st.sampled_from(["both are red", "neither is red", "at least one is blue", "they are of the same colour", "the first is red and the second is blue", "exactly one is red"]),
)  # fmt: skip
def test_two_draws_have_the_chance_that_listing_gives(picked: Picked, red: int, blue: int, back: bool, wanted: str) -> None:
    """The chance answered of two draws from a bag is the share of all ordered pairs that are as wanted."""
    things = ["red"] * red + ["blue"] * blue
    pairs = itertools.product(range(red + blue), repeat=2) if back else itertools.permutations(range(red + blue), 2)
    rows = [(things[a], things[b]) for a, b in pairs]
    tests: dict[str, Callable[[tuple[str, str]], bool]] = {
        "both are red": lambda r: r == ("red", "red"), "neither is red": lambda r: "red" not in r, "at least one is blue": lambda r: "blue" in r,
        "they are of the same colour": lambda r: r[0] == r[1], "the first is red and the second is blue": lambda r: r == ("red", "blue"), "exactly one is red": lambda r: r.count("red") == 1,
    }  # fmt: skip
    due = Fraction(sum(tests[wanted](r) for r in rows), len(rows))
    options = (str(due), str(due / 2), str((1 + due) / 2))
    how = "with" if back else "without"
    text = f"A bag contains {red} red and {blue} blue marbles. Two marbles are drawn {how} replacement. What is the probability that {wanted}?"
    assert picked(text, options) == options[0]

"""Questions as people put them: forced, certain or meant; packs and drawers; selections counted; pictures; benches."""

from collections.abc import Callable, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.minds.embedded.logic.plainly import habitual, plainly

THREE = ("Yes", "No", "Cannot be determined")
Picked = Callable[[str, Sequence[str]], str | None]
RIGHT = [
    ("Each lamp in this attic was built in Oslo. Nothing built in Oslo is heavy. So is any lamp in this attic heavy?", THREE, "No"),
    ("No tailor in the town is a swimmer. Some of the nurses in the town are tailors. Does it follow that some of the nurses in the town don't swim?", ("Yes", "No"), "Yes"),
    ("All potters sing. All weavers sing. Somebody concludes that some potters are weavers. Is that conclusion forced by the two statements?", ("Yes", "No"), "No"),
    ("Only members can row here. Ms Ito is a member. Is it certain that she can row here?", ("Yes", "No"), "No"),
    ("There are 2 green and 4 white caps in the chest. Taking two without looking, what's the chance that both are green? Give a fraction.", ("1/15", "1/9", "1/3"), "1/15"),
    ("Two ordinary dice are rolled. How likely is it that the sum is at least 11? As a fraction in lowest terms.", ("1/12", "1/6", "1/18"), "1/12"),
    ("Omar draws one card from a standard pack of 52. What is the probability that it's a club or a queen?", ("4/13", "17/52", "1/4"), "4/13"),
    ("A card is drawn at random from an ordinary deck of cards. What is the probability of drawing a red king?", ("1/26", "1/13", "1/52"), "1/26"),
    ("Everybody in the choir sings soprano or alto. 10 sing soprano, 8 sing alto and 3 sing both. How many singers are in the choir?", ("15", "18", "21"), "15"),
    ("Out of 50 pupils, 30 swim and 35 dance. What's the smallest number who could do both?", ("15", "20", "30"), "15"),
    ("In a town where each person either always lies or always tells the truth, Uli says 'At least one of Vic and me is a liar.' What is Vic?", ("truth-teller", "liar"), "liar"),
    ("Three boys, one of whom broke the jug. Ed: 'It was Flo.' Flo: 'It was not me.' Gus: 'It was not me.' Just one of the three is telling the truth. Who broke the jug?", ("Ed", "Flo", "Gus"), "Gus"),
    ("Four cousins are on a sofa. Ida has the right end, Jon is right beside Ida, and Kit doesn't sit at an end. Lou is the fourth cousin. Who sits second from the left?", ("Ida", "Jon", "Kit", "Lou"), "Kit"),
    ("Round a square table for four sit Ann, Bob, Cy and Di, one to each side. Bob is not opposite Ann and neither is Cy. Who is facing Ann?", ("Bob", "Cy", "Di"), "Di"),
    ("We need three of Abe, Bea, Cal, Deb and Eli for the panel. Bea and Cal refuse to serve together, Deb only comes if Abe does, and Eli is ill. If Bea is picked, who are the other two?", ("Abe and Deb", "Abe and Cal", "Cal and Deb"), "Abe and Deb"),
    ("Two out of four spices - mace, cumin, clove, thyme - go in the soup. Mace is never put together with thyme, and clove is a must. How many choices are there?", ("2", "3", "6"), "3"),
    ("Pointing at a portrait, Karl said, 'Her husband is my brother.' How is the woman in the portrait related to Karl?", ("sister", "sister-in-law", "aunt"), "sister-in-law"),
    ("Neither Max nor Lea came to the fair. Rosa came only if Max came. Did Rosa come?", THREE, "No"),
    ("Nina's mother is the sister of Rolf's father. What are Nina and Rolf to each other?", ("siblings", "cousins", "aunt and nephew"), "cousins"),
]  # fmt: skip
SILENT = [
    ("14 speak French, 9 speak German and 6 speak both. How many people are on the bus?", ("17", "23", "29")),
    ("How many groups of two can be made out of four children if the tallest is picked first?", ("3", "6")),
    ("Omar draws one card from a pack with two jokers. What is the probability that it's a club?", ("1/4", "13/54")),
    ("Looking at a photo, Rita says: 'His son is my son.' How is the man in the photo related to Rita?", ("brother", "father")),
    ("No tailor is a swimmer. Ned can swim. Is Ned a tailor?", ("Yes", "Cannot be determined")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "options", "due"), RIGHT)
def test_everyday_wordings_are_read_to_the_answer(picked: Picked, text: str, options: tuple[str, ...], due: str) -> None:
    """Each of these wordings is understood whole and decided rightly."""
    assert picked(text, options) == due


@pytest.mark.parametrize(("text", "options"), SILENT)
def test_what_is_not_settled_or_not_understood_is_left(picked: Picked, text: str, options: tuple[str, ...]) -> None:
    """A total that nothing covers, a condition on looks, jokers, an unmarried couple: no option is answered."""
    assert picked(text, options) is None


@settings(max_examples=25, deadline=None)
@given(size=st.integers(1, 4), of=st.integers(4, 7), how=st.sampled_from(["both in or both out", "apart", "must", "out"]))
def test_selections_are_counted_as_listing_them_counts(picked: Picked, size: int, of: int, how: str) -> None:
    """The number answered is that of the subsets that keep the condition, found by listing all of them."""
    words = {
        "both in or both out": "Ann and Bob insist on being both in or both out",
        "apart": "Ann and Bob refuse to serve together",
        "must": "Ann must be chosen",
        "out": "Bob cannot be chosen",
    }[how]
    kept: dict[str, Callable[[tuple[int, ...]], bool]] = {
        "both in or both out": lambda r: (0 in r) == (1 in r),
        "apart": lambda r: not (0 in r and 1 in r),
        "must": lambda r: 0 in r,
        "out": lambda r: 1 not in r,
    }
    due = sum(kept[how](row) for row in combinations(range(of), size))
    text = f"How many different teams of {size} can be made out of {of} players if {words}?"
    options = tuple(str(n) for n in (due + 1, due, due + 5))
    assert picked(text, options) == str(due)


def test_only_a_noun_whose_verb_the_text_has_becomes_a_habit() -> None:
    """`Is a smoker` is said as `smokes` beside `smoke`; `is a butcher` stays, and a noun left over is reported."""
    assert "Ned smokes." in plainly("Ned is a smoker. All who smoke cough. Does Ned cough?")
    assert "Ned is a butcher." in plainly("Ned is a butcher. All who smoke cough. Does Ned cough?")
    assert habitual("Every smoker coughs. Ned does not smoke. Does Ned cough?") == "smoker"

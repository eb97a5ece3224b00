"""Puzzles read by one clause grammar, and speeches that are true or not: from the text to the option, or no answer."""

import itertools
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ech0.core.types import Question
from ech0.minds.embedded.logic import clues
from ech0.minds.embedded.logic.clues.speeches import speeches
from tools.symbolic.decision import decide

Picked = Callable[[str, Sequence[str]], str | None]
RIGHT = [
    ("Greta, Hamid and Ilse each brought a different dish (soup, salad or cake) on a different day (Monday, Tuesday or Wednesday). The soup came the day before the cake. Greta brought the salad. Hamid's dish came on Monday. Who brought the cake?", ("Greta", "Hamid", "Ilse", "Cannot be determined"), "Ilse"),
    ("Nils is three years older than Oda. Pim is two years younger than Nils. Rosa is a year older than Nils. Who is the second youngest?", ("Nils", "Oda", "Pim", "Rosa"), "Pim"),
    ("A five-storey building has one office per floor, and floor 1 is the lowest: a bank, a clinic, a gym, a law firm and a studio. The gym is at least two floors above the clinic. The bank is immediately below the gym. The studio is on the top floor. The law firm is lower than the clinic. On which floor is the bank?", ("2", "3", "4", "1"), "3"),
    ("A chef picks exactly two of the herbs basil, dill, mint and sage. If she picks basil, she does not pick mint. Dill is picked only if sage is. She picks mint. Which herb must the other one be?", ("basil", "dill", "sage", "Cannot be determined"), "sage"),
    ("Two of the four candidates Ivy, Jon, Kim and Leo will be hired. Ivy and Jon won't both be hired. If Kim is hired, so is Leo. Could Ivy and Kim be the two who are hired?", ("Yes", "No"), "No"),
    ("In how many different orders can Amy, Bob, Cal and Deb stand in a queue if Amy must be somewhere in front of Bob and Cal must be last?", ("2", "3", "4", "6"), "3"),
    ("A host wants as many guests as possible from Ida, Jens, Kaj and Lone. Ida and Jens won't both come. Lone comes only if Ida does. What is the largest number of guests that can come?", ("2", "3", "4"), "3"),
    ("On a train two benches face each other, two seats on each. Ove faces Pia. Rut isn't on Ove's bench. The fourth passenger is Sam. Who sits next to Ove?", ("Pia", "Rut", "Sam"), "Sam"),
    ("Lockers 1 to 4 belong to Ms Adair, Mr Boyle, Ms Crane and Mr Doyle, one each. Mr Boyle's locker number is exactly twice Ms Adair's. Mr Doyle is not in locker 3. Which locker is Mr Doyle's?", ("Locker 1", "Locker 2", "Locker 3", "It cannot be determined"), "It cannot be determined"),
    ("Four siblings queue: Kit, Lou, Max and Ned. Max isn't last, and neither is Lou. Lou is right behind Ned. Kit is last. Who is first if Max is third?", ("Kit", "Lou", "Max", "Ned"), "Ned"),
    ("Six colleagues sit evenly round a round table: Ava, Ben, Cleo, Dan, Eva and Finn. Ava is opposite Dan. Ben sits immediately to Ava's left. Cleo is not next to Ben. Eva sits opposite Ben. Who sits opposite Cleo?", ("Ava", "Dan", "Finn", "Eva"), "Finn"),
    ("There are nine pegs in one row. Uma has the fourth from the left, Vik the second from the right. How many pegs are there between theirs?", ("2", "3", "4", "5"), "3"),
    ("Whoever plays the harp is older than Tom. Tom, Una and Vic play the harp, the lute and the oboe, one each. Vic is the youngest of the three. Tom doesn't play the oboe. Who plays the oboe?", ("Tom", "Una", "Vic"), "Vic"),
]  # fmt: skip
SILENT = [
    ("Four friends sit in a row: Ann, Ben, Cat and Dov. Ann is next to Ben. Nobody sits beside somebody of the same age. Who sits at the left-hand end?", ("Ann", "Ben", "Cat", "Dov")),
    ("Ann, Ben and Cat live in a red, a green and a blue house. Ann is fond of the green house. Ben lives in the blue house. Who lives in the red house?", ("Ann", "Ben", "Cat")),
    ("Ann, Ben and Cat ran a race. Ben almost beat Ann. Cat was last. Who won?", ("Ann", "Ben", "Cat")),
    ("Four tiles lie in a row: a red, a blue, a pink and a grey one. The red tile is two from the oldest tile. The blue tile is first. Which tile is last?", ("red", "blue", "pink", "grey")),
    ("Ann is next to Ben, and she is left of Cat. Ann, Ben and Cat sit on a bench. He is first. Who is in the middle?", ("Ann", "Ben", "Cat")),
    ('Ira and Jo each either always lie or always tell the truth, or say anything when they are tired. Ira says, "Jo is a liar." Who is the liar?', ("Ira", "Jo")),
]  # fmt: skip
SPOKEN = [
    ('There are three chests, one of which holds a ruby. The iron chest reads "The ruby is in the oak chest." The oak chest reads "The ruby is not in here." The tin chest reads "The ruby is not in here." At most one of the inscriptions is true. Where is the ruby?', ("In the iron chest", "In the oak chest", "In the tin chest"), "In the tin chest"),
    ("Exactly one of four kids ate the cake. Uma: \"Vic ate it.\" Vic: \"Will ate it.\" Will: \"Vic is lying.\" Xia: \"I didn't eat it.\" Only one of the four statements is true. Who ate the cake?", ("Uma", "Vic", "Will", "Xia"), "Xia"),
    ('Each of Nora, Otto and Pam is either a truth-teller or a liar. Nora says: "Otto is lying or Pam is lying." Otto says: "Nora tells the truth." Pam says: "Exactly two of us are liars." Who is a liar?', ("Nora", "Otto", "Pam", "Cannot be determined"), "Pam"),
    ('Ned and Ola each either always lie or always tell the truth. Ned says: "If I am honest, then so is Ola." Is Ola a liar?', ("Yes", "No", "Cannot be determined"), "No"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "options", "due"), [*RIGHT, *SPOKEN])
def test_it_is_answered(picked: Picked, text: str, options: tuple[str, ...], due: str) -> None:
    """Each puzzle is read whole and comes to the one option that follows."""
    assert picked(text, options) == due


@pytest.mark.parametrize(("text", "options"), SILENT)
def test_what_is_not_understood_is_not_answered(picked: Picked, text: str, options: tuple[str, ...]) -> None:
    """A clue that says more than the grammar reads leaves the puzzle without an answer."""
    assert picked(text, options) is None


NAMES = ("Abel", "Britt", "Cosmo", "Dagny", "Edgar")
CLUES: tuple[tuple[str, int, Callable[..., bool]], ...] = (
    ("{0} is somewhere to the left of {1}.", 2, lambda a, b: a < b),
    ("{0} is immediately to the right of {1}.", 2, lambda a, b: a == b + 1),
    ("{0} and {1} are next to each other.", 2, lambda a, b: abs(a - b) == 1),
    ("{0} isn't next to {1}.", 2, lambda a, b: abs(a - b) != 1),
    ("{0} sits exactly two seats to the left of {1}.", 2, lambda a, b: a + 2 == b),
    ("Exactly one person sits between {0} and {1}.", 2, lambda a, b: abs(a - b) == 2),
    ("{0} is at one end.", 1, lambda a: a in (0, 4)),
    ("{0} is neither first from the left nor second from the left.", 1, lambda a: a > 1),
    ("{0} is in the middle or at the far right.", 1, lambda a: a in (2, 4)),
    ("If {0} is at the far left, then {1} is in the middle.", 2, lambda a, b: a != 0 or b == 2),
    ("Either {0} or {1} is at the far right.", 2, lambda a, b: (a == 4) != (b == 4)),
    ("{0} sits between {1} and {2}.", 3, lambda a, b, c: b < a < c or c < a < b),
    ("Neither {0} nor {1} is in the middle.", 2, lambda a, b: 2 not in (a, b)),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seats=st.permutations(range(5)),
    drawn=st.lists(st.tuples(st.integers(0, len(CLUES) - 1), st.permutations(NAMES)), min_size=2, max_size=6),
)
def test_clues_mean_what_every_row_of_five_says(seats: list[int], drawn: list[tuple[int, list[str]]]) -> None:
    """Against all 120 rows: what the grammar makes of true clues leaves just those who can sit at the left end."""
    place = dict(zip(NAMES, seats, strict=True))
    true = [(t, names[:n], holds) for k, names in drawn for t, n, holds in [CLUES[k]] if holds(*(place[x] for x in names[:n]))]
    told = " ".join(t.format(*names) for t, names, _ in true)
    if not true:
        return
    rows = [
        dict(zip(NAMES, row, strict=True))
        for row in itertools.permutations(range(5))
        if all(holds(*(row[NAMES.index(x)] for x in names)) for _, names, holds in true)
    ]
    left = {name for row in rows for name in NAMES if row[name] == 0}
    text = f"Abel, Britt, Cosmo, Dagny and Edgar sit in a row. {told} Who is at the far left?"
    plan = clues.plan(Question(text=text, options=NAMES), "")
    assert plan is not None
    check = decide(plan.subproblems[0].claims[0], {})
    assert check.verdict != "inconsistent"
    assert ({NAMES[check.choice]} if check.choice is not None else set()) == (left if len(left) == 1 else set())


def test_speeches_are_kept_apart_from_what_is_told() -> None:
    """Quotes before and after their speaker, two in a sentence, and reported words; the rest is what is told."""
    said, rest = speeches('A jar broke. "I did it," says Ann. Ben says: "No!" and Cat says, "Ann lies." Dov says that he is honest. Who lies?')
    assert [(s.who, s.said) for s in said] == [("ann", "I did it,"), ("ben", "No!"), ("cat", "Ann lies."), ("dov", "I am honest")]
    assert rest == ["A jar broke.", "Who lies?"]

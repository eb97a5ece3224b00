"""Puzzles over finite domains in free English, from the text to the option: right, or no answer."""
# ruff: noqa: ARG005  every meaning is given all four places, whether it speaks of them or not

import itertools
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.expression import evaluate, parse
from ech0.core.types import FiniteClaim, Question
from ech0.minds.embedded import logic
from ech0.minds.embedded.logic.forms import Unreadable
from ech0.minds.embedded.logic.puzzles import lists
from ech0.minds.embedded.logic.puzzles.setting import setting
from ech0.minds.embedded.logic.puzzles.statements import Grammar
from tools.symbolic.decision import decide

ROW = "Five jars—an ochre jar, a teal jar, a pink jar, a grey jar, and a lilac jar—stand in a row from left to right."
TALKS = (
    "Exactly six speakers—Amaro, Bitsui, Castell, Dvorak, Ekwueme, and Farro—each give one talk, one at a time. The order "
    "of the talks is subject to the following conditions: Amaro speaks at some time before Bitsui. Castell speaks either "
    "first or sixth. Neither Dvorak nor Ekwueme speaks last. Farro speaks immediately after Dvorak. If Castell speaks "
    "first, then Ekwueme speaks no later than third."
)
CREW = (
    "A captain will select exactly four sailors from among seven: three deckhands—Juno, Kip, and Lorne—and four cooks—Mabel, "
    "Nash, Opal, and Pim. The following requirements apply: At least one deckhand must be selected. If Juno is selected, "
    "then Nash cannot be selected. Mabel and Opal are not both selected. Pim is selected only if Kip is selected."
)
ROOMS = (
    "Each of seven clerks—Abt, Bolt, Crane, Dorn, Elm, Frey, and Gant—works in exactly one of two offices—the north office or "
    "the south office. The following conditions hold: If Abt works in the north office, then Bolt works in the south office. "
    "Crane works in a different office from the one in which Dorn works. Elm works in the same office as Frey. If Gant works "
    "in the south office, so does Abt."
)
WEEK = (
    "A laboratory's five instruments—a balance, a centrifuge, a furnace, a microscope, and a spectrometer—are inspected from "
    "Monday through Friday, one instrument per day. The following conditions apply: The furnace is inspected earlier in the "
    "week than the balance. The microscope is not inspected on Monday. The centrifuge is inspected on the day immediately "
    "before the spectrometer. Either the balance or the microscope is inspected on Wednesday."
)
PUZZLES = [
    ((f"{ROW} The teal jar is two places to the right of the ochre jar. The pink jar is at one end. The grey jar is "
     "immediately to the left of the pink jar. Which jar is in the middle?"), ("ochre", "teal", "pink", "grey", "lilac"), "B"),
    ("Ada, Bo, Cy and Dee queue for tea. Bo is right behind Dee. Nobody is behind Ada. Cy isn't at the front. Who is second in line?",
     ("Ada", "Bo", "Cy", "Dee"), "B"),
    ("Four horses ran a race: Ajax, Bronte, Cleo and Duke. Ajax beat Cleo, but Duke finished ahead of Ajax. Bronte came last. Who won the race?",
     ("Ajax", "Bronte", "Cleo", "Duke"), "D"),
    ("Three sisters, Una, Viv and Wren, have different heights. Una is taller than Viv. Wren is not as tall as Viv. Who is the shortest?",
     ("Una", "Viv", "Wren"), "C"),
    (("There are four lamps in a shop: the oval lamp, the square lamp, the brass lamp and the glass lamp. The brass lamp costs more than the "
     "oval lamp. The oval lamp is more expensive than the glass lamp. The square lamp is the dearest. Which lamp is the second cheapest?"),
     ("the oval lamp", "the square lamp", "the brass lamp", "the glass lamp"), "A"),
    ("Ilse, Jon and Kim each have a different pet: a cat, a dog and a newt. Jon doesn't have the cat. Kim has neither the cat nor the dog. Who has the dog?",
     ("Ilse", "Jon", "Kim"), "B"),
    (("Six people sit on a bench: Ana, Ben, Col, Dot, Eli and Fay. Exactly two people sit between Ana and Ben. Ana is leftmost. Col is next to "
     "Ben but not next to Dot. Eli is third from the left. Fay is somewhere to the right of Col. Who sits at the right end?"),
     ("Ana", "Ben", "Col", "Dot", "Fay"), "E"),
    (TALKS + " Which one of the following could be the order in which the speakers talk, from first to last?",
     ("Amaro, Bitsui, Dvorak, Farro, Ekwueme, Castell", "Castell, Amaro, Bitsui, Ekwueme, Dvorak, Farro",
      "Dvorak, Farro, Bitsui, Amaro, Ekwueme, Castell", "Castell, Ekwueme, Dvorak, Amaro, Farro, Bitsui",
      "Castell, Amaro, Ekwueme, Bitsui, Farro, Dvorak"), "A"),
    (TALKS + " If Castell speaks first, then each of the following could be true EXCEPT:",
     ("Amaro speaks second.", "Ekwueme speaks second.", "Bitsui speaks third.", "Dvorak speaks fifth.", "Farro speaks sixth."), "C"),
    (TALKS + " Which one of the following CANNOT be true?",
     ("Amaro speaks first.", "Bitsui speaks second.", "Dvorak speaks fifth.", "Farro speaks first.", "Ekwueme speaks third."), "D"),
    (CREW + " Which one of the following could be a complete and accurate list of the sailors selected?",
     ("Juno, Kip, Nash, Pim", "Kip, Lorne, Mabel, Pim", "Lorne, Mabel, Nash, Pim", "Kip, Mabel, Opal, Pim", "Juno, Lorne, Nash, Opal"), "B"),
    (CREW + " If Nash and Pim are selected, then which one of the following must be true?",
     ("Kip is selected.", "Lorne is selected.", "Mabel is selected.", "Opal is selected.", "Mabel is not selected."), "A"),
    (ROOMS + " If Abt works in the north office, then which one of the following must be true?",
     ("Bolt works in the south office.", "Crane works in the north office.", "Dorn works in the south office.",
      "Elm works in the north office.", "Gant works in the south office."), "A"),
    (ROOMS + " Which one of the following pairs of clerks CANNOT both work in the south office?",
     ("Abt and Bolt", "Crane and Dorn", "Elm and Frey", "Bolt and Gant", "Dorn and Elm"), "B"),
    (WEEK + " If the microscope is inspected on Wednesday, then which one of the following must be true?",
     ("The furnace is inspected on Tuesday.", "The balance is inspected on Friday.", "The centrifuge is inspected on Thursday.",
      "The spectrometer is inspected on Monday.", "The furnace and the balance are inspected on consecutive days."), "E"),
    (WEEK + " If the balance is inspected on Wednesday, then which one of the following instruments must be inspected on Tuesday?",
     ("the balance", "the centrifuge", "the furnace", "the microscope", "the spectrometer"), "D"),
    ("Tam, Uri and Val took the first three places. Tam was faster than Uri. Val was faster than Tam. Was Uri last?", ("Yes", "No"), "A"),
    (("Five books stand on a shelf: an atlas, a diary, a novel, a guide and a primer. The atlas is between the diary and the novel. The guide is "
     "leftmost. The primer is rightmost. Is the atlas in the middle?"), ("Yes", "No"), "A"),
    ("Out of four swimmers, Moe finished two places behind Lou. Nat came right after Moe. Which statement is correct?",
     ("Pat came second.", "Pat came first.", "Nat came third.", "Lou came second."), None),
]  # fmt: skip
TRAPS = [  # a careless reader answers these; nothing follows from what is said, or something is not said plainly
    ("Ann, Ben and Cid stand in a line. Ann's brother is in front of Ben. Cid is last. Who is first?", ("Ann", "Ben", "Cid")),
    ("Ann, Ben and Cid stand in a line. Ann is probably before Ben. Cid is last. Who is first?", ("Ann", "Ben", "Cid")),
    ("Ann, Ben and Cid stand in a line. Ann stood before Ben until she moved. Cid is last. Who is first?", ("Ann", "Ben", "Cid")),
    ("Ann, Ben and Cid stand in a line. Ann is before Ben or Cid is last. Who is first?", ("Ann", "Ben", "Cid")),
    ("Ann, Ben and Cid ran a race. Ann beat Ben and Cid or Ben beat Cid. Cid was last. Who won?", ("Ann", "Ben", "Cid")),
    ("Ann, Ben and Cid stand in a line. Some say that Ann is before Ben. Cid is last. Who is first?", ("Ann", "Ben", "Cid")),
    ("Ann, Ben, Cid and Dan stand in a line. Ann almost stands before Ben. Cid is last. Dan is third. Who is first?", ("Ann", "Ben", "Cid")),
    ("The van belongs to Ann, Ben or Cid. Ann is before Ben. Cid is last. Who is first?", ("Ann", "Ben", "Cid", "Dan")),
    ("Four boxes are numbered 1 to 4 and stand on one another: ash, birch, cedar, elm. Ash is above birch. Cedar is box 1. Elm is box 2. Which is box 3?",
     ("ash", "birch", "cedar", "elm")),
]  # fmt: skip


def answer(text, options):
    """The letter that the reader and the checker pick, or `None`."""
    plan = logic.plan(Question(text=text, options=options), "")
    if plan is None or plan.missing or not plan.subproblems:
        return None
    claim = plan.subproblems[0].claims[0]
    picked = logic.choice(decide(claim, {}), options)
    return None if picked is None else "ABCDE"[picked]


@pytest.mark.parametrize(("text", "options", "gold"), PUZZLES, ids=[str(n) for n in range(len(PUZZLES))])
def test_a_puzzle_is_solved(text, options, gold):
    """The option that follows is picked; where the text does not give it, none is."""
    assert answer(text, options) == gold


@pytest.mark.parametrize(("text", "options"), TRAPS)
def test_what_is_not_said_plainly_is_not_answered(text, options):
    """A brother is somebody else, `probably` is no fact, and an alternative decides nothing."""
    assert answer(text, options) is None


def read(text):
    """The expressions of a puzzle's claim, with `t0` for the first thing."""
    plan = logic.plan(Question(text=text, options=("Ann", "Ben", "Cid", "Dan")), "")
    claim = plan.subproblems[0].claims[0]
    said = [c.expression for c in claim.constraints if c.text != "no two share a place"]
    return said, plan


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Ann is somewhere to the left of Ben.", lambda a, b, c, d: a < b),
        ("Ann is exactly two places behind Ben.", lambda a, b, c, d: a - b == 2),
        ("Ann is at least two places behind Ben.", lambda a, b, c, d: a - b >= 2),
        ("Ann is before both Ben and Cid.", lambda a, b, c, d: a < b and a < c),
        ("Ann is after either Ben or Cid, but not both.", lambda a, b, c, d: (a > b) != (a > c)),
        ("Neither Ann nor Ben is last.", lambda a, b, c, d: 4 not in (a, b)),
        ("Ann is no later than second.", lambda a, b, c, d: a <= 2),
        ("Ann is immediately before or immediately after Ben.", lambda a, b, c, d: abs(a - b) == 1),
        ("If Ann is first, then Ben is not last.", lambda a, b, c, d: a != 1 or b != 4),
        ("Ann is first only if Ben is last.", lambda a, b, c, d: a != 1 or b == 4),
        ("Ann is first if and only if Ben is last.", lambda a, b, c, d: (a == 1) == (b == 4)),
        ("Ann is first unless Ben is first.", lambda a, b, c, d: b == 1 or a == 1),
        ("If Ann is first, then Ben is last, and vice versa.", lambda a, b, c, d: (a == 1) == (b == 4)),
        ("There is exactly one person between Ann and Ben.", lambda a, b, c, d: abs(a - b) == 2),
        ("Ann is between Ben and Cid.", lambda a, b, c, d: b < a < c or c < a < b),
        ("Only Ann is before Ben.", lambda a, b, c, d: a < b and c > b and d > b),
        ("Nobody is behind Ann.", lambda a, b, c, d: a == 4),
        ("Right behind Ann is Ben.", lambda a, b, c, d: b - a == 1),
        ("Ann has Ben right behind her.", lambda a, b, c, d: b - a == 1),
        ("Ann is behind Ben but not right behind him.", lambda a, b, c, d: a - b > 1),
        ("Ann and Ben are not next to each other.", lambda a, b, c, d: abs(a - b) != 1),
        ("Ann is at one end.", lambda a, b, c, d: a in (1, 4)),
        ("Exactly two of Ann, Ben and Cid are before Dan.", lambda a, b, c, d: (a < d) + (b < d) + (c < d) == 2),
        ("Ann is in front of Ben, who is third.", lambda a, b, c, d: a < b == 3),
        ("Ann is among the first two.", lambda a, b, c, d: a <= 2),
        ("Either Ann is first or Ben is last, but not both.", lambda a, b, c, d: (a == 1) != (b == 4)),
    ],
)
def test_a_statement_says_of_each_order_what_it_should(said, wanted):
    """Checked on all orders of four, against what the sentence means."""
    expressions, plan = read(f"Ann, Ben, Cid and Dan stand in a line. {said} Who is first?")
    assert not plan.missing
    tree = parse(expressions[0])
    for order in itertools.permutations((1, 2, 3, 4)):
        held = {f"t{n}__place": float(place) for n, place in enumerate(order)}
        assert bool(evaluate(tree, held)) == wanted(*order), order


@settings(max_examples=25, deadline=None)
@given(st.permutations(["Ada", "Bo", "Cy", "Di", "Ed"]), st.integers(0, 10**6))
def test_clues_that_leave_one_order_give_it(order, seed):
    """Clues drawn at random until one order is left: the reader finds who is where, against trying all orders."""
    draw = random.Random(seed)
    place = {name: n + 1 for n, name in enumerate(order)}
    left = list(itertools.permutations(sorted(order)))
    told = []
    while len(left) > 1:
        a, b = draw.sample(order, 2)
        gap = place[b] - place[a]
        if gap > 1:
            said, keeps = f"{a} is somewhere before {b}.", lambda o, a=a, b=b: o.index(a) < o.index(b)
        elif gap == 1:
            said, keeps = f"{b} comes right after {a}.", lambda o, a=a, b=b: o.index(b) - o.index(a) == 1
        else:
            said, keeps = f"{a} is not immediately before {b}.", lambda o, a=a, b=b: o.index(b) - o.index(a) != 1
        told.append(said)
        left = [o for o in left if keeps(o)]
    names = sorted(order)
    text = f"Five people, {', '.join(names[:-1])} and {names[-1]}, stand in a queue. {' '.join(told)} Who is third?"
    assert answer(text, tuple(names)) == "ABCDE"[names.index(order[2])]


WORDS = (
    "Ann Ben Cid Dan and or not if then is are before after next to between first last third the a of in row line , . ; "
    "exactly one two either neither nor who which each different day Monday : — must could who? only selected same as"
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=50).map(" ".join))
def test_noise_costs_little_and_its_claims_are_valid(noise):
    """Any words after a setting give a plan or none, soon; a claim that comes of them is one the checker takes."""
    begun = time.perf_counter()
    plan = logic.plan(
        Question(text=f"Ann, Ben, Cid and Dan stand in a row. {noise} Who is first?", options=("Ann", "Ben")), "x"
    )
    assert time.perf_counter() - begun < 5
    for part in plan.subproblems if plan else ():
        for claim in part.claims:
            type(claim).model_validate_json(claim.model_dump_json())
            assert decide(claim).verdict != "not_formalised"


MARKS = (
    "@0 @1 @2 V:place:1 V:place:2 R:place:< R:place:>1 R:place:<= N B BI E O:1 S:place D:place G:==:1 Q:>=:1 K:0 IN W , and "
    "or nor but not both either neither if then unless only so nobody each_other vice_versa"
).split()


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=12))
def test_any_row_of_marks_is_read_or_refused(row):
    """No row of marks breaks the grammar: it gives an expression that parses, or says that it cannot read it."""
    scene = setting(("Ann, Ben and Cid stand in a line.",), "Who is first?", ()).scene
    try:
        expression = Grammar(scene).statement(row)
    except Unreadable:
        return
    parse(expression)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Four friends, Ann, Ben, Cid and Dan, run.", ("Ann", "Ben", "Cid", "Dan")),
        ("There are three cars: a red car, a blue car and a black car.", ("red", "blue", "black")),
        ("Each of three pets—a cat, a dog, and a newt—sleeps.", ("cat", "dog", "newt")),
        ("They play the oboe, the harp and the tuba, one each.", ("oboe", "harp", "tuba")),
        ("Three friends, Ann and Ben, run.", None),
    ],
)
def test_a_list_is_its_items(text, items):
    """Articles, shared nouns and what surrounds the list are no part of it; a wrong count makes it none."""
    found = lists.lists(text)
    assert (found[0].items if found else None) == items


def test_a_setting_that_leaves_open_who_may_share_is_none():
    """Three into three may be one each or not: without a word for it there is no scene."""
    with pytest.raises(Unreadable, match="share"):
        setting(("Ann, Ben and Cid work from Monday to Wednesday.",), "Who works on Monday?", ())


def test_the_claim_keeps_the_words():
    """Every constraint carries its sentence, and a choice names those that it needs."""
    text = "Ann, Ben and Cid stand in a line. Ann is before Ben. Ben is before Cid. Cid is not first. Who is last?"
    plan = logic.plan(Question(text=text, options=("Ann", "Ben", "Cid")), "")
    claim = plan.subproblems[0].claims[0]
    assert isinstance(claim, FiniteClaim)
    check = decide(claim)
    assert {"Ann is before Ben.", "Ben is before Cid."} <= set(check.premises)
    assert "Cid is not first." not in check.premises

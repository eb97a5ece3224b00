"""Logic puzzles as people word them: right, or not answered, but never wrong."""

import pytest

from ech0.core.types import Question
from ech0.minds.embedded import logic
from tools.symbolic.decision import decide

TFU = ("True", "False", "Unknown")
TF = ("True", "False")

FACTS_AND_RULES = [
    ("Anyone who plays chess is patient. Marta plays chess. True or false: Marta is patient.", TF, 0),
    ("No reptile has fur. Every gecko is a reptile. Iggy is a gecko. Is it true that Iggy has fur?", ("Yes", "No"), 1),
    ("Olga isn't tired. Whenever someone isn't tired, they're cheerful. Is Olga cheerful?", ("Yes", "No"), 0),
    ("Only members may not smoke. Only members are welcome. Piet is welcome. True or false? Piet is a member.", TF, 0),
    ("Only members are welcome. Piet is welcome. True or false? Piet is a member.", TF, 0),
    ("The lamp is on unless the fuse is blown. The fuse is not blown. True, false or unknown? The lamp is on.", TFU, 0),
    ("All metals conduct electricity. Copper is a metal. Does copper conduct electricity?", ("Yes", "No"), 0),
    ("Neither Tom nor Vera is hungry. If Vera isn't hungry, then Vera will be late. Is Vera late?", ("Yes", "No"), 0),
    (("Being a violinist means being a musician. Musicians are disciplined. Ida is a violinist. "
     "True or false: Ida is disciplined."), TF, 0),
    (("Every robot that is charged moves. Unit is a robot. Unit is charged. Is the following statement true or false? Unit does not move."), TF, 1),
    ("Nobody who lives in Oslo owns a camel. Jon lives in Oslo. Does Jon own a camel?", ("Yes", "No"), 1),
    ("Sparrows are birds. Birds can fly. Pip is a sparrow. Can Pip fly?", ("Yes", "No"), 0),
    ("Some painters are rich. Nina is a painter. Is Nina rich?", ("Yes", "No", "Cannot be determined"), 2),
    ("Most swans are white. Sid is a swan. True, false or unknown: Sid is white.", TFU, 2),
    ("If X is the parent of Y then X is older than Y. Ruth is the parent of Leo. True or false: Ruth is older than Leo.",
     TF, 0),
    ("A plant is green if it gets light. The fern gets light. The fern is a plant. Is the fern green?", ("Yes", "No"), 0),
    ("Kim likes the goat. If someone likes the goat, the goat likes them. True or false: the goat likes Kim.", TF, 0),
    ("Igor is either at home or at work. Igor is not at home. True or false: Igor is at work.", TF, 0),
    (("Premises: All squares are rectangles. All rectangles are polygons. Conclusion: All squares are polygons. Does the conclusion follow?"), ("Yes", "No"), 0),
    ("There is no wizard that is boring. Gwen is a wizard. So is Gwen boring?", ("Yes", "No"), 1),
    ("Mia's sister is tall. Tall people play basketball. True, false or unknown? Mia's sister plays basketball.", TFU, 0),
    ("Everyone in the team is fit. Ada is in the team. True or false: Ada is fit.", TF, 0),
    ("Hens and goats are pets. Pets are loved. Felix is a hen. Is Felix loved?", ("Yes", "No"), 0),
    ("Rita is kind but not rich. Kind people who aren't rich are admired. True or false: Rita is admired.", TF, 0),
    ("Zed is a drone. Drones aren't alive. Things that aren't alive don't eat. Does Zed eat?", ("Yes", "No"), 1),
    ("If the alarm rings then the guard wakes up. The alarm rings. True or false: the guard wakes up.", TF, 0),
    ("Hana is a nurse, and nurses are careful. Given this, is it true that Hana is careful?", ("Yes", "No"), 0),
    ("Every student except Paul passed. Paul is a student. True or false: Paul passed.", TF, None),
    ("Bo is happy only if Bo is fed. Bo is happy. True or false? Bo is fed.", TF, 0),
    ("It is not the case that Uma is brave. Anybody who is not brave stays home. True or false? Uma stays home.", TF, 0),
]  # fmt: skip

ORDERS = [
    (("Four runners, Ann, Ben, Cleo and Dan, ran a race. Ann finished before Ben. Cleo finished right behind Ben. Dan was last. Who finished first?"), ("Ann", "Ben", "Cleo", "Dan"), 0),
    (("Three boxes stand in a row: a red box, a blue box and a green box. The blue box is not at either end. The red box is to the right of the blue box. Which of the following is true?"),
     ("The green box is the leftmost.", "The red box is the leftmost.", "The blue box is the leftmost."), 0),
    (("Five books are on a shelf: an atlas, a novel, a diary, a cookbook and a manual. The atlas is between the novel and the diary. The manual is two places to the right of the diary. The novel is first. The atlas is the second from the left. Which of the following must be true?"),
     ("The diary is third from the left.", "The cookbook is the rightmost.", "The manual is fourth from the left."), 0),
    ("Lena, Mo and Nils queue at a counter. Nils is directly in front of Lena. Mo isn't last. Who is at the front?",
     ("Lena", "Mo", "Nils"), 1),
    (("There are four towers: North, Crown, Mill and Gate. Crown is taller than Mill. Gate is shorter than Mill. North is the tallest. Which one is the shortest?"), ("North", "Crown", "Mill", "Gate"), 3),
    (("Three cars: a coupe, a wagon and a barge. The coupe is newer than the wagon but older than the barge. Is the barge the newest?"), ("Yes", "No"), 0),
    ("Ava, Bea and Cai stand in a line. Ava is next to Bea. Cai is first. Which of the following could be true?",
     ("Bea is first.", "Ava is second.", "Cai is last."), 1),
    ("Three jars, labelled P, Q and R, are on a rack. P is heavier than Q. Q is heavier than R. Which is the lightest?",
     ("P", "Q", "R"), 2),
    (("Six flags hang in a row: red, blue, green, white, black and pink. Someone moved the pink flag. The red flag is leftmost. Which flag is rightmost?"), ("red", "blue", "green", "white", "black", "pink"), None),
    (("Four pies cost different amounts: apple, cherry, plum and pear. The plum is the second most expensive. The pear is cheaper than the plum. The apple is less expensive than the pear. Which of the following is true?"),
     ("The apple is the most expensive.", "The cherry is the most expensive.", "The pear is the cheapest."), 1),
]  # fmt: skip
ITEMS = FACTS_AND_RULES + ORDERS


def answer(text, options, semantics=None):
    """The option that the reader and the checker pick, or `None` if they abstain."""
    plan = logic.plan(Question(text=text, options=options, semantics=semantics), "")
    if plan is None or plan.missing or not plan.subproblems:
        return None
    checks = [decide(claim, {}) for claim in plan.subproblems[0].claims]
    if plan.label == "puzzle":
        return None if checks[0].verdict == "underdetermined" and plan.unread else logic.choice(checks[0], options)
    return logic.picked(plan, logic.settled(plan, checks), options)


UNDECIDED = [  # what a careless reading would answer; the truth is `Unknown`, or that it is not understood
    "Ned likes Carl. He is nice. Nice people are happy. True, false or unknown: Ned is happy.",
    "Ann is tall. Ned is big if he is red. Ann is red. True, false or unknown: Ned is big.",
    "Not all hens are lazy. Tom is a hen. True, false or unknown: Tom is lazy.",
    "Ned was kind. Ned is tall. True, false or unknown: Ned is kind.",
    "Ned might be kind. Kind people are nice. True, false or unknown: Ned is nice.",
    "Ned believes that Carl is rich. Rich people are happy. True, false or unknown: Carl is happy.",
    "Rolf is a guinea pig. All pigs are pink. True, false or unknown: Rolf is pink.",
    "Rolf is a former teacher. Teachers are strict. True, false or unknown: Rolf is strict.",
    "Rolf is hardly kind. Kind people are nice. True, false or unknown: Rolf is nice.",
    "The goat is asleep. The hen purrs unless it is asleep. True, false or unknown: The hen purrs.",
    "If it rains, the street is wet. The street is wet. True, false or unknown: It rains.",
    "Anyone who is rich and famous is invited. Liz is famous. True, false or unknown: Liz is invited.",
    "If someone is kind, someone is happy. Ned is kind. True, false or unknown: Ned is happy.",
    "Usually birds fly. Pip is a bird. True, false or unknown: Pip flies.",
    "Hens with long hair are lazy. Tom is a hen. True, false or unknown: Tom is lazy.",
    "All the hens in the house are red. Tom is a hen. True, false or unknown: Tom is red.",
    "The man next to Ned is tall. True, false or unknown: Ned is tall.",
    "Ned is kind? Kind people smile. True, false or unknown: Ned smiles.",
    "Three of the hens are red. Tom is a hen. True, false or unknown: Tom is red.",
]
DECIDED = [  # True or False: an abstention is allowed, `Unknown` would be wrong
    ("Tom is taller than Ben. Ben is taller than Sue. True, false or unknown: Tom is taller than Sue.", 0),
    ("Rich people and famous people are invited. Liz is famous. True, false or unknown: Liz is invited.", 0),
    ("Ned is kind. Kindness implies happiness. True, false or unknown: Ned is happy.", 0),
    ("Ned is red or blue. Everything red is big. Everything blue is big. True, false or unknown: Ned is big.", 0),
    ("Rolf is a goat. The goat is brown. True, false or unknown: Rolf is brown.", 0),
    ("Sue likes hens. Tom is a hen. True, false or unknown: Sue likes Tom.", 0),
    ("Tim is unhappy. True, false or unknown: Tim is happy.", 1),
    ("You can't enter if you aren't a member. Joe isn't a member. True, false or unknown: Joe can enter.", 1),
    ("Ned, who is kind, is tall. Kind people smile. True, false or unknown: Ned smiles.", 0),
    ("Either Ned is kind or Carl is kind. Ned is not kind. True, false or unknown: Carl is kind.", 0),
    ("Rolf is no hen. Everything that is not a hen barks. True, false or unknown: Rolf barks.", 0),
]


@pytest.mark.parametrize(("text", "options", "gold"), ITEMS, ids=[str(n) for n in range(len(ITEMS))])
def test_free_wording_is_read_right_or_not_at_all(text, options, gold):
    """No item gets a wrong option; where nothing follows from what can be read, there is no choice."""
    assert answer(text, options) in (gold, None)


def test_most_free_wording_is_read():
    """Of the items that have an answer at least nine in ten get it: abstaining on everything would be no reader."""
    answerable = [item for item in ITEMS if item[2] is not None]
    right = sum(answer(text, options) == gold for text, options, gold in answerable)
    assert right >= 0.9 * len(answerable)


@pytest.mark.parametrize("text", UNDECIDED)
def test_a_trap_is_not_fallen_into(text):
    """What only seems to follow is `Unknown`, or the sentence is not understood; it is never true or false."""
    assert answer(text, TFU) in (2, None)


@pytest.mark.parametrize(("text", "gold"), DECIDED)
def test_what_the_rules_may_miss_is_not_called_unknown(text, gold):
    """`Unknown` is said only where nothing in the text was left over; otherwise the reader abstains."""
    assert answer(text, TFU) in (gold, None)

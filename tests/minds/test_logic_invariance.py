"""What must not matter does not: order, names, contractions. Noise gets no answer and breaks nothing."""

import os
import random
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from ech0.core.types import Question
from ech0.minds.embedded import logic
from tools.symbolic.decision import decide

TFU = ("True", "False", "Unknown")
STORY = (
    "Every baker who owns an oven is warm.", "Otto is a baker.", "Otto owns an oven.", "Warm people aren't gloomy.",
    "Nobody who is gloomy sings.", "Some bakers are old.", "Eva is gloomy.", "Whoever lacks an oven buys bread.",
)  # fmt: skip
ASKED = (("Otto is warm.", 0), ("Otto is gloomy.", 1), ("Eva sings.", 1), ("Otto is old.", 2))


def answer(text):
    """The option that all readings pick."""
    plan = logic.plan(Question(text=text, options=TFU), "")
    if plan is None or plan.missing or not plan.subproblems:
        return None
    checks = [decide(claim) for claim in plan.subproblems[0].claims]
    return logic.picked(plan, logic.settled(plan, checks), TFU)


@settings(max_examples=25, deadline=None)
@given(st.permutations(STORY), st.sampled_from(ASKED))
def test_the_order_of_the_sentences_does_not_matter(story, asked):
    """Any order of sentences that do not lean on one another gives the same verdict."""
    assert answer(f"{' '.join(story)} {asked[0]}") == asked[1]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["Bela", "Carlo", "Dora", "Gus", "Hetty", "Zoe"]), min_size=2, max_size=2, unique=True))
def test_names_do_not_matter(names):
    """Whoever the individuals are called, the verdicts are the same."""
    for asked, wanted in ASKED:
        text = f"{' '.join(STORY)} {asked}".replace("Otto", names[0]).replace("Eva", names[1])
        assert answer(text) == wanted


def test_a_contraction_is_what_it_stands_for():
    """Written out or not, the claim is the same."""
    for asked, wanted in ASKED:
        assert answer(f"{' '.join(STORY)} {asked}".replace("aren't", "are not")) == wanted


NOISE = ["blorf", "the", "of", ";", "(", "not", "and", "whom", "12", "—", "if", "than", "every", "'s", "is", "either"]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_a_broken_sentence_breaks_nothing(seed):
    """With words struck out, doubled or put in, what follows from the sentences left is still what is answered."""
    draw = random.Random(seed)
    story = list(STORY)
    at = draw.randrange(len(story))
    words = story[at].split()
    for _ in range(draw.randint(1, 4)):
        n = draw.randrange(len(words))
        words[n : n + 1] = draw.choice(
            ([], [words[n], words[n]], [words[n], draw.choice(NOISE)], [draw.choice(NOISE)])
        ) or ["-"]
    story[at] = " ".join(words)
    assert answer(f"{' '.join(story)} Otto is a baker.") in ((0, None) if at != 1 else (0, 1, 2, None))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*NOISE, "Otto", "gleek", "trundle", "because", "which"]), min_size=4, max_size=40))
def test_noise_gets_no_answer(words):
    """Words in no order are no facts: nothing is true or false by them."""
    assert answer(f"{' '.join(words)}. {' '.join(reversed(words))}. Mira is a zorple.") in (None, 2)


def test_a_plan_is_the_same_in_every_process():
    """What a text is read as, and the order of what is left open, does not hang on how a process hashes words."""
    told = "Ruth admires Otto. If someone admires Otto and plays the flute, then Otto admires them back. Ruth plays a harp of some sort."
    script = (
        "from ech0.core.types import Question; from ech0.minds.embedded import logic; "
        f"print(logic.plan(Question(text={f'{told} Otto admires Ruth.'!r}, options={TFU!r}), '').model_dump_json())"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    ]
    assert b"linked to nothing else" in said[0]
    assert len(set(said)) == 1

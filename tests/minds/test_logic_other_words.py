"""What is said in other words than it is asked: it may prove, it never lets anybody say that nothing is known."""

import pytest

from ech0.core.types import Question
from ech0.minds.embedded import logic
from ech0.minds.embedded.logic.links import links, root
from tools.symbolic.decision import decide

TFU = ("True", "False", "Unknown")


def judged(text: str) -> str | None:
    """The option that is picked, or nothing."""
    plan = logic.plan(Question(text=text, options=TFU), "")
    if plan is None or plan.missing or not plan.subproblems:
        return None
    said = logic.settled(plan, [decide(claim, {}) for claim in plan.subproblems[0].claims])
    picked = logic.picked(plan, said, TFU)
    return None if picked is None else TFU[picked]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Whoever bakes is up early. Rolf is baking. True, false or unknown: Rolf is up early.", "True"),
        ("A weld that was inspected is sound. Weld 7 was inspected on Friday. Statement: weld 7 is sound.", "True"),
        ("If the kiln stays hot, the glaze melts. The kiln is hot. Statement: the glaze melts.", None),
        ("If the kiln is hot, the glaze melts. The kiln stays hot. Statement: the glaze melts.", "True"),
        ("Tea drinkers sleep badly. Ove drinks tea. Statement: Ove sleeps badly.", "True"),
        ("Anyone in the mill wears a mask. Ulla works in the mill. Statement: Ulla wears a mask.", "True"),
        ("Everyone in the crew can swim. Nuno is a member of the crew. Statement: Nuno can swim.", "True"),
    ],
)
def test_like_wordings_prove(text: str, answer: str | None) -> None:
    """A form of the same word, an adjunct more, a doer or a place connects a fact with a rule; not the other way."""
    assert judged(text) == answer


@pytest.mark.parametrize(
    "text",
    [
        "Whoever has finished the course is hired. Kofi almost finished the course. Statement: Kofi is hired.",
        "Whoever finished the course on Friday is hired. Kofi finished the course. Statement: Kofi is hired.",
        "All hands are cooks or stokers. Vera is a hand. She is not on the stoker rota. Statement: Vera is a cook.",
    ],
)
def test_a_likeness_that_proves_nothing_forbids_unknown(text: str) -> None:
    """Where a fact may say what a rule asks, in words that are no proof of it, nothing is concluded."""
    assert judged(text) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Every cook who signed gets a key, and nobody else does. Ida did not sign. Statement: Ida gets a key.", "False"),
        ("The guests drink beer or wine, never both. Ned is a guest. Ned drinks beer. Statement: Ned drinks wine.", None),
        ("All guests drink beer or wine, never both. Ned is a guest. Ned drinks beer. Statement: Ned drinks wine.", "False"),
        ("Every lathe was oiled, but no drill was. The Bosch is a drill. Statement: the Bosch was oiled.", "False"),
        ("It's not true that any old boat is insured. The Gull is an old boat. Statement: the Gull is insured.", "False"),
        ("There are no moths in the attic. The Atlas is a moth. Statement: the Atlas is in the attic.", "False"),
        ("If Ann comes to the fair, Ben comes too. Ann comes to the fair. Statement: Ben comes to the fair.", "True"),
        ("If either Ann or Ben is ill, the shop closes. Ben is ill. Statement: the shop closes.", "True"),
        ("Milo, a member since 2019, has not paid. Members who have not paid can't vote. Statement: Milo can vote.", "False"),
        ("Every bolt in crate 8 is steel. The long bolt is in crate 8. Statement: the long bolt is steel.", "True"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_supplied(text: str, answer: str | None) -> None:
    """Nobody else, never both, `no drill was`, `comes too`, tails that only say when: each is read as it is meant."""
    assert judged(text) == answer


def test_roots_join_the_forms_of_a_word_and_no_others() -> None:
    """Forms of one verb have one root; words that only begin alike have not."""
    assert root("baking") == root("bakes") == root("baked")
    assert root("written") == root("wrote")
    assert root("licensed") == root("licence")
    assert len({root(w) for w in ("metal", "meter", "meet", "meat")}) == 4


def test_what_is_denied_or_almost_so_is_not_linked() -> None:
    """No link leads from a wording with a word that takes back the rest, nor from what may be to what is."""
    wanted = [(("finish", "race"), 1), (("open",), 1)]
    said = [(("nearly", "finish", "race"), 1), (("can", "open"), 1), (("open", "without", "key"), 1)]
    assert not list(links(said, wanted))

"""Rules with sizes, opposites and exceptions, options that are statements, counts and chances in everyday wording."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ech0.minds.embedded.logic.prose import measures
from ech0.minds.embedded.logic.scaffolding import bared

Picked = Callable[[str, Sequence[str]], str | None]
YNC = ("Yes", "No", "Cannot be determined")
RIGHT = [
    ("Only people aged 65 or over get a pass. Bram is 64. Does Bram get a pass?", YNC, "No"),
    ("All kegs over 20 kg are rolled. Keg 4 weighs 20.5 kg. Is keg 4 rolled?", YNC, "Yes"),
    ("If the gate is open, the dog gets out. The dog didn't get out. Is the gate shut?", YNC, "Yes"),
    ("Visitors may not enter the archive. Visitors with a pass may enter the archive. Noor is a visitor with a pass. May Noor enter the archive?", YNC, "Yes"),
    ("If it snows, the pass is closed. Going by that rule alone, it is open on clear days. The pass isn't closed. Did it snow?", YNC, "No"),
    ("The kiln glows if it is hot. The kiln glows. Going by this, is the kiln hot?", YNC, "Cannot be determined"),
    ("Either Pim or Rae has the key. If Pim has the key, the shed is open. The shed is closed. Who has the key?", ("Pim", "Rae"), "Rae"),
    ("Every tenor in the choir is tall. Some tall singers are bald. Which of these must be true?", ("Some tenors are bald", "No tenor in the choir is short", "No tenor is bald"), "No tenor in the choir is short"),
    ("We've 70 hens. 40 lay brown eggs, 45 lay daily. At least how many both lay brown eggs and lay daily?", ("5", "15", "25", "40"), "15"),
    ("Every child in a group of 20 has a kite or a drum (or both). 12 have a kite and 13 have a drum. How many have only a kite?", ("5", "7", "8", "12"), "7"),
    ("A spinner has five equal sections numbered 1 to 5. What is the probability it stops on an odd number?", ("2/5", "3/5", "1/2"), "3/5"),
    ("Mei, Nils and Oto are lined up in a random order. What's the probability that Mei stands in the middle?", ("1/3", "1/2", "1/6"), "1/3"),
    ("In the orchard 70% of trees are pears and 40% of trees are old. What is the probability that a random tree is a pear and old?", ("0.28", "0.4", "Cannot be determined"), "Cannot be determined"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "options", "answer"), RIGHT)
def test_an_everyday_rule_or_count_leads_to_its_option(text: str, options: Sequence[str], answer: str, picked: Picked) -> None:
    """Sizes, opposites, exceptions, counts and chances are read to the option that follows."""
    assert picked(text, options) == answer


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("70% of the beads are red and 3 of the beads are old. How many are both?", ("3", "5")),
        ("A bag has 3 red and 4 blue beads. You take two beads, and then something happens. What is the chance that both shine?", ("1/7", "2/7")),
        ("Ada has a boat. Bo rows. Who sings?", ("Ada", "Bo")),
    ],
)  # fmt: skip
def test_what_is_not_understood_to_the_last_word_is_left(text: str, options: Sequence[str], picked: Picked) -> None:
    """A word that belongs to none of the forms leaves the question without an answer."""
    assert picked(text, options) is None


@given(a=st.integers(0, 200), b=st.integers(0, 200), x=st.sampled_from(["gt", "ge", "lt", "le", "eq"]))
def test_a_number_is_of_a_size_or_excluded_by_it(a: int, b: int, x: str) -> None:
    """One number either implies a bound or is excluded by it, as plain comparison says."""
    one, bound = measures.Size("age", "eq", float(a)), measures.Size("age", x, float(b))
    holds = {"gt": a > b, "ge": a >= b, "lt": a < b, "le": a <= b, "eq": a == b}[x]
    assert measures.implies(one, bound) is holds
    assert measures.excludes(one, bound) is not holds


def test_sizes_are_put_in_one_unit() -> None:
    """Grams and kilograms, months and years come to the same number."""
    assert "#is-weight-lt-0.25" in measures.sized("drones under 250 grams")
    assert "#is-age-eq-2" in measures.sized("it is 24 months old")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Owls hoot. Going by the rule, does Ulf hoot?", "Owls hoot. Does Ulf hoot?"),
        ("Owls hoot. Does Ulf hoot? Use only what is given.", "Owls hoot. Does Ulf hoot?"),
        ('A sign says: "Owls hoot." Does Ulf hoot?', "Owls hoot. Does Ulf hoot?"),
        ("If owls hoot, assuming it is dark, they hunt. Does Ulf hoot?", "If owls hoot, assuming it is dark, they hunt. Does Ulf hoot?"),
    ],
)  # fmt: skip
def test_what_states_nothing_is_left_out(text: str, plain: str) -> None:
    """Openings, instructions and who said it go; what states something stays."""
    assert bared(text) == plain

"""Free text against accepted spans: exact match and the overlap of words, as SQuAD scores them [Rajpurkar2016]_.

References:
    .. [Rajpurkar2016] P. Rajpurkar et al., EMNLP 2016, arXiv:1606.05250.
"""

import re
import string
from collections import Counter
from collections.abc import Sequence

from ech0.core.types import Answer
from evals.case import Case, Score
from evals.scorers.plain import right, withheld, wrong

_ARTICLE = re.compile(r"\b(a|an|the)\b")
_SIGNS = str.maketrans("", "", string.punctuation)


def words(text: str) -> list[str]:
    """Words in lower case without articles and signs."""
    return _ARTICLE.sub(" ", text.casefold().translate(_SIGNS)).split()


def overlap(got: str, gold: str) -> float:
    """F1 of the words that two texts share, with multiplicity; 1 for two empty texts."""
    mine, theirs = Counter(words(got)), Counter(words(gold))
    if not mine or not theirs:
        return float(mine == theirs)
    shared = (mine & theirs).total()
    return 2 * shared / (mine.total() + theirs.total())


def spans(case: Case, answer: Answer) -> Score:
    """Right if the answer is one of the target's spans; the value is the best overlap with one of them."""
    if out := withheld(answer):
        return out
    got, golds = answer.choice_text or answer.text, list(case.target)
    best = max((overlap(got, gold) for gold in golds), default=0.0)
    exact = any(words(got) == words(gold) for gold in golds)
    told = f"overlap {best:.2f} with the nearest of {len(golds)} accepted answers"
    return Score(correct=exact, value=1.0 if exact else best, reason="exactly" if exact else told)


def known(case: Case, answer: Answer) -> Score:
    """Whether ECH0 knows what can be known: the target is the accepted answers, or `None` where there can be none.

    Holding back is right where there is no answer, and an answer that has an accepted one in it is right elsewhere.
    """
    if case.target is None:
        held = answer.status == "abstained"
        return right("held back, as is due") if held else wrong(f"{answer.status}, but nobody can know this")
    if out := withheld(answer):
        return out
    got = words(answer.choice_text or answer.text)
    if any(_within(words(gold), got) for gold in case.target):
        return right("an accepted answer is in it")
    return wrong("none of the accepted answers is in it")


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the words of `part` stand in a row in `whole`."""
    return bool(part) and any(whole[i : i + len(part)] == part for i in range(len(whole) - len(part) + 1))

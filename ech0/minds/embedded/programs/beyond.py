"""What is asked for and cannot be had with public knowledge: declined with the reason and the data it would take.

The wordings are those of `labs.beyond`. Without this, a lab or a formula that is near in words would be tried.
"""

from functools import cache

from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page
from ech0.minds.embedded.words import Lexicon, Text
from labs.beyond import Beyond, beyond


def recognise(page: Page) -> Plan | None:
    """A plan that declines, if the question has one of the wordings."""
    if not any(w in page.raw for w in _cues()):
        return None
    found = _lexicon().hits(Text(page.question.text))
    if not found:
        return None
    asked = found[0][1]
    return Plan(path="beyond", label=asked.title, declined=f"{asked.reason}; it would need {asked.needs}")


@cache
def _lexicon() -> Lexicon[Beyond]:
    return Lexicon(tuple((words, b) for b in beyond() for words in b.words))


@cache
def _cues() -> frozenset[str]:
    """The first word of each wording: a text with none of them is passed on at no cost."""
    return frozenset(words.split()[0].lower() for b in beyond() for words in b.words)

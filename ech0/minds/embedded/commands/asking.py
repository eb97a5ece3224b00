"""A command without its courtesies, its spelling mended, and the plan of an exact operation. Knows no operation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from ech0.core.formal import Operation
from ech0.core.types import ExactClaim, Plan
from ech0.minds.embedded.programs.page import Page, whole

_OPEN = re.compile(
    r"(?:(?:hi|hello|hey|ok|so|now|quick question|please|pls|plz|kindly|just)\b[,:!]?\s+"
    r"|(?:can|could|would|will) (?:you|u|someone)(?: please)?\s+"
    r"|i (?:need|want|would like|'d like)(?: to (?:know|find|calculate|compute|work out))?\s+"
    r"|(?:do you know|tell me|show me|help me(?: to)?|how (?:do|can|would) (?:i|you|we)|how to"
    r"|what do you get (?:if|when) "
    r"(?:you|i))\s+)+"
)
_VERB = re.compile(
    r"(?:what(?: is|'s|s| are| was| were| would be| will be)|find(?: out)?|calculate|compute"
    r"|work out|evaluate|determine"
    r"|give(?: me)?|get|how much is|how much are|state|value of|the (?:exact )?value of|the result of|the)\s+"
)
_CLOSE = re.compile(
    r"(?:[\s?.]+|(?<=[a-z\s])!+|,? ?\b(?:please|pls|plz|thanks|thank you|thx|for me|equal(?: "
    r"to)?|equals|exactly)\b|\s=)+$"
)
WORDS = (
    "derivative differentiate differentiation integral integrate antiderivative indefinite definite limit approaches "
    "factor factorise factorize factorisation factorization factoring factorial factors expand simplify determinant "
    "eigenvalues eigenvalue inverse transpose matrix solve equation equations quadratic simultaneous system roots "
    "solutions prime number numbers divisible divisors square infinity respect between binary hexadecimal decimal "
    "octal median average standard deviation variance probability percent percentage compound interest discount "
    "numerals "
    "through weekday squared squares cubed cubes minus degrees calendar logarithm natural population sample"
).split()


@dataclass(frozen=True)
class Asked:
    """A question as a command: `text` in lower case without courtesies, `bare` without its opening verb as well."""

    page: Page
    text: str

    @cached_property
    def bare(self) -> str:
        """The text without `what is`, `find`, `calculate` and the like."""
        left = self.text
        while (found := _VERB.match(left)) and found.end() < len(left):
            left = left[found.end() :]
        return left

    def exactly(
        self,
        operation: Operation,
        expressions: Sequence[str] = (),
        *,
        label: str,
        variables: Sequence[str] = (),
        parameters: Sequence[str] = (),
        rows: int = 0,
        notes: Sequence[str] = (),
    ) -> Plan:
        """The plan of one exact operation that was read from the whole question."""
        said = self.page.question.text
        start, end = len(said) - len(said.lstrip()), len(said.rstrip())
        statement = self.page.statement(start, end, 1)
        claim = ExactClaim(
            id="c1",
            text=label,
            operation=operation,
            expressions=tuple(expressions),
            variables=tuple(variables),
            parameters=tuple(parameters),
            rows=rows,
            statements=(statement.id,),
        )
        plan = whole(self.page, claim, "c1.result", label=label, path=f"exact:{operation}", entries=(statement,))
        return plan.model_copy(update={"notes": tuple(notes)})


def asked(page: Page) -> Asked:
    """A question as a command."""
    text = " ".join(page.question.text.replace("’", "'").replace("−", "-").replace("–", "-").lower().split())
    text = _CLOSE.sub("", _OPEN.sub("", text, count=1))
    return Asked(page, re.sub(r"[a-z]{6,}", _mended, text))


def _mended(word: re.Match[str]) -> str:
    """A long word as it is spelled, if it is nearly one of ours."""
    if word[0] in WORDS:
        return word[0]
    near = get_close_matches(word[0], WORDS, n=1, cutoff=0.85)
    return near[0] if near and near[0][0] == word[0][0] and abs(len(near[0]) - len(word[0])) < 2 else word[0]

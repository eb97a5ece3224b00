"""What a rewrite of wording is, and the pieces that the patterns of rewrites share. Knows no rule."""

import re
from typing import NamedTuple


class Rewrite(NamedTuple):
    """`id` names the rule in notes; one of `cues` (lower case) has to occur for `pattern` to be tried."""

    id: str
    cues: tuple[str, ...]
    pattern: re.Pattern[str]
    said: str


def rule(name: str, cues: str, pattern: str, said: str) -> Rewrite:
    """A rewrite by `pattern`, letters of either case; `cues` are parted by `|`."""
    return Rewrite(name, tuple(cues.split("|")), re.compile(pattern, re.IGNORECASE), said)


BE = r"(is|are|was|were)"
ONE = r"(?:you|one|someone|somebody|something|anyone|anybody|anything|a person|it|they|them)"
NAME = r"(?:(?:(?:his|her|its|my) \w+ )?[A-Z][\w-]*|(?:the|my|his|her|its) \w+)"
END = r"[.!]?$"

"""What an answer says of how it came about: the lines of its reasoning, and what it cost."""

from ech0.core.noun import Noun


class ChainStep(Noun):
    """One line of the reasoning as the reader sees it; `cumulative` is the confidence after it and all before it."""

    step: str
    rule: str = ""
    confidence: float | None = None
    cumulative: float | None = None
    uncertainty: str = ""


class Cost(Noun):
    """What an answer cost. `tokens`: of a served model, in and out; `calls`: of it; `money`: by the prices set."""

    seconds: float = 0.0
    labs: int = 0
    labs_cached: int = 0
    checks: int = 0
    rounds: int = 0
    tokens: int = 0
    calls: int = 0
    money: float = 0.0

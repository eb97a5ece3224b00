"""What a question may take of a model, and what it has taken: tokens, seconds, money. Safe for threads."""

import threading
import time
from dataclasses import dataclass

from ech0.core.errors import OutOfBudget
from ech0.core.types import Usage

CHARACTERS_A_TOKEN = 3
"""A careful guess for servers that do not count: English has about four."""


@dataclass(frozen=True)
class Limits:
    """Per question: tokens in and out, seconds, money; and the prices per million tokens."""

    tokens: int
    seconds: float
    money: float
    price_in: float = 0.0
    price_out: float = 0.0


class Meter:
    """Counts for one plan or draft, on top of what was `spent` on the question before."""

    def __init__(self, limits: Limits, spent: Usage = Usage()) -> None:  # noqa: B008  it is frozen
        self.limits, self.spent = limits, spent
        self.used = Usage()
        self.until = time.monotonic() + limits.seconds
        self._promised = 0
        self._lock = threading.Lock()

    def reserve(self, tokens: int) -> None:
        """Before a call that may take so many; raises `OutOfBudget` if that could be too many, or time is up."""
        limits, all_ = self.limits, self.spent + self.used
        if time.monotonic() >= self.until:
            raise OutOfBudget("the model", f"{limits.seconds:g} s a question (mind.seconds)")
        with self._lock:
            all_ = self.spent + self.used
            taken = all_.tokens_in + all_.tokens_out + self._promised
            if taken + tokens > limits.tokens:
                raise OutOfBudget("the model", f"{limits.tokens} tokens a question (mind.tokens)")
            worst = all_.money + (self._promised + tokens) * max(limits.price_in, limits.price_out) / 1e6
            if worst > limits.money:
                raise OutOfBudget("the model", f"{limits.money:g} in money a question (mind.money)")
            self._promised += tokens

    def settle(self, reserved: int, usage: Usage) -> None:
        """After the call: what it took, in place of what was reserved."""
        cost = (usage.tokens_in * self.limits.price_in + usage.tokens_out * self.limits.price_out) / 1e6
        with self._lock:
            self._promised -= reserved
            self.used = self.used + usage.model_copy(update={"money": usage.money + cost})

    def left_s(self) -> float:
        """Seconds that are left."""
        return self.until - time.monotonic()


def guessed(text: str) -> int:
    """About how many tokens a text has, rather too many than too few."""
    return len(text) // CHARACTERS_A_TOKEN + 1

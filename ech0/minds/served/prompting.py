"""The messages of a request: what never changes first, so that a server's prefix cache holds it; the question last.

A thin seam: which words a prompt has is in `prompts/`, what is offered to the model comes in.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ech0.core.prompts import load
from labs.cards import lines

NONE = "(none)"


def messages(
    name: str,
    *,
    schema: Mapping[str, Any],
    cards: Sequence[str] = (),
    passages: Sequence[str] = (),
    question: str,
) -> list[tuple[str, str]]:
    """`(role, text)` of `prompts/<name>.md`: the constant schema, then cards or ledger, passages, the question."""
    prompt = load(name)
    values = {
        "schema": json.dumps(schema, separators=(",", ":"), sort_keys=True),
        "labs": lines() if "labs" in prompt.order.names else "",
        "cards": "\n".join(cards) or NONE,
        "ledger": "\n".join(cards) or NONE,
        "passages": "\n".join(passages) or NONE,
        "question": question,
    }
    made = prompt.render(**{name: values[name] for name in prompt.order.names})
    return [(m["role"], m["content"]) for m in made]


def repaired(before: Sequence[tuple[str, str]], said: str, wrong: str) -> list[tuple[str, str]]:
    """The same request with the reply that did not fit, and what is wrong with it."""
    again = load("repair").render(fault=wrong)
    return [*before, ("assistant", said), *((m["role"], m["content"]) for m in again)]

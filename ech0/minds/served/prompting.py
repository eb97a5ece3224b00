"""The messages of a request: what never changes first, so that a server's prefix cache holds it; the question last.

A thin seam: which words a prompt has is in `prompts/`, what is offered to the model comes in.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ech0.core import data


def messages(
    name: str,
    *,
    schema: Mapping[str, Any],
    cards: Sequence[str] = (),
    passages: Sequence[str] = (),
    question: str,
) -> list[tuple[str, str]]:
    """`(role, text)` of `prompts/<name>.md` with the constant schema in it; then cards, passages, the question."""
    system = data.prompt(name, schema=json.dumps(schema, separators=(",", ":"), sort_keys=True))
    parts = [f"<cards>\n{card_lines}\n</cards>" for card_lines in ["\n".join(cards)] if cards]
    parts += [f"<passages>\n{lines}\n</passages>" for lines in ["\n".join(passages)] if passages]
    return [("system", system), ("user", "\n".join([*parts, f"<question>\n{question}\n</question>"]))]


def repaired(before: Sequence[tuple[str, str]], said: str, wrong: str) -> list[tuple[str, str]]:
    """The same request with the reply that did not fit, and what is wrong with it."""
    told = f"That does not fit: {wrong}. Reply again, with one JSON object and nothing else."
    return [*before, ("assistant", said), ("user", told)]

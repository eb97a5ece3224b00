"""Prompts as messages, laid out for a prefix cache: what never changes first, the question last. Knows no model.

A file `prompts/<name>.md` opens with a head in TOML between `+++` lines that sorts its variables, then has one `[role]`
line before each message:

    +++
    constant = ["labs", "schema"]       # the same for every question: only in the first message
    ours = ["cards"]                    # varies, and is written by us
    others = ["passages", "question"]   # varies, and is written by others: fenced as data when it is filled in
    +++
    [system]
    ... $labs ... $schema
    [user]
    $cards $passages $question

All of that is checked when the file is loaded, so a slip in a prompt is found by a test and not by a question.
"""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from string import Template
from typing import Literal, cast

from pydantic import ValidationError

from ech0.core import data
from ech0.core.errors import InputError
from ech0.core.noun import Noun
from ech0.core.types import Passage

Role = Literal["system", "user", "assistant"]
Message = dict[str, str]
"""`role` and `content`, as an OpenAI-compatible server takes them."""

LONGEST = 200_000
"""Characters of one value beyond which it is refused: no context of a 14B holds more."""
_HEAD = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
_ROLE = re.compile(r"^\[(\w+)\]\n", re.MULTILINE)
_CONTROL = re.compile(r"<(?=[|｜/!?A-Za-z])|\[(?=/?(?:[A-Z][A-Z_]+\]|INST|SYS|TOOL|AVAILABLE))|(?<=[|｜])>")
"""Where marks begin or end by which chat templates tell roles, thinking and tools apart."""


class Order(Noun):
    """The head: which variables are constant, which vary and are ours, which vary and are by others."""

    constant: tuple[str, ...] = ()
    ours: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.constant, *self.ours, *self.others)


class Prompt(Noun):
    """A prompt as it was loaded and found sound: its order, and its messages as `(role, template)`."""

    name: str
    order: Order
    parts: tuple[tuple[Role, str], ...]

    def render(self, /, **values: object) -> list[Message]:
        """The messages; what is by others is fenced.

        Raises:
            InputError: A variable is missing or unknown, is no text, or is longer than `LONGEST`.
        """
        field = f"prompt {self.name}"
        if missing := sorted(set(self.order.names) - values.keys()):
            raise InputError(field, sorted(values), f"give {', '.join(missing)} as well")
        if surplus := sorted(values.keys() - set(self.order.names)):
            raise InputError(field, surplus, f"it uses only {', '.join(self.order.names)}")
        filled: dict[str, str] = {}
        for name, value in values.items():
            if not isinstance(value, str) or len(value) > LONGEST:
                raise InputError(f"{field}.{name}", value, f"give text of at most {LONGEST} characters")
            filled[name] = fence(name, value) if name in self.order.others else value
        return [{"role": role, "content": Template(text).substitute(filled)} for role, text in self.parts]


@cache
def load(name: str) -> Prompt:
    """The prompt of this name, checked.

    Raises:
        InputError: There is none of this name, or its layout is not as the head of this module says.
    """
    text = data.prompt_text(name)
    found = _HEAD.match(text)
    if found is None:
        raise InputError("prompt", name, "open the file with a head of TOML between two lines of +++")
    try:
        order = Order.model_validate(tomllib.loads(found[1]))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise InputError("prompt", name, f"mend its head: {error}") from error
    prompt = Prompt(name=name, order=order, parts=_parts(name, found[2]))
    for fault in _faults(prompt):
        raise InputError("prompt", name, fault)
    return prompt


def _parts(name: str, body: str) -> tuple[tuple[Role, str], ...]:
    """The messages between `[role]` lines; nothing may stand before the first."""
    before, *rest = _ROLE.split(body)
    roles, texts = rest[::2], rest[1::2]
    if before.strip() or not roles:
        raise InputError("prompt", name, "begin its text with a line [system] or [user]")
    if unknown := [r for r in roles if r not in {"system", "user", "assistant"}]:
        raise InputError("prompt", name, f"[{unknown[0]}] is no role; use [system], [user] or [assistant]")
    return tuple((cast("Role", role), text.strip()) for role, text in zip(roles, texts, strict=True))


def _faults(prompt: Prompt) -> Iterable[str]:
    """What is wrong with the layout, in words that say what to do."""
    uses = [_used(text) for _, text in prompt.parts]
    flat = [name for names in uses for name in names]
    declared = prompt.order.names
    if any(not text for _, text in prompt.parts):
        yield "one of its messages is empty; write it or take it away"
    if any(not Template(text).is_valid() for _, text in prompt.parts):
        yield "a dollar sign in it starts no variable; write $$ for a dollar sign"
    if twice := _doubled(declared):
        yield f"declare {twice} once"
    if lacking := sorted(set(flat) - set(declared)):
        yield f"declare {', '.join(lacking)} in its head"
    if idle := sorted(set(declared) - set(flat)):
        yield f"use {', '.join(idle)}, or take it out of its head"
    if twice := _doubled(flat):
        yield f"use {twice} once; a second copy is paid for with every request"
    late = [n for names in uses[1:] for n in names if n in prompt.order.constant]
    if late:
        yield f"move {', '.join(late)} into the first message: what is constant comes first"
    if prompt.order.constant and (early := [n for n in uses[0] if n not in prompt.order.constant]):
        yield f"move {', '.join(early)} out of the first message: it must be the same for every question"
    if "question" in flat and flat[-1] != "question":
        yield "put question last: what stands after it is never shared"


def _used(text: str) -> list[str]:
    """Variables in the order in which they stand, each as often as it does."""
    return [m["named"] or m["braced"] for m in Template.pattern.finditer(text) if m["named"] or m["braced"]]


def _doubled(names: Sequence[str]) -> str:
    return next((n for n in names if list(names).count(n) > 1), "")


def harmless(text: str) -> str:
    """`text` without marks that a chat template or our prompt gives a meaning, and without control characters."""
    plain = "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)
    return _CONTROL.sub(lambda m: " >" if m[0] == ">" else f"{m[0]} ", plain)


def fence(name: str, text: str) -> str:
    """`text`, made harmless, between two marks that it cannot contain, since they are made from it.

    The marks depend on nothing else, so equal texts make equal prompts and the cache holds.
    """
    safe = harmless(text)
    digest = hashlib.blake2b(safe.encode(), digest_size=6).hexdigest()
    mark = "".join(chr(ord("a") + int(c, 16)) for c in digest)
    return f"<<<{name} {mark}\n{safe}\n{mark} {name}>>>"


def passages_text(passages: Iterable[Passage]) -> str:
    """Passages in the order of their ids, whatever order they were found in; each with its id and its title."""
    rows = sorted({p.id: p for p in passages}.items())
    return "\n\n".join(f"[{key}] {p.title}\n{p.text}" for key, p in rows) or "(none)"


def folded(messages: Sequence[Message]) -> list[Message]:
    """The same without a system message, for a model trained without one: it opens the first user's message."""
    if len(messages) < 2 or messages[0]["role"] != "system" or messages[1]["role"] != "user":
        return [dict(m) for m in messages]
    first = {"role": "user", "content": f"{messages[0]['content']}\n\n{messages[1]['content']}"}
    return [first, *(dict(m) for m in messages[2:])]

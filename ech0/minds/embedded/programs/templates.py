"""Questions that are one sentence of a known shape: the shape, and what works it out. Knows the language of templates.

A template is a sentence with `<n>` where a number stands, `(a|b)` and `(a)?` for choices. The whole
question has to match it, so nothing is left unread. `%n` in the expression is the symbol of that number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page, calculation

ASK = (
    r"(?:(?:please )?(?:what is|what's|what are|find|calculate|compute|determine|evaluate|give|tell me)(?: "
    r"me)?(?: the value of)? )?"
)
_OPEN = re.compile(r"^(?:please |now |so |quick question:? )+")


@dataclass(frozen=True)
class Template:
    """A shape of question, the expression that answers it, and what the answer is called."""

    shape: str
    expression: str
    label: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The shape as a regular expression over a page's text."""
        shape = re.sub(r"\((?!\?)", "(?:", self.shape)
        shape = re.sub(r"<(\w+)>", r"#(?P<\1>\\d+)", shape)
        return re.compile(shape + r"\s*[.?!]?")


def first(page: Page, templates: Sequence[Template], path: str, text: str | None = None) -> Plan | None:
    """The plan of the first template that matches the whole question and uses all of its numbers."""
    said = _OPEN.sub("", text if text is not None else page.text)
    for template in templates:
        found = template.pattern.fullmatch(said)
        if found is None:
            continue
        marks = {k: v for k, v in found.groupdict().items() if v is not None}
        if page.all_used(marks.values()):
            expression = re.sub(r"%(\w+)", lambda m, marks=marks: f"n{marks[m[1]]}", template.expression)  # type: ignore[misc]
            return calculation(page, [("value", expression)], label=template.label, path=path)
    return None

"""What no lab computes, since public knowledge does not determine it: each with the reason and the data it would take.

Read from `beyond.yaml`. Knows no lab; a mind that is asked for one of these says why there is no number.
"""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from ech0.core.errors import NotSupported
from ech0.core.types import Name, Noun


class Beyond(Noun):
    """A result that is asked for and cannot be had. `words` are how people ask for it."""

    id: Name
    title: str
    words: Annotated[tuple[str, ...], Field(min_length=1)]
    reason: str
    needs: str

    def error(self) -> NotSupported:
        """It as the error that a lab would raise."""
        return NotSupported(self.title, self.reason, self.needs)


@cache
def beyond() -> tuple[Beyond, ...]:
    """All of them, in the order of the file."""
    import yaml

    rows = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return tuple(Beyond.model_validate(row) for row in rows)

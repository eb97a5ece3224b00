"""A citation as a draft makes it: words, and where they are said to stand. Compares nothing."""

from typing import Annotated

from pydantic import Field

from ech0.core.formal import EntryId
from ech0.core.noun import Noun


class Quotation(Noun):
    """What a draft quotes: `text` is what stands in a recalled passage of `document`, from `start` to `end` of it.

    It becomes the ledger entry `id`, and each quantity in it one of its own: `id` with `n1`, `n2`, ... after it.
    """

    id: EntryId
    document: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    text: Annotated[str, Field(min_length=1)]

"""Which field of science a text belongs to: the one whose descriptions it is nearest to in meaning, or none if unsure.

The descriptions are `configs/fields.toml`. Knows no document.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ech0.core.data import config
from ech0.core.errors import InputError
from ech0.core.types import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MARGIN = 0.03
"""A field must be this much nearer than the next one; set on abstracts of our own (tests/memory/test_fields.py)."""
FLOOR = 0.15
"""A text that is less near than this to every field belongs to none of them."""
LONGEST = 1500
"""Characters that are read: more than the embedder takes is not looked at."""


class Field(NamedTuple):
    """The nearest field, how near it is, and by how much it is nearer than the next; `name` is `None` when unsure."""

    name: str | None
    nearness: float
    margin: float


@cache
def descriptions() -> Mapping[str, tuple[str, ...]]:
    """What each field is about, several short texts each."""
    rows = config("fields").get("fields")
    if not isinstance(rows, dict) or not rows:
        raise InputError("configs/fields.toml", rows, "write `[fields]` with a list of descriptions for each")
    return {str(name): tuple(map(str, texts)) for name, texts in rows.items()}


def field(text: str, embedder: Embedder, *, margin: float = MARGIN) -> Field:
    """The field of a text: nearness is the mean cosine of its two nearest descriptions."""
    import numpy as np

    names, vectors = _known(embedder)
    vector = np.asarray(embedder.embed([text[:LONGEST]])[0], np.float32)
    close = vectors @ vector
    score = {name: float(np.sort(close[[n == name for n in names]])[-2:].mean()) for name in dict.fromkeys(names)}
    first, second, *_ = sorted(score.items(), key=lambda item: -item[1])
    apart = first[1] - second[1]
    sure = apart >= margin and first[1] >= FLOOR
    return Field(first[0] if sure else None, round(first[1], 4), round(apart, 4))


_KEPT: dict[str, "tuple[Sequence[str], NDArray[np.float32]]"] = {}


def _known(embedder: Embedder) -> "tuple[Sequence[str], NDArray[np.float32]]":
    """The descriptions' vectors, by the embedder's name."""
    import numpy as np

    own = str(getattr(embedder, "name", type(embedder).__name__))
    if own not in _KEPT:
        rows = [(name, text) for name, texts in descriptions().items() for text in texts]
        _KEPT[own] = [n for n, _ in rows], np.asarray(embedder.embed([t for _, t in rows]), np.float32)
    return _KEPT[own]

"""The unit that two numbers share: in `from 0 to 27 m/s` the first is a speed too. Grammar alone, knows no unit."""

import re
from collections.abc import Sequence

_PAIRS = {
    "to": re.compile(r"\bfrom\s+(?:about\s+|roughly\s+|just\s+)?$", re.IGNORECASE),
    "and": re.compile(r"\bbetween\s+(?:about\s+|roughly\s+)?$", re.IGNORECASE),
}
"""What stands before the first number, by what stands between the two."""
_REACH = 16


def shared_units(text: str, found: Sequence[tuple[int, int, str]]) -> dict[int, str]:
    """The units that bare numbers borrow from the next one, by their place among `found`.

    `found`: start, end and unit of each number of `text`, in order; a bare one has the unit `""`.
    """
    borrowed: dict[int, str] = {}
    for n, ((start, end, unit), (after, _, other)) in enumerate(zip(found, found[1:], strict=False)):
        opens = _PAIRS.get(text[end:after].strip().lower())
        if not unit and other and opens is not None and opens.search(text[max(0, start - _REACH) : start]):
            borrowed[n] = other
    return borrowed

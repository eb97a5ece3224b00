"""Reading what others wrote: a value is there and of the expected kind, or it is `None`. Knows no source.

JSON and XML from the network are data of unknown shape. Nothing here raises on a shape, so that one odd record does not
end a pull; what a record must have, its source asks for by `None`.
"""

import math
import re
from datetime import UTC, date, datetime
from typing import Any

_SPACE = re.compile(r"\s+")


def dig(value: Any, *path: str | int) -> Any:
    """What lies at a path of names and places, or `None`."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def text(value: Any, *path: str | int) -> str | None:
    """A text that is not blank, its white space made even; a whole number counts as its digits."""
    found = dig(value, *path)
    if isinstance(found, int) and not isinstance(found, bool):
        found = str(found)
    if not isinstance(found, str):
        return None
    return _SPACE.sub(" ", found.replace("\0", "")).strip() or None


def table(value: Any, *path: str | int) -> dict[str, str] | None:
    """The texts of an object by their names; `None` if there is no object."""
    found = dig(value, *path)
    return {str(n): t for n, v in found.items() if (t := text(v))} if isinstance(found, dict) else None


def prose(value: Any, *path: str | int) -> str | None:
    """A text of several paragraphs, which keeps its line breaks."""
    found = dig(value, *path)
    if not isinstance(found, str):
        return None
    parts = (_SPACE.sub(" ", part).strip() for part in found.replace("\0", "").splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip() or None


def number(value: Any, *path: str | int) -> float | None:
    """A finite number, also where it was written as a text."""
    found = dig(value, *path)
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        return None
    try:
        made = float(found)
    except (ValueError, OverflowError):
        return None
    return made if math.isfinite(made) else None


def whole(value: Any, *path: str | int) -> int | None:
    """A whole number."""
    made = number(value, *path)
    return int(made) if made is not None and made == int(made) else None


def truth(value: Any, *path: str | int) -> bool | None:
    """`True` or `False`, as JSON writes it."""
    found = dig(value, *path)
    return found if isinstance(found, bool) else None


def items(value: Any, *path: str | int) -> list[Any]:
    """The elements of a list, which may not be there."""
    found = dig(value, *path)
    return found if isinstance(found, list) else []


def texts(value: Any, *path: str | int) -> list[str] | None:
    """The texts of a list; `None` if there is no list."""
    found = dig(value, *path)
    return [t for t in map(text, found) if t] if isinstance(found, list) else None


def day(value: Any, *path: str | int) -> str | None:
    """A date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as exact as it was given and only if there is such a day."""
    found = text(value, *path)
    if found is None:
        return None
    short = re.fullmatch(r"(\d{4})[-/]?(\d{2})?[-/]?(\d{2})?(?:[T ].*)?", found)
    if not short:
        return None
    parts = [p for p in short.groups() if p]
    try:
        date(*(int(p) for p in (*parts, "1", "1")[:3]))
    except ValueError:
        return None
    return "-".join(parts)


def moment(value: Any, *path: str | int) -> str | None:
    """A time in UTC to the second, ISO 8601 with `Z`; a bare day is its midnight."""
    found = text(value, *path)
    if found is None:
        return None
    try:
        made = datetime.fromisoformat(found)
    except ValueError:
        return None
    made = made.replace(tzinfo=UTC) if made.tzinfo is None else made.astimezone(UTC)
    return made.strftime("%Y-%m-%dT%H:%M:%SZ")

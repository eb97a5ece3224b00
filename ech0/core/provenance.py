"""What determines a result: canonical JSON, keys, content hashes, the environment. Knows no lab and no store."""

import json
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pydantic import BaseModel


def canonical(value: Any) -> str:
    """JSON with sorted keys, no white space, floats by `repr`; the same for equal values on every machine."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    raise TypeError(f"{type(value).__name__} has no canonical JSON")


def key(*parts: Any) -> str:
    """blake2b-128 of the canonical JSON of `parts`, 32 hexadecimal digits."""
    return blake2b(canonical(parts).encode(), digest_size=16).hexdigest()


@cache
def installed(distribution: str) -> str:
    """The installed version of a distribution, or `absent`."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "absent"


def libraries(names: Iterable[str]) -> dict[str, str]:
    """Versions of the distributions that a result depends on."""
    return {name: installed(name) for name in names}

"""Which of our own sets of questions confidence is fitted on, and which only tell how it holds.

The list is `configs/calibration.toml`. Knows files and benchmarks by name; asks nothing.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ech0.core.data import config
from ech0.core.errors import InputError
from evals.benchmark import DATA


class OwnSet(NamedTuple):
    """A benchmark's name and a file of questions for it; `fitted` if confidence may be fitted on them."""

    suite: str
    file: Path
    fitted: bool


def own_sets(listed: Mapping[str, Any] | None = None, folder: Path = DATA) -> list[OwnSet]:
    """All sets of the list that ships (or of `listed`, over `folder`), those to fit on first, each file once.

    Raises `InputError` for a pattern that no file has, and for a file that stands on both sides.
    """
    listed = config("calibration") if listed is None else listed
    found: dict[Path, OwnSet] = {}
    for side in ("fit", "test"):
        for suite, pattern in listed[side]:
            files = sorted(folder.glob(pattern))
            if not files:
                raise InputError(f"calibration.{side}", pattern, f"no file of {folder} has this name; mend the list")
            for file in files:
                if file in found:
                    raise InputError(f"calibration.{side}", file.name, "it is in the list twice; take one of them out")
                found[file] = OwnSet(suite, file, fitted=side == "fit")
    return list(found.values())

"""Refuse to start when a sibling package is somebody else's. Knows where our packages lie, not what is in them.

`tools`, `labs`, `memory` and `evals` are ordinary words: a folder of that name in the working directory, or another
distribution, can stand in for ours without a word from Python. A wheel that overwrites our files in place cannot be
seen from here; `ech0 doctor` sees it.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

SIBLINGS = ("tools", "labs", "memory", "evals")


def check() -> None:
    """Raise `ImportError`, naming the intruder and the cure, unless every sibling lies beside `ech0`."""
    home = Path(__file__).resolve().parents[1]
    for name in SIBLINGS:
        found = _where(name)
        if not found:
            raise ImportError(f"ech0 has lost its package {name!r}; pip install --force-reinstall it", name=name)
        if Path(found).resolve() != (home / name).resolve():
            raise ImportError(
                f"ech0 needs its own package {name!r} from {str(home)!r}, but Python finds {found!r}. "
                "Run the command `ech0`, or `python -P`, or rename what is in the way.",
                name=name,
                path=found,
            )


def _where(name: str) -> str:
    """The folder of the package that `import <name>` would give; the file, if it is no package; empty, if neither."""
    try:
        spec = find_spec(name)
    except ValueError:  # imported already, and made by hand: it has no spec
        return str(getattr(sys.modules[name], "__file__", None) or f"a module without a file ({name})")
    if spec is None:
        return ""
    folders = list(spec.submodule_search_locations or ())
    return folders[0] if folders else str(spec.origin)


__all__ = ["SIBLINGS", "check"]

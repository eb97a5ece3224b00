"""ECH0: ask a scientific question, get an answer whose every number says where it came from. Imports nothing heavy.

>>> from ech0 import ask  # doctest: +SKIP
>>> ask("What is the boiling point of water at 0.5 atm?").text  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ech0 import _house

if TYPE_CHECKING:
    from ech0.app import aask, ask, runnable, stream
    from ech0.core.types import Answer, Question

_house.check()

__version__ = "0.1.0"
__all__ = ["Answer", "Question", "__version__", "aask", "ask", "runnable", "stream"]

_HOMES = {
    **dict.fromkeys(("aask", "ask", "runnable", "stream"), "ech0.app"),
    **dict.fromkeys(("Answer", "Question"), "ech0.core.types"),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for on first use: `import ech0` alone costs a few milliseconds."""
    if name not in _HOMES:
        raise AttributeError(f"module 'ech0' has no attribute {name!r}; it has {', '.join(__all__)}")
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

"""One file, one thing: importing a folder's module registers what it declares. Knows nothing of what is registered."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

from ech0.core.errors import InputError

T = TypeVar("T")
SHOWN = 12
"""Names that an error lists."""


class Registry(Mapping[str, T]):
    """Names to things of one kind, filled by importing every public module below a package, once, on first use."""

    def __init__(self, kind: str, package: str) -> None:
        self.kind = kind
        self._package = package
        self._items: dict[str, T] = {}
        self._loaded = False

    def add(self, name: str, item: T) -> T:
        """Register `item`; two things of one name are an error."""
        if name in self._items:
            raise InputError(self.kind, name, "two of them have this name; rename one")
        self._items[name] = item
        return item

    def _load(self) -> dict[str, T]:
        if not self._loaded:
            self._loaded = True
            _walk(import_module(self._package))
        return self._items

    def __getitem__(self, name: str) -> T:
        try:
            return self._load()[name]
        except KeyError:
            from difflib import get_close_matches

            near = get_close_matches(str(name), self._items, n=3, cutoff=0.4)
            known = f"did you mean {' or '.join(near)}?" if near else f"known: {self._some()}"
            raise InputError(self.kind, name, f"there is none of this name; {known}") from None

    def _some(self) -> str:
        """The first names, and how many more there are."""
        names = sorted(self._items)
        return ", ".join(names[:SHOWN]) + (f" and {len(names) - SHOWN} more" if len(names) > SHOWN else "")

    def __contains__(self, name: object) -> bool:
        return name in self._load()

    def __iter__(self) -> Iterator[str]:
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())


def _walk(package: ModuleType) -> None:
    for info in iter_modules(package.__path__):
        if not info.name.startswith("_"):
            module = import_module(f"{package.__name__}.{info.name}")
            if info.ispkg:
                _walk(module)

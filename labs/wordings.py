"""What else people call a lab, its inputs, options and outputs: a table of words beside the labs of each field.

`labs/<field>/wordings.toml` holds, for each lab, `words`, `unless` (words of what another lab is of), and by name
`inputs`, `options`, `phrases` and `outputs`.
Words decide what is understood, never what is computed. Knows no lab.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ech0.core.errors import InputError
from labs.inputs import Choice, Real, Series, Text

FILE = "wordings.toml"
KINDS = ("words", "unless", "inputs", "options", "phrases", "outputs")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Wordings:
    """The rows of one lab."""

    lab: str
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    inputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    phrases: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    outputs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def check(self, inputs: Iterable[str], outputs: Iterable[str]) -> None:
        """Raise `InputError` for words of something that the lab does not have."""
        known = {"inputs": set(inputs), "outputs": set(outputs)}
        known |= {"options": known["inputs"], "phrases": known["inputs"]}
        for kind, names in known.items():
            for name in getattr(self, kind):
                if name not in names:
                    raise InputError(f"{FILE}: {self.lab}.{kind}", name, f"one of {', '.join(sorted(names))}")

    def input(self, name: str, spec: Real | Choice | Text | Series) -> Real | Choice | Text | Series:
        """An input with its further words; raises `InputError` for an option that it does not have."""
        words = joined(spec.words, self.inputs.get(name, ()))
        if isinstance(spec, Choice):
            more = self.options.get(name, {})
            if unknown := [o for o in more if o not in spec.options]:
                raise InputError(f"{FILE}: {self.lab}.{name}", unknown[0], f"one of {', '.join(spec.options)}")
            options = {o: joined(ws, more.get(o, ())) for o, ws in spec.options.items()}
            return replace(spec, words=words, options=options)
        if isinstance(spec, Real):
            return replace(spec, words=words, phrases={**spec.phrases, **self.phrases.get(name, {})})
        return replace(spec, words=words)


def joined(words: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    """Words and more words, each once, in order."""
    return tuple(dict.fromkeys((*words, *more)))


def wordings(lab: str, folder: Path) -> Wordings:
    """The rows of a lab in the table of its field; none if there is no table."""
    rows = _table(folder).get(lab, _NOTHING)
    if unknown := set(rows) - set(KINDS):
        raise InputError(f"{folder / FILE}: {lab}", min(unknown), f"one of {', '.join(KINDS)}")
    options = {n: {o: tuple(ws) for o, ws in t.items()} for n, t in rows.get("options", {}).items()}
    return Wordings(
        lab,
        tuple(rows.get("words", ())),
        tuple(rows.get("unless", ())),
        {n: tuple(ws) for n, ws in rows.get("inputs", {}).items()},
        options,
        {n: {w: float(v) for w, v in t.items()} for n, t in rows.get("phrases", {}).items()},
        {n: tuple(ws) for n, ws in rows.get("outputs", {}).items()},
    )


@cache
def _table(folder: Path) -> Mapping[str, Any]:
    path = folder / FILE
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else _NOTHING

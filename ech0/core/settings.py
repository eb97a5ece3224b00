"""What can be set, what it is set to, and who set it. Knows the shape of `configs/ech0.toml`, not what a value does.

Later wins: the defaults, `ech0.toml` in the data folder, `ech0.toml` in the working directory, `ECH0_*`, flags. A name
that the defaults do not have is an error everywhere.
"""

import os
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from ech0.core.data import config
from ech0.core.errors import InputError
from ech0.core.types import Noun

SWITCHES = ("ECH0_LIVE", "ECH0_OFFLINE")
"""Variables of ours that are no settings: tests may use the network; no source may."""

Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=1)]


class Paths(Noun):
    """Where things lie; `home` is absolute."""

    home: Path


class MindSettings(Noun):
    """Who reads and writes. All but `kind` is about the served model: where it is, what it may take, how it is asked.

    Per question: `tokens`, `seconds`, `money` (in the currency of the prices, which are per million tokens). Per
    reply: `max_tokens` without and `thinking` for reasoning; `timeout` in s without a byte.
    """

    kind: Literal["embedded", "served", "hybrid"]
    url: Annotated[str, Field(pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$")]
    model: str
    key_env: Annotated[str, Field(pattern=r"^[A-Za-z_0-9]*$")]
    samples: Annotated[int, Field(ge=1, le=16)]
    temperature: Annotated[float, Field(ge=0, le=2)]
    seed: Annotated[int, Field(ge=0)]
    repairs: Annotated[int, Field(ge=0, le=10)]
    tries: Annotated[int, Field(ge=1, le=10)]
    timeout: Positive
    max_tokens: Annotated[int, Field(ge=64)]
    thinking: Annotated[int, Field(ge=0)]
    tokens: Count
    seconds: Positive
    money: Positive
    price_in: Annotated[float, Field(ge=0)]
    price_out: Annotated[float, Field(ge=0)]
    writes: bool
    cache: bool
    cache_rows: Count


class LoopSettings(Noun):
    """How long to try: rounds, lab runs, wall time in s."""

    max_rounds: Count
    max_labs: Annotated[int, Field(ge=0)]
    seconds: Positive


class SymbolicSettings(Noun):
    """Bounds on one call of a solver: wall time in s, memory in MiB."""

    seconds: Positive
    memory_mb: Annotated[int, Field(ge=64)]


class LabSettings(Noun):
    """How many labs run at once."""

    workers: Count


class MemorySettings(Noun):
    """How many passages a query recalls; where the record lies and how it is cared for."""

    top: Count
    url: str
    backups: Annotated[int, Field(ge=0, le=1000)]
    backup_hours: Positive
    ballast_mb: Annotated[float, Field(ge=0, le=4096)]


class SourceSettings(Noun):
    """How sources on the network are asked: whether at all, as whom, for how long (s), for how much (MiB)."""

    mode: Literal["offline", "cache-first", "live"]
    contact: str
    seconds: Positive
    max_mb: Count


class GateSettings(Noun):
    """The share of wrong answers to stay within, and the confidence to give an answer at if that is set by hand."""

    risk: Annotated[float, Field(gt=0, lt=1)]
    accept: Annotated[float, Field(ge=0, le=1)] | Literal["calibrated"]


class Settings(Noun):
    """Everything that can be set. The values come from `load`; there are none here."""

    paths: Paths
    mind: MindSettings
    loop: LoopSettings
    symbolic: SymbolicSettings
    labs: LabSettings
    memory: MemorySettings
    sources: SourceSettings
    gate: GateSettings


Layer = Mapping[str, tuple[Any, str]]
"""A dotted name to its value and who gave it."""


def load(flags: Mapping[str, object] = MappingProxyType({})) -> tuple[Settings, Mapping[str, str]]:
    """The settings, and for each dotted name who gave its value.

    Args:
        flags: Dotted names (`loop.max_rounds`) to values; `None` means that the flag was not given.

    Raises:
        InputError: An unknown name, in a file, in an `ECH0_*` variable or in `flags`, with the nearest known one; or a
            value that is not usable, with who gave it.
    """
    defaults = _defaults()
    over = {**_file(Path("ech0.toml"), defaults), **_environment(defaults), **_flags(flags, defaults)}
    home, by = _home(over)
    user = _file(home / "ech0.toml", defaults)
    if "paths.home" in user:
        raise InputError("paths.home", str(user["paths.home"][0]), "a data folder cannot move itself; set ECH0_HOME")
    merged = {**defaults, **user, **over, "paths.home": (home, by)}
    return _settings(merged), MappingProxyType({name: by for name, (_, by) in merged.items()})


def ech0_home() -> Path:
    """The data folder, absolute, whether or not it exists: `ECH0_HOME`, or the platform's folder for user data."""
    defaults = _defaults()
    return _home({**_file(Path("ech0.toml"), defaults), **_environment(defaults)})[0]


def _home(given: Layer) -> tuple[Path, str]:
    value, by = given.get("paths.home", ("", "the defaults"))
    if isinstance(value, str | Path) and str(value).strip():
        return Path(value).expanduser().absolute(), by
    if by != "the defaults":
        raise InputError(f"paths.home (from {by})", value, "name a folder, or leave it unset")
    from platformdirs import user_data_path

    return user_data_path("ech0", appauthor=False).absolute(), "the platform"


def _defaults() -> dict[str, tuple[Any, str]]:
    return {name: (value, "the defaults") for name, value in _flat(config("ech0"))}


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted names and values; an empty table is a value too, so that a misspelled heading is not overlooked."""
    for name, value in table.items():
        if isinstance(value, Mapping) and value:
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _file(path: Path, defaults: Layer) -> dict[str, tuple[Any, str]]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):  # a data folder that is none is for whoever opens it to name
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise InputError("settings", str(path), f"make it a readable TOML file: {error}") from error
    layer = {}
    for name, value in _flat(table):
        if value == {} and any(known.startswith(f"{name}.") for known in defaults):
            continue
        layer[_known(name, defaults, str(path))] = (value, str(path))
    return layer


def _environment(defaults: Layer) -> dict[str, tuple[Any, str]]:
    variables = {f"ECH0_{name.replace('.', '_').upper()}": name for name in defaults if name != "paths.home"}
    variables["ECH0_HOME"] = "paths.home"
    layer = {}
    for variable, value in os.environ.items():
        if not variable.startswith("ECH0_") or variable in SWITCHES:
            continue
        if variable not in variables:
            raise InputError("environment", variable, _advice(variable, (*variables, *SWITCHES)))
        layer[variables[variable]] = (value, variable)
    return layer


def _flags(flags: Mapping[str, object], defaults: Layer) -> dict[str, tuple[Any, str]]:
    given = {name: value for name, value in flags.items() if value is not None}
    return {_known(name, defaults, "a flag"): (value, "a flag") for name, value in given.items()}


def _known(name: str, defaults: Layer, by: str) -> str:
    if name not in defaults:
        raise InputError(f"setting (from {by})", name, _advice(name, tuple(defaults)))
    return name


def _advice(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.0)
    return f"there is none of this name; the nearest is {near[0]}"


def _settings(merged: Layer) -> Settings:
    tree: dict[str, Any] = {}
    for name, (value, _) in merged.items():
        *sections, last = name.split(".")
        table = tree
        for section in sections:
            table = table.setdefault(section, {})
        table[last] = value
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        first = error.errors()[0]
        path = [str(part) for part in first["loc"]]
        name = next((n for k in range(len(path), 0, -1) if (n := ".".join(path[:k])) in merged), ".".join(path))
        by = merged[name][1] if name in merged else "the defaults"
        raise InputError(f"{name} (from {by})", first["input"], first["msg"][0].lower() + first["msg"][1:]) from error

"""Read the prompts and configs that ship with ECH0, from any working directory. Knows no node and no setting."""

import re
import tomllib
from pathlib import Path
from typing import Any

from ech0.core.errors import InputError

_PACKAGE = Path(__file__).resolve().parents[1]
_NAME = re.compile(r"[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)*")


def home() -> Path:
    """Where `prompts/` and `configs/` lie: inside the installed package, or at the root of a checkout."""
    shipped = _PACKAGE / "_data"
    return shipped if shipped.is_dir() else _PACKAGE.parent


def prompt_text(name: str, /) -> str:
    """The whole of `prompts/<name>.md`, as it stands; raises `InputError` if there is none."""
    return _read("prompts", name, ".md")


def prompts() -> tuple[str, ...]:
    """The names of all prompts that ship, in order. Names are lower case, so `README.md` is not one."""
    folder = home() / "prompts"
    names = (file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob("*.md"))
    return tuple(sorted(name for name in names if _NAME.fullmatch(name)))


def config(name: str, /) -> dict[str, Any]:
    """Load `configs/<name>.toml`.

    Raises:
        InputError: There is no such config, or it is not TOML.
    """
    try:
        return tomllib.loads(_read("configs", name, ".toml"))
    except tomllib.TOMLDecodeError as error:
        raise InputError("config", name, f"mend its TOML: {error}") from error


def _read(folder: str, name: str, suffix: str) -> str:
    file = home() / folder / f"{name}{suffix}"
    if not _NAME.fullmatch(name) or not file.is_file():
        known = ", ".join(sorted(f.stem for f in file.parent.glob(f"*{suffix}") if _NAME.fullmatch(f.stem))) or "none"
        raise InputError(folder.removesuffix("s"), name, f"there is none of this name in {folder}/; known: {known}")
    return file.read_text(encoding="utf-8")

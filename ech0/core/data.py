"""Read the prompts and configs that ship with ECH0, from any working directory. Knows no node and no setting."""

import re
import tomllib
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from ech0.core.errors import InputError

_PACKAGE = Path(__file__).resolve().parents[1]
_NAME = re.compile(r"[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)*")


def home() -> Path:
    """Where `prompts/` and `configs/` lie: inside the installed package, or at the root of a checkout."""
    shipped = _PACKAGE / "_data"
    return shipped if shipped.is_dir() else _PACKAGE.parent


def prompt(name: str, /, **values: object) -> str:
    """Fill `prompts/<name>.md`, where `$variable` stands for a value and `$$` for a dollar sign.

    Raises:
        InputError: There is no such prompt, it is empty or malformed, or `values` lacks one of its variables or holds
            one that it does not use: both are a slip between the code and the prompt.
    """
    template = _template(name)
    wanted = set(template.get_identifiers())
    if missing := sorted(wanted - values.keys()):
        raise InputError(f"prompt {name}", sorted(values), f"give {', '.join(missing)} as well")
    if unused := sorted(values.keys() - wanted):
        raise InputError(f"prompt {name}", unused, f"it uses only {', '.join(sorted(wanted)) or 'nothing'}")
    return template.substitute(values)


def prompt_text(name: str, /) -> str:
    """The whole of `prompts/<name>.md`, as it stands; raises `InputError` if there is none."""
    return _read("prompts", name, ".md")


def prompts() -> tuple[str, ...]:
    """The names of all prompts that ship, in order. Names are lower case, so `README.md` is not one."""
    folder = home() / "prompts"
    names = (file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob("*.md"))
    return tuple(sorted(name for name in names if _NAME.fullmatch(name)))


@cache
def _template(name: str) -> Template:
    template = Template(_read("prompts", name, ".md"))
    if not template.template.strip():
        raise InputError("prompt", name, "its file is empty; write the prompt")
    if not template.is_valid():
        raise InputError("prompt", name, "a dollar sign in it starts no variable; write $$ for a dollar sign")
    return template


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

"""Files that others published: what is in them, row by row, and the hash by which a result says what it was run on.

Knows JSON and JSON lines, not a benchmark. Every error names the file, the row and the cure.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ech0.core.errors import InputError

MAX_BYTES = 400_000_000
_OPTION = re.compile(r"\s*\(?[A-Z][).:]\s+(?=\S)")


def text(path: Path) -> str:
    """A whole UTF-8 file; `InputError` if it cannot be read, is empty, or is too big."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError("--data", str(path), f"{size} bytes; at most {MAX_BYTES} are read")
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("--data", str(path), f"give a readable UTF-8 file ({error})") from error
    if not content.strip():
        raise InputError("--data", str(path), "the file is empty; fetch it again")
    return content


def rows(path: Path, *needs: str, under: str = "") -> Iterator[dict[str, Any]]:
    """The objects of a JSON array, of the array `under` a name, of a JSON object of objects, or of JSON lines.

    An object of objects gives each with its name as `id`. `InputError` for anything else, and for a row that lacks one
    of `needs`.
    """
    content = text(path)
    for number, row in enumerate(_rows(path, content, under), 1):
        lacks = [name for name in needs if not isinstance(row, dict) or name not in row]
        if lacks:
            raise InputError("--data", f"{path}, row {number}", f"a row needs {', '.join(needs)}; it lacks {lacks}")
        yield row


def _rows(path: Path, content: str, under: str) -> Iterator[Any]:
    try:
        whole = json.loads(content)
    except RecursionError as error:
        raise InputError("--data", str(path), f"it is nested too deep ({error})") from error
    except json.JSONDecodeError:
        yield from _lines(path, content)
        return
    if under and isinstance(whole, dict) and under in whole:
        whole = whole[under]
    if isinstance(whole, list):
        yield from whole
    elif isinstance(whole, dict) and whole and all(isinstance(v, dict) for v in whole.values()):
        yield from ({"id": name, **row} for name, row in whole.items())
    else:
        yield whole  # a file of one JSON line


def _lines(path: Path, content: str) -> Iterator[Any]:
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                raise InputError("--data", f"{path}, line {number}", f"it is not JSON ({error})") from error


def fingerprint(path: Path) -> str:
    """The sha256 of a file, or of all files of a folder with their names."""
    if not path.exists():
        raise InputError("--data", str(path), "there is no such file")
    total = hashlib.sha256()
    for file in sorted(f for f in path.rglob("*") if f.is_file()) if path.is_dir() else [path]:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        total.update(f"{file.relative_to(path)} {digest}\n".encode() if path.is_dir() else digest.encode())
    return total.hexdigest() if path.is_dir() else digest


def options(listed: Any) -> tuple[str, ...]:
    """Options without the letters that some files put before them, which ECH0 counts for itself."""
    given = [str(o) for o in listed] if isinstance(listed, list) else []
    lettered = bool(given) and all(_OPTION.match(o) for o in given)
    return tuple(_OPTION.sub("", o, count=1) if lettered else o for o in given)


def said(row: Mapping[str, Any], *names: str) -> str:
    """The named fields as one text, a paragraph each."""
    return "\n".join(str(row[name]).strip() for name in names if str(row.get(name) or "").strip())

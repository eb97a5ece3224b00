"""Files and folders read one by one in a bounded process, each to documents or to an error that names the file.

Links are not followed, and devices, pipes and sockets are never opened: reading one may never end.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from ech0.core.errors import Ech0Error, InputError, OutOfBudget, RunFailed
from memory.about import Read
from memory.readers.reader import MAX_BYTES, Reader, refused

SECONDS, MEMORY_MB = 120.0, 1536
"""What reading one file may cost; docling, which takes about 3 s a page, gets more."""
DOCLING_SECONDS, DOCLING_MEMORY_MB = 900.0, 8192
MAX_FILES = 100_000
"""How many files one folder may hold, with all below it."""
_TARGET = "memory.readers.bounded:serve"
_READERS = ("markdown:Markdown", "plain:Plain", "html:Html", "pdf:Pdf", "bibtex:Bibtex", "ris:Ris", "tables:Table")


class Calls(Protocol):
    """A pool of bounded processes, such as `ech0.core.process.Pool`."""

    def call(self, target: str, request: dict[str, Any], *, seconds: float, memory_mb: int) -> dict[str, Any]: ...


def readers() -> tuple[Reader, ...]:
    """Every reader that is chosen by a file's name."""
    made = (getattr(import_module(f"memory.readers.{r.partition(':')[0]}"), r.partition(":")[2])() for r in _READERS)
    return tuple(made)


def suffixes() -> dict[str, str]:
    """The reader's name for each ending of a file's name."""
    return {suffix: reader.name for reader in readers() for suffix in reader.suffixes}


def read(path: Path, pool: Calls, *, docling: bool = False, seconds: float | None = None) -> list[Read]:
    """The documents of one file; `InputError` names the file, why it cannot be read, and the cure."""
    file = str(path.absolute())
    by = suffixes().get(path.suffix.lower())
    if by is None:
        raise refused(str(path), "no reader knows files of this ending", f"give one of {' '.join(suffixes())}")
    _plain_file(path)
    heavy = docling and by == "pdf"
    request = {"file": file, "reader": "docling" if heavy else by}
    limit, memory = (DOCLING_SECONDS, DOCLING_MEMORY_MB) if heavy else (SECONDS, MEMORY_MB)
    try:
        reply = pool.call(_TARGET, request, seconds=seconds or limit, memory_mb=memory)
    except OutOfBudget as error:
        raise refused(file, f"reading it took more than {error.limit}", "split it, or give its text") from error
    except InputError:
        raise
    except RunFailed as error:
        if error.what == _TARGET:
            raise refused(file, f"reading it failed ({error.why})", "save it again, or give its text") from error
        raise
    return [Read.model_validate(row) for row in reply["reads"]]


def _plain_file(path: Path) -> os.stat_result:
    try:
        about = path.lstat()
        if stat.S_ISLNK(about.st_mode):
            raise refused(str(path), "it is a symbolic link", f"give what it points to: {path.readlink()}")
        if not stat.S_ISREG(about.st_mode):
            raise refused(str(path), "it is no ordinary file", "give a file or a folder")
    except OSError as error:
        raise refused(str(path), str(error.strerror), "give a file that can be read") from error
    if about.st_size == 0:
        raise refused(str(path), "it is empty", "give a file with at least one word")
    if about.st_size > MAX_BYTES:
        raise refused(str(path), f"it has {about.st_size:,} bytes, more than {MAX_BYTES:,}", "split it")
    return about


def files(paths: Sequence[Path]) -> Iterator[Path | InputError]:
    """Every file that is named, and every file below a folder that a reader knows; an error for what cannot be read."""
    known = suffixes()
    for path in paths:
        if not path.is_dir() or path.is_symlink():
            yield path
            continue
        count = 0
        for folder, below, names in os.walk(path, onerror=None, followlinks=False):
            below[:] = sorted(d for d in below if not d.startswith("."))
            for name in sorted(names):
                count += 1
                found = Path(folder) / name
                if count > MAX_FILES:
                    yield refused(str(path), f"it holds more than {MAX_FILES:,} files", "give the folders that matter")
                    return
                if not name.startswith(".") and found.suffix.lower() in known:
                    yield found
        if not count:
            yield refused(str(path), "the folder is empty", "give one that holds files")


def read_all(
    paths: Sequence[Path], pool: Calls, *, docling: bool = False
) -> Iterator[tuple[Path, list[Read] | Ech0Error]]:
    """Each file with its documents, or with why there are none: one bad file does not keep the others out."""
    for found in files(paths):
        if isinstance(found, InputError):
            yield Path(str(found.value)), found
            continue
        try:
            yield found, read(found, pool, docling=docling)
        except Ech0Error as error:
            yield found, error


def serve(request: dict[str, Any]) -> dict[str, Any]:
    """The child's side: read the file that is named with the reader that is named."""
    file, by = str(request["file"]), str(request["reader"])
    from memory.readers.docling import Docling

    every: tuple[Reader, ...] = (*readers(), Docling())
    reader = next(r for r in every if r.name == by)
    raw = _bytes(file)
    try:
        return {"reads": [r.model_dump(mode="json") for r in reader.read(raw, file)]}
    except RecursionError as error:
        raise refused(file, "its parts are nested too deeply", "save it again, or give its text") from error


def _bytes(file: str) -> bytes:
    """The content of an ordinary file: a link put in its place since it was looked at is refused too."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise refused(file, str(error.strerror), "give a file that can be read") from error
    with os.fdopen(handle, "rb") as opened:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise refused(file, "it is no ordinary file", "give a file or a folder")
        raw = opened.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        raise refused(file, f"it has more than {MAX_BYTES:,} bytes", "split it into several files")
    return raw

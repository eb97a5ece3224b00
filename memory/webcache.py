"""Answers of web servers on disk, by the hash of what they say. Derived: any file may be deleted and is fetched again.

`answers/<key>.json` says what a request was answered with, `bodies/<hash>` what it said; equal bodies are kept once. A
request is keyed without the secrets that it carries, so no key of a user ever lies here.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from ech0.core.errors import StateError


class Answer(NamedTuple):
    """What a server said. `fetched`: when, ISO 8601; `headers` in lower case; `cached`: from disk, not asked now."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched: str
    cached: bool = False


class WebCache:
    """The cache in `folder`, made when first written to; the oldest goes once it weighs more than `most_bytes`."""

    def __init__(self, folder: Path, *, most_bytes: int = 2 << 30) -> None:
        self.folder, self.most_bytes = Path(folder), most_bytes
        self._weight: int | None = None

    def get(self, key: str) -> Answer | None:
        """What a request was answered with; `None` if it is not there or was damaged."""
        try:
            about: Any = json.loads(self._answer(key).read_bytes())
            body = self._body(str(about["body"])).read_bytes()
            if digest(body) != about["body"]:
                return None
            headers = {str(n): str(v) for n, v in about["headers"].items()}
            return Answer(str(about["url"]), int(about["status"]), headers, body, str(about["fetched"]), cached=True)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer: the body first, so that what is named is there. Raises `StateError` if the disk refuses."""
        about: dict[str, Any] = {
            "url": answer.url,
            "status": answer.status,
            "headers": dict(answer.headers),
            "body": digest(answer.body),
            "fetched": answer.fetched,
        }
        try:
            body = self._body(about["body"])
            if not body.is_file() or digest(body.read_bytes()) != about["body"]:
                _write(body, answer.body)
            _write(self._answer(key), json.dumps(about, ensure_ascii=False).encode())
            self._bound(len(answer.body))
        except OSError as error:
            why = error.strerror or str(error)
            raise StateError(self.folder, why, "free some space, or set ECH0_HOME to a folder you may write") from error

    def _bound(self, more: int) -> None:
        """Weigh the folder when it is first written to and when it has become too heavy, and lighten it by a fifth."""
        self._weight = None if self._weight is None else self._weight + more
        if self._weight is not None and self._weight <= self.most_bytes:
            return
        files = []
        for file in self.folder.glob("*/*/*"):
            with contextlib.suppress(FileNotFoundError):  # another process lightens it too
                about = file.stat()
                files.append((about.st_mtime_ns, about.st_size, file))
        files.sort()
        self._weight = sum(size for _, size, _ in files)
        if self._weight > self.most_bytes:
            for _, size, file in files[:-2]:  # what was just written stays
                file.unlink(missing_ok=True)
                self._weight -= size
                if self._weight <= 0.8 * self.most_bytes:
                    return

    def _answer(self, key: str) -> Path:
        return self.folder / "answers" / key[:2] / f"{key}.json"

    def _body(self, hashed: str) -> Path:
        if not hashed.isalnum():
            raise ValueError(hashed)
        return self.folder / "bodies" / hashed[:2] / hashed


def digest(body: bytes) -> str:
    """blake2b-128 of a body, 32 hexadecimal digits."""
    return blake2b(body, digest_size=16).hexdigest()


def _write(path: Path, data: bytes) -> None:
    """All of it or nothing, whatever happens meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise

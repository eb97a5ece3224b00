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
    """The cache in `folder`, made when it is first written to."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

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
        except OSError as error:
            why = error.strerror or str(error)
            raise StateError(self.folder, why, "free some space, or set ECH0_HOME to a folder you may write") from error

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

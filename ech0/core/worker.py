"""The child side of `ech0.core.process`: limit, serve, die with the parent. Run as `python -P -m ech0.core.worker`."""

import importlib
import json
import os
import resource
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, NoReturn

from ech0.core.errors import Ech0Error


def main() -> None:
    """Serve JSON lines from standard input with the function named on the command line."""
    target, memory_mb, parent = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    sys.addaudithook(_bounded(sys.argv[4]))
    # Address space, not resident memory, is what the kernel can refuse; shared libraries map up to 1.5 GiB unused.
    resource.setrlimit(resource.RLIMIT_AS, ((memory_mb + 1536) << 20,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    module, _, function = target.partition(":")
    serve = getattr(importlib.import_module(module), function)
    for line in sys.stdin.buffer:
        replies.write(json.dumps(_answer(serve, json.loads(line))).encode() + b"\n")
        replies.flush()


def _answer(serve: Any, request: dict[str, Any]) -> dict[str, Any]:
    try:
        reply: dict[str, Any] = serve(request)
        return reply
    except Ech0Error as error:
        return _told(error, [_json(getattr(error, name)) for name in error.fields])
    except Exception as error:  # noqa: BLE001  whatever a library raises must reach the caller as a failure
        return _told(error, [])


def _told(error: Exception, args: list[Any]) -> dict[str, Any]:
    return {"error": {"type": type(error).__name__, "args": args, "text": str(error)[:2000]}}


def _json(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else repr(value)


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(0)


def _bounded(reach: str) -> Callable[[str, tuple[Any, ...]], None]:
    """A hook that refuses all connections but those to `reach`, whose name is looked up here, once and for all."""
    host, _, port = reach.rpartition(":")
    host = host.strip("[]")
    known = {info[4][:2] for info in socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)} if reach else set()
    places = {*known, (host, int(port))} if reach else set()

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "socket.connect" and isinstance(args[1], tuple) and args[1][:2] in places:
            return
        if event == "socket.getaddrinfo" and reach and (args[0], int(args[1] or 0)) in places:
            return
        if event in ("socket.connect", "socket.bind", "socket.getaddrinfo"):
            _refuse(event)

    return hook


def _refuse(event: str) -> NoReturn:
    raise PermissionError(f"a worker may not open connections ({event})")


if __name__ == "__main__":
    main()

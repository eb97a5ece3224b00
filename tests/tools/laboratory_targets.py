"""Worker targets for the tests of `tools.laboratory`: labs that exist only in the worker that imports this module."""

import time
from typing import Any

from labs import LABS, Lab, Output, Result, lab
from tools.laboratory import serve as real_serve


def _lab(simulate: Any) -> Lab:
    return lab(
        title="A lab of the tests",
        version="1",
        inputs={},
        outputs={"answer": Output("", "what it answers", words=("answer",))},
        validity="tests",
        citations=("none",),
    )(simulate)


def sleeps(*, wants: tuple[str, ...], seed: int) -> Result:
    """Takes a minute."""
    time.sleep(60)
    return Result({"answer": 1.0}, method="sleep")


def swells(*, wants: tuple[str, ...], seed: int) -> Result:
    """Asks for eight gibibytes."""
    return Result({"answer": float(len(bytearray(8 << 30)))}, method="swell")


def calls_home(*, wants: tuple[str, ...], seed: int) -> Result:
    """Tries to open a connection."""
    import socket

    socket.create_connection(("127.0.0.1", 9), timeout=1)
    return Result({"answer": 1.0}, method="call")


def serve(request: dict[str, Any]) -> dict[str, Any]:
    """The product's worker side, with the labs above registered in this process only."""
    for made in (sleeps, swells, calls_home):
        if made.__name__ not in LABS:
            _lab(made)
    return real_serve(request)

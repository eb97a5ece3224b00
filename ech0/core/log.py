"""The log: JSON lines to a file, words to standard error when wanted, nothing ever to standard output.

Knows structlog and imports it on first use; knows nothing of what is logged.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ech0.core.errors import InputError, StateError

LEVELS = ("debug", "info", "warning", "error", "critical")


def configure(level: str = "info", file: Path | None = None, *, verbose: bool = False) -> None:
    """Send events of `level` and above to `file` as JSON lines, and, if `verbose`, to standard error as text.

    May be called again; the last call counts. Each line is written whole by one call of the system, so that several
    processes may share a file.

    Raises:
        InputError: There is no such level.
        StateError: The file cannot be written.
    """
    import structlog

    if level not in LEVELS:
        raise InputError("log level", level, f"choose one of {', '.join(LEVELS)}")
    last: Callable[..., Any] = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()) if verbose else _drop
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([_writer(file)] if file else []),
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def logger(room: str, /, **context: Any) -> Any:
    """A structlog logger whose events carry `room` and `context`. Silent until `configure` was called."""
    import structlog

    if not structlog.is_configured():
        configure("critical")
    return structlog.get_logger().bind(room=room, **context)


def _drop(_logger: Any, _method: str, _event: Any) -> Any:
    from structlog import DropEvent

    raise DropEvent


def _writer(file: Path) -> Callable[[Any, str, Any], Any]:
    from structlog.processors import ExceptionRenderer

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    except OSError as error:
        raise StateError(file, f"the log cannot be written ({error.strerror})", "choose another file") from error
    render = ExceptionRenderer()

    def write(logger: Any, method: str, event: Any) -> Any:
        line = json.dumps(render(logger, method, dict(event)), default=repr, ensure_ascii=False, sort_keys=True)
        with file.open("ab", buffering=0) as out:
            os.write(out.fileno(), line.encode() + b"\n")
        return event

    return write

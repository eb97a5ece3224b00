"""Time as sources and feeds see it: the hour, a stopwatch, waiting. One class, so that a test can turn the hands."""

import time
from datetime import UTC, datetime


class Clock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The hour, in UTC."""
        return datetime.now(UTC)

    def stopwatch(self) -> float:
        """Seconds that only go up, from an arbitrary zero."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

"""How often a host may be asked, and how long it asks to be left alone. Knows no source and opens no connection."""

import threading
from datetime import UTC
from email.utils import parsedate_to_datetime

from memory.clock import Clock


class Pace:
    """A token bucket for each host: `burst` requests at once, then `rate` a second. Safe for threads of one process."""

    def __init__(self, clock: Clock, *, burst: int = 1) -> None:
        self.clock, self.burst = clock, burst
        self._lock = threading.Lock()
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, host: str, rate: float) -> float:
        """Sleep until `host` may be asked again, at `rate` requests a second; returns the seconds slept."""
        with self._lock:
            now = self.clock.stopwatch()
            tokens, at = self._buckets.get(host, (float(self.burst), now))
            # Negative tokens are places taken in the queue: each caller sleeps outside the lock for its own.
            tokens = min(float(self.burst), tokens + (now - at) * rate) - 1.0
            self._buckets[host] = (tokens, now)
        seconds = max(0.0, -tokens / rate)
        if seconds:
            self.clock.sleep(seconds)
        return seconds


def retry_after(text: str | None, clock: Clock) -> float | None:
    """Seconds that a `Retry-After` header asks for, given in seconds or as a date; `None` if it says neither."""
    if text is None:
        return None
    text = text.strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:10]), 10**9))
    try:
        when = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - clock.now()).total_seconds())

"""When a feed is due: a tick for every so many seconds, or one each day at an hour of some place. Knows no feed.

`every` counts in UTC from the midnight that began 1970, so that summer time neither adds nor drops a tick. `at` is a
time of day as clocks show it: in the night that has it twice it ticks the first time, in the night that lacks it, as
much later as the clocks were put forward.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ech0.core.errors import InputError

_UNITS = {"m": 60, "h": 3600, "d": 86400}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Timetable(NamedTuple):
    """`every` seconds, or, if that is 0, each day at `hour`:`minute` in `zone`."""

    every: int
    hour: int = 0
    minute: int = 0
    zone: tzinfo = UTC

    def last(self, now: datetime) -> datetime:
        """The tick at or before `now`, in UTC."""
        if self.every:
            seconds = int((now - _EPOCH).total_seconds())
            return _EPOCH + timedelta(seconds=seconds - seconds % self.every)
        return max(tick for ahead in range(-2, 2) if (tick := self._on(now, ahead)) <= now)

    def next(self, now: datetime) -> datetime:
        """The first tick after `now`, in UTC."""
        if self.every:
            return self.last(now) + timedelta(seconds=self.every)
        return min(tick for ahead in range(-1, 3) if (tick := self._on(now, ahead)) > now)

    def missed(self, since: datetime, now: datetime) -> int:
        """How many ticks lie after `since` and before the last one."""
        if self.every:
            return max(0, int((self.last(now) - self.last(since)).total_seconds()) // self.every - 1)
        days = (self.last(now).astimezone(self.zone).date() - self.last(since).astimezone(self.zone).date()).days
        return max(0, days - 1)

    def _on(self, now: datetime, days: int) -> datetime:
        """The tick of the day that is so many days from that of `now`, by the calendar of the place."""
        of = now.astimezone(self.zone).date() + timedelta(days=days)
        return datetime(of.year, of.month, of.day, self.hour, self.minute, tzinfo=self.zone).astimezone(UTC)


def timetable(feed: str, every: str | None, at: str | None, zone: str | None) -> Timetable:
    """Read a timetable as `configs/feeds.toml` spells it; raises `InputError` that names the feed."""
    if (every is None) == (at is None):
        raise InputError(f"feed {feed}", f"every={every!r} at={at!r}", "give one of every and at")
    if every is not None:
        found = re.fullmatch(r"([1-9]\d{0,4})([mhd])", every)
        if not found:
            raise InputError(f"feed {feed}, every", every, "write a number and m, h or d, as in 6h")
        if zone is not None:
            raise InputError(f"feed {feed}, zone", zone, "every counts in UTC; leave the zone away")
        return Timetable(int(found[1]) * _UNITS[found[2]])
    found = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", at or "")
    if not found:
        raise InputError(f"feed {feed}, at", at, "write a time of day as HH:MM, as in 02:00")
    try:
        place: tzinfo = UTC if zone in {None, "UTC"} else ZoneInfo(str(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(f"feed {feed}, zone", zone, "name a zone such as Europe/Zurich (or install tzdata)") from error
    return Timetable(0, int(found[1]), int(found[2]), place)

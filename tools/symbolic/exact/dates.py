"""Dates of the Gregorian calendar: the day of the week, the days between two, a date so many days on, leap years.

Each is found with the calendar of the standard library and checked with day numbers of our own [Meeus1998]_. Years from
1 to 9999; before 1582 the calendar is reckoned backwards.

References:
    .. [Meeus1998] J. Meeus, Astronomical Algorithms, 2nd ed. (1998), ch. 7.
"""

from datetime import date, timedelta

from ech0.core.errors import ClaimError
from tools.symbolic.exact.trees import Found, Problem, Refused, sympied

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_EARLY = ("the Gregorian calendar, reckoned backwards to before its start",)


def _numbers(asked: Problem) -> list[int]:
    values = [sympied(p) for p in asked.points]
    if not all(v.is_Integer and abs(v) < 10**8 for v in values):
        raise Refused("a date is told in whole numbers")
    return [int(v) for v in values]


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused("there is no such day in the calendar") from None


def day_number(year: int, month: int, day: int) -> int:
    """The Julian day number at noon."""
    shift = (14 - month) // 12
    y, m = year + 4800 - shift, month + 12 * shift - 3
    return day + (153 * m + 2) // 5 + 365 * y + y // 4 - y // 100 + y // 400 - 32045


def _taken(*days: date) -> tuple[str, ...]:
    return _EARLY if any(d < date(1582, 10, 15) for d in days) else ()


def weekday(asked: Problem) -> Found:
    """The day of the week of a date."""
    when = _date(*_numbers(asked)[:3])
    name = DAYS[when.weekday()]
    if name != DAYS[day_number(when.year, when.month, when.day) % 7]:
        raise ClaimError("date", "two ways differ")
    return Found(name, None, "the remainder of its Julian day number says the same", taken=_taken(when))


def days_between(asked: Problem) -> Found:
    """The days from one date to another, the first not counted."""
    numbers = _numbers(asked)
    one, other = _date(*numbers[:3]), _date(*numbers[3:6])
    count = abs((other - one).days)
    ends = [day_number(d.year, d.month, d.day) for d in (one, other)]
    if abs(ends[1] - ends[0]) != count:
        raise ClaimError("date", "two ways differ")
    how = "the difference of their Julian day numbers is the same"
    return Found(f"{count} days", float(count), how, unit="day", taken=_taken(one, other))


def shifted(asked: Problem) -> Found:
    """The date so many days after another, or before it."""
    *when, days = _numbers(asked)
    start = _date(*when[:3])
    try:
        end = start + timedelta(days=days)
    except OverflowError:
        raise Refused("that day is beyond the years one to nine thousand nine hundred ninety-nine") from None
    if day_number(end.year, end.month, end.day) - day_number(start.year, start.month, start.day) != days:
        raise ClaimError("date", "two ways differ")
    said = f"{DAYS[end.weekday()]}, {end.day} {MONTHS[end.month - 1]} {end.year} ({end.isoformat()})"
    return Found(said, None, "the difference of their Julian day numbers is that many days", taken=_taken(start, end))


def leap_year(asked: Problem) -> Found:
    """Whether a year has a 29 February."""
    (year,) = _numbers(asked)
    length = (_date(year + 1, 1, 1) - _date(year, 1, 1)).days
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if leap != (length == 366):
        raise ClaimError("date", "two ways differ")
    said = f"{'yes' if leap else 'no'}: {year} has {length} days"
    return Found(said, None, "its days were counted", truth=leap, taken=_taken(_date(year, 1, 1)))


def month_length(asked: Problem) -> Found:
    """The days of a month, or of a year where no month is told."""
    year, *month = _numbers(asked)
    start = _date(year, month[0] if month else 1, 1)
    after = _date(year + 1, 1, 1) if not month or month[0] == 12 else _date(year, month[0] + 1, 1)
    count = (after - start).days
    if day_number(after.year, after.month, 1) - day_number(start.year, start.month, 1) != count:
        raise ClaimError("date", "two ways differ")
    return Found(f"{count} days", float(count), "the difference of Julian day numbers is the same", unit="day")


def clock(asked: Problem) -> Found:
    """The time of day so many minutes after another: `points` hold hour, minute and the minutes to add."""
    hour, minute, more = _numbers(asked)
    _of_day(hour, minute)
    days, rest = divmod(60 * hour + minute + more, 1440)
    then = f"{rest // 60:02d}:{rest % 60:02d}"
    if (days * 1440 + rest) - (60 * hour + minute) != more:
        raise ClaimError("time", "it is not that much later")
    half = f"{(rest // 60 - 1) % 12 + 1}:{rest % 60:02d} {'pm' if rest >= 720 else 'am'}"
    later = (
        ""
        if days == 0
        else ", the next day"
        if days == 1
        else ", the day before"
        if days == -1
        else f", {days} days on"
    )
    return Found(f"{then} ({half}){later}", None, "the minutes between the times are those that were asked for")


def time_between(asked: Problem) -> Found:
    """From one time of day to another, over midnight if the second is the earlier."""
    h, m, k, n = _numbers(asked)
    _of_day(h, m)
    _of_day(k, n)
    minutes = (60 * k + n - 60 * h - m) % 1440
    if (60 * h + m + minutes) % 1440 != 60 * k + n:
        raise ClaimError("time", "it does not lead from one to the other")
    said = f"{minutes // 60} h {minutes % 60} min"
    return Found(said, minutes / 60, "added to the first time, it gives the second", unit="hour")


def _of_day(hour: int, minute: int) -> None:
    if not (0 <= hour < 24 and 0 <= minute < 60):
        raise Refused("there is no such time of day")

"""Commands about dates: the weekday of one, the days between two, a date so many days on, leap years, months.

A date is read if it can be read in one way only: `3/4/2024` is in March here and in April there, and is left alone.
"""

import re

from ech0.core.types import Plan
from ech0.minds.embedded.commands.asking import Asked

MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(rf"{m}|{m[:3]}\.?" for m in MONTHS) + r"|sept\.?"
_DATE = (
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?"
    rf"(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{4}}/\d{{1,2}}/\d{{1,2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTH}),? \d{{1,4}}"
    rf"|(?:{_MONTH}) (?:the )?\d{{1,2}}(?:st|nd|rd|th)?,? \d{{1,4}})"
)
_DAY = r"(?:what |which )?(?:day of the week|week ?day|day)"
_WEEKDAY = (
    (
        rf"{_DAY} (?:was|is|were|will be|does|did|would be|of|for|on) (?:it (?:on )?)?"
        rf"(?P<d>{_DATE})(?: (?:fall|land|be|occur)(?: on)?)?"
    ),
    (
        r"(?:on )?(?:what|which) (?:day of the week|week ?day|day) (?:did|does|was|is|will) "
        rf"(?P<d>{_DATE})(?: (?:fall|land|be)(?: on)?)?"
    ),
    rf"(?:what|which) {_DAY.removeprefix('(?:what |which )?')} (?P<d>{_DATE}) (?:was|is|falls|fell)(?: on)?",
    rf"(?P<d>{_DATE}) (?:was|is|falls on|fell on|will be) (?:what|which) {_DAY.removeprefix('(?:what |which )?')}",
)
_BETWEEN = (
    (
        r"(?:how many days|(?:the )?number of days|days)(?: are)?(?: there)?(?: are)? (?:between"
        rf"|from) (?P<d>{_DATE}) (?:and|to|until|till) (?P<e>{_DATE})"
    ),
    (
        rf"how many days (?:passed|went by|elapsed|lie|are there) (?:between|from) (?P<d>{_DATE}) "
        rf"(?:and|to|until) (?P<e>{_DATE})"
    ),
    rf"how (?:long|many days) is it (?:between|from) (?P<d>{_DATE}) (?:and|to|until) (?P<e>{_DATE})(?: in days)?",
)
_SPAN = r"(?:a |one )?(?P<n>\d{1,7})? ?(?P<u>days?|weeks?)"
_SHIFTED = (
    rf"(?:(?:what|which) (?:date|day) is |(?:the )?date )?{_SPAN} (?P<how>after|before|from|prior to) (?P<d>{_DATE})",
    rf"(?P<d>{_DATE}) (?P<how>plus|\+|minus) {_SPAN}",
    rf"add {_SPAN} to (?P<d>{_DATE})(?P<how>)",
)
_LEAP = (
    (
        r"(?:is|was|will|check (?:if|whether))(?: the year)? (?P<y>\d{1,4})(?: is| was| be)? (?:a "
        r")?leap[ -]?year(?: or not)?"
    ),
)
_LENGTH = (
    (
        r"how many days (?:are )?(?:there )?(?:in|does|did|has|had)(?: there)?(?: the month of)? "
        rf"(?P<m>{_MONTH})(?: of)?,? (?P<y>\d{{4}})(?: have)?"
    ),
    r"how many days (?:are )?(?:there )?(?:in|does|did)(?: the)?(?: year)? (?P<y>\d{4})(?: have)?",
)


def read(asked: Asked) -> Plan | None:
    """A plan, if the command is one of these."""
    for text in (asked.text, asked.bare):
        for one in (_weekday, _between, _shifted, _leap, _length, _clock, _hours):
            if (found := one(asked, text)) is not None:
                return found
    return None


def _first(shapes: tuple[str, ...], text: str) -> re.Match[str] | None:
    return next((m for shape in shapes if (m := re.fullmatch(shape, text))), None)


def date(text: str) -> list[str] | None:
    """Year, month and day of a date; nothing if it can be read in two ways."""
    if found := re.search(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})$", text):
        return [str(int(found[n])) for n in (1, 2, 3)]
    if found := re.search(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})$", text):
        one, other = int(found[1]), int(found[2])
        if "." in text or one > 12 or one == other:  # with points the day comes first
            return [found[3], str(other), str(one)]
        return [found[3], str(one), str(other)] if other > 12 else None
    if found := re.search(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH}),? (\d{{1,4}})$", text):
        return [str(int(found[3])), _month(found[2]), str(int(found[1]))]
    if found := re.search(rf"({_MONTH}) (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{1,4}})$", text):
        return [str(int(found[3])), _month(found[1]), str(int(found[2]))]
    return None


def _month(word: str) -> str:
    return str(next(k for k, m in enumerate(MONTHS, start=1) if m.startswith(word.rstrip(".")[:3])))


def _weekday(asked: Asked, text: str) -> Plan | None:
    found = _first(_WEEKDAY, text)
    when = date(found["d"]) if found else None
    return asked.exactly("weekday", label="day of the week", parameters=when) if when else None


def _between(asked: Asked, text: str) -> Plan | None:
    found = _first(_BETWEEN, text)
    one, other = (date(found["d"]), date(found["e"])) if found else (None, None)
    if one is None or other is None:
        return None
    return asked.exactly("days between", label="time between them", parameters=[*one, *other])


def _shifted(asked: Asked, text: str) -> Plan | None:
    found = _first(_SHIFTED, text)
    when = date(found["d"]) if found else None
    if found is None or when is None or (found["n"] is None and found["u"] not in ("day", "week")):
        return None
    days = int(found["n"] or 1) * (7 if found["u"].startswith("week") else 1)
    days = -days if found["how"] in ("before", "prior to", "minus") else days
    return asked.exactly("date", label="date", parameters=[*when, str(days)])


def _leap(asked: Asked, text: str) -> Plan | None:
    found = _first(_LEAP, text)
    return asked.exactly("leap year", label="answer", parameters=[str(int(found["y"]))]) if found else None


def _length(asked: Asked, text: str) -> Plan | None:
    found = _first(_LENGTH, text)
    if found is None:
        return None
    month = [_month(found["m"])] if "m" in found.groupdict() else []
    return asked.exactly("month", label="length", parameters=[found["y"], *month])


_TIME = r"(?:\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|noon|midday|midnight)"
_LASTS = r"(?:(?P<h>\d{1,3}) ?(?:hours?|hrs?|h))?(?: and)? ?(?:(?P<m>\d{1,4}) ?(?:minutes?|mins?|min|m))?"
_CLOCK = (
    rf"what time (?:is it|will it be|was it|is|would it be) {_LASTS} (?P<how>after|before|from|past) (?P<t>{_TIME})",
    rf"{_LASTS} (?P<how>after|before|from) (?P<t>{_TIME})",
    rf"(?P<t>{_TIME}) (?P<how>plus|\+|minus) {_LASTS}",
)
_HOURS = (
    (
        r"how (?:many hours|long|much time|many minutes)(?: is it| is there| are there| passes| "
        rf"between| lie)*(?: from| between) (?P<t>{_TIME}) (?:to|and|until|till) (?P<u>{_TIME})"
    ),
    rf"(?:time|hours|duration) (?:from|between) (?P<t>{_TIME}) (?:to|and|until|till) (?P<u>{_TIME})",
)


def _time(text: str) -> list[str] | None:
    """Hour and minute of a time of day; `3:15` without am or pm is that of a clock of twenty-four hours."""
    if text in ("noon", "midday"):
        return ["12", "0"]
    if text == "midnight":
        return ["0", "0"]
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))? ?([ap])?\.?m?\.?", text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if hour > (12 if half else 23) or minute > 59 or (half and not hour):
        return None
    return [str(hour % 12 + (12 if half == "p" else 0) if half else hour), str(minute)]


def _clock(asked: Asked, text: str) -> Plan | None:
    found = _first(_CLOCK, text)
    start = _time(found["t"]) if found else None
    if found is None or start is None or not (found["h"] or found["m"]):
        return None
    minutes = 60 * int(found["h"] or 0) + int(found["m"] or 0)
    minutes = -minutes if found["how"] in ("before", "minus") else minutes
    return asked.exactly("clock", label="time", parameters=[*start, str(minutes)])


def _hours(asked: Asked, text: str) -> Plan | None:
    found = _first(_HOURS, text)
    one, other = (_time(found["t"]), _time(found["u"])) if found else (None, None)
    if found is None or one is None or other is None:
        return None
    if ("m" in found["t"]) != ("m" in found["u"]) and not re.search("noon|mid", found["t"] + found["u"]):
        return None  # one half of the day is told and the other is not
    return asked.exactly("time between", label="time between them", parameters=[*one, *other])

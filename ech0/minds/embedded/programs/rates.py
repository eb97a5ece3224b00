"""Steady rates: `Ida reads 8 pages in 20 minutes; how many does she read in 2 hours?`.

The whole question has to be of this shape. Times are converted between seconds and weeks only: months differ.
"""

import re

from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page, calculation
from ech0.minds.embedded.words import stem

_TIMES = ("second", "minute", "hour", "day", "week")
_TRIGGER = re.compile(r"\bhow long\b|\bhow many\b.*\b(?:second|minute|hour|day|week)s?\b", re.DOTALL)
_NOUN = r"(?:more )?[a-z]+(?: of [a-z]+)?"
_RATE = (
    r"(?:if )?(?:an? |the )?(?P<who>[a-z]+(?: [a-z]+)?) (?:can |could )?(?P<verb>[a-z]+) #(?P<a>\d+) "
    r"(?P<noun>[a-z]+(?: of [a-z]+)?)"
    r" (?:in #(?P<t>\d+)|(?:a|an|each|every|per|in an?|in one) (?P<unit>second|minute|hour|day|week))"
)
_SAME = r"(?: (?:at (?:this|the same|that)(?: constant)? (?:rate|pace|speed)))?"
_MANY = re.compile(
    rf"{_RATE}(?:\.|,) (?:at (?:this|the same|that) (?:rate|pace|speed), )?how many (?P<asked>{_NOUN}) "
    rf"(?:can|does|will|do|could|would|did) (?P<whom>[a-z]+(?: [a-z]+)?) (?P<verb2>[a-z]+)"
    rf"{_SAME} (?:in|during|over) #(?P<t2>\d+){_SAME}\s*\?"
)
_LONG = re.compile(
    rf"{_RATE}(?:\.|,) (?:at (?:this|the same|that) (?:rate|pace|speed), )?how (?:long|many "
    rf"(?P<wanted>second|minute|hour|day|week)s) (?:will|does|would|did|do)(?: it)? (?:it )?(?:take"
    rf"|need)"
    rf"(?: (?P<whom>[a-z]+(?: [a-z]+)?))? to (?:finish )?(?P<verb2>[a-z]+) #(?P<b>\d+) (?P<asked>{_NOUN}){_SAME}\s*\?"
)


def recognise(page: Page) -> Plan | None:
    """A plan, if one rate and one amount or time are all that is said."""
    if not 2 <= len(page.numbers) <= 3 or len(page.raw) > 300 or not _TRIGGER.search(page.raw):
        return None
    found = _MANY.fullmatch(page.text) or _LONG.fullmatch(page.text)
    if found is None:
        return None
    m = found.groupdict()
    amount = m.get("b") or m.get("t2") or ""
    marks = [m["a"], amount, *([m["t"]] if m["t"] else [])]
    own = m["unit"] or page.unit(m["t"])
    if stem(m["noun"]) != stem(m["asked"]) or not page.all_used(marks) or own not in _TIMES or page.unit(m["a"]):
        return None
    rate = f"n{m['a']}" + (f"/n{m['t']}" if m["t"] else "")
    units = {int(m["t"]): own} if m["t"] else {}
    if m.get("b"):
        if page.unit(amount):
            return None
        plan = calculation(page, [("value", f"n{amount}/({rate})")], label="time", path="rate", units=units, unit=own)
        return plan.model_copy(update={"unit": page.question.unit or m["wanted"] or own})
    if page.unit(amount) not in _TIMES:
        return None
    units[int(amount)] = own
    return calculation(page, [("value", f"{rate}*n{amount}")], label="amount", path="rate", units=units)

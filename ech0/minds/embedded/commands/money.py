"""Everyday sums of money and percentages: tips, discounts, taxes, interest, splitting a bill, shares in percent."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ech0.core.types import Plan
from ech0.minds.embedded.commands.asking import Asked
from ech0.minds.embedded.programs.page import Page, calculation

_COIN = r"(?: ?(?:dollars?|euros?|pounds?|usd|eur|gbp|bucks|quid|rupees?|yen|francs?|cents?|€|£|\$))?"
_SUM = rf"(?:€ ?|£ ?|\$ ?)?#(?P<a>\d+){_COIN}"
_RATE = r"#(?P<r>\d+)"
_PERSONS = (
    r"(?:people|persons?|friends|ways|of us|guests|students|colleagues|kids|children|diners"
    r"|adults|roommates|flatmates|players)"
)
_YEARLY = r"(?: ?(?:per (?:year|annum)|a year|p\.?a\.?|annual(?:ly)?|yearly|each year))?"


@dataclass(frozen=True)
class Sum:
    """A shape of question, what works it out (`{a}` the amount, `{r}` the rate), and what that is called."""

    shape: str
    form: str
    label: str
    rate: bool = True
    fit: Callable[[Page, re.Match[str]], bool] | None = None


_ITEM = r"(?:[a-z]+(?: [a-z]+)?)"
_SUMS = (
    Sum(rf"{_RATE} of (?:a |an )?{_SUM}", "{a}*{r}", "value"),
    Sum(
        r"#(?P<a>\d+) is (?:what|how many) (?:percent|percentage|%) of #(?P<b>\d+)",
        "100*{a}/{b}",
        "percentage",
        rate=False,
    ),
    Sum(rf"(?:a )?tip of {_RATE} (?:on|for) (?:a |an )?(?:bill of )?{_SUM}(?: bill| meal| tab)?", "{a}*{r}", "tip"),
    Sum(
        rf"total (?:price |cost )?with (?:a |an )?{_RATE} (?:tip|sales tax|tax|vat|gst) (?:on|for) {_SUM}",
        "{a}*(1 + {r})",
        "total",
    ),
    Sum(
        rf"(?:total )?(?:cost|price) of #(?P<b>\d+) {_ITEM} (?:at|for|costing) {_SUM} (?:each"
        r"|apiece|per item|per piece|a piece)",
        "{a}*{b}",
        "total",
        rate=False,
    ),
    Sum(
        rf"#(?P<b>\d+) (?P<thing>{_ITEM}) (?:at|for) {_SUM} (?:each|apiece)",
        "{a}*{b}",
        "total",
        rate=False,
    ),
    Sum(
        rf"if #(?P<b>\d+) (?P<thing>{_ITEM}) costs? {_SUM},? (?:then )?(?:how much|what) (?:do|does"
        r"|would|will|is the (?:price|cost) of) "
        rf"#(?P<c>\d+)(?: (?P=thing)| of them)?(?: cost)?",
        "{a}*{c}/{b}",
        "cost",
        rate=False,
    ),
    Sum(
        rf"(?:price|cost) of (?:a |an )?{_SUM} {_ITEM} (?:after|with|at) (?:a |an )?{_RATE} "
        r"(?:discount|off|reduction)",
        "{a}*(1 - {r})",
        "price",
    ),
    Sum(
        rf"if (?:a |an |the )?{_ITEM} costs? {_SUM} and (?:it )?(?:is|has) {_RATE} (?:off"
        r"|discount),? (?:what is|how much is) (?:the )?(?:new |final |sale )?price",
        "{a}*(1 - {r})",
        "price",
    ),
    Sum(
        r"(?:monthly )?(?:mortgage )?(?:payment|instal?lment|repayment)s? (?:on|for|of) (?:a |an "
        rf")?(?:loan |mortgage )?(?:of )?{_SUM}(?: loan| mortgage)? (?:at|with) {_RATE}(?: "
        rf"interest)?{_YEARLY} (?:for|over) #(?P<t>\d+)",
        "{a}*({r}/12)/(1 - (1 + {r}/12)**(-12*{t}))",
        "monthly payment",
        fit=lambda page, m: page.unit(m["t"]) == "year" and "month" in page.raw,
    ),
    Sum(
        rf"(?:how much is )?(?:a |an )?{_RATE} (?:tip|gratuity|service charge) (?:on|for|of) (?:a "
        rf"|an )?(?:bill of )?{_SUM}(?: bill| meal| tab| check)?",
        "{a}*{r}",
        "tip",
    ),
    Sum(
        r"(?:how much (?:should i |to )?tip|(?:the )?tip) (?:on|for) (?:a |an )?(?:bill of "
        rf")?{_SUM}(?: bill| meal| tab)? (?:at|with) {_RATE}",
        "{a}*{r}",
        "tip",
    ),
    Sum(
        rf"{_SUM} (?:with|plus|\+|and|including) (?:a |an )?{_RATE} (?:tip|gratuity|sales tax|tax"
        r"|vat|gst|service charge)",
        "{a}*(1 + {r})",
        "total",
    ),
    Sum(
        rf"(?:total|price|cost) (?:of |for )?(?:a |an )?(?:bill of )?{_SUM}(?: bill| meal)? (?:with"
        rf"|plus|including|after) (?:a |an )?{_RATE} (?:tip|gratuity|sales tax|tax|vat|gst)",
        "{a}*(1 + {r})",
        "total",
    ),
    Sum(rf"(?:add )?{_RATE} (?:vat|sales tax|tax|gst) (?:on|to|added to|for) {_SUM}", "{a}*{r}", "tax"),
    Sum(
        rf"(?:price (?:of|after) )?{_RATE} (?:off|discount (?:on|off|from|for)|reduction (?:on"
        rf"|of)) (?:of )?(?:a |an )?{_SUM}(?: [a-z]+)?",
        "{a}*(1 - {r})",
        "price after it",
    ),
    Sum(
        rf"{_SUM} (?:with|at|less|minus|after|reduced by) (?:a |an )?{_RATE} (?:off|discount"
        r"|reduction)",
        "{a}*(1 - {r})",
        "price after it",
    ),
    Sum(
        rf"(?:an? |the )?[a-z]+ (?:costs?|is|priced at) {_SUM}(?:,| and(?: it)? is| and)? (?:with "
        rf"|is |now )?(?:a |an )?{_RATE} (?:off|discount)(?:[.,]? ?what(?: is|'s) (?:the )?(?:new "
        r"|final |sale |discounted )?price)?",
        "{a}*(1 - {r})",
        "price",
    ),
    Sum(
        rf"(?:increase|raise) {_SUM} by {_RATE}|{_SUM.replace('<a>', '<a2>')} (?:increased|raised) "
        rf"by {_RATE.replace('<r>', '<r2>')}",
        "{a}*(1 + {r})",
        "value",
    ),
    Sum(
        rf"(?:decrease|reduce|lower|cut) {_SUM} by {_RATE}|{_SUM.replace('<a>', '<a2>')} "
        rf"(?:decreased|reduced|lowered|cut) by {_RATE.replace('<r>', '<r2>')}",
        "{a}*(1 - {r})",
        "value",
    ),
    Sum(
        rf"(?:{_SUM}) is {_RATE} of what(?: number| amount)?|{_RATE.replace('<r>', '<r2>')} of what"
        rf"(?: number| amount)? is {_SUM.replace('<a>', '<a2>')}",
        "{a}/{r}",
        "whole",
    ),
    Sum(
        r"(?:what (?:percentage|percent|%)|how many percent) (?:is|are) #(?P<a>\d+) (?:of|out of"
        r"|from) #(?P<b>\d+)",
        "100*{a}/{b}",
        "percentage",
        rate=False,
    ),
    Sum(
        r"(?:what (?:percentage|percent|%)|how many percent) of #(?P<b>\d+) (?:is|are) #(?P<a>\d+)",
        "100*{a}/{b}",
        "percentage",
        rate=False,
    ),
    Sum(
        r"(?:what is )?#(?P<a>\d+) (?:as a (?:percentage|percent) of|out of) #(?P<b>\d+)(?: (?:as"
        r"|in) (?:a )?(?:percent|percentage|%))?",
        "100*{a}/{b}",
        "percentage",
        rate=False,
        fit=lambda _page, m: "percent" in m[0] or "%" in m[0],
    ),
    Sum(
        r"(?:(?:percentage|percent|%) (?:change|increase|decrease|difference)|change in percent) "
        r"(?:from|between) #(?P<b>\d+) (?:to|and) #(?P<a>\d+)",
        "100*({a} - {b})/{b}",
        "change in percent",
        rate=False,
    ),
    Sum(
        rf"(?:split|divide|share) (?:a |an |the )?(?:bill |check |cost |total |sum )?(?:of )?{_SUM}"
        r"(?: bill| check| tab)?(?: equally| evenly)? (?:between|among|amongst|by|with|over|in"
        rf"|into) #(?P<b>\d+)(?: {_PERSONS})?(?: equally| evenly)?",
        "{a}/{b}",
        "share of each",
        rate=False,
    ),
    Sum(
        r"(?:how much does each (?:person |one |of them )?(?:pay|get|owe) if )?(?:a bill of "
        rf")?{_SUM} (?:is |are )?(?:split|divided|shared)(?: equally| evenly)? (?:between|among"
        rf"|amongst|over|in|into) #(?P<b>\d+)(?: {_PERSONS})?",
        "{a}/{b}",
        "share of each",
        rate=False,
    ),
    Sum(
        rf"#(?P<b>\d+) {_PERSONS} (?:split|share) (?:a |an )?(?:bill of )?{_SUM}(?: bill)?(?: "
        r"equally| evenly)?[.,]? ?(?:what|how much) (?:does|do|is|must|should) (?:each|everyone"
        r"|they each)(?: (?:person|one|of them|friend))?(?: pay| owe| share)?",
        "{a}/{b}",
        "share of each",
        rate=False,
    ),
)
_GROWS = re.compile(
    r"(?:what (?:do|does|will|would) |how much (?:do|does|will|would) |how much is |what is )?"
    rf"(?:the )?(?:value of |future value of |an investment of )?{_SUM}"
    r"(?: invested)?(?: grow to| become| be worth| amount to| worth| turn into)? (?:after|in"
    r"|over|for) #(?P<t>\d+) (?:at|with) (?:an? )?(?:annual )?(?:interest(?: rate)? of "
    rf")?{_RATE}{_YEARLY}"
    rf"(?P<kind> (?:annual )?(?:compound(?:ed)?|simple)(?: interest)?)?{_YEARLY}(?: "
    r"(?P<often>annually|yearly|monthly|quarterly|daily))?"
)
_GROWS_AT = re.compile(
    r"(?:what (?:do|does|will|would) |how much (?:do|does|will|would) |how much is |what is )?"
    rf"(?:the )?(?:value of |future value of |an investment of )?{_SUM}"
    r"(?: invested)?(?: grow to| become| be worth| amount to| worth)? (?:at|with) (?:an? )?"
    rf"(?:annual )?(?:interest(?: rate)? of )?{_RATE}{_YEARLY}"
    rf"(?P<kind> (?:annual )?(?:compound(?:ed)?|simple)(?: interest)?)?{_YEARLY}(?:,? "
    r"(?P<often>annually|yearly|monthly|quarterly|daily))?,? (?:after|in|over|for) #(?P<t>\d+)"
)
_INTEREST = re.compile(
    rf"(?P<kind>simple|compound) interest (?:on|for|of) {_SUM} (?:at|with) {_RATE}{_YEARLY} "
    r"(?:for|over|after) #(?P<t>\d+)"
)
_TRIP = re.compile(
    r"(?:my |a |the |our )?(?:car|van|truck|vehicle|motorbike|scooter) (?:uses|needs|consumes"
    r"|takes|burns) #(?P<l>\d+) (?:per|every|for|/) #(?P<d>\d+)(?: of (?:petrol|fuel|gas"
    r"|diesel))?"
    r"(?:[.,;]| and| while)+ ?(?:the )?(?:petrol|fuel|gas|gasoline|diesel|a lit(?:re|er)(?: "
    r"of [a-z]+)?) (?:is|costs|is at|at) (?:€ ?|£ ?|\$ ?)?#(?P<p>\d+)(?: (?:euros?|dollars?"
    r"|pounds?)?(?: ?(?:per|a) lit(?:re|er))?)?[.,;]? "
    r"(?:and )?(?:what|how much) (?:does|do|is|will|would) (?:the cost of )?(?:a |an |the )?#"
    r"(?P<s>\d+)(?: trip| drive| journey| ride)?(?: cost)?"
)


def read(asked: Asked) -> Plan | None:
    """A plan, if the whole question is one of these sums."""
    page = asked.page
    text = re.sub(r"[?.!,\s]+$", "", page.text).replace("'s", " is").strip()
    text = re.sub(
        r"^(?:please |can you |could you )?(?:what is |find |calculate |compute |work out |how "
        r"much is )?(?:the )?",
        "",
        text,
    )
    for one in _SUMS:
        if found := re.fullmatch(one.shape, text):
            return _worked(page, one, found)
    for shape in (_GROWS, _GROWS_AT, _INTEREST):
        if found := shape.fullmatch(text):
            return _grown(page, found)
    return _trip(page, found) if (found := _TRIP.fullmatch(text)) else None


def _worked(page: Page, one: Sum, found: re.Match[str]) -> Plan | None:
    marks = {n.rstrip("2"): v for n, v in found.groupdict().items() if v is not None and v.isdigit()}
    plain = all(page.unit(v) in ("", "percent", "year") for v in marks.values())
    rated = not one.rate or (page.unit(marks["r"]) == "percent" and page.unit(marks["a"]) == "")
    if not page.all_used(marks.values()) or not plain or not rated or (one.fit and not one.fit(page, found)):
        return None
    form = one.form.format(**{n: f"n{v}" for n, v in marks.items()})
    taken = {int(v): "year" for v in marks.values() if page.unit(v) == "year"}
    return calculation(page, [("value", form)], label=one.label, path="money", units=taken)


def _grown(page: Page, found: re.Match[str]) -> Plan | None:
    """A sum with interest: compound unless it says simple; the rate is that of a year."""
    said = found.groupdict()
    a, r, t = said["a"], said["r"], said["t"]
    if not page.all_used((a, r, t)) or page.unit(r) != "percent" or page.unit(t) not in ("year", "month"):
        return None
    years = f"n{t}"
    kind = (said.get("kind") or "").strip()
    times = {"monthly": "12", "quarterly": "4", "daily": "365"}.get(said.get("often") or "", "1")
    grown = f"n{a}*(1 + n{r}/{times})**({times}*{years})" if "simple" not in kind else f"n{a}*(1 + n{r}*{years})"
    if said.get("often") is None and not kind:
        return None  # simple or compound, it does not say
    only = found.re is _INTEREST
    made = f"{grown} - n{a}" if only else grown
    taken = {int(t): "year", int(a): "", int(r): ""}
    return calculation(page, [("value", made)], label="interest" if only else "value", path="money", units=taken)


def _trip(page: Page, found: re.Match[str]) -> Plan | None:
    """What the fuel of a way costs."""
    marks = [found[n] for n in ("l", "d", "p", "s")]
    if not page.all_used(marks) or [page.unit(m) for m in (marks[1], marks[3])] != ["km", "km"]:
        return None
    if page.unit(marks[2]) not in ("", "liter^-1") or page.unit(marks[0]) not in ("L", "liter"):
        return None
    taken = {int(marks[0]): "liter", int(marks[1]): "km", int(marks[3]): "km", int(marks[2]): page.unit(marks[2])}
    form = f"n{marks[0]}*n{marks[3]}/n{marks[1]}*n{marks[2]}"
    return calculation(page, [("value", form)], label="cost", path="money", units=taken)

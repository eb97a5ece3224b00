"""Test statistics told in words: of one mean, of one proportion; and Chebyshev's bound.

z or t = (mean - value)/(s/sqrt(n)) for a mean, z = (k/n - p)/sqrt(p*(1-p)/n) for a proportion. No two samples, no
p-values. A significance level is not needed for a statistic and may stand aside.
"""

import re

from ech0.core.types import Definition, Plan
from ech0.minds.embedded.programs.page import Page, calculation

_TRIGGER = re.compile(r"\bstatistic\b|\bchebyshev|value of [tz]\b|[tz][- ](?:value|score)")
_ASKS = re.compile(
    r"\b(?:what|find|calculate|compute|determine|give)\b[^.?]*?(?:\b(?:test|t|z)[- ](?:test )?statistic"
    r"|\bvalue of [tz]\b|\b[tz][- ](?:value|score)\b)"
)
_SIZE = re.compile(
    r"\b(?:sample|group|sampling) of (?:size )?#(\d+)|#(\d+) (?:[a-z]+ )?(?:were |are |is |was"
    r" )?(?:randomly |selected|chosen|sampled|measured|weighed|tested)|\bn ?= ?#(\d+)|\bsample size (?:of"
    r"|is|was) #(\d+)"
)
_SPREAD = re.compile(r"\bstandard deviation[^.#]{0,40}#(\d+)|\b(?:s|sigma) ?= ?#(\d+)")
_LEVEL = re.compile(r"#(\d+) (?:significance )?level|(?:significance|alpha)[^.#]{0,30}#(\d+)")
_NULL = re.compile(
    r"\b(?:hypothesis|testing|test|claim|claims|claimed|whether|mu|specified|advertised|nominal)\b[^.#]*#(\d+)"
)
_MEAN = re.compile(r"\b(?:mean|average|averages|averaged)\b[^.#]{0,40}#(\d+)")
_SHARE = re.compile(
    r"\b(?:of|out of|sample of|among|surveyed|survey of|poll of) (?:a random sample of )?#(?P<n>\d+)"
    r" [^#.]*#(?P<k>\d+) (?P<rest>[^#]*(?:hypothesis|proportion|fraction|claim|test)[^#]*)#(?P<p>\d+)"
)
_BOUND = re.compile(
    r"\| ?[a-z] ?- ?(?:#(?P<m>\d+)|(?P<said>\d+(?:\.\d+)?)) ?\| ?(?P<sign>\\?geq?q?|≥|>=|>|\\?leq?q?|≤|<="
    r"|<) ?#(?P<k>\d+)"
)
_MOMENTS = re.compile(
    r"\bmean(?: of| is| =)? ?#(?P<m>\d+),? (?:and )?(?:a )?(?P<kind>variance|standard deviation)(?: of|"
    r" is| =)? ?#(?P<s>\d+)"
)


def recognise(page: Page) -> Plan | None:
    """A plan, if a statistic is asked for and each number has its part in it."""
    if not _TRIGGER.search(page.raw) or not 3 <= len(page.numbers) <= 6 or len(page.raw) > 700:
        return None
    if "chebyshev" in page.raw:
        return _chebyshev(page)
    return (_proportion(page) or _mean(page)) if _ASKS.search(page.text) else None


def _mark(found: re.Match[str] | None) -> str | None:
    return next((g for g in found.groups() if g is not None), None) if found else None


def _mean(page: Page) -> Plan | None:
    text = page.text
    size, spread, level = (_mark(shape.search(text)) for shape in (_SIZE, _SPREAD, _LEVEL))
    if size is None or spread is None or "two samples" in text or "proportion" in text:
        return None
    left = [str(k) for k in range(len(page.numbers)) if str(k) not in (size, spread, level)]
    means = [m[1] for m in _MEAN.finditer(text) if m[1] in left]
    said = next((m[1] for m in _NULL.finditer(text) if m[1] in left), None)
    if len(left) != 2 or (said is None and len(means) != 2):
        return None
    null = said if said is not None else next((m for m in means if m < size), means[0])  # told before the sample
    mean = next(m for m in left if m != null)
    if mean not in means or len({page.unit(m) for m in (mean, null, spread)}) != 1:
        return None
    unit = page.unit(mean)
    made = [
        Definition(name="error", expression=f"n{spread}/sqrt(n{size})", unit=unit, meaning="standard error"),
        Definition(name="value", expression=f"(n{mean} - n{null})/error", text="the distance in standard errors"),
    ]
    return calculation(page, made, label="test statistic", path="hypotheses")


def _proportion(page: Page) -> Plan | None:
    m = _SHARE.search(page.text)
    level = _mark(_LEVEL.search(page.text))
    if m is None or not page.all_used([m["n"], m["k"], m["p"], *([level] if level else [])]):
        return None
    if not 0 < page.value(m["k"]) <= page.value(m["n"]) or page.unit(m["k"]) == "percent":
        return None
    p, n = f"n{m['p']}", f"n{m['n']}"
    made = [
        Definition(name="error", expression=f"sqrt({p}*(1 - {p})/{n})", meaning="standard error"),
        Definition(name="value", expression=f"(n{m['k']}/{n} - {p})/error", text="the distance in standard errors"),
    ]
    return calculation(page, made, label="test statistic", path="hypotheses")


def _chebyshev(page: Page) -> Plan | None:
    moments, bound = _MOMENTS.search(page.text), _BOUND.search(page.text)
    if moments is None or bound is None:
        return None
    centre = page.value(bound["m"]) if bound["m"] else float(bound["said"])
    used = [moments["m"], moments["s"], bound["k"], *([bound["m"]] if bound["m"] else [])]
    if page.value(moments["m"]) != centre or not page.all_used(used):
        return None
    outside = bound["sign"].strip("\\")[0] in "g≥>"
    if ("upper" if outside else "lower") not in page.text:
        return None
    variance = f"n{moments['s']}" + ("" if moments["kind"] == "variance" else "**2")
    tail = f"{variance}/n{bound['k']}**2"
    made = [Definition(name="value", expression=tail if outside else f"1 - {tail}", text="Chebyshev's inequality")]
    return calculation(page, made, label="bound of the probability", path="hypotheses")

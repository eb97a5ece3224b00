"""Probabilities from a named distribution: normal, exponential, Poisson, binomial, t, chi-square and their kin.

Reads the parameters, what variable is asked about (the value itself, a sample's mean or sum) and the event, in words or
as `P(a < X < b)`. Every number must be a parameter, the size of the sample, or part of the event.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ech0.core.types import Entry, Plan
from ech0.minds.embedded.programs.page import Page, calculation

_TRIGGER = re.compile(
    r"normal|gaussian|exponential|poisson|moment-generating|moment generating|binomial|chebyshev"
    r"|chi-?square|\bt[ -]distribution|n\(|\bb\(|\\chi"
)
_IS = (
    r"(?:\s*(?:of|is|was|equal to|equals|=|to be|about|approximately|the|a|value|rate|parameter|µ|\\sigma"
    r"|\\lambda|\\theta|\\mu|\\beta|s|x))*\s*"
)
_MEAN = re.compile(rf"(?:\b(?:mean|average|expected value|expectation)\b(?! of a)|(?<![a-z])µ\s*=){_IS}#(\d+)")
_SPREAD = re.compile(rf"(?:standard deviations?|\bsd\b|s\.d\.|\\sigma\s*=){_IS}#(\d+)")
_VARIANCE = re.compile(rf"(?:\bvariance|\\sigma\s*\^\s*\(?2\)?\s*=)(?:\s*\\sigma\s*\^\s*\(?2\)?\s*=)?{_IS}#(\d+)")
_NORMAL = re.compile(r"(?<![A-Za-z])(?:N|\\mathcal\s*\{?N\}?)\s*\(\s*(-?[\d.]+)\s*,\s*([\d.]+)\s*\)")
_MOMENTS = re.compile(
    r"M\s*\(\s*t\s*\)\s*=\s*(?:e\s*\^\s*\{"
    r"|\\?exp\s*\\?(?:left)?\s*[({\[])\s*(?P<mean>\d+(?:\.\d+)?)\s*t\s*\+\s*(?P<half>\d+(?:\.\d+)?)?\s*t\s*\^\s*\{?2\}?"
)
_BINOMIAL = re.compile(r"(?<![a-z])b\s*\(\s*(?:n\s*=\s*)?#(\d+)\s*,\s*(?:p\s*=\s*)?#(\d+)\s*\)")
_RATE = re.compile(rf"(?:\brate|\\lambda){_IS}#(\d+)")
_DEGREES = re.compile(r"#(\d+)\s*degrees of freedom|(?<=degrees of freedom )(?:=\s*)?#(\d+)|r\s*=\s*#(\d+)\s*degrees")
_TRIALS = re.compile(r"\bn\s*=\s*#(\d+)|#(\d+)\s+(?:independent |bernoulli |repeated )*(?:trials|tosses|flips)")
_SUCCESS = re.compile(rf"\bp\s*=\s*#(\d+)|probability of (?:a )?success{_IS}#(\d+)")
_SAMPLE = re.compile(
    r"\b(?:random )?samples? (?:of|with) (?:size )?(?:n\s*=\s*)?#(\d+)|sample size (?:of |is "
    r"|n\s*=\s*)?#(\d+)|\bn\s*=\s*#(\d+)"
)
_X = r"(?:\\bar\s*x|\\overline\s*x|[xywzt](?:_\w)?)"
_FORMS = (
    (
        "between",
        re.compile(rf"(?<![a-z])p\s*[(\[]\s*#(?P<a>\d+)\s*(?P<l><=?)\s*{_X}\s*(?P<r><=?)\s*#(?P<b>\d+)\s*[)\]]"),
    ),
    ("below", re.compile(rf"(?<![a-z])p\s*[(\[]\s*{_X}\s*(?P<r><=?)\s*#(?P<b>\d+)\s*[)\]]")),
    ("above", re.compile(rf"(?<![a-z])p\s*[(\[]\s*{_X}\s*(?P<l>>=?)\s*#(?P<a>\d+)\s*[)\]]")),
    ("exactly", re.compile(rf"(?<![a-z])p\s*[(\[]\s*{_X}\s*=\s*#(?P<a>\d+)\s*[)\]]")),
    ("between", re.compile(r"\bbetween #(?P<a>\d+) and #(?P<b>\d+)(?P<l>)(?P<r>)")),
    ("below", re.compile(r"\b(?:at most|no more than|not more than|up to)(?P<r>) #(?P<b>\d+)")),
    (
        "above",
        re.compile(
            r"\b(?:at least|no fewer than|no less than|not less than|minimum of)(?P<l>) #(?P<a>\d+)"
            r"|#(?P<a2>\d+) or (?:more|greater)"
        ),
    ),
    (
        "below",
        re.compile(
            r"\b(?:(?:less|fewer|shorter|lower|smaller|lighter|slower|younger) than|below|under)(?P<r><)? "
            r"#(?P<b>\d+)"
        ),
    ),
    (
        "above",
        re.compile(
            r"\b(?:(?:more|greater|longer|larger|higher|heavier|taller|older|faster) than|above|over|exceed(?:s"
            r"|ing)?|exceeds)(?P<l>>)? #(?P<a>\d+)"
        ),
    ),
    ("exactly", re.compile(r"\b(?:exactly|precisely|equal to) #(?P<a>\d+)")),
)
_STRICT = re.compile(
    r"less|fewer|shorter|lower|smaller|lighter|below|under|more than|greater|longer|larger|higher|above|over|exceed"
)
_ASKED = re.compile(
    r"\b(?:probability|proportion|percentage|percent of|fraction|what fraction|likelihood|chance)\b|(?<![a-z])p\s*[(\[]"
)


@dataclass
class _Read:
    """The text of a question with the marks that have found their part."""

    page: Page
    text: str
    used: set[int] = field(default_factory=set)
    stated: list[Entry] = field(default_factory=list)

    def take(self, pattern: re.Pattern[str]) -> str | None:
        """The first number that a pattern finds, as the symbol it gets; it counts as used."""
        found = pattern.search(self.text)
        mark = next((g for g in found.groups() if g and g.isdigit()), None) if found else None
        return None if mark is None else self.use(mark)

    def use(self, mark: str) -> str:
        """The symbol of a mark, now used."""
        self.used.add(int(mark))
        return f"n{mark}"


@dataclass(frozen=True)
class _Law:
    """A distribution by its name in the library, its parameters, and its mean and spread if a sample is taken."""

    name: str
    parameters: tuple[str, ...]
    mean: str = ""
    spread: str = ""
    discrete: bool = False


def recognise(page: Page) -> Plan | None:
    """A plan, if one distribution, its parameters and one event account for every number."""
    if not _TRIGGER.search(page.raw) or not _ASKED.search(page.text) or len(page.raw) > 1200:
        return None
    text = re.sub(r"\\leq?(?:slant)?\b|≤", "<=", page.text)
    text = re.sub(r"\\geq?(?:slant)?\b|≥", ">=", text)
    text = re.sub(r"\\(?:lt|gt)\b", lambda m: "<" if m[0] == "\\lt" else ">", text)
    read = _Read(page, re.sub(r"\s+", " ", text))
    event = _event(read)
    if event is None:
        return None
    law = _law(read)
    if law is None:
        return None
    sampled = re.search(
        r"\\bar|\\overline|sample mean|mean of (?:a|the|this) (?:random )?sample|average of (?:the|these) #", read.text
    )
    squared = re.search(r"[xzw]_\w+\s*\^\s*2", read.text) and re.search(r"\^\s*2\s*\+", read.text)
    if squared and law.parameters in (("0", "sqrt(1)"), ("0", "1")) and (size := _last(read)) is not None:
        law = _Law("chi2", (size,))  # a sum of squares of standard normal variables
    elif sampled:
        size = read.take(_SAMPLE) or _last(read)
        if size is None or not law.mean:
            return None
        law = _Law("normal", (law.mean, f"{law.spread}/sqrt({size})"))
    elif re.search(r"\bsample\b|random variables|\\sum|\\max|\\min|\bmaximum|\bminimum|given that|\bsum\b", read.text):
        return None
    if not page.all_used(read.used):
        return None
    percent = (
        "percent" if re.search(r"\bpercent(?:age)?\b", read.text) and not re.search(r"probability", read.text) else ""
    )
    plan = calculation(
        page,
        [("value", _probability(law, event))],
        label="probability",
        path="distribution",
        statements=read.stated,
        units=_units(page, read.used),
    )
    return plan.model_copy(update={"unit": page.question.unit or percent or None})


_LISTED = re.compile(r"[XZ]_\{?1\}?\s*,.{0,30}?(?:\\[lc]?dots|\.\.\.|…)\s*,?\s*[XZ]_\{?(?P<n>\d+)\}?", re.DOTALL)


def _last(read: _Read) -> str | None:
    """The size of a sample that is listed as `X_1, X_2, ..., X_9`."""
    found = _LISTED.search(read.page.question.text)
    if found is None:
        return None
    read.stated.append(read.page.statement(found.start(), found.end(), 2))
    return found["n"]


def _units(page: Page, used: set[int]) -> dict[int, str]:
    """All quantities with a unit in the unit of the first of them, if they are of one kind."""
    units = [u for k in sorted(used) if (u := page.unit(k)) and u != "percent"]
    return {k: units[0] for k in used if page.unit(k) not in ("", "percent")}


def _event(read: _Read) -> Mapping[str, str] | None:
    """The event that is asked about: its kind and ends; nothing if there is none or more than one."""
    found: list[tuple[str, re.Match[str]]] = []
    for kind, pattern in _FORMS:
        for m in pattern.finditer(read.text):
            if not any(m.start() < o.end() and o.start() < m.end() for _, o in found):
                found.append((kind, m))
        if found and kind == "exactly" and pattern is _FORMS[3][1]:
            break
    if len(found) != 1:
        return None
    kind, m = found[0]
    groups = {k: v for k, v in m.groupdict().items() if v}
    low, high = groups.get("a") or groups.get("a2"), groups.get("b")
    out = {"kind": kind, "strict": "yes" if _is_strict(m[0], groups) else ""}
    out |= {"a": read.use(low)} if low else {}
    return out | ({"b": read.use(high)} if high else {})


def _is_strict(text: str, groups: Mapping[str, str]) -> bool:
    if "(" in text or "[" in text:
        return groups.get("l") in ("<", ">") or groups.get("r") == "<"
    return bool(_STRICT.search(text)) and not re.search(r"at (?:least|most)|no (?:more|less|fewer)|not ", text)


def _law(read: _Read) -> _Law | None:
    text = read.text
    if found := _NORMAL.search(read.page.question.text):  # its comma may have been read as one of a thousand
        inside = [k for k, e in enumerate(read.page.numbers) if e.span and found.start() < e.span.start < found.end()]
        read.used.update(inside)
        read.stated.append(read.page.statement(found.start(), found.end(), 1))
        return _Law("normal", (found[1], f"sqrt({found[2]})"), found[1], f"sqrt({found[2]})")
    if found := _MOMENTS.search(read.page.question.text):
        inside = [k for k, e in enumerate(read.page.numbers) if e.span and found.start() < e.span.start < found.end()]
        read.used.update(inside)
        read.stated.append(read.page.statement(found.start(), found.end(), 1))
        return _Law("normal", (found["mean"], f"sqrt(2*{found['half'] or 1})"))
    if found := _BINOMIAL.search(text):
        return _Law("binomial", (read.use(found[1]), read.use(found[2])), discrete=True)
    if re.search(r"standard normal", text):
        return _Law("normal", ("0", "1"))
    if re.search(r"\bnormal(?:ly)?\b|gaussian|bell-shaped", text):
        return _normal(read)
    if re.search(r"\bexponential(?:ly)?\b", text):
        mean = read.take(_MEAN)
        rate = None if mean else read.take(_RATE)
        theta = mean or (f"(1/{rate})" if rate else None)
        return _Law("exponential", (theta,), theta, theta) if theta else None
    if re.search(r"\bpoisson\b", text):
        mean = read.take(_MEAN) or read.take(_RATE)
        return _Law("poisson", (mean,), mean, f"sqrt({mean})", discrete=True) if mean else None
    if re.search(r"\bbinomial\b", text):
        n, p = read.take(_TRIALS), read.take(_SUCCESS)
        return _Law("binomial", (n, p), discrete=True) if n and p else None
    if re.search(r"chi-?square|\\chi", text) or re.search(r"\bt[ -]distribution", text):
        df = read.take(_DEGREES)
        return _Law("t" if re.search(r"\bt[ -]distribution", text) else "chi2", (df,)) if df else None
    return None


def _normal(read: _Read) -> _Law | None:
    mean, spread = read.take(_MEAN), read.take(_SPREAD)
    if spread is None and (variance := read.take(_VARIANCE)):
        spread = f"sqrt({variance})"
    return _Law("normal", (mean, spread), mean, spread) if mean and spread else None


def _probability(law: _Law, event: Mapping[str, str]) -> str:
    """The event's probability as calls of the library; strictness matters where values are whole numbers."""
    with_law = ", ".join(law.parameters)
    a, b, strict = event.get("a", ""), event.get("b", ""), bool(event["strict"])
    shift = " - 1" if law.discrete else ""
    if event["kind"] == "exactly":
        return f"{law.name}_{'pmf' if law.discrete else 'pdf'}({a}, {with_law})"
    if event["kind"] == "below":
        return f"{law.name}_cdf({b}{shift if strict else ''}, {with_law})"
    if event["kind"] == "above":
        return f"{law.name}_above({a}{'' if strict else shift}, {with_law})"
    low = f"{law.name}_cdf({a}{'' if strict else shift}, {with_law})"
    return f"{law.name}_cdf({b}{shift if strict else ''}, {with_law}) - {low}"

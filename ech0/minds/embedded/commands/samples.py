"""Commands about samples: z-scores, confidence intervals for a mean, correlation and the best line of two lists."""

import re

from ech0.core.types import Definition, Plan
from ech0.minds.embedded.commands.asking import Asked
from ech0.minds.embedded.programs.page import Page, calculation

_IS = r"(?: of| is| are| was| =|=|:)? ?"
_SD = r"(?:known |population |sample )?(?:standard deviation|std\.? ?dev|sd|s\.d\.|sigma|σ|s(?= ?=))"
_PARTS = {
    "mean": rf"(?:sample |population )?(?:mean|average|x ?bar|mu|μ){_IS}#(\d+)",
    "sd": rf"{_SD}{_IS}#(\d+)",
    "size": rf"(?:sample size|n){_IS}#(\d+)|sample of(?: size)? #(\d+)"
    r"|#(\d+) (?:observations|measurements|samples|people|data points)",
    "level": r"#(\d+) (?:confidence interval|ci\b|confidence)|confidence level (?:of |is )?#(\d+)",
    "value": rf"(?:value|score|x|raw score){_IS}#(\d+)|(?:of|for)(?: a)?(?: value)?(?: of)? #(\d+)",
}
_FILL = frozenset(
    "a an the for of with if and is are in on by given when where find calculate compute what what's known mean "
    "interval "
    "z z- score z-score zscore standard population sample construct give me from has having whose".split()
)
_PAIR = re.compile(
    r"(?P<what>(?:pearson(?:'s)? )?correlation(?: coefficient)?|slope|(?:linear )?regression"
    r"(?: line)?|line of best fit|best[- ]fit line|least squares (?:line|fit)|covariance)"
    r" (?:of|for|between|through|with)?(?: the)?(?: data)? ?(?:x ?[=:] ?)?[(\[]?(?P<x>#\d+"
    r"(?:, ?#\d+)+)[)\]]?,?;? (?:and|vs\.?|with|y) ?(?:y ?[=:] ?)?[(\[]?(?P<y>#\d+(?:, "
    r"?#\d+)+)[)\]]?"
)


def read(asked: Asked) -> Plan | None:
    """A plan, if the whole question is one of these."""
    page = asked.page
    text = re.sub(r"[?!]+|[.](?=\s|$)", "", page.text).strip()
    if re.search(r"\bz[ -]?score", text):
        return _score(page, text)
    if re.search(r"confidence interval|\bci\b", text):
        return _interval(page, text)
    text = re.sub(r"^(?:what(?: is|'s)|find|calculate|compute|determine|give me) (?:the )?", "", text)
    return _pair(page, found) if (found := _PAIR.fullmatch(text)) else None


def _parts(text: str, *wanted: str) -> tuple[dict[str, str], str]:
    """The marks by what they are, and the words that are left."""
    found: dict[str, str] = {}
    for name in wanted:
        if m := re.search(_PARTS[name], text):
            found[name] = next(g for g in m.groups() if g)
            text = text[: m.start()] + " " + text[m.end() :]
    return found, text


def _alone(rest: str) -> bool:
    return frozenset(re.findall(r"[^\s,.;:]+", rest)) <= _FILL


def _score(page: Page, text: str) -> Plan | None:
    parts, rest = _parts(text, "mean", "sd", "value")
    if set(parts) != {"mean", "sd", "value"} or not page.all_used(parts.values()) or not _alone(rest):
        return None
    worked = f"(n{parts['value']} - n{parts['mean']})/n{parts['sd']}"
    return calculation(page, [("value", worked)], label="z-score", path="samples")


def _interval(page: Page, text: str) -> Plan | None:
    """Both ends of a confidence interval: with the normal law if the spread is known, with Student's if it is not."""
    parts, rest = _parts(text, "level", "mean", "sd", "size")
    whole = set(parts) == {"level", "mean", "sd", "size"} and page.all_used(parts.values())
    if not whole or not _alone(rest.replace("confidence", " ")) or page.unit(parts["level"]) != "percent":
        return None
    level, mean, sd, size = (f"n{parts[n]}" for n in ("level", "mean", "sd", "size"))
    units = {page.unit(parts[n]) for n in ("mean", "sd")}
    if len(units) > 1 or page.unit(parts["size"]):
        return None
    law = f"normal_quantile((1 + {level})/2, 0, 1)"
    if re.search(r"known|population|sigma|σ", text) is None:
        law = f"t_quantile((1 + {level})/2, {size} - 1)"
    unit = next(iter(units))
    made = [
        Definition(name="half", expression=f"{law}*{sd}/sqrt({size})", meaning="half width", unit=unit),
        Definition(name="high", expression=f"{mean} + half", meaning="upper limit", unit=unit),
        Definition(name="value", expression=f"{mean} - half", meaning="lower limit", unit=unit),
    ]
    taken = {int(parts["level"]): "", int(parts["mean"]): unit, int(parts["sd"]): unit}
    plan = calculation(page, made, label="lower limit", path="samples", units=taken)
    return plan.model_copy(update={"also": ("c1.high", "c1.half")})


def _pair(page: Page, found: re.Match[str]) -> Plan | None:
    x, y = (re.findall(r"\d+", found[n]) for n in "xy")
    if len(x) != len(y) or not page.all_used([*x, *y]) or any(page.unit(m) for m in (*x, *y)):
        return None
    every = ", ".join(f"n{m}" for m in (*x, *y))
    what = found["what"]
    if "correlation" in what:
        return calculation(page, [("value", f"correlation({every})")], label="correlation", path="samples")
    if what == "covariance":
        return calculation(page, [("value", f"covariance({every})")], label="sample covariance", path="samples")
    made = [
        Definition(name="start", expression=f"intercept({every})", meaning="intercept"),
        Definition(name="value", expression=f"slope({every})", meaning="slope"),
    ]
    return calculation(page, made, label="slope", path="samples").model_copy(update={"also": ("c1.start",)})

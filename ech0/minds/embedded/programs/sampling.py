"""Samples: point estimates, confidence intervals, sizes of samples, test statistics, Chebyshev's bound, quantiles.

Every number of the question must be one that the method takes; two methods that fit make the program refuse.
"""

import re
from collections.abc import Sequence

from ech0.core.types import Plan
from ech0.minds.embedded.programs.page import Page, calculation

_TRIGGER = re.compile(
    r"_\s*\{?\s*0?\.\d|chebyshev|confidence|margin of error|point estimate|standard error|percentile"
    r"|sample (?:size|mean|variance|standard)|\bdata\b|z-?score"
)
_IS = r"(?:\s*(?:of|is|was|equal to|equals|=|be|about|the|a|\\sigma|\\barx|s|µ|\^ 2|\^2|x|y))*\s*"
_MEAN = re.compile(rf"\b(?:sample )?(?:mean|average){_IS}#(\d+)")
_SPREAD = re.compile(rf"\bstandard deviation{_IS}#(\d+)")
_VARIANCE = re.compile(rf"\bvariance{_IS}#(\d+)")
_SIZE = re.compile(
    r"\b(?:random )?samples? (?:of|with|consists of|size)?\s*(?:size )?(?:is |of |n\s*=\s*)?#(\d+)|\bn\s*=\s*#(\d+)"
)
_LEVEL = re.compile(r"#(\d+)(?: confidence| (?:two-sided )?confidence)|confidence level of #(\d+)|#(\d+) confident")
_MARGIN = re.compile(
    rf"(?:margin of error|maximum error(?: of the estimate)?|error)(?: \w+)?{_IS}#(\d+)"
    r"|within(?: plus or minus)? #(\d+)"
)
_CHEBYSHEV = re.compile(
    r"(?<![a-z])p\s*[(\[]\s*#(?P<a>\d+)\s*(?:<|\\leq?)\s*[xyw]\s*(?:<|\\leq?)\s*#(?P<b>\d+)\s*[)\]]"
)
_DEVIATES = re.compile(
    r"(?<![a-z])p\s*[(\[]\s*\|\s*[xyw]\s*-\s*#(?P<c>\d+)\s*\|\s*(?P<sign><|>|\\leq?|\\geq?)\s*#(?P<d>\d+)\s*[)\]]"
)
_PROPORTION = re.compile(r"\bn\s*=\s*#(?P<n>\d+)\b.*\by\s*=\s*#(?P<y>\d+)\b")
_OF = re.compile(r"\bpoint estimate of (?:the )?(?:proportion|p)\b")
_LIST = re.compile(r"#\d+(?:(?:,| and|, and|;)?\s*#\d+){2,}")


def recognise(page: Page) -> Plan | None:
    """A plan, if the question is one about a sample and each number has its part."""
    if (
        not (_TRIGGER.search(page.raw) or re.search(r"\b(?:mean|median|average|variance) of\b", page.raw))
        or len(page.raw) > 900
    ):
        return None
    for method in (_critical, _chebyshev, _estimate, _interval, _size, _listed):
        if (found := method(page)) is not None:
            return found
    return None


def _made(page: Page, expression: str, label: str, *, told: Sequence[str | None] = ()) -> Plan | None:
    """The plan of an expression; `told` are symbols that have their part in the question, but not in it."""
    marks = re.findall(r"\bn(\d+)\b", expression)
    plain = {int(m): "" for m in marks if page.unit(m) in ("", "percent")}
    if not page.all_used([*marks, *(t[1:] for t in told if t)]):
        return None
    units = {page.unit(m) for m in marks} - {"", "percent"}
    if len(units) > 1:
        return None
    return calculation(
        page,
        [("value", expression)],
        label=label,
        path="sampling",
        units=plain,
        unit=next(iter(units), "") if label in ("mean", "median", "half width") else "",
    )


def _take(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    mark = next((g for g in found.groups() if g), None) if found else None
    return f"n{mark}" if mark else None


def _spread(text: str) -> str | None:
    if (sd := _take(_SPREAD, text)) is not None:
        return sd
    variance = _take(_VARIANCE, text)
    return f"sqrt({variance})" if variance else None


def _chebyshev(page: Page) -> Plan | None:
    """What Chebyshev's inequality says of being near the mean, or far from it."""
    text = page.text
    if "chebyshev" not in text:
        return None
    mean, spread = _take(_MEAN, text), _spread(text)
    if spread is None:
        return None
    if (found := _CHEBYSHEV.search(text)) and mean:
        a, b = float(page.value(found["a"])), float(page.value(found["b"]))
        if abs((a + b) / 2 - page.value(mean[1:])) > 1e-9 * max(abs(a), abs(b)):
            return None  # the interval is not centred on the mean
        return _made(page, f"1 - ({spread}/(n{found['b']} - {mean}))**2", "lower bound", told=[f"n{found['a']}"])
    if (found := _DEVIATES.search(text)) and mean and page.value(found["c"]) == page.value(mean[1:]):
        share = f"({spread}/n{found['d']})**2"
        far = found["sign"] in (">", "\\ge", "\\geq")
        told = [mean, f"n{found['c']}"]
        return _made(page, share if far else f"1 - ({share})", "upper bound" if far else "lower bound", told=told)
    return None


def _estimate(page: Page) -> Plan | None:
    """The share of a sample, as an estimate of a proportion."""
    text = page.worded
    found = _PROPORTION.search(text)
    if found is None or not _OF.search(text):
        return None
    rest = {k for k, e in enumerate(page.numbers) if e.span} - {int(found["n"]), int(found["y"])}
    listed = re.search(r"(?:from|between) #(\d+) (?:to|and) #(\d+)", text)  # the class whose share it is
    if rest - ({int(listed[1]), int(listed[2])} if listed else set()):
        return None
    return calculation(page, [("value", f"n{found['y']}/n{found['n']}")], label="proportion", path="sampling")


_CRITICAL = re.compile(
    r"(?:(?P<t>(?<![A-Za-z])t)|(?P<z>(?<![A-Za-z])z)"
    r"|(?P<c>\\chi\s*(?:\^\s*\{?2\}?)?))\s*(?:\^\s*\{?2\}?)?"
    r"\s*_\s*\{?\s*(?P<alpha>0?\.\d+)\s*\}?(?:\s*\(\s*(?P<df>\d+)\s*\))?"
)


def _critical(page: Page) -> Plan | None:
    r"""A value with a given chance above it: `t_{0.05}(10)`, `z_{0.025}`, `\chi^2_{0.1}(4)`."""
    text = page.question.text
    found = list(_CRITICAL.finditer(text))
    if len(found) != 1 or not re.search(r"\b(?:find|determine|what is|compute|give|value)\b", page.raw):
        return None
    m = found[0]
    if (m["z"] is None) != (m["df"] is not None):
        return None
    others = [e for e in page.givens if e.span and not m.start() <= e.span.start < m.end()]
    degrees = re.search(r"degrees of freedom", page.raw)
    if any(e.quantity and f"{e.quantity.value:g}" != m["df"] for e in others) or (
        others and not degrees and len(others) > 1
    ):
        return None
    law = "normal" if m["z"] else "t" if m["t"] else "chi2"
    tail = "0, 1" if m["z"] else m["df"]
    statement = page.statement(m.start(), m.end(), 1)
    return calculation(
        page,
        [("value", f"{law}_quantile(1 - {m['alpha']}, {tail})")],
        label="critical value",
        path="sampling",
        statements=[statement],
    )


def _interval(page: Page) -> Plan | None:
    """Half the width of a confidence interval for a mean with known spread, or one of its ends."""
    text = page.text
    level, mean, spread, size = _take(_LEVEL, text), _take(_MEAN, text), _spread(text), _take(_SIZE, text)
    if level is None or spread is None or size is None or re.search(r"how (?:large|many|big)", text):
        return None
    if page.unit(level[1:]) != "percent" or not re.search(r"\bconfidence interval\b|margin of error", text):
        return None
    quantile = f"normal_quantile((1 + {level})/2, 0, 1)"
    if re.search(r"\bnormal\b|population standard deviation|known|\\sigma", text) is None:
        quantile = f"t_quantile((1 + {level})/2, {size} - 1)"
    half = f"{quantile}*{spread}/sqrt({size})"
    if re.search(r"margin of error|half[- ]width|maximum error", text):
        return _made(page, half, "half width", told=[mean])
    end = re.search(r"\b(lower|upper|left|right) (?:limit|end|endpoint|bound|confidence limit)", text)
    if end is None or mean is None:
        return None
    sign = "-" if end[1] in ("lower", "left") else "+"
    return _made(page, f"{mean} {sign} {half}", f"{end[1]} limit")


def _size(page: Page) -> Plan | None:
    """How large a sample has to be for a mean, or for a proportion, to be known within a margin."""
    text = page.text
    if not re.search(r"how (?:large|many|big)|sample size|what size|value of n\b", text):
        return None
    level, margin = _take(_LEVEL, text), _take(_MARGIN, text)
    spread = _spread(text)
    if level is None or margin is None or page.unit(level[1:]) != "percent":
        return None
    z = f"normal_quantile((1 + {level})/2, 0, 1)"
    if spread is not None:
        return _made(page, f"ceil(({z}*{spread}/{margin})**2)", "size of the sample")
    if re.search(r"\bproportion\b|\bpercentage\b", text) and len(page.numbers) == 2:
        return _made(page, f"ceil(0.25*({z}/{margin})**2)", "size of the sample")
    return None


def _listed(page: Page) -> Plan | None:
    """Mean, median, variance of numbers that are listed, if nothing else is said."""
    text = page.text
    found = _LIST.search(text)
    if found is None:
        return None
    marks = re.findall(r"#(\d+)", found[0])
    rest = text.replace(found[0], " ")
    shape = re.search(
        r"^(?:(?:what is|find|calculate|compute|determine|given|consider|for|the following|the|data(?: "
        r"set)?|numbers|list|values|sample|of|:|,|\.)\s*)*"
        r"(?P<what>(?:sample |population )?(?:variance|standard deviation|mean|average|median))"
        r"(?:\s*(?:of|for|the|this|these|following|data|set|numbers|values|list|sample|:|,|\.|\?|are|is))*\s*$",
        rest,
    )
    if shape is None or not page.all_used(marks):
        return None
    every = ", ".join(f"n{m}" for m in marks)
    what = shape["what"]
    if what in {"standard deviation", "variance"}:
        return None  # of the sample or of the population? it does not say
    form = {
        "sample variance": "variance({})",
        "sample standard deviation": "sqrt(variance({}))",
        "population variance": "population_variance({})",
        "population standard deviation": "sqrt(population_variance({}))",
        "mean": "mean({})",
        "sample mean": "mean({})",
        "average": "mean({})",
        "median": "median({})",
    }[what]
    return _made(page, form.format(every), what)

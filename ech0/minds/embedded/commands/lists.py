"""Commands on a list of numbers: mean, median, mode, spread and the like, one of them or several at once."""

import re

from ech0.core.types import Plan
from ech0.minds.embedded.commands.asking import Asked
from ech0.minds.embedded.programs.page import Page, calculation

_SD = r"(?:standard deviation|std\.? ?dev(?:iation)?|stdev|st\.? dev\.?|sd|s\.d\.|std)"
MEASURES: tuple[tuple[str, str, str], ...] = (
    (r"(?:arithmetic )?(?:mean|average)(?: value)?", "mean", "mean({})"),
    (r"sample mean", "mean", "mean({})"),
    (r"geometric mean", "geometric mean", "exp(mean({logs}))"),
    (r"harmonic mean", "harmonic mean", "1/mean({parts})"),
    (r"median(?: value)?", "median", "median({})"),
    (r"mode", "mode", "mode({})"),
    (r"range", "range", "max({0}) - min({0})"),
    (rf"sample {_SD}", "sample standard deviation", "sqrt(variance({}))"),
    (rf"population {_SD}", "population standard deviation", "sqrt(population_variance({}))"),
    (_SD, "sample standard deviation", "sqrt(variance({}))"),
    (r"sample variance", "sample variance", "variance({})"),
    (r"population variance", "population variance", "population_variance({})"),
    (r"variance", "sample variance", "variance({})"),
    (r"standard error(?: of the mean)?|sem", "standard error of the mean", "sqrt(variance({})/{count})"),
    (r"sum|total", "sum", "{sum}"),
    (r"product", "product", "{product}"),
    (
        (
            r"max(?:imum)?(?: value)?|largest(?: number| value)?|biggest(?: number)?|highest(?: "
            r"value)?"
        ),
        "largest",
        "max({})",
    ),
    (r"min(?:imum)?(?: value)?|smallest(?: number| value)?|lowest(?: value)?", "smallest", "min({})"),
)
_UNSAID = {
    "sample standard deviation": ("population standard deviation", "sqrt(population_variance({}))"),
    "sample variance": ("population variance", "population_variance({})"),
}
"""Of the sample or of the population, people do not say; both are told, that of the sample first."""
_LIST = re.compile(r"#\d+(?:(?:, ?(?:and )?| and |; ?| )#\d+){1,79}")
_DATA = (
    r"(?: (?:of|for|from|in))?(?: (?:the|this|these|my|following|given|numbers?|values?|data"
    r"(?: ?set| points)?|list|set|sample"
    r"|measurements|scores|observations|results))*:?\s*"
)


def read(asked: Asked) -> Plan | None:
    """A plan, if measures of one list are all that is asked for."""
    page = asked.page
    text = re.sub(r"[?.!]+$", "", page.text).strip()
    text = re.sub(r"\b(?:both|the|please|its|their)\b ?", "", text)
    text = re.sub(
        r"^(?:what(?: is|'s|s| are)|find|calculate|compute|work out|determine|give(?: me)?|get"
        r"|how much is) ",
        "",
        text,
    )
    found = list(_LIST.finditer(text))
    if len(found) != 1 or page.raw.count("(") > 1:
        return None
    rest = text.replace(found[0][0], "@").strip(" :.,[](){}")
    rest = re.sub(r"[\[({]?@[\])}]?", "@", rest)
    head = re.fullmatch(rf"(?P<what>.+?){_DATA}@", rest) or re.fullmatch(
        rf"{_DATA}@[:,.]? ?(?:find )?(?P<what>.+)", rest
    )
    if head is None:
        return None
    marks = re.findall(r"#(\d+)", found[0][0])
    wanted = [_measure(w.strip()) for w in re.split(r",| and | & |\+", head["what"].strip(" :,")) if w.strip()]
    if (
        not wanted
        or any(w is None for w in wanted)
        or not page.all_used(marks)
        or len({page.unit(m) for m in marks}) > 1
    ):
        return None
    if page.unit(marks[0]) and any(w is not None and "logs" in w[1] for w in wanted):
        return None
    return _plan(page, marks, [w for w in wanted if w], spread=re.search(r"sample|population", head["what"]) is None)


def _measure(words: str) -> tuple[str, str] | None:
    for shape, label, form in MEASURES:
        if re.fullmatch(shape, words):
            return label, form
    return None


def _plan(page: Page, marks: list[str], wanted: list[tuple[str, str]], *, spread: bool) -> Plan:
    """One claim that works all of them out; the first one asked for is the answer, the others stand beside it."""
    unit = page.unit(marks[0])
    asked = list(dict.fromkeys(wanted))
    if spread:
        asked += [_UNSAID[label] for label, _ in wanted if label in _UNSAID]
    names = [f"m{k}" for k in range(1, len(asked))] + ["value"]
    ordered = [*asked[1:], asked[0]]
    every = [f"n{m}" for m in marks]
    fields = {
        "logs": ", ".join(f"ln({n})" for n in every), "parts": ", ".join(f"1/{n}" for n in every),
        "count": str(len(every)), "sum": " + ".join(every), "product": "*".join(every),
    }  # fmt: skip
    from ech0.core.types import Definition

    taken = {int(m): "" if unit == "percent" else unit for m in marks}
    kept = "" if unit == "percent" else unit
    made = [
        Definition(
            name=name,
            expression=form.format(", ".join(every), **fields),
            meaning=label,
            unit="" if "variance" in label or "product" in label else kept,
        )
        for name, (label, form) in zip(names, ordered, strict=True)
    ]
    plan = calculation(page, made, label=asked[0][0], path="lists", units=taken)
    return plan.model_copy(update={"also": tuple(f"c1.{n}" for n in names[:-1])})

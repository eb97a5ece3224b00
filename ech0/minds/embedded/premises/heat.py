"""Heat and work: engines and heat pumps between two temperatures, and heat that flows by itself. Writes tests only.

Which of two temperatures is the hot one is left to the law, so that no wording can turn it round.
"""

import re
from collections.abc import Sequence

from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.givens import Given, Scene, absolute, fits
from ech0.minds.embedded.premises.figures import Page
from ech0.minds.embedded.premises.notes import Notes, between, cited, denies, known, sentence, wonders

_BY_ITSELF = re.compile(
    r"\b(?:by itself|of itself|on its own|spontaneous\w*|without (?:any )?(?:external |outside )?(?:work"
    r"|energy input|input|help)|no work"
    r"|unaided|naturally|no external work|left to (?:itself|themselves)|insulated|isolated|nothing else"
    r"|unassisted|passive\w*|without (?:any )?(?:compressor|drive|pump|motor|power|other drive))\b"
)
_ENGINE = re.compile(
    r"\b(?:engine|power plant|power station|turbine|thermal plant|rankine|orc|heat engine|reactor|stirling"
    r"|cycle|machine|converts?|conversion|generator|generator set|plant|ocean thermal)\b"
)
_PUMP = re.compile(r"\b(?:heat pump|refrigerator|fridge|freezer|air conditioner|chiller|cooler)\b")
_SHARE = re.compile(r"\b(?:of the|of its|of this|of that|of all)\s+(?:\w+\s+)?(?:heat|thermal energy|energy)\b")
CARNOT = cited(
    "the second law, by which no engine between two temperatures beats Carnot's".replace(
        "two temperatures", "a hot and a cold reservoir"
    ),
    "Carnot, Réflexions sur la puissance motrice du feu (1824)",
)
PUMPED = cited(
    "the second law, by which no heat pump or refrigerator beats Carnot's",
    "Carnot, Réflexions sur la puissance motrice du feu (1824)",
)
CLAUSIUS = cited(
    "the second law, as Clausius stated it, since heat does not pass of itself from cold to hot",
    "Clausius, Ann. Phys. 169 (1854) 481",
)


def carnot(scene: Scene, notes: Notes) -> None:
    """An efficiency, or a coefficient of performance, that is stated with both temperatures."""
    low = scene.text.original.lower()
    own = [g for g in scene.givens if g.text is scene.text and not g.concept]
    hot = [g for g in own if g.unit and fits(g, "K") and absolute(g)]
    if len(hot) != 2 or re.search(
        r"fuel cell|photovoltaic|solar cell|percent of carnot|% of (?:the )?carnot|of the ideal"
        r"|of the maximum|second-law eff",
        low,
    ):
        return
    temperatures = [known(g, f"T{n}", "K", "temperature") for n, g in enumerate(hot, 1)]
    cold, warm = "min(T1, T2)", "max(T1, T2)"
    heating = "heat pump" in low or "heating" in low
    if _PUMP.search(low):
        for given in (g for g in own if g.bare and _performance(scene, g)):
            top = warm if heating else cold
            law = Relation(expression=f"K <= {top} / ({warm} - {cold})", text=PUMPED)
            _test(notes, given, "K", "coefficient of performance", temperatures, law)
    elif _ENGINE.search(low):
        for given in (g for g in own if _efficiency(scene, g)):
            law = Relation(expression=f"eta <= 1 - {cold} / {warm}", text=CARNOT)
            _test(notes, given, "eta", "efficiency", temperatures, law)


def _test(notes: Notes, given: Given, name: str, meaning: str, temperatures: Sequence[Symbol], law: Relation) -> None:
    notes.quantities(f"hold the {meaning} against Carnot's", (known(given, name, "", meaning), *temperatures), [law])


def _performance(scene: Scene, given: Given) -> bool:
    said = sentence(scene.text, given.first)
    near = scene.near(given, ("cop", "coefficient of performance", "coefficients of performance"))
    return near > 0.5 and not denies(said)


def _efficiency(scene: Scene, given: Given) -> bool:
    """A share that is called an efficiency, or one of the heat that is turned into work."""
    if given.unit != "percent" and not given.bare:
        return False
    said = sentence(scene.text, given.first)
    after = " ".join(between(scene.text, given.last + 1, given.last + 8))
    named = scene.near(given, ("efficiency", "efficient", "efficiencies")) > 0.5
    turned = given.unit == "percent" and _SHARE.match(after) and re.search(r"\b(?:convert|turn|transform)\w*\b", said)
    into = given.unit == "percent" and re.match(r"(?:conversion|of the heat|heat) (?:of heat |to |is )?", after)
    turned = turned or (into and re.search(r"\bheat (?:in)?to (?:electricity|work|power)\b", said))
    return bool(named or turned) and not denies(said) and not wonders(said)


def worked(page: Page, notes: Notes) -> None:
    """`480 J of work for every 1000 J of heat` between two temperatures: both energies, each with its name."""
    hot = [f for f in page.figures if f.fits("K") and f.given]
    own = [f for f in page.figures if f.given and (f.fits("J") or f.fits("W"))]
    if len(hot) != 2 or len(own) != 2 or _PUMP.search(page.low) or denies(page.low):
        return
    if "reject" in page.low[page.within(own[0].start)[0] : page.within(own[1].start)[1]]:
        return  # the heat may be what is left
    ends = [own[1].start if own[0].end <= own[1].start else len(page.low), page.within(own[1].start)[1]]
    said = [page.low[f.end : min(end, f.end + 40)] for f, end in zip(own, ends, strict=True)]
    roles = [
        "work"
        if re.match(r"\s*(?:of )?(?:\w+ )?(?:work|electric)", s)
        else "heat"
        if re.match(r"\s*(?:of|as|in) (?:\w+ )?(?:heat|thermal energy)", s)
        else ""
        for s in said
    ]
    unit = "J" if own[0].fits("J") else "W"
    if sorted(roles) != ["heat", "work"] or not all(f.fits(unit) for f in own):
        return
    work, heat = (own[roles.index(r)] for r in ("work", "heat"))
    if work.given is None or heat.given is None:
        return
    temperatures = [known(f.given, f"T{n}", "K", "temperature") for n, f in enumerate(hot, 1) if f.given]
    symbols = (known(work.given, "W", unit, "work"), known(heat.given, "Q", unit, "heat"), *temperatures)
    law = Relation(expression="W <= Q * (1 - min(T1, T2) / max(T1, T2))", text=CARNOT)
    notes.quantities("hold the work against Carnot's", symbols, [law])


_EACH = re.compile(
    r"^\s*(?:of \w+(?: \w+)? )?[^.;,?]{0,40}?\b(?:for|per|from|with|on) (?:each|every|one|a|1|a single)? ?"
    r"(?P<unit>kj|kwh|kilowatt[- ]hours?|kilojoules?|joules?|j|mj|watts?|w|kw|kilowatts?)\b(?: of)? ?"
    r"(?:\(?(?:electric\w*|work|power|input|energy|it|that|electrical|mechanical|to)\b|of\b|[.,;?]|and\b|$)"
)
_UNITS = {"k": 1e3, "m": 1e6}
_TURNED = re.compile(
    r"\b(?:becom\w+|turn\w*|convert\w*|transform\w*|emerg\w+|is (?:made|delivered)|yield\w*|chang\w+)\b"
)


def shares(page: Page, notes: Notes) -> None:
    """`One fifth of the heat becomes work`, with both temperatures."""
    hot = [f for f in page.figures if f.fits("K") and f.given]
    if len(hot) != 2 or not re.search(r"\bheat\b", page.low) or _PUMP.search(page.low) or denies(page.low):
        return
    for figure in (f for f in page.figures if f.fits("") and (f.given is None or f.given.unit == "percent")):
        start, end = page.within(figure.start)
        after = page.low[figure.end : end]
        if re.match(r"\s*(?:of|from) (?:all |the |its |that |this |all the )*(?:\w+ )?(?:heat|energy)\b", after) and (
            _TURNED.search(page.low[start:end])
            and re.search(r"\b(?:work|electric\w*|mechanical|power|current)\b", page.low[start:end])
        ):
            share, spelled = figure.symbol("eta", "", "efficiency")
            symbols = (share, *(known(f.given, f"T{n}", "K", "temperature") for n, f in enumerate(hot, 1) if f.given))
            law = Relation(expression="eta <= 1 - min(T1, T2) / max(T1, T2)", text=CARNOT)
            notes.quantities("hold the efficiency against Carnot's", symbols, [law], spelled)


def pumped(page: Page, notes: Notes) -> None:
    """`40 kJ of heat for each kJ of electricity`, or `30 kW of heat from 1 kW`, between two temperatures."""
    hot = [f for f in page.figures if f.fits("K") and f.given]
    if len(hot) != 2 or not _PUMP.search(page.low) or denies(page.low):
        return
    for figure in (f for f in page.figures if f.given and (f.fits("J") or f.fits("W"))):
        unit = "J" if figure.fits("J") else "W"
        after = page.low[figure.end : figure.end + 90]
        each = _EACH.match(after)
        other = [f for f in page.figures if f.given and f.fits(unit) and figure.end < f.start < figure.end + 60]
        heating = re.search(r"\bheat pump\b|\bdeliver\w*|\bheating\b", page.low[: figure.start])
        cold, warm = "min(T1, T2)", "max(T1, T2)"
        limit = f"{warm if heating else cold} / ({warm} - {cold})"
        moved = known(figure.given, "Q", unit, "heat that is moved") if figure.given else None
        if moved is None or (
            not re.match(r"\s*(?:of (?:\w+ )?(?:heat|warmth|cooling)\b|from|out)", after) and each is None
        ):
            continue
        temperatures = [known(f.given, f"T{n}", "K", "temperature") for n, f in enumerate(hot, 1) if f.given]
        work: Symbol
        spelled: list[Relation] = []
        if each is not None:
            size = _UNITS.get(each["unit"][0], 1.0) * (
                3600.0 if "h" in each["unit"].replace("kilowatt", "kw")[1:] else 1.0
            )
            size *= 1.0 if unit == "J" or "h" not in each["unit"] else 1 / 3600.0
            work = Symbol(name="W", unit=unit, meaning="work for it")
            spelled = [Relation(expression=f"W = {size!r}", text="the work is one of the unit that is named")]
        elif len(other) == 1 and re.search(
            r"\bfrom\b|\bfor\b|\busing\b|\bwith\b", page.low[figure.end : other[0].start]
        ):
            work = known(other[0].given, "W", unit, "work for it") if other[0].given else moved
        else:
            continue
        law = Relation(expression=f"Q <= W * {limit}", text=PUMPED)
        notes.quantities("hold the heat that is moved against Carnot's", (moved, work, *temperatures), [law], spelled)


def by_itself(scene: Scene, notes: Notes) -> None:
    """Heat that flows, with nothing else done, from one temperature to another."""
    text = scene.text
    low = text.original.lower()
    own = [g for g in scene.givens if g.text is text and g.unit and fits(g, "K") and absolute(g)]
    rest = re.sub(r"without|no (?:external |outside )?work|no (?:energy )?input|nothing else", "", low)
    if len(own) < 2 or _PUMP.search(low) or denies(rest) or not _BY_ITSELF.search(low):
        return
    pair = own[:2]
    if text.tokens[pair[0].first].sentence != text.tokens[pair[1].first].sentence or not re.search(
        r"\bheat\b|\benergy\b", sentence(text, pair[0].first)
    ):
        return
    source, sink = _ends(text.original, pair)
    if source is None or sink is None:
        return
    symbols = (
        known(source, "source", "K", "temperature of what gives the heat"),
        known(sink, "sink", "K", "temperature of what takes it"),
    )
    notes.quantities("test the direction of the heat", symbols, [Relation(expression="source >= sink", text=CLAUSIUS)])


def _ends(text: str, pair: Sequence[Given]) -> tuple[Given | None, Given | None]:
    """Which temperature is `from` and which is `to`, by the last such word before each."""
    ends: dict[str, Given] = {}
    start = 0
    for given in pair:
        if given.entry.span is None:
            return None, None
        words = re.findall(r"\b(?:from|to|into|towards?)\b", text[start : given.entry.span.start].lower())
        start = given.entry.span.end
        if words:
            ends["from" if words[-1] == "from" else "to"] = given
    return ends.get("from"), ends.get("to")

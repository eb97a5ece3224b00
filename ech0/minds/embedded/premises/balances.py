"""Sums that a text states in words: what machines, pipes and wires take and give, pieces of a whole, groups that
overlap, ages, times of day. Reads which number is which and writes the test; adds nothing up.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.premises.figures import Figure, Page
from ech0.minds.embedded.premises.notes import Notes, cited, denies, wonders

PARTS = cited("the parts of a whole are not more than the whole", "Euclid, Elements I, common notion 5")
ENERGY = cited(
    "energy is conserved, so that no machine gives out more than it takes in",
    "Atkins, The Laws of Thermodynamics (2010), ch. 2",
)
FLOW = cited("in a steady state as much leaves as enters", "Landau and Lifshitz, Fluid Mechanics, sec. 1")
_TAKES = re.compile(
    r"\b(?:takes?(?: in| up)?|took|draws?|drew|consum\w+|absorb\w*|receiv\w+|is fed(?: with)?|is supplied with"
    r"|uses|used|input of"
    r"|input is)\b[\w\s,'%-]{0,25}?$"
)
_GIVES = re.compile(
    r"\b(?:gives?(?: out| off)?|gave(?: out| off)?|deliver\w*|produc\w+|puts? out|emits?|emitted|yield\w*"
    r"|turns? out|radiat\w+"
    r"|sends? out|suppl(?:y|ies)|loses?|lost|of which|does)\b[\w\s,'%-]{0,45}?$"
)
_STORED = re.compile(
    r"\b(?:heat pump|refrigerat\w+|fridge|freezer|air[- ]condition\w*|stor\w+|batter\w+|puls\w+|peak\w*"
    r"|flash\w*|capacitors?"
    r"|each|per|then|later|fus\w+|fission|amplif\w*|sun|sunlight|solar|wind|or|while it|at first|also takes"
    r"|plus|ambient)\b"
)


def stated(page: Page, notes: Notes) -> None:
    """Everything of this kind that the text puts forward."""
    for start, end in page.sentences:
        said = page.low[start:end]
        if wonders(said):
            continue
        own = [f for f in page.figures if start <= f.start < end]
        if not denies(said):
            _machine(page, own, said, notes)
            _steady(page, own, said, notes)
        if not denies(_NEITHER.sub(" ", said)):
            _overlap(page, own, said, notes)
        if not denies(re.sub(r"\bnothing (?:is |was )?left(?: over)?\b", " ", said)):
            _pieces(page, own, said, notes)
    _ages(page, notes)
    _clock(page, notes)


def _machine(page: Page, own: Sequence[Figure], said: str, notes: Notes) -> None:
    """`A motor takes 500 W and gives out 400 W of work and 100 W of heat`."""
    for unit in ("W", "J"):
        listed = [f for f in own if f.given and f.fits(unit)]
        if not 3 <= len(listed) <= 5 or _STORED.search(said):
            continue
        start, _ = page.within(listed[0].start)
        lead = [page.low[(listed[n - 1].end if n else start) : f.start] for n, f in enumerate(listed)]
        if not _TAKES.search(lead[0]) or not _GIVES.search(lead[1]):
            continue
        if any(not re.match(r"^[^.;?]{0,40}\b(?:and|,)", g) or _TAKES.search(g) or len(g) > 70 for g in lead[2:]):
            continue
        taken, *given = [f.symbol(f"e{n}", unit, "output" if n else "input")[0] for n, f in enumerate(listed)]
        _at_most("compare what goes in with what comes out", taken, given, unit, ENERGY, notes)


def _at_most(goal: str, whole: Symbol, parts: Sequence[Symbol], unit: str, law: str, notes: Notes) -> None:
    total = Symbol(name="total", unit=unit, meaning="sum of the parts")
    summed = Relation(expression="total = " + " + ".join(s.name for s in parts), text="the parts are added up")
    rule = Relation(expression=f"total <= 1.005 * {whole.name}", text=law)
    notes.quantities(goal, (whole, *parts, total), [rule], [summed])


_INTO = re.compile(
    r"\b(?:inlets?|brings?|brought|enter\w*|flows? in\w*|flowing in\w*|receives?|is fed|fed by|supplie[sd]"
    r"|comes? in|runs? in"
    r"|into it|pours? in|arriv\w*|inflow\w*|reach\w*)\b"
)
_OUT = re.compile(
    r"\b(?:outlets?|leav\w+|carr(?:y|ies)|away|flows? out|flowing out|drains?|drained|comes? out|runs? out"
    r"|outflow\w*|out of|"
    r"exits?|goes out|go out)\b"
)
_LEVEL = re.compile(
    r"\b(?:steady|stationary (?:flow|state)|constant level|level (?:is|stays|remains) (?:constant|the same"
    r"|unchanged))\b"
)
_OTHER_FLOWS = re.compile(
    r"\b(?:leak\w*|evaporat\w*|react\w*|accumulat\w*|fill\w*|ris\w+|third|another|other inlet|unknown|also"
    r"|second inlet|until|if"
    r"|capacitor|plates|more|less|than|first|then|later|grow\w*|store\w*|rain|gas\w*|air|steam|vapou?r|compress\w*)\b"
)
_NODE = re.compile(r"\b(?:nodes?|junctions?|branch(?:ing)? points?|knots?)\b")


def _steady(page: Page, own: Sequence[Figure], said: str, notes: Notes) -> None:
    """`A single inlet of 5 kg/s and a single outlet of 7 kg/s`, `a node receives 3 A, and 4 A leave it`."""
    if _OTHER_FLOWS.search(said):
        return
    for unit in ("kg/s", "m^3/s", "A"):
        listed = [f for f in own if f.given and f.fits(unit)]
        if not 2 <= len(listed) <= 5 or not (_NODE if unit == "A" else _LEVEL).search(page.low):
            continue
        sides = _sides(page, listed)
        if sides is None or (
            unit != "A"
            and len(listed) == 2
            and not re.search(r"\b(?:single|only|one|sole|nothing else|no other)\b", page.low)
        ):
            continue
        symbols = [f.symbol(f"f{n}", unit, "flow")[0] for n, f in enumerate(listed)]
        enters = " + ".join(s.name for s, inward in zip(symbols, sides, strict=True) if inward)
        leaves = " + ".join(s.name for s, inward in zip(symbols, sides, strict=True) if not inward)
        totals = [Symbol(name=n, unit=unit, meaning=f"all that {n}") for n in ("enters", "leaves")]
        relations = [
            Relation(expression=f"enters = {enters}", text="what enters is added up"),
            Relation(expression=f"leaves = {leaves}", text="what leaves is added up"),
        ]
        rule = Relation(expression="abs(enters - leaves) <= 0.02 * enters", text=FLOW)
        notes.quantities("compare what enters with what leaves", [*symbols, *totals], [rule], relations)


def _sides(page: Page, listed: Sequence[Figure]) -> list[bool] | None:
    """Whether each flow goes in, by the words before it (or, for the first and last, after it); nothing if unsure."""
    start, end = page.within(listed[0].start)
    sides: list[bool] = []
    for n, figure in enumerate(listed):
        lead = page.low[(listed[n - 1].end if n else start) : figure.start]
        tail = re.split(r"\band\b|[,;]", page.low[figure.end : listed[n + 1].start if n + 1 < len(listed) else end])[0]
        plain = n > 0 and re.fullmatch(r"\s?(?:,|and|, and)\s?(?:\w+ ){0,2}", lead)
        own = re.split(r"\band\b|[,;]", lead)[-1] if n else lead
        inward, outward = _INTO.search(own), _OUT.search(own)
        if not inward and not outward:
            inward, outward = (None, None) if plain else (_INTO.search(tail), _OUT.search(tail))
        if inward and outward:
            return None
        if inward or outward:
            sides.append(inward is not None)
        elif plain and sides:
            sides.append(sides[-1])
        else:
            return None
    return sides if len(set(sides)) == 2 else None


_CUT = re.compile(r"\b(?:cut|sawn|sawed|split|divided|broken|chopped|parted|separated)\b[^.;?]{0,30}\b(?:into|in)\b")


def _pieces(page: Page, own: Sequence[Figure], said: str, notes: Notes) -> None:
    """`A rope of 12 m was cut into a piece of 7 m and one of 6 m`."""
    cut = _CUT.search(said)
    if cut is None or re.search(
        r"\b(?:each|equal\w*|per|rate|wide|more|longer|shorter|swell|stretch\w*|overlap\w*)\b", said
    ):
        return
    start = page.within(own[0].start)[0] if own else 0
    for unit in ("m", "kg", "m^3"):
        listed = [f for f in own if f.given and f.fits(unit)]
        if len(listed) < 3 or not (listed[0].start < start + cut.start() < listed[1].start):
            continue
        if any(
            not re.search(r",|\band\b", page.low[a.end : b.start]) or b.start - a.end > 45
            for a, b in pairwise(listed[1:])
        ):
            continue
        whole, *parts = [f.exact(f"p{n}", unit, "piece" if n else "whole") for n, f in enumerate(listed)]
        total = Symbol(name="total", unit=unit, meaning="sum of the pieces")
        relations = [r for _, rows in (whole, *parts) for r in rows]
        relations.append(
            Relation(expression="total = " + " + ".join(s.name for s, _ in parts), text="they are added up")
        )
        rule = Relation(expression=f"total <= 1.01 * {whole[0].name}", text=PARTS)
        notes.quantities("add up the pieces", [whole[0], *(s for s, _ in parts), total], [rule], relations)


_NEITHER = re.compile(
    r"\b(?:neither|none of (?:them|these|the two)|nothing|no (?:pet|drink|sport|instrument|club)s?)\b"
)
_BOTH = re.compile(r"\bboth\b")


def _overlap(page: Page, own: Sequence[Figure], said: str, notes: Notes) -> None:
    """`Of 30 pupils 18 play football, 15 play chess, 7 play both and 4 play neither`."""
    start, _ = page.within(own[0].start) if own else (0, 0)
    listed = [f for f in own if f.fits("") and f.given]
    if (
        len(listed) not in (4, 5)
        or len(listed) != len(own)
        or re.search(r"\b(?:only|just|at least|third|three|all three)\b", said)
    ):
        return
    if not re.search(
        r"\b(?:of|among|out of)(?: the| these| a group of| a class of| our)? ?$", page.low[start : listed[0].start]
    ):
        return
    ends = [f.start for f in listed[1:]] + [start + len(said)]
    after = [page.low[f.end : e] for f, e in zip(listed, ends, strict=True)]
    both = [n for n, words in enumerate(after) if n and _BOTH.search(words)]
    neither = [n for n, words in enumerate(after) if n and _NEITHER.search(words)]
    if len(both) != 1 or len(neither) != len(listed) - 4 or set(both) & set(neither):
        return
    rows = [f.exact(f"n{n}", "", "number of things" if n else "number of all") for n, f in enumerate(listed)]
    one, other = (rows[n][0].name for n in range(1, len(rows)) if n not in (*both, *neither))
    together = rows[both[0]][0].name
    law = cited("what is in both groups is counted in each of them", "Kolmogorov, Grundbegriffe (1933)")
    laws = [f"{together} <= {one}", f"{together} <= {other}"]
    if neither:
        laws.append(f"abs({one} + {other} - {together} + {rows[neither[0]][0].name} - n0) <= 0.01 + 0.0005 * n0")
    else:
        laws.append(f"{one} + {other} - {together} <= n0")
    relations = [r for _, spelled in rows for r in spelled]
    notes.quantities(
        "count the groups", [s for s, _ in rows], [Relation(expression=e, text=law) for e in laws], relations
    )


_OLDER = re.compile(r"\b(?P<a>[a-z]+) is (?P<n>\d{1,2}|\w+) years? (?P<way>older|younger) than (?P<b>[a-z]+)\b")


def _ages(page: Page, notes: Notes) -> None:
    """`Anna is 8 years older than Ben. Anna is 15 and Ben is 10`: the gap and both ages."""
    found = list(_OLDER.finditer(page.low))
    if len(found) != 1 or re.search(r"\b(?:if|twice|times|will be|was|years ago)\b[^.]*\bis\b", page.low):
        return
    m = found[0]
    ages = {
        who: [
            f
            for f in page.figures
            if f.given
            and re.search(rf"\b{who} is (?:now )?$", page.low[: f.start])
            and re.match(r"\s*(?:years? old)?\s*(?:[.,;?]|and\b|now\b|$)", page.low[f.end :])
        ]
        for who in (m["a"], m["b"])
    }
    gap = [f for f in page.figures if f.start == m.start("n")]
    if len(gap) != 1 or any(len(f) != 1 for f in ages.values()) or denies(page.low):
        return
    one, other = ages[m["a"]][0], ages[m["b"]][0]
    if not _years(one) or not _years(other) or not _years(gap[0]):
        return
    rows = [
        f.exact(name, "year" if f.given and not f.given.bare else "", "age in years")
        for name, f in (("one", one), ("other", other), ("gap", gap[0]))
    ]
    if len({s.unit for s, _ in rows}) > 1:  # `Anna is 15` has no unit, `8 years` has
        rows = [(Symbol(name=s.name, unit="", meaning=s.meaning), r) for s, r in rows]
    sign = "-" if m["way"] == "older" else "+"
    law = Relation(
        expression=f"abs(one - other {sign} gap) <= 1.0",
        text=cited("the years between two births do not change", "ISO 8601-1:2019"),
    )
    notes.quantities("compare the ages", [s for s, _ in rows], [law], [r for _, spelled in rows for r in spelled])


def _years(figure: Figure) -> bool:
    return figure.given is None or figure.given.bare or figure.given.unit in ("year", "years", "a", "yr")


_SPAN = re.compile(
    r"\b(?:start(?:s|ed)?|began|begins|left|leaves|set out|departed|departs"
    r"|from)\b[^.;?]{0,30}?(?P<h1>\d{1,2}):(?P<m1>\d\d)\b"
    r"(?P<gap>[^.;?]{0,80}?)\b(?:end(?:s|ed)?|stopped|finished|finishes|arriv(?:es|ed)|was over|until"
    r"|to)\b[^.;?]{0,20}?"
    r"(?P<h2>\d{1,2}):(?P<m2>\d\d)\b"
)


def _clock(page: Page, notes: Notes) -> None:
    """`It began at 19:30, ran for 2 hours without a break and ended at 22:10`."""
    found = list(_SPAN.finditer(page.low))
    whole = re.search(
        r"\bwithout (?:a |any )?(?:breaks?|stops?|stopping|interruptions?|pauses?)\b|\bnon-?stop\b", page.low
    )
    if (
        len(found) != 1
        or not whole
        or re.search(r"\b(?:p\.?m|a\.?m|time zones?|local time|next day|days?|clocks?)\b", page.low)
    ):
        return
    m = found[0]
    start, end = page.within(m.start())
    spans = [f for f in page.figures if start <= f.start < end and f.given and f.fits("s")]
    if len(spans) != 1 or denies(page.low[start:end].replace("without", " ")):
        return
    lasted, _ = spans[0].symbol("lasted", "minute", "time that it is said to have lasted")
    begins, ends = (int(m[f"h{n}"]) * 60 + int(m[f"m{n}"]) for n in (1, 2))
    between = Symbol(name="between", unit="minute", meaning="time between the two times of day")
    relation = Relation(expression=f"between = {ends} - {begins}", text="the times of day are subtracted")
    law = "abs(lasted - between) <= 5 or abs(lasted - between - 720) <= 5 or abs(lasted - between - 1440) <= 5"
    rule = Relation(expression=law, text=cited("time passes evenly", "ISO 8601-1:2019"))
    notes.quantities("compare the times", [lasted, between], [rule], [relation])

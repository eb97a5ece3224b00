"""Numbers that must agree: a formula whose every variable is stated, values said twice, parts of a whole, input and
output. Binds and writes tests; computes nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from ech0.core import units
from ech0.core.bounds import Agreement
from ech0.core.formula import Formula
from ech0.core.types import Relation, Symbol
from ech0.minds.embedded import symbols
from ech0.minds.embedded.binding import GENERIC
from ech0.minds.embedded.compose import Composer
from ech0.minds.embedded.givens import Given, Scene, fits
from ech0.minds.embedded.premises.notes import Notes, applies, between, cited, denies, known, sentence
from ech0.minds.embedded.sources import ByFormula, Fixed, Known

SLACK = 0.02
"""How far, relative, two sides may differ beside what the written figures allow."""
_SUBJECT = re.compile(
    r"\b(?:the|its|their|this|that)\s+((?:[\w'-]+\s+){0,7}?[\w'-]+)\s+(?:is|was|equals|measures|weighs"
    r"|has a mass of)\s+(?:also\s+|exactly\s+|about\s+)?$"
)
_TWICE = re.compile(r"\b(?:a|an)\s+((?:[\w'-]+\s+){0,2}[\w'-]+)\s+of\s+$")
_PIECE = re.compile(r"\b(?:piece|part|share|portion|section|segment|block|ball|body|cube|rod|stick|side|leg)$")
"""What there may be two of, unlike a speed or a temperature."""
_TIMES = frozenset(
    "then later after before now initially finally becomes changes until while when if first second".split()
)
_PART = frozenset(
    "consists consist contains contain composed composition mixture alloy mass volume weight each mutually exclusive "
    "budget splits split divided divides comprises comprise made market energy electorate voters votes genome "
    "land ash soil air".split()
)
_VIEWS = re.compile(r"\byes\b.*\bno\b|\bfavou?r\w*\b.*\b(?:oppos\w+|against)\b|\bfor\b.*\bagainst\b.*\bundecided\b")
"""Answers of which one is given by each who is asked."""
_OVERLAP = re.compile(
    r"\b(?:of which|of them|both|overlap\w*|also|at least|multiple|then|after|own|while|increase|rose|fell"
    r"|grew|efficien\w+|humidity|confidence|discount|off|respectively|more than one|several|correct"
    r"|accura\w+|sensitiv\w+|yield)\b"
)
Bind = Callable[[Formula], Sequence[ByFormula]]


def formulas(scene: Scene, table: Sequence[Agreement], base: Mapping[str, Formula], bind: Bind, notes: Notes) -> None:
    """A formula all of whose variables the question states, using up every number of their kinds."""
    if any(denies(sentence(scene.text, g.first)) for g in scene.givens if g.text is scene.text):
        return
    for row in table:
        formula = base[row.id]
        if not applies(scene.text, row.when, row.unless):
            continue
        kinds = {scene.concepts[v.concept].unit for v in formula.variables.values()} - {""}
        own = {
            g.entry.id
            for g in scene.givens
            if g.text is scene.text and not g.concept and any(fits(g, k) for k in kinds)
        }
        for node in bind(formula):
            sources = dict(node.sources)
            numbers = [s for s in sources.values() if isinstance(s, Known)]
            whole = all(isinstance(s, Known | Fixed) for s in sources.values())
            sure = all(_sure(s, scene, formula) for s in numbers)
            if whole and sure and own <= {s.given.entry.id for s in numbers} and len(numbers) >= 2:
                _agreement(node, scene, notes)
                return


def _sure(known: Known, scene: Scene, formula: Formula) -> bool:
    """Whether a number is what it is bound as: of a kind that needs no word, or said so."""
    given = known.given
    if given.symbol and not _symbolises(given, known.concept, scene, formula):
        return False
    if given.concept or given.bare:
        return not given.concept and known.score >= 0.55
    said = max(
        [
            scene.evidence(given).get(known.concept, 0.0),
            *(scene.near(given, v.words) for v in formula.variables.values() if v.concept == known.concept),
        ]
    )
    return known.score >= 0.4 and (known.concept in GENERIC or said >= 0.5)


def _symbolises(given: Given, concept: str, scene: Scene, formula: Formula) -> bool:
    """Whether the symbol that a number is set equal to (`phi = 2.93 eV`) can stand for what it is bound as."""
    base = symbols.parts(given.symbol)[0]
    own = {n for n, v in formula.variables.items() if v.concept == concept}
    known = scene.concepts[concept].symbols
    return given.symbol in (*known, *own) or base in (*known, *own)


def _agreement(node: ByFormula, scene: Scene, notes: Notes) -> None:
    """Both sides worked out, and a law that they differ by no more than `SLACK`."""
    composer = Composer(scene.concepts)
    named = []
    for name, source in node.sources:
        spec = scene.concepts[node.formula.variables[name].concept]
        entry = composer.entry(source, name)
        meaning = spec.id.replace("_", " ")
        named.append(Symbol(name=name, unit=spec.unit, meaning=meaning, entry=entry))
    notes.entries.update(composer.entries)
    text = cited(node.formula.name, node.formula.source)
    left, right = (side.strip() for side in node.formula.equation.split("="))
    if left in node.formula.variables:  # `rho = m/V`: what is said beside what follows
        variable = node.formula.variables[left]
        spec = scene.concepts[variable.concept]
        expected = f"{left}_expected"
        named.append(Symbol(name=expected, unit=spec.unit, meaning=f"{spec.id.replace('_', ' ')} that follows"))
        relations = [Relation(expression=f"{expected} = {right}", text=node.formula.name)]
        law = f"abs({left} - {expected}) <= {SLACK} * abs({expected})"
    else:
        relations = []
        law = f"abs(({left}) - ({right})) <= {SLACK} * abs({right})"
    notes.quantities(
        "test whether the numbers that are stated agree", named, [Relation(expression=law, text=text)], relations
    )


def twice(scene: Scene, notes: Notes) -> None:
    """Two values of one quantity of one thing, in the same words."""
    said: dict[str, Given] = {}
    for given in (g for g in scene.givens if g.text is scene.text and not g.concept):
        before = scene.text.original[: given.entry.span.start if given.entry.span else 0].lower()
        tail = re.split(r"[.;?!]\s", before)[-1]
        found = _SUBJECT.search(tail)
        if found is None or _TIMES & set(re.findall(r"\w+", tail)) or denies(sentence(scene.text, given.first)):
            continue
        subject = found[1].removeprefix("same ")
        first = said.setdefault(subject, given)
        if first is not given and first.entry.quantity and units.compatible(first.unit, given.unit):
            _equal(first, given, subject, notes)
    _both(scene, notes)


def _both(scene: Scene, notes: Notes) -> None:
    """`a mass of 2 kg and a mass of 3 kg`."""
    own = [g for g in scene.givens if g.text is scene.text and not g.concept]
    for one, other in pairwise(own):
        if not units.compatible(one.unit, other.unit) or not one.entry.span or not other.entry.span:
            continue
        gap = scene.text.original[one.entry.span.end : other.entry.span.start].lower()
        lead = _TWICE.search(scene.text.original[: one.entry.span.start].lower())
        if lead and not _PIECE.search(lead[1]) and re.fullmatch(
            rf"\s+and\s+(?:also\s+|at the same time\s+|simultaneously\s+)*(?:a|an)\s+{re.escape(lead[1])}\s+of\s+", gap
        ):
            _equal(one, other, lead[1], notes)


def at_once(scene: Scene, notes: Notes) -> None:
    """Two amounts that the same thing is said to hold at the same moment."""
    low = scene.text.original.lower()
    if not re.search(
        r"\bat (?:the|that|this) (?:very )?same (?:moment|time|instant)\b|\bsimultaneously\b|\bat once\b", low
    ):
        return
    if not re.search(r"\bthe same (?!moment|time|instant|\w+ (?:time|moment))\w+", low) or denies(low):
        return
    own = [g for g in scene.givens if g.text is scene.text and not g.concept and g.unit]
    for one, other in pairwise(own):
        if units.compatible(one.unit, other.unit) and sum(units.compatible(g.unit, one.unit) for g in own) == 2:
            _equal(one, other, "amount that is stated", notes)


def _equal(one: Given, other: Given, subject: str, notes: Notes) -> None:
    unit = one.unit
    plain = subject if not re.search(r"\d", subject) else "quantity"
    symbols = (known(one, "one", unit, plain), known(other, "other", unit, f"same {plain}"))
    law = Relation(
        expression=f"abs(one - other) <= {SLACK} * abs(other)", text="a quantity of a thing has one value at a time"
    )
    notes.quantities(f"compare the two values of the {plain}", symbols, [law])


SHORT = 400
"""Characters of a text on one thing: in a longer one the whole must be named in the sentence of its parts."""
_OTHERS = re.compile(r"^\s*(?:of|for|in|among|from) (?!the (?:whole|total|mass|volume|weight)\b)(\w[\w-]*)")


def _one_whole(shares: Sequence[Given], low: str) -> bool:
    """Whether percentages of one sentence can be parts of one whole.

    They are not the ends of a range, not shares of groups that are named one by one (`96 % of the men and 93 % of the
    women`), not features set in brackets, and none of them is all of it.
    """
    spans = [g.entry.span for g in shares if g.entry.span]
    after = [low[s.end : s.end + 40] for s in spans]
    of = [m[1] for a in after if (m := _OTHERS.match(a))]
    ranged = any(
        re.fullmatch(r"[^.;]{0,40}?\b(?:to|until)\s+(?:about )?", low[a.end : b.start]) for a, b in pairwise(spans)
    )
    featured = sum(
        low[: s.start].rstrip().endswith(("(", "[")) and a.lstrip()[:1] in (")", "]")
        for s, a in zip(spans, after, strict=True)
    )
    whole = any(g.entry.quantity is not None and g.entry.quantity.value >= 100 for g in shares if g.unit == "percent")
    return not (ranged or (len(of) > 1 and len(set(of)) > 1) or featured > 1 or (whole and len(shares) > 1))


def parts(scene: Scene, notes: Notes) -> None:
    """Percentages of the parts of one whole, listed in one sentence."""
    text = scene.text
    by_sentence: dict[int, list[Given]] = {}
    for g in scene.givens:
        if g.text is text and g.unit == "percent":
            by_sentence.setdefault(text.tokens[g.first].sentence, []).append(g)
    for shares in by_sentence.values():
        said, near = sentence(text, shares[0].first), text.original.lower()
        if (
            len(shares) < 2
            or denies(said)
            or _OVERLAP.search(said)
            or not (_PART & set(re.findall(r"\w+", near if len(near) <= SHORT else said)) or _VIEWS.search(said))
            or not _one_whole(shares, text.original.lower())
        ):
            continue
        gaps = [between(text, a.last + 1, b.first) for a, b in pairwise(shares)]
        nested = any(
            between(text, g.last + 1, g.last + 3) in (["of", "the"], ["of", "this"], ["of", "that"], ["of", "these"])
            for g in shares[1:]
        )
        if nested or any(len(g) > 8 or not {",", "and", "plus", ";", "with"} & set(g) for g in gaps):
            continue
        symbols = [known(g, f"part{n}", "", "part") for n, g in enumerate(shares, 1)]
        total = Symbol(name="total", unit="", meaning="sum of the parts")
        relation = Relation(expression="total = " + " + ".join(s.name for s in symbols), text="the parts are added up")
        law = Relation(expression="total <= 1.0", text="the parts of a whole are not more than the whole")
        notes.quantities("add up the parts", (*symbols, total), [law], [relation])


_IN = re.compile(
    r"\b(?:takes? in|taking in|takes|consum\w+|absorbs?|draws?|drawing|is supplied with|supplied with"
    r"|is fed|fed with|receives?|"
    r"input(?: (?:power|energy|work|heat))?(?: (?:is|of))?|uses|burns fuel worth|is given)\b[\w\s,'%-]{0,40}?$"
)
_OUT = re.compile(
    r"\b(?:deliver\w*|gives? out|giving out|gives?|output(?: (?:power|energy|work))?(?: (?:is|of))?"
    r"|produc\w+|generat\w+|suppl(?:y|ies)|"
    r"provid\w+|yields?|puts out|does|performs?|emits?|returns)\b[\w\s,'%-]{0,40}?$"
)
_PUMPS = (
    "heat pump",
    "refrigerator",
    "air conditioner",
    "stored",
    "battery was",
    "fusion",
    "fission",
    "explos",
    "laser cooling",
    "per second",
    "amplif",
    "cop ",
    "coefficient of performance",
    "over-",
    "heat it",
    "solar",
    "sun",
    "chemical",
    "each",
    "pulse",
    "flash",
    "second while",
    "capacitor",
)


def output(scene: Scene, notes: Notes) -> None:
    """What a machine takes in and what it gives out, both as power or both as energy."""
    text = scene.text
    if any(p in text.original.lower() for p in _PUMPS):
        return
    taken: Given | None = None
    given_out: Given | None = None
    for g in (g for g in scene.givens if g.text is text and (fits(g, "W") or fits(g, "J"))):
        said = sentence(text, g.first)
        start = text.tokens[
            next(n for n, t in enumerate(text.tokens) if t.sentence == text.tokens[g.first].sentence)
        ].start
        lead = re.split(
            r"\b(?:and|but|while|yet|to)\b|[;,]", text.original[start : text.tokens[g.first].start].lower()
        )[-1]
        if denies(said):
            return
        if _IN.search(lead) and taken is None:
            taken = g
        elif _OUT.search(lead) and given_out is None:
            given_out = g
    if taken is not None and given_out is not None and units.compatible(taken.unit, given_out.unit):
        unit = "W" if fits(taken, "W") else "J"
        symbols = (known(given_out, "output", unit, "output"), known(taken, "input", unit, "input"))
        law = cited(
            "energy is conserved, so that no machine gives out more than it takes in",
            "Atkins, The Laws of Thermodynamics (2010), ch. 2",
        )
        notes.quantities(
            "compare what goes in with what comes out", symbols, [Relation(expression="output <= input", text=law)]
        )

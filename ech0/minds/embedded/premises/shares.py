"""Shares and scales of one whole: probabilities by notation, bases of DNA, pH and concentrations. Writes tests."""

import re
from itertools import pairwise

from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.givens import Given, Scene, fits
from ech0.minds.embedded.premises.figures import Figure, Page
from ech0.minds.embedded.premises.notes import Notes, cited, denies, known

_P = re.compile(r"\bp\s?\(\s?(?P<event>[a-z](?:'|\s?(?:and|∩|&|or|∪|\|)\s?[a-z])?)\s?\)\s?(?:=|is|of)\s?$")
_BASES = ("adenine", "thymine", "guanine", "cytosine")
KOLMOGOROV = "Kolmogorov, Grundbegriffe der Wahrscheinlichkeitsrechnung (1933)"


def probabilities(scene: Scene, notes: Notes) -> None:
    """`P(A) = 0.3` and `P(A and B) = 0.5`: a part is not likelier than the whole."""
    found: dict[str, Given] = {}
    for given in (g for g in scene.givens if g.text is scene.text and g.entry.span):
        before = scene.text.original[: given.entry.span.start if given.entry.span else 0].lower()
        if m := _P.search(before):
            found[re.sub(r"\s?(?:and|∩|&)\s?", "&", re.sub(r"\s?(?:or|∪)\s?", "|", m["event"].replace("|", "/")))] = (
                given
            )
    if not found or denies(scene.text.original.lower()):
        return
    symbols = {event: known(g, f"p{n}", "", "probability") for n, (event, g) in enumerate(found.items(), 1)}
    whole = cited("a probability lies between none and certainty", KOLMOGOROV)
    part = cited("a part of an event is not likelier than the event", KOLMOGOROV)
    laws = [Relation(expression=f"{s.name} {op}", text=whole) for s in symbols.values() for op in (">= 0.0", "<= 1.0")]
    for event, symbol in symbols.items():
        if "&" in event:
            laws += [
                Relation(expression=f"{symbol.name} <= {symbols[one].name}", text=part)
                for one in event.split("&")
                if one in symbols
            ]
        elif event[1:2] == "|":
            laws += [
                Relation(expression=f"{symbol.name} >= {symbols[one].name}", text=part)
                for one in event.split("|")
                if one in symbols
            ]
    for event, symbol in symbols.items():
        one, mark, other = event[:1], event[1:2], event[2:]
        if mark in ("&", "|") and one in symbols and other in symbols:
            total = f"{symbols[one].name} + {symbols[other].name}"
            bound = f"{symbol.name} <= {total}" if mark == "|" else f"{symbol.name} >= {total} - 1"
            text = cited("an event is not likelier than its parts together", KOLMOGOROV)
            laws.append(Relation(expression=bound, text=text))
        union = symbols.get(f"{one}|{other}")
        if mark == "&" and union and one in symbols and other in symbols:
            sides = f"{symbols[one].name} + {symbols[other].name} - {symbol.name} - {union.name}"
            laws.append(Relation(expression=f"abs({sides}) <="
                f" 0.01", text=cited("what is in both is counted once", KOLMOGOROV)))
    notes.quantities("test the probabilities", list(symbols.values()), laws)


_WHOLE = re.compile(
    r"\b(?:exactly one|only one|each (?:\w+ ){1,3}one\b|nobody (?:does|has|takes|uses) (?:two|both|more)"
    r"|no one (?:does|uses) (?:two|both)"
    r"|none (?:does|do) (?:two|both)|no \w+ (?:does|uses|has|takes|in) (?:two|both|more)"
    r"|mutually exclusive|exclude (?:one another|each other)|exclusive of (?:one another|each other)"
    r"|no two (?:of \w+ )?(?:can |may |ever )*(?:happen|occur|hold|come)|never (?:happen|occur|come) together"
    r"|nothing (?:else|more)|no other (?:metal|element|component|ingredient)s?|cannot both (?:happen|occur)"
    r"|shared (?:so that|out|between|among)"
    r"|is divided|was divided|are divided|no overlap|without overlap|divides? (?:\w+ ){1,3}(?:into|among"
    r"|between)|consists of|made (?:up )?of"
    r"|one (?:of them )?only|a single one|never more than one|no other"
    r"|(?:three|four|five|two) (?:possible )?(?:values|outcomes|results|states|colou?rs)(?: only)?(?=,? with)"
    r"|the (?:two|three|four|five) (?:\w+ )?(?:types|classes|categories|kinds|blood groups)"
    r"|(?:only (?:stops?|lands?|yields?|shows?|gives?|takes?|comes? up|ends?)|(?:stops?|lands?|yields?|shows?"
        r"|gives?|takes?"
    r"|comes?|ends?) (?:up )?only) (?:\w+ ){0,3}\w+, (?:\w+, )?(?:\w+ )?(?:or|and) \w+)\b"
)


def _part(figure: Figure) -> bool:
    """Whether a number without a unit can be a part of a whole."""
    quantity = figure.given.entry.quantity if figure.given else None
    return quantity is not None and figure.given is not None and figure.given.bare and 0 < quantity.value < 1


def portions(page: Page, notes: Notes) -> None:
    """Fractions of one whole, in words or written as ratios, where no part is counted twice."""
    if not _WHOLE.search(page.low):
        return
    for start, end in page.sentences:
        said = page.low[start:end]
        chances = re.search(r"\b(?:chance|probabilit|likelihood|(?:relative )?frequenc|proportion)", said) is not None
        parts = [
            f
            for f in page.figures
            if (start <= f.start < end and f.given is None and 0 < f.value < 1)
            or (
                start <= f.start < end and f.given is not None and (f.given.unit == "percent" or (chances and _part(f)))
            )
        ]
        if len(parts) < 2 or (all(f.given for f in parts) and not chances):
            continue
        bare = re.sub(r"\b(?:one|two|both|more|none|any)(?: \w+)? of (?:these|them)\b", "", said)
        nested = re.search(
            r"\bof (?:these|those|them|which|the (?:rest|remaind\w+|remaining))\b|\bhow (?:much|many)\b"
            r"|\brest\b|\blikes?\b|\bthen\b|\bmore\b|\bless\b",
            bare,
        )
        rest = re.sub(r"\bnobody\b|\bno \w+\b|\bnone\b|\bnever\b", "", said)
        if nested or denies(rest):
            continue
        pairs = [f.symbol(f"part{n}", "", "part") for n, f in enumerate(parts, 1)]
        total = Symbol(name="total", unit="", meaning="sum of the parts")
        relations = [r for _, spelled in pairs for r in spelled]
        relations.append(
            Relation(expression="total = " + " + ".join(s.name for s, _ in pairs), text="the parts are added up")
        )
        law = cited("the parts of a whole are not more than the whole", "Euclid, Elements I, common notion 5")
        notes.quantities(
            "add up the parts",
            (*(s for s, _ in pairs), total),
            [Relation(expression="total <= 1.005", text=law)],
            relations,
        )


GAP = 40
"""Characters that may stand between the parts of a list."""
_CLOSED = re.compile(
    r"\b(?:nobody else|no one else|nothing else|(?:there (?:are|were) )?no others?|all of (?:them|which|whom))\b"
)
_TOTAL = re.compile(r"\b(?:has|have|had|of|with|are|were|holds?|contains?|in all|total(?:ling|s)?|altogether)\s+$")
_OUT_OF = re.compile(r"\b(?:of|among|out of|from)(?: the| these| our| all)?\s+$")
_RANGED = re.compile(r"\s?[-–−]\s?\d")
"""After the lower end of a range (`a target of 88-92 %`), which counts nothing."""
_SEVERAL = re.compile(
    r"\b(?:both|also|at least|overlap\w*|each|per|times|then|later|join\w*|after|more|fewer|another|new|left|add\w*"
    r"|bought|every|twice|several|may|can)\b"
)
"""Words by which a thing may be in more than one part, or parts come and go."""


_BOTH = re.compile(r"\b(?:both|neither|at least one|only one)\b")


def heads(page: Page, notes: Notes) -> None:
    """`30 pupils: 18 girls and 15 boys, nobody else`: the parts of a number of things are not more than the things."""
    for start, end in page.sentences:
        own = [f for f in page.figures if start <= f.start < end and f.given and f.given.bare and f.fits("")]
        own = [f for f in own if not _RANGED.match(page.low, f.end)]
        said = page.low[start:end]
        if len(own) < 3 or _SEVERAL.search(said) or _BOTH.search(page.low) or denies(_CLOSED.sub(" ", said)):
            continue
        lead, first = page.low[start : own[0].start], page.low[own[0].end : own[1].start]
        of_them = _OUT_OF.search(lead) is not None
        ends = [*(f.start for f in own[2:]), end]
        labels = [page.low[a.end : b] for a, b in zip(own[1:], ends, strict=True)]
        closed = _CLOSED.search(said) or _exclusive(labels)
        listed = of_them or re.search(r":\s|\(|\bof (?:whom|which|these|them)\b", first)
        gaps = [page.low[a.end : b.start] for a, b in pairwise(own[1:])]
        apart = any(not re.search(r",|\band\b", g) or len(g) > GAP for g in gaps)
        if not listed or not (": " in said or closed) or not (of_them or _TOTAL.search(lead)) or apart:
            continue
        whole, *parts = [f.symbol(f"n{k}", "", "number of things" if not k else "part")[0] for k, f in enumerate(own)]
        total = Symbol(name="total", unit="", meaning="sum of the parts")
        relation = Relation(expression="total = " + " + ".join(s.name for s in parts), text="the parts are added up")
        law = cited("the parts of a whole are not more than the whole", "Euclid, Elements I, common notion 5")
        rule = Relation(expression=f"total <= {whole.name}", text=law)
        notes.quantities("add up the parts", (whole, *parts, total), [rule], [relation])


_EXCLUSIVE = tuple(
    re.compile(rf"\b(?:{words})\b")
    for words in (
        "red|blue|green|white|black|brown|yellow|orange|purple|grey|gray|pink|silver|gold",
        "men|women|boys|girls|males?|females?",
        "adults?|children|kids|babies",
        "dead|alive|living",
        "odd|even",
        "left-handed|right-handed",
        "married|single|widowed|divorced",
        "smokers|non-?smokers",
        "vertebrates|invertebrates",
    )
)
"""Words of which only one of a row goes with a thing."""


def _exclusive(labels: list[str]) -> bool:
    """Whether each part is called by another word of one row: `7 are brown and 8 are white`."""
    for row in _EXCLUSIVE:
        said = [tuple(row.findall(label)) for label in labels]
        if all(len(s) == 1 for s in said) and len(set(said)) == len(said):
            return True
    return False


def bases(scene: Scene, notes: Notes) -> None:
    """Shares of the bases in double-stranded DNA: as much adenine as thymine, as much guanine as cytosine."""
    low = scene.text.original.lower()
    if "dna" not in low or re.search(r"single-strand|single strand|rna\b|one strand|mispair", low) or denies(low):
        return
    own = [g for g in scene.givens if g.text is scene.text and g.unit == "percent"]
    shares: dict[str, Given] = {}
    for given in own:
        near = {b: scene.near(given, (b,)) for b in _BASES}
        best = max(near, key=lambda b: near[b])
        if near[best] > 0.5 and best not in shares:
            shares[best] = given
    laws = [cited("adenine pairs with thymine, and guanine with cytosine", "Chargaff, Experientia 6 (1950) 201")]
    for one, other in (("adenine", "thymine"), ("guanine", "cytosine")):
        if one in shares and other in shares:
            symbols = (known(shares[one], "one", "", one), known(shares[other], "other", "", other))
            notes.quantities(
                f"compare {one} with {other}", symbols, [Relation(expression="abs(one - other) <= 0.03", text=laws[0])]
            )
    mixed = [
        shares[b]
        for pair in (("adenine", "guanine"), ("adenine", "cytosine"), ("thymine", "guanine"), ("thymine", "cytosine"))
        if all(p in shares for p in pair)
        for b in pair
    ]
    if len(mixed) == 2:
        symbols = (known(mixed[0], "one", "", "first base"), known(mixed[1], "other", "", "second base"))
        notes.quantities(
            "compare bases that do not pair",
            symbols,
            [Relation(expression="abs(one + other - 0.5) <= 0.03", text=laws[0])],
        )


def alleles(scene: Scene, notes: Notes) -> None:
    """`p = 0.7` and `q = 0.5` for a locus with a pair of alleles."""
    low = scene.text.original.lower()
    found: dict[str, Given] = {}
    for given in (g for g in scene.givens if g.text is scene.text and g.entry.span and (g.bare or g.unit == "percent")):
        before = scene.text.original[: given.entry.span.start if given.entry.span else 0].lower()
        if m := re.search(r"\b([pq])\s?(?:=|is|of)\s?$", before):
            found[m[1]] = given
    if (
        set(found) != {"p", "q"}
        or "allele" not in low
        or re.search(r"three alleles|multiple|third allele", low)
        or denies(low)
    ):
        return
    symbols = [known(found[n], n, "", f"frequency {n}") for n in ("p", "q")]
    law = cited(
        "the frequencies of the alleles of a locus make a whole",
        "Hartl and Clark, Principles of Population Genetics, 4th ed. (2007)",
    )
    notes.quantities(
        "add up the allele frequencies", symbols, [Relation(expression="abs(p + q - 1) <= 0.02", text=law)]
    )


def acidity(scene: Scene, notes: Notes) -> None:
    """A pH beside the concentration of hydrogen ions, or a pOH beside that of hydroxide."""
    low = scene.text.original.lower()
    own = [g for g in scene.givens if g.text is scene.text and not g.concept]
    for scale, ion in (("ph", r"hydrogen[- ]ion|hydronium|proton|\[?h3?o?\^?\+\]?"), ("poh", r"hydroxide|\[oh")):
        values = [g for g in own if g.bare and scene.near(g, (scale, f"{scale} value")) > 0.75]
        amounts = [g for g in own if g.unit and fits(g, "mol/m^3")]
        if (
            len(values) != 1
            or len(amounts) != 1
            or not re.search(
                rf"(?:{ion})\S*\s+(?:ion )?(?:concentration|activity)|concentration of (?:the )?(?:{ion})|\[(?:h|oh)",
                low,
            )
        ):
            continue
        if denies(low) or re.search(r"mixed|diluted|buffer|acid concentration|final|after|then", low):
            continue
        symbols = (
            known(values[0], "p", "", scale),
            Symbol(name="c", unit="mol/L", meaning="concentration", entry=amounts[0].entry.id),
        )
        law = cited(
            f"the {scale} is the negative logarithm of the concentration in moles a litre", "IUPAC Gold Book, pH"
        )
        notes.quantities(
            f"compare the {scale} with the concentration",
            symbols,
            [Relation(expression="abs(p + log10(c)) <= 0.3", text=law)],
        )

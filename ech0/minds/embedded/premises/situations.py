"""Situations with a law of their own: triangles, collisions, reactions by mass, and what cannot happen at all.

Reads a situation by its wording and writes the test; works nothing out.
"""

import re
from collections.abc import Sequence

from ech0.core.bounds import Impossible
from ech0.core.types import Relation, Symbol
from ech0.minds.embedded.givens import Scene, fits
from ech0.minds.embedded.premises.agree import SLACK
from ech0.minds.embedded.premises.notes import Notes, cited, denies, known, sentence

_CLOSED = re.compile(
    r"\b(?:isolated|no (?:net )?external force|without (?:any )?external force|frictionless|no external|closed system)"
)
_REACTS = re.compile(r"\b(?:react\w*|combin\w+|burn\w*|combust\w*|mixed|heated)\b")
_MAKES = re.compile(
    r"\b(?:to (?:give|form|produce|make|yield)|giv(?:es|ing|e)|form(?:s|ing)?|produc(?:es|ing|e)|yield(?:s"
    r"|ing)?|mak(?:es|ing)|into|got|obtained|collected)\b"
)


def figures(scene: Scene, notes: Notes) -> None:
    """Sides and angles of a triangle."""
    low = scene.text.original.lower()
    if "triangle" not in low or "spherical" in low or denies(low):
        return
    own = [g for g in scene.givens if g.text is scene.text and not g.concept]
    sides = [g for g in own if fits(g, "m")]
    angles = [g for g in own if fits(g, "rad")]
    other = re.search(r"\b(?:perimeter|altitude|height|median|base|bisector|radius|circ\w*|midpoint|similar)\b", low)
    if len(sides) == 3 and not other and re.search(r"\bsides?\b|\blengths\b", low):
        a, b, c = symbols = [known(g, f"side{n}", "m", "side") for n, g in enumerate(sides, 1)]
        text = cited("a side of a triangle is not longer than the other sides together", "Euclid, Elements I, prop. XX")
        trios = ((a, b, c), (b, a, c), (c, a, b))
        notes.quantities(
            "test the triangle's sides",
            symbols,
            [Relation(expression=f"{x.name} <= {y.name} + {z.name}", text=text) for x, y, z in trios],
        )
    if len(angles) in (2, 3) and "angle" in low and "exterior" not in low and not sides:
        symbols = [known(g, f"angle{n}", "rad", "angle") for n, g in enumerate(angles, 1)]
        total = Symbol(name="total", unit="rad", meaning="sum of the angles")
        text = cited("the angles of a plane triangle make two right angles", "Euclid, Elements I, prop. XXXII").replace(
            "two", "a pair of"
        )
        relation = Relation(expression="total = " + " + ".join(s.name for s in symbols), text="the angles are added up")
        laws = [Relation(expression="total <= 3.141592653589793 + 0.01", text=text)]
        if len(angles) == 3:
            laws.append(Relation(expression="total >= 3.141592653589793 - 0.01", text=text))
        notes.quantities("add up the triangle's angles", (*symbols, total), laws, [relation])


def momentum(scene: Scene, notes: Notes) -> None:
    """Total momentum before and after, nothing acting from outside; kinetic energy that a collision adds."""
    low = scene.text.original.lower()
    if not re.search(r"\bbefore\b|\binitial", low) or not re.search(r"\bafter|\bfinal", low) or denies(low):
        return
    own = [g for g in scene.givens if g.text is scene.text and not g.concept]
    moved = [g for g in own if fits(g, "kg*m/s") and g.unit]
    if (
        len(moved) == 2
        and "momentum" in low
        and (_CLOSED.search(low) or "collide" in low or "collision" in low)
        and "impulse" not in low
    ):
        symbols = (
            known(moved[0], "before", "kg*m/s", "momentum before"),
            known(moved[1], "after", "kg*m/s", "momentum after"),
        )
        text = cited("the momentum of an isolated system is conserved", "Feynman, Lectures on Physics I (1963), ch. 10")
        notes.quantities(
            "compare the momenta",
            symbols,
            [Relation(expression=f"abs(before - after) <= {SLACK} * abs(before)", text=text)],
        )
    energies = [g for g in own if fits(g, "J")]
    if (
        len(energies) == 2
        and "kinetic energy" in low
        and re.search(r"collision|collide", low)
        and not re.search(r"explo|spring|releas", low)
    ):
        symbols = (
            known(energies[0], "before", "J", "kinetic energy before"),
            known(energies[1], "after", "J", "kinetic energy after"),
        )
        text = cited("a collision without a source of energy does not add kinetic energy", "Goldsmith, Impact (1960)")
        notes.quantities("compare the kinetic energies", symbols, [Relation(expression="after <= before", text=text)])


def collision(scene: Scene, notes: Notes) -> None:
    """Bodies that collide and move on together, with all masses and speeds stated."""
    low = scene.text.original.lower()
    joined = re.search(r"\b(?:together|stick\w*|stuck|lock\w*|coupl\w+|as one|embed\w*|combined)\b", low)
    if (
        not joined
        or re.search(r"opposite|towards each other|toward each other|head-on|explo|spring|relativ|degree|angle", low)
        or denies(low)
    ):
        return
    own = [g for g in scene.givens if g.text is scene.text and not g.concept and g.unit]
    masses, speeds = [g for g in own if fits(g, "kg")], [g for g in own if fits(g, "m/s")]
    rest = re.search(r"\b(?:at rest|stationary|motionless|standing still|parked)\b", low)
    if (
        len(masses) != 2
        or len(speeds) != (2 if rest else 3)
        or (rest and masses[0].first > scene.text.index(rest.start()))
    ):
        return
    if rest and speeds[0].first > scene.text.index(rest.start()):
        return  # it is the first body that rests
    (m1, m2), (u1, *others) = masses, speeds
    names = [("m1", "kg", "first mass", m1), ("m2", "kg", "second mass", m2), ("u1", "m/s", "first speed", u1)]
    names += [("u2", "m/s", "second speed", others[0])] if not rest else []
    symbols = [
        known(g, n, unit, meaning) for n, unit, meaning, g in (*names, ("v", "m/s", "speed together", others[-1]))
    ]
    before = Symbol(name="before", unit="kg*m/s", meaning="momentum before")
    after = Symbol(name="after", unit="kg*m/s", meaning="momentum after")
    relations = [
        Relation(expression=f"before = m1 * u1{'' if rest else ' + m2 * u2'}", text="the momenta before are added up"),
        Relation(expression="after = (m1 + m2) * v", text="the bodies move on together"),
    ]
    text = cited("the momentum of an isolated system is conserved", "Feynman, Lectures on Physics I (1963), ch. 10")
    law = Relation(expression=f"abs(before - after) <= {SLACK} * abs(before)", text=text)
    notes.quantities("compare the momenta before and after", (*symbols, before, after), [law], relations)


def reacting_masses(scene: Scene, notes: Notes) -> None:
    """Masses that react and the mass that forms."""
    text = scene.text
    own = [g for g in scene.givens if g.text is text and fits(g, "kg") and g.unit]
    if not 2 <= len(own) <= 4 or own[-1].entry.span is None or len({text.tokens[g.first].sentence for g in own}) > 1:
        return
    said = sentence(text, own[0].first)
    gap = text.original[text.tokens[own[-2].last].end : own[-1].entry.span.start].lower()
    if (
        denies(said)
        or not _REACTS.search(said)
        or not _MAKES.search(gap)
        or re.search(r"\b(?:air|excess|hydrate|per|each|water is added)\b", said)
    ):
        return
    eaten, made = own[:-1], own[-1]
    if len(eaten) == 1 and not re.search(r"\b(?:decompos|heated|breaks|split)", said):
        return  # the other reactant is not weighed
    symbols = [known(g, f"m{n}", "kg", "reactant") for n, g in enumerate(eaten, 1)]
    total = Symbol(name="reactants", unit="kg", meaning="mass of the reactants together")
    product = known(made, "product", "kg", "mass of the product")
    relation = Relation(
        expression="reactants = " + " + ".join(s.name for s in symbols), text="the reactants are added up"
    )
    law = cited("mass is conserved in a chemical reaction", "Lavoisier, Traité élémentaire de chimie (1789)")
    laws = [Relation(expression=f"product <= reactants * {1 + SLACK / 2}", text=law)]
    if (
        re.search(r"\b(?:completely|fully|entirely|only product|all of)\b", said)
        and len(eaten) > 1
        and not re.search(r"\band\b[^.]*\b(?:water|gas|dioxide)\b", gap)
    ):
        laws.append(Relation(expression=f"product >= reactants * {1 - SLACK / 2}", text=law))
    notes.quantities("compare what reacts with what forms", (*symbols, product, total), laws, [relation])


def statements(scene: Scene, table: Sequence[Impossible], notes: Notes) -> None:
    """What cannot happen whatever the numbers, said as if it did."""
    text = scene.text
    for number in sorted({t.sentence for t in text.tokens}):
        first = next(n for n, t in enumerate(text.tokens) if t.sentence == number)
        said = sentence(text, first)
        for row in table:
            if re.match(r"\W*(?:does|do|is|isn't|would|why|could) (?:this|that|it|these)\b", said):
                continue
            if any(u in text.original.lower() for u in row.unless) or not all(
                any(_has(said, w) for w in words) for words in row.says
            ):
                continue
            rest = said
            for words in row.says:  # `without any work` is part of what is said, not its denial
                for word in sorted(words, key=len, reverse=True):
                    rest = rest.replace(word, " ")
            if not denies(rest) and not re.search(r"\b(?:no|why|would|need|needs)\b", rest):
                plain = row.id.replace("_", " ")
                notes.clash(
                    f"test what is said against {row.source.split(',')[0]}",
                    f"the text speaks of {plain} as of something that happens",
                    cited(row.law, row.source),
                )


def _has(said: str, word: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w])", said) is not None

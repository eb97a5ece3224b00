"""How well a number of the question fits a variable of a formula or an input of a lab: by unit, nearby words and role.

Knows nothing of how formulas chain. Scores lie in [0, 1]; 0 means that it cannot be.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ech0.core import expression, units
from ech0.core.errors import ClaimError
from ech0.core.formula import Constant, Formula, Variable
from ech0.core.types import Quantity
from ech0.minds.embedded import labroots, labsense, labslash
from ech0.minds.embedded.givens import Given, Scene, absolute, fits
from ech0.minds.embedded.sources import Assumed, Fixed, Known, Source
from ech0.minds.embedded.words import Hit, Text, written
from labs import Lab, Real

GENERIC = frozenset(
    "distance speed time mass temperature pressure force energy volume area amount power acceleration angle resistance "
    "voltage current charge concentration".split()
)
"""Concepts that a number may be without a word that says so: `slides 5.0 m` is a distance, but not a radius."""
SAID = frozenset(
    "half_life doubling_time time_constant period orbital_period mean_lifetime generation_time internal_resistance "
    "temperature_difference work_function mass_defect".split()
)
"""Concepts that a number is only where a word says so: no time is a half-life by itself."""
JOINING = frozenset(("of", "=", "is", ":", "was", "at", "(", "equals", "about"))
"""What may stand between a name and its number."""
LINKS = frozenset("and or with of at in for to from by on".split())
"""A name that begins with one of these says nothing of the number before it."""
LENT = 0.5
"""What a name counts for a number when it stands right before another one."""
SURE = 0.75
"""From which on a name before a number is its own, whatever its clause says."""
UNSURE, CLEARLY = 0.4, 1.3
"""What a name counts that the clause of a number speaks against, and how much more of it another must have."""
COUNTS = frozenset("turns count order quantum_number atomic_number charge_number nuclei cells generations".split())


BY = frozenset("extension temperature_difference displacement compression wavelength_shift frequency_shift".split())
"""Concepts that are changes: a number after `to` is not one."""
DATA = frozenset("mean observed_value standard_deviation variance population count ratio_of_counts sample_size".split())
"""What a percentage is only where it is said to be it: a share of the data is none of its figures."""
SHARES = frozenset(("probability", "ratio"))
TOLD = 0.75
_AGED = re.compile(r"(?:years?|months?|days?|weeks?)?[\s-]*(?:old|of age|younger|older)\b")


@dataclass(frozen=True)
class Binder:
    """Scores numbers of one scene."""

    scene: Scene
    _hits: dict[tuple[str, str], Mapping[str, list[Hit]]] = field(default_factory=dict)
    _called: dict[tuple[str, str, int], Mapping[str, float]] = field(default_factory=dict)

    def near(self, known: Source, constant: Constant) -> bool:
        """Whether a number can be a constant as the question takes it: `g = 10 m/s^2`, but not `0.85 c` for `c`."""
        if not isinstance(known, Known) or known.given.entry.quantity is None:
            return False
        if constant.concept == "gravitational_acceleration":  # it differs from planet to planet
            return True
        value = units.convert(known.given.entry.quantity, constant.unit).value
        return abs(value - constant.value) <= 0.05 * abs(constant.value)

    def binding(self, given: Given, formula: Formula, name: str) -> float:
        """How well a number fits a variable: by unit, by the words near it, by role, against rival concepts."""
        variable = formula.variables[name]
        concept = self.scene.concepts[variable.concept]
        if not fits(given, concept.unit) or (concept.id == "temperature" and not absolute(given)):
            return 0.0
        if given.unit == "percent" and concept.id in COUNTS:
            return 0.0
        if given.unit == "percent" and concept.id in DATA and self.scene.evidence(given).get(concept.id, 0.0) < TOLD:
            return 0.0
        if given.concept is not None:
            return 0.95 * _role_fit(given.role, variable.role) if given.concept == concept.id else 0.0
        if self._named(given, name):
            return 1.0
        said = self.scene.evidence(given)
        mine = max(self.scene.near(given, variable.words), said.get(concept.id, 0.0))
        if concept.id.endswith("radius") and across(given) and not self.scene.near(given, ("radius", "radii")):
            return 0.0
        if concept.id in BY and self._reached(given):
            return 0.0
        if (
            aged(given)
            and concept.id != "age"
            and not self.scene.near(given, [w for w in variable.words if w == "age"])
        ):
            return 0.0  # how old somebody is says how long nothing else takes
        if concept.id not in GENERIC | SAID:  # said to be a speed, it may well be the speed of sound
            mine = max(mine, 0.6 * max((s for c, s in said.items() if c in GENERIC), default=0.0))
        rival = max((s for c, s in said.items() if c != concept.id and c not in GENERIC), default=0.0)
        if concept.id in ("temperature", "temperature_difference") and _by(given):  # `heated by 30 K`
            mine, rival = (0.9, 0.0) if concept.id == "temperature_difference" else (0.0, 1.0)
        if concept.id == "temperature_difference" and not mine and absolute(given):
            return 0.0  # no temperature is a difference that nobody calls one
        base = 0.2 if given.bare else 0.4 if concept.id in GENERIC else 0.13 if concept.id in SAID else 0.28
        score = base + (1.0 - base) * mine
        if rival > mine + 0.15 and rival > 0.5:
            score *= 0.45 if not variable.words or mine < 0.2 else 0.7
        return max(0.13, min(1.0, score + self._role_bonus(given, formula, variable)))

    def _reached(self, given: Given) -> bool:
        """Whether a number is what something is changed to: `stretched to 51 mm` tells the new length."""
        before = given.text.tokens[max(0, given.first - 2) : given.first]
        return bool(before) and before[-1].text == "to" and (len(before) < 2 or before[0].text not in ("up", "equal"))

    def _named(self, given: Given, name: str) -> bool:
        """`T_h = 600 K` names its variable."""
        tokens = given.text.tokens
        at = given.first
        return at >= 2 and tokens[at - 1].text == "=" and tokens[at - 2].text == name.lower()

    def _role_bonus(self, given: Given, formula: Formula, variable: Variable) -> float:
        rivals = {
            v.role for v in formula.variables.values() if v.concept == variable.concept and v.role != variable.role
        }
        if not rivals and not variable.role:
            return 0.0
        mine = self.scene.role(given, variable.role) if variable.role else 0.0
        theirs = max((self.scene.role(given, r) for r in rivals if r), default=0.0)
        return max(-0.2, 0.3 * (mine - theirs))

    def holds(self, formula: Formula, chosen: Mapping[str, Source]) -> bool:
        """Whether the validity conditions that can be tested on known values hold."""
        if not formula.conditions:
            return True
        values = {n: v for n, s in chosen.items() if (v := self._value(formula.variables[n], s)) is not None}
        for condition in formula.conditions:
            tree = expression.parse(condition, where=formula.id)
            if expression.names(tree) <= values.keys():
                try:
                    if not expression.evaluate(tree, values):
                        return False
                except ClaimError:
                    return False
        return True

    def _value(self, variable: Variable, source: Source) -> float | None:
        unit = self.scene.concepts[variable.concept].unit
        match source:
            case Known() if source.given.entry.quantity:
                return units.convert(source.given.entry.quantity, unit).value
            case Fixed():
                return units.convert(Quantity(value=source.constant.value, unit=source.constant.unit), unit).value
            case Assumed():
                return source.value
            case _:
                return None

    def lab_binding(self, given: Given, lab: Lab, name: str, spec: Real) -> float:
        if given.concept is not None:
            mine = f"{lab.id}.{name}"
            return 1.0 if given.concept in (mine, spec.concept) or _worded_alike(given, spec) else 0.0
        odd = not told(given, spec.unit)  # in another unit, or in one that goes without saying
        if odd and not any(units.compatible(given.unit, u) for u in spec.also) and not (given.bare and spec.plain):
            return 0.0
        if spec.concept == "temperature" and not odd and not absolute(given):
            return 0.0
        if aged(given) and "age" not in name and not any("age" in w.split() for w in spec.words):
            return 0.0
        said = self.scene.evidence(given)
        mine_said = self.called(given, lab, name)
        if not odd:
            mine_said = max(mine_said, said.get(spec.concept or "", 0.0))
        if odd and given.bare and mine_said < 0.5:
            return 0.0
        others = [
            self.called(given, lab, n)
            for n, o in lab.inputs.items()
            if n != name and isinstance(o, Real) and (told(given, o.unit) or (given.bare and o.plain))
        ]
        if not mine_said and spec.default is not None and max(others, default=0.0) >= labsense.NAMED:
            return 0.0  # it is called another input, and this one has a value without it
        chance = not spec.unit and spec.high <= 1  # that it is a probability says nothing against it
        kin = SHARES if chance else frozenset()
        rival = max((s for c, s in said.items() if c != spec.concept and c not in kin), default=0.0)
        base = 0.2 if given.bare else 0.45
        score = base + (1.0 - base) * min(1.0, mine_said)
        if rival > mine_said + 0.15:
            return 0.4 * score
        return score * (0.4 if given.bare else 0.7) if max(others, default=0.0) > mine_said + 0.15 else score

    def called(self, given: Given, lab: Lab, name: str) -> float:
        """How strongly a number is called an input of a lab, by name, else by the sense of its clause."""
        key = (lab.id, given.text.original, given.first)
        if key not in self._called:
            self._called[key] = self._all_called(given, lab)
        return self._called[key].get(name, 0.0)

    def behind(self, given: Given, lab: Lab, name: str) -> bool:
        """Whether the nearest name of an input stands after a number, as a noun does that the number only counts."""
        return self._by_name(given, lab, name)[1]

    def _all_called(self, given: Given, lab: Lab) -> Mapping[str, float]:
        reals = {n: s for n, s in lab.inputs.items() if isinstance(s, Real)}
        named = {n: self._by_name(given, lab, n) for n in reals}
        found = {n: best for n, (best, _) in named.items()}
        taking = [n for n, s in reals.items() if told(given, s.unit) or (given.bare and s.plain)]
        fitting = [n for n in taking if _ranged(given, reals[n])]
        if given.concept is not None or not fitting:
            return found
        shares = labsense.shares(self.scene, given, lab, fitting)
        first = max(fitting, key=lambda n: found[n])
        if found[first] >= labsense.NAMED:
            odd = given.bare and reals[first].unit  # it would be taken in a unit that it does not state
            if odd and named[first][1] and shares.get(first, 0.0) < LENT * max(shares.values(), default=0.0):
                found[first] = min(found[first], UNSURE)  # what stands after it, where its own clause says another
            elif named[first][1] or found[first] < SURE:
                other = max(fitting, key=lambda n: shares.get(n, 0.0))
                if shares.get(other, 0.0) > CLEARLY * shares.get(first, 0.0):  # `starts with 100 cells`
                    found[other] = max(found[other], labsense.NAMED + labsense.MORE * shares[other])
            return found
        for name, score in labsense.meant(shares).items():
            found[name] = max(found[name], score)
        return found

    def _by_name(self, given: Given, lab: Lab, name: str) -> tuple[float, bool]:
        """How near a name of an input stands to a number, and whether after it; one right before another number is
        that one's.
        """
        span, spec = given.entry.span, lab.inputs[name]
        if span is not None and (said := labslash.named(given.text.original).get(span.start)) is not None:
            own = {w.removesuffix("=").strip().casefold() for w in (*spec.words, name.replace("_", " "))}
            return (1.2 if said.casefold() in own else 0.0), False
        starts = {g.first for g in self.scene.givens if g.text is given.text and g.concept is None} - {given.first}
        best, behind = 0.0, False
        for hit in self._names(lab, given.text)[name]:
            first = given.text.tokens[hit.first].text  # `16 fractions of 2 Gy`, but not `2 Gy with an alpha/beta of 10`
            mine = hit.first == given.last + 1 and first not in LINKS
            lent = LENT if not mine and follows(hit, given.text) in starts else 1.0
            near = lent * self.scene.closeness(given, hit)
            if near > best:
                best, behind = near, hit.first > given.last
        for hit, counts in labroots.hits(lab, name, given.text) if best < labroots.SAID else ():
            lent = LENT if follows(hit, given.text) in starts else 1.0
            near = counts * lent * self.scene.closeness(given, hit)
            if near > best:
                best, behind = near, hit.first > given.last
        return best, behind

    def _names(self, lab: Lab, text: Text) -> Mapping[str, list[Hit]]:
        """Where a text names the inputs of a lab: a name inside a longer one of another input is none."""
        key = (lab.id, text.original)
        if key not in self._hits:
            said = {
                n: [h for w in (*s.words, n.replace("_", " ")) if written(w, text) for h in text.find(w)]
                for n, s in lab.inputs.items()
                if isinstance(s, Real)
            }
            self._hits[key] = {n: [h for h in hits if not _covered(h, n, said, text)] for n, hits in said.items()}
        return self._hits[key]


def _ranged(given: Given, spec: Real) -> bool:
    """Whether a number lies in the range of an input, in its unit or as one that goes without saying."""
    q = given.entry.quantity
    if q is None or not told(given, spec.unit):
        return q is not None
    value = units.convert(q, spec.unit).value
    return spec.low <= value * (1 + 1e-9) and value * (1 - 1e-9) <= spec.high


def _by(given: Given) -> bool:
    """Whether a temperature is told as what another changes by."""
    words = [t.text for t in given.text.tokens[max(0, given.first - 2) : given.first]]
    return words[-1:] == ["by"] or (words[:1] == ["by"] and words[-1:][0] in ("about", "only", "exactly", "another"))


def follows(hit: Hit, text: Text) -> int:
    """The token after a name, but for an `of` or `=`."""
    after = hit.last + 1
    return after + (after < len(text.tokens) and text.tokens[after].text in JOINING)


def _covered(hit: Hit, name: str, said: Mapping[str, Sequence[Hit]], text: Text) -> bool:
    """Whether a name stands inside a longer one of another input; `fractions of` says no more than `fractions`."""
    others = (o for n, hits in said.items() if n != name for o in hits)
    inside = (o for o in others if o.first <= hit.first and hit.last <= o.last)
    return any(_matter(o, text) > _matter(hit, text) for o in inside)


def _matter(hit: Hit, text: Text) -> int:
    return sum(t.text not in JOINING for t in text.tokens[hit.first : hit.last + 1])


_THINGS = re.compile(
    r"\s*-?\s*(?:[a-z]+ )?(?:spheres?|balls?|beads?|particles?|droplets?|drops?|pipes?|holes?|dis[ck]s?|wires?|grains?"
    r"|tubes?|hoses?)\b"
)


def across(given: Given) -> bool:
    """Whether a number is the size of a round thing named after it: a `40 µm sphere` is so wide, from side to side."""
    span, text = given.entry.span, given.text.original
    return span is not None and _THINGS.match(text[span.end : span.end + 40].lower()) is not None


def aged(given: Given) -> bool:
    """Whether a number says how old somebody is, or by how much older or younger: `12 years old`, `3 years younger`."""
    span, text = given.entry.span, given.text.original
    if span is None or given.concept is not None or not units.compatible(given.unit, "year"):
        return False
    return (
        "old" in text[span.start : span.end].lower() or _AGED.match(text[span.end :].lower().lstrip(" -")) is not None
    )


def told(given: Given, unit: str) -> bool:
    """Whether a number can be told in `unit`; a dose per body weight is neither a share nor a plain number."""
    return fits(given, unit) and not (given.unit in ("", "percent") and "/kg" in unit)


def _worded_alike(given: Given, spec: Real) -> bool:
    """Whether `given` was read from a wording that states the same value for this input too (`without oxygen`)."""
    said = spec.phrases.get(given.entry.label.partition(":")[0])
    quantity = given.entry.quantity
    return said is not None and quantity is not None and said == quantity.value and fits(given, spec.unit)


def _role_fit(stated: str, wanted: str) -> float:
    return 1.0 if stated == wanted else 0.7 if not stated or not wanted else 0.0

"""How the inputs of a lab are read out of a question: which option of a choice, and which number is which input.

All numbers of a lab are placed at once, the surest first, so that a name beside one is not lent to another. Knows no
formula and not what is asked.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import permutations

from ech0.core.types import Quantity
from ech0.minds.embedded import (
    labaside,
    labcounts,
    lablimits,
    labmaking,
    labnumbers,
    laboptions,
    labpairs,
    labsense,
    labspelt,
    labspoken,
)
from ech0.minds.embedded.binding import Binder, follows, told
from ech0.minds.embedded.givens import Given, Scene, remarks
from ech0.minds.embedded.labdoubt import matched, swappable
from ech0.minds.embedded.labfits import countable, counted_in, is_share, is_year, reals_of, same_number, usable, within
from ech0.minds.embedded.lablists import stretches
from ech0.minds.embedded.labtaking import absolute_zero, as_loss, as_share, declared, is_unit, unlisted
from ech0.minds.embedded.labwordings import denies, made_of, spelt, spoken
from ech0.minds.embedded.sources import Known
from ech0.minds.embedded.target import asking
from ech0.minds.embedded.words import Text, stems
from labs import Choice, Lab, Real, Series

NAMED = 0.55
"""A phrase this close to a number is its name."""
LEAST, MOST = 0.25, 10
"""A number that fits less well is not an input's; no more numbers than these are tried for a lab."""
COUNTED = 0.9
"""`its two qubits` says less of how many there are than `a 4-qubit state`."""
MANNER = frozenset("how fast quickly slowly soon long far high much many doe do can will is are it at what".split())
"""Words of a question that name nothing: `how fast does` owns no output, whatever lab has it among its wordings."""
MODELS = frozenset("model models fit regression".split())
ALONE, HEARD = 0.45, 0.4
"""How well a number fits the only input left for it; a share told in words is called so by a phrase this close."""
SURE = 0.5
"""How well a number fits that takes the place of what a wording says in general."""
TOLD, UNLIKE = 0.95, 0.2
"""How well a number fits of which the lab itself says that it is this input, and what is left if it says that not."""
LISTED = 4
"""So many numbers in a row are data, of which none stands for itself."""
UNSTATED = "unstated"
_SEXED = re.compile(r"\d{2,3}\W?(?:y\S*\W?)?[MF]")
_ONLY = re.compile(r"[,;]\s([^,;]+?) only$")
"""How a lab declares that an input goes with one option: `..., mixed inhibition only`."""


@dataclass(frozen=True)
class LabReader:
    """Reads the inputs of labs out of one scene."""

    scene: Scene
    binder: Binder
    labs: Sequence[Lab]

    @cached_property
    def _texts(self) -> tuple[Text, ...]:
        return (self.scene.text, *self.scene.earlier)

    @cached_property
    def _measured(self) -> frozenset[int]:
        """The tokens of quantities: the m of `3 m` is no `M` for male."""
        mine = (g for g in self.scene.givens if g.text is self.scene.text and g.concept is None)
        return frozenset(n for g in mine if not _SEXED.fullmatch(g.entry.text) for n in range(g.first, g.last + 1))

    def option(self, spec: Choice) -> str | None:
        """The option that the question, else an earlier turn, says."""
        for text in self._texts:
            if spec.told is not None and (found := spec.told(text.original)) is not None:
                return found
            if (found := self._option(spec, text)) is not None:
                return found
        return laboptions.described(spec, self.scene.text)

    def beside(self, lab: Lab, but: Iterable[str], needs: Sequence[str]) -> tuple[Known, ...]:
        """Numbers in the names of options, outputs and the lab itself (`6-31G*`), and those named as other inputs.

        They are accounted for, though the output asked for does not rest on them: they are none of what it `needs`.
        """
        aside = set(but)
        phrases = [*lab.words, *(w for o in lab.outputs.values() for w in o.words)]
        phrases += [
            w for i in lab.inputs.values() if isinstance(i, Choice) for o, ws in i.options.items() for w in (o, *ws)
        ]
        text = self.scene.text
        hits = [h for p in phrases if any(c.isdigit() for c in p) and not p.isdigit() for h in spelt(text, p)]
        free = [g for g in self.scene.givens if g.concept is None and g.text is text and g.entry.id not in aside]
        inside = [g for g in free if any(h.first <= g.first and g.last <= h.last for h in hits)]
        others = [n for n in lab.inputs if n not in needs]
        inside += [g for g in free if g.entry.id in self._levels and g not in inside]
        named = self._aside([g for g in free if g not in inside], lab, others, needs)
        said = [g for g in declared(lab, free) if g not in inside and g not in named]
        choices = (lab.inputs[n] for n in (needs or lab.inputs))
        chosen = [(c, o) for c in choices if isinstance(c, Choice) and (o := self.option(c)) is not None]
        said += [g for c, o in chosen for g in laboptions.built_in(c, o, free) if g not in (*inside, *named, *said)]
        label = labnumbers.labels(self.scene)
        more = [g for g in free if g in label or unlisted(g, lab) or absolute_zero(g, lab)]
        said += [g for g in more if g not in (*inside, *named, *said)]
        return tuple(Known(g, 1.0) for g in (*inside, *named, *said, *(g for g in free if is_unit(g))))

    def _aside(self, free: Sequence[Given], lab: Lab, others: Sequence[str], needs: Sequence[str]) -> list[Given]:
        """The numbers that are said to be inputs which are not needed: one for each, and none that one of those that
        are needed has more of the words of.
        """
        best: dict[str, Given] = {}
        for given in free:
            names = [n for n in others if self._names(given, lab, n) and not self._queried & self._wordings(lab, n)]
            if not names:
                continue
            specs = {n: s for n in needs if isinstance(s := lab.inputs[n], Real)}
            reals = [n for n, s in specs.items() if usable(given, s) and within(s, given)]
            share = labsense.shares(self.scene, given, lab, [*names, *reals])
            most = max(share.get(o, 0.0) for o in names)
            behind = all(self.binder.behind(given, lab, o) for o in names)
            if behind and any(share.get(n, 0.0) >= most and share.get(n, 0.0) for n in reals):
                continue
            for name in names:
                held = best.get(name)
                if held is None or self.binder.called(held, lab, name) < self.binder.called(given, lab, name):
                    best[name] = given
        return list({g.entry.id: g for g in best.values()}.values())

    def strays(self, left: Mapping[str, Real], used: frozenset[str]) -> list[Given]:
        """Numbers of the question that nothing took, though one of the inputs that are `left` could be meant by them.

        A bare year, or a count in words, is none; nor is a standing remark's.
        """
        aside = remarks(self.scene.text)
        free = [
            g
            for g in self.scene.givens
            if g.text is self.scene.text and g.concept is None and g.entry.id not in used and g.first not in aside
        ]
        torn = self._torn(used)
        return [
            g
            for g in free
            if (g.entry.id in torn) or (not is_year(g) and any(usable(g, s) and within(s, g) for s in left.values()))
        ]

    def unlisted(self, lab: Lab, needs: Sequence[str], used: frozenset[str]) -> list[Given]:
        """Broken numbers that nothing took, though a list that the lab read could go on with them."""
        series = [s for n in needs if isinstance(s := lab.inputs[n], Series) and not s.unit]
        free = (g for g in self.scene.givens if g.text is self.scene.text and g.concept is None)
        values = ((g, g.entry.quantity.value) for g in free if g.entry.id not in used and g.entry.quantity is not None)
        found = [(g, v if g.bare else v / 100) for g, v in values if g.bare or g.unit == "percent"]
        return [g for g, v in found if v % 1 and any(s.low <= v <= s.high for s in series if g.bare or s.high <= 1)]

    def _torn(self, used: frozenset[str]) -> frozenset[str]:
        """The numbers of a list of which one was used by itself: `20, 40, 80 and 160 mg/kg` are no dose of 160."""
        spans = [(g.entry.id, g.entry.span.start) for g in self.scene.givens if g.entry.span and g.concept is None]
        found: set[str] = set()
        for stretch in stretches(self.scene.text.original, LISTED):
            inside = {i for i, at in spans if stretch.start <= at < stretch.end}
            if len(inside & used) == 1:
                found |= inside - used
        return frozenset(found)

    def labels(self, lab: Lab) -> frozenset[int]:
        """The tokens of quantities, and those that name one as an input of a lab right before it: they ask nothing."""
        text = self.scene.text
        starts = {g.first: g for g in self.scene.givens if g.text is text and g.concept is None}
        found: set[int] = set(self._measured)
        for name, spec in lab.inputs.items():
            words = (*spec.words, name.replace("_", " ")) if isinstance(spec, Real) else ()
            for hit in (h for w in words for h in text.find(w)):
                given = starts.get(follows(hit, text))
                if given is not None and isinstance(spec, Real) and usable(given, spec):
                    found.update(range(hit.first, hit.last + 1))
        methods = (w for s in lab.inputs.values() if isinstance(s, Choice) for ws in s.options.values() for w in ws)
        for hit in (h for w in methods if " " in w for h in text.find(w)):  # `in a random intercept and slope model`
            if MODELS & {t.text for t in text.tokens[hit.last + 1 : hit.last + 4]}:
                found.update(range(hit.first, hit.last + 1))
        return frozenset(found)

    def named(self, lab: Lab) -> list[str]:
        """The inputs of a lab that the question states: options that it says, and numbers by name."""
        own = [g for g in self.scene.givens if g.concept is None]
        reals = {n: s for n, s in lab.inputs.items() if isinstance(s, Real)}
        held = self.placed(lab, tuple(reals))
        chosen = [n for n, s in lab.inputs.items() if isinstance(s, Choice) and self.option(s) is not None]
        return [*chosen, *(n for n in held if any(self._names(g, lab, n) for g in own))]

    @cached_property
    def _queried(self) -> frozenset[str]:
        """The stems right after `which` or `what`: `at which dephasing rate` names what is asked, and no number."""
        tokens = self.scene.text.tokens
        return frozenset(
            t.stem for n, w in enumerate(tokens) if w.text in ("which", "what") for t in tokens[n + 1 : n + 3]
        )

    def _wordings(self, lab: Lab, name: str) -> frozenset[str]:
        return frozenset(s for w in (*lab.inputs[name].words, name.replace("_", " ")) for s in stems(w))

    def _names(self, given: Given, lab: Lab, name: str) -> bool:
        """Whether a number is said to be an input."""
        spec = lab.inputs[name]
        if not isinstance(spec, Real) or not usable(given, spec) or not within(spec, given):
            return False
        return self.binder.called(given, lab, name) >= NAMED

    def _option(self, spec: Choice, text: Text) -> str | None:
        """The option with the longest wording in the text, the earliest of equals; of two, the one not denied."""
        said: list[tuple[int, int, str]] = []
        denied: list[tuple[int, int, str]] = []
        aside = self._measured if text is self.scene.text else frozenset()
        for option, words in spec.options.items():
            for word in words if option.isdigit() else (*words, option):
                for hit in spelt(text, word):
                    if aside.issuperset(range(hit.first, hit.last + 1)) and hit.length == 1:
                        continue
                    row = (-len(word), hit.first, option)
                    (denied if denies(text, hit) else said).append(row)
        said = [s for s in said if not made_of(text, s[1])] or said
        inside = [d for d in denied if not any(s[0] < d[0] for s in said)]
        kept = [s for s in said if not any(d[2] == s[2] and d[0] < s[0] for d in inside)]
        if kept:
            return min(kept)[2]
        left = [o for o in spec.options if o != UNSTATED and not any(d[2] == o for d in inside)]
        return left[0] if inside and len(left) == 1 else None

    def placed(self, lab: Lab, names: Sequence[str], but: Iterable[str] = ()) -> dict[str, Known]:
        """The inputs `names` of a lab with the numbers that are theirs; numbers with an id in `but` are not."""
        aside = {*but, *self._levels, *labspoken.clocks(self.scene)}
        numbers = [as_share(g, lab) for g in self.scene.givens if g.entry.id not in aside and not is_unit(g)]
        numbers = labnumbers.plainly(numbers, counted_in(lab))
        numbers += labspelt.counts(self.scene, lab.id, reals_of(lab, names), numbers)
        numbers += labspelt.zeros(self.scene, lab.id, reals_of(lab, names), numbers)
        numbers = [g for g in numbers if not self._reference(g, lab) and not absolute_zero(g, lab)]
        if not any(isinstance(s, Series) or (isinstance(s, Real) and s.part_of) for s in lab.inputs.values()):
            numbers = labnumbers.parts(numbers)
        reals = reals_of(lab, names)
        if unused := self._meant_for_another(lab):
            reals = {n: s for n, s in reals.items() if n not in unused}
        numbers = self._otherwise(reals, lablimits.taken(self.scene, lab.id, reals, numbers), lab)
        if parted := labcounts.parted(self.scene, reals, numbers) or labnumbers.symbolic(self.scene, reals):
            return {n: Known(g, 0.9, f"{lab.id}.{n}") for n, g in parted.items()}
        if pairs := labpairs.paired(self.scene, reals):
            ids = {g.entry.id for g in pairs.values()} | {g.entry.id[:-1] for g in pairs.values()}
            rest = self.placed(lab, [n for n in names if n not in pairs], {*but, *ids})
            own = {n: replace(g, concept=f"{lab.id}.{n}") for n, g in pairs.items()}
            return rest | {n: Known(g, 0.9, f"{lab.id}.{n}") for n, g in own.items()}
        table = {n: [self._score(g, lab, n, s, names) for g in numbers] for n, s in reals.items()}
        for name, row in table.items():  # what holds in general gives way to the number that is stated
            if any(g.concept is None and row[k] >= SURE and self._told(g, lab, name) for k, g in enumerate(numbers)):
                table[name] = [0.5 * s if g.concept is not None else s for g, s in zip(numbers, row, strict=True)]
        new = [k for k, g in enumerate(numbers) if g.entry.id not in self.scene.ids]  # a list of elements says so
        sure = {n: k for k in new for n in reals if numbers[k].concept == f"{lab.id}.{n}"}
        others = [k for k in range(len(numbers)) if k not in sure.values()]
        keen = sorted(others, key=lambda k: -max((row[k] for row in table.values()), default=0.0))[:MOST]
        open_ = {n: {k: row[k] for k in keen if row[k] > LEAST} for n, row in table.items() if n not in sure}
        found: dict[str, Known] = {}
        for name, k in [*sure.items(), *matched(open_)]:
            spec = reals[name]
            concept = f"{lab.id}.{name}"
            given = as_loss(self._in_unit(numbers[k], lab, name, spec), concept, spec)
            if given.entry.id not in self.scene.ids and given.concept is None:  # it is read in another way
                given = replace(given, concept=concept)
            found[name] = Known(given, table[name][k], spec.concept or concept)
        doubtful = swappable(
            found,
            lambda k, n: self._score(k.given, lab, n, reals[n], names),
            lambda k, n: self.binder.called(k.given, lab, n),
        )
        found = {n: k for n, k in found.items() if n not in doubtful}
        return labcounts.both(self.scene, lab, self._together(found, reals), reals)

    @cached_property
    def _levels(self) -> frozenset[str]:
        return labnumbers.levels(self.scene) | labaside.elsewhere(self.scene)

    def _otherwise(self, reals: Mapping[str, Real], numbers: Sequence[Given], lab: Lab) -> list[Given]:
        """The numbers as some of these inputs take them: two counts as one share, a time as the data's times are."""
        other = labmaking.made(self.scene, lab, reals)
        found = [n for n in numbers if not any(labmaking.replaces(m, n) for m in other)] + other
        if counted := labnumbers.many(self.scene):
            found = [n for n in found if not any(c.first == n.first for c in counted)] + counted
        if any(s.like for s in reals.values()):
            found += [g for g in labnumbers.like_data(self.scene) if any(same_number(g, n) for n in numbers)]
        if any(is_share(s) for s in reals.values()) and not any(s.part_of for s in reals.values()):
            made = [s for s in labnumbers.shares(self.scene) if any(s.first == n.first for n in numbers)]
            found = [n for n in found if not any(s.first <= n.first and n.last <= s.last for s in made)] + made
            found += self._told_shares
        if any("flight level" in s.words for s in reals.values()):
            found += labspoken.flight_levels(self.scene)
        if any(s.concept == "time" for s in reals.values()):
            found += labspoken.between(self.scene)
        return found

    @cached_property
    def _told_shares(self) -> list[Given]:
        return [*labspoken.fractions(self.scene), *labspoken.groups(self.scene)]

    def _reference(self, given: Given, lab: Lab) -> bool:
        """Whether a wording tells only at what a stated number was measured: `without inhibitor Vmax is 3 mM/s`.

        The lab declares so: the meaning of that number's input says `without` this one.
        """
        name = (given.concept or "").removeprefix(f"{lab.id}.")
        quantity = given.entry.quantity
        if name not in lab.inputs or quantity is None or quantity.value or self._stated_zero(given):
            return False
        without = [n for n, s in lab.inputs.items() if isinstance(s, Real) and f"without {name}" in s.meaning]
        sentence = given.text.tokens[given.first].sentence
        mine = [g for g in self.scene.givens if g.concept is None and g.text is given.text]
        near = [g for g in mine if g.text.tokens[g.first].sentence == sentence]
        return any(self._names(g, lab, n) for g in near for n in without)

    def _stated_zero(self, given: Given) -> bool:
        """Whether a number in digits says nought."""
        return any(c.isdigit() for c in given.entry.text)

    def _meant_for_another(self, lab: Lab) -> frozenset[str]:
        """Inputs that the lab takes with one option only (`mixed inhibition only`) where the question says another."""
        found: set[str] = set()
        for name, spec in lab.inputs.items():
            only = _ONLY.search(spec.meaning)
            choices = [c for c in lab.inputs.values() if isinstance(c, Choice)] if only else []
            for choice in choices:
                mine = [o for o in choice.options if only and o.casefold() in only[1].casefold().split()]
                said = self.option(choice)
                if mine and said is not None and said not in mine:
                    found.add(name)
        return frozenset(found)

    def _together(self, found: dict[str, Known], reals: Mapping[str, Real]) -> dict[str, Known]:
        """The numbers of one thing kept to one another: in `18 mL of 0.1 M NaOH` both are said of the base.

        Inputs are of one thing that begin alike (`titrant_volume`, `titrant_concentration`); the second number decides,
        since the thing is named after it.
        """
        for one, other in permutations(found, 2):
            a, b = found[one].given, found[other].given
            mine, _, kind = one.partition("_")
            theirs, _, _ = other.partition("_")
            swapped = f"{theirs}_{kind}"
            joined = a.text is b.text and b.first == a.last + 2 and a.text.tokens[a.last + 1].text == "of"
            if joined and kind and mine != theirs and swapped in found and reals[swapped].unit == reals[one].unit:
                first, second = found[one], found[swapped]
                return found | {
                    one: replace(second, concept=first.concept),
                    swapped: replace(first, concept=second.concept),
                }
        return found

    def _score(self, given: Given, lab: Lab, name: str, spec: Real, names: Sequence[str]) -> float:
        score = self.binder.lab_binding(given, lab, name, spec)
        if score and spec.optional and given.text is self.scene.text:  # what is asked about is told where it is asked
            score += 0.03 * (given.text.tokens[given.first].sentence == asking(given.text)[0])
        if given.concept is not None and given.entry.label.partition(":")[0] not in spec.phrases:
            return COUNTED * score
        if given.concept is not None or not score:
            return score
        span = given.entry.span
        sure = spec.told(given.text.original, span.start, span.end) if spec.told is not None and span else None
        if sure is not None:
            return max(score, TOLD) if sure else UNLIKE * score
        said = self.binder.called(given, lab, name) >= NAMED
        if self._times(given) and [n for n in names if countable(lab.inputs[n])] == [name]:
            return max(score, NAMED)
        if not said and (spec.optional or spec.default is not None):
            score -= 1.0 if any(g is not given and same_number(g, given) for g in self.scene.givens) else 0.12
        if self._any_share(given, lab) and self.binder.called(given, lab, name) < HEARD:
            return 0.0  # one count of another, or a share in words, is only what it is said to be
        share = given.entry.id not in self.scene.ids and not spec.unit and spec.low >= 0 and spec.high <= 1
        if share and self.scene.text.has(spec.words):
            score = max(score, 0.72)
        only = labnumbers.alone(given, self.scene, lab, names) if given.bare else self._only(given, lab, name, names)
        if not said and only:
            score = max(score, 0.72)
        return score if only or within(spec, given) else 0.3 * score  # the lab says what is out of its range

    def _any_share(self, given: Given, lab: Lab) -> bool:
        """Whether a number is a share that words or two counts tell, and the lab takes several shares, or it counts."""
        if given.entry.id in self.scene.ids or given.concept is not None or not labspoken.told_in_words(given):
            return False
        shares = [i for i in lab.inputs.values() if isinstance(i, Real) and is_share(i)]
        return labspoken.MADE in given.entry.id or len(shares) != 1

    def _times(self, given: Given) -> bool:
        """Whether a number says how often the quantity after it is given: `15 × 2.67 Gy`."""
        after = given.last + 2
        return (
            given.bare
            and [t.text for t in given.text.tokens[given.last + 1 : after]] in (["×"], ["x"])
            and any(g.first == after and not g.bare and g.text is given.text for g in self.scene.givens)
        )

    def _only(self, given: Given, lab: Lab, name: str, names: Sequence[str]) -> bool:
        """Whether number and input are made for each other: no other input takes its unit, no other number has it."""
        takes = [n for n in names if isinstance(s := lab.inputs[n], Real) and told(given, s.unit)]
        spec = lab.inputs[name]
        alike = [g for g in self.scene.givens if g.concept is None and isinstance(spec, Real) and told(g, spec.unit)]
        return takes == [name] and all(same_number(g, given) for g in alike)

    def _in_unit(self, given: Given, lab: Lab, name: str, spec: Real) -> Given:
        """A number without a unit in the unit that people mean for this input when they state none."""
        quantity = given.entry.quantity
        if not given.bare or given.concept is not None or quantity is None or not spec.plain:
            return given
        if not spec.unit and abs(quantity.value) <= spec.high:
            return given
        meant = Quantity(value=quantity.value, unit=spec.plain, sigma=quantity.sigma)
        label = f"{given.entry.text}, taken in {spec.plain} as the {name.replace('_', ' ')} is stated"
        entry = given.entry.model_copy(
            update={"id": f"{given.entry.id}u", "quantity": meant, "label": label, "concept": f"{lab.id}.{name}"}
        )
        return replace(given, entry=entry, concept=f"{lab.id}.{name}")

    def _told(self, given: Given, lab: Lab, name: str) -> bool:
        """Whether a number that is not nought is called an input, or a share of it in words is."""
        quantity = given.entry.quantity
        return quantity is not None and quantity.value != 0 and self.binder.called(given, lab, name) >= HEARD

    def taken(self, given: Given, lab: Lab, name: str) -> Known:
        """A number as the input that alone can be meant by it."""
        spec = lab.inputs[name]
        concept = f"{lab.id}.{name}"
        made = as_loss(self._in_unit(given, lab, name, spec), concept, spec) if isinstance(spec, Real) else given
        if made.entry.id not in self.scene.ids and made.concept is None:
            made = replace(made, concept=concept)
        return Known(made, ALONE, getattr(spec, "concept", None) or concept)

    def restated(self, found: Mapping[str, Known], but: Iterable[str] = ()) -> tuple[Known, ...]:
        """Numbers that only say again what one of those found says, or that were taken in a unit."""
        held = {k.given.entry.id for k in found.values()} | set(but)
        made = labspoken.wholes([k.given.entry.id for k in found.values()])
        mine = [g for g in self.scene.givens if g.concept is None and g.entry.id not in held]
        inside = [g for g in mine for k in found.values() if k.given.first <= g.first and g.last <= k.given.last]
        inside += [g for g in mine if g.entry.id in made]
        return tuple(Known(g, 1.0) for g in mine if g in inside or any(same_number(g, k.given) for k in found.values()))

    def owned(self, lab: Lab, output: str) -> bool:
        """Whether the question names an output by words that no concept and no other lab goes by (`EQD2`)."""
        said = [w for w in self.scene.text.has(lab.outputs[output].words) if not MANNER.issuperset(stems(w))]
        common = {w.casefold() for c in self.scene.concepts.values() for w in (*c.words, *c.ask)}
        common |= {w.casefold() for o in self.labs if o is not lab for s in o.outputs.values() for w in s.words}
        return any(w.casefold() not in common for w in said)

    def speaks(self, lab: Lab) -> float:
        """How far the question speaks of a lab: its words, and names of its inputs beside numbers that fit them."""
        score = float(spoken(lab, self.scene.text))
        for name, spec in lab.inputs.items():
            if isinstance(spec, Real):
                own = [w for w in spec.words if len(w) > 1] + list(spec.phrases)
                near = (g for g in self.scene.givens if g.concept in (None, f"{lab.id}.{name}") and usable(g, spec))
                score += 0.4 * any(
                    g.concept is not None or self.scene.near(g, tuple(own)) >= NAMED for g in near if own
                )
            elif isinstance(spec, Choice):
                score += 0.3 * (self.option(spec) is not None)
        return score



"""The mind without weights: a reader of quantities and phrases, a formula base, the labs' words, backward chaining.

It answers where a derivation uses what the question gives and misses nothing; it says what is missing otherwise, and it
quotes a passage where the question asks for no quantity. It holds no solver and does no arithmetic.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from ech0.core import units
from ech0.core.formula import Concept, Constant, Formula, Phrase
from ech0.core.types import (
    Draft,
    EntryId,
    Need,
    Passage,
    Plan,
    Question,
    Reading,
    Subproblem,
)
from ech0.ledger import sayable
from ech0.minds.embedded import commands, labmeant, logic, lookups, premises, programs, spans, write
from ech0.minds.embedded.asked import bodiless, no_quantity
from ech0.minds.embedded.binding import GENERIC
from ech0.minds.embedded.compose import Composer
from ech0.minds.embedded.derive import NEAR, Chainer
from ech0.minds.embedded.disorder import disorder
from ech0.minds.embedded.doubts import trust
from ech0.minds.embedded.extract import Embed, asks_sources
from ech0.minds.embedded.givens import Given, Scene, place, renamed, standing, stated, unasked
from ech0.minds.embedded.hearing import heard as heard_as
from ech0.minds.embedded.laboutputs import Outputs, kind_asked
from ech0.minds.embedded.labphrases import phrases_of
from ech0.minds.embedded.lacks import askable
from ech0.minds.embedded.lookup import fact
from ech0.minds.embedded.misspelt import Spelling
from ech0.minds.embedded.settling import GOOD, RIVAL, fullest, measured, settled, told_in_unit
from ech0.minds.embedded.sources import ByLab, Derivation, lacking
from ech0.minds.embedded.substances import Substances, quotation
from ech0.minds.embedded.target import Target, Targets, asking, wanted_unit
from ech0.minds.embedded.unread import unread
from ech0.minds.embedded.words import Lexicon, Text
from ech0.question import numbers
from labs import Lab
from labs.synonyms import widely

CLEARLY = 0.1
"""A way with numbers from tables must fit this much better than one without."""
MOST_WORDS = 400
"""Words of a question in which names of substances are looked for."""
CHOICES = 4
"""Kinds of quantity that a user is offered when it is in doubt which is asked for."""
ALIKE = 0.42
"""Cosine above which a lab's output is near enough in meaning to be tried."""


@dataclass(frozen=True)
class Embedded:
    """Grammar, formula base and labs.

    `by_meaning` finds cards of them; it is asked only when words find no way. `embed` compares sentences of passages
    with the question; without it nothing is quoted. `literature`: whether memory holds more than the cards that ship.
    `materials`: what tables know of what a text names; asked when the base alone finds no way. `facts`: all that they
    know of one substance, for questions that ask for it outright.
    """

    concepts: Mapping[str, Concept]
    roles: Mapping[str, tuple[str, ...]]
    formulas: Sequence[Formula]
    constants: Mapping[str, Constant]
    phrases: Sequence[Phrase]
    labs: Mapping[str, Lab]
    by_meaning: Callable[[str], Sequence[Passage]] | None = None
    embed: Embed | None = None
    literature: Callable[[], bool] | None = None
    materials: Callable[[Sequence[str]], Mapping[str, Constant]] | None = None
    facts: Callable[[str], Sequence[Constant]] | None = None
    name: str = "embedded"

    @cached_property
    def _targets(self) -> Targets:
        return Targets.of(self.concepts, self.labs, self.roles)

    @cached_property
    def _outputs(self) -> Outputs:
        return Outputs(self.labs)

    @cached_property
    def _lexicon(self) -> Lexicon[str]:
        pairs = [(w, c.id) for c in self.concepts.values() for w in c.words]
        return Lexicon(tuple(pairs))

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self.concepts, self.formulas, self.constants, self.phrases, self.labs)

    @cached_property
    def _substances(self) -> Substances:
        return Substances(self.constants)

    @cached_property
    def _told(self) -> frozenset[tuple[str, str]]:
        """The substances and properties that the base itself knows."""
        return frozenset((w, c.concept) for c in self.constants.values() if c.of for w in c.words)

    @cached_property
    def _phrases(self) -> tuple[Phrase, ...]:
        own = [
            Phrase.model_construct(pattern=w, concept=c, role="", value=v, unit=u, because="the wording says so")
            for w, c, v, u in phrases_of(list(self.labs.values()))
        ]
        return (*self.phrases, *own)

    def __post_init__(self) -> None:
        """Labs are asked for in more words than they list."""
        object.__setattr__(self, "labs", widely(self.labs))

    def plan(self, state: Reading, /) -> Plan:
        """Plan from the words and the givens in the ledger; the first plan also tests what the question states."""
        heard = heard_as(state)
        scene, texts = self._scene(heard)
        plan = self._planned(heard, scene, texts)
        if not state.round and not plan.judged and not commands.exact(plan):
            bind = partial(self._chainer(scene, {}).bind, solved="")
            plan = premises.tested(plan, scene, self.constants, bind)
        return spans.pointed(plan, state.question)

    def page(self, state: Reading) -> tuple[Reading, Chainer]:
        """The question as it is heard, and what binds and scores derivations of it that are found elsewhere."""
        heard = heard_as(state)
        scene, _ = self._scene(heard)
        return heard, self._chainer(scene, {f.id: 1.0 for f in self.formulas})

    def asked(self, state: Reading) -> list[Target]:
        """What the words of a question, as it is heard, ask for; nothing where they are not understood."""
        unit = self._unit(state.question)
        return self._said(state.question, unit) or self._targets.find(self._scene(state)[0].text, unit)

    def formed(
        self, state: Reading, chainer: Chainer, best: Derivation, rivals: Sequence[Derivation] = (), tag: str = ""
    ) -> Plan:
        """The plan of a derivation found elsewhere, with the laws that hold of what is given.

        `rivals` are other readings that are as good; `tag` keeps its ids apart from those of another plan.
        """
        composer = Composer(self.concepts, tag)
        if best.missing:
            needs = [Need(what=_need(m.what), concept=m.concept, unit=m.unit) for m in dict.fromkeys(best.missing)]
            ways: dict[str, object] = {"missing": needs}
        else:
            others = [composer.target(r.node) for r in rivals if not r.missing]
            ways = {"target": composer.target(best.node), "rivals": [o for o in others if o]}
        composer.laws(chainer.laws)
        return self._plan(state, composer, chainer, best, ways)

    def examined(self, plan: Plan, state: Reading, chainer: Chainer) -> Plan:
        """The plan with the tests of what the question states, which the first round makes, and its texts placed."""
        if not state.round and not plan.judged:
            chainer = self._chainer(chainer.scene, {})
            plan = premises.tested(plan, chainer.scene, self.constants, partial(chainer.bind, solved=""))
        return spans.pointed(plan, state.question)

    def _planned(self, state: Reading, scene: Scene, texts: Sequence[Text]) -> Plan:
        tag = "" if not state.round else f"x{state.round}"
        question = state.question
        done = commands.plan(programs.Page(question, tuple(state.entries)))
        if done := done or logic.plan(question, tag) or programs.plan(question, state.entries):
            return done if not state.attempts else Plan(path="none")
        tables = lookups.Known(self.facts, self.labs) if self.facts and not state.attempts else None
        if tables is not None and (looked_up := lookups.answer(question, tables)):
            return looked_up
        if noun := bodiless(scene):
            need = Need(what=f"a body that it is asked of: a {noun} has neither mass nor speed")
            return Plan(path="none", missing=(need,))
        unit = self._unit(question)
        if not (unit or question.correction or numbers(state.entries)) and self._asks_other(scene.text):
            return self._nothing(state, self._chainer(scene, {}), (), tag)
        if not state.attempts and self._looked_up(state):
            return Plan(subproblems=(_recall(question),), path="recall", unit=unit or self._kind(scene), alternatives=1)
        targets = self._said(question, unit) or self._targets.find(scene.text, unit) or self._earlier(texts, unit)
        scene = unasked(scene, [(t.words, self.concepts[t.concept].unit) for t in targets if t.concept])
        tried = _tried(state)
        chainer = self._chainer(scene, {})
        found = self._ways(chainer, targets, unit, tried)
        if not any(settled(d, scene) for d in found):
            shared = self._outputs.suggested(scene.text, chainer.reader, unit)
            if scene.text.find("how many") and unit is None:  # a number of things, not of units
                shared = [t for t in shared if t.lab and t.output and not self.labs[t.lab].outputs[t.output].unit]
            meant = self._ways(chainer, [t for t in shared if t not in targets], unit, tried) if shared else []
            found = sorted((*meant, *found), key=lambda d: (len(d.missing) > 0, -d.fit)) if meant else found
        found = fullest(self._outputs.told_apart(scene.text, chainer.reader, found, unit), scene)
        if found and self.by_meaning is not None and not state.attempts:
            found = self._described(chainer, found, unit)
        if self.by_meaning is not None and not state.attempts:
            found = self._grounded(chainer, found, unit)
        best = max((d.fit for d in found if not d.missing), default=0.0)
        if best < GOOD and not state.attempts:
            wider = self._with_materials(scene)
            told = (wider or chainer).substances if not best else None
            if told is not None and (known := fact(scene.text, targets, told)) is not None:
                return _told(known, unit)
            meant = [d for d in self._ways(wider, targets, unit, tried) if not d.missing] if wider else []
            if wider and meant and meant[0].fit > best + CLEARLY:
                chainer, found = wider, meant
        if not any(not d.missing for d in found) and not state.attempts:
            labs, formulas = self._by_meaning(scene.text, unit)
            chainer = self._chainer(scene, formulas) if formulas else chainer
            meant = self._ways(chainer, [*targets, *(t for t in labs if t not in targets)], unit, tried)
            meant = [d for d in meant if targets or not d.missing]  # nothing is lacking for what no word asks for
            meant = self._outputs.told_apart(scene.text, chainer.reader, meant, unit)
            best = max((d.fit for d in meant if not d.missing), default=0.0)
            worded = [d for d in found if d.fit > best + CLEARLY]  # what lacks a value may still fit the words better
            worded = askable(scene, worded, [unread(scene, d, chainer.substances) for d in worded])
            found = worded or sorted((*meant, *found), key=lambda d: (len(d.missing) > 0, -d.fit)) if meant else found
        if found and found[0].missing:
            found = askable(scene, found, [unread(scene, d, chainer.substances) for d in found])
        return self._composed(state, chainer, found, tag) if found else self._nothing(state, chainer, targets, tag)

    def _described(self, chainer: Chainer, found: Sequence[Derivation], unit: str | None) -> list[Derivation]:
        """The derivations, that output of a lab first which the question describes but does not name."""
        text, cards = chainer.scene.text, self.by_meaning

        def derive(target: Target) -> list[Derivation]:
            spec = self.labs[target.lab or ""].outputs[target.output or ""]
            return [] if unit is not None and not units.compatible(unit, spec.unit) else chainer.derive([target])

        return labmeant.described(
            found,
            lambda: cards(text.original[:1000]) if cards else (),
            lambda lab, output: self._outputs.named(text, chainer.reader, lab, output),
            derive,
        )

    def _grounded(self, chainer: Chainer, found: Sequence[Derivation], unit: str | None) -> list[Derivation]:
        """The derivations, first a run of the lab nearest in meaning that alone takes every number."""
        scene, cards = chainer.scene, self.by_meaning
        stated = frozenset(g.entry.id for g in scene.givens if g.text is scene.text and g.concept is None)
        kind = kind_asked(scene.text)

        def derive(target: Target) -> list[Derivation]:
            spec = self.labs[target.lab or ""].outputs[target.output or ""]
            fits = all(u is None or units.compatible(u, spec.unit) for u in (unit, kind))
            return chainer.derive([target]) if fits else []

        return labmeant.grounded(
            found, lambda: cards(scene.text.original[:1000]) if cards else (), self.labs, derive, stated
        )

    def _chainer(self, scene: Scene, suggested: Mapping[str, float], substances: Substances | None = None) -> Chainer:
        return Chainer(scene, self.formulas, substances or self._substances, list(self.labs.values()), suggested)

    def _with_materials(self, scene: Scene) -> Chainer | None:
        """A chainer that knows what tables say of the substances named; nothing if they say nothing new."""
        words = [w.strip(".,;:!?()'\"") for w in scene.text.original.split()]
        said = self.materials([w for w in words if w][:MOST_WORDS]) if self.materials else {}
        new = {n: c for n, c in said.items() if not any((w, c.concept) in self._told for w in c.words)}
        return self._chainer(scene, {}, Substances({**self.constants, **new})) if new else None

    def _ways(self, chainer: Chainer, targets: Sequence[Target], unit: str | None, tried: set[str]) -> list[Derivation]:
        """Derivations of what is asked; of what else it may mean, if there is no complete one."""
        found = [d for d in chainer.derive(targets[:10]) if d.path not in tried and d.grounded]
        if not any(not d.missing for d in found):
            kin = self._kin(chainer.scene, targets, unit)
            whole = (d for d in chainer.derive(kin) if d.path not in tried and not d.missing and d.used)
            wider = [d for d in whole if d.node.topic >= NEAR]
            found = sorted((*wider, *found), key=lambda d: (len(d.missing) > 0, -d.fit))
        return found

    def write(self, state: Reading, /) -> Draft:
        """Write from checks, runs and passages."""
        return write.write(state, self.embed)

    def _scene(self, state: Reading) -> tuple[Scene, list[Text]]:
        asked = Text(state.question.text, self._spelling.mended(state.question.text))
        texts = [asked, *(Text(t) for t in reversed(state.question.context))]
        names = ["question", *(f"context{n}" for n in range(len(state.question.context), 0, -1))]
        givens: list[Given] = []
        for text, name in zip(texts, names, strict=True):
            tag = "" if name == "question" else f"t{name.removeprefix('context')}"
            mine = place(
                [e for e in state.entries if e.span and e.span.source == name and e.kind == "given" and not e.concept],
                text,
            )
            mine = renamed(mine, state.question.correction) if name == "question" else mine
            mine += stated(self._phrases, text, name, tag, mine)
            mine = standing(mine, text)
            if (
                name != "question"
            ):  # what the question itself says of a kind of quantity supersedes what was said before
                mine = [g for g in mine if not any(g.unit == h.unit and g.concept == h.concept for h in givens)]
            givens += mine
        return Scene(texts[0], tuple(givens), self.concepts, self.roles, self._lexicon, tuple(texts[1:])), texts

    def _said(self, question: Question, unit: str | None) -> list[Target]:
        """What the user said is asked for."""
        said = question.correction.target if question.correction else ""
        return self._targets.find(Text(f"What is the {said}?"), unit) if said else []

    def _earlier(self, texts: Sequence[Text], unit: str | None) -> list[Target]:
        """A question that names no object (`And at 2 atm?`) asks for what the one before it asked."""
        for text in texts[1:]:
            if found := self._targets.find(text, unit):
                return found
        return []

    def _kin(self, scene: Scene, targets: Sequence[Target], unit: str | None) -> list[Target]:
        """What else the question may mean, if it names nothing, or a kind as broad as `energy`."""
        first = targets[0].concept if targets else None
        if first is not None and first not in GENERIC and not targets[0].asks:
            return []
        like = unit or (self.concepts[first].unit if first else None)
        return self._targets.alike(like, targets, scene.text) if like is not None else []

    def _by_meaning(self, text: Text, unit: str | None) -> tuple[list[Target], dict[str, float]]:
        """Lab outputs and formulas whose cards are near the question in meaning: suggestions, to be borne out."""
        labs: list[Target] = []
        formulas: dict[str, float] = {}
        if self.by_meaning is None or asking(text)[0] is None:
            return labs, formulas
        counts = bool(text.find("how many")) and unit is None  # a number of things, not of units
        for card in self.by_meaning(text.original[:1000]):
            kind, _, name = card.document.partition(":")
            if kind == "formula" and card.relevance >= ALIKE - 0.06:  # a formula still has to bind what is given
                formulas[name] = card.relevance
            lab, _, output = name.partition(".")
            if kind == "lab" and lab in self.labs and output in self.labs[lab].outputs:
                spec = self.labs[lab].outputs[output]
                close = card.relevance >= max(ALIKE + 0.06, labs[0].score - 0.02 if labs else 0.0)
                if (
                    close
                    and (unit is None or units.compatible(unit, spec.unit))
                    and not (counts and spec.concept != "count")
                ):
                    labs.append(Target(spec.concept, card.relevance, output, lab, output))
        return labs, formulas

    def _composed(self, state: Reading, chainer: Chainer, found: Sequence[Derivation], tag: str) -> Plan:
        best, composer = found[0], Composer(self.concepts, tag)
        if best.missing:
            needs = [Need(what=_need(m.what), concept=m.concept, unit=m.unit) for m in dict.fromkeys(best.missing)]
            composer.laws(chainer.laws)
            plan = self._plan(state, composer, chainer, best, {"missing": needs})
            if not self._has_literature or state.attempts:
                return plan
            return plan.model_copy(update={"subproblems": (_recall(state.question, tag="m"), *plan.subproblems)})
        whole = [d for d in found if not d.missing]
        close = [d for d in whole[1:3] if best.fit - d.fit < RIVAL and d.used == best.used and measured(d, best)]
        if close:
            best = close[0]
            whole = [best, *(d for d in whole if d is not best)]
        magnitude = bool(chainer.scene.text.has(("magnitude", "how strong", "how large a force")))
        target = composer.target(best.node, magnitude=magnitude)
        rivals: list[EntryId] = []
        for other in whole[1:2]:
            same = other.target.score >= best.target.score - 0.05
            same = same and not measured(best, other)
            if best.fit - other.fit < RIVAL and other.used == best.used and same:
                rivals.append(composer.target(other.node, magnitude=magnitude))
        composer.laws(chainer.laws)
        ways = {"target": target, "rivals": rivals, "alternatives": len(whole) - 1 - len(rivals)}
        named = dict.fromkeys(_label(d) for d in whole)
        ways |= {"doubt": bool(numbers(state.entries)), "choices": tuple(named)[:CHOICES]}
        ways |= {"evidence": {"lacking": lacking(best, found)}}
        return self._plan(state, composer, chainer, best, ways)

    def _plan(
        self, state: Reading, composer: Composer, chainer: Chainer, best: Derivation, ways: Mapping[str, object]
    ) -> Plan:
        used = best.used | best.spared | chainer.lawful
        stated = [e for e in state.entries if e.kind == "given" and e.span and e.span.source == "question"]
        concept = self.concepts.get(best.target.concept or "")
        words = unread(chainer.scene, best, chainer.substances)
        like = isinstance(best.node, ByLab) and bool(best.node.lab.outputs[best.node.output].like)  # as its data are
        return Plan.model_validate(
            {
                "subproblems": composer.subproblems,
                "entries": list(composer.entries.values()),
                "label": _label(best),
                "unit": (self._unit(state.question) if not like else state.question.unit)
                or told_in_unit(chainer.scene, best, concept),
                "path": best.path,
                "unused": [e.id for e in stated if e.id not in used and e.id in chainer.scene.ids],
                "spared": sorted(best.spared),
                "mended": [f"{wrong} as {right}" for wrong, right in chainer.scene.text.mended],
                "unread": words,
                "fit": best.fit * (1 - disorder(state.question.text)) * trust(chainer.scene, best, words),
                "notes": _cited(composer, self.formulas),
                **ways,
            }
        )

    def _unit(self, question: Question) -> str | None:
        """The unit in which a question wants its answer; a coupling constant that a lab counts in is none."""
        named = wanted_unit(question.text)
        return question.unit or (None if self._outputs.coupled(Text(question.text), named) else named)

    def _asks_other(self, text: Text) -> bool:
        """Whether a question without a number asks for something else than a quantity."""
        return no_quantity(text, [hit for hit, _ in self._targets.lexicon.hits(text)])

    def _kind(self, scene: Scene) -> str | None:
        """The unit of the kind of quantity that a question names, if it names one."""
        named = next((t.concept for t in self._targets.find(scene.text, None) if t.concept and not t.lab), None)
        return self.concepts[named].unit if named else None

    def _looked_up(self, state: Reading) -> bool:
        """Whether a question asks what a text says, which is looked up first: it states few numbers of its own."""
        return asks_sources(state.question.text) and len(numbers(state.entries)) < 2 and self._has_literature

    @cached_property
    def _has_literature(self) -> bool:
        return self.literature is not None and self.literature()

    def _nothing(self, state: Reading, chainer: Chainer, targets: Sequence[Target], tag: str) -> Plan:
        """No derivation: test the givens against the laws of the situation, and ask memory."""
        composer = Composer(self.concepts, tag)
        composer.laws(chainer.laws)
        recall = _recall(state.question, tag)
        concept = next((t.concept or "" for t in targets if not t.asks and not t.lab), "")
        kind = self.concepts[concept].unit if concept else None  # which number of a passage is asked
        named = concept.replace("_", " ") if numbers(state.entries) else ""  # without any, it asks for no working out
        said = sayable(named, "quantity that is asked for")  # `percent` is a number where it is written
        what = f"a formula or a lab that gives the {said} from what is stated" if named else ""
        return Plan(
            subproblems=(recall, *composer.subproblems),
            entries=tuple(composer.entries.values()),
            unit=self._unit(state.question) or kind,
            path="recall" if not state.attempts else "none",
            missing=(Need(what=what),) if what else (),
            doubt=not named and len(numbers(state.entries)) > 1 and asking(chainer.scene.text)[0] is not None,
        )


def _told(known: Constant, unit: str | None) -> Plan:
    """A plan that quotes a fact."""
    entry = quotation(known)
    label = f"{known.concept.replace('_', ' ')} of {known.words[0]}" if known.words else known.name
    path = f"table:{known.id}"
    return Plan(entries=(entry,), target=entry.id, label=label, unit=unit or known.unit, path=path, fit=0.9)


def _recall(question: Question, tag: str = "") -> Subproblem:
    goal = " ".join(question.text.split())[:300]
    return Subproblem(id=f"s0{tag}", goal="find a passage that answers", queries=(goal,))


def _label(derivation: Derivation) -> str:
    target = derivation.target
    plain = target.concept and target.concept not in ("ratio", "count")
    words = target.concept if plain and target.concept else target.words  # `how fast`, `accelerates`: no nouns
    return words.replace("_", " ") if target.output is None else target.output.replace("_", " ")


def _tried(state: Reading) -> set[str]:
    """The ways of answering that were tried since the user last said something."""
    asked = max((n for n, a in enumerate(state.attempts, 1) if a.judgement.outcome == "ask"), default=0)
    return {a.plan.path for a in state.attempts[asked:]}


def _need(what: str) -> str:
    return what if what.startswith(("the ", "a ", "what ")) else f"the {what}"


def _cited(composer: Composer, formulas: Sequence[Formula]) -> list[str]:
    claims = [c for s in composer.subproblems for c in s.claims if c.kind == "quantity"]
    used = {r.formula for c in claims for r in c.relations}
    return [f"{f.name}: {f.source}" for f in formulas if f.id in used]

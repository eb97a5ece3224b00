"""Which words of a question a derivation does not account for. Many of them mean that the question is about more.

A word is accounted for if it names something in the derivation, is part of a quantity, or carries no matter of its own.
"""

from ech0.core.formula import Concept
from ech0.minds.embedded.givens import Scene, remarks
from ech0.minds.embedded.sources import ByFormula, ByLab, Derivation, Known, walk
from ech0.minds.embedded.substances import Substances
from ech0.minds.embedded.target import asking
from ech0.minds.embedded.words import stems
from labs import Choice, Real
from labs import Text as TextInput

EMPTY = frozenset(
    stem
    for stem in """
    a an the this that these those it its he she they we you i me my our your their his her of in on at to for from
    by with without and or but if then than as is are was were be been being am do does did done have has had having
    can could will would shall should may might must what which who whom whose when where how why much many more most
    less least very so such not no nor only also just about into onto over under up down out off above below between
    through during before after again there here all any both each every some other same own too per please give find
    calculate determine compute estimate evaluate predict obtain tell show let say given suppose assume consider know
    known value magnitude amount quantity number initially finally during while until until one ones using use used
    need needs needed get gets take takes taken make makes made go goes going come comes move moves moving moved
    travel travels object body particle thing system sample person man woman student ball block car box cart stone
    rock train runner ground floor table surface point side end start starts top bottom way part total final initial
    average constant uniform ideal perfect small large long short high low certain first second third next last new
    old ordinary pure exactly approximately around roughly nearly its quickly away along across against toward
    towards straight horizontal vertical horizontally vertically answer question result unit units expressed reach
    reaches hit hits hold holds contain contains have keep kept put leave left right happen happens begin begins
    become becomes act acts acting apply applied exert exerted produce produced experience cause caused require
    required
    """.split()
)


def unread(scene: Scene, derivation: Derivation, substances: Substances) -> tuple[str, ...]:
    """Words with matter of their own that nothing in the derivation accounts for, in order, each once.

    One that stands in the asking sentence is told twice: what is asked may be of another kind altogether.
    """
    sentence, trigger = asking(scene.text)
    known = _vocabulary(scene, derivation)
    numbers = {n for g in scene.givens if g.text is scene.text for n in range(g.first, g.last + 1)}
    numbers |= {n for hit, _ in substances.hits(scene.text) for n in range(hit.first, hit.last + 1)}
    numbers |= remarks(scene.text)
    numbers |= _further(scene, sentence)
    read = [span for s in walk(derivation.node) if isinstance(s, ByLab) for span in s.spans]
    left: dict[str, None] = {}
    for n, token in enumerate(scene.text.tokens):
        if n in numbers or not token.text[0].isalpha() or len(token.text) <= 1:
            continue
        if any(start <= token.start < end for start, end in read):
            continue
        if token.stem not in known and token.text not in EMPTY and token.stem not in EMPTY:
            left[token.text] = None
            if token.sentence == sentence and n > trigger:
                left[f"{token.text} (asked)"] = None
    return tuple(left)


def _further(scene: Scene, asked: int | None) -> set[int]:
    """The tokens of further questions that give no number: they ask for more, and say nothing of the first."""
    tokens = scene.text.tokens
    told = {tokens[g.first].sentence for g in scene.givens if g.text is scene.text and g.first < len(tokens)}
    more = {t.sentence for t in tokens if t.text == "?"} - told - {asked}
    return {n for n, t in enumerate(tokens) if t.sentence in more}


def _vocabulary(scene: Scene, derivation: Derivation) -> frozenset[str]:
    phrases: list[str] = [derivation.target.words]
    concepts: set[str] = {derivation.target.concept or ""}
    for source in walk(derivation.node):
        match source:
            case ByFormula():
                phrases += [source.formula.name, *source.formula.when]
                concepts |= {*source.formula.independent_of} if derivation.spared else set()
                for variable in source.formula.variables.values():
                    concepts.add(variable.concept)
                    phrases += [*variable.words, *scene.roles.get(variable.role, ())]
            case ByLab():
                phrases += [
                    source.lab.title,
                    *source.lab.words,
                    *(w for o in source.lab.outputs.values() for w in (o.meaning, *o.words)),
                ]
                for spec in source.lab.inputs.values():
                    phrases += [spec.meaning, *spec.words]
                    if isinstance(spec, Choice):
                        phrases += [w for option, words in spec.options.items() for w in (option, *words)]
                    elif isinstance(spec, Real):
                        phrases += spec.phrases
                    elif isinstance(spec, TextInput):
                        phrases += [n for names in spec.known.values() for n in names]
            case Known():
                concepts.add(source.concept)
    phrases += [w for c in concepts if c in scene.concepts for w in _words(scene.concepts[c])]
    return frozenset(s for p in phrases for s in stems(p))


def _words(concept: Concept) -> tuple[str, ...]:
    return (*concept.words, *concept.ask)

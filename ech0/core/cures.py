"""Cures: what was learnt from feedback, laid over the formula base that ships. Knows how a change is applied and kept
in the data folder, not how it was found. What ships is never written to.

One file a cure, `cures/0001.yaml`; a cure that was undone or dropped stays there with its reason and changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, TypeVar

from pydantic import Field, ValidationError

from ech0.core import base
from ech0.core.errors import InputError, StateError
from ech0.core.formula import Concept, Constant, Formula, Phrase
from ech0.core.noun import Noun
from ech0.core.types import Correction, Document

T = TypeVar("T")
FOLDER = "cures"


class Knowledge(NamedTuple):
    """All that the embedded mind goes by, in the order in which it takes it."""

    concepts: Mapping[str, Concept]
    roles: Mapping[str, tuple[str, ...]]
    formulas: tuple[Formula, ...]
    constants: Mapping[str, Constant]
    phrases: tuple[Phrase, ...]


class Wording(Noun):
    """A word for a concept or for a role; `drop`: one that misleads and is to go."""

    kind: Literal["wording"] = "wording"
    of: Literal["concept", "role"]
    name: str
    word: Annotated[str, Field(min_length=1, max_length=200)]
    drop: bool = False


class Put(Noun):
    """A formula, a constant or a phrase, new or in place of the one of its name."""

    kind: Literal["put"] = "put"
    item: Formula | Constant | Phrase


class Drop(Noun):
    """A formula, a constant or a phrase (by its pattern) that is wrong and is to go."""

    kind: Literal["drop"] = "drop"
    of: Literal["formula", "constant", "phrase"]
    name: str


class Read(Noun):
    """How questions of a shape (its key) are to be read; it lives among the corrections of the store."""

    kind: Literal["read"] = "read"
    shape: str
    correction: Correction


class Remember(Noun):
    """A document for memory."""

    kind: Literal["remember"] = "remember"
    document: Document


Change = Annotated[Wording | Put | Drop | Read | Remember, Field(discriminator="kind")]
Cause = Literal["missing knowledge", "flawed rule", "wrong reading", "lab out of domain", "wrong assumption", "unknown"]


class Cure(Noun):
    """What was learnt from one feedback, or tried in vain. `step`: the first wrong step of the derivation.

    `question` is the question as it was put and `truth` what was told, so that a cure can be tested again.
    """

    id: int
    feedback: int
    run_id: str
    created: str
    question: str
    truth: str
    step: str
    cause: Cause
    changes: tuple[Change, ...] = ()
    status: Literal["kept", "dropped", "undone"]
    reason: str


def shipped() -> Knowledge:
    """The base without any cure."""
    return Knowledge(base.concepts(), base.roles(), tuple(base.formulas().values()), base.constants(), base.phrases())


def cures(home: Path) -> list[Cure]:
    """All cures of a data folder, in order; raises `StateError` naming a file that cannot be read."""
    import yaml

    found = []
    for path in sorted((home / FOLDER).glob("[0-9]*.yaml")):
        try:
            found.append(Cure.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))))
        except (ValidationError, yaml.YAMLError, UnicodeDecodeError) as error:
            raise StateError(path, f"it is no cure ({error})"[:300], "mend it or move it away") from error
    return found


def write(home: Path, cure: Cure) -> None:
    """Write a cure's file, whole or not at all."""
    import yaml

    path = home / FOLDER / f"{cure.id:04}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    text = yaml.safe_dump(cure.model_dump(mode="json"), sort_keys=False, allow_unicode=True, width=120)
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def learnt(home: Path) -> Knowledge:
    """The base with the cures that were kept in a data folder; raises `StateError` for one that no longer fits."""
    known = shipped()
    for cure in cures(home):
        if cure.status == "kept":
            try:
                known = changed(known, cure.changes)
            except InputError as error:
                path = home / FOLDER / f"{cure.id:04}.yaml"
                raise StateError(path, f"it does not fit ({error})", f"`ech0 learn undo {cure.id}`") from error
    return known


def changed(known: Knowledge, changes: Iterable[Change]) -> Knowledge:
    """The base with changes applied in order; raises `InputError` for one that names what is not there."""
    for change in changes:
        match change:
            case Wording(of="concept"):
                concept = _there(known.concepts, change.name, "concept")
                words = _worded(concept.words, change)
                ask = tuple(w for w in concept.ask if not (change.drop and w == change.word))
                new = concept.model_copy(update={"words": words, "ask": ask})
                known = known._replace(concepts={**known.concepts, concept.id: new})
            case Wording():
                words = _worded(_there(known.roles, change.name, "role"), change)
                known = known._replace(roles={**known.roles, change.name: words})
            case Put():
                known = _with(known, change.item)
            case Drop():
                known = _without(known, change)
            case Read() | Remember():
                pass  # these live in the store and in memory
    return known


def _there(table: Mapping[str, T], name: str, kind: str) -> T:
    if name not in table:
        raise InputError(kind, name, f"there is no {kind} of this name")
    return table[name]


def _worded(words: Sequence[str], change: Wording) -> tuple[str, ...]:
    kept = tuple(w for w in words if w != change.word)
    return kept if change.drop else (*kept, change.word)


def _with(known: Knowledge, item: Formula | Constant | Phrase) -> Knowledge:
    if isinstance(item, Formula):
        for variable in item.variables.values():
            _there(known.concepts, variable.concept, "concept")
            if variable.role:
                _there(known.roles, variable.role, "role")
            if variable.constant:
                _there(known.constants, variable.constant, "constant")
        return known._replace(formulas=(*(f for f in known.formulas if f.id != item.id), item))
    _there(known.concepts, item.concept, "concept")
    if isinstance(item, Constant):
        return known._replace(constants={**known.constants, item.id: item})
    others = (p for p in known.phrases if (p.pattern, p.concept) != (item.pattern, item.concept))
    return known._replace(phrases=tuple(sorted((*others, item), key=lambda p: -len(p.pattern))))


def _without(known: Knowledge, change: Drop) -> Knowledge:
    if change.of == "formula":
        return known._replace(formulas=tuple(f for f in known.formulas if f.id != change.name))
    if change.of == "constant":
        return known._replace(constants={n: c for n, c in known.constants.items() if n != change.name})
    return known._replace(phrases=tuple(p for p in known.phrases if p.pattern != change.name))

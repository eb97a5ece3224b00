"""The formula base: reads `configs/` into concepts, roles, constants, phrases and formulas. Knows the short spelling of
the files and that names must refer to something; knows no physics and solves nothing.

The files are read by people, so lists of words are one line with commas, and the frequent nouns have a short form:

    variable   `speed initial`           a concept and a role
               `= g_n`                   the physical constant of that id (with its concept)
               `distance | range / gap`  what it is called in this formula
    example    `m = 2 kg, v = 3 m/s -> E = 9 J`
    source     `HRW 7-1`                 a key of the file's `sources`, written out
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from ech0.core.bounds import Agreement, Bound, Constancy, Fact, Impossible, Rule
from ech0.core.data import home
from ech0.core.errors import InputError
from ech0.core.formula import Concept, Constant, Formula, Phrase
from ech0.core.types import Noun

N = TypeVar("N", bound=Noun)
WORDS = ("words", "ask", "symbols", "when", "unless")


@cache
def concepts() -> Mapping[str, Concept]:
    """Every concept by id."""
    return _table(Concept, _rows("concepts.yaml", "concepts"))


@cache
def roles() -> Mapping[str, tuple[str, ...]]:
    """Every role that a variable may have, with the words that signal it near a number."""
    return MappingProxyType({name: _split(words) for _, name, words in _rows("concepts.yaml", "roles")})


@cache
def constants() -> Mapping[str, Constant]:
    """Every physical constant and every fact of a substance by id, in the unit of its concept or one that converts."""
    table = {**_table(Constant, _rows("constants.yaml", "constants")), **_facts()}
    for item in table.values():
        _known(item.concept, concepts(), "species.yaml" if item.of else "constants.yaml", item.id)
    return MappingProxyType(table)


def _facts() -> Mapping[str, Constant]:
    """What is known of substances: one constant for each fact of each."""
    where = "species.yaml"
    kinds = dict(_read(home() / "configs" / where).get("facts", {}))
    rows: list[Row] = []
    for _, name, body in _rows(where, "species"):
        for key in kinds.keys() & body.keys():
            kind = dict(kinds[key])
            value = float(f"{body[key] * kind.pop('factor', 1.0):.8g}")  # no digits that the table does not have
            title, own = f"{kind.pop('name')} {body['words'][0]}", f"{name}_{kind.pop('key', kind['concept'])}"
            fact = {"id": own, "name": title, "value": value, "words": body["words"], "of": body["formula"], **kind}
            rows.append((where, own, fact))
    return _table(Constant, iter(rows))


@cache
def formulas() -> Mapping[str, Formula]:
    """Every formula by id, from all files of `configs/formulas`; their concepts, roles and constants exist."""
    table: dict[str, Formula] = {}
    for path in sorted((home() / "configs" / "formulas").glob("*.yaml")):
        where = f"formulas/{path.name}"
        for name, formula in _table(Formula, _rows(where, "formulas", _formula)).items():
            if name in table:
                raise _bad(where, name, "another file has a formula of this name", "rename one")
            for variable in formula.variables.values():
                _known(variable.concept, concepts(), where, name)
                if variable.role:
                    _known(variable.role, roles(), where, name)
                if variable.constant:
                    _known(variable.constant, constants(), where, name)
            table[name] = formula
    for name, kinds in _independence(table).items():
        table[name] = table[name].model_copy(update={"independent_of": kinds})
    return MappingProxyType(table)


def _independence(table: Mapping[str, Formula]) -> Mapping[str, tuple[str, ...]]:
    """By formula, the concepts that its result does not depend on; none of them may be a variable of it."""
    where, found = "independence.yaml", dict[str, tuple[str, ...]]()
    for _, name, body in _rows(where, "independence"):
        kinds = _split(body["of"])
        for formula in _split(body["formulas"]):
            _known(formula, table, where, name)
            own = {v.concept for v in table[formula].variables.values() if not v.optional}
            for concept in kinds:
                _known(concept, concepts(), where, name)
                if concept in own:
                    raise _bad(where, name, f"{formula} has {concept} as a variable", "leave one of them out")
            found[formula] = tuple(dict.fromkeys((*found.get(formula, ()), *kinds)))
    return found


@cache
def phrases() -> tuple[Phrase, ...]:
    """Every phrase that states a value without digits; longer ones first, so that they win over what they contain."""
    made: list[Phrase] = []
    for row in _read(home() / "configs" / "phrases.yaml").get("phrases", ()):
        name = str(row.get("pattern", "")) if isinstance(row, dict) else str(row)
        phrase = _make(Phrase, "phrases.yaml", name, row)
        _known(phrase.concept, concepts(), "phrases.yaml", name)
        if phrase.role:
            _known(phrase.role, roles(), "phrases.yaml", name)
        made.append(phrase)
    return tuple(sorted(made, key=lambda p: -len(p.pattern)))


@cache
def bounds() -> Mapping[str, Bound]:
    """Every range by id: those of the file, and those of concepts that have no row there.

    A row that is called like a concept has its unit, and its words unless it brings its own.
    """
    rows = _table(Bound, _rows("bounds.yaml", "bounds", _bound))
    return MappingProxyType({**{c.id: _own(c) for c in concepts().values() if c.law and c.id not in rows}, **rows})


@cache
def constancies() -> tuple[Constancy, ...]:
    """Every constant whose stated value is compared with the known one."""
    table = _table(Constancy, _rows("bounds.yaml", "known"))
    for name in table:
        _known(name, constants(), "bounds.yaml", name)
    return tuple(table.values())


@cache
def agreements() -> tuple[Agreement, ...]:
    """Every formula that the numbers of a text must obey."""
    table = _table(Agreement, _rows("bounds.yaml", "agree"))
    for name in table:
        _known(name, formulas(), "bounds.yaml", name)
    return tuple(table.values())


@cache
def impossibilities() -> tuple[Impossible, ...]:
    """Everything that cannot happen, whatever the numbers."""
    return tuple(_table(Impossible, _rows("bounds.yaml", "impossible", _impossible)).values())


@cache
def rules() -> tuple[Rule, ...]:
    """Every law that numbers in a text must obey, each found by the words beside it."""
    facts = _table(Fact, _rows("known.yaml", "known"))
    return (*_table(Rule, _rows("rules.yaml", "rules")).values(), *(r for f in facts.values() for r in f.rules()))


@cache
def solids() -> Mapping[str, float]:
    """Densities of solids and liquids near room temperature by name, in kg/m^3."""
    return _properties("densities")


@cache
def specific_heats() -> Mapping[str, float]:
    """Specific heats of solids and liquids near room temperature by name, in J/(kg K)."""
    return _properties("specific_heats")


@cache
def refractive_indices() -> Mapping[str, float]:
    """Refractive indices for yellow light by name."""
    return _properties("refractive_indices")


def _properties(block: str) -> Mapping[str, float]:
    table = _read(home() / "configs" / "rules.yaml").get(block)
    if not isinstance(table, dict) or not all(isinstance(v, int | float) and v > 0 for v in table.values()):
        raise _bad("rules.yaml", block, "it is missing or has an entry that is no number", "write `name: 1234`")
    return MappingProxyType({str(name): float(value) for name, value in table.items()})


Row = tuple[str, str, Any]
Spell = Callable[[dict[str, Any], Mapping[str, Any]], dict[str, Any]]


def _rows(where: str, block: str, spell: Spell | None = None) -> Iterator[Row]:
    """`(file, id, body)` of each entry of a file's block, with its short forms written out."""
    whole = _read(home() / "configs" / where)
    entries = whole.get(block)
    if not isinstance(entries, dict):
        raise _bad(where, block, "it is missing or not a mapping", f"write `{block}:` with one entry a name")
    for name, body in entries.items():
        try:
            yield where, str(name), _spelled({"id": str(name), **body}, whole, spell) if block != "roles" else body
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise _bad(where, str(name), f"{error}", "write it as the head of ech0/core/base.py says") from error


def _spelled(body: dict[str, Any], whole: Mapping[str, Any], spell: Spell | None) -> dict[str, Any]:
    for field in WORDS:
        if isinstance(body.get(field), str):
            body[field] = _split(body[field])
    if isinstance(body.get("source"), str):
        key, _, rest = body["source"].partition(" ")
        book = whole.get("sources", {}).get(key)
        body["source"] = f"{book}, {rest}".removesuffix(", ") if book else body["source"]
    return spell(body, whole) if spell else body


def _formula(body: dict[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
    body.setdefault("field", whole.get("field"))
    body["variables"] = {name: _variable(v) for name, v in body["variables"].items()}
    if isinstance(body.get("example"), str):
        body["example"] = {**_example(body["example"]), "source": whole.get("examples", "")}
    return body


def _bound(body: dict[str, Any], _: Mapping[str, Any]) -> dict[str, Any]:
    concept = concepts().get(body["id"])
    return body if concept is None else {"unit": concept.unit, "words": concept.words, **body}


def _own(concept: Concept) -> Bound:
    fields = {n: getattr(concept, n) for n in ("id", "unit", "words", "low", "high", "law")}
    return Bound(**fields, source="configs/concepts.yaml")


def _impossible(body: dict[str, Any], _: Mapping[str, Any]) -> dict[str, Any]:
    return {**body, "says": tuple(_split(words) for words in body["says"])}


def _variable(body: str | dict[str, Any]) -> dict[str, Any]:
    if isinstance(body, dict):
        spelled = dict(body)
        if isinstance(spelled.get("words"), str):
            spelled["words"] = _split(spelled["words"], "/")
        return spelled
    text, _, words = body.partition("|")
    if text.startswith("="):
        name = text.removeprefix("=").strip()
        return {"concept": constants()[name].concept, "constant": name, "words": _split(words, "/")}
    concept, _, role = text.strip().partition(" ")
    return {"concept": concept, "role": role, "words": _split(words, "/")}


def _example(text: str) -> dict[str, Any]:
    given, _, found = text.rpartition("->")
    pairs = dict(_pair(part) for part in _split(given))
    find, value = _pair(found)
    return {"given": pairs, "find": find, "value": value}


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise ValueError(f"{text.strip()!r} is not written as `name = value unit`")
    return name.strip(), value.strip()


def _split(text: str, mark: str = ",") -> tuple[str, ...]:
    return tuple(part for word in text.split(mark) if (part := word.strip()))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the cyclic collector: plain data has no cycles, and searching it for some takes half the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@cache
def _read(path: Path) -> Mapping[str, Any]:
    import yaml

    try:
        with path.open(encoding="utf-8") as file, _uncollected():
            loader = yaml.CSafeLoader(file)
            node = loader.get_single_node()
            whole = None if node is None else _plain(loader, node)
    except FileNotFoundError:
        raise _bad(path.name, "file", "it is missing", f"put it at {path}") from None
    except yaml.YAMLError as error:
        raise _bad(path.name, "file", f"it is not YAML: {error}", "mend the line named") from None
    if not isinstance(whole, dict):
        raise _bad(path.name, "file", "it is not a mapping", "start it with a block name such as `formulas:`")
    return whole


def _plain(loader: Any, node: Any) -> Any:
    """What a node of YAML says; PyYAML's own way, made for graphs with cycles, takes three times as long."""
    if node.id == "mapping":
        return {k.value: _plain(loader, v) for k, v in node.value}
    if node.id == "sequence":
        return [_plain(loader, v) for v in node.value]
    return node.value if node.tag == "tag:yaml.org,2002:str" else loader.yaml_constructors[node.tag](loader, node)


def _table(kind: type[N], rows: Iterator[Row]) -> Mapping[str, N]:
    with _uncollected():
        return MappingProxyType({name: _make(kind, where, name, body) for where, name, body in rows})


def _make(kind: type[N], where: str, name: str, body: Any) -> N:
    try:
        return kind.model_validate(body)
    except ValidationError as error:
        first = error.errors()[0]
        at = ".".join(str(part) for part in first["loc"]) or "the entry"
        raise _bad(where, name, f"{at}: {first['msg']}", f"see {kind.__name__} in ech0/core/formula.py") from None


def _known(name: str, table: Mapping[str, object], where: str, entry: str) -> None:
    if name not in table:
        from difflib import get_close_matches

        near = get_close_matches(name, table, n=3)
        cure = f"did you mean {' or '.join(near)}?" if near else "declare it first"
        raise _bad(where, entry, f"there is no {name!r}", cure)


def _bad(where: str, entry: str, what: str, cure: str) -> InputError:
    return InputError(f"configs/{where}: {entry}", what, cure)

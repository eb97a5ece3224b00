"""Conditions on numbers as SQL with bound values, and the results that fit, each with what made it fit. Knows no lab.

The statement is put together from the fixed pieces below, one for each condition; what a user wrote is only ever bound.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from ech0.core.errors import InputError
from ech0.core.types import Noun, Quantity, Run
from memory import numbers
from memory.conditions import Both, Change, Condition, Lab, Not, Value
from memory.database import CURE, Damaged
from memory.filters import read

if TYPE_CHECKING:
    from memory.record import Record

_RESULTS = "SELECT r.key FROM lab_result r WHERE "
_ORDER = " ORDER BY r.created, r.key LIMIT ?"
_INSIDE = (
    "r.key IN (SELECT n.key FROM number n WHERE n.field = ? AND n.role = ? AND n.value BETWEEN ? AND ?"
    " AND n.dimension = ?)"
)
_OUTSIDE = (
    "r.key IN (SELECT n.key FROM number n WHERE n.field = ? AND n.role = ? AND n.value NOT BETWEEN ? AND ?"
    " AND n.dimension = ?)"
)
_STANDARD = "r.key IN (SELECT n.key FROM number n WHERE n.field = ? AND n.role = ? AND n.standard BETWEEN ? AND ?)"
_FIRST = "r.key IN (SELECT n.key FROM number n WHERE n.field = ? AND n.role = ? AND n.change BETWEEN ? AND ?)"
_NAMED = (
    "r.key IN (SELECT n.key FROM number n JOIN number b ON b.field = n.field AND b.role = n.role"
    " AND b.dimension = n.dimension WHERE n.field = ? AND n.role = ? AND b.key = ? AND n.key <> b.key"
    " AND n.value / nullif(b.value, 0) BETWEEN ? AND ?)"
)
_LAB = "r.lab = ?"
_FIELDS = "SELECT DISTINCT field, role, dimension FROM number ORDER BY field, role, dimension"
_OF = "SELECT role, field, value, dimension, others FROM number WHERE key = ? ORDER BY role, field"
_COMPARED = "SELECT standard, control, change FROM number WHERE key = ? AND role = ? AND field = ?"
_KEYS = "SELECT key FROM lab_result WHERE key >= ? AND key < ? ORDER BY key LIMIT 2"
_ROUNDING = 1e-12
"""Ends that count are moved out by so much of themselves, others in: 101325 Pa is 1 atm whichever way it was got."""


class Why(Noun):
    """A number that made a result fit: as it was recorded, and for a change its ratio to the same number in `base`."""

    field: str
    role: str
    value: float
    unit: str
    ratio: float | None = None
    base: str = ""


class Hit(Noun):
    """A lab result that fits."""

    run: Run
    why: tuple[Why, ...]


class Field(NamedTuple):
    """A number that some result has."""

    name: str
    role: str
    dimension: str


def matching(record: "Record", where: str, limit: int) -> list[Hit]:
    """The lab results that fit a condition, oldest first.

    Raises `InputError` if the condition is not understood or names a number that no result has, `Damaged` if a result
    or its numbers are not what was kept.
    """
    if limit < 1:
        raise InputError("limit", limit, "ask for at least one")
    tree = read(where)
    with record.read() as made:
        plan = _Plan(made, [Field(*row) for row in made.execute(_FIELDS)])
        part, values = plan.compiled(tree)
        keys = [row[0] for row in made.execute(_RESULTS + part + _ORDER, (*values, limit)).fetchall()]
        return [plan.hit(record, key, tree) for key in keys]


class _Plan:
    """A condition against the numbers that there are."""

    def __init__(self, made: Any, fields: list[Field]) -> None:
        self.made, self.fields = made, fields
        self.named: dict[str, str] = {}

    def compiled(self, tree: Condition) -> tuple[str, list[Any]]:
        """A piece of a WHERE clause, and its values in order."""
        if isinstance(tree, Both):
            return _joined(" AND " if tree.every else " OR ", [self.compiled(part) for part in tree.parts])
        if isinstance(tree, Not):
            part, values = self.compiled(tree.part)
            return "NOT " + part, values
        if isinstance(tree, Lab):
            return _LAB, [tree.lab]
        return _joined(" OR ", [self._piece(tree, field) for field in self._meant(tree)])

    def _piece(self, tree: Value | Change, field: Field) -> tuple[str, list[Any]]:
        ends = [_end(tree.low, -1 if tree.low_in else 1), _end(tree.high, 1 if tree.high_in else -1)]
        values = [field.name, field.role, *ends]
        if isinstance(tree, Value):
            return (_INSIDE if tree.equal else _OUTSIDE), [*values, tree.dimension]
        if tree.base == "standard":
            return _STANDARD, values
        if tree.base == "first":
            return _FIRST, values
        if tree.base == "either":
            return _joined(" OR ", [(_STANDARD, values), (_FIRST, values)])
        return _NAMED, [field.name, field.role, self._key(tree.base), *ends]

    def _meant(self, tree: Value | Change) -> list[Field]:
        """The numbers whose names hold the words: `glucose` is `blood_glucose` too."""
        named = {f.name for f in self.fields}
        asked = tree.field if tree.field in named else tree.field.lower()
        found = [f for f in self.fields if f"_{asked}_" in f"_{f.name.lower()}_" and tree.role in ("", f.role)]
        if not found:
            near = get_close_matches(asked, named, n=3, cutoff=0.5) or sorted(named)[:8]
            cure = f"no lab result has such a number; there are {', '.join(near) or 'none yet: run a lab first'}"
            raise InputError("where", tree.field.replace("_", " "), cure)
        if isinstance(tree, Value):
            fits = [f for f in found if f.dimension == tree.dimension]
            if not fits:
                has = ", ".join(sorted({f"{f.name} ({f.dimension or 'a plain number'})" for f in found}))
                cure = f"{tree.dimension or 'a plain number'} was asked for, and there is {has}"
                raise InputError("where", tree.field.replace("_", " "), cure)
            return fits
        if tree.base in ("either", "standard", "first"):
            fits = [f for f in found if f.role == "input"]
            if not fits:
                cure = "it is an output, which has no standard: say against which result, as in '... against run KEY'"
                raise InputError("where", tree.field.replace("_", " "), cure)
            return fits
        return found

    def _key(self, start: str) -> str:
        """The one result whose key begins so."""
        if start not in self.named:
            rows = self.made.execute(_KEYS, (start, start + "~")).fetchall()
            if len(rows) != 1:
                cure = "several results begin so; write more of the key" if rows else "there is no such result"
                raise InputError("where", f"run {start}", cure)
            self.named[start] = rows[0][0]
        return self.named[start]

    def hit(self, record: "Record", key: str, tree: Condition) -> Hit:
        """A result with what made it fit, its numbers checked against the result that they were derived from."""
        run = record.find_run(key)
        rows = self.made.execute(_OF, (key,)).fetchall()
        if run is None or sorted(n[1:] for n in numbers.of(run)) != sorted(tuple(row) for row in rows):
            what = f"numbers of lab result {key}"
            raise Damaged(record.path, f"{what} were changed after they were kept", CURE, (what,))
        return Hit(run=run, why=tuple(dict.fromkeys(self._why(run, tree))))

    def _why(self, run: Run, tree: Condition) -> Iterator[Why]:
        if isinstance(tree, Both):
            for part in tree.parts:
                yield from self._why(run, part)
        elif isinstance(tree, Value | Change):
            meant = {(f.name, f.role, f.dimension) for f in self._meant(tree)}
            for number in numbers.of(run):
                if (number.field, number.role, number.dimension) in meant and (why := self._fits(run, number, tree)):
                    yield why

    def _fits(self, run: Run, number: numbers.Number, tree: Value | Change) -> Why | None:
        part: Mapping[str, Quantity | str] = run.inputs if number.role == "input" else run.outputs
        quantity = part[number.field]
        if isinstance(quantity, str):  # a text is no number, so it has no row
            return None
        shown = Why(field=number.field, role=number.role, value=quantity.value, unit=quantity.unit)
        low, high = _end(tree.low, -1 if tree.low_in else 1), _end(tree.high, 1 if tree.high_in else -1)
        if isinstance(tree, Value):
            if (low <= number.value <= high) != tree.equal:
                return None
            return shown
        for base, ratio in self._ratios(number, tree):
            if ratio is not None and low <= ratio <= high:
                return shown.model_copy(update={"ratio": ratio, "base": base})
        return None

    def _ratios(self, number: numbers.Number, tree: Change) -> Iterator[tuple[str, float | None]]:
        place = (number.key, number.role, number.field)
        standard, control, change = self.made.execute(_COMPARED, place).fetchone()
        if tree.base in ("standard", "either"):
            yield "standard", standard
        if tree.base in ("first", "either"):
            yield control, change
        if tree.base in self.named:
            for role, field, value, *_ in self.made.execute(_OF, (self.named[tree.base],)).fetchall():
                if (role, field) == (number.role, number.field) and value:
                    yield self.named[tree.base], number.value / value


def _joined(by: str, parts: list[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    return "(" + by.join(part for part, _ in parts) + ")", [value for _, values in parts for value in values]


def _end(value: float, way: int) -> float:
    return value + way * abs(value) * _ROUNDING if abs(value) != float("inf") else value

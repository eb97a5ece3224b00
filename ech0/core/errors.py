"""Every error that ECH0 raises on purpose, and who should act on it.

* Ech0Error
  x InputError          the caller is wrong: bad unit, out of range, unknown name   (field, value, cure)
  x ClaimError          a claim or plan is malformed: the mind may try again        (where, cure)
  x RunFailed           it was asked rightly and failed: tell the mind              (what)
    + OutOfBudget         time or memory ran out                                    (limit)
    + NotSupported        cannot be real with public knowledge                      (needs)
    + NotInstalled        an optional extra is missing                              (extra)
  x StateError          the data folder is locked, corrupt or not writable          (path, cure)
"""

from pathlib import Path
from typing import ClassVar


class Ech0Error(Exception):
    """Base of everything below; its text is written for the person who reads it.

    `fields` names the arguments it was made with, kept as attributes, so that it can be told across a process boundary.
    """

    fields: ClassVar[tuple[str, ...]] = ()


class InputError(Ech0Error, ValueError):
    """The caller is wrong. Names the field, the value and the cure."""

    fields = ("field", "value", "cure")

    def __init__(self, field: str, value: object, cure: str) -> None:
        shown = repr(value)
        if len(shown) > 120:
            shown = f"{shown[:117]}..."
        super().__init__(f"{field}: {shown} is not usable; {cure}")
        self.field, self.value, self.cure = field, value, cure


class ClaimError(Ech0Error, ValueError):
    """A claim or a plan is malformed; the mind that wrote it may try again."""

    fields = ("where", "cure")

    def __init__(self, where: str, cure: str) -> None:
        super().__init__(f"{where}: {cure}")
        self.where, self.cure = where, cure


class RunFailed(Ech0Error, RuntimeError):
    """A lab or a solver was asked rightly and could not produce a result."""

    fields: ClassVar[tuple[str, ...]] = ("what", "why")

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what} failed: {why}")
        self.what, self.why = what, why


class OutOfBudget(RunFailed):
    """Time or memory ran out before there was a result."""

    fields = ("what", "limit")

    def __init__(self, what: str, limit: str) -> None:
        super().__init__(what, f"it reached its limit of {limit}")
        self.limit = limit


class NotSupported(RunFailed):
    """No honest result exists with public knowledge; says what data would change that."""

    fields = ("what", "reason", "needs")

    def __init__(self, what: str, reason: str, needs: str) -> None:
        super().__init__(what, f"{reason}; it would need {needs}")
        self.reason, self.needs = reason, needs


class NotInstalled(RunFailed):
    """An optional extra is missing."""

    fields = ("what", "extra")

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(what, f'it needs an optional part: pip install "ech0[{extra}]"')
        self.extra = extra


class StateError(Ech0Error, OSError):
    """The data folder, the store or a checkpoint cannot be used as it is."""

    fields: ClassVar[tuple[str, ...]] = ("path", "why", "cure")

    def __init__(self, path: Path | str, why: str, cure: str) -> None:
        super().__init__(f"{path}: {why}; {cure}")
        self.path, self.why, self.cure = Path(path), why, cure

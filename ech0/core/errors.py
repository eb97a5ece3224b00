"""Every error that ECH0 raises on purpose, and who should act on it.

* Ech0Error
  x InputError          the caller is wrong: bad unit, out of range, unknown name   (field, value, cure)
  x ClaimError          a claim or plan is malformed: the mind may try again        (where, cure)
  x RunFailed           it was asked rightly and failed: tell the mind              (what)
    + OutOfBudget         time or memory ran out                                    (limit)
    + NotSupported        cannot be real with public knowledge                      (needs)
    + NotInstalled        an optional extra is missing                              (extra)
    + SourceFailed        a source of documents gave no usable answer               (source, why, cure, status)
    + ModelError          a served model gave nothing usable                        (why, cure)
      - ModelUnreachable    no connection, or it was lost
      - ModelDenied         the key is missing or refused
      - ModelUnknown        no such model, or no such address
      - ModelBusy           too many requests
      - ModelBroken         the server failed
      - ModelRejected       the server refuses the request as it is
      - ReplyCut            the reply ends before it is whole
      - ReplyUnreadable     the reply is not what such a server says
      - ReplyEmpty          the reply holds nothing
      - ReasoningLost       a reasoning parser is missing, or the wrong one
      - ReplyRefused        it did not fit the schema or the ledger, however often it was asked
  x StateError          the data folder is locked, corrupt or not writable          (path, cure)
"""

from pathlib import Path
from typing import ClassVar


class Ech0Error(Exception):
    """Base of everything below; its text is written for the person who reads it.

    `fields` names the arguments it was made with, kept as attributes, so that it can be told across a process boundary.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    usage: object = None
    """What a model had taken when it failed, as a `Usage`."""


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


class SourceFailed(RunFailed):
    """A source of documents could not be asked, or its answer is unusable.

    `status`: the HTTP status, 0 if there was no answer. `wait_s`: how long the source asks to be left alone, in s.
    """

    fields = ("source", "why", "cure", "status", "wait_s")

    def __init__(self, source: str, why: str, cure: str, status: int = 0, wait_s: float = 0.0) -> None:
        super().__init__(source, f"{why}; {cure}")
        self.source, self.why, self.cure, self.status, self.wait_s = source, why, cure, status, wait_s


class ModelError(RunFailed):
    """A served model gave nothing usable: why, and what to do about it.

    `again`: whether the same request may do better; `wait_s`: how long the server asks to wait before that.
    """

    fields = ("what", "why", "cure")
    again: ClassVar[bool] = False

    def __init__(self, what: str, why: str, cure: str, wait_s: float | None = None) -> None:
        super().__init__(what, f"{why}; {cure}")
        self.why, self.cure, self.wait_s = why, cure, wait_s


class ModelUnreachable(ModelError):
    """No connection to the server, or it was lost before the reply was whole."""

    again = True


class ModelDenied(ModelError):
    """The server wants a key, or refuses the one that it got."""


class ModelUnknown(ModelError):
    """The server has no model of this name, or nothing at this address."""


class ModelBusy(ModelError):
    """Too many requests: the server asks to wait."""

    again = True


class ModelBroken(ModelError):
    """The server itself failed."""

    again = True


class ModelRejected(ModelError):
    """The server refuses the request as it is: a parameter, a schema, or its length."""


class ReplyCut(ModelError):
    """The reply ends before it is whole: it reached its limit of tokens."""


class ReplyUnreadable(ModelError):
    """The reply is not what an OpenAI-compatible server says."""


class ReplyEmpty(ModelError):
    """The reply holds no choice, or a choice without content."""


class ReasoningLost(ModelError):
    """The answer went into the reasoning, or the reasoning into the answer: the server's parser is not the model's."""


class ReplyRefused(ModelError):
    """However often it was asked, what the model wrote did not fit the schema or the ledger."""


class StateError(Ech0Error, OSError):
    """The data folder, the store or a checkpoint cannot be used as it is."""

    fields: ClassVar[tuple[str, ...]] = ("path", "why", "cure")

    def __init__(self, path: Path | str, why: str, cure: str) -> None:
        super().__init__(f"{path}: {why}; {cure}")
        self.path, self.why, self.cure = Path(path), why, cure

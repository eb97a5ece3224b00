"""What the record gives back: runs, events, feedback, stored documents. Value objects; they know no database."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from ech0.core.types import Answer, Noun, Question, Status


class KeptRun(Noun):
    """A question that was put, and what came of it. `open`: not finished, so it can be resumed."""

    run_id: str
    question: Question
    status: Status | Literal["open"]
    created: str
    finished: str | None = None
    answer: Answer | None = None


class Logged(Noun):
    """One line of the audit trail. `hash` covers the line and `previous`, the hash of the line before."""

    seq: int
    ts: str
    run_id: str
    kind: str
    data: Mapping[str, Any]
    previous: str
    hash: str


class Link(Noun):
    """`dst` came from `src`: a result measured for a run, a document quoted in it."""

    src: str
    dst: str
    role: str
    created: str


class Feedback(Noun):
    """What was said of a run. `truth`: what would have been right.

    `kind`: `right`, `wrong`, `note`, or `correction`: how its question is to be read, `cause` being the key of the
    question's shape.
    """

    id: int = 0
    run_id: str
    kind: Literal["right", "wrong", "note", "correction"]
    cause: Annotated[str, Field(max_length=200)] = ""
    truth: Annotated[str, Field(max_length=4000)] = ""
    note: Annotated[str, Field(max_length=4000)] = ""
    trace: Mapping[str, Any] = {}
    created: str = ""


class Kept(Noun):
    """A document on the shelf, without its text."""

    id: str
    title: str
    source: str
    domain: str
    kind: str
    citations: tuple[str, ...]
    chunks: int
    characters: int
    ingested: str

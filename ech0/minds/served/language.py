"""In which words a model is asked and answers: the messages, the schema, and how its reply is read back.

`Steps` is that of `ech0.minds.served.proposal`, for any model that follows instructions. A model that was
trained on another one brings a `Language` of its own: what that reads back is a `Candidate` over ledger and base.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ech0.core.types import Reading
from ech0.minds.embedded import Embedded
from ech0.minds.embedded.derive import Chainer
from ech0.minds.served import narrow, samples
from ech0.minds.served.caller import Caller, Known, Message
from ech0.minds.served.forming import Candidate, Former
from ech0.minds.served.offer import offered
from ech0.minds.served.prompting import messages
from ech0.minds.served.proposal import Proposal
from ech0.minds.served.view import View, passages


@dataclass(frozen=True)
class Put:
    """A question as it is put to a model. `read` makes a candidate of a reply, or raises `ClaimError` to be told.

    `mends`: whether the model can do something with being told what is wrong with its reply.
    """

    messages: Sequence[Message]
    schema: Mapping[str, Any]
    read: Callable[[str], Candidate]
    mends: bool = True


class Language(Protocol):
    """How a question is put to a model. `state` is as the house heard it, `chainer` binds and scores."""

    def put(self, house: Embedded, state: Reading, chainer: Chainer, /) -> Put: ...


@dataclass(frozen=True)
class Native:
    """The language that the served model was trained on, if `own` knows one for it; steps for all others."""

    caller: Caller
    own: Callable[[Known], "Language | None"]

    def put(self, house: Embedded, state: Reading, chainer: Chainer, /) -> Put:
        """As the language of the model puts it; the server is asked which it is."""
        chosen = self.own(self.caller.served) or Steps()
        return chosen.put(house, state, chainer)


class Steps:
    """Steps over the formulas and labs that are offered on cards, or sentences put into logic."""

    def put(self, house: Embedded, state: Reading, chainer: Chainer, /) -> Put:
        offer = offered(chainer, house.labs, house.formulas, house.by_meaning)
        view = View.of(state.question, state.entries)
        former = Former(chainer, offer, view)
        parts = messages(
            "plan",
            schema=narrow.static(),
            cards=offer.cards(),
            passages=passages(state.passages),
            question=view.shown(),
        )
        schema = narrow.plan_schema(offer, chainer, view.names())
        return Put(parts, schema, lambda text: former.read(samples.parsed(Proposal, text)))

"""LangChain's chat model over an OpenAI-compatible endpoint, streaming.

`langchain-openai` is not used: it drops `reasoning_content`, where vLLM puts the reasoning of its models, and it brings
an SDK of 30 MB and a tokenizer whose tables come from the network. What is needed here is one request.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import ConfigDict

from ech0.core.errors import InputError
from ech0.minds.served.wire import Piece, Wire

ROLES: Mapping[type[BaseMessage], str] = {SystemMessage: "system", HumanMessage: "user", AIMessage: "assistant"}


class Endpoint(BaseChatModel):
    """One served model. Keyword arguments of a call (`response_format`, `seed`, ...) go into the request as they are.

    Reasoning comes under `additional_kwargs["reasoning_content"]`, why the reply ended under
    `response_metadata["finish_reason"]`, log-probabilities, if asked for, under `["logprobs"]`. Raises the errors of
    `ech0.minds.served.wire`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    wire: Wire
    model_name: str
    extra: Mapping[str, Any] = {}
    seconds: float = 600.0

    @property
    def _llm_type(self) -> str:
        return "openai-compatible"

    @property
    def _identifying_params(self) -> Mapping[str, Any]:
        return {"url": self.wire.url, "model": self.model_name, **self.extra}

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        until = kwargs.pop("until", time.monotonic() + self.seconds)
        body = {
            "model": self.model_name,
            "messages": [_plain(m) for m in messages],
            "stream": True,
            "stream_options": {"include_usage": True},
            **self.extra,
            **kwargs,
            **({"stop": stop} if stop else {}),
        }
        for piece in self.wire.stream(body, until=until):
            message = AIMessageChunk(
                content=piece.text,
                additional_kwargs={"reasoning_content": piece.thinking} if piece.thinking else {},
                response_metadata=_about(piece),
                usage_metadata=_usage(piece.tokens),
            )
            chunk = ChatGenerationChunk(message=message)
            if run_manager is not None:
                run_manager.on_llm_new_token(piece.text, chunk=chunk)
            yield chunk

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text, thinking, finish, usage = "", "", "", None
        logprobs: list[float] = []
        for chunk in self._stream(messages, stop, run_manager, **kwargs):
            message = chunk.message
            text += str(message.content)
            thinking += message.additional_kwargs.get("reasoning_content", "")
            finish = message.response_metadata.get("finish_reason", finish)
            logprobs += message.response_metadata.get("logprobs", [])
            usage = getattr(message, "usage_metadata", None) or usage
        whole = AIMessage(
            content=text,
            additional_kwargs={"reasoning_content": thinking} if thinking else {},
            response_metadata={
                "finish_reason": finish,
                "model_name": self.model_name,
                **({"logprobs": logprobs} if logprobs else {}),
            },
            usage_metadata=usage,
        )
        return ChatResult(generations=[ChatGeneration(message=whole)])


def _plain(message: BaseMessage) -> dict[str, str]:
    role = next((r for t, r in ROLES.items() if isinstance(message, t)), None)
    if role is None or not isinstance(message.content, str):
        raise InputError("message", type(message).__name__, "send system, human and assistant messages of text")
    return {"role": role, "content": message.content}


def _about(piece: Piece) -> dict[str, Any]:
    told: dict[str, Any] = {"finish_reason": piece.finish} if piece.finish else {}
    return {**told, "logprobs": list(piece.logprobs)} if piece.logprobs else told


def _usage(tokens: tuple[int, int] | None) -> UsageMetadata | None:
    if tokens is None:
        return None
    return UsageMetadata(input_tokens=tokens[0], output_tokens=tokens[1], total_tokens=sum(tokens))


def messages(parts: Sequence[tuple[str, str]]) -> list[BaseMessage]:
    """LangChain's messages of `(role, text)`."""
    kinds = {role: kind for kind, role in ROLES.items()}
    return [kinds[role](content=text) for role, text in parts]

"""The student's tokenizer: byte-level BPE learnt from its own training pairs, with one token for each slot.

Blanks are no tokens: a word of a question and the same word in a formula's name are one token; a plan has no blank.

The chat template is the whole prompt: what the system says, if anything, the slotted question, and a mark to plan.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ech0.train.problem import Pair

ASK, PLAN, END = "<|ask|>", "<|plan|>", "<|end|>"
SLOTS = (*(f"#{n}" for n in range(16)), *(f"@{n}" for n in range(16)), "$1", "$2", "$3")
VOCABULARY = 2048
TEMPLATE = (
    "{% for m in messages %}{% if m['role'] == 'system' %}{{ m['content'] }}{% elif m['role'] == 'user' %}"
    "<|ask|>{{ m['content'] }}<|plan|>{% else %}{{ m['content'] }}<|end|>{% endif %}{% endfor %}"
)


def learn(pairs: Sequence[Pair], *, size: int = VOCABULARY) -> Any:
    """A `tokenizers.Tokenizer` learnt from prompts and plans; deterministic in their order."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(" ", "removed"),
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size - len(SLOTS), min_frequency=2, show_progress=False,
        special_tokens=[ASK, PLAN, END], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )  # fmt: skip
    made.train_from_iterator((text for p in pairs for text in (p.prompt, p.plan)), trainer)
    made.add_tokens([AddedToken(s, normalized=False, lstrip=True) for s in SLOTS])
    return made


def save(tokenizer: Any, folder: Path) -> None:
    """Write it with its chat template, as transformers and vLLM load it."""
    from transformers import PreTrainedTokenizerFast

    made: Any = PreTrainedTokenizerFast
    fast = made(tokenizer_object=tokenizer, eos_token=END, pad_token=END, clean_up_tokenization_spaces=False)
    fast.chat_template = TEMPLATE
    fast.save_pretrained(folder)


def load(folder: Path) -> Any:
    """The tokenizer of a student's folder, as `tokenizers` knows it."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(folder / "tokenizer.json"))


def encoded(tokenizer: Any, pairs: Sequence[Pair]) -> list[tuple[list[int], int]]:
    """`(ids, start)` a pair: the whole sequence, and where the plan begins, which alone is learnt."""
    ask, plan, end = (tokenizer.token_to_id(t) for t in (ASK, PLAN, END))
    prompts = tokenizer.encode_batch([p.prompt for p in pairs], add_special_tokens=False)
    plans = tokenizer.encode_batch([p.plan for p in pairs], add_special_tokens=False)
    return [([ask, *q.ids, plan, *a.ids, end], len(q.ids) + 2) for q, a in zip(prompts, plans, strict=True)]

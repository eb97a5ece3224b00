"""What ships of the student: small files that belong together, and a card that says what was measured."""

import json

from ech0.core.data import home
from ech0.minds.student import read_plan, words_of
from ech0.train import card, measure, tokens
from ech0.train import model as shapes
from ech0.train.problem import Pair
from ech0.train.student import figures_of

STUDENT = home() / "configs" / "student"
KNOWN = [
    ("a voltage of #0 V; a current of #1 A. find the power. (electric power)", "electric_power"),
    ("all @0 are @1. @2 is a @0. is @2 a @1?", "logic"),
]


def test_the_folder_is_small_and_whole():
    """Weights in one safetensors file, all of it far below 20 MB, nothing that runs code when it is loaded."""
    files = [f for f in STUDENT.rglob("*") if f.is_file()]
    assert sum(f.stat().st_size for f in files) < 8_000_000
    assert {f.suffix for f in files} <= {".safetensors", ".json", ".jinja", ".txt", ".md"}
    config = json.loads((STUDENT / "config.json").read_text())
    assert config["architectures"] == ["Qwen3ForCausalLM"] and config["tie_word_embeddings"]


def test_the_card_says_what_the_figures_say():
    """The card is that of `figures.json`, to the letter, and its intervals are Wilson's."""
    figures = figures_of(STUDENT)
    assert (STUDENT / "MODEL_CARD.md").read_text(encoding="utf-8") == card.written(figures)
    for rows in figures["exact"].values():
        for row in rows.values():
            low, high = measure.wilson(round(row["exact"] * row["n"]), row["n"])
            assert abs(low - row["low"]) < 1e-3 and abs(high - row["high"]) < 1e-3


def test_weights_and_tokenizer_belong_together():
    """The tokenizer has as many tokens as the weights, and the words that get no slot are there."""
    tokenizer, model = tokens.load(STUDENT), shapes.load(STUDENT)
    assert tokenizer.get_vocab_size() == model.config.vocab_size == figures_of(STUDENT)["vocabulary"]
    assert shapes.weights(model) == figures_of(STUDENT)["weights"]
    assert {"speed", "mass", "who"} <= words_of(STUDENT)


def test_the_shipped_weights_write_small_plans():
    """Left to themselves, without a schema, they write JSON that is a small plan, of the kind that was meant."""
    import torch

    tokenizer, model = tokens.load(STUDENT), shapes.load(STUDENT)
    end = tokenizer.token_to_id(tokens.END)
    for prompt, use in KNOWN:
        row = tokens.encoded(tokenizer, [Pair("formula", use, "t", False, "", prompt, "", "solved")])[0]
        ids = row[0][: row[1]]
        written = model.generate(
            torch.tensor([ids]), attention_mask=torch.ones((1, len(ids))), max_new_tokens=120, do_sample=False,
            eos_token_id=end, pad_token_id=end,
        )  # fmt: skip
        text = tokenizer.decode(written[0, len(ids) :].tolist())
        assert read_plan(text).steps[0].use == use

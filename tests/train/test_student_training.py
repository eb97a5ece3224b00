"""Training itself: it learns, goes on where it stopped, and writes what a server loads; measured exactly."""

import json

import pytest

from ech0.core.errors import InputError
from ech0.train import fitting, measure, tokens
from ech0.train import model as shapes
from ech0.train.problem import Pair
from ech0.train.student import put


def pair(name, prompt, find, arg):
    """A pair of one step."""
    plan = f'{{"steps":[{{"use":"{name}","find":"{find}","args":["{arg}"]}}]}}'
    return Pair("formula", name, "t", False, "q", prompt, plan, "solved")


TWO = [pair("a", "the speed is #0 m/s", "v", "#0=u"), pair("b", "the mass is #0 kg", "m", "#0=n")]


@pytest.fixture(scope="module")
def tokenizer():
    """A tokenizer learnt from two pairs."""
    return tokens.learn(TWO * 20, size=400)


def student(tokenizer):
    """A small model with weights of one seed."""
    size, end = tokenizer.get_vocab_size(), tokenizer.token_to_id(tokens.END)
    return shapes.create("small", vocabulary=size, end=end, seed=1)


def test_a_slot_is_one_token_and_a_plan_comes_back_to_the_letter(tokenizer):
    """`#12` is one token, a plan decodes to itself, and a word is one token in a question and in a name."""
    assert tokenizer.encode("#12 kg", add_special_tokens=False).tokens[0] == "#12"
    for two in TWO:
        assert tokenizer.decode(tokenizer.encode(two.plan, add_special_tokens=False).ids) == two.plan
    assert tokenizer.encode("speed").ids == tokenizer.encode(" speed").ids


def test_training_learns_and_only_the_plan_counts(tokenizer):
    """From random weights two pairs are learnt to the letter; the loss is over the tokens of plans alone."""
    rows, model = tokens.encoded(tokenizer, TWO), student(tokenizer)
    ids, _, places, wanted = fitting.laid(rows)
    assert len(wanted) == sum(len(i) - start for i, start in rows) == len(places) < ids.numel()
    assert measure.exact(model, rows) == [False, False]
    for _ in range(20):  # as many rounds as a busy machine needs
        fitting.fit(model, rows * 8, fitting.Recipe(minutes=0.05, tokens=400, rate=5e-3))
        if all(measure.exact(model, rows)):
            break
    assert measure.exact(model, rows) == [True, True]


def test_the_quick_student_says_what_the_plain_one_does(tokenizer):
    """Plain attention and torch's norm change no logit beyond rounding, and no name of a weight."""
    import torch
    from transformers import Qwen3ForCausalLM

    swift = student(tokenizer)
    plain = Qwen3ForCausalLM(swift.config)
    plain.set_attn_implementation("sdpa")
    plain.load_state_dict(swift.state_dict())
    ids, *_ = fitting.laid(tokens.encoded(tokenizer, TWO))
    with torch.inference_mode():
        torch.testing.assert_close(swift(input_ids=ids).logits, plain(input_ids=ids).logits, atol=1e-5, rtol=1e-4)


def test_matrices_of_the_layers_learn_by_muon_and_all_else_by_adamw(tokenizer):
    """Each weight that learns is in just one of the two optimisers; the token table is no matrix of a layer."""
    model = student(tokenizer)
    muon, adam = fitting._optimisers(model, fitting.Recipe(minutes=1))
    sets = [{id(p) for g in o.param_groups for p in g["params"]} for o in (muon, adam)]
    assert not sets[0] & sets[1] and sets[0] | sets[1] == {id(p) for p in model.parameters()}
    assert id(model.model.embed_tokens.weight) in sets[1]
    assert all(p.ndim == 2 for g in muon.param_groups for p in g["params"])
    assert len(fitting._optimisers(model, fitting.Recipe(minutes=1, muon=0.0))) == 1


def test_the_rate_stands_and_then_falls_to_nothing():
    """It rises over the first hundredth, stands, and falls over the last share, so that more minutes may follow."""
    recipe = fitting.Recipe(minutes=1)
    assert [fitting._schedule(x, recipe) for x in (0.01, 0.4, 0.7, 0.85, 1.0)] == pytest.approx([1, 1, 1, 0.5, 0])
    assert 0 < fitting._schedule(0.0, recipe) < 0.1


def test_training_goes_on_where_it_stopped(tokenizer, tmp_path):
    """A second call takes weights, moments and progress from the checkpoint, and counts on."""
    rows, model = tokens.encoded(tokenizer, TWO) * 8, student(tokenizer)
    first = fitting.fit(model, rows, fitting.Recipe(minutes=0.02, tokens=400), tmp_path)
    again = student(tokenizer)
    second = fitting.fit(again, rows, fitting.Recipe(minutes=first.seconds / 60 + 0.03, tokens=400), tmp_path)
    assert second.steps > first.steps and second.tokens > first.tokens
    done = json.loads((tmp_path / "progress.json").read_text())
    assert done["steps"] == second.steps
    still = student(tokenizer)
    fitting.fit(still, rows, fitting.Recipe(minutes=0.01, tokens=400), tmp_path)
    assert all((a == b).all() for a, b in zip(still.parameters(), again.parameters(), strict=True))


def test_what_is_saved_is_loaded_again(tokenizer, tmp_path):
    """The folder holds one safetensors file of bfloat16 and a tokenizer with the chat template."""
    model = student(tokenizer)
    shapes.save(model, tmp_path)
    tokens.save(tokenizer, tmp_path)
    assert shapes.weights(shapes.load(tmp_path)) == shapes.weights(model)
    assert (tmp_path / "model.safetensors").stat().st_size < 2.2 * shapes.weights(model)
    from transformers import AutoTokenizer

    kept = AutoTokenizer.from_pretrained(tmp_path)
    asked = kept.apply_chat_template([{"role": "user", "content": TWO[0].prompt}])["input_ids"]
    start = tokens.encoded(tokenizer, TWO[:1])[0]
    assert list(asked) == start[0][: start[1]]


def test_wilsons_interval_is_that_of_the_textbook():
    """Ten of ten and none of ten, after Wilson's formula with z = 1.96."""
    assert measure.wilson(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert measure.wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert measure.wilson(0, 0) == (0.0, 1.0)


def test_the_card_is_written_from_the_figures_alone(tmp_path):
    """Each figure of the card is one of `figures.json`, and a stage that was not run has no line."""
    row = {"exact": 0.5, "n": 4, "low": 0.15, "high": 0.85}
    figures = {
        "date": "2026-01-02", "weights": 1234, "vocabulary": 99, "seed": 3, "shape": "small",
        "data": {"seed": 3, "worded": 10, "proved": 8, "refused": 2, "two_plans": 0, "families": {"formula": 8},
                 "checked": {"solved": 8}, "sets": {"train": 4, "held": 2, "new": 2},
                 "subjects": 2, "sizes": {"fields": ["kinematics"]}},
        "training": {"steps": 5, "tokens": 600, "passes": 1.0, "wall_seconds": 7, "cpu_seconds": 6, "loss": 0.5},
        "libraries": {"torch": "0"},
        "exact": {"held": {"all": row}, "new": {"all": row}},
    }  # fmt: skip
    put(tmp_path, figures)
    text = (tmp_path / "MODEL_CARD.md").read_text()
    assert "1,234 numbers" in text and "| all | 50.0 % | 15.0 to 85.0 % | 4 |" in text and "kinematics" in text
    assert "After training" not in text
    proof = {"adapter": {"before": "1", "after": "2", "told": "x"}}
    put(tmp_path, {**figures, "proofs": proof})
    assert "| adapter | 1 | 2 | x |" in (tmp_path / "MODEL_CARD.md").read_text()


def test_an_unknown_shape_is_an_error_that_names_those_there_are(tokenizer):
    """A shape that does not exist is the caller's mistake."""
    with pytest.raises(InputError, match="student, small"):
        shapes.create("huge", vocabulary=10, end=0, seed=0)

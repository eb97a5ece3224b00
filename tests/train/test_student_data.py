"""The pairs that a student is trained on: proved one by one, the same for a seed, and split without overlap."""

import json
from collections import Counter
from random import Random

import pytest

from ech0 import ledger
from ech0.core.base import formulas
from ech0.core.errors import InputError
from ech0.core.types import Question
from ech0.minds.student import read_plan, slotted
from ech0.train import dataset, experiments, quantities, reasoning, wording
from ech0.train.execution import Executor
from ech0.train.lexicon import lexicon
from ech0.train.problem import Move, Problem

FEW = dataset.Sizes(
    formula_draws=1, formula_words=3, chain_words=1, lab_draws=1, lab_words=3, logic=40, order=40,
    fields=("kinematics", "physics"),
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small set of one field of formulas, one of labs, and puzzles, built twice with one seed."""
    folders = [tmp_path_factory.mktemp(name) for name in ("one", "two")]
    facts = [dataset.build(f, seed=7, sizes=FEW) for f in folders]
    return folders, facts


def test_a_seed_gives_the_same_pairs(built):
    """Two builds with one seed write the same files, byte for byte."""
    (one, two), _ = built
    for name in dataset.SETS:
        assert (one / f"{name}.jsonl").read_bytes() == (two / f"{name}.jsonl").read_bytes()


def test_each_family_is_there_and_no_prompt_is_in_two_sets(built):
    """Formulas, chains, labs, logic and order all give pairs; a prompt stands once over all sets."""
    (folder, _), (facts, _) = built
    rows = {name: dataset.load(folder, name) for name in dataset.SETS}
    assert {p.family for p in rows["train"]} == {"formula", "chain", "lab", "logic", "order"}
    prompts = [p.prompt for ps in rows.values() for p in ps]
    assert len(prompts) == len(set(prompts)) == sum(facts["sets"].values())


def test_no_digit_of_a_question_is_in_its_prompt_or_plan(built):
    """What was a number in the question is a slot in the prompt; the plan has no number but slots."""
    (folder, _), _ = built
    known = lexicon()
    for pair in dataset.load(folder, "train")[:300]:
        entries = ledger.given(Question(text=pair.question))
        assert slotted(pair.question, entries, known).prompt == pair.prompt
        assert pair.prompt.count("#") == len(entries)
        assert read_plan(pair.plan).text == pair.plan


def test_held_out_wordings_are_in_no_training_pair(built):
    """A template with its subject is either in training or held out; new wordings are kept from training."""
    (folder, _), _ = built
    rows = {name: {(p.template, p.subject) for p in dataset.load(folder, name)} for name in dataset.SETS}
    assert not rows["train"] & rows["held"] and not rows["train"] & rows["new"]


def test_a_plan_with_a_wrong_answer_is_refused():
    """Of one question, the right plan is proved; with two slots exchanged, or an answer that is not so, it is not."""
    rng = Random(3)
    problem = next(p for p in quantities.problems(rng, draws=1) if p.subject == "constant_acceleration_distance")
    values = [f.value for f in problem.facts]
    text = "Let " + ", ".join(f"{f.words} {f.value}" for f in problem.facts) + ". Find it."
    straight = {n: n for n in range(len(values))}
    crossed = {0: 1, 1: 0} | {n: n for n in range(2, len(values))}
    executor = Executor()
    assert executor.prove(problem, text, values, problem.plan(straight), frozenset()) is not None
    assert executor.prove(problem, text, values, problem.plan(crossed), frozenset()) is None
    assert executor.prove(problem, text, values[:-1], problem.plan(straight), frozenset()) is None
    wrong = Problem(problem.family, problem.subject, problem.moves, problem.target, problem.facts,
                    truth=problem.truth.model_copy(update={"value": 2 * problem.truth.value}))  # fmt: skip
    assert executor.prove(wrong, text, values, problem.plan(straight), frozenset()) is None


def test_a_puzzle_whose_told_truth_is_wrong_is_refused():
    """What the solver says of a puzzle must be what the generator holds for true."""
    puzzle = next(reasoning.order(Random(5), count=1, new=False))
    executor, known = Executor(), lexicon()
    assert executor.prove(puzzle, puzzle.question, [], puzzle.plan, known) is not None
    puzzle.answer["verdict"] = "refuted"
    assert executor.prove(puzzle, puzzle.question, [], puzzle.plan, known) is None


def test_new_wordings_share_no_part_with_those_of_training():
    """Frame, statement and question of a new wording are each among those kept from training."""
    rng = Random(1)
    assert all(wording.choose(rng, bare=b, new=True).new for b in (True, False) for _ in range(50))
    assert not any(wording.choose(rng, bare=b, new=False).new for b in (True, False) for _ in range(200))


def test_blanks_of_an_option_are_not_written():
    """A plan has no blank, since the tokenizer has none: an option's are written as `_`."""
    problem = Problem("lab", "titration_ph", (Move("titration_ph", "ph", (("analyte", "weak base"),)),), "ph")
    assert json.loads(problem.plan({}).text)["steps"][0]["args"] == ["analyte=weak_base"]


def test_data_that_is_not_there_is_an_error_with_its_cure(tmp_path):
    """Training without data names the command that makes it."""
    with pytest.raises(InputError, match="ech0 train data"):
        dataset.load(tmp_path, "train")


def test_numbers_that_go_by_one_name_make_no_problem():
    """Two facts that people call by the same words could not be told apart, so no question is made of them."""
    rng, both = Random(2), formulas()
    throw, stop = both["horizontal_throw_distance"], both["projectile_height"]
    assert not quantities.apart([(throw, "v"), (stop, "v")])
    assert quantities.apart([(throw, "v"), (throw, "h")])
    for problem in [*quantities.problems(rng, draws=1, fields=("kinematics",))][:200]:
        told = [f.words for f in problem.facts] + [problem.target]
        assert len(set(told)) == len(told)


def test_a_problem_that_two_plans_claim_is_in_no_set(tmp_path, monkeypatch):
    """The same facts, cue and target under two plans is a riddle, in whatever frames it is put: both are left out."""
    puzzles = [*reasoning.order(Random(5), count=3, new=False)]
    executor, known, counts = Executor(), lexicon(), Counter()
    made = [row for p in puzzles for row in dataset._kept(p, executor, known, counts)]
    (one, said), (two, _), (three, plain) = made
    riddle = dataset.Meaning(said.said, "another plan")
    monkeypatch.setattr(dataset, "_proved", lambda *_: iter([(one, said), (two, riddle), (three, plain)]))
    facts = dataset.build(tmp_path, seed=1, sizes=FEW)
    kept = [p.prompt for name in dataset.SETS for p in dataset.load(tmp_path, name)]
    assert kept == [three.prompt] and facts["two_plans"] == 2


def test_an_option_is_not_said_beside_a_word_of_another():
    """What a question says a lab is about names no option of the lab but those chosen."""
    rng = Random(4)
    for problem in (p for p in experiments.problems(rng, draws=4, fields=("physics",)) if p.subject == "qec_threshold"):
        code = dict(problem.moves[0].args).get("code")
        if code == "repetition":
            assert not any("toric" in cue.casefold() for cue in problem.cues)


def test_the_same_numbers_in_another_order_are_solved_once():
    """Two wordings of one problem put the same claim to the solver, whichever number comes first."""
    rng, counts, executor = Random(3), Counter(), Executor()
    problem = next(p for p in quantities.problems(rng, draws=1) if p.subject == "constant_acceleration_distance")
    for _ in range(12):
        list(dataset._pair(problem, rng, executor, lexicon(), counts, new=False))
    assert counts["kept"] > 6 and len(executor.solved) == 1

"""What every benchmark keeps, over small files of our own in the form that each was published in."""

import ast
import json
from pathlib import Path

import pytest

import evals.suites
from ech0.core.errors import InputError
from ech0.core.types import Answer, Passage, Run
from evals.benchmark import BENCHMARKS

LOGICAL = [
    {
        "id": "x1",
        "context": "Every zorb is a quill. Ada is a zorb.",
        "question": "Is the following statement true or false? Ada is a quill.",
        "options": ["A) True", "B) False"],
        "answer": "A",
    }
]
OPEN = [{**LOGICAL[0], "options": ["A) True", "B) False", "C) Unknown"]}]
LAB = {
    "lab": "kettle",
    "case": "boiling",
    "output": "temperature",
    "inputs": {"pressure": "1 atm"},
    "reference": 373.1,
    "tolerance": 0.1,
    "unit": "K",
}
CRANFIELD = {
    "cran.all.1400": ".I 1\n.T\nkites\n.A\nada\n.B\nown\n.W\na kite stays up .\n.I 2\n.T\nempty\n.W\n\n",
    "cran.qry": ".I 004\n.W\nhow does a kite stay up .\n",
    "cranqrel": "1 1 2\n1 2 -1\n",
}
FILES = {
    "prontoqa": ("d.json", json.dumps(LOGICAL)),
    "proofwriter": ("d.json", json.dumps(OPEN)),
    "logical_deduction": ("d.json", json.dumps(LOGICAL)),
    "ar_lsat": ("d.json", json.dumps(LOGICAL)),
    "folio": (
        "d.jsonl",
        json.dumps({"premises": ["All jars are full."], "conclusion": "A jar is full.", "label": "True"}),
    ),
    "logic": (
        "d.jsonl",
        '{"id": "l1", "text": "Ada skates. Does Ada skate?", "options": ["yes", "no"], "answer": "yes"}',
    ),
    "scibench": (
        "d.json",
        json.dumps(
            [{"problem_text": "2 m in 1 s?", "answer_number": "2", "unit": "m/s", "source": "own", "problemid": "1"}]
        ),
    ),
    "gsm8k": ("d.jsonl", '{"question": "3 bags with 4 nuts?", "answer": "3*4 = 12\\n#### 12"}'),
    "math": ("d.jsonl", '{"problem": "What is $1+1$?", "answer": "2", "subject": "Algebra", "level": 1}'),
    "theoremqa": (
        "d.json",
        json.dumps([{"id": "t", "Question": "2+2?", "Answer": 4, "Answer_type": "integer", "Picture": None}]),
    ),
    "pubmedqa": ("d.json", json.dumps({"7": {"QUESTION": "Warm?", "CONTEXTS": ["Tea."], "final_decision": "yes"}})),
    "pubmedqa_recall": (
        "d.json",
        json.dumps({"7": {"QUESTION": "Warm?", "CONTEXTS": ["Tea."], "final_decision": "yes"}}),
    ),
    "selfaware": (
        "d.json",
        json.dumps({"example": [{"question_id": 1, "question": "Why?", "answer": None, "answerable": False}]}),
    ),
    "gpqa": (
        "d.csv",
        "Question,Correct Answer,Incorrect Answer 1,Incorrect Answer 2,Incorrect Answer 3\nFaces of a cube?,6,8,4,12\n",
    ),
    "feynman": ("d.csv", "Filename,Number,Output,Formula,v1_name,v1_low,v1_high\nO.1,1,E,2*m,m,1,5\n"),
}
OWN = {"quantities", "planted", "labs", "recall"}


def brought(name: str, folder: Path) -> Path:
    """A file, or for retrieval a folder, as a user would bring it."""
    if name == "cranfield":
        for file, text in CRANFIELD.items():
            (folder / file).write_text(text, encoding="utf-8")
        return folder
    if name in OWN:
        data = BENCHMARKS[name].data
        assert data is not None
        return data
    file, text = FILES[name]
    (folder / file).write_text(text, encoding="utf-8")
    return folder / file


def perfect(case) -> Answer:
    """An answer that says exactly what the case wants."""
    blank = Answer(status="answered", reason="", text="", question=case.question)
    target = case.target
    if target is None or (isinstance(target, dict) and target.get("status", "answered") != "answered"):
        return blank.model_copy(update={"status": "abstained" if target is None else target["status"]})
    if isinstance(target, dict) and "value" in target:
        said = {"value": float(target["value"]), "unit": target["unit"] or ""}
        runs = [Run(key="r", lab=target["lab"], version="1", inputs={}, outputs={})] if target.get("lab") else []
        return blank.model_copy(update={**said, "runs": tuple(runs)})
    if isinstance(target, dict):
        found = [
            Passage(id=d, document=d, title="", source="", start=0, end=1, text="x", relevance=1.0) for d in target
        ]
        return blank.model_copy(update={"passages": tuple(found)})
    if case.question.options:
        return blank.model_copy(update={"choice": target})
    return blank.model_copy(update={"text": str(target)})


@pytest.fixture(params=sorted(BENCHMARKS))
def suite(request):
    """Each benchmark that is registered."""
    return BENCHMARKS[request.param]


def test_every_suite_file_registers_what_it_is_called():
    """A benchmark is one file, found by being there, and named after it."""
    files = {f.stem for f in Path(evals.suites.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == set(BENCHMARKS) == FILES.keys() | OWN | {"cranfield"}


def test_a_suite_shows_an_item_and_says_whose_it_is(suite):
    """The file opens with an item in its form; licence and makers are named."""
    text = (Path(evals.suites.__file__).parent / f"{suite.name}.py").read_text(encoding="utf-8")
    head = ast.get_docstring(ast.parse(text)) or ""
    assert "\n    " in head
    assert suite.licence
    assert suite.cites
    assert suite.title.endswith(".")


def test_cases_are_whole_and_read_the_same_twice(suite, tmp_path):
    """Reading gives questions with ids of their own, the same on every reading, without letters before the options."""
    path = brought(suite.name, tmp_path)
    cases = suite.cases(path)
    assert cases == suite.cases(path)
    for case in cases:
        assert case.id
        assert case.question.text.strip()
        assert not any(o.startswith(("A)", "B)")) for o in case.question.options)


def test_the_perfect_answer_is_right_and_silence_is_not(suite, tmp_path):
    """What the target says scores full marks; an answer that failed scores none, whatever the target is."""
    for case in suite.cases(brought(suite.name, tmp_path)):
        good = suite.score(case, perfect(case))
        assert (good.correct, good.value) == (True, 1.0), good.reason
        broken = Answer(status="failed", reason="it broke", text="", question=case.question)
        bad = suite.score(case, broken)
        assert (bad.correct, bad.value) == (False, 0.0)
        assert bad.reason


@pytest.mark.parametrize("content", ["", "  \n", "[]", "not json", '[{"nothing": 1}]', '{"id": '])
def test_data_that_is_not_the_benchmark_s_is_refused(suite, tmp_path, content):
    """An empty, damaged or foreign file is named, with the cure; it is never a run of no items."""
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="--data"):
        suite.cases(path)


def test_two_items_of_one_id_are_refused(tmp_path):
    """Results are told apart by id, so a file in which two items share one is not run."""
    path = tmp_path / "d.json"
    path.write_text(json.dumps(LOGICAL * 2), encoding="utf-8")
    with pytest.raises(InputError, match="two cases have the id 'x1'"):
        BENCHMARKS["prontoqa"].cases(path)


def test_what_the_options_are_says_which_world(tmp_path):
    """Where unknown is an option the world is open; where it is not, what cannot be derived is false."""
    worlds = {}
    for name, rows in (("open", OPEN), ("closed", LOGICAL)):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(rows), encoding="utf-8")
        worlds[name] = BENCHMARKS["proofwriter"].cases(path)[0].question.semantics
    assert worlds == {"open": "open", "closed": "closed"}


def test_judgements_are_numbered_by_place(tmp_path):
    """The relevance file counts queries from one by their place, whatever number they carry themselves."""
    cases = BENCHMARKS["cranfield"].cases(brought("cranfield", tmp_path))
    assert [(c.id, c.target) for c in cases] == [("1", {"1": 1.0})]
    assert [d.id for d in BENCHMARKS["cranfield"].documents(tmp_path)] == ["1"]


def test_a_search_has_what_it_is_to_find():
    """Every document that our own search cases call relevant is among those that are searched, and none comes twice."""
    suite = BENCHMARKS["recall"]
    ids = [d.id for d in suite.documents(suite.data)]
    assert len(ids) == len(set(ids)) >= 60
    cases = suite.cases(suite.data)
    assert {name for case in cases for name in case.target} <= set(ids)
    assert min(sum(case.kind == kind for case in cases) for kind in ("words", "paraphrase")) >= 30


def test_published_values_of_labs_are_questions_too(tmp_path):
    """What `ech0 labs validate --json` prints is a file of questions, each with the tolerance of its case."""
    path = tmp_path / "d.json"
    path.write_text(json.dumps({"cases": [LAB]}), encoding="utf-8")
    (case,) = BENCHMARKS["labs"].cases(path)
    assert "temperature with pressure 1 atm" in case.question.text
    assert BENCHMARKS["labs"].score(case, perfect(case)).correct
    by_hand = perfect(case).model_copy(update={"runs": ()})
    assert not BENCHMARKS["labs"].score(case, by_hand).correct

"""What a run leaves behind: its trace, its answer and a page, also when it failed; and feedback and replay on it."""

import json
import re

import pytest

from ech0.core.types import Answer, Event, Question

URL = re.compile(
    r"""(?:src|href|action|data|poster|srcset)\s*=\s*["']?\s*(?:https?:)?//|@import|url\(\s*["']?(?!#|data:)""",
    re.IGNORECASE,
)


@pytest.fixture
def left(ech0):
    """Ask, and give the run's folder with the answer."""

    def run(text):
        answer = ech0.ask(Question(text=text))
        return ech0.home / "runs" / answer.run_id, answer

    return run


@pytest.mark.parametrize("name", ["incline", "boiling", "moons", "engine", "outside"])
def test_a_run_leaves_its_trace_its_answer_and_a_page(name, left, questions):
    """trace.jsonl holds one event a line from launch to done, answer.json the very answer, index.html needs
    nothing else."""
    folder, answer = left(questions[name])
    assert sorted(p.name for p in folder.iterdir()) == ["answer.json", "index.html", "trace.jsonl"]
    events = [
        Event.model_validate_json(line) for line in (folder / "trace.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert events[0].kind == "launch"
    assert events[-1].kind == "done"
    assert {"node", "gate"} <= {e.kind for e in events}
    assert {e.run_id for e in events} == {answer.run_id}
    assert Answer.model_validate_json((folder / "answer.json").read_text(encoding="utf-8")) == answer
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert not URL.search(page)
    assert "<script src" not in page and "<link" not in page


def test_the_page_says_what_the_answer_says(left, questions):
    """The page holds the text of the answer, its status and the id of each ledger entry."""
    import html

    folder, answer = left(questions["pressure"])
    page = html.unescape((folder / "index.html").read_text(encoding="utf-8"))
    assert answer.text in re.sub(r"<[^>]+>", "", page)
    assert answer.status in page
    for entry in answer.ledger:
        assert entry.id in page


def test_a_hostile_question_cannot_write_into_the_page(left):
    """Markup in a question comes out as text."""
    folder, _ = left("What is <script>alert(1)</script> of <img src=x onerror=alert(1)>?")
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.fixture
def breaking(ech0, monkeypatch):
    """A checker that breaks in a way that nobody foresaw."""

    class Broken:
        def check(self, *_):
            raise ZeroDivisionError("a bug of ours")

        def warm(self):
            pass

    monkeypatch.setitem(ech0.__dict__, "checker", Broken())
    monkeypatch.setattr(ech0, "_graphs", {})  # the graph is compiled once, with the parts it had


def test_a_run_that_failed_leaves_everything_too(left, breaking, ech0, questions):
    """A bug in the middle of a run is an answer with status `failed` that names it; folder, record and feedback
    are there."""
    folder, answer = left(questions["incline"])
    assert answer.status == "failed"
    assert "a bug of ours" in answer.reason
    assert answer.value is None
    assert Answer.model_validate_json((folder / "answer.json").read_text(encoding="utf-8")) == answer
    assert (folder / "index.html").stat().st_size > 500
    assert json.loads((folder / "trace.jsonl").read_text(encoding="utf-8").splitlines()[0])["kind"] == "launch"
    assert ech0.store.run(answer.run_id).status == "failed"
    assert "a bug of ours" in ech0.store.feedback(answer.run_id)[0].cause


def test_what_was_read_before_a_failure_is_kept(left, breaking, questions):
    """The ledger of a failed run still has what the question gave."""
    _, answer = left(questions["incline"])
    assert [e.text for e in answer.ledger if e.kind == "given"][:2] == ["2.0 kg", "5.0 m"]


@pytest.mark.parametrize("name", ["moons", "missing", "engine", "outside"])
def test_a_run_without_an_answer_is_logged_for_learning(name, left, ech0, questions):
    """Each run that was not answered has a feedback row that says why and where its trace is; an answered one has
    none."""
    folder, answer = left(questions[name])
    (row,) = ech0.store.feedback(answer.run_id)
    assert row.kind == "note"
    assert row.cause.startswith(f"{answer.status}: ")
    assert row.trace["folder"] == str(folder)
    _, answered = left(questions["incline"])
    assert ech0.store.feedback(answered.run_id) == []


def test_feedback_is_recorded_and_listed(left, main, ech0, shared_home, questions):
    """`feedback add --truth` and `--right` are kept with the run, in the order they came; with neither it is a
    usage error."""
    _, answer = left(questions["incline"])
    assert (
        main("--home", shared_home, "feedback", "add", answer.run_id, "--truth", "7.1 m/s", "--note", "measured")[0]
        == 0
    )
    assert main("--home", shared_home, "feedback", "add", answer.run_id, "--right")[0] == 0
    code, _, err = main("--home", shared_home, "feedback", "add", answer.run_id)
    assert code == 2 and "--truth" in err
    _, out, _ = main("--home", shared_home, "feedback", "list", "--json")
    rows = [r for r in json.loads(out) if r["run_id"] == answer.run_id]
    assert [(r["kind"], r["truth"], r["note"]) for r in rows] == [("wrong", "7.1 m/s", "measured"), ("right", "", "")]


@pytest.mark.parametrize("name", ["incline", "pressure", "moons", "engine"])
def test_replay_gives_the_same_answer_without_a_lab_run(name, left, main, ech0, shared_home, questions):
    """`replay` answers the run's question anew: the same status, value and text, every lab result from the record."""
    _, answer = left(questions[name])
    before = {r.key: ech0.store.executions(r.key) for r in answer.runs}
    code, out, err = main("--home", shared_home, "replay", answer.run_id, "--json")
    report = json.loads(out)
    assert code == 0, err
    assert report["same"] is True and report["differs"] == []
    replayed = ech0.store.run(report["replay"]).answer
    assert (replayed.status, replayed.value, replayed.text) == (answer.status, answer.value, answer.text)
    assert {r.key: ech0.store.executions(r.key) for r in replayed.runs} == before


def test_replay_of_a_follow_up_sees_what_was_said(ech0, main, shared_home, questions):
    """A run of a conversation is replayed with the turns that it saw."""
    ech0.ask(Question(text=questions["incline"], thread="replayed"))
    follow_up = ech0.ask(Question(text="And if it slides 8.0 m?", thread="replayed"))
    code, _, err = main("--home", shared_home, "replay", follow_up.run_id)
    assert code == 0, err


def test_a_lab_result_is_never_computed_twice(left, ech0, questions):
    """Asked a second time, the lab result comes from the record: the same run, and it ran to its end once."""
    _, first = left(questions["growth"])
    _, second = left(questions["growth"])
    assert second.runs == tuple(run.model_copy(update={"recorded": True}) for run in first.runs)
    assert {ech0.store.executions(r.key) for r in second.runs} == {1}


def test_an_answer_from_the_record_says_so(left, questions):
    """The cost of an answer says how many of its lab results came from the record."""
    left(questions["growth"])
    _, second = left(questions["growth"])
    assert second.cost.labs_cached == len(second.runs) == 1

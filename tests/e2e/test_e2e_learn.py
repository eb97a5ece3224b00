"""Learning by the command line: ask, tell the truth, learn, ask again, undo."""

import json

import pytest

QUESTION = "A sled of 12 kg is yanked with 30 N on level ice. What is its blorptitude?"


@pytest.mark.slow
def test_a_told_truth_changes_the_next_answer_until_it_is_undone(command, home):
    """A question that nothing answers is answered after its truth and a word were told, and no more after undo."""

    def run(*args):
        done = command(home, *args)
        return done.returncode, json.loads(done.stdout) if done.stdout else None, done.stderr

    _, first, _ = run("ask", QUESTION, "--json")
    assert first["status"] != "answered"
    note = '"blorptitude" means acceleration'
    assert run("feedback", "add", first["run_id"], "--truth", "2.5 m/s^2", "--note", note)[0] == 0
    assert run("learn", "list", "--json")[1] == []
    page = home / "rounds.html"
    code, told, said = run("learn", "--rounds", "2", "--plot", str(page), "--json")
    assert code == 0
    assert told["rounds"][0] == 0.0
    assert told["rounds"][-1] == 1.0
    assert "0.0% -> 100.0%" in said
    assert "<svg" in page.read_text(encoding="utf-8")
    (cure,) = told["cures"]
    assert run("learn", "list", "--json")[1] == [cure]
    _, second, _ = run("ask", QUESTION, "--json")
    assert (second["status"], second["value"]) == ("answered", 2.5)
    assert run("learn", "undo", str(cure["id"]), "--json")[1]["status"] == "undone"
    assert run("ask", QUESTION, "--json")[1]["status"] != "answered"

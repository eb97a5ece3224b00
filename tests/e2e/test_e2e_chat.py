"""A conversation over a pipe: follow-ups, a value that is asked for, commands, and SIGKILL in the middle of a
question."""

import re
import signal

import pytest

from ech0.core.types import Answer

DEADLY = """
import functools, os, signal, sys

from ech0.cli import main
from ech0.loop import Loop

@functools.wraps(Loop.lab)
def deadly(*args):
    os.kill(os.getpid(), signal.SIGKILL)

Loop.lab = deadly
main(sys.argv[1:])
"""

pytestmark = pytest.mark.slow


def answers(done):
    """The answers that a chat printed, one JSON object a line."""
    return [Answer.model_validate_json(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_a_follow_up_sees_what_was_said(command, home, questions):
    """`And at 2 atm?` asks for the boiling point of water too; another thread knows nothing of it. `/ledger`,
    `/quit` work."""
    said = f"{questions['boiling']}\nAnd at 2 atm?\n/ledger\n/runs\n/trace\n/nonsense\n/quit\nWhat is 6 * 7?\n"
    done = command(home, "chat", "--thread", "t1", "--json", stdin=said)
    assert done.returncode == 0, done.stderr
    first, second = answers(done)
    assert first.value == pytest.approx(354.5, rel=1e-3)
    assert second.value == pytest.approx(393.78, rel=1e-3)  # saturation at 202 650 Pa, IAPWS-95
    assert second.question.context == (questions["boiling"],)
    assert f"{second.target}  measured" in done.stdout
    assert str(home / "runs" / second.run_id / "index.html") in done.stdout
    assert done.stdout.count("answered") >= 2
    assert "/quit    leave" in done.stderr

    other = command(home, "chat", "--thread", "t2", "--json", stdin="And at 2 atm?\n")
    assert other.returncode == 3, other.stderr
    assert answers(other)[0].value is None


def test_killed_in_the_middle_it_finishes_the_open_question_first(command, home, questions):
    """After SIGKILL while a question was being worked on, the same thread answers it first and then goes on with it."""
    said = f"What is 6 * 7?\n{questions['boiling']}\n"
    done = command(home, "chat", "--thread", "t", "--json", stdin=said, code=DEADLY)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert [a.value for a in answers(done)] == [42]
    done = command(home, "chat", "--thread", "t", "--json", stdin="And at 2 atm?\n")
    assert done.returncode == 0, done.stderr
    assert "going on with" in done.stderr
    open_, follow_up = answers(done)
    assert open_.question.text == questions["boiling"]
    assert open_.value == pytest.approx(354.5, rel=1e-3)
    assert follow_up.value == pytest.approx(393.78, rel=1e-3)
    assert questions["boiling"] in follow_up.question.context


def test_what_is_asked_for_is_given_and_used(command, home, questions):
    """A missing value is asked for on standard error; the next line is taken as the reply, and the answer rests
    on it."""
    done = command(home, "chat", "--json", stdin=f"{questions['missing']}\nThe incline is 5.0 m long.\n")
    assert done.returncode == 0, done.stderr
    assert re.search("What is the .*(distance|length|height)", done.stderr)
    (answer,) = answers(done)
    assert answer.value == pytest.approx(7.0, rel=5e-3)
    used = next(e for e in answer.ledger if e.text == "5.0 m")
    assert used.span.source.startswith("context")


def test_a_correction_is_used_and_remembered(command, home):
    """Asked what an unknown word stands for, the user names the quantity; the same wording with other numbers is then
    answered without asking, in another process too, and the answer says whose word it rests on."""
    said = "A ball of 2 kg flies at 3 m/s. How much oomph has it?\nkinetic energy\n"
    done = command(home, "chat", "--json", stdin=said)
    assert done.returncode == 0, done.stderr
    assert "What is asked for?" in done.stderr
    assert answers(done)[0].value == pytest.approx(9.0)

    done = command(home, "ask", "A ball of 4 kg flies at 5 m/s. How much oomph has it?", "--json")
    assert done.returncode == 0, done.stderr
    (answer,) = answers(done)
    assert answer.value == pytest.approx(50.0)
    assert any(s.rule == "dialogue" and "kinetic energy" in s.step for s in answer.chain)


def test_the_target_can_be_named_on_the_command_line(command, home):
    """`--target` names what is asked for where the question's own word is not understood."""
    done = command(
        home, "ask", "A ball of 2 kg flies at 3 m/s. How much oomph has it?", "--target", "momentum", "--json"
    )
    assert done.returncode == 0, done.stderr
    assert answers(done)[0].value == pytest.approx(6.0)


def test_no_reply_is_an_honest_abstention(command, home, questions):
    """If the pipe ends where a value is asked for, the run ends as abstained and says what is missing; nothing
    stays open."""
    done = command(home, "chat", "--json", stdin=f"{questions['missing']}\n")
    assert done.returncode == 3, done.stderr
    (answer,) = answers(done)
    assert answer.status == "abstained"
    assert "missing" in answer.reason
    assert command(home, "resume").returncode == 2


def test_a_bad_line_does_not_end_the_conversation(command, home):
    """A line with a control character is refused in one line, and the next question is answered."""
    done = command(home, "chat", "--json", stdin="What is \x01?\nWhat is 6 * 7?\n")
    assert "U+0001" in done.stderr
    assert "Traceback" not in done.stderr
    assert [a.value for a in answers(done)] == [42]

"""The questions of the mission, asked of the real parts: the value, its origin, its status, its exit code."""

import json
import re

import pytest

from ech0.conclude import spoken
from ech0.core.types import Answer
from ech0.ledger import REFERENCE, Ledger, NumberRefused, render, shown

ANSWERED = {
    "boiling": (354.5, "K", 1e-3, "measured", "fluid_properties"),
    "incline": (7.00, "m/s", 5e-3, "derived", None),
    "growth": (0.2117, "1/h", 5e-3, "measured", "metabolic_flux"),
    "pressure": (97303.0, "Pa", 1e-3, "derived", "fluid_properties"),
}
STATUS = {
    **dict.fromkeys(ANSWERED, ("answered", 0)),
    "moons": ("abstained", 3),
    "missing": ("abstained", 3),
    "outside": ("abstained", 3),
    "engine": ("contradicted", 4),
}


@pytest.fixture(scope="module")
def asked():
    """Answers by name, each asked for once."""
    return {}


@pytest.fixture
def put(asked, main, shared_home, questions):
    """Ask one of the questions through the command line: exit code, standard output, standard error, answer."""

    def run(name):
        if name not in asked:
            code, out, err = main("--home", shared_home, "ask", questions[name], "--json")
            asked[name] = code, out, err, Answer.model_validate_json(out)
        return asked[name]

    return run


@pytest.mark.parametrize("name", ANSWERED)
def test_the_value_is_right_and_says_how_it_came_about(name, put):
    """The published value comes out, from a lab that measured it or a checked derivation, and a lab that had a
    part is named."""
    value, unit, tolerance, kind, lab = ANSWERED[name]
    _, _, _, answer = put(name)
    assert answer.value == pytest.approx(value, rel=tolerance)
    ledger = Ledger(answer.ledger)
    target = ledger[answer.target]
    assert target.kind == kind
    assert target.quantity.value == pytest.approx(value, rel=tolerance)
    assert answer.unit.replace(" ", "") in (
        unit,
        {"K": "kelvin", "Pa": "pascal", "m/s": "meter/second", "1/h": "1/hour"}[unit],
    )
    if lab:
        measured = [e for e in ledger.lineage(answer.target) if e.kind == "measured"]
        keys = {r.key: r.lab for r in answer.runs}
        assert [keys[e.run] for e in measured] == [lab]


def test_a_derived_value_rests_on_a_measured_one(put):
    """The pressure under water is derived from a density that a lab measured at the temperature given."""
    _, _, _, answer = put("pressure")
    ledger = Ledger(answer.ledger)
    density = next(e for e in ledger.lineage(answer.target) if e.kind == "measured")
    assert density.field == "density"
    assert density.quantity.value == pytest.approx(992.2, rel=1e-3)  # water at 40 degrees C, IAPWS-95
    assert any(ledger[i].text.startswith("40") for i in density.inputs)


@pytest.mark.parametrize("name", STATUS)
def test_status_and_exit_code_agree_and_stdout_is_one_object(name, put):
    """Standard output holds one JSON object and nothing else; its status is right and so is the exit code."""
    status, expected = STATUS[name]
    code, out, err, answer = put(name)
    assert out.count("\n") == 1
    assert json.loads(out)["status"] == answer.status == status
    assert code == expected
    assert answer.reason
    assert "Traceback" not in err


def test_what_is_missing_is_named(put):
    """Without the length of the incline there is no speed, and the answer says what to give."""
    _, _, _, answer = put("missing")
    assert answer.value is None
    assert re.search("missing: .*(distance|length|height)", answer.reason)
    assert answer.recommendations[0].startswith("Give ")


def test_what_nobody_knows_is_not_made_up(put):
    """The moons of my neighbour's planet are in no formula, lab or passage: no value, and the reason says so."""
    _, _, _, answer = put("moons")
    assert answer.value is None
    assert not answer.runs
    assert "nothing in the formula base, the labs or memory" in answer.reason


def test_an_impossible_engine_is_contradicted_with_its_bound(put):
    """70 % between 600 K and 300 K breaks the second law; the bound 0.5 is a derived entry that rests on both
    temperatures."""
    _, _, _, answer = put("engine")
    ledger = Ledger(answer.ledger)
    bound = next(e for e in answer.ledger if e.id.endswith("_bound"))
    assert bound.kind == "derived"
    assert bound.quantity.value == pytest.approx(0.5)
    assert sorted(ledger[i].quantity.value for i in bound.inputs) == [300.0, 600.0]
    assert any(c.verdict == "refuted" for c in answer.checks)
    assert answer.value is None


def test_an_input_out_of_range_is_refused_not_clamped(put):
    """At 10^12 Pa the lab is not run at its limit instead: there is no value, no run, and the range is in the
    reason."""
    _, _, _, answer = put("outside")
    assert answer.value is None
    assert not answer.runs
    assert not [e for e in answer.ledger if e.kind == "measured"]
    assert "1e+12 Pa" in answer.reason
    assert "[1, 1e+09] Pa" in answer.reason
    assert answer.failures[0].kind == "refused"


@pytest.mark.parametrize("name", STATUS)
def test_every_number_in_the_text_comes_from_the_ledger(name, put):
    """The text is its template with references filled in from the ledger, and the template has no number of its own."""
    _, _, _, answer = put(name)
    names = spoken(answer.question, answer.passages, answer.ledger, answer.runs)
    assert render(answer.template, Ledger(answer.ledger), names=names) == answer.text
    bare = REFERENCE.sub("", answer.template)
    words = {w.strip(".,;()") for w in bare.split() if re.search(r"\d", w)}
    assert words <= set(re.split(r"[\s.,;()]+", names))


def test_a_number_put_into_the_template_is_refused(put):
    """The same template with one number more, right or wrong, does not render."""
    _, _, _, answer = put("boiling")
    for number in (str(answer.value), "354.80", "42", "three"):
        with pytest.raises(NumberRefused):
            render(f"{answer.template} Or {number} K.", Ledger(answer.ledger), names=answer.question.text)


# --- verify -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STATUS)
def test_verify_derives_every_answer_again(name, put, main, shared_home, tmp_path):
    """`ech0 verify` runs the labs and solves the claims again, and every entry comes out as it was."""
    _, out, _, answer = put(name)
    (tmp_path / "answer.json").write_text(out, encoding="utf-8")
    code, told, err = main("--home", shared_home, "verify", tmp_path / "answer.json", "--json")
    report = json.loads(told)
    assert [f for f in report["findings"] if not f["ok"]] == []
    assert report["ok"] and code == 0, err
    assert len(report["findings"]) >= len(answer.ledger)


@pytest.mark.parametrize("name", ["boiling", "incline", "growth", "pressure", "engine"])
def test_verify_names_the_first_entry_that_was_tampered_with(name, put, ech0):
    """Whichever entry's number is changed by one part in a thousand, that entry is the first that verify names."""
    from ech0.verify import first_bad

    _, _, _, answer = put(name)
    for n, entry in enumerate(answer.ledger):
        if entry.quantity is None:
            continue
        quantity = entry.quantity.model_copy(
            update={"value": entry.quantity.value * 1.001 + (entry.quantity.value == 0)}
        )
        changed = (*answer.ledger[:n], entry.model_copy(update={"quantity": quantity}), *answer.ledger[n + 1 :])
        found = first_bad(ech0.verify(answer.model_copy(update={"ledger": changed})))
        assert found is not None, f"{entry.id} {shown(entry)} changed and nobody saw it"
        if (
            entry.kind == "assumed"
        ):  # nothing says what an assumption should be, but what rests on it does not fit any more
            assert entry.id in f"{found.what} {found.detail}"
        else:
            assert found.what == entry.id


def test_verify_tells_on_the_command_line(put, main, shared_home, tmp_path):
    """A tampered answer file: exit 1, and one line on standard error that names the entry; the value alone is
    caught too."""
    _, out, _, answer = put("boiling")
    tampered = json.loads(out)
    entry = next(e for e in tampered["ledger"] if e["id"] == answer.target)
    entry["quantity"]["value"] += 10
    file = tmp_path / "answer.json"
    file.write_text(json.dumps(tampered), encoding="utf-8")
    code, _, err = main("--home", shared_home, "verify", file)
    assert code == 1
    assert answer.target in err
    tampered = {**json.loads(out), "value": answer.value + 10}
    file.write_text(json.dumps(tampered), encoding="utf-8")
    code, _, err = main("--home", shared_home, "verify", file)
    assert code == 1
    assert "value" in err


# --- in processes of their own ------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", ["boiling", "engine", "missing"])
def test_a_process_of_its_own_gives_the_same_answer(name, put, command, home, questions):
    """`python -m ech0.cli ask --json` says letter for letter what the warm process said, with the same exit code."""
    done = command(home, "ask", questions[name], "--json")
    code, _, _, answer = put(name)
    fresh = Answer.model_validate_json(done.stdout)
    assert done.returncode == code, done.stderr
    assert done.stdout.count("\n") == 1
    assert (fresh.status, fresh.value, fresh.unit, fresh.text) == (
        answer.status,
        answer.value,
        answer.unit,
        answer.text,
    )


@pytest.mark.slow
def test_the_human_form_keeps_data_and_progress_apart(command, home, questions):
    """Without `--json` the answer is on standard output, the progress on standard error."""
    done = command(home, "ask", questions["incline"])
    assert done.returncode == 0, done.stderr
    assert "7.00 m/s" in done.stdout
    assert "reading the question" in done.stderr
    assert "reading the question" not in done.stdout

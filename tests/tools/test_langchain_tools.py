"""Labs as LangChain tools, run by an agent that is not ours."""

import pytest

from labs import LABS, Choice
from tools.langchain import schema, tool, tools

pytest.importorskip("scipy")


class Here:
    """A runner that runs in this process."""

    def run(self, lab, inputs, /, *, wants=(), seed=0):
        return LABS[lab].run(inputs, wants=wants, seed=seed)


SIR = tool(LABS["epidemic_sir"], Here())


def test_a_tool_takes_numbers_with_or_without_a_unit_and_gives_the_record():
    """A plain number is in the lab's unit; a string carries its own; the record names what was computed and how."""
    by_unit = SIR.invoke({"reproduction_number": 2, "infectious_period": "96 h", "wants": ["peak_time"]})
    plain = SIR.invoke({"reproduction_number": 2.0, "infectious_period": 4, "wants": ["peak_time"]})
    assert by_unit["outputs"] == plain["outputs"]
    assert by_unit["outputs"]["peak_time"]["unit"] == "day"
    assert by_unit["key"] == plain["key"]


def test_what_a_lab_refuses_is_told_to_the_agent():
    """Out of range and unknown names come back with the field, the value and the range, and no number."""
    from langchain_core.tools import ToolException

    with pytest.raises(ToolException, match=r"reproduction_number.*\[0.05, 50\]"):
        SIR.invoke({"reproduction_number": 900})


def test_every_lab_is_a_tool_whose_schema_says_what_it_takes():
    """Each input of each lab is in its schema, choices with their options; required is what has no default."""
    made = tools(Here())
    assert {t.name for t in made} == set(LABS)
    for lab in LABS.values():
        described = schema(lab)
        assert set(described["properties"]) - {"wants", "seed"} == set(lab.inputs)
        for name, spec in lab.inputs.items():
            if isinstance(spec, Choice):
                assert described["properties"][name]["enum"] == list(spec.options)
            assert (name in described["required"]) == (spec.default is None and not getattr(spec, "optional", False))

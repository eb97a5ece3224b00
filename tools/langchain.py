"""Labs as LangChain tools: a JSON schema from the declaration, quantities in, the record of the run out.

For agents that are not ECH0's own loop. A number goes in with its unit (`"300 K"`, or a plain number in the lab's own
unit); what a lab refuses comes back as LangChain's `ToolException`, which names the field and the range.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ech0.core.errors import Ech0Error
from ech0.core.reading import quantity_text
from ech0.core.types import Quantity, Runner
from labs import LABS, Choice, Lab, Real

if TYPE_CHECKING:
    from langchain_core.tools import BaseTool


def tools(runner: Runner, names: Iterable[str] = ()) -> "list[BaseTool]":
    """The labs of these names, or all, each as a tool that runs it through `runner`."""
    return [tool(LABS[name], runner) for name in (names or LABS)]


def tool(lab: Lab, runner: Runner) -> "BaseTool":
    """One lab as a tool with its name, its card as the description, and its inputs as JSON schema."""
    from langchain_core.tools import StructuredTool, ToolException

    def run(**given: Any) -> dict[str, Any]:
        seed, wants = int(given.pop("seed", 0)), tuple(given.pop("wants", ()))
        try:
            inputs = {n: _input(lab, n, v) for n, v in given.items() if v is not None}
            return runner.run(lab.id, inputs, wants=wants, seed=seed).model_dump(mode="json")
        except Ech0Error as error:
            raise ToolException(str(error)) from error

    return StructuredTool.from_function(
        run, name=lab.id, description=lab.card[:1000], args_schema=schema(lab), infer_schema=False
    )


def schema(lab: Lab) -> dict[str, Any]:
    """The JSON schema of a lab's inputs: numbers with unit and range, names with their options."""
    fields = {name: _field(spec) for name, spec in lab.inputs.items()}
    wants = {"type": "array", "items": {"enum": list(lab.outputs)}, "description": "outputs wanted (default: all)"}
    seed = {"type": "integer", "minimum": 0, "description": "seed of a stochastic run"}
    return {
        "type": "object",
        "title": lab.id,
        "description": lab.title,
        "properties": {**fields, "wants": wants, **({"seed": seed} if lab.stochastic else {})},
        "required": [n for n, s in lab.inputs.items() if s.default is None and not getattr(s, "optional", False)],
        "additionalProperties": False,
    }


def _field(spec: Any) -> dict[str, Any]:
    if isinstance(spec, Real):
        unit = spec.unit or "a plain number"
        told = f"{spec.meaning}, in [{spec.low:g}, {spec.high:g}] {spec.unit}".rstrip()
        return {"type": ["number", "string"], "description": f"{told}; a number in {unit}, or a string with its unit"}
    if isinstance(spec, Choice):
        return {"type": "string", "enum": list(spec.options), "description": spec.meaning}
    return {"type": "string", "description": f"{spec.meaning}: {spec.extent}"}


def _input(lab: Lab, name: str, value: Any) -> Quantity | str:
    spec = lab.inputs.get(name)
    if not isinstance(spec, Real):
        return str(value)
    if isinstance(value, str):
        found = quantity_text(value)
        return Quantity(value=found.value, unit=found.unit or spec.unit, sigma=found.sigma)
    return Quantity(value=float(value), unit=spec.unit)

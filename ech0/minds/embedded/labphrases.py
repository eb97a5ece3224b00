"""The wordings by which inputs of labs are stated without a digit: their own phrases, and counts in words."""

from collections.abc import Sequence

from ech0.minds.embedded.labspelt import worded
from labs import Lab, Real


def phrases_of(labs: Sequence[Lab]) -> list[tuple[str, str, float, str]]:
    """`(wording, lab.input, value, unit)` of every wording by which a lab's input is stated without a digit."""
    return [
        (wording, f"{lab.id}.{name}", value, spec.unit)
        for lab in labs
        for name, spec in lab.inputs.items()
        if isinstance(spec, Real)
        for wording, value in (*spec.phrases.items(), *worded(spec))
    ]

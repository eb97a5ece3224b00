"""The wordings by which inputs of labs are stated without a digit: their own phrases, and counts in words."""

import re
from collections.abc import Sequence

from labs import Lab, Real

NUMBERS = {
    w: float(n)
    for n, w in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(), 1
    )
} | {w: 10.0 * n for n, w in enumerate("twenty thirty forty fifty".split(), 2)}
MILLIONS = {
    f"{w} million": 1e6 * n for w, n in {"a": 1, "one": 1, "two": 2, "five": 5, "ten": 10, "a hundred": 100}.items()
}
MILLIONS |= {"a billion": 1e9, "one billion": 1e9, "ten billion": 1e10}
_THINGS = re.compile(r"[A-Z]?[a-z]{2,} [a-z]{3,}s")
"""`Ising spins`, `gene copies`: what is counted, in two words."""


def phrases_of(labs: Sequence[Lab]) -> list[tuple[str, str, float, str]]:
    """`(wording, lab.input, value, unit)` of every wording by which a lab's input is stated without a digit."""
    return [
        (wording, f"{lab.id}.{name}", value, spec.unit)
        for lab in labs
        for name, spec in lab.inputs.items()
        if isinstance(spec, Real)
        for wording, value in (*spec.phrases.items(), *_counted(spec))
    ]


def _counted(spec: Real) -> list[tuple[str, float]]:
    """`ten spins`, `ring of ten`: a number in words with the noun that it counts."""
    if spec.unit or spec.high <= 1:
        return []
    nouns = [w for w in spec.words if len(w) > 3 and ((w.isalpha() and w.islower()) or _THINGS.fullmatch(w))]
    before = [w for w in spec.words if w.endswith(" of")]
    known = [(w, n) for w, n in (*NUMBERS.items(), *MILLIONS.items()) if spec.low <= n <= spec.high]
    return [(f"{w} {noun}", n) for w, n in known for noun in nouns] + [
        (f"{b} {w}", n) for w, n in known for b in before
    ]

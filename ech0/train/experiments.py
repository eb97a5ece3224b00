"""Problems of the labs, from what they declare: an output asked for, with inputs near those of their validation tables.

Texts and series are left out: a slot holds one number, and a small model does not copy notation.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import exp, log
from random import Random
from typing import Any

from ech0.core import reading
from ech0.core.errors import Ech0Error, InputError
from ech0.core.types import Quantity
from ech0.train.execution import LIGHT
from ech0.train.problem import Fact, Move, Problem
from ech0.train.quantities import stated
from labs import LABS, Choice, Lab, Real

TRIES = 6
"""Draws of inputs for one problem before the output is left out."""
SAID = 0.5
"""How often an input with a default is stated."""


def problems(rng: Random, *, draws: int, fields: Collection[str] = ()) -> Iterator[Problem]:
    """`draws` problems for each output of each lab that numbers and choices determine."""
    for lab in LABS.values():
        if fields and lab.field not in fields:
            continue
        for output in lab.outputs:
            for _ in range(draws):
                made = next((p for p in (_problem(lab, output, rng) for _ in range(TRIES)) if p), None)
                if made is None:
                    break
                yield made


def _problem(lab: Lab, output: str, rng: Random) -> Problem | None:
    drawn = _drawn(lab, output, rng)
    if drawn is None:
        return None
    numbers, choices, said = drawn
    written = {n: stated(q, rng, figures=4) for n, q in numbers.items()}
    heavy = lab.cost.seconds > LIGHT
    try:
        inputs: dict[str, Quantity | str] = {**choices}
        for name, text in written.items():
            found = reading.quantity_text(text)
            inputs[name] = Quantity(value=found.value, unit=found.unit)
        ready = lab.prepare(inputs, (output,))
        truth = None if heavy else lab.run(ready, wants=(output,)).outputs[output]
    except Ech0Error:
        return None
    spec = lab.outputs[output]
    args: list[tuple[str, int | str]] = []
    facts: list[Fact] = []
    for name in lab.inputs:
        if name in choices:
            args.append((name, choices[name]))
        elif name in written:
            args.append((name, len(facts)))
            facts.append(Fact(_called(lab, name, rng), written[name]))
    return Problem(
        family="lab",
        subject=lab.id,
        moves=(Move(lab.id, output, tuple(args)),),
        target=rng.choice(_own(_names(output, spec.words), (_names(n, o.words) for n, o in lab.outputs.items()))),
        facts=tuple(facts),
        cues=tuple(_cues(lab, said)),
        truth=truth,
        heavy=heavy,
    )


Drawn = tuple[dict[str, Quantity], dict[str, str], list[str]]


def _drawn(lab: Lab, output: str, rng: Random) -> Drawn | None:
    """Inputs in their ranges, options, and the words by which the options are called."""
    needs = lab.outputs[output].needs or tuple(lab.inputs)
    row = rng.choice(_cases(lab.id) or ({},))
    numbers: dict[str, Quantity] = {}
    choices: dict[str, str] = {}
    said: list[str] = []
    for name, spec in lab.inputs.items():
        spare = spec.default is not None or (not isinstance(spec, Choice) and spec.optional)
        if (name not in needs and not (isinstance(spec, Choice) and spec.default is None)) or (
            spare and rng.random() > SAID
        ):
            continue
        if isinstance(spec, Real):
            numbers[name] = _near(spec, row.get(name), rng)
        elif isinstance(spec, Choice):
            option = rng.choice(list(spec.options))
            choices[name] = option
            said.append(rng.choice(_own(_options(lab)[name, option], _options(lab).values(), first=3)))
        elif not spare:
            return None
    return (numbers, choices, said) if numbers or choices else None


def _near(spec: Real, written: object, rng: Random) -> Quantity:
    """A value near that of a validation case or the default, else anywhere in the range; three figures."""
    value = spec.default
    if isinstance(written, str | int | float):
        try:
            value = spec.read(_quantity(str(written)), "case").value
        except InputError:
            value = spec.default
    if value is None and spec.low > 0:
        value = exp(rng.uniform(log(spec.low), log(spec.high)))
    value = rng.uniform(spec.low, spec.high) if value is None else value * rng.uniform(0.85, 1.15)
    if written is not None and float(value).is_integer():
        value = round(value)
    kept = min(max(float(f"{value:.3g}"), spec.low), spec.high)
    whole = isinstance(spec.default, float) and spec.default.is_integer() and not spec.unit and spec.high - spec.low > 2
    return Quantity(
        value=float(round(kept)) if whole and spec.low <= round(kept) <= spec.high else kept, unit=spec.unit
    )


def _quantity(text: str) -> Quantity:
    found = reading.quantity_text(text)
    return Quantity(value=found.value, unit=found.unit)


@cache
def _cases(lab: str) -> tuple[Mapping[str, Any], ...]:
    import yaml

    table = LABS[lab].table
    rows = yaml.safe_load(table.read_text(encoding="utf-8")) if table.is_file() else ()
    return tuple(r["inputs"] for r in rows if isinstance(r, dict) and isinstance(r.get("inputs"), dict))


def _called(lab: Lab, name: str, rng: Random) -> str:
    called = (_names(n, s.words) for n, s in lab.inputs.items())
    return rng.choice(_own(_names(name, lab.inputs[name].words), called))


def _names(name: str, words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((name.replace("_", " "), *words)))


def _own(mine: Sequence[str], all_of_them: Iterable[Sequence[str]], *, first: int = 4) -> tuple[str, ...]:
    """Those of the `first` names that nothing else of its kind has; its name itself if there are none."""
    told = Counter(w.casefold() for words in all_of_them for w in words)
    return tuple(w for w in mine[:first] if told[w.casefold()] == 1) or (mine[0],)


def _options(lab: Lab) -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (name, option): _names(option, words)
        for name, spec in lab.inputs.items()
        if isinstance(spec, Choice)
        for option, words in spec.options.items()
    }


def _cues(lab: Lab, said: list[str]) -> Iterator[str]:
    options = " and ".join(said)
    title = lab.title[:1].lower() + lab.title[1:] if lab.title[1:2].islower() else lab.title
    named = {w.casefold() for words in _options(lab).values() for w in words}
    plain = [w for w in lab.words if not any(n in w.casefold() or w.casefold() in n for n in named)]  # of no option
    for word in (title, *plain[:5]):
        yield f"{word} ({options})" if options else word
        yield f"{options}, {word}" if options else word
        yield f"{word} with {options}" if options else word

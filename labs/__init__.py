"""Simulators, one file per lab under its field. A lab knows nothing of the loop, the tools or the mind.

A lab declares what it takes (`Real`, `Choice`), what it gives (`Output`), where it holds, what it cites, and how it was
validated (a YAML table beside the file). `simulate` gets plain floats in the declared units and imports its library
inside. The contract test in `tests/labs/` runs over all of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from time import perf_counter
from typing import Any

from ech0.core.errors import Ech0Error, InputError, NotInstalled, RunFailed
from ech0.core.provenance import key, libraries
from ech0.core.registry import Registry
from ech0.core.types import Plot, Quantity, Run

LABS: "Registry[Lab]" = Registry("lab", "labs")


@dataclass(frozen=True, slots=True)
class Real:
    """A number in `[low, high]` `unit`, ends included. Without a `default` it must be given.

    `concept` is its name in `configs/concepts.yaml`; `words` are what people call it here; `phrases` are wordings that
    state a value without a digit (`"without oxygen"` -> 0.0). `also` lists units of another dimension in which the
    same thing is stated, with the factor to `unit` (creatinine: `{"umol/L": 0.011312}` beside mg/dL).
    """

    unit: str
    low: float
    high: float
    meaning: str
    default: float | None = None
    concept: str | None = None
    words: tuple[str, ...] = ()
    phrases: Mapping[str, float] = field(default_factory=dict)
    optional: bool = False
    also: Mapping[str, float] = field(default_factory=dict)

    def read(self, given: Quantity, name: str) -> Quantity:
        """`given` in `unit`; raises `InputError` with field `name` if its dimension does not fit."""
        from ech0.core.units import compatible, convert

        for unit, factor in self.also.items():
            if not compatible(given.unit, self.unit) and compatible(given.unit, unit):
                q = convert(given, unit, field=name)
                return Quantity(value=q.value * factor, unit=self.unit, sigma=q.sigma * factor)
        return convert(given, self.unit, field=name)


@dataclass(frozen=True, slots=True)
class Choice:
    """One name out of `options`; each option lists the words by which people call it."""

    options: Mapping[str, tuple[str, ...]]
    meaning: str
    default: str | None = None
    words: tuple[str, ...] = ()

    def find(self, value: str) -> str | None:
        """The option of this name, or the only one that goes by this word, whatever the case."""
        if value in self.options:
            return value
        word = value.casefold()
        found = [o for o, names in self.options.items() if word in {n.casefold() for n in (o, *names)}]
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Output:
    """What comes out, in `unit`. `needs`: the inputs it depends on (all, if empty). `words`: what people call it."""

    unit: str
    meaning: str
    concept: str | None = None
    words: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What `simulate` returns: values (or `(value, standard uncertainty)`) by output, how, and what to beware of.

    An output that these inputs do not determine is left out, and a warning says why; asked for by name it is a failure.
    `plots`: time courses, spectra, convergence: what a person would rather look at than read.
    """

    outputs: Mapping[str, float | tuple[float, float]]
    method: str
    warnings: tuple[str, ...] = ()
    plots: tuple[Plot, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """An upper bound on one run on one core, enforced: wall seconds and resident memory in MiB."""

    seconds: float = 30.0
    memory_mb: int = 2048


@dataclass(frozen=True, slots=True)
class Lab:
    """A simulator and all that is promised of it."""

    id: str
    field: str
    version: str
    title: str
    inputs: Mapping[str, Real | Choice]
    outputs: Mapping[str, Output]
    validity: str
    citations: tuple[str, ...]
    simulate: Callable[..., Result]
    table: Path
    libraries: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    cost: Cost = Cost()
    stochastic: bool = False

    @property
    def card(self) -> str:
        """What it computes from what, in one paragraph: the text by which it is found."""
        takes = "; ".join(f"{n.replace('_', ' ')}: {i.meaning}" for n, i in self.inputs.items())
        gives = "; ".join(f"{n.replace('_', ' ')}: {o.meaning}" for n, o in self.outputs.items())
        return f"{self.title}. Computes {gives}. Takes {takes}. Valid: {self.validity}"

    def lacks(self) -> tuple[str, ...]:
        """Its libraries that are not installed; `pip install "ech0[labs]"` brings them."""
        return tuple(n for n, version in libraries(self.libraries).items() if version == "absent")

    def prepare(self, inputs: Mapping[str, Quantity | str], wants: Sequence[str]) -> dict[str, Quantity | str]:
        """Inputs complete, in the lab's units and ranges; raises `InputError` naming field, value and range."""
        for name in inputs:
            if name not in self.inputs:
                raise InputError(f"{self.id}.{name}", name, f"it takes {', '.join(self.inputs)}")
        for name in wants:
            if name not in self.outputs:
                raise InputError(f"{self.id}.{name}", name, f"it gives {', '.join(self.outputs)}")
        needed = {n for w in wants or self.determined(inputs) for n in self._needs(w)} or set(self.inputs)
        ready: dict[str, Quantity | str] = {}
        for name, spec in self.inputs.items():
            given = inputs.get(name)
            if isinstance(spec, Choice):
                ready[name] = self._choice(name, spec, given)
            elif given is None and (name not in needed or (spec.default is None and spec.optional)):
                continue
            else:
                ready[name] = self._real(name, spec, given)
        return ready

    def determined(self, inputs: Mapping[str, Quantity | str]) -> tuple[str, ...]:
        """The outputs whose inputs are all given, have a default or are optional: what a run without `wants` gives."""
        return tuple(w for w in self.outputs if not any(self._lacks(inputs, n) for n in self._needs(w)))

    def _needs(self, output: str) -> tuple[str, ...]:
        return self.outputs[output].needs or tuple(self.inputs)

    def _lacks(self, inputs: Mapping[str, Quantity | str], name: str) -> bool:
        spec = self.inputs[name]
        return name not in inputs and spec.default is None and not (isinstance(spec, Real) and spec.optional)

    def _choice(self, name: str, spec: Choice, given: Quantity | str | None) -> str:
        value = spec.default if given is None else given
        found = spec.find(value) if isinstance(value, str) else None
        if found is None:
            raise InputError(f"{self.id}.{name}", value, f"choose one of {', '.join(spec.options)}")
        return found

    def _real(self, name: str, spec: Real, given: Quantity | str | None) -> Quantity:
        if given is None:
            if spec.default is None:
                raise InputError(f"{self.id}.{name}", None, f"give {spec.meaning} in {spec.unit or 'plain numbers'}")
            return Quantity(value=spec.default, unit=spec.unit)
        if isinstance(given, str):
            raise InputError(f"{self.id}.{name}", given, f"give a number in {spec.unit or 'plain numbers'}")
        q = spec.read(given, f"{self.id}.{name}")
        low, high = spec.low - 1e-9 * abs(spec.low), spec.high + 1e-9 * abs(spec.high)  # what a conversion may round
        if not isfinite(q.value) or not low <= q.value <= high:
            raise InputError(
                f"{self.id}.{name}",
                f"{q.value:.6g} {spec.unit}".strip(),
                f"{spec.meaning} must lie in [{spec.low:g}, {spec.high:g}] {spec.unit}".rstrip(),
            )
        return q

    def key(self, ready: Mapping[str, Quantity | str], wants: Sequence[str], seed: int) -> str:
        """The hash of all that determines the result: lab, version, library versions, inputs, outputs wanted, seed."""
        return key(self.id, self.version, libraries(self.libraries), dict(ready), sorted(wants), seed)

    def run(self, inputs: Mapping[str, Quantity | str], /, *, wants: Sequence[str] = (), seed: int = 0) -> Run:
        """Check, simulate here and now, and return the record. Unbounded: use a `Runner` for bounds."""
        ready = self.prepare(inputs, wants)
        started = perf_counter()
        plain: dict[str, Any] = {n: v.value if isinstance(v, Quantity) else v for n, v in ready.items()}
        try:
            result = self.simulate(**plain, wants=tuple(wants) or self.determined(ready), seed=seed)
        except (Ech0Error, MemoryError):
            raise
        except ModuleNotFoundError as error:
            raise NotInstalled(f"lab {self.id}", "labs") from error
        except Exception as error:  # whatever its library raises is a failed run, never a crash of the caller
            raise RunFailed(f"lab {self.id}", f"{type(error).__name__}: {error}") from error
        outputs = {n: self._output(n, v) for n, v in self._complete(result, wants)}
        return Run(
            key=self.key(ready, wants, seed),
            lab=self.id,
            version=self.version,
            inputs=ready,
            outputs=outputs,
            plots=result.plots,
            wants=tuple(wants),
            seed=seed,
            method=result.method,
            warnings=(*result.warnings, *self._doubts(outputs)),
            validity=self.validity,
            citations=self.citations,
            libraries=libraries(self.libraries),
            cost_s=round(perf_counter() - started, 4),
        )

    def _complete(self, result: Result, wants: Sequence[str]) -> list[tuple[str, float | tuple[float, float]]]:
        if missing := [w for w in wants if w not in result.outputs]:
            if result.warnings:
                why = "; ".join(result.warnings)
                raise RunFailed(f"lab {self.id}", f"it returned no {', '.join(missing)} for these inputs; {why}")
            given = "these inputs do not determine it"
            raise InputError(f"{self.id}.{missing[0]}", None, f"{given}; give more of {', '.join(self.inputs)}")
        if not result.outputs:
            raise RunFailed(f"lab {self.id}", "it returned nothing")
        if unknown := [n for n in result.outputs if n not in self.outputs]:
            raise RunFailed(f"lab {self.id}", f"it returned {', '.join(unknown)}, which it does not declare")
        return list(result.outputs.items())

    def _doubts(self, outputs: Mapping[str, Quantity]) -> list[str]:
        """Outputs outside all that was ever observed; one that a law forbids is no result, and raises `RunFailed`."""
        from ech0.core.base import bounds
        from ech0.core.bounds import breach

        found: list[str] = []
        for name, quantity in outputs.items():
            spec = self.outputs[name]
            rows = [b for b in bounds().values() if b.id in (spec.concept, name) and not b.when]
            outside = breach(quantity, rows, name=name.replace("_", " "))
            if outside is not None and outside.level == "impossible":
                raise RunFailed(f"lab {self.id}", outside.text)
            if outside is not None:
                found.append(outside.text)
        return found

    def _output(self, name: str, value: float | tuple[float, float]) -> Quantity:
        number, sigma = value if isinstance(value, tuple) else (value, 0.0)
        if not isfinite(number) or not isfinite(sigma):
            raise RunFailed(f"lab {self.id}", f"{name} is {number}, not a finite number")
        return Quantity(value=float(number), unit=self.outputs[name].unit, sigma=float(sigma))


def lab(
    *,
    title: str,
    version: str,
    inputs: Mapping[str, Real | Choice],
    outputs: Mapping[str, Output],
    validity: str,
    citations: tuple[str, ...],
    libraries: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
    cost: Cost = Cost(),
    stochastic: bool = False,
) -> Callable[[Callable[..., Result]], Lab]:
    """Turn `simulate(*, <inputs>, wants, seed) -> Result` into a registered `Lab` with the function's name.

    The validation table is the YAML file of the same name beside the module; the field is the folder it lies in.
    """

    def wrap(simulate: Callable[..., Result]) -> Lab:
        file = Path(simulate.__code__.co_filename)
        made = Lab(
            id=simulate.__name__,
            field=file.parent.name,
            version=version,
            title=title,
            inputs=inputs,
            outputs=outputs,
            validity=validity,
            citations=citations,
            simulate=simulate,
            table=file.with_suffix(".yaml"),
            libraries=libraries,
            words=words,
            cost=cost,
            stochastic=stochastic,
        )
        return LABS.add(made.id, made)

    return wrap

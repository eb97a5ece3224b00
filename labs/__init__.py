"""Simulators, one file per lab under its field. A lab knows nothing of the loop, the tools or the mind.

A lab declares what it takes (`Real`, `Choice`, `Text`, `Series`), what it gives (`Output`), where it holds, what it
cites, and how it was validated (a YAML table beside the file). `simulate` gets plain floats in the declared units (a
tuple of them for a series), and strings, and imports its library inside. The contract test in `tests/labs/` runs over
all of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path
from time import perf_counter
from typing import Any

from ech0.core.errors import Ech0Error, InputError, NotInstalled, RunFailed
from ech0.core.provenance import key, libraries
from ech0.core.registry import Registry
from ech0.core.types import Plot, Quantity, Run
from labs.inputs import Choice, Real, Series, Text
from labs.wordings import joined, wordings

__all__ = ["LABS", "Choice", "Cost", "Input", "Lab", "Output", "Real", "Result", "Series", "Text", "lab"]

Input = Real | Choice | Text | Series

LABS: "Registry[Lab]" = Registry("lab", "labs")


@dataclass(frozen=True, slots=True)
class Output:
    """What comes out, in `unit`. `needs`: the inputs it depends on (all, if empty). `words`: what people call it.

    `ways`: sets of inputs that are optional each, of which one must be whole: a volume and a clearance, or a half-life.
    `like`: the series in whose unit it comes out, as the question told it. `told`: whether a text asks for it in
    another way than by its words, such as by the name that a scheme gives to it.
    """

    unit: str
    meaning: str
    concept: str | None = None
    words: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    ways: tuple[tuple[str, ...], ...] = ()
    like: str = ""
    told: Callable[[str], bool] | None = None


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
    """A simulator and all that is promised of it.

    `on_request`: a rough model of what is better measured, so that it is used only where its own words are said.
    `unless`: words of a subject that another lab is of, where this one is not meant. `about`: whether a text is of its
    subject though it has none of its `words`, such as one with two nuclides.
    """

    id: str
    field: str
    version: str
    title: str
    inputs: Mapping[str, Input]
    outputs: Mapping[str, Output]
    validity: str
    citations: tuple[str, ...]
    simulate: Callable[..., Result]
    table: Path
    libraries: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    cost: Cost = Cost()
    stochastic: bool = False
    on_request: bool = False
    unless: tuple[str, ...] = ()
    about: Callable[[str], bool] | None = None

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
            if given is not None:
                ready[name] = spec.read(given, f"{self.id}.{name}")
            elif spec.default is not None:
                if isinstance(spec, Choice) or name in needed:
                    ready[name] = _default(spec, f"{self.id}.{name}")
            elif isinstance(spec, Choice) or (name in needed and not spec.optional):
                raise InputError(f"{self.id}.{name}", None, f"give {spec.meaning} ({spec.extent})")
        return ready

    def determined(self, inputs: Mapping[str, Quantity | str]) -> tuple[str, ...]:
        """The outputs whose inputs are all given, have a default or are optional: what a run without `wants` gives."""
        return tuple(w for w in self.outputs if not any(self._lacks(inputs, n) for n in self._needs(w)))

    def _needs(self, output: str) -> tuple[str, ...]:
        return self.outputs[output].needs or tuple(self.inputs)

    def _lacks(self, inputs: Mapping[str, Quantity | str], name: str) -> bool:
        spec = self.inputs[name]
        return name not in inputs and spec.default is None and (isinstance(spec, Choice) or not spec.optional)

    def key(self, ready: Mapping[str, Quantity | str], wants: Sequence[str], seed: int) -> str:
        """The hash of all that determines the result: lab, version, library versions, inputs, outputs wanted, seed."""
        return key(self.id, self.version, libraries(self.libraries), dict(ready), sorted(wants), seed)

    def run(self, inputs: Mapping[str, Quantity | str], /, *, wants: Sequence[str] = (), seed: int = 0) -> Run:
        """Check, simulate here and now, and return the record. Unbounded: use a `Runner` for bounds."""
        ready = self.prepare(inputs, wants)
        started = perf_counter()
        plain = {n: _plain(self.inputs[n], v) for n, v in ready.items()}
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
                raise InputError(f"{self.id}.{missing[0]}", None, f"there is none: {'; '.join(result.warnings)}")
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


def _default(spec: Input, name: str) -> Quantity | str:
    if isinstance(spec, Real):
        return Quantity(value=spec.default or 0.0, unit=spec.unit)
    return spec.read(spec.default or "", name)


def _plain(spec: Input, value: Quantity | str) -> Any:
    """A prepared input as `simulate` gets it."""
    if isinstance(value, Quantity):
        return value.value
    return spec.numbers(value) if isinstance(spec, Series) else value


def lab(
    *,
    title: str,
    version: str,
    inputs: Mapping[str, Input],
    outputs: Mapping[str, Output],
    validity: str,
    citations: tuple[str, ...],
    libraries: tuple[str, ...] = (),
    words: tuple[str, ...] = (),
    cost: Cost = Cost(),
    stochastic: bool = False,
    on_request: bool = False,
    about: Callable[[str], bool] | None = None,
) -> Callable[[Callable[..., Result]], Lab]:
    """Turn `simulate(*, <inputs>, wants, seed) -> Result` into a registered `Lab` with the function's name.

    The validation table is the YAML file of the same name beside the module; the field is the folder it lies in.
    """

    def wrap(simulate: Callable[..., Result]) -> Lab:
        file = Path(simulate.__code__.co_filename)
        more = wordings(simulate.__name__, file.parent)
        more.check(inputs, outputs)
        made = Lab(
            id=simulate.__name__,
            field=file.parent.name,
            version=version,
            title=title,
            inputs={n: more.input(n, i) for n, i in inputs.items()},
            outputs={n: replace(o, words=joined(o.words, more.outputs.get(n, ()))) for n, o in outputs.items()},
            validity=validity,
            citations=citations,
            simulate=simulate,
            table=file.with_suffix(".yaml"),
            libraries=libraries,
            words=joined(words, more.words),
            cost=cost,
            stochastic=stochastic,
            on_request=on_request,
            unless=more.unless,
            about=about,
        )
        return LABS.add(made.id, made)

    return wrap

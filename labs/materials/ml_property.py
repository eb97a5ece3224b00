"""Bulk moduli of elements by machine learning, with an interval, and a refusal where nothing alike was learnt from.

A Gaussian process on properties of the elements, trained on the measured bulk moduli of 53 crystals [Lejaeghere2014]_.
The element asked for is left out of the training. Knows no crystal structure and no bonding; use measured values where
they exist.

References:
    .. [Lejaeghere2014] K. Lejaeghere et al., Crit. Rev. Solid State Mater. Sci. 39 (2014) 1-24 (the data, in ASE).
    .. [Rasmussen2006] C. E. Rasmussen, C. K. I. Williams, Gaussian Processes for Machine Learning (2006).
"""

from functools import cache
from typing import Any

from ech0.core.chemistry import elements
from ech0.core.errors import InputError, NotSupported
from ech0.core.types import Line, Plot
from labs import Cost, Output, Result, Text, lab
from labs.materials._formulas import KNOWN, SYMBOLS, checked, counts

FEATURES = ("X", "atomic_radius", "molar_volume", "melting_point", "group", "row")
ELEMENTS = {symbol: (e.name.lower(),) for symbol, e in elements().items() if symbol in SYMBOLS} | {
    f: names for f, names in KNOWN.items() if len(counts(f)) == 1
}


def _element(text: str) -> str:
    """One element; an alloy or a compound is beyond what was learnt."""
    if len(counts(checked(text))) != 1 or any(c.isdigit() for c in text):
        raise ValueError("it has learnt from elements only; give one, such as Cu")
    return text


@lab(
    title="Machine-learnt bulk modulus of an element",
    version="1",
    inputs={
        "element": Text(
            r"[A-Z][a-z]?",
            "Cu",
            "the element, by its symbol",
            check=_element,
            longest=20,
            known=ELEMENTS,
            words=("element",),
        )
    },
    outputs={
        "predicted_bulk_modulus": Output(
            "GPa",
            "bulk modulus that the model predicts from all other elements",
            words=("predicted bulk modulus", "bulk modulus predicted", "machine-learnt bulk modulus", "bulk modulus"),
        ),
        "domain_distance": Output(
            "",
            "mean distance to the three nearest elements learnt from, over the greatest that is accepted",
            words=("applicability domain distance", "domain distance", "distance to the training data"),
        ),
        "model_r2": Output(
            "",
            "share of the variance of ln B that the model explains in ten-fold cross-validation",
            words=("cross-validated R2", "coefficient of determination", "R2 of the model"),
            needs=("element",),
        ),
    },
    validity="elements only, room pressure; the error bar is that of the process and covers the measured value of some "
    "two elements in three; outside the domain, 95 % of the training set's own distances, it refuses",
    citations=(
        "Lejaeghere et al., Crit. Rev. Solid State Mater. Sci. 39 (2014) 1",
        "Rasmussen & Williams, Gaussian Processes for Machine Learning (2006)",
    ),
    libraries=("ase", "pymatgen", "scikit-learn"),
    words=("machine learning", "machine-learning", "machine-learnt", "Gaussian process", "ML model", "learned model"),
    on_request=True,
    cost=Cost(seconds=120, memory_mb=1536),
)
def ml_property(*, element: str, wants: tuple[str, ...], seed: int) -> Result:
    """Train without the element, and predict it; the folds are fixed, so `seed` changes nothing."""
    from math import exp

    names, x, y = _data()
    one = _features(element)
    if one is None:
        raise NotSupported(
            f"the bulk modulus of {element}", "a property it learns from is not tabulated", "that property"
        )
    kept = [k for k, n in enumerate(names) if n != element]
    model, mean, scale = _fit(x[kept], y[kept])
    place = (one - mean) / scale
    distance = _near(place, (x[kept] - mean) / scale) / _limit(x, mean, scale)
    if distance > 1 and "predicted_bulk_modulus" in wants:
        raise InputError(
            "ml_property.element", element, f"nothing like it was learnt from (distance {distance:.2g}, at most 1)"
        )
    guess, spread = model.predict(place[None], return_std=True)
    value = exp(float(guess[0]))
    outputs: dict[str, float | tuple[float, float]] = {
        "predicted_bulk_modulus": (value, value * float(spread[0])),
        "domain_distance": distance,
    }
    plots: tuple[Plot, ...] = ()
    if "model_r2" in wants:
        outputs["model_r2"], plot = _validated()
        plots = (plot,)
    method = f"Gaussian process on {len(FEATURES)} standardised properties of {len(kept)} elements, logarithm of B"
    return Result({n: v for n, v in outputs.items() if n in wants}, method, (), plots)


def _features(symbol: str) -> Any:
    """The properties of an element, shape `(6,)`; `None` if one is not tabulated."""
    import warnings

    from numpy import array, isfinite
    from pymatgen.core import Element

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a property that is not tabulated is told by its value here
        values = [getattr(Element(symbol), f) for f in FEATURES]
    found = array([float("nan") if v is None else float(v) for v in values])
    return found if isfinite(found).all() else None


@cache
def _data() -> tuple[tuple[str, ...], Any, Any]:
    """Elements, their properties `(n, 6)` and `ln B` with B in GPa `(n,)`."""
    from ase.collections import dcdft
    from numpy import array, log

    rows = [(n, _features(n), dcdft.data[n].get("exp_B")) for n in dcdft.names]
    rows = [(n, f, b) for n, f, b in rows if f is not None and b is not None and b > 0]
    return tuple(n for n, _, _ in rows), array([f for _, f, _ in rows]), log(array([b for _, _, b in rows]))


def _fit(x: Any, y: Any) -> tuple[Any, Any, Any]:
    """The process on standardised properties, with their mean and scale."""
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

    mean, scale = x.mean(axis=0), x.std(axis=0)
    kernel = ConstantKernel(2.0, (0.1, 100)) * RBF(2.0, (0.5, 20)) + WhiteKernel(0.05, (1e-3, 1))
    model = GaussianProcessRegressor(kernel, normalize_y=True, random_state=0)
    return model.fit((x - mean) / scale, y), mean, scale


def _near(place: Any, others: Any) -> float:
    """Mean distance to the three nearest."""
    from numpy import sort
    from numpy.linalg import norm

    return float(sort(norm(others - place, axis=1))[:3].mean())


def _limit(x: Any, mean: Any, scale: Any) -> float:
    """The 95th percentile of the training set's own distances."""
    from numpy import delete, percentile

    z = (x - mean) / scale
    return float(percentile([_near(z[k], delete(z, k, axis=0)) for k in range(len(z))], 95))


@cache
def _validated() -> tuple[float, Plot]:
    """Share of variance explained in ten fixed folds, and the predictions against what was measured."""
    from numpy import arange, argsort, exp, zeros

    _, x, y = _data()
    fold, guess = arange(len(y)) % 10, zeros(len(y))
    for k in range(10):
        model, mean, scale = _fit(x[fold != k], y[fold != k])
        guess[fold == k] = model.predict((x[fold == k] - mean) / scale)
    r2 = 1 - float(((y - guess) ** 2).sum() / ((y - y.mean()) ** 2).sum())
    order = argsort(y)
    measured, predicted = tuple(map(float, exp(y[order]))), tuple(map(float, exp(guess[order])))
    plot = Plot(
        title="Bulk modulus, predicted against measured",
        x_name="measured",
        x_unit="GPa",
        x=measured,
        y_name="bulk modulus",
        y_unit="GPa",
        lines=(Line(name="predicted", y=predicted), Line(name="measured", y=measured)),
        points=True,
        log_x=True,
        log_y=True,
    )
    return r2, plot

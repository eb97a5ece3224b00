"""Confidence as it was fitted: by family of evidence, what each feature of a finished round adds to the log-odds.

What ships is `configs/calibration.json`; a data folder may hold one of its own, which then counts. Both are written by
`ech0 eval calibrate`. Knows what the features are called and which way each points, not how they are measured.
"""

from collections.abc import Mapping
from math import exp
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from ech0.core.data import home
from ech0.core.errors import InputError
from ech0.core.types import Noun

FILE = "calibration.json"

Source = Literal["data", "rule", "model", "retrieval"]

FEATURES: Mapping[str, tuple[int, Source]] = {
    "used_fraction": (1, "data"),
    "unread": (-1, "data"),
    "assumptions": (-1, "data"),
    "confirmed": (1, "data"),
    "fit": (1, "rule"),
    "agreement": (1, "rule"),
    "lacking": (-1, "rule"),
    "unique_target": (1, "rule"),
    "degenerate": (-1, "rule"),
    "proved": (1, "rule"),
    "failures": (-1, "model"),
    "samples": (1, "model"),
    "minds": (1, "model"),
    "retrieval": (1, "retrieval"),
}
"""Each feature of a finished round: which way it points, and the source of uncertainty that it tells of.

`data` is what the question says and how it was read, `rule` the way of answering, `model` the labs and the mind behind
it, `retrieval` the passages. `ech0.gate.measure` says what each one is.
"""


class Family(Noun):
    """A kind of evidence: what it adds to the log-odds, the answers this rests on, and how many of them were wrong."""

    bias: float
    n: Annotated[int, Field(ge=0)]
    wrong: Annotated[int, Field(ge=0)]


class Calibration(Noun):
    """A fit: when, of which version, on which results; its weights; and for each risk the threshold that keeps to it.

    `thresholds`: the confidence from which on at most that share of answers (`"0.1"`) is wrong, with certainty `sure`.
    `by_hand`: features that the graded answers do not vary in, whose weights were therefore set and not fitted.
    """

    date: str
    version: str
    data: tuple[str, ...]
    weights: Mapping[str, float]
    families: Mapping[str, Family]
    thresholds: Mapping[str, float]
    sure: Annotated[float, Field(gt=0, lt=1)]
    by_hand: tuple[str, ...] = ()

    def answers(self, family: str) -> int:
        """How many graded answers the confidence of a family rests on; of one never graded, all of them."""
        known = self.families.get(family)
        return known.n if known else sum(f.n for f in self.families.values())

    def without(self, feature: str) -> "Calibration":
        """The same fit, with a feature that counts for nothing."""
        return self.model_copy(update={"weights": {**self.weights, feature: 0.0}})

    def confidence(self, family: str, features: Mapping[str, float]) -> float:
        """The chance that an answer of this family with these features is right; a feature not given is at its best."""
        least = min((f.bias for f in self.families.values()), default=0.0)  # what was never graded gets no credit
        score = self.weights["bias"] + (self.families[family].bias if family in self.families else least)
        for feature, (sign, _) in FEATURES.items():
            score += self.weights.get(feature, 0.0) * features.get(feature, _best(feature, sign))
        return 1 / (1 + exp(-score)) if score > 0 else exp(score) / (1 + exp(score))

    def threshold(self, risk: float) -> float:
        """From which confidence on the share of wrong answers stays within a risk; `InputError` if none was fitted."""
        found = self.thresholds.get(f"{risk:g}")
        if found is None:
            known = ", ".join(sorted(self.thresholds, key=float)) or "none; accept can be set by hand"
            raise InputError("gate.risk", risk, f"choose one that a threshold was fitted for: {known}")
        return found


def _best(feature: str, sign: int) -> float:
    """What a feature is when nothing speaks against the answer: no one has to confirm it, or to have read it twice."""
    return float(sign > 0 and feature not in ("confirmed", "agreement", "samples", "minds"))


def load(folder: Path) -> Calibration:
    """The fit that a data folder holds, or else the one that ships.

    Raises:
        InputError: The file is no calibration, or it does not weigh each feature and no other.
    """
    own = folder / FILE
    path = own if own.is_file() else home() / "configs" / FILE
    cure = "write it anew with `ech0 eval calibrate DIR... --keep`, or remove it"
    try:
        made = Calibration.model_validate_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("calibration", str(path), f"{cure} ({error})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise InputError("calibration", str(path), f"{cure} ({where}: {first['msg']})") from None
    if wrong := sorted(made.weights.keys() ^ {*FEATURES, "bias"}):
        raise InputError("calibration", str(path), f"{cure} (it lacks, or does not know, {', '.join(wrong)})")
    return made

"""Proofs on the student of what comes after training: an adapter, distillation, and what the server does with them.

Each gives rows of figures before and after; a stage that cannot run says why, and is never filled in.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ech0.train.proofs import adapter, distillation, quantised, served

Stage = Callable[[Path, Path, "dict[str, Any]"], dict[str, Any]]
STAGES: Mapping[str, Stage] = MappingProxyType(
    {"adapter": adapter.prove, "distillation": distillation.prove, "served": served.prove, "quantised": quantised.prove}
)
"""Each takes the student's folder, the data's folder and the options, and returns its rows by name."""

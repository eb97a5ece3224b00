"""Benchmarks, one file per benchmark: cases from a path in the published format, and a score beside them.

A benchmark is handed to whoever runs it; it is never told what answers.
"""

from ech0.core.registry import Registry
from ech0.core.types import Benchmark

BENCHMARKS: "Registry[Benchmark]" = Registry("benchmark", "evals")

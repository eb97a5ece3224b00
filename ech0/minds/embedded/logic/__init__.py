"""The reader of logic puzzles: facts, rules and orderings in English to formal claims. It never answers by itself."""

from ech0.minds.embedded.logic.options import choice, picked, settled
from ech0.minds.embedded.logic.puzzle import plan

__all__ = ["choice", "picked", "plan", "settled"]

"""The reader of logic puzzles: facts, rules and finite puzzles in English to formal claims. It never answers."""

from ech0.minds.embedded.logic.options import choice, picked, settled
from ech0.minds.embedded.logic.puzzle import plan

__all__ = ["choice", "picked", "plan", "settled"]

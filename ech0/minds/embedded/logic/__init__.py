"""The reader of logic puzzles: facts, rules and finite puzzles in English to formal claims. It never answers."""

from ech0.minds.embedded.logic.options import choice, deciding, picked, rests_on, settled
from ech0.minds.embedded.logic.puzzle import plan
from ech0.minds.embedded.logic.puzzles import conflict

__all__ = ["choice", "conflict", "deciding", "picked", "plan", "rests_on", "settled"]

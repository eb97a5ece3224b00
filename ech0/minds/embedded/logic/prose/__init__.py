"""The reader of free wording: sentences in plain prose to first-order claims. It never decides."""

from ech0.minds.embedded.logic.prose.contraries import opposed
from ech0.minds.embedded.logic.prose.lexicon import BROAD
from ech0.minds.embedded.logic.prose.reading import DOUBTFUL, NARROWED, plan

__all__ = ["BROAD", "DOUBTFUL", "NARROWED", "opposed", "plan"]

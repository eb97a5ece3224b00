"""Facts that a question asks for outright: a constant, a property of a substance, an atom, a nuclide, a planet.

Only a question that is a property and its bearer, whole, is read; what is found is quoted from a table with its source,
and what is recognised but stands in no table is declined. See `configs/lookups.toml` for the wordings.
"""

from ech0.minds.embedded.lookups.answers import Known, answer

__all__ = ["Known", "answer"]

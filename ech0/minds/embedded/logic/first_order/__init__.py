"""The reader of classical logic in English: premises and a conclusion to first-order claims. It never decides."""

from ech0.minds.embedded.logic.first_order.reading import classical, plan

__all__ = ["classical", "plan"]

"""The mind without weights. `Embedded` is the door; the rest are its parts."""

from ech0.minds.embedded.mind import Embedded

__all__ = ["Embedded"]

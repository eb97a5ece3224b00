"""The reader of the gist: each clause as what is said of whom, in whatever order its words stand. It never decides."""

from ech0.minds.embedded.logic.gist.preparing import strange
from ech0.minds.embedded.logic.gist.reading import Gist, plan

__all__ = ["Gist", "plan", "strange"]

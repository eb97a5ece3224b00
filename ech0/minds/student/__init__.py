"""The language of the student: questions with slots for numbers and names, and small plans in those slots.

Pure functions and no model: `slotted` writes the prompt, `plan_schema` bounds the reply, `to_plan` makes it a plan.
"""

from ech0.minds.student.adapter import to_node, to_plan
from ech0.minds.student.form import SlotPlan, SlotStep, plan_schema, read_plan
from ech0.minds.student.reasoning import reasoned
from ech0.minds.student.slots import Slotted, kind, slotted, words_of

__all__ = [
    "SlotPlan",
    "SlotStep",
    "Slotted",
    "kind",
    "plan_schema",
    "read_plan",
    "reasoned",
    "slotted",
    "to_node",
    "to_plan",
    "words_of",
]

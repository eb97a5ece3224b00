"""Training of small students: pairs of question and plan, the model, its proofs. Heavy imports wait in functions."""

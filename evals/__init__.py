"""Benchmarks, scorers and the harness that runs one over the other.

It is handed whatever answers, as a function from question to answer, and never told what that is.
"""

"""Minds: what reads a question into a plan and writes a draft. They never compute and never copy a digit."""

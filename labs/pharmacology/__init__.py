"""Labs of pharmacology."""

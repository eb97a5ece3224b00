"""Labs of oncology."""

"""Labs of chemistry."""

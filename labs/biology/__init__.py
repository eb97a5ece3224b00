"""Labs of biology."""

"""Labs of medicine."""

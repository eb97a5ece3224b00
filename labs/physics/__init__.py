"""Labs of physics."""

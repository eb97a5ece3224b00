"""Labs of quantum physics: few-body models small enough to be solved exactly."""

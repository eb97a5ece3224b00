"""The instruments that the loop calls: labs as tools, solvers, retrieval, bridges. Each knows its own trade only."""

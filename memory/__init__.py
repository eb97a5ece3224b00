"""What is remembered: the record of runs and results, and documents that can be recalled. Knows no loop and no mind."""

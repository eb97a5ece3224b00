"""What each command of `ech0.cli` does, a file a noun: data to standard output, progress to standard error."""

"""Files to documents: one reader a format, chosen by a file's name, run in a bounded process. Knows no store."""

"""The ground floor: nouns, errors, units, registry, data files, bounded processes. Imports nothing of ours above it."""

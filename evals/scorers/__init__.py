"""Scorers: from a case and an answer to a `Score`, one file per way of being right. They know the nouns only."""

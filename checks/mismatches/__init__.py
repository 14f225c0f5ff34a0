"""Differences between the source and its translation: one file a check."""

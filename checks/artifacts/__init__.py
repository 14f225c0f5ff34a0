"""Defects of the text itself, whatever the source says: one file a check."""

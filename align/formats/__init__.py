"""Alignments as files: tab-separated, JSON Lines and Moses, and back from them to be scored."""

"""Tables of what both sides say: figures, people and offices, terms."""

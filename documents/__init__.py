"""Files become Documents: text as read, sentences with character offsets, and roles."""

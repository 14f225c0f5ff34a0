"""What may be wrong with a translated publication: one file a check, listed by the registry."""

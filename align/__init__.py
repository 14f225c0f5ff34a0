"""Which sentence translates which, and, inside a link, which word answers which."""

"""Names of people and places, offices and bodies: found on each side and compared link by link."""

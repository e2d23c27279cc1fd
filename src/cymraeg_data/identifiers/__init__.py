"""Personal identifiers in text: their forms, their check digits, and where they are in the bytes of a column."""

"""Personal identifiers in text: their forms, check digits, and places in the bytes of a column."""

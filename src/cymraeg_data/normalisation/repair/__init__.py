"""Repair of damage: text read in the wrong encoding, and lost letters."""

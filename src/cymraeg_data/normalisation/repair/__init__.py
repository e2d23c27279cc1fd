"""Repair of damage: text that was read with the wrong encoding, letters that were lost."""

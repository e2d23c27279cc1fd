"""Statistical tables: tidy rows with codes, labels, units, notes and data markings in both languages."""

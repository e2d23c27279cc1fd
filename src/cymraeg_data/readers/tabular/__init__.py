"""Readers of tables: delimited text, Parquet, JSON Lines, spreadsheets, lines of plain text."""

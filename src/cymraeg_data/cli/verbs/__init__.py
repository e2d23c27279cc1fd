"""The verbs of the command, one per file: each parses, calls one function of the library and prints."""

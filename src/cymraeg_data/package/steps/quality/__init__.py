"""The quality rules that a manifest may ask for."""

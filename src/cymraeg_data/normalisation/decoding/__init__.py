"""From bytes to text: the choice of the encoding, and lines of any length."""

"""One way of writing each character: composition, spaces, apostrophes."""

"""The checks of the sources of a release, one kind of fault per file."""

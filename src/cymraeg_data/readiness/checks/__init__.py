"""What is looked at in the sources of a release, one kind of fault per file."""

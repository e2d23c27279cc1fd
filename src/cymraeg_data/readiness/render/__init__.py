"""One report as a page, as Markdown and in a terminal."""

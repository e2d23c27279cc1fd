"""A comparison as a chart, as tables in Markdown and as JSON."""

"""Renderers of a report: HTML, Markdown and terminal."""

"""Readers of documents: paragraphs, sentences and segments, in order."""

"""Engines: they find words for ordinary messages."""

"""The stages of the safety net; stage one are the phrases of ``data/safety``."""

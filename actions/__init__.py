"""Rasa's custom actions: every word the engine says, found in content."""

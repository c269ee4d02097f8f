"""Rasa's world: the parts of Rasa that we write; Python 3.10, no network but loopback, and nothing of a talk is kept."""

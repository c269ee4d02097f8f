"""Stores: what was accepted stays until it is answered, and every turn is sealed."""

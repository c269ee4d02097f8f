"""Channels: the places where people write to us, each by itself."""

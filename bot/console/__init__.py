"""The staff's console: a process of its own, the only one that opens closed talks."""

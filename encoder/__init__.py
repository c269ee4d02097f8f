"""The sentence encoder: a text becomes a vector of 384 numbers, in any of some hundred languages.

Rules of this package: Python 3.10 syntax, because the engine's world imports it too; nothing of ours is
imported; no code of the package that carries the weights is ever run, only its data file is read.
"""

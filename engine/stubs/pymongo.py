"""Stands where pymongo (MongoDB) is missing."""

from stand_in import not_ours

not_ours(__name__, "collection", "database", "errors")

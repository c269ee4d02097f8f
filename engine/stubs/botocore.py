"""Stands where botocore (DynamoDB, S3) is missing."""

from stand_in import not_ours

not_ours(__name__, "exceptions")

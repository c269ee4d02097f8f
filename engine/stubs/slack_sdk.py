"""Stands where slack_sdk (Slack) is missing."""

from stand_in import not_ours

not_ours(__name__, "web", "web.async_client")

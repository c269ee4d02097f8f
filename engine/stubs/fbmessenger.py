"""Stands where fbmessenger (Facebook) is missing."""

from stand_in import not_ours

not_ours(__name__, "attachments", "elements", "quick_replies", "sender_actions")

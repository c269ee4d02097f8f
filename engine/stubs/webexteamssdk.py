"""Stands where webexteamssdk (Webex) is missing."""

from stand_in import not_ours

not_ours(__name__)

"""Stands where twilio (SMS, WhatsApp) is missing."""

from stand_in import not_ours

not_ours(__name__, "base", "base.exceptions", "rest", "twiml", "twiml.voice_response")

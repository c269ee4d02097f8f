"""Telegram: python-telegram-bot's Bot and Update, our own durable way of fetching."""

from bot.channels.telegram.channel import Telegram

__all__ = ["Telegram"]

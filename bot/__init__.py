"""The gateway: channels in front, the safety net first, the engine behind, a durable store between."""

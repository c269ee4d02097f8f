"""Values, ports and the pipeline; nothing here imports anything but the standard library."""

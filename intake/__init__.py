"""From a dropped file to a stored original, and back to the one who dropped it."""

"""The door: shown while the store opens, and when it does not."""

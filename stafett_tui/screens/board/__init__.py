"""The goals and activities of one plan."""

"""The people of a plan."""

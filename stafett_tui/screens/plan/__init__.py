"""The overview of one plan."""

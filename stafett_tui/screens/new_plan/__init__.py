"""The form for a new plan."""
